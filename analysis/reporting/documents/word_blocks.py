"""Each kind of block written into a Word document."""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Mapping, Sequence
from functools import singledispatchmethod
from typing import Any

from docx.shared import Emu, Mm, Pt

from analysis.reporting.blocks import (
    Block,
    Cards,
    Chart,
    Contents,
    Cover,
    Definitions,
    Heading,
    Lines,
    Paragraph,
    Quotation,
    ReportTable,
    Section,
)
from analysis.reporting.cell_blocks import ItemList, Picture, Preformatted, Prose, Span
from analysis.reporting.documents import word_pages as pages
from analysis.reporting.documents.fitted_tables import fitting_tables
from analysis.reporting.documents.native.native_charts import NativeChart
from analysis.reporting.documents.office_files import clean
from analysis.reporting.documents.word_charts import add_word_chart
from analysis.reporting.documents.word_tables import add_grid, add_table, fill
from analysis.reporting.language.typography import Typesetter
from analysis.results.released_columns import TABLES_XLSX, named_in

TALLEST = Mm(200)
ACROSS = 3
"""Cards side by side."""
SIZES = {"claim": 13, "headline": 11, "finding": 11}
"""Of kinds of paragraphs that stand out, in points."""
FINDING = "finding-section"
"""Sections that stay whole; the chapter that has some opens the report, on pages of its own."""


