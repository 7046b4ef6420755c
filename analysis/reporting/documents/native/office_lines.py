"""Lines in office programs: on the dates of their figures, or along groups in an order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from lxml import etree
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_LABEL_POSITION
from pptx.enum.chart import XL_MARKER_STYLE as MARKER
from pptx.enum.dml import MSO_THEME_COLOR as THEME
from pptx.oxml.ns import qn
from pptx.util import Pt

from analysis.reporting.documents.native.native_charts import NativeSeries
from analysis.reporting.documents.office_files import clean

SERIES = (THEME.ACCENT_1, THEME.ACCENT_3, THEME.ACCENT_5, THEME.ACCENT_2)
WHITE = RGBColor.from_string("FFFFFF")
ON_LINES = (0.06, 0.1, 0.88, 0.84)
"""Where lines stand in their chart: the figures at both ends need room beside them."""
ALONG = (0.02, 0.02, 0.96, 0.8)
"""The same of a line along groups, whose names stand below."""


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


def style_line(series: Any, told: NativeSeries, rank: int, texts: ChartTexts) -> None:
    """A line with a marker at each date, hollow for a figure of others; the figure and its date above."""
    colour = SERIES[rank % len(SERIES)]
    series.smooth = False
    _style_marks(series, colour, texts)
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


def style_along(series: Any, told: NativeSeries, rank: int, texts: ChartTexts) -> None:
    """A line along groups with its markers; of the second series only the figures, above its places."""
    series.smooth = False
    if rank == 0:
        _style_marks(series, SERIES[0], texts)
        return
    series.format.line.fill.background()
    series.marker.style = MARKER.NONE
    for place, point in enumerate(told.points):
        label = series.points[place].data_label
        label.text_frame.text = clean(point.text)
        label.text_frame.paragraphs[0].runs[0].font.bold = True
        label.position = XL_LABEL_POSITION.ABOVE


def _style_marks(series: Any, colour: THEME, texts: ChartTexts) -> None:
    series.format.line.width = Pt(texts.line)
    series.format.line.color.theme_color = colour
    series.marker.style, series.marker.size = MARKER.CIRCLE, texts.marker
    series.marker.format.fill.solid()
    series.marker.format.fill.fore_color.theme_color = colour
    series.marker.format.line.color.theme_color = colour


def span_gaps(chart: Any) -> None:
    """Joins the points of a line across dates that it has none for."""
    found = chart._chartSpace.chart.find(qn("c:dispBlanksAs"))
    if found is not None:
        found.set("val", "span")


def place_plot(chart: Any, sides: tuple[float, float, float, float]) -> None:
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
