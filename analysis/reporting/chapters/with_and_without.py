"""The main figures with and without: before weighting, and without those whose answers look careless."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.reporting.blocks import Block, Heading, Paragraph, ReportTable, RowGroup, TableCell, TableRow
from analysis.reporting.language.typography import decapitalised
from analysis.reporting.language.voice import Voice
from analysis.reporting.language.written_values import written
from analysis.results.indicator_rows import IndicatorRow, IndicatorRows
from analysis.results.record_rows import VariantFigure

MOST_ANSWERS = 3
"""Answers to one question that the table shows: those given most."""
VARIANTS = (
    *("published", "before_weighting", "without_speeder", "without_straight_liner", "without_same_answers"),
    *("without_contradiction", "without_left", "without_flagged"),
)
"""The ways of counting that have a column, where one of them can be shown."""


@dataclass(frozen=True)
class Variant:
    """A main figure counted another way; `value` and `difference` are None where it cannot be shown."""

    figure: IndicatorRow
    name: str
    value: float | None
    difference: float | None

    @property
    def reach(self) -> float:
        """The difference in half-widths of the published interval; 0 where there is none."""
        figure = self.figure
        if self.difference is None or figure.low is None or figure.high is None or figure.high <= figure.low:
            return 0.0
        return abs(self.difference) / ((figure.high - figure.low) / 2)

    @property
    def is_beyond(self) -> bool:
        """Whether the variant lies outside the published interval."""
        figure = self.figure
        if self.value is None or figure.low is None or figure.high is None:
            return False
        return not figure.low <= self.value <= figure.high


def with_and_without(voice: Voice, estimates: IndicatorRows, rows: Sequence[VariantFigure]) -> list[Block]:
    """Heading, the largest shift in a sentence, and the table; nothing without a variant."""
    variants = _variants(estimates, rows)
    names = [name for name in dict.fromkeys(v.name for v in variants) if name in VARIANTS]
    shown = [n for n in names if any(v.name == n and v.value is not None for v in variants)]
    if len(shown) < 2:
        return []
    heading = Heading(voice.say("quality_part.sensitivity"), 3, "quality-sensitivity")
    moved = [variant for variant in variants if variant.name != "published" and variant.reach > 0]
    lead = [Paragraph(_largest(voice, max(moved, key=lambda v: v.reach)))] if moved else []
    return [heading, *lead, _table(voice, variants, shown)]


def _variants(estimates: IndicatorRows, rows: Sequence[VariantFigure]) -> list[Variant]:
    """The variants of the figures that the report has, of every question the leading answers."""
    figures: dict[tuple[str, str], IndicatorRow] = {}
    for indicator in dict.fromkeys(row.indicator for row in rows):
        whole = [row for row in estimates.whole(indicator) if row.is_shown]
        leading = sorted(whole, key=lambda row: -row.shown_value)[:MOST_ANSWERS]
        figures |= {(indicator, row.item): row for row in leading}
    return [
        Variant(figure, row.variant, row.value, row.difference)
        for row in rows
        if (figure := figures.get((row.indicator, row.item)))
    ]


def _largest(voice: Voice, variant: Variant) -> str:
    return voice.say(
        "quality.shift_beyond" if variant.is_beyond else "quality.shift_within",
        gap=_gap(voice, variant, True),
        title=voice.quoted(_title(voice, variant.figure)),
        variant=decapitalised(voice.say(f"variant.{variant.name}")),
    )


def _gap(voice: Voice, variant: Variant, with_unit: bool) -> str:
    figure, value = variant.figure, variant.difference or 0.0
    if figure.form.in_points:
        if with_unit:
            return voice.points(value, figure.decimals)
        return voice.signed(value, figure.decimals)
    unit = written(voice, figure).unit if with_unit else ""
    return voice.signed_amount(value, unit, figure.no_finer(max(written(voice, figure).decimals, 1)))


def _title(voice: Voice, figure: IndicatorRow) -> str:
    indicator = voice.survey.indicators[figure.indicator]
    title = voice.text(indicator.title)
    return f"{title}, {voice.item(indicator, figure.item)}" if figure.item else title


def _table(voice: Voice, variants: Sequence[Variant], shown: Sequence[str]) -> ReportTable:
    found: dict[tuple[str, str], dict[str, Variant]] = {}
    for variant in variants:
        found.setdefault((variant.figure.indicator, variant.figure.item), {})[variant.name] = variant
    rows = [
        TableRow(
            _title(voice, of_one["published"].figure), [_cell(voice, of_one.get(name)) for name in shown]
        )
        for of_one in found.values()
        if "published" in of_one
    ]
    columns = [voice.say(f"variant.{name}") for name in shown]
    return ReportTable(
        "table-sensitivity",
        voice.say("quality.sensitivity_caption"),
        voice.say("indicator"),
        columns,
        [RowGroup("", rows)],
        [voice.say("quality.sensitivity_note")],
    )


def _cell(voice: Voice, variant: Variant | None) -> TableCell:
    if variant is None or variant.value is None:
        return TableCell("")
    figure = variant.figure
    text = written(voice, figure).number_in_table(variant.value)
    if figure.unit == "%":
        text = voice.percent(variant.value, written(voice, figure).decimals_in_table)
    is_apart = variant.name != "published" and variant.difference is not None
    gap = _gap(voice, variant, False) if is_apart else ""
    return TableCell(text, gap)
