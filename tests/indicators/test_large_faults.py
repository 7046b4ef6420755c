"""What of a Parquet file of coded respondents cannot be read, or does not add up, is refused by name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from analysis.etl.respondent_files import respondents_frame
from analysis.indicators.large_files import plan_of
from analysis.sources.received import DataError
from analysis.steps.results_files import Built
from tests.indicators.coded_survey import SURVEY, answers, in_pieces, tabulated


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
    monkeypatch.setattr("analysis.statistics.partitions.sums_of_shares.MOST_VALUES", 40)
    path = in_pieces(respondents_frame(built.weighted), tmp_path / "r.parquet", monkeypatch, 20)
    with pytest.raises(DataError, match=r"indicator annee: \d+ distinct numbers, more than the 40"):
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
