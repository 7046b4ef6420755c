"""Where a table begins and ends: headings, titles, totals, notes; what is left out is named."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import pytest
from openpyxl import Workbook

from analysis.questionnaire import AnswersFile
from analysis.questionnaire.kinds.cells import texts_of
from analysis.sources.answers_files import read_answers
from analysis.sources.received import ColumnWording, DataError, Received

Row = list[object]
ANSWERS: list[Row] = [
    [n, ("F", "H")[n % 2], 20 + n * 3 % 50, ("Nancy", "Brest", "Lyon")[n % 3]] for n in range(1, 25)
]
NAMES: Row = ["id", "sexe", "age", "ville"]
BLANK: Row = []
SUM = sum(int(str(row[2])) for row in ANSWERS)
MEAN = SUM / len(ANSWERS)


def written(rows: Sequence[Row]) -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=";", lineterminator="\n").writerows(rows)
    return text.getvalue()


def workbook(path: Path, rows: Sequence[Row]) -> None:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)


def read(folder: Path, rows: Sequence[Row], kind: str, **keys: object) -> Received:
    if kind == "csv":
        (folder / "a.csv").write_text(written(rows), encoding="utf-8")
    else:
        workbook(folder / "a.xlsx", rows)
    return read_answers(folder, AnswersFile(f"a.{kind}", **keys))


TABLES: dict[str, tuple[list[Row], list[str]]] = {
    "as it should be": ([NAMES, *ANSWERS], []),
    "a title": ([["Enquête 2024"], NAMES, *ANSWERS], ["row 1 (Enquête 2024), a title above the headings"]),
    "titles and a blank row": (
        [["Enquête"], ["Export du 12/03/2024", "v2"], BLANK, NAMES, *ANSWERS],
        ["row 1 (Enquête), a title", "row 2 (Export du 12/03/2024 v2), a title"],
    ),
    "blank rows above": ([BLANK, BLANK, NAMES, *ANSWERS], []),
    "a blank row under the headings": ([NAMES, BLANK, *ANSWERS], []),
    "a total": ([NAMES, *ANSWERS, ["Total", "", SUM, ""]], ["row 26 (Total", "a total or a mean"]),
    "a mean in English": ([NAMES, *ANSWERS, ["Average:", "", MEAN]], ["row 26", "a total or a mean"]),
    "a mean in German": ([NAMES, *ANSWERS, ["Mittelwert", "", MEAN]], ["row 26"]),
    "several summaries": (
        [NAMES, *ANSWERS, ["Somme", "", SUM], ["Moyenne générale", "", MEAN], ["Écart-type", "", 12.1]],
        ["rows 26..28 (Somme"],
    ),
    "a total below a blank row": ([NAMES, *ANSWERS, BLANK, ["TOTAL", "", SUM]], ["row 27 (TOTAL"]),
    "a total in the second column": ([NAMES, *ANSWERS, ["", "Total", SUM]], ["row 26 (Total"]),
    "subtotals between": (
        [NAMES, *ANSWERS[:12], ["Sous-total", "", 1], *ANSWERS[12:], ["Total", "", SUM]],
        ["rows 14, 27 (Sous-total"],
    ),
    "a sum without a name": ([NAMES, *ANSWERS, ["", "", SUM]], ["row 26", "sums or means of the rows above"]),
    "a source and a note": (
        [NAMES, *ANSWERS, BLANK, ["Source : enquête 2024"], ["Note : 12 réponses retirées"]],
        ["rows 27..28 (Source : enquête 2024), a note below the table"],
    ),
    "words alone under codes": ([NAMES, *ANSWERS, ["fin du fichier"]], ["row 26 (fin du fichier), a note"]),
    "the headings again": (
        [NAMES, *ANSWERS[:10], NAMES, *ANSWERS[10:]],
        ["row 12 (id sexe age ville), the headings again"],
    ),
    "files pasted twice": (
        [NAMES, *ANSWERS[:5], NAMES, *ANSWERS[5:20], BLANK, NAMES, *ANSWERS[20:]],
        ["rows 7, 24 (id sexe age ville), the headings again"],
    ),
}


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("name", TABLES)
def test_every_respondent_is_read_and_what_is_none_is_named(name: str, kind: str, tmp_path: Path) -> None:
    rows, said = TABLES[name]
    received = read(tmp_path, rows, kind)
    assert list(received.answers.columns) == NAMES
    assert list(texts_of(received.answers["id"])) == [str(row[0]) for row in ANSWERS]
    left_out = [str(each) for each in received.source.left_out]
    assert (left_out == []) == (said == [])
    assert all(any(words in each for each in left_out) for words in said), left_out


def shifted(rows: Sequence[Row], by: int) -> list[Row]:
    return [[*[""] * by, *row] if row else [] for row in rows]


def test_a_table_may_begin_in_column_c(tmp_path: Path) -> None:
    received = read(tmp_path, shifted([["Enquête"], BLANK, NAMES, *ANSWERS], 2), "xlsx")
    assert list(received.answers.columns) == NAMES
    assert len(received.answers) == len(ANSWERS)


REFUSED: dict[str, tuple[list[Row], str]] = {
    "a second table below": (
        [NAMES, *ANSWERS, BLANK, ["Code", "Sens", "Rang"], ["F", "Femme", 1], ["H", "Homme", 2]],
        r"row 27 \(Code Sens Rang\) heads another table: .* skip_rows = \[\"27\.\.\"\]",
    ),
    "columns in another order below": (
        [NAMES, *ANSWERS[:12], ["ville", "age", "sexe", "id"], *[row[::-1] for row in ANSWERS[12:]]],
        r"row 14 \(ville age sexe id\) names the columns in another order",
    ),
    "words alone below a blank row": (
        [["ville", "avis"], *[[row[3], f"Avis {row[0]} de Nancy"] for row in ANSWERS], BLANK, ["", "Rendu"]],
        r"row 27 \(Rendu\) may be a note or a respondent: skip_rows = \[27\]",
    ),
    "a title or a heading": (
        [["Enquête"], *[[n, "F", 20 + n, 3] for n in range(1, 9)]],
        r"row 1 \(Enquête\) fills 1 of 4 columns and row 2 holds answers: .* header_rows = 0",
    ),
    "numbers over numbers": (
        [[1, 2, 3, 4], *[[n % 5, n % 3, n % 4, n % 2] for n in range(20)]],
        r"row 1 \(1 2 3 4\) may name the columns or hold the first answers: .* header_rows = 1",
    ),
    "two tables side by side": (
        [[*NAMES, "", *NAMES], *[[*row, "", *row] for row in ANSWERS]],
        "two tables stand side by side",
    ),
    "a list of codes beside": (
        [
            [*NAMES, "", "Code", "Sens"],
            *[
                [*row, "", *beside]
                for row, beside in zip(
                    ANSWERS, [["F", "Femme"], ["H", "Homme"], *[["", ""]] * 22], strict=True
                )
            ],
        ],
        "two tables stand side by side",
    ),
}


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_decided_is_refused_with_the_keys_that_decide(
    name: str, kind: str, tmp_path: Path
) -> None:
    rows, reason = REFUSED[name]
    with pytest.raises(DataError, match=reason):
        read(tmp_path, rows, kind)


ORDINARY: dict[str, list[Row]] = {
    "an open answer is Total": [
        ["id", "avis"],
        *[[n, f"avis {n} long"] for n in range(1, 20)],
        [20, "Total"],
    ],
    "the first answer is Total, others are given": [
        ["avis", "sexe", "age"],
        *[[f"c'est {n}", "F", 20 + n] for n in range(9)],
        ["Total", "H", 45],
    ],
    "open answers stand first": [["avis", "note"], *[[f"mot {n}", n % 5] for n in range(19)], ["Total", 4]],
    "the last gave one answer": [NAMES, *ANSWERS[:-1], [24, "", "", ""]],
    "ticks headed by what they hold": [
        ["Sport", "Culture", "age"],
        *[[("Sport", "")[n % 2], ("Culture", "")[n % 3 > 0], n] for n in range(20)],
    ],
    "nobody has a number": [["nom", "avis"], *[[f"n{n}", f"a{n} b"] for n in range(12)]],
    "one column": [["avis"], *[[f"mot {n}"] for n in range(12)], ["Source : moi"]],
    "the first did not know": [
        ["id", "age", "heures"],
        [1, "NSP", "NSP"],
        *[[n, 20 + n, n] for n in range(2, 20)],
    ],
    "columns named by numbers": [["id", 1, 2, 3], *[[n, n % 2, n % 3, n % 4] for n in range(1, 20)]],
    "grades that happen to agree": [["a", "b"], *[[n % 5, 3] for n in range(20)], [2, 3]],
    "no identifier": [["sexe", "age"], *[["FH"[n % 2], 20 + n] for n in range(20)], ["", 40]],
    "two respondents": [["id", "q"], [1, 2], [2, 3]],
}


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("name", ORDINARY)
def test_no_respondent_of_an_ordinary_file_is_lost(name: str, kind: str, tmp_path: Path) -> None:
    rows = ORDINARY[name]
    received = read(tmp_path, rows, kind)
    assert len(received.answers) == len(rows) - 1
    assert received.source.left_out == ()
    assert list(received.answers.columns) == [str(cell) for cell in rows[0]]


QUALTRICS: list[Row] = [
    ["Q1", "Q2", "Q3_4_TEXT"],
    ["Êtes-vous membre ?", "Votre âge", "Autre - texte"],
    ['{"ImportId":"QID1"}', '{"ImportId":"QID2_TEXT"}', '{"ImportId":"QID3"}'],
    *[[n % 2, 20 + n, ""] for n in range(20)],
]
SURVEY_MONKEY: list[Row] = [
    ["Respondent ID", "Vous venez pour", "", "", "Votre commune"],
    ["", "Le sport", "La musique", "Autre", "Open-Ended Response"],
    *[[900 + n, "Le sport" if n % 2 else "", "" if n % 2 else "La musique", "", f"C{n}"] for n in range(20)],
]
WEBFORM: list[Row] = [
    ["Club"],
    ["", "", "Vos créneaux", "", ""],
    ["Serial", "SID", "Lundi", "Jeudi", "Votre âge"],
    *[[n, 700 + n, "X" if n % 2 else "", "X" if n % 3 else "", 30 + n] for n in range(20)],
]
VV: list[Row] = [
    ["Response ID", "Last page seen", "Are you a member of the club?", "How old are you?"],
    ["id", "lastpage", "Q1", "Q2"],
    *[[n, 3, "Y" if n % 2 else "N", 40 + n] for n in range(20)],
]
HEADINGS: dict[str, tuple[list[Row], list[str], dict[str, ColumnWording], int]] = {
    "Qualtrics": (
        QUALTRICS,
        ["Q1", "Q2", "Q3_4_TEXT"],
        {"Q1": ColumnWording("Êtes-vous membre ?"), "Q3_4_TEXT": ColumnWording("Autre - texte")},
        2,
    ),
    "SurveyMonkey": (
        SURVEY_MONKEY,
        [
            *("Respondent ID", "Vous venez pour [Le sport]", "Vous venez pour [La musique]"),
            *("Vous venez pour [Autre]", "Votre commune"),
        ],
        {"Vous venez pour [La musique]": ColumnWording("Vous venez pour", "La musique")},
        2,
    ),
    "Webform": (
        WEBFORM,
        ["Serial", "SID", "Lundi", "Jeudi", "Votre âge"],
        {name: ColumnWording("Vos créneaux", name) for name in ("Lundi", "Jeudi")},
        2,
    ),
    "LimeSurvey VV": (
        VV,
        ["id", "lastpage", "Q1", "Q2"],
        {"Q2": ColumnWording("How old are you?")},
        2,
    ),
    "units below the names": (
        [["id", "age", "trajet"], ["", "années", "minutes"], *[[n, 20 + n, 5 * n] for n in range(20)]],
        ["id", "age", "trajet"],
        {"age": ColumnWording("age – années")},
        2,
    ),
}


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("name", HEADINGS)
def test_further_heading_rows_word_the_columns(name: str, kind: str, tmp_path: Path) -> None:
    rows, names, wordings, headings = HEADINGS[name]
    received = read(tmp_path, rows, kind)
    assert list(received.answers.columns) == names
    assert len(received.answers) == 20
    assert {column: received.wordings.get(column) for column in wordings} == wordings
    assert received.source.header_rows == headings


def test_a_column_of_one_question_has_no_wording_of_the_group_beside(tmp_path: Path) -> None:
    assert "Votre âge" not in read(tmp_path, WEBFORM, "csv").wordings


DECIDED = [
    ({"header_rows": 0}, [["Total", 1], ["b", 2], ["c", 3]], ["column 1", "column 2"], 3),
    ({"header_rows": 1}, [["1", 5], ["1", 2], ["1", 3]], ["1", "5"], 2),
    ({"header_rows": 2}, [["a", "b"], ["c", "d"], ["e", "f"]], ["a", "b"], 1),
    ({"skip_rows": ()}, [["id", "n"], [1, 2], [2, 2], ["Total", 4]], ["id", "n"], 3),
    (
        {"skip_rows": (range(1, 3), range(5, 10**9))},
        [["x"], ["y"], ["id", "n"], [1, 2], [2, 2]],
        ["id", "n"],
        1,
    ),
    ({"skip_rows": (range(3, 4),)}, [["id", "n"], [1, 2], ["mon test", 4], [2, 9]], ["id", "n"], 2),
]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize(("keys", "rows", "names", "n"), DECIDED)
def test_the_keys_of_edition_toml_decide(
    keys: dict[str, object], rows: list[Row], names: list[str], n: int, kind: str, tmp_path: Path
) -> None:
    received = read(tmp_path, rows, kind, **keys)
    assert (list(received.answers.columns), len(received.answers)) == (names, n)


def test_rows_that_the_edition_skips_are_named(tmp_path: Path) -> None:
    rows = [["x"], NAMES, *ANSWERS]
    received = read(tmp_path, rows, "csv", skip_rows=(range(1, 2), range(25, 27)))
    assert [str(each) for each in received.source.left_out] == ["left out: rows 1, 25..26, as skip_rows says"]
    assert len(received.answers) == 22


RAGGED = [
    ("id;a;b\n1;2;3;\n2;3;4;\n3;4;5;\n", 3, ""),
    (
        "id;a;b\n1;2;3\n2;3;4;;;\n3;4;5\n",
        3,
        "last cells were empty beyond the last column in rows 3: left out",
    ),
    ("id;a;b\n1;2;3\n2;3\n3;4;5\n", 3, "last cells were missing in rows 3: read as empty"),
    ("id;a;b;\n1;2;3\n2;3;4\n3;4;5\n", 3, ""),
]


@pytest.mark.parametrize(("text", "n", "remark"), RAGGED)
def test_empty_last_cells_missing_or_too_many_are_no_fault(
    text: str, n: int, remark: str, tmp_path: Path
) -> None:
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    received = read_answers(tmp_path, AnswersFile("a.csv"))
    assert list(received.answers.columns) == ["id", "a", "b"]
    assert len(received.answers) == n
    assert received.source.remarks == ((remark,) if remark else ())


def test_a_last_row_that_ends_in_its_middle_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id;a;b\n1;2;3\n2;3", encoding="utf-8")
    remarks = read_answers(tmp_path, AnswersFile("a.csv")).source.remarks
    assert remarks[-1] == "row 3, the last, ends in its middle: the file may have been cut short"


BROKEN = [
    "id;a;b\n1;2;3\n2;un mot\nsuite;4\n3;4;5\n",
    "id;a;b\n1;2;3\n2;3;4;5\n3;4;5\n",
    "a;b\n1;2;3\n2;3;4\n3;4;5\n",
]


@pytest.mark.parametrize("text", BROKEN)
def test_rows_that_are_broken_or_have_answers_without_a_column_are_refused(text: str, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=r"not every row has the \d cells of the header"):
        read_answers(tmp_path, AnswersFile("a.csv"))
