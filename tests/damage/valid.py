"""What is damaged: a small valid survey with its answers in every format, margins and published figures."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pyreadstat

SURVEY = """
identifier = "id"
breakdowns = ["sex"]
[weighting]
calibration = "raking"
[themes.t]
[questions.sex]
type = "single"
codes = { f = "F", m = "M" }
[questions.hours]
type = "numeric"
[questions.day]
type = "date"
[questions.agree]
type = "scale"
codes = { 1 = "non", 2 = "oui" }
[indicators.sex]
theme = "t"
[indicators.hours]
theme = "t"
statistic = "mean"
[indicators.agree]
theme = "t"
statistic = "mean"
"""
EDITION = '[file]\nname = "answers.csv"\n'
ROWS = pd.DataFrame(
    {
        "id": [f"r{i}" for i in range(40)],
        "sex": ["fm"[i % 2] for i in range(40)],
        "hours": [float(i % 7) for i in range(40)],
        "day": [f"2009-03-{i % 28 + 1:02d}" for i in range(40)],
        "agree": [i // 2 % 2 + 1 for i in range(40)],
    }
)
ANSWERS = ROWS.to_csv(index=False)
MARGINS = "variable,code,share,source\nsex,f,52,recensement\nsex,m,48,recensement\n"
PUBLISHED = "indicator,item,year,value,source\nsex,f,2020,52,rapport\nhours,,2009,3.1,rapport\n"


def xlsx(rows: pd.DataFrame) -> bytes:
    """The rows as a workbook."""
    buffer = io.BytesIO()
    rows.to_excel(buffer, index=False)
    return buffer.getvalue()


def written(write: Callable[[pd.DataFrame, Path], object]) -> Callable[[pd.DataFrame], bytes]:
    """`write`, which needs a path, as a function that gives the bytes."""

    def bytes_of(rows: pd.DataFrame) -> bytes:
        with tempfile.TemporaryDirectory() as folder:
            write(rows, Path(folder) / "rows")
            return (Path(folder) / "rows").read_bytes()

    return bytes_of


FORMATS: dict[str, Callable[[pd.DataFrame], bytes]] = {
    "csv": lambda rows: rows.to_csv(index=False).encode(),
    "xlsx": xlsx,
    "parquet": written(lambda rows, path: rows.to_parquet(path, index=False)),
    "sav": written(pyreadstat.write_sav),
    "zsav": written(lambda rows, path: pyreadstat.write_sav(rows, path, compress=True)),
    "por": written(pyreadstat.write_por),
    "dta": written(pyreadstat.write_dta),
    "xpt": written(pyreadstat.write_xport),
}
