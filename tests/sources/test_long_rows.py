"""Long files: several rows of a respondent become one, and what cannot be told is refused."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pyreadstat
import pytest

from analysis.questionnaire import AnswersFile
from analysis.questionnaire.editions import OneRow
from analysis.sources.answers_files import read_answers
from analysis.sources.bounds import long_rows
from analysis.sources.bounds.long_rows import one_row_each
from analysis.sources.received import ColumnDescription, ColumnWording, DataError, Received

VISITS = "id,passage,note\n7,1,3\n8,1,2\n7,2,5\n9,1,1\n8,2,4\n"
ANSWERS = """qui;ville;quand;question;reponse
7;Dax;lundi;sexe;F
7;;mardi;heures;12
8;Albi;lundi;heures;3
8;Albi;lundi;loisirs;chant
8;Albi;mardi;loisirs;danse
"""
BY_QUESTION = OneRow("qui", question="question", answer="reponse", several="|", without=("quand",))


def read(folder: Path, text: str, shape: OneRow) -> Received:
    (folder / "a.csv").write_text(text, "utf-8")
    return read_answers(folder, AnswersFile("a.csv", one_row=shape))


def rows(received: Received) -> list[list[str]]:
    return received.answers.astype(object).where(received.answers.notna(), "").to_numpy().tolist()


@pytest.mark.parametrize(
    ("shape", "expected", "places"),
    [
        (OneRow("id", keep="first"), [["7", "1", "3"], ["8", "1", "2"], ["9", "1", "1"]], [0, 1, 3]),
        (OneRow("id", keep="last"), [["7", "2", "5"], ["9", "1", "1"], ["8", "2", "4"]], [2, 3, 4]),
    ],
    ids=["first", "last"],
)
def test_of_rows_like_each_other_one_is_kept_where_it_stood(
    shape: OneRow, expected: list[list[str]], places: list[int], tmp_path: Path
) -> None:
    found = read(tmp_path, VISITS, shape)
    assert (rows(found), list(found.answers.index)) == (expected, places)
    told = f"5 rows of 3 respondents, told apart by id: the {shape.keep} row of each is kept"
    assert told in found.source.said


def test_rows_that_hold_an_answer_each_become_a_column_for_each_question(tmp_path: Path) -> None:
    found = read(tmp_path, ANSWERS, BY_QUESTION)
    assert list(found.answers.columns) == ["qui", "ville", "sexe", "heures", "loisirs"]
    assert rows(found) == [["7", "Dax", "F", "12", ""], ["8", "Albi", "", "3", "chant|danse"]]
    assert list(found.answers.index) == [0, 2]
    assert found.source.said[-1] == (
        "5 rows of 2 respondents, told apart by qui: a column for each question, which holds reponse; "
        "left out, as they are of an answer: quand"
    )


def test_an_answer_that_a_file_has_twice_is_one(tmp_path: Path) -> None:
    found = read(tmp_path, "qui,q,r\n1,a,x\n1,a,x\n2,a,y\n", OneRow("qui", question="q", answer="r"))
    assert rows(found) == [["1", "x"], ["2", "y"]]


def test_labels_of_a_long_file_go_to_the_columns_of_its_questions(tmp_path: Path) -> None:
    long = pd.DataFrame({"id": [1, 1, 2, 2], "item": [1, 2, 1, 2], "val": [0, 1, 1, 1]})
    labels = {"item": {1: "Chant", 2: "Danse"}, "val": {0: "Non", 1: "Oui"}}
    pyreadstat.write_sav(long, tmp_path / "a.sav", variable_value_labels=labels)
    shape = OneRow("id", question="item", answer="val")
    found = read_answers(tmp_path, AnswersFile("a.sav", one_row=shape))
    assert found.answers.to_numpy().tolist() == [[1, 0, 1], [2, 1, 1]]
    assert [found.columns[name].label for name in ("1", "2")] == ["Chant", "Danse"]
    assert found.columns["2"].codes == {"0": "Non", "1": "Oui"}


def test_what_a_file_says_of_columns_stays_with_those_of_respondents(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(ANSWERS, "utf-8")
    received = read_answers(tmp_path, AnswersFile("a.csv"))
    columns = ("ville", "quand", "question", "reponse")
    received = replace(
        received,
        categories=dict.fromkeys(columns, ("x",)),
        wordings={name: ColumnWording(name, "") for name in columns},
        columns={name: ColumnDescription(label=name) for name in columns},
    )
    found = one_row_each(received, BY_QUESTION)
    assert set(found.categories) == {"ville"} == set(found.wordings)
    assert {name: each.label for name, each in found.columns.items()} == {
        "ville": "ville",
        **dict.fromkeys(("sexe", "heures", "loisirs"), ""),
    }


def test_a_column_of_more_values_than_there_are_questions_names_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(long_rows, "MOST_QUESTIONS", 3)
    assert len(read(tmp_path, ANSWERS, BY_QUESTION).answers.columns) == 5
    monkeypatch.setattr(long_rows, "MOST_QUESTIONS", 2)
    with pytest.raises(DataError, match="question has 3 values, and at most 2 can be questions"):
        read(tmp_path, ANSWERS, BY_QUESTION)


REFUSED: dict[str, tuple[str, OneRow, str]] = {
    "a column that is not there": (VISITS, OneRow("qui", keep="last"), "no column qui in the file"),
    "a row of nobody": (
        VISITS.replace("9,1", ",1"),
        OneRow("id", keep="first"),
        r"rows without a respondent in id: 4 \(the header not counted\)",
    ),
    "a row of no question": (
        ANSWERS.replace("heures", ""),
        BY_QUESTION,
        "rows without a question in question: 2, 3",
    ),
    "a column that is of answers": (
        ANSWERS,
        OneRow("qui", question="question", answer="reponse", several="|"),
        r"quand is not the same in all rows of 2 respondents \(qui 7: 'lundi', then 'mardi'\).*without",
    ),
    "several answers": (
        ANSWERS,
        OneRow("qui", question="question", answer="reponse", without=("quand",)),
        r"1 times a respondent has several answers to one question \(qui 8, loisirs: chant, danse\)",
    ),
    "a sign that answers have": (
        ANSWERS.replace("chant", "chant|choeur"),
        BY_QUESTION,
        r"'\|' stands within answers: chant\|choeur",
    ),
    "a question called as a column": (
        ANSWERS.replace("sexe", "ville"),
        BY_QUESTION,
        "questions of question are called as columns of the file: ville",
    ),
}


@pytest.mark.parametrize(("text", "shape", "said"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_told_is_refused_with_the_way_out(
    text: str, shape: OneRow, said: str, tmp_path: Path
) -> None:
    with pytest.raises(DataError, match=said):
        read(tmp_path, text, shape)
