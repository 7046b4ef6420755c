"""Fixtures of drafting: answers written to a file, drafted, and processed as `assoscope build` would."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pyreadstat
import pytest

from analysis.drafting.drafts import draft
from analysis.pipeline import process
from analysis.questionnaire import Question
from analysis.steps.results_files import Built
from analysis.workspace import Place

DraftCsv = Callable[..., Built]
DraftSav = Callable[..., Built]


def built(root: Path, answers: Path, name: str = "essai/2026") -> Built:
    """The draft from a file of answers, processed."""
    draft(root, name, answers)
    return process(Place(root, *name.split("/")))


@pytest.fixture
def draft_csv(tmp_path: Path) -> DraftCsv:
    """Draft from CSV given as columns of cells, or as text."""

    def run(cells: dict[str, list[str]] | str, separator: str = ";") -> Built:
        answers = tmp_path / "reponses.csv"
        if isinstance(cells, str):
            answers.write_text(cells, encoding="utf-8")
        else:
            pd.DataFrame(cells).to_csv(answers, sep=separator, index=False)
        return built(tmp_path, answers)

    return run


@pytest.fixture
def draft_sav(tmp_path: Path) -> DraftSav:
    """Draft from an SPSS file written with what pyreadstat can write of labels and missing values."""

    def run(columns: dict[str, list[Any]], **described: Any) -> Built:
        answers = tmp_path / "reponses.sav"
        pyreadstat.write_sav(pd.DataFrame(columns), answers, **described)
        return built(tmp_path, answers)

    return run


def labels(question: Question) -> dict[str, str]:
    """The question's answers, code -> French label."""
    return {code: label.fr for code, label in question.codes.items()}
