"""What the groups of each breakdown show: lines that claim no difference the test does not support."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from analysis.reporting.contrasts import Contrast, group_contrasts, is_comparable
from analysis.reporting.estimates import Estimate
from analysis.reporting.sentences import Writer
from analysis.reporting.typography import decapitalised, listing

Line = tuple[str, str]
"""What is spoken of, and what is said."""


def differences(writer: Writer, breakdowns: Mapping[str, Sequence[Estimate]]) -> list[Line]:
    """One line per breakdown whose groups differ, the clearest first; then those that do not.

    A difference is stated only where the test adjusted by Holm, over every pair of groups of every
    breakdown given, supports it. Breakdowns without one share a line, and so do those with fewer than
    two groups large enough to compare.
    """
    names = [name for name, rows in breakdowns.items() if len(rows) > 1]
    contrasts = dict(zip(names, group_contrasts([breakdowns[name] for name in names]), strict=True))
    level = next((row.level for rows in breakdowns.values() for row in rows), 0.95)
    clear = {name: found for name in names if (found := [c for c in contrasts[name] if c.holds(level)])}
    order = sorted(clear, key=lambda name: min(contrast.p for contrast in clear[name]))
    lines = [(writer.names.variable(n), _difference(writer, n, breakdowns[n], clear[n])) for n in order]
    alike = [name for name in names if contrasts[name] and name not in clear]
    small = [name for name in names if not contrasts[name]]
    return lines + _undecided(writer, alike, small)


def _undecided(writer: Writer, alike: Sequence[str], small: Sequence[str]) -> list[Line]:
    said = (
        (writer.say("Sans écart significatif", "No significant difference"), alike),
        (writer.say("Trop peu de répondants pour comparer", "Too few respondents to compare"), small),
    )
    return [(term, _together(writer, breakdowns)) for term, breakdowns in said if breakdowns]


def _together(writer: Writer, breakdowns: Sequence[str]) -> str:
    return listing([decapitalised(writer.names.variable(name)) for name in breakdowns], writer.language) + "."


def _difference(writer: Writer, breakdown: str, rows: Sequence[Estimate], clear: Sequence[Contrast]) -> str:
    compared = sorted(filter(is_comparable, rows), key=lambda row: row.value or 0.0)
    widest = max(clear, key=lambda contrast: (contrast.higher.value or 0.0) - (contrast.lower.value or 0.0))
    french, english = _claim(compared, clear)
    return writer.say(
        french,
        english,
        high=writer.named(writer.names.answer(breakdown, widest.higher.group), widest.higher),
        low=writer.named(writer.names.answer(breakdown, widest.lower.group), widest.lower),
    )


def _claim(compared: Sequence[Estimate], clear: Sequence[Contrast]) -> tuple[str, str]:
    """The strongest claim that holds: one group above or below all others, or one pair that differs."""
    others = len(compared) - 1
    if others > 1 and sum(contrast.higher is compared[-1] for contrast in clear) == others:
        return (
            "{high} se situe au-dessus de chacun des autres groupes ; à l'opposé, {low}.",
            "{high} is above every other group; at the other end, {low}.",
        )
    if others > 1 and sum(contrast.lower is compared[0] for contrast in clear) == others:
        return (
            "{low} se situe au-dessous de chacun des autres groupes ; à l'opposé, {high}.",
            "{low} is below every other group; at the other end, {high}.",
        )
    return (
        "{high} contre {low}, écart significatif.",
        "{high} against {low}, a significant difference.",
    )
