"""What a reader, a screen reader and an archive find in the PDF."""

from __future__ import annotations

import ast
import io
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, ClassVar

import pytest
from pypdf import PdfReader

from analysis.reporting import blocks as blocks_of_reports
from analysis.reporting.blocks import Block, Card, Cards, Heading, Paragraph, Section, walk
from analysis.reporting.documents.pdf import pdf_bytes
from analysis.reporting.documents.word import docx_bytes
from analysis.reporting.page.notebook_blocks import report_blocks
from tests.reporting.documents.conftest import a_chart, a_table, as_carried, report

DOCUMENTS = Path(__file__).parents[3] / "analysis" / "reporting" / "documents"


@pytest.fixture(scope="module")
def pdf() -> PdfReader:
    return PdfReader(io.BytesIO(pdf_bytes(report(), "fr")))


def elements(node: Any) -> Iterator[Any]:
    """Every element of the structure tree below `node`."""
    children = node.get("/K", [])
    for child in children if isinstance(children, list) else [children]:
        found = child.get_object()
        if hasattr(found, "get") and "/S" in found:
            yield found
            yield from elements(found)


def tree(pdf: PdfReader) -> list[Any]:
    return list(elements(pdf.root_object["/StructTreeRoot"]))


def text_of(pdf: PdfReader) -> str:
    return "\n".join(page.extract_text() for page in pdf.pages)


def test_it_says_that_it_is_pdf_ua_tagged_and_in_which_language(pdf: PdfReader) -> None:
    root = pdf.root_object
    assert root["/MarkInfo"]["/Marked"] is True or root["/MarkInfo"]["/Marked"].value
    assert root["/Lang"] == "fr"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert re.search(rb"pdfuaid:part(>|=\")1", root["/Metadata"].get_data())


def test_title_and_author_are_known_and_no_date_is(pdf: PdfReader) -> None:
    assert pdf.metadata is not None
    assert pdf.metadata.title == "Enquête – 2009"
    assert pdf.metadata.author == "assoscope"
    assert pdf.metadata.creation_date is None


def test_headings_are_bookmarked_below_one_title(pdf: PdfReader) -> None:
    tags = [element["/S"] for element in tree(pdf) if re.fullmatch(r"/H\d", element["/S"])]
    assert tags == ["/H1", "/H2", "/H2", "/H3", "/H2"]
    names = [
        item["/Title"] if not isinstance(item, list) else [i["/Title"] for i in item] for item in pdf.outline
    ]
    assert names == ["Chiffres clés", "L’accueil", ["Oui"], "Méthodologie"]


def test_a_chart_carries_its_alternative_text(pdf: PdfReader) -> None:
    figures = [element for element in tree(pdf) if element["/S"] == "/Figure"]
    assert [figure["/Alt"] for figure in figures] == ["Barres : Oui 50 % ; Non 50 %."]


def test_tables_have_header_cells_and_captions(pdf: PdfReader) -> None:
    tags = [element["/S"] for element in tree(pdf)]
    assert tags.count("/Table") == 2
    assert tags.count("/THead") >= 2
    assert tags.count("/TH") == 3 + 3 + 2


def test_every_font_is_embedded(pdf: PdfReader) -> None:
    fonts = {}
    for page in pdf.pages:
        for font in page["/Resources"].get("/Font", {}).values():
            below = font.get_object()["/DescendantFonts"][0].get_object()
            fonts[below["/BaseFont"]] = (
                "/FontFile2" in below["/FontDescriptor"] or "/FontFile3" in below["/FontDescriptor"]
            )
    assert {name.split("+")[1] for name in fonts} >= {"SourceSansPro-Regular", "SourceSansPro-Bold"}
    assert all(fonts.values())


def test_pages_are_numbered_out_of_their_count(pdf: PdfReader) -> None:
    count = len(pdf.pages)
    for number, page in enumerate(pdf.pages, 1):
        assert f"{number} / {count}" in page.extract_text()


def test_every_page_says_that_data_are_simulated(pdf: PdfReader) -> None:
    assert "Données simulées" in pdf.pages[0].extract_text()
    assert all("DONNÉES SIMULÉES" in page.extract_text() for page in pdf.pages[1:])


def test_contents_name_the_page_of_each_chapter(pdf: PdfReader) -> None:
    said = " ".join(pdf.pages[0].extract_text().split())
    assert re.search(r"Sommaire Chiffres clés[ .]*1 L’accueil[ .]*1 Méthodologie[ .]*2", said), said


def test_the_same_blocks_give_the_same_bytes(blocks: list[Block]) -> None:
    assert pdf_bytes(blocks, "fr") == pdf_bytes(blocks, "fr")


