"""A territory's sheet: what it claims beside the rest, and what it hides."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from pypdf import PdfReader

from analysis.reporting.blocks import Chart, Cover, Lines, Paragraph, ReportTable, Section
from analysis.reporting.chapters.territory_pages.among_others import AMONG_OTHERS
from analysis.reporting.chapters.territory_pages.sheet_figures import sheet_cards
from analysis.reporting.documents.pdf import pdf_bytes
from analysis.reporting.drawing.chart_style import ACCENT, BAD
from analysis.reporting.edition_report import open_report
from analysis.reporting.evidence.territory_maps import legend_of
from tests.plain_spaces import plain
from tests.reporting.regions import Open, parts, text

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
def test_a_territory_that_is_not_there_is_named(regions: Path, named: str, message: str) -> None:
    with pytest.raises(ValueError, match=message.replace("[", r"\[")):
        open_report(regions, "s", "2024", "fr", named)


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
