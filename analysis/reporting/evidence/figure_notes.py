"""What stands around a figure: of whom a share is drawn, when, and on how many answers it rests."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from analysis.questionnaire import Indicator
from analysis.questionnaire.kinds import kind_of
from analysis.reporting.edition_results import Changes
from analysis.reporting.findings.edition_phrases import in_edition
from analysis.reporting.language.indicator_sentences import those
from analysis.reporting.language.typography import ended, headed
from analysis.reporting.language.voice import Voice
from analysis.reporting.language.written_values import written
from analysis.results.indicator_rows import IndicatorRow


def share_of(voice: Voice, populations: Iterable[str | None]) -> str:
    """Part des bénévoles; where the figures speak of several populations, of those who were asked."""
    found = list(dict.fromkeys(populations))
    if len(found) == 1:
        return voice.say("shown.share", who=those(voice, found[0]))
    noun = voice.noun(None)
    return voice.say("shown.share_asked", context=noun.article, who=noun.many)


def mean_of(voice: Voice, row: IndicatorRow) -> str:
    """Moyenne (sur 10) des bénévoles: the unit of the figures, and of whom."""
    unit = written(voice, row).unit
    what = voice.say("statistic.mean") + (f" ({unit})" if unit else "")
    return voice.say("shown.mean", what=what, who=those(voice, row.population))


def of_answers(voice: Voice, indicator: Indicator, what: str, is_titled: bool = False) -> str:
    """What is drawn of a question: its title, where that is not above, the share, and that several answers
    could be given."""
    title = voice.text(indicator.title)
    said = what if is_titled else headed(title, what, voice.colon)
    question = voice.survey.questions.get(indicator.variable)
    several = question is not None and kind_of(question).takes_several
    return voice.say("shown.several", what=said) if several else said


def at_both(voice: Voice, changes: Changes, earlier: str, later: str, what: str) -> str:
    """What is drawn, in both editions: part des bénévoles, en 2009 et en 2024."""
    editions = [in_edition(voice, changes, name) for name in (earlier, later)]
    return voice.say("shown.then", what=what, earlier=editions[0], later=editions[1])


def bases(voice: Voice, rows: Iterable[IndicatorRow]) -> str:
    """The bases of rows, from the least to the greatest; empty where none may be told."""
    return base_range(voice, [row.n for row in rows if row.n])


def base_range(voice: Voice, counts: Sequence[int]) -> str:
    """Base : de 3 682 à 3 702 répondants; one where they are alike."""
    if not counts:
        return ""
    low, high = min(counts), max(counts)
    if low == high:
        return ended(voice.say("base", n=voice.respondents(low)))
    return voice.say("base_range", low=voice.number(low), high=voice.respondents(high))
