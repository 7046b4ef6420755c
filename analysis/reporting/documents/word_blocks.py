"""Each kind of block written into a Word document."""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Mapping, Sequence
from typing import Any

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Emu, Mm, Pt

from analysis.reporting.documents import word_pages as pages
from analysis.reporting.documents.prepared_blocks import fitting_tables
from analysis.reporting.language.typography import Typesetter

Data = Mapping[str, Any]

PICTURE_WIDTH = Mm(90)
TALLEST = Mm(200)
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")


CELL_MARGINS = 3
"""Letters that the margins of a cell of Word take."""


class WordWriter:
    """A Word document being written; `write` takes blocks in order.

    `pictures` are the PNG of the drawings, by the SVG they are made from.
    """

    def __init__(self, document: Any, words: Typesetter, pictures: Mapping[str, bytes]) -> None:
        self.document = document
        self.words = words
        self.pictures = pictures
        self._bookmarks: dict[str, str] = {}
        self._placed: set[str] = set()

    def write(self, blocks: Sequence[Data]) -> None:
        """Write `blocks` at the end of the document. Raises ValueError for an unknown kind."""
        for block in blocks:
            verb = getattr(self, f"_{block['block']}", None)
            if verb is None:
                raise ValueError(f"no Word layout for a block of the kind {block['block']!r}")
            verb(block)

    def _section(self, section: Data) -> None:
        if section["kind"] == "page":
            self._start_page()
        self.write(section["blocks"])

    def _cover(self, cover: Data) -> None:
        if cover["subtitle"]:
            self._text(cover["subtitle"], size=13, colour=pages.QUIET)
        self.document.add_paragraph(clean(cover["title"]), style="Title")
        if cover["simulated"]:
            self._text(cover["simulated"], bold=True)
        self._definitions({"entries": cover["facts"]})

    def _contents(self, contents: Data) -> None:
        """A field that Word fills with page numbers (F9), and until then links to the chapters."""
        self._text(contents["title"], size=13, bold=True)
        for place, (text, anchor) in enumerate(contents["entries"]):
            entry = self.document.add_paragraph()
            if place == 0:
                pages.start_field(entry, 'TOC \\o "1-2" \\h \\z \\u')
            pages.add_inner_link(entry, clean(text), self._bookmark(anchor))
            if place == len(contents["entries"]) - 1:
                pages.end_field(entry)
        self._start_page()

    def _start_page(self) -> None:
        """Go to a new page, unless nothing is written on this one yet."""
        written = self.document.element.body.xpath("./*[not(self::w:sectPr)]")
        if written and not written[-1].xpath("self::w:p[w:r/w:br[@w:type='page']]"):
            self.document.add_page_break()

    def _heading(self, heading: Data) -> None:
        style = f"Heading {heading['level'] - 1}"
        paragraph = self.document.add_paragraph(clean(heading["text"]), style=style)
        if heading["anchor"] and heading["anchor"] not in self._placed:
            self._placed.add(heading["anchor"])
            pages.add_bookmark(paragraph, self._bookmark(heading["anchor"]), len(self._placed))
        if heading["tag"]:
            tag = self._text(heading["tag"], size=8.5, colour=pages.QUIET, keep=True)
            tag.paragraph_format.space_after = Pt(2)

    def _paragraph(self, block: Data) -> None:
        is_strong = block["kind"] in ("headline", "finding", "about")
        is_note = block["kind"] in ("note", "lead")
        self._text(
            block["text"],
            size=11 if block["kind"] in ("headline", "finding") else 10,
            bold=is_strong,
            colour=pages.QUIET if is_note else pages.INK,
            keep=block["kind"] in ("headline", "about", "lead"),
        )

    def _lines(self, block: Data) -> None:
        for term, said in block["lines"]:
            paragraph = self.document.add_paragraph(style="List Bullet")
            paragraph.add_run(clean(f"{term}{block['colon']}")).bold = True
            paragraph.add_run(clean(said))

    def _definitions(self, block: Data) -> None:
        if not block["entries"]:
            return
        table = self._grid(len(block["entries"]), [30, 70])
        for row, (term, said) in zip(table.rows, block["entries"], strict=True):
            fill(row.cells[0], term, bold=True)
            fill(row.cells[1], said)
        self.document.add_paragraph()

    def _cards(self, block: Data) -> None:
        across = 3
        table = self._grid(-(-len(block["cards"]) // across), [1] * across)
        for place, card in enumerate(block["cards"]):
            cell = table.rows[place // across].cells[place % across]
            fill(cell, " ".join(part for part in (card["value"], card["unit"]) if part), size=18, bold=True)
            fill(cell, card["label"], bold=True, more=True)
            for detail in card["details"]:
                fill(cell, detail, size=8, more=True)
        self.document.add_paragraph()

    def _table(self, block: Data) -> None:
        for part in fitting_tables(dict(block)):
            if part["caption"]:
                self.document.add_paragraph(clean(part["caption"]), style="Caption")
            self._body(part)
            for note in part["notes"]:
                self._text(note, size=8, colour=pages.QUIET)
            self.document.add_paragraph()

    def _body(self, part: Data) -> None:
        labelled = [(group["label"], group["rows"]) for group in part["groups"]]
        table = self._grid(1 + sum(bool(label) + len(rows) for label, rows in labelled), part["widths"])
        rows = iter(table.rows)
        head, size = next(rows), 8 if len(part["columns"]) <= 5 else 7
        pages.repeat_header(head)
        pages.underline(head)
        for place, text in enumerate((part["stub"], *part["columns"])):
            fill(head.cells[place], text, size, bold=True, right=place > 0 and not part["is_text"])
        for label, of_group in labelled:
            if label:
                cells = next(rows).cells
                fill(cells[0].merge(cells[-1]), label, size, bold=True, keep=True)
            for row in of_group:
                self._row(next(rows).cells, row, size, not part["is_text"])

    def _row(self, cells: Sequence[Any], row: Data, size: float, right: bool) -> None:
        fill(cells[0], row["label"], size)
        for place, cell in zip(cells[1:], row["cells"], strict=False):
            fill(place, " ".join(part for part in (cell["text"], cell["sign"]) if part), size, right=right)
            if cell.get("shade"):
                pages.shade(place, pages.SHADES[cell["shade"]])
            if cell["detail"]:
                fill(place, cell["detail"], size - 1, right=right, more=True)

    def _chart(self, chart: Data) -> None:
        if chart["title"]:
            self._text(chart["title"], size=9, bold=True, keep=True)
        self._drawn(self.pictures[chart["svg"]], chart["alternative"])
        if chart["note"]:
            self._text(chart["note"], size=8, colour=pages.QUIET)

    def _quotation(self, block: Data) -> None:
        self.document.add_paragraph(clean(block["text"]), style="Quote")
        self._text(block["author"], bold=True, keep=bool(block["consent"]))
        if block["consent"]:
            self._text(block["consent"], size=8, colour=pages.QUIET)

    def _picture(self, picture: Data) -> None:
        is_png = picture["format"] == "png"
        png = base64.b64decode(picture["content"]) if is_png else self.pictures[picture["content"]]
        self._drawn(png, picture["alternative"] or self.words.say("document.picture"))

    def _drawn(self, png: bytes, alternative: str) -> None:
        shape = self.document.add_picture(io.BytesIO(png), width=PICTURE_WIDTH)
        if shape.height > TALLEST:
            shape.width, shape.height = Emu(shape.width * TALLEST // shape.height), TALLEST
        shape._inline.docPr.set("descr", clean(alternative))

    def _prose(self, block: Data) -> None:
        self._spans(block["spans"], self.document.add_paragraph())

    def _list(self, block: Data) -> None:
        style = "List Number" if block["ordered"] else "List Bullet"
        for spans in block["items"]:
            self._spans(spans, self.document.add_paragraph(style=style))

    def _spans(self, spans: Sequence[Data], paragraph: Any) -> None:
        for span in spans:
            run = paragraph.add_run(clean(span["text"]))
            run.bold, run.italic = span["style"] == "strong", span["style"] == "emphasis"
            if span["link"] and span["link"] != span["text"]:
                paragraph.add_run(clean(f" ({span['link']})"))

    def _preformatted(self, block: Data) -> None:
        self._text(block["text"], size=8.5)

    def _text(
        self, text: str, size: float = 10, bold: bool = False, colour: Any = pages.INK, keep: bool = False
    ) -> Any:
        paragraph = self.document.add_paragraph()
        run = paragraph.add_run(clean(text))
        run.bold, run.font.size, run.font.color.rgb = bold, Pt(size), colour
        paragraph.paragraph_format.keep_with_next = keep
        return paragraph

    def _grid(self, rows: int, widths: Sequence[int]) -> Any:
        """An empty table across the page, its columns in proportion to `widths` and the margins of cells."""
        table = self.document.add_table(rows, len(widths))
        pages.set_rules(table)
        table.alignment, table.autofit = WD_TABLE_ALIGNMENT.LEFT, False
        roomy = [width + CELL_MARGINS for width in widths]
        shares = [Emu(pages.TEXT_WIDTH * width // sum(roomy)) for width in roomy]
        for column, share in zip(table.columns, shares, strict=True):
            column.width = share
        for row in table.rows:
            pages.keep_whole(row)
            for cell, share in zip(row.cells, shares, strict=True):
                cell.width = share
        return table

    def _bookmark(self, anchor: str) -> str:
        """A name that Word takes: letters, digits and underscores, forty at most."""
        if anchor not in self._bookmarks:
            known = re.sub(r"\W", "_", anchor, flags=re.ASCII)[:30]
            self._bookmarks[anchor] = f"a{len(self._bookmarks)}_{known}"
        return self._bookmarks[anchor]


def fill(
    cell: Any,
    text: str,
    size: float = 9,
    bold: bool = False,
    right: bool = False,
    more: bool = False,
    keep: bool = False,
) -> None:
    """Write `text` into `cell`, in a new paragraph with `more`."""
    paragraph = cell.add_paragraph() if more else cell.paragraphs[0]
    run = paragraph.add_run(clean(text))
    run.font.size = Pt(size)
    if bold:
        run.bold = True
    if keep:
        paragraph.paragraph_format.keep_with_next = True
    paragraph._p.style = pages.CELL
    if right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def clean(text: str) -> str:
    """`text` without characters that XML cannot hold."""
    return _ILLEGAL.sub("", text)
