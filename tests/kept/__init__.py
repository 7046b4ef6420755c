"""What made surveys come to, as files: `python -m tests.kept` writes them again.

The surveys have something of everything, and are made by rule. That each figure is right, other tests say;
these files say that none has moved, whatever was changed.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType

import pandas as pd

from analysis.etl.respondent_files import respondents_frames, verbatims_frame
from analysis.indicators.compare.editions.edition_differences import trend
from analysis.indicators.release.released_differences import released_trend
from analysis.pipeline import process
from analysis.results import ALIKE, COMPOSITION, INDICATORS
from analysis.results.csv_files import cells_in, csv_bytes, read_indicators
from analysis.results.released_columns import RELEASED_INDICATORS
from analysis.steps.released_files import released_contents
from analysis.steps.results_files import Built, provenance, tables
from analysis.workspace import Place
from tests.kept import clubs, samples

FOLDER = Path(__file__).parent
SURVEYS: Mapping[str, ModuleType] = {each.NAME: each for each in (clubs, samples)}
SAID_BY_OTHERS = ("survey", "label_fr", "label_en", "ci_level")
"""Columns that say nothing of a figure."""
RESPONDENTS = 100
"""Respondents whose cleaned answers are kept: the first."""
DIGITS = 9
Cells = list[list[str]]


def places_of(root: Path, survey: ModuleType) -> Iterator[Place]:
    """The editions of a survey, all written under a folder."""
    found = [Place(root, survey.NAME, edition) for edition in survey.EDITIONS]
    for place in found:
        place.raw.mkdir(parents=True)
        place.survey_toml.write_text(survey.DEFINITIONS, encoding="utf-8")
        place.edition_toml.write_text(survey.definitions_of(place.edition), encoding="utf-8")
        for name, content in survey.files_of(place.edition).items():
            (place.raw / name).write_text(content, encoding="utf-8")
    yield from found


def results_of(survey: ModuleType) -> dict[str, Cells]:
    """The tables of the last edition and of its trend by name, as cells; of the editions before, what their
    cleaning and weighting tell."""
    with TemporaryDirectory() as folder:
        root = Path(folder)
        built = [process(place) for place in places_of(root, survey)]
        found = dict(_of_edition(built[-1]))
        for each in built[:-1]:
            found |= {f"{each.edition.name}_{name}": content for name, content in _told_first(each)}
        if len(built) > 1:
            found |= _of_editions(built, root)
    kept = {name: _kept(content) for name, content in found.items()}
    return {name: cells for name, cells in kept.items() if cells[0]}


def _of_edition(built: Built) -> Iterator[tuple[str, bytes]]:
    yield from _told_first(built)
    yield from ((name.removesuffix(".csv"), csv_bytes(table)) for name, table in tables(built).items())
    yield from _released(built).items()
    respondents = pd.concat(respondents_frames(built.weighted)).head(RESPONDENTS)
    yield "respondents", csv_bytes(respondents.astype(str))
    yield "verbatims", csv_bytes(verbatims_frame(built.weighted).head(RESPONDENTS))


def _told_first(built: Built) -> Iterator[tuple[str, bytes]]:
    """What an edition tells before any figure: problems, who was removed, quality, weights."""
    yield "problems", csv_bytes(built.weighted.cleaned.problems)
    yield "removed", csv_bytes(built.weighted.cleaned.removed)
    for name in ("quality", "audit", "weighting"):
        yield name, csv_bytes(tables(built)[f"{name}.csv"])


def _released(built: Built) -> dict[str, bytes]:
    """The released tables that have figures of their own."""
    files = released_contents(tables(built), provenance(built), built.survey)
    names = ("indicators", "comparisons", "distributions", "territories", "modelled")
    return {f"released_{name}": files[f"{name}.csv"] for name in names if f"{name}.csv" in files}


def _of_editions(built: list[Built], root: Path) -> dict[str, bytes]:
    """The changes to the last edition, the analyst's and the released ones."""
    by_name = {each.edition.name: each for each in built}
    released = {name: _released(each)["released_indicators"] for name, each in by_name.items()}
    public = {}
    for name, content in released.items():
        path = root / f"{name}.csv"
        path.write_bytes(content)
        public[name] = read_indicators(path, RELEASED_INDICATORS)
    found = {name: tables(each) for name, each in by_name.items()}
    beside = [
        {name: of[file.name] for name, of in found.items() if file.name in of}
        for file in (COMPOSITION, ALIKE)
    ]
    indicators = {name: of[INDICATORS.name] for name, of in found.items()}
    merges = {name: each.disclosure.get("counted_with", {}) for name, each in by_name.items()}
    survey = built[-1].survey
    changes = trend(indicators, survey, [each.edition for each in built], *beside, merges)
    changes = changes[changes["edition_to"] == built[-1].edition.name].reset_index(drop=True)
    return {"trend": csv_bytes(changes), "released_trend": csv_bytes(released_trend(changes, public, survey))}


def _kept(content: bytes) -> Cells:
    """The cells of a table: columns that are blank or said elsewhere left out, numbers with nine digits."""
    head, *lines = list(cells_in(content)) or [[]]
    columns = [
        place
        for place, name in enumerate(head)
        if name not in SAID_BY_OTHERS and any(line[place] for line in lines)
    ]
    return [[_short(line[place]) for place in columns] for line in (head, *lines)]


def _short(cell: str) -> str:
    if "." not in cell and "e" not in cell:
        return cell
    try:
        return f"{float(cell):.{DIGITS}g}"
    except ValueError:
        return cell


def path_of(survey: str, table: str) -> Path:
    """The file of a table."""
    return FOLDER / survey / f"{table}.csv"


def cells_of(survey: str, table: str) -> Cells:
    """A table as its file has it."""
    with path_of(survey, table).open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def names() -> list[tuple[str, str]]:
    """Every survey and table of which there is a file."""
    return sorted((path.parent.name, path.stem) for path in FOLDER.glob("*/*.csv"))


def write() -> None:
    """Write every file again."""
    for survey, table in names():
        path_of(survey, table).unlink()
    for name, survey in SURVEYS.items():
        for table, cells in results_of(survey).items():
            text = StringIO()
            csv.writer(text, lineterminator="\n").writerows(cells)
            path_of(name, table).parent.mkdir(exist_ok=True)
            path_of(name, table).write_text(text.getvalue(), encoding="utf-8")
