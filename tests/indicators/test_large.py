"""Indicators of a Parquet file read a part at a time are those of the whole."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from functools import reduce
from operator import add
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from analysis.etl import DataError, respondents_frame
from analysis.etl.coded_parts import parts_of
from analysis.indicators import publish
from analysis.indicators.large import Plan, estimate_sums, plan_of, sums_of
from analysis.pipeline import Built

SURVEY = """
title = "Essai"
identifier = "cle"
breakdowns = ["sexe", "age", "motifs"]

[design]
weight = "poids"
strata = "zone"

[publication]
confidential_below = 5

[scales.oui_non]
codes = { o = "oui", n = "non" }

[themes.tout]
title = "Tout"

[questions.benevole]
text = "Bénévole ?"
type = "single"
scale = "oui_non"
missing = { dont_know = ["8"] }

[questions.sexe]
text = "Sexe"
type = "single"
codes = { 1 = "homme", 2 = "femme" }

[questions.annee]
text = "Année"
type = "numeric"

[questions.heures]
text = "Heures"
type = "numeric"
asked_if = { benevole = ["o"] }

[questions.avis]
text = "Avis"
type = "scale"
codes = { 1 = "non", 2 = "ni", 3 = "oui" }

[questions.motifs]
text = "Motifs"
type = "multiple"
codes = { a = "aider", b = "rencontrer" }
columns = { a = "ma", b = "mb" }

[derived.age]
text = "Âge"
classes_of = "annee"
codes.jeune = { fr = "jeune", from = 1990 }
codes.autre = { fr = "autre", below = 1990 }

[populations.benevoles]
label = "Bénévoles"
among = { benevole = ["o"] }

[indicators.benevoles]
theme = "tout"
title = "Bénévoles"
statistic = "share"
variable = "benevole"
answers = ["o"]

[indicators.tous]
theme = "tout"
title = "Bénévoles parmi tous"
statistic = "share"
variable = "benevole"
answers = ["o"]
base = "asked"

[indicators.avis]
theme = "tout"
title = "Avis"
statistic = "share"
variable = "avis"
population = "benevoles"

[indicators.motifs]
theme = "tout"
title = "Motifs"
statistic = "share"
variable = "motifs"
breakdowns = ["sexe", "motifs"]

[indicators.heures]
theme = "tout"
title = "Heures"
statistic = "mean"
variable = "heures"
unit = "h"

[indicators.total]
theme = "tout"
title = "Heures en tout"
statistic = "total"
variable = "heures"
divide_by = 1000
unit = "milliers d'heures"

[indicators.annee]
theme = "tout"
title = "Année médiane"
statistic = "median"
variable = "annee"
population = "benevoles"

[indicators.rapport]
theme = "tout"
title = "Heures par an"
statistic = "ratio"
variable = "heures"
denominator = "annee"

