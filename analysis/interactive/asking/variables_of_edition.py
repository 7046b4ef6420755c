"""The variables of an edition: found by name or label, made on the fly, taken for the sides of a table."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cached_property, reduce
from pathlib import Path

from analysis.faults import Fault
from analysis.interactive.asking.conditions import Filter
from analysis.interactive.asking.found_variables import FoundVariables
from analysis.interactive.asking.kept_respondents import RespondentsOfEdition
from analysis.interactive.asking.made_variables import (
    GivenAnswers,
    combine,
    holds,
    net,
    score,
    told_apart,
    with_absent,
)
from analysis.interactive.asking.near_names import AnalystError, did_you_mean, nearest, plain
from analysis.interactive.asking.number_classes import Bounds, Quantiles, bounds_of, cut
from analysis.interactive.asking.variables import SurveyVariable
from analysis.interactive.asking.who_counts import Where, WhoCounts
from analysis.interactive.asking.word_search import found_words
from analysis.questionnaire import NEEDS, Edition, Survey, read_edition
from analysis.questionnaire.kinds import kind_of
from analysis.questionnaire.kinds.answers import Answers
from analysis.reporting.language.voice import Voice
from analysis.statistics.arrays import FloatArray

Names = str | SurveyVariable | Filter
"""A variable as an analyst gives it: by name, itself, or as a condition that holds or does not."""
SeveralNames = Names | Sequence[Names]
SEPARATORS = re.compile(r"\s*[,;*:×+&|/]\s*|\s+")
"""What stands between names that are given as one text."""


@dataclass(frozen=True, eq=False)
class VariablesOfEdition:
    """The questions of an edition that can be counted, and what an analyst makes of them."""

    definition: Survey
    edition: Edition
    voice: Voice
    respondents: RespondentsOfEdition = field(repr=False)
    toml_path: Path | None = None

    @cached_property
    def by_name(self) -> dict[str, SurveyVariable]:
        """Each question by its name, in the order of the questionnaire."""
        answers = self.respondents.answers
        return {name: self._variable(name, answers) for name in self.respondents.questions}

    def _variable(self, name: str, answers: Mapping[str, Answers]) -> SurveyVariable:
        return SurveyVariable(
            self.definition.questions[name],
            self.voice,
            self._key,
            lambda: answers[name],
            self.definition.publication.confidential_below,
        )

    @property
    def _key(self) -> str:
        return f"{self.definition.name} {self.edition.name}"

    @property
    def title(self) -> str:
        """The survey and the edition, in words."""
        titles = map(self.voice.text, (self.definition.title, self.edition.title))
        return " · ".join(filter(None, titles))

    def variable(self, given: Names) -> SurveyVariable:
        """The variable of this name or of this column, a condition as one, or the variable itself.

        Raises AnalystError for what is none of this edition, with what is near.
        """
        if isinstance(given, SurveyVariable):
            if given.edition != self._key:
                raise AnalystError(f"{given.name} is a variable of {given.edition}, not of {self._key}")
            return given
        if isinstance(given, Filter):
            return self._condition(given)
        if isinstance(given, str) and given in self.by_name:
            return self.by_name[given]
        found = [name for name in self.by_name if self._column(name) == given]
        if len(found) == 1:
            return self.by_name[found[0]]
        if not isinstance(given, str):
            raise AnalystError(f"expected the name of a question, a variable or a condition; found {given!r}")
        raise AnalystError(self._no_question(given))

    def _column(self, name: str) -> object:
        """The heading of a question's column in the file."""
        return self.edition.columns.get(name) or self.definition.questions[name].column

    def _condition(self, given: Filter) -> SurveyVariable:
        condition = self.where(given)
        self.check_asked(self.named_in(condition))
        return holds(condition)

    def _no_question(self, name: str) -> str:
        if name in self.definition.questions and not kind_of(self.definition.questions[name]).is_counted:
            return f"{name}: an open answer or a date, of which tables are not made"
        if name in self.definition.questions:
            return _not_asked(name, self.definition, self.edition, self.toml_path)
        if name in self.definition.grids:
            items = ", ".join(self.definition.grids[name].items)
            return f"{name}: a grid, of the questions {items}; take one of them, or survey.table({name!r})"
        several = [each for each in SEPARATORS.split(name) if each in self.by_name]
        if len(several) > 1:
            return (
                f"{name!r} is several questions in one text; a list puts them side by side: {several}; "
                f"groups inside groups are within=, and survey.combine{tuple(several)} crosses them"
            )
        if name in self.definition.indicators:
            return self._indicator(name)
        labelled = {
            key: (each.label.fr, each.label.en)
            for key, each in self.definition.questions.items()
            if key in self.by_name
        }
        near = nearest(name, labelled)
        by_label = [
            f"{key} ({self.voice.variable(key)})" if plain(name) in plain(self.voice.variable(key)) else key
            for key in near
        ]
        return (
            f"no question {name!r} in {self.title}{did_you_mean(by_label)}\n"
            'survey.find("word") searches labels, wordings and answers.'
        )

    def _indicator(self, name: str) -> str:
        """That a name is an indicator of the report, with the line that asks for its figure."""
        found = self.definition.indicators[name]
        answers = f", answers={list(found.answers)}" if found.answers else ""
        who = f", where={found.population!r}" if found.population else ""
        statistic = "" if NEEDS[found.statistic].count_answers else f", statistic={found.statistic!r}"
        return (
            f"{name} is an indicator of the report; its question is {found.variable}: "
            f"survey.table({found.variable!r}{answers}{statistic}{who})"
        )

    def named_in(self, condition: Filter) -> list[SurveyVariable]:
        """The questions that a condition speaks of."""
        return [self.by_name[name] for name in condition.variables if name in self.by_name]

    def where(self, given: Where) -> Filter:
        """The condition of a population, of answers by question, or of a list of conditions that all hold."""
        who = WhoCounts(self.definition, self.respondents, self.voice, self._key, self.variable)
        return who.filter(given)

    def find(self, words: Sequence[str]) -> FoundVariables:
        """The variables in which all words stand, in name, label, wording or answers, the nearest first."""
        return found_words(self.by_name, self.definition, self.voice, words)

    def cut(
        self, variable: Names, bounds: Bounds, label: str | None, quantiles: Quantiles = None
    ) -> SurveyVariable:
        """The classes of a number, between bounds or of equal shares."""
        return self._new(
            cut(self.variable(variable), self.bounds(variable, bounds, quantiles), label, self.edition)
        )

    def bounds(self, variable: Names, bounds: Bounds, quantiles: Quantiles) -> list[float]:
        """The bounds of the classes of a number, as given, or found under the weights of everyone."""
        number = self.variable(variable)
        if quantiles is not None:
            self.check_asked([number])
        return bounds_of(number, bounds, quantiles, self._weights)

    def _weights(self) -> FloatArray:
        if not self.definition.has_figures_of_all:
            raise AnalystError(
                f"cut: each of the designs {', '.join(self.definition.designs)} has respondents of its own, "
                "and quantiles= are those of everyone; give bounds"
            )
        return self.respondents.weighted.design.weights

    def net(self, variable: Names, groups: Mapping[str, GivenAnswers], label: str | None) -> SurveyVariable:
        """The groups of answers."""
        return self._new(net(self.variable(variable), groups, label, self.edition))

    def combine(self, variables: Sequence[Names], label: str | None = None) -> SurveyVariable:
        """The crossing of two variables or more."""
        found = [self.variable(each) for each in variables]
        if len(found) < 2:
            raise AnalystError("combine: expected two variables or more")
        self.check_asked(found)  # of a pair nobody would be in any group
        crossed = reduce(lambda one, other: self._new(combine(one, other, None, self.edition)), found[:-1])
        return self._new(combine(crossed, found[-1], label, self.edition))

    def score(
        self,
        items: SeveralNames,
        statistic: str,
        label: str | None,
        at_least: int | None,
        turned: Sequence[Names],
    ) -> SurveyVariable:
        """The mean or the sum of several items."""
        found = self.rows(items)
        self.check_asked(found)
        grid = self.definition.grids.get(items) if isinstance(items, str) else None
        named = grid.label if grid and not label else label or None
        reverse = [self.variable(each).name for each in turned]
        return self._new(score(found, statistic, named, at_least, reverse, self.edition))

    def with_absent(self, variable: Names, label: str | None) -> SurveyVariable:
        """The answers of a variable, and as one more those who gave none."""
        found = self.variable(variable)
        self.check_asked([found])
        return self._new(with_absent(found, label))

    def _new(self, made: SurveyVariable) -> SurveyVariable:
        """A variable made on the fly under a name that no question has."""
        if made.name not in self.definition.questions:
            return made
        question = replace(made.question, name=f"{made.name}_made")
        return replace(made, question=question, made_of=(*made.made_of[:-1], question))

    def rows(self, rows: SeveralNames) -> list[SurveyVariable]:
        """What a table counts; of a grid, its questions."""
        if isinstance(rows, str) and rows not in self.by_name and rows in self.definition.grids:
            items = self.definition.grids[rows].items
            return [self.variable(name) for name in items if name in self.by_name]
        found = [self.variable(each) for each in _listed(rows)]
        if not found:
            raise AnalystError("rows: expected a question or several, found none")
        return found

    def groups(self, by: SeveralNames | None) -> list[SurveyVariable]:
        """The variables whose answers are the groups of a table. Raises AnalystError for a number, and for
        one that stands there twice."""
        if by is None:
            return []
        found = told_apart([self._grouping(each) for each in _listed(by)])
        names = [each.name for each in found]
        twice = next((name for name in names if names.count(name) > 1), None)
        if twice is not None:
            raise AnalystError(f"by: {twice} stands there twice; name each variable once")
        return found

    def _grouping(self, given: Names) -> SurveyVariable:
        variable = self.variable(given)
        if not kind_of(variable.question).has_codes:
            raise AnalystError(
                f"{variable.name} ({variable.label}) is a number; groups are made with "
                f"survey.cut({variable.name!r}, […])"
            )
        return variable

    def within(self, within: SeveralNames | None, groups: Sequence[SurveyVariable]) -> SurveyVariable | None:
        """The variable inside whose groups others stand; several are crossed."""
        if within is None:
            return None
        inside = reduce(lambda one, other: self.combine([one, other]), self.groups(within))
        if not groups:
            raise AnalystError("within= holds groups of by=; give by= too, or use by= alone")
        if inside.name in {variable.name for variable in groups}:
            raise AnalystError(f"within: {inside.name} is in by= already; a variable has no groups in itself")
        return inside

    def check_asked(self, variables: Sequence[SurveyVariable]) -> None:
        """AnalystError for a question that was put to nobody, with the editions that asked it."""
        for variable in variables:
            if not variable.answers_of().was_asked.any():
                name = next(iter(_sources(variable)), variable.name)
                raise AnalystError(_not_asked(name, self.definition, self.edition, self.toml_path))


def _sources(variable: SurveyVariable) -> Sequence[str]:
    """The questions that a variable made on the fly is first made of; none of a question."""
    first = variable.made_of[0].derivation if variable.made_of else None
    return first.sources if first else ()


def _listed(given: SeveralNames) -> list[Names]:
    """The variables given, one or several."""
    if isinstance(given, str | SurveyVariable | Filter) or not isinstance(given, Sequence):
        return [given]
    return list(given)


def _not_asked(name: str, survey: Survey, edition: Edition, survey_toml: Path | None) -> str:
    """That the edition did not ask a question, with those that did."""
    asked = [each for each in _asking(name, survey, survey_toml) if each != edition.name]
    where = f"; asked in {', '.join(asked)}" if asked else ", or left out as a direct identifier"
    return f"{name}: not asked in {edition.name}{where}"


def _asking(name: str, survey: Survey, survey_toml: Path | None) -> list[str]:
    found = []
    for path in sorted(survey_toml.parent.glob("*/edition.toml")) if survey_toml else []:
        with suppress(Fault):
            edition = read_edition(path, survey)
            if name not in edition.not_asked:
                found.append(edition.name)
    return found
