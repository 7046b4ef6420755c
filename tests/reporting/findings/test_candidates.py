"""Which differences are findings, at the limits: their size, the respondents behind them, their evidence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pytest

from analysis.questionnaire import Edition, Label, Survey
from analysis.reporting.edition_results import Changes
from analysis.reporting.findings.candidates import candidates, is_of_answer
from analysis.reporting.findings.finding_record import OF_NEWS, Finding
from analysis.reporting.language.voice import Voice
from analysis.results import COMPARISONS
from analysis.results.comparison_rows import Comparisons, gathered
from analysis.results.indicator_rows import IndicatorRow, IndicatorRows
from analysis.results.trend_rows import Change
from tests.defined_survey import survey_of

Make = Callable[..., IndicatorRow]
EDITION = Edition("2024", Label("2024", "2024"), ())
NAME = "bien_accueillis"
CELL = (NAME, "")


def comparison(**given: Any) -> dict[str, str]:
    """A row of comparisons.csv, of two groups of age where nothing else is said."""
    cells = dict.fromkeys(COMPARISONS.names, "") | {
        "indicator": NAME,
        "population": "all",
        "breakdown": "age",
    }
    cells |= {"comparison": "groups", "status": "tested", "se": "1", "p_value": "0.001"}
    return cells | {name: str(value) for name, value in given.items()}


def comparisons(*rows: dict[str, str]) -> Comparisons:
    return gathered(COMPARISONS.names, (list(row.values()) for row in rows))


def groups(estimate: Make, values: Sequence[float | None], sizes: Sequence[int]) -> list[IndicatorRow]:
    return [
        estimate(value, breakdown="age", group=code, n=n)
        for code, value, n in zip(("01", "02", "03"), values, sizes, strict=False)
    ]


def found(
    survey: Survey, whole: IndicatorRow, rows: Sequence[IndicatorRow], tests: Comparisons
) -> list[Finding]:
    nothing = Changes("2024", [], {}, {}, {}, {})
    return candidates(survey, EDITION, IndicatorRows((whole, *rows), tests), nothing)


APART: dict[str, tuple[tuple[int, int], float, Any, bool]] = {
    # respondents of the two groups, their difference, p over the report, whether it is a finding
    "8 points between large groups": ((200, 200), 8.0, 0.0099, True),
    "8 points the other way": ((200, 200), -8.0, 0.0099, True),
    "less than 8 points": ((200, 200), 7.9, 0.0001, False),
    "not established at 1 %": ((200, 200), 20.0, 0.01, False),
    "no p over the report": ((200, 200), 20.0, "", False),
    "9.9 points where one group is small": ((199, 900), 9.9, 0.0001, False),
    "10 points where one group is small": ((199, 900), 10.0, 0.0001, True),
    "10 points where the other is small": ((900, 100), 10.0, 0.0001, True),
    "a group of 99": ((900, 99), 30.0, 0.0001, False),
}


@pytest.mark.parametrize("case", APART)
def test_two_groups_are_a_finding_where_every_condition_holds(
    case: str, voices: dict[str, Voice], estimate: Make
) -> None:
    sizes, difference, p, is_finding = APART[case]
    rows = groups(estimate, (50.0 + difference, 50.0), sizes)
    tests = comparisons(comparison(group="01", against_group="02", difference=difference, p_report=p))
    findings = found(voices["fr"].survey, estimate(50.0), rows, tests)
    assert len(findings) == is_finding
    for finding in findings:
        higher = "01" if difference > 0 else "02"
        assert finding.name == f"{NAME}/age" and finding.ends[0].group == higher


MEANS: dict[str, tuple[float, Any, int, bool]] = {
    # difference of two means, p over the report, respondents of each, whether it is a finding
    "0.3 standard deviations": (0.6, 0.0099, 100, True),
    "0.3 the other way": (-0.6, 0.0099, 100, True),
    "less than 0.3": (0.59, 0.0001, 100, False),
    "not established at 1 %": (2.0, 0.01, 100, False),
    "a group of 99": (2.0, 0.0001, 99, False),
}


@pytest.mark.parametrize("case", MEANS)
def test_two_means_are_a_finding_from_a_part_of_their_deviation_on(
    case: str, voices: dict[str, Voice], estimate: Make
) -> None:
    """Everyone's mean has a standard error of 0.02 on 10,000 answers: a standard deviation of 2."""
    difference, p, n, is_finding = MEANS[case]
    mean = {"indicator": "heures", "statistic": "mean", "unit": "heures"}
    ages = [("01", 5.0 + difference), ("02", 5.0)]
    rows = [estimate(value, breakdown="age", group=code, n=n, **mean) for code, value in ages]
    given = {"indicator": "heures", "group": "01", "against_group": "02"}
    tests = comparisons(comparison(**given, difference=difference, p_report=p))
    findings = found(voices["fr"].survey, estimate(5.0, 0.02, **{**mean, "n": 10_000}), rows, tests)
    assert len(findings) == is_finding
    assert [finding.rank for finding in findings] == [pytest.approx(0.7)] * is_finding


