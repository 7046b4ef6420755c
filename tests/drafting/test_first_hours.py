"""What newcomers met with exports of their own: questions lost, wrong guesses, titles not to be shown."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from pathlib import Path

import pyreadstat
import pytest

from analysis.drafting.cells.answer_order import in_order
from analysis.drafting.drafts import draft
from analysis.questionnaire import Survey, read_survey
from analysis.workspace import Place
from tests.drafting.limesurvey_club import question, row, table

ROWS = 60
Cells = Sequence[str]
Drafts = Callable[..., Survey]


@pytest.fixture
def drafted(tmp_path: Path) -> Drafts:
    """The survey drafted from columns of cells, repeated down the file, under a row of wordings if any."""

    def run(columns: dict[str, Cells], wordings: dict[str, str] | None = None, structure: str = "") -> Survey:
        text = io.StringIO(newline="")
        write = csv.writer(text)
        write.writerow(columns)
        if wordings:
            write.writerow([wordings.get(name, name) for name in columns])
            write.writerow([f'{{"ImportId":"{name}"}}' for name in columns])
        write.writerows([[cells[n % len(cells)] for cells in columns.values()] for n in range(ROWS)])
        (tmp_path / "a.csv").write_text(text.getvalue(), encoding="utf-8")
        if structure:
            (tmp_path / "s.lss").write_text(structure, encoding="utf-8")
        draft(tmp_path, "essai/2025", tmp_path / "a.csv", tmp_path / "s.lss" if structure else None)
        return read_survey(Place(tmp_path, "essai", "2025").survey_toml)

    return run


CONSENT, YES, NO = "Do you agree to take part?", "Yes, I agree", "No, thanks"
CUT_SHORT = {
    "Q1": [YES] * 9 + [NO],
    "Q2": ["18-24", "25-34", "35-49", "50 or over", "18-24", "25-34", "35-49", "50 or over", "18-24", ""],
    "Q3": [
        "Cooking",
        "Driving",
        "Cooking,Driving",
        "Welcome",
        "Cooking,Welcome",
        "Driving",
        "Welcome",
        "",
        "",
        "",
    ],
}


@pytest.mark.parametrize(
    "wordings", [None, {"Q1": CONSENT, "Q2": "How old are you?", "Q3": "What do you do?"}]
)
def test_questions_that_fewer_and_fewer_answer_are_no_set_of_codes(
    wordings: dict[str, str] | None, drafted: Drafts
) -> None:
    questions = drafted(CUT_SHORT, wordings).questions
    assert [questions[name].type for name in ("q1", "q2")] == ["single", "single"]
    assert "q" not in questions


SCALES = [
    ("Sur une échelle de 1 à 10, recommanderiez-vous le jardin ?", ["1", "3", "7", "9", "10"], 10),
    ("Notez l'accueil de 1 (mauvais) à 5 (excellent)", ["2", "3", "4", "5"], 5),
    ("How would you rate the club, 0-10?", ["5", "6", "7", "8"], 11),
]


@pytest.mark.parametrize(("heading", "cells", "grades"), SCALES)
def test_a_scale_has_every_grade_that_its_wording_names(
    heading: str, cells: Cells, grades: int, drafted: Drafts
) -> None:
    [asked] = [
        each for each in drafted({heading: cells, "x": ["a", "b"]}).questions.values() if len(each.codes) > 2
    ]
    assert (asked.type, len(asked.codes)) == ("scale", grades)


def test_numbers_of_things_from_1_to_5_are_no_scale(drafted: Drafts) -> None:
    [asked, _] = drafted({"Enfants de 0 à 5 ans": ["0", "1", "2"], "x": ["a", "b"]}).questions.values()
    assert asked.type == "single" and len(asked.codes) == 3


def test_the_columns_of_a_grid_are_worded_with_a_dash_and_labelled_by_their_row(drafted: Drafts) -> None:
    when = {
        f"Quand venez-vous ? [{day}]": ["Matin, Soir", "Soir", "Matin", ""] for day in ("Lundi", "Samedi")
    }
    questions = [*drafted(when).questions.values()]
    assert [each.text.fr for each in questions] == [
        "Quand venez-vous ? – Lundi",
        "Quand venez-vous ? – Samedi",
    ]
    assert [each.label.fr for each in questions] == ["Lundi", "Samedi"]


def test_an_answer_with_a_slash_in_it_is_one_answer(drafted: Drafts) -> None:
    cells = ["Une femme", "Un homme", "Une femme", "Un homme", "Autre / ne souhaite pas répondre"]
    assert drafted({"genre": cells}).questions["genre"].type == "single"


QUALTRICS = {
    "RecordedDate": ["2025-05-02 08:00:00"],
    "ResponseId": [],
    "Finished": ["True", "True", "True", "False"],
    "DistributionChannel": ["anonymous"],
    "Q4": ["Often", "Never", "Sometimes", ""],
    "Q5": ["0", "5", "10", ""],
    "Q5_NPS_GROUP": ["Detractor", "Detractor", "Promoter", ""],
    "Q4_DO_1": ["1|2|3", "3|2|1", "2|1|3"],
    "SC0": ["0"],
    "branch": ["North", "South", "Quayside"],
}


@pytest.fixture
def of_qualtrics(drafted: Drafts) -> Survey:
    columns = {**QUALTRICS, "ResponseId": [f"R_1234567890{n:03}" for n in range(ROWS)]}
    return drafted(columns, {name: f"{name}? - Selected Choice" for name in columns})


def test_what_software_adds_has_no_indicator_and_heads_no_table(of_qualtrics: Survey) -> None:
    assert {"q4", "branch"} <= {*of_qualtrics.indicators}
    assert not {"q5_nps_group", "sc0"} & {*of_qualtrics.indicators, *of_qualtrics.breakdowns}
    assert not any(name.startswith("q4_do") for name in of_qualtrics.questions)
    assert of_qualtrics.questions["q4"].text.fr == "Q4?"


def test_what_software_fills_for_everyone_hides_nobody_who_left(of_qualtrics: Survey) -> None:
    """A question filled for all at the end of the file would make whoever left before it complete."""
    names = [*of_qualtrics.questions]
    assert names.index("branch") < names.index("q4")


def test_headings_of_code_and_text_give_name_and_text(drafted: Drafts) -> None:
    grid = {
        f"avis[SQ{n}]. Êtes-vous content de : [{what}]": ["Oui", "Non", "Un peu"]
        for n, what in enumerate("ab")
    }
    survey = drafted({"sexe. Vous êtes :": ["Une femme", "Un homme"], "age. Âge": ["20", "30", "45"], **grid})
    assert survey.questions["sexe"].text.fr == "Vous êtes :"
    assert survey.questions["avis_sq0"].text.fr == "Êtes-vous content de : a"
    assert [len(each.items) for each in survey.grids.values()] == [2]


LSS = (
    "<document><LimeSurveyDocType>Survey</LimeSurveyDocType><languages><language>fr</language></languages>"
    + table("groups", [{"gid": "1", "group_name": "Vous", "group_order": "0", "language": "fr"}])
    + "<questions><rows>"
    + "".join(
        row({**asked, "question": asked["fr"], "language": "fr"})
        for asked in (
            question("11", "1", "N", "naissance", ("En quelle année êtes-vous né ?", "")),
            question("12", "1", "L", "souvent", ("Venez-vous souvent ?", "")),
        )
    )
    + "</rows></questions>"
    + table(
        "answers",
        [
            {"qid": "12", "code": code, "answer": text, "sortorder": str(rank), "language": "fr"}
            for rank, (code, text) in enumerate(
                {"1": "Jamais", "2": "Parfois", "3": "Toujours", "9": "Sans avis"}.items()
            )
        ],
    )
    + "</document>"
)


def test_a_structure_is_read_with_what_its_cells_show(drafted: Drafts) -> None:
    survey = drafted({"naissance": ["1950", "1988", "2001"], "souvent": ["1", "2", "3", "9"]}, structure=LSS)
    assert "naissance" not in survey.indicators  # the mean of a year says nothing
    assert survey.questions["souvent"].ordered and survey.questions["souvent"].aside == {"dont_know": ("9",)}


def test_labelled_strata_are_of_the_design_and_ticks_of_a_set_have_their_own_words(tmp_path: Path) -> None:
    import pandas as pd

    rows = pd.DataFrame({"STRATE": [1.0, 2.0] * 30, "D_1": [1.0, 0.0] * 30, "D_2": [0.0, 1.0, 1.0] * 20})
    named = {"D_1": "D. Ressources : dons", "D_2": "D. Ressources : ventes"}
    ticks = {0: "Non cité", 1: "Cité"}
    pyreadstat.write_sav(
        rows,
        tmp_path / "a.sav",
        column_labels=["Strate de tirage", *named.values()],
        variable_value_labels={"STRATE": {1: "Petites", 2: "Grandes"}, "D_1": ticks, "D_2": ticks},
    )
    told = draft(tmp_path, "essai/2025", tmp_path / "a.sav").summary
    survey = read_survey(Place(tmp_path, "essai", "2025").survey_toml)
    assert any("strata STRATE" in line for line in told)
    assert "strate" in survey.questions and "strate" not in {*survey.indicators, *survey.breakdowns}
    [ticked] = [each for each in survey.questions.values() if each.type == "multiple"]
    assert [label.fr for label in ticked.codes.values()] == ["dons", "ventes"]


def test_degrees_of_a_difficulty_are_in_order() -> None:
    degrees = ["Très difficile", "Assez difficile", "Peu difficile", "Pas difficile"]
    assert in_order(reversed(degrees)) == degrees


def test_the_doubts_are_told_with_their_keys_whole(drafted: Drafts, tmp_path: Path) -> None:
    heading = "Pour quelles raisons venez-vous au jardin partagé du quartier ?"
    cells = ["Lire, Parler", "Lire", "Parler, Planter", "Lire, Planter", "Planter", ""]
    (tmp_path / "b").mkdir()
    drafted({heading: cells, "n": ["1", "2"]})
    told = draft(tmp_path / "b", "essai/2025", tmp_path / "a.csv").summary
    assert any('(empty = "no_answer")' in line for line in told), told


WRONG_READINGS = [({"separator": "abc"}, "--separator 'abc'"), ({"sheet": "x"}, "a.csv is no workbook")]


@pytest.mark.parametrize(("keys", "said"), WRONG_READINGS)
def test_how_no_file_is_read_is_refused(keys: dict[str, str], said: str, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(Exception, match=said):
        draft(tmp_path, "essai/2025", tmp_path / "a.csv", **keys)  # type: ignore[arg-type]
    assert not (tmp_path / "data").exists()
