"""The chart of a table: bars of answers, or dots of groups, by the report's own drawings."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd
from markupsafe import escape

from analysis.interactive.showing.cell_texts import decimals_of, indicator_row_of
from analysis.reporting.charts.group_dots import DotPanel, GroupDots
from analysis.reporting.charts.ranked_bars import RankedBars
from analysis.reporting.drawing.axes_canvas import draw_into, new_figure, width_of
from analysis.reporting.drawing.chart_style import WIDE
from analysis.reporting.evidence.estimate_charts import point_of, unit_of
from analysis.reporting.language.voice import Voice
from analysis.results.schema import FORMS

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


@dataclass(frozen=True, eq=False, repr=False)
class TableChart:
    """A chart of a table: `figure` and `axes` of matplotlib to change, and the text that stands for it."""

    figure: Figure
    axes: Axes
    alternative: str

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
        image = io.StringIO()
        self.figure.savefig(image, format="svg", bbox_inches="tight")
        drawn = image.getvalue()
        svg = drawn[drawn.index("<svg") :]
        html = f'<div role="img" aria-label="{escape(self.alternative)}">{svg}</div>'
        return {"text/html": html, "text/plain": self.alternative}

    def __repr__(self) -> str:
        return self.alternative


def chart_of_table(frame: pd.DataFrame, voice: Voice, title: str, band: str, axes: Axes | None) -> TableChart:
    """Bars of the answers where the table has no groups, else a panel of dots for each line and variable.

    Nothing is drawn of a figure that is hidden: its sign stands in its place.
    """
    drawing = _drawing(frame, voice)
    sheet = drawing.drawn(voice, WIDE if axes is None else width_of(axes))
    said = f"{title}. {drawing.in_words(voice)}"
    if axes is None:
        figure, place = new_figure(sheet)
    else:
        place = axes
        figure = axes.figure  # type: ignore[assignment]
    draw_into(place, sheet, said)
    if band:
        place.text(
            0.5, 0.5, band, transform=place.transAxes, ha="center", va="center", rotation=20, color="#b00020"
        )
        said = f"{band}. {said}"
    return TableChart(figure, place, said)


def _drawing(frame: pd.DataFrame, voice: Voice) -> RankedBars | GroupDots:
    records: list[dict[Any, Any]] = frame.to_dict("records")
    decimals = decimals_of(records)
    rows = [(row, indicator_row_of(row, decimals.get(row["line"], 1))) for row in records]
    lines = dict.fromkeys((row["line"], row["item"]) for row in records)
    unit = unit_of(rows[0][1])
    if not (frame["by"] != "").any():
        return RankedBars([point_of(voice, _line(row), record) for row, record in rows], unit)
    panels = []
    for line in lines:
        own = [(row, record) for row, record in rows if (row["line"], row["item"]) == line]
        whole = [record for row, record in own if not row["by"]]
        everyone = point_of(voice, voice.say("all"), whole[0]) if whole and whole[0].is_shown else None
        places = dict.fromkeys((row["within_code"], row["by"]) for row, _ in own if row["by"])
        for place in places:
            inside = [(row, record) for row, record in own if (row["within_code"], row["by"]) == place]
            first = inside[0][0]
            heading = first["within_label"] or first["by_label"]
            title = (
                f"{_line(first)}, {heading}"
                if len(lines) > 1 and len(places) > 1
                else _line(first)
                if len(lines) > 1
                else heading
            )
            points = [point_of(voice, row["group_label"], record) for row, record in inside]
            is_sum = FORMS[first["statistic"]].is_sum
            panels.append(DotPanel(title, points, None if is_sum else everyone))
    return GroupDots(panels, unit, FORMS[records[0]["statistic"]].is_balance)


def _line(row: dict[Any, Any]) -> str:
    same = row["item_label"] == row["question_label"] or not row["item_label"]
    return str(row["question_label"] if same else row["item_label"])
