"""A comparison as lines for the console, a CSV and a page."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from analysis.reporting.blocks import (
    Block,
    Cover,
    Heading,
    Paragraph,
    ReportTable,
    RowGroup,
    TableCell,
    TableRow,
)
from analysis.reporting.language.typography import capitalised
from analysis.reporting.page.html import page_style
from analysis.reporting.page.page_templates import page_of_blocks
from analysis.results.csv_files import csv_bytes
from analysis.steps.comparing.compared_sides import KEYS
from analysis.steps.comparing.moved_figures import Move
from analysis.steps.comparing.told_causes import ToldComparison

MOST_LINES, MOST_ROWS = 20, 1000
"""Figures on the console and in the page; the CSV has all."""


def lines(told: ToldComparison) -> Iterator[str]:
    """What the console says: the answer in three lines, what was looked at, then the figures that moved
    most."""
    found, words = told.comparison, told.words
    yield from told.answer()
    yield f"{found.before.name} → {found.after.name}{words.colon}{told.states()}"
    if found.unbuilt:
        yield words.say("compare.unbuilt", why=found.unbuilt)
    yield from (f"  {_line(told, move)}" for move in found.moves[:MOST_LINES])
    if len(found.moves) > MOST_LINES:
        yield f"  {words.say('compare.more', n=words.number(len(found.moves) - MOST_LINES))}"
    if found.is_private:
        yield words.say("compare.private")


def _line(told: ToldComparison, move: Move) -> str:
    figures, words = told.figures, told.words
    change = f"{figures.value(move, move.before)} → {figures.value(move, move.after)}"
    difference = "" if move.difference is None else f" ({figures.change(move, move.difference)})"
    causes = [
        f"{told.cause(name)} {figures.change(move, part)}"
        for name, part in move.by_cause.items()
        if part is None or round(part, 9)
    ]
    by = (
        words.say("compare.turned_short", cause=told.cause(move.turned))
        if move.turned
        else words.listing(causes)
    )
    name = figures.name(move.key)
    return f"{name}{words.colon}{change}{difference}{words.rules.semicolon if by else ''}{by}"


def csv_of(told: ToldComparison) -> bytes:
    """A row for each figure that moved, with its difference by cause where that was told apart."""
    found, causes = told.comparison, told.causes
    rows = [
        [
            *move.key,
            told.figures.name(move.key),
            *(move.before.value, move.after.value, move.difference),
            *(move.before.n, move.after.n, move.before.status, move.after.status),
            *(move.by_cause.get(cause) for cause in causes),
            *(move.turned, found.is_private),
        ]
        for move in found.moves
    ]
    numbers = ["before", "after", "difference", "n_before", "n_after", *causes]
    names = [*KEYS, "label", *numbers[:5], "status_before", "status_after", *causes, "turned_by", "private"]
    return csv_bytes(pd.DataFrame(rows, columns=names).astype(dict.fromkeys(numbers, float)))


def page_of(told: ToldComparison) -> bytes:
    """The comparison as a page of its own, without a script; every text of it is escaped."""
    words, found = told.words, told.comparison
    title = f"{words.say('compare.title')} – {found.before.name} → {found.after.name}"
    banner = words.say("compare.private") if found.is_private else ""
    return page_of_blocks(_blocks(told), title, words, page_style(), banner)


def _blocks(told: ToldComparison) -> Iterator[Block]:
    words, found = told.words, told.comparison
    sides = f"{found.before.name} → {found.after.name}"
    yield Cover(words.say("compare.title"), sides, (), told.language)
    yield from (Paragraph(text, "lead" if place == 0 else "") for place, text in enumerate(told.answer()))
    if found.moves:
        yield Heading(words.say("compare.figures"), 2, "figures")
        yield _moved(told)
    if told.keys:
        yield Heading(words.say("compare.definitions"), 2, "definitions")
        yield _keys(told)
    yield Heading(words.say("compare.looked_at"), 2, "method")
    yield Paragraph(f"{capitalised(told.states())}.")
    notes = [told.order(), words.say("compare.unbuilt", why=found.unbuilt) if found.unbuilt else ""]
    yield from (Paragraph(text) for text in notes if text)
    yield Paragraph(words.say("compare.released" if not found.before.is_full else "compare.full"))


def _moved(told: ToldComparison) -> ReportTable:
    """The figures that moved, the whole sample first."""
    words, found = told.words, told.comparison
    heads = [words.say(f"compare.{key}") for key in ("before", "after", "difference")]
    rows = [TableRow(told.figures.name(move.key), _cells(told, move)) for move in found.moves[:MOST_ROWS]]
    rest = len(found.moves) - MOST_ROWS
    return ReportTable(
        "figures-table",
        words.say("compare.figures"),
        words.say("compare.figure"),
        [*heads, *map(told.cause, told.causes), words.say("respondents")],
        [RowGroup("", rows)],
        [words.say("compare.more", n=words.number(rest))] if rest > 0 else [],
    )


def _cells(told: ToldComparison, move: Move) -> list[TableCell]:
    figures = told.figures
    difference = "" if move.difference is None else figures.change(move, move.difference)
    told_by = told.words.say("compare.turned_by")
    if move.turned:
        parts = [told_by if cause == move.turned else "" for cause in told.causes]
    else:
        parts = [figures.change(move, move.by_cause.get(cause)) for cause in told.causes]
    texts = [figures.value(move, move.before), figures.value(move, move.after), difference, *parts]
    return [TableCell(text) for text in (*texts, figures.bases(move))]


def _keys(told: ToldComparison) -> ReportTable:
    words = told.words
    heads = [words.say(f"compare.{key}") for key in ("cause", "before", "after")]
    rows = [
        TableRow(
            key.place,
            [TableCell(text) for text in (told.cause(key.cause), key.before or "–", key.after or "–")],
        )
        for key in told.keys
    ]
    caption = words.say("compare.definitions")
    return ReportTable(
        "keys-table", caption, words.say("compare.key"), heads, [RowGroup("", rows)], is_text=True
    )
