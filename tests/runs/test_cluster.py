"""A real Dask scheduler and two workers, each a process; one of them is killed in the middle of the work."""

from __future__ import annotations

import re
import signal
import sys
import time
from collections.abc import Callable
from functools import partial
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import pytest

from analysis.faults import Fault
from analysis.runs import dask_cluster
from analysis.runs.dask_cluster import map_on_cluster, run_on_cluster
from analysis.runs.supervision import run_tasks
from analysis.runs.task_process import Task, TaskLimits
from tests.runs.clusters import HERE, Cluster, await_workers

pytestmark = pytest.mark.skipif(find_spec("distributed") is None, reason="distributed is not installed")
if "cluster_work" not in sys.modules:  # once, so that what is pickled is what is there
    specification = spec_from_file_location("cluster_work", HERE / "cluster_work.py")
    assert specification and specification.loader
    sys.modules["cluster_work"] = module_from_spec(specification)
    specification.loader.exec_module(sys.modules["cluster_work"])
work: Any = sys.modules["cluster_work"]


def await_begun(folder: Path, pid: int, handed_over: set[int]) -> None:
    """Wait until a worker has begun something whose result has not been handed over."""
    until = time.monotonic() + 20
    while not {int(path.stem) for path in folder.glob(f"*.{pid}")} - handed_over:
        assert time.monotonic() < until
        time.sleep(0.01)


def task(tmp_path: Path, name: str, run: Callable[[], str | bytes]) -> Task:
    return Task(name, tmp_path / "logs" / f"{name}.txt", run)


def test_every_task_ends_as_on_this_machine_with_what_it_made_and_printed(
    running: Cluster, tmp_path: Path
) -> None:
    tasks = [task(tmp_path, f"t{i}", partial(work.text, i)) for i in range(3)]
    tasks += [task(tmp_path, "bytes", partial(work.content, 7)), task(tmp_path, "broken", work.broken)]
    tasks += [task(tmp_path, "mad", work.mad), task(tmp_path, "killed", work.killed)]
    found = {each.task.name: each for each in run_on_cluster(tasks, running.address)}
    assert {name: (each.state, each.message) for name, each in found.items()} == {
        **{f"t{i}": ("done", f"made {i}") for i in range(3)},
        "bytes": ("done", ""),
        "broken": ("failed", "le fichier est vide"),
        "mad": ("failed", "ZeroDivisionError: 1/0"),
        "killed": ("died", "the process ended with signal SIGKILL before the end"),
    }
    assert all(found[each.name].task is each for each in tasks)
    assert found["bytes"].content == b"\x07\x07\x07"
    assert "printed 1" in (tmp_path / "logs" / "t1.txt").read_text()
    assert "ZeroDivisionError" in (tmp_path / "logs" / "mad.txt").read_text()


def test_a_task_that_hangs_is_ended(running: Cluster, tmp_path: Path) -> None:
    (found,) = run_on_cluster([task(tmp_path, "hangs", work.hangs)], running.address, TaskLimits(seconds=0.5))
    assert (found.state, found.message) == ("timeout", "not finished after 0.5 seconds")


def test_results_come_in_the_order_of_the_arguments(running: Cluster) -> None:
    found = list(map_on_cluster(work.square, range(30), running.address))
    assert found == [number**2 for number in range(30)]


def test_what_a_call_raises_is_raised_here(running: Cluster) -> None:
    with pytest.raises(TypeError):
        list(map_on_cluster(work.square, ["deux"], running.address))


def test_a_worker_killed_in_the_middle_costs_no_result(running: Cluster, tmp_path: Path) -> None:
    third = running.worker()
    await_workers(running, 3)
    found = []
    for number, pid in map_on_cluster(partial(work.signed, tmp_path), range(40), running.address):
        found.append((number, pid))
        if number == 5:
            await_begun(tmp_path, third.pid, {number for number, _ in found})
            third.send_signal(signal.SIGKILL)
    assert [number for number, _ in found] == list(range(40))
    begun_by_third = {int(path.stem) for path in tmp_path.glob(f"*.{third.pid}")}
    done_by_others = {number for number, pid in found if pid != third.pid}
    assert begun_by_third & done_by_others


@pytest.mark.slow
def test_a_report_whose_worker_is_killed_is_made_by_another(running: Cluster, tmp_path: Path) -> None:
    third = running.worker()
    await_workers(running, 3)
    tasks = [task(tmp_path, f"t{i}", partial(work.text, i)) for i in range(8)]
    found = []
    for outcome in run_on_cluster(tasks, running.address):
        if not found:
            third.send_signal(signal.SIGKILL)
        found.append(outcome)
    assert sorted(each.message for each in found if each.is_done) == [f"made {i}" for i in range(8)]


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:9", "nowhere", "http://127.0.0.1:9"])
def test_no_scheduler_is_one_message(address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a process of its own: distributed leaves a thread behind where nobody answers."""
    monkeypatch.setattr(dask_cluster, "CONNECT_SECONDS", 0.5)
    (ended,) = run_tasks([task(tmp_path, "alone", partial(squared, address))], 1, fork=True)
    assert ended.state == "failed"
    assert re.match(f"{address}: no Dask scheduler answers .*`dask scheduler` starts one", ended.message)


def squared(address: str) -> str:
    return str(list(map_on_cluster(work.square, [1], address)))


@pytest.mark.slow
def test_no_worker_is_one_message(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dask_cluster, "CONNECT_SECONDS", 2)
    alone = Cluster(tmp_path)
    try:
        alone.start("scheduler", "--port", "0")
        alone.await_address()
        with pytest.raises(Fault, match="the scheduler has no worker; start one: dask worker tcp:"):
            list(run_on_cluster([task(tmp_path, "t", partial(work.text, 1))], alone.address))
    finally:
        alone.end()


@pytest.mark.slow
def test_a_lost_scheduler_is_one_message(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dask_cluster, "WORKERS_SECONDS", 0.2)
    lost = Cluster(tmp_path)
    try:
        scheduler = lost.start("scheduler", "--port", "0")
        lost.await_address()
        lost.worker()
        await_workers(lost, 1)
        results = map_on_cluster(partial(work.signed, tmp_path), range(40), lost.address)
        next(results)
        scheduler.kill()
        with pytest.raises(Fault, match="the scheduler was lost"):
            list(results)
    finally:
        lost.end()


def test_without_distributed_the_way_out_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(Fault, match=r'distributed is not installed; pip install "assoscope\[cluster\]"'):
        list(run_on_cluster([], "tcp://127.0.0.1:8786"))
