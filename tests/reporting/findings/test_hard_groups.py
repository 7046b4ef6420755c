"""Groups compared, where p is just either side of the level, few answered, or "other" alone differs. In both
languages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pytest

from analysis.indicators.measures import measure_of
from analysis.questionnaire import Label
from analysis.reporting.compared_groups import group_finding
from analysis.reporting.findings.group_sentences import difference_lines, group_sentence
from analysis.reporting.language.catalogue_reading import catalogue_of
from analysis.reporting.language.voice import Voice
from analysis.reporting.language.written_values import written
from analysis.results.indicator_rows import IndicatorRow
from analysis.results.schema import FORMS, STATISTICS
from tests.reporting.language.written_spaces import spaced, with_signs
from tests.reporting.made_comparisons import comparisons_of

Make = Callable[..., IndicatorRow]
Case = tuple[Any, ...]
HOURS = {"unit": "heures", "indicator": "heures"}


# Groups compared, and why nothing is said of them: p either side, small groups, groups that stand aside
GROUPS: list[Case] = [
    (
        ((0.0, 50.0, 100.0), (0.0, 2.0, 0.0), {}),
        [("Âge", "«_65+_» se détache_: 100_%, contre 0_% («_15-34_»).")],
        [("Age", "“65+” stands out: 100%, against 0% (“15-34”).")],
    ),
    (
        ((50.0, 54.0), 1.44, {}),
        [("Âge", "54_% («_35-64_»), contre 50_% («_15-34_»).")],
        [("Age", "54% (“35-64”), against 50% (“15-34”).")],
    ),
    (
        ((50.0, 54.0), 1.45, {}),
        [("Pas d’écart mesurable", "âge.")],
        [("No measurable difference", "age.")],
    ),
    (
        ((6.0, 6.4), 0.05, {}),
        [("Âge", "6,4_% («_35-64_»), contre 6,0_% («_15-34_»).")],
        [("Age", "6.4% (“35-64”), against 6.0% (“15-34”).")],
    ),
    (
        ((-20.0, -60.0, -5.0), 2.0, {"statistic": "balance", "unit": "points"}),
        [("Âge", "«_65+_» se détache_: −5~points, contre −60~points («_35-64_»).")],
        [("Age", "“65+” stands out: −5~points, against −60~points (“35-64”).")],
    ),
    (
        ((2.31e9, 2.34e9, 2.36e9), 1e6, {**HOURS, "statistic": "ratio", "decimals": 0}),
        [("Âge", "«_65+_» se détache_: 2,4 milliards d’heures, contre 2,3 milliards d’heures («_15-34_»).")],
        [("Age", "“65+” stands out: 2.4 billion hours, against 2.3 billion hours (“15-34”).")],
    ),
    (
        ((2.31e9, 2.34e9), 1e6, {**HOURS, "statistic": "ratio", "decimals": 0}),
        [
            (
                "Âge",
                "L’écart entre «_35-64_» et «_15-34_» est établi, mais trop petit pour se lire dans des "
                "chiffres arrondis.",
            )
        ],
        [
            (
                "Age",
                "The difference between “35-64” and “15-34” is established, and too small to show in "
                "rounded figures.",
            )
        ],
    ),
    (
        ((50.0, 90.0, 50.0), 1.0, {"n": (1000, 29, 1000)}),
        [("Pas d’écart mesurable", "âge (sans «_35-64_»).")],
        [("No measurable difference", "age (without “35-64”).")],
    ),
    (
        ((50.0, 90.0, 50.0), 1.0, {"n": (1000, 29, 29)}),
        [("Non comparable (trop peu de réponses)", "âge.")],
        [("Not comparable (too few answers)", "age.")],
    ),
    (
        ((20.0, 40.0), 1.0, {**HOURS, "statistic": "first_quartile"}),
        [("Âge", "40,0~heures («_35-64_»), contre 20,0~heures («_15-34_»).")],
        [("Age", "40.0~hours (“35-64”), against 20.0~hours (“15-34”).")],
    ),
    (((20.0, 40.0), 1.0, {**HOURS, "statistic": "standard_deviation"}), [], []),
]


def by_age(
    estimate: Make, values: Sequence[float], se: float | tuple[float, ...], **more: Any
) -> list[IndicatorRow]:
    sizes = more.pop("n", (1000,) * len(values))
    errors = se if isinstance(se, tuple) else (se,) * len(values)
    return [
        estimate(value, error, breakdown="age", group=f"0{place}", n=n, **more)
        for place, (value, error, n) in enumerate(zip(values, errors, sizes, strict=True), start=1)
    ]


@pytest.mark.parametrize(("given", "french", "english"), GROUPS)
def test_groups_are_compared(
    given: tuple[Any, ...],
    french: list[tuple[str, str]],
    english: list[tuple[str, str]],
    voices: dict[str, Voice],
    estimate: Make,
) -> None:
    values, se, more = given
    rows = by_age(estimate, values, se, **more)
    for language, said in (("fr", french), ("en", english)):
        found = difference_lines(voices[language], {"age": rows}, comparisons_of(rows))
        assert [(name, with_signs(line)) for name, line in found] == [
            (n, with_signs(spaced(s))) for n, s in said
        ]


def aside(voices: dict[str, Voice], language: str) -> Voice:
    """The voice of a survey in which "65+" stands for "other"."""
    survey = voices[language].survey
    age = replace(survey.questions["age"], aside={"other": ("03",)})
    return Voice(language, replace(survey, questions={**survey.questions, "age": age}))


ASIDE: list[Case] = [
    (
        (50.0, 51.0, 70.0),
        "Les groupes diffèrent dans leur ensemble_; «_65+_» mis à part, aucun écart entre deux d’entre eux "
        "n’est établi.",
        "The groups differ as a whole; “65+” apart, no difference between two of them is established.",
    ),
    (
        (50.0, 60.0, 70.0),
        "60_% («_35-64_»), contre 50_% («_15-34_»).",
        "60% (“35-64”), against 50% (“15-34”).",
    ),
]


@pytest.mark.parametrize(("values", "french", "english"), ASIDE)
def test_others_that_alone_differ_are_named_as_what_differs(
    values: tuple[float, ...], french: str, english: str, voices: dict[str, Voice], estimate: Make
) -> None:
    rows = by_age(estimate, values, 1.0)
    for language, said in (("fr", french), ("en", english)):
        voice = aside(voices, language)
        found = group_finding(voice.survey, rows, comparisons_of(rows))
        assert with_signs(group_sentence(voice, found)) == with_signs(spaced(said))


def test_no_group_is_above_all_where_others_are_above_it(voices: dict[str, Voice], estimate: Make) -> None:
    survey = voices["en"].survey
    age = replace(survey.questions["age"], codes={**survey.questions["age"].codes, "04": Label("x", "x")})
    voice = Voice("en", replace(survey, questions={**survey.questions, "age": age}))
    rows = by_age(estimate, (50.0, 70.0, 50.0, 90.0), 1.0)
    assert group_finding(voice.survey, rows[:3], comparisons_of(rows[:3])).kind == "highest"
    beside = replace(age, aside={"other": ("04",)})
    survey = replace(voice.survey, questions={**voice.survey.questions, "age": beside})
    assert group_finding(survey, rows, comparisons_of(rows)).kind == "pair"


@pytest.mark.parametrize("statistic", STATISTICS)
def test_every_statistic_of_which_groups_are_compared_has_its_words(
    statistic: Any, voices: dict[str, Voice], estimate: Make
) -> None:
    """No measure tests groups whose figure a sentence cannot name, or leaves untested what is compared."""
    indicator = replace(voices["en"].survey.indicators["heures"], statistic=statistic, quantile=0.5)
    assert (measure_of(indicator).difference != "none") == FORMS[statistic].is_compared
    if FORMS[statistic].is_compared:
        for language in ("fr", "en"):
            assert catalogue_of(language).has(f"groups.what_{statistic}")
    assert written(voices["en"], estimate(4.0, statistic=statistic)).figure
