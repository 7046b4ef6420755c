"""Tasks done on an existing Dask cluster: given to its scheduler, done by its workers.

A task that a worker had when it was lost is done again by another. Tasks must be picklable, and the workers
need this software and the files that tasks read. `distributed` is an extra: pip install "assoscope[cluster]".
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import partial
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

from analysis.faults import Fault
from analysis.runs.supervision import run_tasks
from analysis.runs.task_process import Task, TaskLimits, TaskOutcome

CONNECT_SECONDS = 10.0
"""How long the scheduler may take to answer, and workers to come."""
ABSENT_SECONDS = 60.0
"""How long there may be no worker at all while tasks wait."""
LOOK_SECONDS = 0.02
"""How often it is asked whether a task has ended."""
WORKERS_SECONDS = 2.0
"""How often it is asked whether there are workers."""
AHEAD = 4
"""Results that are under way per thread of the cluster: what has to wait for its turn stays small."""

A = TypeVar("A")
R = TypeVar("R")


def run_on_cluster(
    tasks: Sequence[Task], address: str, limits: TaskLimits | None = None
) -> Iterator[TaskOutcome]:
    """The outcome of each task, as they end, each in a process of its own beside a worker of the cluster.

    Where `run` returns bytes, they are the outcome's `content`: the caller writes them. What a task prints
    comes back to its `log`. `limits` hold as in run_tasks. A task whose workers were lost several times over
    has died. Raises Fault where distributed is not installed, the scheduler at `address` does not answer or
    is lost, or it has no worker.
    """
    with _client(address) as client:
        calls = {client.submit(_made, task.run, limits or TaskLimits(), pure=False): task for task in tasks}
        started = time.monotonic()
        while calls:
            for future in _ended(client, list(calls), address):
                task, seconds = calls.pop(future), time.monotonic() - started
                yield _outcome(partial(_result, client, future, address), task, seconds)
                future.release()


def map_on_cluster(call: Callable[[A], R], arguments: Sequence[A], address: str) -> Iterator[R]:
    """The results of `call` for each argument, in the order of the arguments, computed by the workers of the
    cluster.

    Few results are under way at a time, so that they take bounded memory. Raises what `call` raises, and
    Fault as run_on_cluster does.
    """
    with _client(address) as client:
        threads = sum(_await_workers(client, address, CONNECT_SECONDS).values())
        todo = iter(arguments)
        submit = partial(client.submit, call, pure=False)
        waiting = deque(submit(argument) for argument in islice(todo, AHEAD * threads))
        while waiting:
            future = waiting[0]
            _ended(client, [future], address)
            yield _result(client, future, address)
            waiting.popleft()
            waiting.extend(submit(argument) for argument in islice(todo, 1))


@contextmanager
def _client(address: str) -> Iterator[Any]:
    """A connection to the scheduler, with at least one worker."""
    try:
        from distributed import Client
    except ImportError:
        raise Fault(
            f'{address}: distributed is not installed; pip install "assoscope[cluster]", or do without'
        ) from None
    try:
        client = Client(address, timeout=CONNECT_SECONDS, set_as_default=False)
    except (OSError, ValueError, RuntimeError) as error:
        raise Fault(
            f"{address}: no Dask scheduler answers ({error}). Expected an address such as"
            " tcp://127.0.0.1:8786; `dask scheduler` starts one, `dask worker ADDRESS` its workers"
        ) from None
    try:
        _await_workers(client, address, CONNECT_SECONDS)
        yield client
    finally:
        with suppress(OSError, TimeoutError):
            client.close(timeout=CONNECT_SECONDS)


def _await_workers(client: Any, address: str, seconds: float) -> dict[str, int]:
    """The threads of each worker, once there is one; Fault where none comes, or the scheduler is gone."""
    until = time.monotonic() + seconds
    try:
        while not (threads := dict(client.nthreads())):
            if time.monotonic() > until:
                raise Fault(f"{address}: the scheduler has no worker; start one: dask worker {address}")
            time.sleep(LOOK_SECONDS)
    except OSError as error:
        raise Fault(f"{address}: the scheduler was lost ({error}); run again, what was made stays") from None
    return threads


def _ended(client: Any, futures: Sequence[Any], address: str) -> list[Any]:
    """Those that have ended, one at least; Fault where no worker is left to do the others."""
    looked = time.monotonic()
    while not (ended := [future for future in futures if future.done()]):
        time.sleep(LOOK_SECONDS)
        if time.monotonic() - looked > WORKERS_SECONDS:
            _await_workers(client, address, ABSENT_SECONDS)
            looked = time.monotonic()
    return ended


def _result(client: Any, future: Any, address: str) -> Any:
    """What the call returned; what it raised is raised here. A result lost with its worker is made again."""
    from distributed import CancelledError, KilledWorker

    try:
        while True:
            try:
                return future.result(timeout=ABSENT_SECONDS)
            except TimeoutError:
                if future.status == "error":
                    raise
                _await_workers(client, address, ABSENT_SECONDS)
    except KilledWorker as error:
        raise Fault(f"the workers were lost several times over: {error}") from None
    except CancelledError as error:
        raise Fault(f"the scheduler was lost or gave up the work ({error}); run again") from None


def _outcome(result: Callable[[], tuple[TaskOutcome, bytes]], task: Task, seconds: float) -> TaskOutcome:
    """How the task ended; what it printed goes to its log, here."""
    try:
        outcome, printed = result()
    except Exception as error:
        message = str(error) if isinstance(error, Fault) else f"{type(error).__name__}: {error}"
        return TaskOutcome(task, "died", message, seconds)
    if task.log is not None:
        task.log.parent.mkdir(parents=True, exist_ok=True)
        task.log.write_bytes(printed)
    return replace(outcome, task=task)


def _made(run: Callable[[], str | bytes], limits: TaskLimits) -> tuple[TaskOutcome, bytes]:
    """On a worker: (how the task ended, what it printed), done in a process that ends with the worker."""
    with TemporaryDirectory(prefix="cluster-") as folder:
        log = Path(folder, "log")
        (outcome,) = run_tasks([Task("", log, run)], 1, limits, fork=False)
        printed = log.read_bytes() if log.exists() else b""
        return replace(outcome, task=Task("", None, str)), printed
