"""Workbooks: the numbers of the release, for people who see them or hear them, and nothing that acts."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import odfdo
import openpyxl
import pandas as pd
import pytest

from analysis.exports.codebook.codebook_page import codebook_html, codebook_markdown
from analysis.exports.edition_exports import edition_exports, exports_in
from analysis.exports.released_edition import ReleasedEdition
from analysis.exports.spreadsheets.front_sheets import cover_sheet
from analysis.exports.spreadsheets.sheet_words import BRACKETED, UNTESTED
from analysis.exports.spreadsheets.workbook import (
    SheetColumn,
    TableSheet,
    TablesWorkbook,
)
from analysis.exports.spreadsheets.xlsx_file import xlsx_bytes
from analysis.questionnaire import Label
from analysis.results.csv_files import read_indicators
from analysis.results.released_columns import (
    BANNER_XLSX,
    RELEASED_COMPARISONS,
    RELEASED_INDICATORS,
    TABLES_ODS,
    TABLES_XLSX,
)
from analysis.workspace import Place
from tests.exports.sheet_checks import sheet_faults

FRONT = ["Présentation", "Sommaire", "Notes"]
LIMITS = ["value", "ci_low", "ci_high", "n"]
Tables = dict[str, pd.DataFrame]


@pytest.fixture(scope="module")
def released(release: Place) -> pd.DataFrame:
    return read_indicators(release.released / RELEASED_INDICATORS.name, RELEASED_INDICATORS)


def tables_of_excel(path: Path) -> Tables:
    """The table of each sheet, found by its mark, as a frame of texts and numbers."""
    found = {}
    for sheet in openpyxl.load_workbook(path).worksheets:
        (table,) = sheet.tables.values()
        rows = [[cell.value for cell in row] for row in sheet[table.ref]]
        found[sheet.title] = pd.DataFrame(rows[1:], columns=rows[0], dtype=object)
    return found


def tables_of_calc(path: Path) -> Tables:
    """The same of an OpenDocument file, its tables found by their marks too."""
    document = odfdo.Document(path)
    marks = document.body.get_elements("//table:database-range")
    found = {}
    for table, mark in zip(document.body.tables, marks, strict=True):
        begins = mark.get_attribute("table:target-range-address").split(":")[0]
        first = int(begins.rpartition(".A")[2])
        rows = table.get_values()
        found[table.name] = pd.DataFrame(rows[first:], columns=rows[first - 1], dtype=object)
    return found


def number(cell: object) -> float | None:
    """The number in a cell; None for a text or nothing."""
    return float(cell) if isinstance(cell, int | float | Decimal) and cell == cell else None


READERS = [(TABLES_XLSX.name, tables_of_excel), (TABLES_ODS.name, tables_of_calc)]


@pytest.mark.parametrize(("name", "read"), READERS)
def test_every_figure_of_the_tables_is_that_of_indicators_csv(
    name: str,
    read: Callable[[Path], Tables],
    release: Place,
    edition: ReleasedEdition,
    released: pd.DataFrame,
) -> None:
    found = read(release.released / name)
    assert list(found)[:3] == FRONT
    sheets = list(found.values())[3:]
    assert len(sheets) == len(edition.answered) == 3
    for indicator, table in zip(edition.answered, sheets, strict=True):
        expected = released.loc[released["indicator"] == indicator, LIMITS].reset_index(drop=True)
        figures = table.iloc[:, -5:-1].map(number)
        figures.columns = LIMITS
        pd.testing.assert_frame_equal(figures.astype(float), expected.astype(float))


def test_pandas_reads_a_table_as_numbers(release: Place, released: pd.DataFrame) -> None:
    signs = [*BRACKETED.values(), UNTESTED]
    above = _rows_above(release.released / TABLES_XLSX.name, "Tableau_2")
    table = pd.read_excel(release.released / TABLES_XLSX.name, "Tableau_2", skiprows=above, na_values=signs)
    assert list(table) == [
        *("Critère", "Groupe", "Réponse", "Part (%)", "Borne basse", "Borne haute", "Répondants", "Signe")
    ]
    expected = released.loc[released["indicator"] == "choix", "value"].astype(float)
    assert table["Part (%)"].dtype.kind == "f"
    assert table["Part (%)"].tolist() == pytest.approx(expected.tolist(), nan_ok=True)
    assert table.iloc[0, :3].tolist() == ["Ensemble", "Ensemble", "Premier"]


def _rows_above(path: Path, tab: str) -> int:
    sheet = openpyxl.load_workbook(path)[tab]
    (table,) = sheet.tables.values()
    return int(sheet[table.ref][0][0].row) - 1


@pytest.mark.parametrize("name", [TABLES_XLSX.name, BANNER_XLSX.name])
def test_a_workbook_can_be_heard(name: str, release: Place) -> None:
    assert sheet_faults(release.released / name) == []


SPOILT = {
    "merged cells": lambda sheet: sheet.merge_cells("A1:B1"),
    "no title in A1": lambda sheet: sheet.__setitem__("A1", None),
    "0 tables": lambda sheet: sheet.tables.clear(),
    "headings that roll away": lambda sheet: setattr(sheet, "freeze_panes", None),
    "a formula": lambda sheet: sheet.__setitem__("A2", "=1+1"),
    "an empty row above the table": lambda sheet: sheet.__setitem__("A2", None),
    "hidden": lambda sheet: setattr(sheet, "sheet_state", "hidden"),
    "something below the table": lambda sheet: sheet.__setitem__("A900", "Source"),
}


@pytest.mark.parametrize("fault", SPOILT)
def test_the_program_that_checks_finds_what_is_wrong(fault: str, release: Place, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(release.released / TABLES_XLSX.name)
    SPOILT[fault](book["Tableau_1"])
    book.save(tmp_path / "spoilt.xlsx")
    assert [found for found in sheet_faults(tmp_path / "spoilt.xlsx") if fault in found]


def test_every_sign_that_is_used_is_explained_on_its_sheet_and_in_the_notes(release: Place) -> None:
    tables = tables_of_excel(release.released / TABLES_XLSX.name)
    explained = set(tables["Notes"]["Signe"])
    assert {*BRACKETED.values(), UNTESTED} <= explained
    book = openpyxl.load_workbook(release.released / TABLES_XLSX.name)
    for tab in list(tables)[3:]:
        used = set(tables[tab]["Signe"].dropna())
        above = " ".join(str(cell.value or "") for cell in book[tab]["A"][:12])
        assert used <= explained and all(f"{sign}\u202f:" in above for sign in used)
        assert "Question posée" in above and "Base" in above and "Intervalle indicatif à 95" in above
    assert "[c]" in set(tables["Tableau_1"]["Signe"])


def test_no_workbook_has_a_number_that_the_release_has_not(release: Place, released: pd.DataFrame) -> None:
    tests = pd.read_csv(release.released / RELEASED_COMPARISONS.name)
    known = {round(float(x), 9) for name in LIMITS for x in released[name].dropna()}
    known |= {round(float(x), 9) for name in ("p_value", "p_adjusted") for x in tests[name].dropna()}
    for name in (TABLES_XLSX.name, BANNER_XLSX.name):
        for table in tables_of_excel(release.released / name).values():
            numbers = [cell for cell in table.to_numpy().ravel() if isinstance(cell, int | float)]
            assert {round(float(cell), 9) for cell in numbers} <= known


def test_a_letter_stands_on_the_larger_of_two_values_that_differ(release: Place) -> None:
    banner = tables_of_excel(release.released / BANNER_XLSX.name)["sexe"]
    row = banner[(banner["Question"] == "Le choix") & (banner["Réponse"] == "Premier")].iloc[0]
    assert row["Femmes (A)"] < row["Hommes (B)"]
    assert (row["Lettres (A)"], row["Lettres (B)"]) == (None, "A")
    bases = banner[(banner["Question"] == "Le choix") & (banner["Réponse"] == "Répondants")].iloc[0]
    assert (bases["Ensemble"], bases["Femmes (A)"] + bases["Hommes (B)"]) == (305, 305)


def test_the_banner_has_the_test_of_each_table(release: Place) -> None:
    tests = pd.read_csv(release.released / RELEASED_COMPARISONS.name)
    whole = tests[(tests["comparison"] == "table") & (tests["status"] == "tested")]
    found = tables_of_excel(release.released / BANNER_XLSX.name)["Tests d’ensemble"]
    assert sorted(found["p du tableau"]) == pytest.approx(sorted(whole["p_adjusted"]))
    of_sex = found[(found["Question"] == "Le choix") & (found["Critère"] == "sexe")]
    assert of_sex["Conclusion"].tolist() == ["les groupes diffèrent"]


def test_the_same_release_gives_the_same_bytes(edition: ReleasedEdition, release: Place) -> None:
    made = edition_exports(edition.survey, edition.edition, edition.files)
    assert made == {name: (release.released / name).read_bytes() for name in made}
    for name in (TABLES_XLSX.name, TABLES_ODS.name, BANNER_XLSX.name):
        parts = zipfile.ZipFile(io.BytesIO(made[name])).infolist()
        assert {part.date_time for part in parts} == {(1980, 1, 1, 0, 0, 0)}


def test_the_cover_says_where_the_tables_come_from_and_what_may_be_done_with_them(release: Place) -> None:
    cover = tables_of_excel(release.released / TABLES_XLSX.name)["Présentation"].set_index("Sujet")["Contenu"]
    assert cover["Producteur"] == "=1+1"  # as its definition says: a text, no formula
    assert {"Réutilisation", "Confidentialité", "Réalisé avec", "Répondants"} <= set(cover.index)


@pytest.mark.parametrize(("name", "read"), READERS)
def test_hostile_labels_are_texts(name: str, read: Callable[[Path], Tables], release: Place) -> None:
    table = read(release.released / name)["Tableau_1"]
    labels = set(table["Groupe"])
    assert {"＝1+1", "@SUM(1)", "1,5"} <= labels
    assert any(label.startswith("=HYPERLINK(") for label in labels)
    assert "Une ligne et suite <b>&" in labels
    assert any(label.startswith("+cmd|") for label in labels)


@pytest.mark.parametrize(("language", "country"), [("fr", "FR"), ("en", "GB")])
def test_numbers_of_an_opendocument_file_are_written_as_its_language_does_on_any_system(
    language: str, country: str, edition: ReleasedEdition
) -> None:
    made = exports_in(edition, language)["tables.ods" if language == "fr" else "tables.en.ods"]
    content = zipfile.ZipFile(io.BytesIO(made)).read("content.xml").decode()
    spoken = f'number:language="{language}" number:country="{country}"'
    assert content.count("<number:number-style ") == content.count(spoken) >= 3


def test_a_wide_banner_is_printed_on_pages_that_can_be_read(tmp_path: Path) -> None:
    columns = [SheetColumn("Question", 44), SheetColumn("Réponse", 40)]
    columns += [SheetColumn(f"Groupe {place}", 14) for place in range(30)]
    wide = TableSheet("Large", "Large", [], "large", columns, [["x"] * 32], stubs=2)
    narrow = TableSheet("Étroit", "Étroit", [], "etroit", columns[:3], [["x"] * 3], stubs=2)
    path = tmp_path / "print.xlsx"
    path.write_bytes(xlsx_bytes(TablesWorkbook("t", "a", "fr-FR", "<", [wide, narrow])))
    pages = openpyxl.load_workbook(path)
    assert [sheet.page_setup.fitToWidth or 1 for sheet in pages.worksheets] == [3, 1]
    assert pages["Large"].print_title_cols == "$A:$B" and pages["Étroit"].print_title_cols is None


def test_no_cell_of_an_opendocument_file_is_a_formula(release: Place) -> None:
    content = zipfile.ZipFile(release.released / TABLES_ODS.name).read("content.xml").decode()
    assert "table:formula" not in content and "number-columns-spanned" not in content
    assert content.count("<table:table-header-rows>") == content.count("<table:database-range ") == 6
    assert (
        'config:name="VerticalSplitPosition"'
        in zipfile.ZipFile(release.released / TABLES_ODS.name).read("settings.xml").decode()
    )


def converted(path: Path, folder: Path, kind: str) -> Path:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice (soffice) is not installed")
    command = [office, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", kind]
    subprocess.run(
        [*command, "--outdir", str(folder), str(path)], check=True, capture_output=True, timeout=180
    )
    return folder / f"{path.stem}.{kind}"


@pytest.mark.slow
@pytest.mark.parametrize(("name", "kind"), [(TABLES_XLSX.name, "ods"), (TABLES_ODS.name, "xlsx")])
def test_libreoffice_opens_both_files_with_the_same_numbers(
    name: str, kind: str, release: Place, edition: ReleasedEdition, released: pd.DataFrame, tmp_path: Path
) -> None:
    path = converted(release.released / name, tmp_path, kind)
    sheets = every_cell(path)
    for place, indicator in enumerate(edition.answered, 1):
        rows = released[released["indicator"] == indicator]
        expected = sorted(float(cell) for name in LIMITS for cell in rows[name].dropna())
        assert sorted(sheets[f"Tableau_{place}"]) == pytest.approx(expected)


def stored_numbers(table: odfdo.Table) -> Iterator[float]:
    """The numbers of a sheet as LibreOffice stores them, those that it repeats too; it has a million rows."""
    for cell in table.get_elements("descendant::table:table-cell[@office:value-type='float']"):
        repeated = int(cell.get_attribute("table:number-columns-repeated") or 1)
        yield from [float(cell.get_attribute("office:value"))] * repeated


def every_cell(path: Path) -> dict[str, list[float]]:
    """The numbers of each sheet, of a file of LibreOffice."""
    if path.suffix == ".xlsx":
        book = openpyxl.load_workbook(path)
        cells = {sheet.title: [cell for row in sheet.values for cell in row] for sheet in book.worksheets}
    else:
        tables = odfdo.Document(path).body.tables
        cells = {table.name: list(stored_numbers(table)) for table in tables}
    return {name: [x for cell in row if (x := number(cell)) is not None] for name, row in cells.items()}


@pytest.mark.slow
def test_r_reads_the_same_numbers_from_a_table(release: Place, released: pd.DataFrame) -> None:
    program = shutil.which("Rscript")
    if program is None:
        pytest.skip("R (Rscript) is not installed")
    path = release.released / TABLES_XLSX.name
    code = (
        'if (!requireNamespace("readxl", quietly = TRUE)) quit(status = 9);'
        f'x <- readxl::read_excel("{path}", "Tableau_2", skip = {_rows_above(path, "Tableau_2")});'
        'v <- suppressWarnings(as.numeric(x[["Part (%)"]])); cat(sprintf("%.12g", sum(v, na.rm = TRUE)))'
    )
    run = subprocess.run([program, "-e", code], check=False, capture_output=True, text=True, timeout=120)
    if run.returncode == 9:
        pytest.skip("R has no package readxl")
    expected = released.loc[released["indicator"] == "choix", "value"].astype(float).sum()
    assert float(run.stdout) == pytest.approx(expected)


LICENCE = Label("<b>Licence Ouverte</b>", "Open Licence")


def test_the_licence_of_the_note_stands_on_the_cover_and_in_the_codebook(edition: ReleasedEdition) -> None:
    note = replace(edition.survey.note, licence=LICENCE)
    stated = replace(edition, survey=replace(edition.survey, note=note))
    voice = stated.voice("fr")
    (licence,) = [
        row[1] for row in cover_sheet(stated, voice, "").rows if row[0] == voice.say("sheet.licence")
    ]
    assert str(licence).startswith("<b>Licence Ouverte</b>. Ces tableaux")
    page = codebook_html(stated, voice).decode("utf-8")
    assert "&lt;b&gt;Licence Ouverte&lt;/b&gt;" in page and "<b>" not in page
    assert "Licence Ouverte" in codebook_markdown(stated, voice).decode("utf-8")
    assert "Licence Ouverte" not in codebook_html(edition, edition.voice("fr")).decode("utf-8")
