"""What someone finds who opens a deck: ten slides, findings as titles, charts with the released figures."""

from __future__ import annotations

import csv
import io
import zipfile
from typing import Any

import pytest
from openpyxl import load_workbook
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.util import Pt

from analysis.reporting.chapters.opening_pages.told_findings import told_findings
from analysis.reporting.report_content import EditionContent
from analysis.reporting.slides.deck import CHART_SHARE, fitting_line, pptx_bytes
from analysis.reporting.slides.slide_story import FINDINGS
from analysis.results import INDICATORS
from analysis.workspace import Place
from tests.reporting.nine_themes import Write, built, opened, read_deck

LARGEST = 28


def charts(deck: Any) -> list[Any]:
    """The frames of every chart."""
    return [shape for slide in deck.slides for shape in slide.shapes if shape.has_chart]


def titles(deck: Any) -> list[str]:
    return [slide.shapes.title.text_frame.text for slide in deck.slides]


def texts(slide: Any) -> list[str]:
    return [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]


def test_a_deck_has_ten_slides_whose_titles_are_the_findings(
    deck: Any, nine_themes_report: EditionContent
) -> None:
    told = [finding.title for finding in told_findings(nine_themes_report, FINDINGS)]
    assert len(told) == FINDINGS
    message = "Les huit constats qui suivent séparent tous les répondants par sexe"
    assert titles(deck) == [message, *told, "Ce qu’on ne peut pas dire"]


def test_each_finding_has_one_chart_that_can_be_edited_and_is_described(
    deck: Any, nine_themes_report: EditionContent
) -> None:
    told = told_findings(nine_themes_report, FINDINGS)
    drawn = charts(deck)
    assert [shape._element.nvGraphicFramePr.cNvPr.get("descr") for shape in drawn] == [
        finding.chart.alternative for finding in told
    ]
    assert not any(
        shape.shape_type == MSO_SHAPE_TYPE.PICTURE for slide in deck.slides for shape in slide.shapes
    )


def test_the_figures_of_charts_and_their_workbooks_are_the_released_ones(
    deck: Any, nine_themes: Place
) -> None:
    with (nine_themes.release / INDICATORS.name).open(encoding="utf-8-sig", newline="") as file:
        released = {
            (row["indicator"], row["group"]): float(row["value"])
            for row in csv.DictReader(file)
            if row["breakdown"] == "sexe" and row["value"]
        }
    found = 0
    for shape in charts(deck):
        (series,) = shape.chart.plots[0].series
        book = load_workbook(io.BytesIO(shape.chart.part.chart_workbook.xlsx_part.blob)).active
        assert [row[1].value for row in book.iter_rows(min_row=2)] == list(series.values)
        name = f"i{series.name.rsplit(' ', 1)[1]}"
        groups = [{"Femmes": "1", "Hommes": "2"}[label] for label in shape.chart.plots[0].categories]
        assert list(series.values) == [released[name, group] for group in groups]
        found += 1
    assert found == FINDINGS


def test_no_value_is_hidden_behind_the_figures_that_are_shown(deck: Any) -> None:
    for shape in charts(deck):
        book = load_workbook(io.BytesIO(shape.chart.part.chart_workbook.xlsx_part.blob))
        assert book.sheetnames == ["Sheet1"]
        cells = [cell.value for row in book.active.iter_rows() for cell in row if cell.value is not None]
        assert (
            len(cells) == 3 + 2 * 4
        )  # the heads; of each group its name, its value, two ends of an interval
        assert book.active.sheet_state == "visible"


def test_each_slide_says_that_the_data_are_simulated_and_each_chart_its_base_and_source(deck: Any) -> None:
    for slide in deck.slides:
        assert "Données simulées" in texts(slide)
    for slide in list(deck.slides)[1:-1]:
        (source,) = [text for text in texts(slide) if text.startswith("Base")]
        assert "Source : Enquête, Édition 2020. Données simulées." in source.replace("\u202f", " ").replace(
            "\u00a0", " "
        )


def test_the_notes_are_what_is_said_aloud(deck: Any, nine_themes_report: EditionContent) -> None:
    told = told_findings(nine_themes_report, FINDINGS)
    notes = [slide.notes_slide.notes_text_frame.text for slide in deck.slides]
    assert notes[1:-1] == [f"{finding.title}. {finding.text}" for finding in told]
    assert all(notes)


