"""Scores: sums, means and points by hand, what they are where items are absent, and their reliability."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

from analysis.etl.clean.scores import scores_reliability
from analysis.etl.respondent_files import answer_columns, respondents_frame
from analysis.steps.results_files import Built

SURVEY = """
[themes.t]
[scales.s]
codes = { 1 = "Non", 2 = "Un peu", 5 = "Oui" }
missing = { refused = ["8"], dont_know = ["9"] }
[questions.a]
type = "scale"
scale = "s"
[questions.b]
type = "scale"
scale = "s"
[questions.h]
type = "numeric"
min = 0
max = 10
asked_if = { a = ["5"] }
[questions.note]
type = "numeric"
min = 1
max = 10
[questions.m]
type = "multiple"
delimiter = ";"
codes = { x = "X", y = "Y", z = "Z" }
missing.refused = ["8"]
[derived.both]
sum_of = ["a", "b"]
[derived.turned]
mean_of = ["a", "b"]
reversed = ["b"]
[derived.any]
mean_of = ["a", "b", "h"]
at_least = 2
reversed = ["h"]
[derived.total]
sum_of = ["both", "h"]
at_least = 1
max = 15
[derived.from_one]
mean_of = ["note", "b"]
at_least = 1
reversed = ["note"]
[derived.alone]
points_of = { m = { x = 3, y = 1.5 } }
[derived.points]
points_of = { a = { 5 = 2, 2 = 0.5 }, m = { x = 1, y = -1 } }
"""
CASES = [
    ("5,2,,", "both", 7.0, "answered"),
    ("5,,,x", "both", None, "no_answer"),
    ("5,8,,", "both", None, "refused"),
    ("9,8,,", "both", None, "dont_know"),
    ("5,7,,", "both", None, "invalid"),
    ("5,2,,", "turned", 4.5, "answered"),
    ("1,5,,", "turned", 1.0, "answered"),
    ("5,2,4,", "any", 13 / 3, "answered"),
    ("5,2,,", "any", 3.5, "answered"),
    ("5,,4,", "any", 5.5, "answered"),
    ("5,8,,", "any", None, "refused"),
    ("1,2,,", "any", 1.5, "answered"),
    ("1,9,,", "any", None, "dont_know"),
    ("5,5,2,", "total", 12.0, "answered"),
    ("5,5,10,", "total", None, "invalid"),
    ("5,8,3,", "total", 3.0, "answered"),
    ("1,8,,", "total", None, "refused"),
    ("5,2,,,4", "from_one", (7 + 2) / 2, "answered"),
    ("5,2,,,1", "from_one", (10 + 2) / 2, "answered"),
    ("5,,,,10", "from_one", 1.0, "answered"),
    ("5,,,x;y", "alone", 4.5, "answered"),
    ("5,,,z", "alone", 0.0, "answered"),
    ("5,,,8", "alone", None, "refused"),
    ("5,,,x", "points", 3.0, "answered"),
    ("2,,,y", "points", -0.5, "answered"),
    ("1,,,z", "points", 0.0, "answered"),
    ("5,,,x;y", "points", 2.0, "answered"),
    ("5,,,8", "points", None, "refused"),
    ("8,,,x", "points", None, "refused"),
]


@pytest.mark.parametrize(("row", "name", "value", "status"), CASES)
def test_a_score_follows_from_its_answers(
    row: str, name: str, value: float | None, status: str, processed: Callable[..., Built]
) -> None:
    rows = [given + "," * (4 - given.count(",")) for given in (row, "1,2,,x")]
    built = processed(SURVEY, "\n".join(["a,b,h,m,note", *rows, ""]))
    columns = answer_columns(built.weighted.cleaned.answers[name])
    assert columns[f"{name}.status"][0] == status
    assert columns[name][0] == pytest.approx(value) if value is not None else pd.isna(columns[name][0])


def test_a_score_of_questions_that_were_not_asked_is_not_asked(processed: Callable[..., Built]) -> None:
    edition = "not_asked = ['a', 'b', 'h', 'note']\n[file]\nname = 'answers.csv'\n"
    answers = processed(SURVEY, "m\nx\ny\n", edition).weighted.cleaned.answers
    for name in ("both", "turned", "any", "total", "points"):
        assert answer_columns(answers[name])[f"{name}.status"].tolist() == ["not_asked"] * 2


def test_scores_made_a_stretch_at_a_time_are_those_made_at_once(
    processed: Callable[..., Built], monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = "\n".join(["a,b,h,m,note", *(row + "," * (4 - row.count(",")) for row, *_ in CASES), ""])
    whole = processed(SURVEY, answers)
    monkeypatch.setattr("analysis.etl.clean.scores.ROWS_AT_ONCE", 4)
    parts = processed(SURVEY, answers)
    pd.testing.assert_frame_equal(respondents_frame(parts.weighted), respondents_frame(whole.weighted))
    pd.testing.assert_frame_equal(parts.weighted.cleaned.quality, whole.weighted.cleaned.quality)


def test_scores_come_with_their_reliability(processed: Callable[..., Built]) -> None:
    rows = ["1,1,,", "2,2,,", "5,2,,", "5,5,3,", "5,8,,", "2,,,"]
    built = processed(SURVEY, "\n".join(["a,b,h,m,note", *(f"{row}," for row in rows), ""]))
    found = scores_reliability(built.weighted.cleaned.answers, built.survey)
    covariance = np.cov([[1, 2, 5, 5], [1, 2, 2, 5]])
    alpha = 2 * (1 - np.trace(covariance) / covariance.sum())
    turned = covariance * [[1, -1], [-1, 1]]
    assert [(row.name, row.items, row.n) for row in found] == [("both", 2, 4), ("turned", 2, 4)]
    assert found[0].alpha == pytest.approx(alpha)
    assert found[1].alpha == pytest.approx(2 * (1 - np.trace(turned) / turned.sum()))


def test_a_score_that_was_asked_directly_is_read(processed: Callable[..., Built]) -> None:
    edition = "not_asked = ['b', 'note']\ncolumns.both = 'S'\n[file]\nname = 'answers.csv'\n"
    built = processed(SURVEY, "a,h,m,S\n5,,,6\n1,,,2\n", edition)
    assert built.weighted.cleaned.answers["both"].values.tolist() == [6.0, 2.0]
    assert scores_reliability(built.weighted.cleaned.answers, built.survey) == []
