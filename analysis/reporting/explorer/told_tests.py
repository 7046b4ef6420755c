"""What the tests of an edition say of groups, a sentence for each figure and breakdown, in every language."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from analysis.reporting.compared_groups import GroupFinding, group_finding, has_groups
from analysis.reporting.explorer.packed_tables import Packed, packed_words
from analysis.reporting.explorer.shown_figures import Texts, Voices
from analysis.reporting.findings.group_sentences import group_sentence
from analysis.reporting.language.typography import ended
from analysis.reporting.language.voice import Voice
from analysis.results.comparison_rows import Comparisons
from analysis.results.indicator_rows import IndicatorRow
from analysis.results.schema import WHOLE

Cell = tuple[str, str, str]
"""An indicator, an answer, a breakdown."""


def told_tests(
    rows: Sequence[IndicatorRow], comparisons: Comparisons, voices: Voices, texts: Texts
) -> Packed:
    """The sentence on each figure in each breakdown, as a report says it, claim or silence."""
    found = [*_findings(rows, comparisons, voices[0])]
    names = ("indicator", "item", "breakdown")
    return {
        "rows": len(found),
        **{name: packed_words(cell[at] for cell, _ in found) for at, name in enumerate(names)},
        "said": [texts.place_of(explorer_sentence(voice, each) for voice in voices) for _, each in found],
    }


def _findings(
    rows: Sequence[IndicatorRow], comparisons: Comparisons, voice: Voice
) -> Iterator[tuple[Cell, GroupFinding]]:
    """What is found of each figure; tests are of an indicator in its own population, so of no other."""
    several = {
        indicator
        for indicator, of_it in groupby(rows, key=lambda row: row.indicator)
        if len({row.population for row in of_it}) > 1
    }
    found: dict[Cell, list[IndicatorRow]] = {}
    for row in rows:
        if row.breakdown != WHOLE and row.indicator not in several:
            found.setdefault((row.indicator, row.item, row.breakdown), []).append(row)
    for cell, of_cell in found.items():
        if has_groups(of_cell):
            yield cell, group_finding(voice.survey, of_cell, comparisons)


def explorer_sentence(voice: Voice, found: GroupFinding) -> str:
    """What the explorer says of a figure in a breakdown: the claim, or why there is none."""
    if found.is_claim:
        return group_sentence(voice, found)
    groups = voice.listing([voice.quoted(voice.answer(row.breakdown, row.group)) for row in found.left_out])
    more = f" {voice.say('groups.not_compared', groups=groups)}" if groups else ""
    return ended(voice.say(f"groups.{found.kind}")) + more
