"""Where a series is broken: between which editions, by which of the questions that a figure rests on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from analysis.indicators.compare.editions.series_breaks import OTHER_ANSWERS, OTHER_QUESTION, series_breaks
from analysis.questionnaire import Edition, Label, Survey, read_survey
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
