"""A change beside what it is at equal composition and weighted alike, from tables made for the test."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest
from scipy.stats import t

from analysis.indicators.compare.editions.edition_differences import trend
from analysis.indicators.compare.editions.equal_composition import standardised
from analysis.questionnaire import Weighting
from tests.indicators.test_made_changes import edition, figure, survey

NAN = float("nan")
AGES = ("young", "middle", "old")


def by_age(
    bases: Sequence[float], values: Sequence[float] = (0, 0, 0), covariances: Mapping[str, float] = {}
) -> pd.DataFrame:
    """Rows of composition.csv: the base and the value of each age, covariances by the initials of two."""
    rows = []
    for place, one in enumerate(AGES):
        for other in AGES[place:]:
            own = (
                {"base": bases[place], "value": values[place]}
                if one == other
                else {"base": NAN, "value": NAN}
            )
            between = covariances.get(one[0] + other[0], 0.0)
            rows.append({"group": one, "against_group": other, **own, "covariance": between})
    return pd.DataFrame(rows).assign(indicator="happy", item="")


def published(**confidential: str) -> pd.DataFrame:
    """The published shares by sex and age, nothing hidden where nothing else is said."""
    rows = [("age", name, confidential.get(name, "")) for name in AGES] + [("sex", "f", "confidential")]
    frame = pd.DataFrame(rows, columns=["breakdown", "group", "confidentiality"])
    return frame.assign(indicator="happy", item="")


LATER = by_age(
    (10, 20, 70), (20.0, 40.0, 60.0), {"yy": 4.0, "mm": 9.0, "oo": 16.0, "ym": 1.0, "yo": -2.0, "mo": 3.0}
)


def test_a_figure_takes_the_ages_of_the_earlier_edition() -> None:
    """Parts of 1/2, 1/4 and 1/4: 35 %, and a variance of 4/4 + 9/16 + 16/16 + 2 (1/8 - 2/8 + 3/16)."""
    found = standardised(by_age((50, 25, 25)), LATER, [published(), published()], "age")
    assert found.loc[("happy", "")].tolist() == pytest.approx([35.0, (41 / 16 + 2 * 1 / 16) ** 0.5])


MISSING: dict[str, tuple[tuple[float, ...], pd.DataFrame, Sequence[Any]]] = {
    # bases of the earlier edition, the later one, what is left
    "an age that the earlier edition has not": ((50, 50, 0), LATER, [30.0, (15 / 4) ** 0.5]),
    "an age of which nothing is known": ((50, 50, NAN), LATER, [30.0, (15 / 4) ** 0.5]),
    "nobody before": ((0, 0, 0), LATER, [NAN, NAN]),
    "nobody of an age now": (
        (50, 25, 25),
        LATER.assign(value=LATER["value"].mask(LATER["group"] == "old")),
        [NAN] * 2,
    ),
}


@pytest.mark.parametrize("case", MISSING)
def test_an_age_counts_as_far_as_the_earlier_edition_has_it(case: str) -> None:
    bases, later, left = MISSING[case]
    found = standardised(by_age(bases), later, [published(), published()], "age")
    assert found.loc[("happy", "")].tolist() == pytest.approx(left, nan_ok=True)


@pytest.mark.parametrize("hidden", ["confidential", "complementary"])
def test_a_secret_age_of_either_edition_leaves_no_figure(hidden: str) -> None:
    for tables in ([published(old=hidden), published()], [published(), published(old=hidden)]):
        assert standardised(by_age((50, 25, 25)), LATER, tables, "age").empty
    other = LATER.assign(indicator="other")
    assert standardised(by_age((50, 25, 25)), other, [published(), published()], "age").empty


def changed(now: dict[str, Any], **given: Any) -> dict[str, Any]:
    """The row of a share that was 40 % with an error of 3, and is now as given."""
    tables = {"2010": pd.DataFrame([figure(40, 3)]), "2012": pd.DataFrame([now])}
    asked = {"composition": "age", **given.pop("survey", {})}
    own = replace(survey(), **asked)
    [row] = trend(tables, own, [edition(2010), edition(2012)], **given).to_dict("records")
    return row


EQUAL = ("equal_value", "equal_se", "equal_low", "equal_high", "equal_p")


def test_what_is_left_of_a_change_at_equal_ages_has_its_test() -> None:
    """The later 35 % beside the earlier 40: an error of 3 and the one of the standardised figure."""
    compositions = {"2010": by_age((50, 25, 25)), "2012": LATER}
    table = {"confidentiality": "", **figure(52, 4)}
    found = [
        changed(table, compositions=kept, survey=own)
        for kept, own in (
            (compositions, {}),
            ({"2012": LATER}, {}),
            ({"2010": LATER}, {}),
            (compositions, {"composition": None}),
        )
    ]
    se = (43 / 16) ** 0.5
    df = (9 + se**2) ** 2 / (81 / 100 + se**4 / 100)
    p = 2 * t.sf(5 / (9 + se**2) ** 0.5, df)
    half = t.ppf(0.975, 100) * se
    assert [found[0][name] for name in EQUAL] == pytest.approx([35, se, 35 - half, 35 + half, p])
    for row in found[1:]:
        assert all(pd.isna(row[name]) for name in EQUAL)
    small = changed({**table, "n": 29}, compositions=compositions)
    assert all(pd.isna(small[name]) for name in EQUAL)


ALIKE = ("alike_from", "alike_to", "alike_difference", "alike_se", "alike_p")


def weighted_on(on: str, value: float, se: float) -> dict[str, Any]:
    return {"indicator": "happy", "item": "", "weighted_on": on, "value": value, "se": se, "df": 100.0}


def test_editions_weighted_otherwise_are_compared_weighted_on_what_they_share() -> None:
    both = Weighting("raking", ("sex", "age")), Weighting("raking", ("age",))
    tables = {"2010": pd.DataFrame([figure(40, 3)]), "2012": pd.DataFrame([figure(52, 4)])}
    editions = [edition(year, weighting=one) for year, one in zip((2010, 2012), both, strict=True)]
    alike = {
        "2010": pd.DataFrame([weighted_on("sex", 1, 1), weighted_on("age", 41, 3)]),
        "2012": pd.DataFrame([weighted_on("age", 47, 4), weighted_on("", 2, 1)]),
    }
    [row] = trend(tables, survey(), editions, alike=alike).to_dict("records")
    p = 2 * t.sf(6 / 5, 625 / (81 / 100 + 256 / 100))
    assert row["alike_on"] == "age"
    assert [row[name] for name in ALIKE] == pytest.approx([41, 47, 6, 5, p])
    for kept in ({"2010": alike["2010"]}, {"2012": alike["2012"]}):
        [row] = trend(tables, survey(), editions, alike=kept).to_dict("records")
        assert row["alike_on"] == "" and all(pd.isna(row[name]) for name in ALIKE)
    same = [edition(year, weighting=both[0]) for year in (2010, 2012)]
    [row] = trend(tables, survey(), same, alike=alike).to_dict("records")
    assert row["alike_on"] == "" and pd.isna(row["alike_to"])
