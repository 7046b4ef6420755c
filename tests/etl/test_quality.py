"""quality.csv: response, item non-response, scores, and its columns."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

from analysis.etl.quality.quality_table import SHARE_KNOWN
from analysis.etl.respondent_files import respondents_frame
from analysis.statistics.response_rates import FORMULAS
from analysis.steps.results_files import Built
from tests.etl.quality_survey import DURATIONS, FIVE, TIMED, questions, value

Process = Callable[..., Built]
FILE = "[file]\nname = 'answers.csv'\n"


def test_response_rates_name_their_formula(processed: Process) -> None:
    edition = "invited = 10\n[file]\nname = 'answers.csv'\n"
    answers = "q1,q2,q3,q4,q5\n1,1,1,1,1\n1,1,1,1,1\n1,1,,,\n1,1,1,1,1\n"
    built = processed(FIVE, answers, edition)
    assert value(built, "response", "response_rate", item="completed / invited") == 30
    assert value(built, "response", "start_rate", item="started / invited") == 40
    assert value(built, "response", "completion_rate", item="completed / started") == 75


def test_the_rates_of_a_sample_name_their_formulas(processed: Process) -> None:
    sample = "[dispositions]\nrefusals = 2\nnoncontacts = 3\nother = 1\nunknown = 5\nnot_eligible = 10\n"
    built = processed(FIVE, "q1,q2,q3,q4,q5\n1,1,1,1,1\n1,1,1,1,1\n1,1,,,\n1,1,1,1,1\n", FILE + sample)
    rates = {"RR1": 3 / 15, "RR2": 4 / 15, "RR3": 3 / 12.5, "RR4": 4 / 12.5, "RR5": 3 / 10, "RR6": 4 / 10}
    for rate, expected in rates.items():
        assert value(built, "response", rate, item=FORMULAS[rate]) == pytest.approx(100 * expected)
    assert value(built, "response", "eligible") == 10
    assert value(built, "response", "eligible_share", item=SHARE_KNOWN) == 50


def test_a_share_of_eligible_cases_that_is_given_is_taken(processed: Process) -> None:
    sample = "[dispositions]\nunknown = 4\neligible_share = 0.25\n"
    built = processed(FIVE, "q1,q2,q3,q4,q5\n1,1,1,1,1\n1,1,1,1,1\n", FILE + sample)
    assert value(built, "response", "RR3", item=FORMULAS["RR3"]) == pytest.approx(100 * 2 / 3)


def test_the_response_of_classes_known_of_everyone_has_an_r_indicator(processed: Process) -> None:
    classes = "[weighting]\nnonresponse = 'q1'\ndrawn = { 1 = 10, 2 = 10 }\n"
    answers = "q1,q2,q3,q4,q5\n" + "1,1,1,1,1\n" * 8 + "2,1,1,1,1\n" * 4
    built = processed(FIVE + classes, answers)
    expected = 1 - 2 * (20 * 0.2**2 / 19) ** 0.5
    assert value(built, "response", "r_indicator", "q1") == pytest.approx(expected)


def test_item_nonresponse_adds_up_to_those_asked(processed: Process) -> None:
    built = processed(FIVE, "q1,q2,q3,q4,q5\n1,,1,1,1\n1,9,1,1,1\n1,1,1,1,1\n1,,,,\n")
    rows = built.weighted.cleaned.quality.query("section == 'nonresponse' and question == 'q2'")
    counts = rows.set_index("measure")["value"]
    assert counts["asked"] == 4
    assert counts[["answered", "no_answer", "left", "invalid", "refused", "dont_know"]].sum() == 4
    assert counts[["answered", "no_answer", "left", "invalid"]].tolist() == [1, 1, 1, 1]
    assert counts["rate"] == 75


def test_flags_are_columns_of_the_respondents(processed: Process) -> None:
    frame = respondents_frame(processed(TIMED, DURATIONS).weighted)
    flags = [name for name in frame.columns if name.startswith("flag.")]
    assert flags == [
        f"flag.{f}" for f in ("speeder", "straight_liner", "same_answers", "contradiction", "left")
    ]
    assert all(frame[name].dtype == bool for name in flags)
    assert frame["flag.speeder"].sum() == 2


def test_open_answers_are_described_by_their_length(processed: Process) -> None:
    survey = FIVE + "[questions.why]\ntype = 'text'\n"
    built = processed(
        survey, "q1,q2,q3,q4,q5,why\n1,1,1,1,1,abc\n1,1,1,1,1,abcdefg\n1,1,1,1,1,\n1,1,1,1,1,\n"
    )
    measures = [value(built, "open_answers", m, "why") for m in ("n", "median_characters", "share_blank")]
    assert measures == [2, 5, 50]


def test_the_reliability_of_a_score_is_told(processed: Process) -> None:
    scale = "{ 1 = 'un', 2 = 'deux', 3 = 'trois' }"
    survey = "[themes.t]\n" + questions("x y", scale).replace("'single'", "'scale'")
    survey += "[derived.total]\nsum_of = ['x', 'y']\n"
    built = processed(survey, "x,y\n1,1\n2,3\n3,2\n1,2\n")
    # Cronbach (1951), two items: alpha = 2 (1 - (var x + var y) / var(x + y)).
    x, y = np.array([1, 2, 3, 1]), np.array([1, 3, 2, 2])
    alpha = 2 * (1 - (x.var() + y.var()) / (x + y).var())
    assert value(built, "scores", "alpha", "total", "Cronbach, unweighted") == pytest.approx(alpha)
    assert value(built, "scores", "n", "total") == 4


def test_quality_has_its_columns_and_its_numbers(processed: Process) -> None:
    quality = processed(FIVE, "q1,q2,q3,q4,q5\n1,1,1,1,1\n1,1,1,1,2\n").weighted.cleaned.quality
    assert list(quality.columns) == ["section", "question", "item", "measure", "value"]
    assert pd.api.types.is_float_dtype(quality["value"])
    assert not quality.duplicated(["section", "question", "item", "measure"]).any()
