"""What is said of findings: every way of saying it as a case, in both languages, each within its length."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from analysis.questionnaire import Label
from analysis.questionnaire.fixed_words import Verb
from analysis.reporting.blocks import Point
from analysis.reporting.chapters.theme_pages.figure_titles import groups_title, moved_title, span_title
from analysis.reporting.charts.dumbbells import DumbbellRow
from analysis.reporting.edition_results import Changes
from analysis.reporting.findings.finding_record import Finding
from analysis.reporting.findings.finding_sentences import finding_text
from analysis.reporting.findings.finding_titles import (
    LONGEST,
    OFTEN,
    _pattern,
    _ways,
    finding_title,
    finding_titles,
)
from analysis.reporting.language.typography import cut_at_word
from analysis.reporting.language.voice import Voice
from analysis.results.indicator_rows import IndicatorRow
from analysis.results.trend_rows import Change
from tests.reporting.chapters.test_evolution import plain

Make = Callable[..., IndicatorRow]
VERBS = {
    "bien_accueillis": {
        "fr": Verb("se dit bien accueilli", "se disent bien accueillis"),
        "en": Verb("feels well received", "feel well received"),
    },
    "canaux": {"fr": Verb("est venu", "sont venus"), "en": Verb("came", "came")},
}


@pytest.fixture
def spoken(voices: dict[str, Voice]) -> dict[str, Voice]:
    """The voices of the small survey, its shares with verbs."""
    survey = voices["fr"].survey
    verbs = {name: replace(survey.indicators[name], verb=verb) for name, verb in VERBS.items()}
    told = replace(survey, indicators={**survey.indicators, **verbs})
    return {language: Voice(language, told) for language in ("fr", "en")}


def of_groups(voice: Voice, estimate: Make, item: str = "", low: float = 30.0, by: str = "sexe") -> Finding:
    """A share of 60 % in one group and of `low` in another, of 45 % in all."""
    name = "canaux" if item else "bien_accueillis"
    rows = [
        estimate(value, indicator=name, item=item, breakdown=by, group=group)
        for value, group in ((60.0, "1" if by == "sexe" else "01"), (low, "2" if by == "sexe" else "03"))
    ]
    whole = estimate(45.0, indicator=name, item=item)
    return Finding(voice.survey.indicators[name], item, whole, 1.0, None, None, rows, (rows[0], rows[1]))


WAYS = [
    ("words_high", "", "fr", "Femmes : six répondants sur dix se disent bien accueillis"),
    ("words_high", "", "en", "Women: six in ten respondents feel well received"),
    ("words_low", "", "fr", "Hommes : trois répondants sur dix se disent bien accueillis"),
    ("words_low", "", "en", "Men: three in ten respondents feel well received"),
    ("range", "", "fr", "Par sexe, de 30 % à 60 % des répondants se disent bien accueillis"),
    ("range", "", "en", "By sex, 30% to 60% of respondents feel well received"),
    ("against", "", "fr", "« Bien accueillis » : « Femmes » (60 %) et « Hommes » (30 %) s’opposent"),
    ("against", "", "en", "“Well received”: “Women” (60%) and “Men” (30%) stand opposite"),
    ("goes", "a", "fr", "Par sexe, « Bouche à oreille » va de 30 % à 60 %"),
    ("goes", "a", "en", "By sex, “Word of mouth” goes from 30% to 60%"),
    (
        "ratio",
        "a",
        "fr",
        "« Bouche à oreille » revient deux fois plus souvent pour « Femmes » que pour « Hommes »",
    ),
    ("ratio", "a", "en", "“Word of mouth” comes up two times as often for “Women” as for “Men”"),
    ("apart", "", "fr", "« Bien accueillis » sépare « Femmes » (60 %) de « Hommes » (30 %)"),
    ("apart", "", "en", "“Well received” sets “Women” (60%) apart from “Men” (30%)"),
    ("reaches", "a", "fr", "« Bouche à oreille » atteint 60 % pour « Femmes », 30 % pour « Hommes »"),
    ("reaches", "a", "en", "“Word of mouth” reaches 60% for “Women”, 30% for “Men”"),
    ("stays", "a", "fr", "« Bouche à oreille » en reste à 30 % pour « Hommes », contre 60 % pour « Femmes »"),
    ("stays", "a", "en", "“Word of mouth” stays at 30% for “Men”, against 60% for “Women”"),
    ("gap", "", "fr", "« Bien accueillis » : 30 points séparent « Femmes » de « Hommes »"),
    ("gap", "", "en", "“Well received”: 30 points lie between “Women” and “Men”"),
    ("goes", "b", "fr", "Par sexe, Canaux, « Internet » va de 30 % à 60 %"),
    ("goes", "b", "en", "By sex, Channels, “Internet” goes from 30% to 60%"),
]


@pytest.mark.parametrize(("way", "item", "language", "title"), WAYS)
def test_groups_that_differ_are_said_in_each_way(
    way: str, item: str, language: str, title: str, spoken: dict[str, Voice], estimate: Make
) -> None:
    voice = spoken[language]
    said = dict(_ways(voice, of_groups(voice, estimate, item), 0))
    assert plain(said[way]) == title and len(title) <= LONGEST


def changes(estimate: Make, difference: float) -> Changes:
    change = Change("bien_accueillis", "", "2009", "2024", 45.0 - difference, 45.0, difference=difference)
    cell = ("bien_accueillis", "")
    figures = {"2009": {cell: estimate(45.0 - difference)}, "2024": {cell: estimate(45.0)}}
    names = {name: Label(name, name) for name in figures}
    return Changes("2024", [change], names, {"2009": 2009, "2024": 2024}, {}, figures)


def of_change(voice: Voice, estimate: Make, difference: float) -> Finding:
    [change] = changes(estimate, difference).changes
    return Finding(voice.survey.indicators["bien_accueillis"], "", estimate(45.0), 1.0, change=change)


MOVES = [
    ("share", 9.0, "fr", "Plus de quatre répondants sur dix se disent bien accueillis"),
    ("share", 9.0, "en", "More than four in ten respondents feel well received"),
    ("changed_0", 9.0, "fr", "Bien accueillis : la part progresse"),
    ("changed_0", 9.0, "en", "Well received: the share goes up"),
    ("changed_1", 9.0, "fr", "Bien accueillis : la part monte à 45 %"),
    ("changed_1", 9.0, "en", "Well received: the share rises to 45%"),
    ("changed_0", -9.0, "fr", "Bien accueillis : la part recule"),
    ("changed_0", -9.0, "en", "Well received: the share goes down"),
    ("changed_1", -9.0, "fr", "Bien accueillis : la part descend à 45 %"),
    ("changed_1", -9.0, "en", "Well received: the share falls to 45%"),
]


@pytest.mark.parametrize(("way", "difference", "language", "title"), MOVES)
def test_a_change_is_said_in_each_way(
    way: str, difference: float, language: str, title: str, spoken: dict[str, Voice], estimate: Make
) -> None:
    voice = spoken[language]
    said = dict(_ways(voice, of_change(voice, estimate, difference), 0))
    assert plain(said[way]) == title


TEXTS = [
    (0, "", "fr", "La part va de 30 % (« Hommes ») à 60 % (« Femmes ») ; elle est de 45 % dans l’ensemble."),
    (0, "", "en", "The share goes from 30% (“Men”) to 60% (“Women”); it is 45% of all."),
    (1, "", "fr", "Ils sont 60 % pour « Femmes », contre 30 % pour « Hommes » et 45 % de l’ensemble."),
    (1, "", "en", "They are 60% for “Women”, against 30% for “Men” and 45% of all."),
    (2, "", "fr", "L’écart sépare « Femmes » (60 %) de « Hommes » (30 %), l’ensemble étant à 45 %."),
    (2, "", "en", "The gap lies between “Women” (60%) and “Men” (30%), with all at 45%."),
    (0, "2009", "fr", "Ils sont 45 % en 2024, contre 36 % en 2009."),
    (0, "2009", "en", "They are 45% in 2024, against 36% in 2009."),
    (1, "2009", "fr", "De 36 % en 2009, la part passe à 45 % en 2024."),
    (1, "2009", "en", "From 36% in 2009, the share goes to 45% in 2024."),
]


@pytest.mark.parametrize(("turn", "since", "language", "text"), TEXTS)
def test_the_figures_of_a_finding_stand_beside_each_other(
    turn: int, since: str, language: str, text: str, spoken: dict[str, Voice], estimate: Make
) -> None:
    voice = spoken[language]
    finding = of_change(voice, estimate, 9.0) if since else of_groups(voice, estimate)
    assert plain(finding_text(voice, finding, changes(estimate, 9.0), turn)) == text


def test_groups_in_an_order_are_said_from_the_first_to_the_last(
    spoken: dict[str, Voice], estimate: Make
) -> None:
    survey = spoken["fr"].survey
    age = replace(survey.questions["age"], ordered=True)
    voice = Voice("fr", replace(survey, questions={**survey.questions, "age": age}))
    finding = of_groups(voice, estimate, by="age")
    said = plain(finding_text(voice, finding, changes(estimate, 9.0), 0))
    assert said == "De « 15-34 » à « 65+ », la part passe de 60 % à 30 % ; elle est de 45 % dans l’ensemble."


def test_a_figure_of_some_says_of_whom_it_speaks(spoken: dict[str, Voice], estimate: Make) -> None:
    voice = spoken["fr"]
    finding = of_groups(voice, estimate)
    some = replace(finding, whole=replace(finding.whole, population="accueillis"))
    assert plain(finding_text(voice, some, changes(estimate, 9.0), 0)).endswith(
        "Il s’agit des bien accueillis."
    )
    said = dict(_ways(voice, some, 0))
    assert "words_high" not in said and "des bien accueillis" in said["range"]


def test_a_range_is_said_only_of_the_lowest_and_the_highest(spoken: dict[str, Voice], estimate: Make) -> None:
    voice = spoken["fr"]
    finding = of_groups(voice, estimate)
    beyond = estimate(90.0, breakdown="sexe", group="3")
    wider = replace(finding, groups=[*finding.groups, beyond])
    assert {"range", "goes"} <= dict(_ways(voice, finding, 0)).keys()
    assert not {"range", "goes"} & dict(_ways(voice, wider, 0)).keys()
    assert not finding_text(voice, wider, changes(estimate, 9.0), 0).startswith("La part va")


def test_a_gap_is_printed_only_where_it_agrees_with_both_figures(
    spoken: dict[str, Voice], estimate: Make
) -> None:
    voice = spoken["fr"]
    assert "gap" not in dict(_ways(voice, of_groups(voice, estimate, low=29.5), 0))  # 60 − 30 ≠ 30.5
    assert "ratio" not in dict(_ways(voice, of_groups(voice, estimate, "a", low=25.0), 0))  # 2.4 times


def test_no_title_is_longer_than_fits_and_no_way_is_taken_too_often(
    spoken: dict[str, Voice], estimate: Make
) -> None:
    voice = spoken["fr"]
    lows = [20.0 + place / 2 for place in range(30)]
    told = finding_titles(voice, [(of_groups(voice, estimate, "a", low), None) for low in lows])
    assert all(len(title) <= LONGEST for title in told)
    ways = [dict(_ways(voice, of_groups(voice, estimate, "a", low), 0)) for low in lows]
    named = [
        _pattern(way)
        for each, said in zip(ways, told, strict=True)
        for way, title in each.items()
        if title == said
    ]
    assert max(map(named.count, named)) <= OFTEN
    assert len(set(told) - {""}) == len([title for title in told if title])  # none is said twice


def test_a_title_that_fits_in_no_way_is_cut_at_a_word(spoken: dict[str, Voice], estimate: Make) -> None:
    survey = spoken["fr"].survey
    long = replace(survey.indicators["bien_accueillis"], title=Label("mot " * 40, "word " * 40), verb={})
    voice = Voice("fr", replace(survey, indicators={**survey.indicators, "bien_accueillis": long}))
    title = finding_title(voice, of_groups(voice, estimate), 0)
    assert len(title) <= LONGEST and title.endswith("mot…")
    assert cut_at_word("un deux trois", 9) == "un deux…" and cut_at_word("un deux", 9) == "un deux"


def points(*values: tuple[str, float]) -> list[Point]:
    return [Point(label, value, None, None, f"{value:.0f} %") for label, value in values]


def dumbbells(moves: bool) -> list[DumbbellRow]:
    one, two, three, four = points(("", 20), ("", 30), ("", 50), ("", 55))
    return [DumbbellRow("Charte", one, two, moves), DumbbellRow("Projet", three, four, moves)]


FIGURE_TITLES = [
    (0, "moved", "fr", "« Charte » passe de 20 % à 30 %"),
    (1, "moved", "fr", "Le plus grand changement est celui de « Charte » : 20 %, puis 30 %"),
    (2, "moved", "fr", "« Charte » change le plus, de 20 % à 30 %"),
    (0, "moved", "en", "“Charte” goes from 20 % to 30 %"),
    (0, "still", "fr", "Rien de tout cela n’a bougé de façon mesurable"),
    (1, "still", "fr", "Ces chiffres sont restés stables"),
    (2, "still", "en", "None of these figures changed measurably"),
    (0, "span", "fr", "De 30 % pour « Projet » à 80 % pour « Charte »"),
    (1, "span", "fr", "« Charte » réunit 80 %, « Projet » 30 %"),
    (2, "span", "fr", "80 % pour « Charte », 30 % pour « Projet »"),
    (0, "one", "fr", "« Charte » : 80 %"),
    (0, "groups", "fr", "Par sexe, « Bien accueillis » va de 30 % à 60 %"),
    (1, "groups", "fr", "« Bien accueillis » varie par sexe : 60 % ou 30 %"),
    (2, "groups", "fr", "L’écart par sexe : 30 % à 60 % pour « Bien accueillis »"),
    (0, "groups", "en", "By sex, “Well received” goes from 30% to 60%"),
]


@pytest.mark.parametrize(("turn", "kind", "language", "title"), FIGURE_TITLES)
def test_a_figure_of_a_chapter_says_what_it_finds(
    turn: int, kind: str, language: str, title: str, spoken: dict[str, Voice], estimate: Make
) -> None:
    voice = spoken[language]
    said: dict[str, Callable[[], Any]] = {
        "moved": lambda: moved_title(voice, dumbbells(True), turn),
        "still": lambda: moved_title(voice, dumbbells(False), turn),
        "span": lambda: span_title(voice, points(("Charte", 80), ("Projet", 30)), turn),
        "one": lambda: span_title(voice, points(("Charte", 80)), turn),
        "groups": lambda: groups_title(voice, of_groups(voice, estimate), turn),
    }
    assert plain(said[kind]()) == title
