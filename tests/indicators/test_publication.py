"""What may be shown: the rules at their limits, and no confidential figure to be recomputed."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.indicators.disclosure.answer_counts import AnswerCounts
from analysis.indicators.disclosure.decision import decide
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


@pytest.mark.parametrize(("se", "n", "df", "status"), BALANCES)
def test_a_balance_is_shown_by_its_interval_in_points(se: float, n: int, df: float, status: str) -> None:
    balance = row(statistic="balance", value=1.0, se=se, n=n, n_eff=float(n), df=df, verdict="divided")
    found = published(pd.DataFrame([balance]), RULES)
    assert found.loc[0, "status"] == status
    assert found.loc[0, "verdict"] == ("" if status == "suppressed" else "divided")


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
