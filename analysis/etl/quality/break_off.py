"""Break-off: who left before the end, and at which question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from analysis.questionnaire import Survey
from analysis.questionnaire.kinds import kind_of
from analysis.questionnaire.kinds.answers import ANSWERED, LEFT, NO_ANSWER, NOT_ASKED, Answers
from analysis.questionnaire.kinds.conditions import answered_one_of

LEAST_BLANK = 3
"""A run of fewer blank questions at the end may be chance: optional questions are often skipped."""


@dataclass(frozen=True)
class BreakOff:
    """The position (n,) in `questions` of the first question that each respondent left blank by leaving; -1
    for those who stayed.

    `questions` are those that count, in the questionnaire's order.
    """

    questions: tuple[str, ...]
    position: np.ndarray

    @property
    def has_left(self) -> np.ndarray:
        """Mask (n,) of those who left before the end."""
        return self.position >= 0

    def question_left(self, rows: np.ndarray) -> np.ndarray:
        """The names of the questions at which the respondents at `rows` left."""
        return np.asarray(np.array(self.questions, dtype=object)[self.position[rows]])


def counted_questions(survey: Survey) -> tuple[str, ...]:
    """The questions whose answers show that a respondent was still there, in the questionnaire's order.

    Open questions do not count, as many are skipped; nor does what the server records by itself, the
    duration and the questions of `completed`.
    """
    recorded = {survey.quality.duration, *survey.quality.completed}
    return tuple(
        name
        for name, question in survey.asked.items()
        if not kind_of(question).is_open and name not in recorded
    )


def break_off_of(answers: Mapping[str, Answers], survey: Survey, n: int) -> BreakOff:
    """The question at which each of n respondents left: the first of the run of blank questions that ends the
    questionnaire.

    The run is of questions put to the respondent, `LEAST_BLANK` of them at least. A question with several
    answers where blank means "none of them" neither ends a run nor begins one, as nothing in it tells; no
    more do the ranks of a ranking after the first, as few people rank everything. Who meets
    `quality.completed` came to the end, whatever is blank.
    """
    questions = counted_questions(survey)
    still_blank, blanks = np.ones(n, dtype=bool), np.zeros(n, dtype=np.int32)
    position = np.zeros(n, dtype=np.int32)
    for place in reversed(range(len(questions))):
        answer = answers[questions[place]]
        is_blank = answer.status == NO_ANSWER
        still_blank &= is_blank | (answer.status == NOT_ASKED) | _tells_nothing(answer)
        in_run = still_blank & is_blank & ((answer.question.rank or 1) == 1)
        blanks += in_run
        position[in_run] = place
    has_left = blanks >= LEAST_BLANK
    if survey.quality.completed:
        has_left &= ~answered_one_of(survey.quality.completed, answers, n)
    return BreakOff(questions, np.where(has_left, position, -1).astype(np.int32))


def _tells_nothing(answer: Answers) -> np.ndarray:
    """Mask of those whose blank cells were read as "none of them" though they may have left before."""
    return np.asarray((answer.status == ANSWERED) & ~kind_of(answer.question).was_given(answer))


def with_left(
    answers: Mapping[str, Answers], break_off: BreakOff, survey: Survey
) -> tuple[dict[str, Answers], int]:
    """The answers with the status "left" for what is blank because the respondent had left, and how many
    cells that changed.

    A variable derived from such a question is "left" too; it is not counted as a cell.
    """
    marked, changed = dict(answers), 0
    for place, name in enumerate(break_off.questions):
        answer = answers[name]
        after = break_off.has_left & (break_off.position <= place)
        where = after & ((answer.status == NO_ANSWER) | _tells_nothing(answer))
        if where.any():
            marked[name] = answer.withdrawn(where, LEFT)
            changed += int(where.sum())
    for name in survey.order:
        if survey.questions[name].derivation:
            marked[name] = _derived_left(marked[name], [marked[source] for source in survey.sources[name]])
    return marked, changed


def _derived_left(variable: Answers, sources: list[Answers]) -> Answers:
    """A variable without a value, or with one that only "none of them" gave, is left with its source."""
    source_left = np.zeros(len(variable.status), dtype=bool)
    for source in sources:
        source_left |= source.status == LEFT
    alone = len(sources) == 1
    where = source_left & ((variable.status == NO_ANSWER) | (alone & (variable.status == ANSWERED)))
    return variable.withdrawn(where, LEFT) if where.any() else variable
