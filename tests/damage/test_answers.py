"""A damaged file of answers ends in a result or in one message, within bounds of time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analysis.faults import Fault
from analysis.questionnaire import AnswersFile
from analysis.sources.answers_files import read_answers
from analysis.sources.received import DataError
from analysis.workspace import Place

from .answers import BYTES, CELLS, PARQUETS, TEXTS, WORKBOOKS
from .bounds import AROUND, WRITTEN
from .conftest import outcome_of, with_answers
from .valid import ANSWERS, FORMATS, ROWS

FEW = ("csv", "sav")


def by_format(suffix: str) -> object:
    """The format; those that fail as others do are tried with the slow tests."""
    return pytest.param(suffix, marks=() if suffix in FEW else pytest.mark.slow)


@pytest.mark.parametrize("suffix", [by_format(suffix) for suffix in FORMATS])
@pytest.mark.parametrize("damage", BYTES.values(), ids=BYTES)
def test_a_file_of_damaged_bytes_ends_in_a_result_or_a_message(
    damage: Callable[[bytes], bytes], suffix: str, place: Place
) -> None:
    outcome_of(with_answers(place, suffix, damage(FORMATS[suffix](ROWS))))


@pytest.mark.parametrize("suffix", [by_format(suffix) for suffix in FORMATS])
@pytest.mark.parametrize("damage", CELLS.values(), ids=CELLS)
def test_a_table_of_damaged_cells_ends_in_a_result_or_a_message(
    damage: Callable[[pd.DataFrame], pd.DataFrame], suffix: str, place: Place
) -> None:
    try:
        content = FORMATS[suffix](damage(ROWS))
    except Exception as error:
        pytest.skip(f"no {suffix} holds this: {error}")
    outcome_of(with_answers(place, suffix, content))


def by_size(name: str, content: bytes) -> object:
    """The text; the greatest ones are tried with the slow tests."""
    return pytest.param(content, id=name, marks=pytest.mark.slow if len(content) > 1_500_000 else ())


@pytest.mark.parametrize("content", [by_size(name, content) for name, content in TEXTS.items()])
def test_a_damaged_text_ends_in_a_result_or_a_message(content: bytes, place: Place) -> None:
    outcome_of(with_answers(place, "csv", content))


@pytest.mark.parametrize("written", WRITTEN.values(), ids=WRITTEN)
@pytest.mark.parametrize("damage", AROUND.values(), ids=AROUND)
def test_rows_around_a_table_lose_no_respondent_in_silence(
    damage: Callable[[list[str]], list[str]], written: Callable[[str], bytes], tmp_path: Path
) -> None:
    """Every row of the table is read, or named as left out, or the file is refused with a reason."""
    lines = ANSWERS.rstrip("\n").split("\n")
    (tmp_path / "a.csv").write_bytes(written("\n".join(damage(lines)) + "\n"))
    try:
        received = read_answers(tmp_path, AnswersFile("a.csv"))
    except Fault as refused:
        assert str(refused)
        return
    left_out = sum(len(each.rows) for each in received.source.left_out)
    whole = sum(line in damage(lines) or f"{line}," in damage(lines) for line in lines[1:])
    assert len(received.answers) + left_out >= whole


@pytest.mark.parametrize("name", ["a title above", "a total", "a note", "a column more"])
def test_rows_around_a_table_are_no_respondents(name: str, place: Place) -> None:
    content = "\n".join(AROUND[name](ANSWERS.rstrip("\n").split("\n"))) + "\n"
    assert outcome_of(with_answers(place, "csv", content.encode())) == ""


@pytest.mark.parametrize(("workbook", "said"), WORKBOOKS.values(), ids=WORKBOOKS)
def test_a_damaged_workbook_is_read_or_refused_in_words(
    workbook: Callable[[], bytes], said: str, place: Place
) -> None:
    message = outcome_of(with_answers(place, "xlsx", workbook()))
    assert said in message and bool(said) == bool(message)


def test_a_workbook_that_says_it_is_smaller_loses_no_row(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(WORKBOOKS["a size that is too small"][0]())
    assert read_answers(tmp_path, AnswersFile("a.xlsx")).answers.shape == ROWS.shape


@pytest.mark.parametrize("content", PARQUETS.values(), ids=PARQUETS)
def test_parquet_of_odd_types_ends_in_a_result_or_a_message(
    content: Callable[[], bytes], place: Place
) -> None:
    outcome_of(with_answers(place, "parquet", content()))


@pytest.mark.parametrize("suffix", [by_format(suffix) for suffix in FORMATS])
@pytest.mark.parametrize("wrong", ["csv", "xlsx", "parquet", "sav", "dta"])
def test_one_format_under_the_suffix_of_another_is_refused(suffix: str, wrong: str, place: Place) -> None:
    alike = {suffix, wrong} == {"sav", "zsav"}
    message = outcome_of(with_answers(place, wrong, FORMATS[suffix](ROWS)))
    assert bool(message) == (suffix != wrong and not alike), message


BEYOND = [
    ("huge numbers", "expected a number below 1e+15 in size"),
    ("numbers whose squares overflow", "expected a number below 1e+15 in size"),
    ("tiny numbers", "expected 0, or a number of 1e-100 or more in size"),
]


@pytest.mark.parametrize(("damage", "expected"), BEYOND)
def test_numbers_too_great_or_too_small_are_out_of_range(damage: str, expected: str, place: Place) -> None:
    assert not outcome_of(with_answers(place, "csv", FORMATS["csv"](CELLS[damage](ROWS))))
    problems = pd.read_csv(place.processed / "problems.csv")
    assert set(problems["problem"]) == {f"out of range; {expected}"}
    assert len(problems) == len(ROWS)


def test_a_parquet_of_too_many_cells_is_refused_before_it_is_read(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("analysis.sources.answers_files.MOST_CELLS", ROWS.size - 1)
    message = outcome_of(with_answers(place, "parquet", FORMATS["parquet"](ROWS)))
    assert "40 rows by 5 columns, and at most 199 cells are read" in message


TIMES = [pytest.param(20, id="20 files"), pytest.param(400, id="400 files", marks=pytest.mark.slow)]


@pytest.mark.parametrize("times", TIMES)
@pytest.mark.parametrize("suffix", FORMATS)
def test_valid_files_with_bytes_changed_are_read_or_refused_in_words(
    suffix: str, times: int, tmp_path: Path
) -> None:
    """Files of each format with a few bytes changed: read, or refused in words."""
    content = np.frombuffer(FORMATS[suffix](ROWS), dtype=np.uint8)
    random = np.random.default_rng(20260101)
    for _ in range(times):
        changed = content.copy()
        changed[random.integers(len(content), size=random.integers(1, 9))] = random.integers(256)
        (tmp_path / f"a.{suffix}").write_bytes(changed.tobytes())
        try:
            assert len(read_answers(tmp_path, AnswersFile(f"a.{suffix}")).answers) > 0
        except DataError as error:
            assert f"a.{suffix}" in str(error)