def test_a_slide_is_wide_its_chart_large_and_no_text_small(deck: Any) -> None:
    assert round(deck.slide_width / deck.slide_height, 2) == 1.78
    assert all(shape.height >= CHART_SHARE * deck.slide_height - 1 for shape in charts(deck))
    sizes = [
        run.font.size
        for slide in deck.slides
        for shape in slide.shapes
        if shape.has_text_frame
        for paragraph in shape.text_frame.paragraphs
        for run in paragraph.runs
        if run.font.size is not None
    ]
    assert min(sizes) >= Pt(12)
    assert all(
        slide.shapes.title.text_frame.paragraphs[0].runs[0].font.size <= Pt(LARGEST) for slide in deck.slides
    )


ABOUT = [  # words of five letters on a line of 690 points; the size, whether all stand there
    (10, 14, True),
    (11, 13, True),
    (12, 12, True),
    (13, 12, False),
]


@pytest.mark.parametrize(("words", "size", "is_whole"), ABOUT)
def test_what_a_chart_is_about_is_smaller_before_it_is_cut(words: int, size: int, is_whole: bool) -> None:
    text = " ".join(["mmmmm"] * words)
    found, said = fitting_line(text, 690)
    assert (found, said == text, "…" in said) == (size, is_whole, not is_whole)


def test_no_key_figure_loses_what_became_of_it(deck: Any) -> None:
    assert not any("…" in text for text in texts(deck.slides[0]))


def test_nothing_leaves_the_slide_and_no_number_of_a_shape_is_taken_twice(deck: Any) -> None:
    for slide in deck.slides:
        ids = [shape.shape_id for shape in slide.shapes]
        assert len(ids) == len(set(ids))
        for shape in slide.shapes:
            assert shape.left >= 0 and shape.left + shape.width <= deck.slide_width
            assert shape.top >= 0 and shape.top + shape.height <= deck.slide_height


def test_the_same_report_gives_the_same_bytes(nine_themes_report: EditionContent, nine_themes: Place) -> None:
    first, again = pptx_bytes(nine_themes_report), pptx_bytes(opened(nine_themes))
    assert first == again
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_deck_speaks_english_on_request(nine_themes: Place) -> None:
    deck = read_deck(pptx_bytes(opened(nine_themes, "en")))
    assert titles(deck)[-1] == "What cannot be said"
    assert "Simulated data" in texts(deck.slides[0])


@pytest.mark.parametrize("territory", ["region=53", "region=11"])
def test_a_territory_has_a_short_deck_beside_the_rest(nine_themes: Place, territory: str) -> None:
    deck = read_deck(pptx_bytes(opened(nine_themes, territory=territory)))
    label = {"region=53": "Bretagne", "region=11": "Île-de-France"}[territory]
    (shape,) = charts(deck)
    assert [series.name for series in shape.chart.plots[0].series] == [label, "Ailleurs"]
    assert titles(deck)[0].startswith("Aucun écart établi entre les ")
    assert titles(deck)[1] == "Six chiffres ne s’écartent pas du reste de façon mesurable"
    assert titles(deck)[2:] == ["Ce qui diffère", "Ce qu’on ne peut pas dire"]


HOSTILE = [
    "=HYPERLINK(1)",
    "<a:t>&amp;</a:t>",
    "a\x07b",
    "https://example.org",
    "x" * 300,
    "\u202eabc",
    "@SUM(1)",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_is_a_text(text: str, write_survey: Write) -> None:
    written = text.replace("\x07", "\\u0007").replace('"', '\\"')
    place = built(write_survey, group=written, indicator=written)
    content = pptx_bytes(opened(place))
    deck = read_deck(content)
    (first, *_) = charts(deck)
    book = load_workbook(io.BytesIO(first.chart.part.chart_workbook.xlsx_part.blob)).active
    assert all(cell.data_type in "sn" and cell.hyperlink is None for row in book.iter_rows() for cell in row)
    assert text.replace("\x07", "") in {str(cell.value) for row in book.iter_rows() for cell in row}
    assert b'Target="https://example.org' not in content
