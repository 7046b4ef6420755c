"""Commands that mean nothing end in one message, with another code than 0 and every file as it was."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from analysis.cli.main import main
from analysis.workspace import Place

from .commands import FINDINGS, WORDS
from .conftest import files_of

Run = Callable[..., tuple[int, str]]


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Run:
    """The exit code of a command and what it said."""

    def ended(root: Path, *words: str) -> tuple[int, str]:
        try:
            main(["--root", str(root), *words])
        except SystemExit as end:
            return int(end.code or 0), "".join(capfd.readouterr())
        return 0, "".join(capfd.readouterr())

    return ended


@pytest.mark.parametrize(("words", "said"), WORDS.values(), ids=WORDS)
def test_what_no_command_can_mean_is_said_and_changes_nothing(
    words: tuple[str, ...], said: str, place: Place, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    (place.root / "notes.txt").write_text("mine", encoding="utf-8")
    former = files_of(place.root)
    os.mkfifo(place.root / "pipe")
    monkeypatch.chdir(place.root)
    code, told = run(place.root, *words)
    assert code in (1, 2) and said in told and "Traceback" not in told, told
    assert {name: each for name, each in files_of(place.root).items() if ".lock" not in name} == former


@pytest.mark.parametrize(("content", "said"), FINDINGS.values(), ids=FINDINGS)
def test_findings_that_say_none_are_found_by_check(
    content: str | bytes, said: str, place: Place, run: Run
) -> None:
    text = content if isinstance(content, bytes) else content.encode("utf-8")
    (place.raw / "findings.toml").write_bytes(text)
    code, told = run(place.root, "check")
    assert code == 1 and said in told and told.count("assoscope: ") == 1, told
