"""The columns of the file that hold each question in this edition, and those that are not there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from difflib import get_close_matches

import pandas as pd

from analysis.etl.clean.problems import ProblemLog
from analysis.faults import some
from analysis.questionnaire import Edition, Question, Survey
from analysis.sources.received import DataError, Received


def as_read(question: Question, edition: Edition) -> Question:
    """The question as this edition's file has it: one column of ticks per answer where the edition names such
    columns."""
    named = edition.columns.get(question.name)
    if question.delimiter is None or not isinstance(named, Mapping):
        return question
    return replace(question, delimiter=None, columns=dict(named))


def columns_of(survey: Survey, edition: Edition) -> dict[str, dict[str, str]]:
    """The columns of each question asked in the edition: {"": column}, or code -> column.

    The columns of a category set are each under their own name. A derived variable is one of them where the
    edition names its column: it was asked directly.
    """
    found: dict[str, dict[str, str]] = {}
    for name, question in survey.questions.items():
        if name in edition.not_asked or (question.derivation and name not in edition.columns):
            continue
        renamed, question = edition.columns.get(name), as_read(question, edition)
        if question.sets:
            found[name] = {column: column for column in question.sets}
        elif not question.columns:
            found[name] = {"": str(renamed or question.column)}
        elif isinstance(renamed, str):
            found[name] = {code: f"{renamed}_{code}" for code in question.codes}
        else:
            found[name] = {**question.columns, **(renamed or {})}
    return found


def other_columns(question: Question, edition: Edition) -> dict[str, str]:
    """Code -> the column with its words; the question's own column as this edition names it."""
    own = str(edition.columns.get(question.name, question.column))
    is_own = {code: column == question.column for code, column in question.other.items()}
    return {code: own if is_own[code] else column for code, column in question.other.items()}


def renamed_column(name: str, edition: Edition) -> str:
    """The column that `name`, an identifier or a design variable, has in this edition's file."""
    return str(edition.columns.get(name, name))


def absent_columns(
    received: Received,
    survey: Survey,
    columns: Mapping[str, Mapping[str, str]],
    edition: Edition,
    problems: ProblemLog,
) -> set[str]:
    """The columns that questions name and no file has; each is a problem, and so is one that some files lack.

    Raises DataError where a required question or the sampling design has one of them.
    """
    frame = received.answers
    _note_differences(received, columns, survey, problems)
    asked = {column for group in columns.values() for column in group.values()}
    absent = asked - set(frame.columns)
    gone = [
        (name, column) for name, group in columns.items() for column in group.values() if column in absent
    ]
    for name, column in gone:
        problems.note_file(name, column, "column not in the file", f"not asked{_nearest(column, frame)}")
    if asked and asked == absent:
        raise DataError(
            "no column of any question is in the file; is it the right file, read with the right separator? "
            f"Columns there: {some(frame.columns)}"
        )
    needed = [f"{name} (column {column})" for name, column in gone if survey.questions[name].required]
    needed += _absent_of_design(received, survey, edition)
    if needed:
        raise DataError(
            f"required columns are not in the file: {', '.join(needed)}. "
            f"Columns there: {some(frame.columns)}. "
            "Name them under [columns] of edition.toml; a question that was not put goes in not_asked"
        )
    return absent


def _absent_of_design(received: Received, survey: Survey, edition: Edition) -> list[str]:
    """The columns of weight, stratum, unit and population that the file, or one of the files, lacks."""
    columns = dict.fromkeys(each for design in survey.every_design for each in design.columns)
    named = (renamed_column(each, edition) for each in columns)
    return [
        f"design (column {column}{_in_files(received, column)})"
        for column in named
        if column not in received.answers.columns or column in received.lacking
    ]


def _note_differences(
    received: Received, columns: Mapping[str, Mapping[str, str]], survey: Survey, problems: ProblemLog
) -> None:
    """A problem for each column that some files lack, and for each that files label otherwise."""
    questions = {
        column: name for name, question in survey.asked.items() for column in question.other.values()
    }
    questions |= {column: name for name, group in columns.items() for column in group.values()}
    for column in received.lacking:
        action = f"not asked{_in_files(received, column)}" if column in questions else "no question reads it"
        problems.note_file(questions.get(column, ""), column, "column not in every file", action)
    for column, words in received.conflicts.items():
        action = f"read as the questionnaire says; {words}"
        problems.note_file(questions.get(column, ""), column, "labels differ between files", action)


def _in_files(received: Received, column: str) -> str:
    """Which of several files lack the column, in words."""
    places = received.lacking.get(column, ())
    return f" in {', '.join(received.names[place] for place in places)}" if places else ""


def _nearest(column: str, frame: pd.DataFrame) -> str:
    near = get_close_matches(column.lower(), [str(name).lower() for name in frame.columns], n=1, cutoff=0.7)
    found = [str(name) for name in frame.columns if near and str(name).lower() == near[0]]
    return f"; the file has {found[0]!r}" if found else ""
