"""Charts as the data of a chart that an office program draws and edits: categories and series."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from analysis.reporting.blocks import Chart, Panel, Point
from analysis.reporting.documents.office_files import clean

Form = Literal["bars", "columns", "stacked", "lines", "along"]
_SIGN = re.compile(r"[+\u2212-]")
_DIGITS = re.compile(r"\d")
MOST_DECIMALS = 3
LEAST_ALONG = 3
"""Groups from which on a line goes along them."""
FIGURES = "123"
"""What the series is called that the figures of a line hang on."""
NOTHING = Point("", None, None, None, "")


@dataclass(frozen=True)
class NativeSeries:
    """A series: its name, and a point for each category; where there is none, one without a value."""

    name: str
    points: Sequence[Point]

    @property
    def has_intervals(self) -> bool:
        """Whether there are intervals to be drawn."""
        return any(p.value is not None and p.low is not None and p.high is not None for p in self.points)


@dataclass(frozen=True)
class NativeChart:
    """A chart in a form that office programs have: each series has a point for each of the categories.

    `groups` are headings over so many categories each; `dates` stand for the categories on an axis of time.
    """

    form: Form
    categories: Sequence[str]
    series: Sequence[NativeSeries]
    groups: Sequence[tuple[str, int]] = ()
    dates: Sequence[date] = ()

    @property
    def points(self) -> list[Point]:
        """Every point that has a value."""
        return [point for each in self.series for point in each.points if point.value is not None]

    @property
    def with_intervals(self) -> NativeSeries | None:
        """The series whose intervals are drawn: the one that has any, none where several have."""
        found = [each for each in self.series if each.has_intervals]
        return found[0] if len(found) == 1 and self.form in ("bars", "along") else None


def native_chart(chart: Chart, names: tuple[str, str] = ("", "")) -> NativeChart | None:
    """`chart` as an office program can draw it; None for a kind that has no such form, or without a value.

    `names` are those of the figures and of what they are held to, where each point has a reference.
    """
    make = _FORMS.get(chart.kind)
    made = make(chart, names) if make and any(panel.points for panel in chart.panels) else None
    return made if made and made.points else None


def along_groups(native: NativeChart) -> NativeChart:
    """The bars of groups in an order as a line from the first to the last; others as they are.

    A second series, of which only the figures are seen, stands at the upper ends of the intervals: there no
    line and no interval crosses them.
    """
    shown, *others = native.series
    is_whole = all(point.value is not None for point in shown.points)
    if native.form != "bars" or native.groups or others or len(shown.points) < LEAST_ALONG or not is_whole:
        return native
    tops = [
        Point(each.label, each.value if each.high is None else each.high, None, None, each.text)
        for each in shown.points
    ]
    return replace(native, form="along", series=[shown, NativeSeries(FIGURES, tops)])


def number_format(points: Sequence[Point]) -> str:
    """The format of cells in which the values of `points` read as their texts; empty where none does."""
    shown = [point for point in points if point.value is not None and point.text]
    tails = {_tail(point.text) for point in shown}
    if len(tails) != 1:
        return ""
    tail = f'"{clean(tails.pop())}"'.replace('""', "")
    signed = any(point.text.startswith("+") for point in shown)
    for decimals in range(MOST_DECIMALS + 1):
        if all(_reads(point, decimals) for point in shown):
            digits = "#,##0" + ("." + "0" * decimals if decimals else "")
            return f"+{digits}{tail};\u2212{digits}{tail};{digits}{tail}" if signed else f"{digits}{tail}"
    return ""


def _tail(text: str) -> str:
    """What stands after the last digit: a space and %."""
    last = max((found.end() for found in _DIGITS.finditer(text)), default=0)
    return text[last:]


def _reads(point: Point, decimals: int) -> bool:
    """Whether an office program that rounds to `decimals` writes the digits of the point's text."""
    value = abs(point.shown_value)
    rounded = int(value * 10**decimals + 0.5) / 10**decimals
    written = "".join(_DIGITS.findall(point.text))
    is_negative = bool(_SIGN.match(point.text)) and not point.text.startswith("+")
    return written == f"{rounded:.{decimals}f}".replace(".", "") and is_negative == (point.shown_value < 0)


