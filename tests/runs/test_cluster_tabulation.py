"""A large file tabulated by a cluster that loses a worker: the bytes of one machine, its faults by name."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from analysis.faults import Fault
from analysis.indicators.large_files import Sums
from analysis.steps.large_tables import tabulate
from analysis.workspace import Place
from tests.runs.clusters import Cluster, await_workers

pytestmark = pytest.mark.skipif(find_spec("distributed") is None, reason="distributed is not installed")

SURVEY = """
title = "Grand"
breakdowns = ["sexe"]
[design]
strata = "zone"
[questions.sexe]
text = "Sexe"
type = "single"
codes = { 1 = "homme", 2 = "femme" }
[questions.heures]
text = "Heures"
type = "numeric"
unit = "h"
[themes.tout]
title = "Tout"
[indicators.part]
theme = "tout"
title = "Part"
statistic = "share"
variable = "sexe"
[indicators.heures]
theme = "tout"
title = "Heures"
statistic = "mean"
variable = "heures"
[indicators.mediane]
theme = "tout"
title = "Heures médianes"
statistic = "median"
variable = "heures"
"""


def respondents(path: Path, n: int = 3000) -> Path:
    """Coded respondents in 50 row groups."""
    rng = np.random.default_rng(1)
    columns = {
        "weight": rng.gamma(3, 1, n),
        "stratum": np.sort(rng.choice(["est", "nord", "sud"], n)),
        "sexe": rng.integers(1, 3, n),
        "heures": rng.integers(0, 80, n) / 4,
    }
    pq.write_table(pa.table(columns), path, row_group_size=60)
    return path


@pytest.mark.slow
def test_a_large_file_has_the_same_bytes_from_a_cluster_that_loses_a_worker(
    running: Cluster, write_survey: Callable[..., Place], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("analysis.sources.coded_files.ROWS", 60)
    place, path = write_survey(SURVEY), respondents(tmp_path / "grand.parquet")
    here = tabulate(place, [path], tmp_path / "here.csv")
    third = running.worker()
    await_workers(running, 3)

    def follow(parts: Iterable[Sums], total: int) -> Iterator[Sums]:
        for number, part in enumerate(parts):
            if number == 5:
                third.send_signal(signal.SIGKILL)
            yield part
        assert number + 1 == total == 50

    there = tabulate(place, [path], tmp_path / "there.csv", running.address, follow)
    assert here.respondents == there.respondents == 3000
    assert third.wait() == -signal.SIGKILL
    assert (tmp_path / "there.csv").read_bytes() == (tmp_path / "here.csv").read_bytes()


@pytest.mark.slow
def test_a_fault_of_the_file_comes_back_from_the_worker(
    running: Cluster, write_survey: Callable[..., Place], tmp_path: Path
) -> None:
    path = tmp_path / "grand.parquet"
    codes = np.where(np.arange(600_000) < 599_999, 1, 7)
    table = {"weight": np.ones(len(codes)), "stratum": codes * 0, "sexe": codes, "heures": codes}
    pq.write_table(pa.table(table), path, row_group_size=300_000)
    with pytest.raises(
        Fault, match=r"row groups 1 to 1: sexe: unknown codes '7' \(1\); the questionnaire knows"
    ):
        tabulate(write_survey(SURVEY), [path], tmp_path / "there.csv", running.address)
