"""The shares behind a balance: read from what is published of the same question among the same people."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest

from analysis.questionnaire import Survey
from analysis.reporting.language.indicator_sentences import opinion_sides
from analysis.reporting.language.voice import Voice
from analysis.results.indicator_rows import IndicatorRow, IndicatorRows

Make = Callable[..., IndicatorRow]
FOR, AGAINST = ("a", "b"), ("c",)
SIDES: dict[str, tuple[Mapping[str, Mapping[str, Any]], Mapping[tuple[str, str], float | None], Any]] = {
    "an indicator of just these answers": (
        {"pour": {"answers": FOR}, "contre": {"answers": AGAINST}},
        {("pour", ""): 61.0, ("contre", ""): 22.0},
        (61.0, 22.0),
    ),
    "the same answers in another order": (
        {"pour": {"answers": ("b", "a")}, "contre": {"answers": AGAINST}},
        {("pour", ""): 61.0, ("contre", ""): 22.0},
        (61.0, 22.0),
    ),
    "the answers one by one": (
        {"avis": {}},
        {("avis", "a"): 40.0, ("avis", "b"): 21.0, ("avis", "c"): 22.0},
        (61.0, 22.0),
    ),
    "a side of which nobody is": (
        {"avis": {}},
        {("avis", "a"): 60.0, ("avis", "b"): 40.0, ("avis", "c"): 0.0},
        (100.0, 0.0),
    ),
    "the answers one by one, where the share of both is hidden": (
        {"pour": {"answers": FOR}, "avis": {}},
        {("pour", ""): None, ("avis", "a"): 40.0, ("avis", "b"): 21.0, ("avis", "c"): 22.0},
        (61.0, 22.0),
    ),
    "a share of other answers": (
        {"presque": {"answers": ("a",)}, "contre": {"answers": AGAINST}},
        {("presque", ""): 40.0, ("contre", ""): 22.0},
        None,
    ),
    "an answer of the side hidden": (
        {"avis": {}},
        {("avis", "a"): 40.0, ("avis", "b"): None, ("avis", "c"): 22.0},
        None,
    ),
    "shares among others": (
        {"avis": {"population": "accueillis"}},
        {("avis", "a"): 40.0, ("avis", "b"): 21.0, ("avis", "c"): 22.0},
        None,
    ),
    "shares on another base": (
        {"avis": {"base": "sample"}},
        {("avis", "a"): 40.0, ("avis", "b"): 21.0, ("avis", "c"): 22.0},
        None,
    ),
    "shares of another question": (
        {"avis": {"variable": "decouverte"}},
        {("avis", "a"): 40.0, ("avis", "b"): 21.0, ("avis", "c"): 22.0},
        None,
    ),
}


def survey_with(voices: dict[str, Voice], shares: Mapping[str, Mapping[str, Any]], kind: str) -> Survey:
    """A survey whose balance opposes answers a and b to c of a question, and publishes some shares of it."""
    survey = voices["fr"].survey
    question = replace(survey.questions["decouverte"], type=kind)  # type: ignore[arg-type]
    plain = replace(survey.indicators["canaux"], variable="opinion")
    balance = replace(plain, name="solde", statistic="balance", favourable=FOR, unfavourable=AGAINST)
    published = {name: replace(plain, name=name, **given) for name, given in shares.items()}
    questions = {**survey.questions, "opinion": question}
    return replace(survey, questions=questions, indicators={"solde": balance, **published})


def figures(estimate: Make, values: Mapping[tuple[str, str], float | None]) -> IndicatorRows:
    return IndicatorRows(
        tuple(estimate(value, indicator=name, item=item) for (name, item), value in values.items())
    )


@pytest.mark.parametrize("case", SIDES)
def test_a_side_is_the_share_of_its_answers(case: str, voices: dict[str, Voice], estimate: Make) -> None:
    shares, values, sides = SIDES[case]
    survey = survey_with(voices, shares, "single")
    assert opinion_sides(survey, figures(estimate, values), survey.indicators["solde"]) == sides


@pytest.mark.parametrize(("kind", "sides"), [("single", (61.0, 22.0)), ("multiple", None)])
def test_answers_given_together_are_not_added(
    kind: str, sides: Any, voices: dict[str, Voice], estimate: Make
) -> None:
    survey = survey_with(voices, {"avis": {}}, kind)
    values = {("avis", "a"): 40.0, ("avis", "b"): 21.0, ("avis", "c"): 22.0}
    assert opinion_sides(survey, figures(estimate, values), survey.indicators["solde"]) == sides


def test_a_share_has_no_sides(voices: dict[str, Voice], estimate: Make) -> None:
    survey = survey_with(voices, {"avis": {}}, "single")
    values = {("avis", "a"): 40.0, ("avis", "b"): 21.0, ("avis", "c"): 22.0}
    assert opinion_sides(survey, figures(estimate, values), survey.indicators["avis"]) is None
