"""Every format through its real writer gives the same answers; what cannot be read says why."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pandas as pd
import pyreadstat
import pytest
from openpyxl import Workbook

from analysis.questionnaire import AnswersFile
from analysis.questionnaire.kinds.cells import texts_of, without_decimals
from analysis.runs.whole_files import checksum
from analysis.sources.answers_files import read_answers
from analysis.sources.received import DataError

ANSWERS = pd.DataFrame({"id": ["a1", "a2", "a3"], "q1": [1.0, 2.0, None], "dép": ["01", "2A", "53"]})
EXPECTED = {"id": ["a1", "a2", "a3"], "q1": ["1", "2", ""], "dép": ["01", "2A", "53"]}

WRITERS: dict[str, Callable[[Path], object]] = {
    "a.sav": lambda path: pyreadstat.write_sav(ANSWERS, path),
    "a.zsav": lambda path: pyreadstat.write_sav(ANSWERS, path, compress=True),
    "a.dta": lambda path: pyreadstat.write_dta(ANSWERS, path),
    "a.xlsx": lambda path: ANSWERS.to_excel(path, index=False),
    "a.parquet": lambda path: ANSWERS.to_parquet(path),
    "a.csv": lambda path: ANSWERS.to_csv(path, index=False),
    "a.tsv": lambda path: ANSWERS.to_csv(path, index=False, sep="\t"),
    "a.txt": lambda path: ANSWERS.to_csv(path, index=False, sep="|"),
}

TEXT = "id;q1;dép\na1;1,5;01\na2;2;2A\n"
ENCODINGS = [
    (TEXT.encode("utf-8"), "utf-8"),
    (TEXT.encode("utf-8-sig"), "utf-8-sig"),
    (TEXT.encode("cp1252"), "cp1252"),
    (TEXT.encode("utf-16"), "utf-16"),
    (TEXT.replace("\n", "\r\n").encode("cp1252"), "cp1252"),
    ((TEXT + "a3;3;Besançon, après-midi d’été\n" * 5).encode("mac_roman"), "mac_roman"),
]

SEPARATED = [
    ("a,b\n1,2\n3,4\n", ","),
    ("a;b\n1,5;2\n3,5;4\n", ";"),
    ("a\tb\n1;5\t2\n", "\t"),
    ("a|b\n1|2\n", "|"),
    ('a;b\n"x;y,z";2\n"u,v";4\n', ";"),
    ("seule\n1\n2\n", ","),
]

REFUSED = [
    (b"", "the file is empty"),
    (b"  \n \n", "the file is empty"),
    (b"a,b\n", "no respondents"),
    (b"a,b\n1,2\n3\n4,5,6\n", "not every row has the 2 cells of the header"),
    (b'a,b\n1,"x"y\n3,4\n', "near line 2, a quotation mark"),
    (b'a,c\n1,ok\n2,"open\n1,lost\n2,"open again\n1,last\n', "near line 5, a quotation mark"),
    (b'a,b\n1,"2\n3,4\n', "a quotation mark .* is out of place"),
]


@pytest.mark.parametrize("name", WRITERS)
def test_every_format_gives_the_same_answers_and_the_checksum(name: str, tmp_path: Path) -> None:
    WRITERS[name](tmp_path / name)
    received = read_answers(tmp_path, AnswersFile(name))
    texts = {column: texts_of(received.answers[column]) for column in received.answers}
    assert {
        column: [without_decimals(text) for text in values] for column, values in texts.items()
    } == EXPECTED
    assert received.source.sha256 == checksum(tmp_path / name)
    assert received.source.format == name.split(".")[1]


@pytest.mark.parametrize(("content", "encoding"), ENCODINGS)
def test_the_encoding_is_found_and_reported(content: bytes, encoding: str, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(content)
    received = read_answers(tmp_path, AnswersFile("a.csv"))
    assert (received.source.encoding, received.source.separator) == (encoding, ";")
    assert list(received.answers.columns) == ["id", "q1", "dép"]
    assert received.source.decimal == ","


@pytest.mark.parametrize(("text", "separator"), SEPARATED)
def test_the_separator_is_found(text: str, separator: str, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    assert read_answers(tmp_path, AnswersFile("a.csv")).source.separator == separator


@pytest.mark.parametrize(("content", "reason"), REFUSED)
def test_what_cannot_be_read_is_refused_with_its_reason(content: bytes, reason: str, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(content)
    with pytest.raises(DataError, match=reason):
        read_answers(tmp_path, AnswersFile("a.csv"))


@pytest.mark.parametrize("name", ["a.sav", "a.dta", "a.xlsx", "a.parquet"])
def test_a_damaged_file_is_refused_by_name(name: str, tmp_path: Path) -> None:
    WRITERS[name](tmp_path / name)
    (tmp_path / name).write_bytes((tmp_path / name).read_bytes()[:40])
    with pytest.raises(DataError, match=name):
        read_answers(tmp_path, AnswersFile(name))


def test_lines_of_another_encoding_are_read_and_named(tmp_path: Path) -> None:
    lines = [b"id,texte", "1,été".encode(), "2,été".encode("cp1252"), b"3,rien"]
    (tmp_path / "a.csv").write_bytes(b"\n".join(lines))
    received = read_answers(tmp_path, AnswersFile("a.csv"))
    assert list(received.answers["texte"]) == ["été", "été", "rien"]
    assert received.source.remarks == ("1 lines are not UTF-8 and were read as cp1252: 3",)


def test_a_given_encoding_that_does_not_fit_is_refused_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes("id,t\n1,x\n2,é\n".encode("cp1252"))
    with pytest.raises(DataError, match="line 3 is not utf-8"):
        read_answers(tmp_path, AnswersFile("a.csv", encoding="utf-8"))


def test_columns_met_twice_are_renamed_and_reported(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id,q,q\n1,2,3\n", encoding="utf-8")
    received = read_answers(tmp_path, AnswersFile("a.csv"))
    assert list(received.answers.columns) == ["id", "q", "q.2"]
    assert received.source.remarks == ("columns met twice were renamed: q.2",)


def test_codes_stay_as_received(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id,dep,q\n1,01,NA\n2,2A,None\n3,,1e3\n", encoding="utf-8")
    answers = read_answers(tmp_path, AnswersFile("a.csv")).answers
    assert list(answers["dep"]) == ["01", "2A", ""]
    assert list(answers["q"]) == ["NA", "None", "1e3"]


def test_user_missing_values_of_spss_stay_and_are_described(tmp_path: Path) -> None:
    frame = pd.DataFrame({"q": [1.0, 98.0, 99.0]})
    pyreadstat.write_sav(
        frame,
        tmp_path / "a.sav",
        column_labels={"q": "Une question"},
        variable_value_labels={"q": {1.0: "Oui", 99.0: "Refus"}},
        missing_ranges={"q": [{"lo": 98, "hi": 99}]},
    )
    received = read_answers(tmp_path, AnswersFile("a.sav"))
    described = received.columns["q"]
    assert list(texts_of(received.answers["q"])) == ["1", "98", "99"]
    assert (described.label, described.codes, described.missing) == (
        "Une question",
        {"1": "Oui", "99": "Refus"},
        ("98..99",),
    )


def test_a_missing_file_names_those_that_are_there(tmp_path: Path) -> None:
    (tmp_path / "autre.csv").write_text("a\n1\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"a\.sav: no such file; answers files there: autre\.csv"):
        read_answers(tmp_path, AnswersFile("a.sav"))


def test_error_cells_and_uncomputed_formulas_of_excel_stay_to_be_seen(tmp_path: Path) -> None:
    book = Workbook()
    for row in (["id", "q"], ["a", "#N/A"], ["b", "=1+1"], ["c", 2], [" ", None]):
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    received = read_answers(tmp_path, AnswersFile("a.xlsx"))
    assert list(texts_of(received.answers["q"])) == ["#N/A", "=1+1", "2"]
    assert received.source.remarks == (
        "1 cells hold a formula without its result; open and save the workbook to compute them",
        "1 cells hold an error of a formula (#N/A)",
        "1 rows without any cell filled were left out",
    )


def test_formulas_of_titles_and_totals_are_not_counted(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(['="Enquête du "&TODAY()'])
    book.active.append([])
    answers = [[f"r{n}", "=1+1" if n == 3 else n % 5, "Oui" if n % 2 else "Non"] for n in range(12)]
    for row in (["id", "n", "membre"], *answers, ["Total", "=SUM(B4:B15)"]):
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    received = read_answers(tmp_path, AnswersFile("a.xlsx"))
    assert list(texts_of(received.answers["id"])) == [row[0] for row in answers]
    assert [remark for remark in received.source.remarks if "formula" in remark] == [
        "1 cells hold a formula without its result; open and save the workbook to compute them"
    ]


def test_long_integers_of_parquet_keep_their_last_digit(tmp_path: Path) -> None:
    keys = pd.array([9007199254740993, 9007199254740992, None], dtype="Int64")
    pd.DataFrame({"id": keys, "q": [1, 2, 3]}).to_parquet(tmp_path / "a.parquet")
    answers = read_answers(tmp_path, AnswersFile("a.parquet")).answers
    assert list(texts_of(answers["id"])) == ["9007199254740993", "9007199254740992", ""]


def test_a_parquet_column_of_lists_is_refused_by_name(tmp_path: Path) -> None:
    pd.DataFrame({"q": [[1, 2], [3]]}).to_parquet(tmp_path / "a.parquet")
    with pytest.raises(DataError, match="columns with lists or records are not read: q"):
        read_answers(tmp_path, AnswersFile("a.parquet"))


def test_a_line_that_declares_the_separator_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("sep=;\na;b,c\n1;2\n3;4\n", encoding="utf-8")
    received = read_answers(tmp_path, AnswersFile("a.csv"))
    assert list(received.answers.columns) == ["a", "b,c"]


def test_cells_that_look_like_rows_are_a_remark(tmp_path: Path) -> None:
    text = 'a,b,c\n1,x,"open\n2,y,z\n3,u,close"\n4,v,w\n'
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    (remark,) = read_answers(tmp_path, AnswersFile("a.csv")).source.remarks
    assert remark.startswith("cells that look like several rows, at or before line 4")


def test_a_wide_file_lets_go_of_its_columns_together_as_each_time_passes_over_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One by one, three thousand columns that nobody asked for took two minutes."""
    (tmp_path / "a.csv").write_text(",".join(f"c{i}" for i in range(600)) + "\n" + "1," * 599 + "1\n")
    received = read_answers(tmp_path, AnswersFile("a.csv"))
    names, passes = list(received.answers.columns), 0
    delete, drop = pd.DataFrame.__delitem__, pd.DataFrame.drop

    def counted(act: Callable[..., object]) -> Callable[..., object]:
        def counting(*args: object, **kwargs: object) -> object:
            nonlocal passes
            passes += 1
            return act(*args, **kwargs)

        return counting

    monkeypatch.setattr(pd.DataFrame, "__delitem__", counted(delete))
    monkeypatch.setattr(pd.DataFrame, "drop", counted(drop))
    for name in names[:400]:
        received.release([name])
    assert received.headers == set(names)
    received.release(list(received.answers.columns))
    assert passes < 200
    assert received.answers.empty and received.headers == set(names)


