"""The data and results of R's survey package in tests/reference, as designs and answers of this package."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from analysis.statistics import Categories, Design, Estimates, Margin, Total, calibrate

FOLDER = Path(__file__).parents[1] / "reference"


@cache
def results() -> dict[str, Any]:
    return json.loads((FOLDER / "results.json").read_text())


@cache
def precision() -> dict[str, Any]:
    return json.loads((FOLDER / "precision.json").read_text())


def pair(found: Estimates, item: int = 0) -> list[float]:
    """The value and the standard error of everyone's estimate."""
    return [found.value[0, item], found.se[0, item]]


@cache
def frame(name: str) -> pd.DataFrame:
    return pd.read_csv(FOLDER / "data" / f"{name}.csv")


@cache
def coded(name: str, column: str) -> Categories:
    values = frame(name)[column]
    codes, labels = pd.factorize(values, sort=True)
    return Categories(codes, len(labels))


@cache
def design(name: str) -> Design:
    """The design of a case, calibrated where the case is."""
    case = results()["designs"][name]
    data, spec = frame(case["data"]), dict(case["spec"])
    fpc = data.fpc if spec.get("fpc") else None
    if "fpc_factor" in spec:
        fpc = data.stratum * spec["fpc_factor"]
    start = Design(
        data.w,
        strata=data.stratum if spec.get("strata") else None,
        psus=data.psu if spec.get("psus") else None,
        fpc=fpc,
        single_psu=case["policy"],
    )
    return start.calibrated(calibration(name)) if "method" in spec else start


def margins(data: pd.DataFrame) -> list[Margin]:
    targets = results()["share_targets"]
    found = []
    for name in ("m1", "m2"):
        codes, labels = pd.factorize(data[name], sort=True)
        found.append(Margin(name, codes, tuple(labels), targets[name]))
    return found


def calibration(name: str) -> Any:
    case = results()["designs"][name]
    data, spec = frame(case["data"]), dict(case["spec"])
    totals = [Total("z", data.z, data.w.sum() * spec["zbar"])] if "zbar" in spec else []
    bounds = tuple(spec["bounds"]) if "bounds" in spec else None
    return calibrate(data.w, margins(data), totals, method=spec["method"], bounds=bounds)


def numbers(name: str, column: str) -> np.ndarray:
    return frame(name)[column].to_numpy(dtype=float)
