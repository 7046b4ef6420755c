"""What is said of editions compared, no more than the tests support."""

from __future__ import annotations

from analysis.questionnaire import Label
from analysis.reporting.edition_results import Changes
from analysis.reporting.language.typography import decapitalised, ended
from analysis.reporting.language.voice import Voice
from analysis.reporting.language.written_values import written
from analysis.results.indicator_rows import IndicatorRow
from analysis.results.trend_rows import Change


def edition_title(voice: Voice, changes: Changes, name: str) -> str:
    """What an edition is called."""
    title = changes.titles.get(name)
    return voice.text(title) if title else name


def _figure(voice: Voice, changes: Changes, change: Change, edition: str) -> str:
    """The figure with its unit and, in brackets, the edition."""
    title = edition_title(voice, changes, edition)
    return f"{written(voice, changes.figure(change, edition)).figure} ({title})"


def _change_with_interval(voice: Voice, changes: Changes, change: Change) -> str:
    """+6 points (de +2 à +10)."""
    row = changes.figure(change, change.later)
    low, high = change_amount(voice, row, change.low, False), change_amount(voice, row, change.high, True)
    between = voice.say("change.interval", low=low, high=high)
    return f"{change_amount(voice, row, change.difference, True)} ({between})"


def change_amount(voice: Voice, row: IndicatorRow, value: float | None, with_unit: bool) -> str:
    """A change of the figure of `row` with its sign, in points for shares."""
    value = value or 0.0
    text = written(voice, row)
    if row.form.in_points:
        decimals = max(1, text.decimals)
        return voice.points(value, decimals) if with_unit else voice.signed(value, decimals)
    return voice.signed_amount(value, text.unit if with_unit else "", text.decimals)


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
    """What can be said of one change."""
    if change.status in ("not_asked", "hidden"):
        return voice.say(f"change.{change.status}")
    if change.status == "break":
        reason = voice.text(Label(change.break_fr, change.break_en))
        return voice.say("change.break", reason=ended(decapitalised(reason)))
    return voice.say(
        f"change.{_kind(voice, change)}",
        later=_figure(voice, changes, change, change.later),
        earlier=_figure(voice, changes, change, change.earlier),
        gap=_change_with_interval(voice, changes, change) if change.status == "tested" else "",
    )


def _kind(voice: Voice, change: Change) -> str:
    if change.status != "tested":
        return change.status
    if not change.holds(voice.level):
        return "same"
    return "up" if (change.difference or 0.0) > 0 else "down"


def change_tag(voice: Voice, change: Change) -> tuple[str, str]:
    """The label beside a title, and whether the change is good news."""
    if not change.holds(voice.level):
        return "", ""
    is_up = (change.difference or 0.0) > 0
    direction = voice.survey.indicators[change.indicator].direction
    good = {("favourable", True), ("unfavourable", False)}
    kind = "favourable" if (direction, is_up) in good else "unfavourable"
    return voice.say("trend_up" if is_up else "trend_down"), "neutral" if direction == "neutral" else kind
