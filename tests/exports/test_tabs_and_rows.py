"""The names of a workbook's tabs, the heights of its rows, and texts too long for a cell."""

from __future__ import annotations

import pytest

from analysis.exports.spreadsheets.workbook import (
    LONGEST_TAB,
    SheetColumn,
    tab_names,
    wrapped,
)

TABS = [
    (["Âge", "âge", "Âge"], ["Âge", "âge (2)", "Âge (3)"]),
    (["a[b]:c*?/\\d"], ["a b c d"]),
    (["'x'", "History", ""], ["x", "History_", "_"]),
    (["=1+1", "\u202ea\n\x07b"], ["=1+1", "a b"]),
]


@pytest.mark.parametrize(("labels", "names"), TABS)
def test_a_label_is_the_name_of_a_tab_that_excel_takes(labels: list[str], names: list[str]) -> None:
    assert tab_names(labels) == names


LINES = [
    ("Classe d'âge (celles de 2024)", 26, 1),
    ("ÉCONOMIE SOCIALE ET SOLIDAIRE", 26, 2),
    ("Vous et l'association, en quelques mots", 26, 2),
    ("五六七八九十五六七八九十五六七八", 26, 2),
    ("mot", 1, 3),
]
"""A text, the width of its column, and the lines that it takes."""


@pytest.mark.parametrize(("text", "width", "lines"), LINES)
def test_a_row_is_as_high_as_its_texts_are_long(text: str, width: int, lines: int) -> None:
    assert SheetColumn("x", width).lines(text) == lines


def test_very_long_texts_are_cut() -> None:
    assert [len(name) for name in tab_names(["long " * 30, "long " * 30])] == [LONGEST_TAB] * 2
    assert len(wrapped("mot " * 5000)) == 4 and wrapped("mot " * 5000)[-1].endswith("…")
