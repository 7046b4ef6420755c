"""Type checkers see what the library gives: mypy and basedpyright read the same use of it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
USE = Path(__file__).with_name("public_use.py")
MISTAKES = '\nsurvey.table("forme", wheer="reguliers")\ntable.sentance()\nassert_type(table, str)\n'
CHECKERS = {
    "mypy": ("mypy", "--strict"),
    "basedpyright": ("basedpyright", "--level", "error", "--pythonpath", sys.executable),
}


def checked(checker: str, path: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", *CHECKERS[checker], str(path)]
    return subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)


@pytest.mark.slow
@pytest.mark.parametrize("checker", CHECKERS)
def test_the_librarys_public_use_has_the_types_that_are_promised(checker: str) -> None:
    result = checked(checker, USE)
    assert result.returncode == 0, result.stdout


@pytest.mark.slow
@pytest.mark.parametrize("checker", CHECKERS)
def test_a_mistake_is_seen_before_anything_runs(checker: str, tmp_path: Path) -> None:
    path = tmp_path / "use.py"
    path.write_text(USE.read_text(encoding="utf-8") + MISTAKES, encoding="utf-8")
    result = checked(checker, path)
    lines = USE.read_text(encoding="utf-8").count("\n")
    assert result.returncode == 1
    for place in (2, 3, 4):
        assert f"use.py:{lines + place}:" in result.stdout, result.stdout
