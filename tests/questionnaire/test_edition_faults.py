"""Contradictions of an edition with its survey: each has its message."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.questionnaire import sound_survey

SURVEY = f"""{sound_survey.SURVEY}
[questions.themes]
type = "multiple"
codes = {{ s = "Sport", c = "Culture" }}
sets = ["t1", "t2"]
[questions.actions]
type = "multiple"
codes = {{ s = "Sport", c = "Culture" }}
delimiter = ";"
"""

D = "[derived.x]\n"
DERIVED = """
[derived.moins]
classes_of = "age"
codes.j.below = 18
[derived.groupes]
groups_of = "lieux"
codes.p.of = ["a", "b"]
"""
EDITIONS = [
    ("keep_if = { sexe = 'F', age = '18..' }", None),
    ("keep_if = { sexe = 'z' }", "keep_if: 'z' is not an answer to sexe; answers: H, F"),
    ("keep_if = { z = '1' }", "keep_if: no question or derived variable 'z'"),
    ("file.skip_rows = [1, '70..95', '120..']\nfile.header_rows = 0", None),
    ("file.skip_rows = [0]", "file.skip_rows: expected numbers of rows from 1, such as [1, 2, "),
    ("file.skip_rows = ['a']", "file.skip_rows: expected numbers of rows from 1"),
    ("file.one_row = { by = 'id', keep = 'last' }", None),
    ("file.one_row = { by = 'id', question = 'q', answer = 'a', several = ';', without = ['d'] }", None),
    (
        "file.one_row = { by = 'id' }",
        'files, a.csv: one_row: expected keep = "first" or "last", or the columns question and',
    ),
    ("file.one_row = { by = 'id', question = 'q' }", "files, a.csv: one_row: expected keep ="),
    (
        "file.one_row = { by = 'id', keep = 'last', without = ['d'] }",
        "files, a.csv: one_row: keep is of rows like each other",
    ),
    (
        "file.one_row = { by = 'q', question = 'q', answer = 'a' }",
        "files, a.csv: one_row: q cannot be two things",
    ),
    ("file.parent = { key = 'k', column = 'c', file = 'b.csv' }", None),
    (
        "file.parent = { key = 'k', column = 'c' }",
        "files, a.csv: parent: expected the `sheet` or the `file` whose rows",
    ),
    ("file.header_rows = -1", "file.header_rows: expected how many rows name the columns, 0 for none"),
    (
        "not_asked = ['z']",
        "not_asked: no question or derived variable 'z'; known: sexe, age, lieux, avis, themes, actions",
    ),
    (
        "columns.actions = { s = 'Z' }",
        "columns.actions: no column of ticks for c; name one for each answer",
    ),
    ("columns.z = 'Z'", "columns.z: no question or derived variable 'z'"),
    (
        "columns.sexe = { H = 'Z' }",
        "columns.sexe: expected the name of one column, as its answers stand in one",
    ),
    (
        "columns.themes = 'T'",
        "columns.themes: its answers stand in sets; rename those with columns = { … } in [",
    ),
    ("columns.lieux = { z = 'Z' }", "columns.lieux: 'z' is not an answer; answers: a, b"),
    ("recode.z = { 1 = '2' }", "recode.z: no question or derived variable 'z'"),
    ("recode.sexe = { 1 = 'h' }", "recode.sexe: 'h' is not an answer; answers: H, F"),
    ("columns = { moins = 'M' }\nrecode.moins = { non = 'j' }", None),
    ("columns.groupes = { p = 'G1' }", None),
    ("columns.groupes = { z = 'G1' }", "columns.groupes: 'z' is not an answer; answers: p"),
    (
        "recode.moins = { non = 'j' }",
        "recode.moins: derived, not asked; if this edition asked it, name its column in [columns]",
    ),
    ("columns.moins = 'M'\nrecode.moins = { 1 = 'z' }", "recode.moins: 'z' is not an answer; answers: j"),
    ("breaks = { sexe = 'Autre question', moins = 'x' }", None),
    (
        "breaks.z = 'x'",
        "breaks.z: no question or indicator 'z'; known: sexe, age, lieux, avis, themes, actions, mo",
    ),
    ("breaks.sexe = 3", "breaks.sexe: expected a text or { fr ="),
    ("recode.lieux = { oui = 'a' }", None),
    ("recode.lieux = { oui = '1', non = '' }", None),
    ("recode.age = { vingt = '20' }", None),
    ("columns = { lieux = 'Q7', sexe = 'S' }", None),
]


@pytest.mark.parametrize(("added", "fault"), EDITIONS)
def test_a_contradiction_of_an_edition_with_its_survey_has_its_message(
    added: str, fault: str | None, edition_faults_of: Callable[[str, str], list[str]]
) -> None:
    faults = edition_faults_of(SURVEY + DERIVED, f"file.name = 'a.csv'\n{added}")
    if fault is None:
        assert faults == []
    else:
        assert len(faults) == 1 and faults[0].startswith(fault), faults


def test_ages_need_the_year_they_are_counted_from(edition_faults_of: Callable[[str, str], list[str]]) -> None:
    faults = edition_faults_of(SURVEY + D + "years_since = 'age'", "file.name = 'a.csv'")
    assert faults == ["reference_year: needed by x; give it, or the end of [fieldwork]"]


BORN = SURVEY + "[questions.ne]\ntype = 'date'\n[questions.recu]\ntype = 'date'\n"
AGES = [
    (D + "age_on = 'ne'", "", ["fieldwork.end: needed by x; give it, or the question `on`"]),
    (D + "age_on = 'ne'", "columns.x = 'AGE'", []),
    (D + "age_on = 'ne'", "fieldwork.end = 2020-03-31", []),
    (D + "age_on = 'ne'\non = 'recu'", "", []),
    (D + "years_since = 'age'", "columns.x = 'AGE'", []),
]


@pytest.mark.parametrize(("derived", "edition", "expected"), AGES)
def test_completed_years_need_the_day_they_are_counted_to(
    derived: str, edition: str, expected: list[str], edition_faults_of: Callable[[str, str], list[str]]
) -> None:
    assert edition_faults_of(BORN + derived, f"file.name = 'a.csv'\n{edition}") == expected


FILES = [
    (
        "[[files]]\nname = 'a.csv'\n[[files]]\nname = 'a.csv'",
        "files: a.csv is listed 2 times; its respondents",
    ),
    (
        "[[files]]\nname = 'a.xlsx'\nsheet = 'x'\n[[files]]\nname = 'a.xlsx'\nsheet = 'x'",
        "files: a.xlsx (sheet x) is listed 2 times",
    ),
    (
        "[file]\nname = 'a.csv'\n[[files]]\nname = 'b.csv'",
        "files: the answers are named twice, by [file] and",
    ),
    (
        "[[files]]\nname = 'a.csv'\ncolumns = { x = 'sexe', y = 'sexe' }",
        "files, a.csv: column sexe is made 2 times by columns and constants",
    ),
    (
        "[[files]]\nname = 'a.csv'\ncolumns = { x = 'sexe' }\nconstants = { sexe = 'H' }",
        "files, a.csv: column sexe is made 2 times by columns and constants",
    ),
    (
        "[[files]]\nname = 'a.csv'\n[[files]]\nsheet = 'x'",
        "files.2.name: expected the name of the answers file",
    ),
    ("[[files]]\nname = 'a.csv'\nanswers = 'words'", "files.1.answers: expected one of codes, labels; found"),
    ("files = 'a.csv'", "files: expected tables written [[files]], found 'a.csv'"),
    ("files = ['a.csv']", "files: expected tables written [[files]], found ['a.csv']"),
]


@pytest.mark.parametrize(("files", "fault"), FILES)
def test_files_that_contradict_each_other_have_their_message(
    files: str, fault: str, edition_faults_of: Callable[[str, str], list[str]]
) -> None:
    faults = edition_faults_of(SURVEY, files)
    assert any(found.startswith(fault) for found in faults), faults


def test_two_sheets_of_a_file_are_two_files(edition_faults_of: Callable[[str, str], list[str]]) -> None:
    sheets = "".join(f"[[files]]\nname = 'a.xlsx'\nsheet = '{sheet}'\n" for sheet in "xy")
    assert edition_faults_of(SURVEY, sheets) == []


def test_the_columns_of_the_identifier_and_the_design_may_be_renamed(
    edition_faults_of: Callable[[str, str], list[str]],
) -> None:
    survey = "identifier = 'id'\n[design]\nweight = 'poids'\nstrata = 's'\npsu = 'p'\n"
    renamed = "file.name = 'a.csv'\ncolumns = { id = 'ID', poids = 'P', s = 'S', p = 'U' }"
    assert edition_faults_of(survey, renamed) == []
