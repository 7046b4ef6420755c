"""Whether an archive is as it was packed, and whether its answers still give the same figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from analysis.faults import Fault, some
from analysis.results import INDICATORS
from analysis.runs.manifests import software
from analysis.steps.archives.archive_files import DEFINITIONS, RESULTS, Archive, read_archive
from analysis.steps.archives.rebuilding import (
    Process,
    apart_from_versions,
    found_answers,
    laid_out,
    rebuilt,
)
from analysis.steps.archives.report_rebuilding import rebuilt_reports


@dataclass(frozen=True)
class Verification:
    """What was found: the archive, the answers that are lacking, the files that differ when made again.

    `same` and `different` are None where nothing was rebuilt. `unmade` are the other files of the release,
    held to their checksums alone: the archive has not all that they were made of.
    """

    archive: Archive
    lacking: Mapping[str, str]
    same: Sequence[str] | None = None
    different: Sequence[str] | None = None
    unmade: Sequence[str] = ()

    @property
    def other_software(self) -> list[str]:
        """What of the programs is not as it was: "numpy 2.4.5, here 2.4.6"; the code by its checksum."""
        was, now = self.archive.made_of.get("software", {}), software()
        names = [name for name in {**was, **now} if was.get(name) != now.get(name)]
        return [f"{name} {_short(was.get(name))}, here {_short(now.get(name))}" for name in names]


def _short(version: str | None) -> str:
    return "none" if version is None else version[:12]


def verify(path: Path, answers: Sequence[Path], process: Process) -> Verification:
    """An archive read and held to its checksums; where `answers` has its answers, made again and compared.

    Raises Fault for an archive that is not sound, or whose definitions are not those its results came from.
    """
    archive = read_archive(path)
    _refuse_other_definitions(archive)
    found = found_answers(archive.answers, answers)
    lacking = {name: told for name, told in archive.answers.items() if name not in found}
    if lacking:
        return Verification(archive, lacking)
    with laid_out(archive, found) as place:
        tables = rebuilt(place, process)
        made = {f"{archive.edition}/{name}": content for name, content in tables.items()}
        made |= rebuilt_reports(archive, place, tables)
    packed = archive.under(RESULTS)
    different = [
        name
        for name, content in made.items()
        if name not in packed or not _is_same(archive.read(packed[name]), content, name)
    ]
    same = [name for name in made if name not in different]
    unmade = [name for name in packed if name not in made and not name.rpartition("/")[2].startswith(".")]
    return Verification(archive, {}, same, different, unmade)


def _is_same(packed: bytes, made: bytes, name: str) -> bool:
    short = name.rpartition("/")[2]
    return apart_from_versions(short, packed) == apart_from_versions(short, made)


def _refuse_other_definitions(archive: Archive) -> None:
    """Raise Fault where a definition is not the one of which the manifest speaks, or the figures are not
    there."""
    inputs = archive.made_of.get("inputs", {})
    definitions = archive.under(DEFINITIONS)
    other = [n for n, packed in definitions.items() if inputs.get(n) != archive.files[packed]["sha256"]]
    if other or "survey.toml" not in definitions:
        named = some(other or ["survey.toml"])
        raise Fault(f"{archive.path}: not the definitions that its results were made of: {named}")
    if f"{RESULTS}/{archive.edition}/{INDICATORS.name}" not in archive.files:
        raise Fault(f"{archive.path}: no {INDICATORS.name} of {archive.survey}/{archive.edition} in it")
