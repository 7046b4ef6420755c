"""What slides and the press page say, in their order: key figures, findings, what cannot be said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.reporting.blocks import Block, Card, Cards, Chart, Cover, Lines, Paragraph, walk
from analysis.reporting.chapters.opening_pages.cover import cover_of
from analysis.reporting.chapters.opening_pages.key_figures import key_figures
from analysis.reporting.chapters.opening_pages.limits import LIMITS
from analysis.reporting.chapters.opening_pages.told_findings import ToldFinding, message_of, told_findings
from analysis.reporting.chapters.territories import KEY_FIGURES
from analysis.reporting.findings.choice import MOST
from analysis.reporting.language.typography import ended
from analysis.reporting.language.voice import Voice
from analysis.reporting.report_content import EditionContent, ReportContent, TerritoryContent

FINDINGS = 8
"""Findings of a deck: with the first slide and the last, ten."""
MOST_CARDS = 6


@dataclass(frozen=True)
class ChartSlide:
    """A finding: its title, what is drawn, the chart, base and source, and the sentences below the title.

    `names` are those of a territory's figures and of the rest, where the chart has both.
    """

    title: str
    about: str
    chart: Chart
    source: str
    said: str = ""
    names: tuple[str, str] = ("", "")

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
    told = [_finding_slide(report, each) for each in told_findings(report, findings)]
    nothing = [] if told else [TextSlide(voice.say("essentials"), [("", voice.say("finding.nothing"))], "")]
    blocks = key_figures(voice, report.edition, report.estimates, report.changes)
    last = _text_slides(LIMITS.title(report), LIMITS.shows(report))
    return _story(report, cover, message_of(report), _cards(blocks), [*told, *nothing, *last])


def _finding_slide(report: EditionContent, told: ToldFinding) -> ChartSlide:
    chart = told.chart
    about = " – ".join(part for part in (chart.title, chart.subtitle) if part)
    source = source_of(report, report.voice.text(report.edition.title))
    return ChartSlide(told.title, about, chart, " ".join(filter(None, (chart.note, source))), told.text)


def _of_territory(report: TerritoryContent) -> SlideStory:
    """Its key figures, their chart beside the rest, and what sets it apart; why, where there are none."""
    voice, edition = report.voice, report.voice.text(report.edition.title)
    cover = cover_of(voice, report.edition, f"{report.place} – {edition}", report.respondents)
    blocks = list(walk(KEY_FIGURES.shows(report)))
    said = [block.text for block in blocks if isinstance(block, Paragraph)]
    charts = [
        ChartSlide(
            voice.say("slides.beside_rest", place=report.place),
            block.title,
            block,
            f"{block.note} {source_of(report, edition)}",
            names=(report.place, voice.say("elsewhere")),
        )
        for block in blocks
        if isinstance(block, Chart)
    ]
    title = voice.say("too_few" if report.is_short else "apart")
    lines = [("", text) for text in said]
    lines += [line for block in blocks if isinstance(block, Lines) for line in block.lines]
    return _story(
        report, cover, "", _cards(blocks), [*charts[:1], TextSlide(title, lines, _colon(blocks, voice))]
    )


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


def source_of(report: ReportContent, edition: str) -> str:
    """Where the figures come from; and that they are simulated, where they are."""
    voice = report.voice
    source = ended(f"{voice.say('source')} {voice.text(voice.survey.title)}, {edition}")
    return f"{source} {ended(voice.say('simulated'))}" if report.edition.simulated else source


def _cards(blocks: Sequence[Block]) -> list[Card]:
    return [card for block in blocks if isinstance(block, Cards) for card in block.cards]


def _text_slides(title: str, blocks: Sequence[Block]) -> list[TextSlide]:
    return [TextSlide(title, block.lines, block.colon) for block in blocks if isinstance(block, Lines)]


def _colon(blocks: Sequence[Block], voice: Voice) -> str:
    return next((block.colon for block in blocks if isinstance(block, Lines)), voice.colon)
