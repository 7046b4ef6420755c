"""The sensitivity of the main figures to the weighting and to respondents whose answers look careless."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from types import MappingProxyType

import numpy as np
import pandas as pd

from analysis.etl.answers_among import cleaned_among
from analysis.etl.cleaning import Cleaned
from analysis.etl.weighting import Weighted
from analysis.indicators.disclosure.flagged_variants import variants_apart
from analysis.indicators.disclosure.merging import counted_together
from analysis.indicators.estimation import estimate
from analysis.indicators.measures import measure_of
from analysis.indicators.measures.measure import counted_among_all, numbers_of
from analysis.indicators.publication import publish
from analysis.questionnaire import Edition, Indicator, Survey
from analysis.questionnaire.fixed_words import Merges
from analysis.questionnaire.kinds.answers import Answers
from analysis.results.indicator_columns import SENSITIVITY, VARIANT_FIGURES
from analysis.results.schema import SHOWN, WHOLE
from analysis.sources.received import DataError

PUBLISHED, BEFORE_WEIGHTING, WITHOUT_FLAGGED = "published", "before_weighting", "without_flagged"

Reweigh = Callable[[Cleaned], Weighted]
"""The survey's weighting done again, on other respondents."""


def sensitivity(
    weighted: Weighted,
    published: pd.DataFrame,
    survey: Survey,
    edition: Edition,
    reweigh: Reweigh,
    merges: Merges = MappingProxyType({}),
) -> pd.DataFrame:
    """The main figures of the whole sample, one row per indicator, item and variant.

    published: the edition's published indicators; merges: the groups counted with others in it. Variants: as
    published; before weighting; without those who carry each flag, and without all of them, weighted again. A
    variant that changes nothing, as no one carries the flag, is left out. `difference` is the variant's value
    less the published one. A figure that is hidden in `published` is hidden in every variant, and so is one
    of a variant that would tell, with those before it, of fewer respondents than may be published. A variant
    that cannot be weighted, as a margin lacks respondents, has no figures.
    """
    main = _main(survey)
    tables = {PUBLISHED: _whole(published, main)}
    flagged = _flagged(weighted.cleaned)
    for name, variant in _variants(weighted, flagged, reweigh):
        try:
            rows = estimate(counted_together(variant(), merges), main, edition)
        except DataError:
            tables[name] = tables[PUBLISHED].assign(**dict.fromkeys(VARIANT_FIGURES, np.nan))
        else:
            no_secrets = np.full(len(rows), "", dtype=object)
            tables[name] = _whole(publish(rows, main, no_secrets), main)
    return _compared(tables, _told_apart(weighted, main, flagged), survey.publication.confidential_below)


def _told_apart(
    weighted: Weighted, survey: Survey, flagged: Mapping[str, np.ndarray]
) -> Mapping[str, frozenset[str]]:
    """Of each indicator the variants without flagged respondents that may be shown, beside those of the
    indicators before it: of a population and one within it, the rest follows."""
    domains = counted_among_all(weighted, survey)
    found: dict[str, frozenset[str]] = {}
    bases: dict[tuple[object, ...], list[tuple[np.ndarray, frozenset[str]]]] = {}
    for name, indicator in survey.indicators.items():
        before = bases.setdefault((indicator.variable, indicator.denominator, indicator.base), [])
        in_base = _in_base(indicator, weighted.cleaned.answers) & domains[indicator.population]
        limit = survey.publication.confidential_below
        between = [
            (in_base != other, shown)
            for other, shown in before
            if not (in_base & ~other).any() or not (other & ~in_base).any()
        ]
        found[name] = variants_apart(flagged, in_base, limit, between)
        before.append((in_base, found[name]))
    return found


def _in_base(indicator: Indicator, answers: Mapping[str, Answers]) -> np.ndarray:
    """Mask (n,) of those whose answers an indicator counts, in any population."""
    measured = measure_of(indicator).measured(indicator, answers[indicator.variable])
    in_base = ~np.isnan(measured) if isinstance(measured, np.ndarray) else measured.in_base
    if indicator.denominator is not None:
        in_base = in_base & ~np.isnan(numbers_of(answers[indicator.denominator]))
    return np.asarray(in_base)


