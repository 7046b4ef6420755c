"""A disk that is full, or may only be read: one message, and what was there before stays."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from analysis.runs.manifests import MANIFEST, is_whole
from analysis.workspace import Place
from tests.small_survey import ANSWERS, RUN, SURVEY

MOUNTS = shutil.which("unshare") is not None and not (
    subprocess.run(
        ["unshare", "-rm", "mount", "-t", "tmpfs", "tmpfs", "/mnt"], capture_output=True, check=False
    ).returncode
)
pytestmark = pytest.mark.skipif(not MOUNTS, reason="this user may not mount a disk of its own")

FULL = """
mount -t tmpfs -o size=4m tmpfs "$0" && cp -r "$1/." "$0" && cd "$0" || exit 3
(dd if=/dev/zero of=filling bs=1k; truncate -s -{spare}k filling) 2> /dev/null
shift; "$@"; status=$?
rm filling; cp -r "$0/." "$OUT"; exit $status
"""
READ_ONLY = """
mount --bind "$1" "$0" && mount -o remount,ro,bind "$0" && cd "$0" || exit 3
shift; "$@"
"""


@pytest.fixture(scope="module")
def reported(write_shared: Callable[..., Place]) -> Place:
    """A survey with results and reports."""
    place = write_shared("territories = ['sex']\n" + SURVEY, answers_csv=ANSWERS)
    done = subprocess.run(command(place.root, "report", "--by", "sex"), capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    return place


@pytest.fixture
def place(reported: Place, copy_of: Callable[[Place], Place]) -> Place:
    """The survey with results and reports, whose answers have changed since."""
    place = copy_of(reported)
    (place.raw / "answers.csv").write_text(ANSWERS + "m\n" * 5)
    return place


def command(root: Path, *words: str) -> list[str]:
    return [sys.executable, "-c", RUN, "--root", str(root), *words]


def on_disk(
    mount: str, place: Place, tmp: Path, *words: str
) -> tuple[subprocess.CompletedProcess[str], Path]:
    """The command run on a copy of the place on a disk of its own, and what was on it in the end."""
    disk, out = tmp / "disk", tmp / "out"
    disk.mkdir()
    out.mkdir()
    script = ["unshare", "-rm", "env", f"OUT={out}", "sh", "-c", mount, str(disk), str(place.root)]
    run = subprocess.run([*script, *command(disk, *words)], capture_output=True, text=True, check=False)
    return run, out


def made(root: Path, *tops: str) -> dict[str, bytes]:
    """Every file in some folders, results and reports where none are named, by its path; logs and locks
    apart."""
    found = [path for top in tops or ("data/processed", "reports") for path in (root / top).rglob("*")]
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in found
        if path.is_file() and path.suffix not in (".log", ".lock")
    }


@pytest.mark.parametrize("words", [("build",), ("report", "--by", "sex")], ids=["build", "report"])
def test_a_full_disk_is_one_message_and_what_was_there_stays(
    words: tuple[str, ...], place: Place, tmp_path_factory: pytest.TempPathFactory
) -> None:
    former = made(place.root)
    run, out = on_disk(FULL.format(spare=0), place, tmp_path_factory.mktemp("full"), *words)
    assert run.returncode == 1, run.stderr
    assert "essai/2020" in run.stderr
    assert "No space left on device; nothing was written, what was there before is untouched" in run.stderr
    assert "Traceback" not in run.stdout + run.stderr
    assert made(out) == former


PACKED = {
    "export": (("export", "essai/2020", "--format", "datapackage"), ("--licence", "cc0-1.0"), "exports"),
    "archive": (("archive", "essai/2020", "--to", "{root}/packed/a.zip"), ("--with-identifiers",), "packed"),
}


@pytest.mark.parametrize("name", PACKED)
def test_a_full_disk_leaves_what_was_packed_before(
    name: str, place: Place, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """The former export, or archive, is there and whole; nothing stands beside it."""
    words, more, folder = PACKED[name]
    (place.raw / "answers.csv").write_text(ANSWERS)
    (place.root / "packed").mkdir()
    done = subprocess.run(
        command(place.root, *(word.format(root=place.root) for word in words)), capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    former = made(place.root, folder)
    tmp = tmp_path_factory.mktemp("packed")
    again = (word.format(root=tmp / "disk") for word in (*words, *more))
    run, out = on_disk(FULL.format(spare=0), place, tmp, *again)
    assert run.returncode == 1 and "Traceback" not in run.stdout + run.stderr
    assert "No space left on device; nothing was written" in run.stderr
    assert former and made(out, folder) == former


@pytest.mark.parametrize("spare", [36, 48, 60], ids="{} KiB left".format)
def test_a_disk_that_fills_in_the_middle_of_a_batch_holds_whole_files(
    spare: int, place: Place, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """What has room is new, what has none is named and stays as it was."""
    mount = FULL.format(spare=spare)
    run, out = on_disk(mount, place, tmp_path_factory.mktemp("half"), "report", "--by", "sex")
    assert "Traceback" not in run.stdout + run.stderr
    assert run.returncode == ("No space left on device; nothing was written" in run.stderr)
    files = made(out)
    assert set(files) == set(made(place.root))
    manifests = [out / name for name in files if name.endswith((".html.json", MANIFEST))]
    assert len(manifests) > 3 and all(map(is_whole, manifests))


def test_a_disk_that_may_only_be_read_is_one_message(
    place: Place, tmp_path_factory: pytest.TempPathFactory
) -> None:
    former = made(place.root)
    run, _ = on_disk(READ_ONLY, place, tmp_path_factory.mktemp("read"), "build")
    assert run.returncode == 1
    assert run.stderr.count("assoscope: ") == 1
    assert "Read-only file system; nothing was written" in run.stderr
    assert made(place.root) == former


def test_what_is_up_to_date_is_left_alone_on_a_disk_that_may_only_be_read(
    place: Place, tmp_path_factory: pytest.TempPathFactory
) -> None:
    (place.raw / "answers.csv").write_text(ANSWERS)
    run, _ = on_disk(READ_ONLY, place, tmp_path_factory.mktemp("read"), "build")
    assert (run.returncode, run.stderr) == (0, "")
