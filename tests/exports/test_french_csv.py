"""indicators.fr.csv: the numbers of indicators.csv, labels beside codes, nothing a spreadsheet changes."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pandas as pd
import pytest

from analysis.exports.harmless_texts import LONGEST, harmless, kept_cell
from analysis.results.csv_files import plain_cell, read_indicators
from analysis.results.released_columns import INDICATORS_FR, RELEASED_INDICATORS
from analysis.workspace import Place
from tests.exports.released import HOSTILE

NUMBERS = ("value", "se", "ci_low", "ci_high", "n", "step")


def read(path: Path) -> pd.DataFrame:
    texts = {column.name: str for column in INDICATORS_FR.columns if column.type == "text"}
    return pd.read_csv(
        path,
        sep=";",
        decimal=",",
        encoding="utf-8-sig",
        dtype=texts,
        keep_default_na=False,
        na_values={name: [""] for name in NUMBERS},
    )


@pytest.fixture(scope="module")
def rows(release: Place) -> pd.DataFrame:
    return read(release.released / INDICATORS_FR.name)


@pytest.fixture(scope="module")
def released(release: Place) -> pd.DataFrame:
    return read_indicators(release.released / RELEASED_INDICATORS.name, RELEASED_INDICATORS)


def test_the_file_begins_with_a_byte_order_mark_and_its_lines_end_as_windows_ends_them(
    release: Place,
) -> None:
    content = (release.released / INDICATORS_FR.name).read_bytes()
    assert content.startswith(b"\xef\xbb\xbftheme;theme_label;")
    assert content.count(b"\n") == content.count(b"\r\n") == len(content.decode().splitlines())


def test_every_number_is_that_of_indicators_csv(rows: pd.DataFrame, released: pd.DataFrame) -> None:
    for name in NUMBERS:
        pd.testing.assert_series_equal(rows[name].astype(float), released[name].astype(float))
    assert rows["value"].notna().sum() > 20


def test_codes_are_those_of_indicators_csv(rows: pd.DataFrame, released: pd.DataFrame) -> None:
    for name in ("indicator", "item", "population", "breakdown", "group"):
        assert [plain(text) for text in rows[name]] == released[name].tolist()
    assert set(HOSTILE) <= set(released["group"])


def plain(text: str) -> str:
    return text.removeprefix("'")


def test_every_code_has_its_label_beside_it(rows: pd.DataFrame) -> None:
    whole = rows[(rows["indicator"] == "choix") & (rows["breakdown"] == "all")]
    assert whole["item_label"].tolist() == ["Premier", "Second"]
    assert set(rows["breakdown_label"]) == {"Ensemble", "Dans quel département ?", "sexe"}
    of_sex = rows[rows["breakdown"] == "sexe"]
    assert set(zip(of_sex["group"], of_sex["group_label"], strict=True)) == {("f", "Femmes"), ("m", "Hommes")}
    assert set(rows["theme_label"]) == {"Le thème"}
    assert list(rows)[list(rows).index("group") + 1] == "group_label"


def test_a_figure_that_is_hidden_says_so_and_has_no_number(rows: pd.DataFrame) -> None:
    hidden = rows[rows["status"] == "hidden"]
    assert len(hidden) and hidden[list(NUMBERS)].isna().all(axis=None)
    assert hidden["mark"].str.startswith("c : confidentiel").all()
    assert (rows.loc[rows["status"] == "shown", "mark"] == "").all()


CHANGED = [
    *("01", "007", "2E3", "1e5", "1-2", "1/3", "12:30", "1.5", "1,5", "3 mars", "mars 2009", "janv-09"),
    *("TRUE", "vrai", "1234567890123456", "10 %", "5 €", "2009-03-10", "(12)", "01/02/2009", "1 000"),
    *("=1+1", "+1", "-1", "@x", "\t=1", "＝1", " =1"),
]


@pytest.mark.parametrize("text", CHANGED)
def test_a_text_that_a_spreadsheet_would_change_has_an_apostrophe(text: str) -> None:
    assert kept_cell(text) == f"'{harmless(text)}"


@pytest.mark.parametrize("text", ["1", "0", "42", "2A", "Ain", "Une femme", "18-34 ans", "n.p.", "", "all"])
def test_a_text_that_a_spreadsheet_leaves_alone_stays(text: str) -> None:
    assert kept_cell(text) == text


def test_what_cannot_be_seen_is_taken_off_and_what_is_very_long_is_cut() -> None:
    assert harmless("a\u202eb\u2066c\x07\n d\u200f\ud800") == "abc d"
    assert len(harmless("x" * 40_000)) == LONGEST


def test_no_cell_of_the_file_is_a_formula_or_hides_a_sign(rows: pd.DataFrame) -> None:
    texts = {str(cell) for name in rows.select_dtypes("str") for cell in rows[name]}
    assert any(text.startswith("'=HYPERLINK") for text in texts)
    assert any("ligne et suite" in text for text in texts)
    assert not [
        text for text in texts if text[:1] in ("=", "+", "-", "@", "＝") or "\n" in text or "\u202e" in text
    ]


@pytest.mark.slow
def test_libreoffice_with_french_settings_keeps_codes_and_numbers(
    release: Place, released: pd.DataFrame, tmp_path: Path
) -> None:
    sheet = opened(release.released / INDICATORS_FR.name, tmp_path)
    assert [plain(str(text)) for text in sheet["group"]] == released["group"].tolist()
    values = pd.to_numeric(sheet["value"])
    pd.testing.assert_series_equal(values, released["value"].astype(float), check_dtype=False)


def opened(path: Path, folder: Path) -> pd.DataFrame:
    """A CSV opened by LibreOffice as French Excel writes them (59: semicolon, 76: UTF-8, 1036: French)."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice (soffice) is not installed")
    settings = "CSV:59,34,76,1,,1036,false,true,false"
    command = [
        office,
        f"-env:UserInstallation=file://{folder}/profile",
        "--headless",
        f"--infilter={settings}",
        "--convert-to",
        "xlsx",
        "--outdir",
        str(folder),
        str(path),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return pd.read_excel(
        folder / f"{path.stem}.xlsx", dtype={"group": object}, keep_default_na=False, na_values=[""]
    )


@pytest.mark.slow
def test_r_reads_the_same_numbers(release: Place, released: pd.DataFrame) -> None:
    program = shutil.which("Rscript")
    if program is None:
        pytest.skip("R (Rscript) is not installed")
    code = (
        f'x <- read.csv2("{release.released / INDICATORS_FR.name}", fileEncoding = "UTF-8-BOM",'
        ' colClasses = c(group = "character")); cat(sprintf("%.12g", sum(x$value, na.rm = TRUE)), nrow(x),'
        " sum(is.na(x$value)), x$group[2])"
    )
    run = subprocess.run([program, "-e", code], check=True, capture_output=True, text=True, timeout=120)
    total, count, absent, group = run.stdout.split()
    assert float(total) == pytest.approx(released["value"].sum())
    assert (int(count), int(absent)) == (len(released), released["value"].isna().sum())
    assert plain_cell(group).removeprefix("'") == released["group"].iloc[1]
