"""Blocks as a Word document to edit: real headings, native tables and charts, marked as a draft."""

from __future__ import annotations

import io
from collections.abc import Container, Sequence
from typing import Any

from analysis.reporting.blocks import Block, Chart, Cover, walk
from analysis.reporting.cell_blocks import Picture
from analysis.reporting.documents.office_files import FIXED, same_dates
from analysis.reporting.documents.pdf import png_pictures
from analysis.reporting.documents.prepared_blocks import inline_svg
from analysis.reporting.fonts import showable
from analysis.reporting.language.typography import Typesetter


def docx_bytes(blocks: Sequence[Block], language: str) -> bytes:
    """`blocks` (from report_blocks) as a Word draft in `language`; the same blocks give the same bytes.

    Raises ValueError for a block without a layout.
    """
    from analysis.reporting.documents.word_blocks import WordWriter
    from analysis.reporting.documents.word_charts import native_charts

    document = _document(blocks, language)
    charts = native_charts(blocks)
    writing = WordWriter(document, Typesetter(language), charts, _pictures(blocks, charts))
    writing.write(blocks)
    saved = io.BytesIO()
    document.save(saved)
    return same_dates(saved.getvalue())


def _document(blocks: Sequence[Block], language: str) -> Any:
    """An empty document: page, styles, language, header and footer."""
    from docx import Document

    from analysis.reporting.documents.word_pages import set_colours, set_language, set_page, set_running

    cover = next((block for block in blocks if isinstance(block, Cover)), Cover("", "", (), language))
    title = " – ".join(part for part in (cover.title, cover.subtitle) if part)
    words = Typesetter(language)
    tag = words.rules.locale.replace("_", "-")
    document = Document()
    set_page(document)
    set_colours(document)
    set_language(document, tag)
    set_running(document, title, [words.say("document.draft"), cover.banner])
    known = document.core_properties
    known.title, known.author, known.language = title[:255], "assoscope", tag
    known.comments, known.created, known.modified, known.revision = "", FIXED, FIXED, 1
    return document


def _pictures(blocks: Sequence[Block], drawn: Container[str]) -> dict[str, bytes]:
    """The PNG of every drawing that is not drawn by Word, by the SVG it is made from."""
    found = dict.fromkeys(drawing for block in walk(blocks) if (drawing := _drawing(block)))
    drawings = [drawing for drawing in found if drawing not in drawn]
    made = png_pictures([inline_svg(showable(drawing)) for drawing in drawings])
    return dict(zip(drawings, made, strict=True))


def _drawing(block: Block) -> str:
    if isinstance(block, Picture) and block.format == "svg":
        return block.content
    return block.svg if isinstance(block, Chart) else ""
