"""Reports made by a real cluster: the bytes of those made here, and no respondent travels."""

from __future__ import annotations

import io
import signal
import zipfile
from collections.abc import Callable
from importlib.util import find_spec

import pytest

from analysis.pipeline import build
from analysis.steps.remote_reports import archive_of, make_reports_on
from analysis.steps.reports import Order, make_reports, orders, stale
from analysis.workspace import Place
from tests.runs.clusters import Cluster, await_workers

pytestmark = pytest.mark.skipif(find_spec("distributed") is None, reason="distributed is not installed")

SURVEY = """
title = "Enquête"
territories = ["region"]
identifier = "id"
[questions.region]
type = "single"
codes = { a = "A", b = "B" }
[questions.oui]
type = "single"
codes = { 1 = "Oui", 0 = "Non" }
[questions.avis]
type = "text"
[themes.avis]
title = "Les avis"
[indicators.oui]
title = "D'accord"
theme = "avis"
answers = ["1"]
"""
ANSWERS = "id,region,oui,avis\n" + "".join(
    f"secret{i},{'ab'[i % 2]},{i % 3 % 2 if i else 9},motcache\n" for i in range(120)
)


@pytest.fixture
def wanted(write_survey: Callable[..., Place]) -> list[Order]:
    """The report of a survey and of its two regions, as pages."""
    place = write_survey(SURVEY, '[file]\nname = "answers.csv"', answers_csv=ANSWERS)
    build(place)
    return orders([place], ["fr"], ["html"], ["region"])


def test_nothing_about_a_respondent_travels(wanted: list[Order]) -> None:
    with zipfile.ZipFile(io.BytesIO(archive_of(wanted[0]))) as archive:
        names = archive.namelist()
        everything = b"".join(archive.read(name) for name in names)
    assert "data/processed/essai/2020/released/indicators.csv" in names
    assert "notebooks/edition.ipynb" in names
    assert not [
        name for name in names if name.endswith((".parquet", "answers.csv", "problems.csv", "removed.csv"))
    ]
    assert b"secret" not in everything
    assert b"motcache" not in everything


@pytest.mark.slow
def test_reports_of_a_cluster_that_loses_a_worker_are_those_made_here(
    running: Cluster, wanted: list[Order]
) -> None:
    assert all(outcome.is_done for outcome in make_reports(wanted))
    here = {path: path.read_bytes() for order in wanted for path in order.files}
    for path in here:
        path.unlink()
    assert stale(wanted) == wanted
    third = running.worker()
    await_workers(running, 3)
    made = []
    for outcome in make_reports_on(running.address, wanted):
        if not made:
            third.send_signal(signal.SIGKILL)
        assert outcome.is_done, outcome.message
        made.append(outcome)
    assert len(made) == 3
    assert {path: path.read_bytes() for path in here} == here
    assert stale(wanted) == []
