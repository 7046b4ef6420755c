"""The guided notebooks run from top to bottom, hold no outputs, and stay thin."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import nbformat
import pytest

from analysis.interactive.parameters import VARIABLE
from analysis.reporting.page.notebook_run import run_notebook

NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"
GUIDED = (
    *("tour", "reception", "training", "seniority", "multi_volunteering", "crisis"),
    *("weighting", "trend", "my_survey"),
)


def read(name: str) -> Any:
    return nbformat.read(NOTEBOOKS / f"{name}.ipynb", as_version=4)  # type: ignore[no-untyped-call]


@pytest.mark.parametrize("name", GUIDED)
def test_a_notebook_has_no_outputs_and_is_thin(name: str) -> None:
    code = [cell for cell in read(name).cells if cell.cell_type == "code"]
    assert all(not cell.outputs and cell.execution_count is None for cell in code)
    assert len(code) <= 16
    assert max(len(cell.source.splitlines()) for cell in code) <= 16


@pytest.mark.parametrize("name", GUIDED)
def test_a_notebook_runs_from_top_to_bottom(
    built_root: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv(VARIABLE, json.dumps({"root": str(built_root)}))
    executed = run_notebook(read(name), built_root)
    outputs = [output for cell in executed.cells for output in cell.get("outputs", [])]
    assert outputs and not any(output.output_type == "error" for output in outputs)
    assert all(len(json.dumps(output)) < 400_000 for output in outputs)
