"""Files of respondents, read back by other programs, give the released figures and tell nobody's name."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pyreadstat
import pytest

from analysis.results.csv_files import read_rows
from analysis.steps.export_formats import EXPORT_FORMATS, Exported
from analysis.workspace import Place
from tests.microdata.answered import SECRETS, N

NAME = "essai-2020"


@pytest.fixture
def sav(files: Mapping[str, bytes], tmp_path: Path) -> Path:
    path = tmp_path / f"{NAME}.sav"
    path.write_bytes(files[path.name])
    return path


def released(place: Place, indicator: str) -> dict[tuple[str, str], tuple[float, float]]:
    """Value and step of an indicator by item and group."""
    return {
        (row["item"], row["group"]): (float(row["value"]), float(row["step"]))
        for row in read_rows(place.release / "indicators.csv")
        if row["indicator"] == indicator and row["value"]
    }


def assert_released(place: Place, indicator: str, found: Mapping[tuple[str, str], float]) -> None:
    expected = released(place, indicator)
    assert expected and set(expected) <= set(found)
    for key, (value, step) in expected.items():
        assert abs(found[key] - value) <= step / 2 + 1e-9, (indicator, key)


def share(ticked: pd.Series, weights: pd.Series) -> float:
    return float(100 * np.average(ticked, weights=weights))


def test_spss_files_give_the_released_figures(sav: Path, answered: Place) -> None:
    frame, meta = pyreadstat.read_sav(str(sav))
    assert len(frame) == N
    valid = frame[frame["avis"].notna()]
    assert_released(
        answered,
        "avis",
        {("", "all"): np.average(valid["avis"], weights=valid["weight"])}
        | {
            ("", sex): np.average(group["avis"], weights=group["weight"])
            for sex, group in valid.groupby("sexe")
        },
    )
    shares = {(str(code), "all"): share(valid["avis"] == code, valid["weight"]) for code in (1, 2, 3)}
    shares |= {
        (str(code), str(sex)): share(group["avis"] == code, group["weight"])
        for code in (1, 2, 3)
        for sex, group in valid.groupby("sexe")
    }
    assert_released(answered, "avis_reponses", shares)
    ticks = {"a": "actions_a", "b-1": "actions_b_1", "c": "actions_c"}
    groups = {"all": frame, **{str(sex): group for sex, group in frame.groupby("sexe")}}
    assert_released(
        answered,
        "actions",
        {
            (code, group): share(rows[name] == 1, rows["weight"])
            for code, name in ticks.items()
            for group, rows in groups.items()
        },
    )
    assert meta.column_names_to_labels["actions_b_1"] == "L'action : Bureau"
    assert meta.variable_measure["avis"] == "ordinal"


def test_spss_files_tell_kinds_of_absence_apart(sav: Path) -> None:
    frame, meta = pyreadstat.read_sav(str(sav), user_missing=True)
    labels = meta.variable_value_labels["avis"]
    assert labels[1.0] == "Bon" and labels[3.0] == "=Mauvais'"
    counts = frame["avis"].map(labels).value_counts()
    assert counts["Refus de répondre"] == 15
    assert counts["Sans réponse"] == 13
    asked = frame["enceinte"].map(meta.variable_value_labels["enceinte"])
    assert (asked == "Question non posée").sum() == N / 2
    assert frame["sexe"].map(meta.variable_value_labels["sexe"]).value_counts().to_dict() == {
        "Femmes": 150,
        "Hommes": 150,
    }


def test_the_syntax_defines_a_set_for_each_question_of_several_answers(
    files: Mapping[str, bytes], sav: Path
) -> None:
    syntax = files[f"{NAME}.sps"].decode("utf-8-sig")
    found = re.search(
        r"NAME=\$(\w+) LABEL='((?:[^']|'')*)'.*?VARIABLES=([\w\s]+?)\n    VALUE=1\.", syntax, re.S
    )
    assert found is not None
    assert found[1] == "actions" and found[2] == "L''action"
    columns = pyreadstat.read_sav(str(sav), metadataonly=True)[1].column_names
    assert set(found[3].split()) == {name for name in columns if name.startswith("actions")}
    assert f"GET FILE='{sav.name}'." in syntax


@pytest.mark.slow
def test_pspp_reads_the_file_and_its_sets(files: Mapping[str, bytes], sav: Path, answered: Place) -> None:
    program = shutil.which("pspp")
    if program is None:
        pytest.skip("pspp is not installed (Debian: pspp)")
    syntax = (
        files[f"{NAME}.sps"].decode("utf-8-sig")
        + "FREQUENCIES avis actions_a.\nMRSETS /DISPLAY NAME=[$actions].\n"
    )
    (sav.parent / "all.sps").write_text(syntax, encoding="utf-8")
    command = [program, "-o", "out.csv", "-O", "format=csv", "all.sps"]
    done = subprocess.run(command, cwd=sav.parent, capture_output=True, text=True, check=False)
    out = (sav.parent / "out.csv").read_text(encoding="utf-8")
    assert done.returncode == 0 and "error" not in done.stdout, done.stdout
    assert "$actions" in out
    value, step = released(answered, "avis_reponses")["1", "all"]
    (row,) = [line.split(",") for line in out.splitlines() if line.startswith("Valid,Bon,")]
    assert abs(float(row[4].rstrip("%")) - value) <= step


def test_parquet_gives_the_released_figures_and_says_what_columns_are(
    files: Mapping[str, bytes], answered: Place
) -> None:
    table = pq.read_table(io.BytesIO(files[f"{NAME}.parquet"]))
    frame = table.to_pandas()
    groups = {"all": frame, **{str(sex): rows for sex, rows in frame.groupby("sexe", observed=True)}}
    assert_released(
        answered,
        "actions",
        {
            (code, group): share(rows[name].astype(bool), rows["weight"])
            for code, name in {"a": "actions_a", "b-1": "actions_b_1", "c": "actions_c"}.items()
            for group, rows in groups.items()
        },
    )
    assert_released(
        answered, "heures", {("", g): np.average(r["heures"], weights=r["weight"]) for g, r in groups.items()}
    )
    said = table.schema.field("avis").metadata
    assert json.loads(said[b"values"])["1"] == {"fr": "Bon", "en": "Bon"}
    assert said[b"question_fr"].decode() == "=1+1 'votre' avis"
    assert frame["enceinte__absence"].value_counts()["not_asked"] == N / 2
    assert frame["enceinte"].isna().sum() == N / 2
    assert str(frame["jour"].iloc[0])[:10] == "2020-01-10"


@pytest.mark.parametrize("name", [name for name, each in EXPORT_FORMATS.items() if each.is_private])
def test_no_identifier_and_no_open_answer_goes_out(name: str, exported: Exported, tmp_path: Path) -> None:
    for file, content in EXPORT_FORMATS[name].contents(exported).items():
        texts = [content.decode("utf-8", "replace")]
        path = tmp_path / file
        path.write_bytes(content)
        columns = []
        if file.endswith(".sav"):
            frame, _ = pyreadstat.read_sav(str(path))
            columns, texts = list(frame.columns), [*texts, frame.to_csv()]
        if file.endswith(".parquet"):
            frame = pd.read_parquet(path)
            columns, texts = list(frame.columns), [*texts, frame.to_csv()]
        assert not [secret for secret in SECRETS for text in texts if secret in text], file
        assert not {"id", "mots", "respondent", "code_postal"} & set(columns), file


@pytest.mark.parametrize("name", [name for name, each in EXPORT_FORMATS.items() if each.is_private])
def test_the_same_respondents_give_the_same_bytes(name: str, exported: Exported) -> None:
    assert EXPORT_FORMATS[name].contents(exported) == EXPORT_FORMATS[name].contents(exported)
