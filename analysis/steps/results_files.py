"""The files of an edition, provenance.json, and the trend of a survey over its editions."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

import pandas as pd

from analysis.etl.audit import removal_kinds
from analysis.etl.clean.problems import kinds_of
from analysis.etl.cleaning import Cleaned
from analysis.etl.quality.quality_table import nonresponse
from analysis.etl.respondent_files import audit_frame, parquet_bytes, respondents_frames, verbatims_frame
from analysis.etl.weighting import Weighted
from analysis.indicators.compare.comparisons import comparisons
from analysis.indicators.compare.edition_differences import trend
from analysis.indicators.compare.group_differences import territories
from analysis.questionnaire import DefinitionError, Edition, Survey, read_edition, read_survey
from analysis.results.csv_files import csv_bytes, read_indicators
from analysis.runs.memory import give_back
from analysis.runs.result_folders import Say, alone
from analysis.runs.step import is_current, manifest_bytes, versions
from analysis.runs.whole_files import write_whole
from analysis.sources.received import Source, names_of
from analysis.steps.made_of import manifest_beside, trend_ingredients
from analysis.workspace import Place, places

LIBRARIES = ("assoscope", "numpy", "pandas", "scipy", "pyarrow", "pyreadstat", "matplotlib", "nbconvert")


def provenance_bytes(
    sources: tuple[Source, ...],
    cleaned: Cleaned,
    indicators: pd.DataFrame,
    survey: Survey,
    edition: Edition,
) -> bytes:
    """The provenance of an edition's indicators as JSON; no clock, so the same for the same input."""
    hidden = indicators.loc[indicators["confidentiality"] == "", "status"].value_counts()
    secret = indicators["confidentiality"].value_counts()
    facts = {
        "survey": survey.name,
        "edition": edition.name,
        "simulated": edition.simulated,
        "files": [asdict(source) for source in sources],
        "counts": {
            "received": cleaned.received,
            "kept": len(cleaned.keys),
            "removed": len(cleaned.removed),
        },
        "removed": _counts(removal_kinds(cleaned.removed)),
        "problems": _counts(kinds_of(cleaned.problems)),
        "suppressed": {
            **{
                name: int(hidden.get(name, 0))
                for name in ("shown", "footnote", "caution", "suppressed", "empty")
            },
            **{name: int(secret.get(name, 0)) for name in ("confidential", "complementary")},
        },
        "nonresponse": nonresponse(cleaned.answers),
        "versions": versions(LIBRARIES),
    }
    return (json.dumps(facts, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _counts(values: pd.Series) -> dict[str, int]:
    return {str(name): int(count) for name, count in values.value_counts(sort=False).items()}


def write_trend(place: Place, say: Say = lambda _: None) -> Path | None:
    """trend.csv of the survey, from the results of its editions; None where fewer than two have any.

    Written where it is not what the results of now would give; taken away where it no longer stands for any.
    """
    path = place.processed.parent / "trend.csv"
    if len(places(place.root, (place.survey,))) < 2 and not manifest_beside(path).exists():
        return None
    with alone(path, say):
        survey = read_survey(place.survey_toml)
        found = _editions_with_results(place, survey)
        tables = {edition.name: other.processed / "indicators.csv" for other, edition in found}
        if len(found) < 2:
            _take_away(path)
            return None
        made_of = trend_ingredients([other for other, _ in found])
        if not is_current(made_of, manifest_beside(path)):
            read = {name: read_indicators(table) for name, table in tables.items()}
            rows = trend(read, survey, [edition for _, edition in found])
            content = csv_bytes(rows)
            manifest = manifest_bytes(made_of, {path.name: content})
            write_whole({path: content, manifest_beside(path): manifest})
    return path


def _editions_with_results(place: Place, survey: Survey) -> list[tuple[Place, Edition]]:
    """The editions of the survey that are built; one whose definition is at fault is told by its own run."""
    found = []
    for other in places(place.root, (place.survey,)):
        if (other.processed / "indicators.csv").is_file():
            with suppress(DefinitionError):
                found.append((other, read_edition(other.edition_toml, survey)))
    return found


def _take_away(path: Path) -> None:
    """Delete a file that a run wrote, with its manifest; one that a user put there has none and stays."""
    if manifest_beside(path).is_file():
        path.unlink(missing_ok=True)
        manifest_beside(path).unlink()


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
        "comparisons.csv": csv_bytes(
            comparisons(built.weighted, built.indicators, built.survey, built.edition)
        ),
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
