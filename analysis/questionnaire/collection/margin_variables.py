"""Which variables the margins.csv of an edition names; weighting reads and checks its figures."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

FILE = "margins.csv"
NAMED, DESIGN = "variable", "design"
"""Columns: the variable of a margin, and the design of some that it is of."""
SEPARATORS = ",;\t|"


def margin_variables(folder: Path) -> tuple[str, ...]:
    """The variables in the margins.csv of a folder that are of everyone, each once; none where there is no
    such file."""
    return tuple(dict.fromkeys(_named(folder / FILE)))


def _named(path: Path) -> Iterator[str]:
    """The variable of each row that is of everyone's population."""
    if not path.is_file():  # a pipe would be waited for; who reads the figures says what it is
        return
    try:
        lines = path.read_bytes().decode("utf-8-sig", "replace").splitlines(keepends=True)
    except OSError:
        return
    start = next((number for number, line in enumerate(lines) if NAMED in _cells(line)), len(lines))
    for row in csv.DictReader(lines[start:], delimiter=_separator("".join(lines[start : start + 1]))):
        name = (row.get(NAMED) or "").strip()
        if name and not (row.get(DESIGN) or "").strip():
            yield name


def _cells(line: str) -> list[str]:
    return [cell.strip().strip('"') for cell in line.split(_separator(line))]


def _separator(line: str) -> str:
    return max(SEPARATORS, key=line.count)
