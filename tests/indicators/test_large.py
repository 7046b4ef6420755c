"""Indicators of a Parquet file read a part at a time are those of the whole."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analysis.etl.respondent_files import respondents_frame
from analysis.indicators.large_files import Plan, plan_of
from analysis.sources.coded_files import parts_of
from analysis.steps.results_files import Built
from tests.indicators.coded_survey import N, answers, in_pieces, tabulated


def assert_same(found: pd.DataFrame, expected: pd.DataFrame) -> None:
    pd.testing.assert_frame_equal(found, expected, rtol=1e-9, atol=1e-11)


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


def test_the_plan_counts_means_and_totals_from_a_number_of_the_file(built: Built, tmp_path: Path) -> None:
    path = tmp_path / "r.parquet"
    respondents_frame(built.weighted).to_parquet(path)
    plan, _ = plan_of([path], built.survey, built.edition)
    assert isinstance(plan, Plan)
    assert plan.pivots["heures"] in set(answers()["heures"])
    assert plan.pivots["total"] in set(answers()["heures"])
