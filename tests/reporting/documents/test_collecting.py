"""Text cells and outputs that are no blocks come along; what is tagged away does not."""

from __future__ import annotations

from typing import Any

from analysis.reporting.cell_blocks import Picture, Preformatted, Prose
from analysis.reporting.documents.pdf import pdf_bytes
from analysis.reporting.documents.word import docx_bytes
from analysis.reporting.page.notebook_blocks import report_blocks

SVG = '<svg viewBox="0 0 9 9" aria-label="Un trait"><path d="M0 0L9 9"/></svg>'


def text_cell(source: str, *tags: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "metadata": {"tags": list(tags)}, "source": source}


def code_cell(*outputs: dict[str, Any], tags: tuple[str, ...] = ()) -> dict[str, Any]:
    return {"cell_type": "code", "metadata": {"tags": list(tags)}, "source": "", "outputs": list(outputs)}


CELLS = [
    text_cell("guide", "guide"),
    text_cell("# Titre\n\nDu **gras**, un [lien](https://x.fr) et [un piège](javascript:x).\n\n- un\n- deux"),
    text_cell("| a | b |\n|---|---|\n| 1 | 2 |"),
    code_cell({"output_type": "stream", "name": "stderr", "text": "avis"}),
    code_cell({"output_type": "stream", "name": "stdout", "text": "caché"}, tags=("hidden",)),
    code_cell({"output_type": "display_data", "data": {"image/svg+xml": SVG, "text/plain": "x"}}),
    code_cell({"output_type": "execute_result", "data": {"text/html": "<b>42</b>", "text/plain": "42"}}),
]


def test_cells_become_blocks() -> None:
    blocks = report_blocks({"cells": CELLS})
    kinds = [block.block for block in blocks]
    assert kinds == ["heading", "prose", "list", "table", "picture", "preformatted"]
    prose, picture, printed = blocks[1], blocks[4], blocks[5]
    assert isinstance(prose, Prose)
    assert [span.link for span in prose.spans if span.link] == ["https://x.fr"]
    assert picture == Picture("svg", SVG, "Un trait")
    assert printed == Preformatted("42")


def test_they_are_written_in_both_documents() -> None:
    blocks = report_blocks({"cells": CELLS})
    assert pdf_bytes(blocks, "fr").startswith(b"%PDF")
    assert docx_bytes(blocks, "fr").startswith(b"PK")
