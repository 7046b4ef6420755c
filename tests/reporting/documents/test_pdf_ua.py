"""The PDF held to PDF/UA-1 by a validator of its own, rule by rule."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject

from analysis.pipeline import build
from analysis.reporting.blocks import Heading, Lines, Paragraph, Section
from analysis.reporting.documents.pdf import pdf_bytes
from analysis.reporting.page.report_files import report_files
from analysis.workspace import Address, Place
from tests.reporting.documents.conftest import a_chart, a_table, as_carried, report

validation = pytest.importorskip("page", reason="page-validation is not installed")
NOTEBOOK = Path(__file__).parents[3] / "notebooks" / "edition.ipynb"
LABELS = [f"Groupe {number}" for number in range(150)]
CHAPTER = [
    Heading("Les avis", 2, "theme-avis"),
    Paragraph("Ce qu’ils en disent.", "lead"),
    Paragraph("Aucun chiffre ne se distingue.", "finding"),
    Lines([("Oui", "près de la moitié")]),
]
DOCUMENTS: dict[str, list[dict[str, Any]]] = {
    "every kind of block": report(),
    "texts with markup": report('#panic("x") <b>&amp;</b> $x$ `y`'),
    "other scripts": report("Ελληνικά Кириллица שלום مرحبا 漢"),
    "a long table": as_carried([a_table(["Part (%)", "Répondants"], LABELS)]),
    "a wide table": as_carried([a_table(LABELS[:30], ["Un homme"])]),
    "a chart beside a long table": as_carried(
        [
            Section(
                "chapter",
                [*CHAPTER, Section("evidence", [a_chart(["Oui"]), a_table(["Part", "Base"], LABELS)])],
            )
        ]
    ),
    "no cover": as_carried([Paragraph("Seul.")]),
}


def faults(content: bytes) -> list[str]:
    """What the validator finds against PDF/UA-1."""
    found = validation.validate_pdf_bytes(content, profile=validation.ValidationProfile.PDF_UA_1)
    assert found.rules.total > 100
    return [f"{failure.rule_id}: {failure.message}" for failure in found.failures]


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("blocks", DOCUMENTS.values(), ids=DOCUMENTS)
def test_no_rule_of_pdf_ua_is_broken(blocks: list[dict[str, Any]], language: str) -> None:
    assert faults(pdf_bytes(blocks, language)) == []


def without_alternatives(writer: PdfWriter) -> None:
    for place in range(1, len(writer._objects) + 1):
        found = writer.get_object(place)
        if hasattr(found, "get") and found.get("/S") == "/Figure":
            del found[NameObject("/Alt")]


def without_language(writer: PdfWriter) -> None:
    del writer._root_object[NameObject("/Lang")]


def untagged(writer: PdfWriter) -> None:
    del writer._root_object[NameObject("/StructTreeRoot")]


def with_text_for_header_cells(writer: PdfWriter) -> None:
    for place in range(1, len(writer._objects) + 1):
        found = writer.get_object(place)
        if hasattr(found, "get") and found.get("/S") == "/TH":
            found[NameObject("/S")] = NameObject("/P")


def without_shown_title(writer: PdfWriter) -> None:
    del writer._root_object[NameObject("/ViewerPreferences")]


SPOILT: dict[str, Callable[[PdfWriter], None]] = {
    "figures without alternative": without_alternatives,
    "no language": without_language,
    "no tags": untagged,
    "header cells that are paragraphs": with_text_for_header_cells,
    "a title that is not shown": without_shown_title,
}


@pytest.mark.parametrize("spoil", SPOILT.values(), ids=SPOILT)
def test_the_validator_finds_what_is_broken(spoil: Callable[[PdfWriter], None]) -> None:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf_bytes(report(), "fr"))))
    spoil(writer)
    written = io.BytesIO()
    writer.write(written)
    assert faults(written.getvalue())


@pytest.mark.slow
@pytest.mark.parametrize(
    ("survey", "edition", "territory"), [("crise", "2009", ""), ("crise", "2009", "region=11")]
)
def test_no_rule_is_broken_in_a_report_of_the_seed_surveys(
    survey: str, edition: str, territory: str, tmp_path: Path
) -> None:
    raw = NOTEBOOK.parents[1] / "data" / "raw" / survey
    shutil.copytree(raw, tmp_path / "data" / "raw" / survey)
    build(Place(tmp_path, survey, edition))
    where = tuple(territory.split("=")) if territory else None
    address = Address(survey, edition, "fr", where)
    (content,) = report_files(tmp_path, address, ("pdf",), NOTEBOOK).values()
    assert faults(content) == []
