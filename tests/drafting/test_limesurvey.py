"""Exports of LimeSurvey: how answers came in, ticks, grids and what was typed beside a list."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from analysis.steps.results_files import Built

from .conftest import labels

N = range(40)
EXPORT = {
    "id": [str(n + 1) for n in N],
    "submitdate": ["" if n % 4 == 0 else f"2024-03-{n % 28 + 1:02} 10:00:00" for n in N],
    "lastpage": ["2" if n % 4 == 0 else "5" for n in N],
    "startlanguage": ["fr", "en"] * 20,
    "seed": [str(1000 + n // 2) for n in N],
    "token": ["" if n % 5 else f"t{n}" for n in N],
    "startdate": ["2024-03-01 09:00:00"] * 40,
    "datestamp": ["2024-03-01 10:00:00"] * 40,
    "ipaddr": ["192.168.1.1", "10.0.0.2"] * 20,
    "refurl": ["https://club.fr/a", ""] * 20,
    "Q1": ["Y", "N"] * 20,
    "Q2[SQ001]": ["Y", ""] * 20,
    "Q2[SQ002]": ["", "Y"] * 20,
    "Q2[other]": ["le chant", *[""] * 39],
    "Q3[SQ001]": ["1", "0"] * 20,
    "Q3[SQ002]": ["0", "1"] * 20,
    "Q5[SQ001]": list("1234") * 10,
    "Q5[SQ002]": list("4455") * 10,
    "Q6[SQ001]": ["A1", "A2"] * 20,
    "Q6[SQ002]": ["A2", "A3"] * 20,
    "interviewtime": [f"{100 + n}.5" for n in N],
    "groupTime12": [f"{50 + n}.25" for n in N],
}


@pytest.fixture
def export(draft_csv: Callable[..., Built]) -> Built:
    return draft_csv(EXPORT, separator=",")


def test_times_at_the_end_of_the_file_do_not_hide_who_left(export: Built) -> None:
    assert list(export.survey.questions)[-1] == "q6_sq002"
    assert list(export.survey.questions)[5:7] == ["interviewtime", "grouptime12"]


def test_paradata_has_no_indicator_and_heads_no_table(export: Built) -> None:
    survey = export.survey
    assert [name for name in survey.questions if not name.startswith("q")] == [
        "submitdate",
        "lastpage",
        "startlanguage",
        "startdate",
        "datestamp",
        "interviewtime",
        "grouptime12",
    ]
    dates = ("submitdate", "startdate", "datestamp")
    assert all(survey.questions[name].type == "date" for name in dates)
    assert all(name.startswith("q") for name in (*survey.indicators, *survey.breakdowns))
    assert survey.identifier == "id"


@pytest.mark.usefixtures("export")
def test_what_may_tell_who_answered_is_left_out_and_named(tmp_path: Path) -> None:
    text = (tmp_path / "data/raw/essai/survey.toml").read_text("utf-8")
    assert "left out because they may tell who answered: seed, token, ipaddr, refurl" in text
    assert "192.168" not in text and "club.fr" not in text and "le chant" not in text


def test_the_last_page_is_proposed_to_keep_who_came_to_the_end(export: Built, tmp_path: Path) -> None:
    text = (tmp_path / "data/raw/essai/survey.toml").read_text("utf-8")
    assert '# keep_if = { lastpage = ["5"] }' in text
    assert len(export.weighted.cleaned.keys) == 40


def test_ticks_are_multiple_and_what_was_typed_beside_them_is_text(export: Built) -> None:
    questions = export.survey.questions
    assert (questions["q2"].ticked, questions["q2"].empty) == (("Y",), "not_ticked")
    assert (list(questions["q2"].codes), questions["q3"].type) == (["SQ001", "SQ002"], "multiple")
    assert questions["q2_other"].type == "text"


def test_the_rows_of_a_grid_share_a_scale(export: Built, tmp_path: Path) -> None:
    questions = export.survey.questions
    assert [questions[f"q5_sq00{row}"].type for row in (1, 2)] == ["scale"] * 2
    assert list(questions["q5_sq002"].codes) == list("12345")
    assert questions["q6_sq001"].type == "single"
    assert list(questions["q6_sq001"].codes) == ["A1", "A2", "A3"]
    text = (tmp_path / "data/raw/essai/survey.toml").read_text("utf-8")
    assert text.count("[scales.q5.codes]") == 1 and text.count('scale = "q5"') == 2


def test_y_and_n_are_yes_and_no(export: Built) -> None:
    assert labels(export.survey.questions["q1"]) == {"N": "Non", "Y": "Oui"}
    assert export.survey.questions["q1"].codes["Y"].en == "Yes"


def test_a_question_named_seed_is_a_question_where_nothing_else_speaks_of_limesurvey(
    draft_csv: Callable[..., Built],
) -> None:
    assert list(draft_csv({"seed": ["blé", "orge"] * 9}).survey.questions) == ["seed"]
