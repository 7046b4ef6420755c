"""Sentences that the estimates support, in French and English."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analysis.questionnaire import Indicator, Label, Statistic, Survey
from analysis.reporting.contrasts import answers_differ
from analysis.reporting.language import typography as typo
from analysis.reporting.language.in_words import in_words
from analysis.reporting.language.voice import Names, interval_name, mark_meaning, word
from analysis.results.indicator_rows import IndicatorRow, IndicatorRows
from analysis.results.schema import FORMS

OpinionSides = tuple[float, float]
"""Shares, in %, of the favourable and of the unfavourable answers of a balance."""
ALMOST = 1e-6
"""Points within which a share is everybody or nobody."""
STATEMENTS: Mapping[Statistic, Label] = {
    "mean": Label("en moyenne{of_whom}, {figure}.", "on average{of_whom}, {figure}."),
    "median": Label("la médiane{of_whom} est de {figure}.", "the median{of_whom} is {figure}."),
    "total": Label("au total{of_whom}, {figure}.", "in total{of_whom}, {figure}."),
    "ratio": Label("le rapport{of_whom} est de {figure}.", "the ratio{of_whom} is {figure}."),
}
"""What the figure of a statistic is called in a sentence; that of another is said by its name alone."""
NAMED = Label("{name}{of_whom} : {figure}.", "{name}{of_whom}: {figure}.")


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

    def figure(self, estimate: IndicatorRow, decimals: int | None = None) -> str:
        """The value with its unit, as it stands in a sentence."""
        return self.number(estimate.value or 0.0, estimate, decimals)

    def number(self, value: float, estimate: IndicatorRow, decimals: int | None = None) -> str:
        """`value` in the unit and with the decimals of `estimate`."""
        if decimals is None:
            decimals = 0 if estimate.form.in_points else estimate.decimals
        if estimate.form.is_balance:
            return typo.points(value, self.language, decimals)
        return typo.amount(value, self.unit(estimate), self.language, decimals)

    def bare(self, estimate: IndicatorRow) -> str:
        """The value without its unit, as it stands in a card or a chart."""
        value = estimate.value or 0.0
        if estimate.form.is_balance:
            return typo.signed(value, self.language)
        return typo.number(value, self.language, estimate.decimals)

    def _lower(self, value: float, estimate: IndicatorRow, decimals: int | None) -> str:
        """The lower end of an interval: its unit is written once, after the upper end, unless it is %."""
        if estimate.unit == "%":
            return self.number(value, estimate, decimals)
        if estimate.form.is_balance:
            return typo.signed(value, self.language, decimals or 0)
        return typo.number(value, self.language, estimate.decimals)

    def unit(self, estimate: IndicatorRow) -> str:
        """The unit in the report's language."""
        indicator = self.names.survey.indicators.get(estimate.indicator)
        if indicator and indicator.unit and estimate.unit != "%":
            return self.names.text(indicator.unit)
        question = self.names.survey.questions.get(indicator.variable) if indicator else None
        if question and question.unit and estimate.unit in (question.unit.fr, question.unit.en):
            return self.names.text(question.unit)
        return typo.typeset(estimate.unit, self.language)

    def unit_of_figure(self, estimate: IndicatorRow) -> str:
        """The unit as it agrees with the figure: −1 point, 7,6 sur 10."""
        value, decimals = estimate.value or 0.0, 0 if estimate.form.in_points else estimate.decimals
        return typo.unit_of(value, self.unit(estimate), self.language, decimals)

    def interval(self, estimate: IndicatorRow) -> str:
        """intervalle indicatif à 95 % : de 66 % à 70 %; empty when there is none.

        A figure that the weighting fixes (the population's share of men) has none to speak of.
        """
        if estimate.low is None or estimate.high is None:
            return ""
        if estimate.is_fixed:
            return self.say("chiffre fixé par le redressement", "figure fixed by the weighting")
        same = self.number(estimate.low, estimate) == self.number(estimate.high, estimate)
        decimals = 1 if same and estimate.form.in_points else None
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

    def headline(
        self, indicator: Indicator, whole: Sequence[IndicatorRow], sides: OpinionSides | None = None
    ) -> str:
        """The sentence to keep about an indicator: its figure for the whole sample, or its first answers.

        `sides` are the shares behind a balance, where they are published.
        """
        answers = [estimate for estimate in whole if estimate.item]
        if answers:
            return typo.capitalised(self._leading_answers(indicator, answers))
        if whole and sides and whole[0].is_shown:
            return typo.capitalised(f"{self.statement(whole[0])} {self._sides(sides)}")
        return typo.capitalised(self.statement(whole[0])) if whole else ""

    def _sides(self, sides: OpinionSides) -> str:
        favourable, unfavourable = (typo.percent(share, self.language) for share in sides)
        return self.say(
            "{favourable} de réponses favorables, {unfavourable} de défavorables.",
            "{favourable} favourable answers, {unfavourable} unfavourable.",
            favourable=favourable,
            unfavourable=unfavourable,
        )

    def statement(self, estimate: IndicatorRow) -> str:
        """près de sept répondants sur dix : 68 % (intervalle …). Or why the figure is not published."""
        if not estimate.is_shown:
            reason = mark_meaning(estimate.mark, self.language)
            return word("not_shown_sentence", self.language, reason=_reason(reason))
        precision = self.interval(estimate)
        figure = self.figure(estimate) + (f" ({precision})" if precision else "")
        return self._statement(estimate, figure)

    def in_words(self, estimate: IndicatorRow) -> str:
        """près de sept bénévoles sur dix, as far as a share's interval goes; of a balance, its verdict."""
        if estimate.form.is_balance:
            return word(f"opinion_{estimate.verdict or 'unsaid'}", self.language)
        value = estimate.value or 0.0
        low = value if estimate.low is None else estimate.low
        high = value if estimate.high is None else estimate.high
        return in_words(value, low, high, self.language, self.names.noun(estimate.population))

    def _statement(self, estimate: IndicatorRow, figure: str) -> str:
        of_whom = self._of_whom(estimate)
        if estimate.form.is_share:
            return self.say(
                "{words}{of_whom} : {figure}.",
                "{words}{of_whom}: {figure}.",
                words=self.in_words(estimate),
                of_whom="" if self.names.is_named(estimate.population) else of_whom,
                figure=figure,
            )
        if estimate.form.is_balance:
            said = "{opinion}{of_whom} : solde de {figure}.", "{opinion}{of_whom}: balance of {figure}."
            return self.say(*said, opinion=self.in_words(estimate), of_whom=of_whom, figure=figure)
        label = STATEMENTS.get(estimate.statistic, NAMED)
        name = typo.decapitalised(word(estimate.statistic, self.language))
        return self.say(label.fr, label.en, name=name, of_whom=of_whom, figure=figure)

    def _of_whom(self, estimate: IndicatorRow) -> str:
        """(population : dirigeants), after a space; empty for everyone."""
        population = self.names.population(estimate.population)
        return f" ({self._named_population(population)})" if population else ""

    def _named_population(self, population: str, start: str = "population") -> str:
        return f"{start}{typo.colon(self.language)}{typo.decapitalised(population)}"

    def _leading_answers(self, indicator: Indicator, answers: Sequence[IndicatorRow]) -> str:
        shown = sorted((a for a in answers if a.is_shown), key=lambda a: -(a.value or 0.0))
        if not shown:
            reason = mark_meaning(answers[0].mark or "suppressed", self.language)
            return word("not_shown_sentence", self.language, reason=_reason(reason))
        if any(a.is_fixed for a in shown[:3]):
            return ""
        population = self.names.population(shown[0].population)
        end = f" {typo.ended(self._named_population(population, 'Population'))}" if population else ""
        return self._order(shown, [self.names.item(indicator, a.item) for a in shown[:3]]) + end

    def _order(self, shown: Sequence[IndicatorRow], labels: Sequence[str]) -> str:
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

    def named(self, label: str, estimate: IndicatorRow) -> str:
        """« label » (figure)."""
        return f"{typo.quoted(label, self.language)} ({self.figure(estimate)})"


