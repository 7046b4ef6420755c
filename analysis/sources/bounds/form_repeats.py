"""Repeats of a form: rows that each belong to a row of another sheet, or stand under a respondent's own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pandas as pd
import pyarrow.compute as pc

from analysis.faults import some
from analysis.questionnaire.editions import ParentSheet
from analysis.questionnaire.kinds.cells import texts_of
from analysis.sources.bounds.sheet_choice import OF_INDEX, OF_PARENT, OF_PARENT_TABLE
from analysis.sources.bounds.table_rows import TableRows
from analysis.sources.received import DataError, Received

OF_INSTANCE = frozenset(("redcap_repeat_instance", "repeat instance"))
"""Columns of REDCap that number visits or children under a respondent."""
REASON = "repeats within the record of a respondent, by its column of instances"


def with_parent(received: Received, parent: Received, keys: ParentSheet) -> Received:
    """The rows of a sheet, each with the columns of its parent that the sheet has none of.

    Raises DataError where a key is in no column, or where two rows of the parent's sheet have the same.
    """
    own, above = received.answers, parent.answers
    _refuse_absent(own, keys.column, "the sheet of the answers")
    _refuse_absent(above, keys.key, f"the sheet {keys.sheet!r}")
    index = pd.Index(texts_of(above[keys.key]))
    if not index.is_unique:
        twice = list(index[index.duplicated()].unique())
        raise DataError(
            f"parent: {keys.key} of the sheet {keys.sheet!r} names several rows alike: {some(twice)}; "
            "expected a key of its own for each"
        )
    places = index.get_indexer(pd.Index(texts_of(own[keys.column])))
    added = [name for name in above.columns if name not in own.columns]
    joined = pd.concat([own, _taken(above[added], places, own.index)], axis="columns")
    said = f"columns of the sheet {keys.sheet!r} stand beside each row, by {keys.column}: {some(added)}"
    lost = int((places < 0).sum())
    remarks = (said, *([f"{lost} rows name no row of the sheet {keys.sheet!r}"] if lost else []))
    source = received.source
    left_out = tuple(each for each in source.left_out if each.sheet != keys.sheet)
    source = replace(source, remarks=(*source.remarks, *remarks), left_out=left_out)
    worded = {name: parent.wordings[name] for name in added if name in parent.wordings}
    return replace(received, answers=joined, sources=(source,), wordings={**received.wordings, **worded})


def _refuse_absent(answers: pd.DataFrame, column: str, where: str) -> None:
    if column not in answers.columns:
        raise DataError(f"parent: {where} has no column {column!r}. Columns there: {some(answers.columns)}")


def _taken(above: pd.DataFrame, places: np.ndarray, index: pd.Index) -> pd.DataFrame:
    """The row of the parent for each row, nothing where there is none."""
    taken = above.iloc[np.where(places < 0, 0, places)].astype(object).set_axis(index, axis="index")
    return taken.where(pd.Series(places >= 0, index=index), None, axis="index")


def parent_named(received: Received, is_there: Callable[[ParentSheet], bool]) -> ParentSheet | None:
    """The sheet of which the rows are repeats, as KoboToolbox names it; None where there is none."""
    if not {OF_PARENT, OF_PARENT_TABLE} <= set(received.answers.columns):
        return None
    sheets = {*texts_of(received.answers[OF_PARENT_TABLE])} - {""}
    keys = [ParentSheet(sheet, OF_INDEX, OF_PARENT) for sheet in sheets]
    return keys[0] if len(keys) == 1 and is_there(keys[0]) else None


def record_repeats(rows: TableRows) -> dict[int, str]:
    """Rows with a number of an instance, where others have none: those are the respondents."""
    columns = [place for place, name in enumerate(rows.names) if name.casefold() in OF_INSTANCE]
    found = {place for column in columns for place in rows.places(column, lambda met: pc.not_equal(met, ""))}
    return dict.fromkeys(sorted(found), REASON) if len(found) < rows.n else {}
