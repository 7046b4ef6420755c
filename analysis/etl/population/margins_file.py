"""margins.csv, read and checked: what calibration must reproduce of the population.

A margin is of categories (shares in %, or counts), questions crossed (region*age), or the total of a number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import product
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.etl.population.figures_beside_answers import cells_beside_answers
from analysis.faults import some
from analysis.questionnaire import Survey
from analysis.questionnaire.kinds import kind_of
from analysis.questionnaire.reading.written_numbers import number_by_its_mark
from analysis.questionnaire.settings import CROSSED
from analysis.results.record_columns import MARGINS
from analysis.sources.received import DataError

FIGURES = MARGINS.names[2:5]
"""A row has one of them: the share of a category in %, how many are in it, or the sum of a number."""
THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:[.,]\d{3})+")
"""What is a whole number with its thousands apart in one country, and has decimals in another: 5.200."""
AGREE = 0.005
"""How far counts of the same population by two variables may be apart, as they are rounded."""


def read_margins(path: Path, survey: Survey, variables: tuple[str, ...], design: str = "") -> pd.DataFrame:
    """The margins, one row per category or number: variable, code, share (0-100), count, total, source, date,
    note.

    Figures that a row does not give are NaN, but the share of a category that gives its count; all else is
    text. `variables` chooses some of the file's; none chooses all. Of a survey of several designs, those of
    the population of one: `design`, "" for that of everyone. Raises DataError with every fault: an
    unknown variable or code, a category without a target, shares that do not sum to 100, counts that do not
    agree.
    """
    if not path.is_file():
        raise DataError(
            f"{path}: no such file; calibration needs the population's shares: variable, code, share"
            f"{_beside_hint(path)}"
        )
    try:
        margins = cells_beside_answers(path)
    except DataError as error:
        raise DataError(f"{error}{_comma_hint(str(error))}") from None
    _check_columns(path, margins)
    if margins.empty:
        raise DataError(f"{path}: a header and no margin; expected one row per category")
    margins = _of_design(path, margins, survey, design)
    heading = _heading(path, margins, survey, design)
    written = margins[list(FIGURES)].copy()
    for name in FIGURES:
        margins[name] = [number_by_its_mark(text) for text in written[name]]
    wanted = variables or tuple(dict.fromkeys(margins["variable"]))
    faults = [*_faults(margins, written, wanted, survey), *_disagreements(margins, wanted)]
    if faults:
        raise DataError(f"{path}: {heading}\n" + "\n".join(f"  - {fault}" for fault in faults))
    kept = margins[margins["variable"].isin(wanted)].reset_index(drop=True)
    sizes = kept.groupby("variable")["count"].transform("sum")
    return kept.assign(share=kept["share"].fillna(100 * kept["count"] / sizes))


def _of_design(path: Path, margins: pd.DataFrame, survey: Survey, design: str) -> pd.DataFrame:
    """The rows of one design, with every column there may be. Raises DataError where some name none."""
    rows = margins.reindex(columns=list(MARGINS.names), fill_value="")
    unknown = set(rows["design"]) - {"", *survey.designs}
    if unknown:
        known = some(survey.designs) or "none; leave the column out"
        raise DataError(f"{path}: no design {some(sorted(unknown))}; designs: {known}")
    return rows[rows["design"] == design].reset_index(drop=True)


def _heading(path: Path, margins: pd.DataFrame, survey: Survey, design: str) -> str:
    """What heads faults: with the design where there are several. Raises DataError where none is of it."""
    whose = f"of the design {design}" if design else "of everyone"
    if margins.empty:
        way_out = f"write {design} in the column design" if design else "leave the column design blank"
        raise DataError(
            f"{path}: no row is {whose}, which is calibrated; {way_out} of its rows, or set its calibration "
            "to none"
        )
    return f"faults in the rows {whose}" if survey.designs else "faults"


def population_of(margins: pd.DataFrame) -> float | None:
    """The size of the population by the first margin given as counts; None where none is."""
    counted = margins.dropna(subset="count")
    return None if counted.empty else float(counted.groupby("variable", sort=False)["count"].sum().iloc[0])


def _check_columns(path: Path, margins: pd.DataFrame) -> None:
    """Refuse a required column that is not there, and one that nothing would read."""
    faults = MARGINS.column_faults(list(margins.columns))
    faults += [] if set(FIGURES) & set(margins.columns) else ["no column share"]
    if faults:
        raise DataError(
            f"{path}: {', '.join(faults)}; expected {', '.join(MARGINS.names)}; a row gives one of share "
            "(in %), count and total (of a number)"
        )


def _beside_hint(path: Path) -> str:
    """Which files may hold the margins in another format, and the way to a CSV."""
    stems = (path.stem, "marges")
    found = sorted(each.name for each in path.parent.glob("*.*") if each.stem.casefold() in stems)
    return f". Save the sheet with the margins of {some(found)} as CSV, {path.name}" if found else ""


def _comma_hint(message: str) -> str:
    return (
        '. A share with a decimal comma stands in quotes ("54,5")' if "cells of the header" in message else ""
    )


def _faults(
    margins: pd.DataFrame, written: pd.DataFrame, wanted: Iterable[str], survey: Survey
) -> Iterator[str]:
    for name in wanted:
        is_own = margins["variable"] == name
        rows, texts = margins[is_own], written[is_own]
        questions = [survey.questions.get(part) for part in name.split(CROSSED)]
        if len(questions) == 1 and questions[0] is not None and kind_of(questions[0]).is_quantity:
            yield from _total_faults(name, rows, texts)
        elif len(set(name.split(CROSSED))) < len(questions):
            yield f"{name}: a question crossed with itself; name each once"
        elif any(question is None or not kind_of(question).is_coded for question in questions):
            yield f"{name}: not a variable of the survey with one code per respondent"
        elif rows.empty:
            yield f"{name}: no margin in the file"
        else:
            codes = [question.codes for question in questions if question is not None]
            yield from _category_faults(name, rows, texts, [CROSSED.join(each) for each in product(*codes)])


def _total_faults(name: str, rows: pd.DataFrame, texts: pd.DataFrame) -> Iterator[str]:
    """A number has one row, without a code, that gives its total."""
    found = list(rows["total"])
    if len(found) != 1 or rows["code"].iloc[0] or not np.isfinite(found[0]):
        given = some(map(repr, texts["total"])) or "no row"
        yield f"{name} is a number: expected one row with its total and no code; found {given}"


def _category_faults(name: str, rows: pd.DataFrame, texts: pd.DataFrame, codes: list[str]) -> Iterator[str]:
    written = list(rows["code"])
    for code in dict.fromkeys(written):
        if code not in codes:
            yield f"{name}: {code!r} is not an answer; answers: {some(codes, 30)}"
        elif written.count(code) > 1:
            yield f"{name}: {code!r} has {written.count(code)} rows"
    given = "count" if (texts["count"] != "").any() else "share"
    for code in codes:
        if code not in written:
            yield f"{name}: no {given} for {code!r}; give 0 if the population has none"
    yield from (_count_faults if given == "count" else _share_faults)(name, rows, texts)


def _count_faults(name: str, rows: pd.DataFrame, texts: pd.DataFrame) -> Iterator[str]:
    is_count = rows["count"] >= 0
    doubtful = [text for text in texts["count"] if THOUSANDS.fullmatch(text)]
    if not is_count.all() or (texts["share"] != "").any():
        wrong = some(map(repr, texts["count"][~is_count & (texts["count"] != "")]))
        found = wrong or f"shares in the rows of {some(rows['code'][texts['share'] != ''])}"
        yield f"{name}: expected a count of 0 or more in every row and no share; found {found}"
    elif doubtful:
        yield (
            f"{name}: {some(map(repr, doubtful), 5)} may have thousands apart, or decimals; write counts as "
            f"digits alone, {re.sub('[.,]', '', doubtful[0])} or {re.split('[.,]', doubtful[0])[0]}"
        )
    elif rows["count"].sum() == 0:
        yield f"{name}: every count is 0; expected how many of the population are in each category"


def _share_faults(name: str, rows: pd.DataFrame, texts: pd.DataFrame) -> Iterator[str]:
    shares = rows["share"]
    is_share = shares.between(0, 100.5)
    if not is_share.all():
        found = some(map(repr, texts["share"][~is_share]))
        codes = ", ".join(rows["code"][~is_share])
        yield f"{name}: the share of {codes} is not a number from 0 to 100; found {found}"
    elif not np.isclose(shares.sum(), 100, atol=0.5):
        yield f"{name}: shares sum to {shares.sum():g}; expected 100 (0.5 either way is rounding)"
        if np.isclose(shares.sum(), 1, atol=0.005):
            yield f"{name}: shares are written in %: 55, not 0.55"


def _disagreements(margins: pd.DataFrame, wanted: Iterable[str]) -> Iterator[str]:
    """Counts by two variables are of one population."""
    counted = margins[margins["variable"].isin(list(wanted))].dropna(subset="count")
    sizes = counted.groupby("variable", sort=False)["count"].sum()
    if len(sizes) > 1 and sizes.max() - sizes.min() > AGREE * sizes.min():
        told = ", ".join(f"{name} {size:.12g}" for name, size in sizes.items())
        yield f"counts disagree on the size of the population: {told}; expected one size within 0.5 %"
