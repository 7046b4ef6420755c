"""Who is removed, by which rule, and how many are left after each."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from analysis.etl.audit import Audit


@dataclass
class Removal:
    """Why each of n respondents is removed, "" for those still there; the first rule that applies counts."""

    audit: Audit
    reasons: np.ndarray = field(init=False)

    def __post_init__(self) -> None:
        self.reasons = np.full(self.audit.respondents, "", dtype=object)

    @property
    def is_kept(self) -> np.ndarray:
        """Mask (n,) of the respondents still there."""
        return np.asarray(self.reasons == "", dtype=bool)

    def apply(self, step: str, rule: str, where: np.ndarray, reasons: np.ndarray | None = None) -> None:
        """Remove those of the mask `where` (n,) still there; `reasons`, one for each True of `where`."""
        new = where & self.is_kept
        self.reasons[new] = rule if reasons is None else reasons[new[where]]
        self.audit.note_removal(step, rule, "", int(new.sum()), int(self.is_kept.sum()))

    def frame(self, keys: np.ndarray, places: pd.Index) -> pd.DataFrame:
        """One row per respondent removed: key, row of the file (the header not counted), reason."""
        rows = np.flatnonzero(~self.is_kept)
        return pd.DataFrame({"respondent": keys[rows], "row": places[rows] + 1, "reason": self.reasons[rows]})
