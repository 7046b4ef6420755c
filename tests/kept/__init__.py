"""What made surveys come to, and statistics and sentences of drawn figures, as files: `python -m tests.kept`
writes them again.

The surveys have something of everything, and are made by rule, as are the figures drawn. That each figure and
sentence is right, other tests say; these files say that none has moved, whatever was changed.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType

import pandas as pd

from analysis.pipeline import build
from analysis.reporting.chapters.method_pages.note_document import note_blocks
from analysis.reporting.edition_report import open_report
from analysis.results.csv_files import cells_in, csv_bytes
from analysis.workspace import Place
from tests.kept import cells, clubs, firms, homes, panels, samples
from tests.kept.drawn import calculations, decisions, sentences

FOLDER = Path(__file__).parent
SURVEYS: Mapping[str, ModuleType] = {
    each.NAME: each for each in (cells, samples, panels, homes, firms, clubs)
}
DRAWN: Mapping[str, ModuleType] = {each.NAME: each for each in (calculations, sentences, decisions)}
FIRST = ("problems", "removed", "quality", "audit", "weighting")
"""What an edition tells before any figure."""
SAID_BY_OTHERS = ("survey", "label_fr", "label_en", "ci_level")
"""Columns that say nothing of a figure."""
RESPONDENTS = 120
"""Respondents whose cleaned answers are kept: the first."""
DIGITS = 9
Cells = list[list[str]]


def places_of(root: Path, survey: ModuleType) -> list[Place]:
    """The editions of a survey, all written under a folder."""
    found = [Place(root, survey.NAME, edition) for edition in survey.EDITIONS]
    for place in found:
        place.raw.mkdir(parents=True)
        place.survey_toml.write_text(survey.DEFINITIONS, encoding="utf-8")
        place.edition_toml.write_text(survey.definitions_of(place.edition), encoding="utf-8")
        for name, content in survey.files_of(place.edition).items():
            (place.raw / name).write_text(content, encoding="utf-8")
    return found


def results_of(name: str) -> dict[str, Cells]:
    """The tables of a made survey, or of what is drawn, by name."""
    return DRAWN[name].tables() if name in DRAWN else _built(SURVEYS[name])


def _built(survey: ModuleType) -> dict[str, Cells]:
    """The tables and reports of the last edition and of its trend by name, as cells; of the editions before,
    what their cleaning and weighting tell."""
    with TemporaryDirectory() as folder:
        places = places_of(Path(folder), survey)
        for place in places:
            build(place)
        found = dict(_tables(places[-1]))
        for place in places[:-1]:
            found |= {f"{place.edition}_{name}": _table(place.processed / f"{name}.csv") for name in FIRST}
        if len(places) > 1:
            found |= dict(_changes(places[-1]))
        for place in places[-2:]:
            territories = survey.TERRITORIES if place is places[-1] else ()
            found |= {f"report_{name}": lines for name, lines in _reports(place, territories)}
    return {name: lines for name, lines in found.items() if lines}


def _tables(place: Place) -> Iterator[tuple[str, Cells]]:
    yield from ((path.stem, _table(path)) for path in place.processed.glob("*.csv"))
    for name in ("indicators", "comparisons", "distributions", "territories", "modelled"):
        if (path := place.released / f"{name}.csv").is_file():
            yield f"released_{name}", _table(path)
    for name in ("respondents", "verbatims"):
        first = pd.read_parquet(place.processed / f"{name}.parquet").head(RESPONDENTS)
        yield name, _cells(csv_bytes(first.astype(str)))


def _changes(place: Place) -> Iterator[tuple[str, Cells]]:
    """What changed to an edition, as the analyst has it and as it is released."""
    of_survey = place.processed.parent
    for name, path in (("trend", of_survey), ("released_trend", of_survey / "released")):
        head, *lines = _table(path / "trend.csv")
        yield name, [head, *(line for line in lines if line[head.index("edition_to")] == place.edition)]


def _reports(place: Place, territories: Sequence[str]) -> Iterator[tuple[str, Cells]]:
    """What the reports of an edition and of territories say, and its note, in both languages, a line for each
    text."""
    for language in ("fr", "en"):
        for of in ("", *territories):
            shown = open_report(place.root, place.survey, place.edition, language, of)
            blocks = [shown.cover().block, *(part.block for part in shown.parts())]
            yield f"{of.replace('=', '_') or place.edition}_{language}", _lines(blocks)
        note = note_blocks(shown.voice, shown.edition, shown.records)
        yield f"{place.edition}_note_{language}", _lines(note)


def _lines(blocks: Iterable[object]) -> Cells:
    return [list(line) for block in blocks for line in _told(block, "")]


def _told(block: object, name: str) -> Iterator[tuple[str, str]]:
    """The texts and figures of a block, but how a chart is drawn: (of what they are, what they are)."""
    if is_dataclass(block):
        for each in fields(block):
            if each.name not in ("svg", "narrow"):
                yield from _told(getattr(block, each.name), f"{type(block).__name__}.{each.name}")
    elif isinstance(block, list | tuple):
        for part in block:
            yield from _told(part, name)
    elif block not in ("", None, False) and "numpy" not in str(block):  # versions are those of the machine
        yield name, str(block)


def _table(path: Path) -> Cells:
    return _cells(path.read_bytes())


def _cells(content: bytes) -> Cells:
    """The cells of a table: columns that are blank or said elsewhere left out, numbers with nine digits; none
    where it has no line."""
    head, *lines = cells_in(content)
    columns = [
        place
        for place, name in enumerate(head)
        if name not in SAID_BY_OTHERS and any(line[place] for line in lines)
    ]
    return [[_short(line[place]) for place in columns] for line in (head, *lines)] if lines else []


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
    results = {name: results_of(name) for name in (*SURVEYS, *DRAWN)}
    for survey, table in names():
        path_of(survey, table).unlink()
    for name, tables in results.items():
        for table, lines in tables.items():
            text = StringIO()
            csv.writer(text, lineterminator="\n").writerows(lines)
            path_of(name, table).parent.mkdir(exist_ok=True)
            path_of(name, table).write_text(text.getvalue(), encoding="utf-8")
