"""The answers of persons as the table of a file: one column of text per column of the file, "" for empty."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from analysis.questionnaire import Edition, Question, Survey
from tests.simulation.questions import Model, Persons
from tests.simulation.structures import SimulatedEdition

SHORTEST = 0.1
"""Who leaves at once still takes this share of the time of the whole."""


def table_of(
    persons: Persons, model: Model, edition: Edition, remarks: Sequence[str], rng: np.random.Generator
) -> pd.DataFrame:
    """One row per person: identifier, the columns of each question in order, and the weight, if any."""
    size, survey, structure = persons.answers.size, model.survey, model.structure
    columns = {identifier_of(survey, edition): np.array([str(10_001 + row) for row in range(size)])}
    for question in model.asked.values():
        if question.name in survey.quality.completed:
            columns[question.column] = np.full(size, survey.quality.completed[question.name][0])
        elif question.type == "date":
            columns[question.column] = _dates(edition, question, size, rng)
        elif question.type == "text":
            columns[question.column] = _remarks(remarks, structure.rates.remark, size, rng)
        elif question.type == "multiple":
            columns |= _ticks(question, persons)
        else:
            columns[question.column] = _values(question, persons, structure)
    if survey.design.weight:
        columns[survey.design.weight] = np.array([f"{weight:.4f}" for weight in persons.weights])
    return pd.DataFrame({name: column.astype(object) for name, column in columns.items()}, dtype=object)


def identifier_of(survey: Survey, edition: Edition) -> str:
    """The column of the identifier in the edition's file."""
    name = survey.identifier or "id"
    return str(edition.columns.get(name, name))


def with_departures(table: pd.DataFrame, reached: np.ndarray, model: Model) -> pd.DataFrame:
    """The table in which those who left on the way (reached < 1) did not complete, and took less time."""
    left, changed = reached < 1, table.copy()
    for name, codes in model.survey.quality.completed.items():
        other = next(code for code in model.survey.questions[name].codes if code not in codes)
        changed.loc[left, model.asked[name].column] = other
    duration = model.survey.quality.duration
    if duration and duration in model.asked:
        column, decimals = model.asked[duration].column, model.structure.decimals.get(duration, 0)
        taken = pd.to_numeric(changed[column], errors="coerce").to_numpy() * np.maximum(reached, SHORTEST)
        changed.loc[left, column] = _as_text(taken, decimals)[left]
    return changed


def _dates(edition: Edition, question: Question, size: int, rng: np.random.Generator) -> np.ndarray:
    """Days of the fieldwork, the early ones more often."""
    assert edition.start and edition.end
    span = (edition.end - edition.start).days + 1
    days = pd.to_datetime(edition.start) + pd.to_timedelta(np.floor(rng.beta(1, 1.6, size) * span), unit="D")
    written = days.sort_values().strftime(question.date_format or "%Y-%m-%d")
    return np.array(written, dtype=object)


def _remarks(remarks: Sequence[str], rate: float, size: int, rng: np.random.Generator) -> np.ndarray:
    chosen = np.array(remarks, dtype=object)[rng.integers(len(remarks), size=size)]
    return np.where(rng.random(size) < rate, chosen, "")


def _values(question: Question, persons: Persons, structure: SimulatedEdition) -> np.ndarray:
    values = persons.answers.values[question.name]
    if question.type == "numeric":
        values = _as_text(values, structure.decimals.get(question.name, 0))
    written = np.where(persons.answers.answered[question.name], values, "").astype(object)
    absent = persons.answers.absent[question.name]
    for kind, codes in question.missing.items():
        written[absent == kind] = codes[0]
    return written


def _as_text(numbers: np.ndarray, decimals: int) -> np.ndarray:
    return np.array(
        ["" if np.isnan(number) else f"{number:.{decimals}f}" for number in numbers], dtype=object
    )


def _ticks(question: Question, persons: Persons) -> dict[str, np.ndarray]:
    ticks = persons.answers.ticks(question.name)
    if question.delimiter:
        codes = list(question.codes)
        cells = [question.delimiter.join(np.array(codes, dtype=object)[row]) for row in ticks]
        return {question.column: np.array(cells, dtype=object)}
    written = np.where(ticks, question.ticked[0], question.not_ticked[0]).astype(object)
    written[~persons.answers.answered[question.name]] = ""
    return {column: written[:, rank] for rank, column in enumerate(question.columns.values())}
