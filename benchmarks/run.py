"""Runs benchmarks and writes README.md: python benchmarks/run.py [SECTION ...], with the extra `bench`.

Without sections all are run, which needs R too. What each measured last is in results/; "readme" alone writes
README.md from it.
"""

from __future__ import annotations

import platform
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import decision
import drafts
import etl
import hundred_reports
import library
import peers
from workload import Workload, workload

HERE = Path(__file__).parent
RESULTS = HERE / "results"
SIZES = (7_000, 100_000, 1_000_000)
SAMPLED = {7_000: 720, 100_000: 24, 1_000_000: 2}  # tables that a peer is timed on
PATIENCE = 60  # seconds that a peer has for one measure
Line = list[str]


def ours(work: str, n: int) -> tuple[float, float]:
    """(seconds, peak MiB) of this package in a process of its own."""
    command = [sys.executable, str(HERE / "ours.py"), work, str(n)]
    out = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    return float(out[-2]), float(out[-1])


def attempt(measure: Callable[[], float]) -> float | str:
    """Seconds, or why there are none."""
    signal.alarm(PATIENCE)
    try:
        return measure()
    except Exception as problem:
        return f"none: {type(problem).__name__}"
    finally:
        signal.alarm(0)


def out_of_patience(*_: object) -> None:
    """What happens when a peer takes too long."""
    raise TimeoutError(f"over {PATIENCE} s")


def cell(seconds: float | str, unit: float, note: str = "") -> str:
    """Seconds with the ratio to ours."""
    if isinstance(seconds, str):
        return seconds
    return f"{seconds:.3g} s ({seconds / unit:.3g} ×){note}"


def banner_lines() -> Iterator[Line]:
    """The banner at every size beside the peers."""
    for n in SIZES:
        seconds, memory = ours("plain", n)
        survey, tables = workload(n), SAMPLED[n]
        found = [f"{n:,}", f"{seconds:.3g} s", f"{memory:.0f} MiB"]
        for peer in (peers.banner_samplics, peers.banner_svy, peers.banner_r):
            used = min(tables, 24) if peer is peers.banner_r else tables
            taken = attempt(partial(extrapolated, peer, survey, used))
            found.append(cell(taken, seconds, "" if used == 720 else f", from {used} tables"))
        yield found


def extrapolated(peer: Callable[[Workload, int], float], survey: Workload, tables: int) -> float:
    """Seconds of the 720 tables, from those of some."""
    return peer(survey, tables) * 720 / tables


def calibrated_lines() -> Iterator[Line]:
    """The banner after calibration beside the plain one."""
    for n in SIZES:
        plain, plain_memory = ours("plain", n)
        seconds, memory = ours("calibrated", n)
        yield [
            f"{n:,}",
            f"{plain:.3g} s",
            f"{seconds:.3g} s ({seconds / plain:.3g} ×)",
            f"{plain_memory:.0f} MiB",
            f"{memory:.0f} MiB ({memory / plain_memory:.3g} ×)",
        ]


def replicate_lines() -> Iterator[Line]:
    """500 replicates of the banner at 7,000 respondents."""
    seconds, memory = ours("replicated", 7_000)
    svy = attempt(lambda: peers.replicates_svy(workload(7_000), 24, 500) * 30)
    yield [
        "banner from 500 replicates",
        f"{seconds:.3g} s",
        f"{memory:.0f} MiB",
        cell(svy, seconds, ", from 24 tables"),
    ]
    seconds, memory = ours("recalibrated", 7_000)
    yield ["drawn, each calibrated, and the banner", f"{seconds:.3g} s", f"{memory:.0f} MiB", ""]


RAKERS = (peers.rake_weightipy, peers.rake_samplics, peers.rake_svy)
METHODS = {"raking": "raking", "linear": "linear", "logit": "logit", "truncated": "truncated_linear"}


