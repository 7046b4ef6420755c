"""The answers drawn so far, by question; conditions and derived variables are worked out on demand."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from analysis.questionnaire import Condition, Question, Survey


@dataclass
class DrawnAnswers:
    """True answers of `size` persons. A coded question is an array of codes ("" where absent), a numeric
    one of floats (nan), a multiple one a table of ticks (persons × codes) beside who answered."""

    survey: Survey
    reference_year: int
    size: int
    values: dict[str, np.ndarray] = field(default_factory=dict)
    answered: dict[str, np.ndarray] = field(default_factory=dict)
    absent: dict[str, np.ndarray] = field(default_factory=dict)

    def codes(self, name: str) -> np.ndarray:
        """The code of each person for a coded question or derived classes; "" where there is none.

        A question that was not asked has none; a derived variable that was asked directly has its answers.
        """
        if name in self.values:
            return np.where(self.answered[name], self.values[name], "")
        question = self.survey.questions[name]
        if not question.derivation:
            return np.full(self.size, "", dtype=object)
        if question.derivation.kind == "groups_of":
            return self._groups(question)
        return self._classes(question)

    def numbers(self, name: str) -> np.ndarray:
        """The number of each person for a numeric question or derived number; nan where there is none."""
        if name in self.values:
            return np.where(self.answered[name], self.values[name], np.nan)
        derivation = self.survey.questions[name].derivation
        if not derivation:
            return np.full(self.size, np.nan)
        if derivation.kind == "years_since":
            return self.reference_year - self.numbers(derivation.source)
        return np.where(self.answered[derivation.source], self.values[derivation.source].sum(axis=1), np.nan)

    def ranks(self, name: str) -> np.ndarray:
        """The number of each person, or of an answer or class its rank; nan where there is none."""
        question = self.survey.questions[name]
        if question.type == "numeric":
            return self.numbers(name)
        rank = {code: float(position) for position, code in enumerate(question.codes)}
        return np.array([rank.get(code, np.nan) for code in self.codes(name)])

    def ticks(self, name: str) -> np.ndarray:
        """The ticks (persons × codes) of a multiple question; none where it was not answered."""
        return self.values[name] & self.answered[name][:, None]

    def hold(self, condition: Condition) -> np.ndarray:
        """Who answered one of, for every question of the condition."""
        held: np.ndarray = np.ones(self.size, dtype=bool)
        for name, codes in condition.items():
            held = held & self._answered_one_of(name, codes)
        return held

    def take(self, rows: np.ndarray) -> DrawnAnswers:
        """The answers of the persons at `rows`."""
        return DrawnAnswers(
            self.survey,
            self.reference_year,
            len(rows),
            *({name: of[rows] for name, of in part.items()} for part in self._parts()),
        )

    def _parts(self) -> tuple[dict[str, np.ndarray], ...]:
        return self.values, self.answered, self.absent

    def _answered_one_of(self, name: str, codes: tuple[str, ...]) -> np.ndarray:
        question = self.survey.questions[name]
        if question.type == "multiple" and name not in self.values:
            return np.zeros(self.size, dtype=bool)
        if question.type == "multiple":
            counted = np.isin(list(question.codes), codes)
            return np.any(self.ticks(name)[:, counted], axis=1).astype(bool)
        return np.isin(self.codes(name), codes)

    def _groups(self, derived: Question) -> np.ndarray:
        assert derived.derivation
        given = self.codes(derived.derivation.source)
        groups = np.full(self.size, "", dtype=object)
        for group, codes in derived.derivation.groups.items():
            groups[np.isin(given, codes)] = group
        return groups

    def _classes(self, derived: Question) -> np.ndarray:
        assert derived.derivation
        number = self.numbers(derived.derivation.source)
        classes = np.full(self.size, "", dtype=object)
        for code, (low, high) in derived.derivation.bounds.items():
            classes[(number >= low) & (number < high)] = code
        return classes
