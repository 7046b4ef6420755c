"""Grids: neighbouring questions with the same answers that one question put, row by row."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Mapping, Sequence
from dataclasses import replace
from itertools import groupby, takewhile

from analysis.drafting.drafted_question import Drafted, question_names, some
from analysis.drafting.questionnaire_structure import with_row
from analysis.questionnaire.kinds import kind_of

NAME = re.compile(r"(?P<stem>.*[^\W_])(_+|\.)[^\W_]+|(?P<word>.*?[^\W\d_])\d+|(?P<number>.*\d)[A-Za-z]")
"""Names of one family: Q3_1, Q3.a, Q3_SQ001, miss1, Q3a."""
SEPARATED = re.compile(r".*(?:\s(?:[-–—:]|>>)\s|[:?]\s+|[?:.!]-)", re.DOTALL)
BEFORE_QUESTION = re.compile(r"(?P<row>.*[^\W\d]):(?P<question>[^\W\d].*)", re.DOTALL)
"""A row and its question, as Alchemer words them."""
"""What stands before the answer in a label."""
IN_BRACKETS = re.compile(r"(?P<question>.+?)\s*\[(?P<row>[^\[\]]+)\]", re.DOTALL)
LEAST_ROWS = 3
PERHAPS_GRID = (
    "{rows} have the same answers, one after the other: perhaps the rows of one table. If so, write "
    '[grids.NAME] with label = "…" and items = [{items}].'
)

Grids = dict[str, tuple[str, list[str]]]


def with_grids(named: Mapping[str, Drafted]) -> tuple[dict[str, Drafted], Grids]:
    """(the questions, the rows of a grid with a label of their own, the grids: title and rows, by name)."""
    found, titles = dict(named), dict[str, tuple[str, list[str]]]()
    for _, run in groupby(named.items(), key=lambda each: _kin(each[1])):
        rows = dict(run)
        said = _question_and_rows([*rows.values()]) if _may_be_grid([*rows.values()]) else None
        if said:
            titles[_kin(next(iter(rows.values())))[0]] = (said[0], [*rows])
            labels = zip(rows.items(), said[1], strict=True)
            found |= {name: replace(row, label=row.label or label) for (name, row), label in labels}
    found, further = _of_texts(found, {name for _, rows in titles.values() for name in rows})
    titles |= further
    names = dict(zip(titles, question_names(titles), strict=True))
    found = _without_brackets(found)
    return found, {names[stem]: title for stem, title in titles.items()}


def _of_texts(found: dict[str, Drafted], taken: Container[str]) -> tuple[dict[str, Drafted], Grids]:
    """(the questions, further grids): neighbours with the same answers, whatever their columns are called.

    Where their texts begin with one question they are its rows; where they share none, a remark beside the
    first says that they may be.
    """
    titles: Grids = {}
    for run in alike_neighbours(found, taken):
        rows = [found[name] for name in run]
        said = _question_and_rows(rows)
        if said:
            titles[said[0]] = (said[0], run)
            labels = zip(run, said[1], strict=True)
            found |= {name: replace(found[name], label=found[name].label or label) for name, label in labels}
        else:
            remarks = (*rows[0].remarks, PERHAPS_GRID.format(rows=some(run), items=", ".join(run)))
            found[run[0]] = replace(rows[0], remarks=remarks)
    return found, titles


def alike_neighbours(named: Mapping[str, Drafted], taken: Container[str]) -> list[list[str]]:
    """Three questions or more one after the other, none `taken`, with the same graded answers."""
    runs = groupby(named, lambda name: None if name in taken else _graded(named[name]))
    found = [(answers, [*run]) for answers, run in runs]
    return [run for answers, run in found if answers and len(run) >= LEAST_ROWS]


def _graded(question: Drafted) -> object:
    """The type and answers of one question of graded answers, None of any other."""
    kind = kind_of(question)
    is_row = kind.is_coded and not kind.takes_several and not question.rank and not question.columns
    are_grades = question.is_ordered or kind.is_ordered or all(map(str.isdecimal, question.codes))
    if not is_row or not are_grades or len(question.codes) < LEAST_ROWS:
        return None
    return question.type, tuple(question.codes.items()), tuple(sorted(question.missing.items()))


def _without_brackets(named: Mapping[str, Drafted]) -> dict[str, Drafted]:
    """The questions, those of several columns of one question ("When? [Monday]") worded "When? – Monday"."""
    matches = {name: IN_BRACKETS.fullmatch(each.text) for name, each in named.items()}
    rows = {name: match for name, match in matches.items() if match and named[name].column}
    times = Counter(match["question"] for match in rows.values())
    return {
        name: replace(
            each,
            text=with_row(rows[name]["question"], rows[name]["row"]),
            label=each.label or rows[name]["row"],
        )
        if name in rows and times[rows[name]["question"]] > 1
        else each
        for name, each in named.items()
    }


def _kin(question: Drafted) -> tuple[str, str, object]:
    """What the rows of a grid share: what their columns are called before their number, type and answers."""
    bracketed = IN_BRACKETS.fullmatch(question.column) and IN_BRACKETS.fullmatch(question.text)
    match = NAME.fullmatch(question.column)
    stem = next(filter(None, match.groupdict().values()), "") if match else ""
    is_row = kind_of(question).is_coded and not kind_of(question).takes_several and not question.rank
    answers = (tuple(question.codes.items()), tuple(sorted(question.missing.items())))
    return (bracketed["question"] if bracketed else stem) if is_row else "", question.type, answers


def _may_be_grid(rows: Sequence[Drafted]) -> bool:
    least = 2 if IN_BRACKETS.fullmatch(rows[0].column) else LEAST_ROWS
    return bool(_kin(rows[0])[0]) and len(rows) >= least and len(rows[0].codes) > 1


def _question_and_rows(rows: Sequence[Drafted]) -> tuple[str, list[str]] | None:
    """What the texts share, and what differs in each; None where they share no question."""
    texts = [" ".join(row.text.split()) for row in rows]
    bracketed = [match for text in texts if (match := IN_BRACKETS.fullmatch(text))]
    if len(bracketed) == len(texts) and len({match["question"] for match in bracketed}) == 1:
        return bracketed[0]["question"], [match["row"] for match in bracketed]
    return question_shared(texts)


def question_shared(texts: Sequence[str]) -> tuple[str, list[str]] | None:
    """(what all texts begin with, up to a colon or dash; the rest of each), None where nothing is shared."""
    behind = [match for text in texts if (match := BEFORE_QUESTION.fullmatch(text))]
    if len(behind) == len(texts) and len({match["question"] for match in behind}) == 1:
        return behind[0]["question"], [match["row"] for match in behind]
    shared = SEPARATED.match(_shared_beginning(texts))
    if not shared:
        return None
    rest = [text[shared.end() :].strip() for text in texts]
    question = shared.group().strip().rstrip(":-–—> ").strip()
    return (question, rest) if question and all(rest) and len({*rest}) == len(rest) else None


def _shared_beginning(texts: Sequence[str]) -> str:
    """What all begin with: what the first and the last of them in alphabetical order begin with."""
    first, last = min(texts), max(texts)
    same = (a == b for a, b in zip(first, last, strict=False))
    return first[: sum(1 for _ in takewhile(bool, same))]
