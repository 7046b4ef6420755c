"""The chapter on what changed since the earlier edition, in words that the tests support."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from analysis.questionnaire import Edition
from analysis.questionnaire.editorial_marks import follows_from_margins
from analysis.reporting.blocks import (
    Block,
    Chart,
    Heading,
    Lines,
    Paragraph,
    Point,
    ReportTable,
    RowGroup,
    Section,
    TableCell,
    TableRow,
)
from analysis.reporting.chapter_record import Chapter
from analysis.reporting.chapters.opening_pages.key_figures import key_indicators
from analysis.reporting.charts import chart_of
from analysis.reporting.charts.dumbbells import DumbbellRow, Dumbbells
from analysis.reporting.edition_results import Changes
from analysis.reporting.evidence.equal_composition import equal_composition_table
from analysis.reporting.findings.candidates import is_opinion
from analysis.reporting.findings.choice import best_of_questions
from analysis.reporting.findings.edition_phrases import edition_name, since_edition
from analysis.reporting.findings.finding_record import Finding
from analysis.reporting.findings.finding_titles import opening_titles
from analysis.reporting.findings.title_ways import subject_of
from analysis.reporting.language.change_sentences import (
    change_sentence,
    change_title,
    change_with_interval,
    changes_summary,
    edition_title,
)
from analysis.reporting.language.typography import capitalised, decapitalised, ended
from analysis.reporting.language.voice import Voice
from analysis.reporting.language.written_values import written
from analysis.reporting.report_content import EditionContent
from analysis.results.trend_rows import Change

MOST_LINES = 25
"""Further significant changes that the table lists."""
MOST_NAMED = 12
"""Figures that did not move up to which all are named; of more, the headlines."""
MOST_ROWS = 12
"""Changes that the chart shows, one per question: its most telling answer."""


def evolution(voice: Voice, edition: Edition, changes: Changes, findings: Sequence[Finding]) -> list[Block]:
    """How many figures changed; the findings on one chart, beside it what moved besides or did not; what owes
    to who answered; what is broken."""
    moved = best_of_questions(f for f in findings if f.change)
    shares = [finding for finding in moved if finding.whole.form.is_share][:MOST_ROWS]
    summary = Paragraph(changes_summary(voice, changes), "headline")
    means = [finding for finding in moved if not finding.whole.form.is_share]
    of_means = [("", ended(title)) for title in opening_titles(voice, means, changes)]
    single = _opinions(voice, edition, changes, [*shares, *means])
    said = _lines(voice, [*of_means, *_moved_or_not(voice, single)])
    chart = [_chart(voice, changes, shares)] if shares else []
    together = [Section("beside", [summary, *chart, *said])] if chart else [summary, *said]
    tested = [*(_change(each) for each in (*shares, *means)), *single]
    return [
        *together,
        *equal_composition_table(voice, changes, tested),
        *_lines(voice, _not_compared(voice, edition, changes)),
    ]


def _lines(voice: Voice, said: Iterable[tuple[str, str]]) -> list[Lines]:
    lines = [(about, text) for about, text in said if text]
    return [Lines(lines, voice.colon)] if lines else []


def other_changes(voice: Voice, changes: Changes, findings: Sequence[Finding]) -> list[Block]:
    """What the annex has of changes: each key figure in a sentence, and the changes that are no finding."""
    moved = best_of_questions(f for f in findings if f.change)[:MOST_ROWS]
    shown = {finding.indicator.name for finding in moved}
    return [*_followed(voice, changes), *_others(voice, changes, shown)]


def _followed(voice: Voice, changes: Changes) -> list[Block]:
    """A line per key figure: what can be said of its change, with its interval."""
    key = {indicator.name for indicator in key_indicators(voice)}
    followed = [change for change in changes.latest if change.indicator in key and not change.item]
    said = [(change_title(voice, change), change_sentence(voice, changes, change)) for change in followed]
    return [Heading(voice.say("key_figures"), 4, "evolution-key"), Lines(said, voice.colon)] if said else []


def _chart(voice: Voice, changes: Changes, moved: Sequence[Finding]) -> Chart:
    """A line per question, from the largest change to the smallest."""
    ordered = sorted(moved, key=lambda finding: -abs(_change(finding).shown_difference))
    rows = [_row(voice, changes, finding) for finding in ordered]
    first = _change(ordered[0])
    names = (edition_name(voice, changes, first.earlier), edition_name(voice, changes, first.later))
    title = _chart_title(voice, changes, ordered)
    subtitle, note = voice.say("trend_chart_subtitle"), voice.say("trend_chart_note")
    return chart_of(Dumbbells(rows, names), voice, "chart-evolution", capitalised(title), subtitle, note)


def _chart_title(voice: Voice, changes: Changes, ordered: Sequence[Finding]) -> str:
    """How many of the findings go up and how many down; of a single one, what it finds."""
    if len(ordered) == 1:
        return opening_titles(voice, ordered, changes)[0]
    up = sum(_change(finding).shown_difference > 0 for finding in ordered)
    counts = {"up": up, "down": len(ordered) - up}
    said = [
        voice.say_counted(f"trend_chart_{key}", count, n=voice.in_letters(count))
        for key, count in counts.items()
        if count
    ]
    n, since = voice.in_letters(len(ordered)), since_edition(voice, changes, _change(ordered[0]).earlier)
    if up in (0, len(ordered)):
        return voice.say(f"trend_chart_all_{'up' if up else 'down'}", n=n, since=since)
    return voice.say("trend_chart_title", n=n, said=voice.listing(said), since=since)


def _row(voice: Voice, changes: Changes, finding: Finding) -> DumbbellRow:
    change = _change(finding)
    before, after = (_point(voice, changes, change, name) for name in (change.earlier, change.later))
    return DumbbellRow(subject_of(voice, finding), before, after)


def _point(voice: Voice, changes: Changes, change: Change, edition: str) -> Point:
    row = changes.figure(change, edition)
    text = written(voice, row).figure if row.is_shown else ""
    return Point(edition_name(voice, changes, edition), row.value, row.low, row.high, text)


def _change(finding: Finding) -> Change:
    assert finding.change is not None
    return finding.change


def _opinions(voice: Voice, edition: Edition, changes: Changes, moved: Sequence[Finding]) -> list[Change]:
    """The tested changes of figures by themselves that the chart does not show."""
    survey, shown = voice.survey, {finding.indicator.name for finding in moved}
    return [
        change
        for change in changes.latest
        if not change.item and change.indicator not in shown and change.status == "tested"
        if is_opinion(survey, edition, survey.indicators[change.indicator])
    ]


def _moved_or_not(voice: Voice, tested: Sequence[Change]) -> Iterator[tuple[str, str]]:
    """What moved besides the findings, and what did not."""
    yield voice.say("trend_little"), _named(voice, [c for c in tested if c.holds(voice.level)])
    yield voice.say("trend_still"), _named(voice, [c for c in tested if not c.finds(voice.level)], MOST_NAMED)


def _not_compared(voice: Voice, edition: Edition, changes: Changes) -> Iterator[tuple[str, str]]:
    """What the weighting and the wording make incomparable, and what tells who answered."""
    survey = voice.survey
    single = [change for change in changes.latest if not change.item]
    fixed = [c for c in single if follows_from_margins(survey, edition, survey.indicators[c.indicator])]
    yield voice.say("trend_fixed"), _named(voice, fixed)
    broken = [c for c in changes.latest if c.status == "break"]
    told = [c for c in broken if is_opinion(survey, edition, survey.indicators[c.indicator])]
    yield voice.say("trend_broken"), _named(voice, told)
    apart = [c for c in single if c.status == "profile"]
    yield voice.say("trend_profile"), _named(voice, apart)


def _named(voice: Voice, changes: Sequence[Change], most: int | None = None) -> str:
    """The indicators of `changes` in a sentence, each once; of more than `most` the headlines, and how many
    others there are."""
    names = dict.fromkeys(change.indicator for change in changes)
    indicators = [voice.survey.indicators[name] for name in names]
    headlines = [each for each in indicators if each.headline]
    told = headlines if most is not None and headlines and len(indicators) > most else indicators
    listed = [decapitalised(voice.text(each.short or each.title)) for each in told]
    if others := len(indicators) - len(told):
        listed.append(voice.say_counted("trend_others_counted", others, n=voice.in_letters(others)))
    return ended(voice.series(listed)) if listed else ""


def _others(voice: Voice, changes: Changes, shown: set[str]) -> list[Block]:
    """The other figures that changed significantly, as a table."""
    tested = [c for c in changes.latest if c.status == "tested"]
    moved = [c for c in tested if c.indicator not in shown and c.holds(voice.level)]
    moved = sorted(moved, key=lambda change: change.p or 0.0)[:MOST_LINES]
    if not moved:
        return []
    rows = [_changed_row(voice, changes, change) for change in moved]
    compared = len({change.indicator for change in tested})
    note = voice.say(
        "trend_others_note",
        alpha=voice.percent(100 * (1 - voice.level)),
        n=voice.number(compared),
        chance=voice.number(compared * (1 - voice.level)),
    )
    earlier = voice.listing(list(dict.fromkeys(edition_title(voice, changes, c.earlier) for c in moved)))
    columns = [earlier, edition_title(voice, changes, changes.edition), voice.say("trend_change")]
    table = ReportTable(
        "table-evolution",
        voice.say("trend_others_caption"),
        voice.say("indicator"),
        columns,
        [RowGroup("", rows)],
        [note],
    )
    return [Heading(voice.say("trend_others"), 4, "evolution-others"), table]


def _changed_row(voice: Voice, changes: Changes, change: Change) -> TableRow:
    """The figure then and now, and their difference above its interval."""
    then, now = (changes.figure(change, edition) for edition in (change.earlier, change.later))
    figures = [TableCell(written(voice, row).number(row.shown_value, row.decimals)) for row in (then, now)]
    difference, low, high = change_with_interval(voice, now, change)
    gap = TableCell(difference, voice.say("to", low=low, high=high))
    return TableRow(change_title(voice, change), [*figures, gap])


EVOLUTION = Chapter[EditionContent](
    title=lambda content: content.voice.say("evolution"),
    anchor="evolution",
    shows=lambda content: evolution(content.voice, content.edition, content.changes, content.findings),
    applies=lambda content: bool(content.changes.latest),
)
