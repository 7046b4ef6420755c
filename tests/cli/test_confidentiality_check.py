"""`assoscope check --confidentiality`: what is hidden, what it costs, what would show more, and the audit."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pandas as pd
import pytest

from analysis.indicators.disclosure.completion import HiddenSets
from analysis.workspace import Place

from .one_question import run

pytestmark = pytest.mark.usefixtures("copied_processes")

SURVEY = """
breakdowns = ["place", "age", "zone"]
territories = ["zone"]
[publication]
reliability = "none"
[themes.t]
[questions.place]
type = "single"
label = "Où l'on vit"
codes = { a = "Nord", b = "Sud", c = "Est", d = "Ouest" }
[questions.zone]
type = "single"
codes = { x = "X", y = "Y", z = "Z" }
[questions.born]
type = "numeric"
[questions.q]
type = "single"
codes = { 1 = "oui", 0 = "non" }
[derived.age]
classes_of = "born"
codes.1 = { fr = "Jeunes", below = 10 }
codes.2 = { fr = "Moyens", from = 10, below = 20 }
codes.3 = { fr = "Vieux", from = 20 }
[indicators.q]
theme = "t"
answers = ["1"]
"""
SIZES = {"a": 7, "b": 60, "c": 40, "d": 8}
"""Respondents by place: 7 and 8 are few; together they are 15, which hides nobody else."""
AGES = {5: 6, 15: 30, 25: 79}
"""By age: 6 are few, and counted with the 30 next to them."""
ZONES = {"x": 4, "y": 33, "z": 78}
"""By zone, a territory, of which none is counted with another: 4 are few, and 33 are hidden with them."""


def answers() -> str:
    places, ages, zones = (
        [code for code, n in sizes.items() for _ in range(n)] for sizes in (SIZES, AGES, ZONES)
    )
    rows = (f"{p},{age},{z},{i % 2}\n" for i, (p, age, z) in enumerate(zip(places, ages, zones, strict=True)))
    return "place,born,zone,q\n" + "".join(rows)


@pytest.fixture
def place(write_survey: Callable[..., Place]) -> Place:
    return write_survey(SURVEY, answers_csv=answers())


def test_it_says_what_is_hidden_and_what_that_costs(place: Place) -> None:
    lines = [
        " ".join(line.split()) for line in run(place.root, "check", "--confidentiality").output.splitlines()
    ]
    total = "4 of 10 figures hidden: 3 of fewer than 11 respondents, 1 from which those would follow"
    assert f"essai/2020: {total}" in lines
    assert "place (Où l'on vit) 2 by the rule, 0 besides, of 4" in lines
    assert "zone 1 by the rule, 1 besides, of 3" in lines
    assert "counted with another group, whose name says so: age: 1 with 2" in lines


def test_it_says_which_groups_to_merge_and_a_merge_frees_as_many(place: Place) -> None:
    """The two places of few respondents are 15 together: one figure more."""
    lines = [line.strip() for line in run(place.root, "check", "--confidentiality").output.splitlines()]
    assert """place (Où l'on vit): codes.a with = "d": 1 figure more""" in lines
    text = place.survey_toml.read_text(encoding="utf-8")
    merged = text.replace('a = "Nord"', 'a = { fr = "Nord", with = "d" }')
    place.survey_toml.write_text(merged, encoding="utf-8")
    assert "essai/2020: 2 of 9 figures hidden" in run(place.root, "check", "--confidentiality").output


def test_no_number_of_hidden_respondents_is_said_and_nothing_is_written(place: Place) -> None:
    before = sorted(place.root.rglob("*"))
    result = run(place.root, "check", "--confidentiality")
    assert result.exit_code == 0
    assert "audit passed" in result.output
    numbers = {int(word) for word in result.output.replace(":", " ").split() if word.isdigit()}
    assert not numbers & {6, 7, 8, 33, 36}
    assert sorted(place.root.rglob("*")) == before


@pytest.fixture
def failing(place: Place, monkeypatch: pytest.MonkeyPatch) -> Place:
    """An audit that finds the first group of few narrow, whatever is hidden."""

    def narrow(base: HiddenSets, _: Sequence[int]) -> list[int]:
        return [place for place in range(len(base.hidden)) if base.is_few(place)][:1]

    monkeypatch.setattr("analysis.indicators.disclosure.decision.narrow_sets", narrow)
    return place


@pytest.mark.parametrize("words", [("build",), ("check",), ("check", "--confidentiality"), ("report",)])
def test_where_the_audit_fails_nothing_is_published_and_the_groups_are_named(
    words: tuple[str, ...], failing: Place
) -> None:
    result = run(failing.root, *words)
    assert result.exit_code == 1
    assert "confidentiality: nothing is published" in result.output
    assert "- q, place (Où l'on vit): Nord" in result.output
    assert "7" not in result.output.partition("nothing is published")[2].partition("(0.")[0]
    assert not list(failing.root.rglob("indicators.csv"))


def test_the_provenance_has_the_decision_and_the_released_one_what_its_tables_tell(
    place: Place,
) -> None:
    assert run(place.root, "build").exit_code == 0
    own, public = (
        json.loads(path.read_text(encoding="utf-8"))["confidentiality"]
        for path in (place.processed / "provenance.json", Path(place.released) / "provenance.json")
    )
    # own: 11 rows of indicators.csv, 4 of territories.csv; places a and d, age 1, zone x in both files
    assert own == {
        "confidential_below": 11,
        "rows": 15,
        "confidential": 5,
        "complementary": 2,
        "counted_with": {"age": {"1": "2"}},
        "audit": {"result": "passed", "secrets": 3, "rounds": 1, "tables": 0},
    }
    assert public == {"confidential_below": 11, "rows": 14, "hidden": 7, "audit": "passed"}
    files = [pd.read_csv(place.release / name) for name in ("indicators.csv", "territories.csv")]
    assert [sum(map(len, files)), sum(int((rows["status"] == "hidden").sum()) for rows in files)] == [14, 7]


@pytest.mark.parametrize(("limit", "result", "hidden"), [(11, "passed", 7), (0, "not needed", 0)])
def test_manifests_record_the_decision_and_what_the_audit_found(
    limit: int, result: str, hidden: int, place: Place
) -> None:
    text = place.survey_toml.read_text(encoding="utf-8")
    place.survey_toml.write_text(
        text.replace("[publication]", f"[publication]\nconfidential_below = {limit}"), encoding="utf-8"
    )
    assert run(place.root, "build").exit_code == 0
    own, public, provenance = (
        json.loads(path.read_text(encoding="utf-8"))["confidentiality"]
        for path in (
            place.processed / "manifest.json",
            place.release.parent / "manifest.json",
            place.processed / "provenance.json",
        )
    )
    assert own == provenance and own["audit"]["result"] == result
    assert list(public) == ["2020"]
    assert (public["2020"]["audit"], public["2020"]["hidden"]) == (result, hidden)


def test_a_run_does_not_print_how_many_were_removed_where_they_are_few(place: Place) -> None:
    text = place.survey_toml.read_text(encoding="utf-8")
    kept = text.replace("[themes.t]", '[cleaning]\nkeep_if = { place = ["b", "c", "d"] }\n[themes.t]')
    place.survey_toml.write_text(kept, encoding="utf-8")
    for words in (["check"], ["build"]):
        said = run(place.root, *words).output
        assert "essai/2020: 108 kept, fewer than 11 removed" in said
        assert "115" not in said and " 7 " not in said
