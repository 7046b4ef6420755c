"""The benchmarks measure what the package does now."""

from __future__ import annotations

import re
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


def test_the_tests_that_small_changes_have_to_be_noticed_by_are_there() -> None:
    text = (BENCHMARKS / "mutations.py").read_text(encoding="utf-8")
    tests = re.findall(r'"(tests/[\w./]+)"', text)
    assert len(tests) > 10
    assert [name for name in tests if not (BENCHMARKS.parent / name).exists()] == []
