"""The figures of a theme's page: its shares on one chart, its main questions, what differs between groups."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from analysis.questionnaire import Indicator
from analysis.questionnaire.editorial_marks import follows_from_margins
from analysis.reporting.blocks import Chart, Point
from analysis.reporting.chapters.theme_pages.figure_titles import groups_titles, moved_title, span_title
from analysis.reporting.chapters.theme_pages.grid_figures import drawn_grids, grid_charts, outside_grids
from analysis.reporting.chapters.theme_pages.question_figures import (
    question_chart,
    shown_answers,
    stacked_findings,
)
from analysis.reporting.chapters.theme_pages.question_titles import question_titles
from analysis.reporting.chapters.themes import anchor_of
from analysis.reporting.charts import chart_of
from analysis.reporting.charts.dumbbells import DumbbellRow, Dumbbells
from analysis.reporting.charts.group_dots import DotPanel, GroupDots
from analysis.reporting.charts.ranked_bars import RankedBars
from analysis.reporting.evidence.figure_notes import at_both, base_range, bases, share_of
from analysis.reporting.findings.edition_phrases import edition_name, in_edition
from analysis.reporting.findings.finding_record import Finding
from analysis.reporting.findings.group_phrases import by_groups, group_name
from analysis.reporting.language.change_sentences import listed_at_equal_composition
from analysis.reporting.language.typography import capitalised, ended, headed
from analysis.reporting.language.voice import Voice
from analysis.reporting.language.written_values import written
from analysis.reporting.report_content import EditionContent
from analysis.results.indicator_rows import IndicatorRow
from analysis.results.schema import ChangeStatus
from analysis.results.trend_rows import Change

MOST_QUESTIONS = 2
"""Questions of a theme whose answers are drawn: the first; the annex has all."""
MOST_OF_THE_ONLY = 8
"""The same of a survey that has one theme only, as a draft."""
APART: tuple[ChangeStatus, ...] = ("break", "profile")
"""Changes whose two figures are not drawn together: they do not compare."""
MOST_PANELS = 3
"""Figures whose groups are drawn side by side."""


@dataclass(frozen=True)
class ThemeFigure:
    """A chart of a theme's page: the indicators that it is of, and the findings that it draws, by name."""

    chart: Chart
    indicators: frozenset[str]
    findings: frozenset[str] = frozenset()


def theme_figures(
    content: EditionContent, theme: str, indicators: Sequence[Indicator]
) -> Iterator[ThemeFigure]:
    """The figures of a theme's page, in the order of the page."""
    alone = outside_grids(content, theme, indicators)
    shares = [(i, row) for i in alone if (row := _share(content, i)) is not None]
    if shares:
        drawn = _shares_chart(content, theme, shares)
        yield ThemeFigure(drawn, frozenset(indicator.name for indicator, _ in shares))
    for grid, chart in grid_charts(content, theme):
        yield ThemeFigure(chart, frozenset(i.name for i in indicators if i.variable in grid.items))
    titles = _titles(content)
    for indicator in drawn_questions(content, theme):
        chart = question_chart(content, indicator, titles[indicator.name])
        stacked = frozenset(finding.name for finding in stacked_findings(content, indicator))
        yield ThemeFigure(chart, frozenset({indicator.name}), stacked)
    yield from _groups_figure(content, theme)


def drawn_questions(content: EditionContent, theme: str) -> list[Indicator]:
    """The indicators of a theme whose answers are drawn beside its grids."""
    if content.voice.survey.themes[theme].profile:
        return []
    of_theme = [each for each in content.voice.survey.indicators.values() if each.theme == theme]
    alone = outside_grids(content, theme, of_theme)
    own = [i for i in alone if not _is_fixed(content, i)]
    questions = [i for i in own if any(row.item for row in shown_answers(content, i))]
    themes = content.voice.survey.themes
    is_only = not [name for name in content.themes if name != theme and not themes[name].profile]
    most = MOST_OF_THE_ONLY if is_only else MOST_QUESTIONS
    return questions[: max(0, most - len(drawn_grids(content, theme)))]


