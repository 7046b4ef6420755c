"""Files of SPSS and Stata that were not copied whole are refused, or doubted with the rows concerned."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pyreadstat
import pytest

from analysis.questionnaire import AnswersFile
from analysis.sources.answers_files import read_answers
from analysis.sources.received import DataError

from .valid import ROWS, written

MANY = pd.concat([ROWS] * 25, ignore_index=True).assign(note="words that somebody wrote in the box")
MIDDLE = 0.5


def _zeros(count: int) -> Callable[[bytes], bytes]:
    def damaged(content: bytes) -> bytes:
        start = int(len(content) * MIDDLE)
        return content[:start] + bytes(count) + content[start + count :]

    return damaged


def _moved(content: bytes) -> bytes:
    start = int(len(content) * MIDDLE)
    return content[:start] + b" " + content[start:]


SAV = written(pyreadstat.write_sav)
DTA = written(pyreadstat.write_dta)
OLD_DTA = written(lambda rows, path: pyreadstat.write_dta(rows, path, version=8))
ZEROS = "zeros stand where texts are stored"
DOUBTED = {
    "a hole in an SPSS file": ("sav", SAV, _zeros(100), ZEROS),
    "a block of zeros in an SPSS file": ("sav", SAV, _zeros(4096), ZEROS),
    "a byte more in an SPSS file": ("sav", SAV, _moved, ZEROS),
    "a block of zeros in a Stata file": ("dta", DTA, _zeros(4096), ZEROS),
    "a block of zeros in an old Stata file": ("dta", OLD_DTA, _zeros(4096), ZEROS),
    "a byte more in an old Stata file": ("dta", OLD_DTA, _moved, "numbers beyond 1e-100 and 1e+100"),
}


@pytest.mark.parametrize(("suffix", "write", "damage", "said"), DOUBTED.values(), ids=DOUBTED)
def test_what_was_not_stored_is_doubted(
    suffix: str,
    write: Callable[[pd.DataFrame], bytes],
    damage: Callable[[bytes], bytes],
    said: str,
    tmp_path: Path,
) -> None:
    (tmp_path / f"a.{suffix}").write_bytes(damage(write(MANY)))
    remarks = read_answers(tmp_path, AnswersFile(f"a.{suffix}")).source.remarks
    assert any(said in remark and "copy it again" in remark for remark in remarks)


@pytest.mark.parametrize("suffix", ["sav", "dta"])
def test_a_whole_file_is_not_doubted(suffix: str, tmp_path: Path) -> None:
    """Its zeros and blanks are answers: no row has nothing else."""
    rows = MANY.assign(hours=0.0, day="", note="")
    (tmp_path / f"a.{suffix}").write_bytes({"sav": SAV, "dta": DTA}[suffix](rows))
    assert read_answers(tmp_path, AnswersFile(f"a.{suffix}")).source.remarks == ()


@pytest.mark.parametrize("lost", [1, 2, 11])
def test_a_stata_file_without_its_last_bytes_is_refused(lost: int, tmp_path: Path) -> None:
    (tmp_path / "a.dta").write_bytes(DTA(MANY)[:-lost])
    with pytest.raises(DataError, match="the mark that ends it, </stata_dta>, is not there"):
        read_answers(tmp_path, AnswersFile("a.dta"))
