"""No hidden number follows from the released rows of a question, whatever a survey mixes."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.indicators.estimation import estimate
from analysis.steps.results_files import Built
from tests.conftest import processed_under
from tests.indicators.disclosure.mixed_surveys import mixed
from tests.indicators.disclosure.pattern_attack import by_base, narrow, released_rows

SEEDS = (0, 1, 5)
MANY = range(2, 62)


def built_of(seed: int, root: Path) -> tuple[Built, Built]:
    """A drawn survey, and the same of one respondent of each way to answer."""
    survey, edition, answers, ways = mixed(seed)
    built = processed_under(root / "a", survey, answers, edition)
    return built, processed_under(root / "b", survey, ways)


@pytest.mark.parametrize("seed", [*SEEDS, *(pytest.param(seed, marks=pytest.mark.slow) for seed in MANY)])
def test_no_hidden_number_follows_from_the_rows_of_its_question(seed: int, tmp_path: Path) -> None:
    built, ways = built_of(seed, tmp_path)
    rows = released_rows(built)
    assert rows["n"].isna().any() and rows["n"].notna().any()
    assert [found for own in by_base(built, rows) for found in narrow(built, ways, own)] == []


def test_the_attack_finds_numbers_where_the_rule_alone_hides(tmp_path: Path) -> None:
    built, ways = built_of(SEEDS[0], tmp_path)
    rows = estimate(built.weighted, built.survey, built.edition)
    rows["n"] = rows["n"].where((rows["n"] == 0) | (rows["n"] >= 11))
    assert sum(len(narrow(built, ways, own)) for own in by_base(built, rows)) >= 5
