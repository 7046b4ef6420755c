"""How answers are weighted, cleaned, judged and shown: the tables of settings as records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field

from analysis.questionnaire.fixed_words import (
    BLANK,
    Calibration,
    Duplicates,
    Interval,
    Policy,
    QuantileRule,
    Reliability,
    ReplicateType,
    SinglePsu,
)
from analysis.questionnaire.written_conditions import Answered
from analysis.questionnaire.written_values import (
    UNWRITTEN,
    Called,
    Flag,
    LabelText,
    Number,
    Record,
    Text,
    Texts,
    Whole,
    fault,
    worded,
)

CROSSED = "*"
"""Between the variables of a crossed margin: region*age."""
OUT_OF_RANGE = ("greater_than", "greater_than_equal", "less_than", "less_than_equal")

PartOfMedian = Annotated[
    Number,
    Field(gt=0, lt=1),
    worded("expected a part of the median time above 0 and below 1; found {found}", *OUT_OF_RANGE),
]
GroupSize = Annotated[
    Whole,
    Field(ge=2),
    worded(
        "expected the least size of a group that hides its members, 2 or more; found {found}", *OUT_OF_RANGE
    ),
]
LeastShown = Annotated[
    Whole,
    Field(ge=0),
    worded(
        "expected the least number of respondents that is shown, 0 to show all; found {found}", *OUT_OF_RANGE
    ),
]
ConfidenceLevel = Annotated[
    Number,
    Field(ge=0.5, lt=1),
    worded("expected a confidence level from 0.5 to below 1, such as 0.95; found {found}", *OUT_OF_RANGE),
]


Limits = Annotated[
    tuple[Number, Number],
    BeforeValidator(lambda value: tuple(value) if isinstance(value, list) else value),
    worded(
        "expected a limit from 0 to below 1 and one above 1, such as [0.3, 3]; found {found}",
        *("tuple_type", "too_long", "missing", "float_type"),
    ),
    AfterValidator(lambda limits: _around_one(limits)),
]
"""The least and the greatest of weights or of their ratios, around 1."""
Replicated = Annotated[
    Whole,
    Field(ge=2, le=10_000),
    worded("expected how many replicates are drawn, from 2 to 10000; found {found}", *OUT_OF_RANGE),
]
Positive = Annotated[Number, Field(gt=0), worded("expected a number above 0; found {found}", *OUT_OF_RANGE)]


def _around_one(limits: tuple[float, float]) -> tuple[float, float]:
    if not 0 <= limits[0] < 1 < limits[1]:
        raise fault(
            f"expected a limit from 0 to below 1 and one above 1, such as [0.3, 3]; found {list(limits)}"
        )
    return limits


@dataclass(frozen=True)
class ReplicateWeights(Record):
    """Replicate weights: the `columns` of the file that hold them, or how many are drawn from the design.

    A column may be a pattern, `"repwt*"`. `scale` and `rscales` are those of the file's documentation; the
    first follows from the type where it is not given. `mse`: deviations are taken from the full sample.
    """

    type: ReplicateType
    columns: Texts = ()
    scale: Positive | None = None
    rscales: tuple[Positive, ...] = ()
    rho: Annotated[Number, Field(ge=0, lt=1)] = 0.0
    mse: Flag = True
    count: Replicated = 500
    seed: Whole = 0


@dataclass(frozen=True)
class LaterStage(Record):
    """Columns of a stage of selection after the first: the unit drawn, and how many there are in the unit of
    the stage before, or the fraction drawn, by stratum where there are strata."""

    unit: Text
    fpc: Text
    strata: Text | None = None


@dataclass(frozen=True)
class SamplingDesign(Record):
    """Columns of the answers file that carry the sampling design; replicate weights.

    `stages` are those after the first. `alone_in_domain`: `single_psu` also applies where one unit of a
    stratum alone is in a base. `household` names the household of each respondent, whose members have one
    weight.
    """

    weight: Text | None = None
    strata: Text | None = None
    psu: Text | None = None
    fpc: Text | None = None
    stages: Annotated[
        tuple[LaterStage, ...],
        worded("expected a list of tables { unit = , fpc = }, found {found}", "tuple_type", "dataclass_type"),
    ] = ()
    single_psu: SinglePsu = "fail"
    alone_in_domain: Flag = False
    household: Text | None = None
    replicates: ReplicateWeights | None = None

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of one number or label per respondent that the design needs."""
        of_stages = (name for stage in self.stages for name in (stage.unit, stage.fpc, stage.strata))
        every = (self.weight, self.strata, self.psu, self.fpc, *of_stages, self.household)
        return tuple(dict.fromkeys(name for name in every if name))

    def holds_replicates(self, column: str) -> bool:
        """Whether a column of the file is one of the replicate weights."""
        patterns = self.replicates.columns if self.replicates is not None else ()
        return any(fnmatchcase(column, pattern) for pattern in patterns)


