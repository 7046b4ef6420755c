"""Tests under the design of a whole table: whether an answer depends on the group."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.statistics.arrays import BoolArray, FloatArray, IntArray
from analysis.statistics.coded_answers import Categories, check_length, checked_mask
from analysis.statistics.covariance import cell_covariance
from analysis.statistics.design import Design
from analysis.statistics.estimates.means import base_counts
from analysis.statistics.replicate_weights import replicate_sums

KNOWN = 1e-9
"""Part of the variance of simple random sampling, or of another cell, under which shares are known."""


@dataclass(frozen=True)
class Association:
    """A test of a table: F statistic with (df1, df2), p-value, respondents n, and the method.

    state "": tested; "degenerate": fewer than two rows or columns have anybody, no degrees of freedom, or a
    table that the calibration fixes (all NaN).
    """

    statistic: float
    df1: float
    df2: float
    p_value: float
    n: int
    method: str
    state: str = ""


def rao_scott(
    design: Design, rows: Categories, columns: Categories, domain: BoolArray | None = None
) -> Association:
    """Pearson's test of independence with Rao and Scott's second-order correction, as an F.

    Respondents without a row or a column are outside the domain of the test: df2 counts the primary units
    less the strata of those inside. Rows and columns without respondents are left out. With replicates the
    covariance is that of the shares in each of them.

    Rao & Scott (1984); F with Thomas & Rao (1987); R's svychisq(statistic = "F").
    """
    table = crossed(design, rows, columns, domain)
    if table is None:
        return untested("Rao-Scott F")
    inverse = np.divide(1, table.shares, out=np.zeros_like(table.shares), where=table.shares > 0)
    contrasts = interaction(table.r, table.c)
    simple = contrasts.T @ (inverse[:, None] * contrasts)
    under_design = contrasts.T @ (inverse[:, None] * table.share_covariance * inverse) @ contrasts
    effects = np.linalg.pinv(simple, hermitian=True) @ under_design
    return second_order(pearson(table), effects, table.df, table.n)


def second_order(distance: float, effects: FloatArray, df: float, n: int) -> Association:
    """Rao and Scott's F from Pearson's X² per respondent and the matrix whose eigenvalues are its design
    effects."""
    trace = float(np.trace(effects))
    if trace <= 0:
        return untested("Rao-Scott F")
    df1 = max(trace**2 / float(np.trace(effects @ effects)), 1.0)  # of one effect alone, 1 but for rounding
    return tested(distance / trace, df1, df1 * df, n, "Rao-Scott F")


def wald(
    design: Design,
    rows: Categories,
    columns: Categories,
    domain: BoolArray | None = None,
    adjusted: bool = True,
) -> Association:
    """Wald's test of independence, as an F; adjusted for the degrees of freedom by default.

    Koch, Freeman & Freeman (1975); R's svychisq(statistic = "adjWald" or "Wald"). It rejects too often when
    the primary units are few: prefer `rao_scott`.
    """
    name = "adjusted Wald" if adjusted else "Wald"
    table = crossed(design, rows, columns, domain)
    if table is None:
        return untested(name)
    off, covariance = departures(table)
    df1 = float(len(off))
    if not is_regular(covariance, table):
        return untested(name)
    statistic = float(off @ np.linalg.solve(covariance, off))
    if adjusted:
        df2 = table.df - df1 + 1
        return tested(statistic * df2 / (df1 * table.df), df1, df2, table.n, name)
    return tested(statistic / df1, df1, table.df, table.n, name)


def equality(value: FloatArray, covariance: FloatArray, df: float, n: int) -> Association:
    """Wald's test that groups have the same value, as an F adjusted for the degrees of freedom.

    value (groups,), covariance (groups, groups); df and n: of everyone compared.
    """
    name, df1 = "adjusted Wald", len(value) - 1
    if df1 < 1 or not np.isfinite(covariance).all():
        return untested(name)
    contrasts = np.eye(df1 + 1)[1:] - np.eye(df1 + 1)[0]
    spread = contrasts @ covariance @ contrasts.T
    if np.linalg.matrix_rank(spread, hermitian=True) < df1:
        return untested(name)
    off = contrasts @ value
    df2 = df - df1 + 1
    return tested(float(off @ np.linalg.solve(spread, off)) * df2 / (df1 * df), df1, df2, n, name)


def rao_scott_of_shares(
    share: FloatArray, weight: FloatArray, covariance: FloatArray, df: float, n: int
) -> Association:
    """`rao_scott` of one answer by groups that do not overlap, from the shares of the groups; without
    replicates, whose shares of cells are not linear in these.

    share (groups,): of the answer, all between 0 and 1. weight (groups,): sum of weights. covariance (groups,
    groups): of the shares. df and n: of everyone in the table. The covariance of the cells is that of the
    groups' log odds.
    """
    r = len(share)
    odds = share * (1 - share)
    if r < 2 or df < 1 or not (odds > 0).all() or not np.isfinite(covariance).all():
        return untested("Rao-Scott F")
    part = weight / weight.sum()
    together = float(part @ share)
    contrasts = np.eye(r)[:, 1:] - 1 / r
    simple = contrasts.T @ ((1 / (part * odds))[:, None] * contrasts)
    effects = np.linalg.solve(simple, contrasts.T @ (covariance / np.outer(odds, odds)) @ contrasts)
    distance = float(part @ (share - together) ** 2) / (together * (1 - together))
    return second_order(distance, effects, df, n)


@dataclass(frozen=True, eq=False)
class CrossedTable:
    """A crossed table of r rows and c columns: shares of the cells (r·c,), df and n.

    covariance: of the cells' totals, in units of the grand total squared; share_covariance: of the shares.
    """

    shares: FloatArray
    covariance: FloatArray
    share_covariance: FloatArray
    r: int
    c: int
    df: float
    n: int


def crossed(
    design: Design, rows: Categories, columns: Categories, domain: BoolArray | None
) -> CrossedTable | None:
    """The crossed table of those in the domain who have a row and a column; None when there is nothing to
    test.

    That is so with one row or column, without degrees of freedom, and where the calibration knows the shares.
    """
    check_length(rows, design.n)
    check_length(columns, design.n)
    inside = rows.in_base & columns.in_base & (design.weights > 0)
    if domain is not None:
        inside &= checked_mask(domain, design.n)
    row, r = renumbered(rows.codes, inside)
    column, c = renumbered(columns.codes, inside)
    cells = np.where(inside, row * c + column, r * c)
    n, _, df, shared = base_counts(design, (~inside).astype(np.intp), 1)
    if r < 2 or c < 2 or df[0] < 1:
        return None
    shares, covariance, of_shares = cell_shares(design, cells, r * c, shared[0])
    if np.trace(of_shares) * n[0] <= KNOWN * (shares * (1 - shares)).sum():
        return None
    return CrossedTable(shares, covariance, of_shares, r, c, float(df[0]), int(n[0]))


def cell_shares(
    design: Design, cells: IntArray, size: int, shared: float
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """The shares of cells (size,), the covariance of their totals in units of the grand total squared, and
    the covariance of the shares."""
    weights = np.bincount(cells, design.weights, size + 1)[:size]
    shares = weights / weights.sum()
    covariance = cell_covariance(design, cells, size) * shared / weights.sum() ** 2
    return shares, covariance, share_covariance(design, cells, shares, covariance, shared)


def share_covariance(
    design: Design, cells: IntArray, shares: FloatArray, covariance: FloatArray, shared: float
) -> FloatArray:
    """Covariance of the cells' shares: from their values in the replicates, or linearised from that of the
    totals."""
    if design.replicates is None:
        centring = np.eye(len(shares)) - shares[:, None]
        return np.asarray(centring @ covariance @ centring.T)
    totals = replicate_sums(design.replicates, np.ones(design.n), cells, len(shares))
    base = totals.sum(axis=1, keepdims=True)
    values = np.divide(totals, base, out=np.full(totals.shape, np.nan), where=base > 0)
    return design.replicates.covariance(values, shares) * shared


def renumbered(codes: IntArray, inside: BoolArray) -> tuple[IntArray, int]:
    """The codes without the categories that nobody inside has, and how many categories are left; 0 for those
    outside."""
    distinct, found = np.unique(codes[inside], return_inverse=True)
    kept = np.zeros(len(codes), dtype=np.intp)
    kept[inside] = found
    return kept, len(distinct)


def interaction(r: int, c: int) -> FloatArray:
    """Contrasts (r·c, (r-1)(c-1)) that are orthogonal to rows and to columns."""
    by_row = np.eye(r)[:, 1:] - 1 / r
    by_column = np.eye(c)[:, 1:] - 1 / c
    return np.asarray(np.kron(by_row, by_column), dtype=np.float64)


def pearson(table: CrossedTable) -> float:
    """Pearson's X² per respondent: squared distances from independence over the shares under independence."""
    cells = table.shares.reshape(table.r, table.c)
    expected = np.outer(cells.sum(axis=1), cells.sum(axis=0))
    return float(((cells - expected) ** 2 / expected).sum())


