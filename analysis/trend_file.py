"""trend.csv: what changed over the editions of a survey, kept beside their results."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from analysis.files import csv_bytes, write_whole
from analysis.indicators import read_indicators, trend
from analysis.questionnaire import DefinitionError, Edition, Survey, read_edition, read_survey
from analysis.store import Say, alone, is_current, manifest_beside, manifest_bytes, trend_ingredients
from analysis.workspace import Place, places


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
