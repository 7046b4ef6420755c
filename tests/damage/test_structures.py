"""A damaged structure drafts a survey that is sound, or nothing and one message."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from analysis.drafting.drafts import draft
from analysis.faults import Fault
from analysis.questionnaire import read_survey

from .structures import STRUCTURES, VALID


def drafted(root: Path, suffix: str, content: bytes) -> bool:
    """Whether a survey was drafted; it is sound, and nothing was written where there is a message."""
    structure = root / f"structure.{suffix}"
    structure.write_bytes(content)
    try:
        draft(root, "essai", None, structure)
    except Fault as fault:
        assert len(str(fault)) < 5000
        assert not (root / "data").exists()
        return False
    survey = root / "data" / "raw" / "essai" / "survey.toml"
    assert read_survey(survey).questions
    shutil.rmtree(root / "data")
    return True


@pytest.mark.parametrize("suffix", VALID)
def test_what_is_damaged_is_sound_at_first(suffix: str, tmp_path: Path) -> None:
    assert drafted(tmp_path, suffix, VALID[suffix]())


@pytest.mark.parametrize(("suffix", "content"), STRUCTURES.values(), ids=STRUCTURES)
def test_a_damaged_structure_is_drafted_from_or_refused_in_words(
    suffix: str, content: Callable[[], bytes], tmp_path: Path
) -> None:
    drafted(tmp_path, suffix, content())


TIMES = [pytest.param(30, id="30 files"), pytest.param(500, id="500 files", marks=pytest.mark.slow)]


@pytest.mark.parametrize("times", TIMES)
@pytest.mark.parametrize("suffix", VALID)
def test_valid_structures_with_bytes_changed_are_drafted_from_or_refused(
    suffix: str, times: int, tmp_path: Path
) -> None:
    content = np.frombuffer(VALID[suffix](), dtype=np.uint8)
    random = np.random.default_rng(20260102)
    for _ in range(times):
        changed = content.copy()
        changed[random.integers(len(content), size=random.integers(1, 5))] = random.integers(32, 127)
        drafted(tmp_path, suffix, changed.tobytes())
