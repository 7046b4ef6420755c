"""Charts of estimates, with the text that stands for each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from analysis.questionnaire import Indicator
from analysis.reporting.blocks import Chart, Panel, Point
from analysis.reporting.charts import chart_of
from analysis.reporting.charts.bars import Bars
from analysis.reporting.charts.chart_axes import axis_limits
from analysis.reporting.charts.dots import Dots
from analysis.reporting.language.typography import decapitalised, ended
from analysis.reporting.language.voice import Voice
from analysis.reporting.language.written_values import written
from analysis.results.indicator_rows import IndicatorRow
from analysis.results.schema import FORMS, Form


def answer_chart(voice: Voice, anchor: str, indicator: Indicator, answers: Sequence[IndicatorRow]) -> Chart:
    """One bar per answer, for the whole sample."""
    points = [_point(voice, voice.item(indicator, row.item), row) for row in answers]
    panels = [Panel("", points)]
    title = _title(voice, indicator, answers[0])
    subject = f"{ended(voice.text(indicator.title))} {title}"
    alternative = _alternative(voice, subject, panels, answers)
    limits = axis_limits(points, FORMS[indicator.statistic].is_share)
    drawing = Bars(limits, indicator.direction)
    return chart_of(drawing, anchor, title, panels, alternative, _note(voice, answers[0]))


def group_chart(
    voice: Voice,
    anchor: str,
    indicator: Indicator,
    whole: Sequence[IndicatorRow],
    breakdowns: Mapping[str, Sequence[IndicatorRow]],
) -> Chart:
    """One dot per group under the name of its breakdown, with a line at the whole sample."""
    panels = [
        Panel(voice.variable(name), [_point(voice, voice.answer(name, r.group), r) for r in rows])
        for name, rows in breakdowns.items()
    ]
    rows = [*whole, *(row for rows in breakdowns.values() for row in rows)]
    by = [voice.mention(panel.label) for panel in panels]
    title = _title(voice, indicator, rows[0], voice.say("by", groups=voice.listing(by)))
    subject = f"{ended(voice.text(indicator.title))} {title}"
    alternative = _alternative(voice, subject, panels, rows, whole)
    everyone = _everyone(voice, whole)
    is_share = FORMS[indicator.statistic].is_share
    line = None if FORMS[indicator.statistic].is_sum else everyone
    drawn = [point for panel in panels for point in panel.points] + ([line] if line else [])
    is_balance = FORMS[indicator.statistic].is_balance
    limits = axis_limits(drawn, is_share, from_zero=is_balance)
    ends = ends_of(voice, limits, FORMS[indicator.statistic])
    colour = "neutral" if is_balance else indicator.direction
    drawing = Dots(limits, ends, colour, line, has_zero=is_balance)
    note = _note(voice, rows[0]) + (f" {voice.say('balance_note')}" if is_balance else "")
    return chart_of(drawing, anchor, title, panels, alternative, note)


def _point(voice: Voice, label: str, row: IndicatorRow) -> Point:
    text = written(voice, row)
    is_bare = row.is_shown and not row.form.is_share
    return Point(label, row.value, row.low, row.high, text.bare if is_bare else text.figure_or_sign)


def _everyone(voice: Voice, whole: Sequence[IndicatorRow]) -> Point | None:
    shown = [row for row in whole if row.is_shown]
    if not shown:
        return None
    label = voice.say("whole_line", value=written(voice, shown[0]).figure)
    return Point(label, shown[0].value, None, None, "")


def _title(voice: Voice, indicator: Indicator, row: IndicatorRow, by: str = "") -> str:
    """What is drawn, in which unit, by what and of whom: the heading above has the indicator's title."""
    unit, population = written(voice, row).unit, voice.population(indicator.population)
    text = voice.say(f"statistic.{indicator.statistic}") + (f" ({unit})" if unit else "")
    who = voice.say("among", population=population) if population else ""
    return ". ".join(part for part in (f"{text} {by}".strip(), who) if part)


def ends_of(voice: Voice, limits: tuple[float, float], form: Form) -> list[str]:
    """The ends of the axis as they are printed, with the same decimals."""
    fits = (places for places in (0, 1) if all(value == round(value, places) for value in limits))
    decimals = next(fits, 2)
    if form.is_balance:
        return [voice.signed(value, decimals) for value in limits]
    unit = "%" if form.is_share else ""
    return [voice.amount(value, unit, decimals) for value in limits]


def _note(voice: Voice, row: IndicatorRow) -> str:
    name = voice.interval_name
    level = voice.percent(100 * row.level)
    return voice.say("chart_note", interval=decapitalised(name), level=level)


def _alternative(
    voice: Voice,
    title: str,
    panels: Sequence[Panel],
    rows: Sequence[IndicatorRow],
    whole: Sequence[IndicatorRow] = (),
) -> str:
    """The chart in words: its title, then every figure, a figure that is not published with the reason."""
    reasons = {row.mark: voice.mark_meaning(row.mark) for row in rows if row.mark and not row.is_shown}
    signs = {written(voice, row).figure_or_sign: reasons[row.mark] for row in rows if row.mark in reasons}
    colon = voice.colon
    parts = [ended(f"{voice.say('chart')}{colon}{title}")]
    parts += [f"{_everyone(voice, whole).label}." for _ in whole[:1] if _everyone(voice, whole)]  # type: ignore[union-attr]
    for panel in panels:
        figures = ", ".join(f"{point.label} {signs.get(point.text, point.text)}" for point in panel.points)
        parts.append(f"{panel.label}{colon}{figures}." if panel.label else f"{figures}.")
    return " ".join(parts)
