"""The table of changes that who answered makes or hides, with the figure as it would be otherwise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from analysis.reporting.blocks import ReportTable, RowGroup, TableCell, TableRow
from analysis.reporting.edition_results import Changes
from analysis.reporting.findings.edition_phrases import edition_name
from analysis.reporting.language.change_sentences import Effect, change_title, effect_of_composition
from analysis.reporting.language.voice import Voice
from analysis.reporting.language.written_values import written
from analysis.results.trend_rows import Change

EFFECTS: Mapping[Effect, str] = {"owed_to": "trend_owed", "hidden_by": "trend_hidden"}
"""What the composition of the respondents does to a change -> what the rows of such changes stand under."""


def equal_composition_table(voice: Voice, changes: Changes, tested: Sequence[Change]) -> list[ReportTable]:
    """The table of the changes that are owed to who answered, and of those that this hides, if any."""
    found = {
        key: [change for change in tested if effect_of_composition(voice, change) == effect]
        for effect, key in EFFECTS.items()
    }
    groups = [
        RowGroup(voice.say(key), [_row(voice, changes, change) for change in listed])
        for key, listed in found.items()
        if listed
    ]
    if not groups:
        return []
    first = next(change for listed in found.values() for change in listed)
    named = [edition_name(voice, changes, name) for name in (first.earlier, first.later)]
    columns = [*named, f"{named[1]}, {voice.say('trend_equal')}"]
    variable = voice.mention(voice.variable(voice.survey.composition or ""))
    caption = voice.say("trend_equal_caption", variable=variable)
    return [ReportTable("table-equal-composition", caption, voice.say("indicator"), columns, groups)]


def _row(voice: Voice, changes: Changes, change: Change) -> TableRow:
    """The three figures of a change, with as many decimals as they need to be told apart."""
    values = [value or 0.0 for value in (change.value_from, change.value_to, change.equal_value)]
    text = written(voice, changes.figure(change, change.later))
    cells = [TableCell(text.number(value, text.decimals_of(*values))) for value in values]
    return TableRow(change_title(voice, change), cells)
