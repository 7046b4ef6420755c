"""The Markdown of text cells as blocks: headings, paragraphs, lists, tables, preformatted text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

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
