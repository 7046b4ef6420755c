"""A territory's report: what it claims beside the rest, what it hides, and the short page of a small one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from analysis.pipeline import build
from analysis.reporting.blocks import Block, Chart, Paragraph, ReportTable, walk
from analysis.reporting.edition_report import open_report
from analysis.reporting.page.html import ShownBlock, html_of
from analysis.reporting.territory_report import TerritoryReport

SURVEY = """
title = "Enquête"
territories = ["region"]
[questions.region]
type = "single"
[questions.region.codes]
76 = "Occitanie"
32 = "Hauts-de-France"
11 = "Île-de-France"
06 = "Mayotte"
94 = "Corse"
02 = "Martinique"
[questions.oui]
type = "single"
text = "Êtes-vous d'accord ?"
codes = { 1 = "Oui", 0 = "Non" }
[questions.motif]
type = "single"
codes = { a = "Par goût", b = "Par devoir" }
[questions.heures]
type = "numeric"
unit = { fr = "heures", en = "hours" }
[themes.avis]
title = { fr = "Les avis", en = "Opinions" }
[themes.temps]
title = { fr = "Le temps", en = "Time" }
[indicators.oui]
title = { fr = "D'accord", en = "Agree" }
theme = "avis"
answers = ["1"]
headline = true
[indicators.motif]
title = { fr = "Motifs", en = "Reasons" }
theme = "avis"
[indicators.heures]
title = { fr = "Heures par mois", en = "Hours a month" }
theme = "temps"
statistic = "mean"
[indicators.mediane]
title = { fr = "Heures, médiane", en = "Hours, median" }
theme = "temps"
statistic = "median"
variable = "heures"
"""
SIZES = {"76": (100, 80), "32": (100, 40), "11": (300, 120), "06": (20, 10), "94": (6, 3), "02": (25, 12)}
Open = Callable[..., TerritoryReport]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A survey of five regions, built."""
    folder = tmp_path_factory.mktemp("territories")
    raw = folder / "data" / "raw" / "s" / "2024"
    raw.mkdir(parents=True)
    (raw.parent / "survey.toml").write_text(SURVEY, encoding="utf-8")
    (raw / "edition.toml").write_text('[file]\nname = "a.csv"\n', encoding="utf-8")
    lines = [
        f"{region},{int(i < yes)},{'ab'[i % 2]},{i % 10}"
        for region, (n, yes) in SIZES.items()
        for i in range(n)
    ]
    (raw / "a.csv").write_text("region,oui,motif,heures\n" + "\n".join(lines), encoding="utf-8")
    from analysis.workspace import Place

    build(Place(folder, "s", "2024"))
    return folder


@pytest.fixture
def opened(root: Path) -> Open:
    """Opens the report of a region."""

    def open_region(code: str, language: str = "fr") -> TerritoryReport:
        report = open_report(root, "s", "2024", language, f"region={code}")
        assert isinstance(report, TerritoryReport)
        return report

    return open_region


def parts(shown: ShownBlock | None) -> list[Block]:
    """The block that is shown, and what it holds, in order."""
    assert shown is not None
    return list(walk([shown.block]))


def text(shown: ShownBlock | None) -> str:
    """What is read, without typographic spaces."""
    assert shown is not None
    return html_of(shown.block).replace("\u202f", " ").replace("\xa0", " ").replace("&#x27;", "'")


SAID = [
    ("76", "fr", "plus souvent qu’ailleurs, 80 % en Occitanie contre 41 % (+39 points)."),
    ("76", "en", "more often than elsewhere, 80% in Occitanie against 41% (+39 points)."),
    (
        "76",
        "fr",
        "Un seul des quatre chiffres comparés se distingue de façon mesurable du reste de l’enquête.",
    ),
    (
        "32",
        "fr",
        "Aucun des quatre chiffres comparés ne se distingue de façon mesurable du reste de l’enquête.",
    ),
    ("32", "en", "None of the four figures compared differs measurably from the rest of the survey."),
    ("11", "fr", "moins souvent qu’ailleurs, 40 % en Île-de-France contre 58 % (−18,0 points)."),
]


