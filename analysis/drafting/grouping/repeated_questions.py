"""Questions that say the same of every respondent as another, under other words."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import replace

import pandas as pd

from analysis.drafting.drafted_question import Drafted
from analysis.questionnaire.kinds import kind_of
from analysis.questionnaire.kinds.cells import texts_of

LEAST_ROWS = 20
"""Respondents from which two questions answered alike by all are no accident."""


def with_repeats_told(
    named: Mapping[str, Drafted], answers: pd.DataFrame, apart: Container[str]
) -> tuple[dict[str, Drafted], tuple[str, ...]]:
    """(the questions, each that repeats an earlier one with a remark; the names of those).

    Nothing is said of the questions `apart`, such as rows of grids.
    """
    found, first_of = dict(named), dict[bytes, str]()
    repeated: list[str] = []
    for name, question in named.items():
        if name in apart or len(answers) < LEAST_ROWS or not _is_choice(question):
            continue
        if question.column not in answers:
            continue
        positions, met = pd.factorize(texts_of(answers[question.column]))
        first = first_of.setdefault(positions.tobytes(), name) if len(met) > 1 else name
        if first != name:
            said = f"Everyone answers it as {first}: it says the same in other words, and has no indicator."
            found[name] = replace(question, remarks=(*question.remarks, said))
            repeated.append(name)
    return found, tuple(repeated)


def _is_choice(question: Drafted) -> bool:
    """Whether the question has one answer of a list, in a column of its own."""
    kind = kind_of(question)
    return bool(question.column) and kind.is_coded and not kind.takes_several and not question.rank
