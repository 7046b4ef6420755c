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
LEAST_SHOWN = 3
"""Respondents who gave a value that is shown: what one alone wrote may tell who it was."""


def check_known(answers: Mapping[str, Answers], problems: pd.DataFrame) -> None:
    """Raise DataError where most answers of a question are codes that it does not know."""
    lost = [line for given in answers.values() for line in _lost(given, problems)]
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
    shown = [f"{value!r} ({n})" for value, n in met.most_common() if n >= LEAST_SHOWN]
    values = f"; received {some(shown, 5)}" if shown else ""
    words = "; these are the words of its answers" if _are_labels(question, met) else ""
    yield f"{question.name}: {lost} of {lost + answered} answers; known {some(question.codes)}{values}{words}"


def _are_labels(question: Question, met: Counter[str]) -> bool:
    labels = {plain_words(text) for label in question.codes.values() for text in (label.fr, label.en)}
    return bool(met) and all(plain_words(value) in labels for value in met)
