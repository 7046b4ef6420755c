"""docs/library.md: its code runs from top to bottom, as it is written."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "library.md"


def test_the_document_runs_as_it_is_written(built_root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = re.findall(
        r"^```python\n(.*?)^```", DOCUMENT.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )
    monkeypatch.chdir(built_root)
    names: dict[str, object] = {}
    for block in found:
        exec(compile(block, DOCUMENT.name, "exec"), names)
    assert len(found) > 5
    assert (built_root / "data" / "raw" / "mon_enquete" / "survey.toml").is_file()
