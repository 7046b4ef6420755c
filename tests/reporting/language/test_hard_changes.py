"""Changes between editions, where figures round alike, are huge, or are of nobody. In both languages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from analysis.questionnaire import Label
from analysis.reporting.edition_results import Changes
from analysis.reporting.language.change_sentences import change_sentence, change_with_interval
from analysis.reporting.language.typography import NO_BREAK
from analysis.reporting.language.voice import Voice
from analysis.results.indicator_rows import IndicatorRow
from analysis.results.trend_rows import Change
from tests.reporting.language.written_spaces import spaced, with_signs

Make = Callable[..., IndicatorRow]
Case = tuple[Any, ...]
HOURS = {"unit": "heures", "indicator": "heures"}
TOTAL = {**HOURS, "statistic": "total", "decimals": 0}


# Changes: equal rounded figures, p either side, huge numbers, a figure of nobody
SHARE = {"indicator": "bien_accueillis"}
MOVED: list[Case] = [
    (
        (0.0, 5.0, 0.001, SHARE),
        "En hausse, de 0_% (2009) à 5_% (2024), soit +5~points (de +3 à +8~points).",
        "Up, from 0% (2009) to 5% (2024), that is +5~points (+3 to +8~points).",
    ),
    (
        (6.4, 5.6, 0.049, SHARE),
        "En baisse, de 6,4_% (2009) à 5,6_% (2024), soit −0,8~point (de −1,2 à −0,4~point).",
        "Down, from 6.4% (2009) to 5.6% (2024), that is −0.8~points (−1.2 to −0.4~points).",
    ),
    ((6.4, 5.6, 0.051, SHARE), "Stable_: 6_% (2009 et 2024).", "Stable: 6% (2009 and 2024)."),
    (
        (5.96, 6.04, 0.001, SHARE),
        "En hausse, trop légère pour se lire dans un chiffre arrondi_: 6,0_% (2009 et 2024).",
        "Up, too slightly to show in a rounded figure: 6.0% (2009 and 2024).",
    ),
    (
        (99.6, 96.0, 0.001, SHARE),
        "En baisse, de plus de 99_% (2009) à 96_% (2024), soit −4~points (de −5 à −2~points).",
        "Down, from more than 99% (2009) to 96% (2024), that is −4~points (−5 to −2~points).",
    ),
    (
        (2.3e9, 2.8e9, 0.001, TOTAL),
        "En hausse, de 2,3 milliards d’heures (2009) à 2,8 milliards d’heures (2024), soit "
        "+0,5 milliard d’heures (de +0,3 milliard à +0,8 milliard d’heures).",
        "Up, from 2.3 billion hours (2009) to 2.8 billion hours (2024), that is +0.5 billion hours "
        "(+0.3 billion to +0.8 billion hours).",
    ),
    (
        (2.31e9, 2.34e9, 0.001, TOTAL),
        "En hausse, trop légère pour se lire dans un chiffre arrondi_: 2,3 milliards d’heures "
        "(2009 et 2024).",
        "Up, too slightly to show in a rounded figure: 2.3 billion hours (2009 and 2024).",
    ),
    (
        (2.34e9, 2.76e9, 0.001, TOTAL),
        "En hausse, de 2,3 milliards d’heures (2009) à 2,8 milliards d’heures (2024).",
        "Up, from 2.3 billion hours (2009) to 2.8 billion hours (2024).",
    ),
    (
        (-3.2, 4.1, 0.01, {**SHARE, "statistic": "balance", "unit": "points"}),
        "En hausse, de −3~points (2009) à +4~points (2024), soit +7~points (de +4 à +11~points).",
        "Up, from −3~points (2009) to +4~points (2024), that is +7~points (+4 to +11~points).",
    ),
]


def moved(estimate: Make, earlier: float, later: float, p: float, row: dict[str, Any]) -> Changes:
    gap = later - earlier
    half = abs(gap) / 2
    ends = {"difference": gap, "low": gap - half, "high": gap + half, "p": p}
    change = Change(row["indicator"], "", "2009", "2024", earlier, later, **ends)
    figures = {
        name: {(row["indicator"], ""): estimate(value, **row)}
        for name, value in (("2009", earlier), ("2024", later))
    }
    names = {name: Label(name, name) for name in ("2009", "2024")}
    return Changes("2024", [change], names, {"2009": 2009, "2024": 2024}, {}, figures, {})


@pytest.mark.parametrize(("given", "french", "english"), MOVED)
def test_a_change_is_said(
    given: tuple[Any, ...], french: str, english: str, voices: dict[str, Voice], estimate: Make
) -> None:
    changes = moved(estimate, *given)
    for language, said in (("fr", french), ("en", english)):
        found = change_sentence(voices[language], changes, changes.latest[0])
        assert with_signs(found) == with_signs(spaced(said))


def test_a_table_has_a_change_and_its_interval_in_one_unit(voices: dict[str, Voice], estimate: Make) -> None:
    changes = moved(estimate, 2.9e9, 3.545e9, 0.001, TOTAL)
    row = changes.figures["2024"]["heures", ""]
    for language, said in (
        ("fr", ["+645 millions", "+323 millions", "+968 millions"]),
        ("en", ["+645 million", "+323 million", "+968 million"]),
    ):
        found = change_with_interval(voices[language], row, changes.latest[0])
        assert [each.replace(NO_BREAK, " ") for each in found] == said
