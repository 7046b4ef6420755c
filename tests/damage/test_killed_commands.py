"""Commands killed at drawn moments, or met by a full disk, leave what they make as it was, or whole as it is
next."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from contextlib import chdir
from dataclasses import dataclass, replace
from pathlib import Path
from shutil import copytree

import numpy as np
import pytest
from click.testing import CliRunner

from analysis.cli.main import main
from analysis.runs.manifests import MANIFEST, is_whole
from analysis.workspace import EXPLORER, Place

from .conftest import files_of, lay_out
from .valid import ANSWERS


@dataclass(frozen=True)
class Command:
    """What is run, what must have been run before, and what it makes, by its path from the root.

    beside: what shows it, which may be gone, but tells nothing else than the one or the other.
    """

    words: tuple[str, ...]
    makes: str
    before: tuple[str, ...] = ("report",)
    beside: tuple[str, ...] = ()


KEPT = "kept"
"""A copy of the former results."""
MOVED = "data/processed/moved.csv"
PAGES = ("reports/index.html", f"reports/{EXPLORER}")
COMMANDS = {
    "report": Command(("report", "--jobs", "1"), "reports/essai", beside=PAGES),
    "export": Command(("export", "essai/2020", "--format", "datapackage"), "exports/essai/2020/datapackage"),
    "archive": Command(("archive", "essai/2020", "--to", "a.zip"), "a.zip"),
    "compare": Command(("compare", KEPT, "essai/2020", "--csv", MOVED), MOVED),
}


MOMENTS = 12


def run(root: Path, *words: str) -> None:
    with chdir(root):
        done = CliRunner().invoke(main, ["--root", str(root), *words])
    assert done.exit_code in (0, 3), done.output


def made(root: Path, name: str) -> dict[str, bytes]:
    """A file, or the files of a folder, without locks and logs."""
    path = root / name
    found = files_of(path) if path.is_dir() else {name: path.read_bytes()} if path.is_file() else {}
    return {each: content for each, content in found.items() if not each.endswith((".lock", ".log"))}


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], tuple[Place, Place]]:
    """Of a command the folder in which it was done, then the answers changed; and where it was done again."""
    known: dict[str, tuple[Place, Place]] = {}

    def places(name: str) -> tuple[Place, Place]:
        if name not in known:
            command = COMMANDS[name]
            former = lay_out(tmp_path_factory.mktemp("former"))
            run(former.root, *command.before)
            copytree(former.processed, former.root / KEPT)
            run(former.root, *command.words)
            change(former)
            if name != "report":
                run(former.root, *command.before)
            following = moved(former, tmp_path_factory.mktemp("following"))
            run(following.root, *command.words)
            known[name] = former, following
        return known[name]

    return places


def change(place: Place) -> None:
    """A respondent fewer."""
    lines = ANSWERS.splitlines(keepends=True)
    (place.raw / "answers.csv").write_text("".join(lines[:-1]), encoding="utf-8")


def moved(place: Place, root: Path) -> Place:
    copytree(place.root, root, dirs_exist_ok=True, symlinks=True)
    return replace(place, root=root)


def killed_after(seconds: float, root: Path, words: tuple[str, ...]) -> bool:
    """Whether the command, in a copy of this process that leads a group of its own, was killed after so
    long."""
    child = os.fork()
    if child == 0:
        os.chdir(root)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        os.dup2(1, 2)
        try:
            main(["--root", str(root), *words])
        finally:
            os._exit(0)
    os.setpgid(child, child)
    time.sleep(seconds)
    os.killpg(child, signal.SIGKILL)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


@pytest.mark.slow
@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_killed_at_any_moment_leaves_what_it_makes_as_it_was_or_as_it_is_next(
    name: str, before: Callable[[str], tuple[Place, Place]], tmp_path: Path
) -> None:
    command, (former, following) = COMMANDS[name], before(name)
    was, will_be = (made(place.root, command.makes) for place in (former, following))
    assert was and was != will_be
    pages = [made(place.root, page) for place in (former, following) for page in command.beside]
    timed = moved(former, tmp_path / "timed")
    begun = time.perf_counter()
    killed_after(0.05, timed.root, command.words)  # what is imported is in this process from then on
    run(timed.root, *command.words)
    took = time.perf_counter() - begun
    draws = np.random.default_rng(7).uniform(size=MOMENTS)
    for each, moment in enumerate((np.arange(MOMENTS) + draws) / MOMENTS * took):
        place = moved(former, tmp_path / str(each))
        killed_after(moment, place.root, command.words)
        found = made(place.root, command.makes)
        assert found in (was, will_be)
        assert all(made(place.root, page) in ({}, *pages) for page in command.beside)
        assert is_whole(place.processed / MANIFEST)
        run(place.root, *command.words)
        assert made(place.root, command.makes) == will_be
