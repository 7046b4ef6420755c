"""What someone who edits the draft finds in it."""

from __future__ import annotations

import io
from typing import Any

import pytest
from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from openpyxl import load_workbook

from analysis.reporting.blocks import Heading, Paragraph, Point, Section
from analysis.reporting.charts import chart_of
from analysis.reporting.charts.dumbbells import DumbbellRow, Dumbbells
from analysis.reporting.charts.group_dots import DotPanel, GroupDots
from analysis.reporting.charts.stacked_scales import StackedRow, StackedScale
from analysis.reporting.documents.word import docx_bytes
from analysis.reporting.documents.word_charts import MOST
from analysis.reporting.documents.word_pages import TEXT_WIDTH
from analysis.reporting.drawing.chart_kind import ChartKind
from analysis.reporting.language.typography import Typesetter
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


def drawn_charts(draft: Any) -> list[Any]:
    """The parts of the charts that Word draws."""
    return [each.target_part for each in draft.part.rels.values() if each.reltype == RELATIONSHIP_TYPE.CHART]


def test_a_chart_is_one_that_word_draws_from_its_workbook_and_described(draft: Any) -> None:
    [part] = drawn_charts(draft)
    [described] = draft.element.body.iter(qn("wp:docPr"))
    assert described.get("descr") == "Barres : Oui 50 % ; Non 50 %."
    [workbook] = [each.target_part for each in part.rels.values()]
    sheet = load_workbook(io.BytesIO(workbook.blob)).active
    assert [row[:2] for row in sheet.iter_rows(min_row=2, values_only=True)] == [("Oui", 50), ("Non", 50)]
    assert b'r:id="rId1"' in part.blob


PICTURES = [
    GroupDots([DotPanel(name, [Point("Oui", 50.0, 45.0, 55.0, "50 %")]) for name in "AB"]),
    GroupDots([DotPanel("", [Point("Oui", 50.0, 45.0, 55.0, "50 %", reference=40.0)])]),
    GroupDots([DotPanel("", [Point("Oui", 50.0, 45.0, 55.0, "50 %")])]),
    Dumbbells(
        [
            DumbbellRow(
                "Formés",
                Point("2009", 40.0, None, None, "40 %"),
                Point("2024", 41.0, None, None, "41 %"),
                False,
            )
        ],
        ("2009", "2024"),
    ),
    StackedScale(
        [StackedRow("Temps", [Point(name, 50.0, None, None, "50 %") for name in "ab"])],
        ["a", "b"],
        ["#111111"] * 2,
    ),
]


@pytest.mark.parametrize("kind", PICTURES)
def test_a_chart_that_word_would_draw_with_less_is_a_picture(kind: ChartKind) -> None:
    draft = read(Section("finding", [chart_of(kind, Typesetter("fr"), "chart-x", "Formés", "Part")]))
    assert len(draft.inline_shapes) == 1
    assert draft.inline_shapes[0]._inline.docPr.get("descr")
    assert not drawn_charts(draft)


def test_a_picture_stands_between_the_margins() -> None:
    """Without a distance of its own LibreOffice puts 3 mm at its left, and it ends beyond the margin."""
    draft = read(Section("finding", [chart_of(PICTURES[0], Typesetter("fr"), "chart-x", "Formés", "Part")]))
    inline = draft.inline_shapes[0]._inline
    assert inline.extent.cx == TEXT_WIDTH
    assert {inline.get(f"dist{side}") for side in "TBLR"} == {"0"}


def test_beyond_twenty_charts_the_others_are_pictures() -> None:
    draft = read(Section("chapter", [a_chart([f"Réponse {rank}"]) for rank in range(MOST + 2)]))
    assert len(drawn_charts(draft)) == MOST == 20
    names = [part.partname for part in draft.part.package.iter_parts()]
    assert len(names) == len(set(names))
    pictures = [rel for rel in draft.part.rels.values() if rel.reltype == RELATIONSHIP_TYPE.IMAGE]
    assert len(pictures) == 2


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


def test_where_the_tables_are_is_said_the_first_time_and_below_a_heading_that_would_stand_alone() -> None:
    folded = Section("folded", [a_table(["Part"], ["Femmes"])])
    pages = [
        Section("page", [Heading(title), *said, folded])
        for title, said in (("Qualité", [Paragraph("Dit")]), ("Méthode", [Paragraph("Dit")]), ("Annexe", []))
    ]
    texts = [p.text for p in read(*pages).paragraphs]
    told = [place for place, each in enumerate(texts) if "tables.xlsx" in each]
    assert [texts[place - 1] for place in told] == ["Dit", "Annexe"]
    assert "Méthode" in texts[told[0] : told[1]]


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


def test_what_follows_the_findings_begins_a_page() -> None:
    told = Section("finding-section", [Heading("Un constat", 3), Paragraph("Dit")])
    chapters = [Section("chapter", [Heading(title), Paragraph("Dit")]) for title in ("Évolution", "Accueil")]
    opening = Section("summary", [Heading("L'essentiel"), told])
    paragraphs = read(opening, *chapters).paragraphs
    assert [p.text for p in paragraphs if p.paragraph_format.page_break_before] == ["Évolution"]


def test_notes_begin_a_page_together_and_leave_none_empty() -> None:
    chapter = Section("chapter", [Heading("Accueil"), Paragraph("Dit")])
    notes = [Section("page", [Heading(title), Paragraph("Dit")]) for title in ("Qualité", "Méthode")]
    breaks = [(p.text, p.paragraph_format.page_break_before) for p in read(chapter, *notes).paragraphs]
    assert [text for text, is_broken in breaks if is_broken] == ["Qualité"]
    assert not any(p.paragraph_format.page_break_before for p in read(*notes).paragraphs)
