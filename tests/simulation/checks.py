"""Faults of margins and loadings against the questionnaire they are to fill, all in one message."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from analysis.faults import Fault
from analysis.questionnaire import Condition, Question, Survey
from tests.simulation.margins import ABSENCE_CODES, AnswerMargin, Loading, condition_of, shares_of
from tests.simulation.questions import Model, interval_of

ROUNDED = 2.0
"""How far from 100 the shares of a published column may sum: whole percentages of up to ten answers."""


class MarginError(Fault):
    """Margins, loadings or a structure that contradict the survey; the message lists every fault."""


def check_model(model: Model) -> None:
    """Raise MarginError with every fault of the model; return when there is none."""
    faults = [
        *(fault for margin in model.margins for fault in _margin_faults(margin, model.survey)),
        *(fault for question in model.survey.questions.values() for fault in _sum_faults(question, model)),
        *(fault for loading in model.loadings for fault in _loading_faults(loading, model)),
        *_gaps(model),
    ]
    if faults:
        raise MarginError(
            f"{model.survey.name}: {len(faults)} faults\n" + "\n".join(f"  - {f}" for f in faults)
        )


def _margin_faults(margin: AnswerMargin, survey: Survey) -> Iterator[str]:
    place = f"margin {margin.question} {margin.code!r}"
    question = survey.questions.get(margin.question)
    if question is None:
        yield f"{place}: no such question"
        return
    if not 0 <= margin.value <= 100:
        yield f"{place}: {margin.value:g} is no share of 0 to 100"
    if not margin.source or (margin.is_published and not margin.date):
        yield f"{place}: expected `assumption`, or a source with its date"
    if margin.code not in ABSENCE_CODES and not _is_code(margin.code, question):
        yield f"{place}: not an answer, an interval within the bounds, or one of {', '.join(ABSENCE_CODES)}"
    yield from _condition_faults(place, condition_of(margin.population), survey)


def _is_code(code: str, question: Question) -> bool:
    if question.type != "numeric":
        return code in question.codes
    try:
        low, high = interval_of(code)
    except ValueError:
        return False
    within = low >= (question.minimum or 0) and (question.maximum is None or high <= question.maximum)
    return low <= high and within


def _condition_faults(place: str, condition: Condition, survey: Survey) -> Iterator[str]:
    for name, codes in condition.items():
        known: Iterable[str] = survey.questions[name].codes if name in survey.questions else ()
        for code in codes:
            if code not in known:
                yield f"{place}: {name}={code} is no answer of the questionnaire"


def _sum_faults(question: Question, model: Model) -> Iterator[str]:
    """Single answers must sum to 100; several must sum to more, or nobody could tick one at least."""
    blocks = shares_of(model.margins, question.name)
    everyone = set(blocks.get("", {}))
    for population, shares in blocks.items():
        place = f"margins of {question.name}{f' among {population}' if population else ''}"
        total = 100 * sum(shares.values())
        if set(shares) != everyone:
            yield f"{place}: expected the same answers as for everyone"
        if question.type == "multiple" and (set(shares) != set(question.codes) or total <= 100):
            yield f"{place}: expected every answer, summing to more than 100; found {total:g}"
        if question.type != "multiple" and abs(total - 100) > ROUNDED:
            yield f"{place}: sum to {total:g}, not 100 within {ROUNDED:g} of rounding"


def _loading_faults(loading: Loading, model: Model) -> Iterator[str]:
    place, survey = f"loading {loading.question} {loading.code!r} {loading.trait}", model.survey
    question = survey.questions.get(loading.question)
    if question is None or (loading.code and loading.code not in question.codes):
        yield f"{place}: no such question or answer"
    if "=" in loading.trait:
        yield from _condition_faults(place, condition_of(loading.trait), survey)
    elif loading.trait not in model.structure.traits and loading.trait not in survey.questions:
        yield f"{place}: no such trait; traits: {', '.join(model.structure.traits)}"


def _gaps(model: Model) -> Iterator[str]:
    """Questions that nothing draws, and variables of selection without a margin for each answer."""
    for question in model.asked.values():
        drawn = question.type in ("text", "date") or question.name in model.structure.adjust
        if (
            not drawn
            and question.name not in model.survey.quality.completed
            and not shares_of(model.margins, question.name)
        ):
            yield f"{question.name}: no margin says how to draw it"
    for name in model.structure.odds:
        given = shares_of(model.margins, name).get("", {})
        if set(given) != set(model.survey.questions[name].codes):
            yield f"odds of {name}: expected a margin for each of its answers"
