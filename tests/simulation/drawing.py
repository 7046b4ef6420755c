"""Chances of each answer that lean with people's traits and still meet the margins; draws from them."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from scipy.special import expit, logit, softmax

Target = tuple[np.ndarray, np.ndarray]
"""A population (a mask of persons) and the shares its answers take (one per column)."""

ROUNDS = 200
CLOSE = 1e-9
LEAST = 1e-12
GOLDEN = (5**0.5 - 1) / 2


def chances_of_one(tilt: np.ndarray, targets: Iterable[Target], weights: np.ndarray) -> np.ndarray:
    """The chance of each code for each person: softmax(tilt + offsets), offsets such that the weighted mean
    over each target's population is its shares. `tilt` is persons × codes. Populations that overlap are met
    in turn until nothing moves; the last one named is met exactly.
    """
    leaning = tilt.astype(float)
    targets = [(mask, shares / shares.sum()) for mask, shares in targets]
    for _ in range(ROUNDS):
        gaps = [_move_to_shares(leaning, mask, shares, weights) for mask, shares in targets]
        if max(gaps, default=0) < CLOSE:
            break
    return softmax(leaning, axis=1)


def _move_to_shares(leaning: np.ndarray, mask: np.ndarray, shares: np.ndarray, weights: np.ndarray) -> float:
    """Move `leaning` of the persons in `mask` one step towards `shares`; the widest gap before the step."""
    current = np.average(softmax(leaning[mask], axis=1), axis=0, weights=weights[mask])
    leaning[mask] += np.log(np.maximum(shares, LEAST) / np.maximum(current, LEAST))
    return float(np.abs(shares - current).max())


def chances_of_several(tilt: np.ndarray, targets: Iterable[Target], weights: np.ndarray) -> np.ndarray:
    """The chance of each tick before those who tick nothing try again (see draw_several).

    Offsets are such that among persons who tick at least one, the weighted share of each item is the
    target's.
    """
    leaning = tilt.astype(float)
    targets = list(targets)
    for _ in range(ROUNDS):
        gaps = [_move_to_ticks(leaning, mask, shares, weights) for mask, shares in targets]
        if max(gaps, default=0) < CLOSE:
            break
    return expit(leaning)


def _move_to_ticks(leaning: np.ndarray, mask: np.ndarray, shares: np.ndarray, weights: np.ndarray) -> float:
    chance = expit(leaning[mask])
    nothing = np.prod(1 - chance, axis=1, keepdims=True)
    current = np.average(chance / (1 - nothing), axis=0, weights=weights[mask])
    leaning[mask] += logit(np.clip(shares, LEAST, 1 - LEAST)) - logit(np.clip(current, LEAST, 1 - LEAST))
    return float(np.abs(shares - current).max())


def even_numbers(order: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Numbers from 0 to 1 for persons who stand in `order`, spread evenly among neighbours.

    Each is uniform; the shares drawn with them come closer to the chances, in every group that stands
    together, than with independent numbers (a golden-ratio sequence from a random start).
    """
    numbers = np.empty(len(order))
    numbers[order] = (rng.random() + GOLDEN * np.arange(len(order))) % 1
    return numbers


def draw_one(chances: np.ndarray, numbers: np.ndarray) -> np.ndarray:
    """The position of the code drawn for each person by a number from 0 to 1."""
    reached = np.cumsum(chances, axis=1)
    drawn = (numbers[:, None] > reached).sum(axis=1)
    return np.minimum(drawn, chances.shape[1] - 1)


def draw_several(chances: np.ndarray, numbers: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """The ticks drawn by `numbers` (both persons × items); whoever ticks nothing draws again."""
    ticks = numbers < chances
    empty = np.flatnonzero(~ticks.any(axis=1))
    while len(empty):
        ticks[empty] = rng.random((len(empty), chances.shape[1])) < chances[empty]
        empty = empty[~ticks[empty].any(axis=1)]
    return ticks


def draw_within(
    intervals: list[tuple[float, float]], positions: np.ndarray, decimals: int, rng: np.random.Generator
) -> np.ndarray:
    """A number of `decimals` places, uniform within the interval at each position, bounds included."""
    step = 10**decimals
    low, high = (np.array(bounds)[positions] for bounds in zip(*intervals, strict=True))
    return np.round((np.floor(rng.random(len(positions)) * ((high - low) * step + 1)) / step) + low, decimals)
