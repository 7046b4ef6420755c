"""Writes docs/accuracy.md: python -m tests.reference.accuracy.

Certified values of the statistical reference datasets of NIST, values of R's survey package, and how often
intervals hold the truth over draws from a population with four designs.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from analysis.statistics import (
    Categories,
    Design,
    Margin,
    Replicates,
    correlations,
    jackknife,
    means,
    rake,
    shares,
    standard_deviations,
    variances,
)

REFERENCE = Path(__file__).parent
PAGE = REFERENCE.parents[1] / "docs" / "accuracy.md"
MOST = 15.0
"""Digits that a double holds: equal values agree in as many."""
DRAWS = 2000
LEVEL = 0.95


def digits(found: float, certified: float) -> float:
    """The digits in which a value agrees with the certified one, -log10 of the relative error."""
    error = abs(found - certified) / abs(certified)
    return MOST if error == 0 else min(MOST, -math.log10(error))


def michelson() -> np.ndarray:
    """The speed of light in 1000 km/s, 100 times, as Michelson measured it in 1879 (R's data set morley)."""
    return np.loadtxt(REFERENCE / "data" / "michelso.csv", skiprows=1)


def alternating(first: float, low: float, high: float) -> np.ndarray:
    """1001 numbers: the first, then the low and the high one in turn."""
    return np.array([first, *[low, high] * 500])


NIST: dict[str, tuple[Callable[[], np.ndarray], float, float]] = {
    "Michelso": (michelson, 299.852400000000, 0.0790105478190518),
    "NumAcc1": (lambda: np.array([10000001.0, 10000003, 10000002]), 10000002.0, 1.0),
    "NumAcc2": (lambda: alternating(1.2, 1.1, 1.3), 1.2, 0.1),
    "NumAcc3": (lambda: alternating(1000000.2, 1000000.1, 1000000.3), 1000000.2, 0.1),
    "NumAcc4": (lambda: alternating(10000000.2, 10000000.1, 10000000.3), 10000000.2, 0.1),
}
"""Name -> the numbers, the certified mean and standard deviation (itl.nist.gov/div898/strd/univ)."""


@dataclass(frozen=True)
class Certified:
    """A data set of NIST: digits in which the mean and the standard deviation agree."""

    name: str
    n: int
    mean: float
    deviation: float


def nist() -> list[Certified]:
    """Each data set, with the digits that agree."""
    found = []
    for name, (numbers, mean, deviation) in NIST.items():
        y = numbers()
        equal = Design(np.ones(len(y)))
        agreed = (
            digits(means(equal, y).value[0, 0], mean),
            digits(standard_deviations(equal, y).value[0, 0], deviation),
        )
        found.append(Certified(name, len(y), *agreed))
    return found


def beside_r() -> Iterator[tuple[str, int, float]]:
    """(what, how many values, the largest relative difference) of the figures in further.json."""
    from tests.statistics.survey_reference import design, numbers

    values = json.loads((REFERENCE / "further.json").read_text())["designs"]
    off: dict[str, list[float]] = {"variances and standard deviations": [], "correlations": []}
    for name in ("strata", "strata_psus", "raking", "raking_psus"):
        y, x = numbers("made", "y"), numbers("made", "x")
        spread = [
            part
            for each in (variances(design(name), y), standard_deviations(design(name), y))
            for part in (each.value[0, 0], each.se[0, 0])
        ]
        together = correlations(design(name), y, x)
        off["variances and standard deviations"] += relative(spread, values[name]["all"])
        off["correlations"] += relative(
            [together.value[0, 0], together.se[0, 0]], values[name]["correlation"]
        )
    off["replicates of a file, with their degrees of freedom"] = replicated()
    yield from ((what, len(each), max(each)) for what, each in off.items())


def replicated() -> list[float]:
    """The relative differences from R of a mean, its error, errors of shares and degrees of freedom, with the
    replicates of a jackknife taken as if they had come with a file."""
    from tests.statistics.survey_reference import coded, design, frame, numbers, results

    off: list[float] = []
    for name, start in (("JK1", "weights_only"), ("JKn", "strata_psus")):
        drawn, expected = jackknife(design(start)).replicates, results()["extra"]["replicates"][name]
        assert drawn is not None
        read = Replicates(drawn.weights, drawn.scale, drawn.rscales, mse=False)
        of_file = Design(frame("made").w).with_replicates(read)
        mean, share = means(of_file, numbers("made", "y")), shares(of_file, coded("made", "answer"))
        found = [mean.value[0, 0], mean.se[0, 0], *share.se[0], read.df]
        off += relative(found, [*expected["mean"], *expected["share_se"], expected["df"]])
    return off


def relative(found: list[float], expected: list[float]) -> list[float]:
    """The relative differences of values."""
    return [abs(a - b) / abs(b) for a, b in zip(found, expected, strict=True)]


@dataclass(frozen=True)
class Population:
    """20,000 made people: hours, a share, strata, clusters and a margin that goes with the hours."""

    hours: np.ndarray
    is_member: np.ndarray
    stratum: np.ndarray
    cluster: np.ndarray
    region: np.ndarray


def population(seed: int = 20) -> Population:
    """The population that samples are drawn from."""
    draw = np.random.default_rng(seed)
    cluster = np.repeat(np.arange(1000), 20)
    stratum = cluster // 250
    region = draw.integers(0, 3, 20_000)
    effect = draw.normal(0, 0.6, 1000)[cluster] + 0.4 * stratum + 0.5 * region
    hours = np.round(np.exp(effect / 2 + draw.normal(1, 0.6, 20_000)), 1)
    is_member = draw.random(20_000) < 1 / (1 + np.exp(1.2 - effect))
    return Population(hours, is_member, stratum, cluster, region)


def simple(of: Population, draw: np.random.Generator) -> tuple[np.ndarray, Design]:
    """300 drawn at random."""
    rows = draw.choice(len(of.hours), 300, replace=False)
    return rows, Design(np.full(300, len(of.hours) / 300))


def stratified(of: Population, draw: np.random.Generator) -> tuple[np.ndarray, Design]:
    """Of each stratum other fractions, so that weights differ fivefold."""
    sizes = (40, 60, 100, 200)
    rows = np.concatenate(
        [draw.choice(np.flatnonzero(of.stratum == h), n, replace=False) for h, n in enumerate(sizes)]
    )
    return rows, Design(np.repeat(5000 / np.array(sizes), sizes), strata=of.stratum[rows])


def clustered(of: Population, draw: np.random.Generator) -> tuple[np.ndarray, Design]:
    """12 clusters of each stratum, eight people of each."""
    found = [draw.choice(np.arange(h * 250, h * 250 + 250), 12, replace=False) for h in range(4)]
    clusters = np.concatenate(found)
    rows = (clusters[:, None] * 20 + draw.random((48, 20)).argsort(axis=1)[:, :8]).ravel()
    return rows, Design(np.full(384, 20_000 / 384), of.stratum[rows], of.cluster[rows])


def raked(of: Population, draw: np.random.Generator) -> tuple[np.ndarray, Design]:
    """The stratified draw, calibrated to the regions of the population."""
    rows, start = stratified(of, draw)
    wanted = np.bincount(of.region) / len(of.region)
    return rows, start.calibrated(rake(start.weights, [Margin("region", of.region[rows], "abc", wanted)]))


DESIGNS = {"simple": simple, "stratified": stratified, "clustered": clustered, "raked": raked}


def coverage(name: str, draws: int = DRAWS, seed: int = 7) -> tuple[float, float]:
    """The part of draws in which the 95 % interval of the mean, and of the share, holds the population's."""
    of, draw = population(), np.random.default_rng(seed)
    held = np.zeros(2)
    for _ in range(draws):
        rows, drawn = DESIGNS[name](of, draw)
        mean = means(drawn, of.hours[rows])
        share = shares(drawn, Categories(of.is_member[rows].astype(int), 2))
        truths = of.hours.mean(), of.is_member.mean()
        for place, (found, item) in enumerate(((mean, 0), (share, 1))):
            held[place] += found.ci_low[0, item] <= truths[place] <= found.ci_high[0, item]
    return tuple(held / draws)


def page(draws: int = DRAWS) -> str:
    """The text of docs/accuracy.md."""
    lines = [
        "# Accuracy",
        "",
        "How near the figures are to certified values, to those of another program, and to the truth.",
        "Written by `make accuracy` (`python -m tests.reference.accuracy`); run it for each release.",
        "",
        "## Certified values",
        "",
        "Digits in which the mean and the standard deviation agree with the values that NIST certifies to 15",
        "(Statistical Reference Datasets, univariate; Lew, Lottery, Mavro and PiDigits are not at hand).",
        "A double holds 15 to 16 digits; the numbers of NumAcc3 and NumAcc4 are themselves",
        "stored with 9 and 8 digits of their standard deviation.",
        "",
        "| data set | n | mean | standard deviation |",
        "| --- | --- | --- | --- |",
        *(f"| {each.name} | {each.n} | {each.mean:.1f} | {each.deviation:.1f} |" for each in nist()),
        "",
        "## R's survey package",
        "",
        "Shares, means, totals, ratios, quantiles, intervals, tests, differences, calibration and replicates",
        "are compared with R in `tests/reference/*.json`, by tests that allow a relative difference of 1e-9,",
        "and 1e-6 where R itself iterates. Of what was added last, the largest relative difference:",
        "",
        "| figures and their standard errors | values | largest difference |",
        "| --- | --- | --- |",
        *(f"| {what} | {count} | {worst:.0e} |" for what, count, worst in beside_r()),
        "",
        "## Coverage",
        "",
        f"Of {draws} samples drawn from a made population of 20,000 people by each design, the part whose",
        "95 % interval holds the population's mean of skewed hours, and its share of members (logit).",
        f"Chance alone moves these by {196 * math.sqrt(LEVEL * (1 - LEVEL) / draws):.1f} points.",
        "",
        "| design | mean | share |",
        "| --- | --- | --- |",
        *(
            f"| {name} | {100 * mean:.1f} % | {100 * share:.1f} % |"
            for name, (mean, share) in ((name, coverage(name, draws)) for name in DESIGNS)
        ),
        "",
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
