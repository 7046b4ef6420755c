"""Texts that do no harm where people open them: no control characters, no turned direction, no formula."""

from __future__ import annotations

import re
from functools import lru_cache

from analysis.questionnaire import Label
from analysis.results.csv_files import inert_cell

LANGUAGES = ("fr", "en")
"""The languages of the definitions."""
LONGEST = 2000
"""Characters of a text in a file for people; a cell of Excel holds 32,767."""
_UNSEEN = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]|[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)
"""Control characters, halves of characters, and signs that turn the direction in which text is read."""
_BREAKS = re.compile(r"[ \t-\r\x1c-\x1f\x85\u2028\u2029]+")
"""Spaces and ends of lines."""
_SPACES = re.compile(r"[\u00a0\u2000-\u200a\u202f\u205f\u3000]")
"""Spaces of typography, which a file that programs read has none of."""
_CHANGED = re.compile(
    r"""
    [\s'(]*[+\-]?\(?[\d.,'\s]*\d[\d.,'\s]*(?:e[+\-]?\d+)?\s*[%€$£]?\)?\s*   # a number, an amount
    | \d{1,4}(?:\s*[-/.:]\s*\d{1,4}){1,5}(?:[ T]\d[\d:.]*)?           # a date, a time, a fraction
    | \d{1,2}[\s-]*[^\W\d_]{3,9}\.?(?:[\s-]*\d{2,4})?                  # 1 mars, 2-janv
    | [^\W\d_]{3,9}\.?[\s-]*\d{1,4}                                    # mars 2009
    | true|false|vrai|faux
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""Texts that a spreadsheet may take for a number, a date or a truth value."""
_KEPT = re.compile(r"0|[1-9]\d{0,14}")
"""Whole numbers that a spreadsheet shows as they are written."""


@lru_cache(maxsize=10_000)
def harmless(text: str) -> str:
    """The text on one line, without characters that cannot be seen, cut where it is very long; spaces that no
    line breaks at stay."""
    found = _BREAKS.sub(" ", _UNSEEN.sub("", _BREAKS.sub(" ", text))).strip(" ")
    return found if len(found) <= LONGEST else f"{found[: LONGEST - 1]}…"


def plain_label(label: Label) -> dict[str, str]:
    """The text by language, on one line each."""
    return {language: harmless(label.to(language)) for language in LANGUAGES}


@lru_cache(maxsize=10_000)
def kept_cell(text: str) -> object:
    """A text as a cell of a CSV that any spreadsheet leaves as it is: 01, 1-2, 2E3 and formulas have an
    apostrophe before them."""
    plain = harmless(_SPACES.sub(" ", text))
    inert = inert_cell(plain)
    is_changed = inert == plain and _CHANGED.fullmatch(plain)
    return f"'{inert}" if is_changed and not _KEPT.fullmatch(plain) else inert