Drawn = Annotated[
    Number,
    Field(ge=0),
    worded("expected how many were drawn, 0 or more; found {found}", *OUT_OF_RANGE),
]


@dataclass(frozen=True)
class Weighting(Record):
    """How respondents are weighted: `calibration` to the edition's margins, of these `variables`.

    `nonresponse` is a variable known of everyone drawn, and `drawn` how many were in each of its categories:
    start weights are divided by the response rate of the respondent's. `trim`: start weights are cut to these
    multiples of their mean. `bounds`: between which the ratio of calibrated to start weights stays, for
    "logit" and "truncated".
    """

    calibration: Calibration = "none"
    variables: Texts = ()
    bounds: Limits | None = None
    trim: Limits | None = None
    nonresponse: Text | None = None
    drawn: Mapping[str, Drawn] = field(default_factory=dict)


@dataclass(frozen=True)
class DesignOfSome(SamplingDesign):
    """The sampling design of some respondents, those of `among`: of one mode of collection, of one unit.

    Populations name it. `called` is what its respondents are called, `weighting` how they are weighted, and
    `breakdowns` those of its indicators, where they are not the survey's.
    """

    name: Annotated[str, UNWRITTEN] = ""
    label: LabelText = BLANK
    among: Answered = field(default_factory=dict)
    called: Called = field(default_factory=dict)
    weighting: Weighting = field(default_factory=Weighting)
    breakdowns: Texts | None = None


@dataclass(frozen=True)
class ModelledTerritories(Record):
    """Which `indicators` have a figure by a model beside the direct one in each territory, and the
    `covariates` that are known of every territory: one of covariates.csv, or "age*60_plus", an answer's share
    by a crossed margin."""

    indicators: Texts = ()
    covariates: Texts = ()


@dataclass(frozen=True)
class Cleaning(Record):
    """Who is kept: respondents who answered one of `keep_if`; of duplicates, the first or all."""

    keep_if: Answered = field(default_factory=dict)
    duplicates: Duplicates = "first"


@dataclass(frozen=True)
class Quality(Record):
    """How careless answering is found, and what is done about it: "keep" (counted only), "flag" or "remove".

    `duration` is a numeric question, how long answering took in any unit; who took less than `speeder_below`
    of the median time per question put is a speeder. `completed` says who came to the end.
    """

    duration: Text | None = None
    speeder_below: PartOfMedian = 1 / 3
    completed: Answered = field(default_factory=dict)
    speeders: Policy = "flag"
    straight_lining: Policy = "flag"
    same_answers: Policy = "flag"
    contradictions: Policy = "flag"
    left: Policy = "flag"


@dataclass(frozen=True)
class Privacy(Record):
    """What could tell who a respondent is.

    `keep` gives the reason why a question that looks like a direct identifier is kept. Respondents who share
    the answers to the `quasi_identifiers` with fewer than `k` - 1 others stand out.
    """

    keep: Mapping[str, Text] = field(default_factory=dict)
    quasi_identifiers: Texts = ()
    k: GroupSize = 5


@dataclass(frozen=True)
class Publication(Record):
    """What may be shown: `confidential_below` so many respondents nothing; `reliability` "nchs" or "none".

    `quantile_rule` says what a median is where half of the weight is at or under a value exactly.
    """

    confidential_below: LeastShown = 11
    reliability: Reliability = "nchs"
    level: ConfidenceLevel = 0.95
    interval: Interval = "logit"
    quantile_rule: QuantileRule = "school"
