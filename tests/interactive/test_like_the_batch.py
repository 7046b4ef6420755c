"""What a table says is what the batch writes: figures, precision, status, differences and tests."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analysis.interactive.library import OpenSurvey, Table
from analysis.questionnaire import Indicator
from analysis.results.csv_files import read_indicators
from tests.interactive.questions import QUESTIONS, Opened

FIGURES = ["value", "se", "ci_low", "ci_high", "n", "n_eff", "base", "deff", "df"]


def written(root: Path, name: str, edition: str) -> pd.DataFrame:
    return read_indicators(root / "data" / "processed" / name / edition / "indicators.csv")


def compared(root: Path, name: str = "france_benevole", edition: str = "2024") -> pd.DataFrame:
    path = root / "data" / "processed" / name / edition / "comparisons.csv"
    return pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")


def asked_again(survey: OpenSurvey, name: str, breakdowns: list[str]) -> pd.DataFrame:
    """The table of an indicator of survey.toml, asked by the words of the library."""
    indicator = survey.definition.indicators[name]
    table = survey.table(
        indicator.variable,
        by=breakdowns or None,
        where=indicator.population,
        answers=list(indicator.answers) or None,
        statistic=indicator.statistic,
        favourable=list(indicator.favourable) or None,
        unfavourable=list(indicator.unfavourable) or None,
        over=indicator.denominator,
        q=indicator.quantile,
        base=indicator.base,
    )
    factor = 1 / indicator.divide_by
    scaled = table.frame[["value", "se", "ci_low", "ci_high"]] * factor
    return table.frame.assign(**scaled)


@pytest.mark.parametrize("edition", ["france_benevole/2024", "crise/2009"])
def test_every_figure_of_the_batch_is_found_again(
    built_root: Path, survey: OpenSurvey, crisis: OpenSurvey, edition: str
) -> None:
    opened = survey if edition.startswith("france") else crisis
    rows = written(built_root, *edition.split("/"))
    checked = 0
    for (name,), of_indicator in rows.groupby(["indicator"], sort=False):
        breakdowns = [b for b in dict.fromkeys(of_indicator["breakdown"]) if b != "all"]
        if (of_indicator["status"] == "empty").all():
            continue  # the edition did not ask it
        found = asked_again(opened, name, breakdowns)
        found = found.assign(breakdown=found["by"].where(found["by"] != "", "all"))
        both = of_indicator.merge(found, on=["breakdown", "group", "item"], suffixes=("_batch", ""))
        assert len(both) == len(of_indicator)
        open_rows = both[(both["confidentiality_batch"] == "") & (both["confidentiality"] == "")]
        for figure in FIGURES:
            batch = open_rows[f"{figure}_batch"].to_numpy(dtype=float, na_value=np.nan)
            np.testing.assert_allclose(
                open_rows[figure].to_numpy(dtype=float, na_value=np.nan),
                batch,
                rtol=1e-9,
                atol=1e-9,
                err_msg=name,
            )
        assert (open_rows["status"] == open_rows["status_batch"]).all()
        checked += len(open_rows)
    assert checked > 0.9 * (rows["status"] != "empty").sum()


PAIRS = ["secteur", "classe_age_2024", "sexe"]


@pytest.mark.parametrize("by", PAIRS)
def test_differences_of_all_pairs_are_those_of_the_batch(
    built_root: Path, survey: OpenSurvey, by: str
) -> None:
    batch = compared(built_root).query(
        f"indicator == 'formes' and breakdown == '{by}' and comparison == 'groups'"
    )
    pairs = survey.table("formation_recue", answers=["1", "2"], by=by, against="pairs").pairs
    both = batch.merge(
        pairs, left_on=["group", "against_group"], right_on=["group", "against"], suffixes=("_batch", "")
    )
    assert len(both) == len(batch) > 0
    for figure in ("difference", "se", "p_value", "p_adjusted"):
        expected = pd.to_numeric(both[f"{figure}_batch"]).to_numpy()
        np.testing.assert_allclose(both[figure].to_numpy(dtype=float), expected, rtol=1e-9, atol=1e-12)


def test_the_test_of_a_whole_table_is_that_of_the_batch(built_root: Path, survey: OpenSurvey) -> None:
    batch = (
        compared(built_root).query("indicator == 'formes' and comparison == 'table'").set_index("breakdown")
    )
    tests = survey.table("formation_recue", answers=["1", "2"], by=["sexe", "secteur", "taille"]).tests
    assert list(tests["by"]) == ["sexe", "secteur", "taille"]
    for row in tests.to_dict("records"):
        expected = batch.loc[row["by"]]
        assert row["p_value"] == pytest.approx(float(expected["p_value"]), rel=1e-9)
        assert row["test_statistic"] == pytest.approx(float(expected["test_statistic"]), rel=1e-9)


def test_the_rest_is_compared_as_in_the_batch(built_root: Path, survey: OpenSurvey) -> None:
    name = next(
        n for n, i in survey.definition.indicators.items() if i.variable == "attentes" and not i.answers
    )
    batch = compared(built_root).query(
        f"indicator == '{name}' and breakdown == 'classe_age_2024' and comparison == 'rest'"
    )
    frame = survey.table("attentes", by="classe_age_2024", against="rest").frame
    both = batch.merge(frame, on=["group", "item"], suffixes=("_batch", ""))
    assert len(both) == len(batch) > 0
    for batch_name, own in (
        ("difference_batch", "difference"),
        ("se_batch", "difference_se"),
        ("p_value_batch", "p_value"),
    ):
        expected = pd.to_numeric(both[batch_name]).to_numpy()
        np.testing.assert_allclose(both[own].to_numpy(dtype=float), expected, rtol=1e-9, atol=1e-12)


SAME = ("statistic", "favourable", "unfavourable", "denominator", "quantile", "base")
TRAINED = ("formation_recue", ("1", "2"))
"""What reports count for `forme`, which groups these answers."""
IN_REPORTS = {"4", "5", "6", "7", "12", "13", "14", "18 weighted"}
"""Questions some of whose figures stand in indicators.csv."""


def counted(indicator: Indicator) -> tuple[object, ...]:
    """What an indicator counts, of which question."""
    what = (indicator.variable, indicator.answers)
    named = TRAINED if what == ("forme", ("oui",)) else what
    return *named, *(getattr(indicator, key) for key in SAME)


def beside(table: Table, batch: pd.DataFrame, asked: Indicator, name: str) -> pd.DataFrame:
    """The figures of an indicator of the batch and of a table side by side, where both are shown."""
    own = table.frame[table.frame["line"] == asked.name]
    own = own.assign(breakdown=own["by"].where(own["by"] != "", "all"))
    both = batch[batch["indicator"] == name].merge(
        own, on=["breakdown", "group", "item"], suffixes=("_batch", "")
    )
    return both[both["value"].notna() & both["value_batch"].notna()]


def wholes_beside(table: Table, batch: pd.DataFrame, asked: Indicator, name: str) -> pd.DataFrame:
    """The tests of whole tables of both side by side."""
    if table.tested is None:
        return pd.DataFrame()
    whole = batch[(batch["indicator"] == name) & (batch["comparison"] == "table")]
    own = table.tested[table.tested["line"] == asked.name].rename(columns={"by": "breakdown"})
    both = own.merge(whole, on=["breakdown", "item"], suffixes=("", "_batch"))
    return both[both["status_batch"] == "tested"]


def test_the_questions_have_the_figures_intervals_and_tests_of_the_batch(
    built_root: Path, opened: Opened
) -> None:
    found, tests = set(), 0
    for number in QUESTIONS:
        table = QUESTIONS[number](opened)
        request, facts = table.request, table.facts
        if table.is_trend or request.where or request.within or not request.weights:
            continue
        place = (built_root, facts.survey.name, facts.edition.name)
        survey = opened.crisis if facts.survey.name == "crise" else opened.survey
        for name, indicator in survey.definition.indicators.items():
            for asked in request.indicators:
                if indicator.population is not None or counted(indicator) != counted(asked):
                    continue
                both = beside(table, written(*place), asked, name)
                for figure in ("value", "se", "ci_low", "ci_high", "n"):
                    scale = 1 if figure == "n" else indicator.divide_by
                    own = both[figure].to_numpy(dtype=float, na_value=np.nan) / scale
                    batch = both[f"{figure}_batch"].to_numpy(dtype=float, na_value=np.nan)
                    np.testing.assert_allclose(own, batch, rtol=1e-9)
                tested = wholes_beside(table, compared(*place), asked, name)
                if len(tested):
                    p = pd.to_numeric(tested["p_value_batch"]).to_numpy()
                    np.testing.assert_allclose(tested["p_value"].to_numpy(dtype=float), p, rtol=1e-9)
                tests += len(tested)
                found |= {number} if len(both) else set()
    assert found >= IN_REPORTS
    assert tests >= 5
