"""The blocks and the text of an executed notebook, in order."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from html import unescape
from typing import Any

from analysis.reporting.blocks import MIMETYPE

Data = dict[str, Any]

STYLES = {"strong": "strong", "emphasis": "emphasis"}
DEEPEST = 4
"""The level of headings below which Markdown goes no further in a report."""


@cache
def _markdown() -> Any:
    import mistune

    return mistune.create_markdown(renderer=None, plugins=["table"])


def prose_blocks(markdown: str) -> Iterator[Data]:
    """`markdown` as blocks; a `span` is {"text", "style", "link"}.

    Headings go below the title of the report (level 2 and more). Raw HTML is left out, and so are pictures,
    whose text stands for them.
    """
    for token in _markdown()(markdown):
        yield from _block(token)


def _block(token: Data) -> Iterator[Data]:
    kind, children = token["type"], token.get("children", ())
    if kind == "heading":
        level = min(token["attrs"]["level"] + 1, DEEPEST)
        text = "".join(span["text"] for span in _spans(children))
        yield {"block": "heading", "text": text, "level": level, "anchor": "", "tag": "", "tag_kind": ""}
    elif kind in ("paragraph", "block_text"):
        yield {"block": "prose", "spans": list(_spans(children))}
    elif kind == "list":
        items = [list(_item(item)) for item in children]
        yield {"block": "list", "ordered": token["attrs"]["ordered"], "items": items}
    elif kind == "block_quote":
        for child in children:
            yield from _block(child)
    elif kind == "block_code":
        yield {"block": "preformatted", "text": token["raw"]}
    elif kind == "table":
        yield _table(children)


def _item(item: Data) -> Iterator[Data]:
    """The spans of a list item; the items of a list inside it follow, each after a dash."""
    for rank, child in enumerate(item.get("children", ())):
        for nested in _block(child):
            if nested["block"] == "list":
                for spans in nested["items"]:
                    yield from [_span("\n– "), *spans]
            elif nested["block"] == "prose":
                yield from [_span("\n")] * bool(rank) + nested["spans"]
            elif "text" in nested:
                yield _span(nested["text"])


def _spans(tokens: Iterable[Data], style: str = "", link: str = "") -> Iterator[Data]:
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


def _span(text: str, style: str = "", link: str = "") -> Data:
    is_web = link.startswith(("https://", "http://", "mailto:"))
    return {"text": text, "style": style, "link": link if is_web else ""}


def _table(parts: Iterable[Data]) -> Data:
    """A Markdown table, its first column as row labels."""
    rows = []
    for part in parts:
        lines = [part] if part["type"] == "table_head" else part["children"]
        rows += [
            ["".join(s["text"] for s in _spans(c["children"])) for c in line["children"]] for line in lines
        ]
    head, *body = rows
    cells = [[{"text": text, "detail": "", "sign": "", "meaning": ""} for text in row[1:]] for row in body]
    labelled = [{"label": row[0], "cells": of_row} for row, of_row in zip(body, cells, strict=True)]
    return {
        "block": "table",
        "anchor": "",
        "caption": "",
        "stub": head[0],
        "columns": head[1:],
        "groups": [{"label": "", "rows": labelled}],
        "notes": [],
        "is_text": True,
    }


SHOWN_AS = ("image/svg+xml", "image/png", "text/markdown", "text/plain")
"""What an output that is no block is taken as, the best first; HTML is not read."""
_LABEL = re.compile(r"""<svg\b[^>]*?\saria-label=(["'])(.*?)\1""", re.DOTALL)


def report_blocks(nb: Any) -> list[Data]:
    """The data of every block shown by the executed notebook `nb`, in order.

    Text cells become headings, `prose`, `list` and `table` blocks, drawings and pictures `picture`, other
    outputs `preformatted` text; cells tagged `guide` or `hidden` and what goes to stderr are left out.
    """
    return [block for cell in nb["cells"] for block in _of_cell(cell)]


def _of_cell(cell: Mapping[str, Any]) -> Iterator[Data]:
    tags = cell["metadata"].get("tags", ())
    if cell["cell_type"] == "markdown" and "guide" not in tags:
        yield from prose_blocks(_joined(cell["source"]))
    if cell["cell_type"] == "code" and "hidden" not in tags:
        for output in cell.get("outputs", ()):
            yield from _of_output(output)


def _of_output(output: Mapping[str, Any]) -> Iterator[Data]:
    if output["output_type"] == "stream":
        if output["name"] == "stdout":
            yield {"block": "preformatted", "text": _joined(output["text"])}
        return
    shown = output.get("data", {})
    if MIMETYPE in shown:
        yield shown[MIMETYPE]
        return
    kind = next((kind for kind in SHOWN_AS if kind in shown), "")
    text = _joined(shown.get(kind, ""))
    if kind == "text/markdown":
        yield from prose_blocks(text)
    elif kind == "text/plain":
        yield {"block": "preformatted", "text": text}
    elif kind:
        yield _picture(kind, text)


def _picture(kind: str, text: str) -> Data:
    """A drawing with its aria-label as alternative text, or a picture, which has none of its own."""
    if kind == "image/png":
        png = base64.b64encode(base64.b64decode(text)).decode("ascii")
        return {"block": "picture", "format": "png", "content": png, "alternative": ""}
    label = _LABEL.search(text)
    return {
        "block": "picture",
        "format": "svg",
        "content": text[text.find("<svg") :],
        "alternative": unescape(label[2]) if label else "",
    }


def _joined(text: Any) -> str:
    """Notebooks store a text whole or as lines."""
    return text if isinstance(text, str) else "".join(text)
