"""What stands beside the report of an edition: the methodology note, and files for people in its language.

Those in the language of the project are part of every release; others are made with a report in theirs.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from analysis.results.released_columns import FOR_PEOPLE, named_in
from analysis.workspace import LANGUAGE, Address, Place


def paths_beside(root: Path, address: Address, formats: Collection[str]) -> list[Path]:
    """The files beside a report in these formats: the note as Markdown, and as PDF where the report is one;
    workbooks, CSV and codebook in its language. None beside a territory's."""
    if address.territory is not None:
        return []
    notes = [address.note(root, kind) for kind in ("md", "pdf") if kind == "md" or kind in formats]
    return [*notes, *_exports(root, address)]


def _exports(root: Path, address: Address) -> list[Path]:
    if address.language == LANGUAGE or address.territory is not None:
        return []
    return [address.folder(root) / named_in(file, address.language) for file in FOR_PEOPLE]


def files_beside(root: Path, address: Address, formats: Collection[str]) -> dict[Path, bytes]:
    """Path -> content of the files beside a report, made of the released tables.

    A PDF is made by Typst: never in a process that forks others which make some too.
    """
    paths = paths_beside(root, address, formats)
    exports = _exports(root, address)
    return _notes(root, address, [p for p in paths if p not in exports]) | _exported(root, address, exports)


def _notes(root: Path, address: Address, paths: Collection[Path]) -> dict[Path, bytes]:
    if not paths:
        return {}
    from analysis.questionnaire import read_edition, read_survey
    from analysis.reporting.chapters.method_pages.note_document import note_blocks
    from analysis.reporting.documents.markdown import markdown_bytes
    from analysis.reporting.documents.pdf import pdf_bytes
    from analysis.reporting.language.voice import Voice
    from analysis.results.record_rows import read_records

    place = Place(root, address.survey, address.edition)
    survey = read_survey(place.survey_toml)
    edition = read_edition(place.edition_toml, survey)
    blocks = note_blocks(Voice(address.language, survey), edition, read_records(place.released))
    makers = {".md": markdown_bytes, ".pdf": pdf_bytes}
    return {path: makers[path.suffix](blocks, address.language) for path in paths}


def _exported(root: Path, address: Address, paths: Collection[Path]) -> dict[Path, bytes]:
    if not paths:
        return {}
    from analysis.exports.edition_exports import exports_in
    from analysis.exports.released_edition import ReleasedEdition

    place = Place(root, address.survey, address.edition)
    made = exports_in(ReleasedEdition.of_folder(place, place.released), address.language)
    return {path: made[path.name] for path in paths}
