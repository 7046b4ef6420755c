"""Lists of answers that several questions have, each written once and referred to by its name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from analysis.drafting.cells.closed_answers import NOBODY
from analysis.drafting.drafted_question import Drafted, distinct, slug
from analysis.drafting.questionnaire_structure import english
from analysis.questionnaire.kinds import kind_of
from analysis.questionnaire.surveys import RESERVED_NAMES

LONGEST_NAME = 40
ON_ANSWERS = ("Missing by the file: ", "The file declares missing ")
"""Beginnings of remarks that are about the list of answers, not about the question."""


@dataclass(frozen=True)
class DraftedScale:
    """A list of answers that questions share; `asides` are comments after its codes."""

    codes: Mapping[str, str]
    missing: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    aside: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    asides: Mapping[str, str] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()


def with_lists_shared(named: Mapping[str, Drafted]) -> tuple[dict[str, Drafted], dict[str, DraftedScale]]:
    """(the questions, those of one list of answers with the name of it, the lists by name).

    A list is shared where the definition is shorter for it, or where the questions are rows of a grid.
    """
    alike: dict[object, list[str]] = {}
    for name, question in named.items():
        if kind_of(question).is_coded and not kind_of(question).takes_several and question.codes:
            alike.setdefault(_answers_of(question), []).append(name)
    found, scales = dict(named), dict[str, DraftedScale]()
    for names in alike.values():
        rows = [named[name] for name in names]
        if any(row.scale for row in rows) or _is_shorter(len(rows), len(rows[0].codes)):
            scale = distinct(_name(rows, names[0]), scales)
            scales[scale] = _shared(rows)
            found |= {name: _referring(named[name], scale, scales[scale]) for name in names}
    return found, scales


def _answers_of(question: Drafted) -> object:
    """What two questions must have in common to share their answers."""
    codes = tuple((code, label, english(label)) for code, label in question.codes.items())
    return codes, *(tuple(sorted(each.items())) for each in (question.missing, question.aside))


def _is_shorter(questions: int, answers: int) -> bool:
    """Whether a table of the answers, and a line for each question, is less than the answers each time."""
    return questions > 1 and questions * (answers + 1) > questions + answers + 2


def _name(rows: Sequence[Drafted], first: str) -> str:
    """The name that a grid gave, else the first and the last answer, else the first question."""
    given = next((row.scale for row in rows if row.scale), "")
    ends = slug(" ".join(_ends(rows[0].codes.values())))
    is_told = re.fullmatch(r"[a-z].*", ends) and len(ends) <= LONGEST_NAME and ends not in RESERVED_NAMES
    return given or (ends if is_told else first)


def _ends(labels: Iterable[str]) -> list[str]:
    listed = list(labels)
    return list(dict.fromkeys((listed[0], listed[-1])))


def _shared(rows: Sequence[Drafted]) -> DraftedScale:
    """The list, with what is said of an answer in every question, and not in one alone."""
    first = rows[0]
    said = {code: {row.asides.get(code, "") for row in rows} for code in first.codes}
    asides = {code: next(iter(texts)) for code, texts in said.items() if len(texts) == 1}
    asides |= {code: _said(texts) for code, texts in said.items() if len(texts) > 1}
    remarks = [remark for remark in first.remarks if _is_on_answers(remark, rows)]
    return DraftedScale(first.codes, first.missing, first.aside, asides, tuple(remarks))


def _said(texts: set[str]) -> str:
    """One remark of those on an answer: that nobody has it is true of some questions alone."""
    return min((text for text in texts if text and text != NOBODY), default="")


def _is_on_answers(remark: str, rows: Sequence[Drafted]) -> bool:
    return remark.startswith(ON_ANSWERS) and all(remark in row.remarks for row in rows)


def _referring(question: Drafted, name: str, scale: DraftedScale) -> Drafted:
    """The question without what its list says; the answers themselves stay known."""
    remarks = tuple(remark for remark in question.remarks if remark not in scale.remarks)
    return replace(question, scale=name, missing={}, aside={}, remarks=remarks)
