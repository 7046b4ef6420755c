"""What may be shown: the rules at their limits, and no confidential figure to be recomputed."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy.stats import t

from analysis.indicators.disclosure.answer_counts import AnswerCounts
from analysis.indicators.disclosure.decision import decide
from analysis.indicators.measures import MEASURES
from analysis.indicators.publication import publish
from analysis.questionnaire import Indicator, Label, Publication, Question, Survey

TITLE = Label("titre", "title")


def ruled(publication: Publication) -> Survey:
    """A survey of one indicator with these rules."""
    indicator = Indicator("i", TITLE, "t", "share", "q")
    codes = {str(place): TITLE for place in range(4)}
    questions = {"q": Question("q", "numeric"), "b": Question("b", "single", codes=codes)}
    return Survey("s", TITLE, questions, {"i": indicator}, publication=publication)


def published(frame: pd.DataFrame, survey: Survey) -> pd.DataFrame:
    """The rows as an edition of these tables alone publishes them."""
    return publish(frame, survey, decide([frame], survey, None, AnswerCounts()).reasons[0])


RULES = ruled(Publication())
FIGURES = ["value", "se", "ci_low", "ci_high", "deff", "cv"]


def row(**given: object) -> dict[str, object]:
    """A well estimated share, with what the case changes."""
    usual: dict[str, object] = {
        "indicator": "i",
        "item": "",
        "breakdown": "all",
        "group": "all",
        "statistic": "share",
        "value": 50.0,
        "se": 1.0,
        "ci_low": 48.0,
        "ci_high": 52.0,
        "ci_method": "logit",
        "n": 2500,
        "count": 2000.0,
        "n_eff": 2500.0,
        "base": 2500.0,
        "deff": 1.0,
        "cv": 0.02,
        "df": 2499.0,
        "population": "all",
        "verdict": "",
    }
    return usual | given


# n respondents drawn at random: se follows from p and n, and the rule from the interval's width.
SHARES = [
    (50.0, 2500, "shown"),
    (50.0, 29, "suppressed"),
    (50.0, 45, "suppressed"),
    (50.0, 60, "shown"),
    (2.0, 100, "suppressed"),
    (2.0, 400, "shown"),
    (98.0, 100, "footnote"),
    (0.0, 400, "shown"),
    (100.0, 20, "suppressed"),
]
# standard error in points, n, df: an interval of 60 points is as wide as one of 30 points of a share.
BALANCES = [
    (15.0, 60, 59.0, "suppressed"),
    (14.9, 60, 59.0, "shown"),
    (5.0, 29, 28.0, "suppressed"),
    (5.0, 30, 29.0, "shown"),
    (5.0, 60, 8.0, "shown"),
    (5.0, 60, 7.9, "footnote"),
    (2.0, 60, 1.0, "footnote"),
    (2.0, 60, 0.9, "suppressed"),
    (float("nan"), 60, 0.0, "suppressed"),
]
MEANS = [(0.165, "shown"), (0.166, "caution"), (0.333, "caution"), (0.334, "suppressed")]


@pytest.mark.parametrize(("p", "n", "status"), SHARES)
def test_a_share_is_shown_by_the_width_of_its_interval(p: float, n: int, status: str) -> None:
    se = (p * (100 - p) / n) ** 0.5
    found = published(pd.DataFrame([row(value=p, se=se, n=n, n_eff=float(n), df=n - 1.0)]), RULES)
    assert found.loc[0, "status"] == status


WIDTHS = [
    # the share, its interval, the degrees of freedom: at a limit, and on either side of it
    (0.25, 0.0, 0.3, 60.0, "suppressed"),
    (0.25, 0.0, 0.2999, 60.0, "shown"),
    (0.2, 0.0, 0.26, 60.0, "shown"),
    (0.2, 0.0, 0.2601, 60.0, "suppressed"),
    (0.9, 0.0, 0.13, 60.0, "footnote"),
    (0.9, 0.0, 0.1299, 60.0, "shown"),
    (0.03, 0.0, 0.05, 60.0, "shown"),
    (0.03, 0.0, 0.0501, 60.0, "suppressed"),
    (0.97, 0.0, 0.05, 60.0, "shown"),
    (0.97, 0.0, 0.0501, 60.0, "footnote"),
    (0.5, 0.4, 0.5, 8.0, "shown"),
    (0.5, 0.4, 0.5, 7.9, "footnote"),
    (0.5, 0.4, 0.5, 1.0, "footnote"),
    (0.5, 0.4, 0.5, 0.9, "suppressed"),
    (0.5, float("nan"), 0.5, 60.0, "suppressed"),
]


@pytest.mark.parametrize(("p", "low", "high", "df", "status"), WIDTHS)
def test_the_width_of_an_interval_has_its_limits_for_itself_and_beside_its_share(
    p: float, low: float, high: float, df: float, status: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """5 points; 30 points; 1.3 times the share, or what is left of 100 %."""
    ends = np.array([low]), np.array([high])
    monkeypatch.setattr("analysis.indicators.measures.shares.korn_graubard", lambda *_: ends)
    rows = pd.DataFrame([row(value=100 * p, se=1.0, n=900, n_eff=900.0, df=df)])
    assert MEASURES["share"].reliability(rows).tolist() == [status]


@pytest.mark.parametrize(("se", "n", "df", "status"), BALANCES)
def test_a_balance_is_shown_by_its_interval_in_points(se: float, n: int, df: float, status: str) -> None:
    balance = row(statistic="balance", value=1.0, se=se, n=n, n_eff=float(n), df=df, verdict="divided")
    found = published(pd.DataFrame([balance]), RULES)
    assert found.loc[0, "status"] == status
    assert found.loc[0, "verdict"] == ("" if status == "suppressed" else "divided")


SIZES = [
    # a share and its error in %, respondents and degrees of freedom; the effective size of its interval
    (50.0, 5.0, 400, 20.0, 100 * (t.ppf(0.975, 399) / t.ppf(0.975, 20)) ** 2),
    (20.0, 4.0, 400, 1.0, 100 * (t.ppf(0.975, 399) / t.ppf(0.975, 1)) ** 2),
    (20.0, 4.0, 400, 0.0, 100 * (t.ppf(0.975, 399) / t.ppf(0.975, 1)) ** 2),
    (50.0, 1.0, 400, 399.0, 400),
    (0.0, 0.0, 400, 20.0, 400),
    (100.0, 0.0, 400, 20.0, 400),
    (50.0, 50.0, 2, 1.0, 1),
    (50.0, 50.0, 1, 1.0, 1),
]


@pytest.mark.parametrize(("p", "se", "n", "df", "size"), SIZES)
def test_the_size_of_a_sample_is_what_its_error_and_its_degrees_of_freedom_leave(
    p: float, se: float, n: int, df: float, size: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[float] = []

    def interval(_p: np.ndarray, n_eff: np.ndarray, _level: float) -> tuple[np.ndarray, np.ndarray]:
        asked.extend(n_eff)
        return np.zeros(1), np.ones(1)

    monkeypatch.setattr("analysis.indicators.measures.shares.korn_graubard", interval)
    MEASURES["share"].reliability(pd.DataFrame([row(value=p, se=se, n=n, df=df)]))
    assert asked == pytest.approx([size])


FEW = [
    # respondents and effective size, and what becomes of a balance
    (30, 30.0, "shown"),
    (29, 30.0, "suppressed"),
    (30, 29.9, "suppressed"),
]


@pytest.mark.parametrize(("n", "n_eff", "status"), FEW)
def test_thirty_respondents_by_number_and_by_weight_are_enough_for_a_balance(
    n: int, n_eff: float, status: str
) -> None:
    rows = pd.DataFrame([row(statistic="balance", se=2.0, n=n, n_eff=n_eff, df=60.0)])
    assert MEASURES["balance"].reliability(rows).tolist() == [status]


@pytest.mark.parametrize(("n", "status"), [(30, "shown"), (29, "suppressed")])
def test_thirty_respondents_who_all_agree_are_enough(n: int, status: str) -> None:
    rows = pd.DataFrame([row(statistic="mean", value=77.0, se=0.0, ci_low=77.0, n=n)])
    assert MEASURES["mean"].reliability(rows).tolist() == [status]


@pytest.mark.parametrize(("se", "status"), [(15.0, "suppressed"), (14.99, "shown")])
def test_a_balance_is_too_wide_from_60_points(
    se: float, status: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An interval of two standard errors on either side: of 60 points, and of less."""
    monkeypatch.setattr(
        "analysis.indicators.measures.balances.t_quantile", lambda _, df: np.full(np.shape(df), 2.0)
    )
    rows = pd.DataFrame([row(statistic="balance", se=se, n=900, n_eff=900.0, df=60.0)])
    assert MEASURES["balance"].reliability(rows).tolist() == [status]


