"""A territory of which too few answered: a third of a page that says why, and no number that is hidden."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from analysis.reporting.blocks import Paragraph, walk
from analysis.reporting.chapters.territory_pages.among_others import message_of
from analysis.reporting.chapters.territory_pages.small_territory import small_page
from analysis.reporting.territory_report import TerritoryReport
from analysis.results.indicator_rows import IndicatorRow
from tests.plain_spaces import plain
from tests.reporting.regions import Open, text

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
