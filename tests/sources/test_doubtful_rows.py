"""Damages that leave a table that can be read: each is mended, refused, or doubted aloud."""

from __future__ import annotations

from collections.abc import Callable
from itertools import cycle, islice
from pathlib import Path

import pytest
from openpyxl import Workbook

from analysis.questionnaire import AnswersFile
from analysis.sources.answers_files import read_answers
from analysis.sources.received import DataError, Received

SIZE = 40
HEAD = ["id", "Statut", "Transport", "Avis", "Âge"]
ROWS = [
    [str(n + 1), statut, transport, avis, str(20 + n)]
    for n, statut, transport, avis in zip(
        range(SIZE),
        cycle(["Salarié", "Bénévole", "Élu"]),
        cycle(["Vélo", "Bus", "Marche", "Voiture"]),
        cycle(["Bon", "Moyen", "Mauvais"]),
        strict=False,
    )
]
SHIFTED = "answers stand under the heading of a neighbour"


def written(path: Path, rows: list[list[str]], line: Callable[[str], str] = str) -> Path:
    path.write_text("".join(f"{line(';'.join(row))}\n" for row in rows), "utf-8")
    return path


def read(path: Path) -> Received:
    return read_answers(path.parent, AnswersFile(path.name))


def booked(path: Path, rows: list[list[str]]) -> Path:
    book = Workbook()
    for row in rows:
        book.active.append([int(cell) if cell.isdecimal() else cell or None for cell in row])
    book.save(path)
    return path


LOST = {
    "a cell lost before the second": lambda row: [row[0], *row[2:], ""],
    "a blank within": lambda row: [*row[:2], "", *row[2:4]],
    "a blank before": lambda row: ["", *row[:4]],
}


@pytest.mark.parametrize("damage", LOST.values(), ids=LOST)
@pytest.mark.parametrize("places", [(4,), (3, 17, 30), (1, 2, 3, 11, 12, 20, 33, 38)])
def test_rows_that_slipped_aside_are_named(
    damage: Callable[[list[str]], list[str]], places: tuple[int, ...], tmp_path: Path
) -> None:
    rows = [damage(row) if place in places else row for place, row in enumerate(ROWS)]
    found = read(written(tmp_path / "a.csv", [HEAD, *rows]))
    told = [line for line in found.source.said if SHIFTED in line]
    assert len(told) == 1 and str(places[0] + 2) in told[0]


@pytest.mark.parametrize(
    ("step", "said"),
    [
        (20, "in rows 2, 22, 42, 62, 82, 102, 122, 142, 162, 182, 202, 222, 242, 262, 282, 302 answers"),
        (7, "in 46 of 320 rows, from row 2 to 317, answers"),
    ],
)
def test_few_rows_that_slipped_are_named_in_full_and_many_are_counted(
    step: int, said: str, tmp_path: Path
) -> None:
    slip = LOST["a cell lost before the second"]
    rows = [slip(row) if n % step == 0 else row for n, row in enumerate(ROWS * 8)]
    found = read(written(tmp_path / "a.csv", [HEAD, *rows]))
    assert [line for line in found.source.said if said in line]


PLAIN: dict[str, list[list[str]]] = {
    "as they are": ROWS,
    "a grid": [
        [*row[:3], avis, row[3]] for row, avis in zip(ROWS, cycle(["Moyen", "Bon", "Bon"]), strict=False)
    ],
    "a few words of another question": [
        [*row[:2], "Bénévole" if n == 7 else row[2], *row[3:]] for n, row in enumerate(ROWS)
    ],
    "don't know in both": [
        [*row[:3], "Ne sait pas" if n % 3 else row[3], "Ne sait pas" if n == 8 else row[4]]
        for n, row in enumerate(ROWS)
    ],
    "NA in every column": [
        [row[0], *("NA" if (n + at) % 3 == 0 else cell for at, cell in enumerate(row[1:]))]
        for n, row in enumerate(ROWS)
    ],
    "a refusal often here, seldom there, and codes": [
        [
            row[0],
            "1B" if n % 4 else "nsp",
            "nsp" if n in (5, 9) else row[2],
            "nsp" if n == 6 else row[3],
            row[4],
        ]
        for n, row in enumerate(ROWS)
    ],
    "words that few typed beside NA": [
        [*row[:2], "NA" if n % 6 else f"Parce que {n}", "NA" if n % 5 == 0 else row[3], row[4]]
        for n, row in enumerate(ROWS)
    ],
    "blanks": [[row[0], "", "", *row[3:]] if n % 4 else row for n, row in enumerate(ROWS)],
}


