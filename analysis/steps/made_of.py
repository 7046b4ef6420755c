"""What an edition's results, its reports and the index are made of, and whether they still hold."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from analysis.runs.step import MANIFEST, Ingredients, ingredients, is_current
from analysis.workspace import (
    CATALOGUES,
    FORMATS,
    Address,
    Place,
    catalogue_files,
    found_addresses,
    language_folder,
    places,
)

OF_OTHER_PROGRAMS = (".", "~")
"""How names begin that spreadsheets and editors leave beside an open file."""


def edition_ingredients(place: Place) -> Ingredients:
    """survey.toml and every file of the edition's folder: answers, definition, margins, published figures."""
    files = [path for path in place.raw.iterdir() if not path.name.startswith(OF_OTHER_PROGRAMS)]
    inputs = {f"{place.edition}/{path.name}": path for path in files if path.is_file()}
    return ingredients({**inputs, "survey.toml": place.survey_toml})


def is_built(place: Place) -> bool:
    """Whether data/processed holds the edition as building it again would give it."""
    manifest = place.processed / MANIFEST
    return manifest.is_file() and is_current(edition_ingredients(place), manifest)


def report_ingredients(place: Place, notebook: Path, language: str, **parameters: str) -> Ingredients:
    """The notebook, the results of the edition (their manifest stands for all), the survey's own tables,
    the figures of other years that its editions were given, and the words of a language of one's own."""
    survey = place.processed.parent
    found = (*survey.glob("*.csv"), *survey.glob("*/points.csv"))
    shared = {f"processed/{path.relative_to(survey).as_posix()}": path for path in found}
    inputs = {MANIFEST: place.processed / MANIFEST, "notebook": notebook, **shared, **_words(language)}
    return ingredients(inputs, language=language, **parameters)


def _words(language: str) -> dict[str, Path]:
    """The catalogue of a language that is not the package's, whose own files count as its code."""
    folder = language_folder(language)
    if folder == CATALOGUES:
        return {}
    return {f"languages/{path.name}": path for path in catalogue_files(folder, language).values()}


def manifest_beside(page: Path) -> Path:
    """The manifest of one page among others in a folder: report.html -> .report.html.json."""
    return page.with_name(f".{page.name}.json")


def trend_ingredients(found: Sequence[Place]) -> Ingredients:
    """survey.toml, with the definition and the indicators of each edition that the trend is drawn from."""
    definitions = {f"{place.edition}/edition.toml": place.edition_toml for place in found}
    results = {f"{place.edition}/indicators.csv": place.processed / "indicators.csv" for place in found}
    return ingredients({"survey.toml": found[0].survey_toml, **definitions, **results})


def is_trend_current(survey: Place) -> bool:
    """Whether trend.csv is what the results of its survey's editions give; it needs two of them."""
    manifest = manifest_beside(survey.processed.parent / "trend.csv")
    editions = places(survey.root, (survey.survey,))
    found = [place for place in editions if (place.processed / "indicators.csv").is_file()]
    return is_current(trend_ingredients(found), manifest) if len(found) > 1 else not manifest.is_file()


def index_ingredients(root: Path) -> Ingredients:
    """The reports that there are, with the definitions and results the index takes titles and counts from."""
    found = [
        *root.glob("data/raw/*/survey.toml"),
        *root.glob("data/raw/*/*/edition.toml"),
        *root.glob(f"data/processed/*/*/{MANIFEST}"),
    ]
    inputs = {path.relative_to(root).as_posix(): path for path in found}
    reports = {str(a): _sizes(a, root) for a in found_addresses(root)}
    return ingredients(inputs, reports=json.dumps(reports))


def _sizes(address: Address, root: Path) -> dict[str, tuple[int, str]]:
    """Size and day of each file of a report, which the index shows."""
    files = {form: address.path(root, form) for form in FORMATS}
    states = {form: path.stat() for form, path in files.items() if path.is_file()}
    return {form: (s.st_size, date.fromtimestamp(s.st_mtime).isoformat()) for form, s in states.items()}


def is_indexed(root: Path) -> bool:
    """Whether reports/index.html is what writing it again would give."""
    manifest = manifest_beside(root / "reports" / "index.html")
    return manifest.is_file() and is_current(index_ingredients(root), manifest)
