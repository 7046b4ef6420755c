"""A table that is written into survey.toml: comments stay, and the report's figure is the table's."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import analysis
from analysis.interactive.asking.near_names import AnalystError
from analysis.interactive.library import OpenSurvey
from analysis.pipeline import build, process
from analysis.questionnaire import read_survey
from analysis.workspace import Place

SURVEY = """# Our survey, as the board agreed on it.
title = "Essai"

[themes.vie] # the only one
title = "Vie"

[questions.sexe]
type = "single"
label = "Sexe"
codes = { 1 = "Homme", 2 = "Femme" }

[questions.heures]
type = "numeric"
label = "Heures"
max = 100

[indicators.sexe]
title = "Sexe"
theme = "vie"
variable = "sexe"
# the end
"""
ANSWERS = "sexe,heures\n" + "".join(f"{1 + n % 2},{n % 40}\n" for n in range(400))


@pytest.fixture
def small(tmp_path: Path) -> OpenSurvey:
    place = Place(tmp_path, "essai", "2020")
    place.raw.mkdir(parents=True)
    place.survey_toml.write_text(SURVEY, encoding="utf-8")
    place.edition_toml.write_text('[file]\nname = "answers.csv"', encoding="utf-8")
    (place.raw / "answers.csv").write_text(ANSWERS, encoding="utf-8")
    build(place, with_trend=False)
    return analysis.open("essai", "2020", root=tmp_path)


def test_what_is_written_keeps_every_line_and_gives_the_figures_of_the_table(
    small: OpenSurvey, tmp_path: Path
) -> None:
    hours = small.cut("heures", [5, 20])
    table = small.table("sexe", answers="Femme", by=hours, where={"heures": "2.."})
    text = table.to_toml("femmes", theme="vie", write=True)
    assert small.toml_path is not None
    written = small.toml_path.read_text(encoding="utf-8")
    assert written.startswith(SURVEY) and written.endswith(text)
    built = process(Place(tmp_path, "essai", "2020"))
    rows = built.indicators[built.indicators["indicator"] == "femmes"]
    own = table.frame.assign(breakdown=table.frame["by"].where(table.frame["by"] != "", "all"))
    both = rows.merge(own, on=["breakdown", "group"], suffixes=("_report", ""))
    assert len(both) == len(table.frame) == 4
    pd.testing.assert_series_equal(both["value"], both["value_report"], check_names=False)


def test_a_name_that_is_taken_leaves_the_file_as_it_was(small: OpenSurvey) -> None:
    assert small.toml_path is not None
    table = small.table("sexe", answers="Femme")
    with pytest.raises(Exception, match="sexe"):
        table.to_toml("sexe", theme="vie", write=True)
    assert small.toml_path.read_text(encoding="utf-8") == SURVEY


def test_conditions_joined_by_and_and_or_are_printed_and_count_the_same(
    small: OpenSurvey, tmp_path: Path
) -> None:
    q = small.q
    women, men = q.sexe == "Femme", q.sexe != "Femme"
    where = (q.heures <= 4) | (women & (q.heures >= 30)) | (men & (q.heures != 9))
    table = small.table("heures", where=where, statistic="mean")
    text = table.to_toml("heures_de_qui", theme="vie", write=True)
    assert text.count("{not = [") == 2
    rows = process(Place(tmp_path, "essai", "2020")).indicators
    own = rows[(rows["indicator"] == "heures_de_qui") & (rows["breakdown"] == "all")]
    assert own["n"].tolist() == table.frame["n"].tolist()
    assert own["value"].tolist() == pytest.approx(table.frame["value"].tolist())


def test_what_is_written_is_shown_line_by_line(small: OpenSurvey) -> None:
    shown = repr(small.table("sexe").to_toml("repartition", "vie"))
    assert '\ntheme = "vie"\n' in shown and "\\n" not in shown
    assert "\nclasses_of" in repr(small.cut("heures", [20]).to_toml())


def test_a_survey_of_ones_own_is_saved_under_the_names_given(tmp_path: Path) -> None:
    (tmp_path / "reponses.csv").write_text(ANSWERS, encoding="utf-8")
    analysis.survey(tmp_path / "reponses.csv").save("nos_adherents/2024", tmp_path)
    place = Place(tmp_path, "nos_adherents", "2024")
    found = build(place, with_trend=False).indicators
    assert set(found["indicator"]) >= {"sexe", "heures"}
    assert repr(analysis.open("nos_adherents", "2024", root=tmp_path)).startswith("Nos adherents · 2024\n")
    assert "enquete" not in place.survey_toml.read_text(encoding="utf-8")


def test_a_frame_that_is_saved_has_a_report_with_a_figure_of_each_question(tmp_path: Path) -> None:
    frame = pd.DataFrame({"sexe": ["Homme", "Femme"] * 40, "a": [0, 1] * 40, "b": [1, 0] * 40})
    frame = frame.assign(heures=range(80))
    analysis.survey(frame, multiple={"canaux": ["a", "b"]}).save("mes_bénévoles/2024", tmp_path)
    found = process(Place(tmp_path, "mes_bénévoles", "2024")).indicators
    assert set(found["indicator"]) == {"sexe", "canaux", "heures"}
    assert found[found["indicator"] == "heures"]["statistic"].unique().tolist() == ["mean"]


def test_a_variable_that_was_written_with_one_table_is_not_written_again(small: OpenSurvey) -> None:
    hours = small.cut("heures", [20])
    first = small.table("sexe", by=hours).to_toml("un", write=True)
    second = small.table("sexe", by=hours).to_toml("deux", write=True)
    assert "[derived.heures_20]" in first and "derived" not in second
    assert small.toml_path is not None
    assert read_survey(small.toml_path).indicators["deux"].breakdowns == ("heures_20",)


BREAKDOWNS: dict[str, tuple[dict[str, list[str]], tuple[str, ...]]] = {
    # the columns of a frame; what its figures are broken down by when it is opened again
    "on who answered": ({"q1": ["a", "b"], "sexe": ["F", "H"], "region": ["N", "S"]}, ("sexe", "region")),
    "one of them, and the first": ({"q1": ["a", "b"], "q2": ["c", "d"], "sexe": ["F", "H"]}, ("q1", "sexe")),
    "by its answers": ({"q1": ["Homme", "Femme"], "q2": ["Âge", "Taille"], "q3": ["c", "d"]}, ("q1", "q2")),
    "not by many answers": ({"ville": list("abcdefghi"), "q2": ["c", "d"]}, ("q2",)),
}


@pytest.mark.parametrize("case", BREAKDOWNS)
def test_a_frame_that_is_saved_and_opened_again_has_breakdowns(tmp_path: Path, case: str) -> None:
    columns, expected = BREAKDOWNS[case]
    frame = pd.DataFrame({name: (given * 90)[:90] for name, given in columns.items()}).assign(
        heures=range(90)
    )
    analysis.survey(frame).save("club/2024", tmp_path)
    found = build(Place(tmp_path, "club", "2024"), with_trend=False).indicators
    again = analysis.open("club", "2024", root=tmp_path)
    assert again.definition.breakdowns == expected
    assert set(found["breakdown"]) == {"all", *expected}


def test_the_draft_keeps_its_figures_but_those_of_columns_put_together(tmp_path: Path) -> None:
    answers = "sexe,a,b\n" + "Homme,0,1\nFemme,1,0\n" * 40
    (tmp_path / "reponses.csv").write_text(answers, encoding="utf-8")
    mine = analysis.survey(tmp_path / "reponses.csv", multiple={"canaux": ["a", "b"]})
    mine.save("club/2024", tmp_path)
    found = process(Place(tmp_path, "club", "2024")).indicators
    assert set(found["indicator"]) == {"sexe", "canaux"}
    assert set(found["breakdown"]) == {"all", "sexe"}


def test_a_survey_is_saved_where_open_looks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    notebooks = tmp_path / "notebooks"
    notebooks.mkdir()
    monkeypatch.chdir(notebooks)
    frame = pd.DataFrame({"sexe": ["Homme", "Femme"] * 40})
    analysis.survey(frame).save("ici/2024")
    assert (notebooks / "data/raw/ici/2024/edition.toml").is_file()
    (notebooks / "data").rename(tmp_path / "data")
    analysis.survey(frame).save("club/2024")
    assert (tmp_path / "data/raw/club/2024/edition.toml").is_file()
    with pytest.raises(AnalystError, match=r"Run: assoscope --root \.\. build club/2024"):
        analysis.open("club", "2024")


def test_the_theme_is_the_only_one_or_one_that_is_named(small: OpenSurvey, crisis: OpenSurvey) -> None:
    assert 'theme = "vie"' in small.table("heures").to_toml("de_qui")
    with pytest.raises(AnalystError, match=r"theme= takes one of: .+ \(.+\), "):
        crisis.table(crisis.names()[0]).to_toml("de_qui")


def test_an_answer_to_a_question_is_set_after_its_mark_without_a_colon() -> None:
    mine = analysis.survey(pd.DataFrame({"Formé ?": ["Oui", "Non"] * 40, "sexe": ["F", "F", "H", "H"] * 20}))
    table = mine.table("forme", answers="Oui", by="sexe")
    title, said = (
        text.replace("\u202f", " ").replace("\xa0", " ") for text in map(repr, (table, table.sentence()))
    )
    assert title.startswith("Formé ? Oui selon sexe")
    assert said.startswith("Formé ? Oui : la moitié")


def test_all_variables_are_found_without_a_word(tmp_path: Path) -> None:
    answers = "sexe,avis,le\n" + "".join(f"Homme,mot {n},{n % 28 + 1:02}/03/2024\n" for n in range(80))
    (tmp_path / "reponses.csv").write_text(answers, encoding="utf-8")
    found = analysis.survey(tmp_path / "reponses.csv").find().frame.set_index("name")["found"]
    assert found["sexe"] == ""
    assert found["avis"] == found["le"] == "textes et dates ne se comptent pas"
