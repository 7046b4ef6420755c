"""Files appear whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from analysis.faults import Fault
from analysis.runs.whole_files import write_whole


def test_several_files_are_written_whole(tmp_path: Path) -> None:
    write_whole({tmp_path / "new" / "a": b"1", tmp_path / "b": b"2"})
    assert (tmp_path / "new" / "a").read_bytes() == b"1"
    assert sorted(path.name for path in tmp_path.rglob("*") if path.is_file()) == ["a", "b"]


def test_a_full_disk_leaves_the_former_files_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_whole({tmp_path / "a": b"old", tmp_path / "b": b"old"})
    written: list[int] = []

    def fsync(descriptor: int) -> None:
        written.append(descriptor)
        if len(written) == 2:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fsync)
    with pytest.raises(Fault, match="No space left on device; nothing was written"):
        write_whole({tmp_path / "a": b"new", tmp_path / "b": b"new"})
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a": b"old", "b": b"old"}


def test_a_folder_in_the_place_of_a_file_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    write_whole({tmp_path / "a": b"old"})
    (tmp_path / "b").mkdir()
    with pytest.raises(Fault, match="a folder stands where the file should be"):
        write_whole({tmp_path / "a": b"new", tmp_path / "b": b"new"})
    assert (tmp_path / "a").read_bytes() == b"old"


def test_what_a_killed_run_left_behind_is_cleared_later(tmp_path: Path) -> None:
    (tmp_path / ".a.killed.part").write_bytes(b"half")
    (tmp_path / ".a.running.part").write_bytes(b"half")
    os.utime(tmp_path / ".a.killed.part", (0, 0))
    write_whole({tmp_path / "a": b"new"})
    assert sorted(path.name for path in tmp_path.iterdir()) == [".a.running.part", "a"]
