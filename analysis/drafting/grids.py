"""Rows of one grid, such as Q5[SQ001] and Q5[SQ002] with the same few answers: they share a scale."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise

from analysis.drafting.absences import absence_meant
from analysis.drafting.content import FEW_NUMBERS, WHOLE_NUMBER
from analysis.drafting.drafted import Drafted
from analysis.drafting.families import PATTERNS
from analysis.drafting.names import question_names
from analysis.drafting.profiles import natural_order

LEAST_GRADES = 3


def with_shared_scales(questions: list[Drafted]) -> list[Drafted]:
    """The questions, those of one grid with the scale and the answers of all its rows."""
    rows: dict[str, list[Drafted]] = {}
    for question in questions:
        if stem := _stem(question):
            rows.setdefault(stem, []).append(question)
    grids = {stem: found for stem, found in rows.items() if _is_grid(found)}
    names = dict(zip(grids, question_names(grids), strict=True))
    return [
        _row(question, names[stem], grids[stem]) if (stem := _stem(question)) in grids else question
        for question in questions
    ]


def _stem(question: Drafted) -> str:
    """What stands before the brackets of a single question's column, else nothing."""
    match = PATTERNS[0].fullmatch(question.column) if question.type == "single" else None
    return match["stem"].strip() if match else ""


def _is_grid(rows: list[Drafted]) -> bool:
    """Whether two or more rows have the same few answers, each a third of them at least."""
    codes = {code for row in rows for code in row.codes}
    return (
        len(rows) > 1 and len(codes) <= FEW_NUMBERS and all(3 * len(row.codes) >= len(codes) for row in rows)
    )


def _row(question: Drafted, scale: str, rows: list[Drafted]) -> Drafted:
    asides = {code: said for row in rows for code, said in row.asides.items()}
    codes = sorted({code for row in rows for code in row.codes}, key=natural_order)
    are_grades = len(codes) >= LEAST_GRADES and all(map(WHOLE_NUMBER.fullmatch, codes))
    return replace(
        question,
        type="scale" if are_grades else "single",
        scale=scale,
        codes={code: code for code in codes},
        asides=asides,
    )


def kind_of_codes(codes: Mapping[str, str]) -> str:
    """A scale where three or more codes are whole numbers in a row and none means no answer, else single."""
    are_whole = len(codes) >= LEAST_GRADES and all(map(WHOLE_NUMBER.fullmatch, codes))
    if not are_whole or any(map(absence_meant, codes.values())):
        return "single"
    steps = {int(second) - int(first) for first, second in pairwise(codes)}
    return "scale" if steps in ({1}, {-1}) else "single"
