"""Sentences that the estimates support, in French and English."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.questionnaire import Indicator
from analysis.reporting import typography as typo
from analysis.reporting.contrasts import answers_differ
from analysis.reporting.estimates import Estimate
from analysis.reporting.names import Names
from analysis.reporting.proportions import in_words
from analysis.reporting.wording import interval_name, mark_meaning, word

FIXED = 0.05
"""Width of an interval, in points, below which a share is one that the weighting fixes."""


@dataclass(frozen=True)
class Writer:
    """Writes sentences about the estimates of one survey, in one language."""

    names: Names

    @property
    def language(self) -> str:
        """fr or en."""
        return self.names.language

    def say(self, french: str, english: str, **values: str) -> str:
        """The sentence of the report's language, typeset, with `values` put in."""
        text = typo.typeset(french if self.language == "fr" else english, self.language)
        return text.format(**values)

    def figure(self, estimate: Estimate, decimals: int | None = None) -> str:
        """The value with its unit, as it stands in a sentence."""
        return self.number(estimate.value or 0.0, estimate, decimals)

    def number(self, value: float, estimate: Estimate, decimals: int | None = None) -> str:
        """`value` in the unit and with the decimals of `estimate`."""
        if decimals is None:
            share = estimate.statistic == "share"
            decimals = 0 if share else estimate.decimals
        unit = self.unit(estimate)
        return typo.amount(value, unit, self.language, decimals)

    def _lower(self, value: float, estimate: Estimate, decimals: int | None) -> str:
        """The lower end of an interval: its unit is written once, after the upper end, unless it is %."""
        if estimate.unit == "%":
            return self.number(value, estimate, decimals)
        return typo.number(value, self.language, estimate.decimals)

    def unit(self, estimate: Estimate) -> str:
        """The unit in the report's language."""
        indicator = self.names.survey.indicators.get(estimate.indicator)
        if indicator and indicator.unit and estimate.unit != "%":
            return self.names.text(indicator.unit)
        return typo.typeset(estimate.unit, self.language)

    def interval(self, estimate: Estimate) -> str:
        """intervalle indicatif à 95 % : de 66 % à 70 %; empty when there is none.

        A figure that the weighting fixes (the population's share of men) has none to speak of.
        """
        if estimate.low is None or estimate.high is None:
            return ""
        if estimate.statistic == "share" and estimate.high - estimate.low < FIXED:
            return self.say("chiffre fixé par le redressement", "figure fixed by the weighting")
        same = self.number(estimate.low, estimate) == self.number(estimate.high, estimate)
        decimals = 1 if same and estimate.statistic == "share" else None
        name = interval_name(self.names.survey.sampling, self.language).lower()
        level = typo.percent(100 * estimate.level, self.language)
        return self.say(
            "{name} à {level} : de {low} à {high}",
            "{level} {name}: {low} to {high}",
            name=name,
            level=level,
            low=self._lower(estimate.low, estimate, decimals),
            high=self.number(estimate.high, estimate, decimals),
        )

    def headline(self, indicator: Indicator, whole: Sequence[Estimate]) -> str:
        """The sentence to keep about an indicator: its figure for the whole sample, or its first answers."""
        answers = [estimate for estimate in whole if estimate.item]
        if answers:
            return typo.capitalised(self._leading_answers(indicator, answers))
        return typo.capitalised(self._single(whole[0])) if whole else ""

    def _single(self, estimate: Estimate) -> str:
        if not estimate.is_shown:
            reason = mark_meaning(estimate.mark, self.language)
            return word("not_shown_sentence", self.language, reason=reason)
        precision = self.interval(estimate)
        figure = self.figure(estimate) + (f" ({precision})" if precision else "")
        return self._population(estimate) + self._statement(estimate, figure)

    def _statement(self, estimate: Estimate, figure: str) -> str:
        if estimate.statistic == "share":
            value = estimate.value or 0.0
            low = value if estimate.low is None else estimate.low
            high = value if estimate.high is None else estimate.high
            words = in_words(value, low, high, self.language)
            return self.say(
                "cela concerne {words} : {figure}.",
                "this concerns {words}: {figure}.",
                words=words,
                figure=figure,
            )
        french = {
            "mean": "en moyenne, {figure}.",
            "median": "la médiane est de {figure}.",
            "total": "au total, {figure}.",
            "ratio": "le rapport est de {figure}.",
        }
        english = {
            "mean": "on average, {figure}.",
            "median": "the median is {figure}.",
            "total": "in total, {figure}.",
            "ratio": "the ratio is {figure}.",
        }
        return self.say(french[estimate.statistic], english[estimate.statistic], figure=figure)

    def _population(self, estimate: Estimate) -> str:
        population = self.names.population(estimate.population)
        if not population:
            return ""
        among = self.say("Parmi ", "Among ")
        return f"{among} {typo.quoted(population, self.language)}, "

    def _leading_answers(self, indicator: Indicator, answers: Sequence[Estimate]) -> str:
        shown = sorted((a for a in answers if a.is_shown), key=lambda a: -(a.value or 0.0))
        if not shown:
            reason = mark_meaning(answers[0].mark or "suppressed", self.language)
            return word("not_shown_sentence", self.language, reason=reason)
        named = [self.named(self.names.item(indicator, a.item), a) for a in shown[:3]]
        start = self._population(shown[0])
        return start + self._order(shown, named)

    def _order(self, shown: Sequence[Estimate], named: Sequence[str]) -> str:
        def differ(first: int, second: int) -> bool:
            return answers_differ(shown[first], shown[second], shown[0].level)

        if len(shown) == 1:
            return self.say("la réponse est {a}.", "the answer is {a}.", a=named[0])
        if differ(0, 1):
            rest = typo.listing(named[1:], self.language)
            return self.say(
                "en tête, {a}, devant {rest}.", "first, {a}, ahead of {rest}.", a=named[0], rest=rest
            )
        if len(shown) == 2:
            return self.say(
                "{a} et {b} : l'écart n'est pas significatif.",
                "{a} and {b}: the difference is not significant.",
                a=named[0],
                b=named[1],
            )
        if differ(1, 2):
            return self.say(
                "{a} et {b} sont en tête sans se départager, devant {c}.",
                "{a} and {b} lead without a significant difference, ahead of {c}.",
                a=named[0],
                b=named[1],
                c=named[2],
            )
        return self.say(
            "les premières réponses ne se départagent pas : {all}.",
            "the first answers do not differ significantly: {all}.",
            all=typo.listing(named, self.language),
        )

    def named(self, label: str, estimate: Estimate) -> str:
        """« label » (figure)."""
        return f"{typo.quoted(label, self.language)} ({self.figure(estimate)})"
