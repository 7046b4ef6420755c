"""The benchmarks measure what the package does now."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).resolve().parents[1] / "benchmarks"


def test_every_stage_that_is_timed_is_a_step_of_the_build(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    gone = [
        f"{module}.{name}"
        for module, name in import_module("etl").STAGES
        if not callable(getattr(import_module(module), name, None))
    ]
    assert gone == []
