"""The rows of comparisons.csv of a built survey, and those among them that a test asks for."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.indicators.compare.comparisons import comparisons
from analysis.steps.results_files import Built


def of(built: Built) -> pd.DataFrame:
    found = comparisons(built.weighted, built.indicators, built.survey, built.edition)
    texts = [name for name in found if found[name].dtype == "category"]
    return found.astype(dict.fromkeys(texts, object))


def pick(rows: pd.DataFrame, **wanted: str) -> pd.DataFrame:
    return rows[np.logical_and.reduce([rows[name] == value for name, value in wanted.items()])]
