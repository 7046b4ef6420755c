"""The methodology note of an edition in its two forms, made beside its report."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from analysis.questionnaire import read_edition, read_survey
from analysis.reporting.blocks import Block
from analysis.reporting.chapters.method_pages.note_document import note_blocks
from analysis.reporting.documents.markdown import markdown_bytes
from analysis.reporting.documents.pdf import pdf_bytes
from analysis.reporting.language.voice import Voice
from analysis.results.record_rows import read_records
from analysis.workspace import Address, Place


def note_files(root: Path, address: Address, formats: Sequence[str]) -> dict[Path, bytes]:
    """Path -> content of the note beside a report in these formats, in its language; a territory has none.

    The PDF is made by Typst: never in a process that forks others which make some too.
    """
    if address.territory is not None:
        return {}
    place = Place(root, address.survey, address.edition)
    survey = read_survey(place.survey_toml)
    edition = read_edition(place.edition_toml, survey)
    blocks = note_blocks(Voice(address.language, survey), edition, read_records(place.released))
    makers: dict[str, Callable[[Sequence[Block], str], bytes]] = {"md": markdown_bytes, "pdf": pdf_bytes}
    return {
        path: makers[kind](blocks, address.language) for kind, path in address.notes(root, formats).items()
    }
