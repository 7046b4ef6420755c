"""Released tables as a page carries them: column by column, each text once, cell for cell as in the file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

from analysis.results.csv_files import inert_cell
from analysis.results.schema import File

Packed = dict[str, Any]


def packed_table(file: File, rows: Sequence[Mapping[str, str]]) -> Packed:
    """The rows of a file: their number, and its columns in order."""
    columns = [
        {"name": column.name, **_packed(column.type == "text", [row[column.name] for row in rows])}
        for column in file.columns
    ]
    return {"rows": len(rows), "columns": columns}


def _packed(is_text: bool, cells: Sequence[str]) -> Packed:
    return packed_words(cells) if is_text else {"numbers": " ".join(cells)}


def packed_words(cells: Iterable[str]) -> Packed:
    """Texts that come again: the distinct ones, and how often each comes in a row.

    `inert` are those that a file writes in another way, so that no spreadsheet takes them for a formula.
    """
    cells = list(cells)
    places = {word: place for place, word in enumerate(dict.fromkeys(cells))}
    runs = [number for word, run in groupby(cells) for number in (places[word], sum(1 for _ in run))]
    written = {place: str(inert_cell(word)) for word, place in places.items()}
    inert = {str(place): written[place] for word, place in places.items() if written[place] != word}
    return {"words": list(places), "runs": runs, **({"inert": inert} if inert else {})}
