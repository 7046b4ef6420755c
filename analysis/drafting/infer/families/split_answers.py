"""Several answers of a structure in one cell, in a column of ticks each, or in both."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from analysis.drafting.cells.column_profiles import Profile
from analysis.drafting.drafted_question import Drafted
from analysis.drafting.infer.heading_matches import plain_code
from analysis.drafting.questionnaire_structure import Asked, english


def with_split_answers(
    asked: Iterable[Asked],
    questions: Iterable[Drafted],
    columns: Mapping[str, str],
    profiles: Mapping[str, Profile],
) -> tuple[list[Drafted], list[str]]:
    """The questions, and the columns of ticks or of ranks that belong to those of several answers.

    A question whose cell is not in the file, or holds words that cannot be told apart, has such columns
    instead. `columns` are those of the structure by their names in it, `profiles` all columns of the file.
    """
    taken = set(columns.values())
    free = {plain_code(column): column for column in profiles if column not in taken}
    found, twins = [], list[str]()
    for each, question in zip(asked, questions, strict=True):
        split = _split(question, _stems(each, columns), free) if question.delimiter else {}
        twins += split.values()
        cell = profiles.get(columns.get(question.column, ""))
        if cell and not (split and _is_in_words(question, cell)):
            found.append(_with_remark(question, list(split.values())))
        else:
            with_columns = _with_rank if question.rank else _with_ticks
            found.append(with_columns(question, split, columns) if split else question)
    return found, twins


def _stems(asked: Asked, columns: Mapping[str, str]) -> tuple[str, ...]:
    """The names that the cell may have: its code with and without groups, and its texts."""
    column = asked.question.column
    return (
        columns.get(column, column),
        *asked.aliases.get(column, ()),
        *asked.headings.get(column, ()),
    )


def _split(question: Drafted, stems: Iterable[str], free: Mapping[str, str]) -> dict[str, str]:
    """Code or rank -> its column, under a name that the cell may have and one of the answer."""
    rows = {str(question.rank): ""} if question.rank else question.codes
    named = {code: (code, label, english(label)) for code, label in rows.items()}
    keys = {
        code: [plain_code(f"{stem}/{name}") for stem in stems for name in names if name]
        for code, names in named.items()
    }
    columns = {code: next((free[key] for key in wanted if key in free), "") for code, wanted in keys.items()}
    return {code: column for code, column in columns.items() if column}


def _is_in_words(question: Drafted, cell: Profile) -> bool:
    """Whether most of what stands in the cells is no code, as labels with spaces between words are not."""
    known = {
        text: sum(part in question.codes for part in text.split(question.delimiter)) for text in cell.values
    }
    return not question.rank and sum(map(bool, known.values())) * 2 < len(known)


def _with_remark(question: Drafted, split: list[str]) -> Drafted:
    if not split or question.rank:
        return question
    said = f"The columns {', '.join(split)} say the same, one per answer; they are not read."
    return replace(question, remarks=(*question.remarks, said))


def _with_ticks(question: Drafted, ticks: Mapping[str, str], columns: Mapping[str, str]) -> Drafted:
    """The question by its ticks; who wrote another answer has ticked it, where no column says so."""
    written = {code: column for code, column in question.other.items() if column in columns}
    either = {**written, **ticks}
    read = {code: either[code] for code in question.codes if code in either}
    codes = {code: label for code, label in question.codes.items() if code in read}
    gone = [code for code in question.codes if code not in read]
    said = (f"Without a column in the file: {', '.join(gone)}.",) if gone else ()
    exclusive = tuple(code for code in question.exclusive if code in read)
    return replace(
        question,
        column="",
        delimiter="",
        codes=codes,
        columns=read,
        exclusive=exclusive,
        remarks=(*question.remarks, *said),
    )


def _with_rank(question: Drafted, ranks: Mapping[str, str], _columns: Mapping[str, str]) -> Drafted:
    """The question on the column of its rank."""
    (column,) = ranks.values()
    said = f"{column} is read as the answer at rank {question.rank}, and not as the rank of an answer."
    return replace(question, column=column, delimiter="", remarks=(*question.remarks, said))
