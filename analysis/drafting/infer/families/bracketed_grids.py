"""Grids told by headings: the rows "Question [row]" share one list of answers."""

from __future__ import annotations

from dataclasses import replace

from analysis.drafting.cells.answer_order import in_order
from analysis.drafting.cells.closed_answers import FEW_NUMBERS
from analysis.drafting.cells.column_profiles import absence_meant, natural_order
from analysis.drafting.cells.graded_answers import are_grades
from analysis.drafting.drafted_question import Drafted, is_plain_choice, question_names
from analysis.drafting.infer.families.column_families import BRACKETS


def with_shared_scales(questions: list[Drafted]) -> list[Drafted]:
    """The questions, those of one grid with the scale and the answers of all its rows."""
    rows: dict[str, list[Drafted]] = {}
    for question in questions:
        if stem := _stem(question):
            rows.setdefault(stem, []).append(question)
    scales = [(stem, scale) for stem, found in rows.items() for scale in _by_scale(found)]
    grids = [(stem, scale) for stem, scale in scales if _is_grid(scale)]
    names = question_names(stem for stem, _ in grids)
    placed = {
        id(row): _row(row, name, scale)
        for name, (_, scale) in zip(names, grids, strict=True)
        for row in scale
    }
    return [placed.get(id(question), question) for question in questions]


def _stem(question: Drafted) -> str:
    """What stands before the brackets of a single question's column, else nothing."""
    is_row = is_plain_choice(question) and BRACKETS.fullmatch(question.column)
    match = BRACKETS.fullmatch(question.text) if is_row else None
    return match["stem"].strip() if match else ""


def _by_scale(rows: list[Drafted]) -> list[list[Drafted]]:
    """The rows, by their second bracket where "Question [row][scale]" has other answers for each scale."""
    scales: dict[str, list[Drafted]] = {}
    for row in rows:
        scales.setdefault(row.text.rpartition("][")[2], []).append(row)
    answers = [{code for row in scale for code in row.codes} for scale in scales.values()]
    are_apart = sum(map(len, answers)) == len(set().union(*answers))
    return [*scales.values()] if are_apart and all("][" in row.text for row in rows) else [rows]


def _is_grid(rows: list[Drafted]) -> bool:
    """Whether two or more rows have the same few answers, each a third of them at least."""
    codes = {code for row in rows for code in row.codes}
    return (
        len(rows) > 1 and len(codes) <= FEW_NUMBERS and all(3 * len(row.codes) >= len(codes) for row in rows)
    )


def _row(question: Drafted, scale: str, rows: list[Drafted]) -> Drafted:
    asides = {code: said for row in rows for code, said in row.asides.items()}
    codes = _codes_of_grid(rows)
    is_scale = are_grades(codes)
    return replace(
        question,
        type="scale" if is_scale else "single",
        scale=scale,
        codes=codes,
        asides=asides,
        is_ordered=not is_scale and any(row.is_ordered for row in rows),
        aside={kind: found for row in rows for kind, found in row.aside.items()},
    )


def _codes_of_grid(rows: list[Drafted]) -> dict[str, str]:
    """The answers of all rows, in the order that they have, those that mean none last."""
    labels = {code: label for row in rows for code, label in row.codes.items()}
    codes = sorted(labels, key=natural_order)
    graded = in_order(labels[code] for code in codes if not absence_meant(labels[code]))
    places = {label: place for place, label in enumerate(graded or ())}
    listed = sorted(codes, key=lambda code: places.get(labels[code], len(places))) if graded else codes
    return {code: labels[code] for code in listed}
