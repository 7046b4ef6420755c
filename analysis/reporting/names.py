"""What codes are called on the page, in the report's language."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.questionnaire import Indicator, Label, Noun, Question, Survey
from analysis.reporting.proportions import RESPONDENTS
from analysis.reporting.typography import typeset


@dataclass(frozen=True)
class Names:
    """The labels of a survey in one language; a code without a label is called by itself."""

    survey: Survey
    language: str

    def text(self, label: Label | None) -> str:
        """`label` in the report's language and typography; empty when there is none."""
        return typeset(label.to(self.language), self.language) if label else ""

    def indicator(self, name: str) -> str:
        """The title of an indicator."""
        indicator = self.survey.indicators.get(name)
        return self.text(indicator.title) if indicator else typeset(name, self.language)

    def item(self, indicator: Indicator, code: str) -> str:
        """The label of an answer that has its own row."""
        return self.answer(indicator.variable, code)

    def variable(self, name: str) -> str:
        """The short label of a question or derived variable."""
        question = self.survey.questions.get(name)
        return self.text(question.label) if question else typeset(name, self.language)

    def answer(self, variable: str, code: str) -> str:
        """The label of `code` among the answers to `variable`."""
        question = self.survey.questions.get(variable)
        label = question.codes.get(code) if question else None
        return self.text(label) if label else typeset(code, self.language)

    def population(self, name: str | None) -> str:
        """Who the figures speak of; empty for everyone."""
        population = self.survey.populations.get(name or "")
        return self.text(population.label) if population else ""

    def noun(self, population: str | None) -> Noun:
        """What those of the population are called in a share: bénévoles, else répondants."""
        own = self.survey.populations.get(population or "")
        called = {**self.survey.called, **(own.called if own else {})}
        return called.get(self.language, RESPONDENTS[self.language])

    def is_named(self, population: str | None) -> bool:
        """Whether the noun says all of whom the figures speak, as "dirigeants" of the leaders."""
        return self.population(population).casefold() in ("", self.noun(population).many.casefold())


def is_ordered(question: Question | None) -> bool:
    """Whether the answers have an order of their own: a scale, classes, or labels mostly with numbers."""
    if question is None:
        return True
    if question.type == "scale" or (question.derivation and question.derivation.kind == "classes_of"):
        return True
    with_digits = sum(any(sign.isdigit() for sign in label.fr) for label in question.codes.values())
    return 2 * with_digits > len(question.codes)
