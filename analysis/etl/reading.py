"""The answers file, whatever its format, as received: codes as they are, nothing interpreted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from analysis.etl.delimited import decimal_of, read_delimited, unique_names, without_blank_rows
from analysis.etl.excel import read_sheet
from analysis.etl.labelled import PARSERS, read_labelled
from analysis.etl.received import DataError, Received, Source
from analysis.etl.texts import text_of
from analysis.faults import some
from analysis.files import checksum
from analysis.questionnaire import AnswersFile

if TYPE_CHECKING:
    import pyarrow.parquet


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
        received = reader(path, file)
    except DataError as error:
        raise DataError(f"{path}: {error}") from None
    except OSError as error:
        raise DataError(f"{path}: {error.strerror or error}") from None
    answers, blank = without_blank_rows(received.answers)
    remarks = (*received.source.remarks, *blank)
    source = replace(received.source, remarks=remarks, blank_rows=len(received.answers) - len(answers))
    received = replace(received, answers=answers, sources=(source,))
    if received.answers.empty:
        raise DataError(
            f"{path}: no respondents; the file has {received.answers.shape[1]} columns and no row"
        )
    return received


def _way_out(suffix: str) -> str:
    if suffix in OF_SPREADSHEETS:
        return "open it in a spreadsheet and save it as .xlsx, or as .csv in UTF-8"
    return f"expected {', '.join(READERS)}"


def _read_csv(path: Path, file: AnswersFile) -> Received:
    answers, encoding, separator, remarks = read_delimited(path, file.encoding, file.separator)
    decimal, ambiguous = (file.decimal, []) if file.decimal else decimal_of(answers, separator)
    remarks = [*remarks, *ambiguous, *_renamed(list(answers.columns))]
    kind = path.suffix[1:].lower()
    return Received(answers, (_source(path, kind, encoding, separator, decimal, remarks=tuple(remarks)),))


def _read_excel(path: Path, file: AnswersFile) -> Received:
    answers, sheet, remarks = read_sheet(path, file.sheet)
    decimal, ambiguous = (file.decimal, []) if file.decimal else decimal_of(answers, ";")
    remarks = (*remarks, *ambiguous, *_renamed(list(answers.columns)))
    return Received(answers, (_source(path, "xlsx", sheet=sheet, decimal=decimal, remarks=remarks),))


def _read_parquet(path: Path, _file: AnswersFile) -> Received:
    import pyarrow as pa
    import pyarrow.parquet

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
    answers, columns, answer_sets, encoding, remarks = read_labelled(path, file.encoding)
    source = _source(path, path.suffix[1:].lower(), encoding=encoding, remarks=remarks)
    return Received(answers, (source,), columns, answer_sets)


def _source(
    path: Path,
    kind: str,
    encoding: str | None = None,
    separator: str | None = None,
    decimal: str | None = None,
    sheet: str | None = None,
    remarks: tuple[str, ...] = (),
) -> Source:
    size = path.stat().st_size
    return Source(path.name, checksum(path), size, kind, encoding, separator, decimal, sheet, remarks)


def _renamed(names: list[object]) -> list[str]:
    repeated = [
        name for name in map(str, names) if name.rpartition(".")[2].isdigit() and _base(name) in names
    ]
    return [f"columns met twice were renamed: {some(repeated)}"] if repeated else []


def _base(name: str) -> str:
    return name.rpartition(".")[0]


MOST_CELLS = 1_000_000_000
OF_SPREADSHEETS = (".xls", ".xlsb", ".xlsm", ".ods", ".numbers")
READERS: dict[str, Callable[[Path, AnswersFile], Received]] = {
    **dict.fromkeys(PARSERS, _read_labelled),
    **dict.fromkeys((".csv", ".tsv", ".txt"), _read_csv),
    ".xlsx": _read_excel,
    ".parquet": _read_parquet,
}
