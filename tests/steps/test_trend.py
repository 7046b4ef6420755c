"""trend.csv of a survey: there with two editions, made again when one changes, never a user's file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from analysis.pipeline import build, update
from analysis.steps.results_files import write_trend
from analysis.workspace import Place

SURVEY = """
[themes.t]
[questions.happy]
type = "single"
codes = { 1 = "oui", 0 = "non" }
[indicators.happy]
theme = "t"
answers = ["1"]
"""
EDITION = '[file]\nname = "answers.csv"\n[fieldwork]\nend = {}-06-30\n'


def answers(happy: int) -> str:
    return "happy\n" + "1\n" * happy + "0\n" * (100 - happy)


@pytest.fixture
def editions(write_survey: Callable[..., Place]) -> tuple[Place, Place]:
    """2020, with 50 of 100 happy, and 2021, with 70."""
    first = write_survey(SURVEY, EDITION.format(2020), answers_csv=answers(50))
    second = replace(first, edition="2021")
    second.raw.mkdir()
    second.edition_toml.write_text(EDITION.format(2021), encoding="utf-8")
    (second.raw / "answers.csv").write_text(answers(70), encoding="utf-8")
    return first, second


def trend_of(place: Place) -> Path:
    return place.processed.parent / "trend.csv"


def test_the_second_edition_makes_the_trend(editions: tuple[Place, Place]) -> None:
    first, second = editions
    build(first)
    assert not trend_of(first).exists()
    build(second)
    row = pd.read_csv(trend_of(first), dtype={"edition_from": str, "edition_to": str}).iloc[0]
    assert (row["edition_from"], row["edition_to"], row["status"]) == ("2020", "2021", "tested")
    assert (row["difference"], row["se"]) == pytest.approx(
        (20, 100 * (0.5 * 0.5 / 99 + 0.7 * 0.3 / 99) ** 0.5)
    )


def test_the_trend_is_made_again_only_when_an_edition_changed(editions: tuple[Place, Place]) -> None:
    for place in editions:
        build(place)
    before = trend_of(editions[0]).stat().st_ino
    update(editions[0])
    assert trend_of(editions[0]).stat().st_ino == before
    (editions[0].raw / "answers.csv").write_text(answers(60), encoding="utf-8")
    update(editions[0])
    assert pd.read_csv(trend_of(editions[0])).loc[0, "difference"] == pytest.approx(10)


def test_an_edition_at_fault_does_not_stop_the_others(editions: tuple[Place, Place]) -> None:
    for place in editions:
        build(place)
    editions[1].edition_toml.write_text("files = 3", encoding="utf-8")
    build(editions[0])
    assert not trend_of(editions[0]).exists()


def test_a_trend_that_a_user_wrote_stays(editions: tuple[Place, Place]) -> None:
    build(editions[0])
    trend_of(editions[0]).write_text("mine", encoding="utf-8")
    write_trend(editions[0])
    assert trend_of(editions[0]).read_text(encoding="utf-8") == "mine"


def test_the_same_results_give_the_same_bytes(editions: tuple[Place, Place]) -> None:
    for place in editions:
        build(place)
    before = trend_of(editions[0]).read_bytes()
    trend_of(editions[0]).unlink()
    update(editions[1])
    assert trend_of(editions[0]).read_bytes() == before


GROUPS = """
[themes.t]
[questions.sexe]
type = "single"
codes = {{ f = "Femmes", h = "Hommes", x = {{ fr = "Autre"{counted} }} }}
[questions.happy]
type = "single"
codes = {{ 1 = "oui", 0 = "non" }}
[populations.hommes]
among = {{ sexe = ["h"] }}
[populations.deux]
among = {{ sexe = ["h", "x"] }}
[indicators.happy]
theme = "t"
answers = ["1"]
breakdowns = [{breakdowns}]
[indicators.of_men]
theme = "t"
variable = "happy"
answers = ["1"]
population = "hommes"
[indicators.of_both]
theme = "t"
variable = "happy"
answers = ["1"]
population = "deux"
[indicators.sexe]
theme = "t"
[indicators.not_women]
theme = "t"
variable = "sexe"
answers = ["h", "x"]
"""
WITH_MEN = ', with = "h"'
BROKEN = {
    "a group counted with another": (WITH_MEN, '"sexe"', {"of_men", "sexe", "happy sexe"}),
    "no table by the groups": (WITH_MEN, "", {"of_men", "sexe"}),
    "each group for itself": ("", "", set[str]()),
}


@pytest.mark.parametrize(("counted", "breakdowns", "broken"), BROKEN.values(), ids=BROKEN)
def test_figures_of_other_groups_counted_together_are_not_compared(
    counted: str, breakdowns: str, broken: set[str], write_survey: Callable[..., Place]
) -> None:
    """3 others are counted with the men of 2020, 30 stand for themselves in 2021."""
    survey = GROUPS.format(counted=counted, breakdowns=breakdowns)
    first = write_survey(survey, EDITION.format(2020), answers_csv=people(3))
    second = replace(first, edition="2021")
    second.raw.mkdir()
    second.edition_toml.write_text(EDITION.format(2021), encoding="utf-8")
    (second.raw / "answers.csv").write_text(people(30), encoding="utf-8")
    build(first)
    build(second)
    rows = pd.read_csv(trend_of(first), keep_default_na=False)
    rows = rows[rows["break_fr"].str.contains("groupes comptés ensemble autrement")]
    found = {f"{row.indicator} {row.breakdown}".removesuffix(" all") for row in rows.itertuples()}
    assert found == broken and set(rows["status"]) <= {"break"} and not rows["difference"].any()


def people(others: int) -> str:
    """100 women, 100 men and so many others, every other one of whom is happy."""
    sexes = ["f"] * 100 + ["h"] * 100 + ["x"] * others
    return "sexe,happy\n" + "".join(f"{sex},{i % 2}\n" for i, sex in enumerate(sexes))
