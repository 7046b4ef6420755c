"""Answers of one question that are in an order, with those that say little beside it."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import replace
from itertools import pairwise

from analysis.drafting.cells.answer_order import are_in_order
from analysis.drafting.cells.column_profiles import absence_meant
from analysis.drafting.cells.number_forms import WHOLE_NUMBER
from analysis.drafting.drafted_question import Drafted

LEAST_GRADES = 3


def with_order(question: Drafted) -> Drafted:
    """The question, in the order in which its answers are listed where words or numbers rise or fall.

    Numbers between two ends in words are a scale. With an answer such as "don't know", which stands beside
    the order, they are not: its code would be a score.
    """
    aside = answers_aside(question.codes)
    apart = {code for codes in aside.values() for code in codes}
    graded = {code: label for code, label in question.codes.items() if code not in apart}
    is_numbered = _are_numbers_between_ends(graded)
    if is_numbered and not apart:
        return replace(question, type="scale")
    if is_numbered or are_in_order(graded.values()):
        return replace(question, is_ordered=True, aside=aside)
    return question


def answers_aside(codes: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """The answers whose words mean none, by what they are beside the others: dont_know or no_answer."""
    found: dict[str, tuple[str, ...]] = {}
    for code, label in codes.items():
        if meant := absence_meant(label):
            kind = "dont_know" if meant == "dont_know" else "no_answer"
            found[kind] = (*found.get(kind, ()), code)
    return found


def _are_numbers_between_ends(codes: Mapping[str, str]) -> bool:
    """Whether whole numbers follow each other, and those between the first and the last have no words."""
    if not all(re.fullmatch(r"-?\d+", code) for code in codes) or len(codes) < LEAST_GRADES + 2:
        return False
    steps = {int(second) - int(first) for first, second in pairwise(codes)}
    without_words = sum(label in ("", code) for code, label in codes.items())
    return steps in ({1}, {-1}) and LEAST_GRADES <= without_words < len(codes)


def are_grades(codes: Collection[str]) -> bool:
    """Whether the codes are three whole numbers or more, as the points of a scale are."""
    return len(codes) >= LEAST_GRADES and all(map(WHOLE_NUMBER.fullmatch, codes))


def kind_of_codes(codes: Mapping[str, str]) -> str:
    """A scale where three or more codes are whole numbers in a row and none means no answer, else single."""
    return "scale" if are_points(codes) and not any(map(absence_meant, codes.values())) else "single"


def are_points(codes: Collection[str]) -> bool:
    """Whether the codes are three or more whole numbers in a row, up or down."""
    steps = {int(second) - int(first) for first, second in pairwise(codes)} if are_grades(codes) else set()
    return steps in ({1}, {-1})
