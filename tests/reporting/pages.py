"""A report read as a page, and the notebooks and texts that reports are tried with."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import nbformat

HOSTILE = '</style><script>alert(1)</script><img src=x onerror=alert(2)> [x](javascript:alert(3)) "&<b>'
VOID = {"meta", "br", "hr", "img", "col", "link", "input"}


class Page(HTMLParser):
    """The tags, attributes and text of a page; a tag closed out of turn fails."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self._open: list[str] = []
        self.source = path.read_text(encoding="utf-8")
        self.feed(self.source)
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep the tag."""
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """The tag opened last is closed first."""
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Keep the text outside the stylesheet."""
        if "style" not in self._open:
            self.texts.append(data)

    def named(self, tag: str) -> list[dict[str, str | None]]:
        """The attributes of every `tag`."""
        return [attributes for name, attributes in self.tags if name == tag]

    @property
    def text(self) -> str:
        """What is read on the page."""
        return " ".join(self.texts)


def notebook_of(folder: Path, *cells: str) -> Path:
    """A notebook of these cells; those that start with # are text."""
    make = {True: nbformat.v4.new_markdown_cell, False: nbformat.v4.new_code_cell}
    nb = nbformat.v4.new_notebook(cells=[make[cell.startswith("#")](cell) for cell in cells])
    path = folder / "own.ipynb"
    nbformat.write(nb, path)
    return path
