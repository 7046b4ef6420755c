"""The files of results: those of an edition, and the trend of a survey over its editions."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.etl.audit import removal_kinds
from analysis.etl.clean.problems import kinds_of
from analysis.etl.quality.quality_table import nonresponse
from analysis.etl.respondent_files import (
    audit_frame,
    parquet_bytes,
    respondents_frames,
    verbatims_frame,
    weighting_frame,
)
from analysis.etl.weighting import Weighted
from analysis.exports.edition_exports import edition_exports
from analysis.faults import DefinitionError
from analysis.indicators.area_models import ModelledTables
from analysis.indicators.compare.editions.edition_differences import trend
from analysis.indicators.release.released_differences import released_trend
from analysis.indicators.text_columns import texts_as_objects
from analysis.questionnaire import Edition, Survey, read_edition, read_survey
from analysis.questionnaire.contradictions.note_gaps import note_gaps
from analysis.questionnaire.fixed_words import Merges
from analysis.results import (
    ALIKE,
    AREA_MODELS,
    AUDIT,
    BACKTEST,
    COMPARISONS,
    COMPOSITION,
    DISTRIBUTIONS,
    INDICATORS,
    MODELLED,
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
from analysis.results.csv_files import file_bytes, read_indicators, read_private
from analysis.results.released_columns import LISEZMOI, RELEASED_INDICATORS, RELEASED_TREND
from analysis.results.schema import STATUSES
from analysis.runs.manifests import manifest_beside, versions
from analysis.runs.result_folders import Say
from analysis.runs.step import Step
from analysis.sources.received import Source, names_of
from analysis.steps.citation_files import citation_files
from analysis.steps.made_of import counted_with, editions_with_results, trend_files, trend_result
from analysis.steps.released_files import OF_ANALYST, json_bytes, released_contents
from analysis.workspace import RELEASED, Place, places

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
    alike: pd.DataFrame | None
    distributions: pd.DataFrame
    territories: pd.DataFrame | None
    modelled: ModelledTables | None
    sensitivity: pd.DataFrame
    backtest: pd.DataFrame | None
    points: pd.DataFrame | None
    disclosure: Mapping[str, Any]
    """What provenance.json says of the decision on what is confidential."""

    @property
    def file_names(self) -> tuple[str, ...]:
        """What each source is called."""
        return names_of(self.sources)


def contents(built: Built) -> dict[str, bytes]:
    """The files of data/processed by name, those to be released under released/; the same input gives the
    same bytes."""
    cleaned = built.weighted.cleaned
    found = tables(built)
    facts = provenance(built)
    files = {
        RESPONDENTS_KEPT.name: parquet_bytes(respondents_frames(built.weighted)),
        VERBATIMS.name: parquet_bytes([verbatims_frame(built.weighted)]),
        PROBLEMS.name: file_bytes(PROBLEMS, cleaned.problems),
        REMOVED.name: file_bytes(REMOVED, cleaned.removed),
        **{file.name: file_bytes(file, found[file.name]) for file in TABLES if file.name in found},
        PROVENANCE.name: json_bytes(facts),
        LISEZMOI.name: OF_ANALYST.encode("utf-8"),
    }
    released = released_contents(found, facts, built.survey)
    released |= edition_exports(built.survey, built.edition, released)
    released |= citation_files(built.survey, built.edition)
    return files | {f"{RELEASED}/{name}": content for name, content in released.items()}


TABLES = (
    *(QUALITY, AUDIT, WEIGHTING, INDICATORS, SENSITIVITY, COMPARISONS, DISTRIBUTIONS),
    *(COMPOSITION, ALIKE, BACKTEST, POINTS, TERRITORIES, MODELLED, AREA_MODELS),
)
"""The tables of an edition without a single respondent; those of the second line are there where they
apply."""


def tables(built: Built) -> dict[str, pd.DataFrame]:
    """The tables of an edition by the name of their file."""
    named = {"survey": built.survey.name, "edition": built.edition.name}
    weighting = weighting_frame(built.weighted).assign(**named)
    found = {
        QUALITY.name: built.weighted.cleaned.quality,
        AUDIT.name: audit_frame(built.weighted),
        WEIGHTING.name: weighting[list(WEIGHTING.names)],
        INDICATORS.name: built.indicators,
        SENSITIVITY.name: built.sensitivity,
        COMPARISONS.name: built.comparisons,
        DISTRIBUTIONS.name: built.distributions,
        COMPOSITION.name: built.composition,
        ALIKE.name: built.alike,
        BACKTEST.name: built.backtest,
        POINTS.name: built.points,
        TERRITORIES.name: built.territories,
    }
    if built.modelled is not None:
        found |= {MODELLED.name: built.modelled.figures, AREA_MODELS.name: built.modelled.models}
    return {name: table for name, table in found.items() if table is not None}


def provenance(built: Built) -> dict[str, Any]:
    """What provenance.json says of an edition's indicators, without a date, so that the same input gives the
    same bytes."""
    cleaned, indicators = built.weighted.cleaned, built.indicators
    hidden = indicators.loc[indicators["confidentiality"] == "", "status"].value_counts()
    return {
        "survey": built.survey.name,
        "edition": built.edition.name,
        "simulated": built.edition.simulated,
        "files": [_file_facts(source) for source in built.sources],
        "counts": {
            "received": cleaned.received,
            "kept": len(cleaned.keys),
            "removed": len(cleaned.removed),
        },
        "removed": _counts(removal_kinds(cleaned.removed)),
        "problems": _counts(kinds_of(cleaned.problems)),
        "published": {name: int(hidden.get(name, 0)) for name in STATUSES},
        "confidentiality": dict(built.disclosure),
        "nonresponse": nonresponse(cleaned.answers),
        "not_stated": note_gaps(built.edition, built.survey),
        "versions": versions(LIBRARIES),
    }


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
    Step(trend_result(place), partial(trend_contents, place), lambda content: content).run(say)
    return path if manifest_beside(path).is_file() else None


@texts_as_objects()
def trend_contents(place: Place) -> dict[Path, bytes]:
    """Path -> content of the trend of the survey of `place`, the analyst's and the released one; none where
    fewer than two editions can be read.

    What is at fault in one is told by its own run.
    """
    survey = read_survey(place.survey_toml)
    tables, released, editions = {}, {}, []
    compositions: dict[str, pd.DataFrame] = {}
    alike: dict[str, pd.DataFrame] = {}
    merges: dict[str, Merges] = {}
    for other in editions_with_results(place):
        with suppress(DefinitionError):
            edition = read_edition(other.edition_toml, survey)
            editions.append(edition)
            tables[edition.name] = read_indicators(other.processed / INDICATORS.name)
            merges[edition.name] = counted_with(other)
            for file, found in ((COMPOSITION, compositions), (ALIKE, alike)):
                if (path := other.processed / file.name).is_file():
                    found[edition.name] = read_private(path, file)
            released[edition.name] = read_indicators(other.released / INDICATORS.name, RELEASED_INDICATORS)
    if len(editions) < 2:
        return {}
    own, public = trend_files(place)
    changes = trend(tables, survey, editions, compositions, alike, merges)
    public_changes = released_trend(changes, released, survey)
    return {own: file_bytes(TREND, changes), public: file_bytes(RELEASED_TREND, public_changes)}
