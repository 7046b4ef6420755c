"""What a survey that is opened shows of itself: how many answered, how they are weighted, what to heed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analysis.questionnaire import Weighting
from analysis.reporting.language.voice import Voice

MOST_NAMED = 5
"""Answers and questions that a line names."""


@dataclass(frozen=True)
class SurveyCard:
    """The facts of a survey; `signs` are further lines of the catalogue, such as that files have changed."""

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
