"""Answers held together: of those who gave one answer to a question, how many gave each other one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analysis.questionnaire import Indicator
from analysis.reporting.blocks import Block, Lines, Paragraph, ReportTable, RowGroup, TableCell, TableRow
from analysis.reporting.evidence.estimate_tables import notes_of
from analysis.reporting.language.typography import NO_BREAK
from analysis.reporting.language.voice import Voice
from analysis.reporting.language.written_values import written
from analysis.results.comparison_rows import Comparisons
from analysis.results.indicator_rows import IndicatorRow, IndicatorRows

MOST_PAIRS = 3
"""Pairs of answers that are named."""
SHADES = 9

PairCells = Mapping[tuple[str, str], IndicatorRow]
"""(held, other answer) -> the share of those who hold the first that gave the other."""


@dataclass(frozen=True)
class Pair:
    """Two answers held together more often than the second is given by everyone."""

    held: str
    other: IndicatorRow
    everyone: IndicatorRow

    @property
    def gap(self) -> float:
        """Points above everyone."""
        return self.other.shown_value - self.everyone.shown_value


def matrix(voice: Voice, anchor: str, indicator: Indicator, estimates: IndicatorRows) -> list[Block]:
    """The pairs that hold and the table of all; nothing where answers are not crossed with themselves."""
    whole = {row.item: row for row in estimates.whole(indicator.name) if row.item}
    rows = estimates.by_group(indicator.name).get(indicator.variable, [])
    cells = {(row.group, row.item): row for row in rows if row.mark != "empty"}
    held = [code for code in whole if any(group == code for group, _ in cells)]
    if len(held) < 2:
        return []
    pairs = strongest(whole, cells, estimates.comparisons)[:MOST_PAIRS]
    return [
        Paragraph(voice.say("together"), "about"),
        _said(voice, indicator, pairs),
        _table(voice, anchor, indicator, held, cells),
    ]


def strongest(whole: Mapping[str, IndicatorRow], cells: PairCells, comparisons: Comparisons) -> list[Pair]:
    """The pairs that are held together more often than by everyone, the largest gap first, each once.

    The share among the holders is tested against that of everyone, who include them, corrected over every
    pair of the table.
    """
    pairs = [Pair(group, row, whole[item]) for (group, item), row in cells.items() if item in whole]
    above = [pair for pair in pairs if pair.gap > 0 and _holds(pair.other, comparisons)]
    found: dict[frozenset[str], Pair] = {}
    for pair in sorted(above, key=lambda pair: -pair.gap):
        found.setdefault(frozenset((pair.held, pair.other.item)), pair)
    return list(found.values())


def _holds(row: IndicatorRow, comparisons: Comparisons) -> bool:
    """Whether the share among the holders differs from that of everyone."""
    found = comparisons.with_whole(row.indicator, row.item, row.breakdown, row.group)
    return found is not None and found.holds(row.level)


def _said(voice: Voice, indicator: Indicator, pairs: Sequence[Pair]) -> Block:
    if not pairs:
        return Paragraph(voice.say("together_none"))
    lines = [
        (
            voice.quoted(voice.item(indicator, pair.held)),
            voice.say(
                "together_pair",
                share=written(voice, pair.other).figure,
                other=voice.quoted(voice.item(indicator, pair.other.item)),
                everyone=written(voice, pair.everyone).figure,
            ),
        )
        for pair in pairs
    ]
    return Lines(lines, voice.colon)


def _table(
    voice: Voice, anchor: str, indicator: Indicator, held: Sequence[str], cells: PairCells
) -> ReportTable:
    shown = [row.value for (group, item), row in cells.items() if row.value is not None and group != item]
    darkest = max(shown, default=1.0) or 1.0
    rows = [_row(voice, indicator, code, held, cells, darkest) for code in held]
    columns = [voice.item(indicator, code) for code in held]
    ends = [voice.say(key) for key in ("half_width", "respondents")]
    caption = voice.say("together_caption")
    notes = [voice.say("together_note"), *notes_of(voice, _off_diagonal(cells))]
    stub = voice.say("together_stub")
    return ReportTable(f"matrix-{anchor}", caption, stub, [*columns, *ends], [RowGroup("", rows)], notes)


def _off_diagonal(cells: PairCells) -> list[IndicatorRow]:
    return [row for (group, item), row in cells.items() if group != item]


def _row(
    voice: Voice, indicator: Indicator, code: str, held: Sequence[str], cells: PairCells, darkest: float
) -> TableRow:
    """The figures of those who hold `code`, the widest half-interval among them, and how many they are."""
    of_row = {item: cells[code, item] for item in held if (code, item) in cells}
    figures = [
        TableCell("") if item == code or item not in of_row else _cell(voice, of_row[item], darkest)
        for item in held
    ]
    halves = [
        (row.high - row.low) / 2
        for item, row in of_row.items()
        if item != code and row.low is not None and row.high is not None
    ]
    widest = f"±{NO_BREAK}{voice.number(max(halves))}" if halves else ""
    base = max((row.n for row in of_row.values() if row.n is not None), default=None)
    counted = "" if base is None else voice.number(base)
    return TableRow(voice.item(indicator, code), [*figures, TableCell(widest), TableCell(counted)])


def _cell(voice: Voice, row: IndicatorRow, darkest: float) -> TableCell:
    shade = max(1, round(SHADES * row.value / darkest)) if row.value else 0
    text = written(voice, row)
    if not row.is_shown:
        return TableCell("", sign=text.sign, meaning=text.meaning)
    return TableCell(text.figure, "", text.sign, text.meaning, shade)