def _bars(chart: Chart, names: tuple[str, str]) -> NativeChart:
    """The points of the first panel; beside each its reference, where there are any."""
    return _of_points(chart, chart.panels[0].points, names)


def _of_points(
    chart: Chart, points: Sequence[Point], names: tuple[str, str], groups: Sequence[tuple[str, int]] = ()
) -> NativeChart:
    rest = [NOTHING if p.reference is None else Point(p.label, p.reference, None, None, "") for p in points]
    series = [NativeSeries(names[0] or chart.title, points)]
    if names[1] and any(point.value is not None for point in rest):
        series.append(NativeSeries(names[1], rest))
    return NativeChart("bars", _labels(points), series, groups)


def _columns(chart: Chart, _: tuple[str, str]) -> NativeChart:
    points = chart.panels[0].points
    return NativeChart("columns", _labels(points), [NativeSeries(chart.title, points)])


def _pairs(chart: Chart, _: tuple[str, str]) -> NativeChart:
    """A category for each row, a series for each of the two dates."""
    first = chart.panels[0].points
    series = [
        NativeSeries(at.label, [panel.points[rank] for panel in chart.panels])
        for rank, at in enumerate(first)
    ]
    return NativeChart("bars", _row_labels(chart.panels), series)


def _stacked(chart: Chart, _: tuple[str, str]) -> NativeChart:
    """A category for each row, a series for each part of the longest."""
    longest = max(chart.panels, key=lambda panel: len(panel.points)).points
    series = [
        NativeSeries(
            part.label,
            [panel.points[rank] if rank < len(panel.points) else NOTHING for panel in chart.panels],
        )
        for rank, part in enumerate(longest)
    ]
    return NativeChart("stacked", _row_labels(chart.panels), series)


def _lines(chart: Chart, _: tuple[str, str]) -> NativeChart | None:
    """A series for each piece of a line, on the dates of its points."""
    dated = {p.when: p.label for panel in chart.panels for p in panel.points if p.when is not None}
    whens = sorted(dated)
    series = [
        NativeSeries(panel.label, [_at(panel, when) for when in whens]) for panel in chart.panels if whens
    ]
    days = [_day(when) for when in whens]
    if len(set(days)) < 2:
        return None
    return NativeChart("lines", [dated[when] for when in whens], series, dates=days)


def _at(panel: Panel, when: float) -> Point:
    return next((point for point in panel.points if point.when == when), NOTHING)


def _day(when: float) -> date:
    year = int(when)
    return date(year, 1, 1) + timedelta(days=int((when - year) * 365))


def _dots(chart: Chart, names: tuple[str, str]) -> NativeChart:
    """A series per panel where all have the same groups; else the groups under the names of their panels."""
    panels = chart.panels
    same = all([p.label for p in panel.points] == [p.label for p in panels[0].points] for panel in panels)
    if same and len(panels) > 1:
        series = [NativeSeries(panel.label, panel.points) for panel in panels]
        return NativeChart("bars", _labels(panels[0].points), series)
    points = [point for panel in panels for point in panel.points]
    groups = [(panel.label, len(panel.points)) for panel in panels if panel.points]
    return _of_points(chart, points, names, groups if len(groups) > 1 else ())


def _labels(points: Sequence[Point]) -> list[str]:
    """The name of each point; with the reason where it has no value that may be shown."""
    return [_with_reason(point.label, [point]) for point in points]


def _row_labels(panels: Sequence[Panel]) -> list[str]:
    return [_with_reason(panel.label, panel.points) for panel in panels]


def _with_reason(label: str, points: Sequence[Point]) -> str:
    reasons = dict.fromkeys(p.said or p.text for p in points if p.value is None and (p.said or p.text))
    return f"{label} ({' ; '.join(reasons)})" if reasons else label


_FORMS: Mapping[str, Callable[[Chart, tuple[str, str]], NativeChart | None]] = {
    "ranked_bars": _bars,
    "compared_figures": _bars,
    "distribution": _columns,
    "dumbbells": _pairs,
    "stacked_scale": _stacked,
    "time_lines": _lines,
    "group_dots": _dots,
}
"""The kind of a chart -> its form in office programs; those that are not here have none."""
