"""What sets of respondents are called, by the labels of the survey, never by how many they are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd

from analysis.indicators.disclosure.sets.ledger import RowSets
from analysis.questionnaire import Label, Survey
from analysis.results.schema import WHOLE


def set_labels(
    sets: Iterable[tuple[int, int]], frames: Sequence[pd.DataFrame], rows: Sequence[RowSets], survey: Survey
) -> list[str]:
    """The label of each set, (base, place), by the first row that is of it, or tells it; those that no row is
    of lie between two classings of one number."""
    return list(dict.fromkeys(_label(*each, frames, rows, survey) for each in sets))


def _label(
    base: int, place: int, frames: Sequence[pd.DataFrame], rows: Sequence[RowSets], survey: Survey
) -> str:
    for frame, of in zip(frames, rows, strict=True):
        own = np.flatnonzero((of.base == base) & (of.place == place))
        told = [row for row, sets in of.told.items() if (base, place) in sets]
        for row in (*own[:1].tolist(), *told[:1]):
            return row_label(frame.iloc[row], survey)
    for frame, of in zip(frames, rows, strict=True):
        for row in np.flatnonzero(of.base == base)[:1].tolist():
            name = survey.indicators[str(frame["indicator"].iloc[row])].variable
            return f"{name}: those between the bounds of two classings"
    return "those between the bounds of two classings"


def row_label(row: pd.Series, survey: Survey) -> str:
    """What a row is of: its indicator, its population and its group."""
    indicator = survey.indicators[row["indicator"]]
    found = [indicator.name]
    if indicator.population:
        found.append(_said(survey.populations[indicator.population].label, indicator.population))
    if row["breakdown"] != WHOLE:
        found.append(f"{breakdown_label(row['breakdown'], survey)}: {group_label(row, survey)}")
    return ", ".join(found)


def group_label(row: pd.Series, survey: Survey) -> str:
    """What the group of a row is called."""
    code = row["group"]
    return _said(survey.questions[row["breakdown"]].codes.get(code, Label("", "")), code)


def breakdown_label(breakdown: str, survey: Survey) -> str:
    """What a breakdown is called, with the name that it has in survey.toml."""
    label = survey.questions[breakdown].label
    return breakdown if label.fr.strip() in ("", breakdown) else f"{breakdown} ({label.fr})"


def _said(label: Label, name: str) -> str:
    return name if label.is_blank else label.fr
