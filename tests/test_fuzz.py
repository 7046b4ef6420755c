"""Damaged definitions and answers end in a result or in one message, within bounds of time and memory.

Never a traceback, never a half-written file; after a message the former results are what they were.
"""

from __future__ import annotations

import io
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pyreadstat
import pytest
from click.testing import CliRunner, Result

from analysis.cli import main
from analysis.etl import DataError, read_answers
from analysis.questionnaire import AnswersFile
from analysis.store import MANIFEST, is_whole
from analysis.workspace import Place

SURVEY = """
identifier = "id"
breakdowns = ["sex"]
[themes.t]
[questions.sex]
type = "single"
codes = { f = "F", m = "M" }
[questions.hours]
type = "numeric"
[questions.day]
type = "date"
[questions.agree]
type = "scale"
codes = { 1 = "non", 2 = "oui" }
[indicators.sex]
theme = "t"
[indicators.hours]
theme = "t"
statistic = "mean"
[indicators.agree]
theme = "t"
statistic = "mean"
"""
ROWS = pd.DataFrame(
    {
        "id": [f"r{i}" for i in range(40)],
        "sex": ["fm"[i % 2] for i in range(40)],
        "hours": [float(i % 7) for i in range(40)],
        "day": [f"2009-03-{i % 28 + 1:02d}" for i in range(40)],
        "agree": [i % 2 + 1 for i in range(40)],
    }
)
ANSWERS = ROWS.to_csv(index=False)
EDITION = '[file]\nname = "answers.csv"\n'
SECONDS = 30


def xlsx(rows: pd.DataFrame) -> bytes:
    buffer = io.BytesIO()
    rows.to_excel(buffer, index=False)
    return buffer.getvalue()


def written(write: Callable[[pd.DataFrame, Path], object]) -> Callable[[pd.DataFrame], bytes]:
    def bytes_of(rows: pd.DataFrame) -> bytes:
        with tempfile.TemporaryDirectory() as folder:
            write(rows, Path(folder) / "rows")
            return (Path(folder) / "rows").read_bytes()

    return bytes_of


FORMATS: dict[str, Callable[[pd.DataFrame], bytes]] = {
    "csv": lambda rows: rows.to_csv(index=False).encode(),
    "xlsx": xlsx,
    "parquet": written(lambda rows, path: rows.to_parquet(path, index=False)),
    "sav": written(pyreadstat.write_sav),
    "dta": written(pyreadstat.write_dta),
}

BYTES: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda _: b"",
    "one byte": lambda content: content[:1],
    "first half": lambda content: content[: len(content) // 2],
    "last byte lost": lambda content: content[:-1],
    "first byte lost": lambda content: content[1:],
    "twice": lambda content: content * 2,
    "noise after": lambda content: content + bytes(range(256)) * 8,
    "noise before": lambda content: bytes(range(255, -1, -1)) + content,
    "zeros in the middle": lambda content: content[:200] + bytes(100) + content[300:],
    "all zeros": lambda content: bytes(len(content)),
    "reversed": lambda content: content[::-1],
    "line ends of Windows": lambda content: content.replace(b"\n", b"\r\n"),
    "a byte order mark": lambda content: b"\xef\xbb\xbf" + content,
    "text for binary": lambda _: b"id;sex\nr1;f\n",
    "a web page": lambda _: b"<!DOCTYPE html><html><table><tr><td>id</td></tr></table></html>",
    "a zip of nothing": lambda _: b"PK\x05\x06" + bytes(18),
}
CELLS: dict[str, Callable[[pd.DataFrame], pd.DataFrame]] = {
    "no row": lambda rows: rows.head(0),
    "one row": lambda rows: rows.head(1),
    "one column": lambda rows: rows[["sex"]],
    "columns in another order": lambda rows: rows[rows.columns[::-1]],
    "every cell blank": lambda rows: rows.astype(object).map(lambda _: ""),
    "codes unknown": lambda rows: rows.assign(sex="x"),
    "dates for codes": lambda rows: rows.assign(sex="2009-03-10"),
    "labels for codes": lambda rows: rows.assign(agree=["non", "oui"] * 20),
    "tiny numbers": lambda rows: rows.assign(hours=5e-324),
    "infinities": lambda rows: rows.assign(hours=["inf", "-inf", "nan", "1e999"] * 10),
    "numbers of a thousand digits": lambda rows: rows.assign(hours="9" * 1000),
    "formulas": lambda rows: rows.assign(sex="=1+1", hours="=cmd|' /C calc'!A0"),
    "impossible dates": lambda rows: rows.assign(day=["2009-02-30", "0000-00-00", "9999-99-99", "now"] * 10),
    "one identifier for all": lambda rows: rows.assign(id="r1"),
    "no identifier": lambda rows: rows.assign(id=""),
    "long texts": lambda rows: rows.assign(sex="f" * 2000),
    "signs of every kind": lambda rows: rows.assign(sex="\u202e\u200bé\U0001f600"),
    "lines in cells": lambda rows: rows.assign(sex='f\n"m",\r\n'),
    "a thousand columns more": lambda rows: pd.concat(
        [rows, pd.DataFrame({f"v{i}": range(40) for i in range(1000)})], axis="columns"
    ),
    "names in capitals": lambda rows: rows.rename(columns=str.upper),
}
TEXTS: dict[str, bytes] = {
    "utf-16": ANSWERS.encode("utf-16"),
    "utf-32": ANSWERS.encode("utf-32"),
    "line ends of old": ANSWERS.replace("\n", "\r").encode(),
    "NUL in a cell": ANSWERS.replace("r3,", "r3\x00,").encode(),
    "blank lines": ANSWERS.replace("\n", "\n\n").encode(),
    "header twice": (ANSWERS + ANSWERS).encode(),
    "names twice": ANSWERS.replace("id,", "id,id,", 1).encode(),
    "a name of 200,000 letters": ANSWERS.replace(",hours", "," + "h" * 200_000).encode(),
    "a quotation mark unclosed": (ANSWERS + 'x,f,"1,2009-03-10,1\n').encode(),
    "a quotation mark within": ANSWERS.replace("r3,", 'r"3,').encode(),
    "a short row": (ANSWERS + "x,f\n").encode(),
    "a long row": (ANSWERS + "x,f,1,2009-03-10,1,1,1,1\n").encode(),
    "no header": ANSWERS.partition("\n")[2].encode(),
    "a header of a million columns": ",".join(f"c{i}" for i in range(1_000_000)).encode() + b"\n1\n",
    "a million columns and a row": b",".join([b"c"] * 1_000_000) + b"\n" + b"," * 999_999 + b"\n",
    "a million separators": b"," * 1_000_000,
    "a million quotation marks": b'"' * 1_000_000,
    "a million blank lines": b"\n" * 1_000_000,
    "Latin letters that UTF-8 lacks": ANSWERS.replace("r3,", "é3,").encode("latin-1"),
    "half a letter": ANSWERS.encode() + b"x\xc3,f,1,2009-03-10,1\n",
    "another encoding declared": b"sep=;\n" + ANSWERS.replace(",", ";").encode(),
}


