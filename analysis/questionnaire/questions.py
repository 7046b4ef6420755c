"""One question, or one variable derived from others, as a record, and how its table is completed to one."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from math import inf
from typing import Annotated

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    PlainValidator,
    Strict,
    StringConstraints,
    WithJsonSchema,
)
from pydantic_core import PydanticKnownError

from analysis.questionnaire.derivations import Derivation
from analysis.questionnaire.fixed_words import (
    BLANK,
    BlankCells,
    CountedLabel,
    DeclaredAbsence,
    DurationUnit,
    Label,
    Missing,
    QuestionType,
    ThousandsMark,
)
from analysis.questionnaire.question_types import KINDS
from analysis.questionnaire.reading.written_dates import STORED_NUMBERS
from analysis.questionnaire.written_conditions import Answered
from analysis.questionnaire.written_values import (
    UNWRITTEN,
    AbsenceCodes,
    AsideCodes,
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
    as_text,
    fault,
    worded,
)

NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
MOST_NAMED_WITH = 2
"""The answers that the name of a group names beside its largest."""
RANGE = re.compile(r"(-?[0-9]+(?:\.[0-9]+)?)?\.\.(-?[0-9]+(?:\.[0-9]+)?)?")


def _date_format(written: str) -> str:
    """A format of strptime, such as %d/%m/%Y, tried on a date, or the name of how a program counts days."""
    if written in STORED_NUMBERS:
        return written
    try:
        datetime.strptime(date(2009, 3, 10).strftime(written), written)
    except (ValueError, re.error):
        raise fault(
            f"expected a format such as %d/%m/%Y, or {' or '.join(STORED_NUMBERS)}, found {written!r}"
        ) from None
    return written


def _known_type(written: object) -> object:
    """A word of the registry of kinds, as it is when the definition is read."""
    if not isinstance(written, str) or written not in KINDS:
        raise PydanticKnownError("literal_error", {"expected": ", ".join(map(repr, KINDS))})
    return written


KnownType = Annotated[
    QuestionType, PlainValidator(_known_type), WithJsonSchema({"type": "string", "enum": list(KINDS)})
]
Delimiter = Annotated[
    str,
    Strict(),
    StringConstraints(min_length=1),
    BeforeValidator(as_text),
    worded(
        'expected what stands between the codes of a cell, such as ";"; found nothing', "string_too_short"
    ),
]


@dataclass(frozen=True)
class Question(Record):
    """One question of the questionnaire, or one variable derived from others.

    A multiple question has its answers in `columns` (code -> column), in `sets` (columns that each hold one
    code) or in one cell with a `delimiter`. A question of one answer may be a place of a ranking, `rank`;
    with a `delimiter`, its column lists the codes in their order. `other` names, for codes such as "other,
    please say", the column of the text that goes with it. `scale` is the shared scale its answers are from.
    `aside` are the answers that stand beside the others; `ordered`, whether the codes are in an order: both
    as `kinds.answer_marks` completes what is written. For sentences, `verbs` are what those do who gave an
    answer, `within` where those are who gave it, `more` what grows from the first answer to the last, `by`
    along what groups of it are compared.
    """

    name: Annotated[str, UNWRITTEN]
    type: KnownType
    text: LabelText = BLANK
    label: LabelText = BLANK
    codes: Codes = field(default_factory=dict)
    scores: Mapping[str, Number] = field(default_factory=dict)
    missing: AbsenceCodes = field(default_factory=dict)
    asked_if: Answered = field(default_factory=dict)
    column: Text = ""
    columns: Mapping[str, Text] = field(default_factory=dict)
    sets: Texts = ()
    other: Mapping[str, Text] = field(default_factory=dict)
    delimiter: Delimiter | None = None
    rank: Whole | None = None
    ticked: Texts = ("1",)
    not_ticked: Texts = ("0",)
    empty: BlankCells = "no_answer"
    exclusive: Texts = ()
    aside: AsideCodes = field(default_factory=dict)
    ordered: Flag | None = None
    verbs: Mapping[str, Verbs] = field(default_factory=dict)
    within: Mapping[str, Withins] = field(default_factory=dict)
    more: OptionalLabel = None
    by: OptionalLabel = None
    minimum: Annotated[Number | None, Field(alias="min")] = None
    maximum: Annotated[Number | None, Field(alias="max")] = None
    unit: OptionalLabel = None
    thousands: ThousandsMark | None = None
    affixes: Texts = ()
    duration: DurationUnit | None = None
    date_format: Annotated[Text, AfterValidator(_date_format)] | None = None
    required: Flag = False
    scale: Text | None = None
    derivation: Annotated[Derivation | None, UNWRITTEN] = None

    def __repr__(self) -> str:
        return f"Question({self.name}: {self.type})"

    @property
    def counted_with(self) -> Mapping[str, str]:
        """The codes whose few respondents are counted with those of another: code -> the other."""
        return {
            code: label.counted_with for code, label in self.codes.items() if isinstance(label, CountedLabel)
        }

    @property
    def is_in_order(self) -> bool:
        """Whether its answers follow on each other, so that one is counted with the next."""
        is_of_classes = self.derivation is not None and self.derivation.kind == "classes_of"
        return is_of_classes or bool(self.ordered)

    def with_counted(self, receiving: str, merged: Mapping[str, str]) -> Label:
        """The name of the group of a code in which others are counted, those of `merged`: code -> where."""
        counted = [code for code, other in merged.items() if other == receiving]
        if any(self.counted_with.get(code) != receiving for code in counted):
            return self._either(receiving, counted)
        own, labels = self.codes[receiving], [self.codes[code] for code in counted]
        french, english = (", ".join(label.to(language) for label in labels) for language in ("fr", "en"))
        return Label(f"{own.fr} (avec {french})", f"{own.en} (with {english})")

    def _either(self, receiving: str, counted: Sequence[str]) -> Label:
        """The answers of a group by name, in their order where they have one; where they are many, its
        largest alone."""
        if len(counted) > MOST_NAMED_WITH:
            own = self.codes[receiving]
            return Label(f"{own.fr} ou une réponse plus rare", f"{own.en} or a rarer answer")
        codes = [receiving, *counted]
        if self.is_in_order:
            codes.sort(key=list(self.codes).index)
        said = [self.codes[code] for code in codes]
        return Label(" ou ".join(each.fr for each in said), " or ".join(each.en for each in said))


def number_range(code: str) -> tuple[float, float] | None:
    """The numbers that "18", "18..64", "18.." or "..64" name, ends included; None where it names none."""
    match = RANGE.fullmatch(code)
    if match and code != "..":
        low, high = match.groups()
        return float(low or -inf), float(high or inf)
    return (float(code), float(code)) if NUMBER.fullmatch(code) else None


def missing_ranges(missing: Missing) -> list[tuple[DeclaredAbsence, tuple[float, float]]]:
    """Kinds of absence that are ranges of numbers, "-9..-1" or "..0", with their bounds, both included."""
    found = []
    for kind, codes in missing.items():
        for code in codes:
            ends = number_range(code) if ".." in code else None
            if ends is not None:
                found.append((kind, ends))
    return found
