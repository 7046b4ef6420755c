"""Exports read back by other programs: no figure that the release has not, nothing hidden that can be had."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import csvw
import frictionless
import openpyxl
import pandas as pd
import pytest
from pysdmx.io import get_datasets

from analysis.exports.edition_exports import exports_in
from analysis.exports.harmless_texts import harmless
from analysis.exports.open_data.data_set import DataSet
from analysis.exports.released_edition import ReleasedEdition
from analysis.reporting.language.voice import Voice
from analysis.results.csv_files import read_rows
from analysis.steps.export_formats import EXPORT_FORMATS, Exported
from analysis.workspace import Place
from tests.conftest import shared_folder
from tests.exports.test_statistical_offices import COLUMNS, original_codes

READ = ("indicator", "item", "population", "breakdown", "group", "statistic", "value", "n", "step", "status")
READ += ("with",)
"""The columns that the program of attack reads."""
SIGNS = {"[c]": "hidden", "[n.p.]": "suppressed", "[z]": "empty"}
Row = dict[str, str]


def plain(value: object) -> str:
    """A cell as text, a number as its shortest; nothing for none."""
    text = "" if value is None or value != value or str(value) in ("<NA>", "None") else str(value)
    try:
        return f"{float(text):.12g}"
    except ValueError:
        return text


def of_package(folder: Path, _: Place) -> Iterator[Row]:
    package = frictionless.Package(str(folder / "datapackage.json"))
    for row in package.get_resource("indicators").read_rows():
        yield {name: str(value) if value is not None else "" for name, value in row.to_dict().items()}


def of_csvw(folder: Path, _: Place) -> Iterator[Row]:
    tables = {str(t.url): t for t in csvw.TableGroup.from_file(folder / "csv-metadata.json").tables}
    for row in tables["indicators.csv"].iterdicts(strict=True):
        yield {name: str(value) if value is not None else "" for name, value in row.items()}


def of_sdmx(folder: Path, _: Place) -> Iterator[Row]:
    codes = original_codes(folder / "structure.xml")
    (read,) = get_datasets(folder / "indicators.csv", folder / "structure.xml")
    for row in read.data.to_dict("records"):
        named = {column: row.get(name) for name, column in COLUMNS.items()}
        coded = {COLUMNS[name]: of for name, of in codes.items() if name in COLUMNS}
        yield {
            name: coded[name].get(str(value), str(value)) if name in coded else plain(value)
            for name, value in named.items()
        } | {"status": str(row["STATUS"])}


def of_spreadsheet(name: str, **settings: str) -> Callable[[Path, Place], Iterator[Row]]:
    def read(folder: Path, _: Place) -> Iterator[Row]:
        frame = pd.read_csv(folder / name, dtype=str, keep_default_na=False, encoding="utf-8-sig", **settings)
        for row in frame.to_dict("records"):
            texts = {key: str(cell).removeprefix("'") for key, cell in row.items()}
            numbers = {key: texts[key].replace(",", ".") for key in ("value", "n", "step")}
            yield texts | numbers

    return read


def of_workbook(folder: Path, release: Place) -> Iterator[Row]:
    """The rows of all sheets, their labels told as the codes of the definitions, by openpyxl.

    A group that is called otherwise than in the definitions, "Women or Other", has the hidden one of
    its table in it.
    """
    edition = ReleasedEdition.of_folder(release, release.release)
    voice, own = edition.voice("en"), Voice("en", edition.survey)
    titles = {harmless(voice.indicator(name)): name for name in voice.survey.indicators}
    for sheet in openpyxl.load_workbook(folder / "tables.en.xlsx").worksheets[3:]:
        (table,) = sheet.tables.values()
        heads, *rows = [[cell.value for cell in row] for row in sheet[table.ref]]
        indicator = titles[str(sheet["A1"].value).partition(". ")[2]]
        read = [of_cells(dict(zip(map(str, heads), cells, strict=True)), indicator, voice) for cells in rows]
        for row in read:
            variable, group = row["breakdown"], row["group"]
            hidden = [r["group"] for r in read if r["breakdown"] == variable and r["status"] == "hidden"]
            is_more = voice.answer(variable, group) != own.answer(variable, group)
            yield row | {"with": ";".join(dict.fromkeys(hidden)) if is_more else ""}


def of_cells(cells: dict[str, object], indicator: str, voice: Voice) -> Row:
    variables = {harmless(voice.variable(name)): name for name in voice.survey.breakdowns}
    variable = variables.get(str(cells["Variable"]), "all")
    value, base = list(cells.values())[-5], cells["Respondents"]
    return {
        "indicator": indicator,
        "item": code_of(voice, voice.survey.indicators[indicator].variable, cells.get("Answer")),
        "population": "all",
        "breakdown": variable,
        "group": "all" if variable == "all" else code_of(voice, variable, cells["Group"]),
        "statistic": voice.survey.indicators[indicator].statistic,
        "value": plain(value) if isinstance(value, int | float) else "",
        "n": plain(base) if isinstance(base, int | float) else "",
        "step": "",
        "status": SIGNS.get(str(cells["Sign"] or ""), "shown"),
        "with": "",
    }


def code_of(voice: Voice, variable: str, label: object) -> str:
    codes = voice.survey.questions[variable].codes if label else ()
    return next((code for code in codes if harmless(voice.answer(variable, code)) == label), "")


WAYS: dict[str, Callable[[Path, Place], Iterator[Row]]] = {
    "datapackage": of_package,
    "csvw": of_csvw,
    "sdmx": of_sdmx,
    "indicators.fr.csv": of_spreadsheet("indicators.fr.csv", sep=";"),
    "indicators.en.csv": of_spreadsheet("indicators.en.csv"),
    "tables.en.xlsx": of_workbook,
}


@pytest.fixture(scope="module")
def written(release: Place, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for each format of the release, and one of the files for people."""
    root = tmp_path_factory.mktemp("exports")
    edition = ReleasedEdition.of_folder(release, release.release)
    exported = Exported(release, DataSet(edition))
    found = {name: EXPORT_FORMATS[name].contents(exported) for name in ("datapackage", "csvw", "sdmx")}
    for name, files in {**found, "people": exports_in(edition, "en") | exports_in(edition, "fr")}.items():
        (root / name).mkdir()
        for file, content in files.items():
            (root / name / file).write_bytes(content)
    return root


