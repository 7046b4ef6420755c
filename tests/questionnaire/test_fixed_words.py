"""Words of a fixed set are types: the type checker refuses a comparison with a word that does not exist."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any, get_args

import pytest

from analysis.questionnaire import fixed_words
from analysis.questionnaire.definitions import json_schema

REPOSITORY = Path(__file__).resolve().parents[2]
COMPARED = """
from analysis.questionnaire import Question, Survey


def is_wrong(survey: Survey, question: Question) -> bool:
    return {comparison}
"""
WRONG = [
    'survey.cleaning.duplicates == "all"',
    'question.type == "essay"',
    'survey.indicators["i"].statistic == "average"',
    'survey.indicators["i"].direction == "up"',
    'survey.quality.speeders == "drop"',
    'survey.weighting.calibration == "greg"',
    'survey.publication.interval == "wald"',
    'question.derivation is not None and question.derivation.kind == "age"',
]
RIGHT = ['survey.cleaning.duplicates == "keep"', 'question.type == "scale"']


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What `make check` says of these comparisons."""
    folder = tmp_path_factory.mktemp("compared")
    for kind, comparisons in {"wrong": WRONG, "right": RIGHT}.items():
        for number, comparison in enumerate(comparisons):
            (folder / f"{kind}_{number}.py").write_text(COMPARED.format(comparison=comparison))
    command = [sys.executable, "-m", "mypy", "--config-file", str(REPOSITORY / "pyproject.toml"), str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=REPOSITORY, check=False)
    return done.stdout + done.stderr


@pytest.mark.parametrize("number", range(len(WRONG)))
def test_a_comparison_with_a_word_outside_the_set_fails_the_check(number: int, said: str) -> None:
    [line] = [line for line in said.splitlines() if f"wrong_{number}.py" in line]
    assert "Non-overlapping equality check" in line


def test_comparisons_with_words_of_the_set_pass_the_check(said: str) -> None:
    assert f"Found {len(WRONG)} errors" in said and "right_" not in said


def words_of(schema: Any) -> set[tuple[str, ...]]:
    """Every list of words in a JSON Schema."""
    if isinstance(schema, dict):
        here = {tuple(schema["enum"])} if "enum" in schema else set()
        return here.union(*map(words_of, schema.values()))
    return set().union(*map(words_of, schema)) if isinstance(schema, list) else set()


def test_every_choice_of_a_definition_is_a_type_of_fixed_words() -> None:
    types = {get_args(each) for name, each in vars(fixed_words).items() if name[0].isupper()}
    chosen = words_of(json_schema("survey")) | words_of(json_schema("edition"))
    assert chosen - types <= {(",", ".")}
    assert len(chosen & types) > 10
