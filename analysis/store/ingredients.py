"""What an edition's results, its reports and the index are made of, and whether they still hold."""

from __future__ import annotations

from pathlib import Path

from analysis.store.manifests import MANIFEST, Ingredients, ingredients, is_current
from analysis.workspace import Place

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
    """The notebook, the results of the edition (their manifest stands for all), the survey's own tables."""
    shared = {f"processed/{path.name}": path for path in place.processed.parent.glob("*.csv")}
    inputs = {MANIFEST: place.processed / MANIFEST, "notebook": notebook, **shared}
    return ingredients(inputs, language=language, **parameters)


def manifest_beside(page: Path) -> Path:
    """The manifest of one page among others in a folder: report.html -> .report.html.json."""
    return page.with_name(f".{page.name}.json")


def is_reported(place: Place, page: Path, notebook: Path, language: str, **parameters: str) -> bool:
    """Whether the edition is built and `page` is what writing its report again would give."""
    manifest = manifest_beside(page)
    if not (manifest.is_file() and is_built(place)):
        return False
    return is_current(report_ingredients(place, notebook, language, **parameters), manifest)


def index_ingredients(root: Path) -> Ingredients:
    """The reports that there are, with the definitions and results the index takes titles and counts from."""
    found = [
        *root.glob("reports/*/*/*.html"),
        *root.glob("data/raw/*/survey.toml"),
        *root.glob("data/raw/*/*/edition.toml"),
        *root.glob(f"data/processed/*/*/{MANIFEST}"),
    ]
    return ingredients({path.relative_to(root).as_posix(): path for path in found})


def is_indexed(root: Path) -> bool:
    """Whether reports/index.html is what writing it again would give."""
    manifest = manifest_beside(root / "reports" / "index.html")
    return manifest.is_file() and is_current(index_ingredients(root), manifest)