@pytest.mark.parametrize("rows", PLAIN.values(), ids=PLAIN)
def test_rows_in_their_place_are_not(rows: list[list[str]], tmp_path: Path) -> None:
    found = read(written(tmp_path / "a.csv", [HEAD, *rows]))
    assert not [line for line in found.source.said if SHIFTED in line]


def test_a_row_of_bases_below_is_no_respondent(tmp_path: Path) -> None:
    found = read(written(tmp_path / "a.csv", [HEAD, *ROWS, ["Base", *["40"] * 4]]))
    assert len(found.answers) == SIZE
    assert "Base" in str(found.source.left_out)


def test_a_second_table_of_a_sheet_is_refused_though_it_shares_one_column(tmp_path: Path) -> None:
    second = [["id", "Ville", ""], *([str(100 + n), "Metz", "3"] for n in range(12))]
    path = booked(tmp_path / "a.xlsx", [HEAD, *ROWS, [""], *second])
    with pytest.raises(DataError, match=r"row 43 \(id Ville\) heads another table"):
        read(path)


def test_rows_that_are_one_quoted_cell_each_are_parted(tmp_path: Path) -> None:
    rows = [[cell if cell != "Bus" else '"Bus; tram"' for cell in row] for row in [HEAD, *ROWS]]
    path = written(tmp_path / "a.csv", rows, lambda line: '"' + line.replace('"', '""') + '"')
    found = read(path)
    assert [*found.answers.columns] == HEAD and len(found.answers) == SIZE
    assert [*found.answers["Transport"].astype(str)[:2]] == ["Vélo", "Bus; tram"]
    assert any("quotation marks as one cell" in line for line in found.source.said)


def test_one_column_of_quoted_words_stays_one(tmp_path: Path) -> None:
    words = ["Remarque, libre", *islice(cycle(["oui, bien", "non", "un peu, trop, ou pas"]), SIZE)]
    path = tmp_path / "a.csv"
    path.write_text("".join(f'"{word}"\n' for word in words), "utf-8")
    assert len(read(path).answers.columns) == 1


def test_errors_of_formulas_are_counted(tmp_path: Path) -> None:
    rows = [[*row[:4], "#REF!" if n in (3, 9) else row[4]] for n, row in enumerate(ROWS)]
    found = read(booked(tmp_path / "a.xlsx", [HEAD, *rows]))
    assert "2 cells hold an error of a formula (#REF!)" in found.source.said


def test_a_number_and_its_text_in_one_column_are_one(tmp_path: Path) -> None:
    book = Workbook()
    for n, row in enumerate([HEAD, *ROWS]):
        book.active.append([*row[:4], f"{30 + n % 5} " if n % 2 else 30 + n % 5] if n else row)
    book.save(tmp_path / "a.xlsx")
    found = read(tmp_path / "a.xlsx")
    assert len(found.answers) == SIZE and not [line for line in found.source.said if SHIFTED in line]


def test_respondents_that_are_columns_are_doubted(tmp_path: Path) -> None:
    found = read(written(tmp_path / "a.csv", [[*cells] for cells in zip(HEAD, *ROWS, strict=True)]))
    assert any("transpose the table first" in line for line in found.source.said)
