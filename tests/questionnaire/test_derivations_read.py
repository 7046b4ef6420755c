"""Derived variables are read as they are written."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis.questionnaire import Derivation, Survey
from tests.questionnaire.contradictions.derivations import SURVEY

D = "[derived.s]\n"

READ = [
    ("sum_of = ['a', 'heures']", Derivation("sum_of", ("a", "heures")), "numeric"),
    (
        "mean_of = ['a', 'b']\nat_least = 1\nreversed = ['b']",
        Derivation("mean_of", ("a", "b"), at_least=1, reversed=("b",)),
        "numeric",
    ),
    (
        "points_of = { sexe = { H = 1 }, lieux = { x = 0.5 } }",
        Derivation("points_of", ("sexe", "lieux"), points={"sexe": {"H": 1.0}, "lieux": {"x": 0.5}}),
        "numeric",
    ),
    ("age_on = 'naissance'\non = 'recu'", Derivation("age_on", ("naissance",), on="recu"), "numeric"),
    ("year_of = 'naissance'", Derivation("year_of", ("naissance",)), "numeric"),
    ("region_of = 'dept'", Derivation("region_of", ("dept",)), "single"),
    ("region_of = 'avis'", Derivation("region_of", ("avis",)), "single"),
    ("bridged_region_of = 'dept'", Derivation("bridged_region_of", ("dept",)), "single"),
    (
        "groups_of = 'lieux'\ncodes.p.of = ['x', 'y']\ncodes.q.of = ['y']",
        Derivation("groups_of", ("lieux",), groups={"p": ("x", "y"), "q": ("y",)}),
        "multiple",
    ),
]


@pytest.mark.parametrize(("written", "derivation", "kind"), READ)
def test_a_derived_variable_is_read_as_it_is_written(
    written: str, derivation: Derivation, kind: str, survey_of: Callable[[str], Survey]
) -> None:
    variable = survey_of(SURVEY + D + written).questions["s"]
    assert (variable.derivation, variable.type) == (derivation, kind)


def test_a_variable_comes_after_all_it_derives_from(survey_of: Callable[[str], Survey]) -> None:
    survey = survey_of(SURVEY + D + "sum_of = ['a', 'b']\n[derived.t]\nage_on = 'naissance'\non = 'recu'")
    assert survey.sources["s"] == ("a", "b")
    assert survey.sources["t"] == ("naissance", "recu")
    assert survey.order.index("s") > max(survey.order.index(name) for name in ("a", "b"))
