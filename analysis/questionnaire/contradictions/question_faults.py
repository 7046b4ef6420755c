"""Contradictions of one question, or of one derived variable, with itself and with what it derives from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import pairwise

from analysis.faults import listed, unknown
from analysis.questionnaire.contradictions.condition_faults import condition_faults
from analysis.questionnaire.contradictions.meaningless_keys import meaningless_keys
from analysis.questionnaire.derivations import CODED, Derivation
from analysis.questionnaire.fixed_words import DerivationKind
from analysis.questionnaire.geography import REGION_OF_DEPARTMENT, REGION_OF_FORMER_REGION
from analysis.questionnaire.kinds import kind_of, types_that
from analysis.questionnaire.questions import Question, missing_ranges
from analysis.questionnaire.surveys import Survey

CODES_READ: Mapping[DerivationKind, Mapping[str, str]] = {
    "region_of": REGION_OF_DEPARTMENT,
    "bridged_region_of": REGION_OF_FORMER_REGION,
}


def question_faults(question: Question, survey: Survey) -> Iterator[str]:
    """What contradicts itself in a question that was asked, and in it beside the rest of the survey."""
    yield from meaningless_keys(question)
    yield from kind_of(question).faults(question, survey.asked)
    yield from _missing_faults(question)


def _missing_faults(question: Question) -> Iterator[str]:
    for kind, (low, high) in missing_ranges(question.missing):
        if low > high:
            yield f"questions.{question.name}.missing.{kind}: the range from {low:g} to {high:g} is empty"
    seen: dict[str, str] = {}
    for kind, codes in question.missing.items():
        for code in codes:
            if code in seen and seen[code] != kind:
                yield f"questions.{question.name}.missing: {code!r} is both {seen[code]} and {kind}"
            seen[code] = kind


def derived_faults(derived: Question, survey: Survey) -> Iterator[str]:
    """Every contradiction of a derived variable with itself and with its sources."""
    place, derivation = f"derived.{derived.name}", derived.derivation
    if derivation is None:
        return
    yield from _code_faults(place, derived, derivation)
    names = list(survey.questions)
    earlier = dict.fromkeys(names[: names.index(derived.name)])
    above = [name for name in derivation.sources if name in earlier]
    for name in derivation.sources:
        if name not in earlier:
            yield f"{place}.{derivation.kind}: {unknown(name, earlier)} above it"
    sources = [survey.questions[name] for name in above]
    fitting = [source for source in sources if derivation.kind in kind_of(source).derivations]
    for source in sources:
        if source not in fitting:
            types = _types_for(derivation.kind)
            yield f"{place}.{derivation.kind}: {source.name} is {source.type}; expected {types}"
    yield from _score_faults(place, derivation, fitting)
    yield from _date_faults(place, derivation, survey, earlier)
    yield from _case_faults(place, derivation, survey)
    for source in fitting:
        yield from _source_faults(place, derivation, source)


def _code_faults(place: str, derived: Question, derivation: Derivation) -> Iterator[str]:
    codes = ", ".join(derived.codes)
    if derivation.kind in CODES_READ and derivation.groups:
        yield f"{place}.codes: {derivation.kind} has the 18 regions as codes; remove these ({codes})"
    elif derivation.kind == "crossed_of":
        yield from _crossed_faults(place, derivation)
    elif derivation.kind not in CODED and codes:
        yield f"{place}.codes: {derivation.kind} is a number and has no codes ({codes})"
    if derivation.left_out and derivation.kind != "groups_of":
        yield f"{place}.left_out: only groups_of leaves answers out"
    if kind_of(derived).takes_several and "status" in derived.codes:
        yield f"{place}.codes: 'status' is the name of a column; name the group otherwise"


def _crossed_faults(place: str, derivation: Derivation) -> Iterator[str]:
    if derivation.groups:
        yield f"{place}.codes: crossed_of has a code for each pair of answers; remove these"
    if len(set(derivation.sources)) != 2 or len(derivation.sources) != 2:
        found = ", ".join(derivation.sources)
        yield f"{place}.crossed_of: expected two questions, found {found}; cross a crossing with a third"


def _case_faults(place: str, derivation: Derivation, survey: Survey) -> Iterator[str]:
    """Cases that nobody can meet, or that name what cases_of does not."""
    if derivation.kind != "cases_of":
        return
    if not derivation.cases:
        yield f"{place}: needs [{place}.codes] with `when`"
    for code, case in derivation.cases.items():
        yield from condition_faults(f"{place}.codes.{code}.when", case, survey)
        for name in case:
            if name in survey.questions and name not in derivation.sources:
                known = listed(derivation.sources)
                yield f"{place}.codes.{code}.when: {name} is not one of cases_of: {known}"


def _source_faults(place: str, derivation: Derivation, source: Question) -> Iterator[str]:
    if derivation.kind == "groups_of":
        yield from _group_faults(place, derivation, source)
    elif derivation.kind == "classes_of":
        yield from _class_faults(place, derivation.bounds)
    elif derivation.kind == "points_of":
        yield from _point_faults(place, derivation.points[source.name], source)
    elif source.codes and not set(source.codes) & set(CODES_READ.get(derivation.kind, source.codes)):
        what = "departments" if derivation.kind == "region_of" else "regions before 2016"
        yield f"{place}.{derivation.kind}: no code of {source.name} is one of the {what}, such as 01 or 53"


def _score_faults(place: str, derivation: Derivation, sources: list[Question]) -> Iterator[str]:
    """What only scores have: several items, some of them reversed, so many of them needed."""
    if not derivation.is_score:
        for key in ("at_least", "reversed"):
            if getattr(derivation, key):
                yield f"{place}.{key}: only sum_of, mean_of and points_of have it"
        return
    for name, times in Counter(derivation.sources).items():
        if times > 1:
            yield f"{place}.{derivation.kind}: {name} is listed {times} times"
    if derivation.kind != "points_of" and len(derivation.sources) == 1:
        yield f"{place}.{derivation.kind}: expected two items or more, found {derivation.source}"
    count = len(derivation.sources)
    if derivation.at_least is not None and not 1 <= derivation.at_least <= count:
        yield f"{place}.at_least: expected 1 to {count}, the number of items; found {derivation.at_least}"
    yield from _reversed_faults(place, derivation, sources)


def _reversed_faults(place: str, derivation: Derivation, sources: list[Question]) -> Iterator[str]:
    if derivation.kind == "points_of" and derivation.reversed:
        yield f"{place}.reversed: points are written as they count; only sum_of and mean_of have it"
        return
    for name in derivation.reversed:
        if name not in derivation.sources:
            known = listed(dict.fromkeys(derivation.sources))
            yield f"{place}.reversed: {name!r} is not one of the items; items: {known}"
    for source in sources:
        if source.name in derivation.reversed and kind_of(source).is_quantity and None in _limits(source):
            yield f"{place}.reversed: {source.name} is {source.type}; give it min and max to turn it round"


def _limits(source: Question) -> tuple[float | None, float | None]:
    return source.minimum, source.maximum


def _date_faults(
    place: str, derivation: Derivation, survey: Survey, earlier: Mapping[str, object]
) -> Iterator[str]:
    if derivation.on is None:
        return
    if derivation.kind != "age_on":
        yield f"{place}.on: only age_on is counted to a date"
    elif derivation.on not in earlier:
        yield f"{place}.on: {unknown(derivation.on, earlier)} above it"
    elif derivation.kind not in kind_of(survey.questions[derivation.on]).derivations:
        found, types = survey.questions[derivation.on].type, _types_for(derivation.kind)
        yield f"{place}.on: {derivation.on} is {found}; expected {types}"


def _types_for(derivation: DerivationKind) -> str:
    """The types of questions that something can be derived from."""
    return types_that(lambda kind: derivation in kind.derivations)


def _point_faults(place: str, points: Mapping[str, float], source: Question) -> Iterator[str]:
    if not points:
        yield f"{place}.points_of.{source.name}: no answer has points; expected such as {{ oui = 1 }}"
    for code in points:
        if code not in source.codes:
            answers = listed(source.codes)
            yield f"{place}.points_of.{source.name}: {code!r} is not an answer; answers: {answers}"


def _group_faults(place: str, derivation: Derivation, source: Question) -> Iterator[str]:
    """Every code in one group or left out; of a multiple question in one or more, exclusive ones apart."""
    seen: dict[str, str] = {}
    for code in derivation.left_out:
        if code not in source.codes:
            yield f"{place}.left_out: {code!r} is not an answer to {source.name}"
        seen[code] = "left_out"
    for group, codes in derivation.groups.items():
        if not codes:
            yield f"{place}.codes.{group}.of: no answer to {source.name}, so nobody is in it; name one"
        for code in codes:
            if code not in source.codes:
                yield f"{place}.codes.{group}: {code!r} is not an answer to {source.name}"
            if code in seen and not kind_of(source).takes_several:
                yield f"{place}.codes: {code!r} is in both {seen[code]} and {group}"
            seen[code] = group
    for code in source.codes:
        if code not in seen and code not in source.exclusive:
            yield f"{place}.codes: {code!r} of {source.name} is in no group; add it to one, or to left_out"


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
