"""The whole way, in order: definitions, answers, respondents, weights, indicators, files, report."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from analysis.etl import (
    Received,
    Weighted,
    audit_frame,
    clean,
    parquet_bytes,
    read_answers,
    read_margins,
    respondents_frame,
    verbatims_frame,
    weigh,
)
from analysis.files import csv_bytes, write_whole
from analysis.indicators import estimate, publish
from analysis.provenance import provenance_bytes
from analysis.questionnaire import Edition, Survey, read_edition, read_survey
from analysis.workspace import Place


@dataclass(frozen=True)
class Built:
    """Everything made of one edition, in memory."""

    survey: Survey
    edition: Edition
    received: Received
    weighted: Weighted
    indicators: pd.DataFrame


def process(place: Place) -> Built:
    """One edition from its answers file to published indicators; nothing is written.

    Raises DefinitionError or DataError, whose message says what was expected and the way out.
    """
    survey = read_survey(place.survey_toml)
    edition = read_edition(place.edition_toml, survey)
    received = read_answers(place.raw, edition.files[0])
    cleaned = clean(received, survey, edition)
    weighting = edition.weighting or survey.weighting
    margins = None
    if weighting.calibration != "none":
        margins = read_margins(place.raw / "margins.csv", survey, weighting.variables)
    weighted = weigh(cleaned, margins, survey.design.single_psu)
    indicators = publish(estimate(weighted, survey, edition), survey)
    return Built(survey, edition, received, weighted, indicators)


def build(place: Place) -> Built:
    """One edition processed and its files written to data/processed, each whole, when all of it is ready."""
    built = process(place)
    write_whole({place.processed / name: content for name, content in contents(built).items()})
    return built


def contents(built: Built) -> dict[str, bytes]:
    """The files of data/processed by name; the same input gives the same bytes."""
    cleaned = built.weighted.cleaned
    named = {"survey": built.survey.name, "edition": built.edition.name}
    weighting = built.weighted.weighting.assign(**named)
    files = {
        "respondents.parquet": parquet_bytes(respondents_frame(built.weighted)),
        "verbatims.parquet": parquet_bytes(verbatims_frame(built.weighted)),
        "problems.csv": csv_bytes(cleaned.problems),
        "removed.csv": csv_bytes(cleaned.removed),
        "quality.csv": csv_bytes(cleaned.quality),
        "audit.csv": csv_bytes(audit_frame(built.weighted)),
        "weighting.csv": csv_bytes(weighting[[*named, "variable", "code", "measure", "value", "source"]]),
        "indicators.csv": csv_bytes(built.indicators),
    }
    provenance = provenance_bytes(built.received, cleaned, built.indicators, built.survey, built.edition)
    return {**files, "provenance.json": provenance}


def report(place: Place, language: str = "fr") -> tuple[Built, Path]:
    """One edition built and its report written to reports/; what was made, and the path of the report."""
    from analysis.reporting import write_report

    built = build(place)
    return built, write_report(place.root, built.survey, built.edition, language)
