"""The respondents of an edition as a table for others, without identifiers and open answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from pyarrow.parquet import read_schema

from analysis.exports.file_variables import (
    DESIGN,
    WEIGHT,
    FileVariable,
    columns_of_designs,
    file_variables,
)
from analysis.questionnaire import Edition, Question, Survey
from analysis.questionnaire.kinds import kind_of
from analysis.results.record_columns import RESPONDENTS_KEPT
from analysis.workspace import Place


@dataclass(frozen=True)
class RespondentTable:
    """Respondents (n) by variable: `values` and, beside each, why there is none; weights and design.

    Values are codes as texts, ticks as True or False, numbers or days; None, NaN or NaT for none. `statuses`
    are words of the kinds of absence, "answered" where there is a value. `design` has strata and units as
    numbers, and the weights of the designs of some, NaN for all others.
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
    of_designs = {name: name for name in DESIGN} | columns_of_designs(survey)
    wanted = dict.fromkeys(
        [WEIGHT, *of_designs.values(), *(each.kept_as for each in variables), *status.values()]
    )
    frame = pd.read_parquet(path, columns=[name for name in wanted if name in present])
    return RespondentTable(
        variables,
        {each.name: frame[each.kept_as] for each in variables},
        {each.name: frame[status[each.name]] for each in variables},
        frame[WEIGHT].to_numpy(),
        {name: _of_design(frame[kept]) for name, kept in of_designs.items() if kept in present},
    )


def _of_design(column: pd.Series) -> np.ndarray:
    """A column of the design as numbers: weights as they are, of labels their places from 1, 0 for none."""
    if pd.api.types.is_numeric_dtype(column):
        return column.to_numpy()
    return pd.factorize(column, sort=True)[0] + 1


def _is_kept(question: Question, present: set[str]) -> bool:
    """Whether respondents.parquet has the columns of a question; it has none of what is in no output."""
    return present.issuperset([*kind_of(question).kept_columns(question), f"{question.name}.status"])
