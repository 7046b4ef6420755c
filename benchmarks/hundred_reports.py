"""A hundred reports of territories beside a loop of nbconvert and of papermill.

python benchmarks/hundred_reports.py [REPORTS] [COMPARED] prints the tables: 100 reports, and 4 of them by the
loops; fewer tell less, as the start is shared by fewer. Without papermill its loop is left out.
"""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import nbformat

from analysis.pipeline import build
from analysis.reporting.edition_report import open_report
from analysis.reporting.page.notebook_page import ReportExporter
from analysis.reporting.page.notebook_run import run_notebook
from analysis.reporting.page.report_files import in_format, read_notebook, report_files, with_parameters
from analysis.runs.task_process import TaskLimits
from analysis.steps.reports import Order, make_reports, orders, preload
from analysis.workspace import Place

REPOSITORY = Path(__file__).parents[1]
REPORTS, COMPARED = 100, 4
BIN = Path(sys.executable).parent
PAPERMILL = BIN / "papermill"


def section(reports: int = REPORTS, compared: int = COMPARED) -> str:
    """The tables of README.md on reports: the ways side by side, then the parts of one report."""
    with TemporaryDirectory(prefix="reports-") as folder:
        root = Path(folder)
        shutil.copytree(REPOSITORY / "data" / "raw", root / "data" / "raw")
        place = Place(root, "france_benevole", "2009")
        build(place)
        wanted = full_reports(place)[:reports]
        html, memory = batch(wanted, ("html",))
        content = contents(wanted)
        both, more = batch(wanted, ("html", "pdf"))
        nbconvert = loop(wanted[:compared], by_nbconvert)
        papermill = loop(wanted[:compared], by_papermill) if PAPERMILL.exists() else None
        spent = parts(wanted[0])
    ways = [
        ("assoscope report, HTML", html, memory),
        ("assoscope report, HTML and PDF", both, more),
        ("jupyter nbconvert --execute --no-input, HTML", nbconvert, None),
    ]
    if papermill is not None:
        ways.append(("papermill, then nbconvert, HTML", papermill, None))
    return "\n".join(
        [
            f"{len(wanted)} reports, {content}; {os.cpu_count()} processors; the loops on {compared}.",
            "",
            "| way | seconds a report | of the first | nbconvert, of it | memory of a child |",
            "| --- | --- | --- | --- | --- |",
            *(way_line(*way, html, nbconvert) for way in ways),
            "",
            "| part of one report | seconds |",
            "| --- | --- |",
            *(f"| {name} | {seconds:.3f} |" for name, seconds in spent),
        ]
    )


def way_line(name: str, seconds: float, memory: float | None, first: float, loop: float) -> str:
    """A row of the table of ways."""
    peak = "" if memory is None else f"{memory:.0f} MiB"
    return f"| {name} | {seconds:.3g} | {seconds / first:.3g} × | {loop / seconds:.3g} × | {peak} |"


def contents(made: list[Order]) -> str:
    """How many charts and tables the pages have, and how heavy they are."""
    pages = [order.files[0].read_text(encoding="utf-8") for order in made]
    charts, tables = (sum(page.count(mark) for page in pages) / len(pages) for mark in ("<svg", "<table"))
    weight = sum(len(page.encode("utf-8")) for page in pages) / len(pages) / 1000
    return f"{charts:.1f} charts, {tables:.1f} tables and {weight:.0f} kB a page on average"


def full_reports(place: Place) -> list[Order]:
    """The territories' reports that have their chapters, in both languages, up to REPORTS."""
    everything = orders([place], ["fr", "en"], ["html"], ["region", "departement"])
    territories = [order for order in everything if order.address.territory]
    full = [order for order in territories if not _opened(order).is_short]
    return full[:REPORTS]


def _opened(order: Order):
    address = order.address
    named = "=".join(address.territory or ())
    return open_report(order.place.root, address.survey, address.edition, address.language, named)


