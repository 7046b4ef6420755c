"""What the note on method says of a survey: no rule that it does not use, and none left out that it does."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from analysis.reporting.language.method_sentences import method_sentences, rule_sentences
from analysis.reporting.language.voice import SIGNS, Voice


def voice_of(voices: dict[str, Voice], statistic: str, **rules: Any) -> Voice:
    """The voice of a survey with one indicator, of hours, and other rules of publication."""
    survey = voices["fr"].survey
    indicator = replace(survey.indicators["heures"], statistic=statistic)  # type: ignore[arg-type]
    publication = replace(survey.publication, **rules)
    return Voice("fr", replace(survey, indicators={"heures": indicator}, publication=publication))


@pytest.mark.parametrize(
    ("statistic", "has_rule"), [("mean", False), ("median", True), ("third_quartile", True)]
)
@pytest.mark.parametrize("rule", ["school", "math"])
def test_the_rule_of_quantiles_is_told_where_there_is_one(
    statistic: str, has_rule: bool, rule: str, voices: dict[str, Voice]
) -> None:
    voice = voice_of(voices, statistic, quantile_rule=rule)
    said = rule_sentences(voice)
    told = voice.say(f"method.quantiles_{rule}")
    other = voice.say(f"method.quantiles_{'math' if rule == 'school' else 'school'}")
    assert (told in said) is has_rule
    assert other not in said


@pytest.mark.parametrize(("level", "words"), [(0.95, ("95", "5")), (0.9, ("90", "10"))])
def test_the_levels_of_intervals_and_tests_are_those_of_the_survey(
    level: float, words: tuple[str, str], voices: dict[str, Voice]
) -> None:
    voice = voice_of(voices, "mean", level=level)
    said = " ".join(rule_sentences(voice)).replace("\u202f", " ")
    for number in words:
        assert f"{number} %" in said


RELIABILITY = {
    "none": "Aucune règle de précision n’écarte de chiffre",
    "nchs": "Une part est publiée selon la règle du National Center for Health Statistics",
}


@pytest.mark.parametrize("reliability", RELIABILITY)
def test_the_rule_of_reliability_is_told_or_that_there_is_none(
    reliability: str, voices: dict[str, Voice]
) -> None:
    said = " ".join(rule_sentences(voice_of(voices, "mean", reliability=reliability)))
    assert [start in said for start in RELIABILITY.values()] == [name == reliability for name in RELIABILITY]


def test_every_sign_of_a_table_is_explained(voices: dict[str, Voice]) -> None:
    *_, signs = method_sentences(voices["fr"])
    for mark, sign in SIGNS.items():
        assert f"{sign}, {voices['fr'].mark_meaning(mark)}" in signs