@pytest.fixture
def place(write_survey: Callable[..., Place], built_once: Path) -> Place:
    """A survey with results of an earlier run."""
    place = write_survey(SURVEY, EDITION, answers_csv=ANSWERS)
    shutil.copytree(built_once, place.processed)
    return place


@pytest.fixture(scope="module")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The results of the valid survey."""
    place = Place(tmp_path_factory.mktemp("valid"), "essai", "2020")
    place.raw.mkdir(parents=True)
    place.survey_toml.write_text(SURVEY)
    place.edition_toml.write_text(EDITION)
    (place.raw / "answers.csv").write_text(ANSWERS)
    assert run(place).exit_code == 0
    return place.processed


def run(place: Place) -> Result:
    return CliRunner().invoke(main, ["--root", str(place.root), "build", "--force"])


def checked(place: Place) -> Result:
    """A run that ends in time, in a result or in a message; results are whole, nothing stands beside."""
    former, begun = files_of(place.processed), time.perf_counter()
    result = run(place)
    assert time.perf_counter() - begun < SECONDS
    assert result.exit_code in (0, 1), result.output[-2000:]
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert "Traceback" not in result.output
    assert is_whole(place.processed / MANIFEST)
    if result.exit_code:
        assert result.output.startswith("assoscope: ") and len(result.output) < 20_000
        assert files_of(place.processed) == former
    assert {path.name for path in place.processed.parent.iterdir()} == {"2020", ".2020.lock"}
    return result


def files_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def with_answers(place: Place, suffix: str, content: bytes) -> Place:
    (place.raw / "answers.csv").unlink()
    place.edition_toml.write_text(f'[file]\nname = "answers.{suffix}"\n')
    (place.raw / f"answers.{suffix}").write_bytes(content)
    return place


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("damage", BYTES.values(), ids=BYTES)
def test_bytes_damaged(damage: Callable[[bytes], bytes], suffix: str, place: Place) -> None:
    checked(with_answers(place, suffix, damage(FORMATS[suffix](ROWS))))


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("damage", CELLS.values(), ids=CELLS)
def test_cells_damaged(damage: Callable[[pd.DataFrame], pd.DataFrame], suffix: str, place: Place) -> None:
    checked(with_answers(place, suffix, FORMATS[suffix](damage(ROWS))))


@pytest.mark.parametrize("content", TEXTS.values(), ids=TEXTS)
def test_texts_damaged(content: bytes, place: Place) -> None:
    checked(with_answers(place, "csv", content))


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("wrong", FORMATS)
def test_one_format_under_the_suffix_of_another(suffix: str, wrong: str, place: Place) -> None:
    result = checked(with_answers(place, wrong, FORMATS[suffix](ROWS)))
    assert result.exit_code == (suffix != wrong), result.output


@pytest.mark.parametrize("suffix", FORMATS)
def test_seeded_bytes_changed_in_valid_files(suffix: str, tmp_path: Path) -> None:
    """A hundred files of each format with a few bytes changed: read, or refused in words."""
    content = np.frombuffer(FORMATS[suffix](ROWS), dtype=np.uint8)
    random = np.random.default_rng(20260101)
    for _ in range(100):
        changed = content.copy()
        changed[random.integers(len(content), size=random.integers(1, 9))] = random.integers(256)
        (tmp_path / f"a.{suffix}").write_bytes(changed.tobytes())
        try:
            assert len(read_answers(tmp_path, AnswersFile(f"a.{suffix}")).answers) > 0
        except DataError as error:
            assert f"a.{suffix}" in str(error)
