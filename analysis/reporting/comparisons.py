"""What the groups of each breakdown show: lines that claim no difference the test does not support."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from analysis.reporting import typography as typo
from analysis.reporting.contrasts import Contrast, group_contrasts, is_comparable
from analysis.reporting.estimates import Estimate
from analysis.reporting.sentences import Writer

SAME_GAP = 1e-9
"""Gaps closer than this are one."""
Line = tuple[str, str]
"""What is spoken of, and what is said."""


def differences(writer: Writer, breakdowns: Mapping[str, Sequence[Estimate]]) -> list[Line]:
    """One line per breakdown whose groups differ, the clearest first; then those that do not.

    A difference is stated only where the test adjusted by Holm, over every pair of groups of every
    breakdown given, supports it. Breakdowns without one share a line, and so do those with fewer than
    two groups large enough to compare, and those with fewer than two published figures.
    """
    names = [name for name, rows in breakdowns.items() if has_groups(rows)]
    contrasts = dict(zip(names, group_contrasts([breakdowns[name] for name in names]), strict=True))
    level = next((row.level for rows in breakdowns.values() for row in rows), 0.95)
    clear = {name: found for name in names if (found := [c for c in contrasts[name] if c.holds(level)])}
    order = sorted(clear, key=lambda name: min(contrast.p for contrast in clear[name]))
    lines = [(_term(writer, n), _difference(writer, n, breakdowns[n], clear[n])) for n in order]
    alike = [name for name in names if contrasts[name] and name not in clear]
    apart = [name for name in names if not contrasts[name]]
    small = [name for name in apart if len(_published(breakdowns[name])) > 1]
    return lines + _undecided(writer, alike, small, [name for name in apart if name not in small])


def has_groups(rows: Sequence[Estimate]) -> bool:
    """Whether two groups or more have respondents and a figure that may be compared, once published."""
    comparable = [row for row in rows if row.mark != "empty" and not row.is_fixed]
    return len({row.group for row in comparable if row.statistic != "total"}) > 1


def _published(rows: Sequence[Estimate]) -> list[Estimate]:
    return [row for row in rows if row.is_shown and not row.is_fixed]


def _term(writer: Writer, breakdown: str) -> str:
    name = writer.names.variable(breakdown)
    said = typo.mention(name, writer.language)
    return name if said == typo.decapitalised(name) else said


def _undecided(
    writer: Writer, alike: Sequence[str], small: Sequence[str], hidden: Sequence[str]
) -> list[Line]:
    said = (
        (writer.say("Sans écart significatif", "No significant difference"), alike),
        (writer.say("Trop peu de répondants pour comparer", "Too few respondents to compare"), small),
        (
            writer.say("Non comparable (chiffres non publiés)", "Not comparable (figures not published)"),
            hidden,
        ),
    )
    return [(term, _together(writer, breakdowns)) for term, breakdowns in said if breakdowns]


def _together(writer: Writer, breakdowns: Sequence[str]) -> str:
    said = [typo.mention(writer.names.variable(name), writer.language) for name in breakdowns]
    return typo.ended(typo.listing(said, writer.language))


def _difference(writer: Writer, breakdown: str, rows: Sequence[Estimate], clear: Sequence[Contrast]) -> str:
    compared = sorted(filter(is_comparable, rows), key=lambda row: row.value or 0.0)
    widest = max(clear, key=_gap)
    drawn = [row.value for row in rows if row.value is not None]
    is_exceeded = max(drawn) - min(drawn) > _gap(widest) + SAME_GAP
    if is_exceeded and not _sets_apart(compared, clear):
        widest = min(clear, key=lambda contrast: (contrast.p, -_gap(contrast)))
    french, english = _claim(compared, clear, is_exceeded)
    return writer.say(
        french,
        english,
        high=writer.named(writer.names.answer(breakdown, widest.higher.group), widest.higher),
        low=writer.named(writer.names.answer(breakdown, widest.lower.group), widest.lower),
    )


def _gap(contrast: Contrast) -> float:
    return (contrast.higher.value or 0.0) - (contrast.lower.value or 0.0)


def _sets_apart(compared: Sequence[Estimate], clear: Sequence[Contrast]) -> str:
    """The group that differs from all others, "highest" or "lowest"; empty when none does."""
    others = len(compared) - 1
    if others > 1 and sum(contrast.higher is compared[-1] for contrast in clear) == others:
        return "highest"
    return "lowest" if others > 1 and sum(c.lower is compared[0] for c in clear) == others else ""


def _claim(compared: Sequence[Estimate], clear: Sequence[Contrast], is_exceeded: bool) -> tuple[str, str]:
    """The strongest claim that holds: one group above or below all others, or one pair that differs.

    When the chart shows a larger gap, one that the test does not support, the pair is the clearest.
    """
    apart = _sets_apart(compared, clear)
    if apart == "highest":
        return (
            "{high} se situe au-dessus de chacun des autres groupes ; à l'opposé, {low}.",
            "{high} is above every other group; at the other end, {low}.",
        )
    if apart == "lowest":
        return (
            "{low} se situe au-dessous de chacun des autres groupes ; à l'opposé, {high}.",
            "{low} is below every other group; at the other end, {high}.",
        )
    if is_exceeded:
        return (
            "{high} contre {low}, écart le plus net.",
            "{high} against {low}, the clearest difference.",
        )
    return (
        "{high} contre {low}, écart significatif.",
        "{high} against {low}, a significant difference.",
    )
