"""A survey of three regions with a notebook of its own, its reports, and a batch that makes them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

from click.testing import CliRunner, Result

from analysis.cli.main import main
from analysis.workspace import Place

SURVEY = """
title = "Enquête"
territories = ["region"]
[publication]
confidential_below = 1
reliability = "none"
[questions.region]
type = "single"
codes = { a = "A", b = "B", "c/.." = "C", nobody = "D" }
[questions.oui]
type = "single"
codes = { 1 = "Oui", 0 = "Non" }
[themes.avis]
title = "Les avis"
[indicators.oui]
title = "D'accord"
theme = "avis"
answers = ["1"]
"""


ANSWERS = "region,oui\n" + "".join(f"{region},{i % 2}\n" for region in ("a", "b", "c/..") for i in range(40))


START = """
from analysis.reporting import open_report
report = open_report(root, survey, edition, language, territory)
"""


def write_notebook(root: Path, cell: str) -> None:
    """A notebook that opens a report and then does `cell` under a heading."""
    parameters = 'root = "..."\nsurvey = edition = territory = ""\nlanguage = "fr"'
    cells = [
        {"cell_type": "code", "metadata": {"tags": ["parameters"]}, "source": parameters},
        {"cell_type": "code", "metadata": {}, "source": START},
        {"cell_type": "markdown", "metadata": {}, "source": "## Le mauvais"},
        {"cell_type": "code", "metadata": {}, "source": cell},
    ]
    for number, written in enumerate(cells):
        written["id"] = f"cell-{number}"
        if written["cell_type"] == "code":
            written |= {"outputs": [], "execution_count": None}
    path = root / "notebooks" / "edition.ipynb"
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}))


def run(place: Place, *words: str) -> Result:
    """assoscope report on the survey's folder."""
    return CliRunner().invoke(main, ["--root", str(place.root), "report", "--timeout", "60", *words])


def pages(place: Place) -> dict[str, bytes]:
    """Every report under reports/."""
    folder = place.root / "reports"
    found = [path for path in folder.rglob("report*") if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def hear_interrupts() -> None:
    """Tests that run in the background of a shell start deaf to them."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def started(place: Place, *words: str) -> subprocess.Popen[str]:
    """A batch in a process of its own."""
    command = [
        sys.executable,
        "-c",
        "from analysis.cli.main import main; main()",
        "--root",
        str(place.root),
        "report",
    ]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    return subprocess.Popen(
        [*command, *words],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        preexec_fn=hear_interrupts,
    )
