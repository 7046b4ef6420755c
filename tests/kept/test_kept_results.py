"""No figure and no sentence moves unnoticed: made surveys and drawn figures come to what their files have."""

from __future__ import annotations

from itertools import zip_longest
from math import isclose

import pytest

from tests.kept import DRAWN, SURVEYS, Cells, cells_of, names, results_of

AGAIN = "`make kept` writes these files again: look at what git then shows"
Results = tuple[str, dict[str, Cells]]


@pytest.fixture(scope="module", params=(*DRAWN, *SURVEYS))
def results(request: pytest.FixtureRequest) -> Results:
    """What a survey, or what is drawn, comes to now."""
    return request.param, results_of(request.param)


def is_same(one: str | None, other: str | None) -> bool:
    """Whether two cells are the same text, or numbers that differ by what machines differ by."""
    if one == other or one is None or other is None:
        return one == other
    try:
        return isclose(float(one), float(other), rel_tol=1e-6, abs_tol=1e-9)
    except ValueError:
        return False


def moved(now: Cells, then: Cells) -> list[tuple[int, list[str], list[str]]]:
    """The lines of a table with a cell that is another: their number, and what they were and are."""
    lines = enumerate(zip_longest(now, then, fillvalue=[]))
    return [
        (line, kept, own)
        for line, (own, kept) in lines
        if not all(is_same(*cells) for cells in zip_longest(own, kept))
    ]


def test_no_cell_of_a_table_has_moved(results: Results) -> None:
    survey, tables = results
    kept = {table for name, table in names() if name == survey}
    found = {table: moved(tables.get(table, []), cells_of(survey, table)) for table in kept}
    assert {table: lines[:3] for table, lines in found.items() if lines} == {}, AGAIN


def test_every_table_has_a_file(results: Results) -> None:
    survey, tables = results
    assert {(survey, table) for table in tables} == {each for each in names() if each[0] == survey}


SAME = [
    ("a", "a", True),
    ("a", "b", False),
    ("1.5", "1.50000000001", True),
    ("1.5", "1.5001", False),
    ("0", "1e-12", True),
    ("", "0", False),
    ("12", None, False),
    ("nan", "nan", True),
]


@pytest.mark.parametrize(("one", "other", "same"), SAME)
def test_a_cell_is_the_same_where_its_text_or_its_number_is(one: str, other: str | None, same: bool) -> None:
    assert is_same(one, other) is same
