"""Flags of quality: who carries each, why, and what the survey does about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from analysis.etl.quality.break_off import BreakOff
from analysis.etl.quality.careless_answering import (
    LEAST_ANSWERS,
    GridRuns,
    Speed,
    grid_runs,
    same_answers,
    speed_of,
    speeder_reasons,
    straight_liners,
)
from analysis.questionnaire import Survey
from analysis.questionnaire.kinds.answers import Answers
from analysis.questionnaire.kinds.conditions import answered_one_of

FLAGS: Mapping[str, str] = {
    "speeder": "speeders",
    "straight_liner": "straight_lining",
    "same_answers": "same_answers",
    "contradiction": "contradictions",
    "left": "left",
}
"""Flag -> the key of [quality] that says what is done about it."""


@dataclass(frozen=True)
class FlagsFound:
    """The flags found among n respondents, of whom those of the mask `in_scope` (n,) were looked at.

    `flags` has a mask (n,) per flag. `answers_given` (n,) is how many answers were compared for
    same_answers; `contradictions` has a mask (n,) per rule.
    """

    in_scope: np.ndarray
    flags: Mapping[str, np.ndarray]
    break_off: BreakOff
    speed: Speed | None
    grids: Mapping[str, GridRuns]
    contradictions: Mapping[str, np.ndarray]
    answers_given: np.ndarray
    survey: Survey

    @property
    def is_compared(self) -> np.ndarray:
        """Mask (n,) of those whose answers were compared with those of others."""
        return self.in_scope & (self.answers_given >= LEAST_ANSWERS)

    def policy(self, flag: str) -> str:
        """What the survey does about a flag: keep, flag or remove."""
        return str(getattr(self.survey.quality, FLAGS[flag]))

    def flagged(self, flag: str) -> np.ndarray:
        """Mask (n,) of those who carry the flag; nobody where the policy is another."""
        return self.flags[flag] & (self.policy(flag) == "flag")

    def removed(self, flag: str) -> np.ndarray:
        """Mask (n,) of those removed for the flag; nobody where the policy is another."""
        return self.flags[flag] & (self.policy(flag) == "remove")

    def reasons(self, flag: str, rows: np.ndarray) -> np.ndarray:
        """Why the respondents at `rows` have the flag, as "flag: what was found"."""
        details = {
            "speeder": self._speeder_details,
            "straight_liner": self._straight_details,
            "same_answers": self._same_details,
            "contradiction": self._contradiction_details,
            "left": self._left_details,
        }
        return np.array([f"{flag}: {detail}" for detail in details[flag](rows)], dtype=object)

    def _speeder_details(self, rows: np.ndarray) -> list[str]:
        return [] if self.speed is None else speeder_reasons(self.speed, rows, self.survey)

    def _straight_details(self, rows: np.ndarray) -> list[str]:
        found = {name: runs.is_straight[rows] for name, runs in self.grids.items()}
        return [f"the same answer throughout {names}" for names in _named(found, len(rows))]

    def _same_details(self, rows: np.ndarray) -> list[str]:
        return [f"all {count} answers are those of an earlier row" for count in self.answers_given[rows]]

    def _contradiction_details(self, rows: np.ndarray) -> list[str]:
        return _named({name: where[rows] for name, where in self.contradictions.items()}, len(rows))

    def _left_details(self, rows: np.ndarray) -> list[str]:
        return [f"at {question}" for question in self.break_off.question_left(rows)]


def _named(found: Mapping[str, np.ndarray], n: int) -> list[str]:
    """For each of n respondents the names whose mask holds."""
    return [", ".join(name for name, where in found.items() if where[row]) for row in range(n)]


def quality_of(
    answers: Mapping[str, Answers], break_off: BreakOff, survey: Survey, in_scope: np.ndarray
) -> FlagsFound:
    """All flags of the respondents in scope (n,), whatever the survey does about them."""
    n = len(in_scope)
    speed = speed_of(answers, break_off.questions, survey, in_scope, break_off.has_left)
    grids = grid_runs(answers, survey)
    is_same, given = same_answers(answers, break_off.questions, in_scope)
    contradictions = {
        name: answered_one_of(rule.when, answers, n) & in_scope
        for name, rule in survey.contradictions.items()
    }
    flags = {
        "speeder": np.zeros(n, dtype=bool) if speed is None else speed.is_speeder,
        "straight_liner": straight_liners(grids, n) & in_scope,
        "same_answers": is_same,
        "contradiction": np.logical_or.reduce([np.zeros(n, dtype=bool), *contradictions.values()]),
        "left": break_off.has_left & in_scope,
    }
    return FlagsFound(in_scope, flags, break_off, speed, grids, contradictions, given, survey)
