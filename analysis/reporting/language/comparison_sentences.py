"""What is said of groups and of editions compared, no more than the tests support."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analysis.questionnaire import Label
from analysis.reporting.edition_results import Changes
from analysis.reporting.language.indicator_sentences import named
from analysis.reporting.language.typography import decapitalised, ended
from analysis.reporting.language.voice import Voice
from analysis.reporting.language.written_values import written
from analysis.results.comparison_rows import Comparisons
from analysis.results.indicator_rows import IndicatorRow
from analysis.results.trend_rows import Change

SAME_GAP = 1e-9
"""Gaps closer than this are one."""
DifferenceLine = tuple[str, str]
"""What is spoken of, and what is said."""


@dataclass(frozen=True)
class Contrast:
    """Two groups of one breakdown, the higher and the lower; the corrected p-value of their difference."""

    higher: IndicatorRow
    lower: IndicatorRow
    p: float

    def holds(self, level: float) -> bool:
        """Whether the difference is significant."""
        return self.p < 1 - level


def contrasts_of(rows: Sequence[IndicatorRow], comparisons: Comparisons) -> list[Contrast]:
    """Every two groups that were tested, of the figure whose groups are `rows`."""
    of = {row.group: row for row in rows}
    found = comparisons.groups(rows[0].indicator, rows[0].item, rows[0].breakdown) if rows else []
    return [_contrast(of[each.group], of[each.against_group], each.p_adjusted) for each in found]


def _contrast(a: IndicatorRow, b: IndicatorRow, p: float | None) -> Contrast:
    higher, lower = (a, b) if (a.value or 0.0) >= (b.value or 0.0) else (b, a)
    return Contrast(higher, lower, 1.0 if p is None else p)


def difference_lines(
    voice: Voice, breakdowns: Mapping[str, Sequence[IndicatorRow]], comparisons: Comparisons
) -> list[DifferenceLine]:
    """One line per breakdown whose groups differ, the clearest first; then those that do not.

    A difference is stated only where its test supports it, corrected over every pair of groups of the
    breakdowns that reports compare. Breakdowns without one share a line, and so do those with fewer than
    two groups large enough to compare, and those with fewer than two published figures.
    """
    names = [name for name, rows in breakdowns.items() if has_groups(rows)]
    contrasts = {name: contrasts_of(breakdowns[name], comparisons) for name in names}
    level = next((row.level for rows in breakdowns.values() for row in rows), 0.95)
    clear = {name: found for name in names if (found := [c for c in contrasts[name] if c.holds(level)])}
    order = sorted(clear, key=lambda name: min(contrast.p for contrast in clear[name]))
    lines = [(_term(voice, n), _difference(voice, n, breakdowns[n], contrasts[n], clear[n])) for n in order]
    alike = [name for name in names if contrasts[name] and name not in clear]
    apart = [name for name in names if not contrasts[name]]
    small = [name for name in apart if len(_published(breakdowns[name])) > 1]
    return lines + _undecided(voice, alike, small, [name for name in apart if name not in small])


def has_groups(rows: Sequence[IndicatorRow]) -> bool:
    """Whether two groups or more have respondents and a figure that may be compared, once published."""
    comparable = [row for row in rows if row.mark != "empty" and not row.is_fixed]
    return len({row.group for row in comparable if not row.form.is_sum}) > 1


def _published(rows: Sequence[IndicatorRow]) -> list[IndicatorRow]:
    return [row for row in rows if row.is_shown and not row.is_fixed]


def _term(voice: Voice, breakdown: str) -> str:
    name = voice.variable(breakdown)
    said = voice.mention(name)
    return name if said == decapitalised(name) else said


def _undecided(
    voice: Voice, alike: Sequence[str], small: Sequence[str], hidden: Sequence[str]
) -> list[DifferenceLine]:
    said = {"alike": alike, "small": small, "hidden": hidden}
    return [(voice.say(f"groups.{kind}"), _together(voice, names)) for kind, names in said.items() if names]


def _together(voice: Voice, breakdowns: Sequence[str]) -> str:
    return ended(voice.listing([voice.mention(voice.variable(name)) for name in breakdowns]))


def _difference(
    voice: Voice,
    breakdown: str,
    rows: Sequence[IndicatorRow],
    contrasts: Sequence[Contrast],
    clear: Sequence[Contrast],
) -> str:
    tested = {row.group for contrast in contrasts for row in (contrast.higher, contrast.lower)}
    compared = sorted((row for row in rows if row.group in tested), key=lambda row: row.value or 0.0)
    widest = max(clear, key=_gap)
    drawn = [row.value for row in rows if row.value is not None]
    is_exceeded = max(drawn) - min(drawn) > _gap(widest) + SAME_GAP
    if is_exceeded and not _sets_apart(compared, clear):
        widest = min(clear, key=lambda contrast: (contrast.p, -_gap(contrast)))
    return voice.say(
        f"groups.{_claim(compared, clear, is_exceeded)}",
        high=named(voice, voice.answer(breakdown, widest.higher.group), widest.higher),
        low=named(voice, voice.answer(breakdown, widest.lower.group), widest.lower),
    )


def _gap(contrast: Contrast) -> float:
    return (contrast.higher.value or 0.0) - (contrast.lower.value or 0.0)


def _sets_apart(compared: Sequence[IndicatorRow], clear: Sequence[Contrast]) -> str:
    """The group that differs from all others, "highest" or "lowest"; empty when none does."""
    others = len(compared) - 1
    if others > 1 and sum(contrast.higher is compared[-1] for contrast in clear) == others:
        return "highest"
    return "lowest" if others > 1 and sum(c.lower is compared[0] for c in clear) == others else ""


def _claim(compared: Sequence[IndicatorRow], clear: Sequence[Contrast], is_exceeded: bool) -> str:
    """The strongest claim that holds: one group above or below all others, or one pair that differs.

    When the chart shows a larger gap, one that the test does not support, the pair is the clearest.
    """
    return _sets_apart(compared, clear) or ("clearest" if is_exceeded else "significant")


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
