"""Nothing to print to, no room for it, no memory: a message, and no traceback."""

from __future__ import annotations

import resource
import subprocess
import sys
from pathlib import Path

import pytest

COMMAND = [sys.executable, "-c", "from analysis.cli.main import main; main()"]


def run(words: str, *arguments: str, memory: int | None = None) -> tuple[int, str]:
    """The exit code and standard error of a command whose standard output is `words` of the shell."""

    def limit() -> None:
        if memory is not None:
            resource.setrlimit(resource.RLIMIT_AS, (memory, memory))

    shell = ["sh", "-c", f'exec "$@" {words}', "sh", *COMMAND, *arguments]
    done = subprocess.run(shell, capture_output=True, text=True, check=False, preexec_fn=limit)
    assert "Traceback" not in done.stderr
    return done.returncode, done.stderr


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["schema", "--help"]])
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_is_told_where_something_is_printed(arguments: list[str]) -> None:
    code, said = run("> /dev/full", *arguments)
    assert code == 1
    assert "what is printed could not be written: No space left on device" in said


def test_a_closed_output_is_told_and_the_command_goes_on() -> None:
    code, said = run(">&-", "--version")
    assert (code, said) == (0, "assoscope: standard output is closed: what would be printed is lost\n")


def test_without_any_stream_a_command_ends_as_it_should() -> None:
    assert run("<&- >&- 2>&-", "--version") == (0, "")


def test_a_file_that_is_opened_does_not_take_the_place_of_a_closed_output(tmp_path: Path) -> None:
    """What is printed would go into it."""
    code, _ = run(">&-", "--root", str(tmp_path), "check")
    assert code == 1
    assert not list(tmp_path.rglob("*"))


@pytest.mark.skipif(sys.platform != "linux", reason="limits of memory are those of Linux")
@pytest.mark.parametrize("megabytes", [150, 200, 230, 260, 290, 399, 499])
def test_too_little_memory_is_told_once(megabytes: int, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("a,b\n1,2\n2,3\n")
    arguments = ("--root", str(tmp_path), "new", "s/2024", "--from", str(tmp_path / "a.csv"))
    code, said = run("", *arguments, memory=megabytes * 1_000_000)
    needed = f"not enough memory: {megabytes} MB are allowed (ulimit -v), 520 are needed at least"
    assert (code, said) == (1, f"assoscope: {needed}\n")
