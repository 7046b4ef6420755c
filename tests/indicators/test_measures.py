"""Every statistic is one measure, and nothing outside the measures branches on which one it is."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analysis.indicators.measures import MEASURES
from analysis.indicators.measures.means import MEAN
from analysis.indicators.measures.measure import RespondentsPart
from analysis.questionnaire import Indicator
from analysis.questionnaire.fixed_words import NEEDS
from analysis.results.schema import FORMS, STATISTICS
from analysis.sources.received import DataError
from analysis.statistics.partitions import groups_of, part_of

ANALYSIS = Path(__file__).resolve().parents[2] / "analysis"
REGISTRIES = {
    "exports/open_data/ddi_variables.py": "statistic -> the word that a standard has for it",
    "indicators/measures/__init__.py": "statistic -> measure",
    "questionnaire/fixed_words.py": "the words of definitions, and what a statistic needs",
    "results/schema.py": "the words of files, and what the figures of a statistic are",
}
WORDS = "reporting/language"
"""Its name and its sentence are looked up by the name of a statistic; no branch is allowed here either."""
MODULES = sorted(
    name
    for path in ANALYSIS.rglob("*.py")
    if (name := path.relative_to(ANALYSIS).as_posix()) not in REGISTRIES
    and not name.startswith("indicators/measures/")
)


def is_statistic(node: ast.AST) -> bool:
    """Whether it reads which statistic something has: row.statistic, statistic, frame["statistic"]."""
    if isinstance(node, ast.Subscript):
        return isinstance(node.slice, ast.Constant) and node.slice.value == "statistic"
    return (isinstance(node, ast.Attribute) and node.attr == "statistic") or (
        isinstance(node, ast.Name) and node.id == "statistic"
    )


def is_name(node: ast.AST | None) -> bool:
    return isinstance(node, ast.Constant) and node.value in STATISTICS


def are_names(nodes: list[ast.expr]) -> bool:
    return len(nodes) > 1 and all(map(is_name, nodes))


def branches_in(tree: ast.AST, may_look_up: bool = False) -> Iterator[int]:
    """Lines that compare or match a statistic, or list some by name; and that look something up by it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare):
            compared = [node.left, *node.comparators]
            found = any(is_statistic(part) or is_name(part) for part in compared)
        elif isinstance(node, ast.Match):
            found = is_statistic(node.subject)
        elif isinstance(node, ast.MatchValue):
            found = is_name(node.value)
        elif isinstance(node, ast.Tuple | ast.List | ast.Set):
            found = are_names(node.elts)
        elif isinstance(node, ast.Dict):
            found = not may_look_up and len(node.keys) > 1 and all(map(is_name, node.keys))
        else:
            continue
        if found:
            yield node.lineno if not isinstance(node, ast.MatchValue) else node.value.lineno


@pytest.mark.parametrize("name", MODULES)
def test_no_module_branches_on_the_name_of_a_statistic(name: str) -> None:
    tree = ast.parse((ANALYSIS / name).read_text(encoding="utf-8"))
    assert list(branches_in(tree, may_look_up=name.startswith(WORDS))) == []


@pytest.mark.parametrize(
    "source",
    [
        'row.statistic == "share"',
        "row.statistic in COMPARED",
        'frame["statistic"] == name',
        'kind != "balance"',
        'COMPARED = ("share", "mean")',
        'frame["statistic"].isin(["median", "total"])',
        '{"mean": means, "total": totals}[indicator.statistic]',
        'match row.statistic:\n    case "ratio":\n        pass',
        'match word:\n    case "ratio" | "mean":\n        pass',
    ],
)
def test_a_branch_on_the_name_of_a_statistic_is_found(source: str) -> None:
    assert list(branches_in(ast.parse(source)))


def test_each_statistic_has_a_measure_its_needs_and_a_form() -> None:
    assert set(MEASURES) == set(NEEDS) == set(FORMS) == set(STATISTICS)


@pytest.mark.parametrize("statistic", STATISTICS)
def test_figures_in_hundredths_of_the_respondents_have_a_unit_of_their_statistic(statistic: str) -> None:
    needs, form = NEEDS[statistic], FORMS[statistic]  # type: ignore[index]
    assert (form.is_share, form.is_balance) == (needs.unit == "%", needs.unit == "points")
    assert form.in_points == needs.of_codes


def test_a_statistic_that_does_not_follow_from_sums_is_refused_by_the_names_of_its_indicators() -> None:
    whole_only = replace(MEAN, of_sums=None)
    indicators = [Indicator("heures", statistic="mean"), Indicator("jours", statistic="mean")]
    part = RespondentsPart(part_of(np.ones(3)), {}, groups_of(part_of(np.ones(3)), [None]), {})
    with pytest.raises(DataError, match="indicators heures, jours: a mean does not follow from sums"):
        whole_only.sums(indicators, part)


def test_a_figure_needs_caution_from_over_16_5_percent_and_is_left_out_from_over_33_3() -> None:
    """The limits of Statistics Canada for the coefficient of variation, each still on the better side."""
    se = [16.5, 16.6, 33.3, 33.4, 0.0]
    rows = pd.DataFrame({"value": 100.0, "se": se, "ci_low": 1.0, "n": [50, 50, 50, 50, 5]})
    assert MEAN.reliability(rows).tolist() == ["shown", "caution", "caution", "suppressed", "suppressed"]
