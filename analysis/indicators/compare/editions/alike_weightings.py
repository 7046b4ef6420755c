"""What the figures of two editions are when both are weighted on the margins that they share.

An edition weighted on age beside one that is not differs in age by its weights alone. Each edition has its
figures once more, weighted on what it shares with another; the trend sets those of both side by side.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from analysis.etl.edition_respondents import Weigh
from analysis.etl.weighting import Weighted
from analysis.indicators.compare.editions.series_breaks import OF_RESPONDENTS, weighted_on
from analysis.indicators.estimation import estimate
from analysis.questionnaire import Edition, Survey
from analysis.results.record_columns import ALIKE
from analysis.results.schema import WHOLE
from analysis.sources.received import DataError
from analysis.statistics.inference.differences import independent_error, two_sided

FIGURE = ["indicator", "item"]
SEPARATOR = ";"
"""Between the variables that a row is weighted on."""
COLUMNS = ("alike_on", "alike_from", "alike_to", "alike_difference", "alike_se", "alike_p")


def shared_margins(survey: Survey, one: Edition, other: Edition) -> tuple[str, ...] | None:
    """The variables that two editions weighted on different ones share; None for editions weighted alike."""
    own, others = weighted_on(one, survey), weighted_on(other, survey)
    return None if set(own) == set(others) else tuple(sorted(set(own) & set(others)))


def alike(
    weighted: Weighted,
    survey: Survey,
    edition: Edition,
    others: Iterable[Edition],
    weighing: Callable[[tuple[str, ...]], Weigh],
) -> pd.DataFrame | None:
    """The rows of alike.csv: each figure of the whole sample, weighted on what is shared with another
    edition; nothing is hidden. None where all editions are weighted alike, as designs of some are.

    weighing: how respondents are weighted on some variables. Of margins that cannot be met there are no rows.
    """
    sets = (shared_margins(survey, edition, other) for other in others)
    shared = {variables for variables in sets if variables is not None}
    if not shared:
        return None
    whole = {
        name: replace(each, breakdowns=())
        for name, each in survey.indicators.items()
        if survey.design_of(each.population) is None
    }
    local = replace(survey, indicators=whole, breakdowns=(), territories=())
    parts: list[pd.DataFrame] = []
    for variables in sorted(shared):
        try:
            found = estimate(weighing(variables)(weighted.cleaned), local, edition)
        except DataError:
            continue
        rows = found[found["breakdown"] == WHOLE].assign(weighted_on=SEPARATOR.join(variables))
        parts.append(rows.assign(survey=survey.name, edition=edition.name)[list(ALIKE.names)])
    if not parts:
        return pd.DataFrame(columns=list(ALIKE.names))
    return pd.concat(parts, ignore_index=True)


def with_alike(
    rows: pd.DataFrame, tables: Mapping[str, pd.DataFrame], survey: Survey, editions: Sequence[Edition]
) -> pd.DataFrame:
    """The rows of a trend with the figures of both editions weighted alike, their difference and its test;
    blank where editions are weighted alike anyway, but for the whole sample, of a total that follows how many
    answered, and where a figure is hidden.

    tables: edition -> its alike.csv.
    """
    rows = rows.assign(**{name: "" if name == COLUMNS[0] else np.nan for name in COLUMNS})
    by_name = {edition.name: edition for edition in editions}
    has_both = rows["value_from"].notna() & rows["value_to"].notna() & (rows["status"] != "break")
    has_both &= ~rows["break_en"].str.contains(OF_RESPONDENTS.en, regex=False)
    of_all = rows["population"].map(
        lambda name: name not in survey.populations or survey.design_of(name) is None
    )
    wanted = rows[(rows["breakdown"] == WHOLE) & has_both & of_all.astype(bool)]
    for named, found in wanted.groupby(["edition_from", "edition_to"], sort=False):
        ends = [str(name) for name in named]
        shared = shared_margins(survey, *(by_name[name] for name in ends))
        if shared is None or not set(ends) <= set(tables):
            continue
        sides = [_side(tables[name], SEPARATOR.join(shared), found) for name in ends]
        rows.loc[found.index, list(COLUMNS[1:])] = _compared(*sides)
        rows.loc[found.index, COLUMNS[0]] = SEPARATOR.join(shared) or WHOLE
    return rows


def _side(table: pd.DataFrame, on: str, cells: pd.DataFrame) -> np.ndarray:
    """value, se and df (3, rows) of the cells, weighted on the variables `on`."""
    own = table[table["weighted_on"] == on].set_index(FIGURE)[["value", "se", "df"]].astype(float)
    return np.asarray(own.reindex(pd.MultiIndex.from_frame(cells[FIGURE])).to_numpy().T)


def _compared(earlier: np.ndarray, later: np.ndarray) -> np.ndarray:
    """The columns of numbers (rows, 5)."""
    (before, se_before, df_before), (after, se_after, df_after) = earlier, later
    error, df = independent_error(se_before, df_before, se_after, df_after)
    difference = after - before
    p = two_sided(difference / np.where(error > 0, error, np.nan), df)
    return np.stack([before, after, difference, error, p], axis=1)
