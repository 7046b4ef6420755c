"""Charts that office programs draw and edit: the values in a workbook of their own, one style for all."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from lxml import etree
from pptx.chart.data import CategoryChartData
from pptx.chart.xlsx import CategoryWorkbookWriter
from pptx.dml.color import RGBColor
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_TICK_LABEL_POSITION,
    XL_TICK_MARK,
)
from pptx.enum.chart import XL_MARKER_STYLE as MARKER
from pptx.enum.dml import MSO_THEME_COLOR as THEME
from pptx.oxml.ns import qn
from pptx.package import Package
from pptx.parts.chart import ChartPart
from pptx.util import Pt
from xlsxwriter import Workbook

from analysis.reporting.blocks import Point
from analysis.reporting.documents.native_charts import Form, NativeChart, NativeSeries, number_format
from analysis.reporting.documents.office_files import FIXED, clean
from analysis.reporting.drawing.lettering import widest

KINDS: dict[Form, XL_CHART_TYPE] = {
    "bars": XL_CHART_TYPE.BAR_CLUSTERED,
    "columns": XL_CHART_TYPE.COLUMN_CLUSTERED,
    "stacked": XL_CHART_TYPE.BAR_STACKED,
    "lines": XL_CHART_TYPE.LINE_MARKERS,
}
AS_THEY_ARE = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
"""How texts are written in the workbook of a chart: never as a formula, never as a link."""
MANY = 10
"""Categories beyond which texts are small."""
PALE = 0.6
"""How much lighter than the accent what is context stands."""
SERIES = (THEME.ACCENT_1, THEME.ACCENT_3, THEME.ACCENT_5, THEME.ACCENT_2)
DARKEST, PALEST = -0.25, 0.8
MOST_LABELS, TOP, BOTTOM = 0.4, 0.02, 0.97
"""Shares of a chart: names at the left at most, and where the bars begin and end."""
BELOW_LEGEND = 0.12
ON_LINES = (0.06, 0.1, 0.88, 0.84)
"""Where lines stand in their chart: the figures at both ends need room beside them."""
ROOM = 1.08
"""How far the axis goes beyond the highest figure or interval, for the figure at its end."""
SHORT_BAR = 0.13
"""Share of the longest bar under which a bar does not hold its figure."""
WHITE = RGBColor.from_string("FFFFFF")


@dataclass(frozen=True)
class ChartTexts:
    """Sizes in points of the texts and marks of a chart; the font where it is not the file's own."""

    size: float
    small: float
    marker: int
    line: float
    font: str = ""


ON_SLIDES = ChartTexts(14, 12, 11, 3)
ON_PAGES = ChartTexts(9, 8, 7, 2, "Calibri")


class ChartNumbers(CategoryChartData):
    """The categories and values of a chart as the file holds them, with the lengths of its intervals."""

    def __init__(self, native: NativeChart) -> None:
        super().__init__()
        self.intervals = native.with_intervals
        self._add_categories(native)
        for series in native.series:
            form = number_format(series.points) or "General"
            self.add_series(clean(series.name), [point.value for point in series.points], form)

    def _add_categories(self, native: NativeChart) -> None:
        if native.dates:
            self.categories = native.dates
        elif native.groups:
            labels = iter(native.categories)
            for heading, count in native.groups:
                group = self.add_category(clean(heading))
                for _ in range(count):
                    group.add_sub_category(clean(next(labels)))
        else:
            self.categories = [clean(label) for label in native.categories]

    @property
    def _workbook_writer(self) -> NumbersWorkbook:
        return NumbersWorkbook(self)

    @property
    def ends(self) -> tuple[list[float], list[float]]:
        """How far each interval reaches above and below its value."""
        points = self.intervals.points if self.intervals else ()
        return [_reach(p, p.high) for p in points], [_reach(p, p.low) for p in points]


def _reach(point: Point, end: float | None) -> float:
    is_whole = point.value is not None and point.low is not None and point.high is not None
    return abs(end - point.value) if is_whole and end is not None and point.value is not None else 0.0


