"""Deliberate faults, at the rates seen in real files, each recorded: cleaning has something to find."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.questionnaire import Contradiction, Question, Survey
from analysis.questionnaire.kinds import kind_of
from tests.simulation.answers import DrawnAnswers
from tests.simulation.structures import Rates

UNKNOWN_CODES = ("77", "96")
FIRST_PUT = 8
"""Nobody leaves before so many columns of the questionnaire."""


@dataclass(frozen=True)
class SpoiltCell:
    """One cell spoilt on purpose; `row` is its place in the table before duplicates are added."""

    kind: str
    row: int
    column: str
    value: str


@dataclass(frozen=True)
class Spoilt:
    """The table (rows: persons) with its faults, the list of them, and the share (n,) of the columns that
    each person came to before leaving."""

    table: pd.DataFrame
    cells: list[SpoiltCell]
    reached: np.ndarray


def spoil(
    table: pd.DataFrame,
    answers: DrawnAnswers,
    asked: Mapping[str, Question],
    rates: Rates,
    rng: np.random.Generator,
) -> Spoilt:
    """The table with its faults; people who broke off leave the rest empty."""
    cells = [
        *_unknown_codes(table, asked, rates.unknown_codes, rng),
        *_out_of_range(table, asked, rates.out_of_range, rng),
        *_against_routing(table, asked, rates.against_routing, rng),
        *_excluded_answers(table, asked, rates.excluded_answers, rng),
        *_contradictions(answers, asked, rates.contradictions, rng),
    ]
    spoilt = table.copy()
    for cell in cells:
        spoilt.loc[cell.row, cell.column] = cell.value
    put = columns_put(table, answers.survey, asked)
    left_at = leaving(len(table), len(put), rates.break_off, rng)
    spoilt = break_off(spoilt, put, left_at)
    kept = [cell for cell in cells if spoilt.loc[cell.row, cell.column] == cell.value]
    return Spoilt(spoilt, kept, left_at / len(put))


def _unknown_codes(
    table: pd.DataFrame, asked: Mapping[str, Question], rate: float, rng: np.random.Generator
) -> Iterator[SpoiltCell]:
    for question in asked.values():
        if kind_of(question).is_coded and not question.required:
            for row in _some(table[question.column] != "", rate, rng):
                yield SpoiltCell("unknown code", row, question.column, UNKNOWN_CODES[row % 2])


def _out_of_range(
    table: pd.DataFrame, asked: Mapping[str, Question], rate: float, rng: np.random.Generator
) -> Iterator[SpoiltCell]:
    for question in asked.values():
        if question.type == "numeric" and question.maximum is not None:
            for row in _some(table[question.column] != "", rate, rng):
                excess = 3 + int(rng.integers(90))
                yield SpoiltCell("out of range", row, question.column, _beyond(question, excess))


def _beyond(question: Question, excess: int) -> str:
    """A number above the maximum, or below a large minimum, as text; never a code of absence."""
    low, high = question.minimum or 0, question.maximum or 0
    number = low - excess if low > 100 and excess % 2 else high + excess
    absent = {code for codes in question.missing.values() for code in codes}
    return f"{number + 7:.0f}" if f"{number:.0f}" in absent else f"{number:.0f}"


def _against_routing(
    table: pd.DataFrame, asked: Mapping[str, Question], rate: float, rng: np.random.Generator
) -> Iterator[SpoiltCell]:
    """An answer where none was to be given, from someone who answered the last coded question."""
    last = [question.column for question in asked.values() if kind_of(question).is_coded][-1]
    went_on = table[last] != ""
    for question in asked.values():
        if question.asked_if and kind_of(question).is_coded:
            for row in _some((table[question.column] == "") & went_on, rate, rng):
                yield SpoiltCell("against routing", row, question.column, next(iter(question.codes)))


def _excluded_answers(
    table: pd.DataFrame, asked: Mapping[str, Question], rate: float, rng: np.random.Generator
) -> Iterator[SpoiltCell]:
    """An exclusive answer ticked together with another."""
    for question in asked.values():
        for code in question.exclusive if question.columns else ():
            first = next(iter(question.columns.values()))
            ticked = table[question.columns[code]] == question.ticked[0]
            for row in _some(ticked, rate, rng):
                yield SpoiltCell("excluded answer", row, first, question.ticked[0])


def _contradictions(
    answers: DrawnAnswers, asked: Mapping[str, Question], rate: float, rng: np.random.Generator
) -> Iterator[SpoiltCell]:
    """Of those who give all the answers of a contradiction but the last, some are made to give that too."""
    for contradiction in answers.survey.contradictions.values():
        if list(contradiction.when)[-1] in asked:
            yield from _contradicting(contradiction, answers, asked, rate, rng)


def _contradicting(
    contradiction: Contradiction,
    answers: DrawnAnswers,
    asked: Mapping[str, Question],
    rate: float,
    rng: np.random.Generator,
) -> Iterator[SpoiltCell]:
    *others, last = contradiction.when
    question, code = asked[last], contradiction.when[last][0]
    column = question.columns.get(code, question.column)
    value = question.ticked[0] if question.columns else code
    possible = answers.hold({name: contradiction.when[name] for name in others}) & answers.answered[last]
    for row in _some(pd.Series(possible), rate, rng):
        yield SpoiltCell("contradiction", row, column, value)


def _some(possible: pd.Series, rate: float, rng: np.random.Generator) -> list[int]:
    chosen = possible.to_numpy(dtype=bool) & (rng.random(len(possible)) < rate)
    return [int(row) for row in np.flatnonzero(chosen)]


def columns_put(table: pd.DataFrame, survey: Survey, asked: Mapping[str, Question]) -> list[str]:
    """The columns that respondents fill in: not the identifier, the weight and what the machine notes."""
    noted = {question.column for question in asked.values() if question.type == "date"}
    paradata = {survey.quality.duration, *survey.quality.completed}
    noted |= {question.column for question in asked.values() if question.name in paradata}
    noted |= {str(table.columns[0]), survey.design.weight or ""}
    return [column for column in table.columns if column not in noted]


def leaving(persons: int, columns: int, rate: float, rng: np.random.Generator) -> np.ndarray:
    """How many of the columns each person comes to: all, or for those who leave evenly any number."""
    leaves_at = rng.integers(min(FIRST_PUT, columns - 1), columns, persons)
    return np.where(rng.random(persons) < rate, leaves_at, columns)


def break_off(table: pd.DataFrame, put: list[str], left_at: np.ndarray) -> pd.DataFrame:
    """The table in which those who leave on the way have left all that follows empty."""
    cells = table[put].to_numpy(dtype=object).copy()
    cells[np.arange(len(put))[None, :] >= left_at[:, None]] = ""
    return table.assign(**dict(zip(put, cells.T, strict=True)))


def add_duplicates(
    table: pd.DataFrame, identifier: str, rates: Rates, rng: np.random.Generator
) -> pd.DataFrame:
    """The table, then some of its rows once more: under the same identifier, and under another."""
    again = np.sort(rng.choice(len(table), round(len(table) * rates.duplicates), replace=False))
    twice = np.sort(rng.choice(len(table), round(len(table) * rates.same_answers), replace=False))
    others = table.iloc[twice].copy()
    latest = int(table[identifier].iloc[-1])
    others[identifier] = [str(latest + 1 + rank) for rank in range(len(others))]
    return pd.concat([table, others, table.iloc[again]], ignore_index=True)
