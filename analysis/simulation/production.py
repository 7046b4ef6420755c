"""From the definitions and margins of an edition to its file of answers, in order."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.questionnaire import Edition, Survey, read_edition, read_survey
from analysis.simulation.answers import Answers
from analysis.simulation.faults import Fault, add_faults
from analysis.simulation.files import write_file
from analysis.simulation.margins import Margin, read_loadings, read_margins, read_remarks
from analysis.simulation.questions import Model, Persons, draw_question
from analysis.simulation.structures import STRUCTURES, Structure
from analysis.simulation.table import table_of


@dataclass(frozen=True)
class Simulation:
    """A simulated edition: what people truly answered, the table as it is received, its deliberate faults."""

    survey: Survey
    edition: Edition
    margins: list[Margin]
    answers: Answers
    weights: np.ndarray
    table: pd.DataFrame
    faults: list[Fault]


def simulate(name: str, root: Path, seed: int | None = None) -> Simulation:
    """The answers of the edition `name` (survey/edition) defined under `root`/data/raw, drawn anew.

    The same definitions, margins and seed give the same answers.
    """
    survey_name, edition_name = name.split("/")
    survey = read_survey(root / "data" / "raw" / survey_name / "survey.toml")
    edition = read_edition(root / "data" / "raw" / name / "edition.toml", survey)
    structure = STRUCTURES[name]
    margins = read_margins(survey_name, edition_name)
    model = Model(survey, structure, margins, read_loadings(survey_name))
    rng = np.random.Generator(np.random.PCG64(structure.seed if seed is None else seed))
    persons = draw_persons(model, edition, rng)
    straighten_grids(persons, structure, rng)
    table = table_of(persons, edition, read_remarks(survey_name), structure, rng)
    table, faults = add_faults(table, survey, structure.rates, rng)
    return Simulation(survey, edition, margins, persons.answers, persons.weights, table, faults)


def draw_persons(model: Model, edition: Edition, rng: np.random.Generator) -> Persons:
    """The respondents: a pool drawn from the population, of which some answer, and all their answers."""
    persons = draw_pool(model, edition, rng)
    for question in model.survey.asked.values():
        if question.type not in ("text", "date"):
            draw_question(question, persons, model, rng)
        if question.name == model.structure.select_after:
            persons = select(persons, model.structure, rng)
    return persons


def draw_pool(model: Model, edition: Edition, rng: np.random.Generator) -> Persons:
    """Persons of the population, with their traits and no answer yet."""
    size = model.structure.respondents * model.structure.pool
    traits = {trait: rng.standard_normal(size) for trait in model.structure.traits}
    answers = Answers(model.survey, edition.reference_year or 0, size)
    return Persons(answers, traits, np.ones(size))


def select(persons: Persons, structure: Structure, rng: np.random.Generator) -> Persons:
    """Those who answer: some kinds of people do so more readily. Their weights undo the odds."""
    odds = np.ones(persons.answers.size)
    for name, of in structure.odds.items():
        codes = persons.answers.codes(name)
        odds *= np.array([of.get(code, 1.0) for code in codes])
    rows = rng.choice(len(odds), structure.respondents, replace=False, p=odds / odds.sum())
    weights = 1 / odds[rows]
    return persons.take(rows, weights / weights.mean())


def straighten_grids(persons: Persons, structure: Structure, rng: np.random.Generator) -> None:
    """Some people give their first answer of a grid to all its questions."""
    for first, *others in structure.grids:
        straight = rng.random(persons.answers.size) < structure.rates.straight_lining
        for other in others:
            values = persons.answers.values
            values[other] = np.where(straight, values[first], values[other])


def write_answers(simulation: Simulation, root: Path) -> Path:
    """Write the answers file of a simulated edition under `root`/data/raw; the path written."""
    folder = root / "data" / "raw" / simulation.survey.name / simulation.edition.name
    path = folder / simulation.edition.file.name
    write_file(simulation.table, simulation.survey, simulation.edition, path)
    return path


__all__ = ["Simulation", "simulate", "write_answers"]
