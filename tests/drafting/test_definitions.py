"""Whatever a file holds, the draft is valid TOML, its names are valid, and it builds."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from analysis.drafting.drafted_question import question_names
from analysis.drafting.infer.drafted_survey import drafted_survey
from analysis.drafting.survey_toml import NOTE, survey_text
from analysis.drafting.toml_writing import comment, key, quoted
from analysis.questionnaire import Note
from analysis.questionnaire.definitions import json_schema, survey_from
from analysis.questionnaire.surveys import NAME, RESERVED_NAMES
from analysis.sources.received import ColumnDescription, Received, Source
from analysis.steps.results_files import Built

EDITOR = Draft7Validator(json_schema("survey"))
HARD = 'Ça "dit" \\ tout\n\t\x00\x07\x7f # [x] = \u2028 \ufeff 😀 ' + "long " * 200

NAMES = [
    ("Âge de l'enquêté", "age_de_l_enquete"),
    ("freres.soeurs", "freres_soeurs"),
    ("17. Number of employees?", "q17_number_of_employees"),
    ("weight", "q_weight"),
    ("all", "q_all"),
    ("数", "column_1"),
    ("", "column_1"),
    ("mot " * 80, "mot_mot_mot_mot_mot_mot_mot_mot_mot_mot"),
    ("x" * 300, "x" * 40),
]


@pytest.mark.parametrize(("column", "name"), NAMES)
def test_a_column_gives_a_readable_name(column: str, name: str) -> None:
    assert question_names([column]) == [name]


def test_columns_alike_give_names_apart() -> None:
    assert question_names(["Q1", "q1", "Q.1", "q1_2", "é", "e"]) == [
        "q1",
        "q1_2",
        "q_1",
        "q1_2_2",
        "e",
        "e_2",
    ]


@given(st.lists(st.text(), max_size=20))
def test_names_are_valid_and_met_once(columns: list[str]) -> None:
    names = question_names(columns)
    assert len(set(names)) == len(columns)
    assert all(NAME.fullmatch(name) and name not in RESERVED_NAMES for name in names)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_survives_toml(text: str) -> None:
    lines = "\n".join([*comment(text), f"{key(text)} = {quoted(text)}"])
    assert tomllib.loads(lines) == {text: text}


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
cells = st.one_of(
    st.sampled_from(["", "1", "0", "NA", "Oui", "1;2;", "2,5", "05-Jan", "31/12/2020", "-"]), texts
)


@st.composite
def files(draw: st.DrawFn) -> Received:
    """A file of a few columns with any cells, described or not."""
    rows = draw(st.integers(1, 12))
    names = draw(st.lists(texts.filter(bool), min_size=1, max_size=5, unique=True))
    columns = {name: draw(st.lists(cells, min_size=rows, max_size=rows)) for name in names}
    described = {
        name: ColumnDescription(
            draw(texts),
            draw(st.dictionaries(cells.map(str.strip), texts)),
            tuple(draw(st.lists(cells, max_size=3))),
        )
        for name in names
        if draw(st.booleans())
    }
    source = Source("a", "", 0, "sav" if described else "csv", decimal=",")
    full = {name: described.get(name, ColumnDescription()) for name in names} if described else {}
    return Received(pd.DataFrame(columns, dtype=object), (source,), full)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(files())
def test_the_draft_of_any_file_is_a_valid_survey(received: Received) -> None:
    faults: list[str] = []
    values = tomllib.loads(survey_text("essai", drafted_survey(received)))
    assert survey_from(values, "essai", faults) and faults == []
    assert list(EDITOR.iter_errors(values)) == []


def test_hard_labels_and_columns_arrive_as_they_are(draft_sav: Callable[..., Built]) -> None:
    label = HARD.replace("\x00", "").strip()[:200]
    found = draft_sav(
        {"q": [1.0, 2.0]}, column_labels=[label], variable_value_labels={"q": {1: 'dit "oui"', 2: "non \\"}}
    )
    question = found.survey.questions["q"]
    assert question.text.fr == label
    assert [text.fr for text in question.codes.values()] == ['dit "oui"', "non \\"]


def test_columns_met_twice_are_two_questions(draft_csv: Callable[..., Built]) -> None:
    found = draft_csv("Avis;Avis;Mon âge (ans)\noui;non;20\nnon;non;30\noui;oui;40\n")
    columns = {name: question.column for name, question in found.survey.questions.items()}
    assert columns == {"avis": "Avis", "avis_2": "Avis.2", "mon_age_ans": "Mon âge (ans)"}


def test_fields_of_the_note_are_proposed_but_of_simulated_data_and_the_quality_report_alone() -> None:
    assert {*NOTE, "simulation", "frequency", "updated"} == {field.name for field in fields(Note)}


def test_every_commented_proposal_is_valid_once_its_mark_is_taken_off(
    draft_csv: Callable[..., Built], tmp_path: Path
) -> None:
    n = range(1, 31)
    draft_csv(
        {"id": [str(i) for i in n], "poids": [f"{i},5" for i in n], "complete": ["0", "1"] * 15}
        | {"sexe": ["H", "F"] * 15}
    )
    text = (tmp_path / "data/raw/essai/survey.toml").read_text("utf-8")
    assert '# weight = "poids"' in text and '# keep_if = { complete = ["1"] }' in text
    taken = re.sub(r"(?m)^# (\[|[a-z_]+ = )", r"\1", text)
    faults: list[str] = []
    survey = survey_from(tomllib.loads(taken), "essai", faults)
    assert faults == [] and survey is not None
    assert (survey.identifier, survey.design.weight) == ("id", "poids")
    assert survey.cleaning.keep_if == {"complete": ("1",)}


def test_an_identifier_met_twice_is_proposed_and_nobody_is_removed(
    draft_csv: Callable[..., Built], tmp_path: Path
) -> None:
    found = draft_csv({"numero": [*map(str, range(1, 40)), "39"], "sexe": ["H", "F"] * 20})
    assert found.survey.identifier is None and "numero" not in found.survey.indicators
    assert len(found.weighted.cleaned.keys) == 40
    assert '# identifier = "numero"' in (tmp_path / "data/raw/essai/survey.toml").read_text("utf-8")


def test_columns_that_tell_respondents_apart_are_no_questions(draft_csv: Callable[..., Built]) -> None:
    n = [str(i) for i in range(1, 31)]
    found = draft_csv({"rang": n, "token": [f"a{i}" for i in n], "sexe": ["H", "F"] * 15})
    assert (found.survey.identifier, list(found.survey.questions)) == ("token", ["sexe"])


def test_breakdowns_are_questions_on_who_answers(draft_csv: Callable[..., Built]) -> None:
    found = draft_csv(
        {
            "q1": ["a", "b"] * 10,
            "q2": ["Un homme", "Une femme", "Un homme", "Un homme"] * 5,
            "q3": list("abcd") * 5,
        }
        | {
            "tranche_age": ["18-29 ans", "30 ans et plus", "30 ans et plus", "18-29 ans"] * 5,
            "region": list("0123456789") * 2,
        }
    )
    assert found.survey.breakdowns == ("q2", "tranche_age")


def test_a_year_of_birth_has_no_mean_and_its_age_is_proposed(
    draft_csv: Callable[..., Built], tmp_path: Path
) -> None:
    years = [str(1950 + n) for n in range(40)]
    ids = [f"a{n}" for n in range(40)]
    found = draft_csv({"id": ids, "Année de naissance ?": years, "sexe": ["H", "F"] * 20})
    assert found.survey.questions["annee_de_naissance"].type == "numeric"
    assert set(found.survey.indicators) == {"sexe"}
    text = (tmp_path / "data/raw/essai/survey.toml").read_text("utf-8")
    taken = re.sub(r"(?m)^# (\[|[a-z_]+ = )", r"\1", text)
    faults: list[str] = []
    survey = survey_from(tomllib.loads(taken), "essai", faults)
    assert faults == [] and survey is not None
    assert list(survey.derived) == ["age", "age_class"]


def test_the_flag_of_who_came_to_the_end_has_no_indicator(draft_csv: Callable[..., Built]) -> None:
    found = draft_csv({"complete": ["0", "1"] * 15, "sexe": ["H", "F"] * 15})
    assert set(found.survey.indicators) == {"sexe"}


def test_a_long_text_or_a_question_has_a_label_to_complete(
    draft_sav: Callable[..., Built], tmp_path: Path
) -> None:
    draft_sav({"Q4": [20.0, 30.5], "Q5": [1.5, 2.5]}, column_labels=["Quel âge avez-vous ?", "Heures"])
    text = (tmp_path / "data/raw/essai/survey.toml").read_text("utf-8")
    assert text.count("# label = ") == 1 and '# label = "Q4"  # a short name for tables' in text


def test_a_label_to_complete_has_the_words_and_the_accents_of_the_heading(
    draft_csv: Callable[..., Built], tmp_path: Path
) -> None:
    long = "Êtes-vous déjà venu aux rencontres régionales de novembre"
    draft_csv({"Êtes-vous bénévole ?": ["Oui", "Non"] * 15, long: ["Oui", "Non"] * 15})
    text = (tmp_path / "data/raw/essai/survey.toml").read_text("utf-8")
    assert '# label = "Êtes-vous bénévole"  #' in text
    assert '# label = "Êtes-vous déjà venu aux rencontres"  #' in text


def test_the_colon_at_the_end_of_a_question_is_in_no_title(draft_csv: Callable[..., Built]) -> None:
    survey = draft_csv({"Vous êtes :": ["F", "H"] * 15}).survey
    question, indicator = survey.questions["vous_etes"], survey.indicators["vous_etes"]
    assert (question.text.fr, question.label.fr, indicator.title.fr) == (
        "Vous êtes :",
        "Vous êtes",
        "Vous êtes",
    )
