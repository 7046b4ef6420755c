"""margins.csv: the population shares that calibration must meet, checked against the questionnaire."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.etl.coding import number_of
from analysis.etl.delimited import read_delimited, without_blank_rows
from analysis.etl.received import DataError
from analysis.faults import some
from analysis.questionnaire import Survey

REQUIRED = ("variable", "code", "share")
OPTIONAL = ("source", "date", "note")


def read_margins(path: Path, survey: Survey, variables: tuple[str, ...]) -> pd.DataFrame:
    """Margins, one row per category: variable, code, share (0-100), source, date, note; all else as text.

    `variables` chooses some of the file's; none chooses all. Raises DataError with every fault: an
    unknown variable or code, a category without a target, shares that do not sum to 100.
    """
    if not path.is_file():
        raise DataError(
            f"{path}: no such file; calibration needs the population's shares: {', '.join(REQUIRED)}"
        )
    try:
        margins, *_ = read_delimited(path, None, None)
    except DataError as error:
        raise DataError(f"{path}: {error}{_comma_hint(str(error))}") from None
    _check_columns(path, margins)
    margins, _ = without_blank_rows(margins.apply(lambda column: column.str.strip()))
    if margins.empty:
        raise DataError(f"{path}: a header and no margin; expected one row per category")
    margins["written"] = margins["share"]
    margins["share"] = [number_of(text, "," if "," in text else ".") for text in margins["share"]]
    wanted = variables or tuple(dict.fromkeys(margins["variable"]))
    faults = list(_faults(margins, wanted, survey))
    if faults:
        raise DataError(f"{path}: faults\n" + "\n".join(f"  - {fault}" for fault in faults))
    kept = margins[margins["variable"].isin(wanted)].reset_index(drop=True)
    return kept.reindex(columns=[*REQUIRED, *OPTIONAL], fill_value="")


def _check_columns(path: Path, margins: pd.DataFrame) -> None:
    """Refuse a required column that is not there, and one that nothing would read."""
    absent = [name for name in REQUIRED if name not in margins.columns]
    unknown = [name for name in margins.columns if name not in (*REQUIRED, *OPTIONAL)]
    faults = [f"no column {name}" for name in absent] + [f"unknown column {name}" for name in unknown]
    if faults:
        raise DataError(f"{path}: {', '.join(faults)}; expected {', '.join((*REQUIRED, *OPTIONAL))}")


def _comma_hint(message: str) -> str:
    return (
        '. A share with a decimal comma stands in quotes ("54,5")' if "cells of the header" in message else ""
    )


def _faults(margins: pd.DataFrame, wanted: tuple[str, ...], survey: Survey) -> Iterator[str]:
    for name in wanted:
        rows = margins[margins["variable"] == name]
        question = survey.questions.get(name)
        if question is None or not question.is_coded:
            yield f"{name}: not a variable of the survey with one code per respondent"
            continue
        if rows.empty:
            yield f"{name}: no margin in the file"
            continue
        yield from _category_faults(name, rows, list(question.codes))


def _category_faults(name: str, rows: pd.DataFrame, codes: list[str]) -> Iterator[str]:
    written = list(rows["code"])
    for code in dict.fromkeys(written):
        if code not in codes:
            yield f"{name}: {code!r} is not an answer; answers: {', '.join(codes)}"
        elif written.count(code) > 1:
            yield f"{name}: {code!r} has {written.count(code)} rows"
    for code in codes:
        if code not in written:
            yield f"{name}: no share for {code!r}; give 0 if the population has none"
    shares = rows["share"]
    if not shares.between(0, 100.5).all():
        bad = rows[~shares.between(0, 100.5)]
        found = some(map(repr, bad["written"]))
        yield f"{name}: the share of {', '.join(bad['code'])} is not a number from 0 to 100; found {found}"
    elif not np.isclose(shares.sum(), 100, atol=0.5):
        yield f"{name}: shares sum to {shares.sum():g}; expected 100 (0.5 either way is rounding)"
        if np.isclose(shares.sum(), 1, atol=0.005):
            yield f"{name}: shares are written in %: 55, not 0.55"
