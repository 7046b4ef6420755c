"""Weighted tables of w and w², from which every share and its variance follow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from analysis.statistics.arrays import FloatArray, IntArray, add_up, on_grid
from analysis.statistics.coded_answers import Items, Layer
from analysis.statistics.crossed_codes import Axis, Pack, crossed, pack_limit, packed
from analysis.statistics.design import Design
from analysis.statistics.weighting.calibration import sums_by

BLOCK = 131_072  # respondents whose cells and weights stay in the fast part of memory

LARGEST_TABLE = 20_000_000  # cells of primary units by groups by answers that are held at once


@dataclass(frozen=True, eq=False)
class Moments:
    """Sums over respondents for G groups, C columns (answers, then bases) and B bases.

    n, counted (G, C): respondents, and those of positive weight. units, strata, lonely (G, B): primary units,
    strata and strata of a single unit that have any of these. sums (H, G, C): weights by stratum. squares (G,
    C): the variance's sum of squares. crossed (G, items): the same between an answer and its base, None where
    each respondent is a unit (then it equals the answer's own). kish (G, B): sum of squared weights. started
    (G, C): sum of the weights before calibration. start, form (q, G, C): cross-products with the calibration
    columns under the start weights and in the variance. These are None without calibration.
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
    started: FloatArray | None
    start: FloatArray | None
    form: FloatArray | None


@dataclass(frozen=True, eq=False)
class CalibrationMoments:
    """What moments need of a calibration, for G groups and C columns: see started, start and form of
    Moments."""

    started: FloatArray
    start: FloatArray
    form: FloatArray

    def part(self, first: int, last: int) -> CalibrationMoments:
        """That of the groups from first to before last."""
        return CalibrationMoments(
            np.ascontiguousarray(self.started[first:last]),
            np.ascontiguousarray(self.start[:, first:last]),
            np.ascontiguousarray(self.form[:, first:last]),
        )


def moments(design: Design, layers: Sequence[Layer], items: Items) -> Iterator[Moments]:
    """The moments of all answers in all groups, layer by layer."""
    answers = list(packed(items.axes(), pack_limit(design.n)))
    limit = row_limit(design.n, len(design.spread), max(pack.size for pack in answers))
    todo = list(layers)
    while todo:
        pack, together = next_rows(todo, limit)
        yield from pack_moments(design, pack, together, answers, items)
        todo = todo[len(together) :]


def row_limit(n: int, strata: int, answers: int) -> int:
    """The most rows of crossed breakdowns whose table still fits into the fast part of memory."""
    return int(np.clip(2 * n, 4_000, 50_000) // (strata * answers))


def next_rows(layers: Sequence[Layer], limit: int) -> tuple[Pack, list[Layer]]:
    """The first layers whose crossing has at most `limit` cells, one at least, and the pack of them."""
    together = [layers[0]]
    for layer in layers[1:]:
        if np.prod([each.size + 1 for each in [*together, layer]]) > limit:
            break
        together.append(layer)
    starts = np.cumsum([0, *(layer.size for layer in together)])
    return crossed([layer.axis(int(start)) for layer, start in zip(together, starts, strict=False)]), together


def pack_moments(
    design: Design, rows: Pack, layers: Sequence[Layer], answers: Sequence[Pack], items: Items
) -> Iterator[Moments]:
    """The moments of the layers of one pack of rows."""
    H = len(design.spread)
    weights = [None, design.exact_weights, design.exact_weight_squares]
    if not design.all_positive:
        weights.append((design.weights > 0).astype(float))
    table = cell_tables(design.stratum, H, rows, answers, items, weights)
    fit = calibration_moments(design, rows, answers, items)
    last = 0
    for layer in layers:
        first, last = last, last + layer.size
        own = np.ascontiguousarray(table[:, :, first:last])
        yield layer_moments(design, layer, items, own, None if fit is None else fit.part(first, last))


def cell_tables(
    stratum: IntArray,
    strata: int,
    rows: Pack,
    answers: Sequence[Pack],
    items: Items,
    weights: Sequence[FloatArray | None],
) -> FloatArray:
    """The sums (weights, H, groups, C) of each array of weights (None: a count) by stratum (n,), group and
    column."""
    table = tables(stratum * rows.size + rows.codes, strata * rows.size, answers, items.n_columns, weights)
    table = along_rows(table, strata, rows)
    items.add_bases(table)
    return table


def layer_moments(
    design: Design,
    layer: Layer,
    items: Items,
    table: FloatArray,
    fit: CalibrationMoments | None,
) -> Moments:
    """The moments of one layer from its tables (3 or 4, H, G, C) of counts, w, w² and positive weights."""
    n, sums, squared, counted = table[0], table[1], table[2], table[-1 if len(table) > 3 else 0]
    bases = slice(items.n_items, None)
    present = counted[:, :, bases] > 0
    units = add_up(counted[:, :, bases])
    squares, crossing = add_up(design.spread[:, None, None] * squared), None
    if design.psu is not None:
        squares, crossing, units = unit_moments(design, layer, items)
    return Moments(
        n=add_up(n),
        counted=add_up(counted),
        units=units,
        strata=add_up(present.astype(float)),
        lonely=add_up((present & design.lonely[:, None, None]).astype(float)),
        sums=sums,
        squares=squares,
        crossed=crossing,
        kish=add_up(squared[:, :, bases]),
        started=None if fit is None else fit.started,
        start=None if fit is None else fit.start,
        form=None if fit is None else fit.form,
    )


def unit_moments(design: Design, layer: Layer, items: Items) -> tuple[FloatArray, FloatArray, FloatArray]:
    """(squares (G, C), crossed (G, items), units (G, B)) where primary units hold several respondents.

    Question by question, and for a part of the groups at a time where there are many units: bounded memory.
    """
    squares = np.zeros((layer.size, items.n_columns))
    crossing, units = np.zeros((layer.size, items.n_items)), np.zeros((layer.size, len(items.spans)))
    for number, (first, last) in enumerate(items.spans):
        columns = [*range(first, last), items.n_items + number]
        axes = [axis for axis in items.axes() if axis.columns.max() in columns]
        step = max(1, LARGEST_TABLE // (len(design.psu_stratum) * len(columns)))
        for start in range(0, layer.size, step):
            part = layer.part(start, min(start + step, layer.size))
            own, base, count = unit_squares(design, part, axes, columns)
            groups = slice(start, start + part.size)
            squares[groups, columns] = own
            crossing[groups, first:last] = base
            units[groups, number] = count
    return squares, crossing, units


def unit_squares(
    design: Design, layer: Layer, axes: Sequence[Axis], columns: list[int]
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """(squares (G, k + 1), crossed (G, k), units (G,)) of one question's answers and base over primary
    units."""
    assert design.psu is not None
    U, rows = len(design.psu_stratum), crossed([layer.axis(0)])
    axes = [Axis(axis.codes, np.where(axis.columns >= 0, place(axis.columns, columns), -1)) for axis in axes]
    positive = None if design.all_positive else (design.weights > 0).astype(float)
    weights = [design.exact_weights, positive]
    cells = design.psu * rows.size + rows.codes
    table = tables(cells, U * rows.size, [crossed([axis]) for axis in axes], len(columns), weights)
    totals, present = along_rows(table, U, rows)
    if len(axes) == 1:
        totals[:, :, -1] = totals[:, :, :-1].sum(axis=2)
        present[:, :, -1] = present[:, :, :-1].sum(axis=2)
    spread = design.spread[design.psu_stratum][:, None, None]
    scaled = spread * totals
    own, base = add_up(scaled * totals), add_up(scaled[:, :, :-1] * totals[:, :, -1:])
    return own, base, add_up((present[:, :, -1:] > 0).astype(float))[:, 0]


def place(columns: IntArray, among: list[int]) -> IntArray:
    """The position of each column among a question's columns, which are its answers in a row and then its
    base."""
    return np.where(columns == among[-1], len(among) - 1, columns - among[0])


def calibration_moments(
    design: Design, rows: Pack, answers: Sequence[Pack], items: Items
) -> CalibrationMoments | None:
    """Cross-products of the answers in the groups of a pack with every calibration column; None without
    calibration."""
    if design.calibration is None:
        return None
    columns = design.calibration.columns
    start, form = category_products(design, rows, answers, items)
    if columns.sizes:  # everyone is in one category of each margin
        started = start[: columns.sizes[0]].sum(axis=0)
    else:
        started = plain_tables(rows, answers, items, [design.exact_start])[0]
    numeric = [on_grid(column * design.exact_start) for column in columns.numeric.T]
    start = np.concatenate([start, plain_tables(rows, answers, items, numeric)])
    if design.psu is not None:
        return CalibrationMoments(started, start, plain_tables(rows, answers, items, unit_columns(design)))
    numeric = [on_grid(column * design.exact_squares) for column in columns.numeric.T]
    form = np.concatenate([form, plain_tables(rows, answers, items, numeric)])
    return CalibrationMoments(started, start, form)


def category_products(
    design: Design, rows: Pack, answers: Sequence[Pack], items: Items
) -> tuple[FloatArray, FloatArray]:
    """The cross-products `start` and `form` for the columns that are categories of margins, several margins
    crossed at a time."""
    empty = np.zeros((0, rows.marginal.shape[1], items.n_columns))
    start, form = [empty], [empty]
    weights = [design.exact_start, design.exact_squares][: 2 if design.psu is None else 1]
    for margins in design.margin_packs:
        cells = margins.codes.astype(np.intp) * rows.size + rows.codes
        table = tables(cells, margins.size * rows.size, answers, items.n_columns, weights)
        table = along_rows(table, margins.size, rows)
        shape = (len(weights), -1, *table.shape[2:])
        flat = margins.marginal.T @ table.reshape(len(weights), margins.size, -1)
        products = flat.reshape(shape)
        items.add_bases(products)
        start.append(products[0])
        form.append(products[-1])
    return np.concatenate(start), np.concatenate(form)


def tables(
    rows: IntArray, n_rows: int, packs: Sequence[Pack], n_columns: int, weights: Sequence[FloatArray | None]
) -> FloatArray:
    """The sums (weights, n_rows, columns) of each array of weights (None: a count) by row and column.

    rows (n,) in 0..n_rows-1. One numpy.bincount per pack and array of weights; the columns of the packs are
    their marginals.
    """
    parts = [pack_table(rows, n_rows, pack, weights) for pack in packs]
    found = np.zeros((len(weights) * n_rows, n_columns))
    for pack, part in zip(packs, parts, strict=True):
        found[:, pack.span] = part
    return found.reshape(len(weights), n_rows, n_columns)


def pack_table(rows: IntArray, n_rows: int, pack: Pack, weights: Sequence[FloatArray | None]) -> FloatArray:
    """The sums (weights · n_rows, k) of one pack, counted a block of respondents at a time."""
    size = n_rows * pack.size
    counted = np.zeros((len(weights), size))
    for start in range(0, len(rows), BLOCK):
        block = slice(start, start + BLOCK)
        cells = rows[block] * np.intp(pack.size)
        cells += pack.codes[block]
        for table, weight in zip(counted, weights, strict=True):
            table += np.bincount(cells, None if weight is None else weight[block], size)
    return np.asarray(counted.reshape(-1, pack.size) @ pack.marginal)


def along_rows(table: FloatArray, outer: int, pack: Pack) -> FloatArray:
    """The marginals (weights, outer, k, columns) of a table (weights, outer · pack.size, columns) along its
    rows."""
    m, _, columns = table.shape
    return np.asarray(pack.marginal.T @ table.reshape(m, outer, pack.size, columns))


def plain_tables(
    rows: Pack, answers: Sequence[Pack], items: Items, weights: Sequence[FloatArray]
) -> FloatArray:
    """Tables (weights, groups, C) of several weights without strata."""
    if not weights:
        return np.zeros((0, rows.marginal.shape[1], items.n_columns))
    table = along_rows(tables(rows.codes, rows.size, answers, items.n_columns, weights), 1, rows)[:, 0]
    items.add_bases(table)
    return table


def unit_columns(design: Design) -> list[FloatArray]:
    """Per calibration column, the respondents' weights times spread times the column's total in their primary
    unit."""
    assert design.psu is not None and design.calibration is not None
    totals = sums_by(design.psu, len(design.psu_stratum), design.calibration.columns, design.weights)
    scaled = totals * design.spread[design.psu_stratum][:, None]
    return [on_grid(design.weights * column[design.psu]) for column in scaled.T]
