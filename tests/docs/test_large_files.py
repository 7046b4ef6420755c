"""docs/large-files.md: its code runs, its limits are those of the program."""

from __future__ import annotations

import re
from pathlib import Path

from analysis.sources.coded_files import ROWS
from analysis.statistics.partitions.sums_of_shares import MOST_VALUES

TEXT = (Path(__file__).resolve().parents[2] / "docs" / "large-files.md").read_text("utf-8")


def test_the_code_runs() -> None:
    (code,) = re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL)
    exec(compile(code, "large-files.md", "exec"), {})


def test_the_limits_are_those_of_the_program() -> None:
    assert f"more than {MOST_VALUES:,} distinct numbers" in TEXT
    assert "half a million respondents at a time" in TEXT and ROWS == 2**19
