"""Weighted files of statistical offices: published figures to the printed decimals."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from analysis.pipeline import process

LEISURE = ("bricol", "cinema", "cuisine", "hard.rock", "lecture.bd", "peche.chasse", "sport")

HDV = (
    'identifier = "id"\nsampling = "probability"\nbreakdowns = ["sexe"]\n[design]\nweight = "poids"\n'
    '[themes.loisirs]\n[questions.sexe]\ntype = "single"\ncodes = { Homme = "Homme", Femme = "Femme" }\n'
    + "".join(
        f'[questions.{name.replace(".", "_")}]\ntype = "single"\ncolumn = "{name}"\n'
        f'codes = {{ Oui = "Oui", Non = "Non" }}\n'
        f'[indicators.{name.replace(".", "_")}]\ntheme = "loisirs"\nanswers = ["Oui"]\n'
        for name in LEISURE
    )
)

TIMES = {
    "Sleeping": "min_sleep",
    "Religious and spiritual activities": "min_religious",
    "Volunteering (organizational and civic activities)": "min_vol_civic",
    "Watching TV": "min_tv",
}
DAYS = {"Nonholiday weekdays": "0", "Weekend days and holidays": "1"}


def atus_definition() -> str:
    """Mean hours a day of each activity by kind of day."""
    return (
        'identifier = "tucaseid"\nsampling = "probability"\nbreakdowns = ["day"]\n[design]\nweight = "wt"\n'
        '[themes.time]\n[questions.day]\ntype = "single"\ncolumn = "weekend_or_holiday"\n'
        'codes = { 0 = "Nonholiday weekdays", 1 = "Weekend days and holidays" }\n'
        + "".join(
            f'[questions.{name}]\ntype = "numeric"\nmin = 0\nmax = 1440\n'
            f'[indicators.{name}]\ntheme = "time"\nstatistic = "mean"\ndivide_by = 60\nunit = "h"\n'
            for name in TIMES.values()
        )
    )


@pytest.mark.parametrize("check", range(8))
def test_hdv2003_counts_and_weighted_sums_are_those_published(
    check: int, microdata: Path, published_checks: pd.DataFrame, write_survey: Callable
) -> None:
    content = (microdata / "insee_hdv2003" / "hdv2003.csv").read_bytes()
    built = process(write_survey(HDV, answers_csv=content))
    row = published_checks.query("dataset == 'hdv2003'").reset_index().loc[check]
    name = str(row["statistic"])
    if name.startswith("sum of poids"):
        men = built.indicators.query("indicator == 'sport' and group == 'Homme'")
        assert round(men["base"].iloc[0]) == row["published"]
    else:
        question = built.weighted.cleaned.answers[name.split("=")[0].replace(".", "_")]
        assert (question.values == 0).sum() == row["published"]


def test_hdv2003_covers_every_published_figure(published_checks: pd.DataFrame) -> None:
    assert len(published_checks.query("dataset == 'hdv2003'")) == 8


@pytest.mark.parametrize("year", [2015, 2016])
def test_time_use_hours_are_those_of_the_published_series(
    year: int, microdata: Path, published_checks: pd.DataFrame, write_survey: Callable
) -> None:
    content = _with_civic_minutes(microdata / "atus_2016" / f"atus_{year}_respondents.csv")
    built = process(write_survey(atus_definition(), answers_csv=content))
    means = built.indicators.query("breakdown == 'day'").set_index(["indicator", "group"])["value"]
    checks = published_checks[published_checks["statistic"].str.endswith(str(year))]
    assert len(checks) == 4
    for check in checks.itertuples():
        activity, day, _ = str(check.statistic).split(" | ")
        assert round(means[(TIMES[activity], DAYS[day])], 2) == check.published


def _with_civic_minutes(path: Path) -> bytes:
    """The file with the published series' volunteering and civic activities as one column."""
    respondents = pd.read_csv(path, dtype=str, keep_default_na=False)
    parts = [respondents[name].astype(int) for name in ("min_volunteer", "min_civic_obligations")]
    return respondents.assign(min_vol_civic=sum(parts)).to_csv(index=False).encode()
