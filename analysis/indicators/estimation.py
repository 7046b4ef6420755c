"""Every indicator for every group of every breakdown: one row each, in the order of the survey."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from analysis.etl.weighting import Weighted
from analysis.indicators.measures.balances import verdicts
from analysis.indicators.measures.measure import as_classes, counted, domains_of, numbers_of, sides_of
from analysis.questionnaire import Edition, Indicator, Label, Survey
from analysis.questionnaire.kinds import kind_of
from analysis.results.indicator_columns import INDICATORS
from analysis.results.schema import WHOLE
from analysis.statistics import Estimates, balances, banner, means, quantiles, ratios, totals

SCALED = ("value", "se", "ci_low", "ci_high")
UNSCALED = ("ci_method", "n", "n_eff", "base", "deff", "cv", "df")
PERCENT = ("share", "balance")

Domains = Mapping[str | None, np.ndarray | None]


def estimate(weighted: Weighted, survey: Survey, edition: Edition) -> pd.DataFrame:
    """Indicators, one row per indicator, item, breakdown and group; shares in %, balances in points,
    nothing hidden yet."""
    domains = domains_of(weighted, survey)
    shares = _share_tables(weighted, survey, domains)
    parts = []
    for indicator in survey.indicators.values():
        for breakdown in (WHOLE, *breakdowns_of(indicator, survey)):
            domain = domains[indicator.population]
            estimates = shares.get((indicator.name, breakdown))
            if estimates is None:
                estimates = _of_numbers(indicator, breakdown, weighted, survey, domain)
            columns = table_columns(indicator, breakdown, estimates, survey)
            if indicator.statistic == "balance":
                columns["verdict"] = _verdicts(columns, indicator, breakdown, weighted, domain)
            parts.append(columns)
    return indicator_rows(parts, survey, edition)


def indicator_rows(
    parts: Sequence[Mapping[str, np.ndarray]], survey: Survey, edition: Edition
) -> pd.DataFrame:
    """The frame of all tables, each given as its columns; nothing hidden yet."""
    if not parts:
        return pd.DataFrame(columns=list(INDICATORS.names))
    # One frame from whole columns: a frame for each of several hundred tables takes six times as long.
    rows = pd.DataFrame({name: np.concatenate([part[name] for part in parts]) for name in parts[0]})
    named = rows.assign(survey=survey.name, edition=edition.name, ci_level=survey.publication.level)
    return named.assign(status="", confidentiality="")[list(INDICATORS.names)]


def breakdowns_of(indicator: Indicator, survey: Survey) -> tuple[str, ...]:
    """The indicator's breakdowns; a variable is broken down by itself only where it is a multiple answer
    and the indicator asks for it: the answers held together."""
    own = indicator.breakdowns or ()
    chosen = survey.breakdowns if indicator.breakdowns is None else own
    itself = indicator.variable
    is_matrix = itself in own and kind_of(survey.questions[itself]).takes_several
    return tuple(name for name in chosen if name != itself or is_matrix)


def _share_tables(weighted: Weighted, survey: Survey, domains: Domains) -> dict[tuple[str, str], Estimates]:
    """Estimates of every share by (indicator, breakdown): one banner per population."""
    populations: dict[str | None, list[Indicator]] = {}
    for indicator in survey.indicators.values():
        if indicator.statistic == "share":
            populations.setdefault(indicator.population, []).append(indicator)
    tables: dict[tuple[str, str], Estimates] = {}
    for name, indicators in populations.items():
        breakdowns = list(
            dict.fromkeys(b for indicator in indicators for b in breakdowns_of(indicator, survey))
        )
        found = banner(
            weighted.design,
            [counted(indicator, weighted.cleaned.answers[indicator.variable]) for indicator in indicators],
            [None, *(as_classes(weighted.cleaned.answers[breakdown]) for breakdown in breakdowns)],
            domains[name],
            survey.publication.level,
            survey.publication.interval,
        )
        for indicator, by_breakdown in zip(indicators, found, strict=True):
            named = zip((WHOLE, *breakdowns), by_breakdown, strict=True)
            tables |= {(indicator.name, breakdown): estimates for breakdown, estimates in named}
    return tables


def _of_numbers(
    indicator: Indicator, breakdown: str, weighted: Weighted, survey: Survey, domain: np.ndarray | None
) -> Estimates:
    """A mean, median, total, ratio or balance in the groups of one breakdown."""
    answers, design = weighted.cleaned.answers, weighted.design
    groups = None if breakdown == WHOLE else as_classes(answers[breakdown])
    level = survey.publication.level
    if indicator.statistic == "balance":
        sides = sides_of(indicator, answers[indicator.variable])
        return balances(design, sides, groups, domain, level=level)
    numbers = numbers_of(answers[indicator.variable])
    if indicator.denominator is not None:
        below = numbers_of(answers[indicator.denominator])
        return ratios(design, numbers, below, groups, domain, level=level)
    if indicator.statistic == "median":
        return quantiles(design, numbers, 0.5, groups, domain, level=level)
    verb = {"mean": means, "total": totals}[indicator.statistic]
    return verb(design, numbers, groups, domain, level=level)


def _verdicts(
    columns: Mapping[str, np.ndarray],
    indicator: Indicator,
    breakdown: str,
    weighted: Weighted,
    domain: np.ndarray | None,
) -> np.ndarray:
    """The verdict on the balance of each group."""
    answers = weighted.cleaned.answers
    groups = None if breakdown == WHOLE else as_classes(answers[breakdown])
    took_side = np.abs(sides_of(indicator, answers[indicator.variable]))
    opinions = 100 * means(weighted.design, took_side, groups, domain).value[:, 0]
    return verdicts(columns["value"], columns["ci_low"], columns["ci_high"], opinions)


def table_columns(
    indicator: Indicator, breakdown: str, estimates: Estimates, survey: Survey
) -> dict[str, np.ndarray]:
    """The columns of one table, groups by items, each of as many rows as the table has cells."""
    groups = [WHOLE] if breakdown == WHOLE else list(survey.questions[breakdown].codes)
    items = item_labels(indicator, survey)
    factor = factor_of(indicator)
    in_units = {name: getattr(estimates, name).ravel() * factor for name in SCALED}
    as_they_are = {name: getattr(estimates, name).ravel() for name in UNSCALED}
    fixed = {
        "theme": indicator.theme,
        "indicator": indicator.name,
        "population": indicator.population or WHOLE,
        "breakdown": breakdown,
        "statistic": indicator.statistic,
        "unit": unit_of(indicator, survey),
        "direction": indicator.direction,
        "verdict": "",
    }
    size = len(groups) * len(items)
    return {
        **{name: np.full(size, text, dtype=object) for name, text in fixed.items()},
        "group": np.repeat(np.array(groups, dtype=object), len(items)),
        "item": _tiled(list(items), len(groups)),
        "label_fr": _tiled([_row_label(indicator, label, "fr") for label in items.values()], len(groups)),
        "label_en": _tiled([_row_label(indicator, label, "en") for label in items.values()], len(groups)),
        **in_units,
        **as_they_are,
    }


def factor_of(indicator: Indicator) -> float:
    """What turns an estimate into the figure that is written: 100 for %, 1 over `divide_by` for numbers."""
    return 100.0 if indicator.statistic in PERCENT else 1 / indicator.divide_by


def _tiled(texts: list[str], times: int) -> np.ndarray:
    return np.tile(np.array(texts, dtype=object), times)


def item_labels(indicator: Indicator, survey: Survey) -> dict[str, Label]:
    """Item -> label: the answers where each has its row, else the indicator's title under ""."""
    if indicator.statistic == "share" and not indicator.answers:
        return dict(survey.questions[indicator.variable].codes)
    return {"": indicator.title}


def _row_label(indicator: Indicator, item: Label, language: str) -> str:
    """The indicator's title, and after it the answer's label where each answer has its row."""
    title, answer = indicator.title.to(language), item.to(language)
    colon = " : " if language == "fr" else ": "
    return title if item is indicator.title else f"{title}{colon}{answer}"


def unit_of(indicator: Indicator, survey: Survey) -> str:
    """The unit of an indicator's figures: "%", "points", or its own."""
    if indicator.statistic in PERCENT:
        return "%" if indicator.statistic == "share" else "points"
    unit = indicator.unit or survey.questions[indicator.variable].unit
    return unit.fr if unit else ""
