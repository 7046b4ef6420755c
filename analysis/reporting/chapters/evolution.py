"""The chapter on what changed since the earlier edition, in words that the tests support."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.questionnaire import Indicator
from analysis.reporting.blocks import (
    Block,
    Cell,
    Chart,
    Heading,
    Panel,
    Paragraph,
    Point,
    Row,
    RowGroup,
    Section,
    Table,
)
from analysis.reporting.chapters.opening import key_indicators
from analysis.reporting.chapters.themes import anchor_of
from analysis.reporting.charts.chart_axes import axis_limits
from analysis.reporting.charts.dots import draw_dots
from analysis.reporting.edition_results import Changes
from analysis.reporting.evidence.estimate_charts import ends_of
from analysis.reporting.language import typography as typo
from analysis.reporting.language.comparison_sentences import Teller
from analysis.reporting.language.indicator_sentences import Writer
from analysis.reporting.language.voice import word
from analysis.results.comparisons import Change, Published
from analysis.results.indicator_rows import IndicatorRow

MOST_ANSWERS = 3
"""Answers to one question that the chapter follows: those given most now."""
MOST_LINES = 25
"""Further significant changes that the table lists."""


def evolution(writer: Writer, changes: Changes) -> Section | None:
    """The chapter; None where the edition has no earlier one to be compared with."""
    told = Teller(writer, changes)
    if not changes.latest:
        return None
    headline = key_indicators(writer)
    parts: list[Block] = [
        Heading(word("evolution", writer.language), 2, "evolution"),
        Paragraph(told.summary(), "headline"),
    ]
    parts += [section for i in headline if (section := _of_indicator(told, i))]
    return Section("chapter", [*parts, *_others(told, {indicator.name for indicator in headline})])


def _of_indicator(told: Teller, indicator: Indicator) -> Section | None:
    """Heading, sentences and chart of one indicator; None where the edition has nothing of it."""
    of_one = [change for change in told.changes.latest if change.indicator == indicator.name]
    followed = sorted(of_one, key=lambda change: -(change.value_to or 0.0))[:MOST_ANSWERS]
    if not followed:
        return None
    tag = told.tag(followed[0]) if len(followed) == 1 else ("", "")
    title = Heading(told.writer.names.text(indicator.title), 3, anchor_of("evolution", indicator.name), *tag)
    said: list[Block] = []
    if len(followed) == 1:
        said = [Paragraph(told.said(followed[0]))]
    else:
        for change in followed:
            answer = typo.quoted(told.writer.names.item(indicator, change.item), told.writer.language)
            colon = typo.colon(told.writer.language)
            said.append(Paragraph(f"{answer}{colon}{typo.decapitalised(told.said(change))}"))
    chart = _chart(told, indicator, followed)
    return Section("indicator", [title, *said, *([chart] if chart else [])])


def _chart(told: Teller, indicator: Indicator, followed: Sequence[Change]) -> Chart | None:
    """The editions from top to bottom with their intervals, what others published hollow among them."""
    panels = [panel for change in followed for panel in _panels(told, indicator, change)]
    points = [point for panel in panels for point in panel.points]
    if sum(point.value is not None for point in points) < 2:
        return None
    row = told.estimate(followed[0], told.changes.edition)
    form = row.form
    limits = axis_limits(points, form.is_share, from_zero=form.is_balance)
    ends = ends_of(told.writer, limits, form)
    unit = told.writer.unit(row)
    title = word(row.statistic, told.writer.language) + (f" ({unit})" if unit else "")
    alternative = _alternative(told, indicator, title, panels)
    colour = "neutral" if form.is_balance else indicator.direction
    svg = draw_dots(panels, None, limits, ends, colour, alternative, has_zero=form.is_balance)
    anchor = anchor_of("chart-evolution", indicator.name)
    return Chart(anchor, title, "dots", panels, alternative, svg, _note(told, followed))


def _panels(told: Teller, indicator: Indicator, change: Change) -> list[Panel]:
    """The points of one figure in order of time; a break starts another panel, headed by it."""
    steps = told.changes.before(change)
    own = [(steps[0].earlier, ""), *((s.later, "break" if s.status == "break" else "") for s in steps)]
    others = list(told.changes.published.get(change.cell, ()))
    label = told.writer.names.item(indicator, change.item) if change.item else ""
    panels = [Panel(label, [])]
    points: list[Point] = []
    for name, is_broken in own:
        year = told.changes.years.get(name, 0)
        while others and others[0].year < year:
            points.append(_other_point(told, change, others.pop(0)))
        if is_broken:
            panels[-1] = Panel(panels[-1].label, points)
            points = []
            panels.append(Panel(word("trend_break", told.writer.language), points))
        points.append(_own_point(told, change, name))
    points += [_other_point(told, change, figure) for figure in others]
    panels[-1] = Panel(panels[-1].label, points)
    return [panel for panel in panels if panel.points]


def _own_point(told: Teller, change: Change, edition: str) -> Point:
    row = told.estimate(change, edition)
    text = _short(told, row) if row.is_shown else "–"
    return Point(told.edition(edition), row.value, row.low, row.high, text)


def _other_point(told: Teller, change: Change, figure: Published) -> Point:
    row = told.estimate(change, told.changes.edition)
    label = " ".join(part for part in (str(figure.year), figure.period) if part)
    text = (
        told.writer.number(figure.value, row)
        if row.unit == "%"
        else typo.number(figure.value, told.writer.language)
    )
    said = f"{label} ({word('trend_other', told.writer.language)})"
    return Point(said, figure.value, None, None, text, is_other=True)


def _short(told: Teller, row: IndicatorRow) -> str:
    return told.writer.figure(row) if row.form.is_share else told.writer.bare(row)


def _note(told: Teller, followed: Sequence[Change]) -> str:
    sources = dict.fromkeys(
        figure.source for change in followed for figure in told.changes.published.get(change.cell, ())
    )
    if not sources:
        return ""
    named = typo.series(list(sources), told.writer.language)
    return word("trend_points_note", told.writer.language, sources=named)


def _alternative(told: Teller, indicator: Indicator, title: str, panels: Sequence[Panel]) -> str:
    colon = typo.colon(told.writer.language)
    subject = f"{typo.ended(told.writer.names.text(indicator.title))} {title}"
    parts = [typo.ended(f"{word('chart', told.writer.language)}{colon}{subject}")]
    for panel in panels:
        figures = ", ".join(f"{point.label} {point.text}" for point in panel.points)
        parts.append(f"{panel.label}{colon}{figures}." if panel.label else f"{figures}.")
    return " ".join(parts)


def _others(told: Teller, shown: set[str]) -> list[Block]:
    """The other figures that changed significantly, as a table."""
    tested = [c for c in told.changes.latest if c.status == "tested"]
    moved = [c for c in tested if c.indicator not in shown and c.holds(told.level)]
    moved = sorted(moved, key=lambda change: change.p or 0.0)[:MOST_LINES]
    if not moved:
        return []
    language = told.writer.language
    rows = [
        Row(
            told.title(change),
            [
                Cell(told.writer.figure(told.estimate(change, change.earlier), _decimals(told, change))),
                Cell(told.writer.figure(told.estimate(change, change.later), _decimals(told, change))),
                Cell(told.amount(change, change.difference, False), _between(told, change)),
            ],
        )
        for change in moved
    ]
    compared = len({change.indicator for change in tested})
    note = word(
        "trend_others_note",
        language,
        alpha=typo.percent(100 * (1 - told.level), language),
        n=typo.number(compared, language),
        chance=typo.number(compared * (1 - told.level), language),
    )
    earlier = typo.listing(list(dict.fromkeys(told.edition(c.earlier) for c in moved)), language)
    columns = [earlier, told.edition(told.changes.edition), word("trend_change", language)]
    table = Table(
        "table-evolution",
        word("trend_others_caption", language),
        word("indicator", language),
        columns,
        [RowGroup("", rows)],
        [note],
    )
    return [Heading(word("trend_others", language), 3, "evolution-others"), table]


def _decimals(told: Teller, change: Change) -> int | None:
    return 1 if told.estimate(change, change.later).form.in_points else None


def _between(told: Teller, change: Change) -> str:
    low, high = (told.amount(change, value, False) for value in (change.low, change.high))
    return word("to", told.writer.language, low=low, high=high)
