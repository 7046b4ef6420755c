"""The parts of a territory's report: key figures, what sets it apart, and a chart and table per chapter."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from analysis.reporting import typography as typo
from analysis.reporting.blocks import (
    Block,
    Card,
    Cards,
    Cell,
    Chart,
    Heading,
    Lines,
    Panel,
    Paragraph,
    Point,
    Row,
    RowGroup,
    Section,
    Table,
)
from analysis.reporting.chapters import anchor_of, key_indicators
from analysis.reporting.charts import draw_dots
from analysis.reporting.contrasted import Contrasted
from analysis.reporting.estimates import IN_POINTS
from analysis.reporting.tables import figure_text, notes_of, range_text
from analysis.reporting.territory_words import TerritoryWriter
from analysis.reporting.wording import interval_name, mark_meaning, mark_sign, word

MOST_POINTS = 16
"""Points of a chart; the table below has the others."""
MOST_ANSWERS = 4
"""Answers to one question that a chart shows: those given most elsewhere."""
MOST_LINES = 12
"""Differences that the first page names: the largest beside their error."""
UP, DOWN = "▲", "▼"


def key_figures(writer: TerritoryWriter, rows: Sequence[Contrasted]) -> Section:
    """Cards of the survey's key figures in the territory, each beside the rest."""
    names = [indicator.name for indicator in key_indicators(writer.writer)]
    cards = [
        _card(writer, row) for name in names if (row := _leading(_of(rows, name))) and row.estimate.is_shown
    ]
    title = Heading(word("key_figures", writer.language), 2, "key-figures")
    shown = Cards(cards) if cards else Paragraph(word("no_key_figure", writer.language))
    return Section("key-figures", [title, shown])


def _of(rows: Sequence[Contrasted], indicator: str) -> list[Contrasted]:
    return [row for row in rows if row.estimate.indicator == indicator]


def _leading(rows: Sequence[Contrasted]) -> Contrasted | None:
    """The figure, or of one figure per answer the one given most elsewhere."""
    return max(rows, key=lambda row: row.rest or 0.0, default=None)


def _card(writer: TerritoryWriter, row: Contrasted) -> Card:
    estimate = row.estimate
    base = word("based_on", writer.language, n=typo.number(estimate.n or 0, writer.language))
    details = [
        typo.capitalised(writer.writer.interval(estimate)),
        f"{writer.elsewhere}{typo.colon(writer.language)}{writer.rest(row)}" if row.rest is not None else "",
        writer.standing(row),
        base,
    ]
    is_share = estimate.unit == "%"
    value = writer.writer.bare(estimate)
    return Card(
        writer.writer.figure(estimate) if is_share else value,
        writer.title(row),
        [detail for detail in details if detail],
        estimate.tone,
        anchor_of("theme", writer.theme_of(row)),
        "" if is_share else writer.writer.unit(estimate),
    )


def differences(writer: TerritoryWriter, rows: Sequence[Contrasted]) -> Section:
    """What sets the territory apart: the differences that the tests support, the clearest first."""
    title = Heading(word("apart", writer.language), 2, "apart")
    blocks: list[Block] = [title, Paragraph(writer.summary(rows), "headline")]
    apart = sorted((row for row in rows if row.is_apart), key=lambda row: row.p or 0.0)[:MOST_LINES]
    lines = [(writer.title(row), writer.apart(row)) for row in apart]
    return Section("page", [*blocks, *([Lines(lines, typo.colon(writer.language))] if lines else [])])


def chapter(writer: TerritoryWriter, rows: Sequence[Contrasted], theme: str) -> Section:
    """The chapter of `theme`: how many figures differ, a chart and a table of all of them."""
    names = writer.writer.names
    record = names.survey.themes[theme]
    of_theme = [row for row in rows if writer.theme_of(row) == theme and row.estimate.mark != "empty"]
    title = Heading(names.text(record.title), 2, anchor_of("theme", theme))
    if not any(row.estimate.is_shown for row in of_theme):
        return Section("chapter", [title, Paragraph(word("nothing_shown", writer.language))])
    chart = _chart(writer, names.text(record.title), theme, of_theme)
    table = _table(writer, names.text(record.title), theme, of_theme)
    evidence = Section("evidence", [*([chart] if chart else []), table])
    return Section("chapter", [title, Paragraph(writer.summary(of_theme), "headline"), evidence])


def _chart(writer: TerritoryWriter, title: str, theme: str, rows: Sequence[Contrasted]) -> Chart | None:
    """Shares as dots, the rest as a mark on the same line; answers under the title of their question."""
    chosen = _drawn(rows)
    if not chosen:
        return None
    single = [_point(writer, writer.title(row), row) for row in chosen if not row.estimate.item]
    panels = [Panel("", single)] if single else []
    names = writer.writer.names
    with_items = (row for row in chosen if row.estimate.item)
    for name, of_one in groupby(with_items, key=lambda row: row.estimate.indicator):
        indicator = names.survey.indicators[name]
        points = [_point(writer, names.item(indicator, row.estimate.item), row) for row in of_one]
        panels.append(Panel(names.text(indicator.title), points))
    caption = word("territory_chart", writer.language, place=writer.place)
    note = word("territory_note", writer.language, place=writer.place)
    alternative = _alternative(writer, title, panels)
    ends = [typo.percent(value, writer.language) for value in (0, 100)]
    svg = draw_dots(panels, None, (0.0, 100.0), ends, "neutral", alternative)
    return Chart(anchor_of("chart", theme), caption, "dots", panels, alternative, svg, note)


