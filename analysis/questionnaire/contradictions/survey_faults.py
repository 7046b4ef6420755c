"""Contradictions between the records of a survey, each a line in one message."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from graphlib import CycleError, TopologicalSorter

from analysis.faults import listed, unknown
from analysis.questionnaire.contradictions.condition_faults import condition_faults
from analysis.questionnaire.contradictions.faults_of_designs import faults_of_designs
from analysis.questionnaire.contradictions.faults_of_models import faults_of_models
from analysis.questionnaire.contradictions.question_faults import derived_faults, question_faults
from analysis.questionnaire.contradictions.weighting_faults import design_faults, weighting_faults
from analysis.questionnaire.fixed_words import NEEDS, Condition
from analysis.questionnaire.kinds import kind_of, types_that
from analysis.questionnaire.questions import Question
from analysis.questionnaire.surveys import Grid, Indicator, Survey


def survey_faults(survey: Survey) -> list[str]:
    """Every contradiction of the survey with itself, the questions' first."""
    return [fault for contradictions in CONTRADICTIONS for fault in contradictions(survey)]


def _question_faults(survey: Survey) -> Iterator[str]:
    for question in survey.asked.values():
        yield from question_faults(question, survey)
    for question in survey.derived.values():
        yield from derived_faults(question, survey)


def _counted_with_faults(survey: Survey) -> Iterator[str]:
    """Whether an answer is counted with another that there is, and that is not counted elsewhere itself."""
    for question in survey.questions.values():
        kind = "derived" if question.derivation else "questions"
        if question.counted_with and not kind_of(question).is_coded:
            yield f"{kind}.{question.name}.codes: only answers that exclude each other have `with`"
        for code, other in question.counted_with.items():
            place = f"{kind}.{question.name}.codes.{code}.with"
            if other not in question.codes:
                yield f"{place}: {other!r} is not an answer; answers: {listed(question.codes)}"
            elif other == code or other in question.counted_with:
                yield f"{place}: {other!r} is itself counted with another; name one that is not"


def conditions_of(survey: Survey) -> Iterator[tuple[str, Condition]]:
    """Every condition of the survey with its place."""
    for name, question in survey.asked.items():
        yield f"questions.{name}.asked_if", question.asked_if
    yield "cleaning.keep_if", survey.cleaning.keep_if
    for name, contradiction in survey.contradictions.items():
        yield f"contradictions.{name}.when", contradiction.when
    yield "quality.completed", survey.quality.completed
    for name, population in survey.populations.items():
        yield f"populations.{name}.among", population.among
    for name, design in survey.designs.items():
        yield f"designs.{name}.among", design.among


def _condition_faults(survey: Survey) -> Iterator[str]:
    for place, condition in conditions_of(survey):
        yield from condition_faults(place, condition, survey)


def _routing_cycles(survey: Survey) -> Iterator[str]:
    """Every circle of asked_if and derivations; one is taken out before the next is looked for."""
    needs = {name: set(sources) for name, sources in survey.sources.items()}
    while True:
        try:
            TopologicalSorter(needs).prepare()
        except CycleError as error:
            circle = error.args[1]
            yield f"asked_if goes round in a circle: {' -> '.join(reversed(circle))}"
            needs = {name: sources - set(circle) for name, sources in needs.items() if name not in circle}
        else:
            return


def _indicator_faults(survey: Survey) -> Iterator[str]:
    for indicator in survey.indicators.values():
        yield from _faults_of_indicator(indicator, survey)


def _faults_of_indicator(indicator: Indicator, survey: Survey) -> Iterator[str]:
    place = f"indicators.{indicator.name}"
    if indicator.theme not in survey.themes:
        yield f"{place}.theme: no [themes.{indicator.theme}]; themes: {listed(survey.themes)}"
    if indicator.population is not None and indicator.population not in survey.populations:
        known = listed(survey.populations)
        yield f"{place}.population: no [populations.{indicator.population}]; known: {known}"
    yield from _faults_of_breakdowns(f"{place}.breakdowns", indicator.breakdowns or (), survey)
    yield from _never_by_faults(place, indicator, survey)
    question = survey.questions.get(indicator.variable)
    if question is None:
        yield f"{place}.variable: {unknown(indicator.variable, survey.questions)}"
        return
    if question.name in (indicator.breakdowns or ()) and not kind_of(question).takes_several:
        yield f"{place}.breakdowns: {question.name} by itself says nothing; only a multiple question may be"
    yield from _statistic_faults(place, indicator, question)
    yield from _answer_faults(place, indicator, question)
    yield from _denominator_faults(place, indicator, survey)
    yield from _order_faults(place, indicator)


def _never_by_faults(place: str, indicator: Indicator, survey: Survey) -> Iterator[str]:
    """A breakdown that an indicator does not have cannot be kept from its findings."""
    chosen = survey.breakdowns if indicator.breakdowns is None else indicator.breakdowns
    known = dict.fromkeys((*chosen, *survey.territories))
    for name, times in Counter(indicator.never_by).items():
        if times > 1:
            yield f"{place}.never_by: {name} is listed {times} times"
        if name not in survey.questions:
            yield f"{place}.never_by: {unknown(name, survey.questions)}"
        elif name not in known:
            yield f"{place}.never_by: {name} is not one of its breakdowns: {listed(known) or 'none'}"


