"""The one sentence that L'essentiel opens with: the analyst's, else what became of the key figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from analysis.questionnaire.editorial_marks import follows_from_margins
from analysis.reporting.chapters.opening_pages.key_figures import MOST_CARDS, key_indicators
from analysis.reporting.chapters.opening_pages.told_findings import ToldFinding, figure_named
from analysis.reporting.findings.edition_phrases import since_edition
from analysis.reporting.findings.group_phrases import by_groups
from analysis.reporting.findings.own_findings import filled
from analysis.reporting.language.indicator_sentences import (
    both_in_words,
    predicate,
    predicate_of_many,
    those,
)
from analysis.reporting.language.typography import capitalised
from analysis.reporting.language.voice import Voice
from analysis.reporting.report_content import EditionContent
from analysis.results.trend_rows import Change

MOST_NAMED = 4
"""Key figures that the message names behind their count."""


def message_of(content: EditionContent, told: Sequence[ToldFinding]) -> str:
    """The sentence of findings.toml; else which key figures moved since the edition before; without one, the
    verdicts of key figures that are balances, the highest and the lowest of those that are shares, or which
    breakdown most of the findings told are of. Nothing where none of these is."""
    own = filled(content.own.message, lambda name: figure_named(content, name))
    if own:
        return content.voice.typeset(own)
    found = _of_key_figures(content) or _of_verdicts(content) or _of_shares(content)
    return found or _of_groups(content.voice, told)


def _of_key_figures(content: EditionContent) -> str:
    """Des six chiffres clés, un progresse (…) et cinq n'ont pas bougé de façon mesurable depuis 2009."""
    voice, changes = content.voice, _key_changes(content)
    if len(changes) < 2:
        return ""
    became: dict[str, list[str]] = {}
    for change in changes:
        became.setdefault(_became(change, voice.level), []).append(change.indicator)
    since = since_edition(voice, content.changes, changes[0].earlier)
    alone = _of_one_that_moved(content, became, since)
    if alone:
        return alone
    n = voice.in_letters(len(changes))
    if len(became) == 1:
        return voice.say(f"message.all_{next(iter(became))}", n=n, since=since)
    said = [_counted(voice, key, became[key]) for key in ("up", "down", "still") if key in became]
    return voice.say("message.moved", n=n, said=voice.listing(said), since=since)


def _of_one_that_moved(content: EditionContent, became: Mapping[str, Sequence[str]], since: str) -> str:
    """La part des bénévoles qui ont reçu une formation progresse depuis 2009 ; les cinq autres …: of the one
    share that moved, where the survey says what those people do."""
    voice, still = content.voice, len(became.get("still", ()))
    moved = [(key, name) for key in ("up", "down") for name in became.get(key, ())]
    if len(moved) != 1 or not still:
        return ""
    [(key, name)] = moved
    row = next((row for row in content.estimates.whole(name) if not row.item), None)
    verb = predicate_of_many(voice, row) if row and row.form.is_share else ""
    if row is None or not verb:
        return ""
    rest = voice.say_counted("message.rest", still, n=voice.in_letters(still))
    who = those(voice, row.population)
    return capitalised(voice.say(f"message.one_{key}", who=who, verb=verb, since=since, rest=rest))


def _counted(voice: Voice, key: str, indicators: Sequence[str]) -> str:
    """How many figures became so or have the verdict, and which they are, of MOST_NAMED at most that moved or
    lean to a side."""
    count = len(indicators)
    said = voice.say_counted(f"message.{key}", count, n=voice.in_letters(count))
    if key in ("still", "divided") or count > MOST_NAMED:
        return said
    of = [voice.survey.indicators[name] for name in indicators]
    names = [voice.text(each.short or each.title).partition(" (")[0] for each in of]
    return voice.say("message.named", said=said, names=voice.listing([voice.mention(name) for name in names]))


def _key_changes(content: EditionContent) -> list[Change]:
    """The tested changes of the key figures that are one figure each; none too slight to be a rise or a
    fall."""
    level = content.voice.level
    tested = [c for c in content.changes.latest if not c.item and c.status == "tested"]
    found = {c.indicator: c for c in tested if c.holds(level) or not c.finds(level)}
    return [found[name] for name in _key_names(content) if name in found]


def _key_names(content: EditionContent) -> list[str]:
    """The indicators that have a card."""
    voice = content.voice
    chosen = [i for i in key_indicators(voice) if not follows_from_margins(voice.survey, content.edition, i)]
    return [indicator.name for indicator in chosen[:MOST_CARDS]]


def _of_verdicts(content: EditionContent) -> str:
    """Des six soldes d'opinion clés, deux sont favorables (…) et quatre sont défavorables (…); of balances
    alone."""
    voice = content.voice
    rows = [row for name in _key_names(content) for row in content.estimates.whole(name)]
    if len(rows) < 2 or not all(row.form.is_balance and row.is_shown for row in rows):
        return ""
    sides: dict[str, list[str]] = {"favourable": [], "unfavourable": [], "divided": []}
    for row in rows:
        sides[row.verdict if row.verdict in sides else "divided"].append(row.indicator)
    said = [_counted(voice, key, names) for key, names in sides.items() if names]
    return voice.say("message.verdicts", n=voice.in_letters(len(rows)), said=voice.listing(said))


def _of_shares(content: EditionContent) -> str:
    """The highest and the lowest of the key shares of everyone in words, where the survey has verbs."""
    voice = content.voice
    rows = [row for name in _key_names(content) for row in content.estimates.whole(name)]
    told = [
        row
        for row in rows
        if row.is_shown
        and row.form.is_share
        and not voice.population(row.population)
        and predicate(voice, row)
    ]
    if len(told) < 2:
        return ""
    ordered = sorted(told, key=lambda row: -row.shown_value)
    return both_in_words(voice, ordered[0], ordered[-1])


def _became(change: Change, level: float) -> str:
    if not change.holds(level):
        return "still"
    return "up" if change.shown_difference > 0 else "down"


def _of_groups(voice: Voice, told: Sequence[ToldFinding]) -> str:
    """Trois des cinq constats qui suivent séparent les bénévoles par secteur de l'association."""
    of = Counter(each.finding.contrast.breakdown for each in told if each.finding.contrast)
    breakdown, count = of.most_common(1)[0] if of else ("", 0)
    if 2 * count <= len(told) or count < 2:
        return ""
    by = by_groups(voice, breakdown)
    k, n = voice.in_letters(count), voice.in_letters(len(told))
    key = "message.groups_all" if count == len(told) else "message.groups"
    return capitalised(voice.say(key, k=k, n=n, who=voice.noun(None).many, by=by))
