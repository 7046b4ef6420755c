"""No text cell evaluates in a spreadsheet, all are read back as they were; other columns are not written."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analysis.results import PROBLEMS, REMOVED
from analysis.results.csv_files import csv_bytes, file_bytes, inert_cell, number_cells, plain_cell
from analysis.results.schema import SchemaError

ROOT = Path(__file__).parents[2]

TEXTS = [
    "",
    "Oui",
    "=1+1",
    "+33 6 12",
    "-x",
    "@SUM(A1)",
    "\tx",
    "\n=1",
    " =1",
    "\n",
    "\u00a0+1",
    "＝1",
    "＋1",
    "－1",
    "＠A1",
    " ＝1",
    " Oui",
    "-12",
    "it's",
    "'quoted'",
]
CELLS = [
    ("=1+1", "'=1+1"),
    ("+33 1", "'+33 1"),
    ("-12", "-12"),
    ("-1,5", "-1,5"),
    ("-x", "'-x"),
    ("@SUM(A1)", "'@SUM(A1)"),
    ("\tx", "'\tx"),
    ("\r=1", "'\n=1"),
    ("\n=1", "'\n=1"),
    ("\nOui", "'\nOui"),
    (" =1+1", "' =1+1"),
    ("\u00a0@SUM(A1)", "'\u00a0@SUM(A1)"),
    ("\ufeff=1+1", "'\ufeff=1+1"),
    ("＝1+1", "'＝1+1"),
    ("＋33", "'＋33"),
    ("－x", "'－x"),
    ("＠SUM(A1)", "'＠SUM(A1)"),
    ("  ＝1+1", "'  ＝1+1"),
    ("\ufe66 1+1", "'\ufe66 1+1"),
    ("\u202e=1+1", "'\u202e=1+1"),
    ("\u2066@A1", "'\u2066@A1"),
    ("\u061c+x", "'\u061c+x"),
    ("\xad=1", "'\xad=1"),
    ("\x01=1", "'\x01=1"),
    ("\u2062\u00a0=1", "'\u2062\u00a0=1"),
    ("\u2800=1", "'\u2800=1"),
    ("\U000e0020=1", "'\U000e0020=1"),
    ("−3 points", "−3 points"),
    ("é=1", "é=1"),
    ("\u200bOui", "\u200bOui"),
    (" Oui", " Oui"),
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


@pytest.mark.parametrize(
    "frame",
    [
        pd.DataFrame({"a,b": ['say "yes"', "one, two", "two\nlines"], "n": [1e-7, float("nan"), -0.0]}),
        pd.DataFrame({"only": ["", "x"]}),
        pd.DataFrame({"n": [3, 4], "is": [True, False]}),
        pd.DataFrame({"code": ["1", None], "n": pd.array([7, None], dtype="Int64")}),
        pd.DataFrame({"mixed": [1, True, None, "x"]}, dtype=object),
        pd.DataFrame({"a": [], "b": []}),
    ],
)
def test_cells_are_written_as_the_csv_module_writes_them(frame: pd.DataFrame) -> None:
    rows = [
        ["" if pd.isna(cell) else f"{cell:.12g}" if isinstance(cell, float) else cell for cell in row]
        for row in frame.itertuples(index=False)
    ]
    lines = io.StringIO(newline="")
    csv.writer(lines, lineterminator="\n").writerows([list(frame.columns), *rows])
    assert csv_bytes(frame).decode() == lines.getvalue()


def test_numbers_are_written_as_python_writes_them_by_twelve_digits() -> None:
    draws = np.random.default_rng(8)
    powers = np.array([float(f"1e{exponent}") for exponent in range(-8, 16)])
    halves = (draws.integers(10**11, 10**12, 1000) + 0.5) / draws.choice(powers[8:], 1000)
    sizes = draws.normal(size=2000) * draws.choice(powers, 2000)
    around = [np.nextafter(powers, 0), powers, np.nextafter(powers, np.inf)]
    special = [0.0, -0.0, np.nan, np.inf, 1.5, 999_999_999.99995, 999_999_999.9999, 0.00009999999999995]
    numbers = np.concatenate([sizes, halves, np.round(sizes, 2), *around, special])
    numbers = np.concatenate([numbers, -numbers])
    found = number_cells(numbers).to_pylist()
    assert found == ["" if np.isnan(number) else f"{number:.12g}" for number in numbers.tolist()]


@pytest.mark.parametrize("text", TEXTS)
def test_the_apostrophe_that_is_put_is_taken_off(text: str) -> None:
    assert plain_cell(str(inert_cell(text))) == text


def test_a_cell_that_is_not_there_is_an_empty_text() -> None:
    assert plain_cell(None) == ""


def test_a_frame_with_other_columns_than_the_schema_is_not_written() -> None:
    frame = pd.DataFrame({"row": [1], "respondent": ["a"], "reason": ["x"]})
    with pytest.raises(SchemaError, match="found row, respondent, reason; expected respondent, row, reason"):
        file_bytes(REMOVED, frame)
    with pytest.raises(SchemaError, match="found respondent, row, reason, more; expected"):
        file_bytes(REMOVED, frame[["respondent", "row", "reason"]].assign(more=1))
    with pytest.raises(SchemaError, match=r"problems\.csv: found respondent; expected"):
        file_bytes(PROBLEMS, frame[["respondent"]])


def test_readers_of_results_need_no_pandas() -> None:
    readers = (
        "trend_rows",
        "comparison_rows",
        "csv_files",
        "indicator_rows",
        "territory_rows",
        "record_rows",
    )
    lines = [
        *(f"import analysis.results.{name}" for name in readers),
        "import sys; print('pandas' in sys.modules)",
    ]
    found = subprocess.run(
        [sys.executable, "-c", "; ".join(lines)], capture_output=True, text=True, check=True
    )
    assert found.stdout == "False\n"
