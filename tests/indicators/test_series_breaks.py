"""Where a series is broken: between which editions, by which of the questions that a figure rests on."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from analysis.indicators.compare.editions.series_breaks import (
    OTHER_ANSWERS,
    OTHER_QUESTION,
    counted_otherwise,
    profile_reasons,
    series_breaks,
)
from analysis.questionnaire import Edition, Label, Note, Survey, Weighting, read_survey
from analysis.questionnaire.fixed_words import Merges
from tests.indicators.test_trends import SURVEY

WHY = Label("autre libellé", "other wording")
BROKEN: dict[str, tuple[str, str, list[dict[str, Any]], list[Label]]] = {
    # the indicator, the breakdown, what the editions say from the earlier to the later, the reasons
    "nothing": ("happy", "all", [{}, {}], []),
    "the later edition declares it": ("happy", "all", [{}, {"breaks": {"happy": WHY}}], [WHY]),
    "the earlier edition declares it, of what came before": (
        "happy",
        "all",
        [{"breaks": {"happy": WHY}}, {}],
        [],
    ),
    "an edition between declares it": ("happy", "all", [{}, {"breaks": {"happy": WHY}}, {}], [WHY]),
    "two declare it alike": (
        "happy",
        "all",
        [{}, {"breaks": {"happy": WHY}}, {"breaks": {"happy": WHY}}],
        [WHY],
    ),
    "of another question": ("happy", "all", [{}, {"breaks": {"hours": WHY}}], []),
    "of the breakdown": ("happy", "sex", [{}, {"breaks": {"sex": WHY}}], [WHY]),
    "of another breakdown": ("happy", "age", [{}, {"breaks": {"sex": WHY}}], []),
    "of the population": ("happy_adults", "all", [{}, {"breaks": {"age": WHY}}], [WHY]),
    "of what a question is derived from": ("old", "all", [{}, {"breaks": {"age": WHY}}], [WHY]),
    "answers that the later edition could not give": (
        "happy",
        "all",
        [{}, {"recode": {"happy": {"1": "0"}}}],
        [OTHER_ANSWERS],
    ),
    "answers that the last of three could not give": (
        "happy",
        "all",
        [{}, {}, {"recode": {"happy": {"1": "0"}}}],
        [OTHER_ANSWERS],
    ),
    "answers that an edition between could not give": (
        "happy",
        "all",
        [{}, {"recode": {"happy": {"1": "0"}}}, {}],
        [],
    ),
    "the same answers under other codes": (
        "happy",
        "all",
        [{}, {"recode": {"happy": {"2": "1", "0": "0"}}}],
        [],
    ),
    "answers that both could not give": (
        "happy",
        "all",
        [{"recode": {"happy": {"1": "0"}}}] * 2,
        [],
    ),
    "a derived question asked directly later": (
        "old",
        "all",
        [{}, {"columns": {"is_old": "X"}}],
        [OTHER_QUESTION],
    ),
    "a derived question asked directly before": (
        "old",
        "all",
        [{"columns": {"is_old": "X"}}, {}],
        [OTHER_QUESTION],
    ),
    "a derived question asked directly twice": ("old", "all", [{"columns": {"is_old": "X"}}] * 2, []),
    "a question in another column": ("happy", "all", [{}, {"columns": {"happy": "X"}}], []),
}


@pytest.fixture(scope="module")
def survey(tmp_path_factory: pytest.TempPathFactory) -> Survey:
    path: Path = tmp_path_factory.mktemp("s") / "survey.toml"
    path.write_text('title = "S"\n' + SURVEY, encoding="utf-8")
    return read_survey(path)


@pytest.mark.parametrize("case", BROKEN)
def test_a_series_is_broken_by(case: str, survey: Survey) -> None:
    indicator, breakdown, editions, reasons = BROKEN[case]
    waves = [
        Edition(name=str(year), title=Label(str(year), str(year)), files=(), **given)
        for year, given in enumerate(editions, start=2009)
    ]
    assert series_breaks(survey.indicators[indicator], breakdown, waves, survey) == reasons


HAPPY, YOUNG, OLD = {"happy": {"1": "0"}}, {"age": {"1": "2"}}, {"age": {"2": "3"}}
COUNTED: dict[str, tuple[str, str, Merges, Merges, bool]] = {
    # the indicator, the breakdown, what the earlier and the later edition count together, whether it differs
    "nothing": ("happy", "all", {}, {}, False),
    "the same in both": ("happy", "age", YOUNG, YOUNG, False),
    "the groups of the breakdown": ("happy", "age", YOUNG, {}, True),
    "other groups of the breakdown": ("happy", "age", YOUNG, OLD, True),
    "the groups of another breakdown": ("happy", "sex", YOUNG, {}, False),
    "the answers, each of which has its row": ("happy", "all", HAPPY, {}, True),
    "the answers that are counted": ("happy_adults", "all", HAPPY, {}, True),
    "a population that takes both": ("happy_adults", "all", OLD, {}, False),
    "a population that takes one of the two": ("happy_adults", "all", {}, YOUNG, True),
    "groups of the breakdown that the population takes": ("happy_adults", "age", OLD, {}, True),
}


@pytest.mark.parametrize("case", COUNTED)
def test_an_indicator_counts_other_respondents_where_small_groups_are_counted_together(
    case: str, survey: Survey
) -> None:
    indicator, breakdown, earlier, later, differs = COUNTED[case]
    for merges in ([earlier, later], [later, earlier]):
        assert counted_otherwise(survey.indicators[indicator], breakdown, merges, survey) is differs


AGE, SEX = ({"weighting": Weighting("raking", variables=(name,))} for name in ("age", "sex"))
BOTH = {"weighting": Weighting("raking", variables=("sex", "age"))}
BOTH_TURNED = {"weighting": Weighting("raking", variables=("age", "sex"))}
FILE = {"weighting": Weighting("raking")}
MODE, OTHER_MODE = ({"note": Note(mode=Label(mode, mode))} for mode in ("web", "phone"))
PROFILES: dict[str, tuple[dict[str, Any], dict[str, Any], list[str]]] = {
    # what each edition says, and why a figure that tells who answered is no trend
    "nothing": ({}, {}, []),
    "the same variables": (BOTH, BOTH_TURNED, []),
    "other variables": (AGE, SEX, ["other weighting: age, then sex"]),
    "one more variable": (AGE, BOTH, ["other weighting: age, then sex, age"]),
    "without weighting before": ({}, AGE, ["other weighting: no variable, then age"]),
    "without weighting later": (AGE, {}, ["other weighting: age, then no variable"]),
    "the variables of the file": (FILE, {}, ["other weighting: margins.csv, then no variable"]),
    "another mode": (MODE, OTHER_MODE, ["mode of collection described otherwise"]),
    "the same mode": (MODE, MODE, []),
    "another mode and other variables": (
        MODE | AGE,
        OTHER_MODE,
        ["other weighting: age, then no variable", "mode of collection described otherwise"],
    ),
}


@pytest.mark.parametrize("case", PROFILES)
def test_a_figure_of_who_answered_is_no_trend_where_respondents_are_others(case: str, survey: Survey) -> None:
    before, after, reasons = PROFILES[case]
    waves = [
        Edition(name=name, title=Label(name, name), files=(), **given)
        for name, given in (("2009", before), ("2024", after))
    ]
    profile = replace(survey, themes={"t": replace(survey.themes["t"], profile=True)})
    found = profile_reasons(survey.indicators["happy"], *waves, profile)
    assert [reason.en for reason in found] == reasons
    assert profile_reasons(survey.indicators["happy"], *waves, survey) == []
