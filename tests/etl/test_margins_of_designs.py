"""Rows of margins.csv for the population of one design of several: which are read, whose faults told."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.etl.population.margins_file import read_margins
from analysis.questionnaire import Survey
from analysis.sources.received import DataError
from tests.defined_survey import survey_of

ASKED = """
[themes.t]
[questions.sex]
type = "single"
codes = { f = "Femme", m = "Homme" }
[questions.mode]
type = "single"
codes = { web = "En ligne", visit = "Visite" }
"""
DESIGNS = """
[designs.web]
among = { mode = ["web"] }
[populations.web]
design = "web"
"""
ONE, SEVERAL = survey_of(ASKED), survey_of(ASKED + DESIGNS)
HEADER = "variable,code,share,design\n"
EVERYONE, WEB = "sex,f,52,\nsex,m,48,\n", "sex,f,40,web\nsex,m,60,web\n"


def read(folder: Path, survey: Survey, rows: str, design: str) -> list[float]:
    path = folder / "margins.csv"
    path.write_text(HEADER + rows, encoding="utf-8")
    return list(read_margins(path, survey, (), design)["share"])


@pytest.mark.parametrize(("design", "shares"), [("", [52, 48]), ("web", [40, 60])])
def test_the_rows_of_a_design_are_those_that_name_it(
    design: str, shares: list[float], tmp_path: Path
) -> None:
    assert read(tmp_path, SEVERAL, EVERYONE + WEB, design) == shares
    assert read(tmp_path, SEVERAL, WEB + EVERYONE, design) == shares


FAULTS = [
    # a survey, rows, the design asked for; what is said
    (
        SEVERAL,
        EVERYONE,
        "web",
        "no row is of the design web, which is calibrated; write web in the column design",
    ),
    (
        SEVERAL,
        WEB,
        "",
        "no row is of everyone, which is calibrated; leave the column design blank of its rows",
    ),
    (SEVERAL, EVERYONE + "sex,f,5,phone\n", "", "no design phone; designs: web"),
    (ONE, WEB, "", "no design web; designs: none; leave the column out"),
    (SEVERAL, "sex,f,52,\nsex,m,28,\n", "", "faults in the rows of everyone\n"),
    (SEVERAL, "sex,f,52,web\nsex,m,28,web\n", "web", "faults in the rows of the design web\n"),
    (ONE, "sex,f,52,\nsex,m,28,\n", "", "margins.csv: faults\n"),
]


@pytest.mark.parametrize(("survey", "rows", "design", "said"), FAULTS)
def test_faults_are_told_of_the_design_whose_rows_have_them(
    survey: Survey, rows: str, design: str, said: str, tmp_path: Path
) -> None:
    with pytest.raises(DataError) as raised:
        read(tmp_path, survey, rows, design)
    assert said in str(raised.value)
