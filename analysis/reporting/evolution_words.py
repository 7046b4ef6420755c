"""What is said of a change between two editions, in French and English."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.reporting import typography as typo
from analysis.reporting.changes import Change, Changes
from analysis.reporting.estimates import IN_POINTS, Estimate
from analysis.reporting.sentences import Writer
from analysis.reporting.wording import word


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

    def estimate(self, change: Change, edition: str) -> Estimate:
        """The figure of `change` as `edition` published it; an empty one where it did not."""
        found = self.changes.figures.get(edition, {}).get(change.cell)
        return found or Estimate(change.indicator, change.item, status="suppressed")

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
        if estimate.statistic in IN_POINTS:
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
            return self.writer.say(
                "Rupture de série, les éditions ne se comparent pas : {reason}",
                "The series is broken and the editions cannot be compared: {reason}",
                reason=typo.ended(typo.decapitalised(self.writer.names.text(change.reason))),
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
