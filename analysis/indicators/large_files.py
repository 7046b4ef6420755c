"""The indicators of a file larger than memory, from sums that each part of it gives and that add up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import reduce
from operator import add
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.indicators.disclosure.answer_counts import AnswerCounts, counts_of
from analysis.indicators.disclosure.merging import recoded
from analysis.indicators.estimation import (
    breakdowns_of,
    by_measure,
    by_population,
    indicator_rows,
    places_of,
    table_columns,
)
from analysis.indicators.measures import measure_of
from analysis.indicators.measures.measure import AddableSums, Measured, RespondentsPart, as_classes
from analysis.indicators.measures.number_measure import named
from analysis.questionnaire import Edition, Survey
from analysis.questionnaire.fixed_words import Merges
from analysis.questionnaire.kinds.conditions import answered_one_of
from analysis.results.schema import WHOLE
from analysis.sources.coded_files import CodedColumns, CodedPart, Piece, columns_in, parts_of, pieces_of
from analysis.sources.received import DataError
from analysis.statistics.partitions import Groups, Part, groups_of


@dataclass(frozen=True)
class Plan:
    """What is counted in each part: the survey's indicators, from `columns`.

    pivots: by indicator the number that its numbers are counted from, the same for all parts. merges: groups
    that are counted with another.
    """

    survey: Survey
    columns: CodedColumns
    pivots: Mapping[str, float]
    merges: Merges = field(default_factory=dict)


@dataclass(frozen=True)
class Sums:
    """The sums of some respondents; `a + b` are the sums over the respondents of both.

    respondents: how many. counts: of those who have a weight over 0, how many gave each answer. of: by
    indicator what its measure counts, for several that are counted together under the first.
    """

    respondents: int
    counts: AnswerCounts
    of: Mapping[str, AddableSums]

    def __add__(self, other: Sums) -> Sums:
        return Sums(
            self.respondents + other.respondents,
            self.counts + other.counts,
            {name: named(name, add, own, other.of[name]) for name, own in self.of.items()},
        )


def plan_of(paths: Sequence[Path], survey: Survey, edition: Edition) -> tuple[Plan, list[Piece]]:
    """What is to be counted in Parquet files of coded respondents, and the pieces that they are read in; see
    sources.coded_files for their columns.

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
    if survey.designs:
        raise DataError(
            f"designs {', '.join(survey.designs)}: a file larger than memory has one design. Use `assoscope "
            "build`, or tabulate the respondents of each design from a file of their own"
        )
    if survey.design.psu:
        raise DataError(
            f"design.psu = {survey.design.psu!r}: the respondents of a primary unit may lie in several"
            " parts of the file, so that its variance does not add up. Use `assoscope build`, or leave psu"
            " out for a sample of respondents"
        )
    for key in ("fpc", "replicates", "household", "alone_in_domain"):
        if getattr(survey.design, key) not in (None, False):
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
    declared = {name: None for name, question in survey.questions.items() if question.counted_with}
    return list(names | declared)


def pivots_of(part: CodedPart, survey: Survey) -> dict[str, float]:
    """For each indicator a number of a first part that its numbers are counted from."""
    indicators = survey.indicators.values()
    return {each.name: measure_of(each).pivot(each, part.answers) for each in indicators}


def sums_of(piece: Piece, plan: Plan) -> Sums:
    """The sums of a piece, in one pass over its respondents."""
    return reduce(add, (part_sums(part, plan) for part in parts_of(piece, plan.columns)))


def part_sums(coded: CodedPart, plan: Plan) -> Sums:
    """The sums of some respondents for every indicator in every group."""
    coded = replace(coded, answers=recoded(coded.answers, plan.merges))
    part = Part(coded.weights, coded.stratum, coded.labels)
    found: dict[str, AddableSums] = {}
    everyone, masks = part.weights > 0, {}
    for population, indicators in by_population(plan.survey.indicators.values()).items():
        masks[population] = _counting(part, coded, population, plan.survey)
        groups = _groups(part, coded, population, masks[population], plan.survey)
        measured = RespondentsPart(part, coded.answers, groups, plan.pivots)
        for measure, together in by_measure(indicators):
            found |= measure.sums(together, measured)
    return Sums(part.n, counts_of(coded.answers, masks, everyone, plan.survey), found)


