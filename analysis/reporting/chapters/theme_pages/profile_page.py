"""Who answered: the figures of a profile theme in one table, context for the reader and never a finding."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from analysis.questionnaire import Indicator, Label
from analysis.reporting.blocks import Block, Paragraph, ReportTable, RowGroup, TableCell, TableRow
from analysis.reporting.chapters.themes import anchor_of
from analysis.reporting.findings.edition_phrases import edition_name
from analysis.reporting.findings.finding_record import MOVED
from analysis.reporting.language.change_sentences import change_title, weighted_alike
from analysis.reporting.language.typography import decapitalised, ended
from analysis.reporting.language.voice import Voice
from analysis.reporting.language.written_values import written
from analysis.reporting.report_content import EditionContent
from analysis.results.indicator_rows import IndicatorRow


def profile_page(content: EditionContent, theme: str, indicators: Sequence[Indicator]) -> list[Block]:
    """What the table is for, then the table: the telling answers of each question, a column per edition."""
    voice = content.voice
    editions = _editions(content)
    rows = [row for indicator in indicators for row in _rows(content, indicator, editions)]
    names = [edition_name(voice, content.changes, name) for name in editions]
    columns = names if len(names) > 1 else [voice.text(content.edition.title)]
    caption, stub = voice.say("profile_caption"), voice.say("profile_stub")
    note = voice.say("profile_note" if len(names) > 1 else "profile_note_alone")
    notes = [note, *_no_trend(content, {indicator.name for indicator in indicators})]
    table = ReportTable(anchor_of("table", theme), caption, stub, columns, [RowGroup("", rows)], notes)
    return [Paragraph(voice.say("profile_lead"), "lead"), table]


def _no_trend(content: EditionContent, indicators: Collection[str]) -> Iterator[str]:
    """Why figures are not to be compared from one column to the next, and what both editions say where they
    are weighted alike."""
    voice, changes = content.voice, content.changes
    apart = [c for c in changes.latest if c.status == "profile" and c.indicator in indicators]
    reasons = dict.fromkeys(voice.text(Label(each.break_fr, each.break_en)) for each in apart)
    for reason in reasons:
        yield voice.say("profile_no_trend", reason=ended(decapitalised(reason)))
    for change in apart:
        said = weighted_alike(voice, changes, change)
        if said and not change.item:
            yield f"{change_title(voice, change)}{voice.colon}{said}"


def _editions(content: EditionContent) -> list[str]:
    """The edition before, where there is one, and the report's."""
    changes = content.changes
    earlier = list(dict.fromkeys(change.earlier for change in changes.latest))[-1:]
    return [*earlier, content.edition.name]


def _rows(content: EditionContent, indicator: Indicator, editions: Sequence[str]) -> Iterator[TableRow]:
    """The one figure of an indicator; of a question the answer given most, and the one that changed most."""
    voice = content.voice
    figures = [{row.item: row for row in _figures(content, indicator, name)} for name in editions]
    for item in _telling(figures):
        answer = f", {voice.quoted(voice.item(indicator, item))}" if item else ""
        shown = [of.get(item) for of in figures]
        values = [row.shown_value for row in shown if row]
        cells = [TableCell(_cell(voice, row, values) if row else "") for row in shown]
        yield TableRow(voice.text(indicator.title) + answer, cells)


def _cell(voice: Voice, row: IndicatorRow, values: Sequence[float]) -> str:
    """A figure of a row, with as many decimals as `values`, all of the row, need."""
    text = written(voice, row)
    return text.number(row.shown_value, text.decimals_of(*values))


def _telling(figures: Sequence[Mapping[str, IndicatorRow]]) -> list[str]:
    """The answers that have a row, in their order: the one given most, the one that moved most."""
    before, now = figures[0], figures[-1]
    if not now:
        return []
    most = max(now, key=lambda item: now[item].shown_value)
    both = [item for item in now if item in before]
    steps = {item: abs(now[item].shown_value - before[item].shown_value) for item in both}
    moved = max(steps, key=lambda item: steps[item], default=most)
    return [item for item in now if item == most or (item == moved and steps[moved] >= MOVED)]


def _figures(content: EditionContent, indicator: Indicator, edition: str) -> list[IndicatorRow]:
    """The figures of the edition that may be shown."""
    if edition == content.edition.name:
        return [row for row in content.estimates.whole(indicator.name) if row.is_shown]
    found = content.changes.figures.get(edition, {})
    return [row for (name, _), row in found.items() if name == indicator.name and row.is_shown]
