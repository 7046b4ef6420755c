"""Value labels from a SAS script: VALUE statements of PROC FORMAT, and FORMAT statements that give them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

COMMENT = re.compile(r"/\*.*?\*/|(?:^|(?<=;))\s*\*[^;]*;", re.DOTALL)
"""From /* to */, or from a star at the start of a statement to its semicolon."""
TOKEN = re.compile(r"'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|[=,;()<]|-|[^\s=,;()<'\"-]+")
"""A text in quotation marks, in which a doubled one is one; a sign; or a word."""
FORMAT = re.compile(r"(\$?[A-Za-z_][A-Za-z_0-9]*?)\d*\.\d*")
"""The name of a format before its width and point: avis., $sexe1., f8.2."""


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