def _statistic_faults(place: str, indicator: Indicator, question: Question) -> Iterator[str]:
    statistic, needs = indicator.statistic, NEEDS[indicator.statistic]
    if needs.of_codes and not question.codes:
        yield f"{place}: a {statistic} needs a question with codes; {question.name} is {question.type}"
    if not needs.of_codes and not kind_of(question).has_numbers:
        way = ' (type = "scale" if its codes are in order)' if kind_of(question).is_coded else ""
        yield f"{place}: a {statistic} needs a number; {question.name} is {question.type}{way}"
    if indicator.base != "answered" and not needs.of_codes:
        yield f"{place}.base: only a share or a balance has a base to choose"
    if indicator.divide_by != 1 and needs.unit:
        yield f"{place}.divide_by: a {statistic} is in {needs.unit}; only the other statistics are divided"


def _answer_faults(place: str, indicator: Indicator, question: Question) -> Iterator[str]:
    needs = NEEDS[indicator.statistic]
    sides = {"favourable": indicator.favourable, "unfavourable": indicator.unfavourable}
    for key, codes in {"answers": indicator.answers, **sides}.items():
        for code in codes:
            if code not in question.codes:
                yield f"{place}.{key}: {code!r} is not an answer to {question.name}: {listed(question.codes)}"
    if indicator.answers and not needs.count_answers:
        yield f"{place}.answers: only a share counts answers"
    for key, codes in sides.items():
        if bool(codes) != needs.sides:
            yield f"{place}.{key}: a balance needs some answers, and only a balance"
    for code in indicator.favourable:
        if code in indicator.unfavourable:
            yield f"{place}: {code!r} is both favourable and unfavourable"


def _order_faults(place: str, indicator: Indicator) -> Iterator[str]:
    if NEEDS[indicator.statistic].has_own_order != (indicator.quantile is not None):
        yield f'{place}.quantile: the statistic "quantile" needs its order, such as 0.9, and only it'


def _denominator_faults(place: str, indicator: Indicator, survey: Survey) -> Iterator[str]:
    if NEEDS[indicator.statistic].denominator != (indicator.denominator is not None):
        yield f"{place}.denominator: a ratio needs one, and only a ratio"
    elif indicator.denominator is not None:
        denominator = survey.questions.get(indicator.denominator)
        if denominator is None or not kind_of(denominator).has_numbers:
            yield f"{place}.denominator: {indicator.denominator!r} is not a variable with numbers"


def _faults_of_breakdowns(place: str, breakdowns: tuple[str, ...], survey: Survey) -> Iterator[str]:
    for name, times in Counter(breakdowns).items():
        if times > 1:
            yield f"{place}: {name} is listed {times} times"
        question = survey.questions.get(name)
        if question is None:
            yield f"{place}: {unknown(name, survey.questions)}"
        elif not question.codes:
            yield f"{place}: {name} is {question.type} and has no codes; derive classes from it"


def _grid_faults(survey: Survey) -> Iterator[str]:
    for grid in survey.grids.values():
        yield from _faults_of_grid(grid, survey)


def _faults_of_grid(grid: Grid, survey: Survey) -> Iterator[str]:
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


def _contradiction_faults(survey: Survey) -> Iterator[str]:
    for name, contradiction in survey.contradictions.items():
        if not contradiction.when:
            yield (
                f"contradictions.{name}.when: no answers are named; expected such as "
                '{ benevole = ["non"], frequence = ["1"] }'
            )


def _quality_faults(survey: Survey) -> Iterator[str]:
    quality = survey.quality
    if quality.duration is not None:
        question = survey.questions.get(quality.duration)
        if question is None:
            yield f"quality.duration: {unknown(quality.duration, survey.questions)}"
        elif not kind_of(question).is_quantity:
            types = types_that(lambda kind: kind.is_quantity)
            yield f"quality.duration: {question.name} is {question.type}; expected {types}"
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


def _breakdown_faults(survey: Survey) -> Iterator[str]:
    yield from _faults_of_breakdowns("breakdowns", survey.breakdowns, survey)
    for name, design in survey.designs.items():
        yield from _faults_of_breakdowns(f"designs.{name}.breakdowns", design.breakdowns or (), survey)


def _territory_faults(survey: Survey) -> Iterator[str]:
    for name in survey.territories:
        if name not in survey.questions or not kind_of(survey.questions[name]).is_coded:
            yield f"territories: {name!r} is not a variable with one code per respondent"


def _composition_faults(survey: Survey) -> Iterator[str]:
    name = survey.composition
    if name is None:
        return
    if name not in survey.questions:
        yield f"composition: {unknown(name, survey.questions)}"
    elif not kind_of(survey.questions[name]).is_coded or name not in survey.breakdowns:
        yield f"composition: {name} is not one of the breakdowns with one code per respondent"


def _weighting_faults(survey: Survey) -> Iterator[str]:
    yield from weighting_faults("", survey.weighting, survey.design, survey)
    for name, design in survey.designs.items():
        yield from weighting_faults(f"designs.{name}.", design.weighting, design, survey)


CONTRADICTIONS: tuple[Callable[[Survey], Iterator[str]], ...] = (
    _question_faults,
    _counted_with_faults,
    _condition_faults,
    _routing_cycles,
    _indicator_faults,
    _breakdown_faults,
    _grid_faults,
    _contradiction_faults,
    _quality_faults,
    _privacy_faults,
    _territory_faults,
    _composition_faults,
    _weighting_faults,
    design_faults,
    faults_of_designs,
    faults_of_models,
)
"""What is looked at, in the order of the messages."""
