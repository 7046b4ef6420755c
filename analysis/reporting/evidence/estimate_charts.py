"""Charts of estimates, with the text that stands for each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from analysis.questionnaire import Indicator
from analysis.reporting.blocks import Chart, Panel, Point
from analysis.reporting.charts.bars import draw_bars
from analysis.reporting.charts.chart_axes import axis_limits
from analysis.reporting.charts.dots import draw_dots
from analysis.reporting.evidence.estimate_tables import figure_text
from analysis.reporting.language import typography as typo
from analysis.reporting.language.indicator_sentences import Writer
from analysis.reporting.language.voice import interval_name, mark_meaning, word
from analysis.results.indicator_rows import IndicatorRow
from analysis.results.schema import FORMS, Form


def answer_chart(writer: Writer, anchor: str, indicator: Indicator, answers: Sequence[IndicatorRow]) -> Chart:
    """One bar per answer, for the whole sample."""
    points = [_point(writer, writer.names.item(indicator, row.item), row) for row in answers]
    panels = [Panel("", points)]
    title = _title(writer, indicator, answers[0])
    subject = f"{typo.ended(writer.names.text(indicator.title))} {title}"
    alternative = _alternative(writer, subject, panels, answers)
    limits = axis_limits(points, FORMS[indicator.statistic].is_share)
    svg = draw_bars(points, limits, indicator.direction, alternative)
    return Chart(anchor, title, "bars", panels, alternative, svg, _note(writer, answers[0]))


def group_chart(
    writer: Writer,
    anchor: str,
    indicator: Indicator,
    whole: Sequence[IndicatorRow],
    breakdowns: Mapping[str, Sequence[IndicatorRow]],
) -> Chart:
    """One dot per group under the name of its breakdown, with a line at the whole sample."""
    panels = [
        Panel(
            writer.names.variable(name), [_point(writer, writer.names.answer(name, r.group), r) for r in rows]
        )
        for name, rows in breakdowns.items()
    ]
    rows = [*whole, *(row for rows in breakdowns.values() for row in rows)]
    by = [typo.mention(panel.label, writer.language) for panel in panels]
    title = _title(
        writer, indicator, rows[0], word("by", writer.language, groups=typo.listing(by, writer.language))
    )
    subject = f"{typo.ended(writer.names.text(indicator.title))} {title}"
    alternative = _alternative(writer, subject, panels, rows, whole)
    everyone = _everyone(writer, whole)
    form = FORMS[indicator.statistic]
    line = None if form.is_sum else everyone
    drawn = [point for panel in panels for point in panel.points] + ([line] if line else [])
    limits = axis_limits(drawn, form.is_share, from_zero=form.is_balance)
    ends = ends_of(writer, limits, form)
    colour = "neutral" if form.is_balance else indicator.direction
    svg = draw_dots(panels, line, limits, ends, colour, alternative, has_zero=form.is_balance)
    note = _note(writer, rows[0]) + (f" {word('balance_note', writer.language)}" if form.is_balance else "")
    return Chart(anchor, title, "dots", panels, alternative, svg, note)


def _point(writer: Writer, label: str, row: IndicatorRow) -> Point:
    text = figure_text(writer, row)
    if row.is_shown and not row.form.is_share:
        text = writer.bare(row)
    return Point(label, row.value, row.low, row.high, text)


def _everyone(writer: Writer, whole: Sequence[IndicatorRow]) -> Point | None:
    shown = [row for row in whole if row.is_shown]
    if not shown:
        return None
    label = word("whole_line", writer.language, value=writer.figure(shown[0]))
    return Point(label, shown[0].value, None, None, "")


def _title(writer: Writer, indicator: Indicator, row: IndicatorRow, by: str = "") -> str:
    """What is drawn, in which unit, by what and of whom: the heading above has the indicator's title."""
    unit, population = writer.unit(row), writer.names.population(indicator.population)
    text = word(indicator.statistic, writer.language) + (f" ({unit})" if unit else "")
    who = word("among", writer.language, population=population) if population else ""
    return ". ".join(part for part in (f"{text} {by}".strip(), who) if part)


def ends_of(writer: Writer, limits: tuple[float, float], form: Form) -> list[str]:
    """The ends of the axis as they are printed, with the same decimals."""
    fits = (places for places in (0, 1) if all(value == round(value, places) for value in limits))
    decimals = next(fits, 2)
    if form.is_balance:
        return [typo.signed(value, writer.language, decimals) for value in limits]
    unit = "%" if form.is_share else ""
    return [typo.amount(value, unit, writer.language, decimals) for value in limits]


def _note(writer: Writer, row: IndicatorRow) -> str:
    name = interval_name(writer.names.survey.sampling, writer.language)
    level = typo.percent(100 * row.level, writer.language)
    return word("chart_note", writer.language, interval=typo.decapitalised(name), level=level)


def _alternative(
    writer: Writer,
    title: str,
    panels: Sequence[Panel],
    rows: Sequence[IndicatorRow],
    whole: Sequence[IndicatorRow] = (),
) -> str:
    """The chart in words: its title, then every figure, a figure that is not published with the reason."""
    reasons = {
        row.mark: mark_meaning(row.mark, writer.language) for row in rows if row.mark and not row.is_shown
    }
    signs = {figure_text(writer, row): reasons[row.mark] for row in rows if row.mark in reasons}
    colon = typo.colon(writer.language)
    parts = [typo.ended(f"{word('chart', writer.language)}{colon}{title}")]
    parts += [f"{_everyone(writer, whole).label}." for _ in whole[:1] if _everyone(writer, whole)]  # type: ignore[union-attr]
    for panel in panels:
        figures = ", ".join(f"{point.label} {signs.get(point.text, point.text)}" for point in panel.points)
        parts.append(f"{panel.label}{colon}{figures}." if panel.label else f"{figures}.")
    return " ".join(parts)
