"""Exports as tools write them: ticks in all their headings, the words of "other", columns of the tool."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from analysis.drafting.infer.software_columns import is_private, paradata
from analysis.steps.results_files import Built

TICKED = [[True, False], [True, True], [False, True], [True, False]]
TICKS = {
    "headed by the choice and holding it": {
        "Sport": ["Sport", "Sport", "", "Sport"],
        "Soin, santé": ["", "Soin, santé", "Soin, santé", ""],
    },
    "a slash": {"act/sport": list("1101"), "act/soin": list("0110")},
    "a group before a slash": {"g2/act/sport": list("1101"), "g2/act/soin": list("0110")},
    "a choice as REDCap writes": {
        "Quoi ? (choice=Sport)": ["Checked", "Checked", "Unchecked", "Checked"],
        "Quoi ? (choice=Soin)": ["Unchecked", "Checked", "Checked", "Unchecked"],
    },
    "raw codes of REDCap": {"quoi___1": list("1101"), "quoi___2": list("0110")},
    "code and text of LimeSurvey": {
        "Q2[SQ001]. Que faites-vous ? [Sport]": ["Y", "Y", "", "Y"],
        "Q2[SQ002]. Que faites-vous ? [Soin]": ["", "Y", "Y", ""],
    },
    "true and false": {"Q2_1": ["TRUE", "TRUE", "FALSE", "TRUE"], "Q2_2": ["FALSE", "TRUE", "TRUE", "FALSE"]},
    "vrai and faux": {"Q2_1": ["VRAI", "VRAI", "FAUX", "VRAI"], "Q2_2": ["FAUX", "VRAI", "VRAI", "FAUX"]},
}


@pytest.mark.parametrize("cells", TICKS.values(), ids=TICKS)
def test_ticks_are_one_question_however_they_are_headed(
    cells: dict[str, list[str]], draft_csv: Callable[..., Built]
) -> None:
    (name, question), *others = draft_csv({"id": list("abcd")} | cells).survey.questions.items()
    assert (question.type, others) == ("multiple", [])
    assert len(question.codes) == 2 and name


@pytest.mark.parametrize("cells", TICKS.values(), ids=TICKS)
def test_ticks_are_counted_however_they_are_written(
    cells: dict[str, list[str]], draft_csv: Callable[..., Built]
) -> None:
    built = draft_csv({"id": list("abcd")} | cells)
    (answers,) = built.weighted.cleaned.answers.values()
    assert answers.values.tolist() == TICKED


def test_what_was_asked_is_to_be_written_where_a_file_does_not_say_it(
    draft_csv: Callable[..., Built], tmp_path: Path
) -> None:
    draft_csv({"id": list("abcd"), **TICKS["headed by the choice and holding it"]})
    text = (tmp_path / "data/raw/essai/survey.toml").read_text("utf-8")
    assert "# The file does not say what was asked: write the question as its text." in text


def test_a_cell_that_lists_what_columns_tick_is_not_read(draft_csv: Callable[..., Built]) -> None:
    cells = {"act": ["sport", "sport soin", "soin", "sport"], **TICKS["a slash"]}
    found = draft_csv({"id": list("abcd")} | cells).survey.questions
    assert [question.type for question in found.values()] == ["multiple"]


@pytest.mark.parametrize(
    ("code", "column"), [("-oth-", "Q1[other]"), ("other", "Q1_other"), ("autre", "Q1_autre")]
)
def test_the_answer_other_has_its_words(code: str, column: str, draft_csv: Callable[..., Built]) -> None:
    rows = 6
    cells = {
        "id": [f"r{n}" for n in range(3 * rows)],
        "Q1": ["A1"] * rows + ["A2"] * rows + [code] * rows,
        column: [""] * 2 * rows + [f"chez moi {n}" for n in range(rows)],
    }
    built = draft_csv(cells)
    assert list(built.survey.questions) == ["q1"]
    assert built.survey.questions["q1"].other == {code: column}
    assert built.weighted.cleaned.others["q1.other"].was_answered.sum() == rows


def test_a_file_of_several_rows_a_respondent_is_said_to_be_one(
    draft_csv: Callable[..., Built], tmp_path: Path
) -> None:
    people = [str(n) for n in range(1, 31) for _ in range(2)]
    found = draft_csv({"respondent_id": people, "passage": ["1", "2"] * 30, "avis": ["Bon", "Moyen"] * 30})
    text = (tmp_path / "data/raw/essai/survey.toml").read_text("utf-8")
    assert "every value is met more than once" in text
    assert "respondent_id" not in found.survey.indicators


OWN = [
    (
        "Qualtrics",
        ["StartDate", "Progress", "RecordedDate", "ResponseId", "UserLanguage", "Q1"],
        ["ResponseId", "Q1"],
    ),
    ("SurveyMonkey", ["Respondent ID", "Collector ID", "Date Modified", "Q1"], ["Respondent ID", "Q1"]),
    (
        "Framaforms",
        ["Série", "SID", "Heure de soumission", "Brouillon", "UID", "Âge"],
        ["Série", "SID", "Âge"],
    ),
    (
        "Cognito Forms",
        ["Enquête_Id", "VotreÂge", "Entry_Status", "Entry_DateCreated", "Entry_DateSubmitted"],
        ["Enquête_Id", "VotreÂge"],
    ),
    ("Formstack", ["Unique ID", "Time", "Âge", "Browser", "IP Address", "Latitude"], ["Âge"]),
    (
        "SurveyCTO",
        ["SubmissionDate", "starttime", "endtime", "duration", "age", "instanceID", "formdef_version"],
        ["age"],
    ),
    ("Typeform", ["#", "Start Date (UTC)", "Network ID", "Score"], ["#"]),
    ("Microsoft Forms", ["ID", "Heure de début", "Heure de fin", "Adresse de messagerie"], ["ID"]),
    (
        "a questionnaire",
        ["status", "progress", "finished", "startdate", "name"],
        ["status", "progress", "finished", "startdate", "name"],
    ),
]


@pytest.mark.parametrize(("columns", "left"), [case[1:] for case in OWN], ids=[case[0] for case in OWN])
def test_the_columns_of_a_tool_are_known_beside_others_of_it(columns: list[str], left: list[str]) -> None:
    found = paradata(columns)
    assert [column for column in columns if column not in found] == left


@pytest.mark.parametrize(
    "column", ["IPAddress", "Adresse IP", "LocationLatitude", "Email Address", "_geolocation", "Browser"]
)
def test_where_someone_is_and_who_is_private(column: str) -> None:
    assert is_private(column)