@pytest.mark.parametrize(("cv", "status"), MEANS)
def test_a_mean_is_shown_by_its_coefficient_of_variation(cv: float, status: str) -> None:
    found = published(pd.DataFrame([row(statistic="mean", value=10.0, se=10 * cv, cv=cv)]), RULES)
    assert found.loc[0, "status"] == status


def test_few_degrees_of_freedom_are_a_footnote() -> None:
    found = published(pd.DataFrame([row(df=7.0)]), RULES)
    assert found.loc[0, "status"] == "footnote"


def test_a_suppressed_figure_is_emptied_and_keeps_its_base() -> None:
    found = published(pd.DataFrame([row(value=50.0, se=9.0, n=31, n_eff=31.0, df=30.0)]), RULES)
    assert found.loc[0, FIGURES].isna().all()
    assert found.loc[0, "n"] == 31


def groups(*sizes: int) -> pd.DataFrame:
    rows = [
        row(
            breakdown="b",
            group=str(position),
            n=n,
            n_eff=float(n),
            base=float(n),
            df=n - 1.0,
            se=(2500 / max(n, 1)) ** 0.5,
        )
        for position, n in enumerate(sizes)
    ]
    whole = sum(sizes)
    return pd.DataFrame([row(n=whole, n_eff=float(whole), base=float(whole)), *rows])


