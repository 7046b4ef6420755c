"""A balance of opinions in a report: its verdict in words and as a tag, its two sides, its zero."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from analysis.questionnaire import Edition, Indicator, Label
from analysis.reporting.blocks import Card, Cards, Chart, Heading, Paragraph, ReportTable, Section
from analysis.reporting.chapters.opening_pages.key_figures import key_figures
from analysis.reporting.chapters.themes import indicator_section
from analysis.reporting.edition_results import Changes
from analysis.reporting.language.typography import NARROW, Typesetter
from analysis.reporting.language.voice import Voice
from analysis.results.indicator_rows import IndicatorRow
from tests.plain_spaces import plain
from tests.reporting.made_comparisons import compared

Make = Callable[..., IndicatorRow]

VERDICTS = [
    (
        (12.0, "favourable"),
        "Avis favorable : solde de +12 points (intervalle indicatif à 95 % : de +8 à +16 points).",
        "Favourable opinion: balance of +12 points (95% indicative interval: +8 to +16 points).",
        ("avis favorable", "favourable"),
    ),
    (
        (-30.4, "unfavourable"),
        "Avis défavorable : solde de −30 points (intervalle indicatif à 95 % : de −34 à −26 points).",
        "Unfavourable opinion: balance of −30 points (95% indicative interval: −34 to −26 points).",
        ("avis défavorable", "unfavourable"),
    ),
    (
        (0.2, "divided"),
        "Avis partagé : solde de 0 point (intervalle indicatif à 95 % : de −4 à +4 points).",
        "Divided opinion: balance of 0 points (95% indicative interval: −4 to +4 points).",
        ("avis partagé", "divided"),
    ),
    (
        (1.0, "undecided"),
        "Avis indécis : solde de +1 point (intervalle indicatif à 95 % : de −3 à +5 points).",
        "Undecided: balance of +1 point (95% indicative interval: −3 to +5 points).",
        ("avis indécis", "undecided"),
    ),
]
SIDES = [
    ("share", {"a": 35.0, "b": 23.0}, (35.0, 23.0)),
    ("share", {"a": 35.0, "b": None}, None),
    ("share", {"a": 35.0}, None),
    ("mean", {"a": 35.0, "b": 23.0}, None),
]


def with_balance(voice: Voice, statistic: str = "share") -> tuple[Voice, Indicator]:
    """The voice of a survey with a balance on the question whose answers are `canaux`."""
    survey = voice.survey
    canaux = replace(survey.indicators["canaux"], statistic=statistic)
    balance = replace(
        canaux,
        name="solde",
        statistic="balance",
        favourable=("a",),
        unfavourable=("b",),
        headline=True,
        direction="favourable",
    )
    indicators = {"canaux": canaux, "solde": balance}
    return replace(voice, survey=replace(survey, indicators=indicators)), balance


def rows_of(estimate: Make, value: float, verdict: str) -> list[IndicatorRow]:
    """The balance of everyone and of two groups."""
    of: dict[str, Any] = {"statistic": "balance", "unit": "points", "indicator": "solde"}
    groups = [
        estimate(value + gap, 2.0, breakdown="sexe", group=g, **of) for g, gap in (("1", 9.0), ("2", -9.0))
    ]
    return [estimate(value, 2.0, verdict=verdict, **of), *groups]


@pytest.mark.parametrize(("given", "french", "english", "tag"), VERDICTS)
def test_a_balance_is_said_with_its_verdict(
    given: tuple[float, str],
    french: str,
    english: str,
    tag: tuple[str, str],
    voices: dict[str, Voice],
    estimate: Make,
) -> None:
    for language, expected in (("fr", french), ("en", english)):
        voice, balance = with_balance(voices[language])
        section = indicator_section(voice, compared(rows_of(estimate, *given)), balance)
        assert section is not None
        heading, headline = section.blocks[:2]
        assert isinstance(heading, Heading)
        assert isinstance(headline, Paragraph)
        assert plain(headline.text) == expected
        if language == "fr":
            assert (heading.tag, heading.tag_kind) == tag


@pytest.mark.parametrize(("statistic", "shares", "expected"), SIDES)
def test_the_sides_are_said_where_the_report_has_them(
    statistic: str,
    shares: dict[str, float | None],
    expected: tuple[float, float] | None,
    voices: dict[str, Voice],
    estimate: Make,
) -> None:
    voice, balance = with_balance(voices["fr"], statistic)
    rows = rows_of(estimate, 12.0, "favourable")
    rows += [estimate(value, indicator="canaux", item=item) for item, value in shares.items()]
    section = indicator_section(voice, compared(rows), balance)
    assert section is not None
    said = plain(section.blocks[1].text)  # type: ignore[attr-defined]
    assert said.endswith("35 % de réponses favorables, 23 % de défavorables.") == (expected is not None)


def test_the_chart_of_a_balance_goes_through_zero_and_the_table_has_signs(
    voices: dict[str, Voice], estimate: Make
) -> None:
    voice, balance = with_balance(voices["fr"])
    section = indicator_section(voice, compared(rows_of(estimate, 20.0, "favourable")), balance)
    assert section is not None
    evidence = section.blocks[-1]
    assert isinstance(evidence, Section)
    chart, table = evidence.blocks
    assert isinstance(chart, Chart)
    assert isinstance(table, ReportTable)
    assert ">0</text>" in chart.svg
    assert [point.text for point in chart.panels[0].points] == ["+29", "+11"]
    assert [plain(cell.text) for cell in table.groups[0].rows[0].cells] == ["+20,0", "+16,0 à +24,0", "1 000"]


@pytest.mark.parametrize(("verdict", "tone"), [("unfavourable", "unfavourable"), ("divided", "divided")])
def test_the_card_of_a_balance_has_the_colour_of_its_verdict(
    verdict: str, tone: str, voices: dict[str, Voice], estimate: Make
) -> None:
    voice, _ = with_balance(voices["fr"])
    rows = compared(rows_of(estimate, -12.0, verdict))
    [cards] = key_figures(voice, Edition("2009", Label("2009", "2009"), ()), rows, Changes("2009"))
    assert isinstance(cards, Cards)
    [card] = cards.cards
    assert isinstance(card, Card)
    assert (card.value, card.unit, card.direction) == ("−12", "points", tone)


@pytest.mark.parametrize(
    ("value", "decimals", "written"),
    [(12.34, 1, "+12,3"), (-0.04, 1, "0,0"), (0.0, 0, "0"), (-1234.0, 0, f"−1{NARROW}234")],
)
def test_a_sign_stands_before_a_number_that_is_not_nought(value: float, decimals: int, written: str) -> None:
    assert Typesetter("fr").signed(value, decimals) == written
