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
    rebuilt_trend,
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


def verify(
    path: Path, answers: Sequence[Path], process: Process, beside: Sequence[Path] = ()
) -> Verification:
    """An archive read and held to its checksums; where `answers` has its answers, made again and compared.

    beside: archives of other editions of the survey. With the answers of all, the trend is made again too,
    and the reports that show it. Raises Fault for an archive that is not sound, whose definitions are not
    those its results came from, or that does not go with the others.
    """
    archives = [read_archive(each) for each in (path, *beside)]
    for each in archives:
        _refuse_other_definitions(each)
    _refuse_other_surveys(archives)
    packed = [(each, found_answers(each.answers, answers)) for each in archives]
    lacking = {
        name if each is archives[0] else f"{each.edition}/{name}": told
        for each, found in packed
        for name, told in each.answers.items()
        if name not in found
    }
    if lacking:
        return Verification(archives[0], lacking)
    return _compared(archives[0], _made_again(packed, process))


def _made_again(packed: Sequence[tuple[Archive, Mapping[str, Path]]], process: Process) -> dict[str, bytes]:
    """Name under results/ of the first archive -> content, for all that can be made of the archives."""
    archive = packed[0][0]
    with laid_out(packed) as places:
        tables = [rebuilt(place, process) for place in places]
        made = {f"{archive.edition}/{name}": content for name, content in tables[0].items()}
        return made | rebuilt_trend(archive, places) | rebuilt_reports(archive, places)


def _compared(archive: Archive, made: Mapping[str, bytes]) -> Verification:
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


def _refuse_other_surveys(archives: Sequence[Archive]) -> None:
    """Raise Fault for archives that are not of as many editions of one survey, defined alike."""
    first, *others = archives
    survey_toml = f"{DEFINITIONS}/survey.toml"
    for each in others:
        if each.survey != first.survey or each.files[survey_toml] != first.files[survey_toml]:
            raise Fault(
                f"{each.path}: not of the survey {first.survey} as {first.path.name} defines it; expected an "
                "archive of another edition, packed with the same survey.toml"
            )
    editions = [each.edition for each in archives]
    if twice := [name for name in dict.fromkeys(editions) if editions.count(name) > 1]:
        raise Fault(f"several archives of {some(twice)}; expected one of each edition")
