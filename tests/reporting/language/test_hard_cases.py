"""The ten kinds of sentences that carry a report, where they are easily wrong: nobody and everybody, figures
that round alike, p just either side of the level, few respondents, huge numbers. In both languages; _ stands
for a narrow no-break space, ~ for a wide one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import combinations
from typing import Any

import numpy as np
import pytest

from analysis.indicators.measures import measure_of
from analysis.questionnaire import Label, Verb
from analysis.reporting.compared_groups import group_finding
from analysis.reporting.edition_results import Changes
from analysis.reporting.language.catalogue_reading import catalogue_of
from analysis.reporting.language.change_sentences import change_sentence, change_with_interval
from analysis.reporting.language.group_sentences import difference_lines, group_sentence
from analysis.reporting.language.indicator_sentences import headline
from analysis.reporting.language.typography import NARROW, NO_BREAK, Typesetter
from analysis.reporting.language.voice import Voice
from analysis.reporting.language.written_values import written
from analysis.results.indicator_rows import IndicatorRow
from analysis.results.schema import FORMS, STATISTICS
from analysis.results.trend_rows import Change
from tests.reporting.made_comparisons import comparisons_of

Make = Callable[..., IndicatorRow]
Case = tuple[Any, ...]
VERB = {
    "fr": Verb("a reçu une formation", "ont reçu une formation"),
    "en": Verb("received training", "received training"),
}
OPINION = {"statistic": "balance", "unit": "points", "verdict": "favourable"}
HOURS = {"unit": "heures", "indicator": "heures"}
TOTAL = {**HOURS, "statistic": "total", "decimals": 0}


def spaced(text: str) -> str:
    """`text` with the spaces that the cases write as signs."""
    return text.replace("_", NARROW).replace("~", NO_BREAK)


def plain(text: str) -> str:
    """`text` with the signs that the cases write for spaces."""
    return text.replace(NARROW, "_").replace(NO_BREAK, "~")


# 1. A share in words, with its figure and its interval
SHARES: list[Case] = [
    (
        (0.0, 0.0, {"low": 0.0, "high": 0.4}),
        "Aucun répondant_: 0_% (intervalle indicatif à 95_%_: de 0_% à moins de 1_%).",
        "No respondents: 0% (95% indicative interval: 0% to less than 1%).",
    ),
    (
        (100.0, 0.0, {"low": 99.6, "high": 100.0}),
        "Tous les répondants_: 100_% (intervalle indicatif à 95_%_: de plus de 99_% à 100_%).",
        "All respondents: 100% (95% indicative interval: more than 99% to 100%).",
    ),
    (
        (0.4, 0.1, {}),
        "Moins d’un répondant sur vingt_: moins de 1_% (intervalle indicatif à 95_%_: de moins de 1_% à "
        "1_%).",
        "Fewer than one in twenty respondents: less than 1% (95% indicative interval: less than 1% to 1%).",
    ),
    (
        (99.6, 0.1, {}),
        "Presque tous les répondants_: plus de 99_% (intervalle indicatif à 95_%_: de 99_% à plus de 99_%).",
        "Nearly all respondents: more than 99% (95% indicative interval: 99% to more than 99%).",
    ),
    (
        (0.04, 0.01, {}),
        "Moins d’un répondant sur vingt_: moins de 0,1_% (intervalle indicatif à 95_%_: de moins de 0,1_% "
        "à 0,1_%).",
        "Fewer than one in twenty respondents: less than 0.1% (95% indicative interval: less than 0.1% to "
        "0.1%).",
    ),
    (
        (50.0, 5.0, {"n": 40}),
        "La moitié des répondants_: 50_% (intervalle indicatif à 95_%_: de 40_% à 60_%).",
        "Half of respondents: 50% (95% indicative interval: 40% to 60%).",
    ),
    (
        (50.0, 4e-7, {}),
        "La moitié des répondants_: 50_% (chiffre fixé par le redressement).",
        "Half of respondents: 50% (figure fixed by the weighting).",
    ),
    (
        (None, 0.0, {"status": "empty"}),
        "Le chiffre d’ensemble n’est pas publié (personne dans la base).",
        "The overall figure is not published (nobody in the base).",
    ),
]
# 2. A share with the verb of its indicator: singular and plural
WITH_VERB: list[Case] = [
    (
        (0.4, 0.1, {}),
        "Moins d’un répondant sur vingt a reçu une formation (moins de 1_%).",
        "Fewer than one in twenty respondents received training (less than 1%).",
    ),
    (
        (99.6, 0.1, {}),
        "Presque tous les répondants ont reçu une formation (plus de 99_%).",
        "Nearly all respondents received training (more than 99%).",
    ),
    (
        (5.0, 0.4, {}),
        "Un répondant sur vingt a reçu une formation (5_%).",
        "One in twenty respondents received training (5%).",
    ),
    (
        (97.5, 2.0, {"n": 35, "low": 91.0, "high": 99.9}),
        "Plus de neuf répondants sur dix ont reçu une formation (98_%, de 91_% à plus de 99_%).",
        "More than nine in ten respondents received training (98%, 91% to more than 99%).",
    ),
]
# 3. A number with its unit: singular, negative, huge
NUMBERS: list[Case] = [
    (
        (1.0, 0.1, {**HOURS, "statistic": "mean"}),
        "En moyenne, 1,0~heure (intervalle indicatif à 95_%_: de 0,8 à 1,2~heure).",
        "On average, 1.0~hours (95% indicative interval: 0.8 to 1.2~hours).",
    ),
    (
        (-3.25, 0.5, {**HOURS, "statistic": "mean"}),
        "En moyenne, −3,3~heures (intervalle indicatif à 95_%_: de −4,3 à −2,3~heures).",
        "On average, −3.3~hours (95% indicative interval: −4.3 to −2.3~hours).",
    ),
    (
        (11_124_313_193.0, 2e8, TOTAL),
        "Au total, 11,1 milliards d’heures (intervalle indicatif à 95_%_: de 10,7 milliards à "
        "11,5 milliards d’heures).",
        "In total, 11.1 billion hours (95% indicative interval: 10.7 billion to 11.5 billion hours).",
    ),
    (
        (999_960_000.0, 1e6, TOTAL),
        "Au total, 1,0 milliard d’heures (intervalle indicatif à 95_%_: de 998 millions à 1,0 milliard "
        "d’heures).",
        "In total, 1.0 billion hours (95% indicative interval: 998 million to 1.0 billion hours).",
    ),
    (
        (664_200_000.0, 51e6, TOTAL),
        "Au total, 664 millions d’heures (intervalle indicatif à 95_%_: de 562 millions à 766 millions "
        "d’heures).",
        "In total, 664 million hours (95% indicative interval: 562 million to 766 million hours).",
    ),
]
# 4. A balance of opinions: near zero, and a side that wins by little
BALANCES: list[Case] = [
    (
        (0.4, 0.1, OPINION),
        "Avis favorable_: solde de +0,4~point (intervalle indicatif à 95_%_: de +0,2 à +0,6~point).",
        "Favourable opinion: balance of +0.4~points (95% indicative interval: +0.2 to +0.6~points).",
    ),
    (
        (-0.4, 2.0, {**OPINION, "verdict": "undecided"}),
        "Avis indécis_: solde de 0~point (intervalle indicatif à 95_%_: de −4 à +4~points).",
        "Undecided: balance of 0~points (95% indicative interval: −4 to +4~points).",
    ),
]
FIGURES = [*((each, None) for each in (*SHARES, *NUMBERS, *BALANCES)), *((each, VERB) for each in WITH_VERB)]


@pytest.mark.parametrize(("case", "verb"), FIGURES)
def test_a_figure_is_said(
    case: Case, verb: dict[str, Verb] | None, voices: dict[str, Voice], estimate: Make
) -> None:
    (value, se, more), *expected = case
    whole = [estimate(value, se, **more)]
    for language, said in zip(("fr", "en"), expected, strict=True):
        survey = voices[language].survey
        indicator = replace(survey.indicators[whole[0].indicator], verb=verb or {})
        voice = Voice(language, replace(survey, indicators={**survey.indicators, indicator.name: indicator}))
        assert plain(headline(voice, indicator, whole, comparisons_of(whole))) == plain(spaced(said))


# 5. Answers ranked: figures that round alike, two that differ with one between
ANSWERS: list[Case] = [
    (
        ({"a": 50.2, "b": 49.8}, 0.05),
        "«_Bouche à oreille_» vient en tête (50,2_%), devant «_Internet_» (49,8_%).",
        "“Word of mouth” comes first (50.2%), ahead of “Internet” (49.8%).",
    ),
    (
        ({"a": 0.4, "b": 0.3, "c": 0.1}, 0.05),
        "«_Bouche à oreille_» (0,4_%) et «_Internet_» (0,3_%) viennent en tête, devant «_Forum_» (0,1_%).",
        "“Word of mouth” (0.4%) and “Internet” (0.3%) come first, ahead of “Fair” (0.1%).",
    ),
    (
        ({"a": 40.0, "b": 37.5, "c": 35.0}, 1.1),
        "«_Bouche à oreille_» (40_%) devance «_Forum_» (35_%)_; «_Internet_» (38_%) ne se départage "
        "d’aucune des deux.",
        "“Word of mouth” (40%) is ahead of “Fair” (35%); “Internet” (38%) cannot be told apart from either.",
    ),
    (
        ({"a": 33.3, "b": 33.3, "c": 33.3}, 1.0),
        "Les premières réponses ne se départagent pas_: «_Bouche à oreille_» (33_%), «_Internet_» (33_%) "
        "et «_Forum_» (33_%).",
        "The first answers cannot be told apart: “Word of mouth” (33%), “Internet” (33%) and “Fair” (33%).",
    ),
    (
        ({"a": 60.0}, 1.0),
        "La réponse est «_Bouche à oreille_» (60_%).",
        "The answer is “Word of mouth” (60%).",
    ),
]


def answered(estimate: Make, values: dict[str, float], se: float) -> list[IndicatorRow]:
    return [estimate(value, se, indicator="canaux", item=item) for item, value in values.items()]


@pytest.mark.parametrize(("given", "french", "english"), ANSWERS)
def test_answers_are_ranked(
    given: tuple[dict[str, float], float], french: str, english: str, voices: dict[str, Voice], estimate: Make
) -> None:
    whole = answered(estimate, *given)
    for language, said in (("fr", french), ("en", english)):
        indicator = voices[language].survey.indicators["canaux"]
        found = headline(voices[language], indicator, whole, comparisons_of(whole))
        assert plain(found) == plain(spaced(said))


def test_no_ranking_claims_or_denies_against_the_tests_of_its_answers(
    voices: dict[str, Voice], estimate: Make
) -> None:
    """200 questions of three answers: who comes first is ahead of the next, and none that differ are called
    alike; figures of answers that differ are never printed alike where a decimal tells them apart."""
    voice, draw = voices["en"], np.random.default_rng(3)
    names = {"a": "Word of mouth", "b": "Internet", "c": "Fair"}
    kinds = {"comes first": 0, "come first": 0, "is ahead": 0, "told apart:": 0}
    for _ in range(200):
        values = dict(zip("abc", 40 + draw.normal(0, draw.choice([0.3, 3]), 3), strict=True))
        whole = answered(estimate, values, float(draw.uniform(0.05, 2)))
        tests = comparisons_of(whole)
        said = headline(voice, voice.survey.indicators["canaux"], whole, tests)
        ranked = sorted(values, key=lambda item: -values[item])
        first, second, third = ranked
        apart = {
            (one, other): (found := tests.answers("canaux", one, other)) is not None and found.holds(0.95)
            for one, other in combinations(ranked, 2)
        }
        (kind,) = [each for each in kinds if each in said]
        kinds[kind] += 1
        assert {
            "comes first": apart[first, second],
            "come first": apart[second, third],
            "is ahead": apart[first, third],
            "told apart:": not any(apart.values()),
        }[kind], said
        claimed = {"comes first": (first, second), "come first": (second, third), "is ahead": (first, third)}
        for one, other in [claimed[kind]] if kind in claimed else []:
            figures = [said.split(f"“{names[item]}”")[1].split("(")[1].split(")")[0] for item in (one, other)]
            assert figures[0] != figures[1] or round(values[one], 1) == round(values[other], 1), said
    assert min(kinds.values()) > 5


# 6. Groups compared, and 7. why nothing is said of them: p either side, small groups, groups that stand aside
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
        assert [(name, plain(line)) for name, line in found] == [(n, plain(spaced(s))) for n, s in said]


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
        assert plain(group_sentence(voice, found)) == plain(spaced(said))


def test_no_group_is_above_all_where_others_are_above_it(voices: dict[str, Voice], estimate: Make) -> None:
    survey = voices["en"].survey
    age = replace(survey.questions["age"], codes={**survey.questions["age"].codes, "04": Label("x", "x")})
    voice = Voice("en", replace(survey, questions={**survey.questions, "age": age}))
    rows = by_age(estimate, (50.0, 70.0, 50.0, 90.0), 1.0)
    assert group_finding(voice.survey, rows[:3], comparisons_of(rows[:3])).kind == "highest"
    beside = replace(age, aside={"other": ("04",)})
    survey = replace(voice.survey, questions={**voice.survey.questions, "age": beside})
    assert group_finding(survey, rows, comparisons_of(rows)).kind == "pair"


# 8. Changes: equal rounded figures, p either side, huge numbers, a figure of nobody
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
        assert plain(found) == plain(spaced(said))


def test_a_table_has_a_change_and_its_interval_in_one_unit(voices: dict[str, Voice], estimate: Make) -> None:
    changes = moved(estimate, 2.9e9, 3.545e9, 0.001, TOTAL)
    row = changes.figures["2024"]["heures", ""]
    for language, said in (
        ("fr", ["+645 millions", "+323 millions", "+968 millions"]),
        ("en", ["+645 million", "+323 million", "+968 million"]),
    ):
        found = change_with_interval(voices[language], row, changes.latest[0])
        assert [each.replace(NO_BREAK, " ") for each in found] == said


# 9. Large differences, and 10. what a preposition does before a unit
DIFFERENCES = [
    ("fr", -1_500_000.0, "œuvres", None, "−1,5 million d’œuvres"),
    ("fr", 520e6, "heures", 2.8e9, "+0,5 milliard d’heures"),
    ("fr", -20e6, "heures", 2.8e9, "0,0 milliard d’heures"),
    ("fr", 520e6, "journées", None, "+520 millions de journées"),
    ("en", 520e6, "hours", 2.8e9, "+0.5 billion hours"),
    ("en", -3.1, "hours", None, "−3 hours"),
]


@pytest.mark.parametrize(("language", "value", "unit", "beside", "said"), DIFFERENCES)
def test_a_large_difference_is_said_in_words(
    language: str, value: float, unit: str, beside: float | None, said: str
) -> None:
    found = Typesetter(language).signed_amount(value, unit, 0, beside)
    assert found.replace(NO_BREAK, " ").replace(NARROW, " ") == said


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
