"""The one sentence that L'essentiel opens with: the analyst's, else what became of the key figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from analysis.questionnaire.editorial_marks import follows_from_margins
from analysis.reporting.chapters.opening_pages.key_figures import MOST_CARDS, key_indicators
from analysis.reporting.chapters.opening_pages.told_findings import ToldFinding, figure_named
from analysis.reporting.edition_results import Changes
from analysis.reporting.findings.edition_phrases import own_year
from analysis.reporting.findings.group_phrases import breakdown_phrase
from analysis.reporting.findings.own_findings import filled
from analysis.reporting.language.typography import capitalised
from analysis.reporting.language.voice import Voice
from analysis.reporting.report_content import EditionContent
from analysis.results.trend_rows import Change


def message_of(content: EditionContent, told: Sequence[ToldFinding]) -> str:
    """The sentence of findings.toml; else how many key figures moved since the edition before; without one,
    which breakdown most of the findings told are of. Nothing where none of these is."""
    own = filled(content.own.message, lambda name: figure_named(content, name))
    if own:
        return content.voice.typeset(own)
    return _of_key_figures(content) or _of_verdicts(content) or _of_groups(content.voice, told)


def _of_key_figures(content: EditionContent) -> str:
    """Des six chiffres clés, un progresse et cinq n'ont pas bougé de façon mesurable depuis 2009."""
    voice, changes = content.voice, _key_changes(content)
    if len(changes) < 2:
        return ""
    counts = Counter(_became(change, voice.level) for change in changes)
    said = [
        voice.say_counted(f"message.{key}", counts[key], n=voice.in_letters(counts[key]))
        for key in ("up", "down", "still")
        if counts[key]
    ]
    n, since = voice.in_letters(len(changes)), _since(voice, content.changes, changes[0].earlier)
    if len(counts) == 1:
        return voice.say(f"message.all_{next(iter(counts))}", n=n, since=since)
    return voice.say("message.moved", n=n, said=voice.listing(said), since=since)


def _key_changes(content: EditionContent) -> list[Change]:
    """The tested changes of the key figures that are one figure each."""
    found = {c.indicator: c for c in content.changes.latest if not c.item and c.status == "tested"}
    return [found[name] for name in _key_names(content) if name in found]


def _key_names(content: EditionContent) -> list[str]:
    """The indicators that have a card."""
    voice = content.voice
    chosen = [i for i in key_indicators(voice) if not follows_from_margins(voice.survey, content.edition, i)]
    return [indicator.name for indicator in chosen[:MOST_CARDS]]


def _of_verdicts(content: EditionContent) -> str:
    """Des six soldes d'opinion clés, deux sont favorables et quatre sont défavorables; of balances alone."""
    voice = content.voice
    rows = [row for name in _key_names(content) for row in content.estimates.whole(name)]
    if len(rows) < 2 or not all(row.form.is_balance and row.is_shown for row in rows):
        return ""
    sides = ("favourable", "unfavourable")
    counts = Counter[str](row.verdict if row.verdict in sides else "divided" for row in rows)
    said = [
        voice.say_counted(f"message.{key}", counts[key], n=voice.in_letters(counts[key]))
        for key in (*sides, "divided")
        if counts[key]
    ]
    return voice.say("message.verdicts", n=voice.in_letters(len(rows)), said=voice.listing(said))


def _became(change: Change, level: float) -> str:
    if not change.holds(level):
        return "still"
    return "up" if (change.difference or 0.0) > 0 else "down"


def _since(voice: Voice, changes: Changes, edition: str) -> str:
    year = own_year(changes, edition)
    return voice.say("message.since", edition=str(year)) if year else voice.say("message.since_last")


def _of_groups(voice: Voice, told: Sequence[ToldFinding]) -> str:
    """Trois des cinq constats qui suivent séparent les bénévoles par secteur de l'association."""
    of = Counter(each.finding.contrast.breakdown for each in told if each.finding.contrast)
    breakdown, count = of.most_common(1)[0] if of else ("", 0)
    if 2 * count <= len(told) or count < 2:
        return ""
    by = breakdown_phrase(voice, breakdown)
    k, n = voice.in_letters(count), voice.in_letters(len(told))
    key = "message.groups_all" if count == len(told) else "message.groups"
    return capitalised(voice.say(key, k=k, n=n, who=voice.noun(None).many, by=by))
