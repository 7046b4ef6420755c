"""A release in one file: what goes in, and how such a file is opened without trusting it.

No respondent and no answer is in it: definitions, the released tables, the reports, and the checksums of
what they were made of. The checksums tell damage, not who packed it.
"""

from __future__ import annotations

import json
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from analysis.faults import Fault, several, some
from analysis.questionnaire import read_edition, read_survey
from analysis.reporting.findings.own_findings import FILE as OWN_FINDINGS
from analysis.results import COVARIATES, PROVENANCE, PUBLISHED
from analysis.runs.manifests import MANIFEST, facts_of, made_of_in, outputs_of
from analysis.runs.whole_files import checksum
from analysis.steps.remote_reports import zipped
from analysis.workspace import Place

LISTING = "archive.json"
FORMAT = 1
OF_EDITION = (
    "edition.toml",
    "margins.csv",
    COVARIATES.name,
    PUBLISHED.name,
    "testimonies.toml",
    OWN_FINDINGS,
)
"""The files of an edition's folder that are definitions: never its answers."""
DEFINITIONS, RESULTS = "definitions", "results"
LONGEST_LISTING = 16 * 2**20
MOST_BYTES = 2 * 2**30
MOST_FILES = 100_000
SQUEEZED = 200
"""How many times smaller than its content an archive may be: tables and pages are ten to fifty times."""
SMALL = 16 * 2**20
"""Bytes of content up to which it may be squeezed as it likes."""
CHECKSUM = re.compile("[0-9a-f]{64}")


@dataclass(frozen=True)
class Archive:
    """An archive that was found sound: its edition, what it was made of, its files and their checksums."""

    path: Path
    survey: str
    edition: str
    made_of: Mapping[str, Mapping[str, str]]
    files: Mapping[str, Mapping[str, Any]]

    def read(self, name: str) -> bytes:
        """The content of one file, as it was packed."""
        with opened(self.path) as packed:
            return content_of(packed, name, self.files[name])

    def under(self, folder: str) -> dict[str, str]:
        """The files of a folder of the archive: name in it -> name in the archive."""
        return {name.removeprefix(f"{folder}/"): name for name in self.files if name.startswith(f"{folder}/")}

    @property
    def answers(self) -> dict[str, str]:
        """The files of answers that the edition was built from, which are not here: name -> checksum.

        What else lay in its folder is none of them, as provenance.json says which files were read.
        """
        known = {"survey.toml", *(f"{self.edition}/{name}" for name in OF_EDITION)}
        inputs = self.made_of.get("inputs", {})
        others = {name.partition("/")[2]: told for name, told in inputs.items() if name not in known}
        read = {str(file.get("sha256")) for file in self.facts.get("files", [])}
        return {name: told for name, told in others.items() if not read or told in read}

    @property
    def facts(self) -> Mapping[str, Any]:
        """What provenance.json says; nothing where there is none that can be read."""
        name = f"{RESULTS}/{self.edition}/{PROVENANCE.name}"
        try:
            found = json.loads(self.read(name)) if name in self.files else {}
        except ValueError:
            return {}
        return found if isinstance(found, dict) else {}


def archive_bytes(place: Place, with_identifiers: bool = False) -> bytes:
    """The archive of an edition's release; the same release gives the same bytes.

    Raises Fault where the release is not what the definitions of now gave or is replaced meanwhile, or where
    edition.toml names respondents in [exclude] and that was not agreed to.
    """
    _refuse_stale(place)
    _refuse_identifiers(place, with_identifiers)
    made_of = made_of_in(place.processed / MANIFEST)
    contents = _contents(place)
    files = {name: facts_of(content) for name, content in contents.items()}
    _refuse_mixture(place, files, made_of)
    listing = {
        "format": FORMAT,
        "survey": place.survey,
        "edition": place.edition,
        "made_of": made_of,
        "files": files,
    }
    text = json.dumps(listing, ensure_ascii=False, indent=1) + "\n"
    return zipped({LISTING: text.encode("utf-8"), **contents})


