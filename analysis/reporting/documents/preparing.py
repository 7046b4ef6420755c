"""Blocks made ready for a page: texts that can be shown, links that lead somewhere, tables that fit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from analysis.reporting.documents.fonts import FALLBACK, FAMILY, showable
from analysis.reporting.documents.widths import fitting_tables, rows_of, text_length

Data = dict[str, Any]

LONGEST_WORD = 28
"""Characters without a space after which a word may be broken anywhere."""
DRAWN = ("svg", "content")
"""Keys that hold drawings: their characters are made showable, never broken."""
NAMES = ("block", "kind", "anchor", "direction", "tag_kind", "format", "link", "style")
SHORT_ROWS, SHORT_HEIGHT, SHORT_TEXT = 45, 2.5, 6000
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
    return rows <= SHORT_ROWS and sum(heights) <= SHORT_HEIGHT and text_length(blocks) <= SHORT_TEXT