def _drawn(rows: Sequence[Contrasted]) -> list[Contrasted]:
    """Published shares: single ones first, then the answers given most elsewhere to each question."""
    shares = [row for row in rows if row.estimate.statistic == "share" and row.estimate.is_shown]
    chosen = [row for row in shares if not row.estimate.item]
    with_items = (row for row in shares if row.estimate.item)
    for _, of_one in groupby(with_items, key=lambda row: row.estimate.indicator):
        chosen += sorted(of_one, key=lambda row: -(row.rest or 0.0))[:MOST_ANSWERS]
    return chosen[:MOST_POINTS]


def _point(writer: TerritoryWriter, label: str, row: Contrasted) -> Point:
    estimate = row.estimate
    text = figure_text(writer.writer, estimate)
    return Point(label, estimate.value, estimate.low, estimate.high, text, row.rest)


def _alternative(writer: TerritoryWriter, title: str, panels: Sequence[Panel]) -> str:
    """The chart in words: each figure, and that of the rest after it."""
    colon = typo.colon(writer.language)
    parts = [typo.ended(f"{word('chart', writer.language)}{colon}{title}, {writer.within}")]
    for panel in panels:
        figures = ", ".join(
            f"{point.label} {point.text}{_rest_text(writer, point)}" for point in panel.points
        )
        parts.append(f"{panel.label}{colon}{figures}." if panel.label else f"{figures}.")
    return " ".join(parts)


def _rest_text(writer: TerritoryWriter, point: Point) -> str:
    if point.reference is None:
        return ""
    figure = typo.percent(point.reference, writer.language)
    return f" ({typo.decapitalised(writer.elsewhere)} {figure})"


def _table(writer: TerritoryWriter, title: str, theme: str, rows: Sequence[Contrasted]) -> Table:
    """Every figure of the chapter: here with its interval, elsewhere, the difference, the base."""
    names = writer.writer.names
    groups: list[RowGroup] = []
    for name, of_one in groupby(rows, key=lambda row: row.estimate.indicator):
        found = list(of_one)
        indicator = names.survey.indicators[name]
        if found[0].estimate.item:
            lines = [Row(names.item(indicator, row.estimate.item), _cells(writer, row)) for row in found]
            groups.append(RowGroup(names.text(indicator.title), lines))
        else:
            groups.append(RowGroup("", [Row(names.text(indicator.title), _cells(writer, found[0]))]))
    level = typo.percent(100 * rows[0].estimate.level, writer.language)
    interval = typo.decapitalised(interval_name(names.survey.sampling, writer.language))
    columns = [
        f"{writer.place} ({interval}, {level})",
        writer.elsewhere,
        word("difference", writer.language),
        word("respondents", writer.language),
    ]
    notes = [*_signs(writer, rows), *notes_of(writer.writer, [row.estimate for row in rows])]
    stub = word("indicator", writer.language)
    return Table(anchor_of("table", theme), f"{title}, {writer.within}", stub, columns, groups, notes)


def _cells(writer: TerritoryWriter, row: Contrasted) -> list[Cell]:
    estimate = row.estimate
    base = Cell("" if estimate.n is None else typo.number(estimate.n, writer.language))
    decimals = 1 if estimate.statistic in IN_POINTS else None
    meaning = mark_meaning(estimate.mark, writer.language) if estimate.mark else ""
    sign = mark_sign(estimate.mark) if estimate.mark else ""
    if not estimate.is_shown:
        return [Cell("", sign=sign, meaning=meaning), Cell(""), Cell(""), base]
    figure = Cell(
        writer.writer.figure(estimate, decimals), range_text(writer.writer, estimate), sign, meaning
    )
    if row.difference is None:
        return [figure, Cell(""), Cell(""), base]
    return [figure, Cell(writer.rest(row, decimals)), _difference(writer, row), base]


def _difference(writer: TerritoryWriter, row: Contrasted) -> Cell:
    if not row.is_apart:
        return Cell(writer.gap(row))
    is_more = (row.difference or 0.0) > 0
    meaning = word("apart_more" if is_more else "apart_less", writer.language)
    return Cell(writer.gap(row), sign=UP if is_more else DOWN, meaning=meaning)


def _signs(writer: TerritoryWriter, rows: Sequence[Contrasted]) -> list[str]:
    """What the arrows used in the table mean."""
    used = {(row.difference or 0.0) > 0 for row in rows if row.is_apart}
    colon = typo.colon(writer.language)
    said = {True: (UP, "apart_more"), False: (DOWN, "apart_less")}
    return [f"{said[u][0]}{colon}{word(said[u][1], writer.language)}." for u in sorted(used, reverse=True)]
