"""Every indicator for every group of every breakdown: one row each, in the order of the survey."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.etl import Answers, Weighted, answered_one_of
from analysis.questionnaire import Edition, Indicator, Label, Survey
from analysis.statistics import Categories, Estimates, Ticks, banner, means, quantiles, ratios, totals

COLUMNS = (
    *("survey", "edition", "theme", "indicator", "item", "population", "breakdown", "group"),
    *("statistic", "unit", "value", "se", "ci_low", "ci_high", "ci_level", "ci_method"),
    *("n", "n_eff", "base", "deff", "cv", "df", "status", "confidentiality", "direction"),
    *("label_fr", "label_en"),
)
SCALED = ("value", "se", "ci_low", "ci_high")
UNSCALED = ("ci_method", "n", "n_eff", "base", "deff", "cv", "df")
WHOLE = "all"


def estimate(weighted: Weighted, survey: Survey, edition: Edition) -> pd.DataFrame:
    """Indicators, one row per indicator, item, breakdown and group; shares in %, nothing hidden yet."""
    shares = _share_tables(weighted, survey)
    parts = []
    for indicator in survey.indicators.values():
        for breakdown in (WHOLE, *_breakdowns(indicator, survey)):
            estimates = shares.get((indicator.name, breakdown))
            if estimates is None:
                estimates = _of_numbers(indicator, breakdown, weighted, survey)
            parts.append(_columns(indicator, breakdown, estimates, survey))
    if not parts:
        return pd.DataFrame(columns=list(COLUMNS))
    # One frame from whole columns: a frame for each of several hundred tables takes six times as long.
    rows = pd.DataFrame({name: np.concatenate([part[name] for part in parts]) for name in parts[0]})
    named = rows.assign(survey=survey.name, edition=edition.name, ci_level=survey.publication.level)
    return named.assign(status="", confidentiality="")[list(COLUMNS)]


def _breakdowns(indicator: Indicator, survey: Survey) -> tuple[str, ...]:
    """The indicator's breakdowns; a variable is not broken down by itself."""
    chosen = survey.breakdowns if indicator.breakdowns is None else indicator.breakdowns
    return tuple(name for name in chosen if name != indicator.variable)


def _share_tables(weighted: Weighted, survey: Survey) -> dict[tuple[str, str], Estimates]:
    """Estimates of every share by (indicator, breakdown): one banner per population."""
    populations: dict[str | None, list[Indicator]] = {}
    for indicator in survey.indicators.values():
        if indicator.statistic == "share":
            populations.setdefault(indicator.population, []).append(indicator)
    tables: dict[tuple[str, str], Estimates] = {}
    for name, indicators in populations.items():
        breakdowns = list(
            dict.fromkeys(b for indicator in indicators for b in _breakdowns(indicator, survey))
        )
        found = banner(
            weighted.design,
            [_counted(indicator, weighted.cleaned.answers[indicator.variable]) for indicator in indicators],
            [None, *(as_classes(weighted.cleaned.answers[breakdown]) for breakdown in breakdowns)],
            _domain(name, weighted, survey),
            survey.publication.level,
            survey.publication.interval,
        )
        for indicator, by_breakdown in zip(indicators, found, strict=True):
            named = zip((WHOLE, *breakdowns), by_breakdown, strict=True)
            tables |= {(indicator.name, breakdown): estimates for breakdown, estimates in named}
    return tables


