"""The titles of a theme's figures: what each finds, in one of several ways, in turn from theme to theme."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from analysis.reporting.blocks import Point
from analysis.reporting.charts.dumbbells import DumbbellRow
from analysis.reporting.findings.finding_record import Finding
from analysis.reporting.findings.finding_titles import LONGEST, OFTEN
from analysis.reporting.findings.group_phrases import by_groups, than, within_group
from analysis.reporting.findings.title_ways import Way, topic_of
from analysis.reporting.language.adverbs import with_adverb
from analysis.reporting.language.indicator_sentences import (
    both_in_words,
    in_words,
    predicate,
    predicate_of_many,
    those,
)
from analysis.reporting.language.typography import capitalised
from analysis.reporting.language.voice import Voice
from analysis.reporting.language.written_values import written
from analysis.results.indicator_rows import IndicatorRow

WAYS = 3
"""Ways of saying the same thing; a theme has the one of its turn."""
OF_COMPARABLE = 2
"""The way that counts those that compare, for a chart that has others too."""


def moved_title(
    voice: Voice,
    rows: Sequence[DumbbellRow],
    turn: int,
    now: Sequence[IndicatorRow] = (),
    when: tuple[str, str] = ("", ""),
) -> str:
    """The share that moved most, or the greatest where none did, in words where the survey says what those
    people do; else how many rose and fell, or the name of the one that did. Of rows that stand alone nothing
    is said.

    `now` are the figures of the rows, `when` both editions in a sentence.
    """
    compared = [row for row in rows if row.is_compared]
    moved = [row for row in compared if row.moves]
    figures = [figure for row, figure in zip(rows, now, strict=False) if row.is_compared]
    said = _moved_in_words(voice, compared, turn, figures, when)
    if said:
        return said
    is_some = len(compared) < len(rows)
    if not moved:
        return voice.say("theme_still_some" if is_some else f"theme_still_{turn % WAYS}")
    printed = [row for row in moved if row.before.text != row.after.text]
    if not printed or (len(moved) > 1 and turn % WAYS != 1):
        return _counted(voice, len(compared), moved, turn % WAYS, is_some)
    most = max(printed, key=lambda row: abs(_step(row)))
    direction = "up" if _step(most) > 0 else "down"
    is_only = len(moved) == 1 and turn % WAYS and not is_some
    values = {"name": voice.quoted(most.label), "before": most.before.text, "now": most.after.text}
    said = voice.say(f"theme_only_{direction}" if is_only else f"theme_moved_{direction}", **values)
    return capitalised(said)


def _moved_in_words(
    voice: Voice,
    rows: Sequence[DumbbellRow],
    turn: int,
    now: Sequence[IndicatorRow],
    when: tuple[str, str],
) -> str:
    """43 % des bénévoles se sont vu proposer une formation en 2009, 51 % en 2024. Empty every third time,
    where there is no verb, and where both figures are printed alike though one moved."""
    moved = [row for row in rows if row.moves]
    told = max(moved, key=lambda row: abs(_step(row)), default=rows[0])
    figure = next((figure for row, figure in zip(rows, now, strict=False) if row is told), None)
    verb = predicate_of_many(voice, figure) if figure else ""
    if figure is None or not verb or turn % WAYS == 2 or not voice.is_named(figure.population):
        return ""
    before, after = told.before.text, told.after.text
    values = {"who": those(voice, figure.population), "verb": verb, "before": before, "now": after}
    if moved and before != after:
        key = "theme_then" if turn % WAYS == 0 else "theme_passes"
        said = voice.say(key, earlier=when[0], later=when[1], **values)
    elif moved or (turn % WAYS and before != after):
        return ""
    elif turn % WAYS:
        said = voice.say("theme_as_before", earlier=when[0], **values)
    else:
        words = f"{in_words(voice, figure)} {predicate(voice, figure)}"
        said = voice.say("theme_still_words", words=words)
    return capitalised(said) if len(said) <= LONGEST else ""


def _counted(voice: Voice, count: int, moved: Sequence[DumbbellRow], way: int, is_some: bool) -> str:
    """De ces huit chiffres, deux progressent et aucun ne recule; `is_some`, of those that compare."""
    up = sum(_step(row) > 0 for row in moved)
    if len(moved) == count and up in (0, count) and not is_some:
        return voice.say(f"theme_all_{'up' if up else 'down'}", n=voice.in_letters(count))
    said = [
        voice.say_counted(f"theme_{name}", number, n=voice.in_letters(number))
        if number
        else voice.say(f"theme_{name}_none")
        for name, number in (("rise", up), ("fall", len(moved) - up))
    ]
    way = OF_COMPARABLE if is_some else way
    return voice.say(f"theme_counted_{way}", n=voice.in_letters(count), up=said[0], down=said[1])


def _step(row: DumbbellRow) -> float:
    return row.after.shown_value - row.before.shown_value


def span_title(voice: Voice, points: Sequence[Point], turn: int, rows: Sequence[IndicatorRow] = ()) -> str:
    """From the least share to the greatest, of the same people in words where that fits; of one share, that.

    `rows` are the figures of the points, the greatest first.
    """
    top, bottom = points[0], points[-1]
    named = {"top": voice.quoted(top.label), "high": top.text}
    in_full = _of_both(voice, rows, turn % WAYS)
    if in_full or top is bottom:
        return in_full or _alone(voice, rows) or voice.say("theme_one", **named)
    way = turn % WAYS
    return voice.say(f"theme_span_{way}", bottom=voice.quoted(bottom.label), low=bottom.text, **named)


def _of_both(voice: Voice, rows: Sequence[IndicatorRow], way: int) -> str:
    """Plus de neuf bénévoles sur dix ont été bien accueillis ; un sur cinq a signé une charte. Or the second
    way: 91 % des bénévoles conseilleraient leur association, 44 % déplorent le manque de bras. Or the third:
    the least share first. Of those of whom most of the shares are."""
    told = [row for row in rows if voice.is_named(row.population) and predicate(voice, row)]
    counts = Counter(row.population for row in told)
    of_most = [row for row in told if counts[row.population] == max(counts.values())]
    alike = [row for row in of_most if row.population == of_most[0].population]
    if len(alike) < 2:
        return ""
    ends = (alike[0], alike[-1])
    said = both_in_words(voice, *ends) if way == 0 else _both_in_figures(voice, *ends, way)
    return said if len(said) <= LONGEST else ""


def _both_in_figures(voice: Voice, first: IndicatorRow, last: IndicatorRow, way: int) -> str:
    return voice.say(
        "theme_both_figures" if way == 1 else "theme_least_first",
        who=those(voice, first.population),
        high=predicate_of_many(voice, first),
        low=predicate_of_many(voice, last),
        high_figure=written(voice, first).figure,
        low_figure=written(voice, last).figure,
    )


def _alone(voice: Voice, rows: Sequence[IndicatorRow]) -> str:
    """The one share as a sentence, where the survey says what those people do."""
    said = f"{in_words(voice, rows[0])} {predicate(voice, rows[0])}" if rows else ""
    fits = rows and predicate(voice, rows[0]) and voice.is_named(rows[0].population)
    return capitalised(said) if fits and len(said) <= LONGEST else ""


def groups_titles(
    voice: Voice, figures: Sequence[Sequence[Finding]], told: Sequence[Sequence[str]]
) -> list[str]:
    """Between which figures the groups of a breakdown lie, for what sets them apart most: a title for each of
    the figures, which hold the findings drawn side by side, in the order of the report.

    `told` are the sentences above each: where one has both figures, the title says how many figures differ.
    """
    ways = [
        list(
            _of_how_many(voice, findings)
            if _is_told(voice, findings[0], above)
            else _group_ways(voice, findings)
        )
        for findings, above in zip(figures, told, strict=True)
    ]
    titles = in_turn(ways)
    return [title or min((said for _, said in of), key=len) for title, of in zip(titles, ways, strict=True)]


def in_turn(ways: Sequence[Sequence[Way]], heard: Sequence[str] = ()) -> list[str]:
    """Of each list of ways the first that fits and is not used up; "" where none is left.

    It is not that of the one before where there is another. Those `heard` elsewhere count as used.
    """
    used = list(heard)
    titles = []
    for each in ways:
        times = Counter(used)
        left = [(way, said) for way, said in each if len(said) <= LONGEST and times[way] < OFTEN]
        fresh = [way for way in left if way[0] not in used[-1:]]
        way, title = next(iter([*fresh, *left]), ("", ""))
        used.append(way)
        titles.append(title)
    return titles


def _is_told(voice: Voice, finding: Finding, above: Sequence[str]) -> bool:
    """Whether a sentence above the figure has both of its ends."""
    ends = [written(voice, row).figure for row in finding.ends]
    return any(all(figure in sentence for figure in ends) for sentence in above)


def _of_how_many(voice: Voice, findings: Sequence[Finding]) -> Iterator[Way]:
    """Trois chiffres diffèrent par taille de l'association; of a single one, what is drawn; no figures."""
    finding = findings[0]
    by = by_groups(voice, finding.groups[0].breakdown)
    if len(findings) > 1:
        n = capitalised(voice.in_letters(len(findings)))
        yield "groups_4", voice.say("theme_groups_many", n=n, by=by)
    verb, who = predicate_of_many(voice, finding.whole), those(voice, finding.whole.population)
    if verb and (doing := with_adverb(voice, verb, voice.say("adverb.more_or_less_often"))):
        yield "groups_unlike", capitalised(voice.say("theme_groups_unlike", who=who, doing=doing, by=by))
    if verb:
        yield "groups_who", capitalised(voice.say("theme_groups_who", who=who, verb=verb, by=by))
        yield "groups_who", capitalised(voice.say("theme_groups_who_brief", who=who, verb=verb))
    name = topic_of(voice, finding)
    yield "groups_one", voice.say("theme_groups_one", name=name, by=by)
    yield _higher(voice, finding, name)