class NumbersWorkbook(CategoryWorkbookWriter):
    """The workbook of a chart: categories, series, then what its intervals reach above and below."""

    @contextmanager
    def _open_worksheet(self, xlsx_file: Any) -> Iterator[tuple[Any, Any]]:
        workbook = Workbook(xlsx_file, AS_THEY_ARE)
        workbook.set_properties({"created": FIXED.replace(tzinfo=None)})
        yield workbook, workbook.add_worksheet()
        workbook.close()

    def _populate_worksheet(self, workbook: Any, worksheet: Any) -> None:
        super()._populate_worksheet(workbook, worksheet)
        if self._chart_data.intervals:
            for rank, (sign, lengths) in enumerate(zip("+\u2212", self._chart_data.ends, strict=True)):
                worksheet.write(0, self._first_end + rank, sign)
                worksheet.write_column(1, self._first_end + rank, lengths)

    @property
    def _first_end(self) -> int:
        return int(self._chart_data.categories.depth) + len(self._chart_data)

    def end_ref(self, rank: int) -> str:
        """Where the lengths above (0) or below (1) stand."""
        column = self._column_reference(self._first_end + rank + 1)
        return f"Sheet1!${column}$2:${column}${len(self._chart_data.ends[rank]) + 1}"


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
    chart.has_legend = len(native.series) > 1
    if chart.has_legend:
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
    _style_axes(chart, native)
    for rank, series in enumerate(chart.plots[0].series):
        _style_series(series, native, rank, texts)
    if native.form == "lines":
        _span_gaps(chart)
        _place_plot(chart, ON_LINES)
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
        values.minimum_scale, values.maximum_scale = 0, 100 if native.form == "stacked" else ROOM * max(ends)
    categories.has_major_gridlines = False
    categories.major_tick_mark = XL_TICK_MARK.NONE
    if native.form != "lines":
        categories.format.line.fill.background()
    if native.form in ("bars", "stacked"):
        categories.reverse_order = True
        categories.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    if native.form == "lines":
        categories.tick_label_position = XL_TICK_LABEL_POSITION.NONE


def _style_series(series: Any, native: NativeChart, rank: int, texts: ChartTexts) -> None:
    told = native.series[rank]
    if native.form == "lines":
        _style_line(series, told, rank, texts)
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


def _style_line(series: Any, told: NativeSeries, rank: int, texts: ChartTexts) -> None:
    """A line with a marker at each date, hollow for a figure of others; the figure and its date above."""
    colour = SERIES[rank % len(SERIES)]
    series.smooth = False
    series.format.line.width = Pt(texts.line)
    series.format.line.color.theme_color = colour
    series.marker.style, series.marker.size = MARKER.CIRCLE, texts.marker
    series.marker.format.fill.solid()
    series.marker.format.fill.fore_color.theme_color = colour
    series.marker.format.line.color.theme_color = colour
    for place, point in enumerate(told.points):
        if point.value is None:
            continue
        if point.is_other:
            marker = series.points[place].marker
            marker.style, marker.size = MARKER.CIRCLE, texts.marker
            marker.format.fill.solid()
            marker.format.fill.fore_color.rgb = WHITE
            marker.format.line.color.theme_color = colour
        label = series.points[place].data_label
        frame = label.text_frame
        frame.text = clean(point.text)
        frame.paragraphs[0].runs[0].font.bold = True
        below = frame.add_paragraph().add_run()
        below.text, below.font.size = clean(point.label), Pt(texts.small)
        label.position = XL_LABEL_POSITION.ABOVE


def _take_frame_away(chart: Any) -> None:
    """No line around the chart, which a text document has where nothing is said."""
    properties = etree.Element(qn("c:spPr"))
    etree.SubElement(etree.SubElement(properties, qn("a:ln")), qn("a:noFill"))
    chart._chartSpace.chart.addnext(properties)


def _span_gaps(chart: Any) -> None:
    """Joins the points of a line across dates that it has none for."""
    found = chart._chartSpace.chart.find(qn("c:dispBlanksAs"))
    if found is not None:
        found.set("val", "span")


def _place_bars(chart: Any, native: NativeChart, width: float, size: float) -> None:
    """Room for the names at the left, so that they wrap rather than squeeze the bars."""
    room = min(widest(native.categories, size) / width + 0.02, MOST_LABELS)
    top = BELOW_LEGEND if len(native.series) > 1 else TOP
    _place_plot(chart, (room, top, 0.99 - room, BOTTOM - top))


def _place_plot(chart: Any, sides: tuple[float, float, float, float]) -> None:
    """Where the marks of a chart stand in it: left, top, width and height, as shares of it."""
    area = chart._chartSpace.chart.plotArea
    for former in area.findall(qn("c:layout")):
        area.remove(former)
    layout = etree.SubElement(area, qn("c:layout"))
    area.insert(0, layout)
    manual = etree.SubElement(layout, qn("c:manualLayout"))
    for tag, value in (("layoutTarget", "inner"), ("xMode", "edge"), ("yMode", "edge")):
        etree.SubElement(manual, qn(f"c:{tag}")).set("val", value)
    for tag, share in zip("xywh", sides, strict=True):
        etree.SubElement(manual, qn(f"c:{tag}")).set("val", f"{share:.4f}")


def _add_intervals(chart: Any, rank: int, numbers: ChartNumbers) -> None:
    """Each interval as a line with two ends, its lengths in the workbook of the chart."""
    series = chart.plots[0].series[rank]._element
    bars = etree.Element(qn("c:errBars"))
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
