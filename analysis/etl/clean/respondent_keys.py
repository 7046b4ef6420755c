"""The key of each respondent: the identifier that the file gives, else the row."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd
from pandas.api.extensions import ExtensionArray

from analysis.etl.clean.question_columns import renamed_column
from analysis.faults import some
from analysis.questionnaire import Edition, Survey
from analysis.questionnaire.kinds.cells import texts_of
from analysis.sources.received import DataError

LEAST_SHARED = 10
"""Rows left out for the identifier of another from which it may be the definition that is wrong."""


@dataclass(frozen=True)
class Keys:
    """A key (n,) for each respondent; `is_own` (n,) is False where the number of the row is used in its
    place.

    `ranks` (n,) is the same number for the same key.
    """

    texts: ExtensionArray
    is_own: np.ndarray
    ranks: np.ndarray

    def among(self, where: np.ndarray) -> Keys:
        """The keys of the respondents in the mask `where` (n,)."""
        return Keys(self.texts[where], self.is_own[where], self.ranks[where])

    def are(self, named: Iterable[str]) -> np.ndarray:
        """Mask (n,) of those whose key is one of `named`."""
        return np.asarray(pd.Series(self.texts).isin(list(named)))

    @property
    def is_repeated(self) -> np.ndarray:
        """Mask (n,) of those whose own key an earlier respondent has."""
        return self.repeated_among(np.ones(len(self.texts), dtype=bool))

    def repeated_among(self, where: np.ndarray) -> np.ndarray:
        """Mask (n,) of those in the mask `where` (n,) whose own key an earlier one there has."""
        places = np.flatnonzero(self.is_own & where)
        is_repeated = np.zeros(len(self.texts), dtype=bool)
        is_repeated[places] = pd.Series(self.ranks[places]).duplicated()
        return is_repeated


def refuse_shared_keys(is_repeated: np.ndarray, kept: int, survey: Survey, edition: Edition) -> None:
    """Raise DataError where most of those `kept` would be left out as met before: the identifier is none.

    `is_repeated` (n,) says who has the key of an earlier one.
    """
    repeated = int(is_repeated.sum())
    if repeated >= LEAST_SHARED and 2 * repeated > kept:
        name = renamed_column(survey.identifier or "", edition)
        raise DataError(
            f"identifier: {repeated} of {kept} rows have in column {name!r} what an earlier row has, and "
            "would be left out as duplicates; expected a column that tells respondents apart. Name it in "
            "survey.toml, or leave identifier out"
        )


def keys_of(frame: pd.DataFrame, survey: Survey, edition: Edition) -> Keys:
    """The keys of the respondents received.

    Raises DataError where the identifier is no column, or [exclude] names someone who is not there.
    """
    keys = _keys(frame, survey, edition)
    there = set(keys.texts[keys.are(edition.exclude)])
    absent = [key for key in edition.exclude if key not in there]
    if absent:
        raise DataError(
            f"[exclude] names respondents that are not in the file: {', '.join(absent)}. Take them out"
        )
    return keys


def _keys(frame: pd.DataFrame, survey: Survey, edition: Edition) -> Keys:
    if survey.identifier is None:
        return Keys(row_keys(frame.index), np.ones(len(frame), dtype=bool), np.arange(len(frame)))
    column = renamed_column(survey.identifier, edition)
    if column not in frame.columns:
        raise DataError(
            f"identifier: no column {column!r} in the file. Name it under [columns] of edition.toml; "
            f"columns: {some(frame.columns)}"
        )
    given = texts_of(frame[column])
    is_own = given != ""
    prefixes = _prefixes(frame.index, edition)
    if prefixes is not None:
        given[is_own] = prefixes[is_own] + given[is_own]
    texts = as_texts(given)
    ranks = pd.Series(texts).factorize()[0]
    texts[~is_own] = row_keys(frame.index[~is_own])
    return Keys(texts, is_own, ranks)


def _prefixes(index: pd.Index, edition: Edition) -> np.ndarray | None:
    """What stands before each identifier (n,), by its file; None where nothing does."""
    prefixes = np.array([file.prefix for file in edition.files], dtype=object)
    if not any(prefixes):
        return None
    if not isinstance(index, pd.MultiIndex):
        return np.repeat(prefixes, len(index))
    return prefixes[pd.factorize(index.get_level_values(0))[0]]


def as_texts(texts: Iterable[str]) -> ExtensionArray:
    """The texts in a quarter of the memory that as many objects take: a million keys are most of what is
    kept."""
    return pd.array(list(texts), dtype="str")


def row_keys(index: pd.Index) -> ExtensionArray:
    """The key (n,) of each respondent by the row of the file, the header not counted: "row 1".

    Of several files, by the file too: "paper.csv row 1".
    """
    if isinstance(index, pd.MultiIndex):
        return as_texts(f"{file} row {place + 1}" for file, place in index)
    return as_texts(f"row {place + 1}" for place in index)
