"""The words that a definition may use where it has no choice of its own, as types that mypy follows.

Also what is said in two languages: labels, and what those who are counted are called.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

Language = Literal["fr", "en"]
QuestionType = Literal["single", "numeric", "scale", "multiple", "text", "date"]
"""The types of the registry `questionnaire.kinds`, in its order."""
Absence = Literal["not_asked", "refused", "dont_know", "no_answer", "left", "invalid"]
"""Kinds of absence an answer can have: `left` before the question; `invalid`, a value the questionnaire
does not know."""
DeclaredAbsence = Literal["refused", "dont_know", "no_answer", "not_asked"]
"""The kinds of absence whose codes a definition lists."""
AsideKind = Literal["other", "none", "dont_know", "no_answer"]
"""Answers that stand beside those of substance: what is left over, nothing of all this, no opinion, and an
absence that is counted as an answer. They are shown last, and nothing is contrasted with them."""
BlankCells = Literal["no_answer", "not_ticked"]
"""What it means when all the cells of a multiple question are blank."""
ThousandsMark = Literal[",", ".", " ", "'"]
"""What may stand between groups of three digits."""
DurationUnit = Literal["seconds", "minutes", "hours", "days"]
"""The units in which times that something took are counted."""
DerivationKind = Literal[
    "years_since",
    "age_on",
    "year_of",
    "classes_of",
    "groups_of",
    "crossed_of",
    "cases_of",
    "count_of",
    "region_of",
    "bridged_region_of",
    "sum_of",
    "mean_of",
    "points_of",
]
Statistic = Literal[
    "share",
    "mean",
    "median",
    "first_quartile",
    "third_quartile",
    "quantile",
    "standard_deviation",
    "variance",
    "total",
    "ratio",
    "balance",
]
"""How it is computed is said by a module of `indicators.measures`."""
QuantileRule = Literal["school", "math"]
"""Half-way to the next value where a cumulated weight reaches the quantile exactly, or never."""
Base = Literal["answered", "asked"]
"""Who counts in the denominator of a share or balance."""
Direction = Literal["favourable", "unfavourable", "neutral"]
Sampling = Literal["volunteer", "probability"]
SinglePsu = Literal["fail", "adjust", "average", "certainty"]
"""What is done about a stratum of one primary unit."""
Calibration = Literal["none", "raking", "linear", "raking_ratio", "logit", "truncated"]
"""How weights meet the margins: not at all; by their categories in turn; by one of Calmar's four methods."""
ReplicateType = Literal["bootstrap", "JK1", "JKn", "BRR", "Fay", "successive_difference", "other"]
"""How replicate weights were made, as R's svrepdesign calls it."""
Duplicates = Literal["first", "keep"]
"""Of respondents under one identifier, the first is kept or all are."""
Kept = Literal["first", "last"]
"""Which row of a respondent who has several is read."""
Policy = Literal["keep", "flag", "remove"]
"""What is done about careless answering: it is counted; it is marked too; the respondent is left out."""
Reliability = Literal["nchs", "none"]
Interval = Literal["logit", "korn-graubard", "wilson", "linear"]
CellContent = Literal["codes", "labels"]
"""Whether the cells of an answers file hold codes or the words of the answers."""

ABSENCES: tuple[Absence, ...] = get_args(Absence)
DECLARED_ABSENCES: tuple[DeclaredAbsence, ...] = get_args(DeclaredAbsence)
ASIDE_KINDS: tuple[AsideKind, ...] = get_args(AsideKind)


class NoneOf(tuple[str, ...]):
    """Codes none of which was given, by those who answered: `{ not = ["4"] }` in a condition."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, NoneOf) and tuple(self) == tuple(other)

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash((NoneOf, tuple(self)))


Condition = Mapping[str, tuple[str, ...]]
"""Answered one of: question -> codes, or ranges of a number such as "18..64"; or none of them, NoneOf.

