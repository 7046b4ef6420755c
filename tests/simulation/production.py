"""From the definitions and margins of an edition to its file of answers, in order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.questionnaire import Edition, Question, Survey, read_edition, read_survey
from analysis.runs.whole_files import write_whole
from analysis.workspace import Place
from tests.simulation.answers import DrawnAnswers
from tests.simulation.asked import questions_asked
from tests.simulation.checks import check_model
from tests.simulation.files import answers_bytes
from tests.simulation.limesurvey import is_limesurvey, limesurvey_bytes
from tests.simulation.margins import read_loadings, read_margins, read_remarks, shares_of
from tests.simulation.questions import Model, Persons, draw_question
from tests.simulation.spoiling import SpoiltCell, add_duplicates, spoil
from tests.simulation.structures import STRUCTURES
from tests.simulation.table import table_of, with_departures

RAKING_ROUNDS = 50


@dataclass(frozen=True)
class Simulation:
    """A simulated edition: what people truly answered, the table, what was spoilt, and the file's content."""

    place: Place
    edition: Edition
    model: Model
    answers: DrawnAnswers
    weights: np.ndarray
    table: pd.DataFrame
    spoilt: list[SpoiltCell]
    content: bytes

    @property
    def survey(self) -> Survey:
        """The questionnaire."""
        return self.model.survey

    @property
    def asked(self) -> Mapping[str, Question]:
        """The questions of this edition, in its columns."""
        return self.model.asked


def simulate(name: str, root: Path, seed: int | None = None) -> Simulation:
    """The answers of the edition `name` (survey/edition) defined under `root`/data/raw, drawn anew.

    The same definitions, margins and seed give the same answers.
    """
    place = Place(root, *name.split("/"))
    survey = read_survey(place.survey_toml)
    edition = read_edition(place.edition_toml, survey)
    model = model_of(name, survey, edition)
    check_model(model)
    rng = np.random.Generator(np.random.PCG64(model.structure.seed if seed is None else seed))
    persons = draw_persons(model, edition, rng)
    straighten_grids(persons, model)
    table = table_of(persons, model, edition, read_remarks(place.survey), rng)
    spoilt = spoil(table, persons.answers, model.asked, model.structure.rates, rng)
    table = with_departures(spoilt.table, spoilt.reached, model)
    table = add_duplicates(table, str(table.columns[0]), model.structure.rates, rng)
    content = _content(table, model, edition, rng)
    return Simulation(place, edition, model, persons.answers, persons.weights, table, spoilt.cells, content)


def model_of(name: str, survey: Survey, edition: Edition) -> Model:
    """All that decides how the edition `name` (survey/edition) is drawn."""
    margins = read_margins(survey.name, edition.name)
    loadings = read_loadings(survey.name)
    return Model(survey, questions_asked(survey, edition), STRUCTURES[name], margins, loadings)


def _content(table: pd.DataFrame, model: Model, edition: Edition, rng: np.random.Generator) -> bytes:
    if is_limesurvey(model.survey, edition):
        return limesurvey_bytes(table, model.asked, edition, rng)
    return answers_bytes(table, model.survey, edition, model.asked)


def draw_persons(model: Model, edition: Edition, rng: np.random.Generator) -> Persons:
    """The respondents: a pool drawn from the population, of which some answer, and all their answers."""
    persons = draw_pool(model, edition, rng)
    for question in model.asked.values():
        if question.type not in ("text", "date") and question.name not in model.survey.quality.completed:
            draw_question(question, persons, model, rng)
        if question.name == model.structure.select_after:
            persons = select(persons, model, rng)
    return persons


def draw_pool(model: Model, edition: Edition, rng: np.random.Generator) -> Persons:
    """Persons of the population, with their traits and no answer yet."""
    size = model.structure.respondents * model.structure.pool
    traits = {trait: rng.standard_normal(size) for trait in model.structure.traits}
    answers = DrawnAnswers(model.survey, edition.reference_year or 0, size)
    return Persons(answers, traits, np.ones(size))


def select(persons: Persons, model: Model, rng: np.random.Generator) -> Persons:
    """Those who answer: some kinds of people do so more readily. Their weights make up for it."""
    odds = np.ones(persons.answers.size)
    for name, of in model.structure.odds.items():
        odds *= np.array([of.get(code, 1.0) for code in persons.answers.codes(name)])
    rows = rng.choice(len(odds), model.structure.respondents, replace=False, p=odds / odds.sum())
    respondents = persons.take(rows, np.ones(len(rows)))
    return replace(respondents, weights=weights_to_margins(respondents, model))


def weights_to_margins(persons: Persons, model: Model) -> np.ndarray:
    """The weights, raked to the margins of the variables that decide who answers; their mean is 1.

    Who gave no answer to such a variable keeps the weight 1 there, as in a calibration.
    """
    weights = persons.weights.copy()
    codes = {name: persons.answers.codes(name) for name in model.structure.odds}
    for _, (name, given) in product(range(RAKING_ROUNDS), codes.items()):
        answering = weights[given != ""].sum()
        for code, share in shares_of(model.margins, name)[""].items():
            weights[given == code] *= share * answering / weights[given == code].sum()
    return weights / weights.mean()


def straighten_grids(persons: Persons, model: Model) -> None:
    """The least careful give their first answer of a grid to all its questions."""
    care, values = persons.traits[model.structure.care], persons.answers.values
    straight = care < np.quantile(care, model.structure.rates.straight_lining)
    for grid in model.survey.grids.values():
        first, *others = [item for item in grid.items if item in model.asked]
        for other in others:
            values[other] = np.where(straight, values[first], values[other])


def write_answers(simulation: Simulation) -> Path:
    """Write the answers file of a simulated edition in its folder, whole or not at all; its path."""
    path = simulation.place.raw / simulation.edition.files[0].name
    write_whole({path: simulation.content})
    return path


__all__ = ["Simulation", "simulate", "write_answers"]
