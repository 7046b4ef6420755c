"""Several designs in the library: a population is counted with the weights of its design."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

import analysis
from analysis.faults import DefinitionError
from analysis.interactive.asking.near_names import AnalystError
from analysis.interactive.library import OpenSurvey
from analysis.pipeline import build
from analysis.questionnaire import read_survey
from analysis.workspace import Place
from tests.indicators.test_several_designs import BOTH, MARGINS, answers


@pytest.fixture(scope="module")
def place(write_shared: Callable) -> Place:
    margins = "variable,code,share,design\n" + "".join(
        line + f",{mode}\n" for mode, text in MARGINS.items() for line in text.splitlines()
    )
    place: Place = write_shared(BOTH, answers_csv=answers().to_csv(index=False), margins_csv=margins)
    build(place, with_trend=False)
    return place


@pytest.fixture(scope="module")
def survey(place: Place) -> OpenSurvey:
    return analysis.open("essai", "2020", root=place.root)


@pytest.mark.parametrize(("where", "mode"), [("en_ligne", "web"), ("au_telephone", "tel")])
def test_a_population_has_the_figures_of_the_report(
    where: str, mode: str, survey: OpenSurvey, place: Place
) -> None:
    table = survey.table("avis", answers="oui", by="sexe", where=where, against="rest")
    rows = pd.read_csv(place.processed / "indicators.csv", keep_default_na=False)
    own = rows[(rows["indicator"] == f"avis_{mode}") & rows["breakdown"].isin(["all", "sexe"])]
    for name in ("value", "se", "deff"):
        assert list(table.frame[name].astype(float)) == pytest.approx(list(own[name].astype(float)), rel=1e-9)
    tests = pd.read_csv(place.processed / "comparisons.csv", keep_default_na=False)
    rest = tests[(tests["indicator"] == f"avis_{mode}") & (tests["comparison"] == "groups")]
    assert float(table.pairs["se"].iloc[0]) == pytest.approx(float(rest["se"].iloc[0]), rel=1e-9)


def test_conditions_within_a_population_keep_its_design(survey: OpenSurvey) -> None:
    q = survey.q
    table = survey.table("heures", where=survey.where("en_ligne") & (q.sexe == "femme"))
    assert table.request.design == "web"
    weighted = survey.weighted.of_some["web"]
    women = weighted.cleaned.answers["sexe"].values == 0
    hours, weights = weighted.cleaned.answers["heures"].values, weighted.design.weights
    mean = (hours * weights)[women].sum() / weights[women].sum()
    assert float(table.frame["value"].iloc[0]) == pytest.approx(mean, rel=1e-9)


def test_a_table_of_a_design_is_printed_with_it_and_read_again(
    survey: OpenSurvey, place: Place, tmp_path: Path
) -> None:
    where = survey.where("en_ligne") & (survey.q.sexe == "femme")
    table = survey.table("avis", answers="oui", where=where)
    text = table.to_toml("avis_femmes", theme="t")
    assert 'design = "web"' in text
    path = tmp_path / "survey.toml"
    path.write_text(place.survey_toml.read_text(encoding="utf-8") + "\n" + text, encoding="utf-8")
    found = read_survey(path).populations["avis_femmes_population"]
    assert (found.design, found.among) == ("web", {"mode": ("web",), "sexe": ("f",)})


REFUSED = [
    ("a table of everyone", lambda s: s.table("avis"), "none is of everyone"),
    ("two designs", lambda s: s.where("en_ligne") & s.where("au_telephone"), "conditions of two designs"),
    ("one or the other", lambda s: s.where("en_ligne") | s.where("au_telephone"), "no weight counts both"),
    ("who is not of it", lambda s: ~s.where("en_ligne"), "has no weight in it"),
]


@pytest.mark.parametrize(("ask", "message"), [case[1:] for case in REFUSED], ids=[c[0] for c in REFUSED])
def test_what_no_weight_counts_is_refused(ask: Callable, message: str, survey: OpenSurvey) -> None:
    with pytest.raises((AnalystError, DefinitionError), match=message):
        ask(survey)
