"""Tables of estimates: every figure with its interval and its base, every sign explained below."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from analysis.questionnaire import Indicator
from analysis.reporting.blocks import ReportTable, RowGroup, TableCell, TableRow
from analysis.reporting.language.typography import decapitalised
from analysis.reporting.language.voice import Voice, mark_sign
from analysis.reporting.language.written_values import written
from analysis.results.indicator_rows import IndicatorRow


def group_table(
    voice: Voice,
    anchor: str,
    indicator: Indicator,
    whole: Sequence[IndicatorRow],
    breakdowns: Mapping[str, Sequence[IndicatorRow]],
) -> ReportTable:
    """The figure of the whole sample, then of each group: value, interval, respondents."""
    groups = [RowGroup("", [TableRow(voice.say("all"), _cells(voice, row)) for row in whole])]
    for breakdown, rows in breakdowns.items():
        named = [TableRow(voice.answer(breakdown, row.group), _cells(voice, row)) for row in rows]
        groups.append(RowGroup(voice.variable(breakdown), named))
    stub = voice.say("category")
    rows = [*whole, *(row for rows in breakdowns.values() for row in rows)]
    return _table(voice, anchor, indicator, stub, groups, rows)


def answer_table(
    voice: Voice, anchor: str, indicator: Indicator, answers: Sequence[IndicatorRow]
) -> ReportTable:
    """The answers of the whole sample: value, interval, respondents."""
    rows = [TableRow(voice.item(indicator, row.item), _cells(voice, row)) for row in answers]
    return _table(voice, anchor, indicator, voice.say("answer"), [RowGroup("", rows)], answers)


def cross_table(
    voice: Voice,
    anchor: str,
    indicator: Indicator,
    answers: Sequence[IndicatorRow],
    breakdowns: Mapping[str, Sequence[IndicatorRow]],
) -> ReportTable:
    """Answers in columns, groups in rows; under each share its interval, at the end the respondents."""
    items = [row.item for row in answers]
    groups = [RowGroup("", [_crossed(voice, voice.say("all"), answers, items)])]
    for breakdown, rows in breakdowns.items():
        named = [
            _crossed(voice, voice.answer(breakdown, code), of_group, items)
            for code, of_group in _by_group(rows).items()
        ]
        groups.append(RowGroup(voice.variable(breakdown), named))
    columns = [voice.item(indicator, item) for item in items]
    rows = [*answers, *(row for rows in breakdowns.values() for row in rows)]
    return ReportTable(
        anchor,
        _caption(voice, indicator, rows, voice.say("by_group")),
        voice.say("category"),
        [*columns, voice.say("respondents")],
        groups,
        notes_of(voice, rows),
    )


def notes_of(voice: Voice, rows: Iterable[IndicatorRow]) -> list[str]:
    """What each sign used in `rows` means."""
    used = dict.fromkeys(row.mark for row in rows if row.mark)
    return [f"{mark_sign(mark)}{voice.colon}{voice.mark_meaning(mark)}." for mark in used]


def _by_group(rows: Iterable[IndicatorRow]) -> dict[str, list[IndicatorRow]]:
    groups: dict[str, list[IndicatorRow]] = {}
    for row in rows:
        groups.setdefault(row.group, []).append(row)
    return groups


def _crossed(voice: Voice, label: str, rows: Sequence[IndicatorRow], items: Sequence[str]) -> TableRow:
    found = {row.item: row for row in rows}
    cells = [_figure(voice, found[item], True) if item in found else TableCell("") for item in items]
    bases = [row.n for row in rows if row.n is not None]
    return TableRow(label, [*cells, TableCell(voice.counted(max(bases, default=None)))])


def _cells(voice: Voice, row: IndicatorRow) -> list[TableCell]:
    text = written(voice, row)
    return [_figure(voice, row), TableCell(text.interval_in_table), TableCell(text.base)]


def _figure(voice: Voice, row: IndicatorRow, with_interval: bool = False) -> TableCell:
    text = written(voice, row)
    return TableCell(text.in_table, text.interval_in_table if with_interval else "", text.sign, text.meaning)


def _table(
    voice: Voice,
    anchor: str,
    indicator: Indicator,
    stub: str,
    groups: Sequence[RowGroup],
    rows: Sequence[IndicatorRow],
) -> ReportTable:
    unit = written(voice, rows[0]).unit if rows else ""
    value = voice.say(f"statistic.{indicator.statistic}") + (f" ({unit})" if unit else "")
    level = voice.percent(100 * rows[0].level) if rows else ""
    interval = f"{voice.interval_name} ({level})"
    columns = [value, interval, voice.say("respondents")]
    return ReportTable(anchor, _caption(voice, indicator, rows), stub, columns, groups, notes_of(voice, rows))


def _caption(voice: Voice, indicator: Indicator, rows: Sequence[IndicatorRow], more: str = "") -> str:
    title = voice.text(indicator.title)
    unit = f" ({written(voice, rows[0]).unit})" if more and rows and written(voice, rows[0]).unit else ""
    return f"{title}, {decapitalised(more)}{unit}" if more else title
