"""The page of a theme and the annex: what stands on one, what in the other, what is said once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from analysis.reporting.blocks import Chart, Heading, Paragraph, ReportTable, Section, walk
from analysis.reporting.edition_report import EditionReport, open_report


def opened(small_survey: Callable[..., Any]) -> EditionReport:
    small = small_survey()
    small.write()
    report = open_report(small.root, "petite", "2009")
    assert isinstance(report, EditionReport)
    return report


def parts(report: EditionReport, name: str) -> list[Any]:
    shown = report.chapter(name) if name in report.voice.survey.themes else report.annex()
    assert shown is not None
    return list(walk([shown.block]))


def test_a_page_has_charts_and_no_table_and_the_annex_tables_and_no_chart(
    small_survey: Callable[..., Any],
) -> None:
    report = opened(small_survey)
    for theme in ("accueil", "decouverte"):
        page = parts(report, theme)
        assert [block for block in page if isinstance(block, Chart)]
        assert not [block for block in page if isinstance(block, ReportTable)]
    annex = parts(report, "annex")
    assert not [block for block in annex if isinstance(block, Chart)]
    captions = [block.caption for block in annex if isinstance(block, ReportTable)]
    assert {"Bien accueillis", "Canaux", "Heures par mois"} <= {caption.split(",")[0] for caption in captions}


def test_the_annex_is_folded_by_theme_under_headings_that_step_down(small_survey: Callable[..., Any]) -> None:
    report = opened(small_survey)
    shown = report.annex()
    assert shown is not None
    assert isinstance(shown.block, Section)
    folded = [block for block in shown.block.blocks if isinstance(block, Section)]
    assert [section.kind for section in folded] == ["folded"] * 3
    assert {block.level for block in walk(folded) if isinstance(block, Heading)} == {3, 4}


def test_a_chart_of_shares_has_the_figures_of_the_file(small_survey: Callable[..., Any]) -> None:
    report = opened(small_survey)
    [chart] = [block for block in parts(report, "accueil") if isinstance(block, Chart)]
    [row] = report.estimates.whole("bien_accueillis")
    assert [point.value for panel in chart.panels for point in panel.points] == [row.value]


def test_what_differs_between_no_groups_is_named_once_a_chapter(small_survey: Callable[..., Any]) -> None:
    report = opened(small_survey)
    for theme in report.themes:
        same = [b for b in parts(report, theme) if isinstance(b, Paragraph) and b.kind == "same"]
        assert len(same) <= 1
