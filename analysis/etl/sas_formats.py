"""Where the value labels of a SAS file stand: in a catalog, a control data set or a script beside it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.etl.received import DataError
from analysis.etl.sas_scripts import Formats, formats_of_script
from analysis.etl.texts import text_of

OF_SAS = (".sas7bdat", ".xpt")
BESIDE = (
    "{stem}.sas7bcat",
    "formats.sas7bcat",
    "formats.sas7bdat",
    "formats.xpt",
    "{stem}.sas",
    "formats.sas",
)
"""Where labels are looked for, the first that is there counting."""
CONTROL = ("FMTNAME", "START", "LABEL")
"""The columns without which a data set holds no formats."""
SPECIAL = re.compile(r"[A-Z_]")
"""The letter of a special missing value."""
NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)(E[+-]?\d+)?", re.IGNORECASE)
WIDTH = re.compile(r"\d*\.?\d*$")
"""What follows the name of a format: AVIS3., F8.2."""

Parse = Callable[[Path], tuple[pd.DataFrame, Any]]


def labels_beside(path: Path) -> Path | None:
    """The file beside a SAS file that holds its value labels; None where there is none."""
    if path.suffix.lower() not in OF_SAS:
        return None
    named = (path.with_name(name.format(stem=path.stem)) for name in BESIDE)
    return next((each for each in named if each != path and each.is_file()), None)


def formats_in(path: Path, parse: Parse) -> Formats:
    """The formats in a file of labels; `parse` reads one of SAS. Raises DataError where it is none."""
    if path.suffix.lower() == ".sas":
        return formats_of_script(_script(path))
    rows, metadata = parse(path)
    if path.suffix.lower() == ".sas7bcat":
        return _of_catalog(metadata.value_labels)
    return _of_control(rows)


def _script(path: Path) -> str:
    content = path.read_bytes()
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _of_catalog(value_labels: dict[str, dict[object, str]]) -> Formats:
    found = Formats()
    for name, labels in value_labels.items():
        for code, label in labels.items():
            found.add(name, text_of(code), str(label))
    return found


def _of_control(rows: pd.DataFrame) -> Formats:
    """The formats of a data set that PROC FORMAT wrote with CNTLOUT=: a row for each value or range."""
    frame = rows.rename(columns=str.upper)
    lacking = [name for name in CONTROL if name not in frame]
    if lacking:
        raise DataError(f"no control data set of PROC FORMAT: no column {', '.join(lacking)}")
    found = Formats()
    for row in frame.astype(object).where(frame.notna(), "").to_dict("records"):
        kind, special = str(row.get("TYPE", "N")).strip().upper(), str(row.get("HLO", "")).upper()
        name, start, end = (text_of(row.get(key, "")).strip() for key in ("FMTNAME", "START", "END"))
        name = f"${name.lstrip('$')}" if kind == "C" else name
        if kind not in ("N", "C") or "O" in special or "F" in special:
            continue
        if set(special) & set("LH") or end not in ("", start):
            found.add_range(name)
        else:
            found.add(name, start, str(row["LABEL"]))
    return found


def by_column(formats: Formats, metadata: Any) -> dict[str, dict[Any, str]]:
    """The labels of each column, by the format that the file or else a script gives it.

    Codes are as the parser has them: texts, numbers, and the letters of special missing values.
    """
    found = {}
    for name in metadata.column_names:
        given = metadata.variable_to_label.get(name) or formats.of_columns.get(name.upper(), "")
        plain = WIDTH.sub("", given).lstrip("$").upper()
        is_text = metadata.readstat_variable_types.get(name) == "string"
        labels = formats.labels.get(f"${plain}" if is_text else plain)
        if labels:
            found[name] = dict(labels) if is_text else _of_numbers(labels)
    return found


def _of_numbers(labels: dict[str, str]) -> dict[Any, str]:
    """The labels by number, or by the letter of a special missing value; a plain point is a blank."""
    found: dict[Any, str] = {}
    for code, label in labels.items():
        letter = code.removeprefix(".").upper()
        if SPECIAL.fullmatch(letter):
            found[letter] = label
        elif NUMBER.fullmatch(code):
            found[float(code)] = label
    return found
