"""Estimates of territories by a model in the library: marked, beside the direct ones, or the reason."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import load_workbook

import analysis
from analysis.interactive.asking.near_names import AnalystError
from analysis.interactive.library import OpenSurvey
from analysis.pipeline import build
from analysis.workspace import Place
from tests.indicators.modelled_survey import FEW, PLACES, answers, covariates, survey


def opened(place: Place, language: str = "fr") -> OpenSurvey:
    return analysis.open(place.survey, place.edition, root=place.root, language=language)


@pytest.fixture(scope="module")
def place(write_shared: Callable[..., Place]) -> Place:
    written = write_shared(survey(), answers_csv=answers().to_csv(index=False), covariates_csv=covariates())
    build(written)
    return written


def test_each_estimate_is_marked_and_stands_beside_the_direct_figure(place: Place) -> None:
    found = opened(place).modelled("yes")
    frame = found.frame
    assert set(frame["estimate"]) == {"modelled"}
    assert frame["group"].tolist() == [each for each in PLACES if each not in FEW]
    written = pd.read_csv(place.processed / "modelled.csv", dtype={"group": str})
    own = written[written["indicator"] == "yes"]
    assert frame["value"].tolist() == own["value"].tolist() and frame["se"].tolist() == own["se"].tolist()
    territories = pd.read_csv(place.processed / "territories.csv", dtype={"group": str})
    direct = territories[territories["indicator"] == "yes"].set_index("group")["value"]
    assert frame["direct_value"].tolist() == direct[frame["group"]].tolist()


def test_its_display_says_in_each_language_that_it_is_modelled(place: Place) -> None:
    for language, words in (("fr", "Estimation modélisée"), ("en", "Modelled estimate")):
        said = repr(opened(place, language).modelled("yes"))
        shown = opened(place, language).modelled("yes")._repr_mimebundle_()["text/html"]
        assert words in said and words in shown and "(%)" in said
        assert "n’est pas un chiffre observé" in said or "is no observed figure" in said
        assert not any(f"Lieu {hidden}" in said for hidden in FEW)


def test_its_files_are_marked_too(place: Place, tmp_path: Path) -> None:
    found = opened(place).modelled()
    written = pd.read_csv(found.to_csv(tmp_path / "m.csv"))
    assert set(written["estimate"]) == {"modelled"}
    sheet = load_workbook(found.to_excel(tmp_path / "m.xlsx"))["table"]
    assert "modélisée" in str(sheet["A1"].value) + str(sheet["C2"].value)


def test_its_chart_has_each_estimate_with_its_interval_and_the_direct_figure(place: Place) -> None:
    found = opened(place).modelled("yes")
    chart = found.chart()
    texts = [text.get_text() for text in chart.axes.texts]
    names = found.frame["group_label"].tolist()
    assert all(name in texts and name in chart.alternative for name in names)
    assert {"modélisée", "directe"} <= set(texts) and len(chart.axes.lines) >= 2 * len(names)
    assert "Estimation modélisée, et estimation directe" in chart.alternative


def test_its_sentence_names_the_lowest_and_the_highest_as_no_observed_figures(place: Place) -> None:
    for language, last in (("fr", "Ce ne sont pas des chiffres observés."), ("en", "no observed figures.")):
        found = opened(place, language).modelled("yes")
        ranked = found.sorted().frame
        assert ranked["value"].is_monotonic_decreasing
        said = found.sentence()
        assert all(ranked["group_label"].iloc[end] in said for end in (0, -1)) and said.endswith(last)


def test_its_values_stand_side_by_side(place: Place) -> None:
    found = opened(place).modelled()
    assert found.wide["yes", "Estimation modélisée"].tolist() == found.frame["value"].tolist()


REFUSED: dict[str, tuple[tuple[str | None, ...], str]] = {
    "a model that does not hold": (("even",), "modelled: no model holds\n  - even, place : Non montré : les"),
    "a name of none": (
        ("yse",),
        "no indicator 'yse' has a model; did you mean yes?; those that have: yes, even",
    ),
    "a variable of none": ((None, "age"), "no variable 'age' has a model; those that have: place"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_has_no_estimate_says_why(place: Place, case: str) -> None:
    given, said = REFUSED[case]
    with pytest.raises(AnalystError) as error:
        opened(place).modelled(*given)
    assert said in " ".join(str(error.value).split(" ")).replace("\u202f", " ").replace("\xa0", " ")


def test_a_survey_of_ones_own_has_none() -> None:
    mine = analysis.survey(pd.DataFrame({"sex": ["a", "b"] * 20}))
    with pytest.raises(AnalystError, match=r"\[modelled.region\]"):
        mine.modelled()
