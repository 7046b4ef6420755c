"""Simulated answers: files of answers drawn from margins, for the surveys whose microdata are not published.

`python -m analysis.simulation` writes the answers files again, byte for byte the same. What is fact and
what is assumption stands row by row in margins/*.csv; docs/simulation.md tells the whole.
"""

from analysis.simulation.margins import Margin, read_margins
from analysis.simulation.production import Simulation, simulate, write_answers
from analysis.simulation.structures import STRUCTURES, Structure

__all__ = [
    "STRUCTURES",
    "Margin",
    "Simulation",
    "Structure",
    "read_margins",
    "simulate",
    "write_answers",
]