def _is_unanimous(shown: Sequence[IndicatorRow]) -> bool:
    """Whether everybody gives the first answer, and nobody another."""
    first, *others = [estimate.value or 0.0 for estimate in shown]
    return first > 100 - ALMOST and all(value < ALMOST for value in others)


def _reason(meaning: str) -> str:
    """The reason alone: précision insuffisante, of non publié (précision insuffisante)."""
    return meaning.partition("(")[2].removesuffix(")")


def opinion_sides(survey: Survey, estimates: IndicatorRows, indicator: Indicator) -> OpinionSides | None:
    """The shares, in %, of the favourable and of the unfavourable answers of the whole sample.

    They are read from the shares published of the same question, among the same respondents; None where a
    side has none, and for an indicator that is no balance.
    """
    if not FORMS[indicator.statistic].is_balance:
        return None
    alike = [
        other
        for other in survey.indicators.values()
        if FORMS[other.statistic].is_share
        and (other.variable, other.population, other.base)
        == (indicator.variable, indicator.population, indicator.base)
    ]
    several = survey.questions[indicator.variable].type == "multiple"
    favourable, unfavourable = (
        _share(estimates, alike, codes, several) for codes in (indicator.favourable, indicator.unfavourable)
    )
    return None if favourable is None or unfavourable is None else (favourable, unfavourable)


def _share(
    estimates: IndicatorRows, indicators: Sequence[Indicator], codes: Sequence[str], several: bool
) -> float | None:
    """The share who gave one of `codes`: that of an indicator of just these, else the sum of the answers'."""
    for indicator in indicators:
        whole = {row.item: row.value for row in estimates.whole(indicator.name)}
        if set(indicator.answers) == set(codes) and whole.get("") is not None:
            return whole[""]
        found = [value for code in codes if (value := whole.get(code)) is not None]
        can_add = not several or len(codes) == 1
        if not indicator.answers and can_add and len(found) == len(codes):
            return sum(found)
    return None
