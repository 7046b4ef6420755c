"""Questions with several answers, at their limits: ticks in columns, in category sets and in one cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from analysis.etl.clean.problems import ProblemLog
from analysis.faults import Fault
from analysis.questionnaire import Label, Question
from analysis.questionnaire.kinds import kind_of
from analysis.questionnaire.kinds.answers import ANSWERED, INVALID, LEFT, NO_ANSWER, STATUSES, Answers
from analysis.questionnaire.kinds.cells import Column

NAME = Label("q", "q")
CODES = {code: Label(code, code) for code in "abc"}
TICKED = Question(
    "q",
    "multiple",
    NAME,
    NAME,
    codes=CODES,
    columns={code: f"q_{code}" for code in CODES},
    ticked=("1", "oui"),
    not_ticked=("0", "non"),
    missing={"refused": ("98",), "dont_know": ("99",)},
)


def coded(question: Question, columns: Mapping[str, Sequence[str]]) -> tuple[Answers, list[str]]:
    """The answers, and the values that are problems, each with its place."""
    n = len(next(iter(columns.values())))
    problems = ProblemLog(pd.array([str(place) for place in range(n)]))
    cells = {name: Column(pd.Series(list(texts)), {}) for name, texts in columns.items()}
    answers = kind_of(question).coded(question, cells, problems)
    found = problems.frame
    return answers, [
        f"{row.respondent} {row.question} {row.value!r} {row.problem.partition(';')[0]}"
        for row in found.itertuples()
    ]


def said(answers: Answers) -> list[str]:
    """Of each respondent the codes ticked, then the status."""
    codes = list(answers.question.codes)
    return [
        f"{''.join(code for code, tick in zip(codes, ticks, strict=True) if tick)} {STATUSES[status]}".strip()
        for ticks, status in zip(answers.values, answers.status, strict=True)
    ]


ROWS: list[tuple[tuple[str, str, str], str, str, str]] = [
    # the cells of a, b and c; what they say where blank is no answer, and where it is not ticked; a problem
    (("1", "0", "0"), "a answered", "a answered", ""),
    (("oui", "oui", "non"), "ab answered", "ab answered", ""),
    (("1.0", "", ""), "a answered", "a answered", ""),
    (("0", "0", "0"), "answered", "answered", ""),
    (("0", "", ""), "answered", "answered", ""),
    (("", "", ""), "no_answer", "answered", ""),
    (("98", "98", "98"), "refused", "refused", ""),
    (("98", "99", ""), "refused", "refused", ""),
    (("", "99", "98"), "dont_know", "dont_know", ""),
    (("98", "1", ""), "b answered", "b answered", ""),
    (("x", "", ""), "invalid", "invalid", "0 q.a 'x' unknown code"),
    (("x", "0", ""), "answered", "answered", "0 q.a 'x' unknown code"),
    (("98", "x", ""), "refused", "refused", "0 q.b 'x' unknown code"),
]


@pytest.mark.parametrize(("cells", "plain", "not_ticked", "problem"), ROWS)
def test_a_row_of_ticks(cells: tuple[str, str, str], plain: str, not_ticked: str, problem: str) -> None:
    columns = {code: [text] for code, text in zip("abc", cells, strict=True)}
    for question, expected in ((TICKED, plain), (replace(TICKED, empty="not_ticked"), not_ticked)):
        answers, problems = coded(question, columns)
        assert said(answers) == [expected]
        assert problems == ([problem] if problem else [])


def test_a_column_that_is_not_there_ticks_nothing() -> None:
    answers, problems = coded(TICKED, {"a": ["1", "0"], "c": ["0", "1"]})
    assert said(answers) == ["a answered", "c answered"] and not problems


def test_who_wrote_a_text_in_the_column_of_other_has_ticked_it() -> None:
    question = replace(TICKED, other={"c": "q_c"})
    columns = {"a": ["1", "", "", ""], "b": ["", "", "", "1"], "c": ["un ami", "un ami", "0", ""]}
    answers, problems = coded(question, columns)
    assert said(answers) == ["ac answered", "c answered", "answered", "b answered"] and not problems


SETS = replace(TICKED, columns={}, sets=("s1", "s2"))
OF_SETS: list[tuple[tuple[str, str], str, str]] = [
    (("a", "b"), "ab answered", ""),
    (("a", "a"), "a answered", ""),
    (("", "c"), "c answered", ""),
    (("", ""), "no_answer", ""),
    (("98", ""), "refused", ""),
    (("98", "a"), "a answered", ""),
    (("x", ""), "invalid", "0 q 'x' unknown code"),
    (("x", "b"), "b answered", "0 q 'x' unknown code"),
]


@pytest.mark.parametrize(("cells", "expected", "problem"), OF_SETS)
def test_a_set_of_columns_is_read_as_its_codes(cells: tuple[str, str], expected: str, problem: str) -> None:
    columns = {name: [text] for name, text in zip(("s1", "s2"), cells, strict=True)}
    answers, problems = coded(SETS, columns)
    assert said(answers) == [expected]
    assert problems == ([problem] if problem else [])
    blank_says_no = expected.replace("no_answer", "answered")
    assert said(coded(replace(SETS, empty="not_ticked"), columns)[0]) == [blank_says_no]


CELL = replace(TICKED, columns={}, delimiter=";", column="q")
OF_CELLS: list[tuple[str, str, list[str]]] = [
    ("a;c", "ac answered", []),
    ("a;a", "a answered", []),
    ("98", "refused", []),
    ("98;a", "a answered", ["not all of it are answers"]),
    ("98;x", "invalid", ["unknown code"]),
    ("x", "invalid", ["unknown code"]),
    ("a;x", "a answered", ["not all of it are answers"]),
    ("", "no_answer", []),
]


@pytest.mark.parametrize(("text", "expected", "problems"), OF_CELLS)
def test_a_cell_of_several(text: str, expected: str, problems: list[str]) -> None:
    answers, found = coded(CELL, {"": [text]})
    assert said(answers) == [expected]
    assert [problem.partition("' ")[2] for problem in found] == problems
    blank_says_no = expected.replace("no_answer", "answered")
    assert said(coded(replace(CELL, empty="not_ticked"), {"": [text]})[0]) == [blank_says_no]


def test_words_in_a_cell_of_several_tick_the_answer_that_they_are_of() -> None:
    question = replace(CELL, other={"c": "q"})
    answers, _ = coded(question, {"": ["a;un ami", "un ami", "98", "b", ""]})
    assert said(answers) == ["ac answered", "c answered", "refused", "b answered", "no_answer"]


def test_an_answer_that_excludes_the_others_is_a_problem_beside_them() -> None:
    answers, problems = coded(replace(CELL, exclusive=("c",)), {"": ["c", "a;b", "b;c"]})
    assert said(answers) == ["c answered", "ab answered", "bc answered"]
    assert problems == ["2 q 'c' excludes the other answers"]


def test_blank_ticks_that_say_no_are_given_by_nobody() -> None:
    ticks = np.array([[True, False, False], [False] * 3, [False] * 3])
    status = np.array([ANSWERED, ANSWERED, LEFT], dtype=np.int8)
    for empty, given in (("no_answer", [True, True, False]), ("not_ticked", [True, False, False])):
        question = replace(TICKED, empty=empty)
        assert kind_of(question).was_given(Answers(question, ticks, status)).tolist() == given


KEPT: list[tuple[pa.Array, list[bool]]] = [
    (pa.array([True, False, None]), [True, False, False]),
    (pa.array([1, 0, None]), [True, False, False]),
    (pa.array([1.0, 0.0, None]), [True, False, False]),
    (pa.array(["oui", "non", ""]), [True, False, False]),
    (pa.array(["1", "0", None]).dictionary_encode(), [True, False, False]),
]


@pytest.mark.parametrize("number", range(len(KEPT)))
def test_kept_ticks_are_read_as_the_questionnaire_writes_them(number: int) -> None:
    cells, ticks = KEPT[number]
    nothing = pa.array([None, None, None], pa.bool_())
    values, status = kind_of(TICKED).kept(TICKED, [cells, nothing, nothing])
    assert values[:, 0].tolist() == ticks and not values[:, 1:].any()
    last = ANSWERED if cells[2].as_py() == "" else NO_ANSWER
    assert status.tolist() == [ANSWERED, ANSWERED, last]


def test_kept_ticks_that_are_none_are_refused_with_their_number() -> None:
    nothing = pa.array([None, None, None], pa.bool_())
    with pytest.raises(Fault, match=r"q\.b: expected 1, oui, 0, non, found 'x' \(2\)"):
        kind_of(TICKED).kept(TICKED, [nothing, pa.array(["x", "1", "x"]), nothing])


def test_ticks_of_who_did_not_answer_disagree() -> None:
    ticks = np.array([[True, False, False], [False] * 3, [True, True, False]])
    answers = Answers(TICKED, ticks, np.array([ANSWERED] * 3, dtype=np.int8))
    stated = np.array([ANSWERED, NO_ANSWER, INVALID], dtype=np.int8)
    assert kind_of(TICKED).disagrees(answers, stated).tolist() == [False, False, True]
