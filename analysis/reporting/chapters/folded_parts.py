"""What stands below the headings of a chapter, folded in a page; print has it open."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.reporting.blocks import Block, Heading, Section

LEVEL = 3
"""Of the headings that fold what is below them."""


def folded_parts(blocks: Sequence[Block], open_parts: int = 0) -> list[Block]:
    """`blocks` with what is below each heading but the first `open_parts` folded under it."""
    shown: list[Block] = []
    headings = 0
    part: list[Block] | None = None
    for block in blocks:
        if isinstance(block, Heading) and block.level == LEVEL:
            headings += 1
            part = [block] if headings > open_parts else None
            shown += [block] if part is None else [Section("folded", part)]
        elif part is None:
            shown.append(block)
        else:
            part.append(block)
    return shown
