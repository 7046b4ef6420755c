"""How a derived variable follows from its sources, as a record, and as a [derived.…] table says it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import inf
from typing import Annotated, get_args

from pydantic import Field

from analysis.questionnaire.fixed_words import BLANK, Condition, CountedLabel, DerivationKind, Label
from analysis.questionnaire.geography import REGIONS
from analysis.questionnaire.schema_faults import unknown_key
from analysis.questionnaire.written_conditions import Answered
from analysis.questionnaire.written_values import (
    AbsenceCodes,
    AsideCodes,
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
)

KINDS: tuple[DerivationKind, ...] = get_args(DerivationKind)
BY_OTHERS: tuple[DerivationKind, ...] = ("classes_of", "cases_of")
"""Kinds whose codes are not groups of codes."""
REGIONAL: tuple[DerivationKind, ...] = ("region_of", "bridged_region_of")
CODED: tuple[DerivationKind, ...] = ("classes_of", "groups_of", "crossed_of", "cases_of", *REGIONAL)
"""Kinds whose variables have codes; the others are numbers."""


@dataclass(frozen=True)
class Derivation:
    """How a derived variable follows from its sources.

    `kind` is one of years_since (reference year minus a year), age_on (completed years from a date to the
    date `on`, or to the end of fieldwork), year_of (of a date), classes_of (bounds: code -> from inclusive,
    below exclusive), groups_of (groups: code -> codes of the source, those `left_out` outside the base),
    crossed_of (one code for each pair of the codes of two), cases_of (cases: code -> what the answers to
    several must be, the first that holds; who meets none is outside the base), count_of (number of answers
    ticked), sum_of and mean_of (of numbers, those of `reversed` turned round), points_of (points: source ->
    code -> points), region_of (of a department), bridged_region_of (of a region before 2016). `at_least`
    items must be answered for a sum, a mean or points; None means all.
    """

    kind: DerivationKind
    sources: tuple[str, ...]
    bounds: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    points: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    at_least: int | None = None
    reversed: tuple[str, ...] = ()
    on: str | None = None
    left_out: tuple[str, ...] = ()
    cases: Mapping[str, Condition] = field(default_factory=dict)

    def __repr__(self) -> str:
        return f"Derivation({self.kind} {', '.join(self.sources)})"

    @property
    def source(self) -> str:
        """The first of the sources, "" where there is none."""
        return self.sources[0] if self.sources else ""

    @property
    def needs(self) -> tuple[str, ...]:
        """Every variable that is read: the sources, and the date an age is counted to."""
        return (*self.sources, self.on) if self.on else self.sources

    @property
    def is_score(self) -> bool:
        """Whether the variable adds up several items."""
        return self.kind in ("sum_of", "mean_of", "points_of")


@dataclass(frozen=True)
class DerivedCode(Record):
    """One class, with `from` and `below`, one group of answers, `of`, or one case of several, `when`."""

    fr: Text | None = None
    en: Text | None = None
    low: Annotated[Number | None, Field(alias="from")] = None
    high: Annotated[Number | None, Field(alias="below")] = None
    of: Texts = ()
    when: Answered = field(default_factory=dict)
    counted_with: Annotated[Text | None, Field(alias="with")] = None


@dataclass(frozen=True)
class DerivedTable(Record):
    """A [derived.NAME] table: one of the kinds with what it derives from, and what goes with it."""

    text: LabelText = BLANK
    label: LabelText = BLANK
    codes: Mapping[str, DerivedCode] | None = None
    aside: AsideCodes = field(default_factory=dict)
    ordered: Flag | None = None
    verbs: Mapping[str, Verbs] = field(default_factory=dict)
    within: Mapping[str, Withins] = field(default_factory=dict)
    more: OptionalLabel = None
    by: OptionalLabel = None
    years_since: Text | None = None
    age_on: Text | None = None
    year_of: Text | None = None
    classes_of: Text | None = None
    groups_of: Text | None = None
    crossed_of: Texts = ()
    cases_of: Texts = ()
    count_of: Text | None = None
    region_of: Text | None = None
    bridged_region_of: Text | None = None
    sum_of: Texts = ()
    mean_of: Texts = ()
    points_of: Mapping[str, Mapping[str, Number]] = field(default_factory=dict)
    at_least: Whole | None = None
    reversed: Texts = ()
    on: Text | None = None
    left_out: Texts = ()
    missing: AbsenceCodes = field(default_factory=dict)
    minimum: Annotated[Number | None, Field(alias="min")] = None
    maximum: Annotated[Number | None, Field(alias="max")] = None
    unit: OptionalLabel = None


def derivation_of(place: str, written: DerivedTable, faults: list[str]) -> Derivation:
    """What the table says of where the variable comes from; what is wrong is appended to `faults`."""
    given = {kind: sources for kind in KINDS if (sources := _sources(getattr(written, kind)))}
    if len(given) != 1:
        faults.append(f"{place}: expected exactly one of {', '.join(KINDS)}; found {len(given)}")
    kind: DerivationKind = next(iter(given), "classes_of")
    codes = {} if _are_official(kind, written) else written.codes or {}
    _check_codes(f"{place}.codes", kind, codes, faults)
    return Derivation(
        kind=kind,
        sources=given.get(kind, ()),
        bounds={code: _bounds(each) for code, each in codes.items()} if kind == "classes_of" else {},
        groups={code: each.of for code, each in codes.items()} if kind not in BY_OTHERS else {},
        cases={code: each.when for code, each in codes.items()} if kind == "cases_of" else {},
        left_out=written.left_out,
        points=written.points_of,
        at_least=written.at_least,
        reversed=written.reversed,
        on=written.on,
    )


def derived_labels(kind: DerivationKind, written: DerivedTable) -> dict[str, Label]:
    """The codes of the variable with their labels; those of the regions need not be written."""
    if _are_official(kind, written):
        return dict(REGIONS)
    return {code: _code_label(code, each) for code, each in (written.codes or {}).items()}


def _code_label(code: str, written: DerivedCode) -> Label:
    said = (written.fr or written.en or code, written.en or written.fr or code)
    return CountedLabel(*said, written.counted_with) if written.counted_with else Label(*said)


def _sources(written: str | tuple[str, ...] | Mapping[str, object] | None) -> tuple[str, ...]:
    """The names that a key derives from; none where it is not given."""
    return (written,) if isinstance(written, str) else tuple(written or ())


def _are_official(kind: DerivationKind, written: DerivedTable) -> bool:
    return kind in REGIONAL and written.codes is None


def _check_codes(
    place: str, kind: DerivationKind, codes: Mapping[str, DerivedCode], faults: list[str]
) -> None:
    """Classes have bounds and groups have answers; neither has what the other has."""
    known = {"classes_of": ("below", "from"), "cases_of": ("when",)}.get(kind, ("of",))
    for code, each in codes.items():
        given = {"from": each.low is not None, "below": each.high is not None}
        given |= {"of": bool(each.of), "when": bool(each.when)}
        for key, is_given in given.items():
            if is_given and key not in known:
                faults.append(
                    f"{place}.{code}.{key}: {unknown_key(key, tuple(sorted((*known, 'en', 'fr'))))}"
                )
        if kind == "classes_of" and not (given["from"] or given["below"]):
            faults.append(f"{place}.{code}: expected `from` (included), `below` (not included) or both")
        if kind == "cases_of" and not each.when:
            faults.append(f'{place}.{code}: expected `when`, such as {{ sexe = "H", age = "..34" }}')


def _bounds(code: DerivedCode) -> tuple[float, float]:
    return (-inf if code.low is None else code.low, inf if code.high is None else code.high)
