"""The files of results: those of an edition, and the trend of a survey over its editions."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

import pandas as pd

from analysis.etl.audit import removal_kinds
from analysis.etl.clean.problems import kinds_of
from analysis.etl.cleaning import Cleaned
from analysis.etl.quality.quality_table import nonresponse
from analysis.etl.respondent_files import audit_frame, parquet_bytes, respondents_frames, verbatims_frame
from analysis.etl.weighting import Weighted
from analysis.faults import DefinitionError
from analysis.indicators.compare.edition_differences import trend
from analysis.questionnaire import Edition, Survey, read_edition, read_survey
from analysis.results import (
    AUDIT,
    BACKTEST,
    COMPARISONS,
    COMPOSITION,
    DISTRIBUTIONS,
    INDICATORS,
    POINTS,
    PROBLEMS,
    PROVENANCE,
    QUALITY,
    REMOVED,
    RESPONDENTS_KEPT,
    SENSITIVITY,
    TERRITORIES,
    TREND,
    VERBATIMS,
    WEIGHTING,
)
from analysis.results.csv_files import file_bytes, read_composition, read_indicators
from analysis.results.schema import SECRET, STATUSES
from analysis.runs.manifests import manifest_beside, versions
from analysis.runs.result_folders import Say
from analysis.runs.step import Step
from analysis.sources.received import Source, names_of
from analysis.steps.made_of import editions_with_results, trend_result
from analysis.workspace import Place, places

LIBRARIES = ("assoscope", "numpy", "pandas", "scipy", "pyarrow", "pyreadstat", "matplotlib", "nbconvert")


@dataclass(frozen=True)
class Built:
    """Everything made of one edition, held in memory until its files are written."""

    survey: Survey
    edition: Edition
    sources: tuple[Source, ...]
    weighted: Weighted
    indicators: pd.DataFrame
    comparisons: pd.DataFrame
    composition: pd.DataFrame | None
    distributions: pd.DataFrame
    territories: pd.DataFrame | None
    sensitivity: pd.DataFrame
    backtest: pd.DataFrame | None
    points: pd.DataFrame | None

    @property
    def file_names(self) -> tuple[str, ...]:
        """What each source is called."""
        return names_of(self.sources)


def contents(built: Built) -> dict[str, bytes]:
    """The files of data/processed by name; the same input gives the same bytes."""
    cleaned = built.weighted.cleaned
    named = {"survey": built.survey.name, "edition": built.edition.name}
    weighting = built.weighted.weighting.assign(**named)
    files = {
        RESPONDENTS_KEPT.name: parquet_bytes(respondents_frames(built.weighted)),
        VERBATIMS.name: parquet_bytes([verbatims_frame(built.weighted)]),
        PROBLEMS.name: file_bytes(PROBLEMS, cleaned.problems),
        REMOVED.name: file_bytes(REMOVED, cleaned.removed),
        QUALITY.name: file_bytes(QUALITY, cleaned.quality),
        AUDIT.name: file_bytes(AUDIT, audit_frame(built.weighted)),
        WEIGHTING.name: file_bytes(WEIGHTING, weighting[list(WEIGHTING.names)]),
        INDICATORS.name: file_bytes(INDICATORS, built.indicators),
        SENSITIVITY.name: file_bytes(SENSITIVITY, built.sensitivity),
        COMPARISONS.name: file_bytes(COMPARISONS, built.comparisons),
        DISTRIBUTIONS.name: file_bytes(DISTRIBUTIONS, built.distributions),
    }
    if built.composition is not None:
        files[COMPOSITION.name] = file_bytes(COMPOSITION, built.composition)
    if built.backtest is not None:
        files[BACKTEST.name] = file_bytes(BACKTEST, built.backtest)
    if built.points is not None:
        files[POINTS.name] = file_bytes(POINTS, built.points)
    if built.territories is not None:
        files[TERRITORIES.name] = file_bytes(TERRITORIES, built.territories)
    provenance = provenance_bytes(built.sources, cleaned, built.indicators, built.survey, built.edition)
    return {**files, PROVENANCE.name: provenance}


def provenance_bytes(
    sources: tuple[Source, ...],
    cleaned: Cleaned,
    indicators: pd.DataFrame,
    survey: Survey,
    edition: Edition,
) -> bytes:
    """provenance.json of an edition's indicators, without a date, so that the same input gives the same
    bytes."""
    hidden = indicators.loc[indicators["confidentiality"] == "", "status"].value_counts()
    secret = indicators["confidentiality"].value_counts()
    decided: dict[str, int] = {name: int(hidden.get(name, 0)) for name in STATUSES}
    decided |= {name: int(secret.get(name, 0)) for name in SECRET}
    facts = {
        "survey": survey.name,
        "edition": edition.name,
        "simulated": edition.simulated,
        "files": [_file_facts(source) for source in sources],
        "counts": {
            "received": cleaned.received,
            "kept": len(cleaned.keys),
            "removed": len(cleaned.removed),
        },
        "removed": _counts(removal_kinds(cleaned.removed)),
        "problems": _counts(kinds_of(cleaned.problems)),
        "suppressed": decided,
        "nonresponse": nonresponse(cleaned.answers),
        "versions": versions(LIBRARIES),
    }
    return (json.dumps(facts, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _file_facts(source: Source) -> dict[str, object]:
    """How a file was read; of what was left out, no word that stands there."""
    facts = asdict(source)
    for left_out in facts["left_out"]:
        del left_out["begins"]
    return facts


def _counts(values: pd.Series) -> dict[str, int]:
    return {str(name): int(count) for name, count in values.value_counts(sort=False).items()}


def write_trend(place: Place, say: Say = lambda _: None) -> Path | None:
    """trend.csv of the survey, from the results of its editions; None where fewer than two have any.

    Written where it is not what the results of now would give; taken away where it no longer stands for any.
    """
    path = place.processed.parent / TREND.name
    if len(places(place.root, (place.survey,))) < 2 and not manifest_beside(path).exists():
        return None
    Step(trend_result(place), partial(_trend_of, place), lambda content: content).run(say)
    return path if manifest_beside(path).is_file() else None


def _trend_of(place: Place) -> dict[Path, bytes]:
    """The file; none where fewer than two editions can be read: its own run tells what is at fault in one."""
    survey = read_survey(place.survey_toml)
    tables, compositions, editions = {}, {}, []
    for other in editions_with_results(place):
        with suppress(DefinitionError):
            edition = read_edition(other.edition_toml, survey)
            editions.append(edition)
            tables[edition.name] = read_indicators(other.processed / INDICATORS.name)
            if (path := other.processed / COMPOSITION.name).is_file():
                compositions[edition.name] = read_composition(path)
    if len(editions) < 2:
        return {}
    found = trend(tables, survey, editions, compositions)
    return {place.processed.parent / TREND.name: file_bytes(TREND, found)}
