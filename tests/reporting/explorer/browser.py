"""The explorer as Debian's Chromium shows it: the tables, texts and links of a view, by its address."""

from __future__ import annotations

import csv
import io
import subprocess
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import unquote

from tests.browser import OPTIONS, Tab, open_tab, program

SAID = ("--virtual-time-budget=5000", "--enable-logging=stderr", "--log-level=0")
READY = "document.querySelector('#explorer')?.hidden === false"


@dataclass
class View(HTMLParser):
    """What stands in the page once a view is shown."""

    source: str
    said: str
    """What the browser says on its console."""
    tables: dict[str, list[list[str]]] = field(default_factory=dict)
    attributes: dict[str, dict[str, str]] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    drawn: list[str] = field(default_factory=list)
    _path: list[tuple[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self.feed(self.source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep where we are, and what the elements with an id have."""
        given = {name: value or "" for name, value in attrs}
        if tag in ("input", "meta", "br", "link"):
            return
        self._path.append((tag, given.get("id", "")))
        if "id" in given:
            self.attributes[given["id"]] = given
        if tag == "svg":
            self.attributes["svg"] = given
        if tag == "tr":
            self._rows().append([])
        if tag in ("td", "th"):
            self._rows()[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        """Leave the element."""
        while self._path and self._path.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        """Keep the text of cells, of the chart, and of what has an id."""
        tags = [tag for tag, _ in self._path]
        if {"td", "th"} & set(tags):
            self._rows()[-1][-1] += data
        if "svg" in tags and data.strip():
            self.drawn.append(data)
        for _, name in self._path:
            self.texts[name] = self.texts.get(name, "") + data

    def _rows(self) -> list[list[str]]:
        holder = next((name for _, name in reversed(self._path) if name in ("rows", "changes")), "")
        return self.tables.setdefault(holder, [])

    @property
    def downloaded(self) -> list[list[str]]:
        """The rows of the CSV that can be downloaded."""
        _, _, text = self.attributes["download"]["href"].partition(",")
        return list(csv.reader(io.StringIO(unquote(text), newline="")))


def view_of(page: Path, address: str, width: int = 1440) -> View:
    """The view at that address (what follows #)."""
    with TemporaryDirectory() as profile:
        where = (f"--user-data-dir={profile}", f"--window-size={width},1200", "--dump-dom")
        command = [program("chromium"), *OPTIONS, *SAID, *where, f"{page.as_uri()}#{address}"]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    said = "\n".join(line for line in done.stderr.splitlines() if "CONSOLE" in line)
    return View(done.stdout, said)


def open_view(page: Path, address: str, width: int) -> AbstractContextManager[Tab]:
    """The view at that address, open in a tab."""
    return open_tab(f"{page.as_uri()}#{address}", width, READY)
