"""An edition opened for analysis: its questions, and tables of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from numbers import Real
from pathlib import Path

import pandas as pd

from analysis.etl.weighting import Weighted
from analysis.faults import some
from analysis.interactive.asking.conditions import Filter, Masks
from analysis.interactive.asking.kept_respondents import RespondentsOfEdition
from analysis.interactive.asking.made_variables import combine, cut, net
from analysis.interactive.asking.near_names import AnalystError, did_you_mean, nearest, plain
from analysis.interactive.asking.other_editions import not_asked
from analysis.interactive.asking.variables import SurveyVariable, Value
from analysis.interactive.asking.word_search import answers_frame, found_words
from analysis.interactive.figures.asked_figures import AskedFigures, named
from analysis.interactive.figures.chosen_comparisons import compare
from analysis.interactive.figures.computed import Computed, compute, counts_of
from analysis.interactive.figures.labelled_frame import frame_of, with_differences
from analysis.interactive.figures.table_arguments import (
    Against,
    Answered,
    Counting,
    Names,
    Nets,
    Rows,
    compared_with,
)
from analysis.interactive.saved_surveys import saved
from analysis.interactive.tables import Facts, Request, Table
from analysis.questionnaire import Edition, Survey
from analysis.questionnaire.kinds import kind_of
from analysis.questionnaire.kinds.answers import Answers
from analysis.questionnaire.kinds.conditions import answered_one_of, answered_otherwise
from analysis.reporting.language.voice import Voice
from analysis.statistics.inference.p_value_corrections import CORRECTIONS

Where = str | Filter | Mapping[str, Value | Sequence[Value]]


class QuestionNames:
    """The variables of a survey as attributes, so that an editor completes them: q.secteur."""

    def __init__(self, survey: OpenSurvey) -> None:
        self._survey = survey

    def __getattr__(self, name: str) -> SurveyVariable:
        if name.startswith("_"):
            raise AttributeError(name)
        return self._survey[name]

    def __dir__(self) -> list[str]:
        return self._survey.names()

    def __repr__(self) -> str:
        return f"q.NAME: {len(self._survey.names())} variables; q.<Tab> completes them"


@dataclass(frozen=True, eq=False, repr=False)
class OpenSurvey:
    """An edition of a survey; no verb changes it. `survey[name]` is a variable, `table` the one verb."""

    definition: Survey
    edition: Edition
    language: str
    respondents_of: RespondentsOfEdition = field(repr=False)
    is_current: bool = True
    is_explored: bool = False
    toml_path: Path | None = None
    contents: Mapping[Path, bytes] = field(default_factory=dict, repr=False)
    q: QuestionNames = field(init=False)
    """The variables as attributes. No property, of which IPython completes nothing."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "q", QuestionNames(self))

    @cached_property
    def voice(self) -> Voice:
        """The language of the displays, with the labels of the survey."""
        return Voice(self.language, self.definition)

    @property
    def title(self) -> str:
        """The survey and the edition, in words."""
        return f"{self.voice.text(self.definition.title)} · {self.voice.text(self.edition.title)}"

    @cached_property
    def _variables(self) -> dict[str, SurveyVariable]:
        answers = self.respondents_of.answers
        return {name: self._variable(name, answers) for name in self.respondents_of.questions}

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

    def names(self) -> list[str]:
        """The names of the variables, in the order of the questionnaire."""
        return list(self._variables)

    def __getitem__(self, name: str) -> SurveyVariable:
        return self.variable(name)

    def _ipython_key_completions_(self) -> list[str]:
        return self.names()

    def variable(self, given: Names) -> SurveyVariable:
        """The variable of this name, or the variable itself where it is of this edition."""
        if isinstance(given, SurveyVariable):
            if given.edition != self._key:
                raise AnalystError(f"{given.name} is a variable of {given.edition}, not of {self._key}")
            return given
        if given in self._variables:
            return self._variables[given]
        raise AnalystError(self._no_question(str(given)))

    def _no_question(self, name: str) -> str:
        if name in self.definition.questions and not kind_of(self.definition.questions[name]).is_counted:
            return f"{name}: an open answer or a date, of which tables are not made"
        if name in self.definition.questions:
            return not_asked(name, self.definition, self.edition, self.toml_path)
        labelled = {
            key: (each.label.fr, each.label.en)
            for key, each in self.definition.questions.items()
            if key in self._variables
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

    def find(self, *words: str) -> pd.DataFrame:
        """The variables in which all words stand, in name, label, wording or answers, the nearest first."""
        return found_words(self._variables, self.definition, self.voice, words)

    def cut(self, variable: Names, bounds: Sequence[float], label: str | None = None) -> SurveyVariable:
        """The classes of a number: survey.cut("heures", [5, 10, 20])."""
        return cut(self.variable(variable), bounds, label, self.edition)

    def net(
        self, variable: Names, groups: Mapping[str, Answered], label: str | None = None
    ) -> SurveyVariable:
        """The groups of answers: survey.net("secteur", {"Sport": ["4"], "Culture": ["5", "6"]})."""
        return net(self.variable(variable), groups, label, self.edition)

    def combine(self, first: Names, second: Names, label: str | None = None) -> SurveyVariable:
        """The crossing of two variables: survey.combine("sexe", "age_classe")."""
        return combine(self.variable(first), self.variable(second), label, self.edition)

    def exploring(self) -> OpenSurvey:
        """The same survey with the rules of publication off: every table of it says so."""
        return replace(self, is_explored=True)

    def where(self, given: Where) -> Filter:
        """A condition, from the name of a population, from answers by question, or from a condition."""
        if isinstance(given, Filter):
            if given.edition != self._key:
                raise AnalystError(f"where: a condition on {given.edition}, not on {self._key}")
            return given
        if isinstance(given, str):
            return self._population(given)
        if isinstance(given, Mapping):
            return self._answers(given)
        raise AnalystError(
            f"where: expected a population, answers by question or a condition; found {given!r}"
        )

    def _population(self, name: str) -> Filter:
        known = self.definition.populations
        if name not in known:
            raise AnalystError(
                f"no population {name!r}; populations: {some(known) or 'none'}. Else write "
                "where={'question': 'answer'}"
            )
        among, answers, n = known[name].among, self.respondents_of.answers, self.n

        def masks() -> Masks:
            inside = answered_one_of(among, answers, n)
            return inside, inside | answered_otherwise(among, answers, n)

        said, named_in = self.voice.population(name), tuple(among)
        design = known[name].design
        return Filter(said, self._key, self.voice, masks, among, named_in, population=name, design=design)

    def _answers(self, given: Mapping[str, Value | Sequence[Value]]) -> Filter:
        filters = [
            self.variable(name).isin([of] if isinstance(of, str | int | float) else of)
            for name, of in given.items()
        ]
        if not filters:
            raise AnalystError("where: expected answers by question, found none")
        found = filters[0]
        for each in filters[1:]:
            found &= each
        return found

    def table(
        self,
        rows: Rows,
        by: Names | Sequence[Names] | None = None,
        within: Names | None = None,
        where: Where | None = None,
        *,
        answers: Nets | None = None,
        statistic: str | Sequence[str] | None = None,
        against: Against | None = None,
        base: str = "answered",
        weights: bool = True,
        counts: bool = False,
        level: float | None = None,
        correction: str = "holm",
        favourable: Answered | None = None,
        unfavourable: Answered | None = None,
        over: Names | None = None,
        q: float | None = None,
        tests: bool | None = None,
    ) -> Table:
        """Estimates of questions, by groups, of the respondents of a filter, with precision and tests.

        rows: a variable, a list, or the name of a grid. by: a variable whose answers are the groups; a list
        puts them side by side. within: a variable inside each of whose groups those of `by` stand. where: who
        counts. answers: those counted as one figure. against: a group, "rest", "whole" or "pairs". tests:
        whether each variable is tested as a whole, by default where the table has one or two figures.
        """
        divided = None if over is None else self.variable(over)
        counting = Counting(answers, statistic, favourable, unfavourable, divided, q, base)
        asked = self._asked(rows, by, within, where, counting, level)
        if correction not in CORRECTIONS:
            raise AnalystError(f"correction: expected {', '.join(CORRECTIONS)}; found {correction!r}")
        compared = compared_with(against, asked.by, asked.indicators)
        grid = rows if isinstance(rows, str) else ""
        request = Request.of(asked, compared, grid, weights, counts, correction)
        return self._table(asked, request, len(asked.indicators) <= 2 if tests is None else tests)

    def _asked(
        self,
        rows: Rows,
        by: Names | Sequence[Names] | None,
        within: Names | None,
        where: Where | None,
        counting: Counting,
        level: float | None,
    ) -> AskedFigures:
        asked_rows, groups = self._rows(rows), self._groups(by)
        inside = None if within is None else self._grouping(within)
        if inside is not None and not groups:
            raise AnalystError("within= holds groups of by=; give by= too, or use by= alone")
        if level is not None and not (isinstance(level, Real) and 0.5 <= level < 1):
            raise AnalystError(f"level: expected 0.5 to below 1, such as 0.95; found {level!r}")
        self._check_asked([*asked_rows, *groups])
        used = (*asked_rows, *([counting.over] if counting.over is not None else []))
        chosen = None if where is None else self.where(where)
        indicators = named(counting.indicators(asked_rows))
        return AskedFigures(indicators, tuple(groups), inside, chosen, used, level)

    def _table(self, asked: AskedFigures, request: Request, has_tests: bool) -> Table:
        if asked.where is not None and not asked.where.masks()[0].any():
            raise AnalystError(f"where: nobody is in it: {asked.where.words}")
        computed = self._computed(asked, request)
        counts = counts_of(computed, self.edition) if request.counts else None
        voice = Voice(self.language, computed.survey)
        frame = frame_of(computed, voice, counts)
        pairs, tests = compare(computed, request.against, request.correction, has_tests)
        if request.against:
            frame = with_differences(frame, pairs, dict(request.against))
        facts = self._facts(computed.survey)
        return Table(frame, tests if has_tests else None, pairs, request, facts, self.language)

    def _computed(self, asked: AskedFigures, request: Request) -> Computed:
        if request.design is None and not self.definition.has_figures_of_all:
            populations = self.definition.populations.values()
            raise AnalystError(
                f"each of the designs {', '.join(self.definition.designs)} has respondents of its own, and "
                "none is of everyone: name a population of one, where="
                + " or ".join(repr(each.name) for each in populations if each.design)
            )
        return compute(asked, self.weighted, self.definition, self.edition, request.weights, self.is_explored)

    def _facts(self, survey: Survey) -> Facts:
        return Facts(survey, self.edition, self.is_explored, self.is_current, self.toml_path)

    @property
    def weighted(self) -> Weighted:
        """The respondents with their sampling design; nothing displays them."""
        return self.respondents_of.weighted

    def _rows(self, rows: Rows) -> list[SurveyVariable]:
        if isinstance(rows, SurveyVariable) or (isinstance(rows, str) and rows in self._variables):
            return [self.variable(rows)]
        if isinstance(rows, str):
            grid = self.definition.grids.get(rows)
            items = grid.items if grid else (rows,)
            return [self.variable(name) for name in items if grid is None or name in self._variables]
        found = [self.variable(each) for each in rows]
        if not found:
            raise AnalystError("rows: expected a question or several, found none")
        return found

    def _check_asked(self, variables: Sequence[SurveyVariable]) -> None:
        """AnalystError for a question that was put to nobody, with the editions that asked it."""
        for variable in variables:
            if not variable.answers_of().was_asked.any():
                raise AnalystError(not_asked(variable.name, self.definition, self.edition, self.toml_path))

    def _groups(self, by: Names | Sequence[Names] | None) -> list[SurveyVariable]:
        if by is None:
            return []
        listed = [by] if isinstance(by, str | SurveyVariable) else list(by)
        return [self._grouping(each) for each in listed]

    def _grouping(self, given: Names) -> SurveyVariable:
        variable = self.variable(given)
        if not kind_of(variable.question).has_codes:
            raise AnalystError(
                f"{variable.name} ({variable.label}) is a number; groups are made with "
                f"survey.cut({variable.name!r}, […])"
            )
        return variable

    def respondents(self, *names: Names) -> RespondentsFrame:
        """The answers to some questions with the weights, for analyses elsewhere; shown only by .frame."""
        return RespondentsFrame(
            answers_frame([self.variable(name) for name in names], self.weighted.design.weights)
        )

    def save(self, name: str, root: str | Path = ".") -> list[Path]:
        """A survey of one's own as a project: SURVEY/EDITION under data/raw, with its answers.

        Raises AnalystError where there is nothing to save, or files stand there already.
        """
        if not self.contents:
            raise AnalystError(
                "save: this survey has its definitions already; save is for analysis.survey(…)"
            )
        return saved(self.contents, name, Path(root))

    def __repr__(self) -> str:
        voice, n = self.voice, self.n
        lines = [self.title]
        facts = [
            voice.respondents(n),
            voice.say_counted("library.questions_counted", len(self.names()), n=str(len(self.names()))),
        ]
        weighting = self.edition.weighting or self.definition.weighting
        if weighting.calibration != "none":
            facts.append(
                voice.say("library.calibrated", variables=", ".join(weighting.variables))
                if weighting.variables
                else voice.say("library.calibrated_all")
            )
        if self.edition.simulated:
            facts.append(voice.say("library.simulated").upper())
        lines.append(" · ".join(facts))
        if not self.is_current:
            lines.append(voice.say("library.outdated"))
        if self.is_explored:
            lines.append(voice.say("library.exploring"))
        return "\n".join(lines)

    @property
    def n(self) -> int:
        """How many respondents there are."""
        return self.respondents_of.n


@dataclass(frozen=True, eq=False, repr=False)
class RespondentsFrame:
    """Answers by respondent, never displayed: `.frame` has them."""

    frame: pd.DataFrame

    def __repr__(self) -> str:
        return f"{len(self.frame):,} respondents × {self.frame.shape[1]} columns, not displayed".replace(
            ",", "\u202f"
        )
