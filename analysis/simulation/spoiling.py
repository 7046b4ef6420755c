"""Deliberate faults, at the rates seen in real files, each recorded: cleaning has something to find."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.questionnaire import Question, Survey
from analysis.simulation.structures import Rates

UNKNOWN_CODES = ("77", "96")


@dataclass(frozen=True)
class SpoiltCell:
    """One cell spoilt on purpose; `row` is its place in the table before duplicates are added."""

    kind: str
    row: int
    column: str
    value: str


def spoil(
    table: pd.DataFrame, survey: Survey, rates: Rates, rng: np.random.Generator
) -> tuple[pd.DataFrame, list[SpoiltCell]]:
    """The table with its faults, and the list of them; people who broke off leave the rest empty."""
    cells = [
        *_unknown_codes(table, survey, rates.unknown_codes, rng),
        *_out_of_range(table, survey, rates.out_of_range, rng),
        *_against_routing(table, survey, rates.against_routing, rng),
        *_contradictions(table, survey, rates.contradictions, rng),
    ]
    spoilt = table.copy()
    for cell in cells:
        spoilt.loc[cell.row, cell.column] = cell.value
    spoilt = break_off(spoilt, survey, rates.break_off, rng)
    kept = [cell for cell in cells if spoilt.loc[cell.row, cell.column] == cell.value]
    return add_duplicates(spoilt, rates.duplicates, rng), kept


def _unknown_codes(
    table: pd.DataFrame, survey: Survey, rate: float, rng: np.random.Generator
) -> Iterator[SpoiltCell]:
    for question in survey.asked.values():
        if question.is_coded and not question.required:
            for row in _some(table[question.column] != "", rate, rng):
                yield SpoiltCell("unknown code", row, question.column, UNKNOWN_CODES[row % 2])


def _out_of_range(
    table: pd.DataFrame, survey: Survey, rate: float, rng: np.random.Generator
) -> Iterator[SpoiltCell]:
    for question in survey.asked.values():
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
    table: pd.DataFrame, survey: Survey, rate: float, rng: np.random.Generator
) -> Iterator[SpoiltCell]:
    """An answer where none was to be given, from someone who answered the last coded question."""
    last = [question.column for question in survey.asked.values() if question.is_coded][-1]
    went_on = table[last] != ""
    for question in survey.asked.values():
        if question.asked_if and question.is_coded:
            for row in _some((table[question.column] == "") & went_on, rate, rng):
                yield SpoiltCell("against routing", row, question.column, next(iter(question.codes)))


def _contradictions(
    table: pd.DataFrame, survey: Survey, rate: float, rng: np.random.Generator
) -> Iterator[SpoiltCell]:
    """An exclusive answer ticked together with another."""
    for question in survey.asked.values():
        for code in question.exclusive if question.columns else ():
            first = next(iter(question.columns.values()))
            ticked = table[question.columns[code]] == question.ticked[0]
            for row in _some(ticked, rate, rng):
                yield SpoiltCell("contradiction", row, first, question.ticked[0])


def _some(possible: pd.Series, rate: float, rng: np.random.Generator) -> list[int]:
    chosen = possible.to_numpy(dtype=bool) & (rng.random(len(possible)) < rate)
    return [int(row) for row in np.flatnonzero(chosen)]


def break_off(table: pd.DataFrame, survey: Survey, rate: float, rng: np.random.Generator) -> pd.DataFrame:
    """The table in which some leave on the way: all that follows is empty. The weight stays."""
    last = len(table.columns) - (1 if survey.design.weight else 0)
    first = min(10, last - 1)
    leaves_at = np.where(rng.random(len(table)) < rate, rng.integers(first, last, len(table)), last)
    cells = table.to_numpy(dtype=object).copy()
    cells[:, :last][np.arange(last)[None, :] >= leaves_at[:, None]] = ""
    return pd.DataFrame(cells, columns=table.columns, dtype=object)


def add_duplicates(table: pd.DataFrame, rate: float, rng: np.random.Generator) -> pd.DataFrame:
    """The table followed by some of its rows once more, under the same identifier."""
    again = np.sort(rng.choice(len(table), round(len(table) * rate), replace=False))
    return pd.concat([table, table.iloc[again]], ignore_index=True)
