"""Cells with a sign for each answer, as Triple-S writes several answers: 0110."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis.questionnaire.kinds.answers import STATUSES
from analysis.steps.results_files import Built

CODES = {
    "in a row": '{ 1 = "A", 2 = "B", 3 = "C" }',
    "with a gap": '{ 1 = "A", 2 = "B", 5 = "E" }',
    "letters": '{ a = "A", b = "B", c = "C" }',
}
NOBODY: list[str] = []
CELLS = [
    # codes, cell, ticked, status
    ("in a row", "101", ["1", "3"], "answered"),
    ("in a row", "000", NOBODY, "answered"),
    ("in a row", "1", ["3"], "answered"),  # the zeros before it were lost
    ("in a row", "", NOBODY, "no_answer"),
    ("in a row", "9", NOBODY, "refused"),
    ("in a row", "1010", NOBODY, "invalid"),
    ("in a row", "12", NOBODY, "invalid"),
    ("with a gap", "101", ["1", "5"], "answered"),
    ("with a gap", "01001", ["2", "5"], "answered"),
    ("with a gap", "0100", NOBODY, "invalid"),
    ("letters", "011", ["b", "c"], "answered"),
]


@pytest.mark.parametrize(("codes", "cell", "ticked", "status"), CELLS)
def test_a_sign_says_who_gave_each_answer(
    codes: str, cell: str, ticked: list[str], status: str, processed: Callable[..., Built]
) -> None:
    survey = (
        f'[themes.t]\n[questions.q]\ntype = "multiple"\ndelimiter = "01"\ncodes = {CODES[codes]}\n'
        'missing = { refused = ["9"] }\n'
    )
    answers = processed(survey, f"id,q\n1,{cell}\n2,111\n").weighted.cleaned.answers["q"]
    given = [code for code, tick in zip(answers.question.codes, answers.values[0], strict=True) if tick]
    assert (given, STATUSES[answers.status[0]]) == (ticked, status)