def _group_ways(voice: Voice, findings: Sequence[Finding]) -> Iterator[Way]:
    finding = findings[0]
    high, low = finding.ends
    name, by = topic_of(voice, finding), by_groups(voice, high.breakdown)
    values = {
        "name": name,
        "by": by,
        "high_figure": written(voice, high).figure,
        "low_figure": written(voice, low).figure,
    }
    is_range = finding.spans and len(finding.groups) > 2
    first = {"high": within_group(voice, high), "low": within_group(voice, low, after=True)}
    verb = predicate_of_many(voice, finding.whole)
    if verb and voice.is_named(finding.whole.population):
        of = "_of" if voice.population(finding.whole.population) else ""
        who = those(voice, finding.whole.population)
        said = voice.say(f"theme_groups_pair{of}", who=who, verb=verb, **values, **first)
        yield "groups_pair", capitalised(said)
    if verb and is_range:
        who = those(voice, finding.whole.population)
        yield "groups_by", capitalised(voice.say("theme_groups_by", who=who, verb=verb, **values))
        yield "groups_by", capitalised(voice.say("theme_groups_by_brief", who=who, verb=verb, **values))
    yield "groups_1", voice.say("theme_groups_1", **values, **first)
    if len(findings) > 1:
        n = capitalised(voice.in_letters(len(findings)))
        yield "groups_4", voice.say("theme_groups_4", n=n, **values)
    if is_range:
        yield "groups_0", voice.say("theme_groups_0", **values)
        after = {"high": within_group(voice, high, after=True), "low": within_group(voice, low)}
        yield "groups_2", voice.say("theme_groups_2", **values, **after)
        yield "groups_3", capitalised(voice.say("theme_groups_3", **values))
    yield _higher(voice, finding, name)


def _higher(voice: Voice, finding: Finding, name: str) -> Way:
    """La part « Appui d'un tuteur » est plus haute avant 25 ans qu'à 70 ans et plus."""
    high, low = finding.ends
    lower = than(voice, within_group(voice, low, after=True))
    return "groups_5", voice.say("theme_groups_5", name=name, high=within_group(voice, high), low=lower)
