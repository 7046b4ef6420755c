"""Charts and tables of a territory's figures, each beside that of the rest of the survey."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from analysis.reporting.blocks import Cell, Chart, Panel, Point, Row, RowGroup, Table
from analysis.reporting.charts.chart_axes import axis_limits
from analysis.reporting.charts.dots import draw_dots
from analysis.reporting.evidence.estimate_charts import ends_of
from analysis.reporting.evidence.estimate_tables import figure_text, notes_of, range_text
from analysis.reporting.language import typography as typo
from analysis.reporting.language.territory_sentences import TerritoryWriter
from analysis.reporting.language.voice import interval_name, is_ordered, mark_meaning, mark_sign, word
from analysis.results.indicator_rows import TerritoryRow
from analysis.results.schema import BETWEEN_SIDES, PART, Form

MOST_POINTS = 18
"""Points of a chart; the table beside it has the others."""
MOST_ANSWERS = 5
"""Answers to one question that a chart shows: those given most elsewhere."""
UP, DOWN = "▲", "▼"
WHOLE_AXIS = (0.0, 100.0)
"""Shares of every chapter are read on one axis."""

Panelled = tuple[str, Sequence[TerritoryRow]]
"""The title of a question, or nothing, and the figures under it."""


@dataclass(frozen=True)
class Subject:
    """Figures of one kind that stand in one chart and one table, under one title and anchor."""

    anchor: str
    title: str
    rows: Sequence[TerritoryRow]
    is_balance: bool = False

    @property
    def form(self) -> Form:
        """What the figures of its chart are."""
        return BETWEEN_SIDES if self.is_balance else PART


def chart(writer: TerritoryWriter, subject: Subject) -> Chart | None:
    """Shares, or balances, as dots, the rest as a mark on the same line; None where none is published."""
    drawn = _drawn(writer, subject)
    if not drawn:
        return None
    panels = [Panel(label, [_point(writer, row) for row in rows]) for label, rows in drawn]
    caption = word(
        "territory_balances" if subject.is_balance else "territory_chart", writer.language, place=writer.place
    )
    note = word("territory_note", writer.language, within=writer.within)
    if sum(len(rows) for _, rows in drawn) < len(_published(subject)):
        note = f"{note} {word('territory_most', writer.language)}"
    alternative = _alternative(writer, subject, drawn)
    limits = _limits(panels) if subject.is_balance else WHOLE_AXIS
    ends = ends_of(writer.writer, limits, subject.form)
    svg = draw_dots(panels, None, limits, ends, "neutral", alternative, has_zero=subject.is_balance)
    return Chart(f"chart-{subject.anchor}", caption, "dots", panels, alternative, svg, note)


def _limits(panels: Sequence[Panel]) -> tuple[float, float]:
    """The axis of balances: zero is on it, and so are the marks of the rest."""
    points = [point for panel in panels for point in panel.points]
    marks = [Point("", point.reference, None, None, "") for point in points]
    return axis_limits([*points, *marks], False)


def _drawn(writer: TerritoryWriter, subject: Subject) -> list[Panelled]:
    """What a chart shows, by panel: single figures, then question by question, as many as it holds."""
    drawn: list[Panelled] = []
    room = MOST_POINTS
    for label, rows in by_question(writer, _published(subject)):
        kept = _most(writer, rows) if label else rows[:MOST_POINTS]
        if len(kept) <= room:
            drawn.append((label, kept))
            room -= len(kept)
    return drawn


def _published(subject: Subject) -> list[TerritoryRow]:
    """The figures that the axis of the chart can hold."""
    return [row for row in subject.rows if row.estimate.form == subject.form and row.estimate.is_shown]


def _most(writer: TerritoryWriter, rows: Sequence[TerritoryRow]) -> Sequence[TerritoryRow]:
    """The answers given most elsewhere; all of those that have an order, where a gap would mislead."""
    if _have_order(writer, rows[0]):
        return rows
    least = sorted((row.rest or 0.0 for row in rows), reverse=True)[:MOST_ANSWERS][-1]
    return [row for row in rows if (row.rest or 0.0) >= least][:MOST_ANSWERS]


def _have_order(writer: TerritoryWriter, row: TerritoryRow) -> bool:
    survey = writer.writer.names.survey
    return is_ordered(survey.questions.get(survey.indicators[row.estimate.indicator].variable))


def by_question(writer: TerritoryWriter, rows: Sequence[TerritoryRow]) -> list[Panelled]:
    """The figures that stand alone, under no title, then the answers to each question under its title.

    Answers go by their figure, the largest first, unless they have an order of their own.
    """
    names = writer.writer.names
    single = [row for row in rows if not row.estimate.item]
    found: list[Panelled] = [("", single)] if single else []
    answers = (row for row in rows if row.estimate.item)
    for name, of_one in groupby(answers, key=lambda row: row.estimate.indicator):
        given = list(of_one)
        if not _have_order(writer, given[0]):
            given.sort(key=lambda row: (not row.estimate.is_shown, -(row.estimate.value or 0.0)))
        found.append((names.indicator(name), given))
    return found


def _point(writer: TerritoryWriter, row: TerritoryRow) -> Point:
    estimate = row.estimate
    is_share = estimate.form.is_share
    text = figure_text(writer.writer, estimate) if is_share else writer.writer.bare(estimate)
    return Point(writer.label(row), estimate.value, estimate.low, estimate.high, text, row.rest)


def _alternative(writer: TerritoryWriter, subject: Subject, drawn: Sequence[Panelled]) -> str:
    """The chart in words: each figure, and that of the rest after it."""
    colon = typo.colon(writer.language)
    parts = [typo.ended(f"{word('chart', writer.language)}{colon}{subject.title}, {writer.within}")]
    for label, rows in drawn:
        figures = ", ".join(_in_words(writer, row) for row in rows)
        parts.append(f"{label}{colon}{figures}." if label else f"{figures}.")
    return " ".join(parts)


def _in_words(writer: TerritoryWriter, row: TerritoryRow) -> str:
    figure = f"{writer.label(row)} {writer.writer.figure(row.estimate)}"
    if row.rest is None:
        return figure
    return f"{figure} ({typo.decapitalised(writer.elsewhere)} {writer.rest(row)})"


def table(writer: TerritoryWriter, subject: Subject) -> Table:
    """Every figure of the subject: here with its interval, elsewhere, the difference, the base."""
    estimates = [row.estimate for row in subject.rows]
    groups = [
        RowGroup(label, [Row(_label(writer, row), _cells(writer, row)) for row in rows])
        for label, rows in by_question(writer, subject.rows)
    ]
    gap = "difference_points" if all(map(writer.is_in_points, subject.rows)) else "trend_change"
    columns = [
        writer.place,
        writer.elsewhere,
        word(gap, writer.language),
        word("respondents", writer.language),
    ]
    notes = [_interval_note(writer, subject), *_signs(writer, subject.rows)]
    notes += notes_of(writer.writer, estimates)
    stub = word("indicator", writer.language)
    caption = f"{subject.title}, {writer.within}"
    return Table(f"table-{subject.anchor}", caption, stub, columns, groups, notes)


def _interval_note(writer: TerritoryWriter, subject: Subject) -> str:
    name = interval_name(writer.writer.names.survey.sampling, writer.language)
    level = typo.percent(100 * subject.rows[0].estimate.level, writer.language)
    return word("interval_below", writer.language, interval=typo.decapitalised(name), level=level)


def _label(writer: TerritoryWriter, row: TerritoryRow) -> str:
    """What the row is of, with the unit that its cells leave out."""
    unit = "" if row.estimate.unit == "%" else writer.writer.unit(row.estimate)
    is_said = not unit or row.estimate.form.is_balance
    return writer.label(row) if is_said else f"{writer.label(row)} ({unit})"


def _cells(writer: TerritoryWriter, row: TerritoryRow) -> list[Cell]:
    estimate = row.estimate
    base = Cell("" if estimate.n is None else typo.number(estimate.n, writer.language))
    meaning = mark_meaning(estimate.mark, writer.language) if estimate.mark else ""
    sign = mark_sign(estimate.mark) if estimate.mark else ""
    if not estimate.is_shown:
        return [Cell("", sign=sign, meaning=meaning), Cell(""), Cell(""), base]
    figure = Cell(_number(writer, row, estimate.value), range_text(writer.writer, estimate), sign, meaning)
    if row.difference is None:
        return [figure, Cell(""), Cell(""), base]
    return [figure, Cell(_number(writer, row, row.rest)), _difference(writer, row), base]


def _number(writer: TerritoryWriter, row: TerritoryRow, value: float | None) -> str:
    """A figure without its unit, unless it is a share."""
    estimate, language = row.estimate, writer.language
    if estimate.unit == "%":
        decimals = 1 if estimate.form.in_points else estimate.decimals
        return typo.percent(value or 0.0, language, decimals)
    if estimate.form.is_balance:
        return typo.signed(value or 0.0, language, 1)
    return typo.number(value or 0.0, language, estimate.decimals)


def _difference(writer: TerritoryWriter, row: TerritoryRow) -> Cell:
    gap = typo.signed(row.difference or 0.0, writer.language, writer.gap_decimals(row))
    if not row.is_apart:
        return Cell(gap)
    is_more = (row.difference or 0.0) > 0
    meaning = word("apart_more" if is_more else "apart_less", writer.language)
    return Cell(gap, sign=UP if is_more else DOWN, meaning=meaning)


def _signs(writer: TerritoryWriter, rows: Sequence[TerritoryRow]) -> list[str]:
    """What the arrows used in the table mean."""
    used = {(row.difference or 0.0) > 0 for row in rows if row.is_apart}
    colon = typo.colon(writer.language)
    said = {True: (UP, "apart_more"), False: (DOWN, "apart_less")}
    return [f"{said[u][0]}{colon}{word(said[u][1], writer.language)}." for u in sorted(used, reverse=True)]
