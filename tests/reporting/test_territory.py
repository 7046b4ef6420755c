"""A territory's sheet: what it claims beside the rest, what it hides, and the short page of a small one."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader

from analysis.pipeline import build
from analysis.reporting.blocks import Block, Chart, Cover, Lines, Paragraph, ReportTable, Section, walk
from analysis.reporting.chapters.territory_pages.among_others import AMONG_OTHERS, message_of
from analysis.reporting.chapters.territory_pages.sheet_figures import sheet_cards
from analysis.reporting.chapters.territory_pages.small_territory import small_page
from analysis.reporting.documents.pdf import pdf_bytes
from analysis.reporting.drawing.chart_style import ACCENT, BAD
from analysis.reporting.edition_report import open_report
from analysis.reporting.evidence.territory_maps import legend_of
from analysis.reporting.page.html import ShownBlock, html_of
from analysis.reporting.territory_report import TerritoryReport
from analysis.results.indicator_rows import IndicatorRow
from tests.plain_spaces import plain

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
    return plain(html_of(shown.block)).replace("&#x27;", "'")


TITLES = [
    ("76", "fr", "En Occitanie, « D’accord » atteint 80 %, contre 41 % ailleurs"),
    ("76", "en", "In Occitanie, “Agree” reaches 80%, against 41% elsewhere"),
    ("32", "fr", "Aucun écart établi entre les répondants des Hauts-de-France et ceux d’ailleurs"),
    (
        "32",
        "en",
        "No difference is established between the respondents of Hauts-de-France and those elsewhere",
    ),
    ("11", "fr", "En Île-de-France, « D’accord » en reste à 40 %, contre 58 % ailleurs"),
    ("02", "fr", "25 répondants en Martinique ne suffisent pas à un portrait"),
    ("02", "en", "25 respondents in Martinique are too few for a portrait"),
    ("94", "fr", "Trop peu de répondants ont répondu en Corse pour un portrait"),
]


@pytest.mark.parametrize(("code", "language", "said"), TITLES)
def test_a_sheet_opens_with_what_it_says(opened: Open, code: str, language: str, said: str) -> None:
    cover = opened(code, language).cover().block
    assert isinstance(cover, Cover)
    assert plain(cover.title) == said


SAID = [
    ("76", "fr", "plus souvent qu’ailleurs, 80 % en Occitanie contre 41 % (+39 points)."),
    ("76", "en", "more often than elsewhere, 80% in Occitanie against 41% (+39 points)."),
    ("32", "fr", "Aucun écart établi entre les répondants des Hauts-de-France et ceux d’ailleurs."),
    ("32", "fr", "Deux thèmes ne diffèrent pas de façon mesurable : les avis et le temps."),
    ("11", "fr", "moins souvent qu’ailleurs, 40 % en Île-de-France contre 58 % (−18,0 points)."),
    ("11", "fr", "Un thème ne diffère pas de façon mesurable : le temps."),
]


@pytest.mark.parametrize(("code", "language", "said"), SAID)
def test_differences_are_said_with_the_verbs_the_test_supports(
    opened: Open, code: str, language: str, said: str
) -> None:
    assert said in text(opened(code, language).beside_rest())


LEADS = [
    ("76", "Un seul des quatre chiffres comparés se distingue de façon mesurable du reste de l’enquête."),
    ("32", "Aucun des quatre chiffres comparés ne se distingue de façon mesurable du reste de l’enquête."),
]


@pytest.mark.parametrize(("code", "said"), LEADS)
def test_the_first_page_says_how_many_figures_differ_and_what_could_be_seen(
    opened: Open, code: str, said: str
) -> None:
    shown = text(opened(code).essentials())
    assert said in shown
    assert "se verrait quatre fois sur cinq" in shown


def test_territories_stand_on_a_map_coloured_by_verdict_without_what_is_hidden(opened: Open) -> None:
    (chart,) = (part for part in parts(opened("76").essentials()) if isinstance(part, Chart))
    assert chart.kind == "position_maps"
    points = {point.label: point.value for panel in chart.panels for point in panel.points}
    assert points == {"Occitanie": 80, "Hauts-de-France": 40, "Île-de-France": 40}
    assert ACCENT in chart.svg and BAD in chart.svg
    assert "Rang : 1ᵉʳ sur 3." in plain(chart.alternative)
    for hidden in ("48", "12 %", "50 %"):
        assert f">{hidden}<" not in plain(chart.svg)


def test_a_figure_stands_beside_the_rest_with_the_interval_of_their_difference(opened: Open) -> None:
    (chart,) = (part for part in parts(opened("76").beside_rest()) if isinstance(part, Chart))
    assert chart.kind == "compared_figures"
    assert [point.reference for panel in chart.panels for point in panel.points] == [41]
    assert "D’accord 80 %, ailleurs 41 %" in plain(chart.alternative)
    assert ">+39 [+30 ; +48]<" in plain(chart.svg)


def test_a_theme_has_a_table_with_every_figure_and_no_chart(opened: Open) -> None:
    found = parts(opened("76").chapter("avis"))
    (table,) = (part for part in found if isinstance(part, ReportTable))
    assert [row.label for group in table.groups for row in group.rows] == [
        "D’accord",
        "Par goût",
        "Par devoir",
    ]
    assert any("▲" in note for note in table.notes)
    assert not any("▼" in note for note in table.notes)
    assert not any(isinstance(part, Chart) for part in found)
    [apart] = [part for part in found if isinstance(part, Lines)]
    assert [term for term, _ in apart.lines] == ["D’accord"]
    assert not [part for part in parts(opened("76").chapter("temps")) if isinstance(part, Lines)]


CARDS = [
    ("76", ["Ailleurs : 41 %", "Écart mesurable : +39 points", "100 répondants"]),
    ("32", ["Ailleurs : 50 %", "Pas d’écart mesurable", "100 répondants"]),
]


@pytest.mark.parametrize(("code", "details"), CARDS)
def test_a_card_has_the_figure_the_rest_and_what_the_test_says(
    opened: Open, code: str, details: list[str]
) -> None:
    [card] = sheet_cards(opened(code))
    assert [plain(each) for each in card.details[1:]] == details


def test_the_annex_folds_every_theme(opened: Open) -> None:
    folded = [
        part for part in parts(opened("76").annex()) if isinstance(part, Section) and part.kind == "folded"
    ]
    assert len(folded) == 2


def test_means_are_compared_and_medians_are_not(opened: Open) -> None:
    report = opened("76")
    (table,) = (part for part in parts(report.chapter("temps")) if isinstance(part, ReportTable))
    mean, median = (row for group in table.groups for row in group.rows)
    assert mean.label == "Heures par mois (heures)"
    assert [cell.text for cell in mean.cells[:3]] == ["4,5", "4,5", ""]
    assert [cell.text for cell in median.cells[1:3]] == ["", ""]


SHORT = [
    (
        "02",
        "fr",
        "En dessous de 30 répondants, aucun pourcentage n’est publié : un seul y pèserait 4 points.",
    ),
    ("02", "en", "Under 30 respondents no percentage is published: a single one would weigh 4 points."),
    ("02", "fr", "En attendant, pour l’ensemble : D’accord : 48 %."),
    ("94", "fr", "Trop peu de répondants en Corse : aucun chiffre n’est publié"),
    (
        "94",
        "fr",
        "Il en faut 100 pour connaître une part à 10 points près (Hauts-de-France), 100 pour la connaître à "
        "8 points près (Occitanie).",
    ),
    ("94", "en", "Too few respondents in Corse: no figure is published"),
    ("06", "fr", "Trop peu de répondants à Mayotte : aucun chiffre n’est publié"),
]


@pytest.mark.parametrize(("code", "language", "said"), SHORT)
def test_a_small_territory_has_a_third_of_a_page_that_says_why(
    opened: Open, code: str, language: str, said: str
) -> None:
    report = opened(code, language)
    assert report.is_short
    assert report.themes == []
    assert said in text(report.essentials())
    assert report.contents() is None
    assert [report.beside_rest(), report.annex(), report.methodology()] == [None, None, None]


def test_the_number_of_a_confidential_territory_is_nowhere(opened: Open) -> None:
    report = opened("94")
    assert report.respondents is None
    assert report.cover().block.data()["facts"] == []
    assert "6 répondants" not in " ".join(map(text, [report.cover(), report.essentials()]))


def with_figures(report: TerritoryReport, change: Callable[[IndicatorRow], IndicatorRow]) -> TerritoryReport:
    """The sheet with each of its figures changed, none compared."""
    rows = [replace(row, estimate=change(row.estimate), p=None) for row in report.rows]
    return replace(report, territories={**report.territories, report.territory[1]: rows})


def test_a_base_of_0_beside_hidden_figures_is_no_number_of_respondents(opened: Open) -> None:
    empty = with_figures(opened("94"), lambda row: replace(row, n=0 if row.indicator == "heures" else None))
    assert empty.respondents is None
    assert plain(message_of(empty)) == "Trop peu de répondants ont répondu en Corse pour un portrait"


def test_a_territory_of_which_no_opinion_can_be_told_has_a_third_of_a_page(opened: Open) -> None:
    """Enough answered, but each question was put to too few of them."""
    few = with_figures(
        opened("76"),
        lambda row: (
            row if row.indicator == "mediane" else replace(row, value=None, low=None, high=None, n=29)
        ),
    )
    assert few.respondents == 100
    assert few.is_short
    told = plain(" ".join(block.text for block in walk(small_page(few)) if isinstance(block, Paragraph)))
    assert "Aucun chiffre n’y repose sur assez de réponses" in told
    assert "en dessous de 30 réponses aucun pourcentage n’est publié" in told


def test_the_method_page_says_how_territories_are_compared(opened: Open) -> None:
    said = " ".join(part.text for part in parts(opened("32").methodology()) if isinstance(part, Paragraph))
    assert "Benjamini et Hochberg" in said
    assert "sans ceux des Hauts-de-France" in said


@pytest.mark.parametrize("code", ["76", "02", "94"])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_printed_sheet_is_two_pages_and_a_small_one_is_alone_on_its_page(
    opened: Open, code: str, language: str
) -> None:
    report = opened(code, language)
    shown = [report.cover(), report.contents(), *report.parts()]
    pages = PdfReader(io.BytesIO(pdf_bytes([one.block for one in shown if one], language))).pages
    annex = report.voice.say("annex")
    first = next((place for place, page in enumerate(pages) if annex in page.extract_text()), 1)
    assert first == (1 if report.is_short else 2)
    assert len(pages) == 1 or not report.is_short


UNKNOWN: list[tuple[str, str]] = [
    ("age=1", "no territories 'age'; `territories` of survey.toml has: region"),
    ("region=77", "no region '77'; expected one of 76, 32, 11, 06, 94"),
    ("region", "no region ''"),
]


@pytest.mark.parametrize(("named", "message"), UNKNOWN)
def test_a_territory_that_is_not_there_is_named(root: Path, named: str, message: str) -> None:
    with pytest.raises(ValueError, match=message.replace("[", r"\[")):
        open_report(root, "s", "2024", "fr", named)


RANKED = [
    ("76", "Un rang se dessine pour « D’accord »"),
    ("32", "Un rang se dessine pour « D’accord »"),
    ("94", "Trop peu de répondants"),
]


@pytest.mark.parametrize(("code", "said"), RANKED)
def test_the_first_page_is_called_by_what_its_maps_say_of_the_rank(
    opened: Open, code: str, said: str
) -> None:
    assert plain(AMONG_OTHERS.title(opened(code))) == said


def test_the_maps_say_what_their_colours_mean(opened: Open) -> None:
    report = opened("76")
    (chart,) = (part for part in parts(report.essentials()) if isinstance(part, Chart))
    meanings = [plain(text) for _, text in legend_of(report.voice)]
    assert meanings and [text for text in meanings if text not in plain(chart.svg)] == []
