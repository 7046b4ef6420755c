"""The third of a page of a territory where too few answered: why, how many it takes, what is known of all."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.reporting.blocks import Block, Chart, Paragraph, Point, Section
from analysis.reporting.chapters.opening_pages.cover import source_of
from analysis.reporting.chapters.opening_pages.key_figures import key_indicators
from analysis.reporting.chapters.territory_pages.modelled_figures import modelled_figures
from analysis.reporting.charts import chart_of
from analysis.reporting.charts.tile_maps import Tile, TileMap
from analysis.reporting.language.in_words import within_place
from analysis.reporting.language.territory_sentences import figure_said
from analysis.reporting.report_content import TerritoryContent
from analysis.results.indicator_rows import IndicatorRow
from analysis.results.schema import SMALLEST_GROUP
from analysis.results.territory_rows import TerritoryRow

OF_ALL = 3
"""Figures of the whole sample that are given meanwhile."""


def small_title(content: TerritoryContent) -> str:
    """How many answered, where that may be told, and that it is too few."""
    voice, within = content.voice, within_place(content.voice, content.place)
    if content.respondents is None:
        return voice.say("territory.small_hidden", those=voice.noun(None).many, within=within)
    counted = content.respondents
    return voice.say_counted(
        "territory.small_title", counted, counted=voice.respondents(counted), within=within
    )


def small_page(content: TerritoryContent) -> list[Block]:
    """The texts beside the map, where there is one."""
    return [Section("small-territory", [*_texts(content), *_map(content)])]


def _texts(content: TerritoryContent) -> Iterator[Block]:
    voice = content.voice
    needed = _needed(content)
    yield Paragraph(" ".join(filter(None, (_why(content), needed))))
    of_all = [figure_said(voice, row) for row in _whole_figures(content)][:OF_ALL]
    if of_all:
        yield Paragraph(voice.say("territory.small_whole", figures=voice.series(of_all)))
    yield from modelled_figures(content)
    yield Paragraph(source_of(voice, content.edition), "note")


def _why(content: TerritoryContent) -> str:
    voice, counted = content.voice, content.respondents
    if counted is None:
        least = str(voice.survey.publication.confidential_below)
        return voice.say("territory.too_few_hidden", least=least, within=within_place(voice, content.place))
    if counted >= SMALLEST_GROUP:
        return voice.say("territory.small_answers", least=str(SMALLEST_GROUP))
    weight = voice.points(100 / max(counted, 1)).removeprefix("+")
    return voice.say("territory.small_why", least=str(SMALLEST_GROUP), weight=weight)


def _whole_figures(content: TerritoryContent) -> list[IndicatorRow]:
    """The key shares of the whole sample, those of one figure."""
    rows = [row for i in key_indicators(content.voice) for row in content.whole.whole(i.name)]
    return [row for row in rows if row.is_shown and row.form.is_share and not row.item and not row.is_fixed]


def _needed(content: TerritoryContent) -> str:
    """How near a share is known elsewhere: where fewest answered of those that publish it, and in the
    middle."""
    first = next(iter(_whole_figures(content)), None)
    if first is None:
        return ""
    voice, everywhere = content.voice, content.everywhere(TerritoryRow(first))
    known = sorted(
        (row.estimate for row in everywhere.values() if _reach(row)), key=lambda each: each.respondents
    )
    if len(known) < 2:
        return ""
    few, some = known[0], known[len(known) // 2]
    return voice.say(
        "territory.small_needed",
        few=voice.counted(few.n),
        near=voice.points(_half(few)).removeprefix("+"),
        place=voice.answer(few.breakdown, few.group),
        some=voice.counted(some.n),
        nearer=voice.points(_half(some)).removeprefix("+"),
        other=voice.answer(some.breakdown, some.group),
    )


def _reach(row: TerritoryRow) -> float:
    return _half(row.estimate) if row.estimate.n else 0.0


def _half(estimate: IndicatorRow) -> float:
    """Half the length of an interval."""
    if estimate.low is None or estimate.high is None:
        return 0.0
    return (estimate.high - estimate.low) / 2


def _map(content: TerritoryContent) -> Iterator[Chart]:
    """Where the territory lies; no figure is on it."""
    voice, grid = content.voice, content.grid
    if grid is None:
        return
    variable, own = content.territory
    tiles = {
        code: Tile(Point(voice.answer(variable, code), None, None, None, ""), "uncompared", code == own)
        for code in grid.places
    }
    yield chart_of(
        TileMap(grid, tiles), voice, "chart-place", voice.say("territory.where", place=content.place)
    )
