"""A draft can be shown: words without codes, answers in order, grids and chapters, no lists of comments."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from analysis.drafting.cells.answer_order import are_in_order, in_order
from analysis.drafting.cells.closed_answers import is_closed
from analysis.drafting.cells.column_profiles import Profile
from analysis.drafting.cells.graded_answers import with_order
from analysis.drafting.cells.label_words import answers_alone, with_words_alone
from analysis.drafting.drafted_question import Drafted
from analysis.drafting.grouping.grids import with_grids
from analysis.drafting.grouping.themes import with_themes

from .conftest import DraftCsv, DraftSav, labels

ANSWERS = [
    ("a dash", {"1": "1 - Oui", "2": "2 - Non"}, ["Oui", "Non"]),
    ("a dot", {"1": "1. Oui", "2": "2. Non"}, ["Oui", "Non"]),
    ("brackets", {"1": "(1) Oui", "2": "[2] Non"}, ["Oui", "Non"]),
    ("zeros", {"1": "01 – Oui", "2": "02 – Non"}, ["Oui", "Non"]),
    ("letters", {"x": "a) Oui", "y": "b) Non"}, ["Oui", "Non"]),
    ("the words are the code", {"1 - Oui": "1 - Oui", "2 - Non": "2 - Non"}, ["Oui", "Non"]),
    ("numbers between", {"0": "0 - Peu", "1": "1", "2": "2 - Très"}, ["Peu", "1", "Très"]),
    ("ranges stay", {"1": "1 - 5", "2": "6 - 10"}, ["1 - 5", "6 - 10"]),
    ("amounts stay", {"1": "25 ans", "2": "30 ans"}, ["25 ans", "30 ans"]),
    ("one of them stays", {"1": "1 - Oui", "2": "Non"}, ["1 - Oui", "Non"]),
    ("alike stay", {"1": "1 - Oui", "2": "2 - Oui"}, ["1 - Oui", "2 - Oui"]),
]


@pytest.mark.parametrize(
    ("codes", "words"), [each[1:] for each in ANSWERS], ids=[each[0] for each in ANSWERS]
)
def test_the_code_before_the_words_of_an_answer_is_taken_off(codes: dict[str, str], words: list[str]) -> None:
    assert list(answers_alone(codes).values()) == words


TEXTS = [
    ("Q12. Êtes-vous bénévole ?", "v7", "Êtes-vous bénévole ?"),
    ("Q3a) Votre âge", "v7", "Votre âge"),
    ("17. Number of employees?", "v7", "Number of employees?"),
    ("og1_2 - Avis sur la retraite", "OG1_2", "Avis sur la retraite"),
    ("sante : votre état", "sante", "votre état"),
    ("Q2[SQ001]. Où ? [Club]", "v7", "Où ? [Club]"),
    ("Santé : votre état", "v7", "Santé : votre état"),
    ("2024 - année du bilan", "v7", "2024 - année du bilan"),
    ("C. trésorerie", "v7", "C. trésorerie"),
]


@pytest.mark.parametrize(("text", "column", "words"), TEXTS)
def test_the_code_before_the_words_of_a_question_is_taken_off(text: str, column: str, words: str) -> None:
    assert with_words_alone(Drafted(column, "text", text, column)).text == words


ORDERED = [
    ["Oui, tout à fait", "Oui, plutôt", "Non, plutôt pas", "Non, pas du tout"],
    ["Agree strongly", "Agree", "Neither agree nor disagree", "Disagree", "Disagree strongly"],
    ["Beaucoup", "Assez", "Peu", "Pas du tout"],
    ["Moins de 25 ans", "25 à 59 ans", "60 ans et plus"],
    ["Tous les jours", "Souvent", "Parfois", "Jamais"][1:],
]


@pytest.mark.parametrize("answers", ORDERED, ids=lambda answers: answers[0])
def test_words_that_rise_or_fall_are_in_order(answers: list[str]) -> None:
    assert are_in_order(answers) and in_order(answers) in (answers, answers[::-1])
    assert not are_in_order([*answers[1:], answers[0]])


def coded(codes: dict[str, str]) -> Drafted:
    return Drafted("q", "single", "q", "q", codes=codes)


def test_an_order_needs_no_scores_and_leaves_dont_know_aside() -> None:
    found = with_order(
        coded({"1": "Très utile", "2": "Assez utile", "3": "Peu utile", "8": "(NSP)", "9": "Refus"})
    )
    assert (found.type, found.is_ordered) == ("single", True)
    assert found.aside == {"dont_know": ("8",), "no_answer": ("9",)}


NUMBERED = {"0": "Aucune confiance", **{str(n): str(n) for n in range(1, 10)}, "10": "Toute confiance"}


def test_numbers_between_two_ends_are_a_scale_but_with_the_code_of_dont_know() -> None:
    assert with_order(coded(NUMBERED)).type == "scale"
    found = with_order(coded({**NUMBERED, "88": "Ne sait pas"}))
    assert (found.type, found.is_ordered, found.aside) == ("single", True, {"dont_know": ("88",)})


def test_a_list_in_no_order_stays_one() -> None:
    assert with_order(coded({"1": "Sport", "2": "Culture", "3": "Santé"})) == coded(
        {"1": "Sport", "2": "Culture", "3": "Santé"}
    )


CLOSED = ["Oui", "Non"]
COMMENTS = ["merci", "Merci", "Merci !", "ras", "RAS", "R.A.S.", "rien", "bravo", "bonne idée", "ok"]
OPEN = [
    ("Votre commentaire", COMMENTS[3:], False),
    ("Des suggestions ?", ["merci", "rien", "bravo", "ok", "continuez"], False),
    ("Q44", COMMENTS, False),
    ("Commentaire laissé", CLOSED, True),
    ("Suggestion", ["Plus de sport", "Plus de culture"], True),
    ("Q44", ["Sport", "Culture", "Santé", "Social", "Loisirs"], True),
]


@pytest.mark.parametrize(("heading", "words", "closed"), OPEN)
def test_short_comments_met_again_are_no_closed_question(
    heading: str, words: list[str], closed: bool
) -> None:
    assert is_closed(Profile(heading, dict.fromkeys(words, 9))) is closed


GRADES = {"1": "Peu", "2": "Assez", "3": "Très"}


def rows(*texts: str, codes: dict[str, str] = GRADES, stem: str = "q3_") -> dict[str, Drafted]:
    columns = [f"{stem}{place}" for place in range(1, len(texts) + 1)]
    return {c: Drafted(c, "single", text, c, codes=codes) for c, text in zip(columns, texts, strict=True)}


def test_neighbours_of_one_stem_and_list_whose_texts_begin_alike_are_a_grid() -> None:
    questions, grids = with_grids(
        rows("Confiance : la mairie", "Confiance : la police", "Confiance : l'école")
    )
    assert grids == {"q3": ("Confiance", ["q3_1", "q3_2", "q3_3"])}
    assert [question.label for question in questions.values()] == ["la mairie", "la police", "l'école"]


NO_GRIDS = {
    "nothing shared": rows("La mairie", "La police", "L'école"),
    "too few": rows("Confiance : la mairie", "Confiance : la police"),
    "other lists": rows("Avis : a", "Avis : b") | rows("Avis : c", "Avis : d", codes={"1": "x"}, stem="q4_"),
}


@pytest.mark.parametrize("questions", NO_GRIDS.values(), ids=NO_GRIDS)
def test_other_neighbours_are_no_grid(questions: dict[str, Drafted]) -> None:
    found, grids = with_grids(questions)
    assert {name: replace(each, remarks=()) for name, each in found.items()} == questions
    assert grids == {}


def test_a_grid_of_words_is_one_table_in_the_order_of_its_answers(draft_csv: DraftCsv) -> None:
    cells = ["Jamais", "Souvent", "Parfois", "Ne sait pas"] * 5
    names = ["Lecture", "Sport", "Musique"]
    turned = [cells[place:] + cells[:place] for place in range(3)]
    found = draft_csv({f"Faites-vous ? [{name}]": each for name, each in zip(names, turned, strict=True)})
    (grid,) = found.survey.grids.values()
    assert (grid.label.fr, len(grid.items)) == ("Faites-vous ?", 3)
    for name, question in zip(names, found.survey.questions.values(), strict=True):
        assert question.label.fr == name
        assert list(labels(question)) == ["Jamais", "Parfois", "Souvent", "Ne sait pas"]
        assert question.ordered and question.aside["dont_know"] == ("Ne sait pas",)
    assert not found.survey.breakdowns


def themed(*columns: str) -> dict[str, Drafted]:
    return {column: Drafted(column, "single", column, column, codes=GRADES) for column in columns}


def test_prefixes_of_columns_are_chapters() -> None:
    named = themed(*(f"og{n}" for n in range(6)), *(f"ps_{n}" for n in range(6)), "sexe")
    questions, themes = with_themes(named, {"og0"})
    assert themes == {"og": "OG", "ps": "PS"}
    assert [questions[name].theme for name in ("og0", "og1", "ps_1", "sexe")] == ["", "og", "ps", ""]


NO_THEMES = {
    "one prefix for all": themed(*(f"q{n}" for n in range(20))),
    "few questions": themed("og1", "og2", "og3", "ps1", "ps2", "ps3"),
    "most in none": themed(
        *(f"{a}{b}{n}" for a in "abcde" for b in "ijklm" for n in "1"), "og1", "og2", "og3"
    ),
}


@pytest.mark.parametrize("named", NO_THEMES.values(), ids=NO_THEMES)
def test_prefixes_that_part_little_are_no_chapters(named: dict[str, Drafted]) -> None:
    assert with_themes(named, set()) == (named, {})


def test_a_labelled_file_drafts_grids_chapters_and_words(draft_sav: DraftSav, tmp_path: Path) -> None:
    answers = {1: "1 - Tout à fait", 2: "2 - Plutôt", 3: "3 - Plutôt pas", 4: "4 - Pas du tout", 9: "9 - NSP"}
    columns = [*(f"tr_{n}" for n in range(1, 8)), *(f"ou_{n}" for n in range(1, 8))]
    texts = [f"{c.upper()}. {'Confiance' if c[0] == 't' else 'Ouverture'} : sujet {c}" for c in columns]
    found = draft_sav(
        {c: [1.0, 2.0, 3.0, 4.0, 9.0] * 4 for c in columns},
        column_labels=texts,
        variable_value_labels=dict.fromkeys(columns, answers),
    )
    survey = found.survey
    assert {name: (grid.label.fr, len(grid.items)) for name, grid in survey.grids.items()} == {
        "tr": ("Confiance", 7),
        "ou": ("Ouverture", 7),
    }
    assert {name: theme.title.fr for name, theme in survey.themes.items()} == {
        "tr": "Confiance",
        "ou": "Ouverture",
    }
    assert labels(survey.questions["tr_1"])["9"] == "NSP"
    assert survey.questions["tr_1"].ordered and survey.questions["tr_1"].aside["dont_know"] == ("9",)
    assert (tmp_path / "data/raw/essai/survey.toml").read_text("utf-8").count('9 = "NSP"') == 1
