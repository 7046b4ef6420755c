"""Files of SPSS, Stata and SAS made by real writers: codes, labels and every kind of missing value arrive.

files/missing.por: PSPP 1.6.2, EXPORT of Q1 (MISSING VALUES 98 THRU 99, -5), DEP (MISSING VALUES 'ZZ'), DAY.
files/special.sas7bdat, special.xpt: haven 2.5.1, write_sas and write_xpt(version = 5) of
q1 = c(1, tagged_na("A"), tagged_na("Z"), NA) with format.sas "AVIS", and day as Date.
files/special.sas7bcat: readstat_begin_writing_sas7bcat of the ReadStat library, label set AVIS, 1 Oui, 2 Non.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd
import pyreadstat
import pytest

from analysis.questionnaire import AnswersFile
from analysis.questionnaire.kinds.cells import texts_of
from analysis.sources.answers_files import read_answers
from analysis.sources.received import DataError, Received

FILES = Path(__file__).parent / "files"
ACCENTS = pd.DataFrame({"V1": ["été", "là"], "V2": [1.0, 2.0]})

CODES = [
    ("missing.por", "Q1", ["1", "98", "99", "", "-5"]),
    ("missing.por", "DEP", ["01", "ZZ", "53", "2A", "2A"]),
    ("missing.por", "DAY", ["2009-03-10", "2010-01-01", "", "1999-12-31", "1999-12-31"]),
    ("special.sas7bdat", "q1", ["1", ".A", ".Z", ""]),
    ("special.sas7bdat", "day", ["2009-03-10", "", "2010-01-01", ""]),
    ("special.xpt", "q1", ["1", ".A", ".Z", ""]),
]
MISSING = [
    ("missing.por", "Q1", ("98..99", "-5")),
    ("missing.por", "DEP", ("ZZ",)),
    ("special.sas7bdat", "q1", (".A", ".Z")),
    ("special.xpt", "q1", (".A", ".Z")),
]
LABELS = [
    ("missing.por", "Q1", "Une question", {"1": "Oui", "2": "Non", "98": "Ne sait pas", "99": "Refus"}),
    ("special.sas7bdat", "q1", "Une question", {"1": "Oui", "2": "Non"}),
    ("special.xpt", "q1", "Une question", {"1": "Oui", "2": "Non"}),
]


def golden(name: str) -> Received:
    return read_answers(FILES, AnswersFile(name))


def texts(received: Received, column: str) -> list[str]:
    return list(texts_of(received.answers[column]))


@pytest.mark.parametrize(("name", "column", "codes"), CODES)
def test_codes_arrive_with_those_that_stand_for_no_answer(name: str, column: str, codes: list[str]) -> None:
    assert texts(golden(name), column) == codes


@pytest.mark.parametrize(("name", "column", "missing"), MISSING)
def test_codes_of_absence_are_described(name: str, column: str, missing: tuple[str, ...]) -> None:
    assert golden(name).columns[column].missing == missing


@pytest.mark.parametrize(("name", "column", "label", "codes"), LABELS)
def test_labels_arrive(name: str, column: str, label: str, codes: dict[str, str]) -> None:
    described = golden(name).columns[column]
    assert (described.label, described.codes) == (label, codes)


@pytest.mark.parametrize(
    ("version", "said"),
    [(8, "it declares 4,000 observations, and 1,991 are there"), (5, "its last observation is not whole")],
)
def test_a_transport_file_cut_between_records_is_refused(version: int, said: str, tmp_path: Path) -> None:
    """Version 8 counts its observations; the last one that is left of version 5 is not whole."""
    frame = pd.DataFrame({"a": range(4000), "b": [n % 3 for n in range(4000)], "t": ["xy"] * 4000})
    pyreadstat.write_xport(
        frame.astype({"a": float, "b": float}), tmp_path / "a.xpt", file_format_version=version
    )
    assert len(read_answers(tmp_path, AnswersFile("a.xpt")).answers) == 4000
    written = (tmp_path / "a.xpt").read_bytes()
    (tmp_path / "a.xpt").write_bytes(written[: 80 * 463])
    with pytest.raises(DataError, match=said):
        read_answers(tmp_path, AnswersFile("a.xpt"))


ZEROED = {
    # the file, what writes it, whether a text is among its answers
    "a.sav": (pyreadstat.write_sav, {}, True),
    "of numbers alone.sav": (pyreadstat.write_sav, {}, False),
    "a5.xpt": (pyreadstat.write_xport, {"file_format_version": 5}, True),
    "a8.xpt": (pyreadstat.write_xport, {"file_format_version": 8}, True),
}


@pytest.mark.parametrize("name", ZEROED)
def test_a_file_whose_end_was_never_written_is_refused(name: str, tmp_path: Path) -> None:
    """Zeros in place of the last 600 bytes; numbers alone may all be 0, a text is never stored as zeros."""
    write, version, has_text = ZEROED[name]
    frame = pd.DataFrame({"a": [n % 3 + 1.0 for n in range(500)], "b": [0.0] * 500})
    write(frame.assign(t="texte") if has_text else frame, tmp_path / name, **version)
    whole = (tmp_path / name).read_bytes()
    assert len(read_answers(tmp_path, AnswersFile(name)).answers) == 500
    (tmp_path / name).write_bytes(whole[: len(whole) - 600] + bytes(600))
    if not has_text:
        assert len(read_answers(tmp_path, AnswersFile(name)).answers) == 500
        return
    with pytest.raises(DataError, match="observations were never written: zeros stand for them"):
        read_answers(tmp_path, AnswersFile(name))


def test_a_last_answer_of_0_is_no_unwritten_end(tmp_path: Path) -> None:
    frame = pd.DataFrame({"t": ["x", ""], "a": [0.0, 0.0], "b": [0.0, 0.0]})
    pyreadstat.write_sav(frame, tmp_path / "a.sav")
    assert len(read_answers(tmp_path, AnswersFile("a.sav")).answers) == 2


@pytest.mark.parametrize("name", ["special.sas7bdat", "special.xpt"])
@pytest.mark.parametrize("catalog", ["special.sas7bcat", "formats.sas7bcat"])
def test_a_catalog_beside_a_sas_file_gives_the_value_labels(name: str, catalog: str, tmp_path: Path) -> None:
    shutil.copy(FILES / name, tmp_path)
    without = read_answers(tmp_path, AnswersFile(name))
    shutil.copy(FILES / "special.sas7bcat", tmp_path / catalog)
    with_catalog = read_answers(tmp_path, AnswersFile(name))
    assert (without.columns["q1"].codes, without.source.remarks) == ({}, ())
    assert with_catalog.columns["q1"].codes == {"1": "Oui", "2": "Non"}
    assert with_catalog.source.remarks == (f"value labels were read from {catalog}",)


def test_a_catalog_that_cannot_be_read_is_a_remark_and_the_answers_stay(tmp_path: Path) -> None:
    shutil.copy(FILES / "special.sas7bdat", tmp_path)
    (tmp_path / "special.sas7bcat").write_bytes((FILES / "special.sas7bcat").read_bytes()[:100])
    received = read_answers(tmp_path, AnswersFile("special.sas7bdat"))
    assert texts(received, "q1") == ["1", ".A", ".Z", ""]
    (remark,) = received.source.remarks
    assert remark.startswith("value labels of special.sas7bcat were left out: not readable")


SCRIPT = """
/* the formats; of all questions */
proc format library=work;
  value avis (default=20) 1 = 'Oui, c''est sûr' 2, 3 = "Non" -1 = 'Sans objet' .A = 'Refus'
    4 - 9 = 'Plus' other = '?';
  value $sexe 'F' = 'Femme' 'H' = 'Homme';
