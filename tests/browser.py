"""A browser as a reader uses it: Debian's Chromium, driven over its debugging protocol."""

from __future__ import annotations

import base64
import json
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.request import urlopen

import pytest
import websocket

LIBRARIES = Path(__file__).resolve().parents[1] / "build" / "explorer" / "node_modules"
VIOLATIONS = "axe.run().then(({violations}) => violations.map(({id, nodes}) => `${id}: ${nodes[0].html}`))"
OPTIONS = ("--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars")


def program(name: str) -> str:
    """Where a program is; the test is skipped, by its name, where it is not installed."""
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is not installed")
    return found


def library(name: str) -> Path:
    """A library that `make explorer` installs; the test is skipped where it is not there."""
    found = LIBRARIES / name
    if not found.exists():
        pytest.skip(f"{name} is not there; make explorer installs it")
    return found


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

    def screen(self, width: int, height: int) -> None:
        """Show the page on a screen of that size."""
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600}
        self.call("Emulation.setDeviceMetricsOverride", **size)

    def press(self, key: str, code: int, text: str = "", ctrl: bool = False) -> None:
        """Press a key where the focus is."""
        given = {"key": key, "code": key, "windowsVirtualKeyCode": code, "modifiers": 2 * ctrl}
        self.call("Input.dispatchKeyEvent", type="keyDown", **given, **({"text": text} if text else {}))
        self.call("Input.dispatchKeyEvent", type="keyUp", **given)

    def click(self, element: str) -> None:
        """Click in the middle of the element that an expression is."""
        middle = f"(({element}).getBoundingClientRect())"
        x, y = self.value(f"(({{x, y, width, height}}) => [x + width / 2, y + height / 2])({middle})")
        for kind in ("mouseMoved", "mousePressed", "mouseReleased"):
            self.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    def write(self, text: str) -> None:
        """Type a text where the focus is."""
        self.call("Input.insertText", text=text)

    def violations(self) -> list[str]:
        """What axe-core finds against the rules of accessibility: the rule and the first element."""
        self.value((library("axe-core") / "axe.min.js").read_text(encoding="utf-8") + "; 0")
        return list(self.value(VIOLATIONS))

    def picture(self, path: Path) -> None:
        """Write a picture of the whole page."""
        shot = self.call("Page.captureScreenshot", captureBeyondViewport=True)
        path.write_bytes(base64.b64decode(shot["data"]))


@contextmanager
def open_tab(address: str, width: int, ready: str, seconds: float = 60) -> Iterator[Tab]:
    """The page at an address on a screen of that width, a telephone's where it is narrow, once it is ready.

    `ready` is an expression in the page, true when what is looked for is there.
    """
    with TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        where = (f"--user-data-dir={profile}", "--remote-debugging-port=0")
        command = [program("chromium"), *OPTIONS, *where]
        child = subprocess.Popen([*command, "about:blank"], stderr=subprocess.DEVNULL, start_new_session=True)
        try:
            port = _port(Path(profile) / "DevToolsActivePort")
            with urlopen(f"http://127.0.0.1:{port}/json/list") as listed:
                target = next(each for each in json.load(listed) if each["type"] == "page")
            socket = websocket.create_connection(
                target["webSocketDebuggerUrl"], timeout=60, suppress_origin=True
            )
            tab = Tab(socket)
            tab.screen(width, 900)
            tab.call("Page.navigate", url=address)
            wait(lambda: tab.value(ready), seconds)
            yield tab
            socket.close()
        finally:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()


def _port(file: Path) -> int:
    wait(lambda: file.is_file() and file.read_text().count("\n"))
    return int(file.read_text().splitlines()[0])


def wait(is_done: Callable[[], object], seconds: float = 60) -> None:
    """Wait until something is done; the test fails where it is not after so many seconds."""
    end = time.monotonic() + seconds
    while not is_done():
        assert time.monotonic() < end, f"the browser did not get there in {seconds:g} seconds"
        time.sleep(0.05)