[indicators.solde]
theme = "tout"
title = "Solde"
statistic = "balance"
variable = "avis"
favourable = ["3"]
unfavourable = ["1"]
"""
N = 400


def answers(n: int = N) -> pd.DataFrame:
    rng = np.random.default_rng(3)
    frame = pd.DataFrame(
        {
            "cle": np.arange(n),
            "poids": np.round(rng.gamma(3, 1, n) * (rng.random(n) > 0.03), 3),
            "zone": np.sort(rng.choice(["nord", "sud", "ouest"], n)),
            "benevole": rng.choice(["o", "n", "8", ""], n, p=[0.6, 0.3, 0.05, 0.05]),
            "sexe": rng.choice(["1", "2"], n),
            "annee": rng.integers(1940, 2006, n),
            "heures": np.round(rng.gamma(2, 4, n), 2),
            "avis": rng.choice(["1", "2", "3", ""], n),
            "ma": rng.integers(0, 2, n),
            "mb": rng.integers(0, 2, n),
        }
    )
    return frame.assign(heures=frame["heures"].where(frame["benevole"] == "o"))


@pytest.fixture
def built(processed: Callable[..., Built]) -> Built:
    return processed(SURVEY, answers().to_csv(index=False))


def tabulated(built: Built, *paths: Path) -> pd.DataFrame:
    plan, pieces = plan_of(paths, built.survey, built.edition)
    plan = pickle.loads(pickle.dumps(plan))
    sums = reduce(add, [sums_of(piece, plan) for piece in pieces])
    return publish(estimate_sums(sums, built.survey, built.edition), built.survey)


def assert_same(found: pd.DataFrame, expected: pd.DataFrame) -> None:
    pd.testing.assert_frame_equal(found, expected, rtol=1e-9, atol=1e-11)


def in_pieces(frame: pd.DataFrame, path: Path, monkeypatch: pytest.MonkeyPatch, rows: int = 60) -> Path:
    """The frame as Parquet in small row groups, which are read by 90 respondents at most."""
    monkeypatch.setattr("analysis.etl.coded_parts.ROWS", 90)
    pq.write_table(pa.Table.from_pandas(frame, preserve_index=False), path, row_group_size=rows)
    return path


@pytest.mark.parametrize("rows", [40, 60, N])
def test_a_file_read_in_parts_gives_the_indicators_of_the_build(
    built: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rows: int
) -> None:
    path = in_pieces(respondents_frame(built.weighted), tmp_path / "r.parquet", monkeypatch, rows)
    assert_same(tabulated(built, path), built.indicators)


def test_no_more_than_so_many_respondents_are_in_memory(
    built: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = in_pieces(respondents_frame(built.weighted), tmp_path / "r.parquet", monkeypatch, N)
    plan, (piece,) = plan_of([path], built.survey, built.edition)
    assert [len(part.weights) for part in parts_of(piece, plan.columns)] == [90, 90, 90, 90, 40]


def test_several_files_are_one(built: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    frame = respondents_frame(built.weighted)
    paths = [
        in_pieces(frame[:150], tmp_path / "1.parquet", monkeypatch),
        in_pieces(frame[150:], tmp_path / "2.parquet", monkeypatch),
    ]
    assert_same(tabulated(built, *paths), built.indicators)


def test_coded_columns_without_statuses_are_read_by_the_questionnaire(
    built: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    frame = answers().replace("", None).rename(columns={"ma": "motifs.a", "mb": "motifs.b"})
    frame["age"] = np.where(frame["annee"] >= 1990, "jeune", "autre")
    frame["heures.status"] = np.where(frame["heures"].isna(), "not_asked", "answered")
    frame["sexe"] = frame["sexe"].astype(int)
    path = in_pieces(frame, tmp_path / "raw.parquet", monkeypatch)
    assert_same(tabulated(built, path), built.indicators)


def spoilt(frame: pd.DataFrame) -> dict[str, tuple[pd.DataFrame, str]]:
    text = frame["sexe"].astype(str)
    return {
        "column": (
            frame.drop(columns=["avis", "heures.status"]),
            "no column .*avis",
        ),
        "code": (
            frame.assign(sexe=text.where(text != "2", "7")),
            r"r.parquet, row groups 0 to 0: sexe: unknown codes '7' \(\d+\)",
        ),
        "weight": (frame.assign(weight=-1.0), "weight: 60 of 60 weights are missing, infinite or negative"),
        "stratum": (frame.assign(stratum=frame["stratum"].where(frame.index > 3)), "4 of 60 respondents"),
        "status": (frame.assign(**{"sexe.status": "peut-être"}), "sexe.status: expected answered"),
        "at odds": (frame.assign(**{"sexe.status": "refused"}), "sexe: 60 respondents have a value and"),
        "tick at odds": (
            frame.assign(**{"motifs.a": True, "motifs.status": "refused"}),
            "motifs: 60 respondents have a value and another",
        ),
        "tick": (frame.assign(**{"motifs.a": "2"}), r"motifs.a: expected 1, 0, found '2' \(60\)"),
        "nobody": (frame[:0], "no respondents"),
        "no weight": (frame.assign(weight=0.0), "0 respondents have a weight over 0"),
        "lonely": (
            frame.assign(stratum=["seul", *frame["stratum"][1:]]),
            "sampling design: strata: 1 of 4 have a single primary unit .seul.",
        ),
    }


@pytest.mark.parametrize(
    "case",
    [
        "column",
        "code",
        "weight",
        "stratum",
        "status",
        "at odds",
        "tick at odds",
        "tick",
        "nobody",
        "no weight",
        "lonely",
    ],
)
def test_what_cannot_be_read_is_named(
    built: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, case: str
) -> None:
    frame, message = spoilt(respondents_frame(built.weighted))[case]
    path = in_pieces(frame, tmp_path / "r.parquet", monkeypatch)
    with pytest.raises(DataError, match=message):
        tabulated(built, path)


def test_a_median_of_too_many_distinct_numbers_names_the_indicator(
    built: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("analysis.statistics.partitions.values.MOST_VALUES", 40)
    path = in_pieces(respondents_frame(built.weighted), tmp_path / "r.parquet", monkeypatch, 20)
    with pytest.raises(
        DataError, match=r"indicator annee: a median of \d+ distinct numbers, more than the 40"
    ):
        tabulated(built, path)


@pytest.mark.parametrize(
    ("extra", "message"),
    [
        ('[design]\nweight = "poids"\npsu = "zone"', "design.psu = 'zone'"),
        ('[weighting]\ncalibration = "raking"\nvariables = ["sexe"]', 'weighting.calibration = "raking"'),
    ],
)
def test_what_does_not_add_up_is_refused(
    processed: Callable[..., Built], tmp_path: Path, extra: str, message: str
) -> None:
    survey = SURVEY.replace('[design]\nweight = "poids"\nstrata = "zone"', extra)
    margins = "variable,code,share,source\nsexe,1,50,x\nsexe,2,50,x\n"
    found = processed(survey, answers().to_csv(index=False), margins_csv=margins)
    path = tmp_path / "r.parquet"
    respondents_frame(found.weighted).to_parquet(path)
    with pytest.raises(DataError, match=message):
        plan_of([path], found.survey, found.edition)


def test_a_file_that_is_not_parquet_is_refused(built: Built, tmp_path: Path) -> None:
    path = tmp_path / "r.parquet"
    path.write_text("a,b\n1,2\n")
    with pytest.raises(DataError, match="not read as Parquet"):
        plan_of([path], built.survey, built.edition)


def test_the_plan_counts_means_from_a_number_of_the_file(built: Built, tmp_path: Path) -> None:
    path = tmp_path / "r.parquet"
    respondents_frame(built.weighted).to_parquet(path)
    plan, _ = plan_of([path], built.survey, built.edition)
    assert isinstance(plan, Plan)
    assert plan.pivots["heures"] in set(answers()["heures"])
    assert "total" not in plan.pivots
