"""Files appear whole or not at all, and no text cell evaluates in a spreadsheet."""

from __future__ import annotations

import os
from pathlib import Path

import pandas as pd
import pytest

from analysis.faults import Fault
from analysis.results.csv_files import csv_bytes, inert_cell
from analysis.runs.whole_files import write_whole

CELLS = [
    ("=1+1", "'=1+1"),
    ("+33 1", "'+33 1"),
    ("-12", "-12"),
    ("-1,5", "-1,5"),
    ("-x", "'-x"),
    ("@SUM(A1)", "'@SUM(A1)"),
    ("\tx", "'\tx"),
    ("\r=1", "'\n=1"),
    ("a\r\nb", "a\nb"),
    ("Oui", "Oui"),
    ("", ""),
    (-3.5, -3.5),
]


@pytest.mark.parametrize(("cell", "written"), CELLS)
def test_a_text_that_a_spreadsheet_would_evaluate_gets_an_apostrophe(cell: object, written: object) -> None:
    assert inert_cell(cell) == written


def test_headers_and_cells_are_made_inert_and_numbers_stay() -> None:
    frame = pd.DataFrame({"=h": ["=x", "y"], "n": [-1.5, 0.1 + 0.2]})
    assert csv_bytes(frame).decode() == "'=h,n\n'=x,-1.5\ny,0.3\n"
    assert list(frame.columns) == ["=h", "n"]


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
