"""Titles of findings as they are chosen: within their length, no way taken too often; those of figures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from analysis.questionnaire import Label, Noun
from analysis.reporting.blocks import Point
from analysis.reporting.chapters.theme_pages.figure_titles import groups_titles, moved_title, span_title
from analysis.reporting.charts.dumbbells import DumbbellRow
from analysis.reporting.findings.finding_record import Finding
from analysis.reporting.findings.finding_sentences import finding_text
from analysis.reporting.findings.finding_titles import (
    LONGEST,
    OFTEN,
    _chosen,
    _pattern,
    finding_titles,
    opening_titles,
    says_how,
)
from analysis.reporting.findings.title_ways import ways_of
from analysis.reporting.language.typography import cut_at_word
from analysis.reporting.language.voice import Voice
from analysis.results.indicator_rows import IndicatorRow
from tests.plain_spaces import plain
from tests.reporting.findings.made_findings import changes, of_groups

Make = Callable[..., IndicatorRow]


def test_a_range_is_said_only_of_the_lowest_and_the_highest(spoken: dict[str, Voice], estimate: Make) -> None:
    voice, compared = spoken["fr"], changes(estimate, 9.0)
    finding = of_groups(voice, estimate)
    between, beyond = (estimate(value, breakdown="sexe", group="3") for value in (40.0, 90.0))
    three = replace(finding, groups=[*finding.groups, between])
    wider = replace(finding, groups=[*finding.groups, beyond])
    assert {"topic_goes", "topic_by", "by"} <= dict(ways_of(voice, three, compared)).keys()
    assert not {"topic_by", "by"} & dict(ways_of(voice, finding, compared)).keys()  # two are no range
    assert not {"topic_goes", "topic_by", "by"} & dict(ways_of(voice, wider, compared)).keys()
    assert not finding_text(voice, wider, compared, "", 1).startswith("La part va")


@pytest.mark.parametrize(("low", "is_said"), [(30.0, True), (28.0, True), (25.0, False), (40.0, False)])
def test_a_ratio_is_said_only_where_it_is_near_a_whole_number(
    low: float, is_said: bool, spoken: dict[str, Voice], estimate: Make
) -> None:
    voice = spoken["fr"]
    said = dict(ways_of(voice, of_groups(voice, estimate, low=low), changes(estimate, 9.0)))
    assert ("times" in said) == is_said


def test_no_title_is_longer_than_fits_and_no_way_is_taken_too_often(
    spoken: dict[str, Voice], estimate: Make
) -> None:
    voice = spoken["fr"]
    lows = [20.0 + place / 2 for place in range(30)]
    findings = [of_groups(voice, estimate, "a", low) for low in lows]
    told = finding_titles(voice, findings, changes(estimate, 9.0))
    assert all(len(title) <= LONGEST for title in told)
    ways = [dict(ways_of(voice, finding, changes(estimate, 9.0))) for finding in findings]
    named = [
        _pattern(way)
        for each, said in zip(ways, told, strict=True)
        for way, title in each.items()
        if title == said
    ]
    assert max(map(named.count, named)) <= OFTEN
    assert len(set(told) - {""}) == len([title for title in told if title])  # none is said twice


def test_a_title_that_fits_in_no_way_has_its_question_cut_at_a_word_and_its_own_end(
    spoken: dict[str, Voice], estimate: Make
) -> None:
    survey = spoken["fr"].survey
    long = replace(survey.indicators["bien_accueillis"], title=Label("mot " * 40, "word " * 40), verb={})
    voice = Voice("fr", replace(survey, indicators={**survey.indicators, "bien_accueillis": long}))
    [title] = opening_titles(voice, [of_groups(voice, estimate)], changes(estimate, 9.0))
    assert len(title) <= LONGEST and "mot…\u202f»" in title and title.endswith("«\u202fFemmes\u202f»")
    assert cut_at_word("un deux trois", 9) == "un deux…" and cut_at_word("un deux", 9) == "un deux"


@pytest.mark.parametrize(
    ("used", "way"),
    [
        (("times", "often", "along"), "often"),  # heard two titles ago, not in the last
        (("times", "along", "often"), "topic_reaches"),
    ],
)
def test_what_people_do_is_said_again_after_another_title(used: tuple[str, ...], way: str) -> None:
    ways = [("often", "They do so more often"), ("topic_reaches", "The share reaches 20%")]
    assert _chosen(ways, used, ())[0] == way


GROUPS_OF_MEANS = {
    # the names of the two groups -> how the title ends: no name is cut
    "a long second name": ("a", "b" * 60, "reaches 8.0 hours for “a”"),
    "two long names": ("a" * 60, "b" * 60, "differs by age"),
}


@pytest.mark.parametrize("case", GROUPS_OF_MEANS)
def test_a_mean_of_groups_with_long_names_is_said_of_the_higher_or_of_none(
    case: str, phrased: dict[str, Voice], estimate: Make
) -> None:
    high, low, end = GROUPS_OF_MEANS[case]
    survey = phrased["en"].survey
    age = replace(survey.questions["age"], codes={"01": Label(high, high), "02": Label(low, low)})
    voice = Voice("en", replace(survey, questions={**survey.questions, "age": age}))
    mean = {"indicator": "heures", "statistic": "mean", "unit": "heures"}
    named = zip(("01", "02"), (8.0, 4.0), strict=True)
    rows = [estimate(value, 0.1, group=code, breakdown="age", **mean) for code, value in named]
    whole = estimate(6.0, 0.1, **mean)
    finding = Finding(voice.survey.indicators["heures"], "", whole, 1.0, None, None, rows, (rows[0], rows[1]))
    [title] = opening_titles(voice, [finding], changes(estimate, 9.0))
    assert plain(title).endswith(end) and len(title) <= LONGEST
    assert says_how(voice, finding, title, changes(estimate, 9.0)) == ("reaches" in end)


def points(*values: tuple[str, float]) -> list[Point]:
    return [Point(label, value, None, None, f"{value:.0f} %") for label, value in values]


def dumbbells(moves: bool) -> list[DumbbellRow]:
    one, two, three, four = points(("", 20), ("", 30), ("", 50), ("", 55))
    return [DumbbellRow("Charte", one, two, moves), DumbbellRow("Projet", three, four, moves)]


FIGURE_TITLES = [
    (0, "moved", "fr", "Ces deux chiffres progressent"),
    (0, "moved", "en", "These two figures rise"),
    (0, "some", "fr", "De ces trois chiffres, un progresse et un recule"),
    (2, "some", "fr", "Sur trois chiffres comparables, un progresse et un recule"),
    (2, "some", "en", "Out of three comparable figures, one rises and one falls"),
    (1, "some", "fr", "La part « Équipe » recule : 80 %, puis 60 %"),
    (1, "some", "en", "The share “Équipe” has fallen: 80 %, then 60 %"),
    (0, "alone", "fr", "La part « Charte » progresse : 20 %, puis 30 %"),
    (1, "alone", "fr", "Un seul de ces chiffres bouge, « Charte » : il passe de 20 % à 30 %"),
    (2, "alone", "en", "One of these figures moves, “Charte”: it goes from 20 % to 30 %"),
    (0, "still", "fr", "Rien de tout cela n’a bougé de façon mesurable"),
    (1, "still", "fr", "Pas de changement établi pour ces chiffres"),
    (2, "still", "en", "None of these figures changed measurably"),
    (0, "span", "fr", "Les parts vont de 30 % (« Projet ») à 80 % (« Charte »)"),
    (0, "said", "fr", "Six répondants sur dix se disent bien accueillis ; un sur cinq se dit bien accueilli"),
    (0, "said", "en", "Six in ten respondents feel well received; one in five feels well received"),
    (0, "told", "fr", "Six répondants sur dix se disent bien accueillis"),
    (1, "span", "fr", "« Charte » réunit 80 %, « Projet » 30 %"),
    (2, "span", "fr", "« Charte » atteint 80 %, « Projet » en reste à 30 %"),
    (0, "one", "fr", "« Charte » : 80 %"),
    (0, "groups", "fr", "La part « Bien accueillis » est de 60 % pour « Femmes », de 30 % pour « Hommes »"),
    (1, "groups", "fr", "La part « Bien accueillis » varie de 30 % à 60 % par sexe"),
    (1, "groups", "en", "The share “Well received” varies from 30% to 60% by sex"),
    (6, "groups", "fr", "La part « Bien accueillis » va de 30 % pour « Hommes » à 60 % pour « Femmes »"),
    (7, "groups", "fr", "Par sexe, la part « Bien accueillis » s’étend de 30 % à 60 %"),
    (12, "groups", "fr", "La part « Bien accueillis » est plus haute pour « Femmes » que pour « Hommes »"),
    (1, "both", "fr", "Deux chiffres diffèrent par sexe, dont « Bien accueillis » (30 % et 60 %)"),
    (1, "both", "en", "Two figures differ by sex, among them “Well received” (30% and 60%)"),
    (0, "verb", "fr", "60 % pour « Femmes » et 30 % pour « Hommes » se disent bien accueillis"),
    (0, "verb", "en", "60% for “Women” and 30% for “Men” feel well received"),
    (
        0,
        "verb of some",
        "fr",
        "60 % des venus pour « Femmes » et 30 % pour « Hommes » se disent bien accueillis",
    ),
    (0, "verb of some", "en", "60% of comers for “Women” and 30% for “Men” feel well received"),
    (0, "of some", "fr", "Six venus sur dix se disent bien accueillis ; un sur cinq se dit bien accueilli"),
    (1, "of some", "en", "60% of comers feel well received, 20% feel well received"),
    (0, "repeated", "fr", "Par sexe, les répondants se disent plus ou moins souvent bien accueillis"),
    (0, "repeated", "en", "By sex, respondents feel well received at different rates"),
    (0, "repeated bare", "fr", "La part « Bien accueillis » diffère par sexe"),
    (0, "repeated bare", "en", "The share “Well received” differs by sex"),
    (0, "again", "fr", "La part des répondants qui se disent bien accueillis diffère par sexe"),
    (0, "again", "en", "The share of respondents who feel well received differs by sex"),
    (0, "range", "fr", "De 30 % à 60 % des répondants se disent bien accueillis, par sexe"),
    (0, "range", "en", "From 30% to 60% of respondents feel well received, by sex"),
    (2, "figures", "fr", "20 % des répondants se disent bien accueillis, 60 % se disent bien accueillis"),
    (0, "repeated of two", "fr", "Deux chiffres diffèrent par sexe"),
    (0, "repeated of two", "en", "Two figures differ by sex"),
    (0, "then", "fr", "20 % des répondants se disent bien accueillis en 2009, 30 % en 2024"),
    (0, "then", "en", "20 % of respondents feel well received en 2009, 30 % en 2024"),
    (1, "then", "fr", "La part des répondants qui se disent bien accueillis passe de 20 % à 30 %"),
    (1, "then", "en", "The share of respondents who feel well received goes from 20 % to 30 %"),
    (2, "then", "fr", "Un seul de ces chiffres bouge, « Charte » : il passe de 20 % à 30 %"),
    (0, "before", "fr", "Six répondants sur dix se disent bien accueillis, sans changement mesurable"),
    (0, "before", "en", "Six in ten respondents feel well received, with no measurable change"),
    (1, "before", "fr", "60 % des répondants se disent bien accueillis, comme en 2009"),
    (1, "before", "en", "60 % of respondents feel well received, as en 2009"),
    (2, "before", "fr", "Aucun de ces chiffres n’a changé de façon mesurable"),
    (1, "figures", "fr", "60 % des répondants se disent bien accueillis, 20 % se disent bien accueillis"),
    (1, "figures", "en", "60% of respondents feel well received, 20% feel well received"),
]


@pytest.mark.parametrize(("turn", "kind", "language", "title"), FIGURE_TITLES)
def test_a_figure_of_a_chapter_says_what_it_finds(
    turn: int, kind: str, language: str, title: str, spoken: dict[str, Voice], estimate: Make
) -> None:
    voice = spoken[language]
    two = of_groups(voice, estimate)
    middle = estimate(40.0, breakdown="sexe", group="3")
    between = replace(two, groups=[*two.groups, middle])
    [rise, _] = dumbbells(True)
    [_, still] = dumbbells(False)
    high, low = points(("", 80), ("", 60))
    some = [rise, still, DumbbellRow("Équipe", high, low, True)]
    rows = [estimate(60.0), estimate(20.0)]
    same = DumbbellRow("Charte", *points(("", 60), ("", 60)), False)
    verbless = replace(voice.survey.indicators["bien_accueillis"], verb={})
    bare = Voice(language, replace(voice.survey, indicators={"bien_accueillis": verbless}))
    shares = points(("Charte", 60), ("Projet", 20))
    called = {"fr": Noun("un venu", "venus"), "en": Noun("a comer", "comers")}
    some_of = replace(voice.survey.populations["accueillis"], label=Label("Venus", "Comers"), called=called)
    named = Voice(language, replace(voice.survey, populations={"accueillis": some_of}))
    of_both = [estimate(90.0), *(replace(row, population="accueillis") for row in rows)]
    of_some = replace(two, whole=replace(two.whole, population="accueillis"))
    told = [["60\u202f% ; 30\u202f%", "60% 30%"]]
    said: dict[str, Callable[[], Any]] = {
        "moved": lambda: moved_title(voice, dumbbells(True), turn),
        "some": lambda: moved_title(voice, some, turn),
        "alone": lambda: moved_title(voice, [rise, still], turn),
        "said": lambda: span_title(voice, shares, turn, rows),
        "told": lambda: span_title(voice, shares[:1], turn, rows[:1]),
        "still": lambda: moved_title(voice, dumbbells(False), turn),
        "span": lambda: span_title(voice, points(("Charte", 80), ("Projet", 30)), turn),
        "one": lambda: span_title(voice, points(("Charte", 80)), turn),
        "groups": lambda: groups_titles(bare, [[between]] * (turn + 1), [()] * (turn + 1))[turn],
        "both": lambda: groups_titles(bare, [[two] * 2] * (turn + 1), [()] * (turn + 1))[turn],
        "verb": lambda: groups_titles(voice, [[two]], [()])[0],
        "verb of some": lambda: groups_titles(named, [[of_some]], [()])[0],
        "of some": lambda: span_title(named, points(("A", 90), ("B", 60), ("C", 20)), turn, of_both),
        "repeated": lambda: groups_titles(voice, [[two]], told)[0],
        "repeated bare": lambda: groups_titles(bare, [[two]], told)[0],
        "again": lambda: groups_titles(voice, [[two]] * 2, told * 2)[1],
        "range": lambda: groups_titles(voice, [[between]] * 2, [()] * 2)[1],
        "repeated of two": lambda: groups_titles(voice, [[two] * 2], told)[0],
        "then": lambda: moved_title(voice, [rise, still], turn, rows, ("en 2009", "en 2024")),
        "before": lambda: moved_title(voice, [same, still], turn, rows, ("en 2009", "en 2024")),
        "figures": lambda: span_title(voice, shares, turn, rows),
    }
    assert plain(said[kind]()) == title
