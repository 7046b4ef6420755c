"""What sets a territory apart and what does not, and what its figures do not allow to say."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.reporting.blocks import Block, Lines, Paragraph
from analysis.reporting.chapters.territory_pages.sheet_figures import sheet_rows
from analysis.reporting.findings.finding_record import FEWEST
from analysis.reporting.findings.territory_titles import close_gap, close_rows, nothing_sentence, seen_gap
from analysis.reporting.language.in_words import within_place
from analysis.reporting.language.territory_sentences import (
    apart_sentence,
    figure_title,
    ordinal,
    rest_figure,
    theme_of,
)
from analysis.reporting.language.typography import capitalised, decapitalised, ended
from analysis.reporting.language.written_values import written
from analysis.reporting.report_content import TerritoryContent
from analysis.results.territory_rows import TerritoryRow

MOST_LINES = 5
"""Differences that the sheet names; the annex has all."""
MOST_RANKS = 3
"""Figures named for which every rank is possible."""


def what_differs(content: TerritoryContent) -> Iterator[Block]:
    """The findings, then other differences that hold; else that nothing differs, and which came nearest.
    One sentence names the themes where nothing does."""
    voice = content.voice
    apart = sorted((row for row in content.opinions if row.is_apart), key=lambda row: row.p or 0.0)
    others = [row for row in apart if not any(row is found for found in content.findings)]
    named = [*content.findings, *others][:MOST_LINES]
    if named:
        lines = [(figure_title(voice, row), apart_sentence(voice, content.place, row)) for row in named]
        yield Lines(lines, voice.colon)
    else:
        yield Paragraph(ended(nothing_sentence(voice, content.place)), "finding")
        yield from _close(content)
        yield from _nearest(content)
    if not content.findings and named:
        yield Paragraph(voice.say("territory.no_finding"))
    yield from _alike_themes(content)


def _close(content: TerritoryContent) -> Iterator[Paragraph]:
    """The key figures that are surely near those of elsewhere."""
    voice, close = content.voice, close_rows(sheet_rows(content))
    if close:
        indicators = [voice.survey.indicators[row.estimate.indicator] for row in close]
        names = voice.listing([voice.quoted(voice.text(each.short or each.title)) for each in indicators])
        n = capitalised(voice.in_letters(len(close)))
        said = voice.say_counted("territory.close", len(close), n=n, gap=close_gap(voice), names=names)
        yield Paragraph(said)


def _nearest(content: TerritoryContent) -> Iterator[Paragraph]:
    """The figure that came nearest to a difference, which is no title."""
    voice = content.voice
    opinions = [row for row in content.opinions if row.estimate.respondents >= FEWEST]
    shares = [row for row in opinions if row.estimate.form.is_share and row.difference]
    if not shares:
        return
    row = min(shares, key=lambda each: (each.p or 0.0, -abs(each.shown_difference)))
    said = voice.say(
        "territory.nearest",
        title=figure_title(voice, row),
        figure=written(voice, row.estimate).figure,
        within=within_place(voice, content.place),
        rest=rest_figure(voice, row),
        p=voice.number(row.p or 0.0, 2),
    )
    yield Paragraph(said)


def _alike_themes(content: TerritoryContent) -> Iterator[Paragraph]:
    """One sentence for the themes in which no figure differs."""
    voice = content.voice
    compared: dict[str, list[TerritoryRow]] = {}
    for row in content.opinions:
        compared.setdefault(theme_of(voice, row), []).append(row)
    alike = [theme for theme in content.themes if _are_alike(compared.get(theme, []))]
    if alike:
        names = [decapitalised(voice.text(voice.survey.themes[theme].title)) for theme in alike]
        n, listed = capitalised(voice.in_letters(len(names))), voice.listing(names)
        yield Paragraph(voice.say_counted("territory.alike", len(names), n=n, names=listed))


def _are_alike(rows: list[TerritoryRow]) -> bool:
    return bool(rows) and not any(row.is_found for row in rows)


def unsaid(content: TerritoryContent) -> list[Block]:
    """What a reader might say of the territory and should not, and why."""
    voice = content.voice
    return [Lines([(voice.quoted(said), decapitalised(why)) for said, why in _unsaid(content)], voice.colon)]


def _unsaid(content: TerritoryContent) -> Iterator[tuple[str, str]]:
    voice, rows = content.voice, sheet_rows(content)
    unranked = [row for row in rows if row.ranks and row.ranks.is_any]
    if unranked and (ranks := unranked[0].ranks):
        indicators = [voice.survey.indicators[row.estimate.indicator] for row in unranked[:MOST_RANKS]]
        names = voice.listing([voice.quoted(voice.text(each.short or each.title)) for each in indicators])
        first, last = ordinal(voice, 1), ordinal(voice, ranks.ranked)
        why = voice.say("territory.unsaid_rank_why", names=names, first=first, last=last)
        within = within_place(voice, content.place)
        yield capitalised(voice.say("territory.unsaid_rank", within=within)), why
    gap = seen_gap(voice, content.opinions)
    if gap:
        yield voice.say("territory.unsaid_same"), voice.say("territory.unsaid_same_why", gap=gap)
    yield voice.say("limit.cause"), voice.say("limit.cause_why")
