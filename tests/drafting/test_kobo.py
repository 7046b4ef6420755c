"""What KoboToolbox and ODK export beside plain answers: rankings, ticks in every writing, own columns."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.drafting.drafts import draft
from analysis.etl.respondent_files import respondents_frame
from analysis.questionnaire import read_survey

from .forms import drafted, write_form

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
    assert list(built.survey.asked) == ["version", "submission_time", "besoins", "besoins_autre", "lu"]
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