Several questions must all hold; of AnyOf, one of its alternatives.
"""


class AnyOf(Mapping[str, tuple[str, ...]]):
    """Conditions of which one at least holds: `[{ age = "18.." }, { region = ["11"] }]`.

    As a mapping it has every question that one of the `alternatives` names, with all that they say of it:
    whoever asks what must hold takes the alternatives.
    """

    __slots__ = ("_named", "alternatives")

    def __init__(self, alternatives: Iterable[Condition]) -> None:
        self.alternatives: tuple[Condition, ...] = tuple(alternatives)
        self._named: dict[str, tuple[str, ...]] = {}
        for each in self.alternatives:
            for name, codes in each.items():
                self._named[name] = (*self._named.get(name, ()), *codes)

    def __getitem__(self, name: str) -> tuple[str, ...]:
        return self._named[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._named)

    def __len__(self) -> int:
        return len(self._named)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, AnyOf) and self.alternatives == other.alternatives

    def __hash__(self) -> int:
        return hash(tuple(tuple(each.items()) for each in self.alternatives))

    def __repr__(self) -> str:
        return f"AnyOf({list(self.alternatives)!r})"


def alternatives_of(condition: Condition) -> tuple[Condition, ...]:
    """The conditions of which one must hold: those of an "or", else the condition itself."""
    return condition.alternatives if isinstance(condition, AnyOf) else (condition,)


def both_of(one: Condition, other: Condition) -> Condition:
    """What both conditions ask; where they name one question, what the second says of it."""
    found = [{**first, **second} for first in alternatives_of(one) for second in alternatives_of(other)]
    return found[0] if len(found) == 1 else AnyOf(found)


Merges = Mapping[str, Mapping[str, str]]
"""Variable -> code -> the code whose group its respondents are counted in, as they are few."""
Missing = Mapping[DeclaredAbsence, tuple[str, ...]]
"""Kind of absence -> the codes that mean it."""

Aside = Mapping[AsideKind, tuple[str, ...]]
"""Kind of answer that stands beside the others -> the codes that are of it."""


@dataclass(frozen=True)
class Needs:
    """What a statistic needs: a question `of_codes`, or else one of numbers, and what more an indicator says.

    An indicator may `count_answers` that it names; it has two `sides` of an opinion, or a `denominator`.
    `order` is that of a quantile, which an indicator says where the statistic `has_own_order`. `unit` is that
    of its figures where it is not the question's own. Its figures of territories may be `modelled`.
    """

    of_codes: bool = False
    count_answers: bool = False
    sides: bool = False
    denominator: bool = False
    order: float | None = None
    has_own_order: bool = False
    unit: str = ""
    modelled: bool = False


NEEDS: Mapping[Statistic, Needs] = {
    "share": Needs(of_codes=True, count_answers=True, unit="%", modelled=True),
    "mean": Needs(modelled=True),
    "median": Needs(order=0.5),
    "first_quartile": Needs(order=0.25),
    "third_quartile": Needs(order=0.75),
    "quantile": Needs(has_own_order=True),
    "standard_deviation": Needs(),
    "variance": Needs(),
    "total": Needs(),
    "ratio": Needs(denominator=True),
    "balance": Needs(of_codes=True, sides=True, unit="points", modelled=True),
}

DESCRIBING_NUMBERS: tuple[Statistic, ...] = ("mean", "first_quartile", "median", "third_quartile")
"""What is said of a number where no statistic is asked for."""


@dataclass(frozen=True)
class Label:
    """A text in French and English; the one that is not given is the other."""

    fr: str
    en: str

    def to(self, language: str) -> str:
        """The text in `language`, "fr" or "en"."""
        return self.en if language == "en" else self.fr

    @property
    def is_blank(self) -> bool:
        """Whether it says nothing."""
        return not self.fr.strip()


@dataclass(frozen=True)
class CountedLabel(Label):
    """The label of an answer whose few respondents are counted with those of another, `counted_with`."""

    counted_with: str = ""


BLANK = Label("", "")
"""What is said where nothing is."""


@dataclass(frozen=True)
class Noun:
    """What those who are counted are called: `one` with its article, a volunteer; `many`, volunteers."""

    one: str
    many: str

    @property
    def article(self) -> str:
        """The article of one, with which words about them agree: un, une."""
        return self.one.split(" ")[0]


@dataclass(frozen=True)
class Verb:
    """What those who are counted do: `one` says it of a volunteer, `many` of volunteers."""

    one: str
    many: str


@dataclass(frozen=True)
class Within:
    """Where a group is in a sentence: `first`, in associations of 200 volunteers or more; `then`, after
    another group of the same question, in those of 200 or more."""

    first: str
    then: str
