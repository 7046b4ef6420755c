"""Figures of a later edition at the ages of an earlier one, and what is no trend at all."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analysis.indicators.compare.editions.edition_differences import trend
from analysis.pipeline import process
from analysis.statistics import holm
from analysis.steps.results_files import Built
from analysis.workspace import Place

SURVEY = """
breakdowns = ["age"]
composition = "age"
[publication]
reliability = "nchs"
[themes.t]
[themes.qui]
profile = true
[questions.age]
type = "single"
codes = { jeune = "Jeune", aine = "Aîné" }
[questions.oui]
type = "single"
codes = { 1 = "Oui", 0 = "Non" }
[questions.note]
type = "numeric"
[indicators.oui]
theme = "t"
answers = ["1"]
[indicators.note]
theme = "t"
statistic = "mean"
[indicators.mediane]
theme = "t"
variable = "note"
statistic = "median"
[indicators.age]
theme = "qui"
"""
EDITION = '[file]\nname = "answers.csv"\n[fieldwork]\nstart = {year}-01-01\nend = {year}-06-30\n'


def built(root: Path, year: int, sizes: Mapping[str, tuple[int, int]], more: str = "") -> Built:
    """An edition of so many of each age, so many of whom say yes."""
    rows = [
        {"age": age, "oui": int(i < yes), "note": i % 7} for age, (n, yes) in sizes.items() for i in range(n)
    ]
    place = Place(root, "essai", str(year))
    place.raw.mkdir(parents=True)
    place.survey_toml.write_text(SURVEY, encoding="utf-8")
    place.edition_toml.write_text(more + EDITION.format(year=year), encoding="utf-8")
    (place.raw / "answers.csv").write_text(pd.DataFrame(rows).to_csv(index=False), encoding="utf-8")
    return process(place)


def trend_of(*editions: Built) -> pd.DataFrame:
    compositions = {each.edition.name: each.composition for each in editions if each.composition is not None}
    tables = {each.edition.name: each.indicators for each in editions}
    return trend(tables, editions[0].survey, [each.edition for each in editions], compositions)


def row(rows: pd.DataFrame, indicator: str, item: str = "") -> pd.Series:
    found = rows[(rows["indicator"] == indicator) & (rows["item"] == item) & (rows["breakdown"] == "all")]
    return found.iloc[0]


def test_a_figure_is_standardised_to_the_ages_of_the_earlier_edition(tmp_path: Path) -> None:
    """150 young, 50 old, 40 % yes; then 50 and 150: 30 % of the young, 60 % of the old, 52.5 % in all. With
    the ages of then, 0.75 x 30 + 0.25 x 60 = 37.5 %."""
    earlier = built(tmp_path, 2009, {"jeune": (150, 60), "aine": (50, 20)})
    later = built(tmp_path, 2024, {"jeune": (50, 15), "aine": (150, 90)})
    found = row(trend_of(earlier, later), "oui")
    assert (found["value_from"], found["value_to"]) == pytest.approx((40, 52.5))
    assert found["equal_value"] == pytest.approx(37.5)
    parts = np.array([0.75, 0.25]) ** 2 * np.array([0.3 * 0.7 / 50, 0.6 * 0.4 / 150]) * 200 / 199
    assert found["equal_se"] == pytest.approx(100 * np.sqrt(parts.sum()))
    assert found["equal_low"] < 37.5 < found["equal_high"]
    assert found["equal_p"] > 0.5 and found["p"] < 0.05
    assert (found["start_from"], found["end_to"]) == ("2009-01-01", "2024-06-30")
    assert found["ci_low_from"] < 40 < found["ci_high_from"]


def test_a_class_too_imprecise_to_be_published_counts_and_a_secret_one_does_not(tmp_path: Path) -> None:
    earlier = built(tmp_path, 2009, {"jeune": (100, 50), "aine": (100, 50)})
    imprecise = built(tmp_path, 2023, {"jeune": (20, 10), "aine": (200, 100)})
    secret = built(tmp_path, 2024, {"jeune": (8, 4), "aine": (200, 100)})
    shown = imprecise.indicators.query("indicator == 'oui' and group == 'jeune'").iloc[0]
    assert shown["status"] == "suppressed"
    assert row(trend_of(earlier, imprecise), "oui")["equal_value"] == pytest.approx(50)
    assert np.isnan(row(trend_of(earlier, secret), "oui")["equal_value"])


def test_the_ages_of_an_edition_that_hides_a_class_do_not_follow_from_figures_at_them(tmp_path: Path) -> None:
    """80 % of the young and 20 % of the others say yes: 22.3 % at the ages of then would say that 8 were
    young."""
    earlier = built(tmp_path, 2009, {"jeune": (8, 4), "aine": (200, 100)})
    later = built(tmp_path, 2024, {"jeune": (100, 80), "aine": (100, 20)})
    found = row(trend_of(earlier, later), "oui")
    assert np.isfinite(found["value_to"]) and np.isnan(found["equal_value"]) and np.isnan(found["equal_p"])


def test_a_median_is_not_standardised(tmp_path: Path) -> None:
    sizes = {"jeune": (100, 50), "aine": (100, 50)}
    rows = trend_of(built(tmp_path, 2009, sizes), built(tmp_path, 2024, sizes))
    assert np.isnan(row(rows, "mediane")["equal_value"]) and np.isfinite(row(rows, "note")["equal_value"])


def test_who_answered_is_no_trend_between_editions_described_otherwise(tmp_path: Path) -> None:
    sizes = {"jeune": (150, 60), "aine": (50, 20)}
    other = {"jeune": (50, 15), "aine": (150, 90)}
    earlier = built(tmp_path, 2009, sizes)
    alike = row(trend_of(earlier, built(tmp_path, 2023, other)), "age", "aine")
    assert (alike["status"], alike["break_fr"]) == ("tested", "")
    note = '[note]\nmode = { fr = "Par téléphone", en = "By telephone" }\n'
    later = built(tmp_path, 2024, other, note)
    rows = trend_of(earlier, later)
    apart = row(rows, "age", "aine")
    assert apart["status"] == "profile" and np.isnan(apart["difference"])
    assert apart["break_en"] == "mode of collection described otherwise"
    assert row(rows, "oui")["status"] == "tested"


def test_a_report_counts_all_the_changes_that_it_may_find(tmp_path: Path) -> None:
    earlier = built(tmp_path, 2009, {"jeune": (150, 60), "aine": (50, 20)})
    later = built(tmp_path, 2024, {"jeune": (50, 15), "aine": (150, 90)})
    rows = trend_of(earlier, later)
    whole = rows[(rows["breakdown"] == "all") & (rows["indicator"] != "age") & rows["p"].notna()]
    np.testing.assert_allclose(whole["p_report"].to_numpy(float), holm(whole["p"].to_numpy(float)))
    others = rows[(rows["breakdown"] != "all") | (rows["indicator"] == "age")]
    assert others["p_report"].isna().all()
