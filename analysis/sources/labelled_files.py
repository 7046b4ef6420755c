"""SPSS, Stata and SAS files: values as stored, with what the file says of its columns."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from analysis.faults import some
from analysis.questionnaire.kinds.cells import text_of
from analysis.sources.integrity.unfinished_files import (
    RECORD,
    cut_short,
    lacks_its_end,
    rows_with_zeros,
    zeroed_observations,
)
from analysis.sources.received import AnswerSet, ColumnDescription, DataError, in_runs
from analysis.sources.sas_labels import by_column, formats_in, labels_beside

SECONDS_IN_A_DAY = 86400
SPSS_EPOCH = date(1582, 10, 14)
LAST_DAY = (date.max - SPSS_EPOCH).days
LEAST, GREATEST = 1e-100, 1e100
"""Sizes beyond which a number is none that was stored, but bytes in the wrong place."""
MONTH_FORMATS = ("MOYR", "QYR", "WKYR")
PERIODS = {"%tw": (52, 7), "%tm": (12, 0), "%tq": (4, 0), "%th": (2, 0)}
"""Of Stata's periods since 1960, how many make a year, and of how many days where they are weeks."""
PARSERS = {
    ".sav": "sav/zsav",
    ".zsav": "sav/zsav",
    ".por": "por",
    ".dta": "dta",
    ".sas7bdat": "sas7bdat",
    ".xpt": "xport",
}


def read_labelled(
    path: Path, encoding: str | None
) -> tuple[pd.DataFrame, dict[str, ColumnDescription], tuple[AnswerSet, ...], str | None, tuple[str, ...]]:
    """The values of a labelled file, with column descriptions, multiple-response sets, encoding and remarks.

    User-missing values stay as they are; the special missing values of Stata and SAS are ".a" and ".A".
    Raises DataError where the file cannot be read.
    """
    answers, metadata, remarks = _read(path, encoding)
    for name, kind in metadata.original_variable_types.items():
        if kind and kind.startswith(MONTH_FORMATS) and answers[name].dtype.kind == "f":
            answers[name] = _dates(answers[name])
        elif kind and kind[:3] in PERIODS and answers[name].dtype.kind == "f":
            answers[name] = _first_days(answers[name], *PERIODS[kind[:3]])
    for name in metadata.missing_user_values:
        answers[name] = answers[name].map(_with_point)
    labels, of_catalog = _value_labels(path, metadata, encoding)
    columns = {name: _described(name, labels.get(name, {}), metadata) for name in metadata.column_names}
    return answers, columns, _answer_sets(metadata), metadata.file_encoding, (*remarks, *of_catalog)


def _read(path: Path, encoding: str | None) -> tuple[pd.DataFrame, Any, tuple[str, ...]]:
    try:
        answers, metadata = _parsed(path, encoding)
        return answers, metadata, (*_lost_letters(answers), *_doubtful_rows(path, answers, metadata))
    except DataError as error:
        declares_none = path.suffix.lower() == ".xpt" and "a text is not" in str(error)
        if encoding is not None or not (declares_none or "convert string" in str(error)):
            raise
    remark = "texts do not fit the encoding the file declares; they were read as cp1252"
    return (*_parsed(path, "cp1252"), (remark,))


def _parsed(path: Path, encoding: str | None) -> tuple[pd.DataFrame, Any]:
    # The named readers of .por and .xpt leave out user-missing values; the parser behind them does not.
    from pyreadstat.pyreadstat import parser_entry_point  # type: ignore[attr-defined]

    kind = PARSERS.get(path.suffix.lower(), "sas7bcat")
    if kind == "xport" and path.stat().st_size % RECORD:
        raise DataError(f"not readable as xpt ({cut_short(path, 0, 0)})")
    try:
        read: tuple[pd.DataFrame, Any] = parser_entry_point(
            path, parser_format=kind, encoding=encoding, user_missing=True
        )
    except UnicodeDecodeError as error:
        raise DataError(
            f"a text is not {error.encoding}; give `encoding` in [file], such as cp1252"
        ) from None
    except (OSError, MemoryError):
        raise
    except Exception as error:  # ReadstatError, and for a damaged file whatever the parser meets
        reason = str(error).strip().rstrip(".")
        raise DataError(f"not readable as {path.suffix[1:]} ({reason[:1].lower()}{reason[1:]})") from None
    _refuse_loss(path, kind, *read)
    return read


def _refuse_loss(path: Path, kind: str, answers: pd.DataFrame, metadata: Any) -> None:
    """Raise DataError where a file has fewer observations than it declares, or zeros for the last of them."""
    declared, found = metadata.number_rows, len(answers)
    zeroed = zeroed_observations(path, kind, metadata)
    if declared is not None and declared > found:
        reason = f"it declares {declared:,} observations, and {found:,} are there"
    elif zeroed:
        reason = f"its last {zeroed:,} observations were never written: zeros stand for them, texts included"
    elif kind == "dta" and lacks_its_end(path):
        reason = "the file is cut short: the mark that ends it, </stata_dta>, is not there"
    elif kind == "xport":
        width = sum(metadata.variable_storage_width.values())
        reason = cut_short(path, width, found)
    else:
        return
    if reason:
        raise DataError(f"not readable as {path.suffix[1:]} ({reason}); ask for the whole file again")


