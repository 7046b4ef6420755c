"""A table of LimeSurvey with two scales side by side: two grids, each with its answers, columns and names."""

from __future__ import annotations

from analysis.drafting.formats.limesurvey_tables import Item, LimeQuestion
from analysis.drafting.formats.limesurvey_types import ASKED_BY_TYPE
from analysis.drafting.questionnaire_structure import Asked

ROW = {"sid": "55", "gid": "2", "qid": "30", "mandatory": "Y"}
SCALES = {
    "0": (Item("A1", {"fr": "Peu"}), Item("A2", {"fr": "Beaucoup"})),
    "1": (Item("1", {"fr": "Content"}), Item("2", {"fr": "Mécontent"}), Item("3", {"fr": "Partagé"})),
}
ROWS = (Item("SQ1", {"fr": "Accueil"}), Item("SQ2", {"fr": "Locaux"}))


def asked(rows: tuple[Item, ...] = ROWS, kind: str = "1", **header: str) -> list[Asked]:
    attributes = {f"dualscale_header{side}": {"": text} for side, text in header.items()}
    question = LimeQuestion(Item("avis", {"fr": "Vos avis"}, ROW), rows, (), SCALES, attributes)
    return ASKED_BY_TYPE[kind](question)


def test_each_scale_is_a_grid_of_its_own_with_its_own_answers() -> None:
    found = [
        (each.question.wanted_name, each.grid, each.question.scale, list(each.question.codes))
        for each in asked()
    ]
    assert found == [
        ("avis_SQ1_1", "avis_1", "avis_1", ["A1", "A2"]),
        ("avis_SQ2_1", "avis_1", "avis_1", ["A1", "A2"]),
        ("avis_SQ1_2", "avis_2", "avis_2", ["1", "2", "3"]),
        ("avis_SQ2_2", "avis_2", "avis_2", ["1", "2", "3"]),
    ]


def test_a_column_is_known_by_each_way_in_which_limesurvey_heads_it() -> None:
    first, second = asked(ROWS[:1])
    assert first.question.column == "avis[SQ1][1]"
    assert first.aliases == {"avis[SQ1][1]": ("avis_SQ1_0", "avis_SQ1#0")}
    assert second.question.column == "avis[SQ1][2]"
    assert second.aliases == {"avis[SQ1][2]": ("avis_SQ1_1", "avis_SQ1#1")}


def test_routing_names_the_scales_from_nought() -> None:
    names = {name: each.question.wanted_name for each in asked(ROWS[:1]) for name in each.variables}
    assert names == {
        "avis_SQ1_0": "avis_SQ1_1",
        "55X2X30SQ1_0": "avis_SQ1_1",
        "avis_SQ1_1": "avis_SQ1_2",
        "55X2X30SQ1_1": "avis_SQ1_2",
    }


def test_a_scale_is_called_by_its_header_or_by_its_number() -> None:
    labels = [each.question.label for each in asked(ROWS[:1], A="Importance")]
    assert labels == ["Accueil – Importance", "Accueil – échelle 2"]


def test_a_table_of_one_scale_has_neither_number_nor_other_names() -> None:
    found = asked(kind="F")
    assert [(each.question.wanted_name, each.question.column, each.grid) for each in found] == [
        ("avis_SQ1", "avis[SQ1]", "avis"),
        ("avis_SQ2", "avis[SQ2]", "avis"),
    ]
    assert [each.aliases for each in found] == [{}, {}]
    assert list(found[0].variables) == ["avis_SQ1", "55X2X30SQ1"]
