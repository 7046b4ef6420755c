"""What is compared: the figures of a build, a release or an archive, and what they were made of."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from analysis.faults import Fault
from analysis.reporting.findings.own_findings import FILE as OWN_FINDINGS
from analysis.results import INDICATORS, PROVENANCE
from analysis.results.csv_files import figure_of, rows_in
from analysis.runs.manifests import MANIFEST, made_of_in
from analysis.runs.whole_files import checksum
from analysis.steps.archives.archive_files import DEFINITIONS, OF_EDITION, RESULTS, Archive, read_archive
from analysis.workspace import RELEASED, Place

Cause = Literal["data", "weights", "definitions", "rule"]
CAUSES: tuple[Cause, ...] = ("data", "weights", "definitions", "rule")
"""What may move a figure besides the programs, in the order in which one is changed after the other."""
OF_SURVEY: Mapping[str, Cause] = {"weighting": "weights", "design": "weights", "publication": "rule"}
"""Tables of survey.toml -> what they decide; all others are definitions."""
OF_EDITION_TOML: Mapping[str, Cause] = {
    "weighting": "weights",
    **dict.fromkeys(("file", "files", "columns", "recode", "exclude", "keep_if"), "data"),
}
"""Tables of edition.toml that go with the answers, or decide their weights."""
TEXTS = ("title", "note", "citation", "dispositions", "testimonies.toml", OWN_FINDINGS)
"""Tables and files of the definitions that no figure follows from."""
KEYS = ("indicator", "item", "population", "breakdown", "group", "with", "statistic", "unit")
Key = tuple[str, ...]


@dataclass(frozen=True)
class SideFigure:
    """A figure as one side has it; `value` is None where it is not shown, `n` where its base is not, and so
    is the standard error `se`."""

    value: float | None
    status: str
    n: float | None = None
    se: float | None = None


@dataclass(frozen=True)
class Side:
    """One of two builds. `software` has its programs, `answers` the files that were read with their
    checksums, `definitions` the texts of its definitions by name: each as far as it is known.
    """

    name: str
    survey: str
    edition: str
    figures: Mapping[Key, SideFigure]
    is_full: bool
    software: Mapping[str, str]
    answers: Mapping[str, str]
    definitions: Mapping[str, bytes] = field(default_factory=dict)
    archive: Archive | None = None

    @property
    def parts(self) -> dict[Cause, str]:
        """Cause -> what of the definitions it rests on, as one text that can be compared; nothing where they
        are not at hand."""
        if "survey.toml" not in self.definitions:
            return {}
        tables = deciding(self.definitions)
        return {cause: json.dumps(tables[cause], sort_keys=True, default=str) for cause in CAUSES}


def split(definitions: Mapping[str, bytes]) -> dict[Cause, dict[str, Any]]:
    """Cause -> the tables and files of the definitions that it rests on."""
    found: dict[Cause, dict[str, Any]] = {cause: {} for cause in CAUSES}
    for name, content in definitions.items():
        short = name.rpartition("/")[2]
        if short in ("survey.toml", "edition.toml"):
            owners = OF_SURVEY if short == "survey.toml" else OF_EDITION_TOML
            for key, table in tomllib.loads(content.decode("utf-8")).items():
                found[owners.get(key, "definitions")][f"{short}:{key}"] = table
        else:
            found["weights" if short == "margins.csv" else "definitions"][short] = content.decode(
                "utf-8", "replace"
            )
    return found


def deciding(definitions: Mapping[str, bytes]) -> dict[Cause, dict[str, Any]]:
    """Cause -> the tables and files of the definitions from which figures follow."""
    return {
        cause: {name: table for name, table in tables.items() if name.rpartition(":")[2] not in TEXTS}
        for cause, tables in split(definitions).items()
    }


def figures_in(content: bytes) -> dict[Key, SideFigure]:
    """The figures of an indicators.csv by what they are of."""
    return {
        tuple(row.get(name, "") for name in KEYS): SideFigure(
            figure_of(row["value"]), row["status"], *(figure_of(row.get(name, "")) for name in ("n", "se"))
        )
        for row in rows_in(content)
    }


def read_side(root: Path, named: str, full: bool) -> Side:
    """The side that a text names: an archive, a folder of data/processed or of reports, or SURVEY/EDITION.

    full: take the analyst's figures at full precision, which a folder of data/processed alone has. Raises
    Fault where there is none of these, with what was expected.
    """
    path = Path(named) if Path(named).exists() else root / named
    if path.is_file():
        return _of_archive(read_archive(path))
    folder = path if path.is_dir() else root / "reports" / named
    if not (folder / INDICATORS.name).is_file():
        raise Fault(
            f"{named}: no figures there; expected an archive, a folder of data/processed or reports that has "
            f"{INDICATORS.name}, or SURVEY/EDITION that is built"
        )
    return _of_folder(folder.resolve(), full)


def is_of_analyst(root: Path, named: str) -> bool:
    """Whether a text names a folder of data/processed, with the analyst's figures."""
    path = Path(named) if Path(named).exists() else root / named
    return (path / RELEASED / INDICATORS.name).is_file()