class WordWriter:
    """A Word document being written; `write` takes blocks in order.

    `charts` are those that Word draws, `pictures` the PNG of the other drawings, by the SVG they are made
    from.
    """

    def __init__(
        self,
        document: Any,
        words: Typesetter,
        charts: Mapping[str, NativeChart],
        pictures: Mapping[str, bytes],
    ) -> None:
        self.document = document
        self.words = words
        self.charts = charts
        self.pictures = pictures
        self._bookmarks: dict[str, str] = {}
        self._placed: set[str] = set()
        self._is_page_due = False
        self._is_kept = False
        self._has_left_out = False
        self._is_among_notes = False
        """Whether the chapters on quality and method have begun: short in a draft, they share pages."""
        self._drawn = 0

    def write(self, blocks: Sequence[Block]) -> None:
        """Write `blocks` at the end of the document. Raises ValueError for one without a layout."""
        for block in blocks:
            if self._is_page_due and not isinstance(block, Section | Heading):
                self.document.add_page_break()
                self._is_page_due = False
            self._add(block)

    @singledispatchmethod
    def _add(self, block: Block) -> None:
        raise ValueError(f"no Word layout for a block of the kind {block.block!r}")

    @_add.register
    def _(self, section: Section) -> None:
        if section.kind == "page" and not self._is_among_notes:
            self._is_among_notes = True
            self._start_page()
        if section.kind == "folded":
            self._leave_out()
            return
        self._is_kept = section.kind == FINDING
        self.write(section.blocks)
        self._is_kept = False
        if any(isinstance(block, Section) and block.kind == FINDING for block in section.blocks):
            self._start_page()

    def _leave_out(self) -> None:
        """Says where the tables are that a page folds away, as a draft is as long as what is read: the first
        time, and where a chapter would be a heading alone."""
        if not self._has_left_out or self._is_below_heading():
            self.write(
                [
                    Paragraph(
                        self.words.say("document.left_out", file=named_in(TABLES_XLSX, self.words.language))
                    )
                ]
            )
        self._has_left_out = True

    def _is_below_heading(self) -> bool:
        style = self.document.paragraphs[-1].style.name if self.document.paragraphs else ""
        return style.startswith("Heading")

    @_add.register
    def _(self, cover: Cover) -> None:
        if cover.subtitle:
            self._text(cover.subtitle, size=13, colour=pages.QUIET)
        self.document.add_paragraph(clean(cover.title), style="Title")
        if cover.simulated:
            self._text(cover.simulated, bold=True)
        self._add(Definitions(cover.facts))

    @_add.register
    def _(self, contents: Contents) -> None:
        """A field that Word fills with page numbers (F9), and until then links to the chapters."""
        if not contents.is_printed:
            return
        self._text(contents.title, size=13, bold=True)
        for place, (text, anchor) in enumerate(contents.entries):
            entry = self.document.add_paragraph()
            if place == 0:
                pages.start_field(entry, 'TOC \\o "1-2" \\h \\z \\u')
            pages.add_inner_link(entry, clean(text), self._bookmark(anchor))
            if place == len(contents.entries) - 1:
                pages.end_field(entry)
            else:
                entry.paragraph_format.space_after = Pt(0)

    def _start_page(self) -> None:
        """Go to a new page, unless nothing is written on this one yet."""
        written = self.document.element.body.xpath("./*[not(self::w:sectPr)]")
        self._is_page_due = bool(written) and not written[-1].xpath("self::w:p[w:r/w:br[@w:type='page']]")

    @_add.register
    def _(self, heading: Heading) -> None:
        paragraph = self.document.add_paragraph(clean(heading.text), style=f"Heading {heading.level - 1}")
        paragraph.paragraph_format.page_break_before = True if self._is_page_due else None
        self._is_page_due = False
        if heading.anchor and heading.anchor not in self._placed:
            self._placed.add(heading.anchor)
            pages.add_bookmark(paragraph, self._bookmark(heading.anchor), len(self._placed))
        if heading.tag:
            tag = self._text(heading.tag, size=8.5, colour=pages.QUIET, keep=True)
            tag.paragraph_format.space_after = Pt(2)

    @_add.register
    def _(self, block: Paragraph) -> None:
        is_strong = block.kind in ("claim", "headline", "finding", "about")
        is_note = block.kind in ("note", "lead")
        self._text(
            block.text,
            size=SIZES.get(block.kind, 10),
            bold=is_strong,
            colour=pages.QUIET if is_note else pages.INK,
            keep=self._is_kept or block.kind in ("claim", "headline", "said", "about", "lead"),
        )

    @_add.register
    def _(self, block: Lines) -> None:
        for term, said in block.lines:
            paragraph = self.document.add_paragraph(style="List Bullet")
            if term:
                paragraph.add_run(clean(f"{term}{block.colon}")).bold = True
            paragraph.add_run(clean(said))

    @_add.register
    def _(self, block: Definitions) -> None:
        if not block.entries:
            return
        table = add_grid(self.document, len(block.entries), [30, 70])
        for row, (term, said) in zip(table.rows, block.entries, strict=True):
            fill(row.cells[0], term, bold=True)
            fill(row.cells[1], said)
        self.document.add_paragraph()

    @_add.register
    def _(self, block: Cards) -> None:
        table = add_grid(self.document, -(-len(block.cards) // ACROSS), [1] * ACROSS)
        for place, card in enumerate(block.cards):
            cell = table.rows[place // ACROSS].cells[place % ACROSS]
            fill(cell, " ".join(part for part in (card.value, card.unit) if part), size=18, bold=True)
            fill(cell, card.label, bold=True, more=True)
            for detail in card.details:
                fill(cell, detail, size=8, more=True)
        self.document.add_paragraph()

    @_add.register
    def _(self, block: ReportTable) -> None:
        for part in fitting_tables(block):
            if part.caption:
                self.document.add_paragraph(clean(part.caption), style="Caption")
            add_table(self.document, part)
            for note in part.notes:
                self._text(note, size=8, colour=pages.QUIET)
            self.document.add_paragraph()

    @_add.register
    def _(self, chart: Chart) -> None:
        if chart.title:
            self._text(chart.title, size=9, bold=True, keep=True)
        if chart.subtitle:
            self._text(chart.subtitle, size=9, colour=pages.QUIET, keep=True)
        native = self.charts.get(chart.svg)
        if native is None:
            self._draw(self.pictures[chart.svg], chart.alternative, keep=bool(chart.note))
        else:
            self._drawn += 1
            drawn = add_word_chart(self.document, native, chart.alternative, self._drawn)
            drawn.paragraph_format.keep_with_next = bool(chart.note)
        if chart.note:
            self._text(chart.note, size=8, colour=pages.QUIET)

    @_add.register
    def _(self, block: Quotation) -> None:
        self.document.add_paragraph(clean(block.text), style="Quote")
        self._text(block.author, bold=True, keep=bool(block.consent))
        if block.consent:
            self._text(block.consent, size=8, colour=pages.QUIET)

    @_add.register
    def _(self, picture: Picture) -> None:
        is_png = picture.format == "png"
        png = base64.b64decode(picture.content) if is_png else self.pictures[picture.content]
        self._draw(png, picture.alternative or self.words.say("document.picture"))

    def _draw(self, png: bytes, alternative: str, keep: bool = False) -> None:
        shape = self.document.add_picture(io.BytesIO(png), width=pages.TEXT_WIDTH)
        self.document.paragraphs[-1].paragraph_format.keep_with_next = keep
        if shape.height > TALLEST:
            shape.width, shape.height = Emu(shape.width * TALLEST // shape.height), TALLEST
        shape._inline.docPr.set("descr", clean(alternative))
        for side in ("distT", "distB", "distL", "distR"):
            shape._inline.set(side, "0")

    @_add.register
    def _(self, block: Prose) -> None:
        self._spans(block.spans, self.document.add_paragraph())

    @_add.register
    def _(self, block: ItemList) -> None:
        style = "List Number" if block.ordered else "List Bullet"
        for spans in block.items:
            self._spans(spans, self.document.add_paragraph(style=style))

    def _spans(self, spans: Sequence[Span], paragraph: Any) -> None:
        for span in spans:
            run = paragraph.add_run(clean(span.text))
            run.bold, run.italic = span.style == "strong", span.style == "emphasis"
            if span.link and span.link != span.text:
                paragraph.add_run(clean(f" ({span.link})"))

    @_add.register
    def _(self, block: Preformatted) -> None:
        self._text(block.text, size=8.5)

    def _text(
        self, text: str, size: float = 10, bold: bool = False, colour: Any = pages.INK, keep: bool = False
    ) -> Any:
        paragraph = self.document.add_paragraph()
        run = paragraph.add_run(clean(text))
        run.bold, run.font.size, run.font.color.rgb = bold, Pt(size), colour
        paragraph.paragraph_format.keep_with_next = keep
        return paragraph

    def _bookmark(self, anchor: str) -> str:
        """A name that Word takes: letters, digits and underscores, forty at most."""
        if anchor not in self._bookmarks:
            known = re.sub(r"\W", "_", anchor, flags=re.ASCII)[:30]
            self._bookmarks[anchor] = f"a{len(self._bookmarks)}_{known}"
        return self._bookmarks[anchor]
