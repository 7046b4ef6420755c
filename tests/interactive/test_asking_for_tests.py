"""Tests of whole tables are computed where they are shown or asked for; a banner of a survey does without."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from analysis.interactive.asking.near_names import AnalystError
from analysis.interactive.library import Editions, OpenSurvey

ITEMS = ["projet_statuts", "projet_associatif", "projet_actions"]
NEEDED_LATER = ("openpyxl", "matplotlib", "scipy.stats", "analysis.drafting")


def test_a_table_of_many_questions_has_its_tests_on_request(survey: OpenSurvey) -> None:
    plain = survey.table(ITEMS, by="sexe")
    with pytest.raises(
        AnalystError, match=r"a table of several figures has them on request; give it tests=True"
    ):
        _ = plain.tests
    asked = survey.table(ITEMS, by="sexe", tests=True)
    assert list(asked.tests["question"]) == ITEMS
    alone = survey.table(ITEMS[0], by="sexe")
    assert alone.tests["p_value"].iloc[0] == pytest.approx(asked.tests["p_value"].iloc[0])


def test_a_table_without_tests_says_of_none_that_there_is_no_difference(survey: OpenSurvey) -> None:
    without, told = (survey.table("forme", answers="oui", by="sexe", tests=given) for given in (False, True))
    assert "aucune différence établie" in repr(told)
    assert "aucune différence établie" not in repr(without) + without.sentence()


def test_editions_have_no_tests_of_whole_tables(both: Editions) -> None:
    with pytest.raises(AnalystError, match="open one edition for tests"):
        both.table("forme", answers="oui", by="sexe", tests=True)


def test_an_edition_that_did_not_ask_says_so_in_its_column(both: Editions) -> None:
    shown = repr(both.table("formation_heures", statistic="mean"))
    assert "Édition 2024" in shown and "non posée" in shown


def test_opening_a_survey_imports_no_charts_workbooks_or_drafts(built_root: Path) -> None:
    code = (
        "import sys, analysis\n"
        f"analysis.open('france_benevole', '2024', root={str(built_root)!r})\n"
        f"print([name for name in {NEEDED_LATER!r} if name in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_tests_of_one_question_say_which_answers_or_statistic_they_are_of(survey: OpenSurvey) -> None:
    nets = survey.table("forme", answers={"Formés": "oui", "Non formés": "non"}, by="sexe")
    assert "Formés, sexe" in repr(nets) and "Non formés, sexe" in repr(nets)
    both = survey.table("heures", statistic=["mean", "median"], by="sexe")
    assert "Moyenne, sexe" in repr(both) and "Médiane, sexe" in repr(both)


def test_a_condition_is_the_title_of_its_table(survey: OpenSurvey) -> None:
    title = repr(survey.table(survey.q.heures >= 20, by="sexe")).splitlines()[0]
    assert title.endswith("20 ou plus selon sexe")


def test_an_answer_that_goes_with_no_other_has_dashes_beside_them(crisis: OpenSurvey) -> None:
    shown = crisis.table("mesures", by="mesures").shown.table
    alone = shown.groups[-1].rows[-1]
    assert alone.label == "Aucune mesure" and {cell.text for cell in alone.cells[:-1]} == {"–"}
