"""What is released: figures at their steps, no small count, no word on why a figure is hidden."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

from analysis.indicators.release.released_counts import (
    released_audit,
    released_quality,
    released_weighting,
    told_counts,
)
from analysis.indicators.release.released_figures import contradictory, released_indicators
from analysis.indicators.release.rounding import rounded, rounded_error, step_of, two_digits
from analysis.results import INDICATORS
from analysis.steps.results_files import Built, contents

SURVEY = """
breakdowns = ["zone"]
territories = ["zone"]
[themes.t]
[questions.zone]
type = "single"
codes = { a = "A", b = "B", c = "C", d = "D" }
[questions.oui]
type = "single"
codes = { 1 = "oui", 0 = "non" }
[questions.note]
type = "scale"
codes = { 1 = "1", 2 = "2", 3 = "3" }
[questions.heures]
type = "numeric"
[indicators.oui]
theme = "t"
answers = ["1"]
[indicators.note]
theme = "t"
statistic = "mean"
[indicators.heures]
theme = "t"
statistic = "mean"
"""
ROWS = [(zone, i) for zone, n in (("a", 100), ("b", 73), ("c", 4)) for i in range(n)]
ANSWERS = "zone,oui,note,heures\n" + "".join(f"{z},{i % 3 % 2},{1 + i % 3},{i % 7}\n" for z, i in ROWS)
STEPS = [(100, 1.0), (101, 1.0), (99, 2.0), (773, 0.2), (7000, 0.02), (11, 10.0), (50, 2.0), (1000, 0.1)]
DIGITS = [(0.0497, 0.049), (0.05, 0.05), (0.1234, 0.12), (3.456e-9, 3.5e-9), (0.0, 0.0), (0.0504, 0.05)]


@pytest.fixture(scope="module")
def built(processed_once: Callable[..., Built]) -> Built:
    return processed_once(SURVEY, ANSWERS)


@pytest.fixture(scope="module")
def released(built: Built) -> pd.DataFrame:
    return released_indicators(built.indicators, built.territories, built.survey)


@pytest.mark.parametrize(("n", "step"), STEPS)
def test_the_step_of_a_share_is_one_respondent_or_more(n: int, step: float) -> None:
    assert step_of(np.array([100 / n])) == pytest.approx([step])


@pytest.mark.parametrize(("p", "said"), DIGITS)
def test_a_p_value_of_two_digits_stays_on_its_side_of_the_limit(p: float, said: float) -> None:
    assert two_digits(np.array([p]), [0.05]) == pytest.approx([said])


def test_a_small_error_is_one_step_and_none_is_none() -> None:
    assert rounded_error(np.array([0.0, 0.3, 1.6]), np.ones(3)).tolist() == [0.0, 1.0, 2.0]


def test_a_difference_that_says_another_order_than_its_figures_contradicts_them() -> None:
    difference, one, other = np.array([1.0, 0.0, 1.0, -1.0]), np.array([45.0] * 4), np.array([44, 44, 45, 44])
    assert contradictory(difference, one, other).tolist() == [False, True, True, True]


def test_figures_are_multiples_of_their_steps(released: pd.DataFrame) -> None:
    shown = released[released["value"].notna()]
    for name in ("value", "se", "ci_low", "ci_high"):
        times = shown[name] / shown["step"]
        assert np.allclose(times, times.round(), atol=1e-6)
    steps = shown[shown["group"] == "a"].set_index("indicator")["step"].to_dict()
    assert steps == pytest.approx({"oui": 1.0, "note": 0.01, "heures": 0.05})


def test_a_hidden_figure_says_neither_why_nor_of_how_many(released: pd.DataFrame) -> None:
    hidden = released[(released["status"] == "hidden")]
    assert {"c"} <= set(hidden["group"]) and "d" not in set(hidden["group"])
    assert hidden[["n", "value", "se", "ci_low", "ci_high", "step"]].isna().all(axis=None)
    gone = {"count", "base", "n_eff", "deff", "cv", "df", "confidentiality"}
    assert gone & set(INDICATORS.names) == gone and not gone & set(released)


def test_a_group_that_is_empty_in_one_table_is_hidden_beside_a_hidden_one(
    processed: Callable[..., Built],
) -> None:
    """Nobody of d answered `oui`; d is not empty, as many of it gave hours."""
    more = "".join(f"d,,2,{i}\n" for i in range(140))
    built = processed(SURVEY, ANSWERS + more)
    found = released_indicators(built.indicators, built.territories, built.survey)
    cell = ["indicator", "group"]
    before, after = (rows.set_index(cell)["status"] for rows in (built.indicators, found))
    assert before["oui", "c"] != "empty" and after["oui", "c"] == "hidden"
    assert before["oui", "d"] == "empty" and after["oui", "d"] == "hidden"


def quality(*rows: tuple[str, str, str, str, float]) -> list[float | None]:
    frame = pd.DataFrame(rows, columns=["section", "question", "item", "measure", "value"])
    values = released_quality(frame, 11)["value"]
    return [None if np.isnan(value) else value for value in values]


def test_small_counts_are_blank_with_their_rates_and_absences_are_to_the_nearest_ten() -> None:
    rows = [
        ("response", "", "", "received", 1003.0),
        ("response", "", "", "removed", 3.0),
        ("response", "", "", "in_scope", 1003.0),
        ("nonresponse", "q", "", "asked", 1000.0),
        ("nonresponse", "q", "", "answered", 983.0),
        ("nonresponse", "q", "", "refused", 7.0),
        ("nonresponse", "q", "", "rate", 1.7),
        ("contradictions", "", "x", "flagged", 4.0),
        ("contradictions", "", "x", "share", 0.4),
    ]
    assert quality(*rows) == [None, None, 1003, 1000, 980, None, 2, None, None]


def test_a_rule_that_removed_few_is_blank_and_so_is_what_tells_it() -> None:
    columns = ["step", "rule", "question", "respondents_in", "looked_at", "changed", "removed"]
    row = ["scope", "x", "", 1003, 1003, 0, 3, 1000]
    found = released_audit(pd.DataFrame([row], columns=[*columns, "respondents_out"]), 11)
    assert found.iloc[0, 3:].isna().tolist() == [False, False, False, True, False]
    assert found["respondents_in"].tolist() == found["looked_at"].tolist() == [1000]


def test_a_category_of_a_margin_tells_what_is_aimed_at_and_not_its_respondents() -> None:
    rows = [("s", "1", "n", 7.0), ("s", "1", "before", 3.5), ("s", "1", "target", 52.31)]
    rows += [("", "", "weight_max", 2.4167), ("", "", "sum", 3920.0), ("", "", "respondents", 3920.0)]
    frame = pd.DataFrame(rows, columns=["variable", "code", "measure", "value"])
    found = released_weighting(frame.assign(survey="s", edition="e", source="", design=""), 11)
    told = dict(zip(found["measure"], found["value"], strict=True))
    assert told == pytest.approx({"target": 52.31, "weight_max": 2.4, "respondents": 3920})
    assert told_counts({"a": 0, "b": 10, "c": 11}, 11) == {"a": 0, "b": None, "c": 11}


FIGURES = (
    "difference",
    "se",
    "ci_low",
    "ci_high",
    "rest",
    "difference_se",
    "detectable",
    "pair_detectable",
    "difference_low",
    "difference_high",
)
P_VALUES = ("p_value", "p_adjusted", "p_report")


@pytest.mark.parametrize("name", ["comparisons.csv", "territories.csv"])
def test_every_released_difference_is_a_multiple_of_its_step(built: Built, name: str) -> None:
    rows = list(csv.DictReader(io.StringIO(contents(built)[f"released/{name}"].decode())))
    figures = [(float(r[f]), float(r["step"])) for r in rows if r["step"] for f in FIGURES if r.get(f)]
    assert figures and all(d == pytest.approx(rounded(np.array([d]), np.array([s]))[0]) for d, s in figures)
    assert any(r["detectable"] for r in rows)
    tests = {r[p] for r in rows for p in P_VALUES if r.get(p)}
    assert tests and all(float(p) == float(f"{float(p):.1e}") for p in tests)
    assert not [r for r in rows if "c" in (r["group"], r.get("against_group")) and r["difference"]]


def test_who_was_left_out_does_not_follow_from_those_who_started() -> None:
    rows = [
        ("response", "", "", measure, count)
        for measure, count in {"started": 1003.0, "in_scope": 1011.0, "outside": 3.0, "kept": 1000.0}.items()
    ]
    assert quality(*rows) == [None, 1011, None, 1000]
