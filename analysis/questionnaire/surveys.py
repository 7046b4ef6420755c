"""A survey as records: its questions, what is estimated of them; and how survey.toml is read into it."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from graphlib import TopologicalSorter
from itertools import product
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, Field

from analysis.questionnaire.collection.citation import Citation
from analysis.questionnaire.collection.methodology_note import Note
from analysis.questionnaire.derivations import DerivedTable
from analysis.questionnaire.fixed_words import (
    BLANK,
    NEEDS,
    Base,
    Condition,
    Direction,
    Label,
    Merges,
    Sampling,
    Statistic,
    alternatives_of,
    both_of,
)
from analysis.questionnaire.question_tables import (
    OFFICIAL_SCALES,
    Defaults,
    Scale,
    completed_question,
    derived_question,
)
from analysis.questionnaire.questions import Question
from analysis.questionnaire.settings import (
    Cleaning,
    DesignOfSome,
    Privacy,
    Publication,
    Quality,
    SamplingDesign,
    Weighting,
)
from analysis.questionnaire.written_values import (
    UNWRITTEN,
    AbsenceCodes,
    Answered,
    Called,
    Flag,
    LabelText,
    Number,
    OptionalLabel,
    Record,
    Text,
    Texts,
    Verbs,
    Whole,
    fault,
    worded,
)

NAME = re.compile(r"[a-z][a-z0-9_]*")
RESERVED_NAMES = ("respondent", "weight", "start_weight", "stratum", "psu", "all")
NAMED = Field(json_schema_extra={"propertyNames": {"pattern": f"^{NAME.pattern}$"}})
"""Marks tables whose keys are names: they become columns, addresses and keys."""

NAMED_TABLES = (
    "scales",
    "questions",
    "derived",
    "themes",
    "populations",
    "designs",
    "indicators",
    "grids",
    "contradictions",
)
R = TypeVar("R", bound=Record)
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
    `composition`, the breakdown whose groups an edition is given as an earlier one has them: classes of age.
    """

    called: Called = field(default_factory=dict)
    identifier: Text | None = None
    sampling: Sampling = "volunteer"
    breakdowns: Texts = ()
    territories: Texts = ()
    composition: Text | None = None
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
        definitions say so, else "Women and other answers"."""
        questions = dict(self.questions)
        for name, merged in merges.items():
            question = questions[name]
            receiving = {other: question.with_counted(other, merged) for other in merged.values()}
            within = {code: said for code, said in question.within.items() if code not in receiving}
            verbs = {code: said for code, said in question.verbs.items() if code not in receiving}
            codes = {**question.codes, **receiving}
            questions[name] = replace(question, codes=codes, within=within, verbs=verbs)
        return replace(self, questions=questions)


def completed_survey(name: str, written: SurveyFile, faults: list[str]) -> Survey:
    """The survey that its file describes; what is wrong with names and references is appended to `faults`."""
    _check_names(written, faults)
    settings = {key.name: getattr(written, key.name) for key in fields(SurveyKeys)}
    designs, populations = _named(written.designs, "label"), _named(written.populations, "label")
    faults += _overlaps(populations, designs)
    indicators = {
        key: replace(each, variable=each.variable or key)
        for key, each in _named(written.indicators, "title").items()
    }
    return Survey(
        name=name,
        title=Label(name, name) if written.title.is_blank else written.title,
        questions=_variables(written, faults),
        indicators=_indicators_in_designs(indicators, populations, designs),
        **settings
        | {
            "themes": _named(written.themes, "title"),
            "designs": designs,
            "populations": _populations_in_designs(populations, designs),
            "grids": _named(written.grids, "label"),
            "contradictions": _named(written.contradictions, "label"),
        },
    )


def _populations_in_designs(
    populations: Mapping[str, Population], designs: Mapping[str, DesignOfSome]
) -> dict[str, Population]:
    """The populations, each within the respondents of its design, and called as these are where nothing else
    is said."""
    return {name: _within(each, designs.get(each.design or "")) for name, each in populations.items()}


def _within(population: Population, design: DesignOfSome | None) -> Population:
    if design is None:
        return population
    is_unnamed = population.label.fr == population.name
    return replace(
        population,
        label=design.label if is_unnamed else population.label,
        among=both_of(design.among, population.among),
        called=population.called or design.called,
    )


def _indicators_in_designs(
    indicators: Mapping[str, Indicator],
    populations: Mapping[str, Population],
    designs: Mapping[str, DesignOfSome],
) -> dict[str, Indicator]:
    """The indicators, each with the breakdowns of its design where it names none and the design does."""
    found = dict(indicators)
    for name, each in indicators.items():
        population = populations.get(each.population or "")
        design = designs.get(population.design or "") if population is not None else None
        if design is not None and design.breakdowns is not None and each.breakdowns is None:
            own = tuple(breakdown for breakdown in design.breakdowns if breakdown != each.variable)
            found[name] = replace(each, breakdowns=own)
    return found


def _overlaps(populations: Mapping[str, Population], designs: Mapping[str, DesignOfSome]) -> Iterator[str]:
    """What a population says of a question by which its design is told, and says otherwise."""
    for name, population in populations.items():
        design = designs.get(population.design or "")
        if design is not None:
            yield from _otherwise(f"populations.{name}", population.among, design)


def _otherwise(place: str, among: Condition, design: DesignOfSome) -> Iterator[str]:
    pairs = product(alternatives_of(among), alternatives_of(design.among))
    wrong = dict.fromkeys(
        question
        for own, told in pairs
        for question in own
        if question in told and not _is_within(own[question], told[question])
    )
    for question in wrong:
        yield (
            f"{place}.among: {question} is what tells the respondents of its design, {design.name}, "
            f"which are those of {' or '.join(design.among[question])}; name some of these, or leave it "
            "out"
        )


def _is_within(own: tuple[str, ...], of_design: tuple[str, ...]) -> bool:
    return own == of_design or (type(own) is type(of_design) is tuple and set(own) <= set(of_design))


def _variables(written: SurveyFile, faults: list[str]) -> dict[str, Question]:
    """The questions, then the variables derived from them."""
    defaults = Defaults({**written.scales, **OFFICIAL_SCALES}, written.missing)
    variables = {
        key: completed_question(key, each, defaults, faults) for key, each in written.questions.items()
    }
    for key, each in written.derived.items():
        derived = derived_question(key, each, variables, written.missing, faults)
        if key in written.questions:
            faults.append(f"derived.{key}: a question has this name; give the derived variable another")
        variables[key] = derived
    return variables


def _named(tables: Mapping[str, R], said: str) -> dict[str, R]:
    """The records with the names of their tables, by which they are called where nothing is said."""
    named = {}
    for name, each in tables.items():
        found: dict[str, Any] = {"name": name}
        if getattr(each, said).is_blank:
            found[said] = Label(name, name)
        named[name] = replace(each, **found)
    return named


def _check_names(written: SurveyFile, faults: list[str]) -> None:
    """Names become columns, addresses and keys: lower case letters, digits and _, and none of our own."""
    for kind in NAMED_TABLES:
        for name in getattr(written, kind):
            if not NAME.fullmatch(name):
                faults.append(
                    f"{kind}.{name}: a name has lower case letters, digits and _, and begins with a letter"
                )
            elif name in RESERVED_NAMES and kind in ("questions", "derived", "populations"):
                faults.append(
                    f"{kind}.{name}: a name of the project's own ({', '.join(RESERVED_NAMES)}); take another"
                )
