"""Blocks of text and tables as Markdown, in which no text of a definition is markup."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from analysis.reporting.blocks import (
    Block,
    Cover,
    Definitions,
    Heading,
    Paragraph,
    ReportTable,
    Section,
    TableCell,
)
from analysis.reporting.language.typography import Typesetter

MARKUP = re.compile(r"([\\`*_{}\[\]<>#|!~$@^])")
AT_START = re.compile(r"^(\d{1,9})?([-+=.):])")
"""What begins a list, a rule or the underline of a heading where it stands first in a line."""
ENTITY = re.compile(r"&(?=[#A-Za-z])")
"""What begins a sign that is written by its name or number."""
WEB = re.compile(r"(?i)(https?|ftp|mailto|xmpp)(:)|(www)(\.)")
"""What becomes a link by itself."""
UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff]+")


def markdown_bytes(blocks: Sequence[Block], language: str) -> bytes:
    """`blocks` as a Markdown file with tables in pipes, each paragraph one line.

    Raises ValueError for a block that is no text or table.
    """
    words = Typesetter(language)
    return ("\n\n".join(_written(blocks, words)) + "\n").encode("utf-8")


def plain(text: str) -> str:
    """`text` on one line, every sign that Markdown or a viewer would read as markup after a backslash; & as
    an entity where it would begin one, as some viewers read \\& as the start of one too."""
    line = " ".join(UNSEEN.sub(" ", text).split(" ")).strip()
    line = WEB.sub(
        lambda found: f"{found[1] or found[3]}\\{found[2] or found[4]}",
        MARKUP.sub(r"\\\1", ENTITY.sub("&amp;", line)),
    )
    return AT_START.sub(lambda found: f"{found[1] or ''}\\{found[2]}", line)


def _written(blocks: Iterable[Block], words: Typesetter) -> Iterable[str]:
    for block in blocks:
        writer = WRITERS.get(block.block)
        if writer is None:
            raise ValueError(
                f"a block {block.block!r} has no form in Markdown; expected {', '.join(WRITERS)}"
            )
        yield from writer(block, words)


def _cover(block: Cover, words: Typesetter) -> Iterable[str]:
    yield f"# {plain(block.title)}"
    yield f"**{plain(block.subtitle)}**"
    if block.simulated:
        yield f"**{plain(block.simulated)}**"
    yield from _definitions(Definitions(block.facts), words)


def _definitions(block: Definitions, words: Typesetter) -> Iterable[str]:
    if block.entries:
        yield "\n".join(f"- **{plain(term)}**{words.colon}{plain(text)}" for term, text in block.entries)


def _table(block: ReportTable, _: Typesetter) -> Iterable[str]:
    if block.caption:
        yield f"**{plain(block.caption)}**"
    width = len(block.columns) + 1
    lines = [[plain(text) for text in (block.stub, *block.columns)], ["---"] * width]
    for group in block.groups:
        if group.label:
            lines.append([f"**{plain(group.label)}**", *[""] * (width - 1)])
        lines += [[plain(row.label), *map(_cell, row.cells)] for row in group.rows]
    yield "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
    yield from (plain(note) for note in block.notes)


def _cell(cell: TableCell) -> str:
    return plain(" ".join(filter(None, [cell.text, cell.detail, cell.sign])))


WRITERS: Mapping[str, Callable[..., Iterable[str]]] = {
    Cover.block: _cover,
    Section.block: lambda block, words: _written(block.blocks, words),
    Heading.block: lambda block, _: [f"{'#' * block.level} {plain(block.text)}"],
    Paragraph.block: lambda block, _: [plain(block.text)] if block.text else [],
    Definitions.block: _definitions,
    ReportTable.block: _table,
}
"""The name of each kind of block that has a form in Markdown, and how it is written."""
