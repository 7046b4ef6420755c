"""The library as an analyst writes it; type checkers read it, nothing runs it."""

from __future__ import annotations

from pathlib import Path
from typing import assert_type

import pandas as pd

import analysis
from analysis.interactive.asking.conditions import Filter
from analysis.interactive.asking.edition_variables import EditionVariable
from analysis.interactive.asking.found_variables import FoundVariables
from analysis.interactive.asking.variables import SurveyVariable
from analysis.interactive.charts.table_charts import TableChart
from analysis.interactive.library import Editions, OpenSurvey, Table
from analysis.interactive.open_survey import RespondentsFrame

survey = analysis.open("france_benevole", "2009")
editions = analysis.open("france_benevole")
assert_type(survey, OpenSurvey)
assert_type(analysis.open("france_benevole", 2009), OpenSurvey)
assert_type(editions, Editions)
assert_type(analysis.open("france_benevole", ["2009", "2024"]), Editions)
assert_type(editions["2024"], OpenSurvey)
assert_type(analysis.survey("enquete.sav", weights="poids"), OpenSurvey)
assert_type(analysis.survey(pd.DataFrame()), OpenSurvey)

q = survey.q
age = survey.cut("age", [35, 65], label="Âge")
found = survey.find("formation")
assert_type(found, FoundVariables)
assert_type(found.frame, pd.DataFrame)
assert_type(survey["forme"], SurveyVariable)
assert_type(q.forme, SurveyVariable)
assert_type(age, SurveyVariable)
assert_type(survey.net("secteur", {"Sport": ["4"], "Culture": "5"}), SurveyVariable)
assert_type(survey.combine("sexe", age), SurveyVariable)
assert_type(survey.cut("heures", quantiles=5), SurveyVariable)
assert_type(survey.combine("sexe", "regularite", age, label="Trois"), SurveyVariable)
assert_type(survey.score("satisfait"), SurveyVariable)
assert_type(survey.score(["a", q.forme], "Indice", statistic="sum", reversed=["a"]), SurveyVariable)
assert_type(survey.with_absent("budget"), SurveyVariable)
assert_type(q.heures >= 20, Filter)
assert_type(q.secteur == "Sport", Filter)
assert_type((q.heures >= 20) & ~(q.secteur == "Sport") | q.sexe.isin(["1", 2]), Filter)
assert_type(survey.where({"heures": "20..40", "sexe": ["1", "2"]}), Filter)

table = survey.table("forme", answers="oui", by=["sexe", age], where=q.heures >= 20, against="pairs")
assert_type(table, Table)
assert_type(
    survey.table(["forme", q.heures > 3], within="sexe", by=age, where=["reguliers"], q=[0.1, 0.9]), Table
)
assert_type(survey.table("heures", statistic=["mean", "sd"], weights="poids", against={"sexe": "1"}), Table)
assert_type(survey.exploring().table("forme", weights=False, counts=True), Table)
assert_type(editions.table("forme", answers={"Oui": ["1", "2"]}, by="sexe", change=False), Table)
assert_type(editions.cut("heures", [5, 20]), EditionVariable)
assert_type(table.frame, pd.DataFrame)
assert_type(table.wide, pd.DataFrame)
assert_type(table.pairs, pd.DataFrame)
assert_type(table.tests, pd.DataFrame)
assert_type(table.T.sorted(), Table)
assert_type(table.sentence(), str)
assert_type(table.chart("bars"), TableChart)
assert_type(table.chart().save("t.png"), Path)
assert_type(table.to_csv("t.csv"), Path)
assert_type(table.to_excel(Path("t.xlsx")), Path)
assert_type(table.to_toml("formes", theme="formation", write=True), str)
assert_type(survey.respondents("heures", "age"), RespondentsFrame)
