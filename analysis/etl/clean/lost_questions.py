"""Questions most of whose answers the definition does not know: it is the definition that is wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

import numpy as np
import pandas as pd

from analysis.etl.clean.answers_in_words import plain_words
from analysis.faults import some
from analysis.questionnaire import Question
from analysis.questionnaire.kinds import kind_of
from analysis.questionnaire.kinds.answers import INVALID, Answers
from analysis.sources.received import DataError

LEAST_LOST = 10
"""Answers lost of one question from which it is not a slip of a few respondents."""
NOT_READ = ("not a number", "not a date")
"""What is said of an answer that has not the form of its question."""
LEAST_SHOWN = 3
"""Respondents who gave a value that is shown: what one alone wrote may tell who it was."""


def check_known(answers: Mapping[str, Answers], problems: pd.DataFrame) -> None:
    """Raise DataError where most answers of a question are codes that it does not know, or no numbers or
    dates."""
    lost = [line for given in answers.values() for line in _lost(given, problems)]
    unread = [line for given in answers.values() for line in _unread(given, problems)]
    if unread:
        raise DataError(
            "most answers of a question cannot be read, and would be lost:\n  "
            + "\n  ".join(unread)
            + "\nOf numbers, affixes names the units beside them and duration the times; of dates, "
            'date_format their form; words are answers of type "text"'
        )
    if lost:
        raise DataError(
            "most answers of a question are unknown to its definition, and would be lost:\n  "
            + "\n  ".join(lost)
            + '\nAnswers in words: write answers = "labels" under [file] of edition.toml. Other codes: write '
            "them in survey.toml, or give the codes they stand for under [recode] of edition.toml"
        )


def _lost(given: Answers, problems: pd.DataFrame) -> Iterator[str]:
    question = given.question
    lost = int(np.count_nonzero(given.status == INVALID))
    answered = int(np.count_nonzero(given.was_answered))
    if question.derivation or not kind_of(question).has_codes or lost < LEAST_LOST or lost <= answered:
        return
    is_of = (problems["question"] == question.name) | problems["question"].str.startswith(f"{question.name}.")
    is_unknown = problems["problem"].str.startswith("unknown code")
    met = Counter(problems.loc[is_of & is_unknown, "value"].astype(str))
    words = "; these are the words of its answers" if _are_labels(question, met) else ""
    known = some(question.codes)
    yield f"{question.name}: {lost} of {lost + answered} answers; known {known}{_received(met)}{words}"


def _unread(given: Answers, problems: pd.DataFrame) -> Iterator[str]:
    """The line of a number or a date of which most answers are none."""
    question = given.question
    rows = problems[problems["question"] == question.name]
    kind = next((kind for kind in NOT_READ if rows["problem"].str.startswith(kind).any()), "")
    met = Counter(rows.loc[rows["problem"].str.startswith(kind), "value"].astype(str)) if kind else Counter()
    answered = int(np.count_nonzero(given.was_answered))
    if question.derivation or met.total() < LEAST_LOST or met.total() <= answered:
        return
    yield f"{question.name}: {met.total()} of {met.total() + answered} answers are {kind}{_received(met)}"


def _received(met: Counter[str]) -> str:
    """The values that were met most, without what a few alone wrote."""
    shown = [f"{value!r} ({n})" for value, n in met.most_common() if n >= LEAST_SHOWN]
    return f"; received {some(shown, 5)}" if shown else ""


def _are_labels(question: Question, met: Counter[str]) -> bool:
    labels = {plain_words(text) for label in question.codes.values() for text in (label.fr, label.en)}
    return bool(met) and all(plain_words(value) in labels for value in met)
