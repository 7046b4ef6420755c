"""Tables of a territory's figures, each beside that of the rest of the survey."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from analysis.reporting.blocks import ReportTable, RowGroup, TableCell, TableRow
from analysis.reporting.evidence.estimate_tables import notes_of
from analysis.reporting.language.in_words import within_place
from analysis.reporting.language.territory_sentences import (
    figure_label,
    gap_decimals,
    is_in_points,
)
from analysis.reporting.language.typography import decapitalised
from analysis.reporting.language.voice import Voice, is_ordered
from analysis.reporting.language.written_values import written
from analysis.results.territory_rows import TerritoryRow

UP, DOWN = "▲", "▼"

Panelled = tuple[str, Sequence[TerritoryRow]]
"""The title of a question, or nothing, and the figures under it."""


@dataclass(frozen=True)
class Subject:
    """Figures of one kind that stand in one table, under one title and anchor."""

    anchor: str
    title: str
    rows: Sequence[TerritoryRow]


def _have_order(voice: Voice, row: TerritoryRow) -> bool:
    survey = voice.survey
    return is_ordered(survey.questions.get(survey.indicators[row.estimate.indicator].variable))


def by_question(voice: Voice, rows: Sequence[TerritoryRow]) -> list[Panelled]:
    """The figures that stand alone, under no title, then the answers to each question under its title.

    Answers go by their figure, the largest first, unless they have an order of their own.
    """
    single = [row for row in rows if not row.estimate.item]
    found: list[Panelled] = [("", single)] if single else []
    answers = (row for row in rows if row.estimate.item)
    for name, of_one in groupby(answers, key=lambda row: row.estimate.indicator):
        given = list(of_one)
        if not _have_order(voice, given[0]):
            given.sort(key=lambda row: (not row.estimate.is_shown, -row.estimate.shown_value))
        found.append((voice.indicator(name), given))
    return found


def table(voice: Voice, place: str, subject: Subject) -> ReportTable:
    """Every figure of the subject: here with its interval, elsewhere, the difference, the base."""
    estimates = [row.estimate for row in subject.rows]
    groups = [
        RowGroup(label, [TableRow(_label(voice, row), _cells(voice, row)) for row in rows])
        for label, rows in by_question(voice, subject.rows)
    ]
    gap = "difference_points" if all(map(is_in_points, subject.rows)) else "trend_change"
    columns = [place, *(voice.say(key) for key in ("elsewhere", gap, "respondents"))]
    notes = [_interval_note(voice, subject), *_signs(voice, subject.rows)]
    notes += notes_of(voice, estimates)
    stub = voice.say("indicator")
    caption = f"{subject.title}, {within_place(voice, place)}"
    return ReportTable(f"table-{subject.anchor}", caption, stub, columns, groups, notes)


def _interval_note(voice: Voice, subject: Subject) -> str:
    name = voice.interval_name
    level = voice.percent(100 * subject.rows[0].estimate.level)
    return voice.say("interval_below", interval=decapitalised(name), level=level)


def _label(voice: Voice, row: TerritoryRow) -> str:
    """What the row is of, with the unit that its cells leave out."""
    unit = "" if row.estimate.unit == "%" else written(voice, row.estimate).unit
    is_said = not unit or row.estimate.form.is_balance
    return figure_label(voice, row) if is_said else f"{figure_label(voice, row)} ({unit})"


def _cells(voice: Voice, row: TerritoryRow) -> list[TableCell]:
    text = written(voice, row.estimate)
    base = TableCell(text.base)
    if not row.estimate.is_shown:
        return [TableCell("", sign=text.sign, meaning=text.meaning), TableCell(""), TableCell(""), base]
    own = _number(voice, row, row.estimate.value)
    figure = TableCell(own, text.interval_in_table, text.sign, text.meaning)
    if row.rest is None:
        return [figure, TableCell(""), TableCell(""), base]
    rest = _number(voice, row, row.rest)
    is_alike = row.difference is None or (own == rest and not row.is_apart)
    gap = TableCell("") if is_alike else _difference(voice, row)
    return [figure, TableCell(rest), gap, base]


def _number(voice: Voice, row: TerritoryRow, value: float | None) -> str:
    """A figure without its unit, unless it is a share."""
    text = written(voice, row.estimate)
    if row.estimate.unit == "%":
        return voice.percent(value or 0.0, text.decimals_in_table)
    return text.number_in_table(value or 0.0)


def _difference(voice: Voice, row: TerritoryRow) -> TableCell:
    gap = voice.signed(row.shown_difference, gap_decimals(voice, row))
    if not row.is_apart:
        return TableCell(gap)
    is_more = row.shown_difference > 0
    meaning = voice.say("apart_more" if is_more else "apart_less")
    return TableCell(gap, sign=UP if is_more else DOWN, meaning=meaning)


def _signs(voice: Voice, rows: Sequence[TerritoryRow]) -> list[str]:
    """What the arrows used in the table mean."""
    used = {row.shown_difference > 0 for row in rows if row.is_apart}
    colon = voice.colon
    said = {True: (UP, "apart_more"), False: (DOWN, "apart_less")}
    return [f"{said[u][0]}{colon}{voice.say(said[u][1])}." for u in sorted(used, reverse=True)]
