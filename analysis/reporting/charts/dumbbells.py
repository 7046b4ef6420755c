"""Two dates of several figures on one line each: the former hollow, the latest full."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.reporting.blocks import Panel, Point
from analysis.reporting.drawing.chart_style import ACCENT, CONTEXT_MARK, LABEL, QUIET, SMALL, is_narrow
from analysis.reporting.drawing.lettering import fitted, names_above, text_width, widest
from analysis.reporting.drawing.sheet import Sheet, ValueScale
from analysis.reporting.drawing.value_axis import ValueAxis, bar_axis
from analysis.reporting.language.typography import Typesetter

PITCH, OF_TWO_LINES, BELOW_LABEL = 25.0, 31.0, 35.0
HEAD = 22.0
TOUCHING = 10.0
"""Distance under which two dots stand as one."""


@dataclass(frozen=True)
class DumbbellRow:
    """A figure at two dates; `moves` where the difference is established, `is_apart` under a dotted line.

    `before` without a value says why it has none: the figure stands alone.
    """

    label: str
    before: Point
    after: Point
    moves: bool = True
    is_apart: bool = False

    @property
    def is_compared(self) -> bool:
        """Whether there is a figure at both dates."""
        return self.before.value is not None and self.after.value is not None


@dataclass(frozen=True)
class Dumbbells:
    """Rows of two dots under the names of the two dates; grey where nothing moved."""

    rows: Sequence[DumbbellRow]
    names: tuple[str, str]
    unit: str = "%"

    @property
    def panels(self) -> Sequence[Panel]:
        """The two points of each row."""
        return [Panel(row.label, [row.before, row.after]) for row in self.rows]

    def in_words(self, words: Typesetter) -> str:
        """Each row: the former figure, then the latest."""
        return words.say("chart_kind.dumbbells", figures=self.rows_in_words(words))

    def rows_in_words(self, words: Typesetter) -> str:
        """The rows alone."""
        return words.series([_in_words(words, row) for row in self.rows])

    def drawn(self, words: Typesetter, width: float) -> Sheet:
        """The rows from top to bottom; their names above them where it is narrow."""
        sheet = Sheet(width)
        labels = [row.label for row in self.rows]
        room = min(widest(labels, LABEL) + 10, 0.36 * width)
        is_above = is_narrow(width) and widest(labels, LABEL) + 10 > room
        left = 0.0 if is_above else room
        texts = [point.text for row in self.rows for point in (row.before, row.after)]
        side = widest(texts, LABEL, bold=True) + 14
        axis = self._axis(width)
        sheet.across = scale = axis.scale(left + side, width - side)
        is_long = any(len(fitted(label, room - 8, LABEL)) > 1 for label in labels)
        pitch = BELOW_LABEL if is_above else OF_TWO_LINES if is_long else PITCH
        names = names_above(labels, width, LABEL) if is_above else []
        bottom = HEAD + pitch * len(self.rows) + 2 + (names[-1].pushed if names else 0)
        axis.draw(sheet, words, scale, HEAD - 2, bottom)
        for rank, row in enumerate(self.rows):
            middle = HEAD + rank * pitch + (pitch - 11 + names[rank].pushed if is_above else pitch / 2)
            if row.is_apart:
                y = HEAD + rank * pitch + (names[rank - 1].pushed if is_above and rank else 0)
                sheet.line((0, y), (width, y), CONTEXT_MARK, 1, (1.5, 2))
            if is_above:
                sheet.write_name(middle - 18, names[rank])
            else:
                sheet.write_lines(left - 8, middle, fitted(row.label, room - 8, LABEL), anchor="end", step=12)
            _draw_row(sheet, scale, row, middle)
        self._draw_names(sheet, scale)
        sheet.height = bottom + 22
        return sheet

    def _axis(self, width: float) -> ValueAxis:
        """From zero, unless the figures stand on either side of it."""
        points = [point for row in self.rows for point in (row.before, row.after)]
        return bar_axis(points, self.unit, 4 if is_narrow(width) else 5)

    def _draw_names(self, sheet: Sheet, scale: ValueScale) -> None:
        """The names of the dates above the dots of the first row that moved, never over each other."""
        row = next((r for r in self.rows if r.moves and r.is_compared), None)
        row = row or next((r for r in self.rows if r.is_compared), None)
        if row is None:
            return
        widths = [text_width(self.names[0], SMALL), text_width(self.names[1], SMALL, True)]
        x, y = scale.at(row.before.shown_value), scale.at(row.after.shown_value)
        short = (widths[0] + widths[1]) / 2 + 10 - abs(y - x)
        if short > 0:
            shift = short / 2 * (1 if y >= x else -1)
            x, y = x - shift, y + shift
        sheet.write(x, 8, self.names[0], SMALL, QUIET, anchor="middle")
        sheet.write(y, 8, self.names[1], SMALL, ACCENT, bold=True, anchor="middle")


def _in_words(words: Typesetter, row: DumbbellRow) -> str:
    if row.before.value is None and row.before.said:
        return words.say("chart_alone", label=row.label, after=row.after.text, why=row.before.said)
    return words.say("chart_then", label=row.label, before=row.before.text, after=row.after.text)


def _draw_row(sheet: Sheet, scale: ValueScale, row: DumbbellRow, middle: float) -> None:
    """Both dots, the line between them, and their figures outside."""
    colour = ACCENT if row.moves else QUIET
    places = [scale.at(p.value) if p.value is not None else None for p in (row.before, row.after)]
    start, end = places
    if start is not None and end is not None:
        sheet.line((start, middle), (end, middle), colour, 2.4)
    is_one = start is not None and end is not None and abs(end - start) < TOUCHING and not row.moves
    is_right = start is None or end is None or end >= start
    if start is not None:
        sheet.dot(start, middle, 4.8, CONTEXT_MARK, hollow=True)
        if not is_one:
            _figure(sheet, start, middle, row.before.text, QUIET, False, not is_right)
    if end is not None:
        sheet.dot(end, middle, 5.2, colour)
        _figure(
            sheet,
            max(end, start or end) if is_one else end,
            middle,
            row.after.text,
            colour,
            row.moves,
            is_right or is_one,
        )


def _figure(
    sheet: Sheet, x: float, middle: float, text: str, colour: str, bold: bool, at_right: bool
) -> None:
    shift = 10 if at_right else -10
    sheet.write(x + shift, middle, text, LABEL, colour, bold, anchor="start" if at_right else "end")
