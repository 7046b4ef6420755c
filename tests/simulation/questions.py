"""The answers of every person to one question, drawn from its margins, loadings and routing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from analysis.questionnaire import Question, Survey
from tests.simulation.answers import DrawnAnswers
from tests.simulation.drawing import (
    Target,
    chances_of_one,
    chances_of_several,
    draw_one,
    draw_several,
    draw_within,
    even_numbers,
)
from tests.simulation.margins import (
    ABSENCE_CODES,
    AnswerMargin,
    Loading,
    absences_of,
    condition_of,
    shares_of,
)
from tests.simulation.structures import SimulatedEdition


@dataclass(frozen=True)
class Model:
    """All that decides how an edition is drawn; `asked` are the questions it puts, in its columns."""

    survey: Survey
    asked: Mapping[str, Question]
    structure: SimulatedEdition
    margins: Sequence[AnswerMargin]
    loadings: Sequence[Loading]


@dataclass
class Persons:
    """The persons who answer: their latent traits (standard normal), weights and answers so far."""

    answers: DrawnAnswers
    traits: Mapping[str, np.ndarray]
    weights: np.ndarray

    def take(self, rows: np.ndarray, weights: np.ndarray) -> Persons:
        """The persons at `rows`, with their new weights."""
        traits = {name: values[rows] for name, values in self.traits.items()}
        return Persons(self.answers.take(rows), traits, weights)


def draw_question(question: Question, persons: Persons, model: Model, rng: np.random.Generator) -> None:
    """Add the answers to `question` to those of `persons`, with who did not answer and why."""
    answers = persons.answers
    was_asked = answers.hold(question.asked_if)
    was_asked &= _passed_screening(question, answers, model)
    if shares_of(model.margins, question.name):
        answers.values[question.name] = _draw(question, was_asked, persons, model, rng)
    adjust = model.structure.adjust.get(question.name)
    if adjust:
        drawn = answers.values.get(question.name, np.full(answers.size, np.nan))
        answers.values[question.name] = adjust(drawn, answers, rng)
    if question.type == "numeric":
        answers.values[question.name] = _aside_from_missing(question, answers.values[question.name])
    absent = _absences(question, was_asked, model, rng)
    answers.absent[question.name] = absent
    answers.answered[question.name] = was_asked & (absent == "")


def _passed_screening(question: Question, answers: DrawnAnswers, model: Model) -> np.ndarray:
    """Who has not been screened out by a question before this one."""
    asked, screens = list(model.asked), model.survey.cleaning.keep_if
    before = asked[: asked.index(question.name)]
    return answers.hold({name: codes for name, codes in screens.items() if name in before})


def _absences(
    question: Question, was_asked: np.ndarray, model: Model, rng: np.random.Generator
) -> np.ndarray:
    """Why each person has no answer: not_asked, no_answer, refused, dont_know; "" for those who have one."""
    stated = absences_of(model.margins, question.name)
    declared = [kind for kind in ABSENCE_CODES if kind == "no_answer" or question.missing.get(kind)]
    usual = {kind: 0.0 if question.required else getattr(model.structure.rates, kind) for kind in declared}
    rates = {kind: stated.get(kind, usual[kind]) for kind in declared}
    position = np.searchsorted(np.cumsum(list(rates.values())), rng.random(len(was_asked)), side="right")
    drawn = np.array([*rates, ""], dtype=object)[position]
    return np.where(was_asked, drawn, "not_asked").astype(object)


def _draw(
    question: Question, was_asked: np.ndarray, persons: Persons, model: Model, rng: np.random.Generator
) -> np.ndarray:
    if question.type == "multiple":
        return _draw_ticks(question, was_asked, persons, model, rng)
    codes = codes_of(question, model.margins)
    targets = targets_of(question, was_asked, persons.answers, model.margins)
    chances = chances_of_one(_tilt(question, codes, persons, model), targets, persons.weights)
    positions = draw_one(chances, _numbers(persons, model, rng))
    if question.type != "numeric":
        return np.array(codes, dtype=object)[positions]
    decimals = model.structure.decimals.get(question.name, 0)
    return draw_within([interval_of(code) for code in codes], positions, decimals, rng)


def _aside_from_missing(question: Question, numbers: np.ndarray) -> np.ndarray:
    """The numbers, those that the questionnaire keeps for an absence moved up by two."""
    kept = [float(code) for codes in question.missing.values() for code in codes if code.isdigit()]
    return np.where(np.isin(numbers, kept), numbers + 2, numbers)


def _draw_ticks(
    question: Question, was_asked: np.ndarray, persons: Persons, model: Model, rng: np.random.Generator
) -> np.ndarray:
    """Exclusive answers first; the others among those who gave none, who tick at least one."""
    codes = codes_of(question, model.margins)
    tilt = _tilt(question, codes, persons, model)
    targets = targets_of(question, was_asked, persons.answers, model.margins)
    alone = np.isin(codes, question.exclusive)
    exclusive = _chances_alone(tilt[:, alone], targets, alone, persons.weights)
    first = draw_one(exclusive, _numbers(persons, model, rng))
    others = first == alone.sum()
    left = [(mask & others, shares[~alone] / (1 - shares[alone].sum())) for mask, shares in targets]
    ticks = np.zeros((persons.answers.size, len(codes)), dtype=bool)
    ticks[:, alone] = first[:, None] == np.arange(alone.sum())
    chances = chances_of_several(tilt[:, ~alone], left, persons.weights)
    numbers = np.column_stack([_numbers(persons, model, rng) for _ in chances.T])
    ticks[:, ~alone] = draw_several(chances, numbers, rng) & others[:, None]
    return ticks


def _numbers(persons: Persons, model: Model, rng: np.random.Generator) -> np.ndarray:
    """A number from 0 to 1 for each person: independent, or even within what the structure names."""
    size, within = persons.answers.size, model.structure.even_within
    if not within or not all(name in persons.answers.values for name in within):
        return rng.random(size)
    ranks = [persons.answers.ranks(name) for name in reversed(within)]
    return even_numbers(np.lexsort((rng.random(size), persons.weights, *ranks)), rng)


def _chances_alone(
    tilt: np.ndarray, targets: Sequence[Target], alone: np.ndarray, weights: np.ndarray
) -> np.ndarray:
    """The chance of each exclusive answer, and last that of giving none of them."""
    with_rest = np.hstack([tilt, np.zeros((len(tilt), 1))])
    shares = [(mask, np.append(of[alone], 1 - of[alone].sum())) for mask, of in targets]
    return chances_of_one(with_rest, shares, weights)


def codes_of(question: Question, margins: Sequence[AnswerMargin]) -> list[str]:
    """The codes drawn: all answers of a multiple question, otherwise those that the margins name."""
    if question.type == "multiple":
        return list(question.codes)
    return list(shares_of(margins, question.name)[""])


def targets_of(
    question: Question, was_asked: np.ndarray, answers: DrawnAnswers, margins: Sequence[AnswerMargin]
) -> list[Target]:
    """The shares to meet in each population that the margins name and someone is in; without a name, in what
    is left."""
    codes = codes_of(question, margins)
    by_population = shares_of(margins, question.name)
    named = {name: answers.hold(condition_of(name)) for name in by_population if name}
    rest = ~np.any(list(named.values()), axis=0) if named else np.ones(answers.size, dtype=bool)
    asked_of = {population: was_asked & named.get(population, rest) for population in by_population}
    return [
        (asked_of[population], np.array([shares[code] for code in codes]))
        for population, shares in by_population.items()
        if asked_of[population].any()
    ]


def _tilt(question: Question, codes: Sequence[str], persons: Persons, model: Model) -> np.ndarray:
    """How each person leans to each code: the loadings times the traits."""
    tilt = np.zeros((persons.answers.size, len(codes)))
    for loading in model.loadings:
        if loading.question == question.name:
            trait = _trait(loading.trait, persons)
            tilt += loading.strength * np.outer(trait, _direction(question, codes, loading.code))
    return tilt


def _direction(question: Question, codes: Sequence[str], code: str) -> np.ndarray:
    """What a loading acts on: one code, every item of a multiple question, or the higher answers."""
    if code:
        return np.array([float(each == code) for each in codes])
    if question.type == "multiple":
        return np.ones(len(codes))
    scores = np.array([question.scores.get(each, float(rank)) for rank, each in enumerate(codes)])
    return (scores - scores.mean()) / (scores.std() or 1)


def _trait(name: str, persons: Persons) -> np.ndarray:
    """A latent trait, an answer question=code (centred), or a number or rank of class (standardised)."""
    if name in persons.traits:
        return persons.traits[name]
    if "=" in name:
        held = persons.answers.hold(condition_of(name)).astype(float)
        return held - held.mean()
    number = persons.answers.ranks(name)
    if np.isnan(number).all():
        return np.zeros(len(number))
    return np.nan_to_num((number - np.nanmean(number)) / np.nanstd(number))


def interval_of(code: str) -> tuple[float, float]:
    """The bounds, both included, of the interval written low:high, or of a single number."""
    low, _, high = code.partition(":")
    return float(low), float(high or low)
