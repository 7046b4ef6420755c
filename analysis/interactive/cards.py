"""What a survey that is opened, and a variable of it, show of themselves: no more than a few lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from analysis.questionnaire import ABSENCES, Question, Weighting
from analysis.questionnaire.fixed_words import alternatives_of
from analysis.questionnaire.kinds.answers import STATUSES
from analysis.reporting.language.catalogue import plain
from analysis.reporting.language.typography import leading
from analysis.reporting.language.voice import Voice

MOST_NAMED = 5
"""Answers and questions that a line names."""


@dataclass(frozen=True)
class SurveyCard:
    """How many answered, how they are weighted, what to heed.

    `signs` are further lines of the catalogue, such as that files have changed.
    """

    n: int
    questions: int
    weighting: Weighting
    is_simulated: bool
    removed: int
    absent: Mapping[str, Sequence[str]]
    signs: tuple[str, ...]

    def lines(self, voice: Voice) -> list[str]:
        """The facts, a line each but the first ones."""
        counted = voice.say_counted("library.questions_counted", self.questions, n=str(self.questions))
        facts = [voice.respondents(self.n), counted, *self._weighted(voice)]
        if self.is_simulated:
            facts.append(voice.say("library.simulated").upper())
        lines = [" · ".join(facts)]
        if self.removed:
            lines.append(voice.say("library.removed", n=voice.number(self.removed)))
        if self.absent:
            lines.append(self._put_aside(voice))
        return [*lines, *map(voice.say, self.signs)]

    def _weighted(self, voice: Voice) -> list[str]:
        if self.weighting.calibration == "none":
            return []
        named = ", ".join(self.weighting.variables)
        return [
            voice.say("library.calibrated", variables=named) if named else voice.say("library.calibrated_all")
        ]

    def _put_aside(self, voice: Voice) -> str:
        """The answers that were put out of the base, where, and how to have them back."""
        texts = list(dict.fromkeys(text for of in self.absent.values() for text in of))
        answers, questions = (_some(each) for each in (list(map(voice.quoted, texts)), list(self.absent)))
        return voice.say("library.put_aside", answers=answers, questions=questions)


def _some(names: Sequence[str]) -> str:
    """The first of the names; … for the others."""
    return ", ".join([*names[:MOST_NAMED], *(["…"] if len(names) > MOST_NAMED else [])])


@dataclass(frozen=True, eq=False)
class VariableCard:
    """The wording of a question, its answers, who was asked, how many did not answer.

    `status` (n,): what each respondent's answer is, as a place in STATUSES.
    """

    question: Question
    status: np.ndarray
    confidential_below: int
    left_out: tuple[str, ...]

    def lines(self, voice: Voice) -> list[str]:
        """The facts, a line each; the answers with their codes, where those say something else."""
        question = self.question
        label = voice.text(question.label) or question.name
        lines = [f"{question.name} · {question.type} · {label}"]
        wording = voice.text(question.text)
        if wording and plain(wording) not in (plain(label), question.name):
            lines.append(f"  {voice.quoted(wording)}")
        lines.append("  " + self._counted(voice))
        if question.asked_if:
            lines.append("  " + voice.say("library.asked_if", condition=self._routing(voice)))
        if self.left_out:
            lines.append("  " + voice.say("library.left_out", answers=", ".join(self.left_out)))
        labels = {code: voice.text(label) for code, label in question.codes.items()}
        if all(plain(code) == plain(label) for code, label in labels.items()):
            return [*lines, *(f"    {label}" for label in labels.values())]
        return [*lines, *(f"    {code:>10}  {label}" for code, label in labels.items())]

    def _counted(self, voice: Voice) -> str:
        """How many answered, and why others did not; few enough to be known are not counted."""
        counts = np.bincount(self.status, minlength=len(STATUSES)).tolist()
        said = [voice.say_counted("library.answers_counted", counts[0], n=self._at_least(voice, counts[0]))]
        for kind, count in zip(STATUSES, counts, strict=True):
            if kind in ABSENCES and count:
                said.append(f"{voice.say(f'library.absence.{kind}')} {self._at_least(voice, count)}")
        return " · ".join(said)

    def _at_least(self, voice: Voice, count: int) -> str:
        is_few = 0 < count < self.confidential_below
        return f"< {self.confidential_below}" if is_few else voice.number(count)

    def _routing(self, voice: Voice) -> str:
        said = []
        for each in alternatives_of(self.question.asked_if):
            parts = []
            for name, codes in each.items():
                answers = voice.series([voice.answer(name, code) for code in codes])
                parts.append(leading(voice.variable(name), voice.colon) + answers)
            said.append(" ; ".join(parts))
        return voice.either(said)
