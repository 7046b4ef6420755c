"""The [questions.…] and [derived.…] tables as questions: shared scales and codes of absence dealt out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from analysis.questionnaire.derivations import CODED, Derivation, DerivedTable, derivation_of, derived_labels
from analysis.questionnaire.fixed_words import (
    DeclaredAbsence,
    Label,
    Missing,
    QuestionType,
)
from analysis.questionnaire.geography import DEPARTMENTS, FORMER_REGIONS, REGIONS
from analysis.questionnaire.kinds import kind_named, kind_of
from analysis.questionnaire.kinds.answer_marks import with_answer_marks
from analysis.questionnaire.questions import Question
from analysis.questionnaire.surveys import Scale


@dataclass(frozen=True)
class Defaults:
    """What a question may take from the survey: shared scales by name, and codes of absence."""

    scales: Mapping[str, Scale]
    missing: Missing


OFFICIAL_SCALES: Mapping[str, Scale] = {
    "fr:departements": Scale(DEPARTMENTS),
    "fr:regions": Scale(REGIONS),
    "fr:regions_2015": Scale(FORMER_REGIONS),
}
"""Scales that every survey has: official codes of French departments and regions, with their labels."""


def completed_question(name: str, written: Question, defaults: Defaults, faults: list[str]) -> Question:
    """The question as its table says, with what it takes from its scale, its survey and its name."""
    place = f"questions.{name}"
    shared = _shared_scale(place, written, defaults, faults)
    codes = {**shared.codes, **written.codes}
    text = Label(name, name) if written.text.is_blank else written.text
    is_ticked = kind_of(written).takes_several and not written.delimiter and not written.sets
    if written.columns and not is_ticked:
        faults.append(f"{place}.columns: only a multiple question with a column for each answer has them")
    completed = replace(
        written,
        name=name,
        text=text,
        label=_without_colon(text) if written.label.is_blank else written.label,
        codes=codes,
        scores={**shared.scores, **written.scores},
        missing=merged_missing(place, written.missing, codes, (shared.missing, defaults.missing), faults),
        column=written.column or name,
        columns=_answer_columns(place, name, written, codes, faults) if is_ticked else {},
        aside={**shared.aside, **written.aside},
        within={**shared.within, **written.within},
    )
    return with_answer_marks(place, completed, {}, faults)


def derived_question(
    name: str, written: DerivedTable, earlier: Mapping[str, Question], missing: Missing, faults: list[str]
) -> Question:
    """The variable that a table derives from the questions and derived variables `earlier`.

    Its type is numeric for numbers and scores, single for classes and groups, multiple for groups of a
    multiple question. `missing` are the survey's codes of absence, for an edition that asked it directly.
    """
    place = f"derived.{name}"
    derivation = derivation_of(place, written, faults)
    labels = derived_labels(derivation.kind, written) or crossed_labels(derivation, earlier)
    text = next((said for said in (written.text, written.label) if not said.is_blank), Label(name, name))
    kind = _derived_type(derivation, earlier)
    derived = Question(
        name=name,
        type=kind,
        text=text,
        label=text if written.label.is_blank else written.label,
        codes=labels,
        missing=merged_missing(place, written.missing, labels, (missing,), faults),
        columns={code: f"{name}_{code}" for code in labels} if kind_named(kind).takes_several else {},
        column=name,
        minimum=written.minimum,
        maximum=written.maximum,
        unit=written.unit,
        derivation=derivation,
        aside=written.aside,
        ordered=written.ordered,
        verbs=written.verbs,
        within=written.within,
        more=written.more,
        by=written.by,
    )
    return with_answer_marks(place, derived, earlier, faults)


CROSSED_CODES = "_"
"""Between the codes of a crossing: F_1 of F and 1."""


def crossed_labels(derivation: Derivation, earlier: Mapping[str, Question]) -> dict[str, Label]:
    """A code and a label for each answer to one question together with each to another, in their order."""
    sources = [earlier[name].codes for name in derivation.sources if name in earlier]
    if derivation.kind != "crossed_of" or len(sources) != 2:
        return {}
    return {
        f"{first}{CROSSED_CODES}{second}": Label(f"{one.fr}, {other.fr}", f"{one.en}, {other.en}")
        for first, one in sources[0].items()
        for second, other in sources[1].items()
    }


def _derived_type(derivation: Derivation, earlier: Mapping[str, Question]) -> QuestionType:
    of_several = any(kind_of(earlier[each]).takes_several for each in derivation.sources if each in earlier)
    if derivation.kind == "groups_of" and of_several:
        return "multiple"
    return "single" if derivation.kind in CODED else "numeric"


def _without_colon(text: Label) -> Label:
    """The question as a name for tables: the colon it ends with leads to its answers."""
    fr, en = (said.rstrip(": \u00a0\u202f") or said for said in (text.fr, text.en))
    return Label(fr, en)


def _shared_scale(place: str, written: Question, defaults: Defaults, faults: list[str]) -> Scale:
    if written.scale is not None and written.scale not in defaults.scales:
        known = ", ".join(defaults.scales) or "none"
        faults.append(f"{place}.scale: no [scales.{written.scale}]; known scales: {known}")
    return defaults.scales.get(written.scale or "", Scale())


def merged_missing(
    place: str, own: Missing, codes: Mapping[str, Label], wider: tuple[Missing, ...], faults: list[str]
) -> dict[DeclaredAbsence, tuple[str, ...]]:
    """The question's own codes of absence, then those of its scale and its survey that are still free."""
    for kind, absent in own.items():
        for code in absent:
            if code in codes:
                faults.append(
                    f"{place}.missing.{kind}: code {code!r} is also an answer; leave it in one of the two"
                )
    merged, taken = dict(own), {code for absent in own.values() for code in absent} | codes.keys()
    for layer in wider:
        fresh = {kind: tuple(c for c in absent if c not in taken) for kind, absent in layer.items()}
        merged = {kind: (*merged.get(kind, ()), *fresh.get(kind, ())) for kind in {**merged, **fresh}}
        taken |= {code for absent in fresh.values() for code in absent}
    return merged


def _answer_columns(
    place: str, name: str, written: Question, codes: Mapping[str, Label], faults: list[str]
) -> dict[str, str]:
    """code -> column: as written under `columns`, or <column>_<code>."""
    for code in written.columns:
        if code not in codes:
            faults.append(
                f"{place}.columns.{code}: code {code!r} is not among the answers: {', '.join(codes)}"
            )
    return {code: written.columns.get(code, f"{written.column or name}_{code}") for code in codes}
