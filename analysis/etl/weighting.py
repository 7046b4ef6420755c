"""The final weights of an edition: given, trimmed, calibrated, with their replicates."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

import numpy as np
import pandas as pd

from analysis.etl.clean.sampling import Sampling
from analysis.etl.cleaning import Cleaned
from analysis.etl.population.margins_file import population_of
from analysis.etl.weighting_table import (
    cut_rows,
    fit_rows,
    margin_rows,
    nonresponse_rows,
    total_rows,
    weighting_table,
)
from analysis.faults import some
from analysis.questionnaire import ReplicateWeights, SamplingDesign, Weighting
from analysis.questionnaire.kinds.answers import Answers
from analysis.questionnaire.settings import CROSSED
from analysis.sources.received import DataError
from analysis.statistics import (
    Calibration,
    CalibrationError,
    Categories,
    Design,
    Margin,
    Replicates,
    Total,
    adjust_for_nonresponse,
    bootstrap,
    calibrate,
    calibrate_households,
    crossed_margin,
    half_samples,
    jackknife,
    rake,
    trim_weights,
)
from analysis.statistics.resampling import recalibrated

METHODS = {"linear": "linear", "raking_ratio": "raking", "logit": "logit", "truncated": "truncated"}
"""Calmar's methods, as [weighting] calls them and as the statistics do."""

SCALES: Mapping[str, Callable[[int, float], float]] = {
    "bootstrap": lambda count, _: 1 / count,
    "JK1": lambda count, _: (count - 1) / count,
    "JKn": lambda *_: 1.0,
    "BRR": lambda count, _: 1 / count,
    "Fay": lambda count, rho: 1 / (count * (1 - rho) ** 2),
    "successive_difference": lambda count, _: 4 / count,
}
"""Factor of the squared deviations by type of replicates and their number, as in R's svrepdesign."""


@dataclass(frozen=True)
class Weighted:
    """The respondents kept, their sampling design with final weights, and the rows of weighting.csv.

    `weighting` has one row per measure: variable, code, measure, value, source; shares in %. Rows
    without a variable describe the weights as a whole. `of_some` has the respondents of each design of some,
    by its name, and `members` (n,) says who of those kept they are.
    """

    cleaned: Cleaned
    design: Design
    weighting: pd.DataFrame
    of_some: Mapping[str, Weighted] = field(default_factory=dict)
    members: Mapping[str, np.ndarray] = field(default_factory=dict)

    def __repr__(self) -> str:
        return f"{self.design.n} respondents with their weights, not displayed"

    def in_design(self, name: str | None) -> Weighted:
        """The respondents of one design, those of all where it has no name."""
        return self if name is None else self.of_some[name]

    def counts_in(self, name: str | None) -> np.ndarray:
        """Mask (n,) of those who have a weight over 0 in one design."""
        if name is None:
            return self.design.weights > 0
        counts = self.members[name].copy()
        counts[counts] = self.of_some[name].design.weights > 0
        return counts


def weigh(
    cleaned: Cleaned,
    margins: pd.DataFrame | None,
    design: SamplingDesign = SamplingDesign(),  # noqa: B008 - a frozen record
    weighting: Weighting = Weighting(calibration="raking"),  # noqa: B008 - a frozen record
) -> Weighted:
    """The respondents with their design: start weights, adjusted for nonresponse and trimmed where that is
    asked for, and calibrated where margins are given.

    Replicate weights are those of the file or drawn, each calibrated for itself. Raises DataError where the
    weights are all 0, the design cannot be, or the margins cannot be met.
    """
    sampling = cleaned.sampling
    if margins is not None:
        _refuse_unanswered(cleaned, margins)
    if not sampling.weights.sum() > 0:
        raise DataError("every weight is 0; expected a column with weights above 0")
    if len(cleaned.keys) < 2:
        raise DataError("one respondent is kept; estimates with their precision need two or more")
    try:
        answering = adjusted(sampling.weights, cleaned, weighting)
        start = trimmed(answering, weighting.trim)
        drawn = sampling.drawn(start, design)
        calibration = None if margins is None else calibrated(start, cleaned, margins, weighting)
        final = drawn if calibration is None else drawn.calibrated(calibration)
        final = replicated(final, sampling, design.replicates)
    except CalibrationError as error:
        raise DataError(f"margins.csv: {error}") from None
    except ValueError as error:
        raise DataError(f"sampling design: {error}") from None
    cut = nonresponse_rows(sampling.weights, answering, weighting) + cut_rows(answering, start, weighting)
    if calibration is None or margins is None:
        return Weighted(cleaned, final, weighting_table(start, cut))
    totals = total_rows(calibration, _totals(cleaned, margins))
    rows = margin_rows(calibration, margins) + totals + fit_rows(calibration) + cut
    return Weighted(cleaned, final, weighting_table(calibration.weights, rows))


def _refuse_unanswered(cleaned: Cleaned, margins: pd.DataFrame) -> None:
    """Raise DataError for margins of questions that nobody answered, and a population that is too small."""
    names = dict.fromkeys(part for name in margins["variable"] for part in str(name).split(CROSSED))
    lacking = [name for name in names if not cleaned.answers[name].was_answered.any()]
    if lacking:
        raise DataError(
            f"margins.csv: nobody has an answer to {some(lacking)}: no margin can be met. Look at not_asked, "
            "and at its column under [columns] of edition.toml; or take it out of margins.csv"
        )
    population, n = population_of(margins), len(cleaned.keys)
    if population is not None and population < n:
        raise DataError(
            f"margins.csv: the counts sum to {population:.12g}, and there are more respondents than that; "
            "expected how many of the population are in each category. Shares in % stand in the column share"
        )


