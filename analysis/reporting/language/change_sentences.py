"""What is said of editions compared, no more than the tests support."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from analysis.questionnaire import Label
from analysis.reporting.edition_results import Changes
from analysis.reporting.language.agreeing_figures import ChangedFigures, changed_figures, two_figures
from analysis.reporting.language.typography import decapitalised, ended, signed_decimals
from analysis.reporting.language.voice import Voice
from analysis.reporting.language.written_values import written
from analysis.results.indicator_rows import IndicatorRow
from analysis.results.schema import WHOLE, significance
from analysis.results.trend_rows import Change


def edition_title(voice: Voice, changes: Changes, name: str) -> str:
    """What an edition is called."""
    title = changes.titles.get(name)
    return voice.text(title) if title else name


def _gap(voice: Voice, changes: Changes, change: Change, printed: ChangedFigures) -> str:
    """soit +6 points (de +2 à +10 points), with the decimals of the figures; empty where none is printed."""
    if not printed.difference:
        return ""
    low, high = _ends(voice, changes, change, printed)
    return voice.say("change.gap", gap=printed.difference, low=low, high=high)


def _ends(voice: Voice, changes: Changes, change: Change, printed: ChangedFigures) -> tuple[str, str]:
    """The ends of the interval of a change, the unit after the upper one; decimals as the figures."""
    row = changes.figure(change, change.later)
    decimals = change.no_finer(signed_decimals(printed.decimals, change.low, change.high))
    low = change_amount(voice, row, change.low, False, decimals, row.value)
    return low, change_amount(voice, row, change.high, True, decimals, row.value)


def change_alone(voice: Voice, changes: Changes, change: Change) -> str:
    """Le changement est de +6 points (intervalle …), after both figures; empty where none is printed."""
    earlier, later = (changes.figure(change, edition) for edition in (change.earlier, change.later))
    printed = changed_figures(voice, earlier, later, change.shown_difference)
    if not printed.difference or change.low is None or change.high is None:
        return ""
    low, high = _ends(voice, changes, change, printed)
    level, name = voice.percent(100 * voice.level), voice.interval_name.lower()
    interval = voice.say("interval.said", name=name, level=level, low=low, high=high)
    return voice.say("change.alone", gap=printed.difference, interval=interval)


def change_amount(
    voice: Voice,
    row: IndicatorRow,
    value: float | None,
    with_unit: bool,
    decimals: int | None = None,
    beside: float | None = None,
) -> str:
    """A change of the figure of `row` with its sign, in points for shares; as in a table, or with these
    decimals; a large one in millions or billions as the number `beside` is."""
    value, text = value or 0.0, written(voice, row)
    if decimals is None:
        decimals = text.decimals_in_table
    if row.form.in_points:
        return voice.points(value, decimals) if with_unit else voice.signed(value, decimals)
    return voice.signed_amount(value, text.unit if with_unit else "", decimals, beside)


def change_with_interval(voice: Voice, row: IndicatorRow, change: Change) -> list[str]:
    """A change as a table has it, and the ends of its interval, all in the same unit."""
    decimals = change.no_finer(written(voice, row).decimals_in_table)
    values = (change.difference, change.low, change.high)
    widest = max(abs(value or 0.0) for value in values)
    return [change_amount(voice, row, value, False, decimals, widest) for value in values]


def change_title(voice: Voice, change: Change) -> str:
    """The indicator, and the answer where each has its row."""
    indicator = voice.survey.indicators[change.indicator]
    title = voice.text(indicator.title)
    return f"{title}, {voice.quoted(voice.item(indicator, change.item))}" if change.item else title


def changes_summary(voice: Voice, changes: Changes) -> str:
    """How many of the figures compared changed significantly."""
    tested = [change for change in changes.latest if change.status == "tested"]
    changed = sum(change.holds(voice.level) for change in tested)
    earlier = dict.fromkeys(edition_title(voice, changes, change.earlier) for change in changes.latest)
    names = voice.listing(list(earlier))
    if not tested:
        return voice.say("changes.none_compared", earlier=names)
    if len(tested) == 1:
        return voice.say(f"changes.only_one_{'changed' if changed else 'same'}", earlier=names)
    values = {"n": voice.in_letters(len(tested)), "earlier": names}
    if not changed:
        return voice.say("changes.none", **values)
    return voice.say_counted("changes.some", changed, k=voice.in_letters(changed), **values)


def change_sentence(voice: Voice, changes: Changes, change: Change) -> str:
    """What can be said of one change, and of what is left of it at the ages of the earlier edition."""
    if change.status in ("not_asked", "hidden"):
        return voice.say(f"change.{change.status}")
    if change.status == "break":
        return voice.say("change.break", reason=_reason(voice, change))
    earlier, later = (changes.figure(change, edition) for edition in (change.earlier, change.later))
    difference = change.shown_difference if change.holds(voice.level) else None
    printed = changed_figures(voice, earlier, later, difference)
    said = voice.say(
        f"change.{_kind(voice, change, printed)}",
        later=printed.later,
        earlier=printed.earlier,
        before=edition_title(voice, changes, change.earlier),
        after=edition_title(voice, changes, change.later),
        gap=_gap(voice, changes, change, printed),
        reason=_reason(voice, change),
    )
    more = weighted_alike(voice, changes, change), at_equal_composition(voice, changes, change)
    return " ".join(filter(None, (said, *more)))


def weighted_alike(voice: Voice, changes: Changes, change: Change) -> str:
    """What both editions say weighted on the variables that they share, of a figure that is no trend because
    they are weighted otherwise; empty where there is no such figure."""
    before, after, p = change.alike_from, change.alike_to, change.alike_p
    if change.status != "profile" or before is None or after is None or p is None:
        return ""
    row = changes.figure(change, change.later)
    is_found, text = p < significance(voice.level), written(voice, row)
    apart = two_figures(voice, *(replace(row, value=value) for value in (before, after)))
    alike = [text.number(value, text.decimals_of(before, after)) for value in (before, after)]
    earlier, later = apart if is_found and apart else alike
    kind = ("apart" if apart else "slight") if is_found else "same"
    if change.alike_on == WHOLE:
        return voice.say(f"change.alike_{kind}_unweighted", earlier=earlier, later=later)
    names = [voice.mention(voice.variable(name)) for name in change.alike_on.split(";")]
    variables = voice.listing(names)
    return voice.say(f"change.alike_{kind}", earlier=earlier, later=later, variables=variables)


def _reason(voice: Voice, change: Change) -> str:
    return ended(decapitalised(voice.text(Label(change.break_fr, change.break_en))))


def _kind(voice: Voice, change: Change, printed: ChangedFigures) -> str:
    if change.status != "tested":
        return change.status
    if not change.finds(voice.level):
        said = "equal" if printed.is_stable else "same"
        return said if change.denies(voice.level) else "unclear"
    if not change.holds(voice.level):
        return "moved_slightly"
    if change.shown_difference > 0:
        return "up_slightly" if printed.is_stable else "up"
    return "down_slightly" if printed.is_stable else "down"


def at_equal_composition(voice: Voice, changes: Changes, change: Change) -> str:
    """What the later figure would be at the ages of the earlier edition, where that says something else: half
    the change or more is gone, or one is found that ages had hidden. Empty otherwise."""
    effect = effect_of_composition(voice, change)
    if not effect:
        return ""
    return voice.say(f"change.{effect}_composition", **_equal(voice, changes, change))


Effect = Literal["", "owed_to", "hidden_by"]
"""What the composition of the respondents does to a change: it makes half of it or more, or hides it."""


def effect_of_composition(voice: Voice, change: Change) -> Effect:
    """Whether half a change or more is owed to who answered, or one that ages had hidden is found."""
    value, before, after = change.equal_value, change.value_from, change.value_to
    if voice.survey.composition is None or value is None or before is None or after is None:
        return ""
    if change.equal_p is None:
        return ""
    is_left = abs(value - before) > abs(after - before) / 2 and (value > before) == (after > before)
    if change.holds(voice.level):
        return "" if is_left else "owed_to"
    return "hidden_by" if change.equal_p < significance(voice.level) else ""


def listed_at_equal_composition(
    voice: Voice, changes: Changes, listed: Sequence[Change], effect: Effect
) -> str:
    """Each of the changes on which composition has the effect, with the figure that it would have: dix ans ou
    plus : 25 % à répartition égale (âge). Empty where there is none."""
    found = [change for change in listed if effect_of_composition(voice, change) == effect]
    named = [
        voice.say("change.at_equal", name=change_title(voice, change), **_equal(voice, changes, change))
        for change in found
    ]
    return voice.series([decapitalised(each) for each in named]) if named else ""


def _equal(voice: Voice, changes: Changes, change: Change) -> dict[str, str]:
    """The figure at the ages of the earlier edition, and what stands for ages."""
    row = changes.figure(change, change.later)
    named = voice.mention(voice.variable(voice.survey.composition or ""))
    return {"figure": written(voice, row).number(change.equal_value or 0.0), "variable": named}
