"""SPSS and Stata files through pyreadstat: values as stored, with what the file says of its columns."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.etl.received import AnswerSet, ColumnDescription, DataError
from analysis.etl.texts import text_of

SECONDS_IN_A_DAY = 86400
SPSS_EPOCH = date(1582, 10, 14)
LAST_DAY = (date.max - SPSS_EPOCH).days
MONTH_FORMATS = ("MOYR", "QYR", "WKYR")


def read_labelled(
    path: Path, encoding: str | None
) -> tuple[pd.DataFrame, dict[str, ColumnDescription], tuple[AnswerSet, ...], str | None, tuple[str, ...]]:
    """Values, column descriptions, multiple-response sets, encoding and remarks of a .sav, .zsav or .dta.

    User-missing values stay as they are. Raises DataError where the file cannot be read.
    """
    answers, metadata, remarks = _read(path, encoding)
    for name, kind in metadata.original_variable_types.items():
        if kind and kind.startswith(MONTH_FORMATS) and answers[name].dtype.kind == "f":
            answers[name] = _dates(answers[name])
    columns = {name: _described(name, metadata) for name in metadata.column_names}
    return answers, columns, _answer_sets(metadata), metadata.file_encoding, remarks


def _read(path: Path, encoding: str | None) -> tuple[pd.DataFrame, Any, tuple[str, ...]]:
    try:
        return (*_parsed(path, encoding), ())
    except DataError as error:
        if encoding is not None or "convert string" not in str(error):
            raise
    remark = "texts do not fit the encoding the file declares; they were read as cp1252"
    return (*_parsed(path, "cp1252"), (remark,))


def _parsed(path: Path, encoding: str | None) -> tuple[pd.DataFrame, Any]:
    import pyreadstat

    reader = pyreadstat.read_dta if path.suffix.lower() == ".dta" else pyreadstat.read_sav
    try:
        return reader(path, user_missing=True, encoding=encoding)
    except UnicodeDecodeError as error:
        raise DataError(
            f"a text is not {error.encoding}; give `encoding` in [file], such as cp1252"
        ) from None
    except (OSError, MemoryError):
        raise
    except Exception as error:  # ReadstatError, and for a damaged file whatever the parser meets
        reason = str(error).strip().rstrip(".")
        raise DataError(f"not readable as {path.suffix[1:]} ({reason[:1].lower()}{reason[1:]})") from None


def _dates(seconds: pd.Series) -> pd.Series:
    """The first day of the month, quarter or week that SPSS stores as seconds since 1582."""
    days = (seconds / SECONDS_IN_A_DAY).round()
    possible = days.where(days.between(0, LAST_DAY))
    dates = possible.map(lambda day: (SPSS_EPOCH + timedelta(days=day)).isoformat(), na_action="ignore")
    return dates.astype(object).where(possible.notna(), seconds)


def _described(name: str, metadata: Any) -> ColumnDescription:
    labels = metadata.variable_value_labels.get(name, {})
    codes = {text_of(code): str(label).strip() for code, label in labels.items()}
    ranges = [_range_text(bounds) for bounds in metadata.missing_ranges.get(name, [])]
    user_missing = [text_of(value) for value in metadata.missing_user_values.get(name, [])]
    label = metadata.column_names_to_labels.get(name) or ""
    return ColumnDescription(label.strip(), codes, (*ranges, *user_missing))


def _range_text(bounds: dict[str, Any]) -> str:
    low, high = text_of(bounds["lo"]), text_of(bounds["hi"])
    return low if low == high else f"{low}..{high}"


def _answer_sets(metadata: Any) -> tuple[AnswerSet, ...]:
    sets = getattr(metadata, "mr_sets", None) or {}
    return tuple(
        AnswerSet(
            name,
            written["label"] or name,
            tuple(written["variable_list"]),
            text_of(written["counted_value"]) if written["is_dichotomy"] else None,
        )
        for name, written in sets.items()
    )
