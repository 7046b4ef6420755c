"""The code in docs/statistics.md runs."""

from __future__ import annotations

import re
from pathlib import Path

DOCS = Path(__file__).parents[2] / "docs" / "statistics.md"


def test_the_code_on_the_page_runs_from_top_to_bottom() -> None:
    blocks = re.findall(r"```python\n(.*?)```", DOCS.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert len(blocks) >= 6
    names: dict[str, object] = {}
    for block in blocks:
        exec(compile(block, str(DOCS), "exec"), names)


def test_every_state_is_explained_on_the_page() -> None:
    from analysis.statistics import STATES

    text = DOCS.read_text(encoding="utf-8")
    assert all(f"| {state} |" in text for state in STATES if state)
