"""Merging, blanking and averaging, by hand and held to their promise on any answers."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.microdata.k_anonymity import (
    BLANK,
    blanked,
    class_sizes,
    key_of,
    merged_keys,
    microaggregated,
    with_rare_merged,
    with_rarest_merged,
)


def positions(*values: int) -> np.ndarray:
    return np.array(values, dtype=np.int64)


def test_a_class_is_everyone_with_the_same_values() -> None:
    sizes = class_sizes([positions(0, 0, 1, 1, -1), positions(0, 0, 0, 1, 1)])
    assert sizes.tolist() == [2, 2, 1, 1, 1]


@pytest.mark.parametrize(
    ("values", "is_ordered", "merged"),
    [
        ((0, 0, 0, 1, 2, 2, 3, 3, 3), False, [0, 1, 1, 3]),  # the rarest with the next rarest
        ((0, 0, 0, 1, 2, 2, 3, 3, 3), True, [0, 1, 1, 3]),
        ((0, 0, 1, 1, 1, 2, 3, 3, 3), True, [0, 1, 2, 2]),  # of an order, with a neighbour
        ((0, 0, 1, 1, 1, 2, 3, 3, 3), False, [0, 1, 0, 3]),
    ],
)
def test_the_rarest_category_is_merged(values: tuple[int, ...], is_ordered: bool, merged: list[int]) -> None:
    key = with_rarest_merged(key_of("q", positions(*values), 4, is_ordered))
    assert key is not None
    if (values, is_ordered) == ((0, 0, 1, 1, 1, 2, 3, 3, 3), True):
        assert len(set(key.merged[1:].tolist())) == 2  # a tie of two neighbours goes to the lower one
    else:
        assert key.merged.tolist() == merged


def test_one_category_cannot_be_merged() -> None:
    assert with_rarest_merged(key_of("q", positions(1, 1, BLANK), 3, False)) is None
    assert with_rare_merged(key_of("q", positions(1, 1, BLANK), 3, False), 3) is None


ANSWERS = st.lists(st.tuples(*(st.integers(-1, 5) for _ in range(3))), min_size=12, max_size=60)


@settings(max_examples=60, deadline=None)
@given(ANSWERS, st.integers(2, 12))
def test_everyone_is_one_of_k_or_more_afterwards(answers: list[tuple[int, ...]], k: int) -> None:
    columns = np.array(answers, dtype=np.int64).T
    keys = merged_keys([key_of(f"q{i}", column, 6, i == 0) for i, column in enumerate(columns)], k)
    found = blanked({key.name: key.released for key in keys}, k)
    assert class_sizes([*found.values()]).min() >= k
    for key in keys:
        changed = found[key.name] != key.released
        assert (found[key.name][changed] == BLANK).all()


def test_fewer_respondents_than_k_are_refused() -> None:
    with pytest.raises(ValueError, match="fewer than 5"):
        blanked({"q": positions(0, 0, 0)}, 5)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.one_of(st.just(float("nan")), st.integers(0, 9).map(float)), max_size=40), st.integers(2, 9)
)
def test_every_number_is_the_mean_of_k_or_more(values: list[float], k: int) -> None:
    numbers = np.array(values, dtype=float)
    given_numbers = np.isfinite(numbers)
    found = microaggregated(numbers, k)
    if found is None:
        assert given_numbers.sum() < k
        return
    assert (np.isfinite(found) == given_numbers).all()
    assert np.unique(found[given_numbers], return_counts=True)[1].min() >= k
    assert found[given_numbers].mean() == pytest.approx(numbers[given_numbers].mean())


def test_an_outlier_is_averaged_with_its_neighbours() -> None:
    found = microaggregated(np.array([1.0, 2, 3, 4, 5, 1000]), 3)
    assert found is not None
    assert found.tolist() == [2, 2, 2, 1009 / 3, 1009 / 3, 1009 / 3]
