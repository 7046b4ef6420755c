"""Who is removed, by which rule, and how many are left after each."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from pandas.api.extensions import ExtensionArray

from analysis.etl.audit import Audit


@dataclass
class Removal:
    """Why each of n respondents is removed, "" for those still there; the first rule that applies counts.

    The mask `is_kept` (n,) is of those still there.
    """

    audit: Audit
    reasons: np.ndarray = field(init=False)
    is_kept: np.ndarray = field(init=False)

    def __post_init__(self) -> None:
        self.reasons = np.full(self.audit.respondents, "", dtype=object)
        self.is_kept = np.ones(self.audit.respondents, dtype=bool)

    def apply(self, step: str, rule: str, where: np.ndarray, reasons: np.ndarray | None = None) -> None:
        """Remove those of the mask `where` (n,) still there; `reasons`, one for each True of `where`."""
        new = where & self.is_kept
        self.reasons[new] = rule if reasons is None else reasons[new[where]]
        self.is_kept = self.is_kept & ~new
        self.audit.note_removal(step, rule, "", int(new.sum()), int(self.is_kept.sum()))

    def frame(self, keys: ExtensionArray, index: pd.Index) -> pd.DataFrame:
        """One row per respondent removed: key, file where there are several, row of it, reason.

        `index` is that of the answers received; the header of a file is not counted as a row.
        """
        gone = np.flatnonzero(~self.is_kept)
        removed = pd.DataFrame({"respondent": keys[gone]})
        if isinstance(index, pd.MultiIndex):
            removed["file"] = np.asarray(index.get_level_values(0))[gone]
        removed["row"] = np.asarray(index.get_level_values(-1))[gone] + 1
        return removed.assign(reason=self.reasons[gone])
