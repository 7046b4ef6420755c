"""Blocks made ready for a page: texts that can be shown, links that lead somewhere, tables that fit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from analysis.reporting.blocks import (
    Block,
    Cards,
    Chart,
    Contents,
    Cover,
    Heading,
    Paragraph,
    ReportTable,
    Section,
    walk,
)
from analysis.reporting.documents.fitted_tables import fitting_tables, rows_of, text_length
from analysis.reporting.fonts import FALLBACK, FAMILY, showable

LONGEST_WORD = 28
"""Characters without a space after which a word may be broken anywhere."""
DRAWN = ("svg", "narrow", "content")
"""Fields that hold drawings: their characters are made showable, never broken."""
NAMES = ("kind", "anchor", "leads_to", "direction", "tag_kind", "format", "link", "style")
FITTING_ROWS, FITTING_HEIGHT, FITTING_TEXT = 45, 2.5, 6000
"""Rows, height of charts (in their widths) and characters up to which blocks stay on one page."""
_LONG = re.compile(rf"[^\s\u200b]{{{LONGEST_WORD},}}")
_EIGHT = re.compile(r"(.{8})(?=.)")


@dataclass(frozen=True)
class ShapedChart(Chart):
    """A chart with the shapes of its two drawings."""

    width_to_height: float = 1.0
    wide_to_height: float = 1.0


@dataclass(frozen=True)
class FittedSection(Section):
    """A section; whether it surely holds on one page up to its first chart with a table."""

    is_short: bool = False


def prepared(blocks: Sequence[Block]) -> list[Block]:
    """`blocks` for the page, without contents: those of the page are made with its numbers."""
    made = [_showable(block, "") for block in blocks if not isinstance(block, Contents)]
    known = set(_anchors(made))
    seen: set[str] = set()
    linked = [_linked(block, known, seen) for block in _fitted(made)]
    return _levelled(linked, [1 if any(isinstance(block, Cover) for block in made) else 0])


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


def _showable(value: Any, name: str) -> Any:
    """A record whose every text can be shown, or the value of its field `name`."""
    if isinstance(value, str):
        if name in DRAWN:
            return inline_svg(showable(value)) if value.startswith("<svg") else value
        return value if name in NAMES else breakable(showable(value))
    if is_dataclass(value) and not isinstance(value, type):
        given = {each.name: _showable(getattr(value, each.name), each.name) for each in fields(value)}
        if isinstance(value, Chart):
            shapes = {"width_to_height": value.narrow, "wide_to_height": value.svg}
            given |= {name: width_to_height(svg) for name, svg in shapes.items()}
            return ShapedChart(**given)
        return type(value)(**given)
    return [_showable(inner, "") for inner in value] if isinstance(value, (list, tuple)) else value


def _anchors(blocks: Sequence[Block]) -> Iterator[str]:
    return (block.anchor for block in walk(blocks) if isinstance(block, Heading) and block.anchor)


def _linked(block: Block, known: set[str], seen: set[str]) -> Block:
    """`block` whose headings carry each anchor once; cards and paragraphs link to those that are there."""
    if isinstance(block, Section):
        return replace(block, blocks=[_linked(inner, known, seen) for inner in block.blocks])
    if isinstance(block, Heading):
        is_new = block.anchor not in seen
        seen.add(block.anchor)
        return replace(block, anchor=block.anchor if is_new else "")
    if isinstance(block, Paragraph):
        return replace(block, leads_to=block.leads_to if block.leads_to in known else "")
    if isinstance(block, Cards):
        cards = [replace(card, anchor=card.anchor if card.anchor in known else "") for card in block.cards]
        return replace(block, cards=cards)
    return block


def _levelled(blocks: Sequence[Block], last: list[int]) -> list[Block]:
    """`blocks` whose headings never skip a level; `last` holds the level of the heading before."""
    made: list[Block] = []
    for block in blocks:
        if isinstance(block, Heading):
            last[0] = min(block.level, last[0] + 1)
            made.append(replace(block, level=last[0]))
        elif isinstance(block, Section):
            made.append(replace(block, blocks=_levelled(block.blocks, last)))
        else:
            made.append(block)
    return made


def _fitted(blocks: Sequence[Block], heading: str = "") -> list[Block]:
    """`blocks` with tables that fit the page, and without captions that repeat the heading."""
    made: list[Block] = []
    for block in blocks:
        heading = block.text if isinstance(block, Heading) else heading
        if isinstance(block, ReportTable):
            made += fitting_tables(replace(block, caption="" if block.caption == heading else block.caption))
        elif isinstance(block, Section):
            inner = _fitted(block.blocks, heading)
            made.append(FittedSection(block.kind, inner, _is_short(_until_evidence(inner))))
        else:
            made.append(block)
    return made


def _until_evidence(blocks: Sequence[Block]) -> Sequence[Block]:
    """What stands side by side: everything up to the first chart with its table."""
    ends = [
        place
        for place, block in enumerate(blocks, 1)
        if isinstance(block, Section) and block.kind == "evidence"
    ]
    return blocks[: ends[0]] if ends else blocks


def _is_short(blocks: Sequence[Block]) -> bool:
    """Whether blocks surely hold on one page, however they are laid out there."""
    inner = list(walk(blocks))
    rows = sum(len(rows_of(block)) for block in inner if isinstance(block, ReportTable))
    heights = [1 / block.width_to_height for block in inner if isinstance(block, ShapedChart)]
    texts = text_length([block.data() for block in blocks])
    return rows <= FITTING_ROWS and sum(heights) <= FITTING_HEIGHT and texts <= FITTING_TEXT
