"""Indicators of coded respondents in Parquet files of any size, part by part, here or on a cluster."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial, reduce
from operator import add
from pathlib import Path

import pandas as pd

from analysis.faults import Fault
from analysis.indicators.disclosure.decision import decide
from analysis.indicators.disclosure.merging import merges_of
from analysis.indicators.large_files import (
    Plan,
    Sums,
    estimate_sums,
    plan_of,
    sums_of,
    tables_of,
    with_territories,
)
from analysis.indicators.publication import publish
from analysis.indicators.text_columns import texts_as_objects
from analysis.questionnaire import read_edition, read_survey
from analysis.results import INDICATORS
from analysis.results.csv_files import file_bytes
from analysis.runs.dask_cluster import map_on_cluster
from analysis.runs.manifests import MANIFEST
from analysis.runs.whole_files import write_whole
from analysis.sources.coded_files import Piece
from analysis.workspace import Place

Follow = Callable[[Iterable[Sums], int], Iterable[Sums]]


@dataclass(frozen=True)
class Tabulated:
    """The file that was written, its indicators, and the number of respondents and of parts behind them."""

    path: Path
    indicators: pd.DataFrame
    respondents: int
    parts: int


def tabulate(
    place: Place,
    respondents: Sequence[Path],
    target: Path | None = None,
    scheduler: str | None = None,
    follow: Follow = lambda sums, _: sums,
) -> Tabulated:
    """The published indicators of an edition's respondents, written to `target`, or to its indicators.csv.

    respondents: Parquet files with the columns of respondents.parquet. scheduler: the address of a Dask
    cluster, which gives the same bytes. `follow` sees the sums of each part, and how many there are, as they
    come. Raises Fault where the edition's results are those of `build`, and as plan_of, map_on_cluster and
    estimate_sums do.
    """
    path = target or free_place(place)
    survey = read_survey(place.survey_toml)
    edition = read_edition(place.edition_toml, survey)
    wide = with_territories(survey)
    plan, pieces = plan_of(respondents, wide, edition)
    found = sums_on_cluster(pieces, plan, scheduler) if scheduler else sums_here(pieces, plan)
    sums = reduce(add, follow(found, len(pieces)))
    if merges := merges_of(survey, sums.counts):  # their figures are those of the groups together
        plan, survey, wide = (
            replace(plan, merges=merges),
            *(s.named_together(merges) for s in (survey, wide)),
        )
        sums = reduce(add, sums_on_cluster(pieces, plan, scheduler) if scheduler else sums_here(pieces, plan))
    with texts_as_objects():
        tables = tables_of(estimate_sums(sums, wide, edition), survey)
        decision = decide(tables, survey, edition, sums.counts, merges)
        indicators = publish(tables[0], survey, decision.reasons[0], merges)
    write_whole({path: file_bytes(INDICATORS, indicators)})
    return Tabulated(path, indicators, sums.respondents, len(pieces))


def sums_here(pieces: Iterable[Piece], plan: Plan) -> Iterator[Sums]:
    """The sums of each piece, one after the other."""
    return (sums_of(piece, plan) for piece in pieces)


def sums_on_cluster(pieces: Sequence[Piece], plan: Plan, scheduler: str) -> Iterator[Sums]:
    """The sums of each piece from the workers of a cluster, in the order of the pieces, so that they add up
    to the same digits as here."""
    return map_on_cluster(partial(sums_of, plan=plan), pieces, scheduler)


def free_place(place: Place) -> Path:
    """The path of the edition's indicators.csv; Fault where `build` wrote that file."""
    if (place.processed / MANIFEST).exists():
        raise Fault(f"{place.processed}: the results of `assoscope build` stand there; name a file by --to")
    return place.processed / INDICATORS.name
