"""`assoscope doctor`: whether this machine has what the commands need, and the way out where it has not."""

from __future__ import annotations

import locale
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

import click

from analysis.cli.terminal.console import end, inert_text
from analysis.cli.terminal.words import decimal, said

ROOM = 1
"""GiB that a survey's results and reports may take on the disk, with room to put them aside first."""
MEMORY = 1
"""GiB of memory below which large files and PDFs may not be made."""
PYTHON = (3, 11)
BINARY = {
    "Typst (PDF)": "typst",
    "pyreadstat (.sav, .dta)": "pyreadstat",
    "HiGHS": "highspy",
    "pyarrow": "pyarrow",
}
"""What a user would miss -> the module that is loaded for it."""


@dataclass(frozen=True)
class Diagnosis:
    """What was looked at, what was found, and the way out where that will not do.

    What is only `advised` takes nothing from the commands: the exit code does not count it.
    """

    looked_at: str
    found: str
    way_out: str = ""
    is_advised: bool = False

    @property
    def is_good(self) -> bool:
        """Whether nothing is to be done."""
        return not self.way_out


@click.command()
@click.pass_obj
def doctor(root: Path) -> None:
    """Look whether this machine has what the commands need; exit with 1 where something lacks."""
    diagnoses = [diagnosis for check in CHECKS for diagnosis in check(root)]
    for diagnosis in diagnoses:
        sign = "✓" if diagnosis.is_good else "!" if diagnosis.is_advised else "✗"
        way_out = f"\n  → {diagnosis.way_out}" if diagnosis.way_out else ""
        found = said("{name}: {message}", name=diagnosis.looked_at, message=inert_text(diagnosis.found))
        click.echo(f"{sign} {found}{way_out}")
    lacking = [diagnosis for diagnosis in diagnoses if not diagnosis.is_good and not diagnosis.is_advised]
    click.echo(said("Something lacks: see → above.") if lacking else said("Everything needed is there."))
    end(lacking)


def _python(_: Path) -> Iterator[Diagnosis]:
    found = ".".join(map(str, sys.version_info[:3]))
    wanted = ".".join(map(str, PYTHON))
    way_out = "" if sys.version_info >= PYTHON else said("install Python {version} or later", version=wanted)
    yield Diagnosis("Python", f"{found} ({sys.executable})", way_out)


def _libraries(_: Path) -> Iterator[Diagnosis]:
    """The libraries declared by the package, at the versions that it asks for."""
    from packaging.requirements import Requirement

    wanted = [Requirement(text) for text in requires("assoscope") or [] if "extra ==" not in text]
    wrong = [fault for requirement in wanted if (fault := _fault_of(requirement.name, requirement.specifier))]
    found = said("{good} of {all} as asked for", good=len(wanted) - len(wrong), all=len(wanted))
    way_out = said("{faults}; run `make setup` again", faults=", ".join(wrong)) if wrong else ""
    yield Diagnosis(said("Libraries"), found, way_out)


def _fault_of(name: str, specifier: object) -> str:
    """What is wrong with a library that is asked for; empty where nothing is."""
    try:
        found = version(name)
    except PackageNotFoundError:
        return said("{name} is not there", name=name)
    return "" if found in specifier else f"{name} {found} ({specifier})"  # type: ignore[operator]


def _binary_parts(_: Path) -> Iterator[Diagnosis]:
    """Libraries whose binary part may fit another machine, each loaded in a process of its own: one that is
    stopped by the system is a diagnosis too."""
    for name, module in BINARY.items():
        done = subprocess.run(
            [sys.executable, "-c", f"import {module}"], capture_output=True, text=True, check=False
        )
        fault = (done.stderr.strip().splitlines() or [f"exit {done.returncode}"])[-1]
        is_good = done.returncode == 0
        way_out = "" if is_good else said("run `make setup` again")
        yield Diagnosis(name, said("loads") if is_good else fault, way_out)


def _kernel(_: Path) -> Iterator[Diagnosis]:
    from jupyter_client.kernelspec import KernelSpecManager

    kernels = KernelSpecManager().find_kernel_specs()
    way_out = (
        "" if "python3" in kernels else said("run: {command}", command="python -m ipykernel install --user")
    )
    yield Diagnosis(said("Kernel of JupyterLab"), ", ".join(sorted(kernels)) or said("none"), way_out)


def _texts(_: Path) -> Iterator[Diagnosis]:
    encoding = locale.getencoding()
    is_good = encoding.lower().replace("-", "") == "utf8"
    way_out = "" if is_good else said("set LANG=C.UTF-8, else accents may be shown as other signs")
    yield Diagnosis(said("Encoding of the terminal"), encoding, way_out, is_advised=True)


def _disk(root: Path) -> Iterator[Diagnosis]:
    free = shutil.disk_usage(root).free / 2**30
    way_out = (
        ""
        if free >= ROOM
        else said("free {room} GiB: results are put aside before they replace others", room=ROOM)
    )
    yield Diagnosis(said("Free on the disk"), said("{size} GiB", size=decimal(free)), way_out)
    if not os.access(root, os.W_OK):
        yield Diagnosis(said("Folder"), str(root), said("it cannot be written: choose another with --root"))


def _memory(_: Path) -> Iterator[Diagnosis]:
    try:
        size = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    except (ValueError, OSError, AttributeError):  # a system that does not tell
        return
    way_out = "" if size >= MEMORY else said("large files may not be read: close other programs")
    found = said("{size} GiB, {count} processors", size=f"{size:.0f}", count=os.cpu_count() or 1)
    yield Diagnosis(said("Memory"), found, way_out, is_advised=True)


CHECKS: tuple[Callable[[Path], Iterator[Diagnosis]], ...] = (
    _python,
    _libraries,
    _binary_parts,
    _kernel,
    _texts,
    _disk,
    _memory,
)
