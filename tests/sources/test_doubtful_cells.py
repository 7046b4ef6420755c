"""Damage that leaves the shape of a file whole: a stray quotation mark, an endless cell, columns in another
order from one row on; and files that look so and are not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import cycle, islice
from pathlib import Path

import pytest

from analysis.questionnaire import AnswersFile
from analysis.sources.answers_files import read_answers
from analysis.sources.received import DataError, Received

SIZE = 36
HEAD = ["id", "Genre", "Ville", "Âge", "Avis"]
ROWS = [
    [f"r{n}", genre, ville, str(20 + 7 * n % 41), avis]
    for n, genre, ville, avis in zip(
        range(SIZE),
        cycle(["Femme", "Homme"]),
        cycle(["Lyon", "Brest", "Lille"]),
        cycle(["Bon", "Moyen", "Bon", "Mauvais", "Nul"]),
        strict=False,
    )
]


def read(folder: Path, rows: Sequence[Sequence[str]], keep_all: bool = False) -> Received:
    path = folder / "a.csv"
    path.write_text("".join(f"{','.join(row)}\n" for row in [HEAD, *rows]), "utf-8")
    return read_answers(folder, AnswersFile("a.csv", skip_rows=() if keep_all else None))


def doubts(received: Received) -> list[str]:
    return [line for line in received.source.said if "quotation" in line or "longer" in line]


CELLS: dict[str, tuple[str, str | None]] = {
    # the second cell of the sixth respondent -> the doubt said of it
    "a mark within a word": ('Fem"me', 'within answers: Fem"me for Femme (Genre, row 7)'),
    "a mark at the end": ('Homme"', 'within answers: Homme" for Homme (Genre, row 7)'),
    "a measure": ('12"', None),
    "a word that nobody else gave": ('Aut"re', None),
    "a cell of 140,000 signs": ("x" * 140_000, "140,000 characters (Genre, row 7)"),
    "a long comment": ("mot " * 8_000, None),
}


@pytest.mark.parametrize("name", CELLS)
def test_cells_that_are_no_answer_are_doubted_with_their_place(name: str, tmp_path: Path) -> None:
    cell, doubt = CELLS[name]
    rows = [[row[0], cell, *row[2:]] if n == 5 else row for n, row in enumerate(ROWS)]
    found = doubts(read(tmp_path, rows))
    assert found == [] if doubt is None else len(found) == 1 and doubt in found[0]


def in_order(*columns: int, since: int = 24) -> list[list[str]]:
    return [[row[at] for at in columns] if n >= since else row for n, row in enumerate(ROWS)]


ORDERS = {
    "two neighbours": (
        in_order(0, 2, 1, 3, 4),
        26,
        ["Genre holds answers of Ville", "Ville holds answers of Genre"],
    ),
    "a number and words": (
        in_order(0, 1, 2, 4, 3),
        26,
        ["Âge holds answers of Avis", "Avis holds answers of Âge"],
    ),
    "three in a round": (
        in_order(0, 4, 1, 3, 2),
        26,
        ["Genre holds answers of Avis", "Avis holds answers of Ville"],
    ),
    "few rows": (in_order(0, 4, 2, 3, 1, since=31), 33, ["Genre holds answers of Avis"]),
}


@pytest.mark.parametrize("name", ORDERS)
def test_rows_with_columns_in_another_order_are_refused_with_the_row_they_begin_at(
    name: str, tmp_path: Path
) -> None:
    rows, first, said = ORDERS[name]
    with pytest.raises(DataError, match=rf"from row {first} on") as error:
        read(tmp_path, rows)
    assert all(words in str(error.value) for words in said)
    assert f'skip_rows = ["{first}.."]' in str(error.value)
    assert len(read(tmp_path, rows, keep_all=True).answers) == SIZE


def _sorted_by(at: int) -> list[list[str]]:
    return sorted(ROWS, key=lambda row: row[at])


IN_ORDER = sorted(islice(cycle(["Bon", "Moyen", "Nul"]), SIZE))
PLAIN: dict[str, Callable[[], list[list[str]]]] = {
    "as they are": lambda: ROWS,
    "in the order of places": lambda: _sorted_by(2),
    "in the order of an opinion": lambda: _sorted_by(4),
    "an answer offered later": lambda: [
        [*row[:4], "Nouveau" if n >= 20 else row[4]] for n, row in enumerate(ROWS)
    ],
    "a grid in the order of its first row": lambda: [
        [row[0], first, second, *row[3:]]
        for row, first, second in zip(ROWS, IN_ORDER, cycle(["Nul", "Bon", "Moyen"]), strict=False)
    ],
    "asked later, blank before": lambda: [
        [*row[:2], "" if n < 20 else row[2], row[3], row[4] if n < 20 else ""] for n, row in enumerate(ROWS)
    ],
}  # fmt: skip


@pytest.mark.parametrize("name", PLAIN)
def test_other_files_are_read_whole_without_such_a_doubt(name: str, tmp_path: Path) -> None:
    received = read(tmp_path, PLAIN[name]())
    assert len(received.answers) == SIZE and not doubts(received)
