"""What a structure alone says of a survey: its title, its chapters and its grids."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from analysis.drafting.cells.graded_answers import LEAST_GRADES
from analysis.drafting.drafted_question import Drafted, question_names
from analysis.drafting.grouping.grids import LEAST_ROWS
from analysis.drafting.infer.structure_on_file import Structured
from analysis.drafting.questionnaire_structure import QuestionnaireStructure
from analysis.questionnaire.kinds import kind_of

ORIGIN = "the structure of its questionnaire"
"""Where a draft's questions come from that has one."""


def told_by_structure(
    structure: QuestionnaireStructure | None, found: Structured, named: Mapping[str, Drafted]
) -> dict[str, Any]:
    """What only a structure says of a survey: its chapters and grids where it has some."""
    if structure is None:
        return {}
    names = {question.wanted_name: name for name, question in named.items()}
    rows: dict[str, list[str]] = {}
    for asked in structure.asked:
        if asked.grid and asked.question.wanted_name in names:
            rows.setdefault(asked.grid, []).append(names[asked.question.wanted_name])
    titles = {**structure.themes, **structure.grids}
    rows |= {group: items for group, items in _of_groups(structure, names).items() if group not in rows}
    tables = {grid: items for grid, items in rows.items() if _is_grid(items, named)}
    grids = dict(zip(question_names(tables), tables.items(), strict=True))
    titled = {name: (titles[grid], items) for name, (grid, items) in grids.items()}
    said = {"themes": structure.themes, "grids": titled} if structure.themes or titled else {}
    return {"origin": ORIGIN, "title": structure.title, "unread": found.unread, **said}


def _of_groups(structure: QuestionnaireStructure, names: Mapping[str, str]) -> dict[str, list[str]]:
    """The groups of a structure that hold nothing but one list of answers, question after question."""
    groups: dict[str, list[Drafted]] = {}
    for asked in structure.asked:
        groups.setdefault("" if asked.grid else asked.question.theme, []).append(asked.question)
    found = {group: [names.get(each.wanted_name, "") for each in rows] for group, rows in groups.items()}
    return {
        group: found[group]
        for group, rows in groups.items()
        if group in structure.themes
        and len(rows) >= LEAST_ROWS
        and all(found[group])
        and all(len(each.codes) >= LEAST_GRADES and _has_one_answer(each) for each in rows)
    }


def _has_one_answer(question: Drafted) -> bool:
    """Whether a question has one answer of a list."""
    kind = kind_of(question)
    return kind.is_coded and not kind.takes_several and not question.rank


def _is_grid(items: list[str], questions: Mapping[str, Drafted]) -> bool:
    """Several questions with the same answers; of a damaged structure, rows may be lost or have others."""
    answers = [(questions[name].type, list(questions[name].codes)) for name in items]
    return len(set(items)) == len(items) > 1 and all(each == answers[0] for each in answers)
