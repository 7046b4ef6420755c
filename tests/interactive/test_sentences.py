"""The sentence of a table is the one that the report prints for the same figure, in French and in English."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

import analysis
from analysis.interactive.library import Editions, OpenSurvey
from analysis.questionnaire import Indicator
from analysis.reporting.findings.group_sentences import difference_lines
from analysis.reporting.language.indicator_sentences import headline
from analysis.reporting.language.voice import Voice
from analysis.results import COMPARISONS, INDICATORS
from analysis.results.comparison_rows import read_comparisons
from analysis.results.indicator_rows import IndicatorRows, read_indicator_rows
from tests.plain_spaces import plain


def written(root: Path) -> IndicatorRows:
    folder = root / "data" / "processed" / "france_benevole" / "2024"
    return IndicatorRows(
        tuple(read_indicator_rows(folder / INDICATORS.name)), read_comparisons(folder / COMPARISONS.name)
    )


def asked(survey: OpenSurvey, indicator: Indicator, by: list[str] | None = None) -> str:
    answers = list(indicator.answers) or None
    table = survey.table(
        indicator.variable, by, answers=answers, statistic=indicator.statistic, where=indicator.population
    )
    return plain(table.sentence())


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_table_says_the_headline_of_its_indicator(built_root: Path, language: str) -> None:
    survey = analysis.open("france_benevole", "2024", root=built_root, language=language)
    batch, voice = written(built_root), Voice(language, survey.definition)
    said = 0
    for indicator in survey.definition.indicators.values():
        whole = batch.whole(indicator.name)
        plainly = indicator.statistic in ("share", "mean") and indicator.divide_by == 1 and indicator.verb
        if plainly and indicator.base == "answered" and whole and whole[0].is_shown and not whole[0].is_fixed:
            expected = plain(headline(voice, indicator, whole, batch.comparisons))
            assert asked(survey, indicator).startswith(expected.rstrip(".")), indicator.name
            said += 1
    assert said >= 10


def test_a_table_says_which_groups_differ_as_the_report_does(built_root: Path, survey: OpenSurvey) -> None:
    indicator = survey.definition.indicators["formes"]
    batch, voice = written(built_root), Voice("fr", survey.definition)
    rows = {by: batch.by_group("formes")[by] for by in ("sexe", "regularite")}
    sentence = asked(survey, indicator, list(rows))
    for term, said in difference_lines(voice, rows, batch.comparisons):
        assert plain(f"{term} : {said}").rstrip(".") in sentence


SAID = {
    "fixed": ("« Un homme » 50 % et « Une femme » 50 % (chiffre fixé par le redressement).", ("sexe",)),
    "questions": ("Formation reçue ou non : « Non formés » vient", ("forme", "secteur")),
    "a number": ("Heures par mois. En moyenne, 15,9 heures", ("heures",)),
    "numbers": ("Nombre d’associations : en moyenne,", ("heures", "nb_associations")),
    "several kinds": ("Sexe : Une femme : 50 % (chiffre fixé", ("sexe", "heures")),
}


@pytest.mark.parametrize("case", SAID)
def test_each_question_is_named_where_there_are_several(survey: OpenSurvey, case: str) -> None:
    expected, rows = SAID[case]
    sentence = plain(survey.table(list(rows)).sentence())
    assert expected in sentence and " . " not in sentence


def test_every_statistic_of_a_number_is_said_in_its_order(survey: OpenSurvey) -> None:
    sentence = plain(survey.table("heures", by="sexe").sentence())
    places = [sentence.index(each) for each in ("moyenne", "premier quartile", "La moitié", "troisième")]
    assert places == sorted(places)


def test_a_nested_table_says_which_lines_differ_from_the_side_that_is_named(old: OpenSurvey) -> None:
    age = old.cut("age", [35, 65], label="Âge")
    asked = {"within": "anciennete_classe", "where": {"secteur": "Sport"}, "against": "65 ans ou plus"}
    sentence = plain(old.table("forme", answers="oui", by=age, **asked).sentence())
    assert "Âge et 10 ans ou plus, avec 65 ans ou plus : aucune différence établie." in sentence
    few = (
        "Moins de 2 ans, 2 à 4 ans et 5 à 9 ans, avec 65 ans ou plus : trop peu de répondants pour comparer."
    )
    assert few in sentence
    differs = plain(old.table("forme", answers="oui", by="secteur", within="sexe", against="rest").sentence())
    assert "Secteur de l’association, avec le reste : « Social » 46 %, écart de +6,0 points." in differs


SIDES = [
    ("rest", "Secteur de l’association, avec le reste : « "),
    ("Social", "Secteur de l’association, avec Social : « "),
]


@pytest.mark.parametrize(("against", "said"), SIDES)
def test_a_table_names_the_side_its_groups_are_compared_with(
    old: OpenSurvey, against: str, said: str
) -> None:
    table = old.table("forme", answers="oui", by="secteur", against=against)
    frame = table.frame
    apart = frame[(frame["p_adjusted"] < 0.05) & (frame["by"] == "secteur")]["group_label"]
    sentence = plain(table.sentence())
    assert said in sentence and len(apart)
    assert all(f"« {group} »" in sentence.split(said[:-2])[1] for group in apart)


def test_an_interval_of_one_value_is_said_to_be_none() -> None:
    mine = analysis.survey(pd.DataFrame({"n": [1] * 40 + [2] * 60}))
    table = mine.table("n", statistic="median")
    assert "intervalle nul" in plain(repr(table)) and "[2,0" not in plain(repr(table))
    assert "(intervalle nul)" in plain(table.sentence())


def test_a_change_is_said_as_the_chapter_on_the_trend_says_it(both: Editions) -> None:
    sentence = plain(both.table("formation_recue", answers=["1", "2"]).sentence())
    assert (
        ": en hausse, de 41,3 % (Sixième édition, 2009) à 44,7 % (Édition 2024), soit +3,4 points" in sentence
    )


def test_what_is_said_of_several_figures_is_said_once(both: Editions) -> None:
    sentence = plain(both.table("attentes").sentence())
    assert sentence.count("rupture de série") == 1 and "Des conseils" in sentence


def test_figures_of_editions_that_are_not_compared_are_those_of_each(both: Editions) -> None:
    sentence = plain(both.table("forme", answers="oui", change=False).sentence())
    assert "Sixième édition, 2009, 41 %" in sentence and "Édition 2024, 45 %" in sentence


def test_a_ratio_of_two_numbers_of_one_unit_has_none(crisis: OpenSurvey) -> None:
    sentence = plain(crisis.table("adherents_apres", statistic="ratio", over="adherents_avant").sentence())
    assert "de 0,99 (" in sentence


def test_a_notebook_breaks_a_sentence_between_words(survey: OpenSurvey) -> None:
    said = survey.table("forme", answers="oui", by="sexe").sentence()
    assert said._repr_html_() == f"<p>{said}</p>"  # type: ignore[attr-defined]
    assert repr(said) == str(said)


TOLD_OF_CHANGES = [
    # p alone, p over the figures asked for; what the report would say
    (0.001, 0.004, "en hausse"),
    (0.03, 0.06, "changement incertain"),
    (0.0499, 1.0, "changement incertain"),
    (0.051, 0.051, "sans changement mesurable"),
    (0.4, 1.0, "sans changement mesurable"),
]


@pytest.mark.parametrize(("alone", "corrected", "said"), TOLD_OF_CHANGES)
def test_no_change_is_denied_that_a_test_by_itself_finds(
    both: Editions, alone: float, corrected: float, said: str
) -> None:
    table = both.table("formation_recue", answers=["1", "2"])
    drawn = table.frame.assign(
        p_value=table.frame["p_value"].where(table.frame["p_value"].isna(), alone),
        p_adjusted=table.frame["p_adjusted"].where(table.frame["p_adjusted"].isna(), corrected),
    )
    assert f": {said}" in plain(replace(table, frame=drawn).sentence())
