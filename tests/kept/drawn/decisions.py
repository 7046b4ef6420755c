"""What is hidden of surveys drawn at random that mix what a survey may have: each figure's reason."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd

from analysis.etl.cleaning import clean
from analysis.etl.edition_respondents import weighing
from analysis.indicators.published_tables import published_tables
from analysis.questionnaire import read_edition, read_survey
from analysis.sources.answers_files import read_files
from tests.conftest import EDITION, written
from tests.indicators.disclosure.drawn_cases import drawn
from tests.indicators.disclosure.mixed_surveys import mixed

NAME = "decisions"
CASES, MIXED = range(20, 26), range(11, 15)
REASONS = {"": "-", "confidential": "x", "complementary": "+"}
"""What stands for the reason of a figure: shown, of few, hidden beside one of few."""
Line = list[str]


def tables() -> dict[str, list[Line]]:
    """Of each survey, a line for each question in a breakdown: the reasons of its groups."""
    with TemporaryDirectory() as folder:
        root = Path(folder)
        cases = [line for seed in CASES for line in _of_cases(root, seed)]
        several = [line for seed in MIXED for line in _mixed(root, seed)]
    return {"cases": cases, "mixed": several}


def _of_cases(root: Path, seed: int) -> Iterator[Line]:
    survey, answers, _ = drawn(seed)
    yield from _reasons(seed, root / f"cases{seed}", survey, EDITION, answers)


def _mixed(root: Path, seed: int) -> Iterator[Line]:
    survey, edition, answers, _ = mixed(seed)
    yield from _reasons(seed, root / f"mixed{seed}", survey, edition, answers)


def _reasons(seed: int, root: Path, survey_toml: str, edition_toml: str, answers: str) -> Iterator[Line]:
    place = written(root, survey_toml, edition_toml, answers_csv=answers)
    survey = read_survey(place.survey_toml)
    edition = read_edition(place.edition_toml, survey)
    cleaned = clean(read_files(place.raw, edition.files), survey, edition)
    tables = published_tables(weighing(place.raw, survey, edition)(cleaned), survey, edition)
    rows = pd.concat([tables.indicators, tables.territories])
    for named, of in rows.groupby(["indicator", "breakdown"], sort=False):
        yield [str(seed), *map(str, named), "".join(map(REASONS.__getitem__, of["confidentiality"]))]
    facts = tables.decision.facts(tables.of.survey.publication.confidential_below, tables.of.merges)
    yield [str(seed), *(f"{name} {value}" for name, value in facts.items())]
