"""The ways in which a finding can be said in one sentence, those without digits first."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from math import isclose

from analysis.questionnaire.fixed_words import Verb
from analysis.reporting.edition_results import Changes
from analysis.reporting.findings.edition_phrases import in_edition
from analysis.reporting.findings.finding_record import Finding
from analysis.reporting.findings.group_phrases import (
    by_groups,
    is_attached,
    more_along,
    people_of,
    than,
    within_group,
)
from analysis.reporting.language.adverbs import with_adverb
from analysis.reporting.language.agreeing_figures import two_figures
from analysis.reporting.language.indicator_sentences import in_words, in_words_alone, predicate, those
from analysis.reporting.language.typography import capitalised, headed
from analysis.reporting.language.voice import Voice
from analysis.reporting.language.written_values import written
from analysis.results.indicator_rows import IndicatorRow

Way = tuple[str, str]
"""What a way of saying is called, and the sentence said in it, without a full stop."""
Say = Callable[..., str]
BRIEF = 12
"""Characters up to which an answer is not named without its question."""
MUCH_MORE, MOST_TIMES, NEAR_WHOLE = 1.8, 6, 0.2
"""Two figures of which one is more than so many times the other, up to MOST_TIMES and near a whole number,
are said as a ratio."""


def ways_of(voice: Voice, finding: Finding, changes: Changes) -> list[Way]:
    """Each way in which the finding can be said, the best first."""
    if not finding.whole.form.is_share:
        said = _of_means(voice, finding) if finding.ends else _of_moved_mean(voice, finding, changes)
    else:
        said = _of_groups(voice, finding) if finding.ends else _of_change(voice, finding, changes)
    return [(way, capitalised(title)) for way, title in said]


def _of_change(voice: Voice, finding: Finding, changes: Changes) -> Iterator[Way]:
    change, verb = finding.change, voice.verb(finding.indicator, finding.item)
    direction = "up" if change and change.shown_difference > 0 else "down"
    found = two_figures(voice, finding.before, finding.whole) if finding.before else None
    figures = dict(zip(("before", "now"), found or (), strict=False))
    if verb:
        earlier = in_edition(voice, changes, change.earlier) if change else ""
        yield from _with_verb_of_change(voice, finding, verb, direction, earlier, figures)
    if figures:
        topic = topic_of(voice, finding)
        for place in range(2):
            yield f"topic_{place}", voice.say(f"finding.topic_{direction}_{place}", topic=topic, **figures)


def _with_verb_of_change(
    voice: Voice, finding: Finding, verb: Verb, direction: str, earlier: str, figures: Mapping[str, str]
) -> Iterator[Way]:
    """That the share moved, in words and in figures; the share alone last."""
    now = finding.whole
    if voice.is_named(now.population):
        yield from _then_and_now(voice, finding, earlier)
    if figures and _takes_clause(voice, now.population):
        values = {"who": those(voice, now.population), "verb": verb.many}
        yield "grows", voice.say(f"finding.grows_{direction}", **values)
        yield "moved", voice.say(f"finding.moved_{direction}", **values, **figures)
    if voice.is_named(now.population):
        yield "share", f"{in_words(voice, now)} {predicate(voice, now)}"


def _then_and_now(voice: Voice, finding: Finding, earlier: str) -> Iterator[Way]:
    """The share in words beside the earlier one, where words tell the two apart."""
    now = finding.whole
    words, said = in_words(voice, now), predicate(voice, now)
    other = in_words_alone(voice, finding.before) if finding.before else ""
    if other and other != in_words_alone(voice, now):
        yield "then", voice.say("finding.then", words=words, verb=said, other=other, earlier=earlier)


def _of_groups(voice: Voice, finding: Finding) -> Iterator[Way]:
    verb = voice.verb(finding.indicator, finding.item)
    if verb:
        yield from _with_verb_of_groups(voice, finding, verb)
    yield from _of_topic(voice, finding)


def _with_verb_of_groups(voice: Voice, finding: Finding, verb: Verb) -> Iterator[Way]:
    high, low = finding.ends
    population, figures = high.population, _figures(voice, high, low)
    in_high, in_low = within_group(voice, high), within_group(voice, low)
    than_high, than_low = (than(voice, within_group(voice, row, after=True)) for row in (high, low))
    values = {"who": those(voice, population), "verb": verb.many}
    along = _along(voice, finding, verb)
    if along:
        yield "along", along
    times = _doing_so_many_times(voice, verb, times_of(high, low))
    if times:
        yield "times", _compared(voice, verb, (high, low), times, "times")
    if voice.is_named(population):
        yield from _both_in_words(voice, high, low)
        yield "words_high", _with_share(voice, high)
    if often := with_adverb(voice, verb.many, voice.say("adverb.more_often")):
        yield "often", _compared(voice, verb, (high, low), often)
    if less := with_adverb(voice, verb.many, voice.say("adverb.less_often")):
        yield "less", _compared(voice, verb, (low, high), less)
    if voice.is_named(population):
        yield "words_low", _with_share(voice, low)
    if _takes_clause(voice, population):
        yield "rarer", voice.say("finding.rarer", low=in_low, high=than_high, **values)
    yield "it_is", voice.say("finding.it_is", high=in_high, low=than_low, **values)
    after = within_group(voice, low, after=True)
    yield "figures", voice.say("finding.figures", high=in_high, low=after, **figures, **values)
    if not voice.population(population):
        said = {"high": in_high, "low": after, "verb": verb.many, **figures}
        yield "brief", voice.say("finding.brief", **said)
        yield "pair", voice.say("finding.pair", **said)
    if finding.spans and len(finding.groups) > 2:
        by = by_groups(voice, high.breakdown)
        yield "by", voice.say("finding.by", by=by, **figures, **values)


def _compared(
    voice: Voice, verb: Verb, rows: tuple[IndicatorRow, IndicatorRow], doing: str, key: str = "often"
) -> str:
    """Those of a group do it more often, or so many times as often, than those of another: the groups
    themselves where they are people.

    The sentence begins with the place where that would be read with the noun before it.
    """
    first, other = rows
    word = "as" if key == "times" else "than"
    people = [_people(voice, row, verb) for row in rows]
    if all(people):
        return voice.say("finding.people", people=people[0], doing=doing, others=than(voice, people[1], word))
    place = within_group(voice, first)
    return voice.say(
        f"finding.{key}",
        context="first" if is_attached(voice, place) else "",
        who=those(voice, first.population),
        doing=doing,
        high=place,
        low=than(voice, within_group(voice, other, after=True), word),
    )


def _people(voice: Voice, row: IndicatorRow, verb: Verb) -> str:
    """The group as those who do it: les réguliers; empty where it is no people, where they are some of a part
    of the sample, and where the language would have what they do agree with them."""
    words = set(re.findall(r"\w+", verb.many))
    if voice.population(row.population) or words.intersection(voice.rules.agreeing):
        return ""
    return people_of(voice, row)


def _takes_clause(voice: Voice, population: str | None) -> bool:
    """Whether those whom the figures speak of can be said to do more: no "volunteers who pay who use it"."""
    return f" {voice.say('relative')} " not in f"{those(voice, population)} "


def _along(voice: Voice, finding: Finding, verb: Verb) -> str:
    """What those of a share do more, or less, the further one goes along the groups; empty where nothing says
    what grows.

    "Ceux" stands only for those whom what grows has named; others do it more often, or less.
    """
    high, _ = finding.ends
    more = more_along(voice, high) if finding.is_steady else ""
    if not more:
        return ""
    noun, direction = voice.noun(high.population), "more" if _rises(finding) else "fewer"
    if voice.is_named(high.population) and noun.many in more:
        return voice.say(f"finding.along_{direction}", context=noun.article, more=more, verb=verb.many)
    values = {"more": more, "who": those(voice, high.population), "verb": verb.many}
    return voice.say(f"finding.along_often_{direction}", **values)


def _doing_so_many_times(voice: Voice, verb: Verb, times: int) -> str:
    """What people do twice as often; empty for no number of times."""
    if not times:
        return ""
    key = "adverb.twice" if times == 2 else "adverb.times"
    return with_adverb(voice, verb.many, voice.say(key, times=voice.in_letters(times)))


def _as_in(voice: Voice, row: IndicatorRow) -> str:
    return than(voice, within_group(voice, row, after=True), "as")


def _both_in_words(voice: Voice, high: IndicatorRow, low: IndicatorRow) -> Iterator[Way]:
    """A group with its share in words, and the other beside it."""
    words, other = in_words_alone(voice, high), in_words_alone(voice, low)
    if words and other and words != other:
        yield (
            "words_both",
            voice.say(
                "finding.both",
                high=within_group(voice, high),
                words=in_words(voice, high),
                verb=predicate(voice, high),
                other=other,
                low=within_group(voice, low, after=True),
            ),
        )


def _of_means(voice: Voice, finding: Finding) -> Iterator[Way]:
    """Means of two groups: what those of each do on average, or the indicator between quotation marks."""
    high, low = finding.ends
    verb, topic = voice.verb(finding.indicator), topic_of(voice, finding)
    figures = {"high_figure": written(voice, high).brief_figure, "low_figure": written(voice, low).brief}
    first = {"high": within_group(voice, high), "low": within_group(voice, low, after=True)}
    who = those(voice, high.population)
    if verb:
        yield "mean_verb", voice.say("finding.mean_verb", who=who, verb=verb.many, **figures, **first)
    more = more_along(voice, high) if finding.is_steady else ""
    if more:
        way = "mean_along_more" if _rises(finding) else "mean_along_fewer"
        yield "along", voice.say(f"finding.{way}", more=more, topic=topic)
    if finding.spans and len(finding.groups) > 2:
        after = {"low": within_group(voice, low), "high": within_group(voice, high, after=True)}
        yield "mean_goes", voice.say("finding.mean_goes", topic=topic, **figures, **after)
    yield "mean_figures", voice.say("finding.mean_figures", topic=topic, **figures, **first)
    figure = figures["high_figure"]
    yield "mean_alone", voice.say("finding.mean_alone", topic=topic, high=first["high"], figure=figure)
    by = by_groups(voice, high.breakdown)
    yield "mean_differs", voice.say("finding.mean_differs", topic=topic, by=by)


def _of_moved_mean(voice: Voice, finding: Finding, changes: Changes) -> Iterator[Way]:
    """A mean now and in the edition before."""
    figures = two_figures(voice, finding.before, finding.whole) if finding.before else None
    if figures is None or finding.change is None:
        return
    values = {"before": figures[0], "now": figures[1]}
    verb = voice.verb(finding.indicator)
    if verb:
        earlier = in_edition(voice, changes, finding.change.earlier)
        who = those(voice, finding.whole.population)
        yield "mean_then", voice.say("finding.mean_then", who=who, verb=verb.many, earlier=earlier, **values)
    direction = "up" if finding.change.shown_difference > 0 else "down"
    yield "mean_moved", voice.say(f"finding.mean_{direction}", topic=topic_of(voice, finding), **values)


def _with_share(voice: Voice, row: IndicatorRow) -> str:
    """A group with its share in words."""
    said = f"{in_words(voice, row)} {predicate(voice, row)}"
    return voice.say("finding.in_group", group=within_group(voice, row), said=said)


def _of_topic(voice: Voice, finding: Finding) -> Iterator[Way]:
    """Of what the survey has no verb for: the answer or the indicator between quotation marks."""
    high, low = finding.ends
    topic, figures = topic_of(voice, finding), _figures(voice, high, low)
    in_high, in_low = within_group(voice, high), within_group(voice, low)
    after_high, after_low = (within_group(voice, row, after=True) for row in (high, low))
    more, times = more_along(voice, high) if finding.is_steady else "", times_of(high, low)
    if more:
        kind = "topic" if finding.item else "topic_part"
        direction = "more" if _rises(finding) else "fewer"
        yield "topic_along", voice.say(f"finding.{kind}_{direction}", more=more, topic=topic)
    if finding.item and times:
        key = "finding.topic_twice" if times == 2 else "finding.topic_times"
        values = {"topic": topic, "high": in_high, "low": _as_in(voice, low)}
        yield "topic_times", voice.say(key, times=voice.in_letters(times), **values)
    if finding.item:
        yield (
            "topic_often",
            voice.say("finding.topic_often", topic=topic, high=in_high, low=than(voice, after_low)),
        )
    pairs = {
        "topic_higher": {"high": in_high, "low": than(voice, after_low)},
        "topic_lower": {"low": in_low, "high": than(voice, after_high)},
        "topic_reaches": {"high": in_high, "low": after_low, **figures},
        "topic_stays": {"low": in_low, "high": after_high, **figures},
    }
    if finding.spans:
        pairs["topic_goes"] = {"low": in_low, "high": after_high, **figures}
    for way, values in pairs.items():
        yield way, voice.say(f"finding.{way}", topic=topic, **values)
    if finding.spans and len(finding.groups) > 2:
        by = by_groups(voice, high.breakdown)
        yield "topic_by", voice.say("finding.topic_by", by=by, topic=topic, **figures)
    yield from _of_one_group(voice, topic, high, figures["high_figure"])


def _of_one_group(voice: Voice, topic: str, high: IndicatorRow, figure: str) -> Iterator[Way]:
    """Where two names are too long for a title: the higher group alone, else that the groups differ."""
    yield (
        "topic_alone",
        voice.say("finding.topic_alone", topic=topic, high=within_group(voice, high), figure=figure),
    )
    by = by_groups(voice, high.breakdown)
    yield "topic_differs", voice.say("finding.topic_differs", topic=topic, by=by)


def _rises(finding: Finding) -> bool:
    """Whether the share goes up from the first group to the last."""
    return finding.groups[-1].shown_value > finding.groups[0].shown_value


def _figures(voice: Voice, high: IndicatorRow, low: IndicatorRow) -> dict[str, str]:
    return {"high_figure": written(voice, high).figure, "low_figure": written(voice, low).figure}


def times_of(high: IndicatorRow, low: IndicatorRow) -> int:
    """How many times the lower figure the higher is, where that is near a whole number; else 0."""
    ratio = high.shown_value / low.value if low.value else 0.0
    times = round(ratio)
    is_near = isclose(ratio, times, abs_tol=NEAR_WHOLE)
    return times if ratio > MUCH_MORE and times <= MOST_TIMES and is_near else 0


def topic_of(voice: Voice, finding: Finding) -> str:
    """What a finding is about between quotation marks: the answer, else the indicator; both where the answer
    is a word that says nothing alone, such as yes."""
    indicator = finding.indicator
    short = voice.text(indicator.short or indicator.title)
    if not finding.item:
        return voice.quoted(short)
    answer = voice.item(indicator, finding.item)
    return voice.quoted(answer if len(answer) > BRIEF else headed(short, answer, voice.colon))


def subject_of(voice: Voice, finding: Finding) -> str:
    """What a finding is about, short: the answer where each has its figure, else the indicator."""
    indicator = finding.indicator
    title = voice.text(indicator.short or indicator.title)
    if not finding.item:
        return title
    return f"{title}, {voice.quoted(voice.item(indicator, finding.item))}"
