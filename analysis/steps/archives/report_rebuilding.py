"""The reports of an archive made again from its released tables, as far as it has what they were made of."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

from analysis.reporting.page.report_files import project_notebook, report_files
from analysis.reporting.report_formats import FORMATS, endings
from analysis.results import TREND
from analysis.runs.manifests import MANIFEST, manifest_beside
from analysis.runs.whole_files import checksum
from analysis.steps.archives.archive_files import RESULTS, Archive
from analysis.steps.files_beside import files_beside
from analysis.workspace import RELEASED, Address, Place, found_addresses

NOTEBOOK = "notebook"
"""What a report's manifest calls the notebook it was made by."""


def rebuilt_reports(archive: Archive, places: Sequence[Place]) -> dict[str, bytes]:
    """Name under results/ -> content of the reports, and of what stands beside them, made now.

    `places` are the edition of the archive, and others beside it, laid out in a folder of their own with
    their results. A report is left out that shows figures of an edition that is not there, was made by
    another notebook, by a template of slides or in a language of one's own: the archives do not hold those.
    """
    place = places[0]
    _lay_out(archive, place)
    packed = archive.under(RESULTS)
    reports = place.root / "reports" / place.survey
    made: dict[Path, bytes] = {}
    for address, formats in _orders(archive, places):
        with redirect_stdout(io.StringIO()):  # a report's log says where each cell begins
            made |= report_files(place.root, address, formats, project_notebook())
        made |= files_beside(place.root, address, formats)
    found = {path.relative_to(reports).as_posix(): content for path, content in made.items()}
    return {name: content for name, content in found.items() if name in packed}


def _lay_out(archive: Archive, place: Place) -> None:
    """Put the trend and the names of the reports where reports are made from them."""
    packed = archive.under(RESULTS)
    if TREND.name in packed:
        trend = place.processed.parent / RELEASED / TREND.name
        trend.parent.mkdir(parents=True, exist_ok=True)
        trend.write_bytes(archive.read(packed[TREND.name]))
    for name in packed:
        path = place.root / "reports" / place.survey / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()


def _orders(archive: Archive, places: Sequence[Place]) -> Iterator[tuple[Address, list[str]]]:
    """Each report with those of its formats that can be made again."""
    place = places[0]
    for address in found_addresses(place.root, endings()):
        paths = {form: address.path(place.root, each.ending) for form, each in FORMATS.items()}
        formats = [
            form for form, path in paths.items() if path.is_file() and _is_whole(archive, places, path)
        ]
        if formats and address.edition == place.edition:
            yield address, formats


def _is_whole(archive: Archive, places: Sequence[Place], report: Path) -> bool:
    """Whether all that a report was made of is in the archives, or with the package."""
    made_of = _made_of(archive, places[0], report)
    inputs = dict(made_of.get("inputs", {}))
    own = {
        MANIFEST,
        f"processed/{RELEASED}/{TREND.name}",
        *(name for name in inputs if any(name.startswith(f"processed/{p.edition}/") for p in places)),
    }
    is_ours = inputs.pop(NOTEBOOK, "") == checksum(project_notebook())
    return is_ours and inputs.keys() <= own and "template" not in made_of.get("parameters", {})


def _made_of(archive: Archive, place: Place, report: Path) -> Mapping[str, Any]:
    """What the manifest beside a report says; nothing where the archive has none that can be read."""
    name = manifest_beside(report).relative_to(place.root / "reports" / place.survey).as_posix()
    packed = archive.under(RESULTS).get(name)
    try:
        found = json.loads(archive.read(packed))["made_of"] if packed else {}
    except (ValueError, KeyError, TypeError):
        return {}
    return found if isinstance(found, dict) else {}
