"""Value labels of SAS files, from a catalog, a control data set or a script beside them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.questionnaire.kinds.cells import text_of
from analysis.sources.received import DataError

COMMENT = re.compile(r"/\*.*?\*/|(?:^|(?<=;))\s*\*[^;]*;", re.DOTALL)
"""From /* to */, or from a star at the start of a statement to its semicolon."""
TOKEN = re.compile(r"'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|[=,;()<]|-|[^\s=,;()<'\"-]+")
"""A text in quotation marks, in which a doubled one is one; a sign; or a word."""
FORMAT = re.compile(r"(\$?[A-Za-z_][A-Za-z_0-9]*?)\d*\.\d*")
"""The name of a format before its width and point: avis., $sexe1., f8.2."""

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


@dataclass
class Formats:
    """Labels by the name of their format ($NAME of texts), and the formats that columns are given.

    Codes are texts as they are written. `ranges` are formats with labels of ranges, which no single code has.
    """

    labels: dict[str, dict[str, str]] = field(default_factory=dict)
    of_columns: dict[str, str] = field(default_factory=dict)
    ranges: list[str] = field(default_factory=list)

    def add(self, name: str, code: str, label: str) -> None:
        """One more label of the format `name`; of two for one code the first counts."""
        self.labels.setdefault(name.upper(), {}).setdefault(code.strip(), label.strip())

    def add_range(self, name: str) -> None:
        """Note that a format has labels of ranges."""
        if name.upper() not in self.ranges:
            self.ranges.append(name.upper())


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


def by_column(formats: Formats, metadata: Any) -> dict[str, dict[Any, str]]:
    """The value labels of each column, by the format that the file or else a script gives it.

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


def formats_of_script(text: str) -> Formats:
    """The formats of a script."""
    found = Formats()
    for statement in _statements(COMMENT.sub(" ", text)):
        keyword = statement[0].casefold()
        if keyword == "value" and len(statement) > 1:
            _read_value(statement[1], _without_options(statement[2:]), found)
        elif keyword == "format":
            _read_format(statement[1:], found)
    return found


def _statements(text: str) -> Iterator[list[str]]:
    statement: list[str] = []
    for token in TOKEN.findall(text):
        if token != ";":
            statement.append(token)
        elif statement:
            yield statement
            statement = []


def _without_options(tokens: list[str]) -> list[str]:
    """The tokens without (default=20)."""
    return tokens[tokens.index(")") + 1 :] if tokens[:1] == ["("] and ")" in tokens else tokens


def _read_value(name: str, tokens: list[str], found: Formats) -> None:
    """1 = 'Yes' 2, 3 = 'No' 4 - 9 = 'Other' .A = 'Refused': one label for each code before a sign."""
    codes: list[str] = []
    for place, token in enumerate(tokens):
        is_label = place > 0 and tokens[place - 1] == "="
        if not is_label:
            codes += [token] if token not in ("=", ",") else []
            continue
        label = _unquoted(token)
        _add_codes(name, codes, label, found)
        codes = []


def _add_codes(name: str, tokens: list[str], label: str, found: Formats) -> None:
    negative = len(tokens) == 2 and tokens[0] == "-"
    codes = [f"-{tokens[1]}"] if negative else tokens
    if {"-", "<"} & set(codes):
        found.add_range(name)
        return
    for code in codes:
        if code.casefold() not in ("other", "low", "high"):
            found.add(name, _unquoted(code), label)


def _read_format(tokens: list[str], found: Formats) -> None:
    """FORMAT q1 q2 avis. sexe $sexe.: the columns before each name with a point have its format."""
    columns: list[str] = []
    for token in tokens:
        match = FORMAT.fullmatch(token)
        if match:
            found.of_columns |= {column.upper(): match[1].upper() for column in columns}
            columns = []
        else:
            columns.append(token)


def _unquoted(token: str) -> str:
    quote = token[:1]
    return token[1:-1].replace(quote * 2, quote) if quote in ("'", '"') else token


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
