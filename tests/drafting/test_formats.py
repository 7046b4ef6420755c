"""The same answers in every format that is read give a draft that builds, and a report."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pyreadstat
import pytest

from analysis.drafting.drafts import draft
from analysis.pipeline import report
from analysis.workspace import Place

from .conftest import built

ANSWERS = pd.DataFrame(
    {
        "sexe": ["H", "F"] * 20,
        "jour": [datetime.date(2020, 1, 1 + n % 28) for n in range(40)],
        "age": [20.5 + n for n in range(40)],
        "avis": [f"phrase {n}" for n in range(40)],
    }
)
WRITERS: dict[str, Callable[[Path], None]] = {
    ".csv": lambda path: ANSWERS.to_csv(path, sep=";", decimal=",", index=False, encoding="cp1252"),
    ".xlsx": lambda path: ANSWERS.to_excel(path, index=False),
    ".parquet": lambda path: ANSWERS.to_parquet(path),
    ".sav": lambda path: pyreadstat.write_sav(ANSWERS, path),
    ".zsav": lambda path: pyreadstat.write_sav(ANSWERS, path, compress=True),
    ".dta": lambda path: pyreadstat.write_dta(ANSWERS, path),
}


@pytest.mark.parametrize("suffix", WRITERS)
def test_the_same_answers_give_the_same_questions_in_every_format(suffix: str, tmp_path: Path) -> None:
    WRITERS[suffix](tmp_path / f"export{suffix}")
    found = built(tmp_path, tmp_path / f"export{suffix}")
    kinds = {name: question.type for name, question in found.survey.questions.items()}
    assert kinds == {"sexe": "single", "jour": "date", "age": "numeric", "avis": "text"}
    assert found.weighted.cleaned.problems.empty
    mean = found.indicators.query("indicator == 'age' and breakdown == 'all'").iloc[0]
    assert mean["value"] == pytest.approx(40)


@pytest.mark.slow
def test_a_draft_has_a_report(tmp_path: Path) -> None:
    WRITERS[".csv"](tmp_path / "export.csv")
    draft(tmp_path, "essai/2026", tmp_path / "export.csv")
    path = report(Place(tmp_path, "essai", "2026"))
    assert path.is_file()
