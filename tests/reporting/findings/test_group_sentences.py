"""Groups compared: what each kind of finding says, and that nothing is claimed or denied against a test."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from analysis.questionnaire import Survey, Verb
from analysis.reporting.compared_groups import SILENCES, group_finding
from analysis.reporting.findings.group_sentences import difference_lines, group_sentence
from analysis.reporting.language.typography import NARROW, NO_BREAK
from analysis.reporting.language.voice import Voice
from analysis.results.comparison_rows import Comparisons
from analysis.results.indicator_rows import IndicatorRow
from tests.reporting.made_comparisons import comparisons_of

Make = Callable[..., IndicatorRow]
VERB = {"fr": Verb("a été accueilli", "ont été accueillis"), "en": Verb("was received", "were received")}


def voice_of(language: str, voices: dict[str, Voice], **marks: Any) -> Voice:
    """The voice of a survey in which volunteers are received, and ages may be in an order."""
    survey = voices[language].survey
    age = replace(survey.questions["age"], **marks)
    received = replace(survey.indicators["bien_accueillis"], verb=VERB)
    return Voice(
        language,
        replace(
            survey,
            questions={**survey.questions, "age": age},
            indicators={**survey.indicators, "bien_accueillis": received},
        ),
    )


def by_age(estimate: Make, values: Sequence[float], **more: Any) -> list[IndicatorRow]:
    codes = ("01", "02", "03")
    filled = {"se": 1.4, **more}
    return [
        estimate(value, breakdown="age", group=code, **filled)
        for code, value in zip(codes, values, strict=False)
    ]


SAID = [
    (
        "up",
        (30.0, 40.0, 60.0),
        {},
        "La part monte d’un groupe au suivant, de 30_% («_15-34_») à 60_% («_65+_»).",
        "The share rises from each group to the next, from 30% (“15-34”) to 60% (“65+”).",
    ),
    (
        "down",
        (60.0, 40.0, 30.0),
        {},
        "La part recule d’un groupe au suivant, de 60_% («_15-34_») à 30_% («_65+_»).",
        "The share falls from each group to the next, from 60% (“15-34”) to 30% (“65+”).",
    ),
    (
        "tends_up",
        (30.0, 52.0, 50.0),
        {},
        "La part tend à monter, de 30_% («_15-34_») à 50_% («_65+_»).",
        "The share tends to rise, from 30% (“15-34”) to 50% (“65+”).",
    ),
    (
        "tends_up",
        (30.0, 30.0, 60.0),
        {},
        "La part tend à monter, de 30_% («_15-34_») à 60_% («_65+_»).",
        "The share tends to rise, from 30% (“15-34”) to 60% (“65+”).",
    ),
    (
        "tends_down",
        (50.0, 52.0, 30.0),
        {},
        "La part tend à reculer, de 50_% («_15-34_») à 30_% («_65+_»).",
        "The share tends to fall, from 50% (“15-34”) to 30% (“65+”).",
    ),
    (
        "up",
        (2.0, 4.0, 6.0),
        {"statistic": "mean", "unit": "heures", "indicator": "heures", "se": 0.1},
        "La moyenne monte d’un groupe au suivant, de 2,0~heures («_15-34_») à 6,0~heures («_65+_»).",
        "The mean rises from each group to the next, from 2.0~hours (“15-34”) to 6.0~hours (“65+”).",
    ),
    (
        "up",
        (-20.0, 5.0, 30.0),
        {"statistic": "balance", "unit": "points"},
        "Le solde monte d’un groupe au suivant, de −20~points («_15-34_») à +30~points («_65+_»).",
        "The balance rises from each group to the next, from −20~points (“15-34”) to +30~points (“65+”).",
    ),
    (
        "highest",
        (50.0, 70.0, 50.0),
        {},
        "«_35-64_» se détache_: 70_% ont été accueillis, contre 50_% («_15-34_»).",
        "“35-64” stands out: 70% were received, against 50% (“15-34”).",
    ),
    (
        "lowest",
        (70.0, 50.0, 70.0),
        {},
        "«_35-64_» se détache par le bas_: 50_% ont été accueillis, contre 70_% («_65+_»).",
        "“35-64” stands out at the bottom: 50% were received, against 70% (“65+”).",
    ),
    (
        "pair",
        (50.0, 52.5, 50.0),
        {"se": (0.2, 0.2, 2.0)},
        "53_% ont été accueillis («_35-64_»), contre 50_% («_15-34_»).",
        "53% were received (“35-64”), against 50% (“15-34”).",
    ),
    (
        "pair",
        (50.0, 50.4),
        {"se": 0.05},
        "50,4_% ont été accueillis («_35-64_»), contre 50,0_% («_15-34_»).",
        "50.4% were received (“35-64”), against 50.0% (“15-34”).",
    ),
    (
        "pair",
        (50.0, 50.04),
        {"se": 0.005},
        "L’écart entre «_35-64_» et «_15-34_» est établi, mais trop petit pour se lire dans des chiffres "
        "arrondis.",
        "The difference between “35-64” and “15-34” is established, and too small to show in rounded "
        "figures.",
    ),
    (
        "whole",
        (53.5, 50.0, 53.5),
        {"se": 1.08},
        "Les groupes diffèrent dans leur ensemble, sans que deux d’entre eux se distinguent à coup sûr.",
        "The groups differ as a whole, and no two of them surely do.",
    ),
]


@pytest.mark.parametrize(("kind", "values", "given", "french", "english"), SAID)
def test_each_finding_has_its_sentence(
    kind: str,
    values: tuple[float, ...],
    given: dict[str, Any],
    french: str,
    english: str,
    voices: dict[str, Voice],
    estimate: Make,
) -> None:
    errors = given.pop("se", 1.4) if given else 1.4
    rows = by_age(estimate, values, **given)
    each = errors if isinstance(errors, tuple) else (errors,) * len(rows)
    rows = [replace(row, se=error) for row, error in zip(rows, each, strict=True)]
    for language, expected in (("fr", french), ("en", english)):
        voice = voice_of(language, voices, ordered=True)
        found = group_finding(voice.survey, rows, comparisons_of(rows, ordered=("age",)))
        assert found.kind == kind
        assert group_sentence(voice, found) == expected.replace("_", NARROW).replace("~", NO_BREAK)
    given["se"] = errors


ALONG = [
    ((30.0, 19.0, 13.0), 1.4, "down"),
    ((30.0, 13.0, 19.0), 1.4, "highest"),  # the middle is surely below the last
    ((30.0, 13.0, 19.0), 2.0, "highest"),  # p = 0.034
    ((30.0, 16.0, 19.0), 1.4, "tends_down"),  # p = 0.13: within noise
    ((30.0, 29.0, 19.0), (1.4, 2.0, 1.4), "down"),
    ((30.0, 34.0, 19.0), 1.4, "highest"),  # the middle is surely above the first, p = 0.043
    ((30.0, 32.0, 19.0), 1.4, "tends_down"),
    ((19.0, 34.0, 30.0), 1.4, "highest"),
    ((19.0, 32.0, 30.0), 1.4, "tends_up"),
    ((19.0, 13.0, 30.0), 1.4, "highest"),
    ((30.0, 30.0, 19.0), 1.4, "tends_down"),  # two alike go no other way
    ((30.0, 13.0, 19.0), (1.4, 9.0, 1.4), "tends_down"),  # a middle known to within 18 points is no denial
    ((30.0, 10.0, 31.0), 1.4, "lowest"),
]
"""Figures in an order, their errors, and what is said: a trend only where no two groups deny it."""


@pytest.mark.parametrize(("values", "errors", "kind"), ALONG)
def test_a_trend_is_said_only_where_no_group_contradicts_it(
    values: tuple[float, ...],
    errors: float | tuple[float, ...],
    kind: str,
    voices: dict[str, Voice],
    estimate: Make,
) -> None:
    each = errors if isinstance(errors, tuple) else (errors,) * len(values)
    rows = [replace(row, se=error) for row, error in zip(by_age(estimate, values), each, strict=True)]
    survey = survey_of(voices)
    assert group_finding(survey, rows, comparisons_of(rows, ordered=("age",))).kind == kind


SILENT = [
    ({"values": (50.0, 51.0, 50.5)}, [("No measurable difference", "age.")]),
    ({"values": (50.0, 53.0, 56.0), "se": 2.0}, [("Uncertain difference", "age.")]),
    (
        {"values": (50.0, 51.0, 50.5), "n": (1000, 1000, 20)},
        [("No measurable difference", "age (without “65+”).")],
    ),
    ({"values": (50.0, 90.0), "n": (20, 20)}, [("Not comparable (too few answers)", "age.")]),
]


@pytest.mark.parametrize(("given", "lines"), SILENT)
def test_what_cannot_be_claimed_says_why(
    given: dict[str, Any], lines: list[tuple[str, str]], voices: dict[str, Voice], estimate: Make
) -> None:
    """50, 53 and 56 % rise, p = 0.03 along their order and more once all is counted: neither is said."""
    voice = voice_of("en", voices, ordered=True)
    rows = by_age(estimate, given["values"], se=given.get("se", 1.4))
    sizes = given.get("n", (1000,) * len(rows))
    rows = [replace(row, n=n) for row, n in zip(rows, sizes, strict=True)]
    comparisons = uncertain(comparisons_of(rows, ordered=("age",)))
    assert difference_lines(voice, {"age": rows}, comparisons) == lines


def uncertain(comparisons: Comparisons) -> Comparisons:
    """The same tests, of which no one holds once all are counted."""
    place = 2 + 5 + 3  # comparison and status, then five names, then difference, se and p_value
    rows = {
        key: [(*cells[:place], "1" if cells[place] else "", *cells[place + 1 :]) for cells in found]
        for key, found in comparisons.rows.items()
    }
    return Comparisons(rows)


def test_groups_that_stand_aside_are_contrasted_with_nothing(
    voices: dict[str, Voice], estimate: Make
) -> None:
    voice = voice_of("en", voices, aside={"other": ("03",)})
    rows = by_age(estimate, (50.0, 60.0, 90.0))
    [(_, said)] = difference_lines(voice, {"age": rows}, comparisons_of(rows))
    assert said == "60% were received (“35-64”), against 50% (“15-34”)."


def draws() -> list[tuple[list[float], list[float], list[int]]]:
    """200 breakdowns of three groups: figures, errors, respondents."""
    draw = np.random.default_rng(7)
    return [
        (
            list(50 + draw.normal(0, 4, 3)),
            list(draw.uniform(0.5, 4, 3)),
            [int(n) for n in draw.choice([20, 200, 1000], 3, p=[0.1, 0.4, 0.5])],
        )
        for _ in range(200)
    ]


def drawn_rows(estimate: Make, drawn: tuple[list[float], list[float], list[int]]) -> list[IndicatorRow]:
    values, errors, sizes = drawn
    return [
        replace(row, se=se, n=n) for row, se, n in zip(by_age(estimate, values), errors, sizes, strict=True)
    ]


def survey_of(voices: dict[str, Voice]) -> Survey:
    return voice_of("en", voices, ordered=True).survey


def test_no_sentence_claims_what_its_test_does_not_support(voices: dict[str, Voice], estimate: Make) -> None:
    survey, seen = survey_of(voices), set()
    for drawn in draws():
        rows = drawn_rows(estimate, drawn)
        tests = comparisons_of(rows, ordered=("age",))
        found = group_finding(survey, rows, tests)
        seen.add(found.kind)
        table, trend = tests.table("bien_accueillis", "age"), tests.trend("bien_accueillis", "age")
        if found.kind in ("up", "down", "tends_up", "tends_down"):
            assert trend is not None and trend.holds(0.95)
            assert ((trend.difference or 0) > 0) == found.kind.endswith("up")
        elif found.is_claim:
            assert table is not None and table.holds(0.95)
        if found.kind in ("pair", "highest", "lowest"):
            assert found.high is not None and found.low is not None
            groups = {found.high.group, found.low.group}
            pairs = tests.groups("bien_accueillis", "", "age")
            assert any({each.group, each.against_group} == groups and each.holds(0.95) for each in pairs)
        for row in (found.high, found.low):
            assert row is None or (row.n or 0) >= 30
    assert seen >= {"up", "down", "pair", "alike", "apart"} | {"highest", "lowest"}


def test_no_sentence_denies_what_the_test_of_the_whole_finds(
    voices: dict[str, Voice], estimate: Make
) -> None:
    survey, denied = survey_of(voices), 0
    for drawn in draws():
        rows = drawn_rows(estimate, drawn)
        tests = comparisons_of(rows, ordered=("age",))
        for comparisons in (tests, uncertain(tests)):
            found = group_finding(survey, rows, comparisons)
            assert comparisons is tests or found.kind in SILENCES
            if found.kind == "alike":
                denied += 1
                whole = (
                    comparisons.table("bien_accueillis", "age"),
                    comparisons.trend("bien_accueillis", "age"),
                )
                assert all(test is None or (test.p or 0) >= 0.05 for test in whole)
    assert denied > 50
