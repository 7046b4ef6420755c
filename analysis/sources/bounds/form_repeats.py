"""Repeats of a form: rows that each belong to a row of another table, or stand under a respondent's own."""

from __future__ import annotations

import re
from dataclasses import replace
from difflib import SequenceMatcher
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow.compute as pc

from analysis.faults import some
from analysis.questionnaire.editions import Parent
from analysis.questionnaire.kinds.cells import texts_of
from analysis.sources.bounds.sheet_choice import OF_INDEX, OF_PARENT, OF_PARENT_TABLE
from analysis.sources.bounds.table_rows import TableRows
from analysis.sources.received import DataError, Received

OF_INSTANCE = frozenset(("redcap_repeat_instance", "repeat instance"))
"""Columns of REDCap that number visits or children under a respondent."""
KEYS_OF_FILES = (("KEY", "PARENT_KEY"), (OF_INDEX, OF_PARENT))
"""The key of a row, and the column of its repeats that holds it: in the files of ODK, of KoboToolbox."""
MOST_BESIDE = 50
"""Files beside the answers that are looked at for their parent."""
LONGEST_LINE = 1_000_000
REASON = "repeats within the record of a respondent, by its column of instances"


def with_parent(received: Received, parent: Received, keys: Parent) -> Received:
    """The rows of the answers, each with the columns of its parent that the answers have none of.

    Raises DataError where a key is in no column, or where two rows of the parent have the same.
    """
    own, above = received.answers, parent.answers
    places = _places_of_parents(own, above, keys)
    added = [name for name in above.columns if name not in own.columns]
    joined = pd.concat([own, _taken(above[added], places, own.index)], axis="columns")
    said = f"columns of {keys.place} stand beside each row, by {keys.column}: {some(added)}"
    lost = int((places < 0).sum())
    remarks = (said, *([f"{lost} rows name no row of {keys.place}"] if lost else []))
    source = received.source
    left_out = tuple(each for each in source.left_out if keys.file or each.sheet != keys.sheet)
    source = replace(source, remarks=(*source.remarks, *remarks), left_out=left_out)
    worded = {name: parent.wordings[name] for name in added if name in parent.wordings}
    described = {name: parent.columns[name] for name in added if name in parent.columns}
    return replace(
        received,
        answers=joined,
        sources=(source,),
        columns={**received.columns, **described},
        wordings={**received.wordings, **worded},
    )


def _places_of_parents(own: pd.DataFrame, above: pd.DataFrame, keys: Parent) -> np.ndarray:
    """The place (rows,) of each row's parent, -1 where it names none."""
    _refuse_absent(own, keys.column, "the table of the answers")
    _refuse_absent(above, keys.key, keys.place)
    index = pd.Index(texts_of(above[keys.key]))
    if not index.is_unique:
        twice = list(index[index.duplicated()].unique())
        raise DataError(
            f"parent: {keys.key} of {keys.place} names several rows alike: {some(twice)}; "
            "expected a key of its own for each"
        )
    return np.asarray(index.get_indexer(pd.Index(texts_of(own[keys.column]))))


def _refuse_absent(answers: pd.DataFrame, column: str, where: str) -> None:
    if column not in answers.columns:
        raise DataError(f"parent: {where} has no column {column!r}. Columns there: {some(answers.columns)}")


def _taken(above: pd.DataFrame, places: np.ndarray, index: pd.Index) -> pd.DataFrame:
    """The row of the parent for each row, nothing where there is none."""
    taken = above.iloc[np.where(places < 0, 0, places)].astype(object).set_axis(index, axis="index")
    return taken.where(pd.Series(places >= 0, index=index), None, axis="index")


def parents_named(received: Received, path: Path) -> list[Parent]:
    """Whose rows the answers at `path` may be repeats of, as KoboToolbox and ODK name them: a sheet of the
    workbook, or files beside it that have the key."""
    columns = set(received.answers.columns)
    if received.source.sheet is not None:
        tables = _tables(received) if OF_PARENT in columns else set()
        return [Parent(OF_INDEX, OF_PARENT, sheet) for sheet in tables] if len(tables) == 1 else []
    keys = [(key, column) for key, column in KEYS_OF_FILES if column in columns]
    return [
        Parent(key, column, file=other.name)
        for key, column in keys[:1]
        for other in _beside(path)
        if is_headed(other, key) and (key != OF_INDEX or _may_be_of(other, _tables(received)))
    ]


def _tables(received: Received) -> set[str]:
    """The names of the tables that the rows say they belong to."""
    if OF_PARENT_TABLE not in received.answers.columns:
        return set()
    return {*texts_of(received.answers[OF_PARENT_TABLE])} - {""}


def _beside(path: Path) -> list[Path]:
    """The files of the same ending beside one, those first whose names are alike."""
    others = [each for each in path.parent.glob(f"*{path.suffix}") if each.is_file() and each != path]
    names = SequenceMatcher(b=path.stem)

    def unlike(other: Path) -> tuple[float, str]:
        names.set_seq1(other.stem)
        return -names.ratio(), other.name

    return sorted(others, key=unlike)[:MOST_BESIDE]


def is_headed(path: Path, column: str) -> bool:
    """Whether a text file has the column in its first line."""
    with path.open("rb") as file:
        line = file.readline(LONGEST_LINE)
    return re.search(rf"(?<![\w-]){re.escape(column)}(?![\w-])", line.decode("utf-8", "replace")) is not None


def _may_be_of(path: Path, tables: set[str]) -> bool:
    """Whether a file is called as one of the tables, of which every row has a number from 1 on."""
    return any(re.search(rf"(?<!\w){re.escape(table)}(?!\w)", path.stem) for table in tables)


def all_met(received: Received, parent: Received, keys: Parent) -> bool:
    """Whether every row names one row of the parent, and each of these has a key of its own."""
    if keys.key not in parent.answers.columns:
        return False
    above = texts_of(parent.answers[keys.key])
    own = {*texts_of(received.answers[keys.column])} - {""}
    return len({*above}) == len(above) and own <= {*above}


def record_repeats(rows: TableRows) -> dict[int, str]:
    """Rows with a number of an instance, where others have none: those are the respondents."""
    columns = [place for place, name in enumerate(rows.names) if name.casefold() in OF_INSTANCE]
    found = {place for column in columns for place in rows.places(column, lambda met: pc.not_equal(met, ""))}
    return dict.fromkeys(sorted(found), REASON) if len(found) < rows.n else {}
