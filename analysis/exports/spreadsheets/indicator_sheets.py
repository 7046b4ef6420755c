"""A sheet for each indicator: its figures for everyone and every group, with interval, base and sign."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.exports.released_edition import ReleasedEdition
from analysis.exports.spreadsheets.sheet_words import (
    base_cell,
    base_line,
    figure_cell,
    group_names,
    question_lines,
    sign_lines,
    sign_of,
    value_heading,
)
from analysis.exports.spreadsheets.workbook import (
    SheetColumn,
    SheetContent,
    SheetLink,
    TableSheet,
    wrapped,
)
from analysis.questionnaire import Indicator
from analysis.reporting.language.voice import Voice
from analysis.reporting.language.written_values import written
from analysis.results.indicator_rows import IndicatorRow


def indicator_sheets(release: ReleasedEdition, voice: Voice) -> list[TableSheet]:
    """One sheet for each indicator that somebody answered, in the order of the survey."""
    kept = release.answered
    return [
        indicator_sheet(voice, number, voice.survey.indicators[name], release.indicators.of(name))
        for number, name in enumerate(kept, 1)
    ]


def indicator_sheet(
    voice: Voice, number: int, indicator: Indicator, rows: Sequence[IndicatorRow]
) -> TableSheet:
    """The sheet of an indicator, the whole sample first; of a question with a figure for each answer, each
    answer of a group in a row of its own."""
    has_items = any(row.item for row in rows)
    return TableSheet(
        tab=voice.say("sheet.tab", n=str(number)),
        title=voice.say("sheet.title", n=str(number), title=voice.text(indicator.title)),
        lines=_lines(voice, indicator, rows),
        name=f"tableau_{number}",
        columns=_columns(voice, indicator, rows, has_items),
        rows=[_row(voice, indicator, row, has_items) for row in rows],
        stubs=3 if has_items else 2,
    )


def _lines(voice: Voice, indicator: Indicator, rows: Sequence[IndicatorRow]) -> list[str | SheetLink]:
    level = voice.percent(100 * rows[0].level)
    return [
        *question_lines(voice, indicator),
        *wrapped(base_line(voice, rows)),
        *wrapped(voice.say("sheet.interval", name=voice.interval_name, level=level)),
        *sign_lines(voice, rows),
        SheetLink(voice.say("sheet.back"), voice.say("sheet.contents")),
    ]


def _columns(
    voice: Voice, indicator: Indicator, rows: Sequence[IndicatorRow], has_items: bool
) -> list[SheetColumn]:
    answers = [SheetColumn(voice.say("answer"), 44)] if has_items else []
    return [
        SheetColumn(voice.say("sheet.breakdown"), 26),
        SheetColumn(voice.say("category"), 34),
        *answers,
        SheetColumn(value_heading(voice, indicator, rows), 13, "right"),
        SheetColumn(voice.say("sheet.low"), 13, "right"),
        SheetColumn(voice.say("sheet.high"), 13, "right"),
        SheetColumn(voice.say("respondents"), 13, "right"),
        SheetColumn(voice.say("sheet.sign"), 9, "center"),
    ]


def _row(voice: Voice, indicator: Indicator, row: IndicatorRow, has_items: bool) -> list[SheetContent]:
    decimals = written(voice, row).decimals_in_table
    return [
        *group_names(voice, row),
        *([voice.item(indicator, row.item)] if has_items else []),
        *(figure_cell(row, value, decimals) for value in (row.value, row.low, row.high)),
        base_cell(row),
        sign_of(row),
    ]
