"""Columns that go together whatever they are called: rows of a table, and questions that repeat another."""

from __future__ import annotations

from pathlib import Path

import pytest

from .conftest import DraftCsv, DraftSav
from .forms import drafted, write_form

OPINIONS = ("Mauvais", "Moyen", "Bon", "Très bon")
SIZE = 36


def opinions(shift: int) -> list[str]:
    return [OPINIONS[(n * 5 + shift) % 4] for n in range(SIZE)]


def text_of(root: Path) -> str:
    return " ".join((root / "data/raw/essai/survey.toml").read_text("utf-8").replace("\n# ", " ").split())


HEADINGS = {
    "a question before": ("Votre avis – le bar", "Votre avis – la salle", "Votre avis – le son"),
    "Jotform": ("Avis >> Le bar", "Avis >> La salle", "Avis >> Le son"),
    "Alchemer": ("Le bar:Votre avis", "La salle:Votre avis", "Le son:Votre avis"),
}


@pytest.mark.parametrize("headings", HEADINGS.values(), ids=HEADINGS)
def test_neighbours_with_one_list_of_answers_and_one_question_are_a_table(
    headings: tuple[str, ...], draft_csv: DraftCsv
) -> None:
    found = draft_csv({heading: opinions(shift) for shift, heading in enumerate(headings)})
    ((grid, *others), rows) = list(found.survey.grids.values()), list(found.survey.questions)
    assert (list(grid.items), others, "avis" in grid.label.fr.casefold()) == (rows, [], True)
    labels = [found.survey.questions[name].label.fr.casefold() for name in rows]
    assert labels == ["le bar", "la salle", "le son"]


def test_labels_of_a_file_make_a_table_of_columns_that_share_no_name(draft_sav: DraftSav) -> None:
    names = {"bar": "Avis : le bar", "salle": "Avis : la salle", "son": "Avis : le son"}
    codes = {float(code): label for code, label in enumerate(OPINIONS, start=1)}
    cells = {
        name: [OPINIONS.index(said) + 1.0 for said in opinions(shift)] for shift, name in enumerate(names)
    }
    found = draft_sav(cells, column_labels=names, variable_value_labels=dict.fromkeys(names, codes))
    (grid,) = found.survey.grids.values()
    assert (grid.label.fr, list(grid.items)) == ("Avis", ["bar", "salle", "son"])


def test_neighbours_without_a_question_are_perhaps_a_table_and_head_none(
    draft_csv: DraftCsv, tmp_path: Path
) -> None:
    cells = {"id": [str(n) for n in range(SIZE)], "Sexe": ["F", "H"] * (SIZE // 2)}
    found = draft_csv(cells | {name: opinions(shift) for shift, name in enumerate(("Bar", "Salle", "Son"))})
    assert (found.survey.grids, found.survey.breakdowns) == ({}, ("sexe",))
    assert "bar, salle, son have the same answers, one after the other" in text_of(tmp_path)
    assert "items = [bar, salle, son]" in text_of(tmp_path)


LISTED = """
list_name|name|label
avis|1|Mauvais
avis|2|Moyen
avis|3|Bon
"""
GROUPED = """
type|name|label
begin_group|lieux|Votre avis sur les lieux
select_one avis|bar|Le bar
select_one avis|salle|La salle
select_one avis|son|Le son
end_group||
begin_group|vous|Vous
select_one avis|forme|Votre forme
integer|age|Votre âge
end_group||
"""


def test_a_group_of_a_structure_with_one_list_alone_is_a_table(tmp_path: Path) -> None:
    answers = "bar,salle,son,forme,age\n" + "1,2,3,1,30\n2,3,1,2,40\n3,1,2,3,50\n" * 4
    _, found = drafted(write_form(tmp_path / "form.xlsx", GROUPED, LISTED), answers)
    (grid,) = found.survey.grids.values()
    assert (grid.label.fr, list(grid.items)) == ("Votre avis sur les lieux", ["bar", "salle", "son"])


def test_a_question_that_repeats_another_has_no_indicator_and_heads_no_table(
    draft_csv: DraftCsv, tmp_path: Path
) -> None:
    sexes = ["Femme", "Homme", "Femme", ""] * (SIZE // 4)
    codes = [{"Femme": "1", "Homme": "2"}.get(sex, "") for sex in sexes]
    found = draft_csv({"Sexe": sexes, "Genre": sexes, "sexe_code": codes, "Avis": opinions(0)})
    of_indicators = {indicator.variable for indicator in found.survey.indicators.values()}
    assert (of_indicators, "genre" in found.survey.breakdowns) == ({"sexe", "avis"}, False)
    assert text_of(tmp_path).count("Everyone answers it as sexe") == 2


def test_two_questions_that_one_respondent_answers_otherwise_are_two(draft_csv: DraftCsv) -> None:
    sexes = ["Femme", "Homme"] * (SIZE // 2)
    found = draft_csv({"Sexe": sexes, "Genre": ["Homme", *sexes[1:]]})
    assert {indicator.variable for indicator in found.survey.indicators.values()} == {"sexe", "genre"}
