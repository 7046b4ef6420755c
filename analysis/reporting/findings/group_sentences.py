"""What is said of groups compared: no claim that a test does not support, no denial of what one finds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from analysis.questionnaire import Indicator
from analysis.reporting.compared_groups import SILENCES, GroupFinding, Silence, group_findings
from analysis.reporting.findings.group_phrases import phrase_of_group
from analysis.reporting.language.agreeing_figures import two_figures
from analysis.reporting.language.typography import capitalised, decapitalised, ended
from analysis.reporting.language.voice import Voice
from analysis.results.comparison_rows import Comparisons
from analysis.results.indicator_rows import IndicatorRow
from analysis.results.schema import FORMS

SEVERAL = 3
"""Breakdowns without a difference from which on they are counted, not named."""
LOW_FIRST = ("up", "tends_up", "lowest")
"""Claims whose sentence speaks of the lower group first."""
DifferenceLine = tuple[str, str]
"""What is spoken of, and what is said."""


def difference_lines(
    voice: Voice, breakdowns: Mapping[str, Sequence[IndicatorRow]], comparisons: Comparisons
) -> list[DifferenceLine]:
    """One line per breakdown whose groups differ, the clearest first; then a line for each reason to say
    nothing, with the breakdowns it holds for."""
    found = group_findings(voice.survey, breakdowns, comparisons)
    lines = [(_term(voice, each), group_sentence(voice, each)) for each in found if each.is_claim]
    for silence in SILENCES:
        silent = [each for each in found if each.kind == silence]
        if silent:
            lines.append(_silent(voice, silence, silent, len(found)))
    return lines


def _silent(voice: Voice, silence: Silence, silent: Sequence[GroupFinding], of: int) -> DifferenceLine:
    """The breakdowns that a reason to say nothing holds for; counted where they are all, or all the others
    and several, `of` so many, and each compared whole."""
    names = [_without(voice, each) for each in silent]
    is_rest = silence == "alike" and len(names) >= SEVERAL and not any(each.left_out for each in silent)
    if is_rest and len(names) == of:
        return voice.say("groups.between_any"), voice.say("groups.none_differs")
    if is_rest:
        n = voice.in_letters(len(names))
        return voice.say("groups.between_others", n=n), voice.say("groups.none_differs")
    return voice.say(f"groups.{silence}"), ended(voice.listing(names))


def _term(voice: Voice, found: GroupFinding) -> str:
    name = voice.variable(found.rows[0].breakdown)
    said = voice.mention(name)
    return name if said == decapitalised(name) else said


def _without(voice: Voice, found: GroupFinding) -> str:
    """The breakdown, and in brackets the groups that were not compared."""
    name = voice.mention(voice.variable(found.rows[0].breakdown))
    groups = voice.listing([_group(voice, row) for row in found.left_out])
    return voice.say("groups.without", name=name, groups=groups) if groups else name


def group_sentence(voice: Voice, found: GroupFinding) -> str:
    """What a claim says, with the two figures it rests on where they are told apart as they are printed."""
    row = found.rows[0]
    indicator = voice.survey.indicators.get(row.indicator)
    answer = voice.quoted(voice.item(indicator, row.item)) if indicator and row.item else ""
    said = voice.say(
        f"groups.{_kind(voice, found)}",
        groups=voice.listing([_group(voice, row) for row in found.beside]),
        what=_what(voice, row, answer),
        verb=_verb(voice, indicator, row.item),
        **_ends(voice, found),
    )
    names = voice.listing([_group(voice, row) for row in found.left_out])
    more = [voice.say("groups.not_compared", groups=names)] if names else []
    return " ".join([capitalised(said), *more])


def _kind(voice: Voice, found: GroupFinding) -> str:
    if found.beside:
        return "whole_beside"
    if found.kind != "whole" and _figures(voice, found) is None:
        return "alone"
    if found.kind == "highest" and found.high and phrase_of_group(voice, found.high):
        return "highest_within"
    if found.kind == "lowest" and found.low and phrase_of_group(voice, found.low):
        return "lowest_within"
    return found.kind


def _figures(voice: Voice, found: GroupFinding) -> tuple[str, str] | None:
    return two_figures(voice, found.high, found.low) if found.high and found.low else None


def _ends(voice: Voice, found: GroupFinding) -> dict[str, str]:
    """Both groups that a claim speaks of, by name and as a place, the second shorter; and their figures."""
    high, low, figures = found.high, found.low, _figures(voice, found) or ("", "")
    is_low_first = found.kind in LOW_FIRST
    return {
        "high": _group(voice, high) if high else "",
        "low": _group(voice, low) if low else "",
        "in_high": _place(voice, high, after=is_low_first) if high else "",
        "in_low": _place(voice, low, after=not is_low_first) if low else "",
        "high_figure": figures[0],
        "low_figure": figures[1],
    }


def _place(voice: Voice, row: IndicatorRow, after: bool) -> str:
    """Behind its figure, dans le sport; where the survey has no phrase the group in brackets."""
    return phrase_of_group(voice, row, after) or f"({_group(voice, row)})"


def _what(voice: Voice, row: IndicatorRow, answer: str) -> str:
    return (
        voice.say("groups.what_answer", answer=answer)
        if answer
        else voice.say(f"groups.what_{row.statistic}")
    )


def _verb(voice: Voice, indicator: Indicator | None, item: str) -> str:
    """What those who are counted do, after the figure of a share; empty where nothing is said of it."""
    if indicator is None or not FORMS[indicator.statistic].is_share:
        return ""
    verb = voice.verb(indicator, item)
    if verb is None:
        return f" {voice.quoted(voice.item(indicator, item))}" if item else ""
    return f" {verb.many}"


def _group(voice: Voice, row: IndicatorRow) -> str:
    return voice.quoted(voice.answer(row.breakdown, row.group))