@pytest.mark.parametrize(("code", "language", "said"), SAID)
def test_differences_are_said_with_the_verbs_the_test_supports(
    opened: Open, code: str, language: str, said: str
) -> None:
    assert said in text(opened(code, language).key_figures())


def test_a_key_figure_stands_beside_the_rest(opened: Open) -> None:
    shown = text(opened("76").key_figures())
    assert "80 %" in shown
    assert "Ailleurs : 41 %" in shown
    assert "Écart mesurable : +39 points" in shown


def test_a_chapter_has_a_chart_that_is_described_and_a_table_with_every_figure(opened: Open) -> None:
    found = parts(opened("76").chapter("avis"))
    (chart,) = (part for part in found if isinstance(part, Chart))
    (table,) = (part for part in found if isinstance(part, ReportTable))
    assert "D’accord 80 % (ailleurs 41 %)".replace(" ", "\u202f") in chart.alternative.replace(" ", "\u202f")
    assert [point.reference is not None for panel in chart.panels for point in panel.points] == [True] * 3
    assert [row.label for group in table.groups for row in group.rows] == [
        "D’accord",
        "Par goût",
        "Par devoir",
    ]
    assert any("▲" in note for note in table.notes)
    assert not any("▼" in note for note in table.notes)


def test_means_are_compared_and_medians_are_not(opened: Open) -> None:
    report = opened("76")
    (table,) = (part for part in parts(report.chapter("temps")) if isinstance(part, ReportTable))
    mean, median = (row for group in table.groups for row in group.rows)
    assert mean.label == "Heures par mois (heures)"
    assert [cell.text for cell in mean.cells[:3]] == ["4,5", "4,5", ""]
    assert [cell.text for cell in median.cells[1:3]] == ["", ""]
    assert not any(isinstance(part, Chart) for part in parts(report.chapter("temps")))


SHORT = [
    ("02", "fr", "25 répondants en Martinique : c’est trop peu pour un rapport."),
    ("02", "en", "25 respondents in Martinique: too few for a report."),
    ("94", "fr", "Trop peu de répondants en Corse : aucun chiffre n’est publié"),
    ("94", "en", "Too few respondents in Corse: no figure is published"),
    ("06", "fr", "Trop peu de répondants à Mayotte : aucun chiffre n’est publié"),
]


@pytest.mark.parametrize(("code", "language", "said"), SHORT)
def test_a_small_territory_has_a_short_page_that_says_why(
    opened: Open, code: str, language: str, said: str
) -> None:
    report = opened(code, language)
    assert report.is_short
    assert report.themes == []
    assert said in text(report.key_figures())
    assert len(report.contents().block.data()["entries"]) == 3


def test_the_number_of_a_confidential_territory_is_nowhere(opened: Open) -> None:
    report = opened("94")
    assert report.respondents is None
    page = [report.cover(), report.contents(), report.key_figures(), report.methodology()]
    assert not any(fact[1] == "6" for fact in report.cover().block.data()["facts"])
    assert "6 répondants" not in " ".join(map(text, page))


def test_the_method_page_says_how_territories_are_compared(opened: Open) -> None:
    said = " ".join(part.text for part in parts(opened("32").methodology()) if isinstance(part, Paragraph))
    assert "Benjamini et Hochberg" in said
    assert "sans ceux des Hauts-de-France" in said


UNKNOWN: list[tuple[str, str]] = [
    ("age=1", "no territories 'age'; `territories` of survey.toml has: region"),
    ("region=77", "no region '77'; expected one of 76, 32, 11, 06, 94"),
    ("region", "no region ''"),
]


@pytest.mark.parametrize(("named", "message"), UNKNOWN)
def test_a_territory_that_is_not_there_is_named(root: Path, named: str, message: str) -> None:
    with pytest.raises(ValueError, match=message.replace("[", r"\[")):
        open_report(root, "s", "2024", "fr", named)


def test_the_data_of_a_chart_carry_the_rest(opened: Open) -> None:
    data: Any = opened("76").chapter("avis").block.data()
    (evidence,) = (block for block in data["blocks"] if block.get("kind") == "evidence")
    assert evidence["blocks"][0]["panels"][0]["points"][0]["reference"] == 41
