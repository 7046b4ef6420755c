"""Long files: the several rows of a respondent made one."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from analysis.faults import some
from analysis.questionnaire.editions import OneRow
from analysis.questionnaire.kinds.cells import texts_of
from analysis.sources.received import ColumnDescription, DataError, Received

MOST_QUESTIONS = 10_000
"""Values of a column that may name questions."""
Groups = tuple[np.ndarray, pd.Index]
"""The place (n,) of each row's value among the values, in the order in which they are met."""


def one_row_each(received: Received, shape: OneRow) -> Received:
    """The answers with a row for each respondent, and a remark on what became of their rows.

    A row stands where the first (or last, of those kept) of its respondent stood. Raises DataError where a
    column is not there, a row names nobody, or it cannot be told what a respondent answered.
    """
    answers = received.answers
    _refuse_absent(answers, shape)
    rows = _groups(answers, shape.by, "respondent")
    found = _kept(received, rows, shape) if shape.keep else _answers_by_question(received, rows, shape)
    source = received.source
    told = (
        f"{len(answers)} rows of {len(found.answers)} respondents, told apart by {shape.by}: {_said(shape)}"
    )
    return replace(found, sources=(replace(source, remarks=(*source.remarks, told)),))


def _said(shape: OneRow) -> str:
    if shape.keep:
        return f"the {shape.keep} row of each is kept"
    dropped = f"; left out, as they are of an answer: {some(shape.without)}" if shape.without else ""
    return f"a column for each {shape.question}, which holds {shape.answer}{dropped}"


def _refuse_absent(answers: pd.DataFrame, shape: OneRow) -> None:
    named = [name for name in (shape.by, shape.question, shape.answer, *shape.without) if name]
    if absent := [name for name in named if name not in answers.columns]:
        raise DataError(
            f"one_row: no column {', '.join(absent)} in the file. Columns there: {some(answers.columns)}"
        )


def _groups(answers: pd.DataFrame, column: str, what: str) -> Groups:
    """What each row names. Raises DataError where one names nothing."""
    texts = texts_of(answers[column])
    if blank := [str(place + 1) for place in np.flatnonzero(texts == "")]:
        raise DataError(
            f"one_row: rows without a {what} in {column}: {some(blank)} (the header not counted). Complete "
            "them in a copy of the file, or leave them out with skip_rows"
        )
    places, found = pd.factorize(texts)
    return places, pd.Index(found)


def _kept(received: Received, rows: Groups, shape: OneRow) -> Received:
    """The first or the last row of each respondent."""
    is_repeated = pd.Series(rows[0]).duplicated(keep=shape.keep or "first").to_numpy()
    return replace(received, answers=received.answers[~is_repeated])


def _answers_by_question(received: Received, rows: Groups, shape: OneRow) -> Received:
    """A column for each question, beside the columns that are the same in all rows of a respondent."""
    answers = received.answers
    people, questions = rows, _groups(answers, shape.question, "question")
    names = list(map(str, questions[1]))
    apart = {shape.question, shape.answer, *shape.without}
    own = [str(name) for name in answers.columns if name not in apart]
    _refuse_names(names, own, shape)
    first = answers.index[~pd.Series(people[0]).duplicated().to_numpy()]
    of_people = pd.DataFrame({name: _same(answers[name], people, shape) for name in own}, index=first)
    cells = _cells(answers[shape.answer], people, questions, shape)
    of_questions = pd.DataFrame(cells, index=first, columns=pd.Index(names), dtype=object)
    described = {name: each for name, each in received.columns.items() if name in own}
    if received.columns:
        described |= _descriptions(received, names, shape)
    return replace(
        received,
        answers=pd.concat([of_people, of_questions], axis="columns"),
        columns=described,
        answer_sets=(),
        categories={name: each for name, each in received.categories.items() if name in own},
        wordings={name: each for name, each in received.wordings.items() if name in own},
    )


