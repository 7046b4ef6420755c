"""Charts drawn from points: one module per kind, each a record; docs/extending.md adds one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from analysis.reporting.blocks import Chart, Panel
from analysis.reporting.charts.bars import Bars
from analysis.reporting.charts.chart_kind import ChartKind
from analysis.reporting.charts.dots import Dots
from analysis.reporting.charts.histograms import Histogram
from analysis.reporting.charts.step_curves import Steps

CHART_KINDS: Mapping[str, type[ChartKind]] = {
    "bars": Bars,
    "dots": Dots,
    "histogram": Histogram,
    "steps": Steps,
}
"""What a chart calls its kind -> the record that draws it."""


def chart_of(
    drawing: ChartKind, anchor: str, title: str, panels: Sequence[Panel], alternative: str, note: str = ""
) -> Chart:
    """The block of a chart: its points, and the drawing that `drawing` makes of them.

    Raises TypeError for a kind of chart that CHART_KINDS does not have.
    """
    name = next((name for name, kind in CHART_KINDS.items() if type(drawing) is kind), None)
    if name is None:
        raise TypeError(f"{type(drawing).__name__} is none of CHART_KINDS: {', '.join(CHART_KINDS)}")
    return Chart(anchor, title, name, panels, alternative, drawing.svg(panels, alternative), note)
