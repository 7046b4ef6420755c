"""Changes from one edition to the next, and the breaks of series that forbid them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from datetime import date

import numpy as np
import pandas as pd

from analysis.indicators.compare.comparable_errors import comparable_error, is_fixed
from analysis.indicators.compare.editions.alike_weightings import with_alike
from analysis.indicators.compare.editions.equal_composition import standardised
from analysis.indicators.compare.editions.respondents_totals import totals_of_respondents
from analysis.indicators.compare.editions.series_breaks import (
    COUNTED_TOGETHER,
    FIXED,
    OF_RESPONDENTS,
    OTHER_ANSWERS,
    counted_otherwise,
    profile_reasons,
    series_breaks,
)
from analysis.questionnaire import Edition, Indicator, Label, Survey
from analysis.questionnaire.editorial_marks import is_context
from analysis.questionnaire.fixed_words import Merges
from analysis.results.difference_columns import TREND
from analysis.results.indicator_columns import CELL
from analysis.results.schema import SMALLEST_GROUP, WHOLE, ChangeStatus
from analysis.statistics.estimates.intervals import linear
from analysis.statistics.inference.differences import independent_error, two_sided
from analysis.statistics.inference.p_value_corrections import holm, within_families

FIGURES = ("value", "ci_low", "ci_high", "error", "n", "df", "ci_level", "fixed")
FiguresByIndicator = Mapping[str, pd.DataFrame]
"""Indicator -> its figures by cell."""

FAMILY = ["indicator", "breakdown", "edition_to"]
"""Tests that are corrected together."""


def trend(
    tables: Mapping[str, pd.DataFrame],
    survey: Survey,
    editions: Sequence[Edition],
    compositions: Mapping[str, pd.DataFrame] | None = None,
    alike: Mapping[str, pd.DataFrame] | None = None,
    merges: Mapping[str, Merges] | None = None,
) -> pd.DataFrame:
    """The rows of trend.csv: each figure in each edition after its first, in the order of the survey.

    tables: edition -> its published indicators; compositions, alike: edition -> its composition.csv and
    alike.csv, where there is one; merges: edition -> its groups counted with others. Each edition is
    compared with the last one before it that asked the question. status: "tested"; "small" or "fixed", a
    difference without a test; "profile", "hidden", "break" or "not_asked", no difference, the figures that
    are published stand alone. Editions are independent samples: se = √(se₁² + se₂²), Student's t with
    Satterthwaite's degrees of freedom; p_adjusted by Holm over the groups and answers of an indicator in a
    breakdown, p_report over the whole sample of all indicators that are no profile.
    """
    dated = [edition for edition in in_order(editions) if edition.name in tables]
    pairs = series_of(tables, survey, dated, merges or {})
    if pairs.empty:
        return pd.DataFrame(columns=list(TREND.names))
    rows = _over_report(_adjusted(_compared(pairs)), survey, dated)
    rows = _at_equal_composition(rows, tables, survey, compositions or {})
    return with_alike(rows, alike or {}, survey, dated)[list(TREND.names)]


def series_of(
    tables: Mapping[str, pd.DataFrame],
    survey: Survey,
    editions: Sequence[Edition],
    merges: Mapping[str, Merges],
) -> pd.DataFrame:
    """One row per cell and edition: its figures `_to`, those of the last edition before that asked `_from`,
    break_fr and break_en; status "not_asked" where one of the two has none. `editions` are in order.
    """
    by_edition = [_by_indicator(tables[edition.name]) for edition in editions]
    uncounted = {edition.name: totals_of_respondents(tables[edition.name], survey) for edition in editions}
    parts = [
        pair
        for indicator in survey.indicators.values()
        for pair in _pairs(
            indicator,
            [cells.get(indicator.name) for cells in by_edition],
            editions,
            survey,
            merges,
            uncounted,
        )
    ]
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame()


def _by_indicator(table: pd.DataFrame) -> FiguresByIndicator:
    """The figures of each indicator that anybody was asked."""
    fixed = is_fixed(table)
    objects = table.astype(dict.fromkeys(CELL, object))  # pandas looks a cell up in them in half the time
    figures = objects.assign(error=comparable_error(table), fixed=fixed).set_index(list(CELL))
    parts = figures.groupby("indicator", sort=False)
    return {str(name): rows[list(FIGURES)] for name, rows in parts if (rows["status"] != "empty").any()}


def _pairs(
    indicator: Indicator,
    cells: Sequence[pd.DataFrame | None],
    editions: Sequence[Edition],
    survey: Survey,
    merges: Mapping[str, Merges],
    uncounted: Mapping[str, Set[str]],
) -> Iterator[pd.DataFrame]:
    """The figures of each edition beside those of the last one before it that has any."""
    last: int | None = None
    for place, later in enumerate(cells):
        earlier = None if last is None else cells[last]
        before = max(place - 1, 0) if last is None else last
        compared = editions[before : place + 1]
        if later is not None and earlier is not None:
            sides = (compared[0].name, compared[-1].name)
            followed = [OF_RESPONDENTS] if any(indicator.name in uncounted[side] for side in sides) else []
            pairs = _beside(earlier, later, compared)
            yield _with_breaks(pairs, indicator, compared, survey, merges, followed)
        elif place > 0 and (later is not None or earlier is not None):
            found = later if later is not None else earlier
            assert found is not None
            nothing = found.iloc[:0]
            figures = (nothing, found) if later is not None else (found, nothing)
            yield _beside(*figures, compared).assign(status="not_asked", break_fr="", break_en="")
        last = place if later is not None else last


def _beside(earlier: pd.DataFrame, later: pd.DataFrame, editions: Sequence[Edition]) -> pd.DataFrame:
    """The cells of the later edition, then those that only the earlier has, with the figures of both."""
    cells = later.index.append(earlier.index.difference(later.index, sort=False))
    both = _figures(earlier, cells, "from") | _figures(later, cells, "to")
    sides = {"from": editions[0], "to": editions[-1]}
    named = {f"edition_{side}": edition.name for side, edition in sides.items()} | {"status": ""}
    for side, edition in sides.items():
        named |= {f"start_{side}": _day(edition.start), f"end_{side}": _day(edition.end)}
    is_in_both = cells.isin(earlier.index) & cells.isin(later.index)
    return pd.DataFrame({**cells.to_frame(index=False), **both, **named, "is_in_both": is_in_both})


def _day(value: date | None) -> str:
    return value.isoformat() if value else ""


def _figures(rows: pd.DataFrame, cells: pd.Index, side: str) -> dict[str, np.ndarray]:
    """The figures of the cells, NaN for a cell that the rows have not."""
    none = np.full((1, len(FIGURES)), np.nan)
    figures = np.vstack([rows[list(FIGURES)].to_numpy(dtype=float, na_value=np.nan), none])
    taken = figures[rows.index.get_indexer(cells)]
    return {f"{name}_{side}": taken[:, place] for place, name in enumerate(FIGURES)}


def _with_breaks(
    pairs: pd.DataFrame,
    indicator: Indicator,
    editions: Sequence[Edition],
    survey: Survey,
    merges: Mapping[str, Merges],
    of_all: Sequence[Label],
) -> pd.DataFrame:
    """The pairs with the reasons why a breakdown cannot be compared; other answers in the tables are one,
    groups counted together in one edition alone, and other respondents, where the figure tells who answered
    or, `of_all`, how many did."""
    french, english = {}, {}
    others = [*of_all, *profile_reasons(indicator, editions[0], editions[-1], survey)]
    sides = [merges.get(edition.name, {}) for edition in (editions[0], editions[-1])]
    status = {}
    for breakdown, rows in pairs.groupby("breakdown", sort=False):
        reasons = series_breaks(indicator, str(breakdown), editions, survey)
        if not rows["is_in_both"].all() and not reasons:
            reasons = [OTHER_ANSWERS]
        if counted_otherwise(indicator, str(breakdown), sides, survey):
            reasons = [*reasons, COUNTED_TOGETHER]
        status[breakdown] = "profile" if others and not reasons else ""
        reasons = reasons or others
        french[breakdown] = " ; ".join(reason.fr for reason in reasons)
        english[breakdown] = "; ".join(reason.en for reason in reasons)
    by_breakdown = {"break_fr": french, "break_en": english, "status": status}
    return pairs.assign(**{name: pairs["breakdown"].map(texts) for name, texts in by_breakdown.items()})


def in_order(editions: Sequence[Edition]) -> list[Edition]:
    """The editions by the end of their fieldwork (its start, where no end is known), then by name; those
    without a date last."""
    return sorted(editions, key=lambda edition: (edition.end or edition.start or date.max, edition.name))


def _compared(pairs: pd.DataFrame) -> pd.DataFrame:
    """The pairs with status, difference, its error and interval, and p where there is a test."""
    first, second = (
        {name: pairs[f"{name}_{side}"].to_numpy(dtype=float) for name in FIGURES} for side in ("from", "to")
    )
    status = _status(pairs, first, second)
    has_difference = np.isin(status, ("tested", "small", "fixed"))
    is_tested = status == "tested"
    error, df = independent_error(first["error"], first["df"], second["error"], second["df"])
    value = np.where(has_difference, second["value"] - first["value"], np.nan)
    se = np.where(has_difference, error, np.nan)
    low, high = linear(value, np.where(is_tested, se, np.nan), df, float(pairs["ci_level_to"].max()))
    found = {"difference": value, "se": se, "ci_low": low, "ci_high": high, "status": status}
    fixed = {
        f"break_{language}": np.where(status == "fixed", FIXED.to(language), pairs[f"break_{language}"])
        for language in ("fr", "en")
    }
    p = two_sided(np.where(is_tested, value / np.where(se > 0, se, 1), np.nan), df)
    return pairs.assign(**found, **fixed, p=p)


def _status(
    pairs: pd.DataFrame, first: Mapping[str, np.ndarray], second: Mapping[str, np.ndarray]
) -> np.ndarray:
    """What is done with each pair; the first reason that applies."""
    reasons: list[ChangeStatus] = ["not_asked", "break", "fixed", "profile", "fixed", "hidden", "small"]
    is_profile_apart = pairs["status"] == "profile"
    fixed = first["fixed"] == 1, second["fixed"] == 1
    otherwise: ChangeStatus = "tested"
    return np.select(
        [
            pairs["status"] == "not_asked",
            (pairs["break_fr"] + pairs["break_en"]).ne("") & ~is_profile_apart,
            fixed[0] & fixed[1],
            is_profile_apart,
            fixed[0] | fixed[1],
            ~np.isfinite(first["error"] + second["error"]),
            np.minimum(first["n"], second["n"]) < SMALLEST_GROUP,
        ],
        reasons,
        default=otherwise,
    ).astype(object)


def _adjusted(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with their p-values corrected by Holm within each family."""
    families = rows.groupby(FAMILY, sort=False).ngroup().to_numpy()
    return rows.assign(p_adjusted=within_families(rows["p"].to_numpy(dtype=float), families))