def _titles(content: EditionContent) -> dict[str, str]:
    """The titles of the questions of every theme, as those before and the findings leave ways of saying."""
    drawn = [each for name in content.themes for each in drawn_questions(content, name)]
    answers = [(each, shown_answers(content, each)) for each in drawn]
    said = {title for found in content.titles.values() for _, title in found}
    titles = question_titles(content.voice, answers, content.estimates.comparisons, said)
    return {each.name: title for each, title in zip(drawn, titles, strict=True)}


def _share(content: EditionContent, indicator: Indicator) -> IndicatorRow | None:
    """The share of an indicator that is one figure, may be shown and is no margin of the weighting."""
    rows = content.estimates.whole(indicator.name)
    is_one = len(rows) == 1 and not rows[0].item and rows[0].is_shown and rows[0].form.is_share
    return rows[0] if is_one and not _is_fixed(content, indicator) else None


def _is_fixed(content: EditionContent, indicator: Indicator) -> bool:
    return follows_from_margins(content.voice.survey, content.edition, indicator)


def _shares_chart(
    content: EditionContent, theme: str, shares: Sequence[tuple[Indicator, IndicatorRow]]
) -> Chart:
    """The shares now, the largest first, beside each the edition before where that has one to compare."""
    voice = content.voice
    ordered = sorted(shares, key=lambda pair: -pair[1].shown_value)
    anchor, turn = anchor_of("chart-shares", theme), content.themes.index(theme)
    rows = [_dumbbell(content, i, now) for i, now in ordered] if content.changes.latest else []
    shown = share_of(voice, [row.population for _, row in ordered])
    if any(row.is_compared for row in rows):
        earlier, later = _both_editions(content)
        names = (rows[0].before.label, rows[0].after.label)
        shown = at_both(voice, content.changes, earlier, later, shown)
        said = [_bases_of_both(content, ordered), voice.say("theme_shares_note")]
        alone = "" if all(row.is_compared for row in rows) else voice.say("theme_shares_alone")
        note = " ".join(filter(None, [*said, alone, _at_equal_composition(content, ordered)]))
        then, now = (in_edition(voice, content.changes, name) for name in (earlier, later))
        title = moved_title(voice, rows, turn, [row for _, row in ordered], (then, now))
        return chart_of(Dumbbells(rows, names), voice, anchor, title, shown, note)
    points = [_point(voice, _name(voice, i), row) for i, row in ordered]
    title = span_title(voice, points, turn, [row for _, row in ordered])
    return chart_of(
        RankedBars(points), voice, anchor, title, shown, bases(voice, [row for _, row in ordered])
    )


def _bases_of_both(content: EditionContent, shares: Sequence[tuple[Indicator, IndicatorRow]]) -> str:
    """The bases of shares in both editions, of the one before where it compares."""
    before = [row for i, _ in shares if (row := _comparable_before(content, i))]
    return bases(content.voice, [*(row for _, row in shares), *before])


def _at_equal_composition(content: EditionContent, shares: Sequence[tuple[Indicator, IndicatorRow]]) -> str:
    """Which of the shares moved by who answered, or did not move by that: what each would be otherwise."""
    changes, cells = content.changes, {(indicator.name, "") for indicator, _ in shares}
    drawn = [change for change in changes.latest if change.cell in cells]
    listed = listed_at_equal_composition(content.voice, changes, drawn, "owed_to")
    return capitalised(ended(listed)) if listed else ""


def _dumbbell(content: EditionContent, indicator: Indicator, now: IndicatorRow) -> DumbbellRow:
    voice, changes = content.voice, content.changes
    earlier, later = (edition_name(voice, changes, name) for name in _both_editions(content))
    name, after = _name(voice, indicator), _point(voice, later, now)
    before, change = _comparable_before(content, indicator), _change_of(content, indicator)
    if before is None or change is None:
        return DumbbellRow(name, Point(earlier, None, None, None, "", said=voice.say("not_compared")), after)
    return DumbbellRow(name, _point(voice, earlier, before), after, change.holds(voice.level))


