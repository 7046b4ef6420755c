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


def test_a_profile_is_a_table_that_is_no_finding(small_survey: Callable[..., Any]) -> None:
    small = small_survey()
    small.write()
    path = small.root / "data" / "raw" / "petite" / "survey.toml"
    text = path.read_text(encoding="utf-8").replace(
        "[themes.decouverte]", "[themes.decouverte]\nprofile = true"
    )
    path.write_text(text, encoding="utf-8")
    report = open_report(small.root, "petite", "2009")
    assert isinstance(report, EditionReport)
    page = parts(report, "decouverte")
    [table] = [block for block in page if isinstance(block, ReportTable)]
    assert not [block for block in page if isinstance(block, Chart)]
    assert not [
        block for block in page if isinstance(block, Paragraph) and block.kind in ("headline", "same")
    ]
    assert [row.label for row in table.groups[0].rows] == ["Canaux, «\u202fBouche à oreille\u202f»"]
    assert table.groups[0].rows[0].cells[0].text.startswith("47")
    assert not [finding for finding in report.findings if finding.theme == "decouverte"]


def test_a_grid_has_its_figure_on_the_page_of_the_theme_that_speaks_of_it(
    small_survey: Callable[..., Any],
) -> None:
    small = small_survey()
    small.write()
    raw = small.root / "data" / "raw" / "petite" / "survey.toml"
    scale = (
        '[questions.{0}]\ntype = "scale"\nlabel = "{0}"\ncodes = {{ 1 = "Oui", 2 = "Un peu", 3 = "Non" }}\n'
    )
    grid = '[grids.g]\nlabel = "Une grille"\nitems = ["un", "deux"]\n'
    spoken = '[indicators.un]\ntheme = "temps"\nvariable = "un"\nanswers = ["1"]\n'
    text = raw.read_text(encoding="utf-8")
    raw.write_text(
        text.replace("[note]", scale.format("un") + scale.format("deux") + grid + spoken + "[note]"), "utf-8"
    )
    head = "survey,edition,variable,population,item,unit,value,se,ci_low,ci_high,step,ci_level,n,status\n"
    rows = [
        f"petite,2009,{name},all,{code},%,{share},1,{share - 2},{share + 2},0.1,0.95,900,shown\n"
        for name, shares in (("un", (50, 30, 20)), ("deux", (40, 40, 20)))
        for code, share in zip("123", shares, strict=True)
    ]
    released = small.root / "data" / "processed" / "petite" / "2009" / "released"
    (released / "distributions.csv").write_text(head + "".join(rows), encoding="utf-8")
    report = open_report(small.root, "petite", "2009")
    assert isinstance(report, EditionReport)
    charts = [block for block in parts(report, "temps") if isinstance(block, Chart)]
    assert [chart.kind for chart in charts if chart.anchor == "chart-grid-g"] == ["stacked_scale"]
    assert not [b for b in parts(report, "accueil") if isinstance(b, Chart) and b.kind == "stacked_scale"]
