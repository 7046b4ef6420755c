"""The titles of a theme's figures: what each finds, in one of several ways, in turn from theme to theme."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from analysis.reporting.blocks import Point
from analysis.reporting.charts.dumbbells import DumbbellRow
from analysis.reporting.findings.finding_record import Finding
from analysis.reporting.findings.finding_titles import LONGEST, OFTEN
from analysis.reporting.findings.group_phrases import breakdown_phrase, than, within_group
from analysis.reporting.findings.title_ways import Way, topic_of
from analysis.reporting.language.indicator_sentences import in_words, in_words_alone, predicate
from analysis.reporting.language.typography import capitalised
from analysis.reporting.language.voice import Voice
from analysis.reporting.language.written_values import written
from analysis.results.indicator_rows import IndicatorRow

WAYS = 3
"""Ways of saying the same thing; a theme has the one of its turn."""


def moved_title(voice: Voice, rows: Sequence[DumbbellRow], turn: int) -> str:
    """How many rose and fell of several whose change is established; the one that did; that none did."""
    moved = [row for row in rows if row.moves]
    if not moved:
        return voice.say(f"theme_still_{turn % WAYS}")
    if len(moved) > 1 and turn % WAYS != 1:
        return _counted(voice, len(rows), moved, turn % WAYS)
    most = max(moved, key=lambda row: abs(_step(row)))
    direction = "up" if _step(most) > 0 else "down"
    name, before, now = voice.quoted(most.label), most.before.text, most.after.text
    is_only = len(moved) == 1 and turn % WAYS
    values = {"name": name, "before": before, "now": now}
    said = voice.say(f"theme_only_{direction}" if is_only else f"theme_moved_{direction}", **values)
    return capitalised(said)


def _counted(voice: Voice, count: int, moved: Sequence[DumbbellRow], way: int) -> str:
    """De ces huit chiffres, deux progressent et aucun ne recule."""
    up = sum(_step(row) > 0 for row in moved)
    if len(moved) == count and up in (0, count):
        return voice.say(f"theme_all_{'up' if up else 'down'}", n=voice.in_letters(count))
    said = [
        voice.say_counted(f"theme_{name}", number, n=voice.in_letters(number))
        if number
        else voice.say(f"theme_{name}_none")
        for name, number in (("rise", up), ("fall", len(moved) - up))
    ]
    return voice.say(f"theme_counted_{way}", n=voice.in_letters(count), up=said[0], down=said[1])


def _step(row: DumbbellRow) -> float:
    return (row.after.value or 0.0) - (row.before.value or 0.0)


def span_title(voice: Voice, points: Sequence[Point], turn: int, rows: Sequence[IndicatorRow] = ()) -> str:
    """From the least share to the greatest, of the same people in words where that fits; of one share, that.

    `rows` are the figures of the points, the greatest first.
    """
    top, bottom = points[0], points[-1]
    named = {"top": voice.quoted(top.label), "high": top.text}
    in_full = _of_both(voice, rows) if turn % WAYS == 0 and len(rows) > 1 else ""
    if in_full or top is bottom:
        return in_full or _alone(voice, rows) or voice.say("theme_one", **named)
    way = turn % WAYS
    return voice.say(f"theme_span_{way}", bottom=voice.quoted(bottom.label), low=bottom.text, **named)


def _of_both(voice: Voice, rows: Sequence[IndicatorRow]) -> str:
    """Plus de neuf bénévoles sur dix ont été bien accueillis ; un sur cinq a signé une charte."""
    first, last = rows[0], rows[-1]
    high, low = predicate(voice, first), predicate(voice, last)
    other = in_words_alone(voice, last)
    if not (high and low and other) or any(voice.population(row.population) for row in (first, last)):
        return ""
    said = capitalised(voice.say("theme_both", words=in_words(voice, first), high=high, other=other, low=low))
    return said if len(said) <= LONGEST else ""


def _alone(voice: Voice, rows: Sequence[IndicatorRow]) -> str:
    """The one share as a sentence, where the survey says what those people do."""
    said = f"{in_words(voice, rows[0])} {predicate(voice, rows[0])}" if rows else ""
    fits = rows and predicate(voice, rows[0]) and voice.is_named(rows[0].population)
    return capitalised(said) if fits and len(said) <= LONGEST else ""


def groups_titles(voice: Voice, figures: Sequence[Sequence[Finding]]) -> list[str]:
    """Between which figures the groups of a breakdown lie, for what sets them apart most: a title for each of
    the figures, which hold the findings drawn side by side, in the order of the report."""
    ways = [list(_group_ways(voice, findings)) for findings in figures]
    titles = in_turn(ways)
    return [title or min((said for _, said in of), key=len) for title, of in zip(titles, ways, strict=True)]


def in_turn(ways: Sequence[Sequence[Way]]) -> list[str]:
    """Of each list of ways the first that fits and is not used up; "" where none is left.

    It is not that of the one before where there is another.
    """
    used: list[str] = []
    titles = []
    for each in ways:
        heard = Counter(used)
        left = [(way, said) for way, said in each if len(said) <= LONGEST and heard[way] < OFTEN]
        fresh = [way for way in left if way[0] not in used[-1:]]
        way, title = next(iter([*fresh, *left]), ("", ""))
        used.append(way)
        titles.append(title)
    return titles


def _group_ways(voice: Voice, findings: Sequence[Finding]) -> Iterator[Way]:
    finding = findings[0]
    high, low = finding.ends
    name, by = topic_of(voice, finding), breakdown_phrase(voice, high.breakdown)
    values = {
        "name": name,
        "by": by,
        "high_figure": written(voice, high).figure,
        "low_figure": written(voice, low).figure,
    }
    is_range = finding.spans and len(finding.groups) > 2
    first = {"high": within_group(voice, high), "low": within_group(voice, low, after=True)}
    yield "groups_1", voice.say("theme_groups_1", **values, **first)
    if len(findings) > 1:
        n = capitalised(voice.in_letters(len(findings)))
        yield "groups_4", voice.say("theme_groups_4", n=n, **values)
    if is_range:
        yield "groups_0", voice.say("theme_groups_0", **values)
        after = {"high": within_group(voice, high, after=True), "low": within_group(voice, low)}
        yield "groups_2", voice.say("theme_groups_2", **values, **after)
        yield "groups_3", voice.say("theme_groups_3", **values)
    lower = than(voice, within_group(voice, low, after=True))
    yield "groups_5", voice.say("theme_groups_5", name=name, high=within_group(voice, high), low=lower)
