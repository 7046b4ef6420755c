"""One measure in a process of its own: python ours.py WORK RESPONDENTS; prints seconds and peak MiB."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

from workload import BREAKDOWNS, Workload, workload

from analysis.statistics import Calibration, Categories, Design, Margin, banner, bootstrap, calibrate, rake

Work = Callable[[], object]


def margins(survey: Workload) -> list[Margin]:
    """The five margins of the survey."""
    return [
        Margin(f"m{i}", codes, tuple(map(str, range(len(target)))), target)
        for i, (codes, target) in enumerate(zip(survey.margins.T, survey.targets, strict=True))
    ]


def tables(survey: Workload, design: Callable[[], Design]) -> Work:
    """The whole banner with logit intervals; the design is made anew, so that nothing is remembered."""
    questions = [Categories(column, 5) for column in survey.questions.T]
    breakdowns = [Categories(c, k) for c, k in zip(survey.breakdowns.T, BREAKDOWNS, strict=True)]
    return lambda: banner(design(), questions, breakdowns)


def plain(survey: Workload) -> Work:
    """The banner of a stratified sample."""
    return tables(survey, lambda: Design(survey.weights, survey.strata))


def calibrated(survey: Workload) -> Work:
    """The banner after calibration, the calibration itself not counted."""
    found: Calibration = rake(survey.weights, margins(survey))
    return tables(survey, lambda: Design(found.weights, survey.strata, calibration=found))


def replicated(survey: Workload) -> Work:
    """The banner from 500 replicate weights, drawing them not counted."""
    design = bootstrap(Design(survey.weights, survey.strata), count=500)
    return tables(survey, lambda: design)


def recalibrated(survey: Workload) -> Work:
    """Drawing 500 replicates, calibrating each, and the banner from them."""
    start = Design(survey.weights, survey.strata).calibrated(rake(survey.weights, margins(survey)))
    return tables(survey, lambda: bootstrap(start, count=500, recalibrate=True))


def calibration(method: str) -> Callable[[Workload], Work]:
    """Calibration on five margins."""
    bounds = (0.4, 2.5) if method in ("logit", "truncated") else None

    def prepare(survey: Workload) -> Work:
        if method == "rake":
            return lambda: rake(survey.weights, margins(survey))
        return lambda: calibrate(survey.weights, margins(survey), method=method, bounds=bounds)

    return prepare


WORKS: dict[str, Callable[[Workload], Work]] = {
    "plain": plain,
    "calibrated": calibrated,
    "replicated": replicated,
    "recalibrated": recalibrated,
    **{name: calibration(name) for name in ("rake", "raking", "linear", "logit", "truncated")},
}


def best(work: Work, times: int) -> float:
    """Seconds of the quickest of some repetitions."""
    seconds = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    return min(seconds)


def peak() -> float:
    """Largest memory of this process so far, in MiB."""
    status = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmHWM"))


if __name__ == "__main__":
    name, n = sys.argv[1], int(sys.argv[2])
    prepared = WORKS[name](workload(n))
    seconds = best(prepared, {"recalibrated": 1}.get(name, 7 if n < 50_000 else 2))
    print(seconds, peak())
