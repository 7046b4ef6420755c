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
    status = _status(estimates, survey.publication)
    counted = counted_in(estimates, merges)
    return withheld(estimates.assign(status=status, confidentiality=secrets, **{"with": counted}))


def _status(frame: pd.DataFrame, rules: Publication) -> np.ndarray:
    status = np.full(len(frame), STANDS, dtype=object)
    if rules.reliability != "none":
        tables: dict[Any, Any] = frame.groupby("statistic", sort=False).indices
        for statistic, places in tables.items():
            status[places] = MEASURES[statistic].reliability(frame.iloc[places])
    return np.where(frame["n"].to_numpy() == 0, EMPTY, status)


def withheld(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with the figures of hidden rows emptied; a confidential row keeps no base either."""
    is_secret = (frame["confidentiality"] != "").to_numpy()
    status = np.where(is_secret, SUPPRESSED, frame["status"].to_numpy(dtype=object))
    is_hidden = ~np.isin(status, SHOWN)
    hidden = {**dict.fromkeys(ESTIMATE, is_hidden), **dict.fromkeys(BASES, is_secret)}
    numbers = {name: np.where(mask, np.nan, _numbers(frame[name])) for name, mask in hidden.items()}
    texts = {name: np.where(is_hidden, "", frame[name].to_numpy(dtype=object)) for name in TEXTS}
    counts = {name: pd.array(numbers[name], dtype="Int64") for name in ("n", "count")}
    return frame.assign(status=status, **texts, **(numbers | counts))


def _numbers(column: pd.Series) -> np.ndarray:
    return column.to_numpy(dtype=float, na_value=np.nan)
