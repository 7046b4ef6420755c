"""What is wrong with the data, as rows: which respondent, which value, what was done about it."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

COLUMNS = ("respondent", "question", "value", "problem", "action")


@dataclass
class ProblemLog:
    """Rows of problems as they are found; `frame` gives them in the order they were found."""

    respondents: np.ndarray
    _parts: list[pd.DataFrame] = field(default_factory=list)

    def note(
        self, where: np.ndarray, question: str, values: np.ndarray | str, problem: str, action: str
    ) -> None:
        """One row for each respondent of the mask `where` (n,), with its value in `values` (n,)."""
        if not where.any():
            return
        shown = values if isinstance(values, str) else values[where]
        rows = {"respondent": self.respondents[where], "question": question, "value": shown}
        self._parts.append(pd.DataFrame({**rows, "problem": problem, "action": action}))

    def note_file(self, question: str, value: str, problem: str, action: str) -> None:
        """One row about the file itself, with no respondent."""
        row = {"respondent": "", "question": question, "value": value, "problem": problem, "action": action}
        self._parts.append(pd.DataFrame([row]))

    @property
    def frame(self) -> pd.DataFrame:
        """The problems, one row each."""
        if not self._parts:
            return pd.DataFrame({name: pd.Series(dtype=str) for name in COLUMNS})
        return pd.concat(self._parts, ignore_index=True)[list(COLUMNS)]
