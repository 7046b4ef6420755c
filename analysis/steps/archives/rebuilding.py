"""The released tables of an archive made again, from its definitions and the answers at hand."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from analysis.results import INDICATORS
from analysis.runs.whole_files import checksum
from analysis.steps.archives.archive_files import DEFINITIONS, Archive
from analysis.steps.released_files import released_contents
from analysis.steps.results_files import Built, contents, provenance, tables
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
def laid_out(archive: Archive, answers: Mapping[str, Path]) -> Iterator[Place]:
    """The edition of an archive in a folder of its own, with its answers, while it is worked on."""
    with TemporaryDirectory(prefix="archive-") as folder:
        place = Place(Path(folder), archive.survey, archive.edition)
        for name, packed in archive.under(DEFINITIONS).items():
            path = place.survey_toml.parent / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(archive.read(packed))
        for name, path in answers.items():
            shutil.copyfile(path, place.raw / name)
        yield place


def rebuilt(place: Place, process: Process) -> dict[str, bytes]:
    """The released files of an edition by name, made now. Raises Fault as processing does."""
    made = contents(process(place))
    return {
        name.removeprefix(f"{RELEASED}/"): content
        for name, content in made.items()
        if name.startswith(f"{RELEASED}/")
    }


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
