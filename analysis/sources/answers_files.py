"""Answers of an edition as received, read from one file or several of any format."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from analysis.faults import refused_by_system, some
from analysis.questionnaire import AnswersFile
from analysis.questionnaire.kinds.cells import text_of
from analysis.runs.memory import memory_given_back
from analysis.runs.whole_files import checksum
from analysis.sources.bounds.column_names import unique_names
from analysis.sources.bounds.file_table import FileTable
from analysis.sources.bounds.form_repeats import with_parent
from analysis.sources.bounds.heading_rows import RowKeys
from analysis.sources.bounds.long_rows import one_row_each
from analysis.sources.bounds.rows_below import without_rows_below
from analysis.sources.delimited_text import decimal_of, read_delimited, without_blank_rows
from analysis.sources.excel_sheets import read_sheet, remarks_on_formulas
from analysis.sources.integrity.doubtful_cells import remarks_on_cells
from analysis.sources.integrity.file_signatures import refuse_another_format
from analysis.sources.joined_files import joined, under_shared_names
from analysis.sources.labelled_files import PARSERS, read_labelled
from analysis.sources.received import DataError, Received, Source

if TYPE_CHECKING:
    import pyarrow.parquet

MOST_CELLS = 1_000_000_000
LONGEST_HEADING = 5_000
"""Characters of a column's name; a question with its instructions has a tenth of them."""
FEW_COLUMNS = 20
"""Columns under numbers up to which respondents are not taken to be columns."""
OF_SPREADSHEETS = (".xls", ".xlsb", ".xlsm", ".ods", ".numbers")


@memory_given_back()
def read_files(folder: Path, files: tuple[AnswersFile, ...]) -> Received:
    """The answers of every file in `folder`, in the order of `files`, columns matched by name.

    What a file alone lacks, or labels otherwise, is a remark of its source. Raises DataError as
    read_answers does, and where a renamed column is not in its file or is there twice.
    """
    parts = [under_shared_names(read_answers(folder, file), file, folder) for file in files]
    return parts[0] if len(parts) == 1 else joined(parts)


def read_answers(folder: Path, file: AnswersFile) -> Received:
    """The answers of `file` in `folder`, with the file's checksum and how it was read.

    Raises DataError where the file is missing, is of no known format, or cannot be read.
    """
    path = folder / file.name
    if not path.is_file():
        found = sorted(
            entry.name for entry in folder.iterdir() if entry.suffix.lower() in READERS and entry.is_file()
        )
        what = "not a file" if path.exists() or path.is_symlink() else "no such file"
        raise DataError(f"{path}: {what}; answers files there: {', '.join(found) or 'none'}")
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise DataError(f"{path}: format {path.suffix!r} is not read; {_way_out(path.suffix.lower())}")
    try:
        received = _read_with_parent(reader, path, file)
    except DataError as error:
        raise DataError(f"{path}: {error}") from None
    except OSError as error:
        raise DataError(refused_by_system(error, path)) from None
    _refuse_long_headings(path, received)
    answers, blank = without_blank_rows(received.answers)
    remarks = (*received.source.remarks, *blank)
    source = replace(received.source, remarks=remarks, blank_rows=len(received.answers) - len(answers))
    received = replace(received, answers=answers, sources=(source,))
    if received.answers.empty:
        raise DataError(
            f"{path}: no respondents; the file has {received.answers.shape[1]} columns and no row"
        )
    try:
        return one_row_each(received, file.one_row) if file.one_row else received
    except DataError as error:
        raise DataError(f"{path}: {error}") from None


def _read_with_parent(
    reader: Callable[[Path, AnswersFile], Received], path: Path, file: AnswersFile
) -> Received:
    """The answers, beside those of the table whose rows they belong to where there is one."""
    received, parent = reader(path, file), file.parent
    if parent is None:
        return received
    if parent.file is None and received.source.sheet is None:
        raise DataError(
            f"parent: {path.suffix} has no sheets; a sheet is of the same .xlsx. Name the `file` beside it"
        )
    if parent.file is None:
        return with_parent(received, reader(path, AnswersFile(file.name, sheet=parent.sheet)), parent)
    above = AnswersFile(parent.file, sheet=parent.sheet or None)
    return with_parent(received, read_answers(path.parent, above), parent)


def _refuse_long_headings(path: Path, received: Received) -> None:
    """Raise DataError for headings that are no wording of any question."""
    long = [
        f"{place} ({len(name):,} characters: {name[:40]}…)"
        for place, name in enumerate(map(str, received.answers.columns), start=1)
        if len(name) > LONGEST_HEADING
    ]
    if long:
        raise DataError(
            f"{path}: the headings of columns {some(long)} are longer than {LONGEST_HEADING:,} characters. "
            "Look for a quotation mark that is not closed, or say with header_rows where the headings are"
        )


def _way_out(suffix: str) -> str:
    if suffix == ".zip":
        return "unpack it, and name one of its files"
    if suffix in OF_SPREADSHEETS:
        return "open it in a spreadsheet and save it as .xlsx, or as .csv in UTF-8"
    return f"expected {', '.join(READERS)}"


