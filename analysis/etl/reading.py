"""The answers file, whatever its format, as received: codes as they are, nothing interpreted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd

from analysis.etl.delimited import decimal_of, read_delimited, unique_names
from analysis.etl.labelled import read_labelled
from analysis.etl.received import DataError, Received, Source
from analysis.files import checksum
from analysis.questionnaire import AnswersFile


def read_answers(folder: Path, file: AnswersFile) -> Received:
    """The answers of `file` in `folder`, with the file's checksum and how it was read.

    Raises DataError where the file is missing, is of no known format, or cannot be read.
    """
    path = folder / file.name
    if not path.is_file():
        found = sorted(entry.name for entry in folder.iterdir() if entry.suffix in READERS)
        raise DataError(f"{path}: no such file; answers files there: {', '.join(found) or 'none'}")
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise DataError(f"{path}: format {path.suffix!r} is not read; expected {', '.join(READERS)}")
    try:
        received = reader(path, file)
    except DataError as error:
        raise DataError(f"{path}: {error}") from None
    except OSError as error:
        raise DataError(f"{path}: {error.strerror or error}") from None
    if received.answers.empty:
        raise DataError(
            f"{path}: no respondents; the file has {received.answers.shape[1]} columns and no row"
        )
    return received


def _read_csv(path: Path, file: AnswersFile) -> Received:
    answers, encoding, separator, remarks = read_delimited(path, file.encoding, file.separator)
    decimal, ambiguous = (file.decimal, []) if file.decimal else decimal_of(answers, separator)
    source = Source(
        name=path.name,
        sha256=checksum(path),
        bytes=path.stat().st_size,
        format="csv",
        encoding=encoding,
        separator=separator,
        decimal=decimal,
        remarks=(*remarks, *ambiguous, *_renamed(list(answers.columns))),
    )
    return Received(answers, source)


def _read_excel(path: Path, file: AnswersFile) -> Received:
    import zipfile

    try:
        with pd.ExcelFile(path, engine="openpyxl") as book:
            sheet = file.sheet or str(book.sheet_names[0])
            if sheet not in book.sheet_names:
                raise DataError(f"no sheet {sheet!r}; sheets: {', '.join(map(str, book.sheet_names))}")
            cells = pd.read_excel(book, sheet, header=None, dtype=object, na_filter=False)
    except DataError:
        raise
    except (zipfile.BadZipFile, KeyError, ValueError, EOFError) as error:
        raise DataError(f"not a readable .xlsx workbook ({error}); save it again as .xlsx") from None
    if cells.empty:
        raise DataError(f"sheet {sheet!r} is empty")
    answers = cells.iloc[1:].reset_index(drop=True)
    answers.columns = pd.Index(unique_names([str(name) for name in cells.iloc[0]]))
    return Received(
        answers, _source(path, "xlsx", sheet=sheet, remarks=tuple(_renamed(list(answers.columns))))
    )


def _read_parquet(path: Path, _file: AnswersFile) -> Received:
    import pyarrow as pa

    try:
        answers = pd.read_parquet(path).reset_index(drop=True)
    except (pa.ArrowInvalid, pa.ArrowException) as error:
        raise DataError(f"not a readable Parquet file ({error})") from None
    return Received(answers, _source(path, "parquet"))


def _read_labelled(path: Path, file: AnswersFile) -> Received:
    answers, columns, answer_sets, encoding, remarks = read_labelled(path, file.encoding)
    source = _source(path, path.suffix[1:].lower(), encoding=encoding, remarks=remarks)
    return Received(answers, source, columns, answer_sets)


def _source(
    path: Path,
    kind: str,
    encoding: str | None = None,
    sheet: str | None = None,
    remarks: tuple[str, ...] = (),
) -> Source:
    return Source(
        path.name, checksum(path), path.stat().st_size, kind, encoding=encoding, sheet=sheet, remarks=remarks
    )


def _renamed(names: list[object]) -> list[str]:
    repeated = [
        name for name in map(str, names) if name.rpartition(".")[2].isdigit() and _base(name) in names
    ]
    return [f"columns met twice were renamed: {', '.join(repeated)}"] if repeated else []


def _base(name: str) -> str:
    return name.rpartition(".")[0]


READERS: dict[str, Callable[[Path, AnswersFile], Received]] = {
    ".sav": _read_labelled,
    ".zsav": _read_labelled,
    ".dta": _read_labelled,
    ".csv": _read_csv,
    ".xlsx": _read_excel,
    ".parquet": _read_parquet,
}
