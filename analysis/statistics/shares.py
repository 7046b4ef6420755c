"""Shares of answers, for every answer of a question and every group at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from analysis.statistics.answers import Question
from analysis.statistics.arrays import BoolArray, FloatArray, TextArray, add_up
from analysis.statistics.design import Design
from analysis.statistics.estimates import Estimates, stacked
from analysis.statistics.intervals import share_limits
from analysis.statistics.layers import Items, Layer, check_length, items_of, layers_of
from analysis.statistics.moments import Moments, moments
from analysis.statistics.replication import replicate_shares
from analysis.statistics.states import base_states, design_effect, limited_df
from analysis.statistics.threads import one_thread
from analysis.statistics.variance import share_variance

FIXED = 1e-18  # a smaller variance from replicates is what calibrating each of them leaves open


def shares(
    design: Design,
    answers: Question,
    groups: Question | None = None,
    domain: BoolArray | None = None,
    level: float = 0.95,
    method: str = "logit",
) -> Estimates:
    """Weighted share of every answer in every group, in 0..1, with its linearised precision: Estimates
    (groups, items).

    answers: Categories (one answer each) or Ticks (several; a net is one column). groups: None, Categories,
    or Ticks (groups that may overlap). domain (n,): True for the respondents to count; the others still count
    in the variance. method: "logit", "korn-graubard", "wilson" or "linear". Edge cases are named in `state`,
    see estimates.STATES.

    Binder (1983); after calibration Deville & Särndal (1992).
    """
    check_length(answers, design.n)
    items = items_of([answers])
    layers = layers_of(groups, domain, design.n)
    return stacked(list(share_tables(design, layers, items, level, method)))


def share_tables(
    design: Design, layers: Sequence[Layer], items: Items, level: float, method: str
) -> Iterator[Estimates]:
    """The estimates (groups, items) of every layer, which all follow from its moments."""
    with one_thread():
        found = moments(design, layers, items)
        if design.replicates is None:
            yield from (layer_shares(design, each, items, None, level, method) for each in found)
        else:
            redrawn = replicate_shares(design.replicates, layers, items)
            for each, values in zip(found, redrawn, strict=True):
                yield layer_shares(design, each, items, values, level, method)


def layer_shares(
    design: Design, found: Moments, items: Items, redrawn: FloatArray | None, level: float, method: str
) -> Estimates:
    """The estimates (groups, items) of one layer; redrawn: their values (r, groups, items) in the
    replicates."""
    k, base = items.n_items, items.base
    weight = add_up(found.sums)
    p = np.divide(
        weight[:, :k], weight[:, base], out=np.full((len(weight), k), np.nan), where=weight[:, base] > 0
    )
    units, strata = found.units[:, items.question], found.strata[:, items.question]
    df = limited_df(design, np.where(found.n[:, base] > 0, units - strata, 0.0))
    state = base_states(found.n[:, base], weight[:, base], found.counted[:, base], df)
    if design.replicates is None or redrawn is None:
        variance = share_variance(design, found, items, p)
    else:
        variance = design.replicates.variance(redrawn, p)
        variance = np.where(variance > FIXED, variance, 0.0)
    variance = np.where(np.isin(state, ("", "no_df")), variance, np.nan)
    state[(variance == 0) & (p > 0) & (p < 1) & (state == "")] = "margin"
    return share_estimates(found, items, p, variance, df, state, level, method)


def share_estimates(
    found: Moments,
    items: Items,
    p: FloatArray,
    variance: FloatArray,
    df: FloatArray,
    state: TextArray,
    level: float,
    method: str,
) -> Estimates:
    """Shares with every measure of precision, from their variance."""
    k, base = items.n_items, items.base
    weight, se = add_up(found.sums)[:, base], np.sqrt(variance)
    counted = found.counted[:, base]
    low, high, used = share_limits(method, p, se, counted, df, level)
    deff, n_eff = design_effect(variance, p * (1 - p), counted, weight, found.kish[:, items.question])
    with np.errstate(divide="ignore", invalid="ignore"):
        cv = np.where(p > 0, se / p, np.nan)
    n = found.n.astype(np.intp)
    return Estimates(p, se, low, high, used, n[:, base], n[:, :k], n_eff, weight, deff, cv, df, state, level)
