"""Weights, strata, primary units and replicates are proposed, the wrong one last."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.drafting.cells.column_profiles import Profile
from analysis.drafting.infer.design_columns import design_columns
from analysis.sources.received import ColumnDescription

from .conftest import DraftCsv

UNEVEN = [f"0.{n}" for n in range(41, 99)]


def column(name: str, values: list[str] = UNEVEN, label: str = "", blanks: int = 0) -> Profile:
    described = ColumnDescription(label)
    return Profile(name, dict.fromkeys(values, 2), blanks=blanks, described=described)


ESS = ["dweight", "pspwght", "pweight", "anweight"]
CHOSEN = [
    ("one country", [column("cntry", ["FR"]), *map(column, ESS)], "pspwght"),
    ("several countries", [column("cntry", ["FR", "DE"]), *map(column, ESS)], "anweight"),
    ("no word of countries", [*map(column, ESS)], "pspwght"),
    ("only those of one country", [column("cntry", ["FR", "DE"]), *map(column, ESS[:3])], "pspwght"),
    ("of households and of persons", [column("poids_menage"), column("poids_ind")], "poids_ind"),
    (
        "before and after calibration",
        [column("w1", label="Poids initial (tirage)"), column("w2", label="Poids après calage")],
        "w2",
    ),
    ("by its name alone", [column("npoids")], "npoids"),
    ("by its label alone", [column("v998", label="Coefficient de pondération")], "v998"),
    ("whole numbers called weights", [column("v998", ["812", "1204"], "Final person weight")], "v998"),
    ("decimal commas", [column("poids", ["0,8", "1,2"])], "poids"),
    ("children", [column("birthweight", label="Birth weight of the child")], ""),
    ("luggage", [column("poids", label="Poids de la valise (kg)")], ""),
    ("a question", [column("poids", label="Quel est votre poids ?")], ""),
    ("negative", [column("poids", ["-1.5", "1.5"])], ""),
    ("the same for all", [column("poids", ["1.0"])], ""),
    ("whole numbers", [column("poids", ["60", "70"])], ""),
]


@pytest.mark.parametrize(
    ("columns", "weight"), [each[1:] for each in CHOSEN], ids=[each[0] for each in CHOSEN]
)
def test_the_weight_proposed_is_the_one_that_fits(columns: list[Profile], weight: str) -> None:
    assert (*design_columns(columns).weights, "")[0] == weight


def test_why_another_weight_is_not_proposed_is_said() -> None:
    found = design_columns([column("cntry", ["FR", "DE"]), *map(column, ESS)])
    assert found.countries == "cntry has several countries"
    assert set(found.reasons) == {"dweight", "pspwght", "pweight"}


def test_several_countries_without_a_weight_for_all_together_are_a_matter_to_settle() -> None:
    found = design_columns([column("cntry", ["FR", "DE"]), *map(column, ESS[:3])])
    assert "multiply the weight by pweight" in found.countries


GROUPS = [str(n) for n in range(1, 11)]
PARTS = [
    ("strata_full", "", "strata"),
    ("SDMVSTRA", "", "strata"),
    ("v12", "Strate de tirage", "strata"),
    ("psu", "", "psu"),
    ("sdmvpsu", "", "psu"),
    ("v13", "Unité primaire", "psu"),
    ("strategie", "Votre stratégie", ""),
    ("clusters_hh", "", ""),
]


@pytest.mark.parametrize(("name", "label", "part"), PARTS)
def test_strata_and_primary_units_are_told_by_name_or_label(name: str, label: str, part: str) -> None:
    found = design_columns([column(name, GROUPS, label)])
    assert {"strata": found.strata, "psu": found.psu} == {"strata": "", "psu": ""} | (
        {part: name} if part else {}
    )


def test_strata_with_a_blank_or_one_for_each_respondent_are_none() -> None:
    assert not design_columns([column("strata", GROUPS, blanks=1)]).strata
    alone = Profile("strata", {str(n): 1 for n in range(30)})
    assert not design_columns([alone]).strata


METHODS = [("repwt", "successive_difference"), ("bsw", "bootstrap"), ("brr_", "BRR"), ("fay", "Fay")]


@pytest.mark.parametrize(("stem", "method"), METHODS)
def test_replicate_weights_are_columns_of_one_stem_and_many_numbers(stem: str, method: str) -> None:
    names = [f"{stem}{n}" for n in range(1, 21)]
    found = design_columns([column("poids"), *map(column, names)])
    assert (found.replicates, found.method, found.weights) == (tuple(names), method, ("poids",))


def test_answers_of_one_stem_are_no_replicates() -> None:
    assert not design_columns([column(f"rep_{n}", ["1", "2", "3"]) for n in range(20)]).replicates


def test_a_design_is_proposed_in_the_draft_and_taken_only_by_hand(
    draft_csv: DraftCsv, tmp_path: Path
) -> None:
    rows = range(40)
    found = draft_csv(
        {
            "id": [str(n) for n in rows],
            "poids": [f"{1 + n % 7}.5" for n in rows],
            "strate": [str(1 + n % 4) for n in rows],
            "psu": [str(1 + n % 10) for n in rows],
            "avis": ["oui", "non"] * 20,
        }
    )
    text = (tmp_path / "data/raw/essai/survey.toml").read_text("utf-8")
    assert '# [design]\n# weight = "poids"\n# strata = "strate"\n# psu = "psu"\n' in text
    assert list(found.survey.questions) == ["poids", "avis"]
    assert list(found.survey.indicators) == ["avis"]
