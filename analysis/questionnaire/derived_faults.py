"""Contradictions of a derived variable with what it derives from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

from analysis.questionnaire.conditions import unknown
from analysis.questionnaire.records import Question
from analysis.questionnaire.surveys import Survey


def derived_faults(derived: Question, survey: Survey) -> Iterator[str]:
    place, derivation = f"derived.{derived.name}", derived.derivation
    if derivation is None:
        return
    if question_codes := list(derived.codes) if derivation.kind in ("years_since", "count_of") else []:
        yield f"{place}.codes: {derivation.kind} is a number and has no codes ({', '.join(question_codes)})"
    source = survey.questions.get(derivation.source)
    earlier = list(survey.questions)[: list(survey.questions).index(derived.name)]
    if source is None or source.name not in earlier:
        yield f"{place}.{derivation.kind}: {unknown(derivation.source, dict.fromkeys(earlier))} above it"
        return
    expected = {"years_since": ("numeric",), "classes_of": ("numeric",), "count_of": ("multiple",)}
    kinds = expected.get(derivation.kind, ("single", "scale", "multiple"))
    if source.type not in kinds:
        yield f"{place}.{derivation.kind}: {source.name} is {source.type}; expected {' or '.join(kinds)}"
    elif derivation.kind == "groups_of":
        yield from _group_faults(place, derivation.groups, source)
    elif derivation.kind == "classes_of":
        yield from _class_faults(place, derivation.bounds)


def _group_faults(place: str, groups: Mapping[str, tuple[str, ...]], source: Question) -> Iterator[str]:
    seen: dict[str, str] = {}
    for group, codes in groups.items():
        for code in codes:
            if code not in source.codes:
                yield f"{place}.codes.{group}: {code!r} is not an answer to {source.name}"
            if code in seen:
                yield f"{place}.codes: {code!r} is in both {seen[code]} and {group}"
            seen[code] = group
    if source.type == "multiple":
        yield f"{place}.groups_of: {source.name} has several answers; count_of or an indicator's answers fit"
    for code in source.codes:
        if code not in seen:
            yield f"{place}.codes: {code!r} of {source.name} is in no group"


def _class_faults(place: str, bounds: Mapping[str, tuple[float, float]]) -> Iterator[str]:
    if not bounds:
        yield f"{place}: needs [{place}.codes] with `from` and `below`"
    for code, (low, high) in bounds.items():
        if low >= high:
            yield f"{place}.codes.{code}: from {low:g} is not below {high:g}"
    ordered = sorted(bounds.items(), key=lambda item: item[1])
    for (code, (_, high)), (following, (low, _)) in pairwise(ordered):
        if low < high:
            yield f"{place}.codes: {code} and {following} overlap between {low:g} and {high:g}"