def read_back(name: str, written: Path, release: Place) -> list[Row]:
    folder = written / name if (written / name).is_dir() else written / "people"
    return [{column: row.get(column, "") for column in READ} for row in WAYS[name](folder, release)]


def figure(row: Row) -> tuple[str, ...]:
    named = [row[name] for name in ("indicator", "item", "breakdown", "group")]
    return (*named, plain(row["value"]), plain(row["n"]))


@pytest.mark.parametrize("name", WAYS)
def test_an_export_read_back_has_the_figures_of_the_release_and_no_others(
    name: str, written: Path, release: Place
) -> None:
    found = [figure(row) for row in read_back(name, written, release)]
    assert found == [figure(row) for row in read_rows(release.release / "indicators.csv")]


@pytest.mark.parametrize("name", WAYS)
def test_nothing_hidden_is_recovered_from_an_export(
    name: str, written: Path, release: Place, tmp_path: Path
) -> None:
    said = attacked(read_back(name, written, release), release, tmp_path)
    assert "recovered 0" in said[-1], said


def test_the_attack_finds_what_follows_where_an_export_does_not_say_who_is_counted_with_whom(
    written: Path, release: Place, tmp_path: Path
) -> None:
    rows = [row | {"with": ""} for row in read_back("datapackage", written, release)]
    assert "recovered 0" not in attacked(rows, release, tmp_path)[-1]


def attacked(rows: list[Row], release: Place, root: Path) -> list[str]:
    program = shared_folder("checks") / "recovery.py"
    raw, folder = root / "data" / "raw" / "essai", root / "reports" / "essai" / "2020"
    raw.mkdir(parents=True)
    folder.mkdir(parents=True)
    (raw / "survey.toml").write_bytes(release.survey_toml.read_bytes())
    lines = io.StringIO(newline="")
    writer = csv.DictWriter(lines, READ, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    (folder / "indicators.csv").write_text(lines.getvalue(), encoding="utf-8")
    done = subprocess.run([sys.executable, program, root], capture_output=True, text=True, check=False)
    assert not done.stderr, done.stderr
    return done.stdout.splitlines()