def test_a_confidential_group_keeps_neither_figure_nor_base() -> None:
    found = published(groups(10, 9, 400), RULES)  # together 19: no third group gives them away
    hidden = found[found["confidentiality"] == "confidential"]
    assert list(hidden["group"]) == ["0", "1"]
    assert hidden[[*FIGURES, "n", "n_eff", "base", "df"]].isna().all(axis=None)
    assert set(hidden["ci_method"]) == {""}


def test_a_confidential_group_cannot_be_recomputed_from_the_total() -> None:
    found = published(groups(10, 300, 400, 200), RULES).query("breakdown == 'b'")
    assert list(found["confidentiality"]) == ["confidential", "", "", "complementary"]
    attack = 910 - found["n"].sum()
    assert attack != 10
    assert found["n"].isna().sum() == 2


def test_small_groups_that_together_stay_small_are_hidden_with_a_third() -> None:
    found = published(groups(2, 3, 40, 500), RULES).query("breakdown == 'b'")
    assert list(found["confidentiality"]) == ["confidential", "confidential", "complementary", ""]


def test_few_respondents_who_all_agree_are_not_shown() -> None:
    found = published(pd.DataFrame([row(statistic="mean", value=77.0, se=0.0, cv=0.0, n=20)]), RULES)
    assert found.loc[0, "status"] == "suppressed"


def test_a_number_on_which_primary_units_agree_by_chance_is_not_shown() -> None:
    """It has no interval; one that calibration fixes has itself as both limits."""
    fixed = {"statistic": "mean", "value": 77.0, "se": 0.0, "cv": 0.0}
    rows = [row(**fixed, ci_low=77.0, ci_high=77.0), row(**fixed, ci_low=float("nan"), ci_high=float("nan"))]
    assert list(published(pd.DataFrame(rows), RULES)["status"]) == ["shown", "suppressed"]


def test_no_degree_of_freedom_is_no_precision() -> None:
    found = published(pd.DataFrame([row(value=100.0, se=0.0, n=40, df=0.0)]), RULES)
    assert found.loc[0, "status"] == "suppressed"


def test_each_answer_is_a_table_of_its_own() -> None:
    frame = pd.concat([groups(4, 300, 400).assign(item="x"), groups(4, 300, 400).assign(item="y")])
    found = published(frame.reset_index(drop=True), RULES).query("breakdown == 'b'")
    assert list(found["confidentiality"]) == ["confidential", "complementary", ""] * 2


def test_a_group_of_eleven_is_enough_to_hide_behind() -> None:
    found = published(groups(10, 11, 400, 500), RULES).query("breakdown == 'b'")
    assert list(found["confidentiality"]) == ["confidential", "complementary", "", ""]
    two = published(groups(5, 6, 400, 500), RULES).query("breakdown == 'b'")
    assert list(two["confidentiality"]) == ["confidential", "confidential", "", ""]


def test_eleven_respondents_are_not_confidential_and_none_is_empty() -> None:
    found = published(groups(11, 0, 400), RULES)
    assert list(found["confidentiality"]) == [""] * 4
    assert list(found["status"]) == ["shown", "suppressed", "empty", "shown"]


def test_the_rules_can_be_set_aside_by_the_survey() -> None:
    open_rules = ruled(Publication(confidential_below=0, reliability="none"))
    assert set(published(groups(3, 40, 400), open_rules)["status"]) == {"shown"}


def test_the_estimates_given_are_not_changed() -> None:
    frame = groups(3, 40)
    before = frame.copy()
    published(frame, RULES)
    pd.testing.assert_frame_equal(frame, before)


EFFECTIVE = [(5.307, "footnote"), (5.33, "suppressed")]


@pytest.mark.parametrize(("se", "status"), EFFECTIVE)
def test_the_effective_size_is_adjusted_for_the_degrees_of_freedom(se: float, status: str) -> None:
    """Of 40 respondents and 20 units more than strata: 0.09 / se² is 31.95 or 31.68, times (t39 / t20)² 30.04
    or 29.79, and 30 are enough."""
    frame = pd.DataFrame([row(value=90.0, se=se, n=40, df=20.0)])
    assert list(MEASURES["share"].reliability(frame)) == [status]


@pytest.mark.parametrize(("df", "status"), [(1.0, "footnote"), (0.9, "suppressed"), (8.0, "shown")])
def test_a_share_needs_one_degree_of_freedom_and_no_caution_from_eight(df: float, status: str) -> None:
    """0.25 / 0.005² is 10,000, times (t399 / t1)² 239: the interval is 13 points wide."""
    frame = pd.DataFrame([row(value=50.0, se=0.5, n=400, df=df)])
    assert list(MEASURES["share"].reliability(frame)) == [status]
