"""The survey that all are timed on: 60 questions of 5 answers, 12 breakdowns of 59 groups, 13 strata."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

QUESTIONS, ANSWERS, STRATA = 60, 5, 13
BREAKDOWNS = (2, 3, 4, 5, 13, 6, 4, 5, 3, 8, 4, 2)  # groups of each, 59 in all
MARGINS = (2, 5, 8, 4, 3)  # categories of each


@dataclass(frozen=True)
class Workload:
    """Codes from 0: questions (n, 60), breakdowns (n, 12), margins (n, 5); strata, weights (n,); targets."""

    questions: NDArray[np.integer]
    breakdowns: NDArray[np.integer]
    margins: NDArray[np.integer]
    strata: NDArray[np.integer]
    weights: NDArray[np.float64]
    targets: tuple[NDArray[np.float64], ...]


def workload(n: int, seed: int = 2026) -> Workload:
    """A made survey of n respondents; the same for the same seed."""
    generator = np.random.default_rng(seed)
    trait = generator.normal(size=n)
    strata = generator.integers(0, STRATA, n)
    breakdowns = columns(generator.integers(0, groups, n) for groups in BREAKDOWNS)
    questions = columns(answers_to(generator, trait) for _ in range(QUESTIONS))
    margins = columns(generator.integers(0, k, n) for k in MARGINS)
    targets = tuple(shares / shares.sum() for shares in (1 + np.arange(k) / (2 * k) for k in MARGINS))
    return Workload(questions, breakdowns, margins, strata, generator.gamma(3, 1 / 3, n) + 0.2, targets)


def columns(codes: Iterable[NDArray[np.integer]]) -> NDArray[np.integer]:
    """Codes side by side, one byte each."""
    return np.stack([column.astype(np.int8) for column in codes], axis=1)


def answers_to(generator: np.random.Generator, trait: NDArray[np.float64]) -> NDArray[np.integer]:
    """Five answers whose shares follow the trait."""
    latent = trait * generator.uniform(0, 0.8) + generator.normal(size=len(trait))
    return np.searchsorted([-1.2, -0.3, 0.4, 1.3], latent)
