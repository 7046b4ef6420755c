"""Which sheet of a workbook is read and which are named as left out; merged cells; rows that are computed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from openpyxl import Workbook

from analysis.questionnaire import AnswersFile
from analysis.questionnaire.editions import Parent
from analysis.questionnaire.kinds.cells import texts_of
from analysis.sources.answers_files import read_answers
from analysis.sources.received import ColumnWording, DataError, Received

Row = list[object]
ANSWERS: list[Row] = [["id", "club", "age"], *[[n, ("Aïkido", "Judo")[n % 2], 20 + n] for n in range(1, 21)]]
NOTE: list[Row] = [["Ce classeur contient les réponses."], ["Contact : le bureau"]]
CODES: list[Row] = [["variable", "code", "libellé"], ["club", 1, "Aïkido"], ["club", 2, "Judo"]]
REPEATS: list[Row] = [["prenom", "_index", "_parent_table_name", "_parent_index"], ["Ana", 1, "Club", 2]]
LATER: list[Row] = [ANSWERS[0], *[[100 + n, "Judo", 30 + n] for n in range(15)]]
OTHER: list[Row] = [["dossier", "montant"], *[[n, 10 * n] for n in range(18)]]


def book(path: Path, sheets: dict[str, Sequence[Row]], hidden: Sequence[str] = ()) -> None:
    made = Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        sheet.sheet_state = "hidden" if name in hidden else "visible"
        for row in rows:
            sheet.append(row)
    made.save(path)


def read(folder: Path, sheet: str | None = None) -> Received:
    return read_answers(folder, AnswersFile("a.xlsx", sheet=sheet))


CHOSEN: dict[str, tuple[dict[str, Sequence[Row]], tuple[str, ...], str, list[str]]] = {
    "a hidden list first": (
        {"Listes": CODES, "Réponses": ANSWERS},
        ("Listes",),
        "Réponses",
        ["left out: sheet 'Listes', hidden"],
    ),
    "a note first": (
        {"Lisez-moi": NOTE, "Feuil1": ANSWERS},
        (),
        "Feuil1",
        ["left out: sheet 'Lisez-moi', without a table"],
    ),
    "a list of codes beside": (
        {"Feuil1": ANSWERS, "Dictionnaire": CODES},
        (),
        "Feuil1",
        ["left out: sheet 'Dictionnaire', beside the answers"],
    ),
    "a small table first": (
        {"A": CODES, "B": ANSWERS},
        (),
        "B",
        ["left out: sheet 'A', beside the answers"],
    ),
    "repeats of KoboToolbox": (
        {"Club": ANSWERS, "membres": REPEATS},
        (),
        "Club",
        [
            "left out: sheet 'membres', its rows are repeats within those of 'Club'; to read it, draft a "
            "survey of its own from it with --sheet 'membres'"
        ],
    ),
    "an empty sheet": ({"Feuil1": [], "Feuil2": ANSWERS}, (), "Feuil2", []),
    "one sheet that is hidden": ({"Feuil1": ANSWERS, "Vide": []}, ("Feuil1",), "Feuil1", []),
}


@pytest.mark.parametrize("name", CHOSEN)
def test_the_sheet_with_the_answers_is_read_and_the_others_are_named(name: str, tmp_path: Path) -> None:
    sheets, hidden, wanted, left_out = CHOSEN[name]
    book(tmp_path / "a.xlsx", sheets, hidden)
    received = read(tmp_path)
    assert received.source.sheet == wanted
    assert [str(each) for each in received.source.left_out] == left_out
    assert list(texts_of(received.answers["id"])) == [str(row[0]) for row in ANSWERS[1:]]


VISITS: list[Row] = [["ID", "date"], *[[1 + n % 20, f"2024-03-{1 + n // 20:02}"] for n in range(60)]]
SECOND: list[Row] = [
    ["id", "avis", "note"],
    *[[n, ("bon", "mauvais")[n % 3 == 0], n % 5] for n in range(1, 21)],
]
LATE: list[Row] = [["id", "avis"], *[[n, "bon"] for n in (3, 4, 7)]]
NUMBERED: list[Row] = [["dossier", "code"], *[[f"A-{n:03}", n % 7] for n in range(1, 21)]]
LINES: list[Row] = [["ref", "somme"], *[[f"A-{1 + n % 20:03}", n] for n in range(90)]]
OF_OTHERS = {
    "visits of respondents": (ANSWERS, VISITS, "id, several rows each", 'key = "id", column = "ID"'),
    "few who were asked again": (ANSWERS, LATE, "by id;", 'key = "id", column = "id"'),
    "lines of files by their code": (NUMBERED, LINES, "dossier, several", 'key = "dossier", column = "ref"'),
}


@pytest.mark.parametrize("name", OF_OTHERS)
@pytest.mark.parametrize("turned", [False, True])
def test_a_sheet_with_the_keys_of_the_answers_is_named_with_the_way_to_read_it(
    name: str, turned: bool, tmp_path: Path
) -> None:
    answers, beside, said, keys = OF_OTHERS[name]
    sheets = {"Un": answers, "Deux": beside}
    book(tmp_path / "a.xlsx", dict(reversed(sheets.items())) if turned else sheets)
    received = read(tmp_path)
    (left_out,) = map(str, received.source.left_out)
    assert (received.source.sheet, len(received.answers)) == ("Un", len(answers) - 1)
    assert said in left_out and "--sheet 'Deux'" in left_out
    assert f'parent = {{ sheet = "Un", {keys} }}' in left_out


def test_the_columns_of_the_answers_stand_beside_each_row_of_such_a_sheet_by_the_key_told(
    tmp_path: Path,
) -> None:
    book(tmp_path / "a.xlsx", {"Un": ANSWERS, "Deux": VISITS})
    parent = Parent("id", "ID", sheet="Un")
    visits = read_answers(tmp_path, AnswersFile("a.xlsx", sheet="Deux", parent=parent)).answers
    assert len(visits) == 60
    assert [*texts_of(visits["club"])][:3] == ["Judo", "Aïkido", "Judo"]


def test_two_sheets_of_the_same_respondents_are_refused_with_both_ways_out(tmp_path: Path) -> None:
    book(tmp_path / "a.xlsx", {"Vague 1": ANSWERS, "Vague 2": SECOND})
    with pytest.raises(DataError, match="have respondents in common") as error:
        read(tmp_path)
    assert "an edition of its own" in str(error.value)
    assert 'parent = { sheet = "Vague 1", key = "id", column = "id" }' in str(error.value)


UNDECIDED = [
    (
        {"2023": ANSWERS, "2024": LATER},
        r"sheets '2023' \(21 rows\), '2024' \(16 rows\) have the same columns",
    ),
    ({"A": ANSWERS, "B": OTHER}, r"which sheet holds the answers: 'A' \(21 rows\), 'B' \(19 rows\)"),
    (
        {"A": ANSWERS, "B": CODES, "C": LATER},
        r"sheets 'A' \(21 rows\), 'C' \(16 rows\) have the same columns",
    ),
]


@pytest.mark.parametrize(("sheets", "reason"), UNDECIDED)
def test_several_sheets_that_may_hold_answers_are_refused_with_the_key_that_decides(
    sheets: dict[str, Sequence[Row]], reason: str, tmp_path: Path
) -> None:
    book(tmp_path / "a.xlsx", sheets)
    with pytest.raises(DataError, match=f"{reason}.*sheet in .file. of edition.toml"):
        read(tmp_path)


def test_a_sheet_that_is_named_is_read_and_the_others_are_said(tmp_path: Path) -> None:
    book(tmp_path / "a.xlsx", {"2023": ANSWERS, "2024": LATER, "Listes": CODES}, ("Listes",))
    received = read(tmp_path, "2024")
    assert len(received.answers) == 15
    assert [str(each) for each in received.source.left_out] == [
        "left out: sheet '2023', not the sheet that is named",
        "left out: sheet 'Listes', hidden, and not the one named",
    ]


def merged(folder: Path, rows: Sequence[Row], *ranges: str) -> Received:
    made = Workbook()
    for row in rows:
        made.active.append(row)
    for cells in ranges:
        made.active.merge_cells(cells)
    made.save(folder / "a.xlsx")
    return read(folder)


def test_merged_cells_hold_for_every_row_beside_them(tmp_path: Path) -> None:
    rows: list[Row] = [
        ["ville", "sexe"],
        ["Nancy", "F"],
        [None, "H"],
        ["Brest", "H"],
        [None, "F"],
        ["Lyon", "F"],
    ]
    received = merged(tmp_path, rows, "A2:A3", "A4:A5")
    assert list(received.answers["ville"]) == ["Nancy", "Nancy", "Brest", "Brest", "Lyon"]
    assert received.source.remarks == ("merged cells hold for every row beside them: A2:A3, A4:A5",)


def test_merged_headings_word_the_columns_under_them(tmp_path: Path) -> None:
    rows: list[Row] = [
        ["n°", "Vous", None, "Vos créneaux", None, "Avis"],
        [None, "sexe", "âge", "Lundi", "Jeudi", None],
        *[
            [n, "FH"[n % 2], 20 + n, "X" if n % 2 else None, "X" if n % 3 else None, f"a{n} b"]
            for n in range(20)
        ],
    ]
    received = merged(tmp_path, rows, "A1:A2", "B1:C1", "D1:E1", "F1:F2")
    assert list(received.answers.columns) == ["n°", "sexe", "âge", "Lundi", "Jeudi", "Avis"]
    assert received.wordings == {
        "sexe": ColumnWording("Vous", "sexe"),
        "âge": ColumnWording("Vous", "âge"),
        "Lundi": ColumnWording("Vos créneaux", "Lundi"),
        "Jeudi": ColumnWording("Vos créneaux", "Jeudi"),
    }
    assert len(received.answers) == 20


FORMULAS = ["=SUM(C2:C21)", "=AVERAGE(C2:C21)", "=SUBTOTAL(109,C2:C21)", "=SUM($C$2:$C$21)/20"]


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_row_that_is_computed_of_those_above_is_left_out(formula: str, tmp_path: Path) -> None:
    book(tmp_path / "a.xlsx", {"Feuil1": [*ANSWERS, [None, None, formula]]})
    received = read(tmp_path)
    assert len(received.answers) == 20
    assert received.source.left_out[0].rows == (22,)
    assert received.source.left_out[0].reason == "computed of the rows above"


def test_a_formula_over_the_cells_of_a_row_makes_no_total(tmp_path: Path) -> None:
    rows = [[*ANSWERS[0], "double"], *[[*row, f"=SUM(C{n}:C{n})*2"] for n, row in enumerate(ANSWERS[1:], 2)]]
    book(tmp_path / "a.xlsx", {"Feuil1": rows})
    assert len(read(tmp_path).answers) == 20


@pytest.mark.parametrize("title", ["A1:C1", ""])
def test_a_title_over_the_whole_table_is_no_heading(title: str, tmp_path: Path) -> None:
    received = merged(tmp_path, [["Enquête 2024"], *ANSWERS], *([title] if title else []))
    assert list(received.answers.columns) == ["id", "club", "age"]
    assert [str(each) for each in received.source.left_out] == [
        "left out: row 1 (Enquête 2024), a title above the headings"
    ]


HOUSEHOLDS: list[Row] = [["ville", "_index"], ["Dax", 1], ["Albi", 2], ["Sète", 3]]
CHILDREN: list[Row] = [
    ["prenom", "age", "_index", "_parent_table_name", "_parent_index"],
    *[[f"n{n}", n, n, "Club", parent] for n, parent in enumerate((3, 1, 1, 9), start=1)],
]


def read_children(folder: Path, key: str = "_index", column: str = "_parent_index") -> Received:
    parent = Parent(key, column, "Club")
    return read_answers(folder, AnswersFile("a.xlsx", sheet="membres", parent=parent))


def test_rows_stand_beside_the_row_of_the_sheet_that_they_belong_to(tmp_path: Path) -> None:
    book(tmp_path / "a.xlsx", {"Club": HOUSEHOLDS, "membres": CHILDREN})
    received = read_children(tmp_path)
    assert texts_of(received.answers["ville"]).tolist() == ["Sète", "Dax", "Dax", ""]
    assert texts_of(received.answers["_index"]).tolist() == ["1", "2", "3", "4"]
    assert received.source.remarks == (
        "columns of the sheet 'Club' stand beside each row, by _parent_index: ville",
        "1 rows name no row of the sheet 'Club'",
    )
    assert received.source.left_out == ()


@pytest.mark.parametrize(
    ("keys", "said"),
    {
        "a key that is not there": (("numero", "_parent_index"), "the sheet 'Club' has no column 'numero'"),
        "a column that is not there": (("_index", "foyer"), "the table of the answers has no column 'foyer'"),
        "a key met twice": (
            ("pays", "_parent_index"),
            "pays of the sheet 'Club' names several rows alike: FR",
        ),
    }.values(),
)
def test_a_parent_that_cannot_be_found_is_refused(keys: tuple[str, str], said: str, tmp_path: Path) -> None:
    homes = [[*row, "pays" if place == 0 else "FR"] for place, row in enumerate(HOUSEHOLDS)]
    book(tmp_path / "a.xlsx", {"Club": homes, "membres": CHILDREN})
    with pytest.raises(DataError, match=said):
        read_children(tmp_path, *keys)


def test_a_file_without_sheets_has_no_parent(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("prenom,_parent_index\nAna,1\nLou,2\n", "utf-8")
    file = AnswersFile("a.csv", parent=Parent("_index", "_parent_index", "Club"))
    with pytest.raises(DataError, match=r"parent: \.csv has no sheets"):
        read_answers(tmp_path, file)


def test_a_sheet_whose_column_holds_whole_rows_of_a_csv_is_refused(tmp_path: Path) -> None:
    rows: list[Row] = [["id;sexe;age"], *([f"{n};F;{20 + n}"] for n in range(12))]
    book(tmp_path / "a.xlsx", {"Feuil1": rows})
    with pytest.raises(DataError, match=r"sheet 'Feuil1': all answers stand in one column, 3 in a cell"):
        read_answers(tmp_path, AnswersFile("a.xlsx"))


def test_a_sheet_of_one_question_with_commas_is_read(tmp_path: Path) -> None:
    rows: list[Row] = [["Qu'en pensez-vous, en un mot ?"], *([f"bien {n}"] for n in range(12))]
    book(tmp_path / "a.xlsx", {"Feuil1": rows})
    assert len(read_answers(tmp_path, AnswersFile("a.xlsx")).answers) == 12