def breakdowns_in(population: str | None, survey: Survey) -> list[str]:
    """Every breakdown of the indicators of a population, after the whole."""
    indicators = by_population(survey.indicators.values())[population]
    return list(dict.fromkeys([WHOLE, *(b for each in indicators for b in breakdowns_of(each, survey))]))


def _counting(part: Part, coded: CodedPart, population: str | None, survey: Survey) -> np.ndarray:
    """Mask (n,) of a population; a respondent of weight 0 counts in no estimate, and so in no base."""
    counts = np.asarray(part.weights > 0)
    if population is None:
        return counts
    return np.asarray(counts & answered_one_of(survey.populations[population].among, coded.answers, part.n))


def _groups(
    part: Part, coded: CodedPart, population: str | None, counts: np.ndarray, survey: Survey
) -> Groups:
    """The groups of a population, whose mask (n,) is `counts`."""
    classes = [
        None if name == WHOLE else as_classes(coded.answers[name])
        for name in breakdowns_in(population, survey)
    ]
    return groups_of(part, classes, None if counts.all() else counts)


def with_territories(survey: Survey) -> Survey:
    """The survey with its territories among the breakdowns of every indicator: the decision of what is hidden
    looks at them too."""
    indicators = {
        name: replace(each, breakdowns=tuple(dict.fromkeys([*breakdowns_of(each, survey), *territories])))
        for name, each in survey.indicators.items()
        if (territories := [t for t in survey.territories if t != each.variable]) is not None
    }
    return replace(survey, indicators=indicators)


def tables_of(estimates: pd.DataFrame, survey: Survey) -> list[pd.DataFrame]:
    """The estimates of a survey with its territories as `build` has them: those of its own breakdowns, and
    those of its territories, where it has any."""
    own = {name: places_of(each, survey) for name, each in survey.indicators.items()}
    pairs = zip(estimates["indicator"], estimates["breakdown"], strict=True)
    is_own = np.array([breakdown in own[name] for name, breakdown in pairs], dtype=bool)
    found = [estimates[is_own]]
    if survey.territories:
        found.append(estimates[estimates["breakdown"].isin([WHOLE, *survey.territories])])
    return [rows.reset_index(drop=True) for rows in found]


def estimate_sums(sums: Sums, survey: Survey, edition: Edition) -> pd.DataFrame:
    """Indicators from the sums of all parts, the rows that `estimate` gives of the whole; nothing hidden yet.

    Raises DataError where fewer than two respondents count, and for strata of a single one.
    """
    if sums.counts.respondents < 2:
        raise DataError(
            f"{sums.counts.respondents} respondents have a weight over 0; estimates need two or more"
        )
    try:
        tables = dict(_tables(sums, survey))
    except ValueError as error:
        raise DataError(f"sampling design: {error}") from None
    parts = []
    for indicator in survey.indicators.values():
        places = breakdowns_in(indicator.population, survey)
        for place in places_of(indicator, survey):
            table = tables[indicator.name][places.index(place)]
            parts.append(table_columns(indicator, place, table, survey))
    return indicator_rows(parts, survey, edition)


def _tables(sums: Sums, survey: Survey) -> Iterator[tuple[str, Sequence[Measured]]]:
    """The name of each indicator, and its tables by each breakdown of its population."""
    policy, rules = survey.design.single_psu, survey.publication
    for indicators in by_population(survey.indicators.values()).values():
        for measure, together in by_measure(indicators):
            names = [each.name for each in together]
            of_these = {name: own for name, own in sums.of.items() if name in names}
            yield from zip(names, measure.tables_of_sums(together, of_these, policy, rules), strict=True)
