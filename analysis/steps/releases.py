"""The release of a survey: tables and reports that follow from its results, put in place at one moment.

A report is made aside; the folder reports/SURVEY is then replaced whole, so that a run which is killed leaves
the former release. What no longer follows from the results is not in the next one, whatever its format.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from analysis.faults import Fault
from analysis.reporting.report_formats import FORMATS, endings
from analysis.results import DECIDED, INDICATORS
from analysis.results.released_columns import FOR_PEOPLE
from analysis.runs.manifests import (
    MANIFEST,
    Content,
    Ingredients,
    Stated,
    facts_of,
    ingredients,
    is_whole,
    made_of_in,
    manifest_beside,
    manifest_bytes,
    outputs_of,
)
from analysis.runs.result_folders import Say, alone, write_folder
from analysis.runs.whole_files import write_whole
from analysis.steps.explorers import take_away_explorer
from analysis.steps.files_beside import paths_beside
from analysis.steps.made_of import (
    decision_in,
    index_result,
    is_of_results,
    report_inputs,
    trend_files,
    trend_result,
)
from analysis.workspace import EXPLORER, Address, Place, found_addresses

ASIDE = ".making"
"""The folder of reports/ in which reports are made until they are released."""
BESIDE = ("report", "note", *dict.fromkeys(file.name.partition(".")[0] for file in FOR_PEOPLE))
"""How the names begin of reports, and of what is made beside them."""


def aside(root: Path) -> Path:
    """Where reports are made until they are released; it is laid out as reports/ is."""
    return root / "reports" / ASIDE


def release(root: Path, survey: str, say: Say = lambda _: None) -> None:
    """Make reports/SURVEY what follows from the results of now: their released tables, the reports made
    aside, and of those that stood the ones whose results are still the same.

    The folder is replaced whole, or left alone where nothing changes. Files that users put there stay.
    """
    folder = root / "reports" / survey
    places = editions_in(root, survey)
    if not places and not (folder / MANIFEST).is_file():
        return
    made_of = _made_of(places)
    if _stands(folder, _contents(root, survey, places)) and _says(folder, made_of):
        return
    with alone(folder, say):
        _take_away_unlisted(folder)
        contents = _contents(root, survey, places)
        if not _stands(folder, contents):
            _replace(root, folder, contents, made_of, _decided(places))
        elif not _says(folder, made_of):  # other results with the same tables
            write_whole({folder / MANIFEST: manifest_bytes(made_of, contents, _decided(places))})
        if not contents:
            _take_away_empty(folder)


def _made_of(places: Sequence[Place]) -> Ingredients:
    """What a release is made of: the results of the editions, which their manifests stand for."""
    return ingredients({f"{place.edition}/{MANIFEST}": place.processed / MANIFEST for place in places})


def _decided(places: Sequence[Place]) -> Stated:
    """What the manifest of a release says of the decision on what is confidential, for each edition."""
    return {DECIDED: {place.edition: decision_in(place.released) for place in places}}


def _says(folder: Path, made_of: Ingredients) -> bool:
    """Whether the manifest of a release says that it is made of these results."""
    return made_of_in(folder / MANIFEST).get("inputs") == made_of["inputs"]


def _replace(
    root: Path, folder: Path, contents: Mapping[str, Content], made_of: Ingredients, stated: Stated
) -> None:
    """Replace the folder of a release; the explorer and the index, which show the former one, are gone
    before."""
    index = index_result(root).outputs
    with alone(root / "reports" / EXPLORER), alone(index.guarded):
        take_away_explorer(root)
        index.take_away()
        write_folder(folder, contents, made_of, stated)


def withdrawn(root: Path) -> list[str]:
    """Take away what is released of surveys and editions that are no longer there; their names."""
    found = sorted((root / "reports").glob(f"*/{MANIFEST}"))
    gone = {path.parent.name: names for path in found if (names := _editions_gone(root, path))}
    for survey in gone:
        if places := editions_in(root, survey):
            _write_trend_anew(places[0])
        release(root, survey)
    return [name for names in gone.values() for name in names]


def _write_trend_anew(place: Place) -> None:
    """The trend of a survey without the editions that are gone."""
    from analysis.steps.results_files import write_trend  # imports pandas, which few runs need for it

    trend_result(place).outputs.take_away()
    with suppress(Fault):  # a fault of another edition is met by its own build
        write_trend(place)


def _editions_gone(root: Path, manifest: Path) -> list[str]:
    """The survey of a release, where none of its editions is defined any more, else the editions that are
    not."""
    survey = manifest.parent.name
    listed = sorted({name.partition("/")[0] for name in outputs_of(manifest) or () if "/" in name})
    gone = [name for name in listed if not Place(root, survey, name).edition_toml.is_file()]
    return [survey] if gone == listed else [f"{survey}/{name}" for name in gone]


def editions_in(root: Path, survey: str) -> list[Place]:
    """The editions of a survey that are defined and have results."""
    found = sorted((root / "data" / "raw" / survey).glob("*/edition.toml"))
    places = [Place(root, survey, path.parent.name) for path in found]
    return [place for place in places if (place.released / INDICATORS.name).is_file()]


def follows(place: Place, report: Path) -> bool:
    """Whether a report that stands is as it was made, and its results are those of now, none of which is gone
    since then: without its former edition a survey has no trend."""
    manifest = manifest_beside(report)
    made_of = made_of_in(manifest).get("inputs", {})
    shown = {name: made for name, made in made_of.items() if is_of_results(name)}
    return is_whole(manifest) and report_inputs(place) == shown


def _contents(root: Path, survey: str, places: list[Place]) -> dict[str, Content]:
    folder, made = root / "reports" / survey, aside(root) / survey
    contents: dict[str, Content] = {}
    for place in places:
        tables = sorted(path for path in place.released.iterdir() if path.is_file())
        contents |= {f"{place.edition}/{path.name}": path.read_bytes() for path in tables}
        for address in (each for each in _standing(root, survey) if each.edition == place.edition):
            for report in (
                *(address.path(root, ending) for ending in endings()),
                *paths_beside(root, address, FORMATS),
            ):
                if report.is_file() and follows(place, report):
                    both = (report, manifest_beside(report))
                    contents |= {path.relative_to(folder).as_posix(): path for path in both}
    known = {place.edition for place in places}
    new = [path for path in made.rglob("*") if path.is_file() and path.relative_to(made).parts[0] in known]
    contents |= {path.relative_to(made).as_posix(): path for path in sorted(new)}
    if places and (public := trend_files(places[0])[1]).is_file():
        contents[public.name] = public.read_bytes()
    return contents


def _standing(root: Path, survey: str) -> list[Address]:
    return [address for address in found_addresses(root, endings()) if address.survey == survey]


def _stands(folder: Path, contents: Mapping[str, Content]) -> bool:
    """Whether the folder has just these contents, as a run wrote them."""
    listed = outputs_of(folder / MANIFEST)
    if listed is None or set(listed) != set(contents) or not is_whole(folder / MANIFEST):
        return False
    return all(dict(listed[name]) == facts_of(content) for name, content in contents.items())


def _take_away_unlisted(folder: Path) -> None:
    """Delete the reports that have manifests of their own and are in that of no release."""
    listed = outputs_of(folder / MANIFEST) or {}
    for manifest in [path for stem in BESIDE for path in folder.rglob(f".{stem}.*.json")]:
        if manifest.relative_to(folder).as_posix() in listed:
            continue
        for name in outputs_of(manifest) or ():
            (manifest.parent / name).unlink(missing_ok=True)
        manifest.unlink()


def _take_away_empty(folder: Path) -> None:
    """Delete the folder of a release of nothing, unless users put files there."""
    (folder / MANIFEST).unlink(missing_ok=True)
    if folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()


def clear_aside(root: Path) -> None:
    """Remove what was made aside: it is released, or its run did not come to an end."""
    shutil.rmtree(aside(root), ignore_errors=True)
