"""Contradictions of an edition with its survey."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from analysis.questionnaire.conditions import listed, unknown
from analysis.questionnaire.editions import Edition
from analysis.questionnaire.records import Question
from analysis.questionnaire.surveys import Survey


def edition_faults(edition: Edition, survey: Survey) -> list[str]:
    """Every contradiction of the edition with its survey."""
    asked = survey.asked
    faults = [f"not_asked: {unknown(name, asked)}" for name in edition.not_asked if name not in asked]
    for place, names in (("columns", edition.columns), ("recode", edition.recode)):
        extra = _design_columns(survey) if place == "columns" else set()
        faults += [
            f"{place}.{name}: {unknown(name, asked)}" for name in names if name not in {*asked, *extra}
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
            yield f"columns.{question.name}: {code!r} is not an answer; answers: {listed(question.codes)}"


def _recode_faults(question: Question, recoded: Mapping[str, str]) -> Iterator[str]:
    known = {*question.codes, *(code for codes in question.missing.values() for code in codes), ""}
    if question.columns:
        known = {*question.ticked, *question.not_ticked, *known}
    for code in recoded.values():
        if code not in known:
            yield f"recode.{question.name}: {code!r} is not an answer; answers: {listed(question.codes)}"


def _year_faults(edition: Edition, survey: Survey) -> Iterator[str]:
    needing = [q.name for q in survey.derived.values() if q.derivation and q.derivation.kind == "years_since"]
    if needing and edition.reference_year is None:
        yield f"reference_year: needed by {', '.join(needing)}; give it, or the end of [fieldwork]"


def _design_columns(survey: Survey) -> set[str]:
    design = survey.design
    return {name for name in (design.weight, design.strata, design.psu, survey.identifier) if name}
