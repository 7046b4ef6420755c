"""indicators.csv read back as the table that was written."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from analysis.indicators.columns import COLUMNS, NUMBERS

ESCAPED = ("'=", "'+", "'-", "'@", "'\t")


def read_indicators(path: Path) -> pd.DataFrame:
    """The published rows of one edition: codes as text, figures as numbers, NaN where one is hidden."""
    texts = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8")
    rows = texts.reindex(columns=list(COLUMNS), fill_value="")
    for name in COLUMNS:
        column = rows[name]
        if name in NUMBERS:
            rows[name] = pd.to_numeric(column.replace("", None))
        else:
            rows[name] = column.where(~column.str.startswith(ESCAPED), column.str[1:])
    return rows
