"""A sheet drawn into an Axes of matplotlib, whose own axis of values fits what is drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from analysis.reporting.drawing.chart_style import WHITE
from analysis.reporting.drawing.sheet import Bar, Dot, Lettering, Sheet, Stroke, ValueScale

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


def new_figure(sheet: Sheet) -> tuple[Figure, Axes]:
    """A figure as large as `sheet`, made without pyplot so that no state is left, and its empty Axes."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(sheet.width / 72, sheet.height / 72), dpi=72, facecolor=WHITE)
    return figure, figure.add_axes((0, 0, 1, 1))


def width_of(axes: Axes) -> float:
    """How wide `axes` is, in the units of a sheet."""
    figure = axes.figure
    return float(axes.get_position().width * figure.get_size_inches()[0] * 72)  # type: ignore[union-attr]


def draw_into(axes: Axes, sheet: Sheet, alternative: str) -> Axes:
    """`axes` with the marks of `sheet`, its limits those of the values drawn, `alternative` as its gid.

    `axes.axvline(50)` then stands at 50 where the values go across.
    """
    from matplotlib.transforms import Affine2D

    place = Affine2D().scale(1 / sheet.width, -1 / sheet.height).translate(0, 1) + axes.transAxes
    axes.set_axis_off()
    axes.set_xlim(*_limits(sheet.across, sheet.width))
    axes.set_ylim(*reversed(_limits(sheet.upright, sheet.height)))
    for mark in sheet.marks:
        if isinstance(mark, Lettering):
            _write(axes, mark, place)
        else:
            axes.add_artist(_artist(mark, place))
    axes.set_label(alternative)
    return axes


def _limits(scale: ValueScale | None, length: float) -> tuple[float, float]:
    """The values at both ends of the sheet; its own units where it has no scale."""
    if scale is None:
        return 0.0, length
    per_unit = (scale.end - scale.start) / (scale.last - scale.first)
    return scale.start - scale.first * per_unit, scale.start + (length - scale.first) * per_unit


def _artist(mark: Bar | Stroke | Dot, place: Any) -> Any:
    from matplotlib.lines import Line2D
    from matplotlib.patches import Rectangle

    if isinstance(mark, Bar):
        bar = Rectangle((mark.left, mark.top), mark.width, mark.height, transform=place)
        bar.set(facecolor=mark.colour or "none", edgecolor=mark.rim or "none")
        bar.set_linewidth(mark.rim_width if mark.rim else 0)
        return bar
    if isinstance(mark, Stroke):
        x, y = zip(*mark.places, strict=True)
        stroke = Line2D(x, y, color=mark.colour, linewidth=mark.width, transform=place)
        stroke.set_linestyle((0, tuple(mark.dash)) if mark.dash else "-")
        return stroke
    dot = Line2D([mark.x], [mark.y], linestyle="", marker="o", markersize=2 * mark.radius, transform=place)
    dot.set(markerfacecolor=WHITE if mark.is_hollow else mark.colour, markeredgecolor=mark.colour)
    dot.set_markeredgewidth(1.8 if mark.is_hollow else 0)
    return dot


def _write(axes: Axes, text: Lettering, place: Any) -> None:
    from analysis.reporting.fonts import matplotlib_font

    side = {"start": "left", "middle": "center", "end": "right"}[text.anchor]
    written = axes.text(text.x, text.base_line, text.text, transform=place, color=text.colour)
    written.set(horizontalalignment=side, verticalalignment="baseline", parse_math=False)
    written.set_fontproperties(matplotlib_font(text.is_bold))
    written.set_fontsize(text.size)
