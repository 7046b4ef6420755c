"""A small survey without a fault, to which tests add one."""

from __future__ import annotations

SURVEY = """
breakdowns = ["sexe"]
[themes.t]
[populations.p]
among = { sexe = ["H"] }
[questions.sexe]
type = "single"
codes = { H = "Homme", F = "Femme" }
[questions.age]
type = "numeric"
[questions.lieux]
type = "multiple"
codes = { a = "A", b = "B" }
[questions.avis]
type = "text"
[indicators.sexe]
theme = "t"
"""
