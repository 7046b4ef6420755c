"""docs/library.md and its French side: their code runs from top to bottom, as it is written."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

DOCS = Path(__file__).resolve().parents[2] / "docs"


@pytest.mark.parametrize(
    ("document", "saved"), [("library.md", "mon_enquete"), ("fr/bibliotheque.md", "mes_adherents")]
)
def test_the_document_runs_as_it_is_written(
    built_root: Path, monkeypatch: pytest.MonkeyPatch, document: str, saved: str
) -> None:
    found = re.findall(
        r"^```python\n(.*?)^```", (DOCS / document).read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )
    monkeypatch.chdir(built_root)
    names: dict[str, object] = {}
    for block in found:
        exec(compile(block, document, "exec"), names)
    assert len(found) > 5
    assert (built_root / "data" / "raw" / saved / "survey.toml").is_file()
