"""Blocks made ready for a page: texts that can be shown, links that lead somewhere, tables that fit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from analysis.reporting.documents.fonts import FALLBACK, FAMILY, showable

Data = dict[str, Any]

PAGE = 160
"""Characters side by side across a page, in the smallest size of tables."""
STUB = (12, 34)
FIGURE = (6, 18)
TEXTS = (14, 40)
"""The least and the most that a column of labels, of figures and of texts is given."""

SHORT_ROWS, SHORT_TEXT = 16, 2500
"""Up to here a table stays on one page; a longer one breaks between rows, its header repeated."""
FEW = 4
"""Columns up to which a heading stands on two lines."""


def fitting_tables(table: Data) -> list[Data]:
    """`table` in as few parts as fit a page, each with the `widths` of its columns, the labels' first."""
    first, *others = _widths(table)
    parts = [(0, len(others))] if table["is_text"] else list(_parts(others, PAGE - first))
    made = []
    for rank, (start, end) in enumerate(parts, 1):
        part = _columns(table, start, end)
        place = f" ({rank}/{len(parts)})" if len(parts) > 1 else ""
        caption = f"{part['caption']}{place}".strip()
        is_short = len(rows_of(part)) <= SHORT_ROWS and text_length(part) <= SHORT_TEXT
        made.append({**part, "caption": caption, "widths": [first, *others[start:end]], "is_short": is_short})
    return made


def _widths(table: Data) -> list[int]:
    rows = rows_of(table)
    least, most = TEXTS if table["is_text"] else FIGURE
    widths = [_between(STUB, max((len(row["label"]) for row in rows), default=0))]
    for place, head in enumerate(table["columns"]):
        cells = [row["cells"][place] for row in rows if place < len(row["cells"])]
        widths.append(
            _between((least, most), max(_head_width(head, len(table["columns"])), *map(_width, cells), 0))
        )
    return widths


def rows_of(table: Data) -> list[Data]:
    """The rows of every group."""
    return [row for group in table["groups"] for row in group["rows"]]


def text_length(value: Any) -> int:
    """The characters of every text in `value`, drawings apart."""
    if isinstance(value, str):
        return len(value)
    if isinstance(value, dict):
        return sum(text_length(inner) for key, inner in value.items() if key != "svg")
    return sum(map(text_length, value)) if isinstance(value, list) else 0


def _width(cell: Data) -> int:
    return max(len(cell["text"]) + len(cell["sign"]) + bool(cell["sign"]), len(cell["detail"]))


