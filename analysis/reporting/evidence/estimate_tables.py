"""Tables of estimates: every figure with its interval and its base, every sign explained below."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from analysis.questionnaire import Indicator
from analysis.reporting.blocks import Cell, Row, RowGroup, Table
from analysis.reporting.language import typography as typo
from analysis.reporting.language.indicator_sentences import Writer
from analysis.reporting.language.voice import interval_name, mark_meaning, mark_sign, word
from analysis.results.indicator_rows import IndicatorRow


def group_table(
    writer: Writer,
    anchor: str,
    indicator: Indicator,
    whole: Sequence[IndicatorRow],
    breakdowns: Mapping[str, Sequence[IndicatorRow]],
) -> Table:
    """The figure of the whole sample, then of each group: value, interval, respondents."""
    groups = [RowGroup("", [Row(word("all", writer.language), _cells(writer, row)) for row in whole])]
    for breakdown, rows in breakdowns.items():
        named = [Row(writer.names.answer(breakdown, row.group), _cells(writer, row)) for row in rows]
        groups.append(RowGroup(writer.names.variable(breakdown), named))
    stub = word("category", writer.language)
    rows = [*whole, *(row for rows in breakdowns.values() for row in rows)]
    return _table(writer, anchor, indicator, stub, groups, rows)


def answer_table(writer: Writer, anchor: str, indicator: Indicator, answers: Sequence[IndicatorRow]) -> Table:
    """The answers of the whole sample: value, interval, respondents."""
    rows = [Row(writer.names.item(indicator, row.item), _cells(writer, row)) for row in answers]
    return _table(writer, anchor, indicator, word("answer", writer.language), [RowGroup("", rows)], answers)


def cross_table(
    writer: Writer,
    anchor: str,
    indicator: Indicator,
    answers: Sequence[IndicatorRow],
    breakdowns: Mapping[str, Sequence[IndicatorRow]],
) -> Table:
    """Answers in columns, groups in rows; under each share its interval, at the end the respondents."""
    items = [row.item for row in answers]
    groups = [RowGroup("", [_crossed(writer, word("all", writer.language), answers, items)])]
    for breakdown, rows in breakdowns.items():
        named = [
            _crossed(writer, writer.names.answer(breakdown, code), of_group, items)
            for code, of_group in _by_group(rows).items()
        ]
        groups.append(RowGroup(writer.names.variable(breakdown), named))
    columns = [writer.names.item(indicator, item) for item in items]
    rows = [*answers, *(row for rows in breakdowns.values() for row in rows)]
    return Table(
        anchor,
        _caption(writer, indicator, rows, word("by_group", writer.language)),
        word("category", writer.language),
        [*columns, word("respondents", writer.language)],
        groups,
        notes_of(writer, rows),
    )


def notes_of(writer: Writer, rows: Iterable[IndicatorRow]) -> list[str]:
    """What each sign used in `rows` means."""
    used = dict.fromkeys(row.mark for row in rows if row.mark)
    return [
        f"{mark_sign(mark)}{typo.colon(writer.language)}{mark_meaning(mark, writer.language)}."
        for mark in used
    ]


def figure_text(writer: Writer, row: IndicatorRow, decimals: int | None = None) -> str:
    """The figure of `row`, or the sign that stands for it."""
    return writer.figure(row, decimals) if row.is_shown else mark_sign(row.mark)


def _by_group(rows: Iterable[IndicatorRow]) -> dict[str, list[IndicatorRow]]:
    groups: dict[str, list[IndicatorRow]] = {}
    for row in rows:
        groups.setdefault(row.group, []).append(row)
    return groups


def _crossed(writer: Writer, label: str, rows: Sequence[IndicatorRow], items: Sequence[str]) -> Row:
    found = {row.item: row for row in rows}
    cells = [_figure(writer, found[item], True) if item in found else Cell("") for item in items]
    bases = [row.n for row in rows if row.n is not None]
    return Row(label, [*cells, Cell(_base(writer, max(bases, default=None)))])


def _cells(writer: Writer, row: IndicatorRow) -> list[Cell]:
    return [_figure(writer, row), Cell(range_text(writer, row)), Cell(_base(writer, row.n))]


def _figure(writer: Writer, row: IndicatorRow, with_interval: bool = False) -> Cell:
    meaning = mark_meaning(row.mark, writer.language) if row.mark else ""
    sign = mark_sign(row.mark) if row.mark else ""
    text = _written(writer, row, row.value) if row.value is not None else ""
    return Cell(text, range_text(writer, row) if with_interval else "", sign, meaning)


def range_text(writer: Writer, row: IndicatorRow) -> str:
    """The interval of a figure; that the weighting fixes it; nothing where there is none."""
    if row.is_fixed:
        return word("fixed", writer.language)
    if row.low is None or row.high is None:
        return ""
    low, high = (_written(writer, row, value) for value in (row.low, row.high))
    if row.form.is_balance:
        return word("to", writer.language, low=low, high=high)
    return f"{low}{typo.NO_BREAK}– {high}"


def _written(writer: Writer, row: IndicatorRow, value: float) -> str:
    verb = typo.signed if row.form.is_balance else typo.number
    return verb(value, writer.language, _decimals(row))


def _decimals(row: IndicatorRow) -> int:
    return 1 if row.form.in_points else row.decimals


def _base(writer: Writer, n: int | None) -> str:
    return "" if n is None else typo.number(n, writer.language)


def _table(
    writer: Writer,
    anchor: str,
    indicator: Indicator,
    stub: str,
    groups: Sequence[RowGroup],
    rows: Sequence[IndicatorRow],
) -> Table:
    unit = writer.unit(rows[0]) if rows else ""
    value = word(indicator.statistic, writer.language) + (f" ({unit})" if unit else "")
    level = typo.percent(100 * rows[0].level, writer.language) if rows else ""
    interval = f"{interval_name(writer.names.survey.sampling, writer.language)} ({level})"
    columns = [value, interval, word("respondents", writer.language)]
    return Table(anchor, _caption(writer, indicator, rows), stub, columns, groups, notes_of(writer, rows))


def _caption(writer: Writer, indicator: Indicator, rows: Sequence[IndicatorRow], more: str = "") -> str:
    title = writer.names.text(indicator.title)
    unit = f" ({writer.unit(rows[0])})" if more and rows and writer.unit(rows[0]) else ""
    return f"{title}, {typo.decapitalised(more)}{unit}" if more else title
