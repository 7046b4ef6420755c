"""Charts of estimates, with the text that stands for each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from analysis.questionnaire import Indicator
from analysis.reporting.blocks import Chart, Point
from analysis.reporting.charts import chart_of
from analysis.reporting.charts.group_dots import DotPanel, GroupDots
from analysis.reporting.charts.ranked_bars import RankedBars
from analysis.reporting.findings.group_phrases import by_labels
from analysis.reporting.language.typography import decapitalised
from analysis.reporting.language.voice import Voice
from analysis.reporting.language.written_values import written
from analysis.results.indicator_rows import IndicatorRow
from analysis.results.schema import FORMS


def answer_chart(voice: Voice, anchor: str, indicator: Indicator, answers: Sequence[IndicatorRow]) -> Chart:
    """One bar per answer, for the whole sample."""
    points = [point_of(voice, voice.item(indicator, row.item), row) for row in answers]
    drawing = RankedBars(points, unit_of(answers[0]))
    subtitle = _subtitle(voice, indicator, answers[0])
    title = voice.text(indicator.title)
    return chart_of(drawing, voice, anchor, title, subtitle, _note(voice, answers[0]))


def group_chart(
    voice: Voice,
    anchor: str,
    indicator: Indicator,
    whole: Sequence[IndicatorRow],
    breakdowns: Mapping[str, Sequence[IndicatorRow]],
) -> Chart:
    """One dot per group under the name of its breakdown, with a line at the whole sample."""
    is_sum = FORMS[indicator.statistic].is_sum
    everyone = None if is_sum else _everyone(voice, whole)
    panels = [
        DotPanel(
            voice.variable(name), [point_of(voice, voice.answer(name, r.group), r) for r in rows], everyone
        )
        for name, rows in breakdowns.items()
    ]
    row = next(row for rows in breakdowns.values() for row in rows)
    by = by_labels(voice, [panel.title for panel in panels])
    subtitle = _subtitle(voice, indicator, row, by)
    is_balance = FORMS[indicator.statistic].is_balance
    note = _note(voice, row) + (f" {voice.say('balance_note')}" if is_balance else "")
    drawing = GroupDots(panels, unit_of(row), is_balance)
    return chart_of(drawing, voice, anchor, voice.text(indicator.title), subtitle, note)


def unit_of(row: IndicatorRow) -> str:
    """The unit of the axis: % for shares; that of other figures stands in the subtitle."""
    return "%" if row.form.is_share else ""


def point_of(voice: Voice, label: str, row: IndicatorRow) -> Point:
    """The point of a figure, its text as printed; of one that is not shown, its sign and what that says."""
    text = written(voice, row)
    is_bare = row.is_shown and not row.form.is_share
    said = "" if row.is_shown else voice.mark_meaning(row.mark) if row.mark else ""
    figure = text.bare if is_bare else text.figure_or_sign
    return Point(label, row.value, row.low, row.high, figure, said=said)


def _everyone(voice: Voice, whole: Sequence[IndicatorRow]) -> Point | None:
    shown = [row for row in whole if row.is_shown]
    if not shown:
        return None
    return point_of(voice, voice.say("all"), shown[0])


def _subtitle(voice: Voice, indicator: Indicator, row: IndicatorRow, by: str = "") -> str:
    """What is drawn, in which unit, by what and of whom: the heading above has the indicator's title."""
    unit, population = written(voice, row).unit, voice.population(indicator.population)
    text = voice.say(f"statistic.{indicator.statistic}") + (f" ({unit})" if unit else "")
    who = voice.say("among", population=population) if population else ""
    return ". ".join(part for part in (f"{text} {by}".strip(), who) if part)


def _note(voice: Voice, row: IndicatorRow) -> str:
    name = voice.interval_name
    level = voice.percent(100 * row.level)
    return voice.say("chart_note", interval=decapitalised(name), level=level)
