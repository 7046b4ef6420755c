"""A survey of one question, and the command run on it in the test's own process."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner, Result

from analysis.cli.main import main

SURVEY = """
[themes.t]
[questions.q]
type = "single"
codes = { 1 = "oui", 2 = "non" }
[indicators.q]
theme = "t"
"""
ANSWERS = "q\n" + "1\n2\n" * 30


def run(root: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["--root", str(root), *words])
