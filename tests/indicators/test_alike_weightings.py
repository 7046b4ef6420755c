"""Two editions weighted on different variables, both weighted on what they share."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from analysis.pipeline import build
from analysis.results import ALIKE, TREND
from analysis.results.csv_files import read_rows
from analysis.workspace import Place

SURVEY = """
breakdowns = ["sexe"]
[weighting]
calibration = "raking"
variables = ["sexe"]
[publication]
reliability = "none"
[themes.t]
[themes.qui]
profile = true
[questions.sexe]
type = "single"
codes = { f = "Femme", h = "Homme" }
[questions.age]
type = "single"
codes = { jeune = "Jeune", aine = "Aîné" }
[questions.retraite]
type = "single"
codes = { 1 = "Oui", 0 = "Non" }
[questions.oui]
type = "single"
codes = { 1 = "Oui", 0 = "Non" }
[indicators.retraite]
theme = "qui"
answers = ["1"]
[indicators.oui]
theme = "t"
answers = ["1"]
[questions.sport]
type = "single"
codes = { 1 = "Oui", 0 = "Non" }
[indicators.sport]
theme = "t"
answers = ["1"]
[populations.femmes]
among = { sexe = ["f"] }
[indicators.oui_femmes]
theme = "t"
variable = "oui"
answers = ["1"]
population = "femmes"
"""
OF_AGE = '[weighting]\ncalibration = "raking"\nvariables = {variables}\n'
FILE = '[file]\nname = "answers.csv"\n[fieldwork]\nend = {year}-06-30\n'
SEX = "variable,code,share,source\nsexe,f,50,\nsexe,h,50,\n"
AGE = "age,jeune,75,\nage,aine,25,\n"


def place_of(root: Path, year: int, variables: str = "", margins: str = SEX) -> Place:
    """240 women and 160 men, of whom half are old; three old of four are retired, and no young; three women
    of four do sport, and no man."""
    place = Place(root, "essai", str(year))
    place.raw.mkdir(parents=True)
    place.survey_toml.write_text(SURVEY, encoding="utf-8")
    weighting = OF_AGE.format(variables=variables) if variables else ""
    place.edition_toml.write_text(FILE.format(year=year) + weighting, encoding="utf-8")
    (place.raw / "margins.csv").write_text(margins, encoding="utf-8")
    rows = [
        f"{'f' if i < 240 else 'h'},{'aine' if i % 2 else 'jeune'},{int(i % 2 and i % 8 != 1)},{i % 3 % 2},"
        f"{int(i < 240 and i % 4 > 0)}\n"
        for i in range(400)
    ]
    (place.raw / "answers.csv").write_text("sexe,age,retraite,oui,sport\n" + "".join(rows), encoding="utf-8")
    return place


def trend_rows(*editions: Place) -> dict[str, dict[str, str]]:
    for place in (*editions, editions[0]):  # the first is built again, now that the other is there
        build(place)
    rows = read_rows(editions[0].processed.parent / TREND.name)
    return {row["indicator"]: row for row in rows if row["breakdown"] == "all"}


def test_a_profile_that_moves_by_its_weights_alone_stands_still_where_both_are_weighted_alike(
    tmp_path: Path,
) -> None:
    first = place_of(tmp_path, 2009)
    second = place_of(tmp_path, 2024, '["sexe", "age"]', SEX + AGE)
    of_indicators = trend_rows(first, second)
    found, of_women = of_indicators["retraite"], of_indicators["oui_femmes"]
    assert found["status"] == "profile" and found["alike_on"] == of_women["alike_on"] == "sexe"
    assert float(found["value_to"]) < float(found["value_from"]) - 10
    assert float(found["alike_from"]) == pytest.approx(float(found["value_from"]))
    assert float(found["alike_to"]) == pytest.approx(float(found["alike_from"]))
    assert float(found["alike_difference"]) == pytest.approx(0, abs=1e-9)
    # Half of women and half of men: 75 and 0 % make 37.5, where 240 of 400 are women and make 45.
    assert float(of_indicators["sport"]["alike_from"]) == pytest.approx(37.5)
    assert float(of_indicators["sport"]["alike_to"]) == pytest.approx(37.5)
    error = float(found["alike_se"])
    rows = [row for row in read_rows(first.processed / ALIKE.name) if row["indicator"] == "retraite"]
    assert error == pytest.approx(np.sqrt(2) * float(rows[0]["se"])) and float(found["alike_p"]) > 0.9


def test_editions_that_share_no_margin_are_set_side_by_side_unweighted(tmp_path: Path) -> None:
    first = place_of(tmp_path, 2009)
    second = place_of(tmp_path, 2024, '["age"]', "variable,code,share,source\n" + AGE)
    found = trend_rows(first, second)["oui"]
    assert found["alike_on"] == "all" and found["status"] == "tested"
    assert float(found["alike_from"]) == float(found["alike_to"]) == pytest.approx(100 * 133 / 400)


def test_editions_weighted_alike_have_nothing_of_the_kind(tmp_path: Path) -> None:
    first, second = place_of(tmp_path, 2009), place_of(tmp_path, 2024)
    found = trend_rows(first, second)["oui"]
    assert found["alike_on"] == found["alike_from"] == found["alike_p"] == ""
    assert not (first.processed / ALIKE.name).exists()


def test_an_edition_built_before_there_was_another_has_no_figures_weighted_alike_yet(tmp_path: Path) -> None:
    first = place_of(tmp_path, 2009)
    build(first)
    build(place_of(tmp_path, 2024, '["sexe", "age"]', SEX + AGE))
    rows = read_rows(first.processed.parent / TREND.name)
    found = {row["indicator"]: row for row in rows if row["breakdown"] == "all"}["retraite"]
    assert not (first.processed / ALIKE.name).exists()
    assert (found["status"], found["alike_on"], found["alike_from"]) == ("profile", "", "")


BY_FILE = {
    # the variables of survey.toml; the margins of the later edition; what both are weighted on; the status
    "the file chooses": ("", SEX + AGE, "sexe", "profile"),
    "the file chooses, of the same": ("", SEX, "", "tested"),
    "the file has more than is asked": ('variables = ["sexe"]', SEX + AGE, "", "tested"),
}


@pytest.mark.parametrize("case", BY_FILE)
def test_what_margins_csv_chooses_counts_as_what_the_definitions_name(case: str, tmp_path: Path) -> None:
    variables, margins, on, status = BY_FILE[case]
    first, second = place_of(tmp_path, 2009), place_of(tmp_path, 2024, margins=margins)
    survey = SURVEY.replace('variables = ["sexe"]', variables)
    first.survey_toml.write_text(survey, encoding="utf-8")
    rows = trend_rows(first, second)
    assert (rows["retraite"]["status"], rows["retraite"]["alike_on"]) == (status, on)
    assert (rows["oui"]["status"], rows["oui"]["alike_on"]) == ("tested", on)


DRAWN = """
[weighting]
nonresponse = "age"
drawn = { jeune = 600, aine = 200 }
"""


def test_classes_of_nonresponse_are_weighted_on_as_margins_are(tmp_path: Path) -> None:
    first, second = place_of(tmp_path, 2009), place_of(tmp_path, 2024)
    calibrated = DRAWN + 'calibration = "raking"\nvariables = ["sexe"]\n'
    second.edition_toml.write_text(FILE.format(year=2024) + calibrated, encoding="utf-8")
    found = trend_rows(first, second)["retraite"]
    assert found["status"] == "profile" and found["alike_on"] == "sexe"
    assert float(found["value_to"]) < float(found["value_from"]) - 10
    assert float(found["alike_to"]) == pytest.approx(float(found["alike_from"]))


def test_a_figure_that_one_weighting_fixes_is_no_change_and_is_given_weighted_alike(tmp_path: Path) -> None:
    first = place_of(tmp_path, 2009)
    second = place_of(tmp_path, 2024, '["sexe", "age"]', SEX + AGE)
    of_age = SURVEY + '[indicators.age]\ntheme = "t"\nanswers = ["aine"]\n'
    first.survey_toml.write_text(of_age, encoding="utf-8")
    found = trend_rows(first, second)["age"]
    assert (found["status"], found["difference"], found["p_report"]) == ("profile", "", "")
    assert (found["alike_from"], found["alike_to"]) == ("50", "50")
