"""The blocks and the text of an executed notebook, in order."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from html import unescape
from typing import Any

from analysis.reporting.blocks import Block, Heading, ReportTable, RowGroup, TableCell, TableRow
from analysis.reporting.carried_blocks import MIMETYPE, block_from
from analysis.reporting.cell_blocks import ItemList, Picture, Preformatted, Prose, Span

Token = dict[str, Any]
"""A part of a Markdown text, as mistune gives it."""

STYLES = {"strong": "strong", "emphasis": "emphasis"}
DEEPEST = 4
"""The level of headings below which Markdown goes no further in a report."""

SHOWN_AS = ("image/svg+xml", "image/png", "text/markdown", "text/plain")
"""What an output that is no block is taken as, the best first; HTML is not read."""
_LABEL = re.compile(r"""<svg\b[^>]*?\saria-label=(["'])(.*?)\1""", re.DOTALL)


def report_blocks(nb: Any) -> list[Block]:
    """Every block shown by the executed notebook `nb`, in order.

    Text cells become headings, prose, lists and tables, drawings and pictures `Picture`, other outputs
    `Preformatted` text; cells tagged `guide` or `hidden` and what goes to stderr are left out. Raises
    ValueError where a block that the notebook carries is none.
    """
    return [block for cell in nb["cells"] for block in _of_cell(cell)]


def _of_cell(cell: Mapping[str, Any]) -> Iterator[Block]:
    tags = cell["metadata"].get("tags", ())
    if cell["cell_type"] == "markdown" and "guide" not in tags:
        yield from prose_blocks(_joined(cell["source"]))
    if cell["cell_type"] == "code" and "hidden" not in tags:
        for output in cell.get("outputs", ()):
            yield from _of_output(output)


def _of_output(output: Mapping[str, Any]) -> Iterator[Block]:
    if output["output_type"] == "stream":
        if output["name"] == "stdout":
            yield Preformatted(_joined(output["text"]))
        return
    shown = output.get("data", {})
    if MIMETYPE in shown:
        yield block_from(shown[MIMETYPE])
        return
    kind = next((kind for kind in SHOWN_AS if kind in shown), "")
    text = _joined(shown.get(kind, ""))
    if kind == "text/markdown":
        yield from prose_blocks(text)
    elif kind == "text/plain":
        yield Preformatted(text)
    elif kind:
        yield _picture(kind, text)


def _picture(kind: str, text: str) -> Picture:
    """A drawing with its aria-label as alternative text, or a picture, which has none of its own."""
    if kind == "image/png":
        return Picture("png", base64.b64encode(base64.b64decode(text)).decode("ascii"), "")
    label = _LABEL.search(text)
    return Picture("svg", text[text.find("<svg") :], unescape(label[2]) if label else "")


def _joined(text: Any) -> str:
    """Notebooks store a text whole or as lines."""
    return text if isinstance(text, str) else "".join(text)


@cache
def _markdown() -> Any:
    import mistune

    return mistune.create_markdown(renderer=None, plugins=["table"])


def prose_blocks(markdown: str) -> Iterator[Block]:
    """`markdown` as blocks: headings, prose, lists, preformatted text and tables.

    Headings go below the title of the report (level 2 and more). Raw HTML is left out, and so are pictures,
    whose text stands for them.
    """
    for token in _markdown()(markdown):
        yield from _block(token)


def _block(token: Token) -> Iterator[Block]:
    kind, children = token["type"], token.get("children", ())
    if kind == "heading":
        level = min(token["attrs"]["level"] + 1, DEEPEST)
        yield Heading(_text(children), level)
    elif kind in ("paragraph", "block_text"):
        yield Prose(list(_spans(children)))
    elif kind == "list":
        yield ItemList(token["attrs"]["ordered"], [list(_item(item)) for item in children])
    elif kind == "block_quote":
        for child in children:
            yield from _block(child)
    elif kind == "block_code":
        yield Preformatted(token["raw"])
    elif kind == "table":
        yield _table(children)


def _item(item: Token) -> Iterator[Span]:
    """The spans of a list item; the items of a list inside it follow, each after a dash."""
    for rank, child in enumerate(item.get("children", ())):
        for nested in _block(child):
            if isinstance(nested, ItemList):
                for spans in nested.items:
                    yield from [Span("\n– "), *spans]
            elif isinstance(nested, Prose):
                yield from [*[Span("\n")] * bool(rank), *nested.spans]
            elif isinstance(nested, Heading | Preformatted):
                yield Span(nested.text)


def _spans(tokens: Iterable[Token], style: str = "", link: str = "") -> Iterator[Span]:
    for token in tokens:
        kind = token["type"]
        if kind == "softbreak":
            yield _span(" ", style, link)
        elif kind == "linebreak":
            yield _span("\n", style, link)
        elif kind in ("text", "codespan"):
            yield _span(token["raw"], "code" if kind == "codespan" else style, link)
        elif kind == "link":
            yield from _spans(token["children"], style, token["attrs"]["url"])
        else:
            yield from _spans(token.get("children", ()), STYLES.get(kind, style), link)


def _span(text: str, style: str, link: str) -> Span:
    is_web = link.startswith(("https://", "http://", "mailto:"))
    return Span(text, style, link if is_web else "")


def _text(tokens: Iterable[Token]) -> str:
    return "".join(span.text for span in _spans(tokens))


def _table(parts: Iterable[Token]) -> ReportTable:
    """A Markdown table, its first column as row labels."""
    lines = [
        line for part in parts for line in ([part] if part["type"] == "table_head" else part["children"])
    ]
    head, *body = [[_text(cell["children"]) for cell in line["children"]] for line in lines]
    rows = [TableRow(row[0], [TableCell(text) for text in row[1:]]) for row in body]
    return ReportTable("", "", head[0], head[1:], [RowGroup("", rows)], is_text=True)
