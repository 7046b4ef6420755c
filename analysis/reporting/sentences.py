"""Sentences that the estimates support, in French and English."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.questionnaire import Indicator
from analysis.reporting import typography as typo
from analysis.reporting.contrasts import answers_differ
from analysis.reporting.estimates import IN_POINTS, Estimate
from analysis.reporting.names import Names
from analysis.reporting.proportions import in_words
from analysis.reporting.wording import interval_name, mark_meaning, word

Sides = tuple[float, float]
"""Shares, in %, of the favourable and of the unfavourable answers of a balance."""
ALMOST = 1e-6
"""Points within which a share is everybody or nobody."""


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
            decimals = 0 if estimate.statistic in IN_POINTS else estimate.decimals
        if estimate.statistic == "balance":
            return typo.points(value, self.language, decimals)
        return typo.amount(value, self.unit(estimate), self.language, decimals)

    def bare(self, estimate: Estimate) -> str:
        """The value without its unit, as it stands in a card or a chart."""
        value = estimate.value or 0.0
        if estimate.statistic == "balance":
            return typo.signed(value, self.language)
        return typo.number(value, self.language, estimate.decimals)

    def _lower(self, value: float, estimate: Estimate, decimals: int | None) -> str:
        """The lower end of an interval: its unit is written once, after the upper end, unless it is %."""
        if estimate.unit == "%":
            return self.number(value, estimate, decimals)
        if estimate.statistic == "balance":
            return typo.signed(value, self.language, decimals or 0)
        return typo.number(value, self.language, estimate.decimals)

    def unit(self, estimate: Estimate) -> str:
        """The unit in the report's language."""
        indicator = self.names.survey.indicators.get(estimate.indicator)
        if indicator and indicator.unit and estimate.unit != "%":
            return self.names.text(indicator.unit)
        question = self.names.survey.questions.get(indicator.variable) if indicator else None
        if question and question.unit and estimate.unit in (question.unit.fr, question.unit.en):
            return self.names.text(question.unit)
        return typo.typeset(estimate.unit, self.language)

    def unit_of_figure(self, estimate: Estimate) -> str:
        """The unit as it agrees with the figure: −1 point, 7,6 sur 10."""
        value, decimals = estimate.value or 0.0, 0 if estimate.statistic in IN_POINTS else estimate.decimals
        return typo.unit_of(value, self.unit(estimate), self.language, decimals)

    def interval(self, estimate: Estimate) -> str:
        """intervalle indicatif à 95 % : de 66 % à 70 %; empty when there is none.

        A figure that the weighting fixes (the population's share of men) has none to speak of.
        """
        if estimate.low is None or estimate.high is None:
            return ""
        if estimate.is_fixed:
            return self.say("chiffre fixé par le redressement", "figure fixed by the weighting")
        same = self.number(estimate.low, estimate) == self.number(estimate.high, estimate)
        decimals = 1 if same and estimate.statistic in IN_POINTS else None
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

    def headline(self, indicator: Indicator, whole: Sequence[Estimate], sides: Sides | None = None) -> str:
        """The sentence to keep about an indicator: its figure for the whole sample, or its first answers.

        `sides` are the shares behind a balance, where they are published.
        """
        answers = [estimate for estimate in whole if estimate.item]
        if answers:
            return typo.capitalised(self._leading_answers(indicator, answers))
        if whole and sides and whole[0].is_shown:
            return typo.capitalised(f"{self.statement(whole[0])} {self._sides(sides)}")
        return typo.capitalised(self.statement(whole[0])) if whole else ""

    def _sides(self, sides: Sides) -> str:
        favourable, unfavourable = (typo.percent(share, self.language) for share in sides)
        return self.say(
            "{favourable} de réponses favorables, {unfavourable} de défavorables.",
            "{favourable} favourable answers, {unfavourable} unfavourable.",
            favourable=favourable,
            unfavourable=unfavourable,
        )

    def statement(self, estimate: Estimate) -> str:
        """près de sept répondants sur dix : 68 % (intervalle …). Or why the figure is not published."""
        if not estimate.is_shown:
            reason = mark_meaning(estimate.mark, self.language)
            return word("not_shown_sentence", self.language, reason=_reason(reason))
        precision = self.interval(estimate)
        figure = self.figure(estimate) + (f" ({precision})" if precision else "")
        return self._statement(estimate, figure)

    def in_words(self, estimate: Estimate) -> str:
        """près de sept bénévoles sur dix, as far as a share's interval goes; of a balance, its verdict."""
        if estimate.statistic == "balance":
            return word(f"opinion_{estimate.verdict or 'unsaid'}", self.language)
        value = estimate.value or 0.0
        low = value if estimate.low is None else estimate.low
        high = value if estimate.high is None else estimate.high
        return in_words(value, low, high, self.language, self.names.noun(estimate.population))

    def _statement(self, estimate: Estimate, figure: str) -> str:
        of_whom = self._of_whom(estimate)
        if estimate.statistic == "share":
            return self.say(
                "{words}{of_whom} : {figure}.",
                "{words}{of_whom}: {figure}.",
                words=self.in_words(estimate),
                of_whom="" if self.names.is_named(estimate.population) else of_whom,
                figure=figure,
            )
        if estimate.statistic == "balance":
            said = "{opinion}{of_whom} : solde de {figure}.", "{opinion}{of_whom}: balance of {figure}."
            return self.say(*said, opinion=self.in_words(estimate), of_whom=of_whom, figure=figure)
        french = {
            "mean": "en moyenne{of_whom}, {figure}.",
            "median": "la médiane{of_whom} est de {figure}.",
            "total": "au total{of_whom}, {figure}.",
            "ratio": "le rapport{of_whom} est de {figure}.",
        }
        english = {
            "mean": "on average{of_whom}, {figure}.",
            "median": "the median{of_whom} is {figure}.",
            "total": "in total{of_whom}, {figure}.",
            "ratio": "the ratio{of_whom} is {figure}.",
        }
        said = french[estimate.statistic], english[estimate.statistic]
        return self.say(*said, of_whom=of_whom, figure=figure)

    def _of_whom(self, estimate: Estimate) -> str:
        """(population : dirigeants), after a space; empty for everyone."""
        population = self.names.population(estimate.population)
        return f" ({self._named_population(population)})" if population else ""

    def _named_population(self, population: str, start: str = "population") -> str:
        return f"{start}{typo.colon(self.language)}{typo.decapitalised(population)}"

    def _leading_answers(self, indicator: Indicator, answers: Sequence[Estimate]) -> str:
        shown = sorted((a for a in answers if a.is_shown), key=lambda a: -(a.value or 0.0))
        if not shown:
            reason = mark_meaning(answers[0].mark or "suppressed", self.language)
            return word("not_shown_sentence", self.language, reason=_reason(reason))
        if any(a.is_fixed for a in shown[:3]):
            return ""
        population = self.names.population(shown[0].population)
        end = f" {typo.ended(self._named_population(population, 'Population'))}" if population else ""
        return self._order(shown, [self.names.item(indicator, a.item) for a in shown[:3]]) + end

    def _order(self, shown: Sequence[Estimate], labels: Sequence[str]) -> str:
        named = [self.named(label, a) for label, a in zip(labels, shown, strict=False)]
        first = typo.quoted(labels[0], self.language)

        def differ(first: int, second: int) -> bool:
            return answers_differ(shown[first], shown[second], shown[0].level)

        if _is_unanimous(shown):
            return self.say("tous répondent {a}.", "all answer {a}.", a=first)
        if len(shown) == 1:
            return self.say("la réponse est {a}.", "the answer is {a}.", a=named[0])
        if differ(0, 1):
            rest = typo.listing(named[1:], self.language)
            return self.say(
                "{a} arrive en tête ({figure}), devant {rest}.",
                "{a} comes first ({figure}), ahead of {rest}.",
                a=first,
                figure=self.figure(shown[0]),
                rest=rest,
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


def _is_unanimous(shown: Sequence[Estimate]) -> bool:
    """Whether everybody gives the first answer, and nobody another."""
    first, *others = [estimate.value or 0.0 for estimate in shown]
    return first > 100 - ALMOST and all(value < ALMOST for value in others)


def _reason(meaning: str) -> str:
    """The reason alone: précision insuffisante, of non publié (précision insuffisante)."""
    return meaning.partition("(")[2].removesuffix(")")
