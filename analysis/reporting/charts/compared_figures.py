"""Figures of a territory, each on a line with a mark for the rest, and both in columns at the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.reporting.blocks import Panel, Point
from analysis.reporting.drawing.chart_style import BAD, INK, LABEL, QUIET, SMALL, is_narrow
from analysis.reporting.drawing.lettering import fitted, names_above, widest
from analysis.reporting.drawing.sheet import Sheet, ValueScale
from analysis.reporting.drawing.value_axis import dot_axis
from analysis.reporting.language.typography import Typesetter

PITCH, BELOW_LABEL, HEAD = 34.0, 44.0, 22.0


@dataclass(frozen=True)
class ComparedFigure:
    """A figure: `own` with its interval and the rest as reference; and what the rest and the gap are."""

    own: Point
    rest: str
    gap: str = ""


@dataclass(frozen=True)
class ComparedFigures:
    """A line per figure; `heads` name the columns: one's own, the rest, the difference. `told` is the message
    that says them in words."""

    figures: Sequence[ComparedFigure]
    heads: tuple[str, str, str]
    unit: str = "%"
    told: str = "chart_kind.compared_figures"

    @property
    def panels(self) -> Sequence[Panel]:
        """One's own figures, each with the rest as its reference."""
        return [Panel("", [figure.own for figure in self.figures])]

    def in_words(self, words: Typesetter) -> str:
        """Each figure, that of the rest, and the difference."""
        said = [f"{each.own.label} {each.own.text}, {self.heads[1]} {each.rest}" for each in self.figures]
        return words.say(self.told, figures=words.series(said))

    def drawn(self, words: Typesetter, width: float) -> Sheet:
        """The lines; the difference is left to the table where it is narrow."""
        sheet, narrow = Sheet(width), is_narrow(width)
        labels = [figure.own.label for figure in self.figures]
        room = 0.0 if narrow else min(widest(labels, LABEL) + 10, 0.28 * width)
        columns = self._columns(width, narrow)
        pitch = BELOW_LABEL if narrow else PITCH
        names = names_above(labels, width, LABEL) if narrow else []
        bottom = HEAD + pitch * len(self.figures) + (names[-1].pushed if names else 0)
        axis = dot_axis([figure.own for figure in self.figures], self.unit, 4)
        sheet.across = scale = axis.scale(room + 4, columns[0] - 58)
        axis.draw(sheet, words, scale, HEAD, bottom)
        for x, head, rank in zip(columns, self.heads, range(3), strict=False):
            sheet.write(x, 8, head, SMALL, BAD if not rank else QUIET, bold=not rank, anchor="end")
        for rank, figure in enumerate(self.figures):
            middle = HEAD + rank * pitch + (pitch - 12 + names[rank].pushed if narrow else pitch / 2)
            if narrow:
                sheet.write_name(middle - 19, names[rank])
            else:
                label = fitted(figure.own.label, room - 8, LABEL)
                sheet.write_lines(room - 8, middle, label, anchor="end", step=13)
            _draw_figure(sheet, scale, figure, middle)
            sheet.write(columns[0], middle, figure.own.text, LABEL, BAD, bold=True, anchor="end")
            for x, text in zip(columns[1:], (figure.rest, figure.gap), strict=False):
                sheet.write(x, middle, text, SMALL, QUIET, anchor="end")
        sheet.height = bottom + 22
        return sheet

    def _columns(self, width: float, narrow: bool) -> list[float]:
        """Where the columns end, from left to right."""
        gaps = widest([self.heads[2], *(each.gap for each in self.figures)], SMALL)
        return [width - 62, width] if narrow else [width - gaps - 76, width - gaps - 16, width]


def _draw_figure(sheet: Sheet, scale: ValueScale, figure: ComparedFigure, middle: float) -> None:
    """The interval and the dot of one's own, and the mark of the rest."""
    own = figure.own
    if own.low is not None and own.high is not None:
        sheet.line((scale.at(own.low), middle), (scale.at(own.high), middle), BAD, 2)
    if own.value is not None:
        sheet.dot(scale.at(own.value), middle, 4.8, BAD)
    if own.reference is not None:
        x = scale.at(own.reference)
        sheet.line((x, middle - 8), (x, middle + 8), INK, 2.2)
