"""Dots by group with their intervals, in panels side by side that share their axis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.reporting.blocks import Panel, Point
from analysis.reporting.drawing.chart_kind import figures_of
from analysis.reporting.drawing.chart_style import (
    ACCENT,
    CONTEXT_MARK,
    INK,
    LABEL,
    LINE,
    QUIET,
    SMALL,
    WHITE,
    is_narrow,
)
from analysis.reporting.drawing.lettering import fitted, text_width, widest
from analysis.reporting.drawing.sheet import Sheet, ValueScale
from analysis.reporting.drawing.value_axis import ValueAxis, dot_axis
from analysis.reporting.language.typography import Typesetter

PITCH = 23.0
GAP = 20.0
"""Between two panels, above the next one."""


@dataclass(frozen=True)
class DotPanel:
    """An indicator by its groups, or one breakdown: its title, its dots, and the figure of the whole."""

    title: str
    points: Sequence[Point]
    whole: Point | None = None


@dataclass(frozen=True)
class GroupDots:
    """Panels of dots, three side by side where all have the same groups, two where each has its own.

    The dots that are key stand in the accent with their figure in bold; a dashed line is the whole.
    """

    groups: Sequence[DotPanel]
    unit: str = "%"
    has_zero: bool = False
    """Whether zero stands on the axis, with a line: for balances of opinions."""

    @property
    def panels(self) -> Sequence[Panel]:
        """The dots of each panel."""
        return [Panel(group.title, group.points) for group in self.groups]

    def in_words(self, words: Typesetter) -> str:
        """Each panel: its whole, then its groups."""
        said = []
        for group in self.groups:
            known = [group.whole] if group.whole else []
            figures = figures_of(words, [*known, *group.points])
            said.append(f"{group.title}{words.colon}{figures}" if group.title else figures)
        return words.say("chart_kind.group_dots", figures=". ".join(said))

    def drawn(self, words: Typesetter, width: float) -> Sheet:
        """The panels in rows, all on one axis."""
        sheet = Sheet(width)
        points = [p for g in self.groups for p in [*g.points, *([g.whole] if g.whole else [])]]
        across = self._across(width)
        zero = [Point("", 0.0, None, None, "")] if self.has_zero else []
        axis = dot_axis([*points, *zero], self.unit, 4 if across > 1 or is_narrow(width) else 6)
        shares = across > 1 and self._share_groups
        labels = [point.label for group in self.groups for point in group.points]
        room = min(widest(labels, LABEL) + 12, width * (0.4 if across == 1 else 0.26))
        top = 0.0
        for start in range(0, len(self.groups), across):
            shown = self.groups[start : start + across]
            left = room if shares else 0.0
            each = (width - left) / across
            heights = [
                self._draw_panel(sheet, words, axis, group, (left + rank * each, top, each - 14), room)
                if not shares
                else self._draw_shared(
                    sheet, words, axis, group, (left + rank * each, top, each - 14), room if not rank else 0
                )
                for rank, group in enumerate(shown)
            ]
            top += max(heights) + GAP
        sheet.height = top - GAP
        return sheet

    @property
    def _share_groups(self) -> bool:
        labels = [[point.label for point in group.points] for group in self.groups]
        return all(each == labels[0] for each in labels)

    def _across(self, width: float) -> int:
        if is_narrow(width) or len(self.groups) == 1:
            return 1
        return min(3, len(self.groups)) if self._share_groups else 2

    def _draw_panel(
        self,
        sheet: Sheet,
        words: Typesetter,
        axis: ValueAxis,
        group: DotPanel,
        place: tuple[float, float, float],
        room: float,
    ) -> float:
        """A panel with the names of its groups at its left."""
        left, top, width = place
        inner = (left + room, top, width - room)
        return self._draw_shared(sheet, words, axis, group, inner, room, left)

    def _draw_shared(
        self,
        sheet: Sheet,
        words: Typesetter,
        axis: ValueAxis,
        group: DotPanel,
        place: tuple[float, float, float],
        room: float,
        title_at: float | None = None,
    ) -> float:
        """A panel whose names, where it has `room` for them, stand left of it; how high it is."""
        left, top, width = place
        lines = fitted(group.title, width + (room if title_at is not None else 0), LABEL, True)
        lines = lines if group.title else []
        for rank, line in enumerate(lines):
            at = left if title_at is None else title_at
            sheet.write(at, top + 8 + rank * LINE, line, LABEL, INK, bold=True)
        start = top + LINE * len(lines) + 4
        bottom = start + PITCH * len(group.points)
        texts = widest([p.text for p in group.points], LABEL, bold=True)
        scale = axis.scale(left + 4, left + width - texts - 8)
        sheet.across = sheet.across or scale
        axis.draw(sheet, words, scale, start, bottom)
        if self.has_zero:
            sheet.line((scale.at(0), start), (scale.at(0), bottom), CONTEXT_MARK, 1.2)
        if group.whole and group.whole.value is not None:
            x = scale.at(group.whole.value)
            sheet.line((x, start), (x, bottom), INK, 1.1, (3, 3))
        for rank, point in enumerate(group.points):
            middle = start + (rank + 0.5) * PITCH
            if room:
                label = fitted(point.label, room - 12, LABEL)
                sheet.write_lines(
                    left - 8, middle, label, SMALL if len(label) > 1 else LABEL, anchor="end", step=11
                )
            draw_dot(sheet, scale, point, middle)
        return bottom - top + 20


def draw_dot(sheet: Sheet, scale: ValueScale, point: Point, middle: float) -> None:
    """The interval, the dot on it, and its figure at the right; the sign of one that is not shown."""
    if point.value is None:
        sheet.write(scale.first + 6, middle, point.text, SMALL, QUIET)
        return
    colour = ACCENT if point.is_key else QUIET
    end = scale.at(point.value) + 5
    if point.low is not None and point.high is not None:
        sheet.line((scale.at(point.low), middle), (scale.at(point.high), middle), colour, 2)
        end = max(end, scale.at(point.high))
    sheet.dot(scale.at(point.value), middle, 4.5, colour, point.is_other)
    if point.reference is not None:
        x = scale.at(point.reference)
        sheet.line((x, middle - 8), (x, middle + 8), INK, 2)
        end = max(end, x)
    size = LABEL if point.is_key else SMALL
    room = text_width(point.text, size, point.is_key)
    sheet.bar(end + 5, middle - 7, room + 4, 14, WHITE)
    sheet.write(end + 7, middle, point.text, size, INK if point.is_key else QUIET, point.is_key)