def contrasts() -> list[dict[str, str]]:
    """Ages at 40, 55 and 50 %: the first two are farthest apart."""
    return [
        comparison(group="01", against_group="02", difference=-15, p_report=0.005),
        comparison(group="01", against_group="03", difference=-10, p_report=0.0001),
        comparison(group="02", against_group="03", difference=5, p_report=0.2),
    ]


def test_of_a_breakdown_the_two_groups_that_are_farthest_apart_are_told(
    voices: dict[str, Voice], estimate: Make
) -> None:
    rows = groups(estimate, (40.0, 55.0, 50.0), (300, 300, 300))
    [finding] = found(voices["fr"].survey, estimate(50.0), rows, comparisons(*contrasts()))
    assert [end.group for end in finding.ends] == ["02", "01"]
    assert finding.rank == pytest.approx(15 / 8 * 0.7 * 2), (
        "p is not under 0.1 %, and the figure is a headline"
    )
    assert finding.spans and not finding.climbs


SMALL = [((300, 300, 300), 15 / 8), ((300, 199, 300), 15 / 10), ((300, 300, 100), 15 / 8)]


@pytest.mark.parametrize(("sizes", "thresholds"), SMALL)
def test_a_difference_weighs_in_the_threshold_of_its_smaller_group(
    sizes: tuple[int, ...], thresholds: float, voices: dict[str, Voice], estimate: Make
) -> None:
    rows = groups(estimate, (40.0, 55.0, 50.0), sizes)
    [finding] = found(voices["fr"].survey, estimate(50.0), rows, comparisons(*contrasts()))
    assert finding.rank == pytest.approx(thresholds * 0.7 * 2)


LEFT_OUT: dict[str, tuple[dict[str, Any], dict[str, Any], dict[str, Any]]] = {
    # marks of the question on age, of the figure of everyone, of the second group
    "a group that stands aside": ({"aside": {"other": ("02",)}}, {}, {}),
    "a group that is not shown": ({}, {}, {"value": None, "low": None, "high": None, "status": "suppressed"}),
    "a figure that the weighting fixes": ({}, {"se": 4e-7}, {}),
    "a figure of everyone that is not shown": ({}, {"value": None}, {}),
    "a median": ({}, {"statistic": "median"}, {}),
}


@pytest.mark.parametrize("case", LEFT_OUT)
def test_what_cannot_be_told_of_two_groups_is_no_finding(
    case: str, voices: dict[str, Voice], estimate: Make
) -> None:
    marks, of_whole, of_group = LEFT_OUT[case]
    survey = voices["fr"].survey
    age = replace(survey.questions["age"], **marks)
    survey = replace(survey, questions={**survey.questions, "age": age})
    rows = groups(estimate, (40.0, 60.0), (300, 300))
    rows[1] = replace(rows[1], **of_group)
    tests = comparisons(comparison(group="01", against_group="02", difference=-20, p_report=0.0001))
    assert found(survey, replace(estimate(50.0), **of_whole), rows, tests) == []
    assert (
        len(found(voices["fr"].survey, estimate(50.0), groups(estimate, (40.0, 60.0), (300, 300)), tests))
        == 1
    )


CLIMBS = [(0.049, True), (0.051, False), ("", False)]


@pytest.mark.parametrize(("p", "climbs"), CLIMBS)
def test_a_share_follows_the_order_of_groups_where_a_test_of_the_trend_says_so(
    p: Any, climbs: bool, voices: dict[str, Voice], estimate: Make
) -> None:
    rows = groups(estimate, (40.0, 45.0, 60.0), (300, 300, 300))
    tests = comparisons(
        comparison(group="01", against_group="03", difference=-20, p_report=0.0001),
        comparison(comparison="trend", difference=10, p_value=p, p_adjusted=p),
    )
    [finding] = found(voices["fr"].survey, estimate(50.0), rows, tests)
    assert finding.climbs is climbs


ORDERS: dict[str, tuple[Sequence[float | None], tuple[int, int], bool, tuple[bool, bool, bool]]] = {
    # values of the groups, the places of the two compared, climbs; spans, is along, is steady
    "it rises all along": ([40, 50, 60], (2, 0), True, (True, True, True)),
    "it falls all along": ([60, 50, 40], (0, 2), True, (True, True, True)),
    "it stays, then rises": ([40, 40, 60], (2, 0), True, (True, True, True)),
    "it turns": ([40, 65, 60], (2, 0), True, (False, True, False)),
    "it turns below": ([40, 35, 60], (2, 0), True, (False, True, False)),
    "no test of a trend": ([40, 50, 60], (2, 0), False, (True, False, False)),
    "the first and the second": ([40, 60, 50], (1, 0), True, (True, False, False)),
    "two groups": ([40, 60], (1, 0), True, (True, True, False)),
}


@pytest.mark.parametrize("case", ORDERS)
def test_what_two_groups_are_among_all(case: str, voices: dict[str, Voice], estimate: Make) -> None:
    values, ends, climbs, expected = ORDERS[case]
    rows = groups(estimate, values, [300] * len(values))
    indicator = voices["fr"].survey.indicators[NAME]
    two = (rows[ends[0]], rows[ends[1]])
    finding = Finding(indicator, "", estimate(50.0), 1.0, groups=rows, ends=two, climbs=climbs)
    assert (finding.spans, finding.is_along, finding.is_steady) == expected


