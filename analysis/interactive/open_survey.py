"""An edition opened for analysis: its questions, and tables of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from numbers import Real
from pathlib import Path
from typing import ClassVar

import pandas as pd

from analysis.etl.weighting import Weighted
from analysis.indicators.text_columns import texts_as_objects
from analysis.interactive.asking.conditions import Filter
from analysis.interactive.asking.found_variables import FoundVariables
from analysis.interactive.asking.kept_respondents import RespondentsOfEdition, weighed_by
from analysis.interactive.asking.made_variables import GivenAnswers, check_sources, told_apart
from analysis.interactive.asking.near_names import AnalystError, NearNames, UnknownNameError, near_arguments
from analysis.interactive.asking.number_classes import Bounds, Quantiles
from analysis.interactive.asking.variables import SurveyVariable
from analysis.interactive.asking.variables_of_edition import Names, SeveralNames, VariablesOfEdition
from analysis.interactive.asking.who_counts import Where
from analysis.interactive.asking.word_search import answers_frame
from analysis.interactive.cards import SurveyCard
from analysis.interactive.figures.asked_figures import AskedFigures, named
from analysis.interactive.figures.chosen_comparisons import compare, compared_groups, ways_of
from analysis.interactive.figures.computed import compute, counts_of
from analysis.interactive.figures.labelled_frame import frame_of, with_differences, with_labels
from analysis.interactive.figures.spoken_comparisons import as_reported, spoken_comparisons
from analysis.interactive.figures.table_arguments import (
    Against,
    Counting,
    Nets,
    check_weights,
    compared_with,
)
from analysis.interactive.modelled_figures import ModelledTable, modelled_table
from analysis.interactive.saved_surveys import saved
from analysis.interactive.tables import Facts, Request, Table
from analysis.questionnaire import Edition, Survey
from analysis.questionnaire.kinds import kind_of
from analysis.reporting.language.voice import Voice
from analysis.workspace import nearest_root


class QuestionNames:
    """The variables of a survey as attributes, so that an editor completes them: q.secteur."""

    def __init__(self, survey: OpenSurvey) -> None:
        self._survey = survey

    def __getattr__(self, name: str) -> SurveyVariable:
        if name.startswith("_"):
            raise AttributeError(name)
        try:
            return self._survey[name]
        except AnalystError as error:
            raise UnknownNameError(str(error)) from None

    def __dir__(self) -> list[str]:
        return self._survey.names()

    def __repr__(self) -> str:
        return f"q.NAME: {len(self._survey.names())} variables; q.<Tab> completes them"


@dataclass(frozen=True, eq=False, repr=False)
class OpenSurvey(NearNames):
    """An edition of a survey; no verb changes it. `survey[name]` is a variable, `table` the one verb."""

    _called: ClassVar[str] = "a survey"

    definition: Survey
    edition: Edition
    language: str
    respondents_of: RespondentsOfEdition = field(repr=False)
    is_current: bool = True
    is_explored: bool = False
    toml_path: Path | None = None
    results: Path | None = None
    """The folder of what was built; None of a survey of one's own."""
    absent: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Of a survey of one's own, the answers that were put out of the base as they say there is none."""
    contents: Callable[[], Mapping[Path, bytes]] | None = field(default=None, repr=False)
    """The files of a survey of one's own, by path; called, as a display of them would have its answers."""
    q: QuestionNames = field(init=False)
    """The variables as attributes. No property, of which IPython completes nothing."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "q", QuestionNames(self))

    @cached_property
    def voice(self) -> Voice:
        """The language of the displays, with the labels of the survey."""
        return Voice(self.language, self.definition)

    @cached_property
    def variables(self) -> VariablesOfEdition:
        """What can be counted, by name."""
        return VariablesOfEdition(
            self.definition, self.edition, self.voice, self.respondents_of, self.toml_path
        )

    @property
    def title(self) -> str:
        """The survey and the edition, in words."""
        return self.variables.title

    def names(self) -> list[str]:
        """The names of the variables, in the order of the questionnaire."""
        return list(self.variables.by_name)

    def __getitem__(self, name: str) -> SurveyVariable:
        return self.variable(name)

    def __iter__(self) -> Iterator[str]:
        return iter(self.names())

    def __contains__(self, name: object) -> bool:
        return name in self.variables.by_name

    def _ipython_key_completions_(self) -> list[str]:
        return self.names()

    def variable(self, given: Names) -> SurveyVariable:
        """The variable of this name, or the variable itself where it is of this edition."""
        return self.variables.variable(given)

    def find(self, *words: str) -> FoundVariables:
        """The variables in which all words stand, in name, label, wording or answers, the nearest first; all
        of them without a word."""
        return self.variables.find(words)

    @near_arguments
    def cut(
        self,
        variable: Names,
        bounds: Bounds = None,
        label: str | None = None,
        *,
        quantiles: Quantiles = None,
    ) -> SurveyVariable:
        """The classes of a number: survey.cut("heures", [5, 10, 20]), or as equal as its values let them be
        under the weights, survey.cut("heures", quantiles=5)."""
        return self.variables.cut(variable, bounds, label, quantiles)

    @near_arguments
    def net(
        self, variable: Names, groups: Mapping[str, GivenAnswers], label: str | None = None
    ) -> SurveyVariable:
        """The groups of answers: survey.net("secteur", {"Sport": ["4"], "Culture": ["5", "6"]})."""
        return self.variables.net(variable, groups, label)

    @near_arguments
    def combine(self, *variables: Names, label: str | None = None) -> SurveyVariable:
        """The crossing of two variables or more: survey.combine("sexe", "regularite")."""
        return self.variables.combine(variables, label)

    @near_arguments
    def score(
        self,
        items: SeveralNames,
        label: str | None = None,
        *,
        statistic: str = "mean",
        at_least: int | None = None,
        reversed: Sequence[Names] = (),
    ) -> SurveyVariable:
        """An index, the mean of numbers or scales: survey.score(["satisfait_equipe", "satisfait_moyens"]).

        items: variables or the name of a grid. statistic: "mean" or "sum". at_least: how many must be
        answered, by default all. reversed: items that are turned round.
        """
        return self.variables.score(items, statistic, label, at_least, reversed)

    @near_arguments
    def with_absent(self, variable: Names, label: str | None = None) -> SurveyVariable:
        """The answers of a variable with one more group, of who was asked and did not answer."""
        return self.variables.with_absent(variable, label)

    def exploring(self) -> OpenSurvey:
        """The same survey with the rules of publication off: every table of it says so."""
        return replace(self, is_explored=True)

    def where(self, given: Where) -> Filter:
        """The condition of a population, of answers by question, or of a list of conditions that all hold."""
        return self.variables.where(given)

    @near_arguments
    def table(
        self,
        rows: SeveralNames,
        by: SeveralNames | None = None,
        within: SeveralNames | None = None,
        where: Where | None = None,
        *,
        answers: Nets | None = None,
        statistic: str | Sequence[str] | None = None,
        against: Against | None = None,
        base: str = "answered",
        weights: bool | Names = True,
        counts: bool = False,
        level: float | None = None,
        correction: str = "holm",
        favourable: GivenAnswers | None = None,
        unfavourable: GivenAnswers | None = None,
        over: Names | None = None,
        q: float | Sequence[float] | None = None,
        tests: bool | None = None,
    ) -> Table:
        """Estimates of questions, by groups, of the respondents of a filter, with precision and tests.

        rows: a variable or condition, a list, or a grid. by: a variable whose answers are the groups; a list
        puts them side by side. within: a variable inside each of whose groups those of `by` stand. where: who
        counts. answers: those counted as one figure. against: a group, "rest", "whole" or "pairs". weights:
        False, or another number. tests: of whole tables, by default where there are one or two figures.
        """
        divided = None if over is None else self.variable(over)
        counting = Counting(answers, statistic, favourable, unfavourable, divided, q, base)
        asked = self._asked(rows, by, within, where, counting, level)
        check_weights(weights)
        weighing = weights if isinstance(weights, bool) else self.variable(weights)
        grid = rows if isinstance(rows, str) else ""
        compared = compared_with(against, asked.by, asked.indicators, correction)
        request = Request.of(asked, compared, grid, weighing, counts, correction)
        return self._table(asked, request, weighing, len(asked.indicators) <= 2 if tests is None else tests)

    def _asked(
        self,
        rows: SeveralNames,
        by: SeveralNames | None,
        within: SeveralNames | None,
        where: Where | None,
        counting: Counting,
        level: float | None,
    ) -> AskedFigures:
        known = self.variables
        counted, groups = known.rows(rows), known.groups(by)
        apart = told_apart([*counted, *groups])
        counted, groups = apart[: len(counted)], apart[len(counted) :]
        within_groups = known.within(within, groups)
        inside = None if within_groups is None else told_apart([*apart, within_groups])[-1]
        _check_level(level)
        used = (*counted, *([counting.over] if counting.over is not None else []))
        chosen = None if where is None else known.where(where)
        known.check_asked([*used, *groups, *([] if inside is None else [inside])])
        _check_groups(counted, groups)
        known.check_asked([] if chosen is None else known.named_in(chosen))
        of_all = [*used, *groups, *([] if inside is None else [inside])]
        made = [question for variable in of_all for question in variable.made_of]
        check_sources([*made, *(() if chosen is None else chosen.made)])
        indicators = named(counting.indicators(counted))
        return AskedFigures(indicators, tuple(groups), inside, chosen, used, level)

    @texts_as_objects()
    def _table(
        self, asked: AskedFigures, request: Request, weighing: bool | SurveyVariable, has_tests: bool
    ) -> Table:
        if asked.where is not None and not asked.where.masks()[0].any():
            raise AnalystError(asked.where.nobody)
        self._check_design(request.design)
        respondents = weighed_by(self.weighted, weighing, asked.where)
        computed = compute(asked, respondents, self.definition, self.edition, self.is_explored)
        counts = counts_of(computed, self.edition) if request.counts else None
        voice = Voice(self.language, computed.survey)
        frame = frame_of(computed, voice, counts)
        is_told = has_tests and not request.within
        groups = compared_groups(computed, ways_of(request.against)) if request.against or has_tests else []
        pairs, tests = compare(groups, computed, request.against, request.correction, has_tests)
        if request.against:
            frame = with_differences(frame, pairs, dict(request.against))
        facts = self._facts(computed.survey, request.population)
        spoken = spoken_comparisons(groups, computed.survey, self.edition) if is_told else None
        tested = with_labels(tests, computed, voice) if has_tests else None
        return Table(
            frame, tested, with_labels(pairs, computed, voice), request, facts, self.language, spoken
        )

    @near_arguments
    def modelled(self, indicator: str | None = None, by: str | None = None) -> ModelledTable:
        """The estimates of territories by a model, each beside its direct figure and marked as modelled.

        indicator, by: one of those that [modelled.…] of survey.toml names; all of them by default. Raises
        AnalystError where none has a model that holds, with the reason.
        """
        return modelled_table(self.results, self._facts(self.definition, None), self.voice, indicator, by)

    def _check_design(self, design: str | None) -> None:
        """AnalystError where no design is that of everyone, and no population of one is named."""
        if design is None and not self.definition.has_figures_of_all:
            populations = self.definition.populations.values()
            raise AnalystError(
                f"each of the designs {', '.join(self.definition.designs)} has respondents of its own, and "
                "none is of everyone: name a population of one, where="
                + " or ".join(repr(each.name) for each in populations if each.design)
            )

    def _facts(self, survey: Survey, population: str | None) -> Facts:
        reported = as_reported(survey, self.definition, population)
        return Facts(survey, reported, self.edition, self.is_explored, self.is_current, self.toml_path)

    @property
    def weighted(self) -> Weighted:
        """The respondents with their sampling design; nothing displays them."""
        return self.respondents_of.weighted

    def respondents(self, *names: Names) -> RespondentsFrame:
        """The answers to some questions with the weights, for analyses elsewhere; shown only by .frame."""
        return RespondentsFrame(
            answers_frame([self.variable(name) for name in names], self.weighted.design.weights)
        )

    @near_arguments
    def save(self, name: str, root: str | Path | None = None) -> list[Path]:
        """A survey of one's own as a project: SURVEY/EDITION under data/raw, with its answers.

        root: by default where `open` looks, else this folder. Raises AnalystError where there is nothing to
        save, or files stand there already.
        """
        if self.contents is None:
            raise AnalystError(
                "save: this survey has its definitions already; save is for analysis.survey(…)"
            )
        return saved(self.contents(), name, Path(root) if root else nearest_root() or Path.cwd())

    def _elsewhere(self, name: str) -> str:
        """Where a name is that the survey has not: a question, or a member of its tables."""
        if "definition" in vars(self) and name in self.names():
            return f"the question is survey.q.{name} or survey[{name!r}]"
        return f"a table has it: survey.table(…).{name}" if hasattr(Table, name) else ""

    def __repr__(self) -> str:
        weighting = self.edition.weighting or self.definition.weighting
        signs = {
            "library.outdated": not self.is_current,
            "library.exploring": self.is_explored,
        }
        card = SurveyCard(
            self.n,
            len(self.names()),
            weighting,
            self.edition.simulated,
            self.respondents_of.removed,
            self.absent,
            tuple(sign for sign, holds in signs.items() if holds),
        )
        return "\n".join([self.title, *card.lines(self.voice)])

    @property
    def n(self) -> int:
        """How many respondents there are."""
        return self.respondents_of.n

    def __len__(self) -> int:
        return self.n


def _check_level(level: float | None) -> None:
    if level is not None and not (isinstance(level, Real) and 0.5 <= level < 1):
        raise AnalystError(f"level: expected 0.5 to below 1, such as 0.95; found {level!r}")


def _check_groups(rows: Sequence[SurveyVariable], groups: Sequence[SurveyVariable]) -> None:
    """AnalystError for answers broken down by themselves: each group gives its own answer, and no other."""
    for group in groups:
        alone = {row.name for row in rows} == {group.name}
        if alone and not kind_of(group.question).takes_several:
            raise AnalystError(
                f"by: {group.name} ({group.label}) is what is counted; break it down by another"
            )


@dataclass(frozen=True, eq=False, repr=False)
class RespondentsFrame:
    """Answers by respondent, never displayed: `.frame` has them."""

    frame: pd.DataFrame

    def __repr__(self) -> str:
        rows = f"{len(self.frame):,}".replace(",", "\u202f")
        return f"{rows} respondents × {self.frame.shape[1]} columns, not displayed"
