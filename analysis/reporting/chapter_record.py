"""What a chapter of a report is: its title and anchor, when it applies, what it shows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from analysis.reporting.blocks import Block, Heading, Section

Content = TypeVar("Content", contravariant=True)
"""What a chapter is written from: EditionContent, TerritoryContent, or either."""


def _always(_: object) -> bool:
    return True


def _nothing(_: object) -> Sequence[tuple[str, str]]:
    return ()


@dataclass(frozen=True)
class Chapter(Generic[Content]):
    """A chapter of a report. Its heading and its entry in the contents are made of `title` and `anchor`.

    `shows` gives what stands below the heading, `applies` says whether there is anything. `kind` is the
    layout: "chapter", or "page" for one that starts a page in print. `within` gives the entries, (text,
    anchor), of further headings that the contents name.
    """

    title: Callable[[Content], str]
    anchor: str
    shows: Callable[[Content], Sequence[Block]]
    applies: Callable[[Content], bool] = _always
    kind: str = "chapter"
    within: Callable[[Content], Sequence[tuple[str, str]]] = _nothing

    def parts(self, content: Content) -> list[Chapter[Content]]:
        """This chapter where it applies, else nothing."""
        return [self] if self.applies(content) else []

    def entries(self, content: Content) -> list[tuple[str, str]]:
        """What the table of contents says of it: (text, anchor)."""
        return [(self.title(content), self.anchor), *self.within(content)]

    def section(self, content: Content) -> Section:
        """The chapter under its heading."""
        heading = Heading(self.title(content), 2, self.anchor)
        return Section(self.kind, [heading, *self.shows(content)])


@dataclass(frozen=True)
class EachTheme(Generic[Content]):
    """A chapter for each of the `themes` that the report has, a key of survey.themes each."""

    themes: Callable[[Content], Sequence[str]]
    chapter: Callable[[str], Chapter[Content]]

    def parts(self, content: Content) -> list[Chapter[Content]]:
        """The chapters, in the questionnaire's order."""
        return [self.chapter(theme) for theme in self.themes(content)]
