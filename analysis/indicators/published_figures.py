"""published.csv: figures that others published, read, checked, and compared with those of the survey."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.etl.population.figures_beside_answers import cells_beside_answers
from analysis.faults import some
from analysis.indicators.compare.comparable_errors import comparable_error
from analysis.indicators.estimation import breakdowns_of, item_labels
from analysis.indicators.measures.measure import unit_of
from analysis.questionnaire import Edition, Indicator, Survey
from analysis.questionnaire.reading.written_numbers import number_by_its_mark
from analysis.results.indicator_columns import CELL
from analysis.results.record_columns import BACKTEST, PUBLISHED
from analysis.results.schema import WHOLE, WITHIN_5, WITHIN_95
from analysis.sources.received import DataError

SEASONS = (("winter", "hiver"), ("spring", "printemps"), ("summer", "été"), ("autumn", "automne"))
"""Of December to February, and so on."""


def read_published(path: Path, survey: Survey) -> pd.DataFrame:
    """The rows of published.csv with every column: `value` and `rounding` as numbers, `year` whole.

    Columns that are absent are filled: the indicator's own population, the whole sample, its unit; a
    rounding that is not given is that of the digits written. A row without an indicator is kept, as a fact
    that no indicator measures. A value may be blank where a note says what was published in words. Raises
    DataError with every fault: columns, indicators, items, populations, groups, units, numbers.
    """
    texts = cells_beside_answers(path)
    _check_columns(path, texts)
    texts = texts.reindex(columns=PUBLISHED.names, fill_value="")
    rows = [
        _filled(dict(zip(PUBLISHED.names, row, strict=True)), survey) for row in texts.itertuples(index=False)
    ]
    faults = [
        f"line {place + 2}: {fault}"
        for place, row in zip(texts.index, rows, strict=True)
        for fault in _faults(row, survey)
    ]
    if faults:
        raise DataError(f"{path}: faults\n" + "\n".join(f"  - {fault}" for fault in faults))
    figures = pd.DataFrame(rows, columns=list(PUBLISHED.names))
    values = [number_by_its_mark(text) for text in figures["value"]]
    given = [number_by_its_mark(text) for text in figures["rounding"]]
    read = [r if np.isfinite(r) else _digit(text) for r, text in zip(given, figures["value"], strict=True)]
    return figures.assign(value=values, rounding=read, year=figures["year"].astype(int))


def is_of_edition(published: pd.DataFrame, edition: Edition) -> np.ndarray:
    """Mask (rows,) of the figures of the edition's own year and period.

    The year is the one that the edition's name begins with, else that of the end of its fieldwork. A period
    is the edition's when it is blank, its name, or the season or month (2009-03) in which fieldwork ended.
    """
    year = _year(edition)
    ended = edition.end or edition.start
    own = {"", edition.name}
    if ended is not None:
        own |= {*SEASONS[ended.month % 12 // 3], f"{ended:%Y-%m}"}
    return np.asarray((published["year"] == year) & published["period"].str.lower().isin(own))


def points(published: pd.DataFrame, edition: Edition) -> pd.DataFrame:
    """The published figures of the indicators for other years and periods, in order of time: the points of a
    trend."""
    others = published[~is_of_edition(published, edition) & (published["indicator"] != "")]
    return others.sort_values("year", kind="stable").reset_index(drop=True)


def _year(edition: Edition) -> int | None:
    named = re.match(r"\d{4}(?!\d)", edition.name)
    if named:
        return int(named.group())
    ended = edition.end or edition.start
    return ended.year if ended else edition.reference_year


def _check_columns(path: Path, texts: pd.DataFrame) -> None:
    faults = PUBLISHED.column_faults(list(texts.columns))
    if faults:
        raise DataError(
            f"{path}: {', '.join(faults)}; expected {', '.join(PUBLISHED.names)}, "
            f"of which {', '.join(PUBLISHED.needed)} are needed"
        )


def _filled(row: dict[str, str], survey: Survey) -> dict[str, str]:
    """The row with what is left out: the indicator's population and unit, the whole sample."""
    indicator = survey.indicators.get(row["indicator"])
    if indicator is None:
        return row
    usual = {
        "population": indicator.population or WHOLE,
        "breakdown": WHOLE,
        "group": WHOLE,
        "unit": unit_of(indicator, survey),
    }
    return row | {name: row[name] or text for name, text in usual.items()}