def _refuse_names(names: list[str], own: list[str], shape: OneRow) -> None:
    """Raise DataError where the column of questions cannot head columns."""
    if len(names) > MOST_QUESTIONS:
        raise DataError(
            f"one_row: {shape.question} has {len(names):,} values, and at most {MOST_QUESTIONS:,} can be "
            "questions; name the column that says what was asked"
        )
    if twice := sorted({*names} & {*own}):
        raise DataError(
            f"one_row: questions of {shape.question} are called as columns of the file: {some(twice)}. Leave "
            "those columns out by naming them in `without`"
        )


def _same(column: pd.Series, people: Groups, shape: OneRow) -> np.ndarray:
    """What a column says of each respondent. Raises DataError where it says two things."""
    texts = texts_of(column)
    filled = np.flatnonzero(texts != "")
    place = np.full(len(people[1]), -1)
    place[people[0][filled[::-1]]] = filled[::-1]
    differs = texts[filled] != texts[place[people[0][filled]]]
    if differs.any():
        row = filled[differs][0]
        who = people[1][people[0][row]]
        n = len({*people[0][filled[differs]]})
        raise DataError(
            f"one_row: {column.name} is not the same in all rows of {n} respondents ({shape.by} {who}: "
            f"{texts[place[people[0][row]]]!r}, then {texts[row]!r}). If it is of the answers and not of who "
            f"answered, leave it out: without = [{str(column.name)!r}]"
        )
    values = column.astype(object).to_numpy()
    said = np.full(len(place), None, dtype=object)
    said[place >= 0] = values[place[place >= 0]]
    return said


def _cells(column: pd.Series, people: Groups, questions: Groups, shape: OneRow) -> np.ndarray:
    """The answer of each respondent to each question, nothing where there is none."""
    texts, values = texts_of(column), column.astype(object).to_numpy()
    cells = np.full((len(people[1]), len(questions[1])), None, dtype=object)
    pairs = people[0] * len(questions[1]) + questions[0]
    filled = np.flatnonzero(texts != "")
    met = pd.DataFrame({"pair": pairs[filled], "text": texts[filled]}, index=filled).drop_duplicates()
    once = met.index[~met["pair"].duplicated(keep=False)].to_numpy()
    cells[people[0][once], questions[0][once]] = values[once]
    several = met[met["pair"].duplicated(keep=False)]
    if len(several):
        _refuse_several(several, people, questions, shape)
        together = several.groupby("pair")["text"].agg(shape.several.join)
        at = together.index.to_numpy()
        cells[at // len(questions[1]), at % len(questions[1])] = together.to_numpy(object)
    return cells


def _refuse_several(several: pd.DataFrame, people: Groups, questions: Groups, shape: OneRow) -> None:
    """Raise DataError where a respondent has several answers to one question and no sign parts them."""
    pair = int(several["pair"].iloc[0])
    who, which = (
        group[1][place]
        for group, place in zip((people, questions), divmod(pair, len(questions[1])), strict=True)
    )
    said = some(several.loc[several["pair"] == pair, "text"])
    n = several["pair"].nunique()
    if not shape.several:
        raise DataError(
            f"one_row: {n} times a respondent has several answers to one question ({shape.by} {who}, "
            f'{which}: {said}). If they are answers together, several = "|" puts them in one cell; if one '
            "took the place of another, leave the other out with skip_rows"
        )
    within = [text for text in several["text"] if shape.several in text]
    if within:
        raise DataError(
            f"one_row: {shape.several!r} stands within answers: {some(within)}. "
            "Take another sign for `several`"
        )


def _descriptions(received: Received, names: list[str], shape: OneRow) -> dict[str, ColumnDescription]:
    """What a labelled file says of the columns of questions: their labels, and those of the answers."""
    nothing = ColumnDescription()
    of_question = received.columns.get(shape.question, nothing)
    of_answer = received.columns.get(shape.answer, nothing)
    return {name: replace(of_answer, label=of_question.codes.get(name, "")) for name in names}
