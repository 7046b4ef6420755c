"""Columns that go with another: the cell that lists what columns tick, the words of "other, please say"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from analysis.drafting.cells.column_profiles import Profile
from analysis.drafting.drafted_question import Drafted, slug
from analysis.drafting.questionnaire_structure import Bilingual
from analysis.questionnaire.kinds import kind_of

Joined = dict[tuple[str, ...], Drafted]
OTHER_CODES = ("-oth-", "other", "autre", "oth")
OTHER = Bilingual("Autre", "Other")


def with_cells_named(joined: Joined, profiles: list[Profile]) -> tuple[Joined, set[str]]:
    """The questions of ticks, each with a remark on the cell that lists the same; and those cells."""
    named = {profile.column: profile for profile in profiles}
    found: Joined = {}
    twins: set[str] = set()
    for columns, question in joined.items():
        cell = named.get(question.wanted_name)
        if cell is not None and cell.column not in columns and _lists_answers(cell, question):
            said = f"The column {cell.column} says the same in one cell; it is not read."
            found[columns] = replace(question, remarks=(*question.remarks, said))
            twins.add(cell.column)
        else:
            found[columns] = question
    return found, twins


def _lists_answers(cell: Profile, question: Drafted) -> bool:
    """Whether what the cells hold are answers of the question, one after the other, with what parts them."""
    answers = sorted({*question.codes, *question.codes.values()}, key=len, reverse=True)
    return bool(cell.values) and all(not _rest(value, answers) for value in cell.values)


def _rest(value: str, answers: list[str]) -> str:
    left = value
    for answer in answers:
        left = left.replace(answer, " ")
    return left.strip(" ,;|/")


def with_other_texts(questions: list[Drafted]) -> list[Drafted]:
    """The questions, those with an answer "other" tied to the column of its words beside them."""
    texts = {question.column: question for question in questions if kind_of(question).is_open}
    tied: dict[int, tuple[str, str]] = {}
    for place, question in enumerate(questions):
        code = next((code for code in question.codes if code.casefold() in OTHER_CODES), None)
        if code and kind_of(question).is_coded and not question.other and not question.scale:
            column = _words_of_other(question, texts)
            if column and column not in (text for _, text in tied.values()):
                tied[place] = (code, column)
    taken = {column for _, column in tied.values()}
    return [
        _tied(question, *tied[place]) if place in tied else question
        for place, question in enumerate(questions)
        if question.column not in taken or question.column not in texts
    ]


def _words_of_other(question: Drafted, texts: Mapping[str, Drafted]) -> str:
    stem = question.column.partition(". ")[0]
    names = {f"{stem}[other]", f"{stem}_other", f"{stem}_autre", f"{stem} [other]", f"{stem} [Autre]"}
    wanted = {slug(name) for name in names}
    return next(
        (column for column in texts if column.partition(". ")[0] in names or slug(column) in wanted), ""
    )


def _tied(question: Drafted, code: str, column: str) -> Drafted:
    label = question.codes[code]
    codes = {**question.codes, code: OTHER if label == code else label}
    last = {each: text for each, text in codes.items() if each != code} | {code: codes[code]}
    return replace(question, codes=last, other={code: column})
