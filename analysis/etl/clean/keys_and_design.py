"""The key, the weight, the stratum and the primary unit of each respondent, as the file gives them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase

import numpy as np
import pandas as pd
from pandas.api.extensions import ExtensionArray

from analysis.etl.clean.problems import ProblemKind, ProblemLog
from analysis.etl.clean.question_columns import renamed_column
from analysis.faults import some
from analysis.questionnaire import DesignOfSome, Edition, SamplingDesign, Survey
from analysis.questionnaire.kinds.answers import Answers
from analysis.questionnaire.kinds.cells import Column, texts_of
from analysis.questionnaire.kinds.conditions import answered_one_of
from analysis.questionnaire.reading.written_numbers import numbers_in
from analysis.sources.received import DataError, Received
from analysis.statistics import Design, Stage

LEAST, GREATEST = 1e-9, 1e12
"""Weights beyond these are errors, and their squares would leave the range of numbers."""
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


@dataclass(frozen=True)
class Sampling:
    """Start weights (n,), and where the survey has them strata and PSUs (n,) as texts, the population of PSUs
    in the stratum or the fraction drawn (n,), replicate weights (n, r), the stages after the first, and the
    household (n,) of each respondent."""

    weights: np.ndarray
    strata: np.ndarray | None
    psus: np.ndarray | None
    is_usable: np.ndarray
    fpc: np.ndarray | None = None
    replicates: np.ndarray | None = None
    stages: tuple[Stage, ...] = ()
    households: np.ndarray | None = None

    def __repr__(self) -> str:
        return f"sampling of {len(self.weights)} respondents, not displayed"

    def among(self, where: np.ndarray) -> Sampling:
        """The design of the respondents in the mask `where`."""
        optional = (self.strata, self.psus, self.fpc, self.replicates, self.households)
        strata, psus, fpc, replicates, homes = (None if each is None else each[where] for each in optional)
        stages = tuple(stage.among(where) for stage in self.stages)
        usable = self.is_usable[where]
        return Sampling(self.weights[where], strata, psus, usable, fpc, replicates, stages, homes)

    def drawn(self, weights: np.ndarray, design: SamplingDesign) -> Design:
        """The design of these respondents with other weights (n,)."""
        return Design(
            weights,
            strata=self.strata,
            psus=self.psus,
            fpc=self.fpc,
            single_psu=design.single_psu,
            alone_in_domain=design.alone_in_domain,
            stages=self.stages,
        )


def sampling_of(
    received: Received, design: SamplingDesign, edition: Edition, problems: ProblemLog, inside: np.ndarray
) -> Sampling:
    """The design of every respondent received; a weight that is no number of 0 or more is a problem.

    Who is not in the mask `inside` (n,) has no part in it: weight 0, whatever the columns hold, and no
    problem.
    """

    def column(name: str | None) -> np.ndarray | None:
        return None if name is None else texts_of(received.answers[renamed_column(name, edition)])

    def numbers(name: str, column: str, problem: ProblemKind = "not a weight") -> np.ndarray:
        return _numbers(received, name, column, problem, problems, inside)

    strata, psus, homes = map(column, (design.strata, design.psu, design.household))
    weights, fpc = inside.astype(float), None
    if design.weight is not None:
        weights = numbers(design.weight, renamed_column(design.weight, edition))
    if design.fpc is not None:
        fpc = numbers(design.fpc, renamed_column(design.fpc, edition), "not a population size")
    replicates = [numbers(name, name) for name in replicate_columns(received, design)]
    stages = [
        Stage(texts_of(received.answers[renamed_column(each.unit, edition)]), size, column(each.strata))
        for each in design.stages
        for size in [numbers(each.fpc, renamed_column(each.fpc, edition), "not a population size")]
    ]
    is_usable = ~np.isnan(weights)
    for given in (fpc, *replicates, *(stage.fpc for stage in stages)):
        is_usable &= True if given is None else ~np.isnan(given)
    named = [(design.strata, strata), (design.psu, psus), (design.household, homes)]
    for given_stage, stage in zip(design.stages, stages, strict=True):
        named += [(given_stage.unit, stage.units), (given_stage.strata, stage.strata)]
    for name, labels in named:
        if labels is not None:
            is_blank = inside & (labels == "")
            problems.note(is_blank, name or "", "", "blank in the sampling design", action="removed")
            is_usable &= ~is_blank
    table = np.stack(replicates, axis=1) if replicates else None
    return Sampling(weights, strata, psus, is_usable, fpc, table, tuple(stages), homes)


def samplings_of_some(
    received: Received,
    survey: Survey,
    edition: Edition,
    problems: ProblemLog,
    answers: Mapping[str, Answers],
) -> dict[str, Sampling]:
    """Each design of some respondents, by its name; all others have no weight in it.

    Raises DataError where a design that says nobody's is not theirs leaves respondents without a weight.
    """
    found = {}
    for name, design in survey.designs.items():
        inside = answered_one_of(design.among, answers, len(received.answers))
        if not design.among and design.weight is not None:
            _refuse_blank(received, design, renamed_column(design.weight, edition))
        found[name] = sampling_of(received, design, edition, problems, inside)
    return found


def _refuse_blank(received: Received, design: DesignOfSome, column: str) -> None:
    blank = int((texts_of(received.answers[column]) == "").sum())
    if blank:
        raise DataError(
            f"designs.{design.name}: {blank} of {len(received.answers)} respondents have no weight in column "
            f"{column}. Say whose design it is, so that the others stay in the file without it: among = "
            '{ mode = ["web"] }, or of a number asked in that column, among = { poids = "0.." }'
        )


def _numbers(
    received: Received,
    name: str,
    column: str,
    problem: ProblemKind,
    problems: ProblemLog,
    inside: np.ndarray,
) -> np.ndarray:
    """The numbers (n,) of a column of the design, 0 for those it is not of; NaN, and a problem, where there
    is none that can serve."""
    given = Column(received.answers[column], {}, received.decimals)
    found = given.spread(numbers_in(given.texts, given.decimals))
    found[~((found == 0) | ((found >= LEAST) & (found <= GREATEST)))] = np.nan
    found[~inside] = 0
    expected = f"expected 0, or {LEAST:g} to {GREATEST:g}"
    problems.note(np.isnan(found), name, given, problem, expected, "removed")
    return found


def replicate_columns(received: Received, design: SamplingDesign) -> list[str]:
    """The columns of replicate weights: those named, and those that a name with * stands for.

    Raises DataError where one of them is no column.
    """
    found = [name for name in map(str, received.answers.columns) if design.holds_replicates(name)]
    for pattern in design.replicates.columns if design.replicates is not None else ():
        if not any(fnmatchcase(name, pattern) for name in found):
            raise DataError(
                f"design.replicates: no column {pattern!r} in the file; name its columns or a pattern: repwt*"
            )
    return found
