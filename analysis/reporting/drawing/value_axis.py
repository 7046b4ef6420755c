"""The axis of values of a chart: where it starts and ends, its round ticks, and the lines at them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import count, takewhile
from math import ceil, floor, log10

from analysis.reporting.blocks import Point
from analysis.reporting.drawing.chart_style import QUIET, RULE, SMALL
from analysis.reporting.drawing.lettering import text_width
from analysis.reporting.drawing.sheet import Sheet, ValueScale
from analysis.reporting.language.typography import Typesetter

STEPS = (1.0, 2.0, 5.0)
LEAST_SPAN = 10.0
"""Points that an axis of shares reaches over: less would make a difference of nothing look like one."""
ROOM = 46.0
"""Least distance of two ticks."""


@dataclass(frozen=True)
class ValueAxis:
    """An axis from `start` to `end` with a tick every `step`, in `unit` ("%" or nothing)."""

    start: float
    end: float
    step: float
    unit: str = "%"

    def ticks(self) -> list[float]:
        """The round values on the axis."""
        first = ceil(self.start / self.step - 1e-9)
        values = (round(place * self.step, 10) for place in count(first))
        return list(takewhile(lambda value: value <= self.end + 1e-9, values))

    def scale(self, first: float, last: float) -> ValueScale:
        """The axis between two places of a sheet."""
        return ValueScale(self.start, self.end, first, last)

    def texts(self, words: Typesetter, is_short: bool) -> list[str]:
        """What stands at the ticks; where `is_short` the unit at the first alone."""
        decimals = next((d for d in (0, 1) if self.step == round(self.step, d)), 2)
        ticks = self.ticks()
        units = [self.unit if not (is_short and place) else "" for place in range(len(ticks))]
        return [words.amount(value, unit, decimals) for value, unit in zip(ticks, units, strict=True)]

    def draw(self, sheet: Sheet, words: Typesetter, scale: ValueScale, top: float, bottom: float) -> None:
        """Upright lines at the ticks and their values below; the values that would touch are left out."""
        ticks = self.ticks()
        distance = abs(scale.at(self.start + self.step) - scale.at(self.start))
        free = float("-inf")
        for value, text in zip(ticks, self.texts(words, distance < ROOM), strict=True):
            x, width = scale.at(value), text_width(text, SMALL)
            sheet.line((x, top), (x, bottom), RULE)
            place = min(max(x, width / 2), sheet.width - width / 2)
            if place - width / 2 > free:
                sheet.write(place, bottom + 13, text, SMALL, QUIET, anchor="middle")
                free = place + width / 2 + 3

    def draw_upright(self, sheet: Sheet, words: Typesetter, scale: ValueScale, last: float) -> None:
        """Level lines at the ticks up to `last`, their values at the left."""
        for value, text in zip(self.ticks(), self.texts(words, False), strict=True):
            y = scale.at(value)
            sheet.line((scale_left(self, words) + 6, y), (last, y), RULE)
            sheet.write(scale_left(self, words), y, text, SMALL, QUIET, anchor="end")


def scale_left(axis: ValueAxis, words: Typesetter) -> float:
    """Room for the values at the left of an upright axis."""
    return max(text_width(text, SMALL) for text in axis.texts(words, False))


def bar_axis(points: Iterable[Point], unit: str, most: int) -> ValueAxis:
    """The axis of bars: from zero to the highest end of an interval, on a round value."""
    values = values_of(points)
    low, high = min(0.0, *values, 0.0), max(0.0, *values, 0.0)
    return _rounded(low, high if high > low else 1.0, unit, most)


def dot_axis(points: Iterable[Point], unit: str, most: int) -> ValueAxis:
    """The axis of dots: as near as their intervals reach, since their place is read, not their length."""
    values = values_of(points) or [0.0, 1.0]
    low, high = min(values), max(values)
    if unit == "%" and low >= 0:
        short = max(LEAST_SPAN - (high - low), 0.0) / 2
        low, high = max(low - short, 0.0), min(high + short, 100.0)
        low = 0.0 if low < 15 else low
    return _rounded(low, high if high > low else low + 1, unit, most)


def values_of(points: Iterable[Point]) -> list[float]:
    """Every number that must be on the axis."""
    known = ((p.value, p.low, p.high, p.reference) for p in points)
    return [value for values in known for value in values if value is not None]


def _rounded(low: float, high: float, unit: str, most: int) -> ValueAxis:
    """From `low` to `high`, both moved out to a tenth of the span or so, with at most `most` + 1 ticks."""
    step = round_step(high - low, most, unit)
    fine = step if unit != "%" else min(step, 10.0)
    start, end = floor(low / fine + 1e-9) * fine, ceil(high / fine - 1e-9) * fine
    if unit == "%":
        start, end = max(start, -100.0), min(end, 100.0)
    return ValueAxis(start, end, step, unit)


def round_step(span: float, most: int, unit: str = "") -> float:
    """The least round step of which `most` reach over `span`; a quarter of the whole for shares."""
    least = max(span, 1e-9) / most
    if unit == "%" and 20 < least <= 25:
        return 25.0
    power = 10.0 ** floor(log10(least))
    return next((power * each for each in STEPS if power * each >= least - 1e-12), power * 10)


def keyed(points: Sequence[Point]) -> bool:
    """Whether some of `points` are what the title speaks of."""
    return any(point.is_key for point in points)
