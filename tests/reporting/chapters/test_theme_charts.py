"""The charts of a theme's page: one edition or both, the order of bars, the breakdown that tells most."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import SimpleNamespace
from typing import Any

import pytest

from analysis.questionnaire import Edition, Label
from analysis.reporting.blocks import Chart
from analysis.reporting.chapters.theme_pages.theme_figures import MOST_PANELS, theme_figures
from analysis.reporting.documents.native.native_charts import native_chart
from analysis.reporting.edition_results import Changes
from analysis.reporting.findings.finding_record import Finding
from analysis.reporting.language.voice import Voice
from analysis.results.indicator_rows import IndicatorRow, IndicatorRows
from analysis.results.trend_rows import Change
from tests.defined_survey import survey_of
from tests.plain_spaces import plain

Make = Callable[..., IndicatorRow]
THEME = """
breakdowns = ["age", "sexe"]
[themes.t]
title = "Accueil"
[questions.age]
type = "single"
codes = { 1 = "Jeunes", 2 = "Vieux" }
[questions.sexe]
type = "single"
codes = { 1 = "Femmes", 2 = "Hommes" }
[questions.o]
type = "single"
codes = { 1 = "Oui", 2 = "Non", 3 = "Peut-être" }
ordered = true
[questions.q]
type = "single"
codes = { 1 = "Oui", 2 = "Non", 3 = "Peut-être" }
""" + "".join(
    f'[indicators.s{place}]\ntheme = "t"\ntitle = "Part {place}"\nvariable = "q"\nanswers = ["1"]\n'
    for place in range(1, 6)
)
ANSWERS = '[indicators.{0}]\ntheme = "t"\ntitle = "Réponses"\n'
WHEN = ("2009", "2024")


def report(
    text: str,
    rows: Sequence[IndicatorRow],
    moved: Sequence[Change] = (),
    before: Mapping[str, IndicatorRow] | None = None,
    found: Sequence[Finding] = (),
) -> Any:
    """What the charts of a theme read of a report."""
    voice = Voice("fr", survey_of(text))
    figures = {"2009": {(name, ""): row for name, row in (before or {}).items()}}
    titles = {name: Label(name, name) for name in WHEN}
    years = {name: int(name) for name in WHEN}
    return SimpleNamespace(
        voice=voice,
        answers={},
        estimates=IndicatorRows(tuple(rows)),
        themes=["t"],
        titles={"t": []},
        changes=Changes("2024", moved, titles, years, {}, figures),
        edition=Edition("2024", Label("2024", "2024"), ()),
        found_of=lambda _: list(found),
    )


def charts_of(content: Any) -> list[Chart]:
    figures = theme_figures(content, "t", list(content.voice.survey.indicators.values()))
    return [figure.chart for figure in figures]


def figures(chart: Chart) -> list[tuple[str, list[str]]]:
    return [(panel.label, [plain(point.text) for point in panel.points]) for panel in chart.panels]


def shares(estimate: Make, *values: float) -> list[IndicatorRow]:
    return [estimate(value, indicator=f"s{place}") for place, value in enumerate(values, 1)]


def change(name: str, before: float, now: float, **given: Any) -> Change:
    return Change(name, "", *WHEN, before, now, difference=now - before, **given)


def test_shares_are_drawn_the_largest_first_in_one_edition_as_bars(estimate: Make) -> None:
    [chart] = charts_of(report(THEME, shares(estimate, 20.0, 60.0, 40.0)))
    assert chart.kind == "ranked_bars"
    points = [(point.label, plain(point.text)) for point in chart.panels[0].points]
    assert points == [("Part 2", "60 %"), ("Part 3", "40 %"), ("Part 1", "20 %")]


def test_shares_of_two_editions_are_drawn_from_one_to_the_other(estimate: Make) -> None:
    moved = [change("s1", 30.0, 20.0, p=0.001), change("s2", 58.0, 60.0, p=0.4)]
    before = {"s1": estimate(30.0, n=500), "s2": estimate(58.0, n=500)}
    [chart] = charts_of(report(THEME, shares(estimate, 20.0, 60.0), moved, before))
    assert chart.kind == "dumbbells"
    assert figures(chart) == [("Part 2", ["58 %", "60 %"]), ("Part 1", ["30 %", "20 %"])]
    assert [point.label for point in chart.panels[0].points] == ["2009", "2024"]
    assert "500" in plain(chart.note) and "1 000" in plain(chart.note)


NOT_TOGETHER: dict[str, tuple[dict[str, Any], float | None]] = {
    "the series is broken": ({"status": "break"}, 30.0),
    "it is of who answered": ({"status": "profile"}, 30.0),
    "the edition before does not show it": ({}, None),
}


@pytest.mark.parametrize("case", NOT_TOGETHER)
def test_a_share_that_does_not_compare_stands_alone_and_leaves_the_others_their_edition_before(
    case: str, estimate: Make
) -> None:
    given, value = NOT_TOGETHER[case]
    moved = [change("s1", 30.0, 20.0, **given), change("s2", 58.0, 60.0)]
    former = estimate(value, status="shown" if value else "suppressed", n=77)
    before = {"s1": former, "s2": estimate(58.0)}
    [chart] = charts_of(report(THEME, shares(estimate, 20.0, 60.0), moved, before))
    assert chart.kind == "dumbbells"
    assert figures(chart) == [("Part 2", ["58 %", "60 %"]), ("Part 1", ["", "20 %"])]
    assert "Part 1 20 % (pas de chiffre comparable avant)" in plain(chart.alternative)
    assert "Un seul point" in chart.note and "77" not in chart.note
    assert plain(chart.title) == "Rien de ce qui se compare n’a changé de façon mesurable"
    native = native_chart(chart)
    assert native and native.categories[1] == "Part 1 (pas de chiffre comparable avant)"
    assert [each.name for each in native.series] == ["2009", "2024"]


def test_shares_that_all_do_not_compare_are_drawn_as_they_are_now(estimate: Make) -> None:
    moved = [change(name, 30.0, 20.0, status="break") for name in ("s1", "s2")]
    before = {"s1": estimate(30.0), "s2": estimate(58.0)}
    [chart] = charts_of(report(THEME, shares(estimate, 20.0, 60.0), moved, before))
    assert chart.kind == "ranked_bars"
    assert [plain(point.text) for point in chart.panels[0].points] == ["60 %", "20 %"]


@pytest.mark.parametrize(
    ("name", "order"), [("q", ["Non", "Peut-être", "Oui"]), ("o", ["Oui", "Non", "Peut-être"])]
)
def test_answers_are_drawn_the_largest_first_unless_they_have_an_order(
    name: str, order: list[str], estimate: Make
) -> None:
    values = {"1": 20.0, "2": 50.0, "3": 30.0}
    rows = [estimate(value, indicator=name, item=code) for code, value in values.items()]
    [chart] = charts_of(report(THEME + ANSWERS.format(name), rows))
    assert [point.label for point in chart.panels[0].points] == order
    assert "1 000" in plain(chart.note)


def finding(content: Any, estimate: Make, name: str, by: str, rank: float, ends: bool = True) -> Finding:
    groups = [
        estimate(v, indicator=name, breakdown=by, group=g, n=300) for v, g in ((60.0, "1"), (30.0, "2"))
    ]
    indicator = content.voice.survey.indicators[name]
    return Finding(
        indicator, "", estimate(45.0, indicator=name), rank, None, None, groups, tuple(groups) if ends else ()
    )


BY: list[tuple[list[tuple[str, str, float]], list[str]]] = [
    # findings as indicator, breakdown and weight; the indicators drawn
    ([("s1", "age", 1.0), ("s2", "sexe", 2.0)], ["Part 2"]),
    ([("s1", "age", 1.5), ("s2", "sexe", 2.0), ("s3", "age", 1.0)], ["Part 1", "Part 3"]),
    ([(f"s{place}", "age", 1.0) for place in range(1, 6)], [f"Part {place}" for place in range(1, 4)]),
]


@pytest.mark.parametrize(("found", "drawn"), BY)
def test_groups_are_drawn_by_the_breakdown_that_tells_most(
    found: list[tuple[str, str, float]], drawn: list[str], estimate: Make
) -> None:
    content = report(THEME, [])
    made = [finding(content, estimate, *each) for each in found]
    made.append(finding(content, estimate, "s5", "sexe", 9.0, ends=False))  # of no two groups
    content.found_of = lambda _: made
    [chart] = charts_of(content)
    assert chart.kind == "group_dots"
    assert len(chart.panels) <= MOST_PANELS
    is_alone = len(drawn) == 1  # its name stands above the drawing
    assert [panel.label for panel in chart.panels] == ([""] if is_alone else drawn)
    assert not is_alone or plain(chart.subtitle).startswith(f"{drawn[0]} : part des ")
    labels = ["Jeunes", "Vieux"] if found[0][0] == "s1" and drawn != ["Part 2"] else ["Femmes", "Hommes"]
    assert [(point.label, plain(point.text)) for point in chart.panels[0].points] == [
        (labels[0], "60 %"),
        (labels[1], "30 %"),
    ]
