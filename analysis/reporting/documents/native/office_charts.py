"""Charts that office programs draw and edit: the values in a workbook of their own, one style for all."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from lxml import etree
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_TICK_LABEL_POSITION,
    XL_TICK_MARK,
)
from pptx.enum.dml import MSO_THEME_COLOR as THEME
from pptx.oxml.ns import qn
from pptx.package import Package
from pptx.parts.chart import ChartPart
from pptx.util import Pt

from analysis.reporting.blocks import Point
from analysis.reporting.documents.native.chart_numbers import ChartNumbers
from analysis.reporting.documents.native.native_charts import Form, NativeChart, NativeSeries, number_format
from analysis.reporting.documents.native.office_lines import (
    ALONG,
    ON_LINES,
    ON_PAGES,
    ON_SLIDES,
    SERIES,
    ChartTexts,
    place_plot,
    span_gaps,
    style_along,
    style_line,
)
from analysis.reporting.documents.office_files import clean
from analysis.reporting.drawing.lettering import widest

KINDS: dict[Form, XL_CHART_TYPE] = {
    "bars": XL_CHART_TYPE.BAR_CLUSTERED,
    "columns": XL_CHART_TYPE.COLUMN_CLUSTERED,
    "stacked": XL_CHART_TYPE.BAR_STACKED,
    "lines": XL_CHART_TYPE.LINE_MARKERS,
    "along": XL_CHART_TYPE.LINE_MARKERS,
}
LINES = {"lines": style_line, "along": style_along}
MANY = 10
"""Categories beyond which texts are small."""
PALE = 0.6
"""How much lighter than the accent what is context stands."""
DARKEST, PALEST = -0.25, 0.8
MOST_LABELS, TOP, BOTTOM = 0.4, 0.02, 0.97
"""Shares of a chart: names at the left at most, and where the bars begin and end."""
BELOW_LEGEND = 0.12
ROOM = 1.08
"""How far the axis goes beyond the highest figure or interval, for the figure at its end."""
ROOM_ABOVE = 1.18
"""The same for a figure above the mark."""
SHORT_BAR = 0.13
"""Share of the longest bar under which a bar does not hold its figure."""


def add_chart(shapes: Any, native: NativeChart, place: tuple[int, int, int, int], alternative: str) -> Any:
    """The frame of `native` drawn on a slide at `place`: left, top, width, height; described by a text."""
    numbers = ChartNumbers(native)
    frame = shapes.add_chart(KINDS[native.form], *place, numbers)
    frame._element.nvGraphicFramePr.cNvPr.set("descr", clean(alternative))
    _style(frame.chart, native, numbers, place[2] / Pt(1), ON_SLIDES)
    return frame


def chart_files(native: NativeChart, width: float) -> tuple[bytes, bytes]:
    """The chart as a text document holds it, `width` points wide: its XML, and the workbook of its values.

    The XML names the workbook by the relationship rId1.
    """
    numbers = ChartNumbers(native)
    data: Any = numbers
    part = ChartPart.new(KINDS[native.form], data, Package(io.BytesIO()))
    _style(part.chart, native, numbers, width, ON_PAGES)
    _take_frame_away(part.chart)
    return part.blob, part.chart_workbook.xlsx_part.blob


def _style(chart: Any, native: NativeChart, numbers: ChartNumbers, width: float, texts: ChartTexts) -> None:
    """Sizes, colours, axes, figures at the marks, intervals."""
    size = texts.size if len(native.categories) * len(native.series) <= 2 * MANY else texts.small
    chart.has_title = False
    chart.font.size = Pt(size)
    if texts.font:
        chart.font.name = texts.font
    chart.has_legend = len(native.series) > 1 and native.form != "along"
    if chart.has_legend:
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
    _style_axes(chart, native)
    for rank, series in enumerate(chart.plots[0].series):
        _style_series(series, native, rank, texts)
    if native.form == "lines":
        span_gaps(chart)
        place_plot(chart, ON_LINES)
    elif native.form == "along":
        place_plot(chart, ALONG)
    else:
        chart.plots[0].gap_width = 40 if native.form == "columns" else 55
        chart.plots[0].overlap = 100 if native.form == "stacked" else -5
        if native.form != "columns" and not native.groups:
            _place_bars(chart, native, width, size)
    if numbers.intervals:
        _add_intervals(chart, native.series.index(numbers.intervals), numbers)


def _style_axes(chart: Any, native: NativeChart) -> None:
    """Categories from top to bottom without a line; no axis of values, as each mark has its figure."""
    values, categories = chart.value_axis, chart.category_axis
    values.visible = values.has_major_gridlines = False
    ends = [end for p in native.points for end in (p.value, p.low, p.high) if end is not None]
    if min(ends) >= 0:
        room = ROOM_ABOVE if native.form == "along" else ROOM
        values.minimum_scale, values.maximum_scale = 0, 100 if native.form == "stacked" else room * max(ends)
    categories.has_major_gridlines = False
    categories.major_tick_mark = XL_TICK_MARK.NONE
    if native.form not in ("lines", "along"):
        categories.format.line.fill.background()
    if native.form in ("bars", "stacked"):
        categories.reverse_order = True
        categories.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    if native.form == "lines":
        categories.tick_label_position = XL_TICK_LABEL_POSITION.NONE


def _style_series(series: Any, native: NativeChart, rank: int, texts: ChartTexts) -> None:
    told = native.series[rank]
    if native.form in LINES:
        LINES[native.form](series, told, rank, texts)
        return
    has_keys = len(native.series) == 1 and any(point.is_key for point in told.points)
    shades = [_shade(native, rank, has_keys and not point.is_key) for point in told.points]
    _fill(series.format.fill, shades[0])
    series.invert_if_negative = False
    for place, shade in enumerate(shades):
        if shade != shades[0]:
            _fill(series.points[place].format.fill, shade)
    _write_figures(series, native, rank, shades)


Shade = tuple[THEME, float]
"""A colour of the theme, and how much lighter or darker."""


def _shade(native: NativeChart, rank: int, is_context: bool) -> Shade:
    count = len(native.series)
    if native.form == "stacked":
        step = (PALEST - DARKEST) / max(count - 1, 1)
        return THEME.ACCENT_1, round(DARKEST + rank * step, 2)
    if count == 2:
        dates = not any(point.reference is not None for point in native.series[0].points)
        is_context = rank == (0 if dates else 1)
    elif count > 2:
        return SERIES[rank % len(SERIES)], 0.0
    return THEME.ACCENT_1, PALE if is_context else 0.0


def _fill(fill: Any, shade: Shade) -> None:
    fill.solid()
    fill.fore_color.theme_color = shade[0]
    if shade[1]:
        fill.fore_color.brightness = shade[1]


def _write_figures(series: Any, native: NativeChart, rank: int, shades: Sequence[Shade]) -> None:
    """The figure at each bar: inside its foot where an interval stands at its end, else at its end."""
    told = native.series[rank]
    is_inside = told is native.with_intervals
    labels = series.data_labels
    labels.show_value, labels.font.bold = True, True
    labels.number_format, labels.number_format_is_linked = number_format(told.points) or "General", False
    if native.form == "stacked":
        labels.position = XL_LABEL_POSITION.CENTER
    else:
        labels.position = XL_LABEL_POSITION.INSIDE_BASE if is_inside else XL_LABEL_POSITION.OUTSIDE_END
    longest = max(abs(point.shown_value) for point in native.points)
    for place, point in enumerate(told.points):
        is_long = abs(point.shown_value) >= SHORT_BAR * longest
        holds = native.form == "stacked" or (is_inside and is_long)
        is_white = holds and shades[place][1] < PALE / 2
        if point.value is None:
            continue
        if is_white or (is_inside and not is_long) or not number_format(told.points):
            label = _own_label(series, place, point, told)
            label.position = labels.position if holds or not is_inside else XL_LABEL_POSITION.OUTSIDE_END
            if is_white:
                label.font.color.theme_color = THEME.BACKGROUND_1


def _own_label(series: Any, place: int, point: Point, told: NativeSeries) -> Any:
    """The label of one mark, to be placed or coloured by itself; its text where no format writes it."""
    label = series.points[place].data_label
    if number_format(told.points):
        label.font.bold = True
        return label
    label.text_frame.text = clean(point.text)
    label.font.bold = True
    return label


def _take_frame_away(chart: Any) -> None:
    """No line around the chart, which a text document has where nothing is said."""
    properties = etree.Element(qn("c:spPr"))
    etree.SubElement(etree.SubElement(properties, qn("a:ln")), qn("a:noFill"))
    chart._chartSpace.chart.addnext(properties)


def _place_bars(chart: Any, native: NativeChart, width: float, size: float) -> None:
    """Room for the names at the left, so that they wrap rather than squeeze the bars."""
    room = min(widest(native.categories, size) / width + 0.02, MOST_LABELS)
    top = BELOW_LEGEND if len(native.series) > 1 else TOP
    place_plot(chart, (room, top, 0.99 - room, BOTTOM - top))


def _add_intervals(chart: Any, rank: int, numbers: ChartNumbers) -> None:
    """Each interval as a line with two ends, its lengths in the workbook of the chart."""
    series = chart.plots[0].series[rank]._element
    bars = etree.Element(qn("c:errBars"))
    if numbers.intervals is not None and chart.plots[0]._element.tag == qn("c:lineChart"):
        etree.SubElement(bars, qn("c:errDir")).set("val", "y")
    for tag, value in (("errBarType", "both"), ("errValType", "cust"), ("noEndCap", "0")):
        etree.SubElement(bars, qn(f"c:{tag}")).set("val", value)
    for place, tag in enumerate(("plus", "minus")):
        reference = etree.SubElement(etree.SubElement(bars, qn(f"c:{tag}")), qn("c:numRef"))
        etree.SubElement(reference, qn("c:f")).text = numbers._workbook_writer.end_ref(place)
        cache = etree.SubElement(reference, qn("c:numCache"))
        etree.SubElement(cache, qn("c:formatCode")).text = "General"
        etree.SubElement(cache, qn("c:ptCount")).set("val", str(len(numbers.ends[place])))
        for at, length in enumerate(numbers.ends[place]):
            point = etree.SubElement(cache, qn("c:pt"))
            point.set("idx", str(at))
            etree.SubElement(point, qn("c:v")).text = f"{length:.12g}"
    line = etree.SubElement(etree.SubElement(bars, qn("c:spPr")), qn("a:ln"))
    line.set("w", str(int(Pt(1.5))))
    fill = etree.SubElement(etree.SubElement(line, qn("a:solidFill")), qn("a:schemeClr"))
    fill.set("val", "tx1")
    series.find(qn("c:cat")).addprevious(bars)
