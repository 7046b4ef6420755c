"""One voice for a report: the labels of a survey beside the words, signs and numbers of a language."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.questionnaire import Indicator, Label, Noun, Question, Survey
from analysis.questionnaire.fixed_words import Verb
from analysis.reporting.language.in_words import default_noun
from analysis.reporting.language.typography import Typesetter
from analysis.results.schema import Mark

SIGNS: dict[Mark, str] = {
    "footnote": "(a)",
    "caution": "(b)",
    "suppressed": "n.p.",
    "confidential": "c",
    "empty": "–",
}
"""The mark of a figure -> its sign in tables; the messages `mark.caution` and so on say what it means."""


@dataclass(frozen=True, eq=False)
class Voice(Typesetter):
    """A language bound to a survey; a code without a label is called by itself."""

    survey: Survey

    def __repr__(self) -> str:
        return f"Voice({self.language}: {self.survey.name})"

    def text(self, label: Label | None) -> str:
        """`label` in the report's language and typography; empty when there is none."""
        return self.typeset(label.to(self.rules.labels)) if label else ""

    def indicator(self, name: str) -> str:
        """The title of an indicator."""
        indicator = self.survey.indicators.get(name)
        return self.text(indicator.title) if indicator else self.typeset(name)

    def item(self, indicator: Indicator, code: str) -> str:
        """The label of an answer that has its own row."""
        return self.answer(indicator.variable, code)

    def verb(self, indicator: Indicator, item: str = "") -> Verb | None:
        """What those of a figure do, of one and of many; an answer without a verb of its own is quoted.

        None where the survey does not say it.
        """
        question = self.survey.questions.get(indicator.variable)
        own = question.verbs.get(item, {}).get(self.language) if question and item else None
        verb = own or indicator.verb.get(self.language)
        if verb is None:
            return None
        answer = f" {self.quoted(self.item(indicator, item))}" if item and not own else ""
        return Verb(self.typeset(verb.one) + answer, self.typeset(verb.many) + answer)

    def variable(self, name: str) -> str:
        """The short label of a question or derived variable."""
        question = self.survey.questions.get(name)
        return self.text(question.label) if question else self.typeset(name)

    def answer(self, variable: str, code: str) -> str:
        """The label of `code` among the answers to `variable`."""
        question = self.survey.questions.get(variable)
        label = question.codes.get(code) if question else None
        return self.text(label) if label else self.typeset(code)

    def population(self, name: str | None) -> str:
        """Who the figures speak of; empty for everyone."""
        population = self.survey.populations.get(name or "")
        return self.text(population.label) if population else ""

    def noun(self, population: str | None) -> Noun:
        """What those of the population are called in a share: bénévoles, else répondants."""
        own = self.survey.populations.get(population or "")
        called = {**self.survey.called, **(own.called if own else {})}
        noun = called.get(self.language)
        return Noun(self.typeset(noun.one), self.typeset(noun.many)) if noun else default_noun(self)

    def is_named(self, population: str | None) -> bool:
        """Whether the noun says all of whom the figures speak, as "dirigeants" of the leaders."""
        return self.population(population).casefold() in ("", self.noun(population).many.casefold())

    def respondents(self, count: int) -> str:
        """1 répondant, 784 répondants."""
        return self.say_counted("respondents_counted", count, n=self.number(count))

    def counted(self, count: int | None) -> str:
        """How many there are, in digits; nothing where that may not be told."""
        return "" if count is None else self.number(count)

    def mark_meaning(self, mark: Mark) -> str:
        """What the sign of `mark` says."""
        return self.say(f"mark.{mark}")

    @property
    def level(self) -> float:
        """The level of the tests and intervals."""
        return self.survey.publication.level

    @property
    def interval_name(self) -> str:
        """What an interval may be called: a confidence interval only with a probability sample."""
        return self.say(f"interval.{self.survey.sampling}")


def mark_sign(mark: Mark) -> str:
    """The sign that stands for `mark` in a table."""
    return SIGNS[mark]


def is_ordered(question: Question | None) -> bool:
    """Whether the answers have an order of their own, as the definition says or as was found of it."""
    return question is None or bool(question.ordered)
