"""No hidden number follows from cases of several answers beside each other, whatever they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.indicators.estimation import estimate
from analysis.steps.results_files import Built
from tests.conftest import processed_under
from tests.indicators.disclosure.drawn_cases import drawn
from tests.indicators.disclosure.pattern_attack import narrow, released_rows

SEEDS = (6, 9, 20, *range(100, 112))


def built_of(seed: int, root: Path) -> tuple[Built, Built]:
    """A drawn survey, and the same of one respondent of each way to answer."""
    survey, answers, ways = drawn(seed)
    built, of_ways = (
        processed_under(root / name, survey, rows) for name, rows in (("a", answers), ("b", ways))
    )
    return built, of_ways


@pytest.mark.parametrize("seed", SEEDS)
def test_no_hidden_number_follows_from_cases_of_several_answers(seed: int, tmp_path: Path) -> None:
    built, ways = built_of(seed, tmp_path)
    assert narrow(built, ways, released_rows(built)) == []


def test_the_attack_finds_numbers_where_the_rule_alone_hides(tmp_path: Path) -> None:
    told = 0
    for seed in SEEDS[:6]:
        built, ways = built_of(seed, tmp_path / str(seed))
        rows = estimate(built.weighted, built.survey, built.edition)
        rows["n"] = rows["n"].where((rows["n"] == 0) | (rows["n"] >= 11))
        told += len(narrow(built, ways, rows))
    assert told >= 5
