"""Trends against Welch's test, and the rules on breaks, hidden figures and editions that did not ask."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy.stats import ttest_ind

from analysis.indicators.compare.editions.edition_differences import in_order, trend
from analysis.pipeline import process
from analysis.questionnaire import Edition, Label, Survey
from analysis.results import TREND
from analysis.results.csv_files import csv_bytes, read_indicators
from analysis.statistics import holm
from analysis.steps.results_files import Built
from analysis.workspace import Place

SURVEY = """
breakdowns = ["sex"]
[publication]
confidential_below = 5
reliability = "none"
[themes.t]
[populations.women]
label = "Femmes"
among = { sex = ["f"] }
[populations.adults]
label = "Adultes"
among = { age = ["2", "3"] }
[questions.sex]
type = "single"
codes = { f = "Femmes", m = "Hommes" }
[questions.age]
type = "single"
codes = { 1 = "un", 2 = "deux", 3 = "trois" }
[questions.hours]
type = "numeric"
[questions.happy]
type = "single"
codes = { 1 = "oui", 0 = "non" }
[derived.is_old]
groups_of = "age"
codes = { young = { fr = "jeunes", of = ["1", "2"] }, old = { fr = "âgés", of = ["3"] } }
[indicators.hours]
theme = "t"
statistic = "mean"
[indicators.happy]
theme = "t"
[indicators.happy_adults]
theme = "t"
variable = "happy"
answers = ["1"]
population = "adults"
[indicators.old]
theme = "t"
variable = "is_old"
answers = ["old"]
"""
FILE = '[file]\nname = "answers.csv"\n[fieldwork]\nend = {}-06-30\n'
Series = Callable[..., tuple[Survey, list[Edition], dict[str, pd.DataFrame]]]


def answers(seed: int, n: int = 400) -> pd.DataFrame:
    draw = np.random.default_rng(seed)
    return pd.DataFrame(
        {
            "sex": draw.choice(["f", "m"], n),
            "age": draw.integers(1, 4, n),
            "hours": np.round(draw.gamma(2 + seed % 3, 2, n), 1),
            "happy": draw.integers(0, 2, n),
        }
    )


@pytest.fixture
def series(tmp_path: Path) -> Series:
    """Editions 2008, 2009, … with these answers and these lines more in their definitions."""

    def run(
        *given: pd.DataFrame, more: Mapping[int, str] | None = None
    ) -> tuple[Survey, list[Edition], dict[str, pd.DataFrame]]:
        found: dict[str, Built] = {}
        for year, frame in enumerate(given, start=2008):
            place = Place(tmp_path, "essai", str(year))
            place.raw.mkdir(parents=True)
            place.survey_toml.write_text(SURVEY, encoding="utf-8")
            before = (more or {}).get(year, "")
            place.edition_toml.write_text(before + "\n" + FILE.format(year), encoding="utf-8")
            (place.raw / "answers.csv").write_bytes(frame.to_csv(index=False).encode())
            found[str(year)] = process(place)
        editions = [built.edition for built in found.values()]
        tables = {name: built.indicators for name, built in found.items()}
        return found["2008"].survey, editions, tables

    return run


def test_a_change_of_means_is_tested_as_welch_does(series: Series) -> None:
    earlier, later = answers(1), answers(2)
    survey, editions, tables = series(earlier, later)
    rows = trend(tables, survey, editions).query("indicator == 'hours'").set_index("group")
    assert tuple(trend(tables, survey, editions).columns) == TREND.names
    for group in ("all", "f", "m"):
        before, after = (
            frame.loc[(frame["sex"] == group) | (group == "all"), "hours"] for frame in (earlier, later)
        )
        welch = ttest_ind(after, before, equal_var=False)
        interval = welch.confidence_interval(0.95)
        row = rows.loc[group]
        # A group is a domain of the sample: the variance has n / (n - 1) of the whole, not of the group.
        close = 1e-9 if group == "all" else 0.01
        assert row["difference"] == pytest.approx(after.mean() - before.mean())
        assert row["p"] == pytest.approx(welch.pvalue, rel=close if group == "all" else 0.1)
        assert (row["ci_low"], row["ci_high"]) == pytest.approx((interval.low, interval.high), rel=close)


def test_holm_corrects_over_the_groups_of_a_breakdown(series: Series) -> None:
    survey, editions, tables = series(answers(1), answers(2))
    rows = trend(tables, survey, editions).query("indicator == 'hours' and breakdown == 'sex'")
    small, large = sorted(rows["p"])
    assert sorted(rows["p_adjusted"]) == pytest.approx([min(1, 2 * small), max(2 * small, large)])


BREAKS = [
    ({2009: '[breaks]\nhappy = "question reformulée"'}, {"happy", "happy_adults"}, "question reformulée"),
    ({2009: '[breaks]\nage = "autres classes"'}, {"happy_adults", "old"}, "autres classes"),
    ({2009: '[breaks]\nhours = { fr = "a", en = "b" }'}, {"hours"}, "a"),
    ({2009: '[recode.age]\n3 = "2"'}, {"happy_adults", "old"}, "réponses proposées différentes"),
    ({2009: '[recode.age]\n1 = "2"\n2 = "1"'}, set(), ""),
    ({2009: '[breaks]\nage = "classes"\n[recode.age]\n3 = "2"'}, {"happy_adults", "old"}, "classes"),
]


@pytest.mark.parametrize(("more", "broken", "reason"), BREAKS)
def test_nothing_is_compared_across_a_break(
    more: dict[int, str], broken: set[str], reason: str, series: Series
) -> None:
    survey, editions, tables = series(answers(1), answers(2), more=more)
    rows = trend(tables, survey, editions)
    across = rows.query("status == 'break'")
    assert set(across["indicator"]) == broken
    assert set(across["break_fr"]) == ({reason} if broken else set())
    assert across[["difference", "se", "p", "p_adjusted"]].isna().all(axis=None)
    assert across[["value_from", "value_to"]].notna().all(axis=None)


def test_a_variable_asked_directly_in_one_edition_is_a_break(series: Series) -> None:
    asked = answers(2).assign(old=np.where(np.arange(400) % 2, "old", "young"))
    survey, editions, tables = series(answers(1), asked, more={2009: '[columns]\nis_old = "old"'})
    across = trend(tables, survey, editions).query("status == 'break'")
    assert set(across["indicator"]) == {"old"}
    assert set(across["break_en"]) == {"asked directly in one edition only"}


def test_a_break_of_a_breakdown_leaves_the_whole_comparable(series: Series) -> None:
    survey, editions, tables = series(answers(1), answers(2), more={2009: '[breaks]\nsex = "x"'})
    status = trend(tables, survey, editions).query("indicator == 'hours'").set_index("group")["status"]
    assert status.to_dict() == {"all": "tested", "f": "break", "m": "break"}


def test_an_edition_that_did_not_ask_is_passed_over(series: Series) -> None:
    more = {2009: 'not_asked = ["hours"]', 2010: '[breaks]\nhappy = "x"'}
    survey, editions, tables = series(answers(1), answers(2), answers(3), more=more)
    rows = trend(tables, survey, editions).query("indicator == 'hours' and breakdown == 'all'")
    assert rows[["edition_from", "edition_to", "status"]].to_numpy().tolist() == [
        ["2008", "2009", "not_asked"],
        ["2008", "2010", "tested"],
    ]
    assert rows["value_to"].isna().tolist() == [True, False]


def test_what_may_be_a_finding_is_corrected_over_the_report_and_a_profile_is_none(series: Series) -> None:
    survey, editions, tables = series(answers(1), answers(2))
    old = replace(survey.indicators["old"], profile=True)
    survey = replace(survey, indicators={**survey.indicators, "old": old})
    rows = trend(tables, survey, editions)
    may = (rows["breakdown"] == "all") & (rows["indicator"] != "old")
    assert rows.loc[~may, "p_report"].isna().all() and (~may & (rows["indicator"] != "old")).any()
    assert rows.loc[may, "p_report"].to_numpy() == pytest.approx(
        holm(rows.loc[may, "p"].to_numpy(dtype=float))
    )


def test_a_hidden_figure_stays_hidden(series: Series) -> None:
    few = answers(1)
    few["sex"] = np.where(np.arange(400) < 4, "f", "m")
    survey, editions, tables = series(few, answers(2))
    rows = trend(tables, survey, editions).query("indicator == 'hours' and breakdown == 'sex'")
    assert set(rows["status"]) == {"hidden"}
    assert rows[["value_from", "difference", "se", "ci_low"]].isna().all(axis=None)


def test_few_respondents_have_a_difference_and_no_test(series: Series) -> None:
    survey, editions, tables = series(answers(1, 29), answers(2))
    row = trend(tables, survey, editions).query("indicator == 'hours' and group == 'all'").iloc[0]
    assert row["status"] == "small"
    assert np.isfinite(row["difference"]) and np.isnan(row["p"])


def test_answers_that_the_tables_do_not_share_are_a_break(series: Series) -> None:
    survey, editions, tables = series(answers(1), answers(2))
    tables["2008"] = tables["2008"].query("not (indicator == 'happy' and item == '0')")
    rows = trend(tables, survey, editions).query("indicator == 'happy'")
    assert set(rows["status"]) == {"break"}


def test_editions_follow_their_fieldwork() -> None:
    named = [
        Edition(name, Label("", ""), (), end=end)
        for name, end in (("c", date(2009, 1, 1)), ("b", date(2010, 1, 1)), ("a", date(2010, 1, 1)))
    ]
    assert [edition.name for edition in in_order(named[::-1])] == ["c", "a", "b"]


def test_one_edition_has_no_trend(series: Series) -> None:
    survey, editions, tables = series(answers(1))
    assert trend(tables, survey, editions).empty


def test_tables_read_back_give_the_same_trend(series: Series, tmp_path: Path) -> None:
    survey, editions, tables = series(answers(1), answers(2))
    stored = {}
    for name, table in tables.items():
        path = tmp_path / f"{name}.csv"
        path.write_bytes(csv_bytes(table))
        stored[name] = read_indicators(path)
    found, again = trend(tables, survey, editions), trend(stored, survey, editions)
    pd.testing.assert_frame_equal(found, again, rtol=1e-9, check_dtype=False)
