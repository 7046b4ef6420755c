"""A survey drafted from an XLSForm, with the exports of ODK (one cell) and KoboToolbox (columns of ticks)."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from analysis.drafting.drafts import draft
from analysis.etl.respondent_files import respondents_frame
from analysis.faults import Fault
from analysis.questionnaire import read_survey

from .conftest import labels
from .forms import drafted, write_form

SURVEY = """
type|name|label::French (fr)|label::English (en)|relevant|required|constraint|appearance
start|start||||||
begin_group|vous|Vous|You||||
select_one sexe|sexe|Vous êtes :|You are:||yes||
integer|age|Votre âge|Your age|||. >= 16 and . <= 110|
end_group|||||||
begin group|club|Votre club|Your club||||
select_multiple lieux or_other|lieux|Où ?|Where?||||
date|depuis|Depuis ?|Since?|${sexe} = 'f' and selected(${lieux}, 'ecole')|||
begin_group|notes|Vos notes|Your marks||||table-list
select_one note|accueil|Accueil|Welcome||||
select_one note|locaux|Locaux|Premises||||
end_group|||||||
decimal|cotisation|Cotisation|Fee|${age} > 18||. > 0|
text|mot|Un mot|A word||||
geopoint|ou|Où|Where||||
rank lieux|prefere|Préféré|Preferred||||
end_group|||||||
"""
CHOICES = """
list_name|name|label::French (fr)|label::English (en)
sexe|f|Femme|Woman
sexe|h|Homme|Man
lieux|club|Au club|At the club
lieux|ecole|À l'école|At school
note|1|Mauvais|Bad
note|2|Moyen|Fair
note|3|Bon|Good
"""
ODK = """start,vous-sexe,vous-age,club-lieux,club-lieux_other,club-depuis,notes-accueil,locaux,mot,_id
2024-03-01,f,34,club ecole,,2019-05-01,3,2,Merci,101
2024-03-01,h,52,other,un café,,1,1,,102
2024-03-02,f,15,ecole,,2020-01-31,2,2,,103
2024-03-02,h,61,,,,3,3,,104
"""
KOBO = """start;vous/sexe;vous/age;club/lieux/club;club/lieux/ecole;lieux_other;club/depuis;notes/accueil;_id
2024-03-01;f;34;1;1;;2019-05-01;3;101
2024-03-01;h;52;0;0;un café;;1;102
2024-03-02;f;15;0;1;;2020-01-31;2;103
2024-03-02;h;61;;;;;3;104
"""


@pytest.fixture
def form(tmp_path: Path) -> Path:
    return write_form(tmp_path / "form.xlsx", SURVEY, CHOICES)


@pytest.mark.parametrize("answers", [ODK, KOBO], ids=["one cell", "columns of ticks"])
def test_several_answers_are_read_from_a_cell_or_from_ticks(answers: str, form: Path) -> None:
    _, built = drafted(form, answers)
    found = respondents_frame(built.weighted)
    assert found["sexe"].tolist() == ["f", "h", "f", "h"]
    ticks = found[["lieux.club", "lieux.ecole", "lieux.other"]].fillna(False).astype(int)
    assert ticks.to_numpy().tolist() == [[1, 1, 0], [0, 0, 1], [0, 1, 0], [0, 0, 0]]
    assert found["depuis.status"].tolist() == ["answered", "not_asked", "answered", "not_asked"]
    assert built.weighted.cleaned.problems[["question", "value"]].to_numpy().tolist() == [["age", "15"]]
    assert built.survey.identifier == "_id"


def test_cells_and_ticks_together_are_one_question(form: Path) -> None:
    head, *rows = ODK.strip().splitlines()
    both = [f"{head},club-lieux-club,club-lieux-ecole", *(f"{row},1,0" for row in rows)]
    _, built = drafted(form, "\n".join(both))
    assert not [name for name in built.survey.questions if name.startswith("club")]
    assert built.survey.questions["lieux"].delimiter == " "


def test_a_form_without_answers_is_a_survey(form: Path) -> None:
    found = draft(form.parent, "form", None, form)
    survey = read_survey(form.parent / "data/raw/form/survey.toml")
    questions = survey.questions
    assert (survey.title.fr, list(survey.themes)) == ("Clubs", ["vous", "club"])
    assert labels(questions["lieux"]) == {"club": "Au club", "ecole": "À l'école", "other": "Autre"}
    assert questions["lieux"].codes["ecole"].en == "At school"
    assert (questions["age"].minimum, questions["age"].maximum) == (16, 110)
    assert questions["sexe"].required and not questions["mot"].required
    assert dict(questions["depuis"].asked_if) == {"sexe": ("f",), "lieux": ("ecole",)}
    assert survey.grids["notes"].items == ("accueil", "locaux")
    assert questions["accueil"].type == "scale" and questions["prefere_2"].type == "single"
    assert dict(questions["cotisation"].asked_if) == {"age": ("19..",)}
    assert [remark.partition(":")[0] for remark in found.unread] == ["ou"]


EITHER = """
type|name|label|relevant
select_one sexe|sexe|Sexe|
select_multiple lieux|lieux|Où ?|
integer|heures|Heures|${sexe} = 'f' or selected(${lieux}, 'ecole')
"""


def test_a_question_asked_by_either_of_two_others_is_routed_so(tmp_path: Path) -> None:
    answers = "sexe,lieux,heures\nf,club,1\nh,ecole,2\nh,club,3\nf,ecole,4\n"
    found, built = drafted(write_form(tmp_path / "form.xlsx", EITHER, CHOICES), answers)
    text = (tmp_path / "data/raw/form/survey.toml").read_text("utf-8")
    assert 'asked_if = [{ sexe = ["f"] }, { lieux = ["ecole"] }]' in text
    status = respondents_frame(built.weighted)["heures.status"].tolist()
    assert (status, found.unread) == (["answered", "answered", "not_asked", "answered"], ())


def test_a_constraint_that_is_no_range_is_a_comment(form: Path) -> None:
    draft(form.parent, "form", None, form)
    text = (form.parent / "data/raw/form/survey.toml").read_text("utf-8")
    assert "# The form asks that . > 0." in text


SURVEY_CTO = """SubmissionDate,starttime,sexe,heures,KEY
"Mar 03, 2025 12:05:11 PM","Mar 03, 2025 10:05:11 AM",f,4,uuid:1
"Mar 04, 2025 1:05:11 PM","Mar 04, 2025 11:05:11 AM",h,-99,uuid:2
"Mar 25, 2025 12:05:11 PM","Mar 25, 2025 9:05:11 AM",f,8,uuid:3
"""
TIMED = """
type|name|label
start|starttime|
select_one sexe|sexe|Sexe
integer|heures|Heures
"""


def test_dates_are_read_as_the_file_writes_them_and_codes_below_zero_are_no_answer(tmp_path: Path) -> None:
    _, built = drafted(write_form(tmp_path / "form.xlsx", TIMED, CHOICES), SURVEY_CTO)
    answers = built.weighted.cleaned.answers
    assert answers["starttime"].was_answered.all()
    assert answers["heures"].values[answers["heures"].was_answered].tolist() == [4, 8]
    assert built.weighted.cleaned.problems.empty


def test_answers_to_another_questionnaire_are_refused(form: Path) -> None:
    with pytest.raises(Fault, match=r"no question of the structure is in the file.*Questions: start, sexe"):
        drafted(form, "a;b\n1;2\n")
    assert not (form.parent / "data").exists()


def test_a_workbook_that_is_no_form_is_refused(tmp_path: Path) -> None:
    openpyxl.Workbook().save(tmp_path / "form.xlsx")
    with pytest.raises(Fault, match="no XLSForm: no sheet 'survey'; sheets: Sheet"):
        draft(tmp_path, "form", None, tmp_path / "form.xlsx")
