"""The titles of a theme's figures: what each finds, in one of several ways, in turn from theme to theme."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.reporting.blocks import Point
from analysis.reporting.charts.dumbbells import DumbbellRow
from analysis.reporting.findings.finding_record import Finding
from analysis.reporting.findings.group_phrases import within_group
from analysis.reporting.findings.title_ways import topic_of
from analysis.reporting.language.typography import capitalised
from analysis.reporting.language.voice import Voice
from analysis.reporting.language.written_values import written

WAYS = 3
"""Ways of saying the same thing; a theme has the one of its turn."""


def moved_title(voice: Voice, rows: Sequence[DumbbellRow], turn: int) -> str:
    """The figure that changed most of those whose change is established; that none did."""
    moved = [row for row in rows if row.moves]
    if not moved:
        return voice.say(f"theme_still_{turn % WAYS}")
    most = max(moved, key=lambda row: abs((row.after.value or 0.0) - (row.before.value or 0.0)))
    name, before, now = voice.quoted(most.label), most.before.text, most.after.text
    return capitalised(voice.say(f"theme_moved_{turn % WAYS}", name=name, before=before, now=now))


def span_title(voice: Voice, points: Sequence[Point], turn: int) -> str:
    """From the least share to the greatest; of one share, that."""
    top, bottom = points[0], points[-1]
    named = {"top": voice.quoted(top.label), "high": top.text}
    if top is bottom:
        return voice.say("theme_one", **named)
    return voice.say(f"theme_span_{turn % WAYS}", bottom=voice.quoted(bottom.label), low=bottom.text, **named)


def groups_title(voice: Voice, finding: Finding, turn: int) -> str:
    """Between which figures the groups of a breakdown lie, for what sets them apart most."""
    high, low = finding.ends
    way = turn % WAYS if finding.spans else 1
    return voice.say(
        f"theme_groups_{way}",
        name=topic_of(voice, finding),
        high_figure=written(voice, high).figure,
        high=within_group(voice, high, after=way != 1),
        low_figure=written(voice, low).figure,
        low=within_group(voice, low, after=way == 1),
    )
