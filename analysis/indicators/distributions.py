"""distributions.csv: every answer behind a share, a mean or a balance; classes and quartiles of a number.

Of the whole sample of each population: what a chart of a scale, a grid or a number is drawn from.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from math import floor, log10
from types import MappingProxyType

import numpy as np
import pandas as pd

from analysis.etl.weighting import Weighted
from analysis.indicators.disclosure.answer_counts import answer_counts
from analysis.indicators.disclosure.decision import decide
from analysis.indicators.estimation import estimate
from analysis.indicators.measures.measure import domains_of, numbers_of
from analysis.indicators.publication import publish
from analysis.questionnaire import Edition, Indicator, Survey
from analysis.questionnaire.fixed_words import Merges
from analysis.questionnaire.kinds import kind_of
from analysis.questionnaire.kinds.answers import Answers
from analysis.results.indicator_columns import DISTRIBUTIONS
from analysis.results.schema import SHOWN, WHOLE
from analysis.statistics import Categories, Estimates, quantiles, shares

MOST_CLASSES = 12
"""Classes of a histogram, before those of few respondents are joined."""
DUST, TRACE = 1e-9, 1e-14
"""Part of a width by which classes may miss what they hold; part of a number by which a sum of decimals may
miss what it stands for."""
QUARTILES = {"0.25": 0.25, "0.5": 0.5, "0.75": 0.75}
Behind = tuple[str, str | None]
"""A variable, and the population that figures of it speak of."""


def distributions(
    weighted: Weighted, survey: Survey, edition: Edition, merges: Merges = MappingProxyType({})
) -> pd.DataFrame:
    """One row per answer of a question with one answer, or per class and quartile of a number.

    What is hidden in indicators.csv is hidden here, its count too. Classes of a number hold as many
    respondents as may be published, or are joined with the next. merges: the answers that are counted with
    another, as the respondents have them already: of these nothing is said, not that nobody gave them.
    """
    behind = _behind(survey)
    local = _of_distributions(survey, behind)
    raw = estimate(weighted, local, edition)
    decision = decide([raw], local, edition, answer_counts(weighted, local), merges)
    rows = publish(raw, local, decision.reasons[0])
    domains = {None: None, **domains_of(weighted, survey)}
    parts = [
        _with_counts(found, of, own, domains)
        if kind_of(survey.questions[of[0]]).is_coded
        else _of_number(found, of, own, survey, domains)
        for name, found in rows.groupby("indicator", sort=False)
        for of in [behind[str(name)]]
        for own in [weighted.in_design(survey.design_of(of[1]))]
    ]
    if not parts:
        return pd.DataFrame(columns=list(DISTRIBUTIONS.names))
    named = pd.concat(parts, ignore_index=True).assign(survey=survey.name, edition=edition.name)
    return named.reindex(columns=list(DISTRIBUTIONS.names))


def _behind(survey: Survey) -> dict[str, Behind]:
    """What distributions are of, by a name of their own: what figures are made from, and the items of
    grids."""
    used = [(each.variable, each.population) for each in survey.indicators.values()]
    used += [(item, None) for grid in survey.grids.values() for item in grid.items]
    kept = [each for each in dict.fromkeys(used) if _has_one(survey, each[0])]
    return {f"{variable}/{population or WHOLE}": (variable, population) for variable, population in kept}


def _has_one(survey: Survey, variable: str) -> bool:
    kind = kind_of(survey.questions[variable])
    return kind.is_coded or kind.is_quantity


def _of_distributions(survey: Survey, behind: Mapping[str, Behind]) -> Survey:
    """The survey with an indicator for each distribution: the share of every answer, or a mean."""
    theme = next(iter(survey.themes), "")
    indicators = {
        name: Indicator(
            name,
            title=survey.questions[variable].label,
            theme=theme,
            statistic="share" if kind_of(survey.questions[variable]).is_coded else "mean",
            variable=variable,
            population=population,
            breakdowns=(),
        )
        for name, (variable, population) in behind.items()
    }
    return replace(survey, indicators=indicators)


def _with_counts(
    rows: pd.DataFrame,
    of: Behind,
    weighted: Weighted,
    domains: Mapping[str | None, np.ndarray | None],
) -> pd.DataFrame:
    """The rows of a question's answers, with how many gave each."""
    answers = weighted.cleaned.answers[of[0]]
    inside = _inside(answers, of, weighted, domains)
    counts = dict(
        zip(answers.question.codes, kind_of(answers.question).ticks(answers)[inside].sum(axis=0), strict=True)
    )
    count = rows["item"].map(counts).where(rows["status"].isin(SHOWN))
    return rows.assign(variable=of[0], kind="answer", count=count.astype("Int64"))


