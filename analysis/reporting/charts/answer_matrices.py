"""Answers given together: of those who gave one, in rows, the share that gave each other one, in columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from string import ascii_uppercase

from analysis.reporting.blocks import Panel, Point
from analysis.reporting.drawing.chart_style import CLASSES, INK, LABEL, QUIET, SMALL, is_narrow, text_on
from analysis.reporting.drawing.lettering import shortened, widest, wrapped
from analysis.reporting.drawing.sheet import Sheet
from analysis.reporting.language.typography import Typesetter

ROW, HEAD = 25.0, 34.0


@dataclass(frozen=True)
class AnswerMatrix:
    """`cells` has a row per answer of `labels`, with a point per other answer and None on the diagonal."""

    labels: Sequence[str]
    cells: Sequence[Sequence[Point | None]]

    @property
    def panels(self) -> Sequence[Panel]:
        """The shares of each row."""
        rows = zip(self.labels, self.cells, strict=True)
        return [Panel(label, [cell for cell in cells if cell is not None]) for label, cells in rows]

    def in_words(self, words: Typesetter) -> str:
        """How many answers there are and the pair that is given together most often."""
        pairs = [
            (cell.value, row, cell)
            for row, cells in zip(self.labels, self.cells, strict=True)
            for cell in cells
            if cell is not None and cell.value is not None
        ]
        if not pairs:
            return words.say("chart_kind.answer_matrix", count=words.number(len(self.labels)))
        _, row, cell = max(pairs, key=lambda pair: pair[0])
        return words.say(
            "chart_kind.answer_matrix_most",
            count=words.number(len(self.labels)),
            share=cell.text,
            row=words.quoted(row),
            column=words.quoted(cell.label),
        )

    def drawn(self, _: Typesetter, width: float) -> Sheet:
        """Cells in five classes of one blue; letters stand for the columns where it is narrow."""
        sheet, narrow = Sheet(width), is_narrow(width)
        names = [f"{ascii_uppercase[rank]} {name}" for rank, name in enumerate(self.labels)]
        names = names if narrow else list(self.labels)
        size = SMALL - 0.5 if narrow else LABEL
        room = min(widest(names, size) + 8, (0.34 if narrow else 0.26) * width)
        each = (width - room) / max(len(self.labels), 1)
        self._write_heads(sheet, room, each, narrow)
        top = 20.0 if narrow else HEAD
        for rank, (name, cells) in enumerate(zip(names, self.cells, strict=True)):
            y = top + rank * ROW
            sheet.write(room - 7, y + ROW / 2, shortened(name, room - 8, size), size, INK, anchor="end")
            for place, cell in enumerate(cells):
                self._draw_cell(sheet, cell, (room + place * each, y, each))
        sheet.height = top + ROW * len(self.labels) + 4
        return sheet

    def _write_heads(self, sheet: Sheet, room: float, each: float, narrow: bool) -> None:
        for place, name in enumerate(self.labels):
            x = room + (place + 0.5) * each
            if narrow:
                sheet.write(x, 10, ascii_uppercase[place], SMALL, INK, bold=True, anchor="middle")
            else:
                lines = [
                    shortened(line, each - 4, SMALL - 0.5) for line in wrapped(name, each - 4, SMALL - 0.5)
                ]
                lines = lines[:2]
                sheet.write_lines(x, HEAD - 18, lines, SMALL - 0.5, QUIET, anchor="middle", step=12)

    def _draw_cell(self, sheet: Sheet, cell: Point | None, place: tuple[float, float, float]) -> None:
        x, y, each = place
        if cell is None or cell.value is None:
            sheet.rim(x + 0.5, y + 0.5, each - 2, ROW - 2, "#d5dbe2")
            sheet.write(
                x + each / 2, y + ROW / 2, cell.text if cell else "", SMALL - 0.5, QUIET, anchor="middle"
            )
            return
        colour = CLASSES[min(int(cell.value / self._step), len(CLASSES) - 1)]
        sheet.bar(x, y, each - 1, ROW - 1, colour)
        text = cell.text.rstrip("%\u202f\u00a0 ")
        sheet.write(x + each / 2, y + ROW / 2, text, SMALL, text_on(colour), anchor="middle")

    @property
    def _step(self) -> float:
        """How wide a class is: five of them reach up to the highest share."""
        shown = [c.value for cells in self.cells for c in cells if c is not None and c.value is not None]
        return max(max(shown, default=1.0), 1.0) / (len(CLASSES) - 0.001)
