"""A survey as frozen records: its questions, what is estimated of them, how answers are cleaned and shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from graphlib import TopologicalSorter
from typing import Literal

from analysis.questionnaire.fixed_words import Condition, Label, Noun, Question

STATISTICS = ("share", "mean", "median", "total", "ratio", "balance")
DIRECTIONS = ("favourable", "unfavourable", "neutral")
POLICIES = ("keep", "flag", "remove")
"""What is done about careless answering: it is counted; it is marked too; the respondent is left out."""

SinglePsu = Literal["fail", "adjust", "average", "certainty"]


@dataclass(frozen=True)
class Theme:
    """A chapter of the report."""

    name: str
    title: Label
    lead: Label | None = None


@dataclass(frozen=True)
class Population:
    """The respondents an indicator speaks of: those who answered one of. `called`, by language."""

    name: str
    label: Label
    among: Condition
    called: Mapping[str, Noun] = field(default_factory=dict)


@dataclass(frozen=True)
class Indicator:
    """One figure, or one figure per answer, to be estimated for each group of each breakdown.

    `answers` are the answers counted by a share (none: every answer has its own row). A balance is the share
    of the answers `favourable` minus that of the `unfavourable`, in points. `base` says who counts in the
    denominator of a share or balance: those who "answered", or all who were "asked".
    """

    name: str
    title: Label
    theme: str
    statistic: str
    variable: str
    answers: tuple[str, ...] = ()
    favourable: tuple[str, ...] = ()
    unfavourable: tuple[str, ...] = ()
    denominator: str | None = None
    population: str | None = None
    base: str = "answered"
    direction: str = "neutral"
    unit: Label | None = None
    divide_by: float = 1.0
    headline: bool = False
    breakdowns: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Grid:
    """Questions asked together, with the same answers."""

    name: str
    label: Label
    items: tuple[str, ...]


@dataclass(frozen=True)
class Contradiction:
    """Answers that cannot be together: those who meet all of `when` contradict themselves."""

    name: str
    label: Label
    when: Condition


@dataclass(frozen=True)
class SamplingDesign:
    """Columns of the answers file that carry the sampling design."""

    weight: str | None = None
    strata: str | None = None
    psu: str | None = None
    single_psu: SinglePsu = "fail"


@dataclass(frozen=True)
class Weighting:
    """How respondents are weighted: `calibration` to the edition's margins is "none" or "raking"."""

    calibration: str = "none"
    variables: tuple[str, ...] = ()


@dataclass(frozen=True)
class Cleaning:
    """Who is kept: respondents who answered one of `keep_if`; of duplicates, the first or all."""

    keep_if: Condition = field(default_factory=dict)
    duplicates: str = "first"


@dataclass(frozen=True)
class Quality:
    """How careless answering is found, and what is done about it: "keep" (counted only), "flag" or "remove".

    `duration` is a numeric question, how long answering took in any unit; who took less than `speeder_below`
    of the median time per question put is a speeder. `completed` says who came to the end.
    """

    duration: str | None = None
    speeder_below: float = 1 / 3
    completed: Condition = field(default_factory=dict)
    speeders: str = "flag"
    straight_lining: str = "flag"
    same_answers: str = "flag"
    contradictions: str = "flag"
    left: str = "flag"


@dataclass(frozen=True)
class Privacy:
    """What could tell who a respondent is.

    `keep` gives the reason why a question that looks like a direct identifier is kept. Respondents who share
    the answers to the `quasi_identifiers` with fewer than `k` - 1 others stand out.
    """

    keep: Mapping[str, str] = field(default_factory=dict)
    quasi_identifiers: tuple[str, ...] = ()
    k: int = 5


@dataclass(frozen=True)
class Publication:
    """What may be shown: `confidential_below` so many respondents nothing; `reliability` "nchs" or "none"."""

    confidential_below: int = 11
    reliability: str = "nchs"
    level: float = 0.95
    interval: str = "logit"


@dataclass(frozen=True)
class Note:
    """What the methodology page states in words; every field is optional and a gap is shown as one."""

    purpose: Label | None = None
    population: Label | None = None
    excluded: Label | None = None
    frame: Label | None = None
    recruitment: Label | None = None
    incentives: Label | None = None
    producer: Label | None = None
    sponsor: Label | None = None
    mode: Label | None = None
    languages: Label | None = None
    weighting: Label | None = None
    availability: Label | None = None
    contact: Label | None = None
    simulation: Label | None = None


@dataclass(frozen=True)
class Survey:
    """A questionnaire with its indicators: the content of one survey.toml. Orders are the file's.

    `called` is what respondents are called in sentences, by language, where they are not just respondents.
    """

    name: str
    title: Label
    questions: Mapping[str, Question]
    indicators: Mapping[str, Indicator]
    called: Mapping[str, Noun] = field(default_factory=dict)
    breakdowns: tuple[str, ...] = ()
    territories: tuple[str, ...] = ()
    themes: Mapping[str, Theme] = field(default_factory=dict)
    populations: Mapping[str, Population] = field(default_factory=dict)
    identifier: str | None = None
    sampling: str = "volunteer"
    design: SamplingDesign = field(default_factory=SamplingDesign)
    weighting: Weighting = field(default_factory=Weighting)
    cleaning: Cleaning = field(default_factory=Cleaning)
    grids: Mapping[str, Grid] = field(default_factory=dict)
    contradictions: Mapping[str, Contradiction] = field(default_factory=dict)
    quality: Quality = field(default_factory=Quality)
    privacy: Privacy = field(default_factory=Privacy)
    publication: Publication = field(default_factory=Publication)
    note: Note = field(default_factory=Note)

    @property
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