@pytest.mark.parametrize(("found", "put"), [('r="3"', 'r="50"'), ('r="3"', 'r="2"')])
def test_a_workbook_whose_rows_go_back_is_refused_as_rows_would_be_lost(
    found: str, put: str, tmp_path: Path
) -> None:
    ANSWERS.to_excel(tmp_path / "b.xlsx", index=False)
    sheet = "xl/worksheets/sheet1.xml"
    with ZipFile(tmp_path / "b.xlsx") as whole, ZipFile(tmp_path / "a.xlsx", "w") as changed:
        for part in whole.namelist():
            content = whole.read(part)
            row = f"<row {found}".encode(), f"<row {put}".encode()
            changed.writestr(part, content.replace(*row) if part == sheet else content)
    with pytest.raises(DataError, match=r"row \d+ after row \d+\); save it again as .xlsx"):
        read_answers(tmp_path, AnswersFile("a.xlsx"))


def test_a_transport_file_cut_within_a_record_is_refused_as_it_does_not_say_its_rows(tmp_path: Path) -> None:
    rows = pd.DataFrame({"ID": [f"a{i}" for i in range(400)], "Q": range(400)})
    pyreadstat.write_xport(rows, tmp_path / "a.xpt")
    content = (tmp_path / "a.xpt").read_bytes()
    (tmp_path / "a.xpt").write_bytes(content[: len(content) * 3 // 4 - 11])
    with pytest.raises(DataError, match="the file is cut short"):
        read_answers(tmp_path, AnswersFile("a.xpt"))


def test_a_parquet_file_of_damaged_columns_is_named_as_such(tmp_path: Path) -> None:
    pd.DataFrame({"id": [f"a{i}" for i in range(400)]}).to_parquet(tmp_path / "a.parquet")
    content = (tmp_path / "a.parquet").read_bytes()
    (tmp_path / "a.parquet").write_bytes(content[:40] + bytes(80) + content[120:])
    with pytest.raises(DataError, match="not a readable Parquet file"):
        read_answers(tmp_path, AnswersFile("a.parquet"))
