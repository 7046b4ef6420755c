"""Variables made on the fly: groups of answers, crossings, scores, absent answers as a group, a condition."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache

import numpy as np
import pandas as pd

from analysis.etl.clean.derived_answers import derived
from analysis.etl.clean.problems import ProblemLog
from analysis.interactive.asking.conditions import Filter
from analysis.interactive.asking.near_names import AnalystError, expected_word, name_of
from analysis.interactive.asking.variables import SurveyVariable, label_of
from analysis.questionnaire import Derivation, Edition, Label, Question
from analysis.questionnaire.completing.completed_questions import crossed_labels
from analysis.questionnaire.kinds import kind_of
from analysis.questionnaire.kinds.answers import ANSWERED, NO_ANSWER, Answers

GivenAnswers = str | int | Sequence[str | int]
"""An answer by label or code, or several."""
SCORES = {"mean": ("Moyenne : ", "Mean: "), "sum": ("Somme : ", "Sum: ")}
"""What a score is of its items, with the words its label begins with in French and English."""
ABSENT = "absent"
"""The code of who was asked and gave no answer, where they are a group."""
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


def score(
    items: Sequence[SurveyVariable],
    statistic: str,
    label: str | Label | None,
    at_least: int | None,
    turned: Sequence[str],
    edition: Edition,
) -> SurveyVariable:
    """The mean or the sum of numbers and scales, of those who answered as many items as it needs; `label` is
    its own, or in both languages that of the grid that it is a mean of."""
    _check_score(items, statistic, at_least, turned)
    names = [each.name for each in items]
    of = label if isinstance(label, Label) else None
    said = [
        first + (of.to(language) if of else ", ".join(item.question.label.to(language) for item in items))
        for first, language in zip(SCORES[statistic], ("fr", "en"), strict=True)
    ]
    question = Question(
        name_of("_".join(["score", *names]))[:LONGEST_NAME],
        "numeric",
        label=label_of(label) if isinstance(label, str) else Label(*said),
        derivation=Derivation(
            f"{statistic}_of",  # type: ignore[arg-type]
            tuple(names),
            at_least=at_least,
            reversed=tuple(turned),
        ),
    )
    return made_of(items, question, lambda: derived_answers(question, items, edition))


def _check_score(
    items: Sequence[SurveyVariable], way: str, at_least: int | None, turned: Sequence[str]
) -> None:
    """AnalystError for a score that cannot be worked out, with what was expected."""
    if way not in SCORES:
        raise expected_word("score: statistic", SCORES, way)
    if len(items) < 2:
        raise AnalystError("score: expected two items or more, or the name of a grid")
    for each in items:
        _same_edition(items[0], each)
        if not kind_of(each.question).has_numbers:
            raise AnalystError(
                f"score: {each.name} ({each.label}) has answers, not numbers; survey.toml gives a scale its "
                "scores"
            )
    if at_least is not None and not 1 <= at_least <= len(items):
        raise AnalystError(f"score: at_least: expected 1 to {len(items)}, the items; found {at_least!r}")
    names = [each.name for each in items]
    if unknown := [each for each in turned if each not in names]:
        raise expected_word("score: reversed", names, unknown[0])


def with_absent(variable: SurveyVariable, label: str | None) -> SurveyVariable:
    """The answers of a variable, and as one more those who were asked and gave none."""
    kind = kind_of(variable.question)
    if not kind.is_coded:
        raise AnalystError(
            f"with_absent: {variable.name} ({variable.label}) has not one answer of a list each; "
            "make classes or groups first, with survey.cut or survey.net"
        )
    absent = label_of(label) if label else Label("Sans réponse", "No answer")
    codes = {**variable.question.codes, ABSENT: absent}
    question = Question(
        f"{variable.name}_{ABSENT}",
        "single",
        label=variable.question.label,
        codes=codes,
        ordered=variable.question.ordered,
    )

    def answers() -> Answers:
        given = variable.answers_of()
        lacking = given.was_asked & ~given.was_answered
        values = np.where(lacking, len(codes) - 1, given.values).astype(np.int16)
        return Answers(question, values, np.where(lacking, ANSWERED, given.status).astype(np.int8))

    return made_of((variable,), question, answers)


def told_apart(variables: Sequence[SurveyVariable]) -> list[SurveyVariable]:
    """The variables, each made on the fly under a name that no other of them has: groups and scores are
    named by their parts, and two of other answers may be named alike."""
    named: dict[str, SurveyVariable] = {}
    return [_apart(variable, named) for variable in variables]


def _apart(variable: SurveyVariable, named: dict[str, SurveyVariable]) -> SurveyVariable:
    number, found = 1, variable
    while found.name in named and not _are_same(named[found.name], found):
        number += 1
        question = replace(variable.question, name=f"{variable.name}_{number}")
        found = replace(variable, question=question, made_of=(*variable.made_of[:-1], question))
    named[found.name] = found
    return found


def _are_same(one: SurveyVariable, other: SurveyVariable) -> bool:
    """Whether two variables of one name have the same answers of everyone."""
    if one is other or not (one.is_made or other.is_made):
        return True
    first, second = one.answers_of(), other.answers_of()
    return (
        first.question.codes == second.question.codes
        and np.array_equal(first.status, second.status)
        and np.array_equal(first.values, second.values, equal_nan=first.values.dtype.kind == "f")
    )


def check_sources(made: Iterable[Question]) -> None:
    """AnalystError for two variables made on the fly that are named alike and are not the same."""
    named: dict[str, tuple[object, list[str]]] = {}
    for question in made:
        told = (question.derivation, list(question.codes))
        if named.setdefault(question.name, told) != told:
            raise AnalystError(
                f"two variables that were made on the fly are both {question.name}; give the groups of one "
                "of them other names"
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
        question,
        voice,
        condition.edition,
        cache(answers),
        below,
        (*condition.made, question),
        is_condition=True,
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
