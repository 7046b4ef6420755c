"""An export of KoboToolbox with repeats: households, and on a sheet of their own two children of each."""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook


def write_households(path: Path, size: int) -> None:
    """Write the workbook: households of two towns in turn, each with a child in either class."""
    book = Workbook()
    book.active.title = "Foyers"
    book.active.append(["ville", "_id", "_index"])
    children = book.create_sheet("enfants")
    children.append(["classe", "_index", "_parent_table_name", "_parent_index"])
    for place in range(size):
        book.active.append([("Dax", "Albi")[place % 2], 500 + place, place + 1])
        for rank in range(2):
            children.append([("CP", "CM1")[rank], 2 * place + rank + 1, "Foyers", place + 1])
    book.save(path)
