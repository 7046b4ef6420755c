"""What is said of a finding: a title with a subject and a verb, then the figures beside each other."""

from __future__ import annotations

from analysis.reporting.edition_results import Changes
from analysis.reporting.findings.finding_record import Finding
from analysis.reporting.language.agreeing_figures import two_figures
from analysis.reporting.language.change_sentences import at_equal_composition, edition_title
from analysis.reporting.language.in_words import FRACTIONS, NEAR
from analysis.reporting.language.indicator_sentences import in_words
from analysis.reporting.language.typography import capitalised, decapitalised
from analysis.reporting.language.voice import Voice
from analysis.reporting.language.written_values import written
from analysis.results.indicator_rows import IndicatorRow

PATTERNS = 3
"""Ways of saying that groups differ, taken in turn so that none is heard too often."""


def finding_title(voice: Voice, finding: Finding, turn: int = 0) -> str:
    """One sentence without a full stop: the share in words and what they did, or how far groups differ.

    `turn` is how many findings on groups came before.
    """
    title = _title(voice, finding, turn)
    population = finding.whole.population
    if voice.is_named(population):
        return capitalised(title)
    return f"{capitalised(voice.population(population))}{voice.colon}{title}"


def _title(voice: Voice, finding: Finding, turn: int) -> str:
    predicate = predicate_of(voice, finding)
    if finding.ends:
        return _groups_title(voice, finding, predicate, turn % PATTERNS)
    if finding.item or not predicate:
        is_up = bool(finding.change and (finding.change.difference or 0.0) > 0)
        key = "finding.answer_up" if is_up else "finding.answer_down"
        return voice.say(key, subject=subject_of(voice, finding))
    return f"{in_words(voice, finding.whole)} {_agreeing(voice, finding, predicate)}"


def _groups_title(voice: Voice, finding: Finding, predicate: str, pattern: int) -> str:
    high, low = finding.ends
    return voice.say(
        f"finding.groups_{pattern}",
        by=_breakdown(voice, finding),
        high=written(voice, high).figure,
        low=written(voice, low).figure,
        group=voice.answer(high.breakdown, high.group),
        other=voice.answer(low.breakdown, low.group),
        many=voice.noun(finding.whole.population).many,
        predicate=predicate or subject_of(voice, finding),
    )


def _breakdown(voice: Voice, finding: Finding) -> str:
    """The name of the breakdown in a sentence, without what its label adds in brackets."""
    label = voice.variable(finding.ends[0].breakdown)
    return decapitalised(label.partition(" (")[0])


def _agreeing(voice: Voice, finding: Finding, many: str) -> str:
    """The predicate as it agrees with the words of the share: one of five has, two of three have."""
    verb = finding.indicator.verb.get(voice.language)
    value = finding.whole.value or 0.0
    nearest = min(FRACTIONS, key=lambda fraction: abs(value - fraction))
    is_one = FRACTIONS[nearest].startswith("1/") and abs(value - nearest) <= NEAR
    return voice.typeset(verb.one) if verb and is_one else many


def predicate_of(voice: Voice, finding: Finding) -> str:
    """What the many did: "ont reçu une formation"; with the answer after it where each has its figure."""
    verb = finding.indicator.verb.get(voice.language)
    if verb is None:
        return ""
    said = voice.typeset(verb.many)
    if not finding.item:
        return said
    return f"{said} {voice.quoted(voice.item(finding.indicator, finding.item))}"


def subject_of(voice: Voice, finding: Finding) -> str:
    """What a finding is about, short: the answer where each has its figure, else the indicator."""
    indicator = finding.indicator
    title = voice.text(indicator.short or indicator.title)
    if not finding.item:
        return title
    return f"{title}, {voice.quoted(voice.item(indicator, finding.item))}"


def finding_text(voice: Voice, finding: Finding, changes: Changes, turn: int = 0) -> str:
    """The figures, what they are held to, and the whole; `turn` as in its title."""
    if finding.change:
        before = changes.figure(finding.change, finding.change.earlier)
        figures = two_figures(voice, before, finding.whole) or ("", "")
        said = voice.say(
            "finding.change_text",
            now=figures[1],
            later=edition_name(voice, changes, finding.change.later),
            before=figures[0],
            earlier=edition_name(voice, changes, finding.change.earlier),
        )
        equal = at_equal_composition(voice, changes, finding.change)
        return f"{said} {equal}".strip()
    high, low = finding.ends
    return voice.say(
        f"finding.groups_text_{turn % PATTERNS}",
        high=written(voice, high).figure,
        group=_group(voice, high),
        low=written(voice, low).figure,
        other=_group(voice, low),
        whole=written(voice, finding.whole).figure,
    )


def _group(voice: Voice, row: IndicatorRow) -> str:
    return voice.quoted(voice.answer(row.breakdown, row.group))


def edition_name(voice: Voice, changes: Changes, edition: str) -> str:
    """The year of an edition; its title where two editions are of one year, or none is known."""
    years = list(changes.years.values())
    year = changes.years.get(edition)
    return str(year) if year and years.count(year) == 1 else edition_title(voice, changes, edition)


def card_standing(voice: Voice, changes: Changes, indicator: str, item: str = "") -> str:
    """What became of a key figure since the edition before: its value then, and one word."""
    change = next((c for c in changes.latest if c.cell == (indicator, item)), None)
    if change is None or change.status in ("not_asked", "hidden", "small", "fixed"):
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
