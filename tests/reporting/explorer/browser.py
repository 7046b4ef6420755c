"""The explorer as Debian's Chromium shows it: the tables, texts and links of a view, by its address."""

from __future__ import annotations

import base64
import csv
import io
import json
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import unquote
from urllib.request import urlopen

import pytest
import websocket

OPTIONS = (
    *("--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--virtual-time-budget=5000"),
    *("--enable-logging=stderr", "--log-level=0"),
)


def program(name: str) -> str:
    """Where a program is; the test is skipped, by its name, where it is not installed."""
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is not installed")
    return found


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
        command = [program("chromium"), *OPTIONS, *where, f"{page.as_uri()}#{address}"]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    said = "\n".join(line for line in done.stderr.splitlines() if "CONSOLE" in line)
    return View(done.stdout, said)


@dataclass
class Tab:
    """A page open in the browser, of a given width, driven over its debugging protocol."""

    socket: websocket.WebSocket
    number: int = 0

    def call(self, method: str, **given: object) -> dict[str, Any]:
        """The result of a command."""
        self.number += 1
        self.socket.send(json.dumps({"id": self.number, "method": method, "params": given}))
        while True:
            answer = json.loads(self.socket.recv())
            if answer.get("id") == self.number:
                assert "error" not in answer, answer
                return dict(answer["result"])

    def value(self, expression: str) -> Any:
        """What an expression is worth, once it is settled."""
        done = self.call("Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in done, done
        return done["result"].get("value")

    def press(self, key: str, code: int, text: str = "") -> None:
        """Press a key where the focus is."""
        given = {"key": key, "code": key, "windowsVirtualKeyCode": code}
        self.call("Input.dispatchKeyEvent", type="keyDown", **given, **({"text": text} if text else {}))
        self.call("Input.dispatchKeyEvent", type="keyUp", **given)

    def picture(self, path: Path) -> None:
        """Write a picture of the whole page."""
        shot = self.call("Page.captureScreenshot", captureBeyondViewport=True)
        path.write_bytes(base64.b64decode(shot["data"]))


@contextmanager
def open_tab(page: Path, address: str, width: int) -> Iterator[Tab]:
    """The view at that address on a screen of that width, a telephone's where it is narrow."""
    with TemporaryDirectory() as profile:
        command = [
            program("chromium"),
            *OPTIONS[:4],
            f"--user-data-dir={profile}",
            "--remote-debugging-port=0",
        ]
        child = subprocess.Popen([*command, "about:blank"], stderr=subprocess.DEVNULL, start_new_session=True)
        try:
            port = _port(Path(profile) / "DevToolsActivePort")
            with urlopen(f"http://127.0.0.1:{port}/json/list") as listed:
                target = next(each for each in json.load(listed) if each["type"] == "page")
            socket = websocket.create_connection(
                target["webSocketDebuggerUrl"], timeout=60, suppress_origin=True
            )
            tab = Tab(socket)
            screen = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600}
            tab.call("Emulation.setDeviceMetricsOverride", **screen)
            tab.call("Page.navigate", url=f"{page.as_uri()}#{address}")
            _wait(lambda: tab.value("document.querySelector('#explorer')?.hidden === false"))
            yield tab
            socket.close()
        finally:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()


def _port(file: Path) -> int:
    _wait(lambda: file.is_file() and file.read_text().count("\n"))
    return int(file.read_text().splitlines()[0])


def _wait(is_done: Callable[[], object]) -> None:
    end = time.monotonic() + 60
    while not is_done():
        assert time.monotonic() < end, "the browser did not get there in a minute"
        time.sleep(0.05)
