"""What may be shown: confidentiality first, then reliability; each hidden row says why.

Shares follow the National Center for Health Statistics standard (Parker et al. 2017), balances the same with
its limits doubled, means, totals, medians and ratios the coefficients of variation of Statistics Canada.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Any

import numpy as np
import pandas as pd

from analysis.indicators.disclosure.merging import counted_in
from analysis.indicators.measures import MEASURES
from analysis.indicators.measures.measure import STANDS
from analysis.questionnaire import Publication, Survey
from analysis.questionnaire.fixed_words import Merges
from analysis.results.schema import SHOWN, Status

SUPPRESSED: Status = "suppressed"
EMPTY: Status = "empty"
ESTIMATE = ("value", "se", "ci_low", "ci_high", "deff", "cv", "count")
BASES = ("n", "n_eff", "base", "df")
TEXTS = ("ci_method", "verdict")


def publish(
    estimates: pd.DataFrame, survey: Survey, secrets: np.ndarray, merges: Merges = MappingProxyType({})
) -> pd.DataFrame:
    """The rows with `status` and `confidentiality` filled and the hidden figures emptied.

    secrets (rows,): why each is confidential, as the decision of the edition has it: "confidential" below
    the least number of respondents, "complementary" for a figure that would give such a one away, or "".
    merges: the groups that are counted with another, which `with` names in the row of that other.
    status: shown, footnote, caution, suppressed, or empty where nobody is in the base.
    """
    frame = estimates.copy()
    frame["status"] = _status(frame, survey.publication)
    frame["confidentiality"] = secrets
    frame["with"] = counted_in(frame, merges)
    return withheld(frame)


def _status(frame: pd.DataFrame, rules: Publication) -> np.ndarray:
    status = np.full(len(frame), STANDS, dtype=object)
    if rules.reliability != "none":
        tables: dict[Any, Any] = frame.groupby("statistic", sort=False).indices
        for statistic, places in tables.items():
            status[places] = MEASURES[statistic].reliability(frame.iloc[places])
    return np.where(frame["n"].to_numpy() == 0, EMPTY, status)


def withheld(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with the figures of hidden rows emptied; a confidential row keeps no base either."""
    shown = frame.copy()
    shown.loc[frame["confidentiality"] != "", "status"] = SUPPRESSED
    is_hidden = ~shown["status"].isin(SHOWN)
    is_secret = frame["confidentiality"] != ""
    for column in ESTIMATE:
        shown[column] = frame[column].mask(is_hidden)
    for column in BASES:
        shown[column] = frame[column].astype(float).mask(is_secret)
    for column in TEXTS:
        shown[column] = frame[column].mask(is_hidden, "")
    for column in ("n", "count"):
        shown[column] = shown[column].astype("Float64").astype("Int64")
    return shown