def test_a_long_table_repeats_its_header_on_each_page(read: Any) -> None:
    table = a_table(["Part (%)", "Répondants"], [f"Groupe {n}" for n in range(150)])
    pages = read(pdf_bytes(as_carried([table]), "fr")).pages
    assert len(pages) > 2
    assert all("Répondants" in page.extract_text() for page in pages)


def test_a_table_too_wide_for_a_page_is_divided(read: Any) -> None:
    columns = [f"Réponse numéro {n}" for n in range(30)]
    text = text_of(read(pdf_bytes(as_carried([a_table(columns, ["Un homme"], "Âge")]), "fr")))
    assert "Âge (1/3)" in text and "Âge (3/3)" in text
    assert text.count("Un homme") == 3


def test_a_caption_that_repeats_the_heading_is_left_out(read: Any) -> None:
    section = Section("indicator", [Heading("Âge moyen", 3), a_table(["Part (%)"], ["Oui"], "Âge moyen")])
    assert text_of(read(pdf_bytes(as_carried([section]), "fr"))).count("Âge moyen") == 1


def test_a_chart_taller_than_a_page_is_made_to_fit(read: Any) -> None:
    pdf = read(pdf_bytes(as_carried([a_chart([f"Réponse {n}" for n in range(80)])]), "fr"))
    assert len(pdf.pages) == 1
    assert "Réponse 79" in text_of(pdf)


@pytest.mark.parametrize(
    "leads_to",
    ["theme-ressources_financieres_et_humaines", "theme-" + "organisation" * 4, "theme-nowhere"],
)
def test_a_line_that_leads_to_a_chapter_of_a_long_name_is_no_obstacle(read: Any, leads_to: str) -> None:
    chapters = [Heading("Chapitre", 2, anchor) for anchor in (leads_to,) if anchor != "theme-nowhere"]
    pages = read(pdf_bytes([*chapters, Paragraph("Voir ce chapitre", "note", leads_to)], "fr")).pages
    assert "Voir ce chapitre" in "".join(page.extract_text() for page in pages)
    assert len([link for page in pages for link in page.get("/Annots", [])]) == len(chapters)


def test_an_anchor_used_twice_and_a_card_that_leads_nowhere_are_no_obstacle(read: Any) -> None:
    astray = Cards([Card("68 %", "Oui", ["120 répondants"], anchor="nowhere")])
    twice = [Heading("Une fois", 2, "same"), Heading("Deux fois", 2, "same")]
    assert "Deux fois" in text_of(read(pdf_bytes([*report(), astray, *twice], "fr")))


def test_without_a_cover_there_is_a_document_all_the_same(read: Any) -> None:
    pdf = read(pdf_bytes(as_carried([Paragraph("Seul.")]), "en"))
    assert pdf.root_object["/Lang"] == "en"
    assert "Seul." in text_of(pdf)


@pytest.mark.parametrize("levels", [(3, 4, 2), (2, 4), (4, 4, 4), (2, 3, 3)])
def test_headings_never_skip_a_level(levels: tuple[int, ...], read: Any) -> None:
    pdf = read(pdf_bytes(as_carried([Heading(f"Titre {level}", level) for level in levels]), "fr"))
    depths = [int(element["/S"][2]) for element in tree(pdf) if re.fullmatch(r"/H\d", element["/S"])]
    assert depths[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(depths))


class Hologram(Block):
    """A kind of block that no document has a layout for."""

    block: ClassVar[str] = "hologram"


def test_a_kind_of_block_without_a_layout_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="kind: hologram"):
        pdf_bytes([Hologram()], "fr")
    with pytest.raises(ValueError, match="kind 'hologram'"):
        docx_bytes([Hologram()], "fr")


def test_the_sample_has_every_kind_of_block() -> None:
    of_reports = {kind for kind in vars(blocks_of_reports).values() if isinstance(kind, type)}
    shown = {kind for kind in of_reports if issubclass(kind, Block) and kind is not Block}
    assert shown == {type(block) for block in walk(report())}


def test_documents_see_blocks_and_nothing_else_of_the_package() -> None:
    seen = set()
    for path in DOCUMENTS.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and str(node.module).startswith("analysis"):
                seen.add(str(node.module))
    own = "analysis.reporting.documents"
    assert {name for name in seen if not name.startswith(own)} == {
        "analysis.reporting.blocks",
        "analysis.reporting.cell_blocks",
        "analysis.reporting.drawing.lettering",
        "analysis.reporting.fonts",
        "analysis.reporting.language.typography",
        "analysis.results.released_columns",
    }


def test_the_blocks_of_a_notebook_are_what_its_cells_show() -> None:
    said = Paragraph("Dit.")
    shown = {
        "output_type": "display_data",
        "data": {"application/vnd.assoscope.block+json": said.data(), "text/html": "x"},
    }
    cell = {"cell_type": "code", "metadata": {}, "source": "", "outputs": [shown, shown]}
    assert report_blocks({"cells": [cell]}) == [said, said]
