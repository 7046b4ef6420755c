"""Lists of answers are written once, and a survey of many questions has a line for each of them."""

from __future__ import annotations

import tomllib
from typing import Any

from analysis.drafting.drafted_question import Drafted
from analysis.drafting.grouping.shared_scales import with_lists_shared
from analysis.drafting.infer.drafted_survey import drafted_survey
from analysis.drafting.survey_toml import survey_text
from analysis.questionnaire.definitions import survey_from

from .conftest import DraftCsv, labels
from .long_survey import BLOCKS, TRUST, long_survey

GRADES = {"1": "Jamais", "2": "Parfois", "3": "Souvent"}


def asked(name: str, codes: dict[str, str] = GRADES, **said: Any) -> Drafted:
    return Drafted(name, "single", name, name, codes=codes, **said)


def shared(*questions: Drafted) -> tuple[dict[str, Drafted], dict[str, Any]]:
    return with_lists_shared({question.wanted_name: question for question in questions})


def test_a_list_that_two_questions_have_is_named_by_its_first_and_last_answer() -> None:
    questions, scales = shared(asked("a"), asked("b"))
    assert [question.scale for question in questions.values()] == ["jamais_souvent"] * 2
    assert {name: scale.codes for name, scale in scales.items()} == {"jamais_souvent": GRADES}


def test_lists_that_differ_in_an_answer_or_an_absence_stay_apart() -> None:
    odd = asked("c", {**GRADES, "4": "Toujours"})
    absent = asked("d", missing={"refused": ("9",)})
    questions, scales = shared(asked("a"), odd, absent)
    assert [question.scale for question in questions.values()] == ["", "", ""] and not scales


def test_two_questions_of_two_answers_are_no_shorter_for_a_list() -> None:
    assert not shared(asked("a", {"o": "Oui"}), asked("b", {"o": "Oui"}))[1]


def test_absences_and_what_is_said_of_them_go_with_the_list() -> None:
    said = {"missing": {"refused": ("9",)}, "remarks": ("Missing by the file: 9 = Refus",)}
    questions, scales = shared(asked("a", **said), asked("b", **said))
    assert scales["jamais_souvent"].missing == {"refused": ("9",)}
    assert scales["jamais_souvent"].remarks == said["remarks"]
    assert not any(question.missing or question.remarks for question in questions.values())


def test_an_answer_that_nobody_gave_to_one_question_is_not_said_to_be_nobodys() -> None:
    _, scales = shared(asked("a", asides={"3": "nobody in this file"}), asked("b"))
    assert scales["jamais_souvent"].asides["3"] == ""


def test_462_columns_are_a_definition_of_fewer_than_2500_lines_in_their_order() -> None:
    text = survey_text("long", drafted_survey(long_survey()))
    faults: list[str] = []
    survey = survey_from(tomllib.loads(text), "long", faults)
    assert survey is not None and not faults
    assert len(text.splitlines()) < 2500
    order = [name for name in survey.questions if name.startswith(tuple(stem for stem, _, _ in BLOCKS))]
    assert order == [f"{stem}{place}" for stem, _, number in BLOCKS for place in range(number)]
    assert labels(survey.questions["trst7"]) == TRUST
    assert survey.questions["trst7"].missing["refused"] == ("77",)


def test_what_a_drafted_list_says_is_what_each_question_is_read_by(draft_csv: DraftCsv) -> None:
    cells = ["Oui", "Non", "Sans avis"] * 4
    found = draft_csv({"a": cells, "b": cells[1:] + cells[:1], "c": cells})
    assert {question.scale for question in found.survey.questions.values()} == {"non_sans_avis"}
    assert [list(labels(question)) for question in found.survey.questions.values()] == [
        ["Non", "Oui", "Sans avis"]
    ] * 3
    assert found.weighted.cleaned.problems.empty
