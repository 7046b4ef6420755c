"""The displays of tables as text files: `python -m tests.interactive.golden` writes them again.

Each is the table of its question in a terminal and in a notebook, and what is said of its chart, of a small
survey that is made for it.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from analysis.interactive.library import Editions, OpenSurvey, Table
from analysis.interactive.showing.displays import STYLE
from tests.interactive.made_survey import EDITIONS, clubs

FOLDER = Path(__file__).parent
Ask = Callable[[OpenSurvey], Table]
OF_AN_EDITION: dict[str, Ask] = {
    "one_figure": lambda s: s.table("forme", answers="o"),
    "breakdown": lambda s: s.table("forme", answers="o", by="sexe", against="Hommes"),
    "counts": lambda s: s.table("statuts", by="sexe", counts=True),
    "nested": lambda s: s.table("forme", answers="o", by="sexe", within="secteur", against="rest"),
    "banner": lambda s: s.table(["forme", "statuts"], by=["sexe", s.cut("heures", [8], label="Heures")]),
    "grid": lambda s: s.table("connaissance"),
    "grid_by_groups": lambda s: s.table("connaissance", answers="Bien", by="sexe"),
    "multiple": lambda s: s.table("attentes", by="sexe", against="pairs"),
    "number": lambda s: s.table("heures", statistic=["mean", "median"], by="sexe"),
    "hidden_cells": lambda s: s.table("forme", by=["sexe", "secteur"], counts=True, against="pairs"),
    "filter": lambda s: s.table(
        "forme", answers="o", by="sexe", where=(s.q.heures >= 8) & (s.q.secteur == "s")
    ),
    "explored": lambda s: s.exploring().table("forme", answers="o", by="secteur"),
    "turned": lambda s: s.table("statuts", by="sexe").T,
}
OF_EDITIONS: dict[str, Callable[[Editions], Table]] = {
    "editions": lambda e: e.table("forme", answers="o", by="sexe"),
    "editions_of_answers": lambda e: e.table("statuts", change=False),
}
NAMES = (*OF_AN_EDITION, *OF_EDITIONS)


def table(both: Editions, name: str) -> Table:
    """The table of a name."""
    if name in OF_EDITIONS:
        return OF_EDITIONS[name](both)
    return OF_AN_EDITION[name](both[EDITIONS[-1]])


def display(shown: Table) -> str:
    """What is seen and read of a table: text, HTML with a line for each row, sentence, the chart in words."""
    html = shown._repr_mimebundle_()["text/html"].replace(STYLE, "…")
    for tag in ("<tr", "<caption", "<thead", "<tbody", "</table", '<div class="notes"', "<p>"):
        html = html.replace(tag, f"\n{tag}")
    parts = {
        "Terminal": repr(shown),
        "Notebook": html,
        "Sentence": shown.sentence(),
        "Chart": repr(shown.chart()),
    }
    return "\n\n".join(f"== {head}\n{text}" for head, text in parts.items()) + "\n"


def path_of(name: str) -> Path:
    """The file of a display."""
    return FOLDER / f"{name}.txt"


def write() -> None:
    """Write every display again."""
    with TemporaryDirectory() as folder:
        both = clubs(Path(folder))
        for name in NAMES:
            path_of(name).write_text(display(table(both, name)), encoding="utf-8")
