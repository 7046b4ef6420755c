"""The doubt of what a row of the file is, where an identifier is met again and again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import numpy as np

from analysis.drafting.cells.column_profiles import Profile, profiles_of
from analysis.drafting.drafted_question import slug
from analysis.drafting.infer.column_roles import met_often, several_rows_each
from analysis.drafting.telling.doubts import Choice, Doubt
from analysis.drafting.toml_writing import inline, listed, quoted
from analysis.questionnaire import AnswersFile
from analysis.questionnaire.editions import OneRow
from analysis.questionnaire.kinds.cells import texts_of
from analysis.sources.received import Received

OF_QUESTION = re.compile(
    r"(?:(?:id|num|no|code|nom|libelle|intitule|texte)_)?(?:questions?|variables?|var|items?|champs?|fields?)"
    r"(?:_(?:id|code|name|nom|no|num|text|texte|libelle|key))?"
)
OF_ANSWER = re.compile(
    r"(?:(?:code|texte)_)?(?:answers?|reponses?|values?|valeurs?|responses?|resultats?|modalites?)"
    r"(?:_(?:code|text|texte|value|valeur))?"
)
SIGNS = ("|", ";", "¦", "§")
"""What may stand between several answers to one question, where no answer has it."""


def row_doubt(received: Received) -> Doubt[AnswersFile] | None:
    """What a row is, where a column that tells respondents apart has its values in several; None elsewhere.

    Rows that hold an answer each, beside a column that names its question, become one for each respondent
    unless another choice is made; any others are respondents.
    """
    profiles = profiles_of(received)
    keys = several_rows_each(profiles) or met_often(profiles)
    if not keys:
        return None
    by = keys[0]
    shape = _by_question(received, profiles, by)
    kept = [_choice(f"the {word} row of each counts", OneRow(by, keep=word)) for word in ("first", "last")]
    as_is: Choice[AnswersFile] = Choice(
        "every row is a respondent", "no one_row", partial(_shaped, shape=None)
    )
    choices = (
        (_choice(f"an answer to one question, in {shape.question}", shape), as_is)
        if shape
        else (as_is, *kept)
    )
    return Doubt("file.one_row", f"Values of {by} are met in several rows. What is a row?", choices)


def _choice(said: str, shape: OneRow) -> Choice[AnswersFile]:
    return Choice(said, f"one_row = {written(shape)}", partial(_shaped, shape=shape))


def _shaped(file: AnswersFile, shape: OneRow | None) -> AnswersFile:
    return replace(file, one_row=shape)


def written(shape: OneRow) -> str:
    """The key one_row of [file] as edition.toml has it."""
    said = {name: getattr(shape, name) for name in ("by", "keep", "question", "answer", "several")}
    values = {name: quoted(value) for name, value in said.items() if value}
    return inline(values | ({"without": listed(shape.without)} if shape.without else {}))


def _by_question(received: Received, profiles: Sequence[Profile], by: str) -> OneRow | None:
    """The shape of rows that hold an answer each, by how columns are called; None where none says so."""
    names = [profile.column for profile in profiles if profile.column != by]
    questions = [name for name in names if OF_QUESTION.fullmatch(slug(name))]
    answers = [name for name in names if OF_ANSWER.fullmatch(slug(name)) and name not in questions]
    if not questions or not answers:
        return None
    question, answer = questions[0], answers[0]
    frame = received.answers
    keys, asked, said = (texts_of(frame[name]) for name in (by, question, answer))
    if "" in asked:
        return None
    several = len({*zip(keys, asked, said, strict=True)}) > len({*zip(keys, asked, strict=True)})
    sign = next((sign for sign in SIGNS if not any(sign in text for text in said)), "") if several else ""
    if several and not sign:
        return None
    others = [name for name in names if name not in (question, answer)]
    without = tuple(name for name in others if _differs(texts_of(frame[name]), keys))
    return OneRow(by, question=question, answer=answer, several=sign, without=without)


def _differs(texts: np.ndarray, keys: np.ndarray) -> bool:
    """Whether a column says two things of one respondent."""
    said = {pair for pair in zip(keys, texts, strict=True) if pair[1]}
    return len(said) > len({key for key, _ in said})