def test_a_finding_of_no_groups_is_along_nothing(voices: dict[str, Voice], estimate: Make) -> None:
    finding = Finding(voices["fr"].survey.indicators[NAME], "", estimate(50.0), 1.0)
    assert (finding.spans, finding.is_along, finding.is_steady) == (False, False, False)


MOVED: dict[str, tuple[dict[str, Any], tuple[int | None, int | None], bool]] = {
    # the change, respondents now and then, whether it is a finding
    "5 points up": ({"difference": 5.0}, (500, 500), True),
    "5 points down": ({"difference": -5.0}, (500, 500), True),
    "4.9 points": ({"difference": 4.9}, (500, 500), False),
    "established at 1 %": ({"p_report": 0.0099}, (500, 500), True),
    "not established at 1 %": ({"p_report": 0.01}, (500, 500), False),
    "no p over the report": ({"p_report": None}, (500, 500), False),
    "100 respondents now": ({}, (100, 500), True),
    "99 respondents now": ({}, (99, 500), False),
    "99 respondents then": ({}, (500, 99), False),
    "a number that is not told": ({}, (500, None), False),
}


@pytest.mark.parametrize("case", MOVED)
def test_a_share_has_moved_where_every_condition_holds(
    case: str, voices: dict[str, Voice], estimate: Make
) -> None:
    given, sizes, is_finding = MOVED[case]
    now, then = (estimate(value, n=n) for value, n in zip((56.0, 50.0), sizes, strict=True))
    told: dict[str, Any] = {"value_from": 50.0, "value_to": 56.0, "difference": 6.0, "p": 0.0001}
    change = Change(NAME, "", "2009", "2024", **{**told, "p_report": 0.0001, **given})
    figures = {"2009": {CELL: then}, "2024": {CELL: now}}
    names = {name: Label(name, name) for name in figures}
    changes = Changes("2024", [change], names, {"2009": 2009, "2024": 2024}, {}, figures)
    findings = candidates(voices["fr"].survey, EDITION, IndicatorRows((now,)), changes)
    assert len(findings) == is_finding
    assert all(each.before is then and each.whole is now for each in findings)


MOVED_MEANS = {
    # how far a mean with a standard deviation of 2 moved, p over the report, whether it is told
    "0.3 standard deviations": (0.6, 0.0099, True),
    "0.3 the other way": (-0.6, 0.0099, True),
    "less than 0.3": (0.59, 0.0001, False),
    "not established at 1 %": (2.0, 0.01, False),
}


@pytest.mark.parametrize("case", MOVED_MEANS)
def test_a_mean_has_moved_from_a_part_of_its_deviation_on(
    case: str, voices: dict[str, Voice], estimate: Make
) -> None:
    difference, p, is_finding = MOVED_MEANS[case]
    mean = {"indicator": "heures", "statistic": "mean", "unit": "heures", "n": 10_000}
    then, now = estimate(5.0, 0.02, **mean), estimate(5.0 + difference, 0.02, **mean)
    change = Change("heures", "", "2009", "2024", 5.0, 5.0 + difference, difference=difference, p_report=p)
    figures = {"2009": {("heures", ""): then}, "2024": {("heures", ""): now}}
    names = {name: Label(name, name) for name in figures}
    changes = Changes("2024", [change], names, {"2009": 2009, "2024": 2024}, {}, figures)
    findings = candidates(voices["fr"].survey, EDITION, IndicatorRows((now,)), changes)
    assert len(findings) == is_finding
    assert [finding.rank for finding in findings] == [pytest.approx(0.7 * OF_NEWS)] * is_finding


POPULATIONS = """
breakdowns = ["taille"]
[themes.t]
[themes.p]
profile = true
[questions.role]
type = "single"
codes = { 1 = "Dirigeant", 2 = "Autre" }
[questions.taille]
type = "single"
codes = { 1 = "Petite", 2 = "Grande" }
[questions.formation]
type = "single"
codes = { 1 = "Oui", 2 = "Non" }
[questions.q]
type = "single"
codes = { 1 = "Oui", 2 = "Non" }
[populations.dirigeants]
label = "Dirigeants"
among = { role = ["1"] }
[populations.grandes]
label = "Grandes"
among = { taille = ["2"] }
[populations.formes]
label = "Formés"
among = { formation = ["1"] }
[indicators.profil]
theme = "p"
variable = "role"
[indicators.tous]
theme = "t"
variable = "q"
answers = ["1"]
"""
OF_SOME = {"": False, "dirigeants": False, "grandes": False, "formes": True}


@pytest.mark.parametrize("population", OF_SOME)
def test_a_figure_is_of_some_where_another_answer_and_not_who_they_are_says_of_whom(population: str) -> None:
    survey = survey_of(POPULATIONS)
    indicator = replace(survey.indicators["tous"], population=population or None)
    assert is_of_answer(survey, indicator) is OF_SOME[population]
