"""What a calibration moved: each margin before, hollow, and after, full."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.reporting.blocks import Panel
from analysis.reporting.charts.dumbbells import DumbbellRow, Dumbbells
from analysis.reporting.drawing.sheet import Sheet
from analysis.reporting.language.typography import Typesetter


@dataclass(frozen=True)
class MarginShifts:
    """A row per class of a margin: its share among the answers as they came, then as weighted."""

    rows: Sequence[DumbbellRow]

    @property
    def panels(self) -> Sequence[Panel]:
        """Both shares of each class."""
        return [Panel(row.label, [row.before, row.after]) for row in self.rows]

    def in_words(self, words: Typesetter) -> str:
        """Each class: its share as it came, then as weighted."""
        figures = self._dumbbells(words).rows_in_words(words)
        return words.say("chart_kind.margin_shifts", figures=figures)

    def drawn(self, words: Typesetter, width: float) -> Sheet:
        """Two dots per class."""
        return self._dumbbells(words).drawn(words, width)

    def _dumbbells(self, words: Typesetter) -> Dumbbells:
        return Dumbbells(self.rows, (words.say("margin_raw"), words.say("margin_weighted")))
