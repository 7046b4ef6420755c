"""The guided notebooks in a real JupyterLab, opened by `assoscope notebook` and run in a browser."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.browser import Tab, open_tab, program, wait

pytestmark = pytest.mark.slow
ON_SURVEYS = {
    "france_benevole/2024": (
        "tour",
        "reception",
        "training",
        "seniority",
        "multi_volunteering",
        "weighting",
        "trend",
        "my_survey",
        "edition",
    ),
    "crise/2009": ("crisis",),
}
NOTEBOOKS = [(survey, name) for survey, names in ON_SURVEYS.items() for name in names]
READY = "document.querySelector('.jp-Notebook-ExecutionIndicator')?.dataset.status === 'idle'"
PROMPTS = "[...document.querySelectorAll('.jp-CodeCell .jp-InputPrompt')].map((each) => each.textContent)"
OFFERED = "[...document.querySelectorAll('.jp-Completer-item code')].map((each) => each.textContent)"
AGREED = "document.querySelector('.jp-Dialog .jp-mod-accept')?.click()"
FAILED = "[data-mime-type*=stderr], [data-mime-type*=error]"
UNSEEN = """[...document.querySelectorAll('.jp-OutputArea-output')].filter((each) => {
    const { width, height } = each.getBoundingClientRect();
    return !width || !height || each.scrollWidth > each.clientWidth + 1;
}).map((each) => each.innerHTML.slice(0, 200))"""


def labelled(kind: str, text: str) -> str:
    """The element of a class that holds just that text."""
    return f"[...document.querySelectorAll('{kind}')].find((each) => each.textContent === {json.dumps(text)})"


@contextmanager
def opened(root: Path, survey: str, name: str) -> Iterator[Tab]:
    """A notebook in a tab as `assoscope notebook` opens it, on a screen like those that people have."""
    program("chromium")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assoscope = Path(sys.executable).with_name("assoscope")
    command = [assoscope, "--root", str(root), "notebook", survey, name]
    options = ("--no-browser", f"--port={port}", "--allow-root")
    place = tempfile.mkdtemp(dir=root)  # JupyterLab opens again what the last notebook's test had open
    own = {f"JUPYTER_{kind}_DIR": f"{place}/{kind}" for kind in ("CONFIG", "DATA", "RUNTIME")}
    lab = subprocess.Popen(
        [*command, *options],
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        env=os.environ | own,  # nothing of what JupyterLab remembers of the person who runs the tests
    )
    try:
        assert lab.stderr is not None
        address = next(found[0] for line in lab.stderr if (found := re.search(r"http://127\S+", line)))
        with open_tab(address, 1440, READY, seconds=180) as tab:
            yield tab
    finally:
        os.killpg(lab.pid, signal.SIGKILL)
        lab.wait()


def run_all(tab: Tab) -> None:
    """Run all cells by the menu, and wait until the last of them is done."""
    item = labelled(".lm-Menu-itemLabel", "Run All Cells")

    def begun() -> bool:
        tab.value(AGREED)  # it asks which kernel where one is early
        tab.click(labelled(".lm-MenuBar-itemLabel", "Run"))
        time.sleep(2)  # the menu is there before it listens
        if tab.value(f"{item} !== undefined"):
            tab.click(item)
            time.sleep(2)
        return "[ ]:" not in tab.value(PROMPTS)

    wait(lambda: "[ ]:" in tab.value(PROMPTS))
    wait(begun, 120)
    wait(lambda: re.fullmatch(r"\[\d+\]:", tab.value(PROMPTS)[-1]), 180)
    tab.screen(1440, 12_000)
    time.sleep(1)


@pytest.mark.parametrize(("survey", "name"), NOTEBOOKS)
def test_every_cell_runs_and_what_it_gives_is_seen(built_root: Path, survey: str, name: str) -> None:
    with opened(built_root, survey, name) as tab:
        run_all(tab)
        assert tab.value(f"document.querySelectorAll({json.dumps(FAILED)}).length") == 0
        assert tab.value("document.querySelectorAll('.jp-OutputArea svg').length") > 0
        wait(lambda: tab.value(UNSEEN) == [])


def test_the_questions_of_a_survey_are_offered_while_one_types(built_root: Path) -> None:
    with opened(built_root, "france_benevole/2024", "reception") as tab:
        run_all(tab)
        tab.press("Escape", 27)
        tab.press("b", 66, "b")
        wait(lambda: tab.value(PROMPTS)[-1] == "[ ]:")
        tab.press("Enter", 13, "\r")
        tab.write("survey.q.accueil_")

        def offered() -> list[str]:
            tab.press("Tab", 9)
            time.sleep(3)
            return list(tab.value(OFFERED))

        wait(lambda: "accueil_ressenti" in offered())
