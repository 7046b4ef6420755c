"""covariates.csv and crossed margins as they are read: what is known of each territory, and the faults."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.etl.population.covariates_file import KnownTerritories, known_territories
from analysis.questionnaire import Survey, read_survey
from analysis.sources.received import DataError

SURVEY = """
territories = ["region"]
[modelled.region]
indicators = ["sex"]
covariates = [{covariates}]
[themes.t]
[questions.region]
type = "single"
codes = {{ a = "A", b = "B", c = "C" }}
[questions.sex]
type = "single"
label = {{ fr = "Sexe", en = "Sex" }}
codes = {{ f = {{ fr = "Femme", en = "Woman" }}, m = {{ fr = "Homme", en = "Man" }} }}
[indicators.sex]
theme = "t"
answers = ["f"]
"""
HEADER = "variable,code,covariate,value\n"
WHOLE = "region,a,dense,1.5\nregion,b,dense,12\nregion,c,dense,3\n"


def defined(folder: Path, covariates: str) -> Survey:
    path = folder / "survey.toml"
    path.write_text(SURVEY.format(covariates=covariates), encoding="utf-8")
    return read_survey(path)


def known(folder: Path, asked: str, **files: str) -> KnownTerritories | None:
    for name, content in files.items():
        (folder / f"{name}.csv").write_text(content, encoding="utf-8")
    return known_territories(folder, defined(folder, asked))["region"]


def test_a_covariate_is_read_in_the_order_of_the_codes(tmp_path: Path) -> None:
    rows = 'region,c,dense,3\nregion,a,dense,"1,5"\nregion,b,dense,12\n'
    found = known(tmp_path, '"dense"', covariates=HEADER + rows)
    assert found is not None
    assert list(found.figures["dense"]) == [1.5, 12, 3] and list(found.figures.index) == ["a", "b", "c"]
    assert found.labels[0].fr == "dense" and found.sources == ("",)


def test_a_label_and_a_source_are_those_of_its_rows(tmp_path: Path) -> None:
    head = "variable,code,covariate,value,label_fr,label_en,source,date\n"
    rows = [f"region,{code},dense,{value},,,INSEE,2020\n" for code, value in (("b", 1), ("c", 4))]
    found = known(
        tmp_path, '"dense"', covariates=f"{head}region,a,dense,2,densité,,INSEE,2020\n" + "".join(rows)
    )
    assert found is not None
    assert (found.labels[0].fr, found.labels[0].en) == ("densité", "densité")
    assert found.sources == ("INSEE, 2020",)


@pytest.mark.parametrize("margin", ["region*sex", "sex*region"])
def test_shares_within_territories_follow_from_a_crossed_margin(tmp_path: Path, margin: str) -> None:
    counts = {"a": (30, 70), "b": (20, 20), "c": (5, 15)}
    codes = [
        (f"{place}*{sex}" if margin.startswith("region") else f"{sex}*{place}", count)
        for place, (women, men) in counts.items()
        for sex, count in (("f", women), ("m", men))
    ]
    rows = "".join(f"{margin},{code},{count}\n" for code, count in codes)
    found = known(tmp_path, '"sex*f"', margins="variable,code,count\n" + rows)
    assert found is not None
    assert list(found.figures["sex*f"]) == pytest.approx([30, 50, 25])
    assert (found.labels[0].fr, found.labels[0].en) == ("Sexe : Femme", "Sex: Woman")


@pytest.mark.parametrize("covariates", ['"dense"', '"sex*f"', '"sex*f", "dense"'])
def test_an_edition_without_the_file_or_the_margin_knows_nothing(tmp_path: Path, covariates: str) -> None:
    assert known(tmp_path, covariates) is None


FAULTS = {
    "a territory is missing": ("region,a,dense,1\nregion,b,dense,2\n", "no value for c; a model needs one"),
    "an unknown code": (WHOLE + "region,z,dense,1\n", "no territory 'z'; codes: a, b, c"),
    "two rows of one": (WHOLE + "region,a,dense,1\n", "more than one row for a"),
    "a cell that is no number": (WHOLE.replace("12", "beaucoup"), "expected a number, found b 'beaucoup'"),
    "a blank cell": (WHOLE.replace(",12", ","), "expected a number, found b ''"),
    "no such covariate": (WHOLE.replace("dense", "rich"), "no covariate 'dense'; the file has rich"),
    "another variable": (WHOLE + "sex,f,dense,1\n", "'sex' is not one of the survey's territories: region"),
    "the same everywhere": ("region,a,dense,2\nregion,b,dense,2\nregion,c,dense,2\n", "dense is the same in"),
}


@pytest.mark.parametrize(("rows", "said"), FAULTS.values(), ids=FAULTS.keys())
def test_every_fault_of_the_file_is_named(tmp_path: Path, rows: str, said: str) -> None:
    with pytest.raises(DataError) as found:
        known(tmp_path, '"dense"', covariates=HEADER + rows)
    assert said in str(found.value)


def test_a_row_with_a_cell_too_many_is_named_without_keys_that_are_of_answers(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="cells of the header") as found:
        known(tmp_path, '"dense"', covariates=HEADER + "region,a,dense,1,5\nregion,b,dense,2,5\n")
    assert "[file]" not in str(found.value)


def test_several_faults_come_in_one_message(tmp_path: Path) -> None:
    rows = "region,a,dense,much\nregion,z,dense,2\n"
    with pytest.raises(DataError) as found:
        known(tmp_path, '"dense"', covariates=HEADER + rows)
    assert str(found.value).count("\n  - ") == 3


def test_covariates_that_follow_from_each_other_are_refused(tmp_path: Path) -> None:
    rows = WHOLE + "region,a,half,0.75\nregion,b,half,6\nregion,c,half,1.5\n"
    with pytest.raises(DataError, match="half is the same in every territory, or follows"):
        known(tmp_path, '"dense", "half"', covariates=HEADER + rows)


@pytest.mark.parametrize(
    ("head", "said"),
    [
        ("variable,code,value\n", "no column covariate"),
        ("variable,code,covariate,value,x\n", "unknown column x"),
    ],
)
def test_columns_are_those_of_the_format(tmp_path: Path, head: str, said: str) -> None:
    with pytest.raises(DataError, match=said):
        known(tmp_path, '"dense"', covariates=head + ",".join("a" * len(head.split(","))) + "\n")


def test_a_territory_of_nobody_has_no_share(tmp_path: Path) -> None:
    rows = "".join(
        f"region*sex,{place}*{sex},{0 if place == 'c' else 5}\n" for place in "abc" for sex in "fm"
    )
    with pytest.raises(DataError, match="nobody lives in c"):
        known(tmp_path, '"sex*f"', margins="variable,code,count\n" + rows)
