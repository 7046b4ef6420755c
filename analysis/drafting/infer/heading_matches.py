"""Matches between the headings of a file of answers and the columns of a questionnaire's structure.

LimeSurvey heads columns by code (Q1[SQ001], Q1_SQ001), by code and text ("Q1[SQ001]. Where? [At school]"),
by text, or by a text cut short ("Where? .. [At sch.. ]").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from analysis.drafting.questionnaire_structure import plain_text

CODE = re.compile(r"\s*(?P<code>[^\s.:]+(?:\[[^\]]*\])*)\s*(?:[.:]\s|\s+[-–—]\s|\s)")
CODE_AND_TEXT = re.compile(r"(?P<code>\w+(?:\[[^\]]*\])*)[.:]\s+\S")
CUT = re.compile(r"(?:\.\.|…)\s*")
REPEATED = re.compile(r"\.\d+$")


@dataclass(frozen=True)
class ColumnHeading:
    """A column of a structure: the codes and the full texts by which a file may head it."""

    column: str
    codes: tuple[str, ...]
    texts: tuple[str, ...]


def matched(columns: Iterable[str], headings: Iterable[ColumnHeading]) -> dict[str, str]:
    """Column of the structure -> column of the file, each at most once.

    By code as it is, by code in another writing, by the code before a text, then by the text; texts that
    several columns share are matched in their order where the file has as many of them.
    """
    free, wanted = list(columns), list(headings)
    found: dict[str, str] = {}
    for keys_of_column, keys_of_heading in (
        (lambda column: [column.strip("\ufeff ")], lambda heading: list(heading.codes)),
        (lambda column: [plain_code(column)], lambda heading: [plain_code(code) for code in heading.codes]),
        (lambda column: _leading_codes(column), lambda heading: [plain_code(code) for code in heading.codes]),
        (lambda column: [_words(column)], lambda heading: [_words(text) for text in heading.texts]),
        (
            lambda column: [_words(REPEATED.sub("", column))],
            lambda heading: [_words(t) for t in heading.texts],
        ),
    ):
        ours = {each.column: keys_of_heading(each) for each in wanted if each.column not in found}
        taken = set(found.values())
        theirs = {column: keys_of_column(column) for column in free if column not in taken}
        found |= _paired(ours, theirs)
    return found | _cut_short(
        [each for each in wanted if each.column not in found],
        [column for column in free if column not in set(found.values())],
    )


def _paired(ours: Mapping[str, list[str]], theirs: Mapping[str, list[str]]) -> dict[str, str]:
    """Columns that share a key; those that share it with others in order, where there are as many.

    Where one of several has been found by another of its keys, what is left is looked at again.
    """
    by_key: dict[str, tuple[list[str], list[str]]] = {}
    for side, keys in enumerate((ours, theirs)):
        for column, named in keys.items():
            for key in dict.fromkeys(filter(None, named)):
                by_key.setdefault(key, ([], []))[side].append(column)
    found: dict[str, str] = {}
    before = -1
    while before < len(found):
        before, taken = len(found), set(found.values())
        for mine, of_file in by_key.values():
            left = [column for column in mine if column not in found]
            right = [column for column in of_file if column not in taken]
            if len(left) == len(right):
                found |= dict(zip(left, right, strict=True))
                taken |= set(right)
    return found


def _cut_short(wanted: list[ColumnHeading], free: list[str]) -> dict[str, str]:
    """Columns headed by a text cut short that begins one heading only."""
    found: dict[str, str] = {}
    for column in free:
        pattern = _pattern(column)
        fitting = [each for each in wanted if pattern and any(_fits(pattern, t) for t in each.texts)]
        if len(fitting) == 1 and fitting[0].column not in found:
            found[fitting[0].column] = column
    return found


def _fits(pattern: re.Pattern[str], text: str) -> bool:
    """Whether a heading with cuts stands for the text: rows in brackets are not cut off whole."""
    return pattern.fullmatch(text) is not None and ("[" in pattern.pattern) == ("[" in text)


def _pattern(column: str) -> re.Pattern[str] | None:
    """The texts that a heading with cuts may stand for; None where nothing is cut."""
    parts = CUT.split(plain_text(column))
    if len(parts) < 2 or not parts[0].strip():
        return None
    return re.compile(r".*".join(re.escape(part.strip()) for part in parts), re.DOTALL)


def plain_code(text: str) -> str:
    """A code in any writing: Q1[SQ001], Q1_SQ001, q1.SQ001 and Q1#SQ001 are one."""
    return "_".join(re.findall(r"[^\W_]+", text.casefold()))


def code_before_text(column: str) -> str:
    """Q1[SQ001] of "Q1[SQ001]. Where? [At school]"; nothing where no code stands before a text."""
    match = CODE_AND_TEXT.match(column)
    return match["code"] if match else ""


def _leading_codes(column: str) -> list[str]:
    match = CODE.match(column)
    return [plain_code(match["code"])] if match else []


def _words(text: str) -> str:
    """The words of a text, whatever stands between them."""
    return " ".join(re.findall(r"[^\W_]+", plain_text(text).casefold()))
