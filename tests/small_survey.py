"""A survey of one question with its answers, and the command as a program of its own."""

from __future__ import annotations

SURVEY = """
[themes.t]
[questions.sex]
type = "single"
codes = { f = "Femmes", m = "Hommes" }
[indicators.sex]
theme = "t"
"""
ANSWERS = "sex\n" + "f\nm\nf\n" * 30
RUN = "import sys; from analysis.cli.main import main; main(sys.argv[1:])"
