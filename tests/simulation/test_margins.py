"""Margins are whole, say where they come from, and are met."""

from __future__ import annotations

from dataclasses import replace
from math import sqrt

import numpy as np
import pytest

from analysis.etl.cleaning import Cleaned, clean
from analysis.etl.population.margins_file import read_margins
from analysis.etl.weighting import weigh
from analysis.questionnaire.kinds.conditions import answered_one_of
from analysis.sources.answers_files import read_answers
from tests.simulation.checks import MarginError, check_model
from tests.simulation.margins import ASSUMPTION, AnswerMargin, Loading, condition_of, shares_of
from tests.simulation.production import Simulation
from tests.simulation.questions import codes_of, interval_of, targets_of
from tests.simulation.structures import STRUCTURES


def test_every_margin_has_a_source_with_its_date_or_is_an_assumption(simulation: Simulation) -> None:
    for margin in simulation.model.margins:
        assert margin.source == ASSUMPTION or (margin.source and margin.date)


def test_some_margins_are_published(simulation: Simulation) -> None:
    assert sum(margin.is_published for margin in simulation.model.margins) >= 5


def test_every_question_but_dates_and_texts_can_be_drawn(simulation: Simulation) -> None:
    check_model(simulation.model)


@pytest.mark.parametrize(
    ("spoilt", "message"),
    [
        (AnswerMargin("sexe", "7", "", 5, ASSUMPTION, "", ""), "sexe '7': not an answer"),
        (AnswerMargin("inconnue", "1", "", 5, ASSUMPTION, "", ""), "no such question"),
        (AnswerMargin("role", "dirigeant", "", 5, ASSUMPTION, "", ""), "margins of role"),
        (AnswerMargin("impact", "1", "", 9, "a newspaper", "", ""), "a source with its date"),
        (AnswerMargin("impact", "1", "role=chef", 9, ASSUMPTION, "", ""), "role=chef is no answer"),
        (AnswerMargin("heures_avant", "9:1", "", 9, ASSUMPTION, "", ""), "an interval within the bounds"),
        (
            AnswerMargin("mesures", "report", "role=dirigeant", 90, ASSUMPTION, "", ""),
            "expected every answer",
        ),
    ],
)
def test_a_spoilt_margin_is_refused_by_name(crisis: Simulation, spoilt: AnswerMargin, message: str) -> None:
    model = crisis.model
    with pytest.raises(MarginError, match=message):
        check_model(replace(model, margins=[*model.margins, spoilt]))


def test_a_loading_on_an_unknown_trait_is_refused(simulation: Simulation) -> None:
    model = simulation.model
    with pytest.raises(MarginError, match="no such trait"):
        check_model(replace(model, loadings=[Loading("sexe", "", "humeur", 1.0)]))


def test_what_was_drawn_meets_every_margin(simulation: Simulation) -> None:
    """Within four standard errors. Left out: answers made to agree with others, and the question that screens
    people out, who then give no answer that would decide how readily they take part."""
    apart = {*STRUCTURES[str(simulation.place)].adjust, *simulation.survey.cleaning.keep_if}
    for question in simulation.asked.values():
        if question.name in apart:
            continue
        if not shares_of(simulation.model.margins, question.name):
            continue
        answered = simulation.answers.answered[question.name]
        for mask, shares in targets_of(question, answered, simulation.answers, simulation.model.margins):
            drawn = drawn_shares(simulation, question.name, mask)
            rounded = 1 if question.type == "multiple" else shares.sum()
            assert np.abs(drawn - shares / rounded) == pytest.approx(
                0, abs=4 * largest_error(simulation, mask, shares)
            )


def drawn_shares(simulation: Simulation, name: str, mask: np.ndarray) -> np.ndarray:
    answers, question = simulation.answers, simulation.survey.questions[name]
    if question.type == "multiple":
        held = answers.ticks(name)
    elif question.type == "numeric":
        bounds = [interval_of(code) for code in codes_of(question, simulation.model.margins)]
        number = answers.numbers(name)[:, None]
        held = (number >= [low for low, _ in bounds]) & (number <= [high for _, high in bounds])
    else:
        held = answers.codes(name)[:, None] == np.array(
            codes_of(question, simulation.model.margins), dtype=object
        )
    return np.average(held[mask], axis=0, weights=simulation.weights[mask])


def largest_error(simulation: Simulation, mask: np.ndarray, shares: np.ndarray) -> float:
    weights = simulation.weights[mask]
    return float(np.sqrt((weights**2).sum() * np.max(shares * (1 - shares))) / weights.sum())


def test_the_tracked_file_meets_every_published_figure(simulation: Simulation) -> None:
    """By the project's own road: the file read, cleaned and weighted as any other. Published figures are
    rounded to 1 point; of the many of 2024, 95 % lie within 1.96 standard errors and all within five."""
    cleaned, weights = weighed(simulation)
    published = [margin for margin in simulation.model.margins if margin.is_published]
    gaps = np.array([gap_of(margin, cleaned, weights) for margin in published])
    assert (np.abs(gaps) < 1.96).mean() >= 0.9
    assert len(gaps) < 100 or (np.abs(gaps) < 1.96).mean() >= 0.95
    assert np.abs(gaps).max() < 5, published[int(np.abs(gaps).argmax())]


def weighed(simulation: Simulation) -> tuple[Cleaned, np.ndarray]:
    place, survey, edition = simulation.place, simulation.survey, simulation.edition
    cleaned = clean(read_answers(place.raw, edition.files[0]), survey, edition)
    weighting = edition.weighting or survey.weighting
    calibrated = weighting.calibration != "none"
    margins = read_margins(place.raw / "margins.csv", survey, weighting.variables) if calibrated else None
    return cleaned, np.asarray(weigh(cleaned, margins).design.weights)


def gap_of(margin: AnswerMargin, cleaned: Cleaned, weights: np.ndarray) -> float:
    """By how many standard errors the weighted share differs from the margin; 0 where it is none of both."""
    answers = cleaned.answers[margin.question]
    base = answers.was_answered & answered_one_of(
        condition_of(margin.population), cleaned.answers, len(weights)
    )
    code = list(answers.question.codes).index(margin.code)
    held = answers.values[:, code] if answers.question.type == "multiple" else answers.values == code
    share = np.average(held[base], weights=weights[base])
    error = sqrt(share * (1 - share) * (weights[base] ** 2).sum()) / weights[base].sum()
    return float((share - margin.value / 100) / error) if error else float(share - margin.value / 100)


def test_a_population_is_written_as_conditions_joined_by_an_ampersand() -> None:
    assert condition_of("role=dirigeant & employeur=oui|non") == {
        "role": ("dirigeant",),
        "employeur": ("oui", "non"),
    }
    assert condition_of("") == {}
