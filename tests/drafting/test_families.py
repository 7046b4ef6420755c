"""Columns that are the ticks of one question are found by their headers and cells."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis.steps.results_files import Built

FAMILIES = {
    "codes after the stem": ({"Q5_1": "0", "Q5_2": "1", "Q5_3": "1"}, "q5", ["1", "2", "3"]),
    "numbered headings": ({"5.1. Sport": "0", "5.2. Culture": "1"}, "q5", ["1", "2"]),
    "two levels of numbers": ({"3.1.1. Aide - Tôt": "0", "3.1.2. Aide - Tard": "1"}, "q3_1", ["1", "2"]),
    "brackets as LimeSurvey writes": ({"q5[SQ001]": "0", "q5[SQ002]": "1"}, "q5", ["SQ001", "SQ002"]),
    "question and answer": ({"Lieux ? - École": "0", "Lieux ? - Club": "1"}, "lieux", ["ecole", "club"]),
    "words after the stem": ({"lieux_ecole": "0", "lieux_club": "1"}, "lieux", ["ecole", "club"]),
}


@pytest.mark.parametrize(("first", "name", "codes"), FAMILIES.values(), ids=FAMILIES)
def test_columns_of_ticks_are_one_question(
    first: dict[str, str], name: str, codes: list[str], draft_csv: Callable[..., Built]
) -> None:
    found = draft_csv({column: [cell, "1", "0", "1"] for column, cell in first.items()})
    assert list(found.survey.questions) == [name]
    assert list(found.survey.questions[name].codes) == codes
    expected = [
        [cell == "1" for cell in first.values()],
        *([flag] * len(codes) for flag in (True, False, True)),
    ]
    assert found.weighted.cleaned.answers[name].values.tolist() == expected


def test_one_or_blank_counts_a_blank_as_not_ticked(draft_csv: Callable[..., Built]) -> None:
    found = draft_csv({"Q5_1": ["1", "", "", "1"], "Q5_2": ["", "1", "", ""], "Q5_3": ["", "", "", ""]})
    answers = found.weighted.cleaned.answers["q5"]
    assert list(answers.question.codes) == ["1", "2", "3"]
    assert answers.was_answered.all() and answers.values.sum(axis=0).tolist() == [2, 1, 0]


def test_zeros_and_blanks_keep_who_did_not_answer_apart(draft_csv: Callable[..., Built]) -> None:
    found = draft_csv({"Q5_1": ["1", "0", ""], "Q5_2": ["0", "1", ""], "sexe": ["H", "F", "H"]})
    assert found.weighted.cleaned.answers["q5"].was_answered.tolist() == [True, True, False]


def test_yes_and_no_are_ticks_under_numbered_headings_only(draft_csv: Callable[..., Built]) -> None:
    found = draft_csv(
        {"Q5_1": ["Oui", "Non"] * 2, "Q5_2": ["Non", "Non"] * 2, "vie_sport": ["Oui", "Non"] * 2}
        | {"vie_club": ["Non", "Oui"] * 2}
    )
    assert list(found.survey.questions) == ["q5", "vie_sport", "vie_club"]
    assert found.survey.questions["q5"].ticked == ("Oui",)
    assert found.survey.questions["q5"].not_ticked == ("Non",)


def test_a_cell_that_repeats_the_answer_is_a_tick_and_its_label(draft_csv: Callable[..., Built]) -> None:
    found = draft_csv(
        {"Lieux - 1": ["À l'école", "À l'école", "", ""], "Lieux - 2": ["", "", *["Au club"] * 2]}
    )
    question = found.survey.questions["lieux"]
    assert [label.fr for label in question.codes.values()] == ["À l'école", "Au club"]
    assert found.weighted.cleaned.answers["lieux"].values.sum(axis=0).tolist() == [2, 2]


def test_other_please_specify_stays_a_text(draft_csv: Callable[..., Built]) -> None:
    others = ["un truc", "autre chose", "encore", ""]
    found = draft_csv(
        {"5.1. Sport": ["1", "", "1", ""], "5.2. Arts": ["", "1", "", ""], "5.3. Autre": others}
    )
    assert {name: q.type for name, q in found.survey.questions.items()} == {
        "q5": "multiple",
        "q5_3_autre": "text",
    }


def test_grades_that_share_a_stem_stay_questions_apart(draft_csv: Callable[..., Built]) -> None:
    found = draft_csv({"q6_1": list("1234123412"), "q6_2": list("4321432143")})
    assert [q.type for q in found.survey.questions.values()] == ["single", "single"]


def test_an_empty_column_is_an_answer_nobody_ticked(draft_csv: Callable[..., Built]) -> None:
    found = draft_csv(
        {"5.1. Sport": ["1", ""], "5.2. Arts": ["", ""], "5.3. Santé": ["", "1"], "5.4. Vu": "xy"}
    )
    assert list(found.survey.questions["q5"].columns.values()) == ["5.1. Sport", "5.2. Arts", "5.3. Santé"]


def test_words_of_one_respondent_are_no_tick(draft_csv: Callable[..., Built]) -> None:
    found = draft_csv({"Q2_1": ["1", "", "1"], "Q2_2": ["", "1", ""], "Q2_3": ["", "le chant", ""]})
    assert {name: q.type for name, q in found.survey.questions.items()} == {"q2": "multiple", "q2_3": "text"}
