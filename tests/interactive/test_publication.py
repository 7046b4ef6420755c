"""The rules of publication hold in every form of a table, and off they stay marked."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from openpyxl import load_workbook

from analysis.interactive.figures.nested_lines import hidden_lines
from analysis.interactive.library import OpenSurvey, Table

LIMIT = 11


def recoverable(hidden: np.ndarray, n: np.ndarray) -> np.ndarray:
    """Mask of the hidden cells that the sums of lines and of groups leave a single value for."""
    places = np.argwhere(hidden)
    sums = np.zeros((n.shape[0] + n.shape[1], len(places)))
    for number, (line, group) in enumerate(places):
        sums[line, number] = sums[n.shape[0] + group, number] = 1
    _, values, vectors = np.linalg.svd(sums, full_matrices=True)
    rank = int((values > 1e-9).sum())
    free = vectors[rank:]
    fixed = np.abs(free).sum(axis=0) < 1e-9 if len(free) else np.ones(len(places), dtype=bool)
    found = np.zeros(n.shape, dtype=bool)
    found[tuple(places[fixed].T)] = True
    return found


def test_no_small_cell_of_a_nested_table_follows_from_its_totals() -> None:
    generator = np.random.default_rng(7)
    attacked = 0
    for _ in range(500):
        n = generator.poisson(generator.uniform(5, 40), size=generator.integers(2, 6, size=2)).astype(float)
        hidden = np.repeat(hidden_lines(n, LIMIT)[:, None], n.shape[1], axis=1)
        small = (n > 0) & (n < LIMIT)
        assert not (small & ~hidden).any()
        if hidden.any() and not hidden.all():
            attacked += 1
            assert not (recoverable(hidden & (n > 0), n) & small).any()
    assert attacked > 50


def nested(survey: OpenSurvey) -> Table:
    """A table with groups of few respondents."""
    return survey.table("forme", answers="oui", by="classe_age_2024", within="secteur", where={"taille": "5"})


def test_hidden_figures_are_gone_from_every_form_of_a_table(survey: OpenSurvey, tmp_path: Path) -> None:
    table, true = nested(survey), nested(survey.exploring())
    cells = ["within_code", "by", "group"]
    both = table.frame.merge(true.frame, on=cells, suffixes=("", "_true"))
    hidden = both[(both["confidentiality"] != "") & both["value_true"].notna()]
    assert len(hidden) > 5
    assert hidden[["value", "se", "ci_low", "n", "base"]].isna().all(axis=None)
    table.to_csv(tmp_path / "t.csv")
    table.to_excel(tmp_path / "t.xlsx")
    book = load_workbook(tmp_path / "t.xlsx")
    sheets = " ".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)
    forms = [(tmp_path / "t.csv").read_text("utf-8"), sheets, table._repr_mimebundle_()["text/html"]]
    forms += [repr(pickle.loads(pickle.dumps(table)).frame.to_dict()), table.sentence(), repr(table.chart())]
    shown = {f"{value:.9g}" for value in table.frame["value"].dropna()}
    secret = {f"{value:.9g}" for value in hidden["value_true"] if 0 < value < 100} - shown
    told = [value for value in secret if len(value) > 8]
    assert len(told) > 3
    for form in forms:
        assert [value for value in told if value in form] == []


def test_a_table_keeps_no_answers(survey: OpenSurvey) -> None:
    table = survey.table("forme", answers="oui", by=survey.cut("heures", [5, 20]), where=survey.q.heures >= 2)
    assert len(pickle.dumps(table)) < 1_500_000
    seen: list[Any] = [table]
    for _ in range(4):
        seen = [
            part
            for each in seen
            for part in vars(each).values()
            if hasattr(each, "__dict__") and hasattr(part, "__dict__")
        ]
        assert not any(
            type(part).__name__ in ("Answers", "Weighted", "SurveyVariable", "Filter") for part in seen
        )


def test_a_filter_that_leaves_out_few_hides_the_table(survey: OpenSurvey) -> None:
    answers = survey["heures"].answers_of()
    numbers = np.sort(answers.values[answers.was_answered])
    most = numbers[-5]
    table = survey.table("sexe", where=survey.q.heures < most)
    left_out = survey.table("sexe").frame["n"].iloc[0] - int((survey.q.heures < most).masks()[0].sum())
    if left_out < LIMIT:
        assert (table.frame["confidentiality"] != "").all()


def test_a_survey_explored_says_so_everywhere(survey: OpenSurvey, tmp_path: Path) -> None:
    table = nested(survey.exploring())
    assert repr(table).startswith("EXPLORATION")
    assert "EXPLORATION" in table._repr_mimebundle_()["text/html"]
    assert "EXPLORATION" in table.to_csv(tmp_path / "t.csv").read_text("utf-8")
    table.to_excel(tmp_path / "t.xlsx")
    assert "EXPLORATION" in str(load_workbook(tmp_path / "t.xlsx")["table"]["A1"].value)
    assert "EXPLORATION" in repr(table.chart())
    assert table.frame["value"].notna().sum() > nested(survey).frame["value"].notna().sum()


def test_no_display_has_a_respondent(survey: OpenSurvey) -> None:
    frame = survey.respondents("heures", "sexe")
    assert repr(frame).endswith("not displayed") and len(frame.frame) == survey.n
    for shown in (survey, survey.q, survey["heures"], survey.respondents_of, survey.weighted.cleaned.answers):
        assert len(repr(shown)) < 3000
    assert "respondent" not in frame.frame.columns


CLOSED = [("formes_sport", "formation")]


@pytest.mark.parametrize(("name", "theme"), CLOSED)
def test_to_toml_is_taken_by_the_survey_and_gives_the_tables_figures(
    survey: OpenSurvey, name: str, theme: str
) -> None:
    table = survey.table("formation_recue", answers=["1", "2"], by="sexe", where={"secteur": "Sport"})
    text = table.to_toml(name, theme=theme)
    assert f"[indicators.{name}]" in text and 'among = {secteur = ["4"]}' in text
