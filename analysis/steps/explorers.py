"""reports/explorer.html: made of what is released, taken away before any of it is replaced.

Where the tables are many, it is a list of pages, one for each survey: reports/explorer-SURVEY.html.
"""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path

from analysis.results import INDICATORS, MODELLED, TERRITORIES, TREND
from analysis.runs.manifests import MANIFEST, Ingredients, ingredients
from analysis.runs.result_folders import alone
from analysis.runs.step import Files, Result, Step
from analysis.steps.made_of import outdated, words_of
from analysis.workspace import EXPLORER, LANGUAGE, as_file_name, languages

CARRIED = (INDICATORS.name, TERRITORIES.name, MODELLED.name, TREND.name)
"""The released tables whose rows are in the page."""
LARGEST_TABLES = 20_000_000
"""Bytes of them up to which one page has them all: less than 5 MB of it, a quarter at most."""


def explorer_result(root: Path) -> Result:
    """The page, or pages, in which released figures are chosen; wanted where anything is released."""
    paths = tuple(explorer_paths(root).values())
    return Result(Files(paths), partial(explorer_ingredients, root), lambda: bool(_releases(root)))


def explorer_paths(root: Path) -> dict[str, Path]:
    """Survey -> its page; "" -> the page that is opened first."""
    page = root / "reports" / EXPLORER
    folders = [release.parent for release in _releases(root)]
    tables = [path for name in CARRIED for folder in folders for path in folder.rglob(name)]
    is_split = sum(path.stat().st_size for path in tables) > LARGEST_TABLES
    own = [release.parent.name for release in _releases(root)] if is_split else []
    return {"": page, **{name: page.with_stem(f"{page.stem}-{as_file_name(name)}") for name in own}}


def explorer_ingredients(root: Path) -> Ingredients:
    """What is released, with the definitions in which it has its names, and the editions left out."""
    definitions = (*root.glob("data/raw/*/survey.toml"), *root.glob("data/raw/*/*/edition.toml"))
    inputs = {path.relative_to(root).as_posix(): path for path in (*_releases(root), *definitions)}
    left_out = json.dumps([*outdated(root)])
    words = {name: path for language in languages() for name, path in words_of(language).items()}
    return ingredients({**inputs, **words}, outdated=left_out)


def make_explorer(root: Path, force: bool = False) -> Path | None:
    """The path of the explorer, made again where it is not up to date; None where nothing is released."""
    result = explorer_result(root)
    page = result.outputs.guarded
    Step(result, partial(_pages, root), dict).run(force=force)
    return page if page.is_file() else None


def _pages(root: Path) -> dict[Path, bytes]:
    from analysis.reporting.explorer.explorer_page import explorer_page, list_page

    paths = explorer_paths(root)
    first, left_out = paths.pop(""), outdated(root)
    if not paths:
        page = explorer_page(root, [release.parent.name for release in _releases(root)], left_out=left_out)
        return {first: page.encode("utf-8")} if page else {}
    pages = {name: explorer_page(root, [name], False, left_out) for name in paths}
    found = {name: page for name, page in pages.items() if page}
    names = [(_title(root, name), paths[name].name) for name in found]
    own = {paths[name]: page.encode("utf-8") for name, page in found.items()}
    return {first: list_page(names).encode("utf-8"), **own}


def _title(root: Path, survey: str) -> str:
    from analysis.questionnaire import read_survey

    return read_survey(root / "data" / "raw" / survey / "survey.toml").title.to(LANGUAGE)


def take_away_explorer(root: Path) -> None:
    """Delete the pages that a run wrote; the caller holds the lock of the explorer."""
    page = root / "reports" / EXPLORER
    made = [
        path.name.removeprefix(".").removesuffix(".json") for path in page.parent.glob(".explorer*.html.json")
    ]
    Files(tuple(page.with_name(name) for name in made)).take_away()


def withdraw_explorer(root: Path) -> None:
    """Take the explorer away where it shows an edition that no longer follows from its data."""
    page = root / "reports" / EXPLORER
    if page.is_file() and outdated(root) and not explorer_result(root).is_current():
        with alone(page):
            take_away_explorer(root)


def _releases(root: Path) -> list[Path]:
    """The manifests of the releases under <root>/reports."""
    return sorted((root / "reports").glob(f"*/{MANIFEST}"))
