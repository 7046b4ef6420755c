"""The indicators of a file larger than memory, from sums that each part of it gives and that add up."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import add
from pathlib import Path
from typing import TypeVar

import numpy as np
import pandas as pd

from analysis.indicators.estimation import breakdowns_of, indicator_rows, table_columns
from analysis.indicators.measures.balances import verdicts
from analysis.indicators.measures.measure import as_classes, counted, numbers_of, sides_of
from analysis.questionnaire import Edition, Indicator, Survey
from analysis.questionnaire.kinds.conditions import answered_one_of
from analysis.results.schema import WHOLE
from analysis.sources.coded_files import CodedColumns, CodedPart, Piece, columns_in, parts_of, pieces_of
from analysis.sources.received import DataError
from analysis.statistics import Estimates
from analysis.statistics.estimates.shares import limited
from analysis.statistics.partitions import (
    Groups,
    ManyValuesError,
    NumberSums,
    Part,
    ShareSums,
    ValueSums,
    groups_of,
    number_sums,
    share_sums,
    value_sums,
)

T = TypeVar("T")


@dataclass(frozen=True)
class Plan:
    """What is counted in each part: the survey's indicators, from `columns`.

    pivots: by indicator the number that its numbers are counted from, the same for all parts.
    """

    survey: Survey
    columns: CodedColumns
    pivots: Mapping[str, float]


@dataclass(frozen=True)
class Sums:
    """The sums of some respondents; `a + b` are those of both.

    respondents, weighted: how many, and how many have a weight over 0. shares: by population the sums of its
    shares; numbers: by indicator those of its mean, total, ratio, balance or median.
    """

    respondents: int
    weighted: int
    shares: Mapping[str | None, ShareSums]
    numbers: Mapping[str, NumberSums | ValueSums]

    def __add__(self, other: Sums) -> Sums:
        return Sums(
            self.respondents + other.respondents,
            self.weighted + other.weighted,
            {name: own + other.shares[name] for name, own in self.shares.items()},
            {name: _named(name, _added, own, other.numbers[name]) for name, own in self.numbers.items()},
        )


def plan_of(paths: Sequence[Path], survey: Survey, edition: Edition) -> tuple[Plan, list[Piece]]:
    """(plan, pieces) of Parquet files of coded respondents; see etl.coded_parts for their columns.

    Raises DataError where the design cannot be added up (primary units, calibration), for columns that are
    not in the files, and where there is no respondent.
    """
    _check_design(survey, edition)
    pieces = pieces_of(paths)
    if not sum(piece.rows for piece in pieces):
        raise DataError(f"{', '.join(map(str, paths))}: no respondents")
    plan = Plan(survey, columns_in(paths, survey, needed_by(survey)), {})
    first = next(part for piece in pieces for part in parts_of(piece, plan.columns) if len(part.weights))
    return Plan(survey, plan.columns, pivots_of(first, survey)), pieces


def _check_design(survey: Survey, edition: Edition) -> None:
    """DataError for what does not add up by cell and stratum."""
    weighting = edition.weighting or survey.weighting
    if survey.design.psu:
        raise DataError(
            f"design.psu = {survey.design.psu!r}: the respondents of a primary unit may lie in several"
            " parts of the file, so that its variance does not add up. Use `assoscope build`, or leave psu"
            " out for a sample of respondents"
        )
    for key in ("fpc", "replicates"):
        if getattr(survey.design, key) is not None:
            raise DataError(
                f"design.{key}: respondents.parquet does not carry it, so that intervals would not count it."
                " Use `assoscope build`, or leave it out"
            )
    if weighting.trim is not None:
        raise DataError(
            "weighting.trim: weights are taken from the file as they are; take it out of [weighting]"
        )
    if weighting.calibration != "none":
        raise DataError(
            f'weighting.calibration = "{weighting.calibration}": weights are taken from the file as they'
            ' are. Set calibration = "none" under [weighting] of edition.toml: the intervals then do not'
            " count what the calibration gained"
        )


def needed_by(survey: Survey) -> list[str]:
    """The questions that the indicators, their breakdowns and their populations are made of."""
    names: dict[str, None] = {}
    for indicator in survey.indicators.values():
        among = survey.populations[indicator.population].among if indicator.population else {}
        denominator = [indicator.denominator] if indicator.denominator else []
        names |= dict.fromkeys([indicator.variable, *denominator, *among, *breakdowns_of(indicator, survey)])
    return list(names)


def pivots_of(part: CodedPart, survey: Survey) -> dict[str, float]:
    """The median number of a first part for every mean and total, 0 where it has none."""
    pivots = {}
    for indicator in survey.indicators.values():
        if indicator.statistic in ("mean", "total") and not indicator.denominator:
            numbers = numbers_of(part.answers[indicator.variable])
            given = numbers[~np.isnan(numbers)]
            pivots[indicator.name] = float(np.sort(given)[len(given) // 2]) if len(given) else 0.0
    return pivots


def sums_of(piece: Piece, plan: Plan) -> Sums:
    """The sums of a piece, in one pass over its respondents."""
    return reduce(add, (part_sums(part, plan) for part in parts_of(piece, plan.columns)))


def part_sums(coded: CodedPart, plan: Plan) -> Sums:
    """The sums of some respondents for every indicator in every group."""
    part = Part(coded.weights, coded.stratum, coded.labels)
    shares: dict[str | None, ShareSums] = {}
    numbers: dict[str, NumberSums | ValueSums] = {}
    for population, indicators in by_population(plan.survey).items():
        groups = _groups(part, coded, population, plan.survey)
        of_answers = [each for each in indicators if each.statistic == "share"]
        if of_answers:
            questions = [counted(each, coded.answers[each.variable]) for each in of_answers]
            shares[population] = share_sums(part, questions, groups)
        for each in indicators:
            if each.statistic != "share":
                numbers[each.name] = _named(each.name, _number_sums, part, each, coded, groups, plan)
    return Sums(part.n, int((part.weights > 0).sum()), shares, numbers)


def by_population(survey: Survey) -> dict[str | None, list[Indicator]]:
    """The indicators of each population."""
    found: dict[str | None, list[Indicator]] = {}
    for indicator in survey.indicators.values():
        found.setdefault(indicator.population, []).append(indicator)
    return found


def breakdowns_in(population: str | None, survey: Survey) -> list[str]:
    """Every breakdown of the indicators of a population, after the whole."""
    indicators = by_population(survey)[population]
    return list(dict.fromkeys([WHOLE, *(b for each in indicators for b in breakdowns_of(each, survey))]))


def _groups(part: Part, coded: CodedPart, population: str | None, survey: Survey) -> Groups:
    """The groups of a population; a respondent of weight 0 counts in no estimate, and so in no base."""
    counts = part.weights > 0
    if population is not None:
        counts &= answered_one_of(survey.populations[population].among, coded.answers, part.n)
    classes = [
        None if name == WHOLE else as_classes(coded.answers[name])
        for name in breakdowns_in(population, survey)
    ]
    return groups_of(part, classes, None if counts.all() else counts)


def _number_sums(
    part: Part, indicator: Indicator, coded: CodedPart, groups: Groups, plan: Plan
) -> NumberSums | ValueSums:
    answers = coded.answers[indicator.variable]
    if indicator.statistic == "balance":
        return number_sums(part, sides_of(indicator, answers), groups)
    numbers = numbers_of(answers)
    if indicator.denominator is not None:
        return number_sums(part, numbers, groups, numbers_of(coded.answers[indicator.denominator]))
    if indicator.statistic == "median":
        return value_sums(part, numbers, groups)
    return number_sums(part, numbers, groups, pivot=plan.pivots.get(indicator.name, 0.0))


def _added(one: NumberSums | ValueSums, other: NumberSums | ValueSums) -> NumberSums | ValueSums:
    return one + other  # type: ignore[operator]


def _named(name: str, count: Callable[..., T], *given: object) -> T:
    """What `count` gives; a fault under the indicator's name where its numbers are too many to count."""
    try:
        return count(*given)
    except ManyValuesError as error:
        raise DataError(
            f"indicator {name}: a median of {error}. Round the numbers, use classes, or ask for the mean"
        ) from None


