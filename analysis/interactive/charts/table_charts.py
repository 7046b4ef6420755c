"""The chart of a table by the report's own drawings, an object that shows itself in a notebook."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import pandas as pd
from markupsafe import escape

from analysis.interactive.asking.near_names import AnalystError, NearNames, near_arguments
from analysis.interactive.charts.chart_choice import chart_of_rows, checked
from analysis.interactive.charts.drawn_rows import DrawnRows
from analysis.interactive.keeping.table_files import check_ending, written
from analysis.interactive.showing.layout import ShownTable
from analysis.interactive.showing.shown_facts import Request
from analysis.reporting.drawing.axes_canvas import draw_into, new_figure, width_of
from analysis.reporting.drawing.chart_kind import ChartKind
from analysis.reporting.drawing.chart_style import WIDE
from analysis.reporting.language.voice import Voice

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


PRINTED = 200
"""Dots per inch of a picture that is saved."""
DESCRIBED = {".png": "Description", ".svg": "Description", ".pdf": "Subject"}
"""Where each kind of picture has the text that stands for it."""
NARROWEST = 480
"""Pixels of a chart below which its letters could not be read: it is scrolled on a telephone."""


@dataclass(frozen=True, eq=False, repr=False)
class TableChart(NearNames):
    """A chart of a table: `figure` and `axes` of matplotlib to change, and the text that stands for it."""

    _called: ClassVar[str] = "a chart"

    figure: Figure
    axes: Axes
    alternative: str

    @near_arguments
    def save(self, path: str | Path) -> Path:
        """The chart as a file: .png, .svg or .pdf. Its text alternative is in the description of the file."""
        where = Path(path)
        check_ending(where, ".png", ".svg", ".pdf")
        key = DESCRIBED[where.suffix.casefold()]
        metadata = {key: self.alternative}
        return written(
            where,
            lambda: self.figure.savefig(where, bbox_inches="tight", dpi=PRINTED, metadata=metadata),
        )

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
        image = io.StringIO()
        self.figure.savefig(image, format="svg", bbox_inches="tight")
        drawn = image.getvalue()
        svg = drawn[drawn.index("<svg") :]
        drawing = svg.replace("<svg", f'<svg style="min-width: {NARROWEST}px"', 1)
        html = (
            f'<div style="overflow-x: auto" role="img" tabindex="0" aria-label="{escape(self.alternative)}">'
            f"{drawing}</div>"
        )
        return {"text/html": html, "text/plain": self.alternative}

    def __repr__(self) -> str:
        return self.alternative


def chart_of_table(
    frame: pd.DataFrame,
    request: Request,
    voice: Voice,
    shown: ShownTable,
    kind: str | None,
    axes: Axes | None,
) -> TableChart:
    """The chart of a kind, by default of that which shows the table best.

    Nothing is drawn of a figure that is hidden: its sign stands in its place. Raises AnalystError where all
    are, and for a kind that the table cannot be drawn in.
    """
    rows: list[dict[Any, Any]] = frame.to_dict("records")
    drawn = frame[frame["by"] != ""] if kind == "map" else frame  # a map has no tile for everyone
    if len(drawn) and drawn["value"].isna().all():
        raise AnalystError(
            "chart: no figure of this table may be shown; draw one with larger groups, or of .exploring()"
        )
    best = chart_of_rows(rows, request, voice.survey)
    chosen = best if kind is None else checked(kind, rows, request, voice.survey)
    return drawn_chart(
        DrawnRows.of(frame, voice).drawing(chosen), voice, shown.table.caption, shown.band, axes
    )


def drawn_chart(drawing: ChartKind, voice: Voice, title: str, band: str, axes: Axes | None) -> TableChart:
    """The chart of a record, in a figure of its own or in the Axes given; its words begin with the title."""
    sheet = drawing.drawn(voice, WIDE if axes is None else width_of(axes))
    said = f"{title}. {drawing.in_words(voice)}"
    if axes is None:
        figure, place = new_figure(sheet)
    else:
        place = axes
        figure = axes.figure  # type: ignore[assignment]
    draw_into(place, sheet, said)
    return _banded(TableChart(figure, place, said), band)


def _banded(chart: TableChart, band: str) -> TableChart:
    """The chart with the band across it that says its rules were off."""
    if not band:
        return chart
    place = chart.axes
    place.text(
        0.5, 0.5, band, transform=place.transAxes, ha="center", va="center", rotation=20, color="#b00020"
    )
    return TableChart(chart.figure, place, f"{band}. {chart.alternative}")
