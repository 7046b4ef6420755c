"""The differences that a table is asked for, and the tests of its whole breakdowns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from analysis.indicators.compare.compared_figures import (
    Compared,
    Rows,
    difference_rows,
    factors_of,
    figures_by_table,
    named_rows,
    side_by_side,
    sides_of,
)
from analysis.indicators.compare.group_differences import (
    BreakdownDifferences,
    Ways,
    breakdown_differences,
    pair_rows,
    rest_rows,
)
from analysis.indicators.compare.whole_tables import table_rows
from analysis.indicators.measures import measure_of
from analysis.indicators.measures.measure import as_classes, by_design, domains_of
from analysis.interactive.asking.near_names import AnalystError
from analysis.interactive.figures.asked_figures import place_of
from analysis.interactive.figures.computed import Computed
from analysis.results.schema import SMALLEST_GROUP, WHOLE
from analysis.statistics import differences
from analysis.statistics.arrays import one_thread
from analysis.statistics.inference.p_value_corrections import CORRECTIONS, within_families

KEPT = (
    "indicator",
    "item",
    "breakdown",
    "group",
    "against_group",
    "difference",
    "se",
    "df",
    "ci_low",
    "ci_high",
)
TESTED = (*KEPT, "test", "test_statistic", "p_value", "status")
TABLES = (
    "indicator",
    "item",
    "breakdown",
    "test",
    "test_statistic",
    "df_numerator",
    "df",
    "p_value",
    "status",
)

TURNED = {
    "difference": "difference",
    "ci_low": "ci_high",
    "ci_high": "ci_low",
    "test_statistic": "test_statistic",
}
"""Columns of a difference that is taken the other way round -> the column they are the negative of."""

Against = Mapping[str, str]
"""By variable: "pairs", "rest", "whole", or the code of the group that the others are compared with."""
GroupsOfDesigns = Sequence[tuple[Compared, Sequence[BreakdownDifferences]]]
"""The figures under each design, and the differences between the groups of each of their breakdowns."""


def compared_groups(computed: Computed, ways: Ways) -> GroupsOfDesigns:
    """The differences between the groups of a table, computed once for all that is told of them."""
    survey = computed.survey
    rows = computed.rows.assign(status=_stands(computed)) if computed.is_explored else computed.rows
    figures = figures_by_table(rows, survey)
    with one_thread():
        compared = [
            Compared(own, of, figures, domains_of(own, of))
            for own, of in by_design(computed.weighted, survey)
        ]
        return [(each, list(breakdown_differences(each, ways))) for each in compared]


def ways_of(against: Against) -> Ways:
    """The ways of comparing that a table needs: its tests and its sentence rest on pairs."""
    return ("pairs", "rest") if "rest" in against.values() else ("pairs",)


def compare(
    groups: GroupsOfDesigns, computed: Computed, against: Against, correction: str, has_tests: bool
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The differences asked for, with p-values corrected over all that one answer has in a variable of the
    table; and where `has_tests` the test of each breakdown as a whole."""
    found: list[Rows] = []
    tests: list[Rows] = []
    with one_thread():
        for compared, breakdowns in groups:
            for each in breakdowns:
                if has_tests and each.pairs is not None:
                    tests += table_rows(each, compared)
                found += _chosen(each, against.get(each.breakdown, ""), compared)
    return _corrected(found, computed, correction), _tests(tests)


def _stands(computed: Computed) -> np.ndarray:
    return np.where(computed.rows["status"] == "empty", "empty", "shown").astype(object)


def _chosen(found: BreakdownDifferences, against: str, compared: Compared) -> Iterator[Rows]:
    if against == "pairs":
        yield pair_rows(_paired(found), compared.survey)
    elif against == "rest":
        if found.rest is not None:
            yield {**rest_rows(found, compared), "against_group": "rest"}
    elif against == "whole":
        for indicator in found.indicators:
            yield _with_whole(indicator.name, found.breakdown, compared)
    elif against:
        yield _with_group(pair_rows(_paired(found), compared.survey), against)


def _paired(found: BreakdownDifferences) -> BreakdownDifferences:
    if found.pairs is None:
        raise AnalystError(
            f"{found.breakdown} has too many groups to compare each with each; take against='rest', or unite "
            "groups with survey.net"
        )
    return found


def _with_group(rows: Rows, code: str) -> Rows:
    """The pairs that one group is in, the others less that one."""
    group, other = (np.asarray(rows[name]) for name in ("group", "against_group"))
    turned = group == code
    kept = turned | (other == code)
    found = {name: np.broadcast_to(np.asarray(values), len(group))[kept] for name, values in rows.items()}
    is_turned = turned[kept]
    for name, with_sign in TURNED.items():
        found[name] = np.where(is_turned, -np.asarray(rows[with_sign], dtype=float)[kept], found[name])
    found["group"] = np.where(is_turned, other[kept], group[kept])
    return {**found, "against_group": code}


def _with_whole(name: str, breakdown: str, compared: Compared) -> Rows:
    """Each group beside everyone, whom it is a part of: the error counts it once."""
    indicator = compared.survey.indicators[name]
    if measure_of(indicator).difference != "means":
        raise AnalystError(
            f"against='whole': a {indicator.statistic} is compared with another group or the rest"
        )
    found = differences(
        compared.weighted.design,
        compared.measured(indicator),
        as_classes(compared.answers(breakdown)),
        "whole",
        compared.domains[indicator.population],
        compared.survey.publication.level,
        "none",
        SMALLEST_GROUP,
    )
    own, everyone = side_by_side([compared.figures[name, breakdown]]), compared.figures[name, WHOLE]
    sides = sides_of(own, found.first, everyone, np.zeros(len(found.first), dtype=np.intp))
    sides = replace(sides, is_fixed=own.is_fixed[found.first], stand_in=own.stand_in[found.first])
    rows = difference_rows(found, sides, factors_of([indicator], compared.survey))
    names = named_rows([indicator], breakdown, "whole", [""], len(found.first), compared.survey)
    codes = np.array(list(compared.survey.questions[breakdown].codes), dtype=object)
    return {
        **rows,
        **names,
        "group": np.tile(codes, len(rows["status"]) // len(codes)),
        "against_group": WHOLE,
    }


def _corrected(parts: Sequence[Rows], computed: Computed, correction: str) -> pd.DataFrame:
    """The rows with p_adjusted; the family is the answer and the variable, over all groups of `within`."""
    if not parts:
        return pd.DataFrame(columns=[*TESTED, "p_adjusted", "within"])
    rows = pd.DataFrame({name: _joined(parts, name) for name in ("population", *TESTED)})
    populations = rows["population"].map(place_of)
    base = rows["indicator"].map(lambda name: computed.asked.lines.get(name, (name, ""))[0])
    family = pd.Series(list(zip(base, rows["item"], rows["breakdown"], strict=True)))
    codes = pd.factorize(family)[0]
    p = rows["p_value"].to_numpy(dtype=float)
    adjusted = within_families(p, codes, CORRECTIONS[correction])
    return rows[list(TESTED)].assign(p_adjusted=adjusted, within=populations)


def _joined(parts: Sequence[Rows], name: str) -> np.ndarray:
    """A column of the rows of all parts; a value that stands once holds for all rows of its part."""
    return np.concatenate([np.broadcast_to(np.asarray(part[name]), len(part["status"])) for part in parts])


def _tests(rows: list[Rows]) -> pd.DataFrame:
    return pd.DataFrame([{name: row.get(name, "") for name in TABLES} for row in rows], columns=list(TABLES))
