"""A survey drafted from the JSON of Quantipy: single, several in a cell, grids by a library of values."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from analysis.drafting.drafts import draft
from analysis.etl.respondent_files import respondents_frame
from analysis.faults import Fault
from analysis.pipeline import process
from analysis.workspace import Place

from .conftest import labels


def text(words: str) -> dict[str, str]:
    return {"en-GB": words}


def values(*words: str) -> list[dict[str, Any]]:
    return [{"value": rank, "text": text(label)} for rank, label in enumerate(words, start=1)]


DESCRIBED = {
    "info": {"name": "Clubs"},
    "columns": {
        "@1": {"type": "int"},
        "gender": {"type": "single", "text": text("Gender?"), "values": values("Male", "Female")},
        "q2": {"type": "delimited set", "text": text("Sports?"), "values": values("Golf", "Judo", "None")},
        "g1": {"type": "single", "text": text("Clean"), "values": "lib@values@g", "parent": {"masks@g": {}}},
        "g2": {"type": "single", "text": text("Easy"), "values": "lib@values@g", "parent": {"masks@g": {}}},
        "age": {"type": "int", "text": text("Age")},
        "seen": {"type": "date", "text": text("Seen")},
        "why": {"type": "string", "text": text("Why?")},
        "array": {"type": "array", "text": text("?")},
    },
    "lib": {"values": {"g": values("No", "Perhaps", "Yes")}},
    "masks": {"g": {"text": text("The shop")}},
}
ANSWERS = "gender,q2,g1,g2,age,seen,why\n1,1;2;,1,3.0,34,2024-01-02,so\n2.0,3;,2,,51,2024-01-03,\n"


def test_the_questionnaire_is_drafted_and_read(tmp_path: Path) -> None:
    (tmp_path / "q.json").write_text(json.dumps(DESCRIBED), "utf-8")
    (tmp_path / "q.csv").write_text(ANSWERS, "utf-8")
    found = draft(tmp_path, "club/2024", tmp_path / "q.csv", tmp_path / "q.json")
    built = process(Place(tmp_path, "club", "2024"))
    questions = built.survey.questions
    assert labels(questions["gender"]) == {"1": "Male", "2": "Female"}
    assert [questions[name].type for name in ("q2", "g1", "age", "seen", "why")] == [
        *("multiple", "scale", "numeric", "date", "text")
    ]
    assert built.survey.grids["g"].items == ("g1", "g2") and built.survey.grids["g"].label.en == "The shop"
    frame = respondents_frame(built.weighted)
    assert (frame["gender"].tolist(), frame["g2"].tolist()[0]) == (["1", "2"], "3")
    assert frame[["q2.1", "q2.2", "q2.3"]].astype(int).to_numpy().tolist() == [[1, 1, 0], [0, 0, 1]]
    assert found.unread == ("array: of the type array; no question was drafted",)


UNREADABLE = {
    "no JSON": ("{", "not readable as JSON"),
    "another JSON": ("[1]", 'expected "columns"'),
    "a column that is no table": (
        '{"columns": {"a": 1}}',
        "expected a table for each column; found none for a",
    ),
    "values that are none": (
        '{"columns": {"a": {"type": "single", "values": [1]}}}',
        "a: expected values with",
    ),
    "no column": ('{"columns": {}}', "no question is in it"),
}


@pytest.mark.parametrize(("content", "message"), UNREADABLE.values(), ids=UNREADABLE)
def test_what_is_no_questionnaire_is_refused(content: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "q.json").write_text(content, "utf-8")
    with pytest.raises(Fault, match=message):
        draft(tmp_path, "club", None, tmp_path / "q.json")
