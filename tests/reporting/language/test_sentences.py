"""Sentences from estimates, in both languages. In the cases, _ stands for a narrow no-break space."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from analysis.questionnaire import Noun, Verb
from analysis.reporting.language.group_sentences import difference_lines
from analysis.reporting.language.indicator_sentences import headline, statement
from analysis.reporting.language.typography import NARROW, NO_BREAK, capitalised
from analysis.reporting.language.voice import Voice
from analysis.reporting.language.written_values import written
from analysis.results.indicator_rows import IndicatorRow
from tests.reporting.made_comparisons import comparisons_of

Make = Callable[..., IndicatorRow]

SINGLE = [
    (
        (69.0, 0.9, {}),
        "Près de sept répondants sur dix_: 69_% (intervalle indicatif à 95_%_: de 67_% à 71_%).",
        "Nearly seven in ten respondents: 69% (95% indicative interval: 67% to 71%).",
    ),
    (
        (69.0, 0.9, {"population": "accueillis"}),
        "Près de sept répondants sur dix (population_: bien accueillis)_: 69_% "
        "(intervalle indicatif à 95_%_: de 67_% à 71_%).",
        "Nearly seven in ten respondents (population: well received): 69% "
        "(95% indicative interval: 67% to 71%).",
    ),
    (
        (12.34, 0.2, {"statistic": "mean", "unit": "heures", "indicator": "heures"}),
        "En moyenne, 12,3~heures (intervalle indicatif à 95_%_: de 11,9 à 12,7~heures).",
        "On average, 12.3~hours (95% indicative interval: 11.9 to 12.7~hours).",
    ),
    (
        (12.34, 0.2, {"statistic": "third_quartile", "unit": "heures", "indicator": "heures"}),
        "Le troisième quartile est de 12,3~heures (intervalle indicatif à 95_%_: de 11,9 à 12,7~heures).",
        "The third quartile is 12.3~hours (95% indicative interval: 11.9 to 12.7~hours).",
    ),
    (
        (12.34, 0.2, {"statistic": "standard_deviation", "unit": "heures", "indicator": "heures"}),
        "L’écart type est de 12,3~heures (intervalle indicatif à 95_%_: de 11,9 à 12,7~heures).",
        "The standard deviation is 12.3~hours (95% indicative interval: 11.9 to 12.7~hours).",
    ),
    (
        (12.34, 0.2, {"statistic": "variance", "unit": "heures²", "indicator": "heures"}),
        "La variance est de 12,3~heures² (intervalle indicatif à 95_%_: de 11,9 à 12,7~heures²).",
        "The variance is 12.3~hours² (95% indicative interval: 11.9 to 12.7~hours²).",
    ),
    (
        (None, 0.0, {"status": "suppressed"}),
        "Le chiffre d’ensemble n’est pas publié (précision insuffisante).",
        "The overall figure is not published (too imprecise).",
    ),
]
ANSWERS = [
    (
        {"a": 47.0, "b": 22.0, "c": 14.0},
        "«_Bouche à oreille_» vient en tête (47_%), devant «_Internet_» (22_%) et «_Forum_» (14_%).",
        "“Word of mouth” comes first (47%), ahead of “Internet” (22%) and “Fair” (14%).",
    ),
    (
        {"a": 40.0, "b": 39.0, "c": 14.0},
        "«_Bouche à oreille_» (40_%) et «_Internet_» (39_%) viennent en tête, devant «_Forum_» (14_%).",
        "“Word of mouth” (40%) and “Internet” (39%) come first, ahead of “Fair” (14%).",
    ),
    (
        {"a": 31.0, "b": 30.0, "c": 29.0},
        "Les premières réponses ne se départagent pas_: «_Bouche à oreille_» (31_%), «_Internet_» (30_%) "
        "et «_Forum_» (29_%).",
        "The first answers cannot be told apart: “Word of mouth” (31%), “Internet” (30%) and “Fair” (29%).",
    ),
    ({"a": 100.0, "b": 0.0}, "Tous répondent «_Bouche à oreille_».", "All answer “Word of mouth”."),
    ({"a": 62.0}, "La réponse est «_Bouche à oreille_» (62_%).", "The answer is “Word of mouth” (62%)."),
    (
        {"a": 51.0, "b": 49.0},
        "«_Bouche à oreille_» (51_%) et «_Internet_» (49_%) ne se départagent pas.",
        "“Word of mouth” (51%) and “Internet” (49%) cannot be told apart.",
    ),
]
NOT_SHOWN = [
    (
        {"status": "hidden", "confidential": True},
        "Le chiffre d’ensemble n’est pas publié (trop peu de répondants, ou protège un chiffre "
        "confidentiel).",
    ),
    ({"status": "suppressed"}, "Le chiffre d’ensemble n’est pas publié (précision insuffisante)."),
    ({"status": "empty"}, "Le chiffre d’ensemble n’est pas publié (personne dans la base)."),
]
AMONG = [
    ({"a": 62.0}, "La réponse est «_Bouche à oreille_» (62_%). Population_: bien accueillis."),
    (
        {"a": 62.0, "b": 22.0},
        "«_Bouche à oreille_» vient en tête (62_%), devant «_Internet_» (22_%). "
        "Population_: bien accueillis.",
    ),
]
GROUPS = [
    (
        {"01": 30.0, "02": 40.0, "03": 60.0},
        "«_65+_» se détache_: 60_%, contre 30_% («_15-34_»).",
        "“65+” stands out: 60%, against 30% (“15-34”).",
    ),
    (
        {"01": 30.0, "02": 59.0, "03": 60.0},
        "«_15-34_» se détache par le bas_: 30_%, contre 60_% («_65+_»).",
        "“15-34” stands out at the bottom: 30%, against 60% (“65+”).",
    ),
    (
        {"01": 50.0, "02": 54.9, "03": 49.9, "n03": 20},
        "55_% («_35-64_»), contre 50_% («_15-34_»). Non comparé_: «_65+_».",
        "55% (“35-64”), against 50% (“15-34”). Not compared: “65+”.",
    ),
    (
        {"01": 50.0, "02": 52.0, "03": 54.9},
        "55_% («_65+_»), contre 50_% («_15-34_»).",
        "55% (“65+”), against 50% (“15-34”).",
    ),
]


def spaced(text: str) -> str:
    """`text` with the spaces that the cases write as signs."""
    return text.replace("_", NARROW).replace("~", NO_BREAK)


@pytest.mark.parametrize(("given", "french", "english"), SINGLE)
def test_a_figure_is_said_with_its_interval(
    given: tuple[Any, ...], french: str, english: str, voices: dict[str, Voice], estimate: Make
) -> None:
    value, se, more = given
    whole = [estimate(value, se, **more)]
    for language, expected in (("fr", french), ("en", english)):
        indicator = voices[language].survey.indicators["bien_accueillis"]
        said = headline(voices[language], indicator, whole, comparisons_of(whole))
        assert said == spaced(expected)


@pytest.mark.parametrize(("values", "french", "english"), ANSWERS)
def test_answers_are_ranked_only_where_they_differ(
    values: dict[str, float], french: str, english: str, voices: dict[str, Voice], estimate: Make
) -> None:
    whole = [
        estimate(value, 1.0 if 0 < value < 100 else 0.0, indicator="canaux", item=item)
        for item, value in values.items()
    ]
    for language, expected in (("fr", french), ("en", english)):
        indicator = voices[language].survey.indicators["canaux"]
        said = headline(voices[language], indicator, whole, comparisons_of(whole))
        assert said == spaced(expected)


@pytest.mark.parametrize(("given", "said"), NOT_SHOWN)
def test_answers_of_which_none_is_shown_say_why(
    given: dict[str, Any], said: str, voices: dict[str, Voice], estimate: Make
) -> None:
    whole = [estimate(None, indicator="canaux", item=item, **given) for item in "abc"]
    indicator = voices["fr"].survey.indicators["canaux"]
    assert headline(voices["fr"], indicator, whole, comparisons_of(whole)) == spaced(said)


@pytest.mark.parametrize(("values", "said"), AMONG)
def test_leading_answers_name_whom_they_are_of(
    values: dict[str, float], said: str, voices: dict[str, Voice], estimate: Make
) -> None:
    whole = [
        estimate(value, indicator="canaux", item=item, population="accueillis")
        for item, value in values.items()
    ]
    indicator = voices["fr"].survey.indicators["canaux"]
    assert headline(voices["fr"], indicator, whole, comparisons_of(whole)) == spaced(said)


@pytest.mark.parametrize(("values", "french", "english"), GROUPS)
def test_groups_are_set_apart_only_where_the_test_supports_it(
    values: dict[str, float], french: str, english: str, voices: dict[str, Voice], estimate: Make
) -> None:
    groups = {group: value for group, value in values.items() if group.isdigit()}
    rows = [
        estimate(value, 1.4, breakdown="age", group=group, n=values.get(f"n{group}", 1000))
        for group, value in groups.items()
    ]
    assert difference_lines(voices["fr"], {"age": rows}, comparisons_of(rows)) == [("Âge", spaced(french))]
    assert difference_lines(voices["en"], {"age": rows}, comparisons_of(rows)) == [("Age", english)]


def test_breakdowns_without_a_difference_share_a_line(voices: dict[str, Voice], estimate: Make) -> None:
    by_age = [estimate(50.0, breakdown="age", group=group) for group in ("01", "02")]
    by_sex = [estimate(50.0, breakdown="sexe", group=group) for group in ("1", "2")]
    lines = difference_lines(
        voices["fr"], {"sexe": by_sex, "age": by_age}, comparisons_of([*by_sex, *by_age])
    )
    assert lines == [("Pas d’écart mesurable", "sexe et âge.")]


def test_small_groups_are_said_to_be_too_small(voices: dict[str, Voice], estimate: Make) -> None:
    rows = [
        estimate(value, n=29, breakdown="age", group=group) for group, value in (("01", 10.0), ("02", 90.0))
    ]
    assert difference_lines(voices["en"], {"age": rows}, comparisons_of(rows)) == [
        ("Not comparable (too few answers)", "age.")
    ]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"value": None, "status": "suppressed"}, [("Not comparable (figures not published)", "age.")]),
        ({"value": None, "status": "empty"}, []),
        ({"value": 50.0, "se": 4e-7}, []),
        ({"value": 50.0, "statistic": "total"}, []),
    ],
)
def test_a_group_without_a_figure_to_compare(
    voices: dict[str, Voice], estimate: Make, given: dict[str, Any], said: list[tuple[str, str]]
) -> None:
    rows = [estimate(10.0, breakdown="age", group="01"), estimate(breakdown="age", group="02", **given)]
    assert difference_lines(voices["en"], {"age": rows}, comparisons_of(rows)) == said


def test_answers_that_the_weighting_fixes_are_not_ranked(voices: dict[str, Voice], estimate: Make) -> None:
    whole = [estimate(50.0, 4e-7, indicator="canaux", item=item) for item in "ab"]
    indicator = voices["fr"].survey.indicators["canaux"]
    assert headline(voices["fr"], indicator, whole, comparisons_of(whole)) == ""


@pytest.mark.parametrize(("language", "unit"), [("fr", "minutes par jour"), ("en", "minutes a day")])
def test_the_unit_of_the_question_is_in_the_language_of_the_page(
    voices: dict[str, Voice], estimate: Make, language: str, unit: str
) -> None:
    row = estimate(9.0, statistic="mean", unit="minutes par jour", indicator="trajet")
    assert written(voices[language], row).unit == unit


def test_a_figure_that_the_weighting_fixes_says_so_instead_of_an_interval(
    voices: dict[str, Voice], estimate: Make
) -> None:
    assert written(voices["fr"], estimate(41.0, 4e-7)).interval == "chiffre fixé par le redressement"


def test_an_interval_that_rounds_to_one_number_takes_a_decimal(
    voices: dict[str, Voice], estimate: Make
) -> None:
    said = "41.0% (95% indicative interval: 40.8% to 41.2%)"
    assert written(voices["en"], estimate(41.0, 0.1)).figure_with_interval == said


DECIMALS = [(None, "8_%", "8,4"), (0, "8_%", "8"), (1, "8,4_%", "8,4"), (2, "8,35_%", "8,35")]


@pytest.mark.parametrize(("decimals", "figure", "cell"), DECIMALS)
def test_a_figure_has_the_decimals_of_its_indicator(
    decimals: int | None, figure: str, cell: str, voices: dict[str, Voice], estimate: Make
) -> None:
    survey, row = voices["fr"].survey, estimate(8.35, 1.0)
    indicator = replace(survey.indicators[row.indicator], decimals=decimals)
    voice = Voice("fr", replace(survey, indicators={**survey.indicators, row.indicator: indicator}))
    assert (written(voice, row).figure, written(voice, row).in_table) == (spaced(figure), cell)


LARGE = [
    ("fr", 11_124_313_193.0, "heures", "11,1~milliards d’heures", "11,1~milliards"),
    ("fr", 1_234_567.0, "journées", "1,2~million de journées", "1,2~million"),
    ("fr", 2_000_000.0, "€", "2,0~millions €", "2,0~millions"),
    ("en", 11_124_313_193.0, "hours", "11.1 billion hours", "11.1 billion"),
]


@pytest.mark.parametrize(("language", "value", "unit", "figure", "cell"), LARGE)
def test_a_large_number_is_said_in_words(
    language: str, value: float, unit: str, figure: str, cell: str, voices: dict[str, Voice], estimate: Make
) -> None:
    row = estimate(value, 1e6, statistic="total", unit=unit, indicator="sans", decimals=0)
    text = written(voices[language], row)
    plain = [said.replace(NO_BREAK, " ").replace(NARROW, " ") for said in (text.figure, text.in_table)]
    assert plain == [figure.replace("~", " "), cell.replace("~", " ")]


PEOPLE, RECEIVED = Noun("une personne", "personnes"), Noun("un invité", "bien accueillis")
CALLED = [
    ({}, {}, "", "Sept répondants sur dix_: 70_%"),
    ({"fr": PEOPLE}, {}, "", "Sept personnes sur dix_: 70_%"),
    ({"fr": PEOPLE}, {}, "accueillis", "Sept personnes sur dix (population_: bien accueillis)_: 70_%"),
    ({"fr": PEOPLE}, {"fr": RECEIVED}, "accueillis", "Sept bien accueillis sur dix_: 70_%"),
]


@pytest.mark.parametrize(("everyone", "population", "of", "said"), CALLED)
def test_who_is_counted_is_called_as_the_survey_says(
    everyone: dict[str, Noun],
    population: dict[str, Noun],
    of: str,
    said: str,
    estimate: Make,
    voices: dict[str, Voice],
) -> None:
    """The population is named once: in brackets, or by the noun that says all of it."""
    survey = voices["fr"].survey
    received = replace(survey.populations["accueillis"], called=population)
    survey = replace(survey, called=everyone, populations={"accueillis": received})
    figure = estimate(70.0, 0.9, **({"population": of} if of else {}))
    assert statement(Voice("fr", survey), figure).capitalize().startswith(spaced(said))


VERB = {
    "fr": Verb("a reçu une formation", "ont reçu une formation"),
    "en": Verb("received training", "received training"),
}
WITH_VERB = [
    ((40.2, 0.4, {}), "Quatre répondants sur dix ont reçu une formation (40_%).", "Four in ten"),
    (
        (20.0, 0.4, {}),
        "Un répondant sur cinq a reçu une formation (20_%).",
        "One in five respondents received",
    ),
    ((5.0, 0.4, {}), "Un répondant sur vingt a reçu une formation (5_%).", "One in twenty respondents"),
    ((50.0, 0.4, {}), "La moitié des répondants ont reçu une formation (50_%).", "Half of respondents"),
    ((33.0, 0.4, {}), "Un tiers des répondants ont reçu une formation (33_%).", "A third of respondents"),
    (
        (92.0, 0.4, {}),
        "Un peu plus de neuf répondants sur dix ont reçu une formation (92_%).",
        "Just over nine",
    ),
    ((99.0, 0.4, {}), "Presque tous les répondants ont reçu une formation (99_%).", "Nearly all respondents"),
    (
        (56.0, 4.0, {"n": 135}),
        "Environ six répondants sur dix ont reçu une formation (56_%, de 48_% à 64_%).",
        "About six in ten",
    ),
    (
        (52.0, 2.0, {"statistic": "balance", "unit": "points", "verdict": "favourable"}),
        "Les répondants qui ont reçu une formation l’emportent de 52~points sur ceux d’avis contraire.",
        "Respondents who received training outnumber those of the opposite view by 52",
    ),
    (
        (-12.0, 2.0, {"statistic": "balance", "unit": "points", "verdict": "unfavourable"}),
        "Les répondants d’avis contraire l’emportent de 12~points sur ceux qui ont reçu une formation.",
        "Respondents of the opposite view outnumber those who received training by 12",
    ),
    (
        (7.5, 0.1, {"statistic": "mean", "unit": "sur 10"}),
        "En moyenne, les répondants ont reçu une formation 7,5~sur 10.",
        "On average, respondents received training 7.5",
    ),
    (
        (9.0, 0.1, {"statistic": "median", "unit": "heures"}),
        "La moitié des répondants ont reçu une formation 9~heures ou moins.",
        "Half of respondents received training 9",
    ),
]


@pytest.mark.parametrize(("given", "french", "english"), WITH_VERB)
def test_a_figure_is_said_with_the_verb_of_its_indicator(
    given: tuple[Any, ...], french: str, english: str, voices: dict[str, Voice], estimate: Make
) -> None:
    value, se, more = given
    whole = [estimate(value, se, **more)]
    for language, expected in (("fr", french), ("en", english)):
        survey = voices[language].survey
        indicator = replace(survey.indicators["bien_accueillis"], verb=VERB)
        voice = Voice(language, replace(survey, indicators={"bien_accueillis": indicator}))
        said = headline(voice, indicator, whole, comparisons_of(whole))
        assert said == spaced(expected) if language == "fr" else said.startswith(spaced(expected))


SIDES = [
    # the balance, its verdict, whether it is said again; the sentence in both languages
    (
        (30.0, "favourable", False),
        "Les répondants qui avancent l’emportent de 30~points sur ceux qui reculent.",
        "Respondents who advance outnumber those who retreat by 30~points.",
    ),
    (
        (-12.0, "unfavourable", False),
        "Les répondants qui reculent l’emportent de 12~points sur ceux qui avancent.",
        "Respondents who retreat outnumber those who advance by 12~points.",
    ),
    (
        (30.0, "favourable", True),
        "30~points séparent les répondants qui avancent de ceux qui reculent, moins nombreux.",
        "30~points part the respondents who advance from those who retreat, who are fewer.",
    ),
    (
        (-12.0, "unfavourable", True),
        "12~points séparent les répondants qui reculent de ceux qui avancent, moins nombreux.",
        "12~points part the respondents who retreat from those who advance, who are fewer.",
    ),
]
ADVANCE = {"fr": Verb("avance", "avancent"), "en": Verb("advances", "advance")}
RETREAT = {"fr": Verb("recule", "reculent"), "en": Verb("retreats", "retreat")}


@pytest.mark.parametrize("is_of_answer", [True, False])
@pytest.mark.parametrize(("given", "french", "english"), SIDES)
def test_a_balance_is_said_between_what_those_of_both_sides_do(
    given: tuple[float, str, bool],
    french: str,
    english: str,
    is_of_answer: bool,
    voices: dict[str, Voice],
    estimate: Make,
) -> None:
    """What those of the other side do is the verb of the share that counts them, or of their one answer."""
    value, verdict, again = given
    row = estimate(value, statistic="balance", unit="points", verdict=verdict)
    survey = voices["fr"].survey
    base = survey.indicators["bien_accueillis"]
    balance = replace(
        base, statistic="balance", answers=(), favourable=("1",), unfavourable=("2",), verb=ADVANCE
    )
    other = replace(base, name="autre", answers=("2",), verb=RETREAT)
    shares = {} if is_of_answer else {"autre": other}
    question = replace(survey.questions[base.variable], verbs={"2": RETREAT} if is_of_answer else {})
    told = replace(
        survey,
        indicators={"bien_accueillis": balance, **shares},
        questions={**survey.questions, base.variable: question},
    )
    for language, expected in (("fr", french), ("en", english)):
        said = statement(Voice(language, told), row, again)
        assert capitalised(said) == spaced(expected)


ALONG = [
    (
        True,
        "scale",
        "Les réponses vont de «_Bouche à oreille_» (20_%) à «_Forum_» (30_%)_; la plus fréquente est "
        "«_Internet_» (50_%).",
    ),
    (True, "single", "Les réponses vont de «_Bouche à oreille_» (20_%) à «_Forum_» (30_%)."),
    (
        False,
        "single",
        "«_Internet_» vient en tête (50_%), devant «_Forum_» (30_%) et «_Bouche à oreille_» (20_%).",
    ),
]


@pytest.mark.parametrize(("ordered", "kind", "said"), ALONG)
def test_answers_in_an_order_are_not_ranked(
    ordered: bool, kind: Any, said: str, voices: dict[str, Voice], estimate: Make
) -> None:
    survey = voices["fr"].survey
    question = replace(survey.questions["decouverte"], type=kind, ordered=ordered)
    voice = Voice("fr", replace(survey, questions={**survey.questions, "decouverte": question}))
    whole = [
        estimate(value, 1.0, indicator="canaux", item=item)
        for item, value in {"a": 20.0, "b": 50.0, "c": 30.0}.items()
    ]
    assert headline(voice, survey.indicators["canaux"], whole, comparisons_of(whole)) == spaced(said)


def test_what_is_left_over_leads_no_ranking(voices: dict[str, Voice], estimate: Make) -> None:
    survey = voices["en"].survey
    question = replace(survey.questions["decouverte"], aside={"other": ("b",)})
    voice = Voice("en", replace(survey, questions={**survey.questions, "decouverte": question}))
    whole = [
        estimate(value, 1.0, indicator="canaux", item=item)
        for item, value in {"a": 20.0, "b": 50.0, "c": 30.0}.items()
    ]
    said = headline(voice, survey.indicators["canaux"], whole, comparisons_of(whole))
    assert said == "“Fair” comes first (30%), ahead of “Word of mouth” (20%)."
