"""The annex of questions: which the report rests on, and of whom each was asked."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from analysis.questionnaire import Survey
from analysis.questionnaire.fixed_words import NoneOf
from analysis.reporting.blocks import Paragraph, ReportTable
from analysis.reporting.chapters.annexes import question_tables, used_questions
from analysis.reporting.language.voice import Voice
from tests.plain_spaces import plain


def survey_of(voices: dict[str, Voice], groups: tuple[str, ...] = (), **given: Any) -> Survey:
    """A survey with one indicator, of hours."""
    survey = voices["fr"].survey
    indicator = replace(survey.indicators["heures"], **given)
    return replace(survey, indicators={"heures": indicator}, breakdowns=groups)


USED: dict[str, tuple[dict[str, Any], list[str]]] = {
    "its own question": ({}, ["heures"]),
    "the denominator of a ratio": ({"denominator": "trajet"}, ["heures", "trajet"]),
    "groups of its own": ({"breakdowns": ("sexe",)}, ["sexe", "heures"]),
    "a derived question and what it is from": ({"variable": "age_groupe"}, ["age", "age_groupe"]),
    "what a population is found by": ({"population": "accueillis"}, ["accueil", "heures"]),
}


@pytest.mark.parametrize("case", USED)
def test_the_report_rests_on(case: str, voices: dict[str, Voice]) -> None:
    given, names = USED[case]
    assert [question.name for question in used_questions(survey_of(voices, **given))] == names


def test_the_groups_of_the_survey_and_its_margins_are_used(voices: dict[str, Voice]) -> None:
    survey = survey_of(voices, ("sexe",))
    assert [question.name for question in used_questions(survey)] == ["sexe", "heures"]
    none = survey_of(voices, ("sexe",), breakdowns=())
    assert [question.name for question in used_questions(none)] == ["heures"]
    weighted = replace(none, weighting=replace(none.weighting, variables=("age",)))
    assert [question.name for question in used_questions(weighted)] == ["age", "heures"]


ASKED: list[tuple[dict[str, Any], str]] = [
    ({}, "Tous les répondants"),
    ({"accueil": ("1",)}, "Avez-vous été bien accueilli ? : « Oui »"),
    (
        {"accueil": ("1", "2"), "sexe": ("2",)},
        "Avez-vous été bien accueilli ? : « Oui », « Non » ; Sexe : « Hommes »",
    ),
    ({"accueil": NoneOf(("1",))}, "Avez-vous été bien accueilli ? : autre que « Oui »"),
    ({"trajet": ("18..",)}, "Combien de minutes par jour ? : 18 ou plus"),
    ({"trajet": ("..17",)}, "Combien de minutes par jour ? : 17 ou moins"),
    ({"trajet": ("18..24.5",)}, "Combien de minutes par jour ? : de 18 à 24,5"),
    ({"trajet": ("18",)}, "Combien de minutes par jour ? : 18"),
]


@pytest.mark.parametrize(("condition", "said"), ASKED)
def test_of_whom_a_question_was_asked_is_said_in_its_words(
    condition: dict[str, Any], said: str, voices: dict[str, Voice]
) -> None:
    survey = survey_of(voices)
    hours = replace(survey.questions["heures"], asked_if=condition)
    survey = replace(survey, questions={**survey.questions, "heures": hours})
    [table] = [b for b in question_tables(Voice("fr", survey)) if isinstance(b, ReportTable)]
    [row] = table.groups[0].rows
    assert plain(row.cells[-1].text) == said


def test_what_the_edition_did_not_ask_is_named_and_has_no_row(voices: dict[str, Voice]) -> None:
    survey = survey_of(voices, ("sexe",))
    table, said = question_tables(Voice("fr", survey), ["heures"])[1:]
    assert isinstance(table, ReportTable) and isinstance(said, Paragraph)
    assert [plain(row.label) for row in table.groups[0].rows] == [
        plain(Voice("fr", survey).text(survey.questions["sexe"].label))
    ]
    named = "Questions que cette édition n’a pas posées : « Combien d’heures par mois ? »."
    assert plain(said.text) == named