def _read_csv(path: Path, file: AnswersFile) -> Received:
    read = read_delimited(path, file.encoding, file.separator, _keys(file))
    source = _source(path, path.suffix[1:].lower(), read.encoding, read.separator)
    return _received(without_rows_below(read.table, _keys(file)), source, file, read.separator)


def _read_excel(path: Path, file: AnswersFile) -> Received:
    refuse_another_format(path)
    read = read_sheet(path, file.sheet, _keys(file))
    table = without_rows_below(read.table, _keys(file))
    source = _source(path, "xlsx", sheet=read.name, remarks=tuple(remarks_on_formulas(table)))
    return _received(table, source, file, ";")


def _keys(file: AnswersFile) -> RowKeys:
    return RowKeys(file.header_rows, file.skip_rows)


def _received(table: FileTable, source: Source, file: AnswersFile, separator: str) -> Received:
    """The answers of a table, and what its source says of them."""
    answers = table.answers
    decimal, ambiguous = (file.decimal, []) if file.decimal else decimal_of(answers, separator)
    remarks = (*table.remarks, *source.remarks, *ambiguous, *_renamed(list(answers.columns)))
    remarks = (*remarks, *remarks_on_cells(table), *_lying_down(answers))
    left_out = (*table.head.left_out, *table.left_out)
    headings = len(table.head.rows)
    said = replace(source, decimal=decimal, remarks=remarks, left_out=left_out, header_rows=headings)
    return Received(answers, (said,), wordings=table.head.wordings)


def _lying_down(answers: pd.DataFrame) -> list[str]:
    """A remark where numbers head all columns but the first, more than there are rows: respondents may be
    columns."""
    headings = [str(name) for name in answers.columns[1:]]
    if len(headings) <= max(len(answers), FEW_COLUMNS) or not all(map(str.isdecimal, headings)):
        return []
    return [
        f"{len(headings)} columns are headed by numbers over {len(answers)} rows: where each column is a "
        "respondent, transpose the table first"
    ]


def _read_parquet(path: Path, _file: AnswersFile) -> Received:
    import pyarrow as pa
    import pyarrow.parquet

    refuse_another_format(path)
    try:
        _refuse_size(pyarrow.parquet.read_metadata(path))
        table = pyarrow.parquet.read_table(path)
        table.validate(full=True)
        answers = table.to_pandas(ignore_metadata=True, integer_object_nulls=True)
    except (DataError, MemoryError):
        raise
    except (pa.ArrowException, ValueError, KeyError, OverflowError, OSError) as error:
        if isinstance(error, OSError) and error.errno:  # of the system, not of what the file holds
            raise
        raise DataError(f"not a readable Parquet file ({error})") from None
    nested = [field.name for field in table.schema if pa.types.is_nested(field.type)]
    if nested:
        raise DataError(
            f"columns with lists or records are not read: {', '.join(nested)}; write one column each"
        )
    answers.columns = pd.Index(unique_names([str(name) for name in answers.columns]))
    return Received(answers, (_source(path, "parquet"),), categories=_categories(answers))


def _categories(answers: pd.DataFrame) -> dict[str, tuple[str, ...]]:
    """The categories of each column that has some, in their order, those that nobody has too."""
    return {
        str(name): tuple(map(text_of, column.cat.categories))
        for name, column in answers.items()
        if isinstance(column.dtype, pd.CategoricalDtype)
    }


def _refuse_size(metadata: pyarrow.parquet.FileMetaData) -> None:
    """Refuse what a few bytes can say of billions of cells, before it fills the memory."""
    if metadata.num_rows * metadata.num_columns > MOST_CELLS:
        raise DataError(
            f"{metadata.num_rows:,} rows by {metadata.num_columns:,} columns, and at most {MOST_CELLS:,} "
            "cells are read; keep the columns that the questionnaire names"
        )


def _read_labelled(path: Path, file: AnswersFile) -> Received:
    refuse_another_format(path)
    answers, columns, answer_sets, encoding, remarks = read_labelled(path, file.encoding)
    source = _source(path, path.suffix[1:].lower(), encoding=encoding, remarks=remarks)
    return Received(answers, (source,), columns, answer_sets)


def _source(
    path: Path,
    kind: str,
    encoding: str | None = None,
    separator: str | None = None,
    sheet: str | None = None,
    remarks: tuple[str, ...] = (),
) -> Source:
    size = path.stat().st_size
    return Source(path.name, checksum(path), size, kind, encoding, separator, sheet=sheet, remarks=remarks)


def _renamed(names: list[object]) -> list[str]:
    repeated = [
        name for name in map(str, names) if name.rpartition(".")[2].isdigit() and _base(name) in names
    ]
    return [f"columns met twice were renamed: {some(repeated)}"] if repeated else []


def _base(name: str) -> str:
    return name.rpartition(".")[0]


READERS: dict[str, Callable[[Path, AnswersFile], Received]] = {
    **dict.fromkeys(PARSERS, _read_labelled),
    **dict.fromkeys((".csv", ".tsv", ".txt"), _read_csv),
    ".xlsx": _read_excel,
    ".parquet": _read_parquet,
}
"""The ending of a file's name -> what reads it: the answers as received and how the file was read.

A reader raises DataError where the file is not what it says; docs/extending.md adds a format.
"""
