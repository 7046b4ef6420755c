"""The same work done by other programs, each in the way its documentation proposes; seconds are returned."""

from __future__ import annotations

import subprocess
import tempfile
import time
import warnings
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
from workload import MARGINS, Workload

HERE = Path(__file__).parent
ALL_TABLES = 60 * 12


def timed(work: Callable[[], object]) -> float:
    """Seconds that a piece of work takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def frame(survey: Workload) -> pd.DataFrame:
    """The survey as one frame: q0.., b0.., m0.., stratum, weight."""
    parts = {f"q{i}": column for i, column in enumerate(survey.questions.T)}
    parts |= {f"b{i}": column for i, column in enumerate(survey.breakdowns.T)}
    parts |= {f"m{i}": column for i, column in enumerate(survey.margins.T)}
    return pd.DataFrame(parts | {"stratum": survey.strata, "weight": survey.weights})


def some(tables: int) -> list[tuple[int, int]]:
    """(question, breakdown) of the first tables, spread over the breakdowns."""
    return [(i // 12, i % 12) for i in range(tables)]


def banner_samplics(survey: Workload, tables: int) -> float:
    """Shares with standard errors and logit intervals by TaylorEstimator."""
    warnings.simplefilter("ignore")
    from samplics.estimation import TaylorEstimator
    from samplics.utils.types import PopParam

    def work() -> None:
        for question, breakdown in some(tables):
            TaylorEstimator(PopParam.prop).estimate(
                y=survey.questions[:, question],
                samp_weight=survey.weights,
                stratum=survey.strata,
                domain=survey.breakdowns[:, breakdown],
            )

    return timed(work)


def banner_svy(survey: Workload, tables: int) -> float:
    """Shares with standard errors and logit intervals by sample.estimation.prop."""
    import polars
    import svy

    data = polars.from_pandas(frame(survey))
    sample = svy.Sample(data, svy.Design(stratum="stratum", wgt="weight"))

    def work() -> None:
        for question, breakdown in some(tables):
            sample.estimation.prop(f"q{question}", by=f"b{breakdown}")

    return timed(work)


def banner_r(survey: Workload, tables: int) -> float:
    """Shares with standard errors by svyby and svymean, without intervals."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "survey.csv"
        used = {f"q{q}" for q, _ in some(tables)} | {f"b{b}" for _, b in some(tables)} | {"stratum", "weight"}
        frame(survey)[sorted(used)].to_csv(path, index=False)
        command = ["Rscript", str(HERE / "banner.R"), str(path), str(tables)]
        return float(
            subprocess.run(command, capture_output=True, text=True, check=True, timeout=600).stdout.split()[
                -1
            ]
        )


def replicates_svy(survey: Workload, tables: int, count: int) -> float:
    """Shares with bootstrap standard errors by sample.estimation.prop(method="replication")."""
    import polars
    import svy

    data = polars.from_pandas(frame(survey).assign(psu=np.arange(len(survey.weights))))
    sample = svy.Sample(data, svy.Design(stratum="stratum", psu="psu", wgt="weight"))
    sample = sample.weighting.create_bs_wgts(count)

    def work() -> None:
        for question, breakdown in some(tables):
            sample.estimation.prop(f"q{question}", by=f"b{breakdown}", method="replication")

    return timed(work)


def rake_weightipy(survey: Workload) -> float:
    """Raking by weightipy's scheme, to its default tolerance."""
    import weightipy

    data = frame(survey)
    shares = {f"m{i}": dict(enumerate(100 * target)) for i, target in enumerate(survey.targets)}

    def work() -> None:
        weightipy.weight_dataframe(data, weightipy.scheme_from_dict(shares))

    return timed(work)


def rake_samplics(survey: Workload) -> float:
    """Raking by SampleWeight.rake, to its default tolerance."""
    warnings.simplefilter("ignore")
    from samplics.weighting import SampleWeight

    data = frame(survey)
    total = survey.weights.sum()
    margins = {f"m{i}": data[f"m{i}"].to_numpy() for i in range(len(MARGINS))}
    control = {f"m{i}": dict(enumerate(total * target)) for i, target in enumerate(survey.targets)}

    def work() -> None:
        SampleWeight().rake(samp_weight=survey.weights, margins=margins, control=control)

    return timed(work)


def rake_svy(survey: Workload) -> float:
    """Raking by sample.weighting.rake, to its default tolerance."""
    import polars
    import svy

    sample = svy.Sample(polars.from_pandas(frame(survey)), svy.Design(stratum="stratum", wgt="weight"))
    total = survey.weights.sum()
    controls = {f"m{i}": dict(enumerate(total * target)) for i, target in enumerate(survey.targets)}
    return timed(lambda: sample.weighting.rake(controls=controls))


def icarus(survey: Workload, method: str) -> float:
    """Calibration by pycarus, to its default tolerance; bounds 0.4 to 2.5 where the method has some."""
    from pycarus import calibrate

    data = frame(survey)
    margins = {f"m{i}": dict(enumerate(target)) for i, target in enumerate(survey.targets)}
    bounds = (0.4, 2.5) if method in ("logit", "truncated_linear") else None
    return timed(
        lambda: calibrate(
            data,
            margins,
            method=method,
            initial_weights_column="weight",
            population_total=float(survey.weights.sum()),
            margins_as_proportions=True,
            bounds=bounds,
            verbose=False,
        )
    )


def calibrate_r(survey: Workload, method: str) -> float:
    """Calibration by survey::calibrate or survey::rake."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "survey.csv"
        data = frame(survey)
        data[[*(f"m{i}" for i in range(len(MARGINS))), "stratum", "weight"]].to_csv(path, index=False)
        np.savetxt(Path(folder) / "targets.txt", np.concatenate(survey.targets))
        command = ["Rscript", str(HERE / "calibration.R"), folder, method]
        return float(
            subprocess.run(command, capture_output=True, text=True, check=True, timeout=600).stdout.split()[
                -1
            ]
        )
