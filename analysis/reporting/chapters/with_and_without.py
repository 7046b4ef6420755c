"""The main figures with and without: before weighting, and without those whose answers look careless."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.reporting.blocks import Block, Cell, Heading, Paragraph, Row, RowGroup, Table
from analysis.reporting.language import typography as typo
from analysis.reporting.language.indicator_sentences import Writer
from analysis.reporting.language.quality_words import QUALITY_WORDS, said
from analysis.reporting.language.voice import word
from analysis.results.indicator_rows import IndicatorRow, IndicatorRows
from analysis.results.record_rows import VariantFigure

MOST_ANSWERS = 3
"""Answers to one question that the table shows: those given most."""


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


def with_and_without(writer: Writer, estimates: IndicatorRows, rows: Sequence[VariantFigure]) -> list[Block]:
    """Heading, the largest shift in a sentence, and the table; nothing without a variant."""
    variants = _variants(estimates, rows)
    names = [name for name in dict.fromkeys(v.name for v in variants) if name in QUALITY_WORDS]
    shown = [n for n in names if any(v.name == n and v.value is not None for v in variants)]
    if len(shown) < 2:
        return []
    heading = Heading(said("sensitivity", writer.language), 3, "quality-sensitivity")
    moved = [variant for variant in variants if variant.name != "published" and variant.reach > 0]
    lead = [Paragraph(_largest(writer, max(moved, key=lambda v: v.reach)))] if moved else []
    return [heading, *lead, _table(writer, variants, shown)]


def _variants(estimates: IndicatorRows, rows: Sequence[VariantFigure]) -> list[Variant]:
    """The variants of the figures that the report has, of every question the leading answers."""
    figures: dict[tuple[str, str], IndicatorRow] = {}
    for indicator in dict.fromkeys(row.indicator for row in rows):
        whole = [row for row in estimates.whole(indicator) if row.is_shown]
        leading = sorted(whole, key=lambda row: -(row.value or 0.0))[:MOST_ANSWERS]
        figures |= {(indicator, row.item): row for row in leading}
    return [
        Variant(figure, row.variant, row.value, row.difference)
        for row in rows
        if (figure := figures.get((row.indicator, row.item)))
    ]


def _largest(writer: Writer, variant: Variant) -> str:
    return said(
        "shift_beyond" if variant.is_beyond else "shift_within",
        writer.language,
        gap=_gap(writer, variant, True),
        title=typo.quoted(_title(writer, variant.figure), writer.language),
        variant=typo.decapitalised(said(variant.name, writer.language)),
    )


def _gap(writer: Writer, variant: Variant, with_unit: bool) -> str:
    figure, value = variant.figure, variant.difference or 0.0
    if figure.form.in_points:
        if with_unit:
            return typo.points(value, writer.language, 1)
        return typo.signed(value, writer.language, 1)
    unit = writer.unit(figure) if with_unit else ""
    return typo.signed_amount(value, unit, writer.language, max(figure.decimals, 1))


def _title(writer: Writer, figure: IndicatorRow) -> str:
    indicator = writer.names.survey.indicators[figure.indicator]
    title = writer.names.text(indicator.title)
    return f"{title}, {writer.names.item(indicator, figure.item)}" if figure.item else title


def _table(writer: Writer, variants: Sequence[Variant], shown: Sequence[str]) -> Table:
    found: dict[tuple[str, str], dict[str, Variant]] = {}
    for variant in variants:
        found.setdefault((variant.figure.indicator, variant.figure.item), {})[variant.name] = variant
    rows = [
        Row(_title(writer, of_one["published"].figure), [_cell(writer, of_one.get(name)) for name in shown])
        for of_one in found.values()
        if "published" in of_one
    ]
    columns = [said(name, writer.language) for name in shown]
    return Table(
        "table-sensitivity",
        said("sensitivity_caption", writer.language),
        word("indicator", writer.language),
        columns,
        [RowGroup("", rows)],
        [said("sensitivity_note", writer.language)],
    )


def _cell(writer: Writer, variant: Variant | None) -> Cell:
    if variant is None or variant.value is None:
        return Cell("")
    figure = variant.figure
    decimals = 1 if figure.form.in_points else figure.decimals
    verb = typo.signed if figure.form.is_balance else typo.number
    text = verb(variant.value, writer.language, decimals) + (
        f"{typo.NARROW}%"
        if figure.unit == "%" and writer.language == "fr"
        else "%"
        if figure.unit == "%"
        else ""
    )
    gap = "" if variant.name == "published" else _gap(writer, variant, False)
    return Cell(text, gap)