def _over_report(rows: pd.DataFrame, survey: Survey, editions: Sequence[Edition]) -> pd.DataFrame:
    """The rows with p_report: corrected by Holm over all that an edition's report may find of its whole
    sample."""
    context = {
        name for name, indicator in survey.indicators.items() if is_context(survey, editions, indicator)
    }
    eligible = (rows["breakdown"] == WHOLE) & ~rows["indicator"].isin(context)
    corrected = rows.loc[eligible].groupby("edition_to", sort=False)["p"].transform(_holm)
    return rows.assign(p_report=corrected.reindex(rows.index))


def _holm(p: pd.Series) -> np.ndarray:
    return holm(p.to_numpy(dtype=float))


def _at_equal_composition(
    rows: pd.DataFrame,
    tables: Mapping[str, pd.DataFrame],
    survey: Survey,
    compositions: Mapping[str, pd.DataFrame],
) -> pd.DataFrame:
    """The rows with the later figure at the composition of the earlier edition, and the test of what is then
    left of the difference; NaN but for the whole sample, where the two editions can be compared."""
    blank = dict.fromkeys(("equal_value", "equal_se", "equal_low", "equal_high", "equal_p"), np.nan)
    rows = rows.assign(**blank)
    wanted = rows[(rows["breakdown"] == WHOLE) & (rows["status"] == "tested")]
    for named, found in wanted.groupby(["edition_from", "edition_to"], sort=False):
        earlier, later = map(str, named)
        if survey.composition and earlier in compositions and later in compositions:
            equal = standardised(
                compositions[earlier],
                compositions[later],
                [tables[earlier], tables[later]],
                survey.composition,
            ).reindex(pd.MultiIndex.from_frame(found[["indicator", "item"]]))
            rows.loc[found.index, list(blank)] = _equal(
                found, equal["value"].to_numpy(), equal["se"].to_numpy()
            )
    return rows


def _equal(rows: pd.DataFrame, value: np.ndarray, se: np.ndarray) -> np.ndarray:
    """The columns of a figure at equal composition (rows, 5)."""
    before, after, df_before, df_after, level = (
        rows[name].to_numpy(dtype=float)
        for name in ("value_from", "error_from", "df_from", "df_to", "ci_level_to")
    )
    low, high = linear(value, se, df_after, float(level.max()))
    error, df = independent_error(after, df_before, se, df_after)
    p = two_sided((value - before) / np.where(error > 0, error, np.nan), df)
    return np.stack([value, se, low, high, p], axis=1)
