"""comparisons.csv: what the design says of every difference, and which tests are corrected together."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest

from analysis.indicators.compare.compared_figures import Compared, figures_by_table
from analysis.indicators.compare.comparisons import found_differences
from analysis.indicators.compare.group_differences import breakdown_differences
from analysis.indicators.measures.measure import as_classes, by_design, counted, domains_of, sides_of
from analysis.interactive.figures.spoken_comparisons import SPOKEN
from analysis.questionnaire.kinds.answers import Answers
from analysis.results import COMPARISONS
from analysis.statistics import (
    Categories,
    benjamini_hochberg,
    differences,
    holm,
    quantile_differences,
    rao_scott,
)
from analysis.steps.results_files import Built
from tests.indicators.compared_rows import of, pick

SURVEY = (
    """
breakdowns = ["age", "loisirs", "zone", "jeune"]
[publication]
reliability = "none"
[design]
weight = "poids"
psu = "commune"
[weighting]
calibration = "raking"
[questions.age]
type = "single"
codes = { 1 = "15-34", 2 = "35-64", 3 = "65+" }
[questions.sexe]
type = "single"
codes = { h = "Hommes", f = "Femmes" }
[questions.zone]
type = "single"
[questions.zone.codes]
"""
    + "\n".join(f'{code} = "Zone {code}"' for code in range(1, 23))
    + """
