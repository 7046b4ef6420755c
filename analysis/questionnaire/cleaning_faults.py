"""Contradictions of grids, impossible answers, careless answering and privacy with the questions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from analysis.questionnaire.conditions import condition_faults, unknown
from analysis.questionnaire.kinds import kind_of, types_that
from analysis.questionnaire.records import Question
from analysis.questionnaire.surveys import Contradiction, Grid, Survey


def cleaning_faults(survey: Survey) -> Iterator[str]:
    """Every contradiction of what is looked at in the answers with the questions of the survey."""
    yield from condition_faults("cleaning.keep_if", survey.cleaning.keep_if, survey)
    for grid in survey.grids.values():
        yield from _grid_faults(grid, survey)
    for contradiction in survey.contradictions.values():
        yield from _contradiction_faults(contradiction, survey)
    yield from _quality_faults(survey)
    yield from _privacy_faults(survey)


def _grid_faults(grid: Grid, survey: Survey) -> Iterator[str]:
    place = f"grids.{grid.name}.items"
    if len(grid.items) < 2:
        yield f"{place}: expected two questions or more, found {', '.join(grid.items) or 'none'}"
    for name, times in Counter(grid.items).items():
        if times > 1:
            yield f"{place}: {name} is listed {times} times"
        if name not in survey.asked:
            yield f"{place}: {unknown(name, survey.asked)}"
        elif not kind_of(question := survey.asked[name]).is_coded:
            types = types_that(lambda kind: kind.is_coded)
            yield f"{place}: {name} is {question.type}; expected {types}"
    items = [survey.asked[name] for name in grid.items if name in survey.asked]
    for item in items[1:]:
        if _scale(item) != _scale(items[0]):
            yield f"{place}: {item.name} has other answers than {items[0].name}; a grid has one scale"


def _scale(question: Question) -> tuple[str, tuple[str, ...], tuple[tuple[str, float], ...]]:
    return question.type, tuple(question.codes), tuple(question.scores.items())


def _contradiction_faults(contradiction: Contradiction, survey: Survey) -> Iterator[str]:
    place = f"contradictions.{contradiction.name}.when"
    if not contradiction.when:
        yield f'{place}: no answers are named; expected such as {{ benevole = ["non"], frequence = ["1"] }}'
    yield from condition_faults(place, contradiction.when, survey)


def _quality_faults(survey: Survey) -> Iterator[str]:
    quality = survey.quality
    if quality.duration is not None:
        question = survey.questions.get(quality.duration)
        if question is None:
            yield f"quality.duration: {unknown(quality.duration, survey.questions)}"
        elif not kind_of(question).is_quantity:
            types = types_that(lambda kind: kind.is_quantity)
            yield f"quality.duration: {question.name} is {question.type}; expected {types}"
    yield from condition_faults("quality.completed", quality.completed, survey)
    needed = {
        "speeders": (quality.duration, "duration, the question how long answering took"),
        "straight_lining": (survey.grids, "a grid, [grids.NAME]"),
        "contradictions": (survey.contradictions, "what cannot be, [contradictions.NAME]"),
    }
    for key, (given, what) in needed.items():
        if getattr(quality, key) == "remove" and not given:
            yield f"quality.{key}: nobody can be removed without {what}"


def _privacy_faults(survey: Survey) -> Iterator[str]:
    privacy = survey.privacy
    others = {f"{name}.other": question for name, question in survey.asked.items() if question.other}
    for name, reason in privacy.keep.items():
        if name not in survey.asked and name not in others and name != survey.identifier:
            yield f"privacy.keep: {unknown(name, {**survey.asked, **others})}"
        if not reason.strip():
            yield f"privacy.keep.{name}: expected the reason why it is kept, found nothing"
    for name, times in Counter(privacy.quasi_identifiers).items():
        place = "privacy.quasi_identifiers"
        if times > 1:
            yield f"{place}: {name} is listed {times} times"
        if name not in survey.questions:
            yield f"{place}: {unknown(name, survey.questions)}"
        elif kind_of(question := survey.questions[name]).is_open:
            found = f"{name} is {question.type}, which tells everyone apart"
            yield f"{place}: {found}; name variables with codes or numbers"
