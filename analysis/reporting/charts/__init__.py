"""Charts of points: one module per kind, each a record; docs/extending.md adds one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from analysis.reporting.blocks import Chart
from analysis.reporting.charts.answer_matrices import AnswerMatrix
from analysis.reporting.charts.break_off_curves import BreakOffCurves
from analysis.reporting.charts.compared_figures import ComparedFigures
from analysis.reporting.charts.distributions import Distribution
from analysis.reporting.charts.dumbbells import Dumbbells
from analysis.reporting.charts.group_dots import GroupDots
from analysis.reporting.charts.margin_shifts import MarginShifts
from analysis.reporting.charts.position_strips import PositionMaps, PositionStrip
from analysis.reporting.charts.ranked_bars import RankedBars
from analysis.reporting.charts.stacked_scales import StackedScale
from analysis.reporting.charts.tile_maps import TileMap
from analysis.reporting.charts.time_lines import TimeLines
from analysis.reporting.drawing.axes_canvas import draw_into, new_figure, width_of
from analysis.reporting.drawing.chart_kind import ChartKind
from analysis.reporting.drawing.chart_style import NARROW, WIDE
from analysis.reporting.drawing.svg_writer import svg_of
from analysis.reporting.language.typography import Typesetter

if TYPE_CHECKING:
    from matplotlib.axes import Axes

CHART_KINDS: Mapping[str, type[ChartKind]] = {
    "ranked_bars": RankedBars,
    "stacked_scale": StackedScale,
    "group_dots": GroupDots,
    "dumbbells": Dumbbells,
    "time_lines": TimeLines,
    "distribution": Distribution,
    "answer_matrix": AnswerMatrix,
    "tile_map": TileMap,
    "margin_shifts": MarginShifts,
    "break_off_curves": BreakOffCurves,
    "position_strip": PositionStrip,
    "position_maps": PositionMaps,
    "compared_figures": ComparedFigures,
}
"""What a chart calls its kind -> the record that draws it."""


def chart_of(
    drawing: ChartKind, words: Typesetter, anchor: str, title: str, subtitle: str = "", note: str = ""
) -> Chart:
    """The block of a chart: its data, its drawing at both widths, and the text that stands for it.

    `title` is what is found, `subtitle` what is shown, `note` base and source. Raises TypeError for a kind of
    chart that CHART_KINDS does not have.
    """
    name = next((name for name, kind in CHART_KINDS.items() if type(drawing) is kind), None)
    if name is None:
        raise TypeError(f"{type(drawing).__name__} is none of CHART_KINDS: {', '.join(CHART_KINDS)}")
    said = drawing.in_words(words)
    wide, narrow = (svg_of(drawing.drawn(words, width), said) for width in (WIDE, NARROW))
    return Chart(anchor, title, name, drawing.panels, said, wide, narrow, subtitle, note)


def draw(drawing: ChartKind, words: Typesetter, axes: Axes | None = None, width: float = WIDE) -> Axes:
    """The Axes that `drawing` is drawn into: `axes` as wide as it is, or that of a new figure of `width`.

    Its label is the text that stands for the chart.
    """
    sheet = drawing.drawn(words, width if axes is None else width_of(axes))
    canvas = new_figure(sheet)[1] if axes is None else axes
    return draw_into(canvas, sheet, drawing.in_words(words))
