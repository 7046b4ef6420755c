"""comparisons.csv: what the design says of every difference, what hidden figures leave blank, which tests are
corrected together."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from analysis.indicators.compare.comparisons import comparisons
from analysis.indicators.measures.measure import as_classes, counted, sides_of
from analysis.questionnaire.kinds.answers import Answers
from analysis.results import COMPARISONS
from analysis.results.comparison_rows import read_comparisons
from analysis.results.csv_files import csv_bytes
from analysis.statistics import (
    Categories,
    benjamini_hochberg,
    differences,
    holm,
    quantile_differences,
    rao_scott,
)
from analysis.steps.results_files import Built

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


def of(built: Built) -> pd.DataFrame:
    found = comparisons(built.weighted, built.indicators, built.survey, built.edition)
    texts = [name for name in found if found[name].dtype == "category"]
    return found.astype(dict.fromkeys(texts, object))


@pytest.fixture
def built(processed: Callable[..., Built]) -> Built:
    return processed(SURVEY, answers().to_csv(index=False), margins_csv=MARGINS)


@pytest.fixture
def rows(built: Built) -> pd.DataFrame:
    return of(built)


def pick(rows: pd.DataFrame, **wanted: str) -> pd.DataFrame:
    return rows[np.logical_and.reduce([rows[name] == value for name, value in wanted.items()])]


def test_every_row_is_one_comparison_in_the_order_of_the_survey(rows: pd.DataFrame, built: Built) -> None:
    assert tuple(rows.columns) == COMPARISONS.names
    key = ["indicator", "item", "breakdown", "comparison", "group", "against_group", "against_item"]
    assert not rows.duplicated(key).any()
    assert list(dict.fromkeys(rows["indicator"])) == [i for i in built.survey.indicators if i != "volume"]
    assert set(rows["comparison"]) == {"groups", "rest", "whole", "answers", "table"}


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


PLAIN = """
breakdowns = ["zone"]
[publication]
reliability = "none"
[questions.zone]
type = "single"
codes = { a = "A", b = "B", c = "C", d = "D", e = "E" }
[questions.oui]
type = "single"
codes = { 1 = "Oui", 0 = "Non" }
[questions.heures]
type = "numeric"
[themes.t]
[populations.d]
among = { zone = ["d"] }
[indicators.oui]
theme = "t"
answers = ["1"]
[indicators.reponses]
theme = "t"
variable = "oui"
[indicators.heures]
theme = "t"
statistic = "mean"
"""


def by_zone(**sizes: tuple[int, int]) -> str:
    """Respondents of each zone, and how many of them say yes."""
    rows = [
        {"zone": zone, "oui": int(i < yes), "heures": 1 + (7 * i + ord(zone)) % 23}
        for zone, (n, yes) in sizes.items()
        for i in range(n)
    ]
    return pd.DataFrame(rows).to_csv(index=False)


SIZES = {"a": (60, 40), "b": (60, 20), "c": (50, 25), "d": (7, 4), "e": (40, 10)}
FIGURES = ["difference", "se", "df", "ci_low", "ci_high", "test_statistic", "p_value", "p_adjusted"]


def test_what_compares_a_hidden_figure_is_blank(processed: Callable[..., Built]) -> None:
    """d is confidential, and e goes with it, as it would follow from the others."""
    built = processed(PLAIN, by_zone(**SIZES))
    hidden = built.indicators.query("confidentiality != ''")
    assert set(hidden["group"]) == {"d", "e"}
    rows = of(built)
    enters = rows["group"].isin(["d", "e"]) | rows["against_group"].isin(["d", "e"])
    assert set(rows.loc[enters, "status"]) == {"hidden"}
    assert rows.loc[enters, FIGURES].isna().all(axis=None)
    assert set(rows.loc[~enters, "status"]) == {"tested"}


@pytest.mark.parametrize("yes", [0, 7])
def test_no_test_of_the_groups_shown_depends_on_what_the_hidden_ones_answered(
    yes: int, processed: Callable[..., Built]
) -> None:
    def without_rest(d: int, e: int) -> pd.DataFrame:
        rows = of(processed(PLAIN, by_zone(**SIZES | {"d": (7, d), "e": (40, e)})))
        return rows[~rows["comparison"].isin(["rest", "answers"])].reset_index(drop=True)

    pd.testing.assert_frame_equal(without_rest(4, 10), without_rest(yes, 14 - yes), rtol=1e-9)


def test_the_rest_is_blank_where_it_would_give_one_hidden_figure_away(
    processed: Callable[..., Built],
) -> None:
    """With its precision too low, e is suppressed alone: the rest of a, less b and c, would be e."""
    survey = PLAIN.replace('reliability = "none"', 'reliability = "nchs"')
    built = processed(survey, by_zone(a=(90, 40), b=(90, 30), c=(90, 50), e=(20, 9)))
    shares = built.indicators.query("indicator == 'oui' and breakdown == 'zone'").set_index("group")
    assert list(shares.index[shares["status"] == "suppressed"]) == ["e"]
    rows = pick(of(built), indicator="oui", breakdown="zone")
    assert set(pick(rows, comparison="rest")["status"]) == {"hidden"}
    pairs = pick(rows, comparison="groups")
    assert list(pairs[pairs["status"] == "tested"]["group"] + pairs["against_group"]) != []
    assert {*pairs.loc[pairs["status"] == "tested", "group"]} == {"a", "b"}


def test_small_groups_have_a_difference_and_no_test(processed: Callable[..., Built]) -> None:
    rows = of(processed(PLAIN, by_zone(a=(60, 40), b=(29, 12))))
    small = pick(rows, indicator="oui", comparison="groups").iloc[0]
    assert small["status"] == "small" and np.isfinite(small["difference"]) and np.isnan(small["p_value"])
    assert pick(rows, indicator="oui", comparison="table").iloc[0]["status"] == "untested"


def test_everybody_is_compared_with_the_error_that_the_interval_stands_for(
    processed: Callable[..., Built],
) -> None:
    # Clopper-Pearson, 40 of 40: 91.2 to 100, an error of 8.8 / 1.96 = 4.5, beside that of 54 of 60.
    built = processed(PLAIN, by_zone(a=(40, 40), b=(60, 54)))
    row = pick(of(built), indicator="oui", comparison="groups").iloc[0]
    assert row["test"] == "z" and np.isnan(row["df"])
    error = np.hypot(8.8097 / 1.959964, 100 * np.sqrt(0.9 * 0.1 / 60 * 100 / 99))
    assert row["se"] == pytest.approx(error, rel=1e-4)
    assert row["p_value"] == pytest.approx(0.0926, abs=1e-4)  # 10 / 5.94 = 1.68
    table = pick(of(built), indicator="oui", comparison="table").iloc[0]
    assert table["test"] == "rao-scott"


ORDERED = PLAIN.replace('codes = { a = "A", b', 'ordered = true\ncodes = { a = "A", b', 1)


def test_a_trend_is_the_slope_along_groups_in_order(processed: Callable[..., Built]) -> None:
    # 20, 40 and 60 % of 60 each: 20 points a step, half the last less the first; each variance is that of a
    # part of 180 respondents, p (1 - p) / 60 x 180 / 179.
    rows = of(processed(ORDERED, by_zone(a=(60, 12), b=(60, 24), c=(60, 36))))
    found = pick(rows, indicator="oui", comparison="trend").iloc[0]
    error = 50 * np.sqrt((0.2 * 0.8 + 0.6 * 0.4) / 60 * 180 / 179)
    assert found["difference"] == pytest.approx(20)
    assert found["se"] == pytest.approx(error)
    assert (found["test"], found["df"]) == ("t", 179)
    assert found["test_statistic"] == pytest.approx(20 / error)


def test_groups_that_cannot_be_compared_keep_their_place_in_a_trend(processed: Callable[..., Built]) -> None:
    # b, too small, is left out; a, c, d weigh 60 each at 0, 2, 3: mean 5/3, sum of squares 14/3 x 60.
    rows = of(processed(ORDERED, by_zone(a=(60, 12), b=(20, 10), c=(60, 24), d=(60, 36))))
    found = pick(rows, indicator="oui", comparison="trend").iloc[0]
    assert found["difference"] == pytest.approx((-5 * 20 + 1 * 40 + 4 * 60) / 14)


def test_groups_without_an_order_or_two_alone_have_no_trend(processed: Callable[..., Built]) -> None:
    sizes = {"a": (60, 12), "b": (60, 24), "c": (60, 36)}
    assert pick(of(processed(PLAIN, by_zone(**sizes))), comparison="trend").empty
    two = of(processed(ORDERED, by_zone(a=(60, 12), b=(60, 24), c=(20, 9))))
    assert set(pick(two, comparison="trend")["status"]) == {"untested"}


def test_the_smallest_difference_that_is_found_follows_from_the_error(
    processed: Callable[..., Built],
) -> None:
    # 1.9801 and 0.8449 are the quantiles of Student's t with 119 degrees of freedom for 5 % and 80 %.
    rows = of(processed(PLAIN, by_zone(a=(60, 12), b=(60, 24))))
    found = pick(rows, indicator="oui", comparison="groups").iloc[0]
    assert found["detectable"] == pytest.approx((1.9801 + 0.8449) * found["se"], rel=1e-4)


def test_a_row_is_found_by_what_it_compares(processed: Callable[..., Built], tmp_path: Path) -> None:
    """Codes that a spreadsheet would evaluate are written with an apostrophe, and read without."""
    survey = PLAIN.replace("{ a =", "{ -a =").replace("-a =", '"-a" =')
    answers = by_zone(**SIZES).replace("\na,", "\n-a,")
    rows = of(processed(survey, answers))
    path = tmp_path / "comparisons.csv"
    path.write_bytes(csv_bytes(rows))
    found = read_comparisons(path)
    pairs = found.groups("oui", "", "zone")
    assert [(each.group, each.against_group) for each in pairs] == [("-a", "b"), ("-a", "c"), ("b", "c")]
    expected = pick(rows, indicator="oui", comparison="groups", status="tested")
    assert [each.p for each in pairs] == pytest.approx(list(expected["p_value"]))
    one, other = found.answers("reponses", "1", "0"), found.answers("reponses", "0", "1")
    assert one == other and one is not None and one.is_tested
    table = found.table("reponses", "zone")
    assert table is not None and table.p_adjusted is not None
    assert table.holds(0.95) == (table.p_adjusted < 0.05)
    assert found.with_whole("oui", "", "zone", "b") is None
    assert read_comparisons(tmp_path / "absent.csv").groups("oui", "", "zone") == []


def test_a_survey_without_indicators_has_columns_and_no_row(processed: Callable[..., Built]) -> None:
    questions = '[questions.oui]\ntype = "single"\ncodes = { 1 = "Oui", 0 = "Non" }\n'
    rows = of(processed(questions, "oui\n1\n0\n1\n"))
    assert rows.empty and tuple(rows.columns) == COMPARISONS.names


def test_a_breakdown_of_one_group_compares_nothing(processed: Callable[..., Built]) -> None:
    survey = PLAIN.replace(', b = "B", c = "C", d = "D", e = "E"', "").replace('["d"]', '["a"]')
    rows = of(processed(survey, by_zone(a=(60, 40))))
    assert pick(rows, comparison="groups").empty
    assert set(pick(rows, breakdown="zone", comparison="table")["status"]) == {"untested"}
    assert set(pick(rows, breakdown="all", comparison="answers")["status"]) == {"tested"}
