"""Files for people in English: the figures of the French ones, no text of theirs, and who keeps them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest
from babel.messages.pofile import read_po

from analysis.exports.edition_exports import exports_in
from analysis.exports.released_edition import ReleasedEdition
from analysis.results.released_columns import FOR_PEOPLE, named_in
from analysis.workspace import CATALOGUES, Place
from tests.cli.one_question import run
from tests.exports.released import ANSWERS, SURVEY
from tests.exports.sheet_checks import sheet_faults

FRENCH = ("Enquête d'essai", "Le thème", "Dans quel département", "Femmes", "Hommes", "Premier", "Oui")
FRENCH += ("d'abord", "Le choix", "Heures données", "Ensemble", "Critère", "Sommaire", "répondants")
"""Texts of the survey and of the catalogue that have an English translation."""
SAME_IN_BOTH = 12
"""Letters from which on a French message is no word of English too."""


@pytest.fixture(scope="module")
def english(release: Place) -> dict[str, bytes]:
    return exports_in(ReleasedEdition.of_folder(release, release.released), "en")


def texts_of(name: str, content: bytes) -> str:
    """All that a file says to people, its own markup apart."""
    if name.endswith(".xlsx"):
        return "\n".join(sheet_texts(content))
    return content.decode("utf-8-sig") if not name.endswith(".ods") else ods_text(content)


def sheet_texts(content: bytes) -> Iterator[str]:
    for sheet in openpyxl.load_workbook(io.BytesIO(content)).worksheets:
        yield sheet.title
        yield from (cell.value for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str))


def ods_text(content: bytes) -> str:
    import zipfile

    return zipfile.ZipFile(io.BytesIO(content)).read("content.xml").decode("utf-8")


def french_messages() -> Iterator[str]:
    """What the French catalogue says in other words than the English one, up to its first value."""
    read = {}
    for language in ("fr", "en"):
        with (CATALOGUES / f"{language}.po").open("rb") as file:
            read[language] = {str(m.id): str(m.string) for m in read_po(file) if isinstance(m.id, str)}
    for key, said in read["fr"].items():
        begins = said.partition("{")[0].strip()
        if (
            key.startswith(("sheet.", "codebook.", "mark.", "rule.", "statistic."))
            and len(begins) > SAME_IN_BOTH
        ):
            yield begins if begins not in read["en"].get(key, "") else "\0"


@pytest.mark.parametrize("file", FOR_PEOPLE, ids=lambda file: file.name)
def test_a_file_in_english_has_no_french_text(file: object, english: dict[str, bytes]) -> None:
    name = named_in(file, "en")  # type: ignore[arg-type]
    said = re.sub(r"\s+", " ", texts_of(name, english[name]))
    assert "Women" in said and "hours" in said
    assert [text for text in (*FRENCH, *french_messages()) if text in said] == []


def test_figures_are_the_same_in_both_languages(release: Place, english: dict[str, bytes]) -> None:
    french = exports_in(ReleasedEdition.of_folder(release, release.released), "fr")
    for name in ("tables.xlsx", "banner.xlsx"):
        books = [french[name], english[name.replace(".", ".en.")]]
        assert [*numbers_in(books[0])] == [*numbers_in(books[1])] != []
    here = [*csv.DictReader(io.StringIO(english["indicators.en.csv"].decode("utf-8-sig")))]
    there = [*csv.DictReader(io.StringIO(french["indicators.fr.csv"].decode("utf-8-sig")), delimiter=";")]
    assert [row["value"] for row in here] == [row["value"].replace(",", ".") for row in there]
    assert [{row["unit"] for row in rows} for rows in (here, there)] == [{"%", "hours"}, {"%", "heures"}]


def numbers_in(content: bytes) -> Iterator[float]:
    for sheet in openpyxl.load_workbook(io.BytesIO(content)).worksheets:
        yield from (cell for row in sheet.values for cell in row if isinstance(cell, int | float))


def test_a_workbook_says_its_language_and_can_be_heard(english: dict[str, bytes], tmp_path: Path) -> None:
    for name in ("tables.en.xlsx", "banner.en.xlsx"):
        (tmp_path / name).write_bytes(english[name])
        assert sheet_faults(tmp_path / name) == []
        assert openpyxl.load_workbook(tmp_path / name).properties.language == "en-GB"


def test_they_stand_beside_a_report_in_english_until_its_results_change(
    write_survey: Callable[..., Place], tmp_path: Path
) -> None:
    place = write_survey(SURVEY, answers_csv=ANSWERS)
    names = [named_in(file, "en") for file in FOR_PEOPLE]
    assert run(tmp_path, "report").exit_code == 0
    assert [name for name in names if (place.release / name).exists()] == []
    assert run(tmp_path, "report", "--lang", "en").exit_code == 0
    assert [name for name in names if not (place.release / name).is_file()] == []
    page = (tmp_path / "reports" / "index.html").read_text("utf-8")
    assert "tables.en.xlsx" in page and "Tables (Excel), English" in page
    place.survey_toml.write_text(SURVEY.replace('"Women"', '"Ladies"'), encoding="utf-8")
    assert run(tmp_path, "build").exit_code == 0
    assert [path.name for path in place.release.iterdir() if ".en." in path.name] == []
    assert run(tmp_path, "report", "--lang", "en").exit_code == 0
    assert b"Ladies" in (place.release / "codebook.en.html").read_bytes()