[derived.jeune]
groups_of = "age"
codes = { oui = { fr = "Jeune", of = ["1"] }, non = { fr = "Autre", of = ["2", "3"] } }
[questions.avis]
type = "single"
codes = { a = "Pour", b = "Ni l'un ni l'autre", c = "Contre" }
[questions.loisirs]
type = "multiple"
codes = { s = "Sport", m = "Musique", l = "Lecture" }
[questions.heures]
type = "numeric"
[questions.jours]
type = "numeric"
[themes.t]
[indicators.avis]
theme = "t"
[indicators.pour]
theme = "t"
variable = "avis"
answers = ["a"]
[indicators.loisirs]
theme = "t"
breakdowns = ["age", "loisirs"]
[indicators.solde]
theme = "t"
variable = "avis"
statistic = "balance"
favourable = ["a"]
unfavourable = ["c"]
[indicators.heures]
theme = "t"
statistic = "mean"
[indicators.mediane]
theme = "t"
variable = "heures"
statistic = "median"
[indicators.par_jour]
theme = "t"
variable = "heures"
denominator = "jours"
statistic = "ratio"
[indicators.volume]
theme = "t"
variable = "heures"
statistic = "total"
[indicators.age]
theme = "t"
"""
)
MARGINS = "variable,code,share\nsexe,h,45\nsexe,f,55\nage,1,30\nage,2,50\nage,3,20\n"


def answers() -> pd.DataFrame:
    """600 respondents of 60 communes that answer alike; leisures that go together; hours rise with age."""
    draw = np.random.default_rng(11)
    commune = np.repeat(np.arange(60), 10)
    age = draw.choice([1, 2, 3], 600, p=[0.4, 0.4, 0.2])
    mood = draw.normal(0, 0.6, 60)[commune] + draw.normal(0, 1, 600) - age / 4
    likes = draw.normal(0, 1, 600)
    return pd.DataFrame(
        {
            "poids": draw.uniform(0.5, 2, 600).round(3),
            "commune": commune,
            "age": age,
            "sexe": draw.choice(["h", "f"], 600),
            "zone": draw.integers(1, 23, 600),
            "avis": np.select([mood > 0.2, mood > -0.8], ["a", "b"], "c"),
            **{f"loisirs_{code}": (likes + draw.normal(0, 1, 600) > 0).astype(int) for code in "sml"},
            "heures": draw.integers(1, 12, 600) + 4 * age,
            "jours": draw.integers(1, 6, 600),
        }
    )


@pytest.fixture
def built(processed: Callable[..., Built]) -> Built:
    return processed(SURVEY, answers().to_csv(index=False), margins_csv=MARGINS)


@pytest.fixture
def rows(built: Built) -> pd.DataFrame:
    return of(built)


def test_every_row_is_one_comparison_in_the_order_of_the_survey(rows: pd.DataFrame, built: Built) -> None:
    assert tuple(rows.columns) == COMPARISONS.names
    key = ["indicator", "item", "breakdown", "comparison", "group", "against_group", "against_item"]
    assert not rows.duplicated(key).any()
    assert list(dict.fromkeys(rows["indicator"])) == [i for i in built.survey.indicators if i != "volume"]
    assert set(rows["comparison"]) == {"groups", "rest", "whole", "answers", "table"}
    assert set(rows["population"]) == {"all"}


def measures(built: Built) -> dict[str, Any]:
    of: Callable[[str], Answers] = built.weighted.cleaned.answers.__getitem__
    known = built.survey.indicators
    return {
        "avis": counted(known["avis"], of("avis")),
        "pour": counted(known["pour"], of("avis")),
        "loisirs": counted(known["loisirs"], of("loisirs")),
        "solde": sides_of(known["solde"], of("avis")),
        "heures": of("heures").values,
    }


BY_AGE = [(name, "age") for name in ("avis", "pour", "loisirs", "solde", "heures")]
BY_LEISURE = [(name, "loisirs") for name in ("avis", "pour", "solde", "heures")]


@pytest.mark.parametrize(("indicator", "breakdown"), [*BY_AGE, *BY_LEISURE])
def test_a_difference_is_that_of_the_design(
    indicator: str, breakdown: str, rows: pd.DataFrame, built: Built
) -> None:
    """Clusters, calibration, and groups that overlap (leisures) are in its error."""
    groups = as_classes(built.weighted.cleaned.answers[breakdown])
    percent = 1.0 if indicator == "heures" else 100.0
    for kind, way in (("groups", "pairs"), ("rest", "rest")):
        expected = differences(built.weighted.design, measures(built)[indicator], groups, way)  # type: ignore[arg-type]
        found = pick(rows, indicator=indicator, breakdown=breakdown, comparison=kind)
        for name, array in (("difference", expected.value * percent), ("se", expected.se * percent)):
            np.testing.assert_allclose(found[name].to_numpy(float), array.T.ravel(), rtol=1e-9)
        np.testing.assert_allclose(found["p_value"].to_numpy(float), expected.p_value.T.ravel(), rtol=1e-8)


def test_groups_that_overlap_have_another_error_than_independent_ones(
    rows: pd.DataFrame, built: Built
) -> None:
    published = built.indicators.set_index(["indicator", "breakdown", "group"])["se"]
    for _, row in pick(rows, indicator="pour", breakdown="loisirs", comparison="groups").iterrows():
        one, two = (published["pour", "loisirs", row[side]] for side in ("group", "against_group"))
        assert row["se"] < 0.9 * np.hypot(one, two)


def test_medians_and_ratios_of_groups_are_compared_and_totals_are_not(
    rows: pd.DataFrame, built: Built
) -> None:
    of = built.weighted.cleaned.answers
    groups = as_classes(of["age"])
    medians = pick(rows, indicator="mediane", breakdown="age", comparison="groups")
    expected = quantile_differences(built.weighted.design, of["heures"].values, groups)
    np.testing.assert_allclose(medians["se"].to_numpy(float), expected.se[:, 0], rtol=1e-9)
    ratios = pick(rows, indicator="par_jour", breakdown="age", comparison="groups")
    below = of["jours"].values
    expected = differences(built.weighted.design, of["heures"].values, groups, below=below)
    np.testing.assert_allclose(ratios["se"].to_numpy(float), expected.se[:, 0], rtol=1e-9)
    assert pick(rows, indicator="mediane", comparison="rest").empty
    assert pick(rows, indicator="volume").empty


def test_who_gave_an_answer_is_compared_with_everyone_who_includes_them(
    rows: pd.DataFrame, built: Built
) -> None:
    groups = as_classes(built.weighted.cleaned.answers["loisirs"])
    expected = differences(built.weighted.design, measures(built)["loisirs"], groups, "whole")
    found = pick(rows, comparison="whole").set_index(["group", "item"])
    assert len(found) == 6
    codes = "sml"
    for (group, item), row in found.iterrows():  # type: ignore[misc]
        place = codes.index(group), codes.index(item)
        assert row["se"] == pytest.approx(100 * expected.se[place], rel=1e-9)
    np.testing.assert_allclose(found["p_adjusted"].astype(float), holm(found["p_value"].to_numpy(float)))


def test_two_answers_of_one_question_count_their_covariance(rows: pd.DataFrame, built: Built) -> None:
    """Of two answers that exclude each other, the difference is a balance: one for, the other against."""
    found = pick(rows, indicator="avis", comparison="answers", item="a", against_item="c").iloc[0]
    balance = built.indicators.query("indicator == 'solde' and breakdown == 'all'").iloc[0]
    assert found["difference"] == pytest.approx(balance["value"])
    assert found["se"] == pytest.approx(balance["se"], rel=1e-9)
    assert found["correction"] == "holm"


def test_the_table_of_answers_by_groups_is_tested_whole(rows: pd.DataFrame, built: Built) -> None:
    of = built.weighted.cleaned.answers
    groups = as_classes(of["age"])
    expected = rao_scott(built.weighted.design, groups, measures(built)["avis"])  # type: ignore[arg-type]
    found = pick(rows, indicator="avis", breakdown="age", comparison="table").iloc[0]
    names = ["test_statistic", "df_numerator", "df", "p_value"]
    wanted = [expected.statistic, expected.df1, expected.df2, expected.p_value]
    assert list(found[names]) == pytest.approx(wanted)
    assert found["test"] == "rao-scott"
    one = pick(rows, indicator="pour", breakdown="age", comparison="table").iloc[0]
    two = Categories(np.where(of["avis"].was_answered, of["avis"].values == 0, -1).astype(int), 2)
    alone = rao_scott(built.weighted.design, groups, two)  # type: ignore[arg-type]
    assert one["test_statistic"] == pytest.approx(alone.statistic, rel=1e-9)


def test_means_and_groups_that_overlap_are_tested_by_wald(rows: pd.DataFrame) -> None:
    found = pick(rows, comparison="table").set_index(["indicator", "item", "breakdown"])["test"]
    assert found["heures", "", "age"] == found["solde", "", "age"] == found["pour", "", "loisirs"] == "wald"
    assert found["loisirs", "s", "age"] == "rao-scott"
    two = pick(rows, indicator="heures", breakdown="jeune")
    table, pair = (pick(two, comparison=kind).iloc[0] for kind in ("table", "groups"))
    assert table["test_statistic"] == pytest.approx(pair["test_statistic"] ** 2)
    assert table["p_value"] == pytest.approx(pair["p_value"])


def numbers(rows: pd.DataFrame, name: str) -> np.ndarray:
    return rows[name].to_numpy(dtype=float)


def test_pairs_are_corrected_within_their_breakdown(rows: pd.DataFrame) -> None:
    pairs = pick(rows, indicator="pour", breakdown="age", comparison="groups")
    assert set(pairs["family"]) == {"groups/pour/age"}
    np.testing.assert_allclose(numbers(pairs, "p_adjusted"), holm(numbers(pairs, "p_value")))
    answers = pick(rows, indicator="avis", comparison="answers")
    assert set(answers["family"]) == {"answers/avis"}
    np.testing.assert_allclose(numbers(answers, "p_adjusted"), holm(numbers(answers, "p_value")))


def test_whole_breakdowns_are_corrected_over_what_a_report_shows(rows: pd.DataFrame) -> None:
    tables = pick(rows, comparison="table")
    tested = tables[(tables["family"] == "table") & (tables["status"] == "tested")]
    assert set(tested["correction"]) == {"benjamini-hochberg"}
    np.testing.assert_allclose(numbers(tested, "p_adjusted"), benjamini_hochberg(numbers(tested, "p_value")))
    tautology = pick(rows, indicator="age", breakdown="jeune", comparison="table")
    assert set(tautology["family"]) == {"table/age/jeune"}


def test_what_opens_a_report_is_corrected_over_all_of_it(rows: pd.DataFrame) -> None:
    """age is a margin of the weighting, so that it tells who answered."""
    whole = rows[rows["comparison"].isin(["table", "trend"]) & rows["p_report"].notna()]
    np.testing.assert_allclose(numbers(whole, "p_report"), holm(numbers(whole, "p_value")))
    assert rows.loc[rows["indicator"] == "age", "p_report"].isna().all()
    table = pick(rows, indicator="pour", breakdown="age", comparison="table")["p_report"].iloc[0]
    pairs = pick(rows, indicator="pour", breakdown="age", comparison="groups")
    np.testing.assert_allclose(
        numbers(pairs, "p_report"), np.maximum(numbers(pairs, "p_adjusted"), float(table))
    )
    answers = pick(rows, comparison="answers", indicator="loisirs")
    np.testing.assert_allclose(
        numbers(answers, "p_report"), np.minimum(2 * numbers(answers, "p_adjusted"), 1)
    )


def test_many_groups_are_compared_with_the_rest_alone(rows: pd.DataFrame) -> None:
    assert set(pick(rows, indicator="pour", breakdown="zone")["comparison"]) == {"rest"}
    assert set(pick(rows, indicator="pour", breakdown="age")["comparison"]) == {"groups", "rest", "table"}


def test_shares_that_the_weighting_fixes_are_not_tested(rows: pd.DataFrame) -> None:
    assert set(pick(rows, indicator="age", comparison="answers")["status"]) == {"fixed"}
    assert rows.loc[rows["status"] == "fixed", "p_value"].isna().all()


def test_what_a_sentence_reads_is_the_same_beside_every_kind_and_alone(
    rows: pd.DataFrame, built: Built
) -> None:
    figures = figures_by_table(built.indicators, built.survey)
    compared = [
        Compared(own, of, figures, domains_of(own, of)) for own, of in by_design(built.weighted, built.survey)
    ]
    groups = [(each, breakdown_differences(each, ("pairs",))) for each in compared]
    alone = found_differences(groups, built.survey, SPOKEN).rows(built.edition)
    beside = rows[rows["comparison"].isin(SPOKEN)].reset_index(drop=True)
    assert len(beside) < len(rows)
    pd.testing.assert_frame_equal(alone.astype(object), beside.astype(object), check_exact=True)
