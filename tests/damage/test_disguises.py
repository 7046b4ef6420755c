"""A file that is not what its name says is named for what it is, with the way out."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.questionnaire import AnswersFile
from analysis.sources.answers_files import read_answers
from analysis.sources.received import DataError
from analysis.workspace import Place

from .conftest import outcome_of
from .disguises import DISGUISES
from .valid import ANSWERS


@pytest.mark.parametrize(("suffix", "content", "said"), DISGUISES.values(), ids=DISGUISES)
def test_a_file_is_named_for_what_it_is(suffix: str, content: bytes, said: str, tmp_path: Path) -> None:
    (tmp_path / f"a.{suffix}").write_bytes(content)
    with pytest.raises(DataError) as refused:
        read_answers(tmp_path, AnswersFile(f"a.{suffix}"))
    assert said in str(refused.value)


@pytest.mark.parametrize("name", ["a workbook", "gzip", "a page"])
def test_margins_that_are_no_text_are_named_too(name: str, place: Place) -> None:
    (place.raw / "margins.csv").write_bytes(DISGUISES[name][1])
    message = outcome_of(place)
    assert "margins.csv: the file is " in message and "not the .csv that its name says" in message


READ = {
    "letters of UTF-7": (ANSWERS.replace("r3,", "é3,").encode("utf-7"), None, "é3", True),
    "letters as they are written": (ANSWERS.replace("r3,", "é3,").encode("utf-7"), "ascii", "+AOk-3", False),
    "a telephone number": (ANSWERS.replace("r3,", "+33612345-,").encode(), None, "+33612345-", False),
    "a sum": (ANSWERS.replace("r3,", "a+b-c,").encode(), None, "a+b-c", False),
}
"""Name -> the file, the encoding that edition.toml says, the identifier as read, whether it is remarked."""


@pytest.mark.parametrize(("content", "encoding", "read", "is_said"), READ.values(), ids=READ)
def test_utf_7_is_found_and_said(
    content: bytes, encoding: str | None, read: str, is_said: bool, tmp_path: Path
) -> None:
    (tmp_path / "a.csv").write_bytes(content)
    received = read_answers(tmp_path, AnswersFile("a.csv", encoding=encoding))
    assert received.answers["id"].iloc[3] == read
    assert any("UTF-7" in remark for remark in received.source.remarks) == is_said
