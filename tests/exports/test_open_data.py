"""The release in standard formats: what validators find, and that figures read back are the released ones."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import csvw
import frictionless
import jsonschema
import pytest
import xmlschema

from analysis.exports.open_data.data_set import DataSet
from analysis.exports.open_data.licences import LICENCES
from analysis.exports.released_edition import ReleasedEdition
from analysis.questionnaire import read_edition, read_survey
from analysis.steps.export_formats import EXPORT_FORMATS, Exported
from analysis.workspace import Place
from tests.exports.released import released_files

SCHEMAS = Path(__file__).resolve().parents[1] / "schemas"
ADDRESS = "https://example.org/data/"
DDI = "{ddi:codebook:2_5}"
UNSEEN = "\x07\u202e"
"""Characters of a label that no export may hold."""
OF_RELEASE = [name for name, each in EXPORT_FORMATS.items() if not each.is_private]


@pytest.fixture(scope="session")
def data_set(release: Place) -> DataSet:
    survey = read_survey(release.survey_toml)
    edition = read_edition(release.edition_toml, survey)
    released = ReleasedEdition(survey, edition, released_files(release.release))
    return DataSet(released, LICENCES["etalab-2.0"], ADDRESS)


@pytest.fixture(scope="session")
def exported(release: Place, data_set: DataSet) -> Mapping[str, dict[str, bytes]]:
    """The files of each format of the release."""
    return {name: EXPORT_FORMATS[name].contents(Exported(release, data_set)) for name in OF_RELEASE}


@pytest.fixture
def folder(tmp_path: Path, exported: Mapping[str, dict[str, bytes]]) -> Path:
    """A folder with one for each format."""
    for name, files in exported.items():
        (tmp_path / name).mkdir()
        for file, content in files.items():
            (tmp_path / name / file).write_bytes(content)
    return tmp_path


def released(release: Place) -> Iterator[dict[str, str]]:
    with (release.release / "indicators.csv").open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def number(text: str) -> float | None:
    return float(text) if text else None


NUMBERS = ("value", "se", "ci_low", "ci_high", "n", "step")


def figures(rows: Iterator[dict[str, str]]) -> list[tuple[object, ...]]:
    return [
        (
            row["indicator"],
            row["item"],
            row["breakdown"],
            row["group"],
            *(number(row[name]) for name in NUMBERS),
        )
        for row in rows
    ]


def test_a_data_package_has_the_properties_of_the_standard(folder: Path) -> None:
    schema = json.loads((SCHEMAS / "data-package-2.0.json").read_bytes())
    descriptor = json.loads((folder / "datapackage" / "datapackage.json").read_bytes())
    checker = jsonschema.Draft7Validator(schema, format_checker=jsonschema.FormatChecker())
    assert [error.message for error in checker.iter_errors(descriptor)] == []
    assert descriptor["licenses"][0]["name"] == "etalab-2.0"


def test_the_schema_of_a_data_package_finds_what_is_wrong(folder: Path) -> None:
    schema = json.loads((SCHEMAS / "data-package-2.0.json").read_bytes())
    descriptor = json.loads((folder / "datapackage" / "datapackage.json").read_bytes())
    descriptor["resources"][0]["path"] = "../secret.csv"
    descriptor["resources"][1]["schema"]["fields"][0]["type"] = "text"
    assert len(list(jsonschema.Draft7Validator(schema).iter_errors(descriptor))) == 2


def test_frictionless_reads_the_released_figures(folder: Path, release: Place) -> None:
    report = frictionless.validate(str(folder / "datapackage" / "datapackage.json"))
    assert report.flatten(["title", "note"]) == []
    package = frictionless.Package(str(folder / "datapackage" / "datapackage.json"))
    rows = [row.to_dict() for row in package.get_resource("indicators").read_rows()]
    read = figures_read(rows)
    assert read == figures(released(release))
    assert any(figure[4] is None for figure in read) and any(figure[4] is not None for figure in read)


def figures_read(rows: Iterable[Mapping[str, Any]]) -> list[tuple[Any, ...]]:
    """The figures of indicators.csv as another program read its rows."""
    return [
        (
            row["indicator"],
            row["item"] or "",
            row["breakdown"],
            row["group"],
            *(as_float(row[name]) for name in NUMBERS),
        )
        for row in rows
    ]


def as_float(value: object) -> float | None:
    return None if value is None else float(str(value))


def test_frictionless_finds_a_cell_that_was_changed(folder: Path) -> None:
    path = folder / "datapackage" / "indicators.csv"
    path.write_bytes(path.read_bytes().replace(b",shown,", b",shewn,", 1))
    assert not frictionless.validate(str(folder / "datapackage" / "datapackage.json")).valid


def test_csvw_reads_the_released_figures(folder: Path, release: Place) -> None:
    metadata = folder / "csvw" / "csv-metadata.json"
    assert csvw.CSVW(str(metadata), validate=True).is_valid
    tables = {str(table.url): table for table in csvw.TableGroup.from_file(metadata).tables}
    rows = list(tables["indicators.csv"].iterdicts(strict=True))
    read = figures_read(rows)
    assert read == figures(released(release))


def test_every_code_of_the_release_has_its_label(
    exported: Mapping[str, dict[str, bytes]], release: Place
) -> None:
    rows = list(csv.DictReader(io.StringIO(exported["datapackage"]["codes.csv"].decode("utf-8"), newline="")))
    codes = {(row["column"], row["variable"], row["code"]): row["label_fr"] for row in rows}
    for row in released(release):
        assert codes["group", row["breakdown"], row["group"]]
        assert codes["indicator", "", row["indicator"]]
    assert codes["group", "sexe", "f"] == "Femmes"
    assert codes["item", "choix", "01"] == "Premier"


@pytest.fixture(scope="session")
def ddi_schema() -> xmlschema.XMLSchema:
    return xmlschema.XMLSchema(str(SCHEMAS / "ddi-codebook-2.5.xsd"))


def test_a_codebook_is_as_ddi_has_it(folder: Path, ddi_schema: xmlschema.XMLSchema) -> None:
    assert list(ddi_schema.iter_errors(str(folder / "ddi" / "codebook.xml"))) == []


@pytest.mark.parametrize(
    ("sound", "wrong"),
    [
        (b'type="percent"', b'type="share"'),
        (b'files="F1"', b'files="F2"'),
        (b"<stdyInfo>", b"<stdyInfo><var/>"),
        (b'event="single"', b'event="one"'),
    ],
)
def test_the_schema_of_ddi_finds_what_is_wrong(
    folder: Path, ddi_schema: xmlschema.XMLSchema, sound: bytes, wrong: bytes
) -> None:
    path = folder / "ddi" / "codebook.xml"
    written = path.read_bytes()
    if sound not in written:
        written, sound = (
            written.replace(b"<dataKind", b'<timePrd event="single"/><dataKind'),
            b'event="single"',
        )
    path.write_bytes(written.replace(sound, wrong))
    assert list(ddi_schema.iter_errors(str(path)))


def test_a_codebook_has_the_percentages_of_the_release_and_no_others(
    folder: Path, ddi_schema: xmlschema.XMLSchema, release: Place
) -> None:
    read = ddi_schema.decode(str(folder / "ddi" / "codebook.xml"), validation="strict")
    found = {}
    for variable in read["dataDscr"][0]["var"]:
        for category in variable.get("catgry", []):
            for share in category.get("catStat", []):
                found[variable["@name"], category["catValu"]] = float(share["$"])
    whole = {
        (row["indicator"], row["item"] or "1"): float(row["value"])
        for row in released(release)
        if row["breakdown"] == "all" and row["statistic"] == "share" and row["value"]
    }
    assert found == whole
    assert len(found) == 3


@pytest.mark.parametrize("name", OF_RELEASE)
def test_hostile_text_does_no_harm(name: str, exported: Mapping[str, dict[str, bytes]]) -> None:
    for file, content in exported[name].items():
        text = content.decode("utf-8")
        made = not file.endswith(".csv") or file == "codes.csv"
        assert not made or not set(UNSEEN) & set(text), file
        if file.endswith(".csv"):
            cells = [cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row]
            assert not [cell for cell in cells if cell[:1] in "=@＝" and cell], file
        if file.endswith(".xml"):
            assert "<b>" not in text and "&lt;b&gt;" in text


@pytest.mark.parametrize("name", OF_RELEASE)
def test_the_same_release_gives_the_same_bytes(
    name: str, exported: Mapping[str, dict[str, bytes]], release: Place, data_set: DataSet
) -> None:
    assert EXPORT_FORMATS[name].contents(Exported(release, data_set)) == exported[name]
