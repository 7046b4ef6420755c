"""What a table says in words: its figures, and no difference that a test does not establish."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analysis.interactive.showing.cell_texts import decimals_of, indicator_row_of
from analysis.interactive.showing.notes import test_lines, title_of
from analysis.interactive.showing.shown_facts import Request
from analysis.reporting.language.typography import ended
from analysis.reporting.language.voice import Voice
from analysis.reporting.language.written_values import WrittenValue, written

MOST_LINES = 3
"""Answers whose figure is told, the greatest first."""


def sentence_of(frame: pd.DataFrame, tests: pd.DataFrame | None, request: Request, voice: Voice) -> str:
    """The title, the figure of all with its interval, those of the groups, and whether they differ."""
    records: list[dict[Any, Any]] = frame.to_dict("records")
    decimals = decimals_of(records)
    texts = [(row, written(voice, indicator_row_of(row, decimals.get(row["line"], 1)))) for row in records]
    said = [ended(title_of(frame, request, voice))]
    whole = [(row, text) for row, text in texts if not row["by"] and not row["within_code"]]
    ranked = sorted(whole, key=lambda each: -(each[1].row.value if each[1].row.value is not None else -1e300))
    several = len(whole) > 1
    said.append(
        ended(voice.series([_figure(row, text, voice, several) for row, text in ranked[:MOST_LINES]]))
    )
    if not several:
        said += [ended(line) for line in _groups(texts, voice)]
    said += list(test_lines(tests, request, voice))
    return " ".join(said)


def _figure(row: dict[Any, Any], text: WrittenValue, voice: Voice, several: bool) -> str:
    figure = text.figure_with_interval if text.row.is_shown else text.meaning
    return f"{row['item_label']}{voice.colon}{figure}" if several else figure


def _groups(texts: list[tuple[dict[Any, Any], WrittenValue]], voice: Voice) -> list[str]:
    """Each group of each variable with its figure, or its sign's meaning where it is hidden."""
    parts: dict[str, list[str]] = {}
    for row, text in texts:
        if row["by"]:
            heading = row["within_label"] or row["by_label"]
            figure = text.figure if text.row.is_shown else text.meaning
            parts.setdefault(heading, []).append(f"{row['group_label']} {figure}")
    return [f"{heading}{voice.colon}{voice.series(groups)}" for heading, groups in parts.items()]
