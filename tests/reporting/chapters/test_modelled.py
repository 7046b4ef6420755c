"""Figures of a territory by a model in reports: beside the direct ones, marked; why others are not shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest

from analysis.pipeline import build
from analysis.reporting.blocks import Block, Definitions, Heading, Paragraph, ReportTable, walk
from analysis.reporting.chapters.methodology import brief_methodology, methodology
from analysis.reporting.chapters.territory_pages.beside_rest import second_page
from analysis.reporting.chapters.territory_pages.small_territory import small_page
from analysis.reporting.edition_report import open_report
from analysis.reporting.territory_report import TerritoryReport
from analysis.workspace import Place
from tests.indicators.modelled_survey import answers, covariates, survey


@pytest.fixture(scope="module")
def place(write_shared: Callable[..., Place]) -> Place:
    written = write_shared(survey(), answers_csv=answers().to_csv(index=False), covariates_csv=covariates())
    build(written)
    return written


def sheet(place: Place, code: str, language: str = "fr") -> TerritoryReport:
    report = open_report(place.root, place.survey, place.edition, language, f"place={code}")
    assert isinstance(report, TerritoryReport)
    return report


def modelled(blocks: Iterable[Block]) -> list[ReportTable]:
    tables = [block for block in walk(blocks) if isinstance(block, ReportTable)]
    return [table for table in tables if table.anchor == "table-modelled"]


def test_a_sheet_has_the_modelled_figure_beside_the_direct_one(place: Place) -> None:
    report = sheet(place, "10")
    (table,) = modelled(second_page(report))
    assert table.columns == ["Estimation directe", "Estimation modélisée"]
    (row,) = table.groups[0].rows
    direct, by_model = row.cells
    assert direct.text == "47\u202f%" and by_model.text == "48\u202f%"
    assert direct.detail and by_model.detail and direct.detail != by_model.detail
    said = " ".join(table.notes[0].split())
    assert "n’est pas un chiffre observé" in said and "part des 60 ans ou plus" in said


def test_the_short_page_has_it_too_where_the_direct_figure_may_be_known(place: Place) -> None:
    report = sheet(place, "01")
    assert report.is_short and modelled(small_page(report))


@pytest.mark.parametrize("code", ["15", "16"])
def test_a_territory_that_is_hidden_has_none(place: Place, code: str) -> None:
    assert not modelled(small_page(sheet(place, code)))


def test_the_methodology_says_what_holds_and_why_the_others_are_not_shown(place: Place) -> None:
    report = open_report(place.root, place.survey, place.edition)
    blocks = methodology(report.voice, report.edition, report.records)
    assert "method-modelled" in [block.anchor for block in blocks if isinstance(block, Heading)]
    entries = [entry for block in blocks if isinstance(block, Definitions) for entry in block.entries]
    told = {term.partition(",")[0]: text for term, text in entries if ", place" in term}
    assert told["yes"].startswith("Estimations montrées. Le modèle, sur 14 territoires, connaît")
    assert "Recensement, 2020." in told["yes"]
    assert "ne diffèrent pas au-delà du hasard" in told["even"]
    assert "ne rend guère les chiffres plus précis" in told["hours"]


def test_a_sheet_in_english_says_it_in_english(place: Place) -> None:
    report = sheet(place, "10", "en")
    (table,) = modelled(second_page(report))
    assert table.columns == ["Direct estimate", "Modelled estimate"]
    assert "share aged 60 or more" in " ".join(table.notes[0].split())
    blocks = brief_methodology(report.voice, report.edition, report.records, report.place)
    said = " ".join(block.text for block in blocks if isinstance(block, Paragraph))
    assert "restricted maximum likelihood" in said and "Fay and Herriot (1979)" in said


def test_a_survey_without_models_says_nothing_of_them(write_survey: Callable[..., Place]) -> None:
    written = write_survey(survey(""), answers_csv=answers().to_csv(index=False))
    build(written)
    report = sheet(written, "10")
    assert not modelled(second_page(report))
    assert "method-modelled" not in str(brief_methodology(report.voice, report.edition, report.records, "x"))