def _contents(place: Place) -> dict[str, bytes]:
    """Name in the archive -> content: definitions, then the files that the release lists."""
    raw = {f"{place.edition}/{name}": place.raw / name for name in OF_EDITION}
    definitions = {"survey.toml": place.survey_toml, **raw}
    listed = outputs_of(place.release.parent / MANIFEST) or {}
    results = [name for name in sorted(listed) if name.startswith(f"{place.edition}/") or "/" not in name]
    found = {f"{DEFINITIONS}/{name}": path for name, path in definitions.items() if path.is_file()}
    found |= {f"{RESULTS}/{name}": place.release.parent / name for name in results}
    return {name: path.read_bytes() for name, path in found.items()}


def _refuse_stale(place: Place) -> None:
    """Raise Fault where the release does not stand, or something it follows from has changed since."""
    made = made_of_in(place.processed / MANIFEST).get("inputs", {})
    released = made_of_in(place.release.parent / MANIFEST).get("inputs", {})
    way_out = f"`assoscope report {place}` makes it"
    manifest = place.processed / MANIFEST
    if not manifest.is_file() or released.get(f"{place.edition}/{MANIFEST}") != checksum(manifest):
        raise Fault(f"{place}: no release that follows from its results; {way_out}")
    listed = outputs_of(place.release.parent / MANIFEST) or {}
    damaged = [name for name, facts in listed.items() if not _is(place.release.parent / name, facts)]
    paths = {name: place.survey_toml.parent / name for name in made}
    changed = [name for name, path in paths.items() if not path.is_file() or checksum(path) != made[name]]
    if changed or damaged:
        raise Fault(
            f"{place}: changed since the release was made: {some([*changed, *damaged])}; {way_out} again"
        )


def _refuse_mixture(
    place: Place, files: Mapping[str, Mapping[str, object]], made_of: Mapping[str, Mapping[str, str]]
) -> None:
    """Raise Fault where a file that was read is of another run than those that the manifests list."""
    released = outputs_of(place.release.parent / MANIFEST) or {}
    listed = {f"{RESULTS}/{name}": facts.get("sha256") for name, facts in released.items()}
    listed |= {f"{DEFINITIONS}/{name}": told for name, told in made_of.get("inputs", {}).items()}
    mixed = [name for name, facts in files.items() if listed.get(name, facts["sha256"]) != facts["sha256"]]
    if mixed:
        raise Fault(f"{place}: replaced while they were packed: {some(mixed)}; run the command again")


def _is(path: Path, facts: Mapping[str, object]) -> bool:
    return path.is_file() and checksum(path) == facts.get("sha256")


def _refuse_identifiers(place: Place, agreed: bool) -> None:
    edition = read_edition(place.edition_toml, read_survey(place.survey_toml))
    if edition.exclude and not agreed:
        raise Fault(
            f"{place}: edition.toml names {several(len(edition.exclude), 'respondent')} in [exclude], and "
            "an archive holds it; --with-identifiers packs it all the same, for those who may know them"
        )


def read_archive(path: Path) -> Archive:
    """The archive in a file, every file of it read once and held to its checksum.

    Raises Fault, in one message, for what is no archive, was damaged, leads elsewhere or would fill the disk.
    """
    with opened(path) as packed:
        listing = _listing(packed, path)
        archive = Archive(path, listing["survey"], listing["edition"], listing["made_of"], listing["files"])
        _refuse_names(packed, archive)
        _refuse_bulk(path, archive)
        wrong = [name for name, facts in archive.files.items() if not _is_as_packed(packed, name, facts)]
    if wrong:
        raise Fault(f"{path}: damaged, not as packed: {some(wrong)}; ask for the archive again")
    return archive


@contextmanager
def opened(path: Path) -> Iterator[zipfile.ZipFile]:
    """The ZIP archive at `path`; Fault for one that cannot be read."""
    try:
        with zipfile.ZipFile(path) as packed:
            yield packed
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        if isinstance(error, Fault):
            raise
        raise Fault(f"{path}: no archive of assoscope, or damaged ({error}); ask for it again") from None


def content_of(packed: zipfile.ZipFile, name: str, facts: Mapping[str, Any]) -> bytes:
    """The content of a file, no byte beyond those that are listed."""
    with packed.open(name) as file:
        return file.read(int(facts["bytes"]) + 1)


