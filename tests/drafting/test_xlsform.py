"""A survey drafted from an XLSForm, with the exports of ODK (one cell) and KoboToolbox (columns of ticks)."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from analysis.drafting import draft
from analysis.drafting.drafts import Draft
from analysis.etl import respondents_frame
from analysis.faults import Fault
from analysis.pipeline import Built, process
from analysis.questionnaire import read_survey
from analysis.workspace import Place

from .conftest import labels

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


def write_form(path: Path, survey: str, codes: str) -> Path:
    """The workbook, with choices that are numbers stored as such."""
    book = openpyxl.Workbook()
    book.active.title = "survey"
    for row in survey.strip().splitlines():
        book["survey"].append(row.split("|"))
    choices = book.create_sheet("choices")
    for row in codes.strip().splitlines():
        choices.append([int(cell) if cell.isdecimal() else cell for cell in row.split("|")])
    book.create_sheet("settings").append(["form_title"])
    book["settings"].append(["Clubs"])
    book.save(path)
    return path


def drafted(form: Path, answers: str) -> tuple[Draft, Built]:
    root = form.parent
    (root / "reponses.csv").write_text(answers, "utf-8")
    found = draft(root, "form/2024", root / "reponses.csv", form)
    return found, process(Place(root, "form", "2024"))


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


NEEDS = """
list_name|name|label
needs|eau|Eau
needs|sante|Santé
needs|ecole|École
"""
RANK = "type|name|label|required\nrank needs|besoins|Vos besoins, dans l'ordre|yes\ninteger|age|Âge|"
RANKED_IN_A_CELL = "besoins,age,_id\necole eau sante,30,1\neau,40,2\nsante zoo,50,3\neau sante eau,60,4\n"
A_COLUMN_PER_RANK = "g/besoins/1,g/besoins/2,g/besoins/3,g/age,_id\necole,eau,sante,30,1\neau,,,40,2\n"
PLACES = [
    (RANKED_IN_A_CELL, ["ecole eau sante", "eau - -", "sante - -", "eau sante -"]),
    (A_COLUMN_PER_RANK, ["ecole eau sante", "eau - -"]),
]


@pytest.mark.parametrize(("answers", "places"), PLACES, ids=["one cell", "a column per rank"])
def test_a_ranking_is_a_question_for_each_rank(answers: str, places: list[str], tmp_path: Path) -> None:
    survey = RANK.replace("\nrank", "\nbegin_group|g||\nrank") + "\nend_group|||"
    _, built = drafted(write_form(tmp_path / "form.xlsx", survey, NEEDS), answers)
    ranks = respondents_frame(built.weighted)[["besoins_1", "besoins_2", "besoins_3"]].astype(object)
    assert ranks.fillna("-").agg(" ".join, axis=1).tolist() == places
    assert built.survey.questions["besoins_2"].text.fr == "Vos besoins, dans l'ordre – rang 2"


def test_what_is_wrong_in_a_ranking_is_a_problem(tmp_path: Path) -> None:
    _, built = drafted(write_form(tmp_path / "form.xlsx", RANK, NEEDS), RANKED_IN_A_CELL)
    problems = built.weighted.cleaned.problems
    assert problems[["respondent", "question", "value"]].to_numpy().tolist() == [
        ["3", "besoins_2", "sante zoo"],
        ["4", "besoins_3", "eau sante eau"],
    ]


RANK_OF_THE_BUILDER = """
type|name|label|kobo--rank-items|kobo--score-choices|appearance
begin_rank|besoins|Vos besoins|needs||
rank__level|n1|Le premier|||
rank__level|n2|Le deuxième|||
end_rank|||||
begin_score|avis|Votre avis||needs|
score__row|a1|Hier|||
score__row|a2|Demain|||
end_score|||||
"""
THE_SAME_AS_DOWNLOADED = """
type|name|label|appearance
begin_group|besoins||field-list
note|besoins_label|Vos besoins|
select_one needs|n1|Le premier|minimal
select_one needs|n2|Le deuxième|minimal
end_group|||
begin_group|avis||field-list
select_one needs|avis_header|Votre avis|label
select_one needs|a1|Hier|list-nolabel
select_one needs|a2|Demain|list-nolabel
end_group|||
"""


@pytest.mark.parametrize("survey", [RANK_OF_THE_BUILDER, THE_SAME_AS_DOWNLOADED])
def test_rankings_and_tables_of_the_form_builder_are_columns_of_their_own(
    survey: str, tmp_path: Path
) -> None:
    answers = "besoins/n1,besoins/n2,avis/a1,avis/a2,_id\neau,sante,eau,eau,1\nsante,ecole,ecole,eau,2\n"
    _, built = drafted(write_form(tmp_path / "form.xlsx", survey, NEEDS), answers)
    assert [question.text.fr for question in built.survey.asked.values()] == [
        "Vos besoins – Le premier",
        "Vos besoins – Le deuxième",
        "Hier",
        "Demain",
    ]
    assert built.survey.grids["avis"].label.fr == "Votre avis"
    assert respondents_frame(built.weighted)["n2"].tolist() == ["sante", "ecole"]


SPLIT = """
type|name|label|relevant|constraint|required
select_multiple needs|besoins|Vos besoins||not(selected(., 'rien') and count-selected(.) > 1)|yes
text|besoins_autre|Lequel ?|selected(${besoins}, 'autre')||
geopoint|ou|Où ?|||
acknowledge|lu|J'ai lu|||
"""
SPLIT_NEEDS = NEEDS + "needs|autre|Un autre\nneeds|rien|Rien de cela\n"
OF_KOBO = ";__version__;_submission_time;_submitted_by;_ou_latitude"
CODES = "besoins/eau;besoins/sante;besoins/ecole;besoins/autre;besoins/rien;besoins_autre;ou;lu" + OF_KOBO
WORDS = "Vos besoins/Eau;Vos besoins/Santé;Vos besoins/École;Vos besoins/Un autre;Vos besoins/Rien de cela;"
WORDS += "Lequel ?;ou;J'ai lu" + OF_KOBO
TICKS = [(1, 1, 0, 0, 0, ""), (0, 0, 1, 1, 0, "le temps"), (0, 1, 0, 0, 1, "")]
CELLS = {
    "codes": ("eau sante", "ecole autre", "sante rien"),
    "words": ("Eau Santé", "École Un autre", "Santé Rien de cela"),
}


def split(head: str, cells: tuple[str, ...] = ()) -> str:
    """Ticks, with the cell that says the same where there are `cells`; what KoboToolbox adds after them."""
    first = {CODES: "besoins", WORDS: "Vos besoins"}[head]
    rows = [";".join(map(str, row)) + ";48.8 2.3 0 0;OK;v1;2024-03-01T10:00:00;moi;48.8" for row in TICKS]
    lines = [head, *rows]
    return (
        "\n".join(f"{a};{b}" for a, b in zip((first, *cells), lines, strict=True))
        if cells
        else "\n".join(lines)
    )


EXPORTS = {
    "ticks by code": split(CODES),
    "ticks by words": split(WORDS),
    "a cell of codes": split(CODES, CELLS["codes"]),
    "a cell of words": split(WORDS, CELLS["words"]),
}


@pytest.mark.parametrize("answers", EXPORTS.values(), ids=list(EXPORTS))
def test_every_export_of_several_answers_gives_the_same(answers: str, tmp_path: Path) -> None:
    _, built = drafted(write_form(tmp_path / "form.xlsx", SPLIT, SPLIT_NEEDS), answers)
    ticks = built.weighted.cleaned.answers["besoins"].values.astype(int).tolist()
    assert ticks == [list(row[:5]) for row in TICKS]
    assert [word for word in built.weighted.cleaned.answers["besoins_autre"].values if word] == ["le temps"]
    assert built.weighted.cleaned.problems["problem"].tolist() == ["excludes the other answers"]


def test_headings_may_have_the_labels_of_groups_before_them(tmp_path: Path) -> None:
    grouped = (
        SPLIT.replace("|required\n", "|required\nbegin_group|g|Votre avis|||\n", 1) + "end_group|g||||\n"
    )
    answers = EXPORTS["ticks by words"]
    for head in ("Vos besoins", "Lequel ?", "J'ai lu"):
        answers = answers.replace(head, f"Votre avis/{head}")
    _, built = drafted(write_form(tmp_path / "form.xlsx", grouped, SPLIT_NEEDS), answers)
    assert built.weighted.cleaned.answers["besoins"].values.astype(int).tolist() == [
        list(r[:5]) for r in TICKS
    ]
    assert list(built.survey.indicators) == ["besoins", "lu"]


def test_places_are_left_out_and_what_the_software_adds_is_not_tabulated(tmp_path: Path) -> None:
    _, built = drafted(write_form(tmp_path / "form.xlsx", SPLIT, SPLIT_NEEDS), split(CODES))
    assert list(built.survey.indicators) == ["besoins", "lu"]
    assert list(built.survey.asked) == ["besoins", "besoins_autre", "lu", "version", "submission_time"]
    text = (tmp_path / "data/raw/form/survey.toml").read_text("utf-8")
    assert "may tell who answered: _submitted_by, _ou_latitude, ou" in text and "48.8" not in text


EXCLUSIVE = [
    ("not(selected(., 'rien') and count-selected(.) > 1)", ["rien"]),
    ("not((selected(.,'rien') or selected(., 'nsp')) and count-selected(.)>=2)", ["rien", "nsp"]),
    ("if(selected(., 'rien'), count-selected(.) = 1, true())", ["rien"]),
    ('count-selected(.) = 1 or not(selected(., "rien"))', ["rien"]),
    ("count-selected(.) <= 3", []),
    ("not(selected(., 'rien') and selected(., 'autre'))", []),
]


@pytest.mark.parametrize(("rule", "codes"), EXCLUSIVE)
def test_an_answer_that_stands_alone_by_the_constraint_is_exclusive(
    rule: str, codes: list[str], tmp_path: Path
) -> None:
    survey = f"type|name|label|constraint\nselect_multiple needs|besoins|Vos besoins|{rule}\n"
    form = write_form(tmp_path / "form.xlsx", survey, SPLIT_NEEDS + "needs|nsp|Ne sait pas\n")
    draft(tmp_path, "form", None, form)
    found = read_survey(tmp_path / "data/raw/form/survey.toml").questions["besoins"]
    assert list(found.exclusive) == codes
    text = (tmp_path / "data/raw/form/survey.toml").read_text("utf-8")
    assert ("# The form asks that" in text) == (not codes)


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
    assert [remark.partition(":")[0] for remark in found.unread] == ["ou", "cotisation"]


def test_a_constraint_that_is_no_range_is_a_comment(form: Path) -> None:
    draft(form.parent, "form", None, form)
    text = (form.parent / "data/raw/form/survey.toml").read_text("utf-8")
    assert "# The form asks that . > 0." in text


def test_answers_to_another_questionnaire_are_refused(form: Path) -> None:
    with pytest.raises(Fault, match=r"no question of the structure is in the file.*Questions: start, sexe"):
        drafted(form, "a;b\n1;2\n")
    assert not (form.parent / "data").exists()


def test_a_workbook_that_is_no_form_is_refused(tmp_path: Path) -> None:
    openpyxl.Workbook().save(tmp_path / "form.xlsx")
    with pytest.raises(Fault, match="no XLSForm: no sheet 'survey'; sheets: Sheet"):
        draft(tmp_path, "form", None, tmp_path / "form.xlsx")
