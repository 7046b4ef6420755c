"""What a kind of chart offers: a drawing of panels of points."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from analysis.reporting.blocks import Panel


class ChartKind(Protocol):
    """How points are drawn: a frozen record of what the drawing needs beside the points."""

    def svg(self, panels: Sequence[Panel], alternative: str) -> str:
        """The panels as an inline SVG image that `alternative` describes."""
        ...
