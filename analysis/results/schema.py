"""The schema of every file, with the words and limits that those who write it and those who read it share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from math import floor, log10
from typing import Literal, TypeVar, get_args

Status = Literal["shown", "footnote", "caution", "suppressed", "empty"]
"""What was decided of a figure: shown, shown with a reservation, too imprecise, or without respondents."""
STATUSES: tuple[Status, ...] = get_args(Status)
SHOWN: tuple[Status, ...] = ("shown", "footnote", "caution")
"""Statuses with which a figure is published; any other hides it."""
ReleasedStatus = Literal["shown", "footnote", "caution", "suppressed", "empty", "hidden"]
"""What a released file says of a figure: as above, or that it may not be known, whatever the reason."""
RELEASED_STATUSES: tuple[ReleasedStatus, ...] = get_args(ReleasedStatus)
HIDDEN: ReleasedStatus = "hidden"
Confidentiality = Literal["", "confidential", "complementary"]
"""Why a figure is secret: too few respondents, or it would give such a figure away."""
SECRET: tuple[Confidentiality, ...] = ("confidential", "complementary")
Mark = Literal["", "footnote", "caution", "suppressed", "confidential", "empty"]
"""Why a printed figure is absent or to be read with care; nothing where it stands as it is."""
ChangeStatus = Literal["tested", "small", "fixed", "hidden", "break", "profile", "not_asked"]
"""What could be done to compare two editions."""
CHANGE_STATUSES: tuple[ChangeStatus, ...] = get_args(ChangeStatus)
ComparisonKind = Literal["groups", "rest", "whole", "answers", "table", "trend"]
"""What is compared: two groups, a group and the others, a group and everyone, two answers, a whole table, or
groups along their order."""
COMPARISON_KINDS: tuple[ComparisonKind, ...] = get_args(ComparisonKind)
ComparisonStatus = Literal["tested", "small", "fixed", "hidden", "untested"]
"""What could be done to compare two figures of an edition, or the groups of a breakdown."""
COMPARISON_STATUSES: tuple[ComparisonStatus, ...] = get_args(ComparisonStatus)
TestName = Literal["t", "z", "rao-scott", "wald"]
TEST_NAMES: tuple[TestName, ...] = get_args(TestName)
CORRECTION_NAMES = ("holm", "benjamini-hochberg")
"""How p-values are corrected: no false claim among all, or few among those made."""
DISTRIBUTION_KINDS = ("answer", "class", "quartile")
"""What a row of distributions.csv is of."""
ModelDoubt = Literal[
    "", "no_covariates", "few_areas", "unequal_variances", "no_variation", "not_normal", "poor_fit", "no_gain"
]
"""Why the figures of a model of territories are not shown; nothing where they are."""
MODEL_DOUBTS: tuple[ModelDoubt, ...] = get_args(ModelDoubt)[1:]
Verdict = Literal["", "favourable", "unfavourable", "divided", "undecided"]
"""What a balance of opinions says; nothing for other figures and hidden ones."""
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)[1:]
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
STATISTICS: tuple[Statistic, ...] = get_args(Statistic)
Direction = Literal["favourable", "unfavourable", "neutral"]
"""Whether more of an indicator is good news, bad news or neither."""
DIRECTIONS: tuple[Direction, ...] = get_args(Direction)
QualitySection = Literal[
    "response",
    "nonresponse",
    "break_off",
    "speed",
    "straight_lining",
    "duplicates",
    "contradictions",
    "open_answers",
    "scores",
    "privacy",
]
"""Parts of quality.csv."""
AuditStep = Literal[
    "reading",
    "keys",
    "coding",
    "routing",
    "derivation",
    "left",
    "privacy",
    "scope",
    "quality",
    "calibration",
]
"""Steps of audit.csv."""

WHOLE = "all"
"""The population, breakdown and group of everyone."""
SMALLEST_GROUP = 30
"""Respondents under which a figure is not compared with another."""
SMALLEST_RANKED = 100
"""Respondents under which a territory has no rank among the others."""
LIKELY, SURE = 0.01, 0.001
"""p-values, corrected over the report, under which a difference is a finding, and one that counts in full."""
SMALLEST_SAMPLE = 30
"""Effective sample size under which a share or a balance is not published (NCHS), and respondents under
whom an agreement of all is no evidence of precision."""
FIXED = 1e-4
"""Standard error, in points, under which a share or a balance is one that the calibration fixes."""
WITHIN_95 = 1.959963984540054
"""Standard errors within which 95 in 100 differences lie where nothing but chance sets figures apart."""
WITHIN_5 = 5.0

W = TypeVar("W", bound=str)

ColumnType = Literal["text", "whole", "number", "boolean"]
"""Text, codes too; a whole number; a number with a decimal point; True or False. Any may be blank."""

Folder = Literal["raw", "edition", "survey", "released", "released_survey"]
"""data/raw/SURVEY/EDITION, data/processed/SURVEY/EDITION, data/processed/SURVEY, reports/SURVEY/EDITION,
reports/SURVEY."""


@dataclass(frozen=True)
class Form:
    """What the figures of a statistic are like: shares, balances, sums or other numbers.

    is_share: a part of the respondents, in %: on an axis to 100, in words such as two thirds. is_balance:
    between two sides, in points: with its sign, zero on its axis, a verdict. is_sum: it follows the size of
    the group. is_spread: how far respondents are from each other. is_square: in the square of the unit.
    is_half: half of the respondents are on each side of it. is_average: of a number of each respondent. None
    of these: a number in the unit of its indicator.
    """

    is_share: bool = False
    is_balance: bool = False
    is_sum: bool = False
    is_spread: bool = False
    is_square: bool = False
    is_half: bool = False
    is_average: bool = False

    @property
    def is_compared(self) -> bool:
        """Whether the figures of two groups are compared and tested: all but sums and spreads."""
        return not self.is_sum and not self.is_spread

    @property
    def in_points(self) -> bool:
        """Whether figures are shares or balances, rounded to the unit in sentences and to the tenth in
        tables."""
        return self.is_share or self.is_balance

    @property
    def bounds(self) -> tuple[float, float] | None:
        """The least and the greatest figure there is; None where a number has no end."""
        if self.is_share:
            return 0.0, 100.0
        return (-100.0, 100.0) if self.is_balance else None


PART, BETWEEN_SIDES, NUMBER = Form(is_share=True), Form(is_balance=True), Form()
FORMS: Mapping[Statistic, Form] = {
    "share": PART,
    "mean": Form(is_average=True),
    "median": Form(is_half=True),
    "first_quartile": NUMBER,
    "third_quartile": NUMBER,
    "quantile": NUMBER,
    "standard_deviation": Form(is_spread=True),
    "variance": Form(is_spread=True, is_square=True),
    "total": Form(is_sum=True),
    "ratio": NUMBER,
    "balance": BETWEEN_SIDES,
}
IN_POINTS: tuple[Statistic, ...] = tuple(name for name in STATISTICS if FORMS[name].in_points)


def squared(unit: str) -> str:
    """The square of a unit: h², (heures par an)²; nothing of none."""
    return f"({unit})²" if " " in unit else f"{unit}²" if unit else ""


def significance(level: float) -> float:
    """What a p-value is under where a difference is found at a level: 0.05 for 0.95.

    As computers count, 1 - 0.95 is over 0.05 by a trace, so that a p of 0.0504, released as 0.05, would be
    under it.
    """
    return round(1 - level, 12)


@cache
def decimals_of(step: float) -> int:
    """The decimals that a multiple of `step` needs: 0 for 1, 2 or 50, 1 for 0.5, 2 for 0.02."""
    return max(0, -floor(log10(step) + 1e-9))


def one_of(words: Iterable[W], text: str) -> W:
    """The text as a word of a fixed set; ValueError where it is none of its words."""
    for word in words:
        if word == text:
            return word
    raise ValueError(f"found {text!r}; expected one of {', '.join(words)}")


@dataclass(frozen=True)
class Wording:
    """A text in French and in English."""

    fr: str
    en: str


NO_UNIT = Wording("", "")
PERCENT = Wording("%", "%")
OF_ROW = Wording("celle de la colonne unit", "that of the column unit")
"""Shares in %, balances in points, other figures in the unit of their indicator."""
RESPONDENTS = Wording("répondants", "respondents")
WEIGHTS = Wording("somme de poids", "sum of weights")
STANDARD_ERRORS = Wording("erreurs types", "standard errors")


@dataclass(frozen=True)
class FileColumn:
    """A column of a file: what its cells hold, in which unit, and what they mean.

    `words` are all that a cell may hold, besides nothing; empty where they are not a fixed set. A column that
    `is_optional` stands in some files only.
    """

    name: str
    type: ColumnType
    meaning: Wording
    unit: Wording = NO_UNIT
    words: tuple[str, ...] = ()
    is_optional: bool = False


def text(name: str, fr: str, en: str, words: tuple[str, ...] = (), is_optional: bool = False) -> FileColumn:
    """A column of texts or codes."""
    return FileColumn(name, "text", Wording(fr, en), words=words, is_optional=is_optional)


def whole(name: str, unit: Wording, fr: str, en: str) -> FileColumn:
    """A column of whole numbers."""
    return FileColumn(name, "whole", Wording(fr, en), unit)


def number(name: str, unit: Wording, fr: str, en: str, is_optional: bool = False) -> FileColumn:
    """A column of numbers."""
    return FileColumn(name, "number", Wording(fr, en), unit, is_optional=is_optional)


def boolean(name: str, fr: str, en: str) -> FileColumn:
    """A column of True and False."""
    return FileColumn(name, "boolean", Wording(fr, en))


def names_of(columns: Iterable[FileColumn]) -> tuple[str, ...]:
    """The names of the columns, in order."""
    return tuple(column.name for column in columns)


class SchemaError(RuntimeError):
    """A file whose columns are not those of its schema: a fault of the program."""


@dataclass(frozen=True)
class File:
    """A file that is written, or read as input: what one row is, and its columns in order.

    A file that `is_private` holds single answers. `others` says which columns follow those that every survey
    has. A file without columns is JSON, and `row` says what it holds.
    """

    name: str
    row: Wording
    columns: tuple[FileColumn, ...] = ()
    folder: Folder = "edition"
    is_private: bool = False
    others: Wording | None = None

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names of all its columns, in order."""
        return names_of(self.columns)

    @cached_property
    def needed(self) -> tuple[str, ...]:
        """The names of the columns that are always there."""
        return names_of(column for column in self.columns if not column.is_optional)

    def column_faults(self, found: Sequence[str]) -> list[str]:
        """What is wrong with the columns `found` in a file that someone wrote: a needed one is not there, or
        nothing would read one."""
        absent = [f"no column {name}" for name in self.needed if name not in found]
        return absent + [f"unknown column {name}" for name in found if name not in self.names]

    def check(self, found: Iterable[str]) -> None:
        """Raise SchemaError unless the columns `found` are those of the schema, in its order."""
        given = tuple(found)
        expected = tuple(name for name in self.names if name in self.needed or name in given)
        if given[: len(expected)] != expected or (len(given) > len(expected) and self.others is None):
            raise SchemaError(f"{self.name}: found {', '.join(given)}; expected {', '.join(expected)}")