def _change_of(content: EditionContent, indicator: Indicator) -> Change | None:
    return next((c for c in content.changes.latest if c.cell == (indicator.name, "")), None)


def _comparable_before(content: EditionContent, indicator: Indicator) -> IndicatorRow | None:
    """The share in the edition before; None where that has none, or none to compare with."""
    change = _change_of(content, indicator)
    if change is None or change.status in APART:
        return None
    before = content.changes.figure(change, change.earlier)
    return before if before.is_shown else None


def _both_editions(content: EditionContent) -> tuple[str, str]:
    first = content.changes.latest[0]
    return first.earlier, first.later


def _groups_figure(content: EditionContent, theme: str) -> Iterator[ThemeFigure]:
    """The figures that differ most by the breakdown that tells most, side by side; nothing without any."""
    voice, shown = content.voice, _side_by_side(content, theme)
    if not shown:
        return
    until = content.themes[: content.themes.index(theme) + 1]
    drawn = [(each, name) for name in until if (each := _side_by_side(content, name))]
    told = [[said for _, said in content.titles[name]] for _, name in drawn]
    title = groups_titles(voice, [each for each, _ in drawn], told)[-1]
    counts = [row.n for finding in shown for row in finding.groups if row.n]
    level = voice.percent(100 * shown[0].whole.level)
    note = f"{base_range(voice, counts)} {voice.say('theme_groups_note', level=level)}".strip()
    what = share_of(voice, [finding.whole.population for finding in shown])
    by = by_groups(voice, shown[0].groups[0].breakdown)
    subtitle = voice.say("chart_by", what=what, by=by)
    panels = [_panel(voice, finding) for finding in shown]
    if len(panels) == 1:  # its name stands above the drawing already
        subtitle = headed(panels[0].title, subtitle, voice.colon)
        panels = [replace(panels[0], title="")]
    chart = chart_of(GroupDots(panels), voice, anchor_of("chart-groups", theme), title, subtitle, note)
    names, found = ({f.indicator.name for f in shown}, {f.name for f in shown})
    yield ThemeFigure(chart, frozenset(names), frozenset(found))


def _side_by_side(content: EditionContent, theme: str) -> list[Finding]:
    """The findings of a theme by the breakdown that tells most of them, the heaviest first; but those whose
    groups are drawn with the answers of their question."""
    drawn = {f.name for i in drawn_questions(content, theme) for f in stacked_findings(content, i)}
    shares = [finding for finding in content.found_of(theme) if finding.whole.form.is_share]
    apart = [finding for finding in shares if finding.ends and finding.name not in drawn]
    weights: dict[str, float] = {}
    for finding in apart:
        breakdown = finding.groups[0].breakdown
        weights[breakdown] = weights.get(breakdown, 0.0) + finding.rank
    chosen = max(weights, key=lambda name: weights[name], default="")
    return [finding for finding in apart if finding.groups[0].breakdown == chosen][:MOST_PANELS]


def _panel(voice: Voice, finding: Finding) -> DotPanel:
    breakdown = finding.groups[0].breakdown
    points = [
        replace(_point(voice, group_name(voice, breakdown, row.group), row), is_key=row in finding.ends)
        for row in finding.groups
    ]
    name = _name(voice, finding.indicator)
    title = voice.item(finding.indicator, finding.item) if finding.item else name
    return DotPanel(title, points, _point(voice, voice.say("all"), finding.whole))


def _name(voice: Voice, indicator: Indicator) -> str:
    return voice.text(indicator.short or indicator.title)


def _point(voice: Voice, label: str, row: IndicatorRow) -> Point:
    return Point(label, row.value, row.low, row.high, written(voice, row).figure if row.is_shown else "")
