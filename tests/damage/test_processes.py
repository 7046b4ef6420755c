"""Damage met through the installed command, in a process of its own: one message, exit code 1."""

from __future__ import annotations

import resource
import subprocess
import sys
from pathlib import Path

import pytest

from analysis.runs.manifests import MANIFEST, is_whole
from analysis.workspace import Place

from .conftest import files_of
from .definitions import MARGINS_DAMAGED, SURVEYS
from .valid import SURVEY

COMMAND = Path(sys.executable).with_name("assoscope")
DAMAGES: dict[str, tuple[str, str | bytes, str]] = {
    "a cyclic routing": ("../survey.toml", *SURVEYS["two questions that route each other"]),
    "lists nested deep": ("../survey.toml", *SURVEYS["lists nested deep"]),
    "a list in place of a table": ("../survey.toml", SURVEY + "title = []\n", "expected"),
    "a file name too long": ("edition.toml", f'[file]\nname = "{"a" * 5000}.csv"\n', "File name too long"),
    "no column known": ("answers.csv", "a,b\n1,2\n", "no column 'id'"),
    "answers that are a program": ("answers.csv", b"\x7fELF" + bytes(range(256)) * 99, "answers.csv"),
    "margins of half": ("margins.csv", *MARGINS_DAMAGED["a sum below 100"]),
}

FEW = {"a cyclic routing", "a file name too long", "answers that are a program"}


def damage(name: str) -> object:
    """The damage; those that end as others do are tried with the slow tests."""
    return pytest.param(*DAMAGES[name], id=name, marks=() if name in FEW else pytest.mark.slow)


def run(place: Place, *words: str, memory: int | None = None) -> subprocess.CompletedProcess[str]:
    def limit() -> None:
        if memory is not None:
            resource.setrlimit(resource.RLIMIT_AS, (memory, memory))

    command = [str(COMMAND), "--root", str(place.root), *words]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120, preexec_fn=limit)


@pytest.mark.skipif(not COMMAND.is_file(), reason="the command is not installed beside this Python")
@pytest.mark.parametrize(("name", "content", "said"), [damage(name) for name in DAMAGES])
def test_the_command_says_one_message(name: str, content: str | bytes, said: str, place: Place) -> None:
    (place.raw / name).write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    former = files_of(place.processed)
    done = run(place, "build")
    assert done.returncode == 1, done.stdout
    assert said in done.stderr and "Traceback" not in done.stderr
    assert done.stderr.count("assoscope: ") == 1
    assert files_of(place.processed) == former


@pytest.mark.slow
@pytest.mark.skipif(not COMMAND.is_file(), reason="the command is not installed beside this Python")
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits the memory of a process so")
def test_answers_beyond_the_memory_are_one_message(place: Place) -> None:
    row = "r,f,1,2009-03-10,1\n"
    (place.raw / "answers.csv").write_text("id,sex,hours,day,agree\n" + row * 8_000_000, encoding="utf-8")
    former = files_of(place.processed)
    done = run(place, "build", memory=1_500_000_000)
    assert done.returncode == 1, done.stdout
    assert "memory" in done.stderr and "Traceback" not in done.stderr, done.stderr[-2000:]
    assert files_of(place.processed) == former
    assert is_whole(place.processed / MANIFEST)
