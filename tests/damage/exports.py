"""Ways in which the exports of survey tools, and the structures beside them, are damaged."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable

from tests.drafting.clubs import PANTRY
from tests.drafting.test_structures import DDI, LIME, QSF, REDCAP, TRIPLE_S
from tests.drafting.tool_exports import TOOLS, Rows

Damage = Callable[[str], bytes]


def export_of(tool: str) -> str:
    """The export of a club as the tool writes it."""
    made, separator, _ = TOOLS[tool]
    return written(made(PANTRY), separator)


def written(rows: Rows, separator: str) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=separator, lineterminator="\n").writerows(rows)
    return text.getvalue()


EXPORTS = ("Qualtrics, words", "SurveyMonkey", "Framaforms", "LimeSurvey, VV", "Kobo, ticks")


def _lines(change: Callable[[list[str]], list[str]]) -> Damage:
    return lambda text: ("\n".join(change(text.rstrip("\n").split("\n"))) + "\n").encode()


def _half(text: str) -> bytes:
    return text.encode()[: len(text) // 2 - 3]


DAMAGES: dict[str, Damage] = {
    "empty": lambda _: b"",
    "the first heading row alone": _lines(lambda lines: lines[:1]),
    "headings alone": _lines(lambda lines: lines[:3]),
    "no first heading row": _lines(lambda lines: lines[1:]),
    "heading rows in another order": _lines(lambda lines: [lines[1], lines[0], *lines[2:]]),
    "heading rows twice": _lines(lambda lines: [*lines[:3], *lines[:3], *lines[3:]]),
    "heading rows at the end": _lines(lambda lines: [*lines[3:], *lines[:3]]),
    "heading rows between": _lines(lambda lines: [*lines[:20], *lines[:3], *lines[20:]]),
    "cut in the middle of a cell": _half,
    "an unclosed quotation mark": _lines(lambda lines: [*lines[:9], '"' + lines[9], *lines[10:]]),
    "a row of another length": _lines(lambda lines: [*lines[:9], lines[9] + ",x;y\tz", *lines[10:]]),
    "columns without headings": _lines(lambda lines: ["," * 3 + ";" * 3 + lines[0], *lines[1:]]),
    "every row twice": _lines(lambda lines: [*lines, *lines[3:]]),
    "one row alone": _lines(lambda lines: lines[:4]),
    "blank lines everywhere": _lines(lambda lines: [part for line in lines for part in (line, "", "")]),
    "a column of NUL": lambda text: text.replace("1", "\x00").encode(),
    "UTF-16 cut by a byte": lambda text: text.encode("utf-16-le")[1:],
    "encoded three times": lambda text: text.encode().decode("latin-1").encode().decode("latin-1").encode(),
    "separators of two kinds": _lines(
        lambda lines: [*lines[:30], *[line.replace(",", "|").replace(";", "|") for line in lines[30:]]]
    ),
    "all cells are one word": _lines(lambda lines: [lines[0], *["x" for _ in lines[1:]]]),
}
LIME_TEXT = written([list(row) for row in LIME], "\t")
STRUCTURES: dict[str, tuple[str, str]] = {
    "txt": ("txt", LIME_TEXT),
    "redcap": ("csv", REDCAP),
    "qsf": ("qsf", json.dumps(QSF)),
    "ddi": ("xml", DDI),
    "triple-s": ("sss", TRIPLE_S),
}
OF_STRUCTURES: dict[str, Damage] = {
    "empty": lambda _: b"",
    "cut": _half,
    "encoded in UTF-16": lambda text: text.encode("utf-16"),
    "no names": lambda text: text.replace("Q1", "").replace("sexe", "").encode(),
    "names that are one": lambda text: text.replace("Q2", "Q1").replace("quoi", "sexe").encode(),
    "without its answers": lambda text: text.replace("Une femme", "").replace("Un homme", "").encode(),
    "of another tool": lambda _: b"PK\x03\x04" + bytes(200),
    "the questionnaire twice": lambda text: (text + text).encode(),
}
"""Each to be tried on every structure."""
