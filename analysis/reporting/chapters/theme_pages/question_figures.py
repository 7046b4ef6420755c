"""The answers to a question as one figure: bars, or the parts of everyone and of groups that differ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from analysis.questionnaire import Indicator, Question
from analysis.questionnaire.editorial_marks import is_reported, lineage
from analysis.questionnaire.kinds import kind_of
from analysis.reporting.blocks import Chart
from analysis.reporting.chapters.themes import anchor_of
from analysis.reporting.compared_groups import group_findings
from analysis.reporting.evidence.estimate_charts import answer_chart
from analysis.reporting.evidence.figure_notes import bases, of_answers, share_of
from analysis.reporting.evidence.scale_charts import (
    AnswersByRow,
    composition_chart,
    is_composition,
    is_stackable,
    scale_chart,
)
from analysis.reporting.findings.edition_phrases import edition_name
from analysis.reporting.findings.finding_record import Finding
from analysis.reporting.findings.group_phrases import by_groups, group_name
from analysis.reporting.language.voice import Voice
from analysis.reporting.report_content import EditionContent
from analysis.results.indicator_rows import IndicatorRow

MOST_ROWS = 7
"""StackedGroups whose answers are drawn below those of everyone."""


def question_chart(content: EditionContent, indicator: Indicator, title: str) -> Chart:
    """The answers to a question under `title`: stacked where they make up a whole and are in an order or
    differ between groups, else as bars."""
    voice, rows = content.voice, shown_answers(content, indicator)
    anchor = f"chart-{anchor_of(indicator.name)}"
    question = voice.survey.questions[indicator.variable]
    share = share_of(voice, [indicator.population])
    shown = of_answers(voice, indicator, share, is_titled=title == voice.text(indicator.title))
    groups = _groups_apart(content, indicator, question)
    is_scale = kind_of(question).is_ordered and is_stackable(question)
    if is_scale or groups:
        drawn = scale_chart if is_scale else composition_chart
        shown = voice.say("chart_by", what=shown, by=by_groups(voice, groups.breakdown)) if groups else shown
        chart = drawn(voice, anchor, title, shown, question, _bars(content, indicator, groups))
        return replace(chart, note=f"{chart.note} {_not_drawn(voice, groups)}".strip())
    if not question.ordered:
        rows.sort(key=lambda row: -row.shown_value)
    chart = answer_chart(voice, anchor, indicator, rows)
    note = f"{bases(voice, rows)} {chart.note}".strip()
    return replace(chart, title=title, subtitle=shown, note=note)


def shown_answers(content: EditionContent, indicator: Indicator) -> list[IndicatorRow]:
    """The rows of everyone that have respondents, an answer each."""
    return [row for row in content.estimates.whole(indicator.name) if row.mark != "empty"]


@dataclass(frozen=True)
class StackedGroups:
    """The answers in the groups of a breakdown, by the names of the groups; falsy without any.

    `left_out` are the names of groups of which an answer may not be shown.
    """

    breakdown: str = ""
    answers: Mapping[str, Sequence[IndicatorRow]] = field(default_factory=dict)
    left_out: Sequence[str] = ()

    def __bool__(self) -> bool:
        return bool(self.answers)


def stacked_findings(content: EditionContent, indicator: Indicator) -> list[Finding]:
    """The findings of its theme that the figure of a question draws, its answers stacked by group."""
    survey = content.voice.survey
    groups = _groups_apart(content, indicator, survey.questions[indicator.variable])
    own = lineage(survey, indicator.variable)
    found = [each for each in content.found_of(indicator.theme) if each.question in own and each.ends]
    return [finding for finding in found if finding.groups[0].breakdown == groups.breakdown]


def _bars(content: EditionContent, indicator: Indicator, groups: StackedGroups) -> AnswersByRow:
    """Everyone in the edition before, where that compares, and now; then the groups."""
    voice, changes = content.voice, content.changes
    before = _before(content, indicator)
    editions = [*before, content.edition.name] if before else []
    names = [edition_name(voice, changes, name) for name in editions] or [voice.say("all")]
    if groups and editions:
        names = [voice.say("all_in", edition=name) for name in names]
    whole = [*before.values(), shown_answers(content, indicator)]
    bars = {(name, False): rows for name, rows in zip(names, whole, strict=True)}
    return bars | {(name, place == 0): rows for place, (name, rows) in enumerate(groups.answers.items())}


def _before(content: EditionContent, indicator: Indicator) -> dict[str, list[IndicatorRow]]:
    """The answers in the edition before by its name; nothing where the editions do not compare."""
    found = [c for c in content.changes.latest if c.indicator == indicator.name]
    if not found or any(change.status != "tested" for change in found):
        return {}
    earlier = found[0].earlier
    return {earlier: [content.changes.figure(change, earlier) for change in found]}


def _not_drawn(voice: Voice, groups: StackedGroups) -> str:
    names = voice.series([voice.mention(name) for name in groups.left_out])
    return voice.say("groups_not_drawn", groups=names) if groups.left_out else ""


def _groups_apart(content: EditionContent, indicator: Indicator, question: Question) -> StackedGroups:
    """The answers in the groups of the breakdown that tells them apart most clearly: that of a finding which
    the page says, else the first whose test holds.

    None where answers do not make up a whole, are too many to stack, or no test tells groups apart of which
    all but one can be drawn.
    """
    if not is_composition(question):
        return StackedGroups()
    breakdowns = {
        name: rows
        for name, rows in content.estimates.by_group(indicator.name).items()
        if is_reported(content.voice.survey, indicator, name)
    }
    for apart in _telling(content, indicator, breakdowns):
        name = apart[0].breakdown
        groups = _groups(content, name, breakdowns[name])
        told = {group_name(content.voice, name, row.group) for row in apart}
        is_drawn = len(groups.left_out) <= 1 and told <= set(groups.answers)
        if is_drawn and 1 < len(groups.answers) <= MOST_ROWS:
            return groups
    return StackedGroups()


def _telling(
    content: EditionContent, indicator: Indicator, breakdowns: Mapping[str, list[IndicatorRow]]
) -> Iterator[Sequence[IndicatorRow]]:
    """Groups that a test tells apart, of the breakdowns whose groups differ: those that the page speaks of
    first, then the clearest."""
    own = lineage(content.voice.survey, indicator.variable)
    said = [f for f, _ in content.titles[indicator.theme] if f.question in own and f.ends]
    yield from (finding.ends for finding in said if finding.ends[0].breakdown in breakdowns)
    found = group_findings(content.voice.survey, breakdowns, content.estimates.comparisons)
    yield from ([each.high, each.low] for each in found if each.is_claim and each.high and each.low)


def _groups(content: EditionContent, breakdown: str, rows: Sequence[IndicatorRow]) -> StackedGroups:
    """The groups with respondents, those apart of which an answer is hidden: the others would seem to follow
    each other in their bar."""
    answers: dict[str, list[IndicatorRow]] = {}
    for row in rows:
        if row.mark != "empty":
            answers.setdefault(group_name(content.voice, breakdown, row.group), []).append(row)
    whole = {name: found for name, found in answers.items() if all(row.is_shown for row in found)}
    return StackedGroups(breakdown, whole, [name for name in answers if name not in whole])
