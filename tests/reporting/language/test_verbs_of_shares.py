"""Which shares are said with the verb of their indicator: all but nobody and everybody."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis.reporting.language.indicator_sentences import predicate, statement
from analysis.reporting.language.voice import Voice
from analysis.results.indicator_rows import IndicatorRow
from tests.plain_spaces import plain

SHARES = [(0.0, False), (0.4, True), (50.0, True), (99.6, True), (100.0, False)]


@pytest.mark.parametrize(("share", "has_verb"), SHARES)
def test_nobody_and_everybody_are_said_without_a_verb(
    share: float, has_verb: bool, spoken: dict[str, Voice], estimate: Callable[..., IndicatorRow]
) -> None:
    for language, words in (("fr", "bien accueilli"), ("en", "well received")):
        said = plain(statement(spoken[language], estimate(share, 0.1)))
        assert (words in said) is has_verb, said


def test_a_balance_of_100_points_keeps_its_verb(
    spoken: dict[str, Voice], estimate: Callable[..., IndicatorRow]
) -> None:
    for value in (100.0, -100.0):
        row = estimate(value, statistic="balance", unit="points", verdict="favourable")
        assert "bien accueilli" in plain(statement(spoken["fr"], row))


ONE = [(20.0, 20.0, 20.0, True), (60.0, 58.0, 62.0, False)]


@pytest.mark.parametrize(("value", "low", "high", "is_one"), ONE)
def test_a_verb_agrees_with_the_share_in_words(
    value: float,
    low: float,
    high: float,
    is_one: bool,
    spoken: dict[str, Voice],
    estimate: Callable[..., IndicatorRow],
) -> None:
    row = estimate(value, 0.1, low=low, high=high)
    assert predicate(spoken["fr"], row).startswith("se dit " if is_one else "se disent ")