def _head_width(head: str, columns: int) -> int:
    """Two lines where there is room for it; else the longest word, hyphenated beyond ten letters."""
    if columns <= FEW:
        return min(max(-(-len(head) // 2) + 2, min(len(head), 10)), 16)
    return max((min(len(word), 10) for word in head.split()), default=0)


def _between(limits: tuple[int, int], width: int) -> int:
    return min(max(width + 1, limits[0]), limits[1])


def _parts(widths: Sequence[int], room: int) -> Iterable[tuple[int, int]]:
    """(first, after the last) column of each part, as few parts as fit and as even as can be."""
    count = max(1, -(-sum(widths) // room))
    size = -(-len(widths) // count) if widths else 0
    if not widths:
        yield 0, 0
    for start in range(0, len(widths), max(size, 1)):
        yield start, min(start + size, len(widths))


def _columns(table: Data, start: int, end: int) -> Data:
    groups = [
        {**group, "rows": [{**row, "cells": row["cells"][start:end]} for row in group["rows"]]}
        for group in table["groups"]
    ]
    return {**table, "columns": table["columns"][start:end], "groups": groups}


LONGEST_WORD = 28
"""Characters without a space after which a word may be broken anywhere."""
DRAWN = ("svg", "content")
"""Keys that hold drawings: their characters are made showable, never broken."""
NAMES = ("block", "kind", "anchor", "direction", "tag_kind", "format", "link", "style")
FITTING_ROWS, FITTING_HEIGHT, FITTING_TEXT = 45, 2.5, 6000
"""Rows, height of charts (in their widths) and characters up to which blocks stay on one page."""
_LONG = re.compile(rf"[^\s\u200b]{{{LONGEST_WORD},}}")
_EIGHT = re.compile(r"(.{8})(?=.)")


def prepared(blocks: Sequence[Mapping[str, Any]]) -> list[Data]:
    """A copy of `blocks` for the page, without contents: those of the page are made with its numbers."""
    made = [_showable(block, "") for block in blocks if block["block"] != "contents"]
    known = set(_anchors(made))
    seen: set[str] = set()
    linked = [_linked(block, known, seen) for block in _fitted(made)]
    return _levelled(linked, [1 if any(block["block"] == "cover" for block in made) else 0])


def breakable(text: str) -> str:
    """`text` whose very long words may be broken every eight characters."""
    return _LONG.sub(lambda word: _EIGHT.sub("\\1\u200b", word[0]), text)


def inline_svg(svg: str) -> str:
    """A drawing of a page as a file of its own, in the fonts of the document."""
    space = "" if "xmlns=" in svg.split(">", 1)[0] else ' xmlns="http://www.w3.org/2000/svg"'
    return svg.replace("<svg", f"<svg{space} font-family=\"'{FAMILY}', '{FALLBACK}'\"", 1)


def width_to_height(svg: str) -> float:
    """The shape of a drawing, from its viewBox."""
    _, _, width, height = map(float, svg.split('viewBox="', 1)[1].split('"', 1)[0].split())
    return width / height


def walk(blocks: Sequence[Data]) -> Iterator[Data]:
    """Every block, those inside sections too."""
    for block in blocks:
        yield block
        yield from walk(block.get("blocks", ()))


def _showable(value: Any, key: str) -> Any:
    if isinstance(value, str):
        if key in DRAWN:
            return inline_svg(showable(value)) if value.startswith("<svg") else value
        return value if key in NAMES else breakable(showable(value))
    if isinstance(value, Mapping):
        shape = {"width-to-height": width_to_height(value["svg"])} if value.get("block") == "chart" else {}
        return {name: _showable(inner, name) for name, inner in value.items()} | shape
    if isinstance(value, (list, tuple)):
        return [_showable(inner, "") for inner in value]
    return value


def _anchors(blocks: Sequence[Data]) -> Iterator[str]:
    return (block["anchor"] for block in walk(blocks) if block["block"] == "heading" and block["anchor"])


def _linked(block: Data, known: set[str], seen: set[str]) -> Data:
    """`block` whose headings carry each anchor once and whose cards link to those that are there."""
    if block["block"] == "section":
        return {**block, "blocks": [_linked(inner, known, seen) for inner in block["blocks"]]}
    if block["block"] == "heading":
        is_new = block["anchor"] not in seen
        seen.add(block["anchor"])
        return {**block, "anchor": block["anchor"] if is_new else ""}
    if block["block"] == "cards":
        cards = [{**c, "anchor": c["anchor"] if c["anchor"] in known else ""} for c in block["cards"]]
        return {**block, "cards": cards}
    return block


def _levelled(blocks: Sequence[Data], last: list[int]) -> list[Data]:
    """`blocks` whose headings never skip a level; `last` holds the level of the heading before."""
    made = []
    for block in blocks:
        if block["block"] == "heading":
            last[0] = min(block["level"], last[0] + 1)
            made.append({**block, "level": last[0]})
        elif block["block"] == "section":
            made.append({**block, "blocks": _levelled(block["blocks"], last)})
        else:
            made.append(block)
    return made


def _fitted(blocks: Sequence[Data], heading: str = "") -> list[Data]:
    """`blocks` with tables that fit the page, and without captions that repeat the heading."""
    made: list[Data] = []
    for block in blocks:
        heading = block["text"] if block["block"] == "heading" else heading
        if block["block"] == "table":
            caption = "" if block["caption"] == heading else block["caption"]
            made += fitting_tables({**block, "caption": caption})
        elif block["block"] == "section":
            inner = _fitted(block["blocks"], heading)
            made.append({**block, "blocks": inner, "is_short": _is_short(_until_evidence(inner))})
        else:
            made.append(block)
    return made


def _until_evidence(blocks: Sequence[Data]) -> Sequence[Data]:
    """What stands side by side: everything up to the first chart with its table."""
    ends = [place for place, block in enumerate(blocks, 1) if block.get("kind") == "evidence"]
    return blocks[: ends[0]] if ends else blocks


def _is_short(blocks: Sequence[Data]) -> bool:
    """Whether blocks surely hold on one page, however they are laid out there."""
    inner = list(walk(blocks))
    rows = sum(len(rows_of(block)) for block in inner if block["block"] == "table")
    heights = [1 / block["width-to-height"] for block in inner if block["block"] == "chart"]
    return rows <= FITTING_ROWS and sum(heights) <= FITTING_HEIGHT and text_length(blocks) <= FITTING_TEXT
