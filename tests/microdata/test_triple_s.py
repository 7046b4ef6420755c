"""A Triple-S file of respondents, read by its definition alone, gives the released figures."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pandas as pd
import pytest
from lxml import etree

from analysis.drafting.formats.structure_files import read_structure
from analysis.exports.file_variables import FileVariable
from analysis.microdata.respondent_table import RespondentTable
from analysis.microdata.triple_s_file import triple_s_file
from analysis.questionnaire import Label, Question
from analysis.steps.export_formats import EXPORT_FORMATS, Exported
from analysis.workspace import Place
from tests.microdata.answered import N
from tests.microdata.test_files_for_colleagues import assert_released

NAME = "essai-2020"
Variable = ElementTree.Element
DTD = Path(__file__).parents[1] / "schemas" / "triple-s-2.0.dtd"
CODES = {
    "whole numbers": ("1 2 10", "numeric", "1 2 10"),
    "a leading nought": ("01 02", "literal", "01 02"),
    "below nought": ("-1 1", "literal", "-1 1"),
    "digits of another script": ("١ ٢", "numeric", "1 2"),
    "letters": ("2A É", "literal", "2A É"),
    "letters that data of the standard cannot hold": ("œ ř", "numeric", "1 2"),
    "a formula": ("=A B", "literal", "'=A B"),
}
"""Codes of a question -> the form that the definition gives them, and as they are in the data."""


@pytest.fixture(scope="module")
def definition(files: Mapping[str, bytes]) -> dict[str, Variable]:
    """The variables of the definition by name."""
    root = ElementTree.fromstring(files[f"{NAME}.sss"])
    assert root.get("version") == "2.0"
    return {variable.findtext("name") or "": variable for variable in root.iter("variable")}


@pytest.fixture(scope="module")
def columns(files: Mapping[str, bytes], definition: dict[str, Variable]) -> dict[str, list[str]]:
    """The cells of each variable, from where the definition says that they stand."""
    root = ElementTree.fromstring(files[f"{NAME}.sss"])
    record = root.find("survey/record")
    assert record is not None and record.get("format") == "csv"
    lines = files[record.get("href") or ""].decode("iso-8859-1")
    rows = list(csv.reader(io.StringIO(lines, newline="")))[int(record.get("skip") or 0) :]
    assert len(rows) == N
    place = {name: int(each.find("position").get("start")) for name, each in definition.items()}  # type: ignore[union-attr, arg-type]
    assert sorted(place.values()) == list(range(1, len(rows[0]) + 1))
    return {name: [row[start - 1] for row in rows] for name, start in place.items()}


def values_of(variable: Variable) -> dict[str, str]:
    return {value.get("code") or "": value.text or "" for value in variable.iter("value")}


def test_the_types_are_those_of_the_questions(definition: dict[str, Variable]) -> None:
    types = {name: variable.get("type") for name, variable in definition.items()}
    assert types["sexe"] == types["avis"] == types["enceinte"] == "single"
    assert types["actions"] == "multiple" and types["heures"] == "quantity" and types["jour"] == "date"
    assert [name for name, variable in definition.items() if variable.get("use") == "weight"] == ["weight"]
    assert definition["sexe"].get("format") == "literal" and definition["avis"].get("format") is None
    assert not {"id", "mots", "code_postal"} & set(types)


def test_every_cell_is_one_that_the_definition_allows(
    definition: dict[str, Variable], columns: dict[str, list[str]]
) -> None:
    for name, variable in definition.items():
        cells = {cell for cell in columns[name] if cell}
        codes = values_of(variable)
        if variable.get("type") == "single":
            assert cells <= set(codes), name
        elif variable.get("type") == "multiple":
            assert list(codes) == [str(place) for place in range(1, len(codes) + 1)]
            assert {len(cell) for cell in cells} == {len(codes)} and set("".join(cells)) <= {"0", "1"}
        elif variable.get("type") == "quantity":
            ends = next(variable.iter("range"))
            low, high = ends.get("from") or "", ends.get("to") or ""
            assert all(float(low) <= float(cell) <= float(high) for cell in cells), name
            assert len({len(cell.partition(".")[2]) for cell in [*cells, low, high]}) == 1, name
        else:
            assert all(len(cell) == 8 and cell.isdecimal() for cell in cells), name


def test_the_data_give_the_released_figures(answered: Place, columns: dict[str, list[str]]) -> None:
    weights = np.array(columns["weight"], dtype=float)
    sexes = np.array(columns["sexe"])
    groups = {"all": np.ones(N, dtype=bool), "f": sexes == "f", "m": sexes == "m"}
    avis, is_there = np.array(columns["avis"]), np.array(columns["avis"]) != ""

    def share(ticked: np.ndarray, among: np.ndarray) -> float:
        return float(100 * np.average(ticked[among], weights=weights[among]))

    assert_released(
        answered,
        "avis_reponses",
        {(c, g): share(avis == c, mask & is_there) for c in "123" for g, mask in groups.items()},
    )
    ticks = np.array([[digit == "1" for digit in cell] for cell in columns["actions"]])
    assert_released(
        answered,
        "actions",
        {
            (code, g): share(ticks[:, place], mask)
            for place, code in enumerate(("a", "b-1", "c"))
            for g, mask in groups.items()
        },
    )
    hours = np.array(columns["heures"], dtype=float)
    assert_released(
        answered,
        "heures",
        {("", g): float(np.average(hours[mask], weights=weights[mask])) for g, mask in groups.items()},
    )


def test_who_was_not_asked_and_who_did_not_answer_is_blank(columns: dict[str, list[str]]) -> None:
    assert columns["enceinte"].count("") == N / 2
    assert columns["jour"][0] == "20200110"


def test_texts_are_texts_and_no_cell_is_a_formula(
    files: Mapping[str, bytes], definition: dict[str, Variable], columns: dict[str, list[str]]
) -> None:
    text = files[f"{NAME}.sss"].decode("utf-8")
    assert not {"\x07", "\u202e"} & set(text)
    assert "<b>" not in text and "&lt;b&gt;" in text
    assert values_of(definition["avis"])["3"] == "=Mauvais'"
    assert not [cell for cells in columns.values() for cell in cells if cell[:1] in ("=", "@", "+", "\t")]


def test_our_own_reader_of_triple_s_finds_the_questions(files: Mapping[str, bytes], tmp_path: Path) -> None:
    path = tmp_path / f"{NAME}.sss"
    path.write_bytes(files[path.name])
    read = read_structure(path)
    asked = {each.question.wanted_name: each.question for each in read.asked}
    assert not read.remarks
    assert asked["sexe"].codes == {"f": "Femmes", "m": "Hommes"}
    assert asked["actions"].type == "multiple"
    assert list(asked["actions"].codes.values()) == ["Accueil", "Bureau", "Chorale"]
    assert (asked["heures"].type, asked["jour"].type) == ("numeric", "date")


def test_labels_are_in_the_language_that_is_asked(exported: Exported) -> None:
    english = Exported(exported.place, exported.data_set, "en")
    text = EXPORT_FORMATS["triple-s"].contents(english)[f"{NAME}.sss"].decode("utf-8")
    assert ">Women</value>" in text and "Femmes" not in text


def test_the_definition_is_one_of_the_standard(files: Mapping[str, bytes]) -> None:
    root = etree.fromstring(files[f"{NAME}.sss"])
    dtd = etree.DTD(str(DTD))
    assert dtd.validate(root), dtd.error_log
    names = [element.text for element in root.iter("name")]
    assert all(re.fullmatch(r"[A-Za-z_][A-Za-z0-9_.]*", name or "") for name in names)
    assert len({*names}) == len(names)
    needed = {"single": 1, "multiple": 1, "quantity": 1, "date": 0}
    for variable in root.iter("variable"):
        assert len(variable.findall("values")) == needed[variable.get("type")]


def test_a_definition_that_the_standard_does_not_know_is_seen(files: Mapping[str, bytes]) -> None:
    broken = files[f"{NAME}.sss"].replace(b'type="date"', b'type="day"')
    assert not etree.DTD(str(DTD)).validate(etree.fromstring(broken))


def test_data_are_in_the_characters_of_the_standard_and_rows_of_ticks_stay_texts(
    files: Mapping[str, bytes],
) -> None:
    data = files[f"{NAME}.csv"]
    assert not [byte for byte in data if byte < 32 and byte not in b"\r\n"]
    assert b',"010",' in data or b',"001",' in data or b',"000",' in data
    assert all(
        cell[:1] == b'"' == cell[-1:] for line in data.split(b"\r\n")[:-1] for cell in line.split(b",")
    )


@pytest.mark.parametrize(("codes", "form", "written"), CODES.values(), ids=CODES)
def test_codes_are_those_of_the_questionnaire_as_far_as_the_standard_has_them(
    codes: str, form: str, written: str
) -> None:
    known = codes.split()
    table = table_of_codes(known)
    made = triple_s_file(table, "essai", Label("Essai", "Trial"), "fr")
    variable = list(ElementTree.fromstring(made["essai.sss"]).iter("variable"))[-1]
    assert variable.get("format", "numeric") == form
    assert list(values_of(variable)) == written.split()
    read = list(csv.reader(io.StringIO(made["essai.csv"].decode("iso-8859-1"), newline="")))
    assert [row[-1] for row in read[1:]] == [*written.split(), ""]
    assert dict(zip(values_of(variable).values(), written.split(), strict=True)) == {
        f"réponse {code}": text for code, text in zip(known, written.split(), strict=True)
    }


def table_of_codes(codes: list[str]) -> RespondentTable:
    """A respondent for each code of a question, and one without an answer."""
    name = Label("q", "q")
    labels = {code: Label(f"réponse {code}", f"answer {code}") for code in codes}
    question = Question("q", "single", name, name, codes=labels, column="q")
    variable = FileVariable("q", question, "texts", name, labels, {})
    values = pd.Series([*codes, None], dtype="object")
    return RespondentTable([variable], {"q": values}, {}, np.ones(len(values)), {})
