"""« Ne sait pas » and the like in answers of one's own: out of the base, said, and put back on request."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import analysis
from analysis.drafting.cells.column_profiles import says_only_absence
from analysis.interactive.asking.near_names import AnalystError
from analysis.interactive.library import OpenSurvey
from analysis.pipeline import build
from analysis.workspace import Place

NONE = ("Ne sait pas", "NSP", "Sans réponse", "Don't know")
ANSWERS = ["Oui"] * 30 + ["Non"] * 20 + [text for text in NONE for _ in range(15)]
FRAME = pd.DataFrame(
    {
        "avis": ANSWERS,
        "note": [*map(str, range(11)), *["Ne sait pas"] * 11] * 5,
        "heures": [*map(str, range(10, 98, 2)), *["NSP"] * 11] * 2,
        "sexe": ["Femme", "Homme"] * 55,
    }
)


@pytest.fixture(params=["frame", "file"])
def source(request: pytest.FixtureRequest, tmp_path: Path) -> pd.DataFrame | Path:
    if request.param == "frame":
        return FRAME
    FRAME.to_csv(tmp_path / "mine.csv", index=False)
    return tmp_path / "mine.csv"


def labels(survey: OpenSurvey, name: str) -> set[str]:
    return set(survey.table(name).frame["item_label"])


def test_they_leave_the_base_and_a_line_says_so_and_how_to_have_them_back(
    source: pd.DataFrame | Path,
) -> None:
    mine = analysis.survey(source)
    table = mine.table("avis", answers="Oui")
    assert table.frame["value"].tolist() == [60.0] and table.frame["n"].tolist() == [50]
    told = repr(mine).splitlines()[2]
    assert all(text in told for text in NONE) and "(avis, note" in told and "absences=False" in told
    assert "ne sait pas 45 · sans réponse 15" in repr(mine["avis"])


def test_they_are_answers_again_on_request(source: pd.DataFrame | Path) -> None:
    mine = analysis.survey(source, absences=False)
    assert set(NONE) <= {label.replace("\u2019", "'") for label in labels(mine, "avis")}
    assert mine.table("avis").frame["n"].max() == 110 and "absences" not in repr(mine)


def test_those_that_are_named_leave_and_no_other(source: pd.DataFrame | Path) -> None:
    mine = analysis.survey(source, absences=["NSP", "non"])
    assert labels(mine, "avis") == {"Oui", "Ne sait pas", "Sans réponse", "Don\u2019t know"}
    with pytest.raises(AnalystError, match="absences: no question has the answer 'Autre'"):
        analysis.survey(source, absences=["Autre"])


def test_what_is_left_of_a_question_is_a_scale_or_a_number(source: pd.DataFrame | Path) -> None:
    mine = analysis.survey(source)
    assert mine.table("note", statistic="mean").frame["value"].tolist() == [5.0]
    assert mine.table("note", answers="8..10").frame["value"].round(6).tolist() == [27.272727]
    assert mine.table("heures", statistic="mean").frame["value"].tolist() == [53.0]


def test_labels_that_are_given_are_read_as_texts_are() -> None:
    frame = pd.DataFrame({"q": [1, 2, 9] * 20})
    mine = analysis.survey(frame, labels={"q": {1: "Oui", 2: "Non", 9: "NSP"}})
    assert labels(mine, "q") == {"Oui", "Non"} and mine.table("q").frame["n"].max() == 40


def test_codes_with_words_are_no_scale() -> None:
    said = {1: "Sport", 2: "Culture", 3: "Social", 9: "NSP"}
    mine = analysis.survey(pd.DataFrame({"q": [1, 2, 3, 9] * 20}), labels={"q": said})
    assert repr(mine["q"]).startswith("q · single")


def test_a_saved_survey_has_the_figures_of_the_open_one(source: pd.DataFrame | Path, tmp_path: Path) -> None:
    mine = analysis.survey(source)
    mine.save("mine/2024", root=tmp_path)
    build(Place(tmp_path, "mine", "2024"), with_trend=False)
    kept = analysis.open("mine", "2024", root=tmp_path)
    for name, statistic in (("avis", "share"), ("note", "mean"), ("heures", "mean")):
        own, other = (each.table(name, statistic=statistic).frame["value"] for each in (mine, kept))
        assert own.notna().all() and own.tolist() == other.tolist()


def test_answers_that_all_say_there_is_none_are_kept() -> None:
    mine = analysis.survey(pd.DataFrame({"q": ["NSP", "Sans réponse"] * 20, "r": ["a", "b"] * 20}))
    assert labels(mine, "q") == {"NSP", "Sans réponse"}


SAYS: dict[str, bool] = {
    "Ne sait pas": True,
    "Je ne sais pas": True,
    "NSP / NVPD": True,
    "9. NSP": True,
    "Ne sait pas (ne pas lire)": True,
    "Non-réponse": True,
    "Ne se prononce pas": True,
    "Préfère ne pas répondre": True,
    "Prefer not to say": True,
    "DON’T KNOW": True,
    "Ne sait pas encore": False,
    "Ne souhaite pas": False,
    "Sans opinion": False,
    "Non concerné": False,
    "Refus": False,
    "Non": False,
}


@pytest.mark.parametrize("label", SAYS)
def test_only_a_label_that_says_nothing_else_is_no_answer(label: str) -> None:
    assert says_only_absence(label) is SAYS[label]
