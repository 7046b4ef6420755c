"""What is said below the title of a finding: its figures beside each other, and of whom they speak."""

from __future__ import annotations

from analysis.reporting.edition_results import Changes
from analysis.reporting.findings.edition_phrases import in_edition
from analysis.reporting.findings.finding_record import SMALL_GROUP, Finding
from analysis.reporting.findings.group_phrases import within_group
from analysis.reporting.language.agreeing_figures import two_figures
from analysis.reporting.language.change_sentences import at_equal_composition, change_alone
from analysis.reporting.language.indicator_sentences import those
from analysis.reporting.language.typography import decapitalised
from analysis.reporting.language.voice import Voice
from analysis.reporting.language.written_values import written
from analysis.results.indicator_rows import IndicatorRow
from analysis.results.trend_rows import Change

PATTERNS = ("groups_text_0", "groups_text_1", "groups_text_2")
"""Ways of giving the figures of groups, in turn so that none is heard too often; the second is of the lowest
and the highest group."""


def finding_text(voice: Voice, finding: Finding, changes: Changes, title: str = "", turn: int = 0) -> str:
    """The figures, what they are held to, and the whole; what `title` says is not said again.

    `turn` is how many findings came before.
    """
    said = (
        _groups_text(voice, finding, title, turn)
        if finding.ends
        else _change_text(voice, finding, changes, title, turn)
    )
    equal = at_equal_composition(voice, changes, finding.change) if finding.change else ""
    return " ".join(filter(None, (_among(voice, finding, title, said), equal)))


def _change_text(voice: Voice, finding: Finding, changes: Changes, title: str, turn: int) -> str:
    """Both figures; where the title has both, their difference."""
    change = finding.change
    assert change is not None
    figures = two_figures(voice, changes.figure(change, change.earlier), finding.whole) or ("", "")
    is_told = any(figures) and all(figure in title for figure in figures)
    if is_told and (alone := change_alone(voice, changes, change)):
        return alone
    values = {
        "now": figures[1],
        "later": in_edition(voice, changes, change.later),
        "before": figures[0],
        "earlier": in_edition(voice, changes, change.earlier),
    }
    if not finding.whole.form.is_share:
        return voice.say("finding.mean_change_text", **values)
    article = voice.noun(finding.whole.population).article
    return voice.say(f"finding.change_text_{turn % 2}", context=article, **values)


def _groups_text(voice: Voice, finding: Finding, title: str, turn: int) -> str:
    """From the first group to the last where a test finds their order, else the two beside the whole."""
    high, low = finding.ends
    if not finding.whole.form.is_share:
        return _means_text(voice, finding, title)
    figures = {"high_figure": written(voice, high).figure, "low_figure": written(voice, low).figure}
    whole = written(voice, finding.whole).figure
    named = (*figures.values(), within_group(voice, high), within_group(voice, low, after=True))
    is_small = min(row.respondents for row in finding.ends) < SMALL_GROUP
    if not is_small and all(said in decapitalised(title) for said in named):
        return voice.say("finding.whole_text", whole=whole)
    if finding.is_along and turn % 2 == 0:
        first, last = (high, low) if finding.groups[0].group == high.group else (low, high)
        return voice.say(
            "finding.along_text",
            first=_place(voice, first),
            from_=written(voice, first).figure,
            last=_place(voice, last, after=True),
            to=written(voice, last).figure,
            whole=whole,
        )
    way = _text_way(voice, finding, turn)
    is_low_first = way == "groups_text_1"
    places = {
        "high": _place(voice, high, after=is_low_first),
        "low": _place(voice, low, after=not is_low_first),
    }
    article = voice.noun(finding.whole.population).article
    return voice.say(f"finding.{way}", context=article, whole=whole, **places, **figures)


def _place(voice: Voice, row: IndicatorRow, after: bool = False) -> str:
    """Where a group is; a small one with its respondents and the interval of its share: avant 25 ans (133
    répondants, de 56 % à 74 %)."""
    text, place = written(voice, row), within_group(voice, row, after=after)
    if row.respondents >= SMALL_GROUP or row.low is None or row.high is None:
        return place
    ends = {"low": text.lower_end, "high": text.number(row.high)}
    return voice.say("finding.of_few", place=place, n=voice.respondents(row.respondents), **ends)


def _means_text(voice: Voice, finding: Finding, title: str) -> str:
    """The means of the two groups and of everyone; of everyone alone, where the title has both."""
    high, low = finding.ends
    whole = written(voice, finding.whole)
    figures = {"high_figure": written(voice, high).brief_figure, "low_figure": written(voice, low).brief}
    if all(figure in title for figure in figures.values()):
        return voice.say("finding.mean_whole", whole=whole.brief_figure)
    places = {"high": within_group(voice, high), "low": within_group(voice, low, after=True)}
    return voice.say("finding.mean_text", whole=whole.brief, **places, **figures)


def _text_way(voice: Voice, finding: Finding, turn: int) -> str:
    """The way of this turn; a range of the lowest and the highest only, and no "they" before any is named."""
    if voice.verb(finding.indicator, finding.item) is None:
        return "groups_text_1" if finding.spans and turn % 2 else "share_text"
    place = turn % len(PATTERNS)
    return PATTERNS[0 if place == 1 and not finding.spans else place]


def _among(voice: Voice, finding: Finding, title: str, said: str) -> str:
    """What is said, and of whom, where that is not everyone and no word of the title tells."""
    population = finding.whole.population
    if voice.is_named(population) or those(voice, population) in decapitalised(title):
        return said
    named = decapitalised(voice.population(population))
    return voice.say("finding.among", population=named, said=decapitalised(said))


def card_standing(voice: Voice, changes: Changes, indicator: str, item: str = "") -> str:
    """What became of a key figure since the edition before: its value then, and one word; nothing where no
    test says whether it moved."""
    change = next((c for c in changes.latest if c.cell == (indicator, item)), None)
    if change is None or change.status in ("not_asked", "hidden", "small", "fixed", "profile"):
        return ""
    if change.status == "break":
        return voice.say("card.broken", edition=in_edition(voice, changes, change.earlier))
    before = changes.figure(change, change.earlier)
    if not before.is_shown:
        return ""
    figure, now = (_of_card(voice, row) for row in (before, changes.figure(change, change.later)))
    word = voice.say(f"card.{_became(voice, change, is_same=figure == now)}")
    return voice.say(
        "card.then", figure=figure, edition=in_edition(voice, changes, change.earlier), word=word
    )


def _of_card(voice: Voice, row: IndicatorRow) -> str:
    text = written(voice, row)
    return text.figure if row.form.is_share else text.brief


def _became(voice: Voice, change: Change, is_same: bool) -> str:
    """What a test says of a change: that the figure is stable only where both are printed the same."""
    if change.holds(voice.level):
        return "up" if change.shown_difference > 0 else "down"
    if change.finds(voice.level):
        return "moved"
    if not change.denies(voice.level):
        return "unclear"
    return "stable" if is_same else "same"
