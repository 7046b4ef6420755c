"""What someone who edits the draft finds in it."""

from __future__ import annotations

import io
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn

from analysis.reporting.blocks import Heading, Paragraph, Section
from analysis.reporting.documents.word import docx_bytes
from tests.reporting.documents.conftest import a_chart, a_table, report


@pytest.fixture(scope="module")
def draft() -> Any:
    return Document(io.BytesIO(docx_bytes(report(), "fr")))


def test_headings_are_real_and_in_order(draft: Any) -> None:
    found = [
        (p.style.name, p.text) for p in draft.paragraphs if p.style.name.startswith(("Title", "Heading"))
    ]
    assert found == [
        ("Title", "Enquête"),
        ("Heading 1", "Chiffres clés"),
        ("Heading 1", "L’accueil"),
        ("Heading 2", "Oui"),
        ("Heading 1", "Méthodologie"),
    ]


def test_every_page_is_marked_as_a_draft_of_simulated_data(draft: Any) -> None:
    assert draft.sections[0].header.paragraphs[0].text == "Enquête – 2009\tBROUILLON · DONNÉES SIMULÉES"


def test_header_rows_of_tables_are_repeated(draft: Any) -> None:
    headed = [t for t in draft.tables if t._tbl.findall(f".//{qn('w:tblHeader')}")]
    assert [t.rows[0].cells[0].text for t in headed] == ["Groupe", "Groupe"]


def test_a_chart_is_a_described_picture(draft: Any) -> None:
    [shape] = draft.inline_shapes
    assert shape._inline.docPr.get("descr") == "Barres : Oui 50 % ; Non 50 %."


def test_the_language_is_set(draft: Any) -> None:
    languages = {found.get(qn("w:val")) for found in draft.styles.element.iter(qn("w:lang"))}
    assert languages == {"fr-FR"}


def test_contents_are_a_field_of_links_that_arrive(draft: Any) -> None:
    fields = [found.text for found in draft.element.body.iter(qn("w:instrText"))]
    assert fields == [' TOC \\o "1-2" \\h \\z \\u ']
    bookmarks = {found.get(qn("w:name")) for found in draft.element.body.iter(qn("w:bookmarkStart"))}
    links = [found.get(qn("w:anchor")) for found in draft.element.body.iter(qn("w:hyperlink"))]
    assert len(links) == 2
    assert set(links) <= bookmarks


def test_the_same_blocks_give_the_same_bytes() -> None:
    assert docx_bytes(report(), "fr") == docx_bytes(report(), "fr")


def read(*blocks: Section) -> Any:
    return Document(io.BytesIO(docx_bytes(blocks, "fr")))


def test_what_a_page_folds_away_is_left_out_and_said_once() -> None:
    folded = Section("folded", [Heading("Un thème", 3), a_table(["Part"], ["Femmes"])])
    draft = read(Section("page", [Heading("Annexe"), folded, folded]))
    assert draft.paragraphs[0].text == "Annexe"
    assert sum("tables.xlsx" in p.text for p in draft.paragraphs) == 1
    assert not draft.tables


def test_a_finding_stays_on_one_page_with_its_chart() -> None:
    told = [Heading("Un constat", 3), Paragraph("Dit"), Paragraph("Chapitre", "note"), a_chart(["Oui"])]
    draft = read(Section("finding-section", told))
    *kept, last = draft.paragraphs
    style = draft.styles["Heading 2"].paragraph_format.keep_with_next
    assert all(p.paragraph_format.keep_with_next or (p.style.name == "Heading 2" and style) for p in kept)
    assert last.text == "Trait : intervalle."


def test_a_chapter_that_begins_a_page_leaves_none_empty() -> None:
    pages = [Section("page", [Heading(title), Paragraph("Dit")]) for title in ("Un", "Deux")]
    draft = read(*pages)
    assert [p.paragraph_format.page_break_before for p in draft.paragraphs] == [None, None, True, None]