def _inside(
    answers: Answers, of: Behind, weighted: Weighted, domains: Mapping[str | None, np.ndarray | None]
) -> np.ndarray:
    """Mask (n,) of those in the base."""
    domain = domains[of[1]]
    inside = answers.was_answered & (weighted.design.weights > 0)
    return inside if domain is None else inside & domain


def _of_number(
    gate: pd.DataFrame,
    of: Behind,
    weighted: Weighted,
    survey: Survey,
    domains: Mapping[str | None, np.ndarray | None],
) -> pd.DataFrame:
    """The classes and quartiles of a number; nothing where its base is secret. gate: the row of its mean."""
    (secret,) = gate["confidentiality"]
    if secret or not gate["n"].iloc[0]:
        return gate.iloc[:0]
    answers, rules = weighted.cleaned.answers[of[0]], survey.publication
    inside = _inside(answers, of, weighted, domains)
    y = np.where(inside, numbers_of(answers), np.nan)
    edges = classes(y[inside], max(rules.confidential_below, 1))
    codes = np.where(inside, np.searchsorted(edges[1:-1], _nudged(np.nan_to_num(y)), side="right"), -1)
    found = shares(
        weighted.design, Categories(codes.astype(np.int32), len(edges) - 1), None, domains[of[1]], rules.level
    )
    points, rule = list(QUARTILES.values()), rules.quantile_rule
    at = quantiles(weighted.design, y, points, None, domains[of[1]], rules.level, rule)
    of_classes = _figures(found, 100.0).assign(
        kind="class",
        item=[str(place + 1) for place in range(len(edges) - 1)],
        low=[np.nan if np.isinf(edge) else edge for edge in edges[:-1]],
        high=[np.nan if np.isinf(edge) else edge for edge in edges[1:]],
        unit="%",
    )
    of_quartiles = _figures(at, 1.0).assign(
        kind="quartile",
        item=list(QUARTILES),
        unit=gate["unit"].iloc[0],
        count=pd.array([pd.NA] * len(QUARTILES), dtype="Int64"),
    )
    both = pd.concat([of_classes, of_quartiles], ignore_index=True)
    named = both.assign(variable=of[0], population=of[1] or WHOLE, n=int(gate["n"].iloc[0]))
    return named.assign(ci_level=rules.level, status="shown", confidentiality="")


def _figures(found: Estimates, factor: float) -> pd.DataFrame:
    names = ("value", "se", "ci_low", "ci_high")
    figures = {name: getattr(found, name).ravel() * factor for name in names}
    return pd.DataFrame({**figures, "count": pd.array(found.count.ravel(), dtype="Int64")})


def classes(y: np.ndarray, least: int) -> np.ndarray:
    """The edges of the classes of y (n,), each from its lower edge on and below the upper; the last has no
    end.

    Their width is 1, 2 or 5 times a power of ten, 1 at least where all numbers are whole, such that
    MOST_CLASSES hold all but the greatest hundredth of the numbers; a class of fewer than `least` respondents
    is joined with the next, the last with the one before. Edges are the decimals that a reader takes them
    for: 2.4, not 12 times 0.2, which is more.
    """
    is_whole, y = bool((y == np.round(y)).all()), _nudged(y)
    low, high = float(y.min()), float(np.quantile(y, 0.99))
    digit, power = _width((high - low) / MOST_CLASSES)
    if is_whole and power < 0:
        digit, power = 1, 0
    width = float(f"{digit}e{power}")
    first = floor(low / width)
    count = max(int(np.ceil(high / width - first + DUST)), 1)
    edges = [float(f"{digit * (first + place)}e{power}") for place in range(count)]
    return _joined(np.array(edges), np.sort(y), least)


def _width(span: float) -> tuple[int, int]:
    """Digit and power of ten of the least of 1, 2 and 5 times a power of ten that is not below a span."""
    if span <= 0:
        return 1, 0
    power = floor(log10(span))
    return next((digit, power) for digit in (1, 2, 5, 10) if digit * 10.0**power >= span * (1 - DUST))


def _nudged(y: np.ndarray) -> np.ndarray:
    """Numbers a trace up: 0.7999999999999999, the sum of 0.1 and 0.7, is of the class from 0.8 on."""
    return np.asarray(y + TRACE * np.abs(y))


def _joined(edges: np.ndarray, y: np.ndarray, least: int) -> np.ndarray:
    """The edges between classes of `least` of the numbers y, sorted, or more; the last is infinite."""
    kept = [float(edges[0])]
    for upper in edges[1:]:
        below, under = np.searchsorted(y, [kept[-1], upper])
        if under - below >= least and len(y) - under >= least:
            kept.append(float(upper))
    return np.array([*kept, np.inf])
