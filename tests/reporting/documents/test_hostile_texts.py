"""Texts from files of answers are shown as they are: never markup, never a command, never off the page."""

from __future__ import annotations

import io
import re
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from analysis.reporting.cell_blocks import Picture
from analysis.reporting.documents.pdf import pdf_bytes
from analysis.reporting.documents.word import docx_bytes
from analysis.reporting.fonts import REPLACEMENT, showable
from tests.reporting.documents.conftest import report

PAGE_WIDTH = 595.3
MARKUP = [
    '#read("/etc/passwd")',
    "#panic[stop]",
    '#import "@preview/cetz:0.3.0"',
    "$x^2$ and $ alone",
    "@label <label>",
    "\\ back \\u{41} \\#slashes",
    "[brackets] *stars* _unders_ `ticks` = equals",
    "// comment /* other */",
    "</text><image href='/etc/passwd'/>",
    "&lt;b&gt; & &#65;",
    "https://example.org/x",
    "{{ template }} {% raw %}",
    "- list + enum / term: x",
    "quotes \" and ' and “these”",
]
CHARACTERS = {
    "control": ("a\x00b\x07c\x1bd", "abcd"),
    "lone surrogate": ("a\ud800b", f"a{REPLACEMENT}b"),
    "unassigned": ("a\U000e1000b", f"a{REPLACEMENT}b"),
    "private use": ("a\ue000b", f"a{REPLACEMENT}b"),
    "bidi controls": ("a\u202eb\u202cc", "abc"),
    "joined emoji": ("👩\u200d👩", f"{REPLACEMENT}{REPLACEMENT}"),
    "chinese": ("漢", REPLACEMENT),
    "emoji the font has": ("😀", "😀"),
    "decomposed accent": ("e\u0301", "é"),
    "narrow space": ("68\u202f%", "68\u202f%"),
}


def text_of(content: bytes, read: Any) -> str:
    text = "".join(page.extract_text() for page in read(content).pages)
    return re.sub(r"[\s\u200b\u00ad]", "", unicodedata.normalize("NFKC", text))


@pytest.mark.parametrize("text", MARKUP)
def test_markup_in_data_is_shown_as_it_is(text: str, read: Any) -> None:
    content = pdf_bytes(report(text), "fr")
    said = text_of(content, read)
    assert said.count(re.sub(r"\s", "", unicodedata.normalize("NFKC", text))) >= 6
    assert b"/URI" not in content
    assert "root:x" not in said


@pytest.mark.parametrize(("text", "expected"), CHARACTERS.values(), ids=CHARACTERS)
def test_characters_that_fonts_lack_are_replaced(text: str, expected: str) -> None:
    assert showable(text) == expected
    assert pdf_bytes(report(text), "fr").startswith(b"%PDF")


@pytest.mark.parametrize("text", ["א שלום מרחבא", "مرحبا بالعالم", "Ελληνικά Кириллица"])
def test_other_scripts_are_shown_in_a_font_that_has_them(text: str, read: Any) -> None:
    fonts = {
        font.get_object()["/BaseFont"]
        for page in read(pdf_bytes(report(text), "fr")).pages
        for font in page["/Resources"]["/Font"].values()
    }
    assert any("DejaVu" in name for name in fonts) or text.startswith("Ε")


@pytest.mark.parametrize("text", ["x" * 400, "/dossier/de_nom" * 40, "é" * 200, "W" * 27 + " " + "W" * 27])
def test_no_text_leaves_the_page(text: str, read: Any) -> None:
    reached = []

    def note_place(said: str, cm: list[float], tm: list[float], *_: Any) -> None:
        if said.strip():
            reached.append(tm[4] * cm[0] + cm[4])

    for page in read(pdf_bytes(report(text), "fr")).pages:
        page.extract_text(visitor_text=note_place)
    assert max(reached) < PAGE_WIDTH - 40


@pytest.mark.parametrize("text", [*MARKUP, *(text for text, _ in CHARACTERS.values()), "x" * 400])
def test_word_takes_any_text(text: str) -> None:
    document = Document(io.BytesIO(docx_bytes(report(text), "fr")))
    shown = {p.text for p in document.paragraphs if p.style.name == "Heading 2"}
    assert shown == {re.sub("[\x00-\x08\x0e-\x1f\ud800-\udfff]", "", text)}


def test_a_drawing_that_refers_to_a_file_shows_nothing_of_it(tmp_path: Path, read: Any) -> None:
    secret = tmp_path / "secret.svg"
    secret.write_text('<svg xmlns="http://www.w3.org/2000/svg"><text y="9">SECRET</text></svg>')
    svg = (
        f'<svg viewBox="0 0 90 90"><image href="{secret}" width="9" height="9"/><text y="20">Dit</text></svg>'
    )
    picture = Picture("svg", svg, "Dessin")
    try:
        said = text_of(pdf_bytes([picture], "fr"), read)
    except ValueError as error:
        said = str(error)
    assert "SECRET" not in said


def test_a_picture_that_is_none_is_refused_in_words() -> None:
    broken = Picture("svg", "<svg", "Dessin")
    with pytest.raises(ValueError, match="failed to parse SVG"):
        pdf_bytes([broken], "fr")