def _faults(row: dict[str, str], survey: Survey) -> Iterator[str]:
    if not re.fullmatch(r"[0-9]{4}", row["year"]):
        yield f"year {row['year']!r}; expected four digits"
    if row["value"] == "" and row["note"] == "":
        yield "no value and no note; give the figure, or say in the note what was published in words"
    for name in ("value", "rounding"):
        if row[name] and np.isnan(number_by_its_mark(row[name])):
            yield f"{name} {row[name]!r} is not a number"
    if number_by_its_mark(row["rounding"]) <= 0:
        yield f"rounding {row['rounding']!r}; expected the last step that is printed, 1 or 0.1"
    indicator = survey.indicators.get(row["indicator"])
    if indicator is not None:
        yield from _cell_faults(row, indicator, survey)
    elif row["indicator"]:
        yield f"no indicator {row['indicator']!r}; indicators: {some(survey.indicators)}"


def _cell_faults(row: dict[str, str], indicator: Indicator, survey: Survey) -> Iterator[str]:
    """What of a row names no figure of its indicator."""
    breakdowns = breakdowns_of(indicator, survey)
    known = {
        "item": list(item_labels(indicator, survey)),
        "population": [indicator.population or WHOLE],
        "breakdown": [WHOLE, *breakdowns],
        "unit": [unit_of(indicator, survey)],
    }
    if row["breakdown"] in known["breakdown"]:
        of_groups = row["breakdown"] in breakdowns
        known["group"] = list(survey.questions[row["breakdown"]].codes) if of_groups else [WHOLE]
    for name, expected in known.items():
        if row[name] not in expected:
            listed = some(text or "blank" for text in expected)
            yield f"{indicator.name} has no {name} {row[name]!r}; expected {listed}"


def _digit(text: str) -> float:
    """The last step that a number is written with: 1 for 47, 0.1 for 47.0."""
    decimals = re.search(r"[.,](\d+)", text)
    return 10.0 ** -len(decimals.group(1)) if decimals else 1.0


def backtest(published: pd.DataFrame, indicators: pd.DataFrame, edition: Edition) -> pd.DataFrame:
    """One row per published figure of the edition's year and period, as backtest.csv has it.

    published: as read_published gives it; indicators: the edition's published rows. z is the difference over
    √(se² + rounding²/12): a rounded figure lies anywhere within its last step, whose variance is that of a
    uniform distribution. A figure that is hidden here, or of a group in which others
    are counted, is not compared: its columns are empty.
    """
    asked = published[is_of_edition(published, edition) & (published["indicator"] != "")]
    rows = asked[asked["value"].notna()].reset_index(drop=True)
    alone = indicators[(indicators["with"] == "").to_numpy()]
    ours = alone.assign(se=comparable_error(alone)).set_index(list(CELL))[["value", "se"]]
    found = ours.reindex(pd.MultiIndex.from_frame(rows[list(CELL)])).to_numpy(dtype=float, na_value=np.nan)
    value, se = np.where(np.isfinite(found).all(axis=1), found.T, np.nan)
    difference = value - rows["value"].to_numpy(dtype=float)
    z = difference / np.sqrt(se**2 + rows["rounding"].to_numpy(dtype=float) ** 2 / 12)
    compared = rows.rename(columns={"value": "published"}).assign(
        value=value,
        se=se,
        difference=difference,
        z=z,
        within_95=_within(z, WITHIN_95),
        within_5se=_within(z, WITHIN_5),
    )
    return compared[list(BACKTEST.names)]


def _within(z: np.ndarray, limit: float) -> pd.arrays.BooleanArray:
    """Whether |z| is at most the limit, absent where there is no z."""
    with np.errstate(invalid="ignore"):
        return pd.arrays.BooleanArray(np.abs(z) <= limit, np.isnan(z))


def summary(backtested: pd.DataFrame) -> dict[str, float]:
    """The back-test in numbers: figures published, compared, shares (%) within 95 % and within 5 standard
    errors, and the largest |z| (NaN where none is compared)."""
    z = backtested["z"].to_numpy(dtype=float)
    z = np.abs(z[np.isfinite(z)])
    return {
        "published": len(backtested),
        "compared": len(z),
        "within_95": 100 * float((z <= WITHIN_95).mean()) if len(z) else np.nan,
        "within_5se": 100 * float((z <= WITHIN_5).mean()) if len(z) else np.nan,
        "largest_z": float(z.max()) if len(z) else np.nan,
    }
