"""The title of a finding: one sentence that fits, in one of several ways, none heard too often."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from analysis.questionnaire import Indicator, Label
from analysis.reporting.edition_results import Changes
from analysis.reporting.findings.finding_record import Finding
from analysis.reporting.findings.title_ways import Way, ways_of
from analysis.reporting.language.typography import cut_at_word
from analysis.reporting.language.voice import Voice

LONGEST = 95
"""Characters of a title."""
OFTEN = 3
"""Times that a report says one thing in the same way."""
ALONG = ("along", "topic_along")
"""Ways that begin with what grows along groups."""
DIFFERING = ("topic_differs", "mean_differs")
"""Ways that say no more than that groups differ."""
ALONE = {"topic_alone": "topic_reaches", "mean_alone": "mean_figures"}
"""Ways that name one group -> the way that names two."""
QUESTION_CUT = (50, 35, 25)
"""Characters of a question's words in a title that does not fit with all of them."""
NEAR = 2
"""Titles before one that are said otherwise, where it can be."""


def finding_titles(voice: Voice, findings: Sequence[Finding], changes: Changes) -> list[str]:
    """The titles of findings in the order in which they are read, each without a full stop.

    None is said in one way more than OFTEN, nor as one of the NEAR before it where another way is left; one
    that no way is left for has "".
    """
    used: list[str] = []
    titles: list[str] = []
    for finding in findings:
        way, title = _chosen(_fitting(voice, finding, changes), used, titles)
        used.append(_pattern(way))
        titles.append(title)
    return titles


def opening_titles(voice: Voice, findings: Sequence[Finding], changes: Changes) -> list[str]:
    """The titles of findings that have to have one: the shortest way, cut, where none is left that fits."""
    told = finding_titles(voice, findings, changes)
    return [title or _shortest(voice, each, changes) for title, each in zip(told, findings, strict=True)]


def says_how(voice: Voice, finding: Finding, title: str, changes: Changes) -> bool:
    """Whether the title of a finding says more than that groups differ."""
    return all((way, title) not in ways_of(voice, finding, changes) for way in DIFFERING)


def _chosen(ways: Sequence[Way], used: Sequence[str], titles: Sequence[str]) -> Way:
    """The best way that is not used up, not one just heard, nor the same words again; ("", "") without.

    What people do is said before an answer or an indicator is quoted, though it was said so a title ago.
    """
    heard = Counter(used)
    left = [way for way in ways if heard[_pattern(way[0])] < OFTEN and way[1] not in titles]
    fresh = [way for way in left if _pattern(way[0]) not in used[-NEAR:]]
    doing = [way for way in left if not way[0].startswith("topic_") and _pattern(way[0]) not in used[-1:]]
    quoting = [way for way in fresh if way[0].startswith("topic_")]
    said = [way for way in fresh if way not in quoting]
    return next(iter([*said, *doing, *quoting, *left]), ("", ""))


def _pattern(way: str) -> str:
    """What a reader hears again: a group and its share in words, whichever it is; what grows along groups;
    what a share reaches."""
    if way.startswith("words_"):
        return "words"
    return way.removeprefix("topic_") if way in ALONG else ALONE.get(way, way)


def _fitting(voice: Voice, finding: Finding, changes: Changes) -> list[Way]:
    return [way for way in ways_of(voice, finding, changes) if len(way[1]) <= LONGEST]


def _shortest(voice: Voice, finding: Finding, changes: Changes) -> str:
    """A way that fits once the question's words are cut, so that it has its end; else cut itself."""
    for longest in QUESTION_CUT:
        ways = _fitting(voice, replace(finding, indicator=_cut(voice, finding.indicator, longest)), changes)
        if ways:
            return ways[0][1]
    said = min((title for _, title in ways_of(voice, finding, changes)), key=len)
    return cut_at_word(said, LONGEST)


def _cut(voice: Voice, indicator: Indicator, longest: int) -> Indicator:
    """The indicator under a short name of so many characters."""
    words = cut_at_word(voice.text(indicator.short or indicator.title), longest)
    return replace(indicator, short=Label(words, words))
