"""Contradictions in definitions that are well formed one by one: each is a line in one message."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise
from math import isfinite

from analysis.faults import some
from analysis.questionnaire.meanings import meaningless_keys
from analysis.questionnaire.records import Condition, Edition, Indicator, Question, Survey, missing_ranges

WHOLE_NUMBER = re.compile(r"([+-]?[0-9]+)\.0*$")


def survey_faults(survey: Survey) -> list[str]:
    """Every contradiction of the survey with itself, in the order of the file."""
    return [
        *(fault for question in survey.asked.values() for fault in _question_faults(question, survey)),
        *(fault for question in survey.derived.values() for fault in _derived_faults(question, survey)),
        *_routing_cycles(survey),
        *(
            fault
            for indicator in survey.indicators.values()
            for fault in _indicator_faults(indicator, survey)
        ),
        *_shared_faults(survey),
    ]


def edition_faults(edition: Edition, survey: Survey) -> list[str]:
    """Every contradiction of the edition with its survey."""
    asked = survey.asked
    faults = [f"not_asked: {_unknown(name, asked)}" for name in edition.not_asked if name not in asked]
    for place, names in (("columns", edition.columns), ("recode", edition.recode)):
        extra = _design_columns(survey) if place == "columns" else set()
        faults += [
            f"{place}.{name}: {_unknown(name, asked)}" for name in names if name not in {*asked, *extra}
        ]
    for name, columns in edition.columns.items():
        if isinstance(columns, Mapping) and name not in asked:
            faults.append(f"columns.{name}: expected the name of one column")
        elif isinstance(columns, Mapping):
            faults += _answer_column_faults(asked[name], columns)
    for name, recoded in edition.recode.items():
        if name in asked and asked[name].codes:
            faults += _recode_faults(asked[name], recoded)
    faults += _year_faults(edition, survey)
    return faults


def _answer_column_faults(question: Question, columns: Mapping[str, str]) -> Iterator[str]:
    if not question.columns:
        yield f"columns.{question.name}: expected the name of one column, as its answers stand in one"
        return
    for code in columns:
        if code not in question.codes:
            yield f"columns.{question.name}: {code!r} is not an answer; answers: {_list(question.codes)}"


def _recode_faults(question: Question, recoded: Mapping[str, str]) -> Iterator[str]:
    known = {*question.codes, *(code for codes in question.missing.values() for code in codes), ""}
    if question.columns:
        known = {*question.ticked, *question.not_ticked, *known}
    for code in recoded.values():
        if code not in known:
            yield f"recode.{question.name}: {code!r} is not an answer; answers: {_list(question.codes)}"


def _year_faults(edition: Edition, survey: Survey) -> Iterator[str]:
    needing = [q.name for q in survey.derived.values() if q.derivation and q.derivation.kind == "years_since"]
    if needing and edition.reference_year is None:
        yield f"reference_year: needed by {', '.join(needing)}; give it, or the end of [fieldwork]"


def _question_faults(question: Question, survey: Survey) -> Iterator[str]:
    place = f"questions.{question.name}"
    yield from meaningless_keys(question)
    needs_codes = question.is_coded or question.type == "multiple"
    if needs_codes and not question.codes:
        yield f"{place}: a {question.type} question needs codes, or the name of a scale"
    if question.codes and not needs_codes:
        yield f"{place}: a {question.type} question has no codes; remove them or change the type"
    if question.minimum is not None and question.maximum is not None and question.minimum > question.maximum:
        yield f"{place}: min {question.minimum:g} is above max {question.maximum:g}"
    if question.type == "scale":
        yield from _score_faults(question)
    for code in question.exclusive:
        if code not in question.codes:
            yield f"{place}.exclusive: {code!r} is not an answer; answers: {_list(question.codes)}"
    for value in set(question.ticked) & set(question.not_ticked):
        yield f"{place}: {value!r} means both ticked and not_ticked"
    yield from _same_codes(question)
    yield from _missing_faults(question)
    yield from _condition_faults(f"{place}.asked_if", question.asked_if, survey)


def _score_faults(question: Question) -> Iterator[str]:
    for code in question.scores:
        if code not in question.codes:
            yield f"questions.{question.name}.scores: {code!r} is not an answer"
    for code in question.codes:
        if code not in question.scores and not _is_number(code):
            yield f"questions.{question.name}: the code {code!r} of a scale is no number; give it a score"


def _same_codes(question: Question) -> Iterator[str]:
    """Codes that a received value cannot tell apart, such as "1", "1.0" and " 1"."""
    seen: dict[str, str] = {}
    for code in question.codes:
        plain = WHOLE_NUMBER.sub(r"\1", code.strip())
        if plain in seen:
            yield f"questions.{question.name}.codes: {seen[plain]!r} and {code!r} are the same received value"
        seen[plain] = code
    if question.type == "multiple" and "status" in question.codes:
        yield f"questions.{question.name}.codes: 'status' is the name of a column; recode it"


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


def _derived_faults(derived: Question, survey: Survey) -> Iterator[str]:
    place, derivation = f"derived.{derived.name}", derived.derivation
    if derivation is None:
        return
    if question_codes := list(derived.codes) if derivation.kind in ("years_since", "count_of") else []:
        yield f"{place}.codes: {derivation.kind} is a number and has no codes ({', '.join(question_codes)})"
    source = survey.questions.get(derivation.source)
    earlier = list(survey.questions)[: list(survey.questions).index(derived.name)]
    if source is None or source.name not in earlier:
        yield f"{place}.{derivation.kind}: {_unknown(derivation.source, dict.fromkeys(earlier))} above it"
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


def _routing_cycles(survey: Survey) -> Iterator[str]:
    """Every circle of asked_if and derivations; one is taken out before the next is looked for."""
    needs = {name: set(sources) for name, sources in survey.sources.items()}
    while True:
        try:
            TopologicalSorter(needs).prepare()
        except CycleError as error:
            circle = error.args[1]
            yield f"asked_if goes round in a circle: {' -> '.join(reversed(circle))}"
            needs = {name: sources - set(circle) for name, sources in needs.items() if name not in circle}
        else:
            return


def _condition_faults(place: str, condition: Condition, survey: Survey) -> Iterator[str]:
    for name, codes in condition.items():
        question = survey.questions.get(name)
        if question is None:
            yield f"{place}: {_unknown(name, survey.questions)}"
        elif not question.codes:
            yield f"{place}: {name} is {question.type} and has no codes; derive classes from it"
        elif not codes:
            yield f"{place}: no answer is named for {name}, so nobody is meant; name one or leave it out"
        else:
            for code in codes:
                if code not in question.codes:
                    yield f"{place}: {code!r} is not an answer to {name}; answers: {_list(question.codes)}"


def _indicator_faults(indicator: Indicator, survey: Survey) -> Iterator[str]:
    place = f"indicators.{indicator.name}"
    if indicator.theme not in survey.themes:
        yield f"{place}.theme: no [themes.{indicator.theme}]; themes: {_list(survey.themes)}"
    if indicator.population is not None and indicator.population not in survey.populations:
        known = _list(survey.populations)
        yield f"{place}.population: no [populations.{indicator.population}]; known: {known}"
    yield from _breakdown_faults(f"{place}.breakdowns", indicator.breakdowns or (), survey)
    question = survey.questions.get(indicator.variable)
    if question is None:
        yield f"{place}.variable: {_unknown(indicator.variable, survey.questions)}"
        return
    yield from _statistic_faults(place, indicator, question, survey)


def _statistic_faults(place: str, indicator: Indicator, question: Question, survey: Survey) -> Iterator[str]:
    if indicator.statistic == "share" and not question.codes:
        yield f"{place}: a share needs a question with codes; {question.name} is {question.type}"
    if indicator.statistic != "share" and not question.is_number:
        way = ' (type = "scale" if its codes are in order)' if question.is_coded else ""
        yield f"{place}: a {indicator.statistic} needs a number; {question.name} is {question.type}{way}"
    for code in indicator.answers:
        if code not in question.codes:
            yield f"{place}.answers: {code!r} is not an answer to {question.name}: {_list(question.codes)}"
    if indicator.answers and indicator.statistic != "share":
        yield f"{place}.answers: only a share counts answers"
    if indicator.base != "answered" and indicator.statistic != "share":
        yield f"{place}.base: only a share has a base to choose"
    if indicator.divide_by != 1 and indicator.statistic == "share":
        yield f"{place}.divide_by: a share is in %; only the other statistics are divided"
    if (indicator.statistic == "ratio") != (indicator.denominator is not None):
        yield f"{place}.denominator: a ratio needs one, and only a ratio"
    elif indicator.denominator is not None:
        denominator = survey.questions.get(indicator.denominator)
        if denominator is None or not denominator.is_number:
            yield f"{place}.denominator: {indicator.denominator!r} is not a variable with numbers"


def _shared_faults(survey: Survey) -> Iterator[str]:
    yield from _breakdown_faults("breakdowns", survey.breakdowns, survey)
    yield from _condition_faults("cleaning.keep_if", survey.cleaning.keep_if, survey)
    for population in survey.populations.values():
        yield from _condition_faults(f"populations.{population.name}.among", population.among, survey)
    for name in survey.weighting.variables:
        if name not in survey.questions or not survey.questions[name].is_coded:
            yield f"weighting.variables: {name!r} is not a variable with one code per respondent"


def _breakdown_faults(place: str, breakdowns: tuple[str, ...], survey: Survey) -> Iterator[str]:
    for name, times in Counter(breakdowns).items():
        if times > 1:
            yield f"{place}: {name} is listed {times} times"
        question = survey.questions.get(name)
        if question is None:
            yield f"{place}: {_unknown(name, survey.questions)}"
        elif not question.codes:
            yield f"{place}: {name} is {question.type} and has no codes; derive classes from it"


def _design_columns(survey: Survey) -> set[str]:
    design = survey.design
    return {name for name in (design.weight, design.strata, design.psu, survey.identifier) if name}


def _unknown(name: str, known: Mapping[str, object]) -> str:
    return f"no question or derived variable {name!r}; known: {_list(known)}"


def _list(names: Mapping[str, object]) -> str:
    return some(names, 12) or "none"


def _is_number(code: str) -> bool:
    try:
        return isfinite(float(code))
    except ValueError:
        return False
