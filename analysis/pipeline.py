"""The whole way, in order: definitions, answers, respondents, weights, indicators, files, report."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from analysis.etl import (
    Cleaned,
    Source,
    Weighted,
    audit_frame,
    clean,
    give_back,
    names_of,
    parquet_bytes,
    read_files,
    read_margins,
    respondents_frames,
    verbatims_frame,
    weigh,
)
from analysis.files import csv_bytes, write_whole
from analysis.indicators import (
    backtest,
    estimate,
    points,
    publish,
    read_published,
    sensitivity,
    territories,
)
from analysis.provenance import provenance_bytes
from analysis.questionnaire import Edition, Survey, read_edition, read_survey, read_testimonies
from analysis.store import (
    Ingredients,
    Say,
    alone,
    edition_ingredients,
    index_ingredients,
    is_built,
    manifest_beside,
    manifest_bytes,
    write_folder,
)
from analysis.trend_file import write_trend
from analysis.workspace import Place


@dataclass(frozen=True)
class Built:
    """Everything made of one edition, in memory."""

    survey: Survey
    edition: Edition
    sources: tuple[Source, ...]
    weighted: Weighted
    indicators: pd.DataFrame
    sensitivity: pd.DataFrame
    backtest: pd.DataFrame | None
    points: pd.DataFrame | None

    @property
    def file_names(self) -> tuple[str, ...]:
        """What each source is called."""
        return names_of(self.sources)


def process(place: Place) -> Built:
    """One edition from its answers file to published indicators; nothing is written.

    Raises DefinitionError or DataError, whose message says what was expected and the way out.
    """
    survey = read_survey(place.survey_toml)
    edition = read_edition(place.edition_toml, survey)
    read_testimonies(place.raw / "testimonies.toml", survey)  # a fault is met here, not by the report
    received = read_files(place.raw, edition.files)
    give_back()
    cleaned = clean(received, survey, edition)
    give_back()
    weighting = edition.weighting or survey.weighting
    margins = None
    if weighting.calibration != "none":
        margins = read_margins(place.raw / "margins.csv", survey, weighting.variables)

    def weighed(respondents: Cleaned) -> Weighted:
        return weigh(respondents, margins, survey.design.single_psu)

    weighted = weighed(cleaned)
    indicators = publish(estimate(weighted, survey, edition), survey)
    varied = sensitivity(weighted, indicators, survey, edition, weighed)
    path = place.raw / "published.csv"
    published = read_published(path, survey) if path.is_file() else None
    compared = None if published is None else backtest(published, indicators, edition)
    others = None if published is None else points(published, edition)
    return Built(survey, edition, received.sources, weighted, indicators, varied, compared, others)


def build(place: Place, say: Say = lambda _: None, with_trend: bool = True) -> Built:
    """One edition processed and its files written to data/processed, all at one moment, when all is ready.

    Waits, telling `say`, while another run writes the same edition. A run that builds several editions of
    a survey writes their trend once, after the last.
    """
    with alone(place.processed, say):
        built = _built(place)
    if with_trend:
        write_trend(place, say)
    return built


def update(place: Place, say: Say = lambda _: None, with_trend: bool = True) -> Built | None:
    """One edition built where its files are not what building would give; None where nothing was to do."""
    built = None
    if not is_built(place):
        with alone(place.processed, say):
            built = None if is_built(place) else _built(place)
    if with_trend:
        write_trend(place, say)
    return built


def _built(place: Place) -> Built:
    """What the files are made of is read first: an input that changes meanwhile is met by the next run."""
    made_of = edition_ingredients(place)
    built = process(place)
    write_folder(place.processed, contents(built), made_of)
    return built


def contents(built: Built) -> dict[str, bytes]:
    """The files of data/processed by name; the same input gives the same bytes."""
    give_back()
    cleaned = built.weighted.cleaned
    named = {"survey": built.survey.name, "edition": built.edition.name}
    weighting = built.weighted.weighting.assign(**named)
    files = {
        "respondents.parquet": parquet_bytes(respondents_frames(built.weighted)),
        "verbatims.parquet": parquet_bytes([verbatims_frame(built.weighted)]),
        "problems.csv": csv_bytes(cleaned.problems),
        "removed.csv": csv_bytes(cleaned.removed),
        "quality.csv": csv_bytes(cleaned.quality),
        "audit.csv": csv_bytes(audit_frame(built.weighted)),
        "weighting.csv": csv_bytes(weighting[[*named, "variable", "code", "measure", "value", "source"]]),
        "indicators.csv": csv_bytes(built.indicators),
        "sensitivity.csv": csv_bytes(built.sensitivity),
    }
    if built.backtest is not None:
        files["backtest.csv"] = csv_bytes(built.backtest)
    if built.points is not None:
        files["points.csv"] = csv_bytes(built.points)
    if built.survey.territories:
        local = territories(built.weighted, built.survey, built.edition)
        files["territories.csv"] = csv_bytes(local)
    provenance = provenance_bytes(built.sources, cleaned, built.indicators, built.survey, built.edition)
    return {**files, "provenance.json": provenance}


def index(root: Path) -> Path:
    """reports/index.html, the list of every report found, with its manifest; the path of the page."""
    from analysis.reporting import write_index

    made_of = index_ingredients(root)
    path = write_index(root)
    write_manifest(path, made_of)
    return path


def write_manifest(page: Path, made_of: Ingredients) -> None:
    """What `page` was made of, in a hidden file beside it, so that a later run can tell whether it holds."""
    write_whole({manifest_beside(page): manifest_bytes(made_of, {page.name: page.read_bytes()})})
