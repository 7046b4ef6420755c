"""What a theme's page says where: its finding as a title, each of the others beside its figure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from analysis.reporting.blocks import Block, Chart, Paragraph, Section
from analysis.reporting.chapters.theme_pages.said_with_figures import said_with_figures
from analysis.reporting.chapters.theme_pages.theme_figures import ThemeFigure
from analysis.results.indicator_rows import IndicatorRow
from tests.plain_spaces import plain
from tests.reporting.chapters.test_theme_charts import ANSWERS, THEME, charts_of, finding, report

Make = Callable[..., IndicatorRow]
FIGURES = [
    # the chart, the indicators that it is of, the findings that it draws
    ("shares", {"s1", "s2"}, set()),
    ("answers", {"s3"}, set()),
    ("groups", {"s2"}, {"s2"}),
]
PLACES: list[tuple[list[str], tuple[str, str], str, list[str], list[tuple[str, list[str]]]]] = [
    # findings, the heaviest first; what stands by itself; the claim; what is said above; beside which figure
    ([], ("", ""), "", [], []),
    ([], ("s1", "Seul"), "Seul", [], []),
    (["s1"], ("s3", "Seul"), "Dit s1", [], [("answers", ["Seul."])]),
    (["s1", "s2", "s3"], ("", ""), "Dit s1", [], [("answers", ["Dit s3."]), ("groups", ["Dit s2."])]),
    (["s1", "s4", "s5"], ("s9", "Seul"), "Dit s1", ["Dit s4."], [("shares", ["Seul."])]),
]


@pytest.mark.parametrize(("names", "standing", "claim", "above", "beside"), PLACES)
def test_a_finding_is_said_beside_the_figure_that_shows_it_and_the_heaviest_as_the_title(
    names: list[str],
    standing: tuple[str, str],
    claim: str,
    above: list[str],
    beside: list[tuple[str, list[str]]],
    estimate: Make,
) -> None:
    content = report(THEME, [])
    found = [finding(content, estimate, name, "age", 1.0) for name in names]
    content.titles = {"t": [(each, f"Dit {each.indicator.name}") for each in found]}
    figures = [
        ThemeFigure(
            Chart(anchor, "", "", [], "", "", ""), frozenset(of), frozenset(f"{name}" for name in drawn)
        )
        for anchor, of, drawn in FIGURES
    ]
    title, shown = said_with_figures(content, "t", figures, standing)
    assert [(each.text, each.kind) for each in title] == ([(claim, "claim")] if claim else [])
    assert [each.text for each in shown if isinstance(each, Paragraph)] == above
    assert [_said(each) for each in shown if isinstance(each, Section)] == beside
    assert [_chart(each).anchor for each in shown[len(above) :]] == [anchor for anchor, _, _ in FIGURES]


def _chart(block: Block) -> Chart:
    chart = block.blocks[-1] if isinstance(block, Section) else block
    assert isinstance(chart, Chart)
    return chart


def _said(section: Section) -> tuple[str, list[str]]:
    return _chart(section).anchor, [each.text for each in section.blocks if isinstance(each, Paragraph)]


def answers_by_age(estimate: Make, hidden: bool) -> list[IndicatorRow]:
    """Two answers of everyone and of three ages; of the last, one answer may be hidden."""
    shares = {"": (60.0, 40.0), "1": (70.0, 30.0), "2": (50.0, 50.0), "3": (55.0, 45.0)}
    return [
        estimate(
            None if hidden and (group, item) == ("3", "2") else share,
            indicator="r",
            item=item,
            breakdown="age" if group else "all",
            group=group or "all",
            n=300,
            status="suppressed" if hidden and (group, item) == ("3", "2") else "shown",
        )
        for group, both in shares.items()
        for item, share in zip("12", both, strict=True)
    ]


SURVEY = (
    THEME.replace(
        'codes = { 1 = "Jeunes", 2 = "Vieux" }', 'codes = { 1 = "Jeunes", 2 = "Vieux", 3 = "Très vieux" }'
    ).replace(
        'codes = { 1 = "Oui", 2 = "Non", 3 = "Peut-être" }\n[indicators',
        'codes = { 1 = "Oui", 2 = "Non" }\n[indicators',
    )
    + ANSWERS.format("r")
    + 'variable = "q"\n'
)


def content_of(estimate: Make, rows: list[IndicatorRow], by: str) -> Any:
    content = report(SURVEY, rows)
    said = replace(finding(content, estimate, "r", by, 1.0), question="q")
    content.titles, content.found_of = {"t": [(said, "Dit")]}, lambda _: [said]
    return content


def test_answers_that_differ_between_groups_are_stacked_for_everyone_and_for_each_group(
    estimate: Make,
) -> None:
    content = content_of(estimate, answers_by_age(estimate, hidden=False), "age")
    [chart] = charts_of(content)
    assert chart.kind == "stacked_scale"
    assert [(panel.label, [plain(p.text) for p in panel.points]) for panel in chart.panels] == [
        ("Ensemble", ["60 %", "40 %"]),
        ("Jeunes", ["70 %", "30 %"]),
        ("Vieux", ["50 %", "50 %"]),
        ("Très vieux", ["55 %", "45 %"]),
    ]
    assert "âge" in chart.subtitle or "age" in chart.subtitle


def test_a_group_of_which_an_answer_is_hidden_is_named_below_and_not_drawn(estimate: Make) -> None:
    content = content_of(estimate, answers_by_age(estimate, hidden=True), "age")
    [chart] = charts_of(content)
    assert [panel.label for panel in chart.panels] == ["Ensemble", "Jeunes", "Vieux"]
    assert "très vieux" in chart.note and "45" not in chart.alternative


def test_a_group_that_the_page_speaks_of_is_drawn_or_none_is(estimate: Make) -> None:
    content = content_of(estimate, answers_by_age(estimate, hidden=True), "age")
    [(said, title)] = content.titles["t"]
    ends = (said.ends[0], replace(said.ends[1], group="3"))
    content.titles = {"t": [(replace(said, ends=ends), title)]}
    assert charts_of(content)[0].kind == "ranked_bars"


def test_answers_without_groups_that_differ_are_bars(estimate: Make) -> None:
    content = content_of(estimate, answers_by_age(estimate, hidden=False), "sexe")
    chart = charts_of(content)[0]
    assert chart.kind == "ranked_bars"
