"""margins.csv checked, and the weights: as given by the file, or calibrated to the population's margins."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.etl.cleaning import Cleaned
from analysis.faults import some
from analysis.questionnaire import SinglePsu, Survey
from analysis.questionnaire.kinds import kind_of
from analysis.questionnaire.kinds.numeric import number_of
from analysis.sources.delimited_text import read_delimited, without_blank_rows
from analysis.sources.received import DataError
from analysis.statistics import Calibration, CalibrationError, Design, Margin, rake

MEASURES = ("n", "before", "target", "after", "gap")


@dataclass(frozen=True)
class Weighted:
    """The respondents kept, their sampling design with final weights, and the rows of weighting.csv.

    `weighting` has one row per measure: variable, code, measure, value, source; shares in %. Rows
    without a variable describe the weights as a whole.
    """

    cleaned: Cleaned
    design: Design
    weighting: pd.DataFrame


def weigh(cleaned: Cleaned, margins: pd.DataFrame | None, single_psu: SinglePsu = "fail") -> Weighted:
    """The respondents with their design: start weights, and calibration where margins are given.

    Raises DataError where the weights are all 0 or the margins cannot be met.
    """
    sampling = cleaned.sampling
    if not sampling.weights.sum() > 0:
        raise DataError("every weight is 0; expected a column with weights above 0")
    if len(cleaned.keys) < 2:
        raise DataError("one respondent is kept; estimates with their precision need two or more")
    try:
        design = Design(sampling.weights, strata=sampling.strata, psus=sampling.psus, single_psu=single_psu)
        calibration = None if margins is None else rake(sampling.weights, _margins(cleaned, margins))
    except CalibrationError as error:
        raise DataError(f"margins.csv: {error}") from None
    except ValueError as error:
        raise DataError(f"sampling design: {error}") from None
    if calibration is None or margins is None:
        return Weighted(cleaned, design, _described(sampling.weights, []))
    rows = _margin_rows(calibration, margins) + _fit_rows(calibration)
    return Weighted(cleaned, design.calibrated(calibration), _described(calibration.weights, rows))


def _margins(cleaned: Cleaned, margins: pd.DataFrame) -> list[Margin]:
    found = []
    for name, rows in margins.groupby("variable", sort=False):
        answers = cleaned.answers[str(name)]
        shares = rows.set_index("code")["share"]
        categories = tuple(answers.question.codes)
        targets = np.array([shares[code] for code in categories], dtype=float)
        found.append(Margin(str(name), answers.values, categories, targets / targets.sum()))
    return found


WeightingRow = tuple[str, str, str, float, str]


def _margin_rows(calibration: Calibration, margins: pd.DataFrame) -> list[WeightingRow]:
    """Shares in % among the respondents whose category is known, as margins.csv states its targets."""
    sources = {(row.variable, row.code): str(row.source) for row in margins.itertuples()}
    table = pd.DataFrame(calibration.diagnostics())
    is_known = [place in sources for place in zip(table["margin"], table["category"], strict=True)]
    known = table[is_known].groupby("margin")[["before", "target", "after"]].transform("sum")
    shares = table.loc[is_known, ["before", "target", "after"]] / known * 100
    described = table[["margin", "category", "n"]].join(shares)
    described["gap"] = described["after"] - described["target"]
    return [
        (
            row["margin"],
            row["category"],
            name,
            float(row[name]),
            sources[row["margin"], row["category"]] if name == "target" else "",
        )
        for row in described.to_dict("records")
        for name in MEASURES
        if not np.isnan(row[name])
    ]


def _fit_rows(calibration: Calibration) -> list[WeightingRow]:
    return [
        ("", "", "iterations", float(calibration.iterations), ""),
        ("", "", "worst_gap", float(calibration.worst_gap), ""),
        ("", "", "g_min", float(calibration.g.min()), ""),
        ("", "", "g_max", float(calibration.g.max()), ""),
    ]


def _described(weights: np.ndarray, rows: list[WeightingRow]) -> pd.DataFrame:
    """The rows and those of any weights: how uneven they are and what that costs."""
    deff = len(weights) * np.square(weights).sum() / weights.sum() ** 2
    mean = weights.mean()
    measures = {
        "respondents": len(weights),
        "zero_weights": int((weights == 0).sum()),
        "sum": weights.sum(),
        "kish_deff": deff,
        "n_effective": len(weights) / deff,
        "weight_min": weights.min() / mean,
        "weight_max": weights.max() / mean,
    }
    whole: list[WeightingRow] = [("", "", name, float(value), "") for name, value in measures.items()]
    return pd.DataFrame([*rows, *whole], columns=["variable", "code", "measure", "value", "source"])


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
        if question is None or not kind_of(question).is_coded:
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
