"""Problems of the data as rows: which respondent, which value, what was done about it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import pandas as pd
from pandas.api.extensions import ExtensionArray

from analysis.questionnaire.kinds.kind import Shown, ValueProblem
from analysis.results.record_columns import PROBLEMS

MADE_MISSING = "set to missing (invalid)"

ProblemKind = Literal[
    ValueProblem,
    "in no class",
    "in no region",
    "answer against routing",
    "not a weight",
    "not a population size",
    "blank in the sampling design",
    "no identifier",
    "other without its answer",
    "column not in the file",
    "column not in every file",
    "labels differ between files",
    "looks like a direct identifier",
]


@dataclass
class ProblemLog:
    """Rows of problems as they are found; `frame` gives them in that order.

    `respondents` are the keys (n,) of everyone received. A problem is "kind" or "kind; detail".
    """

    respondents: ExtensionArray
    _parts: list[pd.DataFrame] = field(default_factory=list)

    def note(
        self,
        where: np.ndarray,
        question: str,
        values: Shown | str,
        kind: ProblemKind,
        detail: str = "",
        action: str = MADE_MISSING,
    ) -> None:
        """One row for each respondent of the mask `where` (n,), with its value in `values` (n,).

        Only the values shown are put in words.
        """
        if not where.any():
            return
        shown = values if isinstance(values, str) else _in_words(values[where])
        rows = {"respondent": self.respondents[where], "question": question, "value": shown}
        self._parts.append(pd.DataFrame({**rows, "problem": _worded(kind, detail), "action": action}))

    def note_file(self, question: str, value: str, kind: ProblemKind, action: str) -> None:
        """One row about the file itself, with no respondent."""
        row = {"respondent": "", "question": question, "value": value, "problem": kind, "action": action}
        self._parts.append(pd.DataFrame([row]))

    @property
    def frame(self) -> pd.DataFrame:
        """The problems, one row each."""
        if not self._parts:
            return pd.DataFrame({name: pd.Series(dtype=str) for name in PROBLEMS.names})
        return pd.concat(self._parts, ignore_index=True)[list(PROBLEMS.names)]


def _in_words(values: np.ndarray) -> np.ndarray:
    return values if values.dtype == object else values.astype(str)


def _worded(kind: str, detail: str) -> str:
    return f"{kind}; {detail}" if detail else kind


def kinds_of(problems: pd.DataFrame) -> pd.Series:
    """The kind of each problem, without its detail."""
    return problems["problem"].str.split("; ", n=1).str[0]
