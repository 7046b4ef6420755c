"""The respondents of an edition as a table for others, without identifiers and open answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from pyarrow.parquet import read_schema

from analysis.exports.file_variables import WEIGHT, FileVariable, file_variables
from analysis.questionnaire import Edition, Question, Survey
from analysis.questionnaire.kinds import kind_of
from analysis.results.record_columns import RESPONDENTS_KEPT
from analysis.workspace import Place

DESIGN = ("stratum", "psu")
"""Columns of the design, of which numbers go out and no labels."""


@dataclass(frozen=True)
class RespondentTable:
    """Respondents (n) by variable: `values` and, beside each, why there is none; weights and design.

    Values are codes as texts, ticks as True or False, numbers or days; None, NaN or NaT for none. `statuses`
    are words of the kinds of absence, "answered" where there is a value.
    """

    variables: Sequence[FileVariable]
    values: Mapping[str, pd.Series]
    statuses: Mapping[str, pd.Series]
    weights: np.ndarray
    design: Mapping[str, np.ndarray]

    @property
    def n(self) -> int:
        """How many respondents there are."""
        return len(self.weights)

    def numbered(self, variable: FileVariable) -> pd.Series:
        """The codes or ticks of a variable as numbers, those of its absences where there is none."""
        values = self.values[variable.name]
        numbers = pd.to_numeric(values.astype("object").map(_number), errors="coerce")
        absent = self.statuses[variable.name].astype("object").map(variable.absences)
        return numbers.where(numbers.notna(), absent).astype("float64")


def _number(value: object) -> float:
    """A code, or a tick, as a number; NaN for none."""
    if value is None or value is pd.NA or value != value:
        return float("nan")
    return float(int(value)) if isinstance(value, bool | np.bool_) else float(str(value))


def respondent_table(place: Place, survey: Survey, edition: Edition) -> RespondentTable:
    """The respondents that the edition keeps, without identifiers and open answers."""
    path = place.processed / RESPONDENTS_KEPT.name
    present = set(read_schema(path).names)
    absent = [each.name for each in survey.questions.values() if not _is_kept(each, present)]
    variables = file_variables(survey, [*absent, *edition.not_asked])
    status = {each.name: f"{each.question.name}.status" for each in variables}
    wanted = dict.fromkeys([WEIGHT, *DESIGN, *(each.kept_as for each in variables), *status.values()])
    frame = pd.read_parquet(path, columns=[name for name in wanted if name in present])
    return RespondentTable(
        variables,
        {each.name: frame[each.kept_as] for each in variables},
        {each.name: frame[status[each.name]] for each in variables},
        frame[WEIGHT].to_numpy(),
        {name: pd.factorize(frame[name], sort=True)[0] + 1 for name in DESIGN if name in present},
    )


def _is_kept(question: Question, present: set[str]) -> bool:
    """Whether respondents.parquet has the columns of a question; it has none of what is in no output."""
    return present.issuperset([*kind_of(question).kept_columns(question), f"{question.name}.status"])
