"""Tables of a club as people make them by hand, in CSV and in workbooks, by their kind."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time
from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from .clubs import Cells, Club
from .tool_exports import words_of

Rows = list[Cells]


def plain(club: Club) -> Rows:
    """A heading row and one row per respondent; several answers with semicolons between."""
    return [["id", *club.questions]] + [
        [person.number, *words_of(person, "; ")[:3], person.years] for person in club.people
    ]


def titled(club: Club) -> Rows:
    return [["Enquête de rentrée"], ["Extraction du 3 octobre 2023", "version 2"], [], *plain(club)]


def with_totals(club: Club) -> Rows:
    total = sum(person.years for person in club.people)
    return [*plain(club), ["Total", "", "", "", total], ["Moyenne", "", "", "", total / club.size]]


def with_notes(club: Club) -> Rows:
    return [*plain(club), [], ["Source : questionnaire de rentrée, 2023"], ["Note : deux refus écartés"]]


def without_headings(club: Club) -> Rows:
    """Codes and numbers alone, the first row a respondent."""
    return [
        [
            person.number,
            f"K{club.kinds.index(person.kind)}",
            person.years,
            f"S{club.scale.index(person.often)}",
        ]
        for person in club.people
    ]


def trailing(club: Club) -> Rows:
    return [[*row, "", ""] for row in plain(club)]


def short_rows(club: Club) -> Rows:
    """The last column is seldom filled, and its empty cells are missing from the rows."""
    rows = [[*row] for row in plain(club)]
    rows[0].append("remarque")
    rows[5].append("merci")
    return rows


def in_classes(club: Club) -> Rows:
    order = ["Moins de 5 ans", "5 à 9 ans", "10 à 19 ans", "20 ans et plus"]
    rows: Rows = [["id", "ancienneté", club.often]]
    for person in club.people:
        place = sum(person.years >= limit for limit in (5, 10, 20))
        rows.append([person.number, order[place], person.often])
    return rows


HAND: dict[str, tuple[Callable[[Club], Rows], tuple[str, ...], str]] = {
    "titles": (titled, ("kind", "ticks", "scale", "years"), "row 2 (Extraction du 3 octobre 2023"),
    "totals": (with_totals, ("kind", "ticks", "scale", "years"), "(Total"),
    "notes": (with_notes, ("kind", "ticks", "scale", "years"), "(Source : questionnaire de rentrée"),
    "no headings": (without_headings, ("kind", "scale", "years"), ""),
    "separators at the end": (trailing, ("kind", "ticks", "scale", "years"), ""),
    "short rows": (short_rows, ("kind", "ticks", "scale", "years"), ""),
    "classes": (in_classes, ("scale",), ""),
}
"""The kind -> its rows, what of the club is in it, and what is named as left out."""


def two_encodings(text: str) -> bytes:
    """The first half in UTF-8, the second in cp1252, as two files that were put together."""
    lines = text.splitlines(keepends=True)
    half = len(lines) // 2
    return "".join(lines[:half]).encode() + "".join(lines[half:]).encode("cp1252")


ENCODED: dict[str, Callable[[str], bytes]] = {
    "UTF-8 with a mark": lambda text: text.encode("utf-8-sig"),
    "UTF-16 with a mark": lambda text: text.encode("utf-16"),
    "UTF-16 without a mark": lambda text: text.encode("utf-16-le"),
    "UTF-16 the other way": lambda text: text.encode("utf-16-be"),
    "cp1252": lambda text: text.encode("cp1252"),
    "cp850": lambda text: text.encode("cp850"),
    "encoded twice": lambda text: text.encode().decode("cp1252").encode(),
    "two encodings": two_encodings,
}


def _append(sheet: Worksheet, rows: Rows) -> None:
    for row in rows:
        sheet.append([None if cell == "" else cell for cell in row])


def merged_headings(club: Club, path: Path) -> None:
    """Groups above names, each over its columns."""
    book = Workbook()
    many = len(club.options)
    names: Rows = [
        ["id", "Vous", "", "", club.ticks, *[""] * (many - 1)],
        ["", club.kind, club.often, club.years, *club.options],
    ]
    _append(book.active, names)
    for person in club.people:
        told: Cells = [person.number, person.kind, person.often, person.years]
        _append(book.active, [[*told, *club.marks(person)]])
    book.active.merge_cells("A1:A2")
    book.active.merge_cells("B1:D1")
    book.active.merge_cells(start_row=1, end_row=1, start_column=5, end_column=4 + many)
    book.save(path)


def hidden_and_read_me(club: Club, path: Path) -> None:
    """A hidden sheet first, a sheet that says what the others are, then the answers."""
    book = Workbook()
    book.active.title = "codes"
    _append(book.active, [["code", "libellé"], [1, "Oui"], [2, "Non"]])
    book.active.sheet_state = "hidden"
    _append(book.create_sheet("Lisez-moi"), [["Ce classeur a été fait en octobre."], ["Ne pas diffuser."]])
    _append(book.create_sheet("Données"), plain(club))
    book.save(path)


def merged_answers(club: Club, path: Path) -> None:
    """The town of an association stands in one merged cell for its members, one after the other."""
    book = Workbook()
    sheet = book.active
    _append(sheet, [["ville", club.kind, club.years]])
    for place, person in enumerate(club.people):
        town = ("Dax", "Sète", "Albi")[place // 4 % 3] if place % 4 == 0 else ""
        _append(sheet, [[town, person.kind, person.years]])
    for first in range(2, club.size + 2, 4):
        sheet.merge_cells(
            start_row=first, end_row=min(first + 3, club.size + 1), start_column=1, end_column=1
        )
    book.save(path)


def percents_and_times(club: Club, path: Path) -> None:
    """Numbers in the formats of a spreadsheet: percents and durations."""
    book = Workbook()
    _append(book.active, [["id", club.kind, club.years, "part", "durée"]])
    for person in club.people:
        book.active.append(
            [person.number, person.kind, person.years, person.years / 100, time(0, person.years, 30)]
        )
        book.active.cell(person.number + 1, 4).number_format = "0%"
    book.save(path)


WORKBOOKS: dict[str, tuple[Callable[[Club, Path], None], tuple[str, ...], str]] = {
    "merged headings": (merged_headings, ("kind", "ticks", "scale", "years"), ""),
    "hidden and read-me sheets": (
        hidden_and_read_me,
        ("kind", "ticks", "scale", "years"),
        "sheet 'codes', hidden",
    ),
    "merged answers": (merged_answers, ("kind", "years"), ""),
    "percents and times": (percents_and_times, ("kind", "years"), ""),
}
