"""The press page of a report: key figures, sentences to quote with their source, and each chart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

from analysis.questionnaire.contradictions.note_gaps import stated
from analysis.reporting.blocks import (
    Block,
    Cards,
    Cover,
    Definitions,
    Heading,
    Lines,
    Paragraph,
    Quotation,
    Section,
)
from analysis.reporting.chapters.opening_pages.cover import source_of
from analysis.reporting.language.typography import decapitalised
from analysis.reporting.page.html import page_style
from analysis.reporting.page.page_templates import page_of_blocks
from analysis.reporting.press.press_pictures import picture_name
from analysis.reporting.press.quotations import key_sentences
from analysis.reporting.report_content import EditionContent, ReportContent, TerritoryContent
from analysis.reporting.report_formats import FORMATS
from analysis.reporting.slides.slide_story import ChartSlide, SlideStory, told_story
from analysis.workspace import Address

NOTED = ("producer", "sponsor", "licence", "contact")
"""What of the methodology note whoever quotes a figure asks for."""


@cache
def press_style() -> str:
    """The style of a press page: that of every page, and of its quotations."""
    return page_style() + (Path(__file__).parent / "press.css").read_text(encoding="utf-8")


def press_bytes(report: ReportContent) -> bytes:
    """The press page of `report`; the same report gives the same bytes."""
    voice, story = report.voice, told_story(report)
    mark = f" ({decapitalised(story.mark)})" if story.mark else ""
    title = f"{voice.say('press.title')} – {story.title} – {story.subtitle}{mark}"
    blocks, ways = _blocks(report, story), _ways(report, story)
    return page_of_blocks(blocks, title, voice, press_style(), story.mark, ways)


def address_of(report: ReportContent) -> Address:
    """Where the report stands."""
    voice = report.voice
    territory = report.territory if isinstance(report, TerritoryContent) else None
    return Address(voice.survey.name, report.edition.name, voice.language, territory)


def _ways(report: ReportContent, story: SlideStory) -> list[tuple[str, str]]:
    """To the list of reports, and to the pictures where there are some."""
    address = address_of(report)
    up = "../" * len(address.folder(Path("reports")).relative_to("reports/reports").parts)
    pictures = [(report.voice.say("press.pictures"), pictures_file(report))] if story.charts else []
    return [(report.voice.say("way.index"), f"{up}index.html"), *pictures]


def pictures_file(report: ReportContent) -> str:
    """The file of pictures, which stands beside the page."""
    return address_of(report).path(Path(), FORMATS["pictures"].ending).name


def _blocks(report: ReportContent, story: SlideStory) -> Iterator[Block]:
    voice = report.voice
    simulated = voice.say("simulated_long") if report.edition.simulated else ""
    yield Cover(story.title, f"{voice.say('press.title')} – {story.subtitle}", (), voice.language, simulated)
    if story.facts:
        yield Paragraph(story.facts, "lead")
    if story.cards:
        yield Heading(story.key_figures, 2, "key-figures")
        yield Cards([replace(card, anchor="") for card in story.cards])  # no chapters to lead to
    yield from _quotations(report)
    yield from _findings(report, story)
    yield from _noted(report)


def _quotations(report: ReportContent) -> Iterator[Block]:
    """The sentences about key figures, each with its source."""
    said = key_sentences(report) if isinstance(report, EditionContent) else []
    if said:
        voice = report.voice
        source = source_of(voice, report.edition)
        yield Heading(voice.say("press.quotable"), 2, "quotable")
        yield Paragraph(voice.say("press.how"), "note")
        yield Section("quotable", [Quotation(sentence, source) for sentence in said])


def _findings(report: ReportContent, story: SlideStory) -> Iterator[Block]:
    """Each finding with its sentence, its chart and the names of its pictures; then what cannot be said."""
    voice = report.voice
    charts = list(story.charts)
    if charts:
        yield Heading(voice.say("essentials"), 2, "findings")
        yield Paragraph(voice.say("press.use"), "note")
    for rank, told in enumerate(charts, 1):
        yield _finding(report, rank, told)
    for rank, slide in enumerate(each for each in story.slides if not isinstance(each, ChartSlide)):
        yield Heading(slide.title, 2, f"said-{rank}")
        has_heads = any(about for about, _ in slide.lines)
        said = [Paragraph(text) for _, text in slide.lines]
        yield from [Lines(slide.lines, slide.colon)] if has_heads else said


def _finding(report: ReportContent, rank: int, told: ChartSlide) -> Section:
    voice, name = report.voice, picture_name(rank)
    files = voice.listing([f"{name}.svg", f"{name}.png"])
    source = source_of(voice, report.edition)
    quoted = [Quotation(told.spoken, source)] if told.said else []
    named = Paragraph(voice.say("press.named", files=files, archive=pictures_file(report)), "note")
    head = Heading(told.chart.title if quoted else told.title, 3, name)
    chart = replace(told.chart, title=told.chart.subtitle, subtitle="") if quoted else told.chart
    return Section("finding-section", [head, *quoted, named, chart])


def _noted(report: ReportContent) -> Iterator[Block]:
    """Who made the survey, what may be done with its figures, whom to ask."""
    voice = report.voice
    said = {field: voice.text(stated(field, report.edition, voice.survey)) for field in NOTED}
    entries = [(voice.say(f"note.{field}"), text) for field, text in said.items() if text]
    if entries:
        yield Heading(voice.say("press.about"), 2, "about")
        yield Definitions(entries)
