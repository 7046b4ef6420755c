"""Figures that rise or fall along groups in an order, from the answers to the sentence of a report."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.pipeline import build
from analysis.questionnaire import read_survey
from analysis.reporting.findings.group_sentences import difference_lines
from analysis.reporting.language.voice import Voice
from analysis.results import COMPARISONS, INDICATORS
from analysis.results.comparison_rows import read_comparisons
from analysis.results.indicator_rows import read_indicator_rows
from analysis.workspace import Place
from tests.conftest import written
from tests.plain_spaces import plain

CLASSES = ("a", "b", "c", "d")
EACH = 250
"""Respondents in each class of age."""
YES = {
    # of 250 in each class, from the youngest to the oldest
    "monte": (20, 28, 36, 52),
    "recule": (52, 36, 28, 20),
    "palier": (20, 36, 36, 52),
    "stable": (36, 35, 36, 35),
}
SAID = {
    "monte": (
        "La part monte d’un groupe au suivant, de 8 % (« Âge a ») à 21 % (« Âge d »).",
        "The share rises from each group to the next, from 8% (“Age a”) to 21% (“Age d”).",
    ),
    "recule": (
        "La part recule d’un groupe au suivant, de 21 % (« Âge a ») à 8 % (« Âge d »).",
        "The share falls from each group to the next, from 21% (“Age a”) to 8% (“Age d”).",
    ),
    "palier": (
        "La part tend à monter, de 8 % (« Âge a ») à 21 % (« Âge d »).",
        "The share tends to rise, from 8% (“Age a”) to 21% (“Age d”).",
    ),
    "stable": ("âge.", "age."),
}
CODES = ", ".join(f'{code} = {{ fr = "Âge {code}", en = "Age {code}" }}' for code in CLASSES)
SURVEY = f"""
breakdowns = ["age"]
[themes.t]
[questions.age]
type = "single"
ordered = true
label = {{ fr = "Âge", en = "Age" }}
codes = {{ {CODES} }}
""" + "".join(
    f'[questions.{name}]\ntype = "single"\ncodes = {{ 1 = "Oui", 0 = "Non" }}\n'
    f'[indicators.{name}]\ntheme = "t"\nanswers = ["1"]\n'
    for name in YES
)


def answers() -> str:
    rows = [
        ",".join([code, *(str(int(respondent < YES[name][place])) for name in YES)])
        for place, code in enumerate(CLASSES)
        for respondent in range(EACH)
    ]
    return "\n".join([",".join(["age", *YES]), *rows, ""])


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Place:
    place = written(tmp_path_factory.mktemp("trends"), SURVEY, answers_csv=answers())
    build(place)
    return place


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("name", YES)
def test_a_report_says_which_way_a_figure_goes_along_ages(built: Place, name: str, language: str) -> None:
    comparisons = read_comparisons(_released(built, COMPARISONS.name))
    rows = [
        row
        for row in read_indicator_rows(_released(built, INDICATORS.name))
        if row.indicator == name and row.breakdown == "age"
    ]
    voice = Voice(language, read_survey(built.survey_toml))
    [(_, said)] = difference_lines(voice, {"age": rows}, comparisons)
    assert plain(said) == SAID[name][language == "en"]


def _released(place: Place, name: str) -> Path:
    return place.released / name
