"""Who meets a condition: those who gave one of the answers it names."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from analysis.questionnaire.fixed_words import Condition
from analysis.questionnaire.kinds import kind_of
from analysis.questionnaire.kinds.answers import Answers


def answered_one_of(condition: Condition, coded: Mapping[str, Answers], n: int) -> np.ndarray:
    """Mask (n,) of those who gave one of the named answers to every question of the condition."""
    holds = np.ones(n, dtype=bool)
    for name, codes in condition.items():
        holds &= kind_of(coded[name].question).among(coded[name], codes)
    return holds