def adjusted(weights: np.ndarray, cleaned: Cleaned, weighting: Weighting) -> np.ndarray:
    """The weights divided by the response rate of each respondent's class, where [weighting] says how many
    were drawn."""
    if weighting.nonresponse is None:
        return weights
    answers = cleaned.answers[weighting.nonresponse]
    codes = list(answers.question.codes)
    classes = Categories(answers.values, len(codes))
    try:
        return np.asarray(adjust_for_nonresponse(weights, classes, [weighting.drawn[code] for code in codes]))
    except ValueError as error:
        named = ", ".join(f"class {place} is {code!r}" for place, code in enumerate(codes))
        raise ValueError(f"weighting.drawn: {error} ({named})") from None


def trimmed(weights: np.ndarray, limits: tuple[float, float] | None) -> np.ndarray:
    """The weights cut to `limits`, in multiples of their mean, their sum kept; those of 0 stay 0."""
    if limits is None:
        return weights
    mean = weights[weights > 0].mean()
    return trim_weights(weights, limits[0] * mean, limits[1] * mean)


def calibrated(
    start: np.ndarray, cleaned: Cleaned, margins: pd.DataFrame, weighting: Weighting
) -> Calibration:
    """The start weights (n,) calibrated to the margins by the survey's method, one weight for a household.

    Raises CalibrationError where the margins cannot be met, or the method does not take them.
    """
    shares, totals = _margins(cleaned, margins), _totals(cleaned, margins)
    population = population_of(margins)
    homes = cleaned.sampling.households
    if homes is not None:
        method = METHODS.get(weighting.calibration, "raking")
        return calibrate_households(start, homes, shares, totals, population, method, weighting.bounds)
    if weighting.calibration != "raking":
        method = METHODS[weighting.calibration]
        return calibrate(start, shares, totals, population, method, weighting.bounds)
    if totals:
        raise CalibrationError(
            f"{some(total.name for total in totals)}: raking meets shares and counts, not totals of numbers. "
            f"Set calibration to one of {', '.join(METHODS)} under [weighting]"
        )
    return rake(start, shares, population)


def _margins(cleaned: Cleaned, margins: pd.DataFrame) -> list[Margin]:
    """The margins of categories, crossed ones among them."""
    found = []
    for name, rows in margins[margins["total"].isna()].groupby("variable", sort=False):
        shares = rows.set_index("code")["share"]
        parts = [cleaned.answers[part] for part in str(name).split(CROSSED)]
        codes = [tuple(answers.question.codes) for answers in parts]
        targets = np.array([shares[CROSSED.join(each)] for each in product(*codes)], dtype=float)
        table = (targets / targets.sum()).reshape([len(each) for each in codes])
        found.append(_crossed(str(name), parts, codes, table))
    return found


def _crossed(
    name: str, parts: Sequence[Answers], codes: Sequence[tuple[str, ...]], shares: np.ndarray
) -> Margin:
    """The margin of one question, or of several crossed one after the other."""
    margin = Margin(name, parts[0].values, codes[0], shares.sum(axis=tuple(range(1, shares.ndim))))
    for place in range(1, len(parts)):
        rest = tuple(range(place + 1, shares.ndim))
        table = shares.sum(axis=rest).reshape(len(margin.categories), len(codes[place]))
        second = Margin(name, parts[place].values, codes[place], table.sum(axis=0))
        margin = crossed_margin(name, margin, second, table)
    labels = tuple(CROSSED.join(each) for each in product(*codes))
    return Margin(name, margin.codes, labels, margin.shares)


def _totals(cleaned: Cleaned, margins: pd.DataFrame) -> list[Total]:
    """The totals of numbers, of which every respondent has to have one."""
    rows = margins.dropna(subset="total")
    return [
        Total(str(name), cleaned.answers[str(name)].values, total)
        for name, total in zip(rows["variable"], rows["total"], strict=True)
    ]


def replicated(design: Design, sampling: Sampling, replicates: ReplicateWeights | None) -> Design:
    """The design with the replicate weights of the file, or with those that are drawn from it.

    Of a calibrated design each replicate is calibrated to the same margins.
    """
    if replicates is None:
        return design
    if sampling.replicates is None:
        return _drawn(design, replicates)
    weights = sampling.replicates
    if design.calibration is not None:
        start = sampling.weights[:, None]
        weights = recalibrated(design, np.divide(weights, start, out=np.zeros_like(weights), where=start > 0))
    count = weights.shape[1]
    scale = (
        replicates.scale if replicates.scale is not None else SCALES[replicates.type](count, replicates.rho)
    )
    return design.with_replicates(Replicates(weights, scale, replicates.rscales or None, replicates.mse))


def _drawn(design: Design, replicates: ReplicateWeights) -> Design:
    recalibrate = design.calibration is not None
    if replicates.type == "bootstrap":
        return bootstrap(design, replicates.count, replicates.seed, recalibrate)
    draw = half_samples if replicates.type == "BRR" else jackknife
    return draw(design, recalibrate=recalibrate)
