"""The first page of a territory's sheet: what it says, and where the territory stands among the others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from analysis.reporting.blocks import Block, Chart, Paragraph
from analysis.reporting.chapter_record import Chapter
from analysis.reporting.chapters.opening_pages.cover import source_of
from analysis.reporting.chapters.territory_pages.sheet_figures import map_rows, sheet_rows
from analysis.reporting.chapters.territory_pages.small_territory import small_page, small_title
from analysis.reporting.charts import chart_of
from analysis.reporting.charts.position_strips import PositionMaps
from analysis.reporting.evidence.territory_maps import legend_of, placed_figure
from analysis.reporting.findings.territory_titles import seen_sentence, sheet_title
from analysis.reporting.language.in_words import within_place
from analysis.reporting.language.territory_sentences import territory_summary
from analysis.reporting.language.typography import decapitalised
from analysis.reporting.report_content import TerritoryContent
from analysis.results.territory_rows import TerritoryRow


def message_of(content: TerritoryContent) -> str:
    """The one sentence that the sheet opens with."""
    if content.is_short:
        return small_title(content)
    respondents = content.respondents or 0
    found, compared = content.findings, content.opinions
    return sheet_title(content.voice, content.place, respondents, found, compared, sheet_rows(content))


def first_page(content: TerritoryContent) -> list[Block]:
    """How many figures differ and what could have been seen, then the maps; of a small territory, all there
    is."""
    if content.is_short:
        return small_page(content)
    voice, compared = content.voice, content.opinions
    seen = seen_sentence(voice, content.respondents or 0, compared)
    lead = Paragraph(" ".join(filter(None, (territory_summary(voice, compared), seen))), "lead")
    return [lead, *_maps(content)]


def _maps(content: TerritoryContent) -> Iterator[Chart]:
    """The figures that have a map; nothing where no key figure is published."""
    voice, rows = content.voice, map_rows(content)
    if not rows:
        return
    placed = [
        placed_figure(voice, content.grid, content.territory, row, content.everywhere(row)) for row in rows
    ]
    drawing = PositionMaps(placed, legend_of(voice) if content.grid else ())
    within = within_place(voice, content.place)
    title = voice.say("territory.maps" if content.grid else "territory.strips", within=within)
    yield chart_of(drawing, voice, "chart-among-others", title, "", _note(content, rows))


def _note(content: TerritoryContent, rows: Sequence[TerritoryRow]) -> str:
    """How the maps and strips are read, the bases, the source."""
    voice = content.voice
    bases = voice.listing([voice.counted(row.estimate.n) for row in rows])
    said = [
        voice.say("territory.map_note") if content.grid else "",
        voice.say(
            "territory.strip_note",
            interval=decapitalised(voice.interval_name),
            level=voice.percent(100 * voice.level),
            within=within_place(voice, content.place),
        ),
        voice.say("territory.bases", bases=bases, within=within_place(voice, content.place)),
        source_of(voice, content.edition),
    ]
    return " ".join(filter(None, said))


def _title(content: TerritoryContent) -> str:
    """What the maps say together of the rank."""
    voice, rows = content.voice, map_rows(content)
    if content.is_short:
        return voice.say("too_few")
    if not any(row.ranks for row in rows):
        return voice.say("territory.ranks_few")
    told = [row for row in rows if row.ranks and not row.ranks.is_any]
    if not told:
        return voice.say("territory.ranks_none")
    indicators = [voice.survey.indicators[row.estimate.indicator] for row in told]
    names = voice.listing([voice.quoted(voice.text(each.short or each.title)) for each in indicators])
    return voice.say("territory.ranks_some", names=names)


AMONG_OTHERS = Chapter[TerritoryContent](
    title=_title,
    anchor="essentials",
    shows=first_page,
    kind="essentials",
)
