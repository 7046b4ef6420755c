"""Variables made on the fly: groups of answers, the crossing of two, a condition."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache

import numpy as np
import pandas as pd

from analysis.etl.clean.derived_answers import derived
from analysis.etl.clean.problems import ProblemLog
from analysis.interactive.asking.conditions import Filter
from analysis.interactive.asking.near_names import AnalystError, name_of
from analysis.interactive.asking.variables import SurveyVariable, label_of
from analysis.questionnaire import Derivation, Edition, Label, Question
from analysis.questionnaire.completing.completed_questions import crossed_labels
from analysis.questionnaire.kinds import kind_of
from analysis.questionnaire.kinds.answers import ANSWERED, NO_ANSWER, Answers

GivenAnswers = str | int | Sequence[str | int]
"""An answer by label or code, or several."""
LONGEST_NAME = 60
"""Letters of the name of a variable that is made of groups."""


def answers_in(given: GivenAnswers) -> list[str | int]:
    """The answers given, one or several."""
    return [given] if isinstance(given, str | int) else list(given)


def net(
    variable: SurveyVariable,
    groups: Mapping[str, GivenAnswers],
    label: str | None,
    edition: Edition,
) -> SurveyVariable:
    """The groups of answers, by name; who gave none of their answers is outside the base."""
    named = {name: variable.codes(answers_in(of)) for name, of in groups.items()}
    if not named:
        raise AnalystError("net: expected groups of answers, such as {'Sport': ['4']}; found none")
    several = kind_of(variable.question).takes_several
    taken = [code for codes in named.values() for code in dict.fromkeys(codes)]
    twice = sorted({code for code in taken if taken.count(code) > 1})
    if twice and not several:
        raise AnalystError(
            f"net: {', '.join(twice)} of {variable.name} is in two groups; an answer is in one"
        )
    codes = {str(place): label_of(name) for place, name in enumerate(named, 1)}
    outside = [code for code in variable.question.codes if code not in taken]
    question = Question(
        name_of("_".join([variable.name, *named]))[:LONGEST_NAME],
        "multiple" if several else "single",
        label=label_of(label) if label else variable.question.label,
        codes=codes,
        derivation=Derivation(
            "groups_of",
            (variable.name,),
            groups=dict(zip(codes, named.values(), strict=True)),
            left_out=tuple(outside),
        ),
    )
    left_out = tuple(variable.voice.text(variable.question.codes[code]) for code in outside)
    return made_of((variable,), question, lambda: derived_answers(question, (variable,), edition), left_out)


def combine(
    first: SurveyVariable, second: SurveyVariable, label: str | None, edition: Edition
) -> SurveyVariable:
    """The crossing of two variables: a group for each pair of answers; absent where one of them is."""
    for each in (first, second):
        if not kind_of(each.question).is_coded:
            raise AnalystError(
                f"combine: {each.name} ({each.label}) has not one answer of a list each; use cut or net"
            )
    _same_edition(first, second)
    derivation = Derivation("crossed_of", (first.name, second.name))
    both = Label(
        f"{first.question.label.fr} × {second.question.label.fr}",
        f"{first.question.label.en} × {second.question.label.en}",
    )
    question = Question(
        f"{first.name}_{second.name}",
        "single",
        label=label_of(label) if label else both,
        codes=crossed_labels(derivation, {each.name: each.question for each in (first, second)}),
        derivation=derivation,
    )
    return made_of((first, second), question, lambda: derived_answers(question, (first, second), edition))


def _same_edition(first: SurveyVariable, second: SurveyVariable) -> None:
    if first.edition != second.edition:
        raise AnalystError(
            f"variables of two editions: {first.edition} and {second.edition}; take both from one of them"
        )


def holds(condition: Filter) -> SurveyVariable:
    """Whether a condition holds, yes or no, of those of whom it is known."""
    voice = condition.voice
    opposite = voice.say("library.not", condition=condition.words)
    question = Question(
        f"{name_of(condition.words)[:LONGEST_NAME]}",
        "single",
        label=label_of(condition.words),
        codes={"1": label_of(condition.words), "0": label_of(opposite)},
    )

    def answers() -> Answers:
        inside, known = condition.masks()
        values = np.where(inside, 0, np.where(known, 1, -1)).astype(np.int8)
        return Answers(question, values, np.where(known, ANSWERED, NO_ANSWER).astype(np.int8))

    below = voice.survey.publication.confidential_below
    return SurveyVariable(
        question, voice, condition.edition, cache(answers), below, (*condition.made, question)
    )


def made_of(
    sources: Sequence[SurveyVariable],
    question: Question,
    answers: Callable[[], Answers],
    left_out: tuple[str, ...] = (),
) -> SurveyVariable:
    """The variable of a question that is made of others on the fly."""
    made = {each.name: each for source in sources for each in source.made_of}
    first = sources[0]
    return SurveyVariable(
        question,
        first.voice,
        first.edition,
        cache(answers),
        first.confidential_below,
        (*made.values(), question),
        left_out,
    )


def derived_answers(question: Question, sources: Sequence[SurveyVariable], edition: Edition) -> Answers:
    """The answers as survey.toml would derive them."""
    answers = {source.name: source.answers_of() for source in sources}
    log = ProblemLog(pd.array(np.arange(len(next(iter(answers.values())).status))))
    return derived(question, answers, edition, log)
