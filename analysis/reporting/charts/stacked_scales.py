"""Stacked bars of a scale or of a composition: rows on one line, "don't know" and no answer aside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor

from analysis.reporting.blocks import Panel, Point
from analysis.reporting.drawing.chart_kind import figures_of
from analysis.reporting.drawing.chart_style import HATCH, INK, LABEL, QUIET, SMALL, is_narrow, text_on
from analysis.reporting.drawing.lettering import fitted, names_above, shortened, text_width, widest
from analysis.reporting.drawing.sheet import Sheet
from analysis.reporting.language.typography import Typesetter

THICK, PITCH, BELOW_LABEL = 18.0, 25.0, 40.0
BREAK = 12.0
"""Above the first row after the whole."""
ASIDE = 88.0
"""Width at the right for what is no answer, with the space before it."""
FEWEST = 4.0
"""Percent from which a part has its figure."""


@dataclass(frozen=True)
class StackedRow:
    """A question or a group: its parts in the order of the scale, and the share that is no answer."""

    label: str
    parts: Sequence[Point]
    aside: Point | None = None
    is_apart: bool = False
    """Whether a space stands above: the first group after the whole."""


@dataclass(frozen=True)
class StackedScale:
    """Rows of parts in `colours`, one for each part.

    `centre` is how many parts stand left of the central line: 2 of four, 2.5 where the third of five is the
    middle; None for bars that all start at the left.
    """

    rows: Sequence[StackedRow]
    keys: Sequence[str]
    colours: Sequence[str]
    centre: float | None = None
    aside_title: str = ""
    hidden: str = ""
    """What stands in parts that may not be shown."""

    @property
    def panels(self) -> Sequence[Panel]:
        """The parts of each row."""
        return [Panel(row.label, [*row.parts, *([row.aside] if row.aside else [])]) for row in self.rows]

    def in_words(self, words: Typesetter) -> str:
        """Each row with its parts."""
        rows = [f"{row.label}{words.colon}{figures_of(words, row.parts)}" for row in self.rows]
        return words.say("chart_kind.stacked_scale", figures=". ".join(rows))

    def drawn(self, _: Typesetter, width: float) -> Sheet:
        """Keys above, then the central line, behind the rows, as it would strike through their figures."""
        sheet = Sheet(width)
        is_above = is_narrow(width)
        labels = [row.label for row in self.rows]
        left = 0.0 if is_above else min(widest(labels, LABEL) + 10, 0.34 * width)
        has_aside = any(row.aside for row in self.rows)
        right = width - (ASIDE if has_aside else 2)
        per_point, centre = self._scale(left, right)
        pitch = BELOW_LABEL if is_above else PITCH
        top = bottom = self._draw_keys(sheet, left, has_aside)
        names = names_above(labels, width, LABEL)
        if self.centre is not None:
            rows = len(self.rows) * pitch + sum(BREAK for row in self.rows if row.is_apart)
            rows += names[-1].pushed if is_above and names else 0
            sheet.line((centre, top + 2), (centre, top + rows + 2), INK, 1.2)
        for row, name in zip(self.rows, names, strict=True):
            bottom += BREAK if row.is_apart else 0
            bottom += 2 * name.middle if is_above else 0
            middle = bottom + pitch - THICK / 2 - 4
            if is_above:
                sheet.write_name(middle - THICK / 2 - 9, name)
            else:
                lines = fitted(row.label, left - 8, LABEL)
                sheet.write_lines(left - 8, middle, lines, anchor="end", step=12.5)
            self._draw_row(sheet, row, middle, per_point, centre, right)
            bottom += pitch
        sheet.height = bottom + 4
        return sheet

    def _scale(self, left: float, right: float) -> tuple[float, float]:
        """(length of one percent, place of the central line or of the start)."""
        before = [self._before(row) for row in self.rows]
        after = [_whole(row) - start for row, start in zip(self.rows, before, strict=True)]
        per_point = (right - left) / max(max(before, default=0) + max(after, default=0), 1)
        return per_point, left + max(before, default=0) * per_point

    def _before(self, row: StackedRow) -> float:
        """How much of a row stands left of the central line."""
        if self.centre is None:
            return 0.0
        whole = floor(self.centre)
        sizes = _sizes(row)
        return sum(sizes[:whole]) + (self.centre - whole) * (sizes[whole] if whole < len(sizes) else 0.0)

    def _draw_row(
        self, sheet: Sheet, row: StackedRow, middle: float, per_point: float, centre: float, right: float
    ) -> None:
        x = centre - self._before(row) * per_point
        top = middle - THICK / 2
        for part, size, colour in zip(row.parts, _sizes(row), self.colours, strict=True):
            length = size * per_point
            if part.value is None and length > 0:
                sheet.rim(x + 0.5, top + 0.5, length - 1, THICK - 1, HATCH)
                _write_in(sheet, x, middle, length, [self.hidden, self.hidden[:1]], QUIET, False)
            elif length > 0:
                sheet.bar(x, top, max(length - 1, 0.5), THICK, colour)
                texts = [part.text, part.text.rstrip("%\u202f\u00a0 ")] if size >= FEWEST else []
                _write_in(sheet, x, middle, length, texts, text_on(colour), True)
            x += length
        if row.aside and row.aside.value:
            sheet.hatched(right + 18, top + 2, min(row.aside.value * per_point, 38), THICK - 4)
            end = right + 18 + min(row.aside.value * per_point, 38)
            sheet.write(end + 5, middle, row.aside.text, SMALL, QUIET)

    def _draw_keys(self, sheet: Sheet, left: float, has_aside: bool) -> float:
        """The keys in lines of squares and names; where they end."""
        x, y = left, 8.0
        items = list(zip(self.keys, self.colours, strict=True))
        for full, colour in [*items, *([(self.aside_title, "")] if has_aside else [])]:
            name = shortened(full, sheet.width - left - 17, SMALL)
            length = 17 + text_width(name, SMALL)
            if x > left and x + length > sheet.width:
                x, y = left, y + 17
            if colour:
                sheet.bar(x, y - 5, 10, 10, colour)
            else:
                sheet.hatched(x, y - 5, 10, 10)
            sheet.write(x + 15, y, name, SMALL, INK)
            x += length + 16
        return y + 8


def _sizes(row: StackedRow) -> list[float]:
    """The length of each part; two or more that are hidden share the rest to 100 in equal parts."""
    hidden = sum(part.value is None for part in row.parts)
    rest = max(100 - sum(part.shown_value for part in row.parts) - _aside(row), 0.0)
    each = rest / hidden if hidden > 1 else 0.0
    return [each if part.value is None else part.value for part in row.parts]


def _aside(row: StackedRow) -> float:
    return row.aside.shown_value if row.aside else 0.0


def _whole(row: StackedRow) -> float:
    return sum(_sizes(row))


def _write_in(
    sheet: Sheet, x: float, middle: float, length: float, texts: Sequence[str], colour: str, bold: bool
) -> None:
    """The first of `texts` that holds in a part, in its middle."""
    fitting = (text for text in texts if text and text_width(text, SMALL, bold) + 5 <= length)
    sheet.write(x + length / 2, middle, next(fitting, ""), SMALL, colour, bold, anchor="middle")
