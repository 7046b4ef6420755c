"""Several answers in one cell, in a column of ticks each (lieux/club, lieux/ecole), or in both.

So too a ranking: its codes in one cell in their order, or each rank in a column (besoins/1, besoins/2).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from analysis.drafting.drafted import Drafted
from analysis.drafting.headings import plain_code
from analysis.drafting.structures import Asked


def with_split_answers(
    asked: Iterable[Asked], questions: Iterable[Drafted], columns: Mapping[str, str], there: Iterable[str]
) -> tuple[list[Drafted], list[str]]:
    """The questions, and the columns of ticks or of ranks that belong to those of several answers.

    A question whose cell is not in the file has such columns instead. `columns` are those of the
    structure by their names in it, `there` all columns of the file.
    """
    by_code = {plain_code(column): column for column in there}
    found, twins = [], list[str]()
    for each, question in zip(asked, questions, strict=True):
        stems = (columns.get(question.column, question.column), *each.aliases.get(question.column, ()))
        keys = [str(question.rank)] if question.rank else list(question.codes)
        split = _split(keys, stems, by_code, columns) if question.delimiter else {}
        twins += split.values()
        with_columns = _with_rank if question.rank else _with_ticks
        found.append(with_columns(question, split, columns))
    return found, twins


def _split(
    keys: Iterable[str], stems: Iterable[str], by_code: Mapping[str, str], columns: Mapping[str, str]
) -> dict[str, str]:
    """Code or rank -> its column, under a name that the cell may have."""
    found: dict[str, str] = {}
    for code in keys:
        named = (by_code.get(plain_code(f"{stem}/{code}")) for stem in stems)
        column = next(filter(None, named), None)
        if column and column not in columns.values():
            found[code] = column
    return found


def _with_ticks(question: Drafted, ticks: Mapping[str, str], columns: Mapping[str, str]) -> Drafted:
    """The question by its ticks where its cell is not there; who wrote another answer has ticked it."""
    if not ticks:
        return question
    if question.column in columns:
        said = f"The columns {', '.join(ticks.values())} say the same, one per answer; they are not read."
        return replace(question, remarks=(*question.remarks, said))
    written = {code: column for code, column in question.other.items() if column in columns}
    either = {**ticks, **written}
    read = {code: either[code] for code in question.codes if code in either}
    codes = {code: label for code, label in question.codes.items() if code in read}
    return replace(question, column="", delimiter="", codes=codes, columns=read)


def _with_rank(question: Drafted, ranks: Mapping[str, str], columns: Mapping[str, str]) -> Drafted:
    """The question on the column of its rank where the cell of all ranks is not there."""
    if not ranks or question.column in columns:
        return question
    (column,) = ranks.values()
    said = f"{column} is read as the answer at rank {question.rank}, and not as the rank of an answer."
    return replace(question, column=column, delimiter="", remarks=(*question.remarks, said))
