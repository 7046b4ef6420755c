"""What slides and the press page say, in their order: key figures, findings, what cannot be said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from analysis.reporting.blocks import Block, Card, Cards, Chart, Cover, Lines, Paragraph, walk
from analysis.reporting.chapters.opening_pages.cover import cover_of, source_of
from analysis.reporting.chapters.opening_pages.key_figures import key_figures
from analysis.reporting.chapters.opening_pages.limits import LIMITS
from analysis.reporting.chapters.opening_pages.message import message_of
from analysis.reporting.chapters.opening_pages.told_findings import (
    ToldFinding,
    nothing_found,
    told_findings,
)
from analysis.reporting.chapters.territory_pages.among_others import message_of as message_of_sheet
from analysis.reporting.chapters.territory_pages.beside_rest import BESIDE_REST, figures_chart
from analysis.reporting.chapters.territory_pages.sheet_figures import sheet_cards, sheet_rows
from analysis.reporting.chapters.territory_pages.small_territory import small_page, small_title
from analysis.reporting.chapters.territory_pages.what_differs import unsaid, what_differs
from analysis.reporting.drawing.chart_kind import figures_of
from analysis.reporting.findings.choice import MOST
from analysis.reporting.language.typography import ended
from analysis.reporting.report_content import EditionContent, ReportContent, TerritoryContent

FINDINGS = 8
"""Findings of a deck: with the first slide and the last, ten."""
MOST_CARDS = 6


@dataclass(frozen=True)
class ChartSlide:
    """A finding: its title, what is drawn, the chart, base and source, and the sentences below the title.

    `names` are those of a territory's figures and of the rest, where the chart has both; `is_along`, whether
    the chart goes along groups that the title says the order of.
    """

    title: str
    about: str
    chart: Chart
    source: str
    said: str = ""
    names: tuple[str, str] = ("", "")
    is_along: bool = False

    @property
    def spoken(self) -> str:
        """What is said aloud: title and sentences, or what the chart shows where there are none."""
        return f"{ended(self.title)} {self.said}" if self.said else ended(self.chart.alternative)


@dataclass(frozen=True)
class TextSlide:
    """Lines of (what it is about, what is said) under a title; `colon` stands between."""

    title: str
    lines: Sequence[tuple[str, str]]
    colon: str

    @property
    def spoken(self) -> str:
        """The lines one after the other."""
        return "\n".join(ended(f"{about}{self.colon}{said}" if about else said) for about, said in self.lines)


@dataclass(frozen=True)
class SlideStory:
    """The slides of a report; `mark` stands in a corner of each, `key_figures` names the cards."""

    title: str
    subtitle: str
    facts: str
    cards: Sequence[Card]
    key_figures: str
    slides: Sequence[ChartSlide | TextSlide]
    mark: str
    language: str

    @property
    def charts(self) -> list[ChartSlide]:
        """The slides that have a chart."""
        return [each for each in self.slides if isinstance(each, ChartSlide)]

    @property
    def spoken(self) -> str:
        """The key figures in words."""
        said = [
            ended(" – ".join([f"{card.label} {card.value} {card.unit}".strip(), *card.details]))
            for card in self.cards
        ]
        return "\n".join([self.title, *said])


def told_story(report: ReportContent, findings: int = MOST) -> SlideStory:
    """What is told of an edition: key figures, so many findings, what cannot be said; of a territory, less.

    Raises TypeError for a report that is neither.
    """
    if isinstance(report, EditionContent):
        return _of_edition(report, findings)
    if isinstance(report, TerritoryContent):
        return _of_territory(report)
    raise TypeError(f"no slides of a {type(report).__name__}")


def _of_edition(report: EditionContent, findings: int) -> SlideStory:
    voice = report.voice
    kept = report.records.counted("counts").get("kept")
    cover = cover_of(voice, report.edition, voice.text(report.edition.title), kept)
    found = told_findings(report, findings)
    told = [_finding_slide(report, each) for each in found]
    nothing = [] if told else [TextSlide(voice.say("essentials"), [("", nothing_found(report))], "")]
    blocks = key_figures(voice, report.edition, report.estimates, report.changes)
    last = _text_slides(LIMITS.title(report), LIMITS.shows(report))
    return _story(report, cover, message_of(report, found), _cards(blocks), [*told, *nothing, *last])


def _finding_slide(report: EditionContent, told: ToldFinding) -> ChartSlide:
    voice, chart, is_along = report.voice, told.chart, told.finding.is_steady
    if is_along:
        figures = figures_of(voice, chart.panels[0].points)
        chart = replace(chart, alternative=voice.say("chart_kind.along", figures=figures))
    about = " – ".join(part for part in (chart.title, chart.subtitle) if part)
    source = " ".join(filter(None, (chart.note, source_of(voice, report.edition))))
    return ChartSlide(told.title, about, chart, source, told.text, is_along=is_along)


def _of_territory(report: TerritoryContent) -> SlideStory:
    """Its figures beside the rest, what sets it apart, what cannot be said; why, where there are none."""
    voice, edition = report.voice, report.voice.text(report.edition.title)
    cover = cover_of(voice, report.edition, f"{report.place} – {edition}", report.respondents)
    if report.is_short:
        return _story(report, cover, "", [], [_said(report, small_title(report), small_page(report))])
    rows = sheet_rows(report)
    slides: list[ChartSlide | TextSlide] = []
    if rows:
        chart = figures_chart(report, rows)
        names = (report.place, voice.say("elsewhere"))
        title = BESIDE_REST.title(report)
        slides.append(ChartSlide(title, chart.title, chart, chart.note, names=names))
    slides.append(_said(report, voice.say("apart"), list(what_differs(report))))
    slides.append(_said(report, voice.say("limits"), unsaid(report)))
    return _story(report, cover, message_of_sheet(report), sheet_cards(report), slides)


def _said(report: ReportContent, title: str, blocks: Sequence[Block]) -> TextSlide:
    """The sentences and lines of blocks."""
    inner = list(walk(blocks))
    lines = [("", block.text) for block in inner if isinstance(block, Paragraph)]
    lines += [line for block in inner if isinstance(block, Lines) for line in block.lines]
    return TextSlide(title, lines, report.voice.colon)


def _story(
    report: ReportContent,
    cover: Cover,
    message: str,
    cards: Sequence[Card],
    slides: Sequence[ChartSlide | TextSlide],
) -> SlideStory:
    voice = report.voice
    titles = (message, f"{cover.title} – {cover.subtitle}") if message else (cover.title, cover.subtitle)
    facts = " · ".join(f"{name}{voice.colon}{value}" for name, value in cover.facts)
    shown = cards[:MOST_CARDS]
    return SlideStory(*titles, facts, shown, voice.say("key_figures"), slides, cover.banner, voice.language)


def _cards(blocks: Sequence[Block]) -> list[Card]:
    return [card for block in blocks if isinstance(block, Cards) for card in block.cards]


def _text_slides(title: str, blocks: Sequence[Block]) -> list[TextSlide]:
    return [TextSlide(title, block.lines, block.colon) for block in blocks if isinstance(block, Lines)]
