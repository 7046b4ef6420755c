"""The released tables of archives made again, from their definitions and the answers at hand."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from analysis.results import INDICATORS, TREND
from analysis.results.csv_files import rows_in
from analysis.runs.whole_files import checksum
from analysis.steps.archives.archive_files import DEFINITIONS, RESULTS, Archive
from analysis.steps.made_of import trend_files
from analysis.steps.released_files import released_contents
from analysis.steps.results_files import Built, contents, provenance, tables, trend_contents
from analysis.workspace import RELEASED, Place

Process = Callable[[Place], Built]
"""How an edition is processed: `pipeline.process`."""


def found_answers(wanted: Mapping[str, str], given: Iterable[Path]) -> dict[str, Path]:
    """The files of answers with the checksums that are wanted, among files and the files of folders: name ->
    path. What is not there is left out."""
    files = [file for path in given for file in (sorted(path.iterdir()) if path.is_dir() else [path])]
    sums = {checksum(file): file for file in files if file.is_file()}
    return {name: sums[found] for name, found in wanted.items() if found in sums}


@contextmanager
def laid_out(packed: Iterable[tuple[Archive, Mapping[str, Path]]]) -> Iterator[list[Place]]:
    """The editions of archives of one survey in a folder of their own, each with its answers, while they are
    worked on."""
    with TemporaryDirectory(prefix="archive-") as folder:
        yield [_laid_out(Path(folder), archive, answers) for archive, answers in packed]


def _laid_out(root: Path, archive: Archive, answers: Mapping[str, Path]) -> Place:
    place = Place(root, archive.survey, archive.edition)
    for name, packed in archive.under(DEFINITIONS).items():
        path = place.survey_toml.parent / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(archive.read(packed))
    for name, path in answers.items():
        shutil.copyfile(path, place.raw / name)
    return place


def rebuilt(place: Place, process: Process) -> dict[str, bytes]:
    """The results of an edition made now and put in place; of them the released files by name.

    Raises Fault as processing does.
    """
    made = contents(process(place))
    for name, content in made.items():
        path = place.processed / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return {
        name.removeprefix(f"{RELEASED}/"): content
        for name, content in made.items()
        if name.startswith(f"{RELEASED}/")
    }


def rebuilt_trend(archive: Archive, places: Sequence[Place]) -> dict[str, bytes]:
    """Name under results/ -> the released trend, made of the results in `places`; nothing where the archive's
    is of other editions."""
    packed = archive.under(RESULTS).get(TREND.name)
    rows = rows_in(archive.read(packed)) if packed else []
    compared = {row[end] for row in rows for end in ("edition_from", "edition_to")}
    if compared != {place.edition for place in places}:
        return {}
    _, public = trend_files(places[0])
    return {TREND.name: trend_contents(places[0])[public]}


def rebuilt_indicators(place: Place, process: Process) -> bytes:
    """The released indicators.csv of an edition, made now. Raises Fault as processing does."""
    built = process(place)
    return released_contents(tables(built), provenance(built), built.survey)[INDICATORS.name]


def apart_from_versions(name: str, content: bytes) -> bytes:
    """A released file without what it says of programs, which says nothing of figures."""
    if name != "provenance.json":
        return content
    facts = {key: value for key, value in json.loads(content).items() if key != "versions"}
    return json.dumps(facts, ensure_ascii=False).encode("utf-8")
