"""From which precision a share, a balance or a mean is shown, at each limit and on either side of it."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy.stats import t

from analysis.indicators.measures.balances import BALANCE
from analysis.indicators.measures.means import MEAN
from analysis.indicators.measures.shares import SHARE


def figure(**given: object) -> dict[str, object]:
    """A well estimated share of 2,500 respondents, with what a case changes."""
    usual = {"value": 50.0, "se": 1.0, "ci_low": 48.0, "n": 2500, "n_eff": 2500.0, "df": 2499.0}
    return usual | given


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
    rows = pd.DataFrame([figure(value=100 * p, se=1.0, n=900, n_eff=900.0, df=df)])
    assert SHARE.reliability(rows).tolist() == [status]


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
    SHARE.reliability(pd.DataFrame([figure(value=p, se=se, n=n, df=df)]))
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
    rows = pd.DataFrame([figure(se=2.0, n=n, n_eff=n_eff, df=60.0)])
    assert BALANCE.reliability(rows).tolist() == [status]


@pytest.mark.parametrize(("n", "status"), [(30, "shown"), (29, "suppressed")])
def test_thirty_respondents_who_all_agree_are_enough(n: int, status: str) -> None:
    rows = pd.DataFrame([figure(value=77.0, se=0.0, ci_low=77.0, n=n)])
    assert MEAN.reliability(rows).tolist() == [status]


@pytest.mark.parametrize(("se", "status"), [(15.0, "suppressed"), (14.99, "shown")])
def test_a_balance_is_too_wide_from_60_points(
    se: float, status: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An interval of two standard errors on either side: of 60 points, and of less."""
    monkeypatch.setattr(
        "analysis.indicators.measures.balances.t_quantile", lambda _, df: np.full(np.shape(df), 2.0)
    )
    rows = pd.DataFrame([figure(se=se, n=900, n_eff=900.0, df=60.0)])
    assert BALANCE.reliability(rows).tolist() == [status]


EFFECTIVE = [(5.307, "footnote"), (5.33, "suppressed")]


@pytest.mark.parametrize(("se", "status"), EFFECTIVE)
def test_the_effective_size_is_adjusted_for_the_degrees_of_freedom(se: float, status: str) -> None:
    """Of 40 respondents and 20 units more than strata: 0.09 / se² is 31.95 or 31.68, times (t39 / t20)² 30.04
    or 29.79, and 30 are enough."""
    frame = pd.DataFrame([figure(value=90.0, se=se, n=40, df=20.0)])
    assert list(SHARE.reliability(frame)) == [status]


@pytest.mark.parametrize(("df", "status"), [(1.0, "footnote"), (0.9, "suppressed"), (8.0, "shown")])
def test_a_share_needs_one_degree_of_freedom_and_no_caution_from_eight(df: float, status: str) -> None:
    """0.25 / 0.005² is 10,000, times (t399 / t1)² 239: the interval is 13 points wide."""
    frame = pd.DataFrame([figure(value=50.0, se=0.5, n=400, df=df)])
    assert list(SHARE.reliability(frame)) == [status]
