"""What is said of figures drawn by rule, in both languages."""

from __future__ import annotations

from tests.kept.drawn.figures_in_words import figures, words
from tests.kept.drawn.said_comparisons import changes, groups, territories
from tests.kept.drawn.said_findings import candidate_lines, findings
from tests.kept.drawn.spoken_survey import Line

NAME = "sentences"


def tables() -> dict[str, list[Line]]:
    """What is said, by what it is said of: a line for each case, with the words of both languages."""
    parts = {
        "words": words(),
        "figures": figures(),
        "findings": findings(),
        "changes": changes(),
        "territories": territories(),
        "groups": groups(),
        "candidates": candidate_lines(),
    }
    return {name: [["of", "fr", "en"], *lines] for name, lines in parts.items()}
