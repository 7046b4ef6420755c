"""Scores, absent answers as a group, groupings named alike, groups in order of an answer, charts as files."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from markupsafe import escape
from openpyxl import load_workbook

from analysis.interactive.asking.near_names import AnalystError
from analysis.interactive.library import Editions, OpenSurvey, Table


def values(table: Table) -> np.ndarray:
    return table.frame["value"].to_numpy(dtype=float)


def test_groups_that_are_named_alike_keep_their_own_figures(survey: OpenSurvey) -> None:
    """Two groupings of one name, as rows, as groups and inside each other, have what each has alone."""
    one, other = (survey.net("secteur", {"a": [first], "b": ["4"]}) for first in ("1", "2"))
    alone = [values(survey.table(each)) for each in (one, other)]
    np.testing.assert_allclose(values(survey.table([one, other])), np.concatenate(alone))
    frame = survey.table("forme", answers="oui", by=[one, other]).frame
    for number, group in enumerate((one, other)):
        expected = values(survey.table("forme", answers="oui", by=group))[1:]
        np.testing.assert_allclose(frame["value"][1 + 2 * number : 3 + 2 * number], expected)
    within = survey.table(one, by="sexe", within=other).frame
    assert (within.loc[(within["within_code"] == "1") & (within["by"] == "sexe"), "n"] == 0).all()
    assert len(survey.table([one, survey.net("secteur", {"a": ["1"], "b": ["4"]})]).frame) == 4


def test_scores_whose_names_begin_alike_are_told_apart(survey: OpenSurvey) -> None:
    items = list(survey.definition.grids["satisfait"].items)
    table = survey.table([survey.score(items), survey.score(items[:4])], statistic="mean")
    frame = survey.respondents(*items).frame
    for place, of in enumerate((items, items[:4])):
        known = frame[frame[of].notna().all(axis=1)]
        mean = np.average((5 - known[of].astype(float)).mean(axis=1), weights=known["weight"])
        assert table.frame["value"].iloc[place] == pytest.approx(mean, rel=1e-12)
        assert table.frame["n"].iloc[place] == len(known)


def test_who_did_not_answer_is_a_group(survey: OpenSurvey) -> None:
    frame = survey.respondents("budget", "forme").frame
    known = frame[frame["forme"].notna() & frame["budget"].isna()]
    share = 100 * np.average(known["forme"] == "oui", weights=known["weight"])
    row = survey.table("forme", answers="oui", by=survey.with_absent("budget")).frame.iloc[-1]
    assert (row["group_label"], row["n"]) == ("Sans réponse", len(known))
    assert row["value"] == pytest.approx(share, rel=1e-12)
    routed = survey.with_absent("frais_rembourses").answers_of()
    assert routed.was_answered.sum() == survey["frais_rembourses"].answers_of().was_asked.sum()
    with pytest.raises(AnalystError, match="nor for absent answers as a group"):
        survey.table("forme", by=survey.with_absent("budget")).to_toml("essai", "formation")


def test_groups_are_sorted_by_one_of_several_answers(survey: OpenSurvey) -> None:
    table = survey.table("satisfait_equipe", answers={"Satisfaits": [1, 2], "Déçus": [3, 4]}, by="secteur")
    for answer in ("Satisfaits", "déçus"):
        frame = table.sorted(answer).frame
        own = frame[(frame["item_label"].str.casefold() == answer.casefold()) & (frame["by"] == "secteur")]
        assert own["value"].is_monotonic_decreasing
    assert table.sorted("Sport").frame["item_label"].iloc[0] == "Satisfaits"  # a group, as before


@pytest.mark.parametrize("ending", ["png", "svg", "pdf"])
def test_a_chart_is_saved_with_the_text_that_stands_for_it(
    survey: OpenSurvey, tmp_path: Path, ending: str
) -> None:
    chart = survey.table("attentes").sorted().chart()
    path = chart.save(tmp_path / f"attentes.{ending}")
    assert path.stat().st_size > 5000
    if ending == "svg":
        assert escape(chart.alternative[:40]) in path.read_text(encoding="utf-8")


def test_editions_have_scores_and_absent_answers_too(both: Editions) -> None:
    table = both.table("forme", answers="oui", by=both.with_absent("sexe"))
    assert "Sans réponse" in set(table.frame["group_label"])
    means = both.table(both.score("projet"), statistic="mean").frame.set_index("edition")["value"]
    one = both["2009"]
    assert means["2009"] == values(one.table(one.score("projet"), statistic="mean"))[0]


def test_a_workbook_is_read_without_widening_its_columns(survey: OpenSurvey, tmp_path: Path) -> None:
    table = survey.table("attentes", by=["sexe", "secteur"], against="rest")
    book = load_workbook(table.to_excel(tmp_path / "attentes.xlsx"))
    for sheet, first in ((book["table"], 3), (book["frame"], 2)):
        for row in sheet.iter_rows(min_row=first):
            filled = [cell for cell in row if cell.value not in (None, "")]
            for cell in filled if len(filled) > 1 else []:
                width = sheet.column_dimensions[cell.column_letter].width
                assert width > min(len(str(cell.value)), 48), cell
        assert sheet.freeze_panes == f"B{first}" and sheet.page_setup.orientation == "landscape"
    heading = book["table"]["B2"]
    assert heading.font.b and heading.alignment.wrap_text


def test_each_variable_says_what_its_groups_are_corrected_over(survey: OpenSurvey) -> None:
    """Where all say the same, it is said once."""
    by = ["sexe", "secteur"]
    notes = survey.table("forme", answers="oui", by=by, against="rest").shown.table.notes
    told = [str(note).replace("\u202f", " ").replace("\xa0", " ") for note in notes]
    assert (
        "Sexe : écart avec le reste ; p corrigé (Holm) sur 2 comparaisons par réponse ; ✱ p < 0,05." in told
    )
    assert any(note.startswith("Secteur de l’association : écart avec le reste") for note in told)
    letters = survey.table("forme", answers="oui", by=by, against="pairs").shown.table.notes
    assert sum(str(note).startswith("Lettres") for note in letters) == 1