def estimate_sums(sums: Sums, survey: Survey, edition: Edition) -> pd.DataFrame:
    """Indicators from the sums of all parts, the rows that `estimate` gives of the whole; nothing hidden yet.

    Raises DataError where fewer than two respondents count, and for strata of a single one.
    """
    if sums.weighted < 2:
        raise DataError(f"{sums.weighted} respondents have a weight over 0; estimates need two or more")
    try:
        tables = dict(_tables(sums, survey))
    except ValueError as error:
        raise DataError(f"sampling design: {error}") from None
    parts = []
    for indicator in survey.indicators.values():
        places = breakdowns_in(indicator.population, survey)
        for breakdown in (WHOLE, *breakdowns_of(indicator, survey)):
            place = places.index(breakdown)
            columns = table_columns(indicator, breakdown, tables[indicator.name][place], survey)
            if indicator.statistic == "balance":
                columns["verdict"] = _verdicts(columns, sums.numbers[indicator.name], place)
            parts.append(columns)
    return indicator_rows(parts, survey, edition)


def _tables(sums: Sums, survey: Survey) -> Iterable[tuple[str, Sequence[Estimates]]]:
    """The name of each indicator, and its estimates by each breakdown of its population."""
    level, policy = survey.publication.level, survey.design.single_psu
    for population, indicators in by_population(survey).items():
        of_answers = [each.name for each in indicators if each.statistic == "share"]
        if of_answers:
            banner = sums.shares[population].banner(policy, level, survey.publication.interval)
            yield from zip(of_answers, banner, strict=True)
        for each in indicators:
            if each.statistic != "share":
                yield each.name, _estimates(each, sums.numbers[each.name], survey)


def _estimates(indicator: Indicator, sums: NumberSums | ValueSums, survey: Survey) -> list[Estimates]:
    level, policy = survey.publication.level, survey.design.single_psu
    if isinstance(sums, ValueSums):
        return sums.quantiles(0.5, policy, level)
    if indicator.statistic == "total":
        return sums.totals(policy, level)
    found = sums.ratios(policy, level)
    return [limited(each) for each in found] if indicator.statistic == "balance" else found


def _verdicts(columns: Mapping[str, np.ndarray], sums: NumberSums | ValueSums, place: int) -> np.ndarray:
    """The verdict on the balance of each group: sides are 1, -1 and 0, so their squares tell who took one."""
    assert isinstance(sums, NumberSums)
    opinions = 100 * sums.mean_squares()[place]
    return verdicts(columns["value"], columns["ci_low"], columns["ci_high"], opinions)