def raking_lines() -> Iterator[Line]:
    """Raking on five margins beside the peers."""
    for n in SIZES:
        survey = workload(n)
        seconds, _ = ours("rake", n)
        yield [
            f"{n:,}",
            f"{seconds:.3g} s",
            *(cell(attempt(partial(peer, survey)), seconds) for peer in RAKERS),
        ]


def method_lines() -> Iterator[Line]:
    """Calibration by method beside pycarus and R."""
    for n in SIZES:
        survey = workload(n)
        for method, name in METHODS.items():
            seconds, _ = ours(method, n)
            icarus = attempt(partial(peers.icarus, survey, name))
            r = (
                ""
                if method == "truncated"
                else cell(attempt(partial(peers.calibrate_r, survey, method)), seconds)
            )
            yield [f"{n:,}", method, f"{seconds:.3g} s", cell(icarus, seconds), r]


def table(heads: Line, lines: Iterator[Line]) -> str:
    """A Markdown table."""
    rows = [heads, ["---"] * len(heads), *lines]
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def versions() -> str:
    """The machine and the programs."""
    names = ("numpy", "scipy", "samplics", "svy", "weightipy", "python-icarus")
    found = [f"Python {platform.python_version()}"]
    for name in names:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            found.append(f"{name} (not installed)")
    asked = ["Rscript", "-e", 'cat(R.version.string, "with survey", format(packageVersion("survey")))']
    r = subprocess.run(asked, capture_output=True, text=True, check=True).stdout
    cpu = next((line for line in Path("/proc/cpuinfo").read_text().splitlines() if "model name" in line), "")
    return f"{', '.join(found)}, {r}; {cpu.partition(': ')[2]}, one core."


SECTIONS: dict[str, Callable[[], str]] = {
    "versions": versions,
    "banner": lambda: table(
        ["respondents", "assoscope", "peak", "samplics", "svy", "R survey"], banner_lines()
    ),
    "calibrated": lambda: table(
        ["respondents", "plain", "after calibration", "peak, plain", "peak, calibrated"], calibrated_lines()
    ),
    "replicates": lambda: table(["work", "assoscope", "peak", "svy"], replicate_lines()),
    "raking": lambda: table(["respondents", "assoscope", "weightipy", "samplics", "svy"], raking_lines()),
    "methods": lambda: table(
        ["respondents", "method", "assoscope", "python-icarus", "R survey"], method_lines()
    ),
    "build": etl.section,
    "decision": decision.section,
    "drafts": drafts.section,
    "library": library.section,
    "reports": hundred_reports.section,
}


MEASURED_APART = {"mutations": "python -m benchmarks.mutations"}
"""Sections that take an hour or are of the tests, and what measures them."""


def last_result(name: str) -> str:
    """What a section measured last, or how to measure it where it never was."""
    path = RESULTS / f"{name}.md"
    if not path.exists():
        return f"Not measured yet: `{MEASURED_APART.get(name, f'python benchmarks/run.py {name}')}`."
    return path.read_text(encoding="utf-8").rstrip("\n")


def main(names: list[str]) -> None:
    """Measure the sections named, all of them where none is, and write README.md from the results of all.

    "readme" measures nothing.
    """
    unknown = [name for name in names if name not in (*SECTIONS, "readme")]
    if unknown:
        sys.exit(f"no section {', '.join(unknown)}; there are {', '.join(SECTIONS)}")
    for name in [each for each in names or SECTIONS if each != "readme"]:
        (RESULTS / f"{name}.md").write_text(SECTIONS[name]() + "\n", encoding="utf-8")
        print(name, "done", flush=True)
    text = (HERE / "template.md").read_text(encoding="utf-8")
    for name in (*SECTIONS, *MEASURED_APART):
        text = text.replace(f"{{{name}}}", last_result(name))
    (HERE / "README.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    signal.signal(signal.SIGALRM, out_of_patience)
    main(sys.argv[1:])
