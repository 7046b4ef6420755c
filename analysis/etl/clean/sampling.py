"""The weight, stratum, units and replicate weights of each respondent, as the file gives them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase

import numpy as np

from analysis.etl.clean.problems import ProblemKind, ProblemLog
from analysis.etl.clean.question_columns import renamed_column
from analysis.questionnaire import DesignOfSome, Edition, SamplingDesign, Survey
from analysis.questionnaire.kinds.answers import Answers
from analysis.questionnaire.kinds.cells import Column, texts_of
from analysis.questionnaire.kinds.conditions import answered_one_of
from analysis.questionnaire.reading.written_numbers import numbers_in
from analysis.sources.received import DataError, Received
from analysis.statistics import Design, Stage

LEAST, GREATEST = 1e-9, 1e12
"""Weights beyond these are errors, and their squares would leave the range of numbers."""


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

    def texts(name: str | None) -> np.ndarray | None:
        return None if name is None else texts_of(received.answers[renamed_column(name, edition)])

    def numbers(column: str, problem: ProblemKind, name: str = "") -> np.ndarray:
        return _numbers(received, name or column, column, problem, problems, inside)

    def size(name: str) -> np.ndarray:
        return numbers(renamed_column(name, edition), "not a population size", name)

    strata, psus, homes = map(texts, (design.strata, design.psu, design.household))
    weights = inside.astype(float)
    if design.weight is not None:
        weights = numbers(renamed_column(design.weight, edition), "not a weight", design.weight)
    fpc = None if design.fpc is None else size(design.fpc)
    replicates = [numbers(column, "not a weight") for column in replicate_columns(received, design)]
    stages = [
        Stage(
            texts_of(received.answers[renamed_column(each.unit, edition)]), size(each.fpc), texts(each.strata)
        )
        for each in design.stages
    ]
    figures = [weights, *replicates, *(stage.fpc for stage in stages), *([] if fpc is None else [fpc])]
    labels = [(design.strata, strata), (design.psu, psus), (design.household, homes)]
    for given, stage in zip(design.stages, stages, strict=True):
        labels += [(given.unit, stage.units), (given.strata, stage.strata)]
    is_usable = ~_is_blank(labels, inside, problems)
    for each in figures:
        is_usable &= ~np.isnan(each)
    table = np.stack(replicates, axis=1) if replicates else None
    return Sampling(weights, strata, psus, is_usable, fpc, table, tuple(stages), homes)


def _is_blank(
    labels: Iterable[tuple[str | None, np.ndarray | None]], inside: np.ndarray, problems: ProblemLog
) -> np.ndarray:
    """Mask (n,) of those inside who have a blank in one of the columns of labels; each is a problem."""
    found = np.zeros(len(inside), dtype=bool)
    for name, texts in labels:
        if texts is not None:
            is_blank = inside & (texts == "")
            problems.note(is_blank, name or "", "", "blank in the sampling design", action="removed")
            found |= is_blank
    return found


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