def _lost_letters(answers: pd.DataFrame) -> tuple[str, ...]:
    """A remark on columns with letters that the reader could not make out, as the accents of a .por."""
    texts = answers.select_dtypes(exclude="number")
    lost = [name for name in texts if texts[name].astype(str).str.contains("\ufffd").any()]
    if not lost:
        return ()
    return (f"letters could not be read in {', '.join(map(str, lost))} (now \ufffd); save the file as .sav",)


def _doubtful_rows(path: Path, answers: pd.DataFrame, metadata: Any) -> tuple[str, ...]:
    """Remarks on rows where zeros stand in place of what was stored: of a file that was not copied whole."""
    texts = [name for name, stored in metadata.readstat_variable_types.items() if stored == "string"]
    numbers = answers[[name for name in answers if name not in texts]]
    within = rows_with_zeros(path, len(answers), metadata)
    found = {
        "zeros stand where texts are stored": sorted({*_blank_and_zero(answers[texts], numbers), *within}),
        f"numbers beyond {LEAST:g} and {GREATEST:g}": _of_odd_sizes(numbers),
    }
    damaged = "the file may be damaged, copy it again"
    return tuple(f"{what} in rows {in_runs(rows)}: {damaged}" for what, rows in found.items() if rows)


def _blank_and_zero(texts: pd.DataFrame, numbers: pd.DataFrame) -> list[int]:
    """The rows, from 1, in which every text is blank and every number 0; none where one of the two lacks."""
    if texts.empty or numbers.empty:
        return []
    return _places((texts == "").all(axis=1) & (numbers == 0).all(axis=1))


def _of_odd_sizes(numbers: pd.DataFrame) -> list[int]:
    sizes = numbers.select_dtypes("float").abs()
    return _places(((sizes > GREATEST) | ((sizes > 0) & (sizes < LEAST))).any(axis=1))


def _places(mask: pd.Series) -> list[int]:
    """The rows of a mask, counted from 1."""
    return (np.flatnonzero(mask.to_numpy()) + 1).tolist()


def _with_point(value: object) -> object:
    """A special missing value as Stata and SAS write it: "a" is ".a"."""
    return f".{value}" if isinstance(value, str) else value


def _value_labels(
    path: Path, metadata: Any, encoding: str | None
) -> tuple[Mapping[str, Mapping[Any, str]], tuple[str, ...]]:
    """The value labels of each column: the file's own, or those that stand beside a SAS file; and remarks."""
    beside = labels_beside(path)
    if beside is None:
        return metadata.variable_value_labels, ()
    try:
        formats = formats_in(beside, lambda file: _parsed(file, encoding))
    except DataError as error:
        return {}, (f"value labels of {beside.name} were left out: {error}",)
    remarks = [f"value labels were read from {beside.name}"]
    if formats.ranges:
        remarks.append(f"labels of ranges are labels of no code: {some(formats.ranges)} in {beside.name}")
    return by_column(formats, metadata), tuple(remarks)


def _dates(seconds: pd.Series) -> pd.Series:
    """The first day of the month, quarter or week that SPSS stores as seconds since 1582."""
    days = (seconds / SECONDS_IN_A_DAY).round()
    possible = days.where(days.between(0, LAST_DAY))
    dates = possible.map(lambda day: (SPSS_EPOCH + timedelta(days=day)).isoformat(), na_action="ignore")
    return dates.astype(object).where(possible.notna(), seconds)


def _first_days(periods: pd.Series, in_a_year: int, days: int) -> pd.Series:
    """The first day of the week, month, quarter or half-year that Stata counts from 1960."""

    def first_day(period: float) -> str:
        year, place = divmod(int(period), in_a_year)
        month = 1 if days else place * (12 // in_a_year) + 1
        return (date(1960 + year, month, 1) + timedelta(days=place * days)).isoformat()

    possible = periods.where(periods.between(-1000 * in_a_year, 1000 * in_a_year))
    return possible.map(first_day, na_action="ignore").astype(object).where(possible.notna(), periods)


def _described(name: str, labels: Mapping[Any, str], metadata: Any) -> ColumnDescription:
    is_number = metadata.readstat_variable_types.get(name) != "string"
    labelled = {(_with_point(code) if is_number else code): label for code, label in labels.items()}
    codes = {text_of(code): str(label).strip() for code, label in labelled.items()}
    ranges = [_range_text(bounds) for bounds in metadata.missing_ranges.get(name, [])]
    special = [f".{tag}" for tag in metadata.missing_user_values.get(name, [])]
    special += [code for code in labelled if is_number and isinstance(code, str)]
    missing = tuple(dict.fromkeys((*ranges, *special)))
    label = metadata.column_names_to_labels.get(name) or ""
    measure = metadata.variable_measure.get(name, "unknown")
    return ColumnDescription(label.strip(), codes, missing, "" if measure == "unknown" else measure)


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
