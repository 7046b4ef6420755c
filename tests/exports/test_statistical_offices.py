"""SDMX and DCAT-AP: what their validators find, and that figures read back are the released ones."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from pysdmx.errors import Invalid
from pysdmx.io import get_datasets, read_sdmx
from pysdmx.model import Codelist
from pyshacl import validate
from rdflib import DCTERMS, RDF, Graph, Literal, Namespace, URIRef

from analysis.exports.open_data.data_set import DataSet
from analysis.exports.open_data.dcat_catalogue import CATALOGUE, dcat
from analysis.exports.open_data.licences import LICENCES
from analysis.exports.open_data.sdmx.data_message import sdmx
from analysis.exports.open_data.sdmx.structure_message import ORIGINAL
from analysis.exports.released_edition import ReleasedEdition
from analysis.questionnaire import read_edition, read_survey
from analysis.results.csv_files import read_rows
from analysis.workspace import Place
from tests.exports.released import released_files

SHAPES = Path(__file__).resolve().parents[1] / "schemas" / "dcat-ap-3.0.ttl"
DCAT = Namespace("http://www.w3.org/ns/dcat#")
ADDRESS = "https://example.org/data"
COLUMNS = {
    "INDICATOR": "indicator",
    "ITEM": "item",
    "POPULATION": "population",
    "BREAKDOWN": "breakdown",
    "GROUP": "group",
    "THEME": "theme",
    "STATISTIC": "statistic",
    "UNIT_MEASURE": "unit",
    "OBS_VALUE": "value",
    "SE": "se",
    "CI_LOW": "ci_low",
    "CI_HIGH": "ci_high",
    "CI_LEVEL": "ci_level",
    "CI_METHOD": "ci_method",
    "N": "n",
    "STEP": "step",
    "STATUS": "status",
    "COUNTED_WITH": "with",
    "DIRECTION": "direction",
}
"""What the columns of the release are called in SDMX."""


@pytest.fixture(scope="session")
def data_set(release: Place) -> DataSet:
    survey = read_survey(release.survey_toml)
    edition = replace(read_edition(release.edition_toml, survey), end=date(2020, 6, 30))
    released = ReleasedEdition(survey, edition, released_files(release.release))
    return DataSet(released, LICENCES["etalab-2.0"], ADDRESS)


@pytest.fixture
def written(data_set: DataSet, tmp_path: Path) -> Path:
    """The folder with the data and the structure of SDMX."""
    for name, content in sdmx(data_set).items():
        (tmp_path / name).write_bytes(content)
    return tmp_path


def original_codes(structure: Path) -> dict[str, dict[str, str]]:
    """Component -> id of a code -> the code as the release has it."""
    found: dict[str, dict[str, str]] = {}
    for artefact in read_sdmx(structure, validate=True).structures or ():
        if isinstance(artefact, Codelist):
            codes = {}
            for code in artefact.items:
                notes = [note.title for note in code.annotations if note.id == ORIGINAL]
                codes[code.id] = (notes[0] or "") if notes else "" if code.id == "_Z" else code.id
            found[artefact.id.removeprefix("CL_")] = codes
    return found


def plain(value: object) -> str:
    """A number as it is compared; a text as it stands."""
    try:
        return f"{float(str(value)):.10g}"
    except ValueError:
        return "" if str(value) in ("nan", "<NA>", "None") else str(value)


def test_sdmx_reads_back_every_released_row_in_its_columns(written: Path, release: Place) -> None:
    codes = original_codes(written / "structure.xml")
    (read,) = get_datasets(written / "indicators.csv", written / "structure.xml")
    rows = [
        {
            column: codes[name][str(row[name])]
            if name in codes and str(row[name]) in codes[name]
            else plain(row[name])
            for name, column in COLUMNS.items()
        }
        for row in read.data.to_dict("records")
    ]
    expected = [
        {column: row[column] if name in codes else plain(row[column]) for name, column in COLUMNS.items()}
        for row in read_rows(release.release / "indicators.csv")
    ]
    assert rows == expected
    assert any(not row["value"] for row in rows) and any(row["value"] for row in rows)


def test_no_two_rows_of_sdmx_have_one_key_and_every_code_is_in_its_list(written: Path) -> None:
    codes = original_codes(written / "structure.xml")
    (read,) = get_datasets(written / "indicators.csv", written / "structure.xml")
    key = ["INDICATOR", "ITEM", "POPULATION", "BREAKDOWN", "GROUP", "TIME_PERIOD"]
    assert not read.data.duplicated(key).any()
    assert set(read.data["TIME_PERIOD"]) == {"2020"}
    for name, listed in codes.items():
        assert set(read.data[name].dropna().astype(str)) - {""} <= set(listed), name
    assert {"_T", "departement__1-2", "departement__1_3"} < set(codes["GROUP"])
    assert codes["GROUP"]["departement__1_3"] == "1/3"


def test_what_is_hidden_is_confidential_and_has_no_value(written: Path) -> None:
    (read,) = get_datasets(written / "indicators.csv", written / "structure.xml")
    hidden = read.data[read.data["STATUS"] == "hidden"]
    assert len(hidden)
    assert set(hidden["CONF_STATUS"]) == {"C"} and set(hidden["OBS_STATUS"]) == {"Q"}
    assert hidden["OBS_VALUE"].isna().all() and hidden["N"].isna().all()
    shown = read.data[read.data["STATUS"] == "shown"]
    assert set(shown["CONF_STATUS"]) == {"F"} and set(shown["OBS_STATUS"]) == {"A"}


def test_the_structure_has_both_languages_and_says_whose_it_is(written: Path) -> None:
    text = (written / "structure.xml").read_text(encoding="utf-8")
    assert '<com:Name xml:lang="fr">Femmes</com:Name>' in text
    assert '<com:Name xml:lang="en">Women</com:Name>' in text
    assert "<com:AnnotationURL>https://www.etalab.gouv.fr/" in text
    assert "<mes:Test>false</mes:Test>" in text


def test_an_edition_of_no_known_year_has_no_time(data_set: DataSet) -> None:
    timeless = replace(data_set.release, edition=replace(data_set.edition, end=None, start=None))
    timeless = replace(timeless, edition=replace(timeless.edition, reference_year=None))
    files = sdmx(replace(data_set, release=timeless))
    assert b"TIME_PERIOD" not in files["indicators.csv"] + files["structure.xml"]


@pytest.mark.parametrize(
    ("sound", "wrong"),
    [
        (b'position="1"', b'position="one"'),
        (b"<str:ConceptIdentity>urn:", b"<str:ConceptIdentity>"),
        (b'textType="Double"', b'textType="Dubble"'),
    ],
)
def test_the_schema_of_sdmx_finds_what_is_wrong(written: Path, sound: bytes, wrong: bytes) -> None:
    path = written / "structure.xml"
    content = path.read_bytes()
    assert sound in content
    path.write_bytes(content.replace(sound, wrong))
    with pytest.raises(Invalid):
        read_sdmx(path, validate=True)


def graph_of(data_set: DataSet) -> Graph:
    graph = Graph()
    graph.parse(data=dcat(data_set)[CATALOGUE].decode("utf-8"), format="json-ld")
    return graph


@pytest.fixture(scope="session")
def shapes() -> Graph:
    return Graph().parse(SHAPES, format="turtle")


@pytest.fixture
def catalogue(data_set: DataSet) -> Graph:
    return graph_of(data_set)


def test_a_catalogue_has_what_dcat_ap_asks_for(catalogue: Graph, shapes: Graph) -> None:
    conforms, _, said = validate(catalogue, shacl_graph=shapes)
    assert conforms, said


SPDX = Namespace("http://spdx.org/rdf/terms#")
SPOILED: dict[str, Callable[[Graph], Any]] = {
    "no title": lambda graph: graph.remove((None, DCTERMS.title, None)),
    "no publisher": lambda graph: graph.remove((None, DCTERMS.publisher, None)),
    "no address": lambda graph: graph.remove((None, DCAT.accessURL, None)),
    "no checksum": lambda graph: graph.remove((None, SPDX.checksumValue, None)),
    "a size that is a text": lambda graph: [
        graph.add((each, DCAT.byteSize, Literal("large")))
        for each in graph.subjects(RDF.type, DCAT.Distribution)
    ],
    "a licence of no list": lambda graph: [
        graph.add((each, DCTERMS.license, URIRef("https://example.org/mine")))
        for each in graph.subjects(RDF.type, DCAT.Distribution)
    ],
}


@pytest.mark.parametrize("how", SPOILED)
def test_the_shapes_find_what_is_wrong(how: str, catalogue: Graph, shapes: Graph) -> None:
    SPOILED[how](catalogue)
    assert not validate(catalogue, shacl_graph=shapes)[0]


def test_a_catalogue_leads_to_the_released_files_with_their_checksums(
    data_set: DataSet, catalogue: Graph
) -> None:
    files = dcat(data_set)
    found = {
        str(catalogue.value(each, DCAT.downloadURL)): str(
            catalogue.value(catalogue.value(each, SPDX.checksum), SPDX.checksumValue)
        )
        for each in catalogue.objects(None, DCAT.distribution)
    }
    assert found == {
        f"{ADDRESS}/{name}": sha256(content).hexdigest()
        for name, content in files.items()
        if name != CATALOGUE
    }
    assert files["indicators.csv"] == data_set.release.files["indicators.csv"]


def test_each_licence_is_named_as_the_publications_office_does() -> None:
    listed = {licence.authority.rsplit("/", 1)[1] for licence in LICENCES.values()}
    assert {licence.authority.rsplit("/", 1)[0] for licence in LICENCES.values()} == {
        "http://publications.europa.eu/resource/authority/licence"
    }
    assert listed == {"LO_OL_2_0", "ODC_BL", "CC_BY_4_0", "CC_BYSA_4_0", "CC0"}


def test_a_text_of_a_definition_is_a_text_in_a_catalogue(data_set: DataSet, catalogue: Graph) -> None:
    facts: Mapping[str, Any] = json.loads(dcat(data_set)[CATALOGUE])
    assert facts["dct:publisher"]["foaf:name"][0] == {"@value": "=1+1", "@language": "fr"}
    addresses = {str(node) for triple in catalogue for node in triple if isinstance(node, URIRef)}
    assert not [address for address in addresses if "=1+1" in address or " " in address]
