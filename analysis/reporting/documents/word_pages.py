"""What stands around the text of a Word document: page, styles, language, header, footer, fields."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from analysis.reporting.documents.office_files import with_colours

INK, ACCENT, QUIET = RGBColor(0x1B, 0x24, 0x30), RGBColor(0x33, 0x58, 0x8C), RGBColor(0x56, 0x61, 0x6E)
TEXT_WIDTH = Mm(170)
CELL = "TableText"
SIZES = {"Title": 26, "Heading 1": 17, "Heading 2": 13, "Heading 3": 11, "Caption": 9}

SHADES = ("FFFFFF", "F3F6FA", "E8EEF5", "DDE6F0", "D2DEEB", "C6D5E5", "BACCE0", "AEC3DA", "A2BAD5", "96B0CF")
"""From white, as the page has them."""


def set_page(document: Any) -> None:
    """A4, margins, and the styles of headings, captions and text."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(20)
    section.top_margin, section.bottom_margin = Mm(22), Mm(18)
    normal = document.styles["Normal"]
    set_font(normal, 10, INK)
    normal.paragraph_format.space_after = Pt(5)
    cell = document.styles.add_style(CELL, WD_STYLE_TYPE.PARAGRAPH)
    cell.base_style = normal
    cell.paragraph_format.space_after = Pt(0)
    for name, size in SIZES.items():
        style = document.styles[name]
        set_font(style, size, ACCENT if name == "Heading 1" else INK)
        style.font.bold, style.font.italic = True, False
        style.paragraph_format.keep_with_next = True


def set_colours(document: Any) -> None:
    """The colours of the reports, of which the charts are drawn."""
    theme = document.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    theme._blob = with_colours(theme.blob)


def set_font(style: Any, size: float, colour: RGBColor) -> None:
    """One font for every script of `style`, instead of the template's theme."""
    style.font.size, style.font.color.rgb = Pt(size), colour
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{name}"), None)
    for name in ("ascii", "hAnsi", "cs"):
        fonts.set(qn(f"w:{name}"), "Calibri")


def set_language(document: Any, language: str) -> None:
    """The language of every text, for spelling and screen readers."""
    for found in document.styles.element.iter(qn("w:lang")):
        found.set(qn("w:val"), language)
    run = document.styles["Normal"].element.get_or_add_rPr()
    run.append(_element("lang", val=language))


def set_running(document: Any, title: str, marks: Sequence[str]) -> None:
    """Title and marks (draft, simulated data) above every page; page number and count below."""
    section = document.sections[0]
    above, below = section.header.paragraphs[0], section.footer.paragraphs[0]
    for paragraph in (above, below):
        paragraph.style = document.styles["Normal"]
        paragraph.paragraph_format.tab_stops.add_tab_stop(TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT)
    above.add_run(f"{title[:70]}\t").font.size = Pt(8)
    mark = above.add_run(" · ".join(part.upper() for part in marks if part))
    mark.bold, mark.font.size = True, Pt(9)
    below.add_run("\t")
    add_field(below, "PAGE", "1")
    below.add_run(" / ")
    add_field(below, "NUMPAGES", "1")


def add_field(paragraph: Any, instruction: str, shown: str) -> None:
    """A field that Word computes; `shown` stands there until it does."""
    start_field(paragraph, instruction)
    paragraph.add_run(shown)
    end_field(paragraph)


def start_field(paragraph: Any, instruction: str) -> None:
    """The start of a field: what follows is its result, up to end_field."""
    text = _element("instrText")
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    text.text = f" {instruction} "
    for inner in (
        _element("fldChar", fldCharType="begin"),
        text,
        _element("fldChar", fldCharType="separate"),
    ):
        paragraph.add_run()._r.append(inner)


def end_field(paragraph: Any) -> None:
    """The end of the field started last."""
    paragraph.add_run()._r.append(_element("fldChar", fldCharType="end"))


def add_bookmark(paragraph: Any, name: str, number: int) -> None:
    """Makes `paragraph` a place that links can lead to."""
    start, end = _element("bookmarkStart", id=str(number), name=name), _element("bookmarkEnd", id=str(number))
    paragraph._p.insert(1 if paragraph._p.pPr is not None else 0, start)
    paragraph._p.append(end)


def add_inner_link(paragraph: Any, text: str, bookmark: str) -> None:
    """`text` as a link to a bookmark."""
    link = _element("hyperlink", anchor=bookmark)
    run = paragraph.add_run(text)
    link.append(run._r)
    paragraph._p.append(link)


def repeat_header(row: Any) -> None:
    """Makes `row` stand again at the top of each page of its table."""
    row._tr.get_or_add_trPr().append(_element("tblHeader"))


def set_rules(table: Any) -> None:
    """Thin lines between the rows of `table`, none between its columns."""
    borders = _element("tblBorders")
    for side in ("bottom", "insideH"):
        borders.append(_line(side, "D5DBE2", 4))
    table._tbl.tblPr.append(borders)


def underline(row: Any) -> None:
    """A strong line below `row`."""
    for cell in row.cells:
        borders = _element("tcBorders")
        borders.append(_line("bottom", "1B2430", 8))
        cell._tc.get_or_add_tcPr().append(borders)


def _line(side: str, colour: str, eighths: int) -> Any:
    return _element(side, val="single", sz=str(eighths), space="0", color=colour)


def shade(cell: Any, colour: str) -> None:
    """Fill the background of a cell of a table."""
    cell._tc.get_or_add_tcPr().append(_element("shd", val="clear", color="auto", fill=colour))


def keep_whole(row: Any) -> None:
    """Keeps `row` on one page."""
    row._tr.get_or_add_trPr().append(_element("cantSplit"))


def _element(tag: str, /, **attributes: str) -> Any:
    element = OxmlElement(f"w:{tag}")
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    return element
