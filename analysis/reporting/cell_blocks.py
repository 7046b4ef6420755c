"""What the cells of an analyst's own show, as records: prose, lists, printed text, pictures.

A page shows such cells as they are; a PDF and a Word draft are made of these.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from analysis.reporting.blocks import Block


@dataclass(frozen=True)
class Span:
    """Text in one style: "" or "strong", "emphasis", "code"; `link` is an address on the web, or nothing."""

    text: str
    style: str = ""
    link: str = ""


@dataclass(frozen=True)
class Prose(Block):
    """A paragraph with emphasis and links."""

    block: ClassVar[str] = "prose"

    spans: Sequence[Span]


@dataclass(frozen=True)
class ItemList(Block):
    """A list, numbered where it is `ordered`; each item is a line of spans."""

    block: ClassVar[str] = "list"

    ordered: bool
    items: Sequence[Sequence[Span]]


@dataclass(frozen=True)
class Preformatted(Block):
    """Text whose lines and spaces stay as they are."""

    block: ClassVar[str] = "preformatted"

    text: str


@dataclass(frozen=True)
class Picture(Block):
    """A drawing ("svg") or a picture ("png", in base64) with the text that stands for it."""

    block: ClassVar[str] = "picture"

    format: str
    content: str
    alternative: str