def _columns(
    indicator: Indicator, breakdown: str, estimates: Estimates, survey: Survey
) -> dict[str, np.ndarray]:
    """The columns of one table, groups by items, each of as many rows as the table has cells."""
    groups = [WHOLE] if breakdown == WHOLE else list(survey.questions[breakdown].codes)
    items = _items(indicator, survey)
    factor = 100.0 if indicator.statistic == "share" else 1 / indicator.divide_by
    in_units = {name: getattr(estimates, name).ravel() * factor for name in SCALED}
    as_they_are = {name: getattr(estimates, name).ravel() for name in UNSCALED}
    fixed = {
        "theme": indicator.theme,
        "indicator": indicator.name,
        "population": indicator.population or WHOLE,
        "breakdown": breakdown,
        "statistic": indicator.statistic,
        "unit": "%" if indicator.statistic == "share" else _unit(indicator, survey),
        "direction": indicator.direction,
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


def _tiled(texts: list[str], times: int) -> np.ndarray:
    return np.tile(np.array(texts, dtype=object), times)


def _domain(population: str | None, weighted: Weighted, survey: Survey) -> np.ndarray | None:
    """Mask (n,) of the respondents that count in a population, None where all do.

    A respondent of weight 0 counts in no estimate, and so in no base: n protects those who count.
    """
    counts = weighted.design.weights > 0
    if population is not None:
        among = survey.populations[population].among
        counts &= answered_one_of(among, weighted.cleaned.answers, len(counts))
    return None if counts.all() else counts


def _items(indicator: Indicator, survey: Survey) -> dict[str, Label]:
    """Item -> label: the answers where each has its row, else the indicator's title under ""."""
    if indicator.statistic == "share" and not indicator.answers:
        return dict(survey.questions[indicator.variable].codes)
    return {"": indicator.title}


def _row_label(indicator: Indicator, item: Label, language: str) -> str:
    """The indicator's title, and after it the answer's label where each answer has its row."""
    title, answer = indicator.title.to(language), item.to(language)
    colon = " : " if language == "fr" else ": "
    return title if item is indicator.title else f"{title}{colon}{answer}"


def _unit(indicator: Indicator, survey: Survey) -> str:
    unit = indicator.unit or survey.questions[indicator.variable].unit
    return unit.fr if unit else ""


def _of_numbers(indicator: Indicator, breakdown: str, weighted: Weighted, survey: Survey) -> Estimates:
    """A mean, median, total or ratio in the groups of one breakdown."""
    answers, design = weighted.cleaned.answers, weighted.design
    groups = None if breakdown == WHOLE else as_classes(answers[breakdown])
    domain = _domain(indicator.population, weighted, survey)
    level = survey.publication.level
    numbers = numbers_of(answers[indicator.variable])
    if indicator.denominator is not None:
        below = numbers_of(answers[indicator.denominator])
        return ratios(design, numbers, below, groups, domain, level=level)
    if indicator.statistic == "median":
        return quantiles(design, numbers, 0.5, groups, domain, level=level)
    verb = {"mean": means, "total": totals}[indicator.statistic]
    return verb(design, numbers, groups, domain, level=level)


def as_classes(answers: Answers) -> Categories | Ticks:
    """A breakdown's groups: one code per respondent, or several that overlap."""
    if answers.question.type == "multiple":
        return Ticks(answers.values, answers.was_answered)
    return Categories(answers.values.astype(np.int64), len(answers.question.codes))


def _counted(indicator: Indicator, answers: Answers) -> Categories | Ticks:
    """What a share counts: every answer, or those named; among who answered, or all who were asked."""
    in_base = _base(indicator, answers)
    if not indicator.answers and indicator.base == "answered":
        return as_classes(answers)
    codes = list(answers.question.codes)
    wanted = [codes.index(code) for code in indicator.answers or codes]
    ticks = answers.values if answers.question.type == "multiple" else _one_hot(answers)
    chosen = ticks[:, wanted].any(axis=1, keepdims=True) if indicator.answers else ticks
    return Ticks(chosen, in_base)


def _one_hot(answers: Answers) -> np.ndarray:
    return answers.values[:, None] == np.arange(len(answers.question.codes))


def _base(indicator: Indicator, answers: Answers) -> np.ndarray:
    return answers.was_answered if indicator.base == "answered" else answers.was_asked


def numbers_of(answers: Answers) -> np.ndarray:
    """The number (n,) each respondent gave, a scale's score, NaN where there is none."""
    question = answers.question
    if not question.is_coded:
        return answers.values
    scores = [question.scores.get(code, np.nan) for code in question.codes]
    filled = [float(code) if np.isnan(s) else s for code, s in zip(question.codes, scores, strict=True)]
    return np.array([*filled, np.nan])[answers.values]
