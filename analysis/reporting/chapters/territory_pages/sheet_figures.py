"""Which figures of a territory its sheet shows: six of the key figures, some on maps; as cards for slides."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.questionnaire.editorial_marks import follows_from_margins
from analysis.reporting.blocks import Card
from analysis.reporting.chapters.opening_pages.key_figures import key_indicators
from analysis.reporting.language.territory_sentences import figure_title, rest_figure, standing_of
from analysis.reporting.language.typography import capitalised
from analysis.reporting.language.written_values import written
from analysis.reporting.report_content import TerritoryContent
from analysis.results.territory_rows import TerritoryRow

MOST_FIGURES = 6
ON_MAPS = 3
"""Figures that have a map, beside each other; of a map with many tiles, two."""
FEW_COLUMNS = 6
"""Columns of tiles up to which three maps hold beside each other."""


def sheet_rows(content: TerritoryContent) -> list[TerritoryRow]:
    """At most six key figures that are published shares, in the order of every year; without what the
    weighting fixes."""
    return [row for row in key_rows(content) if row.estimate.form.is_share][:MOST_FIGURES]


def key_rows(content: TerritoryContent) -> list[TerritoryRow]:
    """The key figures that are published; of an indicator that shows every answer, the one given most
    elsewhere."""
    voice = content.voice
    chosen = [
        indicator.name
        for indicator in key_indicators(voice)
        if not follows_from_margins(voice.survey, content.edition, indicator)
    ]
    found = [_leading([row for row in content.rows if row.estimate.indicator == name]) for name in chosen]
    return [row for row in found if row is not None and row.estimate.is_shown]


def _leading(rows: Sequence[TerritoryRow]) -> TerritoryRow | None:
    return max(rows, key=lambda row: row.rest or 0.0, default=None)


def map_rows(content: TerritoryContent) -> list[TerritoryRow]:
    """The figures of the six that have a map: those that differ from the rest, then the largest beside the
    difference that could be seen; in the order of the six."""
    rows = sheet_rows(content)
    grid = content.grid
    columns = 1 + max((column for column, _ in grid.places.values()), default=0) if grid else 0
    most = ON_MAPS if columns <= FEW_COLUMNS else ON_MAPS - 1
    kept = sorted(rows, key=lambda row: (not row.is_apart, -_size(row)))[:most]
    return [row for row in rows if any(row is one for one in kept)]


def _size(row: TerritoryRow) -> float:
    return abs(row.shown_difference) / row.detectable if row.detectable else 0.0


def sheet_cards(content: TerritoryContent) -> list[Card]:
    """The key figures as cards: each with its interval, the rest, whether they differ, and its base."""
    return [_card(content, row) for row in key_rows(content)]


def _card(content: TerritoryContent, row: TerritoryRow) -> Card:
    voice, text = content.voice, written(content.voice, row.estimate)
    details = [
        capitalised(text.interval),
        f"{voice.say('elsewhere')}{voice.colon}{rest_figure(voice, row)}" if row.rest is not None else "",
        standing_of(voice, row),
        voice.respondents(row.estimate.respondents),
    ]
    is_share = row.estimate.unit == "%"
    return Card(
        text.figure if is_share else text.bare,
        figure_title(voice, row),
        [detail for detail in details if detail],
        row.estimate.tone,
        unit="" if is_share else text.agreeing_unit,
    )