def _is_as_packed(packed: zipfile.ZipFile, name: str, facts: Mapping[str, Any]) -> bool:
    try:
        return facts_of(content_of(packed, name, facts)) == dict(facts)
    except (zipfile.BadZipFile, zlib.error, EOFError):
        return False


def _listing(packed: zipfile.ZipFile, path: Path) -> dict[str, Any]:
    """What archive.json says, its form checked."""
    if LISTING not in packed.namelist():
        raise Fault(f"{path}: no archive of assoscope, it has no {LISTING}; `assoscope archive` makes one")
    try:
        found = json.loads(content_of(packed, LISTING, {"bytes": LONGEST_LISTING}))
    except (ValueError, RecursionError):
        found = None
    if not _is_listing(found):
        raise Fault(f"{path}: damaged, {LISTING} cannot be read; ask for the archive again")
    if found["format"] != FORMAT:
        raise Fault(
            f"{path}: an archive of form {found['format']!r}, expected {FORMAT}; another version reads it"
        )
    listing: dict[str, Any] = found
    return listing


def _is_listing(found: object) -> bool:
    if not isinstance(found, dict) or not isinstance(found.get("format"), int):
        return False
    names = [found.get("survey"), found.get("edition")]
    tables = [found.get("made_of"), found.get("files")]
    if not all(isinstance(name, str) and _is_plain(name, 1) for name in names):
        return False
    if not all(isinstance(table, dict) for table in tables):
        return False
    parts = all(isinstance(part, dict) for part in found["made_of"].values())
    inputs = all(_is_plain(name, 2) for name in found["made_of"].get("inputs", ())) if parts else False
    return inputs and all(map(_is_facts, found["files"].values()))


def _is_facts(facts: object) -> bool:
    if not isinstance(facts, dict) or set(facts) != {"bytes", "sha256"}:
        return False
    size, found = facts["bytes"], facts["sha256"]
    return type(size) is int and size >= 0 and isinstance(found, str) and bool(CHECKSUM.fullmatch(found))


def _is_plain(name: str, most: int = 8) -> bool:
    """Whether a name leads to a place under the folder it is unpacked in, on every system."""
    parts = PurePosixPath(name).parts
    is_relative = bool(parts) and not name.startswith("/") and len(parts) <= most
    return (
        is_relative
        and name.isprintable()
        and not any(part in (".", "..") or "\\" in part or ":" in part for part in name.split("/"))
    )


def _refuse_names(packed: zipfile.ZipFile, archive: Archive) -> None:
    """Raise Fault for names that lead elsewhere, links, and files that are listed or packed alone."""
    entries = packed.infolist()
    names = [entry.filename for entry in entries]
    links = [entry.filename for entry in entries if stat.S_ISLNK(entry.external_attr >> 16)]
    elsewhere = [name for name in {*names, *archive.files} if not _is_plain(name)]
    if elsewhere or links:
        raise Fault(
            f"{archive.path}: refused, names that lead elsewhere: {some(sorted([*elsewhere, *links]))}"
        )
    alone = {*names} ^ {LISTING, *archive.files}
    if alone or len(names) != len({*names}):
        twice = sorted({name for name in names if names.count(name) > 1}) if len(names) <= MOST_FILES else []
        raise Fault(
            f"{archive.path}: damaged, missing, unlisted or there twice: {some([*sorted(alone), *twice])}"
        )


def _refuse_bulk(path: Path, archive: Archive) -> None:
    """Raise Fault for what would fill memory or disk: refused before a file is read."""
    total = sum(facts["bytes"] for facts in archive.files.values())
    squeezed = total > SMALL and total > SQUEEZED * path.stat().st_size
    if total > MOST_BYTES or len(archive.files) > MOST_FILES or squeezed:
        raise Fault(
            f"{path}: refused, {len(archive.files)} files of {total} bytes in {path.stat().st_size}; "
            f"expected at most {MOST_FILES} files of {MOST_BYTES} bytes, {SQUEEZED} times the archive"
        )