def batch(wanted: list[Order], formats: tuple[str, ...]) -> tuple[float, float]:
    """(seconds a report, the start included; greatest memory of a child in MiB), in a process of its own."""
    reading, writing = os.pipe()
    start = time.perf_counter()
    pid = os.fork()
    if pid == 0:
        asked = [replace(order, formats=formats) for order in wanted]
        outcomes = list(make_reports(asked, limits=TaskLimits(120)))
        assert all(outcome.is_done for outcome in outcomes), [o.message for o in outcomes if not o.is_done]
        os.write(writing, str(max(outcome.memory for outcome in outcomes)).encode())
        os._exit(0)
    os.waitpid(pid, 0)
    seconds = time.perf_counter() - start
    return seconds / len(wanted), int(os.read(reading, 100)) / 2**20


def loop(wanted: list[Order], way) -> float:
    """Seconds a report, one after the other, each by a command."""
    start = time.perf_counter()
    for order in wanted:
        with TemporaryDirectory() as folder:
            way(order, Path(folder))
    return (time.perf_counter() - start) / len(wanted)


def by_nbconvert(order: Order, folder: Path) -> None:
    """The same notebook with its parameters, executed and rendered by nbconvert as it comes."""
    path = folder / "report.ipynb"
    nbformat.write(with_parameters(read_notebook(order.notebook), parameters(order)), path)
    command = [BIN / "jupyter", "nbconvert", "--execute", "--no-input", "--to", "html", path]
    subprocess.run(command, check=True, capture_output=True)


def by_papermill(order: Order, folder: Path) -> None:
    """papermill for the parameters and the execution, nbconvert for the page."""
    path = folder / "report.ipynb"
    given = ["-k", "python3", *(word for item in parameters(order).items() for word in ("-r", *item))]
    subprocess.run([PAPERMILL, order.notebook, path, *given], check=True, capture_output=True)
    command = [BIN / "jupyter", "nbconvert", "--no-input", "--to", "html", path]
    subprocess.run(command, check=True, capture_output=True)


def parameters(order: Order) -> dict[str, str]:
    """The parameters of a report's notebook."""
    address = order.address
    names = {"survey": address.survey, "edition": address.edition, "language": address.language}
    return {"root": str(order.place.root), **names, "territory": "=".join(address.territory or ())}


def parts(order: Order) -> list[tuple[str, float]]:
    """Seconds of the start, and of each part of one report once the start is paid."""
    code = "from analysis.reporting.page.report_files import prepare; prepare([])"
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True)
    found = [("start: imports, once for all reports", time.perf_counter() - start)]
    preload([order])
    with contextlib.redirect_stdout(io.StringIO()):
        report_files(order.place.root, order.address, ("html",), order.notebook)
    nb = with_parameters(read_notebook(order.notebook), parameters(order))
    report = timed("compute: definitions and figures read", lambda: _opened(order), found)
    timed("draw: sentences, charts and tables", lambda: list(report.parts()), found)
    executed = timed(
        "the whole notebook, both of these and IPython included",
        lambda: run_notebook(nb, order.place.root),
        found,
    )
    timed("render: HTML", lambda: ReportExporter().from_notebook_node(executed), found)
    timed("render: PDF", lambda: in_format(executed, "pdf", "fr"), found)
    timed("render: PDF, once warm", lambda: in_format(executed, "pdf", "fr"), found)
    for name in ("render: slides, the report opened anew", "render: slides, once warm"):
        timed(name, lambda: in_format(_opened(order), "pptx", "fr"), found)
    return found


def timed(name: str, act, found: list[tuple[str, float]]):
    """What `act` gives, with its seconds kept under `name`; what it prints is left out."""
    start = time.perf_counter()
    with contextlib.redirect_stdout(io.StringIO()):
        result = act()
    found.append((name, time.perf_counter() - start))
    return result


if __name__ == "__main__":
    print(section(*map(int, sys.argv[1:])))
