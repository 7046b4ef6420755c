"""Tests that are collected once, and run in a copy of the process after each small change of the package."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Sequence

import pytest

OPTIONS = ("-q", "-p", "no:cacheprovider", "-p", "no:xdist", "-m", "not slow", "--no-header", "--no-summary")
PATIENCE = 20
"""So many times the seconds of processor is waited for tests, which others' work makes longer; then a change
is noticed, as they do not end."""
UNMADE = 3
"""What a copy ends with that found nothing to change."""

Work = Callable[[Sequence[pytest.Item]], None]


class _Collected:
    """A plugin of pytest: what is done with the tests in place of running them."""

    def __init__(self, work: Work) -> None:
        self.work = work

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Work with what was collected."""
        if session.testsfailed:
            raise SystemExit("the tests cannot be collected: run them first")
        self.work(session.items)
        return True


def with_tests(files: Sequence[str], work: Work) -> None:
    """Collect the tests of files and work with them."""
    pytest.main([*OPTIONS, *files], plugins=[_Collected(work)])


def is_noticed(make: Callable[[], bool], tests: Sequence[pytest.Item], seconds: float) -> bool:
    """Whether one of the tests fails, or does not end, in a copy of this process in which a change is made.

    They are run in their order, file by file: of what takes more than so many seconds of processor, the rest
    is not asked. RuntimeError where there is nothing to change.
    """
    copy = os.fork()
    if copy == 0:
        _in_copy(make, tests, seconds)
    end = time.monotonic() + PATIENCE * seconds
    while time.monotonic() < end:
        done, status = os.waitpid(copy, os.WNOHANG)
        if done:
            code = os.waitstatus_to_exitcode(status)
            if code == UNMADE:
                raise RuntimeError("the changed function is none that the package has when it is imported")
            return code != 0
        time.sleep(0.02)
    os.killpg(copy, signal.SIGKILL)
    os.waitpid(copy, 0)
    return True


def _in_copy(make: Callable[[], bool], tests: Sequence[pytest.Item], seconds: float) -> None:
    """Make the change, run the tests, end the process: 0 where none failed."""
    os.setsid()
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in range(3):
        os.dup2(nowhere, stream)
    code = 1
    try:
        code = _run(tests, seconds) if make() else UNMADE
    finally:
        os._exit(code)


def _run(tests: Sequence[pytest.Item], seconds: float) -> int:
    outcomes = _Outcomes()
    plugins = tests[0].config.pluginmanager
    plugins.register(outcomes)
    plugins.unregister(name="terminalreporter")  # which would write for each test
    start = time.process_time()
    for test, after in zip(tests, [*tests[1:], None], strict=True):
        test.config.hook.pytest_runtest_protocol(item=test, nextitem=after)
        if outcomes.has_failed:
            return 1
        if time.process_time() - start > seconds:
            break
    return 0


class _Outcomes:
    """A plugin of pytest that knows whether a test has failed."""

    has_failed = False

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note a failure, of what a test is set up with too."""
        self.has_failed |= report.failed
