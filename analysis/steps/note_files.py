"""The methodology note of an edition in its two forms, made beside its report."""

from __future__ import annotations

from pathlib import Path

from analysis.questionnaire import read_edition, read_survey
from analysis.reporting.chapters.method_pages.note_document import note_blocks
from analysis.reporting.documents.markdown import markdown_bytes
from analysis.reporting.documents.pdf import pdf_bytes
from analysis.reporting.language.voice import Voice
from analysis.results.record_rows import read_records
from analysis.workspace import Address, Place


def note_files(root: Path, address: Address) -> dict[Path, bytes]:
    """Path -> content of the note in the language of a report; none beside that of a territory.

    The PDF is made by Typst: never in a process that forks others which make some too.
    """
    if address.territory is not None:
        return {}
    place = Place(root, address.survey, address.edition)
    survey = read_survey(place.survey_toml)
    edition = read_edition(place.edition_toml, survey)
    blocks = note_blocks(Voice(address.language, survey), edition, read_records(place.released))
    makers = {"md": markdown_bytes, "pdf": pdf_bytes}
    return {path: makers[kind](blocks, address.language) for kind, path in address.notes(root).items()}
