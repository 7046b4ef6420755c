"""What is said below the title of a finding: its figures beside each other, and of whom they speak."""

from __future__ import annotations

from analysis.reporting.edition_results import Changes
from analysis.reporting.findings.finding_record import Finding
from analysis.reporting.language.agreeing_figures import two_figures
from analysis.reporting.language.change_sentences import at_equal_composition, edition_title
from analysis.reporting.language.typography import decapitalised
from analysis.reporting.language.voice import Voice
from analysis.reporting.language.written_values import written
from analysis.results.indicator_rows import IndicatorRow

PATTERNS = 3
"""Ways of giving the figures of groups, in turn so that none is heard too often; the first is of
the lowest and the highest group."""


def finding_text(voice: Voice, finding: Finding, changes: Changes, turn: int = 0) -> str:
    """The figures, what they are held to, and the whole; `turn` as in its title."""
    if finding.change:
        before = changes.figure(finding.change, finding.change.earlier)
        figures = two_figures(voice, before, finding.whole) or ("", "")
        said = voice.say(
            f"finding.change_text_{turn % 2}",
            now=figures[1],
            later=edition_name(voice, changes, finding.change.later),
            before=figures[0],
            earlier=edition_name(voice, changes, finding.change.earlier),
        )
        equal = at_equal_composition(voice, changes, finding.change)
        return " ".join(filter(None, (said, equal, _among(voice, finding))))
    return " ".join(filter(None, (_groups_text(voice, finding, turn), _among(voice, finding))))


def _groups_text(voice: Voice, finding: Finding, turn: int) -> str:
    """From the first group to the last where they end an order, else the two beside the whole."""
    high, low = finding.ends
    question = voice.survey.questions.get(high.breakdown)
    order = [row.group for row in finding.groups]
    is_along = bool(question and question.ordered) and {high.group, low.group} == {order[0], order[-1]}
    first, last = (high, low) if order.index(high.group) < order.index(low.group) else (low, high)
    pattern = turn % PATTERNS if finding.spans else turn % (PATTERNS - 1) + 1
    return voice.say(
        "finding.along_text" if is_along and turn % 2 == 0 else f"finding.groups_text_{pattern}",
        first=_group(voice, first),
        from_=written(voice, first).figure,
        last=_group(voice, last),
        to=written(voice, last).figure,
        high=written(voice, high).figure,
        group=_group(voice, high),
        low=written(voice, low).figure,
        other=_group(voice, low),
        whole=written(voice, finding.whole).figure,
    )


def _among(voice: Voice, finding: Finding) -> str:
    """Of whom the figures speak, where that is not everyone."""
    population = finding.whole.population
    if voice.is_named(population):
        return ""
    return voice.say("finding.among", population=decapitalised(voice.population(population)))


def _group(voice: Voice, row: IndicatorRow) -> str:
    return voice.quoted(voice.answer(row.breakdown, row.group))


def edition_name(voice: Voice, changes: Changes, edition: str) -> str:
    """The year of an edition; its title where two editions are of one year, or none is known."""
    years = list(changes.years.values())
    year = changes.years.get(edition)
    return str(year) if year and years.count(year) == 1 else edition_title(voice, changes, edition)


def card_standing(voice: Voice, changes: Changes, indicator: str, item: str = "") -> str:
    """What became of a key figure since the edition before: its value then, and one word; nothing where no
    test says whether it moved."""
    change = next((c for c in changes.latest if c.cell == (indicator, item)), None)
    if change is None or change.status in ("not_asked", "hidden", "small", "fixed", "profile"):
        return ""
    if change.status == "break":
        return voice.say("card.broken", edition=edition_name(voice, changes, change.earlier))
    before = changes.figure(change, change.earlier)
    if not before.is_shown:
        return ""
    moves = change.holds(voice.level)
    word = ("card.up" if (change.difference or 0.0) > 0 else "card.down") if moves else "card.stable"
    text = written(voice, before)
    figure = text.figure if before.form.is_share else text.bare
    return voice.say(
        "card.then", figure=figure, edition=edition_name(voice, changes, change.earlier), word=voice.say(word)
    )