def departures(table: CrossedTable) -> tuple[FloatArray, FloatArray]:
    """The distances of all but the first row and column from independence, and their covariance by the delta
    method."""
    cells = table.shares.reshape(table.r, table.c)
    row, column = cells.sum(axis=1), cells.sum(axis=0)
    in_row, in_column = np.kron(np.eye(table.r), np.ones(table.c)), np.kron(np.ones(table.r), np.eye(table.c))
    slopes = np.eye(table.r * table.c) + np.outer(row, column).reshape(-1, 1)
    slopes -= np.repeat(in_row, table.c, axis=0) * np.tile(column, table.r)[:, None]
    slopes -= np.tile(in_column, (table.r, 1)) * np.repeat(row, table.c)[:, None]
    used = np.arange(table.r * table.c).reshape(table.r, table.c)[1:, 1:].ravel()
    off = (cells - np.outer(row, column)).ravel()[used]
    covariance = slopes @ table.covariance @ slopes.T
    return off, covariance[np.ix_(used, used)]


def is_regular(covariance: FloatArray, table: CrossedTable) -> bool:
    """Whether the covariance of the departures can be inverted: each of them varies, and none follows from
    the others."""
    shares = table.shares.reshape(table.r, table.c)[1:, 1:].ravel()
    variance = np.diag(covariance)
    if (variance <= KNOWN * shares * (1 - shares) / table.n).any():
        return False
    size = np.sqrt(variance)
    return bool(np.linalg.eigvalsh(covariance / np.outer(size, size)).min() > KNOWN)


def tested(statistic: float, df1: float, df2: float, n: int, method: str) -> Association:
    """The test with its p-value from the F distribution; untested without denominator degrees of freedom."""
    from scipy.special import fdtrc

    if df2 < 1:
        return untested(method)
    return Association(float(statistic), float(df1), float(df2), float(fdtrc(df1, df2, statistic)), n, method)


def untested(method: str) -> Association:
    """What is returned when there is nothing to test."""
    return Association(np.nan, np.nan, np.nan, np.nan, 0, method, "degenerate")
