"""When a territory's difference from the rest is a finding, and the sentence that its sheet opens with."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from analysis.questionnaire import Edition, Label, Survey, read_edition, read_survey
from analysis.reporting.findings.territory_findings import territory_findings
from analysis.reporting.findings.territory_titles import sheet_title
from analysis.reporting.language.voice import Voice
from analysis.results.indicator_rows import IndicatorRow
from analysis.results.territory_rows import TerritoryRow

SURVEY = """
title = "Enquête"
called = { fr = ["une adhérente", "adhérentes"], en = ["a member", "members"] }
[weighting]
calibration = "raking"
variables = ["sexe"]
[questions.sexe]
type = "single"
codes = { 1 = "Homme", 2 = "Femme" }
[questions.forme]
type = "single"
codes = { 1 = "Oui", 2 = "Non", 9 = "Autre" }
[themes.avis]
title = "Les avis"
[themes.qui]
title = "Qui"
profile = true
[indicators.forme]
title = "Formées"
theme = "avis"
answers = ["1"]
headline = true
verb = { fr = ["a été formée", "ont été formées"], en = ["was trained", "were trained"] }
[indicators.reponses]
title = "Réponses"
theme = "avis"
variable = "forme"
[indicators.femmes]
title = "Femmes"
theme = "avis"
variable = "sexe"
answers = ["2"]
[indicators.profil]
title = "Profil"
theme = "qui"
variable = "forme"
answers = ["1"]
"""


@pytest.fixture
def voice(tmp_path: Path) -> Voice:
    """The survey in French."""
    (tmp_path / "survey.toml").write_text(SURVEY, encoding="utf-8")
    (tmp_path / "edition.toml").write_text('[file]\nname = "a.csv"\n', encoding="utf-8")
    return Voice("fr", read_survey(tmp_path / "survey.toml"))


@pytest.fixture
def edition(voice: Voice, tmp_path: Path) -> Edition:
    """An edition of it."""
    survey: Survey = voice.survey
    return read_edition(tmp_path / "edition.toml", survey)


def row(indicator: str = "forme", gap: float = 9.0, p: float = 0.001, **given: Any) -> TerritoryRow:
    """A share of 50 %, `gap` points from the rest."""
    fields = {"value": 50.0, "low": 45.0, "high": 55.0, "se": 2.5, "n": 300, **given}
    return TerritoryRow(IndicatorRow(indicator, **fields), 50.0 - gap, gap, p)


CASES = [
    (row(), True),
    (row(gap=-9.0), True),
    (row(gap=7.9), False),
    (row(p=0.02), False),
    (row(n=150), False),
    (row(n=150, gap=10.0), True),
    (row(n=99, gap=30.0), False),
    (row("reponses", item="2"), True),
    (row("reponses", item="9"), False),
    (row("femmes", gap=30.0), False),
    (row("profil", gap=30.0), False),
    (row(statistic="mean", unit="heures", gap=30.0), False),
    (TerritoryRow(IndicatorRow("forme", status="suppressed", n=300)), False),
]


@pytest.mark.parametrize(("given", "is_finding"), CASES)
def test_a_finding_is_large_sure_well_based_and_of_what_people_think(
    voice: Voice, edition: Edition, given: TerritoryRow, is_finding: bool
) -> None:
    assert territory_findings(voice.survey, edition, [given]) == ([given] if is_finding else [])


def test_a_question_has_one_finding_the_heaviest(voice: Voice, edition: Edition) -> None:
    rows = [row("reponses", 12, item="1"), row("forme", 12), row("reponses", -12, item="2")]
    assert territory_findings(voice.survey, edition, rows) == [rows[1]]


TITLES = [
    ([row()], 300, "Dans le Var, les adhérentes ont été formées plus souvent qu’ailleurs"),
    ([row(gap=-9.0)], 300, "Dans le Var, les adhérentes ont été formées moins souvent qu’ailleurs"),
    ([], 300, "Aucun écart établi entre les adhérentes du Var et celles d’ailleurs"),
    ([], 40, "40 répondants dans le Var donnent des ordres de grandeur, pas un portrait"),
]


@pytest.mark.parametrize(("findings", "respondents", "title"), TITLES)
def test_a_title_is_a_sentence_that_the_tests_support(
    voice: Voice, findings: list[TerritoryRow], respondents: int, title: str
) -> None:
    assert sheet_title(voice, "Var", respondents, findings, findings).replace("\xa0", " ") == title


def test_a_long_name_takes_half_of_a_title_that_quotes_it(voice: Voice) -> None:
    """Of 95 characters 47, cut at a word."""
    forme = replace(
        voice.survey.indicators["forme"], title=Label("mots " * 20, "mots " * 20), short=None, verb={}
    )
    survey = replace(voice.survey, indicators={**voice.survey.indicators, "forme": forme})
    said = sheet_title(Voice("fr", survey), "Var", 300, [row()], [row()])
    assert f"«\u202f{' '.join(['mots'] * 9)}…\u202f»" in said


def test_a_small_difference_that_holds_is_little_not_nothing(voice: Voice) -> None:
    said = sheet_title(voice, "Var", 300, [], [row(gap=2.0)])
    assert said == "Peu de chose distingue les adhérentes du Var de celles d’ailleurs"


CLOSE = [
    ([(-4.0, 3.0)], "Dans le Var, les adhérentes ont été formées autant qu’ailleurs, à 5 points près"),
    ([(-4.0, 3.0), (-1.0, 5.0)], "Dans le Var, les deux chiffres clés sont ceux d’ailleurs, à 5 points près"),
    (
        [(-4.0, 3.0), (-1.0, 5.0), (-6.0, 2.0)],
        "Dans le Var, deux des trois chiffres clés sont ceux d’ailleurs, à 5 points près",
    ),
    ([(-6.0, 2.0)], "Aucun écart établi entre les adhérentes du Var et celles d’ailleurs"),
    ([(None, None)], "Aucun écart établi entre les adhérentes du Var et celles d’ailleurs"),
]


@pytest.mark.parametrize(("intervals", "title"), CLOSE)
def test_a_figure_is_that_of_elsewhere_only_with_its_whole_interval(
    voice: Voice, intervals: list[tuple[float | None, float | None]], title: str
) -> None:
    rows = [replace(row(gap=1.0, p=0.7), low=low, high=high) for low, high in intervals]
    assert sheet_title(voice, "Var", 300, [], rows, rows).replace("\xa0", " ") == title


HOSTILE = ["<script>alert(1)</script>", "{figure}", "a" * 200, "=HYPERLINK(1)"]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_place_is_a_text(voice: Voice, name: str) -> None:
    assert f"«\u202f{name}\u202f»" in sheet_title(voice, name, 300, [row()], [])
