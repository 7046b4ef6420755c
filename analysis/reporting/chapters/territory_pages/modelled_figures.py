"""Figures of a territory by a model, beside the direct ones and marked as what they are."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.reporting.blocks import ReportTable, RowGroup, TableCell, TableRow
from analysis.reporting.chapters.method_pages.area_models_told import known_of
from analysis.reporting.chapters.territory_pages.sheet_figures import MOST_FIGURES
from analysis.reporting.evidence.estimate_tables import notes_of
from analysis.reporting.language.in_words import within_place
from analysis.reporting.language.typography import decapitalised
from analysis.reporting.language.written_values import written
from analysis.reporting.report_content import TerritoryContent
from analysis.results.indicator_rows import IndicatorRow


def modelled_figures(content: TerritoryContent) -> Iterator[ReportTable]:
    """A table of the direct figures and those by a model, and the sentence that says what these are; nothing
    where no model of the survey holds."""
    voice = content.voice
    rows = [row for row in content.records.modelled if (row.breakdown, row.group) == content.territory]
    if not rows:
        return
    lines = [TableRow(_title(content, row), [*_direct(content, row), _cell(content, row)]) for row in rows]
    columns = [voice.say("modelled.direct"), voice.say("modelled.figure")]
    within = within_place(voice, content.place)
    notes = [
        voice.say("modelled.note", known=_known(content, rows), within=within),
        voice.say(
            "interval_below",
            interval=decapitalised(voice.interval_name),
            level=voice.percent(100 * rows[0].level),
        ),
        *notes_of(voice, [row for each in rows for row in _direct_rows(content, each)]),
    ]
    yield ReportTable(
        "table-modelled",
        voice.say("modelled.caption", within=within),
        voice.say("indicator"),
        columns,
        [RowGroup("", lines[:MOST_FIGURES])],
        notes,
    )


def _title(content: TerritoryContent, row: IndicatorRow) -> str:
    return content.voice.indicator(row.indicator)


def _direct_rows(content: TerritoryContent, row: IndicatorRow) -> list[IndicatorRow]:
    return [each.estimate for each in content.rows if each.estimate.indicator == row.indicator]


def _direct(content: TerritoryContent, row: IndicatorRow) -> list[TableCell]:
    return [_cell(content, each) for each in _direct_rows(content, row)]


def _cell(content: TerritoryContent, row: IndicatorRow) -> TableCell:
    text = written(content.voice, row)
    if not row.is_shown:
        return TableCell("", sign=text.sign, meaning=text.meaning)
    return TableCell(text.figure, text.interval_in_table, text.sign, text.meaning)


def _known(content: TerritoryContent, rows: list[IndicatorRow]) -> str:
    """What is known of the territories, of the models whose figures are shown."""
    voice, shown = content.voice, {row.indicator for row in rows}
    models = [
        model
        for model in content.records.models
        if model.variable == content.territory[0] and model.indicator in shown
    ]
    labels = [label for model in models for label in known_of(voice, model)]
    return voice.listing(list(dict.fromkeys(labels)))
