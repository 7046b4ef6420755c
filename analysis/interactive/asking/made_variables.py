"""Variables made on the fly: classes of a number, groups of answers, the crossing of two."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from itertools import pairwise
from math import inf
from numbers import Real

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
from analysis.reporting.language.typography import Typesetter

GivenAnswers = str | int | Sequence[str | int]
"""An answer by label or code, or several."""
LONGEST_NAME = 60
"""Letters of the name of a variable that is made of groups."""


def answers_in(given: GivenAnswers) -> list[str | int]:
    """The answers given, one or several."""
    return [given] if isinstance(given, str | int) else list(given)


def cut(
    variable: SurveyVariable, bounds: float | Sequence[float], label: str | None, edition: Edition
) -> SurveyVariable:
    """The classes of a number: below the first bound, from each bound to below the next, from the last on."""
    listed = [bounds] if isinstance(bounds, int | float) else list(bounds)
    edges = [float(bound) for bound in listed if isinstance(bound, Real)]
    if not edges or len(edges) < len(listed) or sorted(set(edges)) != edges:
        raise AnalystError(f"cut: expected rising bounds such as [5, 10, 20], found {bounds!r}")
    if not kind_of(variable.question).is_quantity:
        raise AnalystError(
            f"{variable.name} ({variable.label}) has answers, not numbers; group them with survey.net"
        )
    classes = list(pairwise([-inf, *edges, inf]))
    codes = {_class_code(low, high): Label(*_class_labels(variable, low, high)) for low, high in classes}
    derivation = Derivation("classes_of", (variable.name,), bounds=dict(zip(codes, classes, strict=True)))
    question = Question(
        f"{variable.name}_{'_'.join(_plain(edge) for edge in edges)}".replace("-", "m").replace(".", "p"),
        "single",
        label=label_of(label) if label else variable.question.label,
        codes=codes,
        ordered=True,
        derivation=derivation,
    )
    return _made((variable,), question, lambda: _derived(question, (variable,), edition))


def _class_code(low: float, high: float) -> str:
    return (
        f"moins_{_plain(high)}"
        if low == -inf
        else f"{_plain(low)}_plus"
        if high == inf
        else f"{_plain(low)}_{_plain(high)}"
    )


def _plain(number: float) -> str:
    """A number as a part of a name: as it is typed, without an exponent."""
    return np.format_float_positional(number, trim="-")


def _in_words(number: float, language: str) -> str:
    """A number as a label has it, with the decimals that it was given."""
    if np.isinf(number):
        return ""
    decimals = len(_plain(number).partition(".")[2])
    return Typesetter(language).number(number, decimals).replace("\u202f", " ")


def _class_labels(variable: SurveyVariable, low: float, high: float) -> tuple[str, str]:
    """Less than 35, 35 to 64, 65 or more, with the unit; whole numbers end one below the next class."""
    unit = variable.question.unit
    whole = all(float(edge).is_integer() for edge in (low, high) if np.isfinite(edge))
    units = (unit.fr, unit.en) if unit else ("", "")
    last = high - 1 if whole else high
    french, english = ([_in_words(each, language) for each in (low, high, last)] for language in ("fr", "en"))
    if low == -inf:
        said = f"Moins de {french[1]}", f"Under {english[1]}"
    elif high == inf:
        said = f"{french[0]}{{}} ou plus", f"{english[0]}{{}} or more"
    elif whole and last == low:
        said = french[0], english[0]
    elif whole:
        said = f"{french[0]} à {french[2]}", f"{english[0]} to {english[2]}"
    else:
        said = f"{french[0]} à moins de {french[1]}", f"{english[0]} to under {english[1]}"
    fr, en = (
        text.format(f" {name}" if name else "") if "{}" in text else f"{text} {name}".strip()
        for text, name in zip(said, units, strict=True)
    )
    return fr, en


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
    return _made((variable,), question, lambda: _derived(question, (variable,), edition), left_out)


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
    return _made((first, second), question, lambda: _derived(question, (first, second), edition))


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


def _made(
    sources: Sequence[SurveyVariable],
    question: Question,
    answers: Callable[[], Answers],
    left_out: tuple[str, ...] = (),
) -> SurveyVariable:
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


def _derived(question: Question, sources: Sequence[SurveyVariable], edition: Edition) -> Answers:
    """The answers as survey.toml would derive them."""
    answers = {source.name: source.answers_of() for source in sources}
    log = ProblemLog(pd.array(np.arange(len(next(iter(answers.values())).status))))
    return derived(question, answers, edition, log)
