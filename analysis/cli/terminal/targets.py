"""The files that a command may write to: over nothing that a survey is made of, or that a run made."""

from __future__ import annotations

from collections.abc import Iterable
from math import isfinite
from pathlib import Path
from typing import Any

import click

from analysis.cli.terminal.words import said, series
from analysis.faults import Fault
from analysis.runs.manifests import MANIFEST, outputs_of


class FiniteRange(click.FloatRange):
    """Numbers from `min` on, neither nan nor without end."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """The number. Fails where it is nan, infinite or out of the range."""
        number = float(super().convert(value, param, ctx))
        if not isfinite(number):
            self.fail(
                said("{value} is no number that anything can be held against.", value=value), param, ctx
            )
        return number


def refuse_taken(root: Path, targets: Iterable[Path], suffix: str) -> None:
    """Raise Fault for a target among answers and definitions, or over a file of another kind or of a run."""
    wrong = [reason for path in targets if (reason := _reason(root, path, suffix))]
    if wrong:
        raise Fault(said("{reasons}; nothing was written. Name another file", reasons=series(wrong)))


def _reason(root: Path, path: Path, suffix: str) -> str:
    """Why the file may not be written; "" where it may."""
    place, data = path.resolve(), root.resolve() / "data"
    if place.is_relative_to(data / "raw"):
        return said("{path} lies in data/raw, among answers and definitions", path=path)
    if not path.exists():
        return ""
    if not path.is_file():
        return said("{path} is no file, but a device, a pipe or a folder", path=path)
    if path.suffix.lower() != suffix:
        return said("{path} is there and is no {suffix} file", path=path, suffix=suffix)
    made = outputs_of(path.parent / MANIFEST) or {}
    is_of_run = place.is_relative_to(root.resolve() / "reports") or path.name in made
    return said("{path} is there, and a run made it", path=path) if is_of_run else ""
