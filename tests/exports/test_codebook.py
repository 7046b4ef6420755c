"""Dictionary and codebook: every file, column, question and answer, and released frequencies alone."""

from __future__ import annotations

import csv
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from analysis.exports.codebook.dictionary import dictionary_entries
from analysis.exports.released_edition import ReleasedEdition
from analysis.results.csv_files import read_rows
from analysis.results.released_columns import (
    CODEBOOK_HTML,
    CODEBOOK_MD,
    DICTIONARY,
    RELEASED_DISTRIBUTIONS,
    RELEASED_FILES,
)
from analysis.workspace import Place
from tests.exports.released import HOSTILE


@pytest.fixture(scope="module")
def entries(release: Place) -> list[dict[str, str]]:
    return read_rows(release.released / DICTIONARY.name)


def test_every_file_of_the_release_and_every_column_is_described(
    release: Place, entries: list[dict[str, str]]
) -> None:
    there = {path.name for path in release.released.iterdir()}
    assert {entry["file"] for entry in entries if entry["kind"] == "file"} == there
    for file in RELEASED_FILES:
        if file.columns and file.name in there:
            columns = [e["name"] for e in entries if e["kind"] == "column" and e["file"] == file.name]
            assert columns == list(file.names)


def test_every_question_has_its_answers_in_order(entries: list[dict[str, str]]) -> None:
    asked = [entry["name"] for entry in entries if entry["kind"] == "question"]
    assert asked == ["departement", "sexe", "choix", "content", "heures"]
    answers = {
        entry["code"]: entry["label_fr"] for entry in entries if entry["name"] == "sexe" and entry["code"]
    }
    assert answers == {"f": "Femmes", "m": "Hommes"}
    assert [
        (e["unit_fr"], e["unit_en"]) for e in entries if e["kind"] == "question" and e["name"] == "heures"
    ] == [("heures", "hours")]
    codes = [e["code"] for e in entries if e["kind"] == "answer" and e["name"] == "departement"]
    assert codes == list(HOSTILE)


def test_a_question_that_the_edition_did_not_ask_is_not_in_it(edition: ReleasedEdition) -> None:
    other = replace(edition, edition=replace(edition.edition, not_asked=("sexe", "heures")))
    asked = [entry.name for entry in dictionary_entries(other) if not entry.file]
    assert [*dict.fromkeys(asked)] == ["departement", "choix", "content"]


def test_a_frequency_is_the_one_that_is_released_or_none(
    release: Place, entries: list[dict[str, str]]
) -> None:
    rows = read_rows(release.released / RELEASED_DISTRIBUTIONS.name)
    released = {(row["variable"], row["item"]): row for row in rows if row["population"] == "all"}
    answers = [entry for entry in entries if entry["kind"] == "answer"]
    found = {(e["name"], e["code"]): e["share"] for e in answers if e["share"]}
    assert found and found == {key: released[key]["value"] for key in found}
    assert {e["share"] for e in answers if (e["name"], e["code"]) not in released} <= {""}


class Page(HTMLParser):
    """The elements and texts of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.texts: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, _attrs: object) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def test_the_page_can_be_heard_and_runs_nothing(release: Place) -> None:
    text = (release.released / CODEBOOK_HTML.name).read_text(encoding="utf-8")
    page = Page(text)
    assert text.startswith('<!DOCTYPE html>\n<html lang="fr">') and page.tags.count("h1") == 1
    assert not {"script", "b", "a", "iframe", "img"} & set(page.tags)
    assert page.tags.count("table") == page.tags.count("caption") == text.count("<thead>")
    assert "Une ligne et suite <b>&" in page.texts and "\u202e" not in text
    assert {"Femmes", "Dans quel département\u202f?", "01"} <= set(page.texts)


def test_markdown_has_every_question_and_no_markup_of_a_label(release: Place) -> None:
    text = (release.released / CODEBOOK_MD.name).read_text(encoding="utf-8")
    assert "### Dans quel département" in text and "| Femmes |" in text
    assert "Une ligne et suite \\<b\\>\\&" in text and "<b>" not in text


def test_no_cell_of_the_dictionary_is_a_formula(release: Place) -> None:
    with (release.released / DICTIONARY.name).open(encoding="utf-8", newline="") as lines:
        cells = [cell for row in csv.reader(lines) for cell in row]
    assert any(cell.startswith("'=HYPERLINK") for cell in cells)
    assert not [cell for cell in cells if cell[:1] in ("=", "+", "@", "＝")]
