"""The same figure in successive editions, side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import pandas as pd

from analysis.indicators.breaks import OTHER_ANSWERS, series_breaks
from analysis.indicators.columns import CELL
from analysis.indicators.errors import comparable_error, is_fixed
from analysis.questionnaire import Edition, Indicator, Survey

FIGURES = ("value", "error", "n", "df", "ci_level", "fixed")
Cells = Mapping[str, pd.DataFrame]
"""Indicator -> its figures by cell."""


def series_of(
    tables: Mapping[str, pd.DataFrame], survey: Survey, editions: Sequence[Edition]
) -> pd.DataFrame:
    """One row per cell and edition: its figures `_to`, those of the last edition before that asked `_from`,
    break_fr and break_en; status "not_asked" where one of the two has none. `editions` are in order.
    """
    by_edition = [_by_indicator(tables[edition.name]) for edition in editions]
    parts = [
        pair
        for indicator in survey.indicators.values()
        for pair in _pairs(indicator, [cells.get(indicator.name) for cells in by_edition], editions, survey)
    ]
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame()


def _by_indicator(table: pd.DataFrame) -> Cells:
    """The figures of each indicator that anybody was asked."""
    fixed = is_fixed(table)
    figures = table.assign(error=comparable_error(table), fixed=fixed).set_index(list(CELL))
    parts = figures.groupby("indicator", sort=False)
    return {str(name): rows[list(FIGURES)] for name, rows in parts if (rows["status"] != "empty").any()}


def _pairs(
    indicator: Indicator, cells: Sequence[pd.DataFrame | None], editions: Sequence[Edition], survey: Survey
) -> Iterator[pd.DataFrame]:
    """The figures of each edition beside those of the last one before it that has any."""
    last: int | None = None
    for place, later in enumerate(cells):
        earlier = None if last is None else cells[last]
        before = max(place - 1, 0) if last is None else last
        compared = editions[before : place + 1]
        if later is not None and earlier is not None:
            yield _with_breaks(_beside(earlier, later, compared), indicator, compared, survey)
        elif place > 0 and (later is not None or earlier is not None):
            found = later if later is not None else earlier
            assert found is not None
            nothing = found.iloc[:0]
            sides = (nothing, found) if later is not None else (found, nothing)
            yield _beside(*sides, compared).assign(status="not_asked", break_fr="", break_en="")
        last = place if later is not None else last


def _beside(earlier: pd.DataFrame, later: pd.DataFrame, editions: Sequence[Edition]) -> pd.DataFrame:
    """The cells of the later edition, then those that only the earlier has, with the figures of both."""
    cells = later.index.append(earlier.index.difference(later.index, sort=False))
    both = _figures(earlier, cells, "from") | _figures(later, cells, "to")
    named = {"edition_from": editions[0].name, "edition_to": editions[-1].name, "status": ""}
    found = cells.to_frame(index=False).assign(**both, **named)
    return found.assign(is_in_both=cells.isin(earlier.index) & cells.isin(later.index))


def _figures(rows: pd.DataFrame, cells: pd.Index, side: str) -> dict[str, np.ndarray]:
    """The figures of the cells, NaN for a cell that the rows have not."""
    none = np.full((1, len(FIGURES)), np.nan)
    figures = np.vstack([rows[list(FIGURES)].to_numpy(dtype=float, na_value=np.nan), none])
    taken = figures[rows.index.get_indexer(cells)]
    return {f"{name}_{side}": taken[:, place] for place, name in enumerate(FIGURES)}


def _with_breaks(
    pairs: pd.DataFrame, indicator: Indicator, editions: Sequence[Edition], survey: Survey
) -> pd.DataFrame:
    """The pairs with the reasons why a breakdown cannot be compared; other answers in the tables are one."""
    french, english = {}, {}
    for breakdown, rows in pairs.groupby("breakdown", sort=False):
        reasons = series_breaks(indicator, str(breakdown), editions, survey)
        if not rows["is_in_both"].all() and not reasons:
            reasons = [OTHER_ANSWERS]
        french[breakdown] = " ; ".join(reason.fr for reason in reasons)
        english[breakdown] = "; ".join(reason.en for reason in reasons)
    return pairs.assign(break_fr=pairs["breakdown"].map(french), break_en=pairs["breakdown"].map(english))
