"""The parts of a report, as records that know no layout: a page, a PDF and a Word draft are made of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, fields, is_dataclass
from typing import Any, ClassVar


@dataclass(frozen=True)
class Block:
    """A part of a report."""

    block: ClassVar[str] = ""
    """What this kind of block is called in the data that a notebook carries and layouts read."""

    def data(self) -> dict[str, Any]:
        """The content as plain data, with the name of its kind under `block`."""
        return {"block": self.block, **_fields(self)}


def _fields(record: Any) -> dict[str, Any]:
    return {each.name: _plain(getattr(record, each.name)) for each in fields(record)}


def _plain(value: Any) -> Any:
    if isinstance(value, Block):
        return value.data()
    if is_dataclass(value):
        return _fields(value)
    return [_plain(each) for each in value] if isinstance(value, (list, tuple)) else value


@dataclass(frozen=True)
class Heading(Block):
    """A heading of `level` 2 to 4 that can be linked to by `anchor`; `tag` is a small label beside it."""

    block: ClassVar[str] = "heading"

    text: str
    level: int = 2
    anchor: str = ""
    tag: str = ""
    tag_kind: str = ""


@dataclass(frozen=True)
class Paragraph(Block):
    """A paragraph; `kind` is "", "claim" (what a chapter finds, as its title), "headline" (what follows shows
    it), "finding" (alone), "said" (of a figure, beside it), "lead" or "note".

    `leads_to` is the anchor of the heading that its text is a link to, if any.
    """

    block: ClassVar[str] = "paragraph"

    text: str
    kind: str = ""
    leads_to: str = ""


@dataclass(frozen=True)
class Lines(Block):
    """A list of (what it is about, what is said), with a colon between; a sentence alone is about ""."""

    block: ClassVar[str] = "lines"

    lines: Sequence[tuple[str, str]]
    colon: str = ": "


@dataclass(frozen=True)
class Definitions(Block):
    """Terms and what is known of each."""

    block: ClassVar[str] = "definitions"

    entries: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Card:
    """A key figure: the value large, what it is, and below of whom, its precision and its base."""

    value: str
    label: str
    details: Sequence[str]
    direction: str = "neutral"
    anchor: str = ""
    unit: str = ""


@dataclass(frozen=True)
class Cards(Block):
    """Key figures side by side."""

    block: ClassVar[str] = "cards"

    cards: Sequence[Card]


@dataclass(frozen=True)
class TableCell:
    """A figure in a table: its text, a second line (interval), and the sign and meaning of its mark.

    `shade` is how dark the cell is, from 0 (white) to 9: what the figure says already, for the eye.
    """

    text: str
    detail: str = ""
    sign: str = ""
    meaning: str = ""
    shade: int = 0


@dataclass(frozen=True)
class TableRow:
    """A row of a table."""

    label: str
    cells: Sequence[TableCell]


@dataclass(frozen=True)
class RowGroup:
    """Rows under a common heading, which may be empty."""

    label: str
    rows: Sequence[TableRow]


@dataclass(frozen=True)
class ReportTable(Block):
    """A table: caption, headers, groups of rows, and notes below that explain every sign."""

    block: ClassVar[str] = "table"

    anchor: str
    caption: str
    stub: str
    columns: Sequence[str]
    groups: Sequence[RowGroup]
    notes: Sequence[str] = ()
    is_text: bool = False

    def __repr__(self) -> str:
        return f"ReportTable({self.caption!r}: {sum(len(each.rows) for each in self.groups)} rows)"


@dataclass(frozen=True)
class Point:
    """One bar or dot of a chart; `text` is the figure as printed, `reference` what it is held to.

    A hollow dot, `is_other`, is a figure that others published; `is_key` what the chart's title speaks of.
    `said` stands for `text` where the chart is told in words: the meaning of a sign, what a mark is.
    `when` is the date of the figure, as a year with its fraction, where the chart has an axis of time.
    """

    label: str
    value: float | None
    low: float | None
    high: float | None
    text: str
    reference: float | None = None
    is_other: bool = False
    is_key: bool = False
    said: str = ""
    when: float | None = None

    @property
    def shown_value(self) -> float:
        """The value, to order and draw points by; 0 where none may be shown."""
        return self.value or 0.0


@dataclass(frozen=True)
class Panel:
    """Points under a common heading, which may be empty."""

    label: str
    points: Sequence[Point]


@dataclass(frozen=True)
class Chart(Block):
    """A chart: its data, the drawing made from them at two widths, and the text that stands for it.

    `title` is what is found, `subtitle` what is shown, `note` the base and the source.
    """

    block: ClassVar[str] = "chart"

    anchor: str
    title: str
    kind: str
    panels: Sequence[Panel]
    alternative: str
    svg: str
    narrow: str
    subtitle: str = ""
    note: str = ""


@dataclass(frozen=True)
class Quotation(Block):
    """What somebody said, who, and how the words may be used; `language` where it is not the report's."""

    block: ClassVar[str] = "quotation"

    text: str
    author: str
    consent: str = ""
    language: str = ""


@dataclass(frozen=True)
class Contents(Block):
    """The table of contents: (text, anchor) per chapter; `is_printed` where documents have it too."""

    block: ClassVar[str] = "contents"

    title: str
    entries: Sequence[tuple[str, str]]
    is_printed: bool = True


@dataclass(frozen=True)
class Cover(Block):
    """The first page; `language`, `banner` and `skip` also rule the page around the report."""

    block: ClassVar[str] = "cover"

    title: str
    subtitle: str
    facts: Sequence[tuple[str, str]]
    language: str
    simulated: str = ""
    banner: str = ""
    skip: str = ""


@dataclass(frozen=True)
class Section(Block):
    """Blocks that belong together; `kind` names the layout ("chapter", "indicator", "evidence", "page";
    "beside" is a figure with what is said of it)."""

    block: ClassVar[str] = "section"

    kind: str
    blocks: Sequence[Block] = field(default_factory=tuple)


def walk(blocks: Sequence[Block]) -> Iterator[Block]:
    """Every block, those inside sections too."""
    for block in blocks:
        yield block
        if isinstance(block, Section):
            yield from walk(block.blocks)
