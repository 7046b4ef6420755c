"""Changes drawn at random: what is said of them, in a chapter and on a card, is what their tests find."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.questionnaire import Label
from analysis.reporting.edition_results import Changes
from analysis.reporting.findings.finding_sentences import card_standing
from analysis.reporting.language.change_sentences import change_sentence, weighted_alike
from analysis.reporting.language.voice import Voice
from analysis.results.indicator_rows import IndicatorRow
from analysis.results.schema import CHANGE_STATUSES
from analysis.results.trend_rows import Change
from tests.plain_spaces import plain

Make = Callable[..., IndicatorRow]
NAME = "bien_accueillis"
SAID = {
    "en": {
        "up": ("Up", "up"),
        "down": ("Down", "down"),
        "moved": ("A measurable change", "a measurable, slight change"),
        "unclear": ("Uncertain change", "uncertain change"),
        "same": ("No measurable change", "no measurable change"),
        "stable": ("Stable", "stable"),
    },
    "fr": {
        "up": ("En hausse", "en hausse"),
        "down": ("En baisse", "en baisse"),
        "moved": ("Changement mesurable", "changement mesurable, infime"),
        "unclear": ("Changement incertain", "changement incertain"),
        "same": ("Sans changement mesurable", "sans changement mesurable"),
        "stable": ("Stable", "stable"),
    },
}
"""What is said: how a sentence begins, and how a card ends."""
ALIKE = {
    "en": ("no measurable difference", "too small to show"),
    "fr": ("sans écart mesurable", "trop petit pour se lire"),
}
FIGURES = st.sampled_from([0.0, 0.6, 1.4, 40.0, 40.04, 40.4, 41.2, 48.0, 99.6, 100.0])
P_VALUES = st.sampled_from([0.0001, 0.03, 0.049, 0.05, 0.051, 0.4, 1.0])
SETTINGS = settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@st.composite
def drawn_change(draw: st.DrawFn) -> Change:
    """A change of which the difference may be left out, or 0 once rounded; p is never below p alone."""
    earlier, later = draw(FIGURES), draw(FIGURES)
    alone, corrected = sorted((draw(P_VALUES), draw(P_VALUES)))
    gap = draw(st.sampled_from([later - earlier, None, 0.0])) if abs(later - earlier) < 1 else later - earlier
    ends: dict[str, Any] = {} if gap is None else {"low": gap - 1, "high": gap + 1}
    status = draw(st.sampled_from(["tested", "tested", *CHANGE_STATUSES]))
    return Change(
        NAME, "", "2009", "2024", earlier, later, gap, p=corrected, p_alone=alone, status=status, **ends
    )


def of(change: Change, estimate: Make) -> Changes:
    cell = change.cell
    figures = {
        "2009": {cell: estimate(change.value_from)},
        "2024": {cell: estimate(change.value_to)},
    }
    names = {name: Label(name, name) for name in figures}
    return Changes("2024", [change], names, {"2009": 2009, "2024": 2024}, {}, figures)


def supported(change: Change, are_printed_alike: bool) -> str:
    """What the tests allow to say."""
    assert change.p is not None and change.p_alone is not None
    if change.p < 0.05:
        return "moved" if not change.difference else "up" if change.difference > 0 else "down"
    if change.p_alone < 0.05:
        return "unclear"
    return "stable" if are_printed_alike else "same"


@pytest.mark.parametrize("language", SAID)
@given(change=drawn_change())
@SETTINGS
def test_what_is_said_of_a_change_is_what_its_test_finds(
    language: str, change: Change, voices: dict[str, Voice], estimate: Make
) -> None:
    changes, voice = of(change, estimate), voices[language]
    sentence = plain(change_sentence(voice, changes, change))
    card = plain(card_standing(voice, changes, NAME))
    begins = {key: sentence.startswith(said) for key, (said, _) in SAID[language].items()}
    ends = {key: card.endswith(f": {said}") for key, (_, said) in SAID[language].items()}
    if change.status != "tested":
        assert not any(begins.values()) and not any(ends.values())
        return
    printed = set(re.findall(r"\d+(?:[.,]\d+)?(?= ?%)", sentence.split("(2024)")[0]))
    expected = supported(change, len(printed) == 1)
    assert [key for key, found in begins.items() if found] == [expected]
    [on_card] = [key for key, found in ends.items() if found]
    assert on_card == expected or {on_card, expected} == {"same", "stable"}
    shown = re.findall(r"(\d+)(?:[.,]\d+)? ?%", card)
    assert on_card != "stable" or shown[0] in sentence


@pytest.mark.parametrize("language", ALIKE)
@given(before=FIGURES, after=FIGURES, p=P_VALUES)
@SETTINGS
def test_figures_weighted_alike_are_called_the_same_by_their_test_alone(
    language: str, before: float, after: float, p: float, voices: dict[str, Voice], estimate: Make
) -> None:
    alike = {"alike_on": "sexe", "alike_from": before, "alike_to": after, "alike_p": p}
    change = Change(NAME, "", "2009", "2024", 40.0, 60.0, status="profile", **alike)
    said = plain(weighted_alike(voices[language], of(change, estimate), change))
    figures = re.findall(r"\d+(?:[.,]\d+)?(?= ?%)", said)
    none, slight = (words in said for words in ALIKE[language])
    assert none == (p >= 0.05) and not (none and slight)
    if p < 0.05:
        assert slight == (len(set(figures)) == 1)
