"""Every indicator for every group of every breakdown: one row each, in the order of the survey."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np
import pandas as pd

from analysis.etl.weighting import Weighted
from analysis.indicators.measures import measure_of
from analysis.indicators.measures.measure import (
    Measure,
    Measured,
    Respondents,
    as_classes,
    by_design,
    domains_of,
    unit_of,
)
from analysis.indicators.measures.populations_apart import populations_apart
from analysis.questionnaire import Edition, Indicator, Label, Survey
from analysis.questionnaire.kinds import kind_of
from analysis.results.indicator_columns import INDICATORS
from analysis.results.schema import WHOLE

SCALED = ("value", "se", "ci_low", "ci_high")
UNSCALED = ("ci_method", "n", "count", "n_eff", "base", "deff", "cv", "df")


def estimate(weighted: Weighted, survey: Survey, edition: Edition) -> pd.DataFrame:
    """Indicators, one row per indicator, item, breakdown and group; shares in %, balances in points,
    nothing hidden yet."""
    tables = dict(found for of in by_design(weighted, survey) for found in _tables(*of))
    parts = [
        table_columns(indicator, place, tables[indicator.name][place], survey)
        for indicator in survey.indicators.values()
        for place in places_of(indicator, survey)
    ]
    return indicator_rows(parts, survey, edition)


def _tables(weighted: Weighted, survey: Survey) -> Iterator[tuple[str, Mapping[str, Measured]]]:
    """The name of each indicator, and its tables: those of one measure and population at once, and of
    populations that share nobody and are asked the same."""
    indicators, answers = survey.indicators.values(), weighted.cleaned.answers
    domains = domains_of(weighted, survey)
    places = {each.name: places_of(each, survey) for each in indicators}
    named = {place for found in places.values() for place in found if place != WHOLE}
    groups = {WHOLE: None, **{place: as_classes(answers[place]) for place in named}}
    populations = by_population(indicators)
    rules, design = survey.publication, weighted.design
    for apart in populations_apart(populations, domains, groups, design.n):
        together = apart.crossed(Respondents(design, answers, None, places, groups, rules))
        tables = dict(_measured(apart.indicators[0], together))
        for number, alike in enumerate(apart.indicators):
            del populations[alike[0].population]
            for first, each in zip(apart.indicators[0], alike, strict=True):
                yield each.name, apart.split(tables[first.name], number)
    for population, alike in populations.items():
        measured = Respondents(design, answers, domains[population], places, groups, rules)
        yield from _measured(alike, measured)


def _measured(
    indicators: Sequence[Indicator], respondents: Respondents
) -> Iterator[tuple[str, Mapping[str, Measured]]]:
    for measure, together in by_measure(indicators):
        found = measure.tables(together, respondents)
        yield from zip((each.name for each in together), found, strict=True)


def by_population(indicators: Iterable[Indicator]) -> dict[str | None, list[Indicator]]:
    """The indicators of each population."""
    found: dict[str | None, list[Indicator]] = {}
    for indicator in indicators:
        found.setdefault(indicator.population, []).append(indicator)
    return found


def by_measure(indicators: Iterable[Indicator]) -> list[tuple[Measure, list[Indicator]]]:
    """The indicators of each measure, which are counted together: a median with the quartiles."""
    found: dict[int, tuple[Measure, list[Indicator]]] = {}
    for indicator in indicators:
        measure = measure_of(indicator)
        found.setdefault(id(measure), (measure, []))[1].append(indicator)
    return list(found.values())


def indicator_rows(
    parts: Sequence[Mapping[str, np.ndarray]], survey: Survey, edition: Edition
) -> pd.DataFrame:
    """The frame of all tables, each given as its columns; nothing hidden yet."""
    if not parts:
        return pd.DataFrame(columns=list(INDICATORS.names))
    # One frame from whole columns: a frame for each of several hundred tables takes six times as long.
    columns: dict[str, object] = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    columns |= {"survey": survey.name, "edition": edition.name, "ci_level": survey.publication.level}
    columns |= dict.fromkeys(("status", "confidentiality", "with"), "")
    return pd.DataFrame({name: columns[name] for name in INDICATORS.names})


def breakdowns_of(indicator: Indicator, survey: Survey) -> tuple[str, ...]:
    """The indicator's breakdowns; a variable is broken down by itself only where it is a multiple answer
    and the indicator asks for it: the answers held together."""
    own = indicator.breakdowns or ()
    chosen = survey.breakdowns if indicator.breakdowns is None else own
    itself = indicator.variable
    is_matrix = itself in own and kind_of(survey.questions[itself]).takes_several
    return tuple(name for name in chosen if name != itself or is_matrix)


def places_of(indicator: Indicator, survey: Survey) -> tuple[str, ...]:
    """The places where an indicator is measured: the whole sample, then each of its breakdowns."""
    return (WHOLE, *breakdowns_of(indicator, survey))


def table_columns(
    indicator: Indicator, breakdown: str, table: Measured, survey: Survey
) -> dict[str, np.ndarray]:
    """The columns of one table, groups by items, each of as many rows as the table has cells."""
    groups = [WHOLE] if breakdown == WHOLE else list(survey.questions[breakdown].codes)
    estimates = table.estimates
    items, factor = item_labels(indicator, survey), factor_of(indicator)
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
        "verdict": np.full(size, "", dtype=object) if table.verdicts is None else table.verdicts,
    }


def item_labels(indicator: Indicator, survey: Survey) -> Mapping[str, Label]:
    """The label of each item in the rows of one group: the answers where each has its row, else the title
    under ""."""
    return measure_of(indicator).items(indicator, survey)


def factor_of(indicator: Indicator) -> float:
    """The factor from an estimate to the figure that is written: 100 for %, 1 over `divide_by` for
    numbers."""
    return measure_of(indicator).factor(indicator)


def _tiled(texts: list[str], times: int) -> np.ndarray:
    return np.tile(np.array(texts, dtype=object), times)


def _row_label(indicator: Indicator, item: Label, language: str) -> str:
    """The indicator's title, and after it the answer's label where each answer has its row."""
    title, answer = indicator.title.to(language), item.to(language)
    colon = " : " if language == "fr" else ": "
    return title if item is indicator.title else f"{title}{colon}{answer}"
