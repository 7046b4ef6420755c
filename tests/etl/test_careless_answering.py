"""Signs of careless answering counted by hand: paces, runs in a grid, the answers of another."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from analysis.etl.quality.careless_answering import (
    GridRuns,
    Speed,
    runs_of,
    same_answers,
    speed_of,
    speeder_reasons,
    straight_liners,
)
from analysis.questionnaire import Label, Question
from analysis.questionnaire.kinds.answers import ANSWERED, LEFT, NO_ANSWER, NOT_ASKED, Answers
from tests.defined_survey import survey_of

NAN = float("nan")
SURVEY = """
[themes.t]
[questions.a]
type = "single"
codes = {{ 1 = "un", 2 = "deux" }}
[questions.b]
type = "single"
codes = {{ 1 = "un", 2 = "deux" }}
[questions.time]
type = "numeric"
{unit}
[quality]
duration = "time"
speeder_below = {below}
"""
STATUS = {"1": ANSWERED, "2": ANSWERED, ".": NO_ANSWER, "-": NOT_ASKED, "x": LEFT}


def coded(name: str, cells: str) -> Answers:
    """Answers by a sign each: a code, blank, not put, or left."""
    codes = {str(code): Label("c", "c") for code in range(1, 10)}
    status = [STATUS.get(cell, ANSWERED) for cell in cells]
    values = [int(cell) - 1 if cell.isdigit() else -1 for cell in cells]
    return Answers(
        Question(name, "single", codes=codes),
        np.array(values, dtype=np.int8),
        np.array(status, dtype=np.int8),
    )


def speed(below: float, durations: Sequence[float], out: Sequence[int] = (), unit: str = "") -> Speed:
    """The speed of respondents put 2, 1, 0, 2 and 1 questions; the last has left."""
    survey = survey_of(SURVEY.format(below=below, unit=unit))
    given = np.array(durations)
    status = np.where(np.isnan(given), NO_ANSWER, ANSWERED).astype(np.int8)
    answers = {"a": coded("a", "11-.1"), "b": coded("b", "2--1x")}
    answers["time"] = Answers(survey.questions["time"], given, status)
    in_scope, has_left = np.ones(5, dtype=bool), np.array([False] * 4 + [True])
    in_scope[list(out)] = False
    found = speed_of(answers, ("a", "b"), survey, in_scope, has_left)
    assert found is not None
    return found


def test_a_pace_is_the_time_per_question_put_before_leaving() -> None:
    """Paces of 50, 30, none, 20 and 4: the median of those who stayed is 30, and of their times 40."""
    found = speed(0.5, [100, 30, 7, 40, 4])
    assert found.questions_put.tolist() == [2, 1, 0, 2, 1]
    assert (found.median_pace, found.median, found.limit) == (30, 40, 15)
    assert found.is_speeder.tolist() == [False] * 4 + [True]


def test_who_is_out_of_scope_or_has_no_time_is_in_no_median_and_no_speeder() -> None:
    found = speed(0.5, [100, NAN, 7, 40, 4], out=[3])
    assert (found.median_pace, found.median, found.limit) == (50, 100, 25)
    assert found.is_speeder.tolist() == [False] * 4 + [True]
    nobody = speed(0.5, [NAN, NAN, 7, NAN, 4])
    assert np.isnan([nobody.median, nobody.median_pace, nobody.limit]).all()
    assert not nobody.is_speeder.any()


def test_a_pace_at_the_limit_is_no_speeder_s() -> None:
    assert speed(0.5, [100, 30, 7, 30, 14.9]).is_speeder.tolist() == [False] * 4 + [True]
    assert not speed(0.5, [100, 30, 7, 40, 15]).is_speeder.any()


WORDS = [
    (0.5, "", "100 for 2 questions, under half the median time per question"),
    (0.25, "", "100 for 2 questions, under a quarter of the median time per question"),
    (0.333, "", "100 for 2 questions, under a third of the median time per question"),
    (0.4, "", "100 for 2 questions, under 0.4 times the median time per question"),
    (
        0.4,
        'unit = { fr = "s", en = "sec" }',
        "100 sec for 2 questions, under 0.4 times the median time per question",
    ),
]


@pytest.mark.parametrize(("below", "unit", "said"), WORDS)
def test_why_somebody_is_a_speeder_is_said_in_words(below: float, unit: str, said: str) -> None:
    survey = survey_of(SURVEY.format(below=below, unit=unit))
    found = speed(below, [100, 30, 7, 40, 4], unit=unit)
    assert speeder_reasons(found, np.array([0, 4]), survey)[0] == said
    assert speeder_reasons(found, np.array([4]), survey)[0].startswith("4")


RUNS = [
    # the answers of one respondent to the items of a grid; the longest run, and how many were answered
    ("11111", 5, 5),
    ("11122", 3, 5),
    ("12222", 4, 5),
    ("12121", 1, 5),
    ("11.11", 4, 4),
    ("1.2-1", 1, 3),
    ("11211", 2, 5),
    (".....", 0, 0),
    ("11111x", 5, 5),
]


def test_a_run_goes_on_over_items_that_were_skipped() -> None:
    for cells, longest, answered in RUNS:
        found = runs_of([coded(f"q{place}", cell) for place, cell in enumerate(cells)])
        assert (found.longest.tolist(), found.answered.tolist()) == ([longest], [answered]), cells


def test_runs_are_counted_respondent_by_respondent() -> None:
    by_item = ["".join(each[0][place] for each in RUNS[:8]) for place in range(5)]
    found = runs_of([coded(f"q{place}", cells) for place, cells in enumerate(by_item)])
    assert found.longest.tolist() == [longest for _, longest, _ in RUNS[:8]]


def test_the_same_answer_counts_from_five_items_and_in_every_grid_that_was_answered() -> None:
    grid = GridRuns(np.array([5, 4, 4, 6, 5]), np.array([5, 4, 5, 6, 6]))
    assert grid.is_examined.tolist() == [True, False, True, True, True]
    assert grid.is_straight.tolist() == [True, False, False, True, False]
    other = GridRuns(np.array([5, 5, 5, 2, 0]), np.array([5, 5, 5, 6, 0]))
    assert straight_liners({"a": grid, "b": other}, 5).tolist() == [True, True, False, False, False]
    assert straight_liners({"a": grid}, 5).tolist() == [True, False, False, True, False]


def test_the_answers_of_an_earlier_one_are_found_among_those_in_scope_who_gave_ten() -> None:
    rows = ["1212121212", "1212121212", "1212121211", "121212121.", "121212121.", "1212121212", "2112121212"]
    items = {f"q{place}": coded(f"q{place}", "".join(row[place] for row in rows)) for place in range(10)}
    everyone = np.ones(len(rows), dtype=bool)
    found, given = same_answers(items, tuple(items), everyone)
    assert found.tolist() == [False, True, False, False, False, True, False]
    assert given.tolist() == [10, 10, 10, 9, 9, 10, 10]
    without_first = everyone.copy()
    without_first[0] = False
    found, _ = same_answers(items, tuple(items), without_first)
    assert found.tolist() == [False, False, False, False, False, True, False]
