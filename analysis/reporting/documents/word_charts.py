"""Charts in a Word document that Word draws and edits, each with the workbook of its values."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import Any

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Emu, Mm, Pt

from analysis.reporting.blocks import Block, Chart, walk
from analysis.reporting.documents.native.native_charts import NativeChart, native_chart
from analysis.reporting.documents.native.office_charts import MOST_LABELS, chart_files
from analysis.reporting.documents.native.office_lines import ON_PAGES
from analysis.reporting.documents.office_files import clean
from analysis.reporting.documents.word_pages import TEXT_WIDTH
from analysis.reporting.drawing.lettering import wrapped

MOST = 20
"""Charts of a document that are drawn by the program: LibreOffice keeps twenty at a time, and squeezes the
texts of all where there are more."""
RICHER = frozenset({"dumbbells", "group_dots", "stacked_scale"})
"""Kinds of charts that stay the pictures they are on a page."""
AROUND, LEGEND = Mm(3), Mm(7)
"""Height of a chart beyond its bars: at its edges, and for the names of its series."""
LINES, COLUMNS = Mm(62), Mm(55)
BAR_AROUND = Mm(1.4)
"""Between the texts of two bars."""
LINE_HEIGHT = 1.2


def native_charts(blocks: Sequence[Block]) -> dict[str, NativeChart]:
    """The first charts of a document that Word draws, as many as MOST, by the SVG of their drawings."""
    charts = {block.svg: block for block in walk(blocks) if isinstance(block, Chart)}
    found = ((svg, native_for_pages(chart)) for svg, chart in charts.items())
    return dict(islice(((svg, native) for svg, native in found if native), MOST))


def native_for_pages(chart: Chart) -> NativeChart | None:
    """`chart` as Word can draw it; None where its picture says more.

    That is so for parts on either side of a central line, for dots, whose line of the whole and colours the
    note below speaks of, and for figures with a mark of what they are held to.
    """
    points = [point for panel in chart.panels for point in panel.points]
    if chart.kind in RICHER or any(point.reference is not None for point in points):
        return None
    return native_chart(chart)


def add_word_chart(document: Any, native: NativeChart, alternative: str, number: int) -> Any:
    """The paragraph with `native` as the chart of that number in `document`, described by a text."""
    height = _height(native)
    xml, values = chart_files(native, TEXT_WIDTH / Pt(1))
    package = document.part.package
    workbook = Part(PackURI(f"/word/embeddings/chart{number}.xlsx"), CONTENT_TYPE.SML_SHEET, values, package)
    part = Part(PackURI(f"/word/charts/chart{number}.xml"), CONTENT_TYPE.DML_CHART, xml, package)
    part.relate_to(workbook, RELATIONSHIP_TYPE.PACKAGE)
    relation = document.part.relate_to(part, RELATIONSHIP_TYPE.CHART)
    paragraph = document.add_paragraph()
    paragraph.add_run()._r.append(_frame(document, relation, (TEXT_WIDTH, height), alternative))
    return paragraph


def _frame(document: Any, relation: str, size: tuple[int, int], alternative: str) -> Any:
    """The drawing, in the line of the text, that shows the chart of a relationship."""
    chart = "http://schemas.openxmlformats.org/drawingml/2006/chart"
    drawing = parse_xml(
        f"<w:drawing {nsdecls('w', 'wp', 'a', 'r')}><wp:inline distT='0' distB='0' distL='0' distR='0'>"
        f"<wp:extent cx='{size[0]}' cy='{size[1]}'/><wp:docPr id='1' name=''/><wp:cNvGraphicFramePr/>"
        f"<a:graphic><a:graphicData uri='{chart}'><c:chart xmlns:c='{chart}' r:id='{relation}'/>"
        "</a:graphicData></a:graphic></wp:inline></w:drawing>"
    )
    described = drawing.find(".//{*}docPr")
    described.set("id", str(document.part.next_id))
    described.set("name", relation)
    described.set("descr", clean(alternative))
    return drawing


def _height(native: NativeChart) -> int:
    """High enough that each bar holds the lines of its name."""
    legend = LEGEND if len(native.series) > 1 else 0
    if native.form in ("lines", "columns"):
        return Emu((LINES if native.form == "lines" else COLUMNS) + legend)
    room = MOST_LABELS * TEXT_WIDTH / Pt(1)
    texts = max(len(wrapped(label, room, ON_PAGES.size)) for label in native.categories)
    bars = len(native.series) if native.form == "bars" else 1
    row = max(texts, bars) * Pt(ON_PAGES.size * LINE_HEIGHT) + BAR_AROUND
    return Emu(AROUND + legend + round(row) * len(native.categories))
