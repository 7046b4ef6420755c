"""Twenty-five questions of an analyst, each answered in the line she would type."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from analysis.interactive.library import Editions, OpenSurvey, Table
from tests.interactive.questions import QUESTIONS, Opened


def number(table: Table, group: str = "Ensemble", item: str = "") -> float:
    """The figure of a group, by its label, to the tenth."""
    frame = table.frame
    rows = frame[(frame["group_label"] == group) & ((frame["item"] == item) | (item == ""))]
    return round(float(rows["value"].iloc[0]), 1)


def test_1_how_many_answered_and_how_they_are_weighted(survey: OpenSurvey) -> None:
    assert "3 920 répondants" in repr(survey).replace("\u202f", " ").replace("\xa0", " ")
    assert "calage sur sexe, plusieurs, regularite" in repr(survey)
    assert "DONNÉES SIMULÉES" in repr(survey)


def test_2_which_questions_speak_of_training(survey: OpenSurvey) -> None:
    found = survey.find("formation").frame.set_index("name")
    assert list(found.index[:2]) == ["formation_necessaire", "formation_proposee"]
    assert found.loc["attentes", "found"].endswith("De la formation")
    assert found.index[-1] in {"formation_heures", "formation_non_raisons"}


def test_3_how_it_was_asked_to_whom_and_how_many_did_not_answer(survey: OpenSurvey) -> None:
    card = repr(survey["formation_reconnue"])
    assert "« Cette formation a-t-elle été reconnue ? »".replace(" ", "") in card.replace(
        "\u202f", ""
    ).replace("\xa0", "").replace(" ", "")
    assert "posée si Formation reçue" in card
    assert "non posée" in card and "sans réponse" in card
    assert "refus < 11" in card


def test_4_and_5_who_received_training(survey: OpenSurvey) -> None:
    table = survey.table("forme", answers="oui", by=["sexe", "classe_age_2024"])
    assert number(survey.table("forme", answers="oui")) == number(table) == 44.7
    assert list(dict.fromkeys(table.frame["by"])) == ["", "sexe", "classe_age_2024"]


def test_6_expectations_most_named_first(survey: OpenSurvey) -> None:
    values = survey.table("attentes").sorted().frame["value"].to_list()
    assert values == sorted(values, reverse=True)


def test_7_hours_by_field(survey: OpenSurvey) -> None:
    frame = survey.table("heures", by="secteur").frame
    assert list(dict.fromkeys(frame["statistic"])) == ["mean", "first_quartile", "median", "third_quartile"]


def test_8_board_members_against_those_without_responsibility(survey: OpenSurvey) -> None:
    table = survey.table(
        "heures", statistic="mean", by="responsabilite", against="Aucune responsabilité particulière"
    )
    rows = table.frame.dropna(subset="difference")
    means = table.frame.set_index("group")["value"]
    assert len(rows) == 2
    for row in rows.to_dict("records"):
        assert row["difference"] == pytest.approx(means[row["group"]] - means[row["against"]])
        assert row["p_adjusted"] < 0.001


def test_9_a_grid_in_one_table(survey: OpenSurvey) -> None:
    table = survey.table("projet", answers="Bien", by="responsabilite")
    assert table.frame["question"].nunique() == 5
    assert "Ce que l’on connaît de l’association" in repr(table)


def test_10_counts_beside_shares(survey: OpenSurvey) -> None:
    frame = survey.table("frais_rembourses", by="taille", counts=True).frame
    whole = frame[frame["by"] == ""]
    assert whole["count"].sum() == whole["n"].iloc[0]


def test_11_all_who_were_asked(survey: OpenSurvey) -> None:
    asked = survey.table("abandon_frais", answers="Oui", base="asked").frame
    answered = survey.table("abandon_frais", answers="Oui").frame
    assert asked["n"].iloc[0] > answered["n"].iloc[0]
    assert asked["value"].iloc[0] < answered["value"].iloc[0]


def test_12_and_13_the_rest_and_letters(survey: OpenSurvey) -> None:
    rest = survey.table("attentes", by="classe_age_2024", against="rest").frame
    assert rest["difference"].notna().sum() == 9 * 7
    fields = survey.table("forme", answers="oui", by="secteur", against="pairs")
    assert len(fields.pairs) == 45
    assert "A · Social" in repr(fields)


def test_letters_stand_on_the_larger_of_two_figures_that_differ(survey: OpenSurvey) -> None:
    table = survey.table("attentes", by="sexe", against="pairs")
    frame = table.frame.set_index(["item", "group"])
    claimed = table.pairs[table.pairs["p_adjusted"] < 0.05]
    assert len(claimed)
    for row in claimed.to_dict("records"):
        sides = (row["group"], row["against"])
        above = max(sides, key=lambda code: frame.loc[(row["item"], code), "value"])
        assert frame.loc[(row["item"], above), "letters"] in {"A", "B"}


def test_14_a_balance(survey: OpenSurvey) -> None:
    table = survey.table(
        "satisfait_reconnaissance",
        statistic="balance",
        favourable=["1", "2"],
        unfavourable=["3", "4"],
        by="regularite",
    )
    assert number(table) == pytest.approx(51.8, abs=0.1)


def test_15_groups_of_answers_as_a_breakdown(survey: OpenSurvey) -> None:
    online = survey.net(
        "decouverte", {"En ligne": ["2", "3"], "Autrement": ["1", "4", "5", "6", "7"]}, label="Découverte"
    )
    table = survey.table("classe_age_2024", by=online)
    of_group = table.frame.groupby("group_label")["value"].sum()
    assert of_group["En ligne"] == pytest.approx(100)


def test_16_a_condition_on_a_number_and_an_answer(survey: OpenSurvey) -> None:
    q = survey.q
    table = survey.table(
        "formation_souhait", answers="Oui", where=(q.heures >= 20) & (q.formation_recue == "Non")
    )
    assert table.frame["n"].iloc[0] == 555
    assert "Heures par mois" in repr(table) and "20 ou plus" in repr(table)


def test_17_classes_inside_classes_of_a_domain(old: OpenSurvey) -> None:
    age = old.cut("age", [35, 65], label="Âge")
    table = old.table(
        "forme",
        answers="oui",
        by=age,
        within="anciennete_classe",
        where={"secteur": "Sport"},
        against="65 ans ou plus",
    )
    assert list(dict.fromkeys(table.frame["within_label"]))[:2] == ["", "Moins de 2\xa0ans"]
    first = table.frame[(table.frame["within_code"] == "") & (table.frame["by"] != "")]
    assert first["group_label"].to_list() == [
        "Moins de 35\xa0ans",
        "35 à 64\xa0ans",
        "65\xa0ans ou plus",
    ]
    assert first["difference"].iloc[0] == pytest.approx(first["value"].iloc[0] - first["value"].iloc[2])


def test_18_what_weighting_changed(survey: OpenSurvey) -> None:
    weighted = survey.table("classe_age_2024").frame
    plain = survey.table("classe_age_2024", weights=False).frame
    assert not np.allclose(weighted["value"], plain["value"])
    assert (plain["base"] == plain["n"]).all()


def test_19_and_25_editions_side_by_side(both: Editions) -> None:
    frame = both.table("forme", answers="oui", by="sexe").frame
    last = frame[frame["edition"] == "2024"]
    first = frame[frame["edition"] == "2009"].set_index("group")["value"]
    assert (last["difference_state"] == "tested").all()
    assert last["difference"].to_list() == pytest.approx((last.set_index("group")["value"] - first).to_list())


ROWS = {"20": 6, "21": 5, "22": 11, "23": 4, "24": 56}
"""How many figures the tables of the crisis have."""


@pytest.mark.parametrize("number", ROWS)
def test_questions_on_the_crisis_have_their_rows(opened: Opened, number: str) -> None:
    assert len(QUESTIONS[number](opened).frame) == ROWS[number]


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_table_is_shown_drawn_said_and_written(opened: Opened, tmp_path: Path, name: str) -> None:
    table = QUESTIONS[name](opened)
    bundle = table._repr_mimebundle_()
    assert bundle["text/plain"] == repr(table)
    assert "Données simulées" in bundle["text/plain"] and "<caption>" in bundle["text/html"]
    assert repr(table.T) and repr(table.sorted()) and table.sentence()
    shown = table.frame["value"].notna()
    assert table.wide.notna().sum().sum() == shown.sum()
    assert "<svg" in table.chart()._repr_mimebundle_()["text/html"]
    assert table.to_csv(tmp_path / "t.csv").is_file() and table.to_excel(tmp_path / "t.xlsx").is_file()
