"""What is said of groups and of editions compared, no more than the tests support."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analysis.questionnaire import Label
from analysis.reporting.contrasts import Contrast, group_contrasts, is_comparable
from analysis.reporting.edition_results import Changes
from analysis.reporting.language import typography as typo
from analysis.reporting.language.indicator_sentences import Writer
from analysis.reporting.language.voice import word
from analysis.results.comparisons import Change
from analysis.results.indicator_rows import IndicatorRow

SAME_GAP = 1e-9
"""Gaps closer than this are one."""
DifferenceLine = tuple[str, str]
"""What is spoken of, and what is said."""


def difference_lines(
    writer: Writer, breakdowns: Mapping[str, Sequence[IndicatorRow]]
) -> list[DifferenceLine]:
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


def has_groups(rows: Sequence[IndicatorRow]) -> bool:
    """Whether two groups or more have respondents and a figure that may be compared, once published."""
    comparable = [row for row in rows if row.mark != "empty" and not row.is_fixed]
    return len({row.group for row in comparable if not row.form.is_sum}) > 1


def _published(rows: Sequence[IndicatorRow]) -> list[IndicatorRow]:
    return [row for row in rows if row.is_shown and not row.is_fixed]


def _term(writer: Writer, breakdown: str) -> str:
    name = writer.names.variable(breakdown)
    said = typo.mention(name, writer.language)
    return name if said == typo.decapitalised(name) else said


def _undecided(
    writer: Writer, alike: Sequence[str], small: Sequence[str], hidden: Sequence[str]
) -> list[DifferenceLine]:
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


def _difference(
    writer: Writer, breakdown: str, rows: Sequence[IndicatorRow], clear: Sequence[Contrast]
) -> str:
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


def _sets_apart(compared: Sequence[IndicatorRow], clear: Sequence[Contrast]) -> str:
    """The group that differs from all others, "highest" or "lowest"; empty when none does."""
    others = len(compared) - 1
    if others > 1 and sum(contrast.higher is compared[-1] for contrast in clear) == others:
        return "highest"
    return "lowest" if others > 1 and sum(c.lower is compared[0] for c in clear) == others else ""


def _claim(compared: Sequence[IndicatorRow], clear: Sequence[Contrast], is_exceeded: bool) -> tuple[str, str]:
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


@dataclass(frozen=True)
class Teller:
    """Says what changed, figure by figure."""

    writer: Writer
    changes: Changes

    @property
    def level(self) -> float:
        """The level of the tests."""
        return self.writer.names.survey.publication.level

    def edition(self, name: str) -> str:
        """What an edition is called."""
        title = self.changes.titles.get(name)
        return self.writer.names.text(title) if title else name

    def estimate(self, change: Change, edition: str) -> IndicatorRow:
        """The figure of `change` as `edition` published it; an empty one where it did not."""
        found = self.changes.figures.get(edition, {}).get(change.cell)
        return found or IndicatorRow(change.indicator, change.item, status="suppressed")

    def figure(self, change: Change, edition: str) -> str:
        """The figure with its unit and, in brackets, the edition."""
        return f"{self.writer.figure(self.estimate(change, edition))} ({self.edition(edition)})"

    def gap(self, change: Change) -> str:
        """+6 points (de +2 à +10), with its interval."""
        low, high = self.amount(change, change.low, False), self.amount(change, change.high, True)
        between = self.writer.say("de {low} à {high}", "{low} to {high}", low=low, high=high)
        return f"{self.amount(change, change.difference, True)} ({between})"

    def amount(self, change: Change, value: float | None, with_unit: bool) -> str:
        """A difference with its sign, in points for shares."""
        estimate, language = self.estimate(change, change.later), self.writer.language
        if estimate.form.in_points:
            return (
                typo.points(value or 0.0, language, 1)
                if with_unit
                else typo.signed(value or 0.0, language, 1)
            )
        unit = self.writer.unit(estimate) if with_unit else ""
        return typo.signed_amount(value or 0.0, unit, language, estimate.decimals)

    def title(self, change: Change) -> str:
        """The indicator, and the answer where each has its row."""
        indicator = self.writer.names.survey.indicators[change.indicator]
        title = self.writer.names.text(indicator.title)
        if not change.item:
            return title
        answer = typo.quoted(self.writer.names.item(indicator, change.item), self.writer.language)
        return f"{title}, {answer}"

    def summary(self) -> str:
        """How many of the figures compared changed significantly."""
        tested = [change for change in self.changes.latest if change.status == "tested"]
        changed = sum(change.holds(self.level) for change in tested)
        earlier = dict.fromkeys(self.edition(change.earlier) for change in self.changes.latest)
        values = {
            "n": typo.in_letters(len(tested), self.writer.language),
            "k": typo.in_letters(changed, self.writer.language),
            "earlier": typo.listing(list(earlier), self.writer.language),
        }
        if len(tested) < 2:
            return self.writer.say(*_FEW[len(tested), changed], **values)
        return self.writer.say(*_SEVERAL[min(changed, 2)], **values)

    def said(self, change: Change) -> str:
        """What can be said of one change."""
        if change.status == "break":
            reason = self.writer.names.text(Label(change.break_fr, change.break_en))
            return self.writer.say(
                "Rupture de série, les éditions ne se comparent pas : {reason}",
                "The series is broken and the editions cannot be compared: {reason}",
                reason=typo.ended(typo.decapitalised(reason)),
            )
        if change.status == "not_asked":
            return self.writer.say(
                "Question posée dans une seule des éditions.", "Asked in one edition only."
            )
        if change.status == "hidden":
            return self.writer.say(
                "Chiffre non publié dans l'une des éditions.", "Figure not published in one of the editions."
            )
        values = {
            "later": self.figure(change, change.later),
            "earlier": self.figure(change, change.earlier),
            "gap": self.gap(change) if change.status == "tested" else "",
        }
        french, english = _SAID[self._kind(change)]
        return self.writer.say(french, english, **values)

    def _kind(self, change: Change) -> str:
        if change.status != "tested":
            return change.status
        if not change.holds(self.level):
            return "same"
        return "up" if (change.difference or 0.0) > 0 else "down"

    def tag(self, change: Change) -> tuple[str, str]:
        """The label beside a title, and whether the change is good news."""
        if not change.holds(self.level):
            return "", ""
        is_up = (change.difference or 0.0) > 0
        direction = self.writer.names.survey.indicators[change.indicator].direction
        kind = {("favourable", True): "favourable", ("unfavourable", False): "favourable"}.get(
            (direction, is_up)
        )
        kind = kind or ("unfavourable" if direction != "neutral" else "neutral")
        return word("trend_up" if is_up else "trend_down", self.writer.language), kind


_FEW = {
    (0, 0): (
        "Aucun chiffre n'a pu être comparé à l'édition précédente ({earlier}).",
        "No figure could be compared with the edition before ({earlier}).",
    ),
    (1, 0): (
        "Le seul chiffre d'ensemble comparé à l'édition précédente ({earlier}) n'a pas évolué de façon "
        "significative.",
        "The only figure of the whole sample compared with the edition before ({earlier}) did not change "
        "significantly.",
    ),
    (1, 1): (
        "Le seul chiffre d'ensemble comparé à l'édition précédente ({earlier}) a évolué de façon "
        "significative.",
        "The only figure of the whole sample compared with the edition before ({earlier}) changed "
        "significantly.",
    ),
}
"""(figures compared, how many changed) -> what is said."""
_SEVERAL = {
    0: (
        "Aucun des {n} chiffres d'ensemble comparés à l'édition précédente ({earlier}) n'a évolué de façon "
        "significative.",
        "None of the {n} figures of the whole sample compared with the edition before ({earlier}) changed "
        "significantly.",
    ),
    1: (
        "Sur {n} chiffres d'ensemble comparés à l'édition précédente ({earlier}), un seul a évolué de façon "
        "significative.",
        "Of {n} figures of the whole sample compared with the edition before ({earlier}), only one changed "
        "significantly.",
    ),
    2: (
        "Sur {n} chiffres d'ensemble comparés à l'édition précédente ({earlier}), {k} ont évolué de façon "
        "significative.",
        "Of {n} figures of the whole sample compared with the edition before ({earlier}), {k} changed "
        "significantly.",
    ),
}
_SAID = {
    "up": ("En hausse : {later}, contre {earlier}, soit {gap}.", "Up: {later}, against {earlier}: {gap}."),
    "down": (
        "En baisse : {later}, contre {earlier}, soit {gap}.",
        "Down: {later}, against {earlier}: {gap}.",
    ),
    "same": (
        "Pas d'évolution significative : {later}, contre {earlier}, soit {gap}.",
        "No significant change: {later}, against {earlier}: {gap}.",
    ),
    "small": (
        "Trop peu de répondants pour tester l'évolution : {later}, contre {earlier}.",
        "Too few respondents to test the change: {later}, against {earlier}.",
    ),
    "fixed": (
        "Chiffre fixé par le redressement, non comparé : {later}, contre {earlier}.",
        "Figure fixed by the weighting, not compared: {later}, against {earlier}.",
    ),
}