def _main(survey: Survey) -> Survey:
    """The survey with its headline indicators alone, or the first of each theme, for the whole sample."""
    chosen = [indicator for indicator in survey.indicators.values() if indicator.headline]
    if not chosen:
        first: dict[str, Indicator] = {}
        for indicator in survey.indicators.values():
            first.setdefault(indicator.theme, indicator)
        chosen = list(first.values())
    return replace(survey, indicators={each.name: replace(each, breakdowns=()) for each in chosen})


def _whole(rows: pd.DataFrame, survey: Survey) -> pd.DataFrame:
    """The figures of the whole sample by (indicator, item), NaN where hidden."""
    is_main = rows["indicator"].isin(list(survey.indicators)) & (rows["breakdown"] == WHOLE)
    figures = rows[is_main].set_index(["indicator", "item"])
    return figures[[*VARIANT_FIGURES, "status"]].astype(dict.fromkeys(VARIANT_FIGURES, float))


def _variants(
    weighted: Weighted, flagged: Mapping[str, np.ndarray], reweigh: Reweigh
) -> Iterator[tuple[str, Callable[[], Weighted]]]:
    """Each variant that changes something, by name, to be made when asked for."""
    plain = _before_weighting(weighted)
    of_some = {name: _before_weighting(each) for name, each in weighted.of_some.items()}
    parts = zip((weighted, *weighted.of_some.values()), (plain, *of_some.values()), strict=True)
    if any(not np.array_equal(each.design.weights, before.design.weights) for each, before in parts):
        yield BEFORE_WEIGHTING, lambda: replace(plain, of_some=of_some)
    for name, mask in flagged.items():
        yield name, partial(_without, mask, weighted.cleaned, reweigh)


def _flagged(cleaned: Cleaned) -> Mapping[str, np.ndarray]:
    """Variant -> mask (n,) of those whom it leaves out, for every flag that somebody carries, then all."""
    flags = {f"without_{name}": mask for name, mask in cleaned.flags.items() if mask.any()}
    return {**flags, WITHOUT_FLAGGED: np.any(list(flags.values()), axis=0)} if flags else {}


def _without(mask: np.ndarray, cleaned: Cleaned, reweigh: Reweigh) -> Weighted:
    return reweigh(cleaned_among(cleaned, ~mask))


def _before_weighting(weighted: Weighted) -> Weighted:
    """The respondents with start weights where calibration changed them, else with equal weights of those who
    count."""
    start = weighted.cleaned.sampling.weights
    before = start if weighted.design.calibration is not None else (start > 0).astype(float)
    return replace(weighted, design=weighted.design.weighted_otherwise(before))


def _compared(
    tables: dict[str, pd.DataFrame], told_apart: Mapping[str, frozenset[str]], limit: int
) -> pd.DataFrame:
    """The tables under each other, figure by figure, what must be hidden emptied.

    told_apart: of each indicator the variants without flagged respondents that may be shown.
    """
    first = tables[PUBLISHED]
    shown: dict[str, pd.DataFrame] = {}
    for name, table in tables.items():
        figures = table[list(VARIANT_FIGURES)].copy()
        is_hidden = ~first["status"].isin(SHOWN).to_numpy()
        if name not in (PUBLISHED, BEFORE_WEIGHTING):
            is_told = [name in told_apart[indicator] for indicator, _ in first.index]
            is_hidden |= ~np.array(is_told, dtype=bool)
        for other in shown.values():
            apart = np.abs(other["n"].to_numpy() - figures["n"].to_numpy())
            is_hidden |= (apart > 0) & (apart < limit)
        figures.loc[is_hidden] = np.nan
        shown[name] = figures.assign(
            difference=_difference(figures["value"], shown.get(PUBLISHED, figures)["value"])
        )
    if first.empty:
        return pd.DataFrame(columns=list(SENSITIVITY.names))
    order = list(first.index)
    rows = pd.concat(shown, names=["variant"]).reset_index()
    place = rows.set_index(["indicator", "item"]).index.map(order.index)
    ordered = rows.iloc[np.argsort(place, kind="stable")].reset_index(drop=True)
    return ordered.assign(n=ordered["n"].astype("Int64"))[list(SENSITIVITY.names)]


def _difference(value: pd.Series, published: pd.Series) -> pd.Series:
    """The variant less the published figure; 0 where they differ by no more than their computation does."""
    return (value - published).mask(np.isclose(value, published, rtol=1e-12, atol=0), 0.0)
