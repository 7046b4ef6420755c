"""A survey as records: its questions, what is estimated of them; and what its file has."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from graphlib import TopologicalSorter
from typing import Annotated

from pydantic import AfterValidator, Field

from analysis.questionnaire.collection.citation import Citation
from analysis.questionnaire.collection.methodology_note import Note
from analysis.questionnaire.derivations import DerivedTable
from analysis.questionnaire.fixed_words import (
    BLANK,
    NEEDS,
    Base,
    Direction,
    Label,
    Merges,
    Sampling,
    Statistic,
)
from analysis.questionnaire.questions import Question
from analysis.questionnaire.settings import (
    Cleaning,
    DesignOfSome,
    ModelledTerritories,
    Privacy,
    Publication,
    Quality,
    SamplingDesign,
    Weighting,
)
from analysis.questionnaire.written_conditions import Answered
from analysis.questionnaire.written_values import (
    UNWRITTEN,
    AbsenceCodes,
    AsideCodes,
    Called,
    Codes,
    Flag,
    LabelText,
    Number,
    OptionalLabel,
    Record,
    Text,
    Texts,
    Verbs,
    Whole,
    Withins,
    fault,
    worded,
)

NAME = re.compile(r"[a-z][a-z0-9_]*")
RESERVED_NAMES = ("respondent", "weight", "start_weight", "stratum", "psu", "all")
NAMED = Field(json_schema_extra={"propertyNames": {"pattern": f"^{NAME.pattern}$"}})
"""Marks tables whose keys are names: they become columns, addresses and keys."""

Divisor = Annotated[
    Number,
    Field(ge=1e-9),
    worded("expected a number above 0, found {found}", "greater_than_equal"),
]
Order = Annotated[
    Number,
    Field(gt=0, lt=1),
    worded(
        "expected the order of a quantile, above 0 and below 1, such as 0.9; found {found}",
        *("greater_than", "less_than"),
    ),
]
"""The part of a population whose values are at or under a quantile."""
Decimals = Annotated[
    Whole,
    Field(ge=0, le=6),
    worded("expected 0 to 6 decimals; found {found}", "greater_than_equal", "less_than_equal"),
]
LONGEST_SHORT = 32
"""Characters of a label that fits beside a mark of a chart, on a telephone too."""


def _fits_a_chart(label: Label | None) -> Label | None:
    for said in (label.fr, label.en) if label else ():
        if len(said) > LONGEST_SHORT:
            raise fault(f"expected {LONGEST_SHORT} characters at most, found {len(said)}: {said!r}")
    return label


@dataclass(frozen=True)
class Scale(Record):
    """A list of answers shared by several questions."""

    codes: Codes = field(default_factory=dict)
    scores: Mapping[str, Number] = field(default_factory=dict)
    missing: AbsenceCodes = field(default_factory=dict)
    aside: AsideCodes = field(default_factory=dict)
    within: Mapping[str, Withins] = field(default_factory=dict)


@dataclass(frozen=True)
class Theme(Record):
    """A chapter of the report; that of a `profile` says who answered, and nothing in it is a finding."""

    name: Annotated[str, UNWRITTEN]
    title: LabelText = BLANK
    lead: OptionalLabel = None
    profile: Flag = False


@dataclass(frozen=True)
class Population(Record):
    """The respondents an indicator speaks of: those who answered one of. `called`, by language.

    `design` is that of their weights and precision, where it is not that of everyone: one of [designs].
    """

    name: Annotated[str, UNWRITTEN]
    label: LabelText = BLANK
    among: Answered = field(default_factory=dict)
    design: Text | None = None
    called: Called = field(default_factory=dict)


@dataclass(frozen=True)
class Indicator(Record):
    """One figure, or one figure per answer, to be estimated for each group of each breakdown.

    `answers` are the answers counted by a share (none: every answer has its own row). A balance is the share
    of the answers `favourable` minus that of the `unfavourable`, in points. `quantile` is the order of one.
    `base` says who counts in the denominator of a share or balance: those who "answered", or all who were
    "asked". `never_by` are breakdowns that it follows from, `profile` says that it tells who answered:
    neither is a finding. `verb` is what those who are counted do, by language, and `short` the title in a
    chart.
    """

    name: Annotated[str, UNWRITTEN]
    title: LabelText = BLANK
    theme: Text = ""
    statistic: Statistic = "share"
    variable: Text = ""
    answers: Texts = ()
    favourable: Texts = ()
    unfavourable: Texts = ()
    denominator: Text | None = None
    quantile: Order | None = None
    population: Text | None = None
    base: Base = "answered"
    direction: Direction = "neutral"
    unit: OptionalLabel = None
    divide_by: Divisor = 1.0
    headline: Flag = False
    breakdowns: Texts | None = None
    never_by: Texts = ()
    profile: Flag | None = None
    decimals: Decimals | None = None
    verb: Verbs = field(default_factory=dict)
    short: Annotated[OptionalLabel, AfterValidator(_fits_a_chart)] = None

    def __repr__(self) -> str:
        return f"Indicator({self.name}: {self.statistic} of {self.variable})"

    @property
    def order(self) -> float:
        """The order of its quantile: 0.5 for a median; of statistics that are none, NaN."""
        return NEEDS[self.statistic].order or self.quantile or math.nan


@dataclass(frozen=True)
class Grid(Record):
    """Questions asked together, with the same answers."""

    name: Annotated[str, UNWRITTEN]
    label: LabelText = BLANK
    items: Texts = ()


@dataclass(frozen=True)
class Contradiction(Record):
    """Answers that cannot be together: those who meet all of `when` contradict themselves."""

    name: Annotated[str, UNWRITTEN]
    label: LabelText = BLANK
    when: Answered = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class SurveyKeys(Record):
    """What a survey and its file say alike.

    `called` is what respondents are called in sentences, by language, where they are not just respondents;
    `composition`, the breakdown whose groups an edition is given as an earlier one has them: classes of age;
    `modelled`, of which indicators each of the `territories` has a figure by a model too.
    """

    called: Called = field(default_factory=dict)
    identifier: Text | None = None
    sampling: Sampling = "volunteer"
    breakdowns: Texts = ()
    territories: Texts = ()
    composition: Text | None = None
    modelled: Annotated[Mapping[str, ModelledTerritories], NAMED] = field(default_factory=dict)
    themes: Annotated[Mapping[str, Theme], NAMED] = field(default_factory=dict)
    populations: Annotated[Mapping[str, Population], NAMED] = field(default_factory=dict)
    design: SamplingDesign = field(default_factory=SamplingDesign)
    designs: Annotated[Mapping[str, DesignOfSome], NAMED] = field(default_factory=dict)
    weighting: Weighting = field(default_factory=Weighting)
    cleaning: Cleaning = field(default_factory=Cleaning)
    grids: Annotated[Mapping[str, Grid], NAMED] = field(default_factory=dict)
    contradictions: Annotated[Mapping[str, Contradiction], NAMED] = field(default_factory=dict)
    quality: Quality = field(default_factory=Quality)
    privacy: Privacy = field(default_factory=Privacy)
    publication: Publication = field(default_factory=Publication)
    note: Note = field(default_factory=Note)
    citation: Citation = field(default_factory=Citation)


@dataclass(frozen=True, kw_only=True)
class AskedTables(Record):
    """What survey.toml has before it is completed: shared scales, and questions apart from what derives."""

    scales: Annotated[Mapping[str, Scale], NAMED] = field(default_factory=dict)
    missing: AbsenceCodes = field(default_factory=dict)
    questions: Annotated[Mapping[str, Question], NAMED] = field(default_factory=dict)
    derived: Annotated[Mapping[str, DerivedTable], NAMED] = field(default_factory=dict)
    title: LabelText = BLANK
    indicators: Annotated[Mapping[str, Indicator], NAMED] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class SurveyFile(SurveyKeys, AskedTables):
    """What is asked, what is estimated of it, and how answers are cleaned and shown: one survey.toml."""


@dataclass(frozen=True)
class Survey(SurveyKeys):
    """A questionnaire with its indicators: the content of one survey.toml. Orders are the file's."""

    name: str
    title: Label
    questions: Mapping[str, Question]
    indicators: Mapping[str, Indicator]

    def __repr__(self) -> str:
        return f"Survey({self.name}: {len(self.questions)} questions, {len(self.indicators)} indicators)"

    @cached_property
    def asked(self) -> Mapping[str, Question]:
        """The questions put to respondents, without the derived variables."""
        return {name: question for name, question in self.questions.items() if not question.derivation}

    @property
    def sources(self) -> Mapping[str, tuple[str, ...]]:
        """What each variable needs first: those it derives from, or the questions that route to it."""
        return {
            name: question.derivation.needs if question.derivation else tuple(question.asked_if)
            for name, question in self.questions.items()
        }

    @property
    def order(self) -> tuple[str, ...]:
        """Every variable after those it needs. Raises graphlib.CycleError where there is no such order."""
        return tuple(TopologicalSorter(self.sources).static_order())

    @property
    def derived(self) -> Mapping[str, Question]:
        """The variables derived from the questions."""
        return {name: question for name, question in self.questions.items() if question.derivation}

    @property
    def every_design(self) -> tuple[SamplingDesign, ...]:
        """The design of everyone, then those of some."""
        return (self.design, *self.designs.values())

    def design_of(self, population: str | None) -> str | None:
        """The design of a population, by its name; None for that of everyone."""
        return self.populations[population].design if population is not None else None

    @property
    def has_figures_of_all(self) -> bool:
        """Whether a figure may be of all respondents: not where each of several designs has its own, and none
        is of everyone."""
        return len(self.designs) < 2 or bool(self.design.columns or self.design.replicates)

    def weighting_of(self, population: str | None, of_edition: Weighting | None = None) -> Weighting:
        """How the respondents of a population are weighted: as its design says, else the edition, else the
        survey."""
        design = self.design_of(population)
        return self.designs[design].weighting if design else of_edition or self.weighting

    def in_design(self, name: str | None) -> Survey:
        """The survey as it is among the respondents of one design: that of all, with its indicators alone."""
        own = {
            key: indicator
            for key, indicator in self.indicators.items()
            if self.design_of(indicator.population) == name
        }
        populations = {key: replace(each, design=None) for key, each in self.populations.items()}
        alone = replace(self, indicators=own, populations=populations, designs={})
        if name is None:
            return alone
        return replace(alone, design=self.designs[name], weighting=self.designs[name].weighting)

    def named_together(self, merges: Merges) -> Survey:
        """The survey with the names of groups in which others are counted: "Women (with Other)" where the
        definitions say so, else "Women or Other"."""
        questions = dict(self.questions)
        for name, merged in merges.items():
            question = questions[name]
            receiving = {other: question.with_counted(other, merged) for other in merged.values()}
            within = {code: said for code, said in question.within.items() if code not in receiving}
            verbs = {code: said for code, said in question.verbs.items() if code not in receiving}
            codes = {**question.codes, **receiving}
            questions[name] = replace(question, codes=codes, within=within, verbs=verbs)
        return replace(self, questions=questions)
