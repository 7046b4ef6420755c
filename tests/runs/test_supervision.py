"""Tasks in processes of their own: each way a task can end, and that no other is harmed by it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from itertools import accumulate
from pathlib import Path

import pytest

from analysis.faults import Fault
from analysis.runs.supervision import FOLDER, run_tasks
from analysis.runs.task_process import LONGEST, Task, TaskLimits, TaskOutcome

MIB = 2**20


def good() -> str:
    """A task that ends well."""
    print("at work")
    return "made"


def fault() -> str:
    """A fault that the user can put right."""
    raise Fault("no margin for 'x'")


def bug() -> str:
    """A fault of the program."""
    return str(1 / 0)


def leaves() -> str:
    """What a cell can do: leave with a good status."""
    raise SystemExit(0)


def vanishes() -> str:
    """The process ends at once, with nothing said."""
    os._exit(0)


def is_killed() -> str:
    """The system, or someone, kills the process."""
    os.kill(os.getpid(), signal.SIGKILL)
    return ""


def hangs() -> str:
    """A loop without end, deaf to what can be ignored."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    while True:
        time.sleep(0.01)


def devours() -> str:
    """More memory than is allowed."""
    return str(len(bytearray(4096 * MIB)))


def asks() -> str:
    """Nobody is there to answer."""
    return input("?")


def talks() -> str:
    """A message too long for a pipe."""
    raise Fault("é" * 1_000_000)


ENDINGS: list[tuple[Callable[[], str], str, str]] = [
    (good, "done", "made"),
    (fault, "failed", "no margin for 'x'"),
    (bug, "failed", "ZeroDivisionError: division by zero"),
    (leaves, "failed", "SystemExit: 0"),
    (vanishes, "died", "the process ended with status 0 before the end"),
    (is_killed, "died", "the process ended with signal SIGKILL before the end"),
    (hangs, "timeout", "not finished after {:g} seconds"),
    (devours, "failed", "more memory than the 512 MiB allowed"),
    (asks, "failed", "EOFError"),
    (talks, "failed", "éééé"),
]
LIMITS = TaskLimits(seconds=4, memory=512 * MIB)
OF_NEW = replace(LIMITS, seconds=6)
"""A process that starts anew takes a while to begin."""


def outcomes(tmp_path: Path, *runs: Callable[[], str], fork: bool = True) -> dict[str, TaskOutcome]:
    """The outcome of each function, by its name."""
    tasks = [Task(getattr(run, "__name__", "task"), tmp_path / f"{i}.log", run) for i, run in enumerate(runs)]
    return {outcome.task.name: outcome for outcome in run_tasks(tasks, 4, LIMITS if fork else OF_NEW, fork)}


@pytest.mark.parametrize("fork", [True, False], ids=["forked", "spawned"])
def test_each_task_ends_as_it_should_beside_the_others(tmp_path: Path, fork: bool) -> None:
    found = outcomes(tmp_path, *(run for run, _, _ in ENDINGS), fork=fork)
    for run, state, message in ENDINGS:
        assert found[run.__name__].state == state, found[run.__name__]
        assert message.format((LIMITS if fork else OF_NEW).seconds) in found[run.__name__].message
        assert len(found[run.__name__].message) <= LONGEST


def gives_up() -> str:
    """What OpenBLAS does where it finds no room: the process ends with status 1, and nobody can catch it."""
    os._exit(1)


@pytest.mark.parametrize(
    ("allowed", "message"),
    [(600_000_000, "not enough memory"), (None, "the process ended with status 1 before the end")],
)
def test_a_process_that_a_library_ends_under_a_limit_of_memory_had_not_enough(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, allowed: int | None, message: str
) -> None:
    monkeypatch.setattr("analysis.runs.supervision.memory_allowed", lambda: allowed)
    found = outcomes(tmp_path, gives_up, good)
    assert (found["gives_up"].state, found["gives_up"].message) == ("died", message)
    assert found["good"].is_done


def test_a_new_python_takes_no_module_of_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A json.py that happens to lie there is not the library's."""
    (tmp_path / "json.py").write_text("raise SystemExit('the json.py of the folder')\n")
    (tmp_path / "pickle.py").write_text("raise SystemExit('the pickle.py of the folder')\n")
    monkeypatch.setattr("sys.path", [str(tmp_path), *sys.path])
    monkeypatch.chdir(tmp_path)
    (outcome,) = outcomes(tmp_path, good, fork=False).values()
    assert outcome.is_done, outcome


def writes_without_end() -> str:
    """What a cell prints past Python: a program's output, or bytes."""
    for _ in range(2000):
        os.write(1, b"x" * MIB)
    return ""


def test_a_log_does_not_fill_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analysis.runs.task_process.LARGEST_FILE", 3 * MIB)
    found = outcomes(tmp_path, writes_without_end, good)
    assert found["writes_without_end"].message == "File too large"
    assert (tmp_path / "0.log").stat().st_size <= 3 * MIB
    assert found["good"].is_done


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_what_a_killed_batch_left_in_the_folder_for_temporary_files_is_removed_an_hour_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    names = {f"{FOLDER}{gone.pid}-old": 4000, f"{FOLDER}{gone.pid}-new": 0, f"{FOLDER}{os.getpid()}-x": 4000}
    for name, age in names.items():
        (tmp_path / name).mkdir()
        os.utime(tmp_path / name, (time.time() - age, time.time() - age))
    assert all(outcome.is_done for outcome in run_tasks([Task("good", None, good)], 1, LIMITS))
    assert {path.name for path in tmp_path.iterdir()} == set(list(names)[1:])


def test_a_log_holds_what_was_printed_and_the_traceback(tmp_path: Path) -> None:
    outcomes(tmp_path, good, bug)
    assert "at work" in (tmp_path / "0.log").read_text()
    assert "return str(1 / 0)" in (tmp_path / "1.log").read_text()


SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]


def starts_another(pids: Path) -> str:
    """A task that leaves a process behind."""
    pids.write_text(str(subprocess.Popen(SLEEP).pid))
    return "left"


def starts_a_session(pids: Path) -> str:
    """A task that leaves a process behind, in a session of its own."""
    pids.write_text(str(subprocess.Popen(SLEEP, start_new_session=True).pid))
    return "left"


def starts_a_session_and_hangs(pids: Path) -> str:
    """A task that is ended while what it started runs in a session of its own."""
    return starts_a_session(pids) + hangs()


def starts_a_daemon(pids: Path) -> str:
    """A task that leaves a process behind whose parent is gone, as servers put themselves aside."""
    if os.fork() == 0:
        starts_a_session(pids)
        os._exit(0)
    os.wait()
    return "left"


def is_alive(pid: int) -> bool:
    """Whether the process runs; one that is over and not reaped by its new parent does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(") ", 1)[1][0] != "Z"
    except OSError:
        return False


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
@pytest.mark.parametrize(
    "run", [starts_another, starts_a_session, starts_a_session_and_hangs, starts_a_daemon]
)
@pytest.mark.parametrize("fork", [True, False], ids=["forked", "spawned"])
def test_what_a_task_started_ends_with_it(run: Callable[[Path], str], fork: bool, tmp_path: Path) -> None:
    pids = tmp_path / "pid"
    task = Task("starts", tmp_path / "log", partial(run, pids))
    list(run_tasks([task], 1, LIMITS if fork else OF_NEW, fork))
    deadline = time.monotonic() + 5
    while is_alive(int(pids.read_text())) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not is_alive(int(pids.read_text()))


PARENT = """
import sys, time
from pathlib import Path
from analysis.runs.supervision import run_tasks
from analysis.runs.task_process import Task, TaskLimits

def sleeps():
    import os
    Path(sys.argv[1], str(os.getpid())).touch()
    time.sleep(60)
    return ""

try:
    tasks = [Task(str(i), Path(sys.argv[1] + f".{i}.log"), sleeps) for i in range(4)]
    list(run_tasks(tasks, 2, TaskLimits(90)))
except KeyboardInterrupt:
    sys.exit(130)
"""


def hear_interrupts() -> None:
    """Tests that run in the background of a shell start deaf to them."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGINT], ids=["killed", "interrupted"])
def test_the_children_end_with_their_parent(tmp_path: Path, end: signal.Signals) -> None:
    script, pids = tmp_path / "parent.py", tmp_path / "pids"
    script.write_text(PARENT)
    pids.mkdir()
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    parent = subprocess.Popen(
        [sys.executable, script, pids], env=environment, start_new_session=True, preexec_fn=hear_interrupts
    )
    deadline = time.monotonic() + 20
    while len(list(pids.iterdir())) < 2 and time.monotonic() < deadline:
        time.sleep(0.01)
    parent.send_signal(end)
    assert parent.wait(10) == (-9 if end == signal.SIGKILL else 130)
    while any(is_alive(int(path.name)) for path in pids.iterdir()) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert len(list(pids.iterdir())) == 2
    assert not any(is_alive(int(path.name)) for path in pids.iterdir())


def test_no_more_tasks_run_at_a_time_than_there_are_workers(tmp_path: Path) -> None:
    spans = tmp_path / "spans"
    tasks = [Task(str(i), tmp_path / f"{i}.log", partial(_takes_time, spans)) for i in range(6)]
    assert all(outcome.is_done for outcome in run_tasks(tasks, 2, TaskLimits(30)))
    steps = sorted(line.split() for line in spans.read_text().splitlines())
    at_once = list(accumulate(1 if what == "start" else -1 for _, what in steps))
    assert len(steps) == 12
    assert max(at_once) == 2


def _takes_time(spans: Path) -> str:
    """A task that ends once another has begun beside it, and a moment later."""
    _note(spans, "start")
    until = time.monotonic() + 20
    while spans.read_text().count("start") < 2 and time.monotonic() < until:
        time.sleep(0.01)
    time.sleep(0.1)
    _note(spans, "stop")
    return ""


def _note(spans: Path, what: str) -> None:
    with spans.open("a") as lines:
        lines.write(f"{time.monotonic():020.9f} {what}\n")


def _hangs_known(pid: Path) -> str:
    pid.write_text(str(os.getpid()))
    return hangs()


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_a_caller_that_stops_leaves_no_process(tmp_path: Path) -> None:
    pid = tmp_path / "pid"
    tasks = [
        Task("hangs", tmp_path / "b.log", partial(_hangs_known, pid)),
        Task("later", tmp_path / "a.log", partial(_after, pid)),
    ]
    ended = run_tasks(tasks, 2, LIMITS)
    assert next(ended).task.name == "later"
    ended.close()  # type: ignore[attr-defined]
    assert not is_alive(int(pid.read_text()))


def _after(pid: Path) -> str:
    while not pid.exists() or not pid.read_text():
        time.sleep(0.01)
    return ""


UNDER_A_LIMIT = """
import resource
resource.setrlimit(resource.RLIMIT_AS, (4 * 2**30, 4 * 2**30))
from analysis.runs.supervision import run_tasks
from analysis.runs.task_process import Task, TaskLimits
[outcome] = run_tasks([Task("a", None, lambda: "made")], 1, TaskLimits(memory=8 * 2**30))
print(outcome.state, outcome.message)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="limits of memory are those of Linux")
def test_a_task_that_may_have_more_memory_than_its_shell_is_done_within_that() -> None:
    done = subprocess.run(
        [sys.executable, "-c", UNDER_A_LIMIT], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout == "done made\n"
