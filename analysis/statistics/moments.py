"""The sums of one breakdown by all questions from which every share and every variance follows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from analysis.statistics.arrays import FloatArray, IntArray, add_up, on_grid
from analysis.statistics.design import Design
from analysis.statistics.layers import Items, Layer
from analysis.statistics.tables import tables


@dataclass(frozen=True, eq=False)
class Moments:
    """Sums over respondents for G groups and C columns (answers, then bases).

    n (G, C): respondents; counted (G, C): those of positive weight. units, strata (G, C): primary units and
    strata with a respondent of positive weight. lonely (G, C): strata of a single unit among them. sums (H,
    G, C): weights by stratum. squares (G, C): the variance's sum of squares. crossed (G, items): the same
    between an answer and its base, None where each respondent is a unit (then it equals the answer's own).
    kish (G, C): sum of squared weights. start, form (q, G, C): cross-products with the calibration columns
    under the start weights and in the variance; None without calibration.
    """

    n: FloatArray
    counted: FloatArray
    units: FloatArray
    strata: FloatArray
    lonely: FloatArray
    sums: FloatArray
    squares: FloatArray
    crossed: FloatArray | None
    kish: FloatArray
    start: FloatArray | None
    form: FloatArray | None


def moments(design: Design, layer: Layer, items: Items) -> Moments:
    """The moments of all answers in all groups of a layer."""
    by_respondent = design.psu is None
    parts = respondent_moments(design, layer, items) if by_respondent else unit_moments(design, layer, items)
    start, form = calibration_moments(design, layer, items)
    return Moments(**parts, start=start, form=form)


def grouped(units: IntArray, layer: Layer, n_units: int) -> tuple[IntArray, int]:
    """(row of each respondent, number of rows) for units × groups; the last row stands for no group."""
    n_rows = n_units * layer.size
    return np.where(layer.codes == layer.size, n_rows, units * layer.size + layer.codes), n_rows


def respondent_moments(design: Design, layer: Layer, items: Items) -> dict[str, Any]:
    """Moments where each respondent is a primary unit: tables of 1, w and w² by stratum."""
    H = len(design.stratum_labels)
    rows, n_rows = grouped(design.stratum, layer, H)
    weights = [None, design.exact_weights, design.exact_squares, on_grid(design.weights**2), positive(design)]
    shape = (H, layer.size, items.n_columns)
    n, sums, squares, kish, counted = (t.reshape(shape) for t in tables(rows, n_rows, items, weights))
    return {
        "n": add_up(n),
        "counted": add_up(counted),
        "units": add_up(counted),
        "strata": add_up((counted > 0).astype(float)),
        "lonely": add_up(((counted > 0) & design.lonely[:, None, None]).astype(float)),
        "sums": sums,
        "squares": add_up(squares),
        "crossed": None,
        "kish": add_up(kish),
    }


def positive(design: Design) -> FloatArray:
    """1 for respondents of positive weight, 0 for the others."""
    return (design.weights > 0).astype(float)


def unit_moments(design: Design, layer: Layer, items: Items) -> dict[str, Any]:
    """Moments where primary units hold several respondents: tables by unit, squared and added up by
    stratum."""
    C, H = len(design.psu_stratum), len(design.stratum_labels)
    assert design.psu is not None
    rows, n_rows = grouped(design.psu, layer, C)
    weights = [None, design.exact_weights, on_grid(design.weights**2), positive(design)]
    shape = (C, layer.size, items.n_columns)
    n, totals, kish, counted = (t.reshape(shape) for t in tables(rows, n_rows, items, weights))
    spread = design.spread[design.psu_stratum][:, None, None]
    present = counted > 0
    by_stratum = [add_up(stack) for stack in np.split(present.astype(float), stratum_starts(design))]
    strata = np.stack(by_stratum) > 0
    return {
        "n": add_up(n),
        "counted": add_up(counted),
        "units": add_up(present.astype(float)),
        "strata": add_up(strata.astype(float)),
        "lonely": add_up((strata & design.lonely[:, None, None]).astype(float)),
        "sums": np.stack([add_up(stack) for stack in np.split(totals, stratum_starts(design))]).reshape(
            H, *shape[1:]
        ),
        "squares": add_up(spread * totals**2),
        "crossed": add_up(spread * totals[:, :, : items.n_items] * totals[:, :, items.base]),
        "kish": add_up(kish),
    }


def stratum_starts(design: Design) -> IntArray:
    """Where each stratum but the first starts among the primary units, which are ordered by stratum."""
    return np.flatnonzero(np.diff(design.psu_stratum)) + 1


def calibration_moments(
    design: Design, layer: Layer, items: Items
) -> tuple[FloatArray | None, FloatArray | None]:
    """(start, form): cross-products (q, G, C) of the answers with every calibration column."""
    if design.calibration is None:
        return None, None
    columns = design.calibration.columns
    fit, form = [], []
    for code, size in zip(columns.codes, columns.sizes, strict=True):
        rows, n_rows = grouped(code, layer, size)
        weights: list[FloatArray | None] = [design.exact_start, design.exact_squares]
        one, two = (t.reshape(size, layer.size, -1) for t in tables(rows, n_rows, items, weights))
        fit.append(one)
        form.append(two)
    for numeric in columns.numeric.T:
        weights = [on_grid(numeric * design.exact_start), on_grid(numeric * design.exact_squares)]
        one, two = tables(layer.codes, layer.size, items, weights)
        fit.append(one[None])
        form.append(two[None])
    if design.psu is not None:
        form = [tables(layer.codes, layer.size, items, [column])[0][None] for column in unit_columns(design)]
    return np.concatenate(fit), np.concatenate(form)


def unit_columns(design: Design) -> list[FloatArray]:
    """Per calibration column, the respondents' weights times spread times the column's total in their primary
    unit."""
    from analysis.statistics.residuals import sums_by

    assert design.psu is not None and design.calibration is not None
    C = len(design.psu_stratum)
    totals = sums_by(design.psu, C, design.calibration.columns, design.weights)
    scaled = totals * design.spread[design.psu_stratum][:, None]
    return [on_grid(design.weights * column[design.psu]) for column in scaled.T]
