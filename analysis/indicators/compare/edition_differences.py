"""Changes from one edition to the next, and the breaks of series that forbid them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

import numpy as np
import pandas as pd

from analysis.indicators.compare.comparable_errors import comparable_error, is_fixed
from analysis.questionnaire import Edition, Indicator, Label, Survey
from analysis.results.indicator_columns import CELL, TREND
from analysis.results.schema import SMALLEST_GROUP, ChangeStatus
from analysis.statistics.estimates.intervals import linear
from analysis.statistics.inference.differences import independent_error, two_sided
from analysis.statistics.inference.p_value_corrections import within_families

OTHER_ANSWERS = Label("réponses proposées différentes", "other answers offered")
OTHER_QUESTION = Label("posée directement ou dérivée selon l'édition", "asked directly in one edition only")

FIGURES = ("value", "error", "n", "df", "ci_level", "fixed")
FiguresByIndicator = Mapping[str, pd.DataFrame]
"""Indicator -> its figures by cell."""

FAMILY = ["indicator", "breakdown", "edition_to"]
"""Tests that are corrected together."""


def trend(tables: Mapping[str, pd.DataFrame], survey: Survey, editions: Sequence[Edition]) -> pd.DataFrame:
    """The rows of trend.csv: each figure in each edition after its first, in the order of the survey.

    tables: edition -> its published indicators. Each edition is compared with the last one before it that
    asked the question. status: "tested"; "small" or "fixed", a difference without a test; "hidden", "break"
    or "not_asked", no difference, the figures that are published stand alone. Editions are independent
    samples: se = √(se₁² + se₂²), Student's t with Satterthwaite's degrees of freedom; p_adjusted by Holm over
    the groups and answers of an indicator in a breakdown.
    """
    dated = [edition for edition in in_order(editions) if edition.name in tables]
    pairs = series_of(tables, survey, dated)
    if pairs.empty:
        return pd.DataFrame(columns=list(TREND.names))
    return _adjusted(_compared(pairs))[list(TREND.names)]


def series_breaks(
    indicator: Indicator, breakdown: str, editions: Sequence[Edition], survey: Survey
) -> list[Label]:
    """The reasons why two editions cannot be compared in a breakdown; an empty list where they can.

    editions: the earlier, those between, and the later. A break counts for everything that rests on the
    question: the indicator's variables, its population, its breakdown, and what these derive from. It lies
    between the edition that declares it and the one before.
    """
    earlier, later = editions[0], editions[-1]
    names = _rests_on(_named(indicator, breakdown, survey), survey)
    declared = [e.breaks[name] for e in editions[1:] for name in (indicator.name, *names) if name in e.breaks]
    return list(dict.fromkeys(declared)) or _found(names, earlier, later, survey)


def _found(names: Sequence[str], earlier: Edition, later: Edition, survey: Survey) -> list[Label]:
    """What the definitions of two editions tell of a break that none declares."""
    reasons = []
    coded = [name for name in names if survey.questions[name].codes]
    if any(_offered(name, earlier, survey) != _offered(name, later, survey) for name in coded):
        reasons.append(OTHER_ANSWERS)
    derived = [name for name in names if survey.questions[name].derivation]
    if any((name in earlier.columns) != (name in later.columns) for name in derived):
        reasons.append(OTHER_QUESTION)
    return reasons


def _named(indicator: Indicator, breakdown: str, survey: Survey) -> list[str]:
    """The variables of an indicator in the groups of a breakdown."""
    among = survey.populations[indicator.population].among if indicator.population else {}
    named = (indicator.variable, indicator.denominator or "", *among, breakdown)
    return [name for name in named if name in survey.questions]


def _rests_on(names: Iterable[str], survey: Survey) -> list[str]:
    """The variables and, step by step, those that they derive from."""
    found: dict[str, None] = {}
    waiting = list(names)
    while waiting:
        name = waiting.pop(0)
        if name not in found:
            found[name] = None
            derivation = survey.questions[name].derivation
            waiting += derivation.sources if derivation else ()
    return list(found)


def _offered(name: str, edition: Edition, survey: Survey) -> frozenset[str]:
    """The answers that an edition can give to a question: its own codes read as the survey's."""
    recoded = edition.recode.get(name, {})
    codes = survey.questions[name].codes
    return frozenset({code for code in codes if code not in recoded} | set(recoded.values()))


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


def _by_indicator(table: pd.DataFrame) -> FiguresByIndicator:
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
    p = two_sided(np.where(is_tested, value / np.where(se > 0, se, 1), np.nan), df)
    return pairs.assign(**found, p=p)


def _status(
    pairs: pd.DataFrame, first: Mapping[str, np.ndarray], second: Mapping[str, np.ndarray]
) -> np.ndarray:
    """What is done with each pair; the first reason that applies."""
    reasons: list[ChangeStatus] = ["not_asked", "break", "hidden", "fixed", "small"]
    otherwise: ChangeStatus = "tested"
    return np.select(
        [
            pairs["status"] == "not_asked",
            (pairs["break_fr"] + pairs["break_en"]).ne(""),
            ~np.isfinite(first["error"] + second["error"]),
            (first["fixed"] == 1) | (second["fixed"] == 1),
            np.minimum(first["n"], second["n"]) < SMALLEST_GROUP,
        ],
        reasons,
        default=otherwise,
    ).astype(object)


def _adjusted(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with their p-values corrected by Holm within each family."""
    families = rows.groupby(FAMILY, sort=False).ngroup().to_numpy()
    return rows.assign(p_adjusted=within_families(rows["p"].to_numpy(dtype=float), families))