def _of_archive(archive: Archive) -> Side:
    figures = figures_in(archive.read(f"{RESULTS}/{archive.edition}/{INDICATORS.name}"))
    definitions = {name: archive.read(packed) for name, packed in archive.under(DEFINITIONS).items()}
    return Side(
        archive.path.name,
        archive.survey,
        archive.edition,
        figures,
        False,
        archive.made_of.get("software", {}),
        archive.answers,
        definitions,
        archive,
    )


def _of_folder(folder: Path, full: bool) -> Side:
    own = (folder / RELEASED).is_dir()
    table = folder / INDICATORS.name if full or not own else folder / RELEASED / INDICATORS.name
    root, facts = folder.parents[3 if own else 2], _facts(folder)
    place = Place(root, str(facts.get("survey", folder.parent.name)), str(facts.get("edition", folder.name)))
    made_of = made_of_in(folder / MANIFEST) if own else _made_of_release(place, folder)
    return Side(
        f"{'data/processed' if own else 'reports'}/{folder.parent.name}/{folder.name}",
        place.survey,
        place.edition,
        figures_in(table.read_bytes()),
        full,
        made_of.get("software", facts.get("versions", {})),
        {str(file["name"]): str(file["sha256"]) for file in facts.get("files", [])},
        _unchanged(place, made_of.get("inputs", {})),
    )


def _made_of_release(place: Place, folder: Path) -> Mapping[str, Mapping[str, str]]:
    """What the results were made of that a release follows from; nothing where those are others by now."""
    results = place.processed / MANIFEST
    told = made_of_in(folder.parent / MANIFEST).get("inputs", {}).get(f"{place.edition}/{MANIFEST}")
    return made_of_in(results) if results.is_file() and told == checksum(results) else {}


def _facts(folder: Path) -> dict[str, Any]:
    """What provenance.json of a folder says; nothing where there is none."""
    path = folder / PROVENANCE.name
    return dict(json.loads(path.read_text("utf-8"))) if path.is_file() else {}


def _unchanged(place: Place, inputs: Mapping[str, str]) -> dict[str, bytes]:
    """The definitions that a build was made of, where they are still as they were."""
    paths = _paths(place, inputs)
    known = {name: path for name, path in paths.items() if path.is_file() and checksum(path) == inputs[name]}
    is_known = bool(paths) and known.keys() == paths.keys()
    return {name: path.read_bytes() for name, path in known.items()} if is_known else {}


def _paths(place: Place, inputs: Iterable[str]) -> dict[str, Path]:
    names = {"survey.toml", *(f"{place.edition}/{name}" for name in OF_EDITION)}
    return {name: place.survey_toml.parent / name for name in inputs if name in names}