run;
* value faux 1 = 'commenté';
data t; set t; format q1 q2 avis. sexe $sexe1.; run;
"""
SAS = pd.DataFrame({"q1": [1.0, 2.0], "q2": [3.0, -1.0], "sexe": ["F", "H"]})
SAID = {
    "q1": {"1": "Oui, c'est sûr", "2": "Non", "3": "Non", "-1": "Sans objet", ".A": "Refus"},
    "q2": {"1": "Oui, c'est sûr", "2": "Non", "3": "Non", "-1": "Sans objet", ".A": "Refus"},
    "sexe": {"F": "Femme", "H": "Homme"},
}


@pytest.mark.parametrize("name", ["reponses.sas", "formats.sas"])
def test_a_script_beside_a_sas_file_gives_the_value_labels(name: str, tmp_path: Path) -> None:
    pyreadstat.write_xport(SAS, tmp_path / "reponses.xpt")
    (tmp_path / name).write_text(SCRIPT, "cp1252")
    received = read_answers(tmp_path, AnswersFile("reponses.xpt"))
    assert {column: described.codes for column, described in received.columns.items()} == SAID
    assert received.columns["q1"].missing == (".A",)
    assert received.source.remarks == (
        f"value labels were read from {name}",
        f"labels of ranges are labels of no code: AVIS in {name}",
    )


CONTROL = pd.DataFrame(
    [
        ("AVIS", "           1", "           1", "Oui, c'est sûr", "N", ""),
        ("AVIS", "           2", "           2", "Non", "N", ""),
        ("AVIS", "           3", "           3", "Non", "N", ""),
        ("AVIS", "          -1", "          -1", "Sans objet", "N", ""),
        ("AVIS", ".A", ".A", "Refus", "N", ""),
        ("AVIS", "           4", "           9", "Plus", "N", ""),
        ("AVIS", "**OTHER**", "**OTHER**", "?", "N", "O"),
        ("SEXE", "F", "F", "Femme", "C", ""),
        ("SEXE", "H", "H", "Homme", "C", ""),
    ],
    columns=["FMTNAME", "START", "END", "LABEL", "TYPE", "HLO"],
)
"""The columns and rows that PROC FORMAT writes with CNTLOUT=, by its documentation."""


def test_a_control_data_set_beside_a_sas_file_gives_the_value_labels(tmp_path: Path) -> None:
    given = {"q1": "AVIS", "q2": "AVIS12.", "sexe": "$SEXE"}
    pyreadstat.write_xport(SAS, tmp_path / "reponses.xpt", variable_format=given)
    pyreadstat.write_xport(CONTROL, tmp_path / "formats.xpt")
    received = read_answers(tmp_path, AnswersFile("reponses.xpt"))
    assert {column: described.codes for column, described in received.columns.items()} == SAID
    assert read_answers(tmp_path, AnswersFile("formats.xpt")).columns["FMTNAME"].codes == {}


def test_a_data_set_called_formats_that_holds_none_is_a_remark(tmp_path: Path) -> None:
    for name in ("reponses.xpt", "formats.xpt"):
        pyreadstat.write_xport(SAS, tmp_path / name)
    received = read_answers(tmp_path, AnswersFile("reponses.xpt"))
    assert received.source.remarks == (
        "value labels of formats.xpt were left out: no control data set of PROC FORMAT: no column FMTNAME, "
        "START, LABEL",
    )


def test_tagged_missing_values_of_stata_are_codes_with_a_point(tmp_path: Path) -> None:
    pyreadstat.write_dta(
        pd.DataFrame({"q": [1, "a", "z"], "texte": ["a", "b", "c"]}),
        tmp_path / "a.dta",
        missing_user_values={"q": ["a", "b", "z"]},
        variable_value_labels={"q": {1: "Oui", "a": "Refus", "b": "Ne sait pas"}},
    )
    received = read_answers(tmp_path, AnswersFile("a.dta"))
    assert texts(received, "q") == ["1", ".a", ".z"]
    assert texts(received, "texte") == ["a", "b", "c"]
    assert received.columns["q"].codes == {"1": "Oui", ".a": "Refus", ".b": "Ne sait pas"}
    assert received.columns["q"].missing == (".a", ".z", ".b")


def test_what_an_spss_file_says_of_measure_is_described(tmp_path: Path) -> None:
    measures = {"V1": "nominal", "V2": "ordinal"}
    pyreadstat.write_sav(ACCENTS, tmp_path / "a.sav", variable_measure=measures)
    columns = read_answers(tmp_path, AnswersFile("a.sav")).columns
    assert {name: described.measure for name, described in columns.items()} == measures


def test_the_text_missing_value_of_an_spss_file_is_described(microdata: Path) -> None:
    received = read_answers(microdata / "spss_quirks", AnswersFile("missing_char.sav"))
    assert "Z" in texts(received, "mychar")
    assert received.columns["mychar"].missing == ("Z",)


def test_both_kinds_of_multiple_response_sets_arrive(microdata: Path) -> None:
    received = read_answers(microdata / "spss_quirks", AnswersFile("simple_alltypes.sav"))
    assert {found.name: found.counted for found in received.answer_sets} == {
        "categorical_array": None,
        "mymrset": "1",
    }


def test_accents_that_a_portable_file_loses_are_a_remark(tmp_path: Path) -> None:
    written = (FILES / "missing.por").read_bytes()
    (tmp_path / "a.por").write_bytes(written.replace(b"F\r\n2/a1", b"F\r\n2/\xe91"))
    received = read_answers(tmp_path, AnswersFile("a.por"))
    assert texts(received, "ID")[0] == "\ufffd1"
    assert received.source.remarks == ("letters could not be read in ID (now \ufffd); save the file as .sav",)


def test_accents_of_a_transport_file_arrive(tmp_path: Path) -> None:
    pyreadstat.write_xport(ACCENTS, tmp_path / "a.xpt")
    assert texts(read_answers(tmp_path, AnswersFile("a.xpt")), "V1") == ["été", "là"]


@pytest.mark.parametrize("encoding", [None, "cp1252"])
def test_a_transport_file_that_is_not_utf8_is_read_as_cp1252(encoding: str | None, tmp_path: Path) -> None:
    pyreadstat.write_xport(ACCENTS, tmp_path / "a.xpt", file_format_version=5)
    written = (tmp_path / "a.xpt").read_bytes()
    written = written.replace("été".encode(), "été".encode("cp1252") + b"  ")
    (tmp_path / "a.xpt").write_bytes(written.replace("là".encode(), "là".encode("cp1252") + b" "))
    received = read_answers(tmp_path, AnswersFile("a.xpt", encoding=encoding))
    assert texts(received, "V1") == ["été", "là"]
    assert bool(received.source.remarks) == (encoding is None)


@pytest.mark.parametrize("name", ["missing.por", "special.sas7bdat", "special.xpt"])
def test_a_damaged_file_is_refused_by_name(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes((FILES / name).read_bytes()[:300])
    with pytest.raises(DataError, match=f"{name}: (not readable as|no respondents)"):
        read_answers(tmp_path, AnswersFile(name))


@pytest.mark.parametrize("name", ["a.tsv", "a.txt"])
def test_delimited_texts_are_read_whatever_they_are_called(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes("id\tprénom\n1\tZoé\n2\tÀngel\n".encode("cp1252"))
    received = read_answers(tmp_path, AnswersFile(name))
    assert texts(received, "prénom") == ["Zoé", "Àngel"]
    assert (received.source.format, received.source.separator) == (name[2:], "\t")


@pytest.mark.parametrize("name", ["a.xls", "a.ods"])
def test_an_old_workbook_is_refused_with_the_way_out(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(b"\xd0\xcf\x11\xe0")
    with pytest.raises(DataError, match=r"is not read; open it in a spreadsheet and save it as \.xlsx"):
        read_answers(tmp_path, AnswersFile(name))
