"""The title of a finding: one sentence that fits, in one of several ways, none heard too often."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from math import isclose

from analysis.reporting.findings.finding_record import Finding
from analysis.reporting.language.indicator_sentences import (
    in_words,
    predicate,
    predicate_of_many,
    those,
)
from analysis.reporting.language.typography import capitalised, cut_at_word, decapitalised, rounded
from analysis.reporting.language.voice import Voice
from analysis.reporting.language.written_values import written
from analysis.results.indicator_rows import IndicatorRow

BRIEF = 12
"""Characters up to which an answer is not named without its question."""
LONGEST = 95
"""Characters of a title."""
OFTEN = 3
"""Times that a report says one thing in the same way."""
MUCH_MORE, MOST_TIMES, NEAR_WHOLE = 1.8, 6, 0.2
"""Two figures of which one is more than so many times the other, up to MOST_TIMES and near a whole number,
are said as a ratio."""


def finding_title(voice: Voice, finding: Finding, turn: int = 0) -> str:
    """One sentence without a full stop; `turn` is how many findings on groups came before."""
    return _said(voice, finding, turn)[1]


def finding_titles(voice: Voice, findings: Sequence[tuple[Finding, int | None]]) -> list[str]:
    """The titles of findings in the order in which they are read, none said in one way more than OFTEN.

    Each comes with its turn where it has one already, else None; one that no way is left for has "".
    """
    used: Counter[str] = Counter()
    titles: list[str] = []
    for place, (finding, turn) in enumerate(findings):
        if turn is None:
            ways = [way for way in _fitting(voice, finding, place) if used[_pattern(way[0])] < OFTEN]
            way, title = next((each for each in ways if each[1] not in titles), ("", ""))
        else:
            way, title = _said(voice, finding, turn)
        used[_pattern(way)] += 1
        titles.append(title)
    return titles


def _pattern(way: str) -> str:
    """What a reader hears again: a group and its share in words, whichever group it is."""
    return way.removesuffix("_high").removesuffix("_low")


def _said(voice: Voice, finding: Finding, turn: int) -> tuple[str, str]:
    """The first way in which a finding is said that fits; the shortest, cut, where none does."""
    way, title = next(_fitting(voice, finding, turn), ("", ""))
    shortest = min((each[1] for each in _ways(voice, finding, turn)), key=len)
    return way, title or cut_at_word(shortest, LONGEST)


def _fitting(voice: Voice, finding: Finding, turn: int) -> Iterator[tuple[str, str]]:
    return (way for way in _ways(voice, finding, turn) if len(way[1]) <= LONGEST)


def _ways(voice: Voice, finding: Finding, turn: int) -> list[tuple[str, str]]:
    """(way, title) of each way in which the finding can be said, that of its turn first."""
    if not finding.ends:
        said = list(_of_change(voice, finding))
        return [said[0], *sorted(said[1:], key=lambda each: (each[0][-1] != str(turn % 2), each[0]))]
    said = list(_of_groups(voice, finding))
    start = turn % len(said)
    return [*said[start:], *said[:start]]


def _of_change(voice: Voice, finding: Finding) -> Iterator[tuple[str, str]]:
    if predicate(voice, finding.whole) and not finding.item:
        said = f"{in_words(voice, finding.whole)} {predicate(voice, finding.whole)}"
        yield "share", _of_whom(voice, finding, said)
    direction = "up" if finding.change and (finding.change.difference or 0.0) > 0 else "down"
    for place in range(2):
        values = {"subject": subject_of(voice, finding), "now": written(voice, finding.whole).figure}
        yield f"changed_{place}", capitalised(voice.say(f"finding.answer_{direction}_{place}", **values))


def _of_groups(voice: Voice, finding: Finding) -> Iterator[tuple[str, str]]:
    high, low = finding.ends
    names = {"group": _group(voice, high), "other": _group(voice, low)}
    figures = {"high": written(voice, high).figure, "low": written(voice, low).figure}
    by, topic = breakdown_of(voice, finding), topic_of(voice, finding)
    population = finding.whole.population
    if voice.is_named(population) and predicate(voice, high):
        for way, row in (("words_high", high), ("words_low", low)):
            said = f"{in_words(voice, row)} {predicate(voice, row)}"
            yield way, voice.say("finding.of_group", group=voice.answer(row.breakdown, row.group), said=said)
    if predicate(voice, high) and finding.spans:
        values = {"many": those(voice, population), **figures, "by": by}
        said = voice.say("finding.range", predicate=predicate_of_many(voice, finding.whole), **values)
        yield "range", capitalised(said)
    yield "against", voice.say("finding.against", topic=topic, **names, **figures)
    if finding.spans:
        yield "goes", capitalised(voice.say("finding.goes", by=by, topic=topic, **figures))
    times = _times(high, low)
    if times and finding.item:
        yield "ratio", voice.say("finding.ratio", topic=topic, times=voice.in_letters(times), **names)
    for way in ("apart", "reaches", "stays"):
        yield way, voice.say(f"finding.{way}", topic=topic, **names, **figures)
    gap = _gap(high, low)
    if gap:
        yield "gap", voice.say("finding.gap", topic=topic, gap=voice.number(gap), **names)


def _gap(high: IndicatorRow, low: IndicatorRow) -> int:
    """The whole points between two figures, where they are as many as between the figures printed; else 0."""
    values = high.value or 0.0, low.value or 0.0
    printed = rounded(values[0], 0) - rounded(values[1], 0)
    return int(printed) if printed > 1 and printed == rounded(values[0] - values[1], 0) else 0


def _times(high: IndicatorRow, low: IndicatorRow) -> int:
    """How many times the lower figure the higher is, where that is near a whole number; else 0."""
    ratio = (high.value or 0.0) / low.value if low.value else 0.0
    times = round(ratio)
    is_near = isclose(ratio, times, abs_tol=NEAR_WHOLE)
    return times if ratio > MUCH_MORE and times <= MOST_TIMES and is_near else 0


def _of_whom(voice: Voice, finding: Finding, said: str) -> str:
    population = finding.whole.population
    if voice.is_named(population):
        return capitalised(said)
    return f"{capitalised(voice.population(population))}{voice.colon}{said}"


def breakdown_of(voice: Voice, finding: Finding) -> str:
    """The name of the breakdown in a sentence, without what its label adds in brackets."""
    label = voice.variable(finding.ends[0].breakdown)
    return decapitalised(label.partition(" (")[0])


def topic_of(voice: Voice, finding: Finding) -> str:
    """What a finding is about between quotation marks: the answer, else the indicator; both where the answer
    is a word that says nothing alone, such as yes."""
    indicator = finding.indicator
    short = voice.text(indicator.short or indicator.title)
    if not finding.item:
        return voice.quoted(short)
    answer = voice.item(indicator, finding.item)
    return voice.quoted(answer) if len(answer) > BRIEF else f"{short}, {voice.quoted(answer)}"


def subject_of(voice: Voice, finding: Finding) -> str:
    """What a finding is about, short: the answer where each has its figure, else the indicator."""
    indicator = finding.indicator
    title = voice.text(indicator.short or indicator.title)
    if not finding.item:
        return title
    return f"{title}, {voice.quoted(voice.item(indicator, finding.item))}"


def _group(voice: Voice, row: IndicatorRow) -> str:
    return voice.quoted(voice.answer(row.breakdown, row.group))
