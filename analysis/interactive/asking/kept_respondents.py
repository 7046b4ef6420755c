"""The respondents of a built edition: answers read when first asked for, and their sampling design."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Protocol

import numpy as np
import pandas as pd
from pyarrow.parquet import read_metadata

from analysis.etl.clean.sampling import Sampling
from analysis.etl.cleaning import Cleaned
from analysis.etl.edition_respondents import respondents_of, weighing
from analysis.etl.weighting import Weighted
from analysis.faults import Fault
from analysis.interactive.asking.conditions import Filter
from analysis.interactive.asking.near_names import AnalystError
from analysis.interactive.asking.variables import SurveyVariable
from analysis.questionnaire import Edition, Question, Survey
from analysis.questionnaire.kinds import kind_of
from analysis.questionnaire.kinds.answers import Answers
from analysis.sources.coded_files import kept_answers, kept_numbers, kept_questions

ROUNDING = 1e-9
"""Weights that differ by less, beside their size, are the same."""


@dataclass(frozen=True, eq=False, repr=False)
class KeptAnswers(Mapping[str, Answers]):
    """The answers of respondents.parquet by question, each read when it is first asked for; `made` are those
    of variables made on the fly."""

    path: Path
    questions: Mapping[str, Question]
    made: Mapping[str, Answers] = field(default_factory=dict)
    read: dict[str, Answers] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Answers:
        if name in self.made:
            return self.made[name]
        if name not in self.read:
            self.read[name] = kept_answers(self.path, self.questions[name])
        return self.read[name]

    def __iter__(self) -> Iterator[str]:
        return iter({**self.questions, **self.made})

    def __len__(self) -> int:
        return len({**self.questions, **self.made})

    def __repr__(self) -> str:
        return f"answers to {len(self)} questions, not displayed"


class RespondentsOfEdition(Protocol):
    """The respondents of an edition, wherever they are: how many, their answers, their design."""

    @property
    def n(self) -> int: ...

    @property
    def removed(self) -> int: ...

    @property
    def questions(self) -> Mapping[str, Question]: ...

    @property
    def answers(self) -> Mapping[str, Answers]: ...

    @property
    def weighted(self) -> Weighted: ...


@dataclass(frozen=True, eq=False)
class RespondentsInMemory:
    """Respondents that were cleaned in this session, from a file of one's own."""

    weighted: Weighted

    @property
    def n(self) -> int:
        """How many there are."""
        return self.weighted.design.n

    @property
    def removed(self) -> int:
        """How many who answered were left out by the cleaning, as their weight or design is not usable."""
        return self.weighted.cleaned.received - self.n

    @property
    def questions(self) -> Mapping[str, Question]:
        """The questions that can be counted."""
        cleaned = self.weighted.cleaned
        return {
            name: answers.question
            for name, answers in cleaned.answers.items()
            if kind_of(answers.question).is_counted and name not in cleaned.left_out
        }

    @property
    def answers(self) -> Mapping[str, Answers]:
        """The answers by question."""
        return self.weighted.cleaned.answers

    def __repr__(self) -> str:
        return f"{self.n} respondents, not displayed"


@dataclass(frozen=True, eq=False, repr=False)
class KeptRespondents:
    """The respondents of an edition as they were built: n, answers, and the design with its calibration.

    The weights are calibrated again to margins.csv, as a variance needs it, and must be those of the file.
    """

    path: Path
    raw: Path
    survey: Survey
    edition: Edition

    @cached_property
    def answers(self) -> KeptAnswers:
        """The answers by question."""
        return KeptAnswers(self.path, kept_questions(self.path, self.survey))

    @property
    def questions(self) -> Mapping[str, Question]:
        """The questions that can be counted."""
        return self.answers.questions

    @property
    def removed(self) -> int:
        """0: whom a build left out is in its removed.csv."""
        return 0

    @cached_property
    def n(self) -> int:
        """How many there are."""
        return int(read_metadata(self.path).num_rows)

    def __repr__(self) -> str:
        return f"{self.n} respondents, not displayed"

    @cached_property
    def weighted(self) -> Weighted:
        """The respondents with their design. Raises Fault where the margins are not those of the build."""
        design = self.survey.design
        if (
            self.survey.designs
            or design.fpc
            or design.household
            or (design.replicates and design.replicates.columns)
        ):
            return respondents_of(self.raw, self.survey, self.edition)
        columns = kept_numbers(self.path, ("weight", "start_weight", "stratum", "psu"))
        found = self._weighed(columns)
        if not np.allclose(found.design.weights, columns["weight"], rtol=ROUNDING, atol=0):
            raise Fault(
                f"{self.raw}: its margins or the survey's [weighting] have changed since the build, and the "
                f"weights with them. Run: assoscope build {self.survey.name}/{self.edition.name}"
            )
        return found

    def _weighed(self, columns: Mapping[str, np.ndarray]) -> Weighted:
        start = columns["start_weight"]
        strata, psus = (columns.get(name) for name in ("stratum", "psu"))
        sampling = Sampling(start, strata, psus, np.ones(len(start), dtype=bool))
        rows = pd.array(np.arange(len(start)))
        nothing = pd.DataFrame()
        cleaned = Cleaned(rows, self.answers, sampling, nothing, nothing, len(start))
        return weighing(self.raw, self.survey, self.edition)(cleaned)


def with_made(weighted: Weighted, made: Mapping[str, Answers]) -> Weighted:
    """The same respondents, with the answers to variables made on the fly."""
    answers = weighted.cleaned.answers
    if isinstance(answers, KeptAnswers):
        joined: Mapping[str, Answers] = replace(answers, made={**answers.made, **made})
    else:
        joined = {**answers, **made}
    of_some = {
        name: with_made(each, {key: given.among(weighted.members[name]) for key, given in made.items()})
        for name, each in weighted.of_some.items()
    }
    return replace(weighted, cleaned=replace(weighted.cleaned, answers=joined), of_some=of_some)


def unweighted(weighted: Weighted) -> Weighted:
    """The same respondents, each of whom counts one."""
    return _with_weights(weighted, None)


def weighed_by(weighted: Weighted, by: bool | SurveyVariable, where: Filter | None) -> Weighted:
    """The respondents under the weights of the survey (True), one each (False), or a number of each.

    Raises AnalystError where the number is no weight of someone who counts: absent, zero or less.
    """
    if isinstance(by, bool):
        return weighted if by else unweighted(weighted)
    if not kind_of(by.question).is_quantity:
        raise AnalystError(f"weights: {by.name} ({by.label}) is no number; expected True, False or a number")
    numbers = np.asarray(kind_of(by.question).numbers(by.answers_of()), dtype=float)
    usable = numbers > 0
    lacking = ~usable if where is None else where.masks()[0] & ~usable
    if lacking.any():
        some = int(lacking.sum())
        told = f"fewer than {by.confidential_below}" if some < by.confidential_below else str(some)
        raise AnalystError(
            f"weights: {by.name} is absent, zero or less for {told} respondents who count; "
            f"leave them out: where={by.name} > 0"
        )
    return _with_weights(weighted, np.where(usable, numbers, 0.0))


def _with_weights(weighted: Weighted, numbers: np.ndarray | None) -> Weighted:
    """The respondents of each design under other weights; who has none in it still has none. None counts
    each as one."""
    counts = (weighted.design.weights > 0).astype(float)
    weights = counts if numbers is None else counts * numbers
    of_some = {name: _with_weights(each, numbers) for name, each in weighted.of_some.items()}
    return replace(weighted, design=weighted.design.weighted_otherwise(weights), of_some=of_some)
