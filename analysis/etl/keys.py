"""Who is who: the key of each respondent, from the identifier or the row's number."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.etl.columns import renamed_column
from analysis.etl.received import DataError
from analysis.etl.texts import texts_of
from analysis.faults import some
from analysis.questionnaire import Edition, Survey


@dataclass(frozen=True)
class Keys:
    """A key (n,) for each respondent; `is_own` (n,) is False where the row's number had to serve."""

    texts: np.ndarray
    is_own: np.ndarray

    @property
    def is_repeated(self) -> np.ndarray:
        """Mask (n,) of those whose own key an earlier respondent has."""
        own = pd.Series(self.texts).where(self.is_own)
        return np.asarray(own.duplicated() & self.is_own)


def keys_of(frame: pd.DataFrame, survey: Survey, edition: Edition) -> Keys:
    """The keys of the respondents received.

    Raises DataError where the identifier is no column, or [exclude] names someone who is not there.
    """
    keys = _keys(frame, survey, edition)
    absent = [key for key in edition.exclude if key not in set(keys.texts)]
    if absent:
        raise DataError(
            f"[exclude] names respondents that are not in the file: {', '.join(absent)}. Take them out"
        )
    return keys


def _keys(frame: pd.DataFrame, survey: Survey, edition: Edition) -> Keys:
    rows = row_keys(frame.index)
    if survey.identifier is None:
        return Keys(rows, np.ones(len(frame), dtype=bool))
    column = renamed_column(survey.identifier, edition)
    if column not in frame.columns:
        raise DataError(
            f"identifier: no column {column!r} in the file. Name it under [columns] of edition.toml; "
            f"columns: {some(frame.columns)}"
        )
    texts = texts_of(frame[column])
    return Keys(np.where(texts == "", rows, texts), texts != "")


def row_keys(index: pd.Index) -> np.ndarray:
    """The key (n,) of each respondent by the row of the file, the header not counted: "row 1".

    Of several files, by the file too: "paper.csv row 1".
    """
    if isinstance(index, pd.MultiIndex):
        return np.array([f"{file} row {place + 1}" for file, place in index], dtype=object)
    return np.array([f"row {place + 1}" for place in index], dtype=object)
