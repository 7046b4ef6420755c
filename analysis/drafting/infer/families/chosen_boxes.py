"""Boxes of 1 and 2, not chosen and chosen, as SoSci Survey writes them: A101_01, A101_02 beside A101."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from analysis.drafting.cells.column_profiles import Profile
from analysis.drafting.drafted_question import Drafted
from analysis.drafting.grouping.grids import question_shared
from analysis.drafting.infer.families.tick_questions import UNNAMED
from analysis.questionnaire.kinds.cells import texts_of

NOT_CHOSEN, CHOSEN = "1", "2"
BOX = re.compile(r"(?P<stem>\w*[^\W\d]\w*)_(?P<code>\d+[a-z]?)")
"""Names of boxes: that of the question, and their number in it."""
READ_AS_BOXES = (
    "1 is read as not chosen and 2 as chosen, as SoSci Survey writes boxes. Where these are two answers to "
    "questions of their own, such as yes and no, write each as a question of its own."
)


def multiples_of_boxes(
    profiles: Sequence[Profile], answers: pd.DataFrame, are_sure: bool
) -> dict[tuple[str, ...], Drafted]:
    """The multiple questions of boxes of 1 and 2, by their columns.

    A column that counts those that are 2 tells them for sure; where there is none, `are_sure` says whether
    the file is of a tool that writes boxes so.
    """
    found = {}
    for stem, boxes in _boxes(profiles).items():
        question = _multiple(stem, boxes)
        is_counted = bool(_counter(question, profiles, answers))
        if (is_counted or are_sure) and any(CHOSEN in box.values for box in boxes):
            doubts = () if is_counted else (READ_AS_BOXES,)
            found[*_names(boxes),] = replace(question, remarks=(*question.remarks, *doubts))
    return found


def with_counters(
    found: Mapping[tuple[str, ...], Drafted], profiles: Sequence[Profile], answers: pd.DataFrame
) -> dict[tuple[str, ...], Drafted]:
    """The questions, by their columns and the one, if any, that says how many answers of each are ticked."""
    joined = {}
    for columns, question in found.items():
        counter = _counter(question, profiles, answers)
        said = [f"The column {name} says how many of them there are; it is not read." for name in counter]
        joined[*counter, *columns] = replace(question, remarks=(*question.remarks, *said))
    return joined


def _counter(question: Drafted, profiles: Sequence[Profile], answers: pd.DataFrame) -> tuple[str, ...]:
    """The column, called as those of ticks begin, that holds how many there are in every row; below 0 it says
    why there is none."""
    names = [*question.columns.values()]
    if not names or not question.ticked:
        return ()
    there = {profile.column for profile in profiles}
    stems = {match["stem"] if (match := BOX.fullmatch(name)) else "" for name in names}
    stem = stems.pop()
    if stems or stem not in there or stem in names:
        return ()
    cells = np.array([texts_of(answers[name]) for name in names])
    is_asked = (cells != "").any(axis=0) & (texts_of(answers[stem]) != "")
    ticks = np.isin(cells, question.ticked).sum(axis=0)
    said = texts_of(answers[stem])
    agrees = [text == str(n) or (not n and text[:1] == "-") for text, n in zip(said, ticks, strict=True)]
    is_counter = is_asked.any() and ticks.any() and np.array(agrees)[is_asked].all()
    return (stem,) if is_counter else ()


def _boxes(profiles: Sequence[Profile]) -> dict[str, list[Profile]]:
    """Columns that hold 1, 2 or nothing, two or more of one stem."""
    found: dict[str, list[Profile]] = {}
    for profile in profiles:
        match = BOX.fullmatch(profile.column)
        if match and profile.values and {*profile.values} <= {NOT_CHOSEN, CHOSEN}:
            found.setdefault(match["stem"], []).append(profile)
    return {stem: boxes for stem, boxes in found.items() if len(boxes) > 1}


def _names(boxes: Sequence[Profile]) -> list[str]:
    return [box.column for box in boxes]


def _multiple(stem: str, boxes: Sequence[Profile]) -> Drafted:
    texts = [box.text for box in boxes]
    said = question_shared(texts)
    text, labels = said if said else (stem, texts)
    codes = [box.column.removeprefix(f"{stem}_") for box in boxes]
    return Drafted(
        stem,
        "multiple",
        text,
        codes=dict(zip(codes, labels, strict=True)),
        columns=dict(zip(codes, _names(boxes), strict=True)),
        ticked=(CHOSEN,),
        not_ticked=(NOT_CHOSEN,),
        remarks=(UNNAMED,) if text == stem else (),
    )
