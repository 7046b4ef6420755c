"""What a territory's sheet says of a figure beside the rest: which way, by how much, at which rank."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from analysis.reporting.language.territory_sentences import (
    apart_lines,
    apart_sentence,
    difference_with_interval,
    figure_sentence,
    gap,
    rank_sentence,
    standing_of,
    territory_summary,
)
from analysis.reporting.language.voice import Voice
from analysis.results.indicator_rows import IndicatorRow
from analysis.results.territory_rows import PossibleRanks, TerritoryRow
from tests.plain_spaces import plain

Make = Callable[..., IndicatorRow]
HOURS = {"statistic": "mean", "unit": "heures", "indicator": "heures"}
BALANCE = {"statistic": "balance", "unit": "points"}


def row_of(
    estimate: Make, value: float, rest: float, given: dict[str, Any] | None = None, **more: Any
) -> TerritoryRow:
    """A figure in a territory and in the rest, with a difference of ± 4 around theirs."""
    difference = value - rest
    filled: dict[str, Any] = {"p": 0.01, "low": difference - 4, "high": difference + 4, **more}
    return TerritoryRow(estimate(value, **(given or {})), rest, difference, **filled)


APART = [
    ({}, 72.0, 62.0, "plus souvent qu’ailleurs, 72 % en Occitanie contre 62 % (+10,0 points)."),
    ({}, 52.0, 62.0, "moins souvent qu’ailleurs, 52 % en Occitanie contre 62 % (−10,0 points)."),
    (HOURS, 12.5, 10.0, "plus qu’ailleurs, 12,5 heures en Occitanie contre 10,0 heures (+2,5 heures)."),
    (HOURS, 9.5, 10.0, "moins qu’ailleurs, 9,5 heures en Occitanie contre 10,0 heures (−0,5 heure)."),
    (BALANCE, 12.0, -3.0, "plus qu’ailleurs, +12 points en Occitanie contre −3 points (+15,0 points)."),
    ({"step": 1.0}, 72.0, 62.0, "plus souvent qu’ailleurs, 72 % en Occitanie contre 62 % (+10 points)."),
]


@pytest.mark.parametrize(("given", "value", "rest", "said"), APART)
def test_a_difference_that_holds_says_which_way_and_by_how_much(
    given: dict[str, Any], value: float, rest: float, said: str, voices: dict[str, Voice], estimate: Make
) -> None:
    row = row_of(estimate, value, rest, given)
    assert plain(apart_sentence(voices["fr"], "Occitanie", row)) == said
    assert plain(gap(voices["fr"], row)) in said


HARD: list[tuple[dict[str, Any], float, float, str, str]] = [
    # the figure there and elsewhere, told apart by a test: the sentence in both languages
    (
        {},
        62.2,
        61.8,
        "plus souvent qu’ailleurs, 62,2 % en Occitanie contre 61,8 % (+0,4 point).",
        "more often than elsewhere, 62.2% in Occitanie against 61.8% (+0.4 points).",
    ),
    (
        {},
        61.8,
        62.2,
        "moins souvent qu’ailleurs, 61,8 % en Occitanie contre 62,2 % (−0,4 point).",
        "less often than elsewhere, 61.8% in Occitanie against 62.2% (−0.4 points).",
    ),
    (
        {},
        62.04,
        62.0,
        "plus souvent qu’ailleurs, d’un écart trop petit pour se lire dans un chiffre arrondi (62 % en "
        "Occitanie).",
        "more often than elsewhere, by too little to show in a rounded figure (62% in Occitanie).",
    ),
    (
        {"step": 1.0},
        62.4,
        61.6,
        "plus souvent qu’ailleurs, d’un écart trop petit pour se lire dans un chiffre arrondi (62 % en "
        "Occitanie).",
        "more often than elsewhere, by too little to show in a rounded figure (62% in Occitanie).",
    ),
    (
        {},
        0.0,
        12.0,
        "moins souvent qu’ailleurs, 0 % en Occitanie contre 12 % (−12,0 points).",
        "less often than elsewhere, 0% in Occitanie against 12% (−12.0 points).",
    ),
    (
        {},
        100.0,
        88.0,
        "plus souvent qu’ailleurs, 100 % en Occitanie contre 88 % (+12,0 points).",
        "more often than elsewhere, 100% in Occitanie against 88% (+12.0 points).",
    ),
    (
        HOURS,
        10.04,
        9.96,
        "plus qu’ailleurs, 10,04 heures en Occitanie contre 9,96 heures (+0,08 heure).",
        "more than elsewhere, 10.04 hours in Occitanie against 9.96 hours (+0.08 hours).",
    ),
]


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(("given", "value", "rest", "french", "english"), HARD)
def test_figures_that_differ_are_never_printed_alike_beside_their_difference(
    given: dict[str, Any],
    value: float,
    rest: float,
    french: str,
    english: str,
    language: str,
    voices: dict[str, Voice],
    estimate: Make,
) -> None:
    said = plain(apart_sentence(voices[language], "Occitanie", row_of(estimate, value, rest, given)))
    assert said == (english if language == "en" else french)


SLIGHT = {
    "fr": "Écart mesurable, trop petit pour se lire dans un chiffre arrondi",
    "en": "Measurable difference, too small to show in a rounded figure",
}


@pytest.mark.parametrize("language", SLIGHT)
def test_a_difference_beside_figures_printed_alike_is_told_without_a_number(
    language: str, voices: dict[str, Voice], estimate: Make
) -> None:
    row = row_of(estimate, 62.2, 61.8)
    assert plain(standing_of(voices[language], row)) == SLIGHT[language]
    said = plain(figure_sentence(voices[language], row))
    assert said.count("62") == 2 and "0,4" not in said and "0.4" not in said


def test_the_clearest_difference_comes_first_and_what_does_not_hold_is_left_out(
    voices: dict[str, Voice], estimate: Make
) -> None:
    given = {"01": 0.02, "02": 0.001, "03": 0.0, "04": 0.051, "05": None}
    rows = [row_of(estimate, 70.0, 60.0, {"group": code}, p=p) for code, p in given.items()]
    told = apart_lines(voices["fr"], "Occitanie", rows)
    assert len(told) == 3
    shares = [50.0, 80.0, 70.0]
    ordered = [
        row_of(estimate, value, 60.0, p=p) for value, p in zip(shares, (0.02, 0.001, 0.0), strict=True)
    ]
    said = [plain(text).split(" en ")[0] for _, text in apart_lines(voices["fr"], "Occitanie", ordered)]
    assert [text[-4:] for text in said] == ["70 %", "80 %", "50 %"]


INTERVALS = [
    ((72.0, 62.0), {}, "+10,0 [+6,0 ; +14,0]"),
    ((52.0, 62.0), {}, "−10,0 [−14,0 ; −6,0]"),
    ((62.2, 62.0), {}, "[−3,8 ; +4,2]"),
    ((72.0, 62.0), {"low": None}, ""),
    ((72.0, 62.0), {"high": None}, ""),
]


@pytest.mark.parametrize(("values", "more", "said"), INTERVALS)
def test_a_difference_has_its_interval_and_is_left_out_where_both_figures_are_printed_alike(
    values: tuple[float, float], more: dict[str, Any], said: str, voices: dict[str, Voice], estimate: Make
) -> None:
    assert plain(difference_with_interval(voices["fr"], row_of(estimate, *values, **more))) == said


def test_what_has_no_difference_has_no_interval(voices: dict[str, Voice], estimate: Make) -> None:
    assert (
        difference_with_interval(voices["fr"], TerritoryRow(estimate(72.0), 62.0, None, 0.01, 6.0, 14.0))
        == ""
    )


RANKS: list[tuple[PossibleRanks | None, int, str]] = [
    (None, 99, "Moins de 100 réponses : aucun rang."),
    (None, 100, "Aucun rang : trop peu d’autres territoires s’y comparent."),
    (PossibleRanks(1, 2, 2), 300, "Aucun rang : l’autre territoire comparé ne s’en distingue pas."),
    (
        PossibleRanks(1, 4, 4),
        300,
        "Aucun rang : les trois autres territoires comparés ne s’en distinguent pas.",
    ),
    (PossibleRanks(1, 1, 3), 300, "Rang : 1ᵉʳ sur 3."),
    (PossibleRanks(2, 2, 3), 300, "Rang : 2ᵉ sur 3."),
    (PossibleRanks(1, 2, 3), 300, "Rang possible : du 1ᵉʳ au 2ᵉ sur 3."),
    (PossibleRanks(2, 3, 3), 300, "Rang possible : du 2ᵉ au 3ᵉ sur 3."),
    (
        PossibleRanks(2, 3, 9, ("01",), ("02", "03")),
        300,
        "Rang possible : du 2ᵉ au 3ᵉ sur 9. Sûrement au-dessus : 15-34. Sûrement au-dessous : 35-64 et 65+.",
    ),
    (
        PossibleRanks(2, 3, 9, ("01", "02", "03"), ("01", "02", "03", "04")),
        300,
        "Rang possible : du 2ᵉ au 3ᵉ sur 9. Sûrement au-dessus : 15-34, 35-64 et 65+.",
    ),
]


@pytest.mark.parametrize(("ranks", "n", "said"), RANKS)
def test_a_rank_is_told_as_far_as_it_is_known(
    ranks: PossibleRanks | None, n: int, said: str, voices: dict[str, Voice], estimate: Make
) -> None:
    row = TerritoryRow(estimate(50.0, n=n), ranks=ranks)
    assert plain(rank_sentence(voices["fr"], ("age", "01"), row)) == said


STANDING = [
    (0.049, "Écart mesurable : +10,0 points"),
    (0.051, "Pas d'écart mesurable"),
    (None, "Écart non testé"),
]


@pytest.mark.parametrize(("p", "said"), STANDING)
def test_a_difference_is_told_as_far_as_its_test_goes(
    p: float | None, said: str, voices: dict[str, Voice], estimate: Make
) -> None:
    assert plain(standing_of(voices["fr"], row_of(estimate, 72.0, 62.0, p=p))) == said.replace("'", "’")


FIGURES = [
    (
        {},
        72.0,
        62.0,
        "72 % (intervalle indicatif à 95 % : de 70 % à 74 %), soit environ sept répondants sur dix",
    ),
    (BALANCE, 12.0, -3.0, "+12 points (intervalle indicatif à 95 % : de +10 à +14 points), "),
    (HOURS, 12.5, 10.0, "12,5 heures (intervalle indicatif à 95 % : de 10,5 à 14,5 heures) "),
]


@pytest.mark.parametrize(("given", "value", "rest", "begins"), FIGURES)
def test_a_figure_stands_beside_the_rest_with_what_its_test_says(
    given: dict[str, Any], value: float, rest: float, begins: str, voices: dict[str, Voice], estimate: Make
) -> None:
    said = plain(figure_sentence(voices["fr"], row_of(estimate, value, rest, given)))
    assert said.startswith(begins)
    assert " ; ailleurs " in said and "écart mesurable" in said
    alone = plain(figure_sentence(voices["fr"], TerritoryRow(estimate(value, **given))))
    assert alone.startswith(begins) and alone.endswith(".") and "ailleurs" not in alone
    hidden = TerritoryRow(estimate(None, **given, status="suppressed"))
    assert "n’est pas publié" in figure_sentence(voices["fr"], hidden)


SUMMARIES = [
    ((), "Aucun chiffre ne repose sur assez de répondants pour être comparé"),
    ((None, None), "Aucun chiffre ne repose sur assez de répondants pour être comparé"),
    ((0.01, None), "Le chiffre comparé diffère de façon mesurable"),
    ((0.3,), "Le chiffre comparé ne se distingue pas"),
    ((0.3, 0.4), "Aucun des deux chiffres comparés ne se distingue"),
    ((0.01, 0.02), "Les deux chiffres comparés se distinguent"),
    ((0.01, 0.02, 0.3), "Deux des trois chiffres comparés se distinguent"),
    ((0.01, 0.2, 0.3), "Un seul des trois chiffres comparés se distingue"),
]


@pytest.mark.parametrize(("found", "said"), SUMMARIES)
def test_how_many_figures_differ_is_said_in_a_sentence(
    found: tuple[float | None, ...], said: str, voices: dict[str, Voice], estimate: Make
) -> None:
    rows = [row_of(estimate, 72.0, 62.0, p=p) for p in found]
    assert plain(territory_summary(voices["fr"], rows)).startswith(said)
