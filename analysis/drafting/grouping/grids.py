"""Grids: neighbouring questions with the same answers that one question put, row by row."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby, takewhile

from analysis.drafting.drafted_question import Drafted, question_names
from analysis.drafting.questionnaire_structure import with_row
from analysis.questionnaire.kinds import kind_of

NAME = re.compile(r"(?P<stem>.*[^\W_])(_+|\.)[^\W_]+|(?P<word>.*?[^\W\d_])\d+|(?P<number>.*\d)[A-Za-z]")
"""Names of one family: Q3_1, Q3.a, Q3_SQ001, miss1, Q3a."""
SEPARATED = re.compile(r".*(?:\s[-–—:]\s|[:?]\s+)", re.DOTALL)
"""What stands before the answer in a label."""
IN_BRACKETS = re.compile(r"(?P<question>.+?)\s*\[(?P<row>[^\[\]]+)\]", re.DOTALL)
LEAST_ROWS = 3

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
    names = dict(zip(titles, question_names(titles), strict=True))
    found = _without_brackets(found)
    return found, {names[stem]: title for stem, title in titles.items()}


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
    shared = SEPARATED.match(_shared_beginning(texts))
    if not shared:
        return None
    rest = [text[shared.end() :].strip() for text in texts]
    question = shared.group().strip().rstrip(":-–— ").strip()
    return (question, rest) if question and all(rest) and len({*rest}) == len(rest) else None


def _shared_beginning(texts: Sequence[str]) -> str:
    """What all begin with: what the first and the last of them in alphabetical order begin with."""
    first, last = min(texts), max(texts)
    same = (a == b for a, b in zip(first, last, strict=False))
    return first[: sum(1 for _ in takewhile(bool, same))]
