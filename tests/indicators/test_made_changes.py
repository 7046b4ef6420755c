"""Changes between editions from figures made for the test: test, interval and status, worked out apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
import pytest
from scipy.stats import t

from analysis.indicators.compare.editions.edition_differences import in_order, trend
from analysis.questionnaire import Edition, Label, Note, Survey
from tests.defined_survey import survey_of

SURVEY = """
breakdowns = ["sex"]
[themes.t]
[questions.sex]
type = "single"
codes = { m = "Hommes", f = "Femmes" }
[questions.happy]
type = "single"
codes = { 1 = "oui", 0 = "non" }
[indicators.happy]
theme = "t"
answers = ["1"]
[indicators.women]
theme = "t"
variable = "sex"
answers = ["f"]
profile = true
"""
NAN = float("nan")


def survey() -> Survey:
    return survey_of(SURVEY)


def edition(year: int, **given: Any) -> Edition:
    dates = {"start": date(year, 2, 1), "end": date(year, 6, 30)}
    return Edition(str(year), Label(str(year), str(year)), (), **{**dates, **given})


def figure(value: float, se: float, **given: Any) -> dict[str, Any]:
    """A published share of 400 respondents with 100 degrees of freedom, of everyone."""
    usual = {"indicator": "happy", "item": "", "population": "all", "breakdown": "all", "group": "all"}
    usual |= {"statistic": "share", "n": 400, "df": 100.0, "ci_level": 0.95, "status": "shown"}
    return {**usual, "value": value, "se": se, "ci_low": value - 2 * se, "ci_high": value + 2 * se, **given}


def changes(
    *editions: Sequence[Mapping[str, Any]],
    given: Mapping[int, Mapping[str, Any]] = {},
    merges: Mapping[str, Any] | None = None,
) -> pd.DataFrame:
    """The rows of the trend of editions 2010, 2012, … with these figures."""
    years = range(2010, 2010 + 2 * len(editions), 2)
    tables = {str(year): pd.DataFrame(rows) for year, rows in zip(years, editions, strict=True)}
    dated = [edition(year, **given.get(year, {})) for year in years]
    return trend(tables, survey(), dated, merges=merges)


def test_a_change_has_the_test_of_satterthwaite() -> None:
    """Errors of 3 and 4 make one of 5, with (9 + 16)² / (9² / 50 + 16² / 40) = 78 degrees of freedom."""
    [row] = changes([figure(40, 3, df=50.0)], [figure(52, 4, df=40.0)]).to_dict("records")
    df = 625 / (81 / 50 + 256 / 40)
    half, p = t.ppf(0.975, df) * 5, 2 * t.sf(12 / 5, df)
    assert (row["status"], row["break_fr"], row["break_en"]) == ("tested", "", "")
    assert [row["value_from"], row["value_to"], row["difference"], row["se"]] == [40, 52, 12, 5]
    assert [row["ci_low"], row["ci_high"]] == pytest.approx([12 - half, 12 + half])
    assert [row["p"], row["p_adjusted"], row["p_report"]] == pytest.approx([p] * 3)


def test_the_dates_of_both_editions_stand_in_the_row() -> None:
    given = {2010: {"start": None}}
    [row] = changes([figure(40, 3)], [figure(52, 4)], given=given).to_dict("records")
    assert (row["edition_from"], row["edition_to"]) == ("2010", "2012")
    assert [row[f"{end}_from"] for end in ("start", "end")] == ["", "2010-06-30"]
    assert [row[f"{end}_to"] for end in ("start", "end")] == ["2012-02-01", "2012-06-30"]


BEFORE = figure(40, 3)
STATUSES: dict[str, tuple[dict[str, Any], dict[str, Any], str, bool]] = {
    # the earlier and the later figure; the status, and whether the difference stands
    "30 respondents in both": ({"n": 30}, {"n": 30}, "tested", True),
    "29 before": ({"n": 29}, {"n": 400}, "small", True),
    "29 now": ({"n": 400}, {"n": 29}, "small", True),
    "hidden before": ({"value": NAN, "se": NAN, "n": 29}, {}, "hidden", False),
    "hidden now": ({}, {"value": NAN, "se": NAN, "n": 29}, "hidden", False),
    "fixed before": ({"se": 1e-5}, {}, "fixed", True),
    "fixed now": ({}, {"se": 1e-5}, "fixed", True),
    "fixed in both, of few": ({"se": 1e-5, "n": 20}, {"se": 1e-5, "n": 20}, "fixed", True),
}


@pytest.mark.parametrize("case", STATUSES)
def test_what_is_done_with_a_change_follows_from_both_figures(case: str) -> None:
    before, now, status, has_difference = STATUSES[case]
    [row] = changes([{**BEFORE, **before}], [{**figure(52, 4), **now}]).to_dict("records")
    assert row["status"] == status
    assert (row["difference"] == 12) is has_difference
    assert pd.notna(row["se"]) is has_difference
    assert pd.notna(row["p"]) is pd.notna(row["ci_low"]) is (status == "tested")
    assert bool(row["break_fr"]) is bool(row["break_en"]) is (status == "fixed")


PROFILE: dict[str, tuple[dict[str, Any], dict[str, Any], str]] = {
    "as other errors are": ({}, {}, "profile"),
    "fixed in both": ({"se": 1e-5}, {"se": 1e-5}, "fixed"),
    "fixed in one": ({"se": 1e-5}, {}, "profile"),
    "hidden in one": ({"se": NAN, "value": NAN}, {}, "profile"),
}


@pytest.mark.parametrize("case", PROFILE)
def test_who_answered_is_no_trend_where_editions_were_collected_otherwise(case: str) -> None:
    before, now, status = PROFILE[case]
    given = {year: {"note": Note(mode=Label(text, text))} for year, text in ((2010, "mail"), (2012, "web"))}
    women = {"indicator": "women"}
    rows = [{**BEFORE, **women, **before}], [{**figure(52, 4), **women, **now}]
    [row] = changes(*rows, given=given).to_dict("records")
    assert row["status"] == status and pd.isna(row["p"]) and pd.isna(row["p_report"])
    assert row["break_en"] == (
        "a figure that the weighting fixes" if status == "fixed" else "mode of collection described otherwise"
    )


def test_a_profile_collected_alike_is_tested_and_is_not_counted_among_findings() -> None:
    women = {"indicator": "women"}
    found = changes([BEFORE, {**BEFORE, **women}], [figure(52, 4), {**figure(60, 4), **women}]).set_index(
        "indicator"
    )
    p = [2 * t.sf(gap / 5, 625 / (81 / 100 + 256 / 100)) for gap in (12, 20)]
    assert found["status"].tolist() == ["tested"] * 2
    assert found["p"].tolist() == pytest.approx(p)
    assert found.loc["happy", "p_report"] == pytest.approx(p[0]) and pd.isna(found.loc["women", "p_report"])


def of_sex(values: Mapping[str, float], se: float) -> list[dict[str, Any]]:
    return [figure(value, se, breakdown="sex", group=code) for code, value in values.items()]


def test_groups_are_corrected_among_themselves_and_everyone_over_the_report_edition_by_edition() -> None:
    """Two groups: the smaller p twice, the other as it is; an edition's report counts its own alone."""
    groups = [of_sex(values, 3) for values in ({"f": 40, "m": 40}, {"f": 52, "m": 51}, {"f": 52, "m": 51})]
    whole = [[figure(value, 3)] for value in (40, 55, 50)]
    found = changes(*(one + two for one, two in zip(whole, groups, strict=True)))
    df, error = 200, 18**0.5
    p = {gap: 2 * t.sf(gap / error, df) for gap in (5, 11, 12, 15)}
    by_sex = found[found["breakdown"] == "sex"].set_index(["edition_to", "group"])
    assert by_sex.loc["2012", "p"].tolist() == pytest.approx([p[12], p[11]])
    assert by_sex.loc["2012", "p_adjusted"].tolist() == pytest.approx([2 * p[12], max(2 * p[12], p[11])])
    assert by_sex["p_report"].isna().all()
    everyone = found[found["breakdown"] == "all"].set_index("edition_to")
    assert everyone["p_report"].tolist() == pytest.approx([p[15], p[5]])


def test_a_group_that_one_edition_has_not_breaks_its_breakdown_alone() -> None:
    for before, now in (({"f": 40}, {"f": 52, "m": 51}), ({"f": 40, "m": 51}, {"f": 52})):
        found = changes([BEFORE, *of_sex(before, 3)], [figure(52, 4), *of_sex(now, 3)])
        of_all, by_sex = (found[found["breakdown"] == name] for name in ("all", "sex"))
        assert of_all["status"].tolist() == ["tested"]
        assert by_sex["status"].tolist() == ["break"] * 2
        assert by_sex["break_en"].tolist() == ["other answers offered"] * 2
        assert by_sex.set_index("group").loc["f", ["value_from", "value_to"]].tolist() == [40, 52]
        alone = by_sex.set_index("group").loc["m", ["value_from", "value_to"]]
        assert alone.isna().tolist() == ["m" not in before, "m" not in now]


ASKED: dict[str, tuple[list[bool], list[tuple[str, str, str]]]] = {
    # which of the editions asked; from, to and status of each row
    "all three": ([True] * 3, [("2010", "2012", "tested"), ("2012", "2014", "tested")]),
    "not the first": ([False, True, True], [("2010", "2012", "not_asked"), ("2012", "2014", "tested")]),
    "not the second": ([True, False, True], [("2010", "2012", "not_asked"), ("2010", "2014", "tested")]),
    "not the last": ([True, True, False], [("2010", "2012", "tested"), ("2012", "2014", "not_asked")]),
    "the last alone": ([False, False, True], [("2012", "2014", "not_asked")]),
    "none": ([False] * 3, []),
}


@pytest.mark.parametrize("case", ASKED)
def test_an_edition_is_compared_with_the_last_one_before_it_that_asked(case: str) -> None:
    asked, expected = ASKED[case]
    other = {"indicator": "women"}
    empty = {"status": "empty", "value": NAN, "se": NAN}
    editions = [[{**BEFORE, **other}, {**BEFORE, **({} if is_asked else empty)}] for is_asked in asked]
    found = changes(*editions).query("indicator == 'happy'")
    assert (
        list(found[["edition_from", "edition_to", "status"]].itertuples(index=False, name=None)) == expected
    )
    apart = found[found["status"] == "not_asked"]
    of_years = apart[["edition_from", "value_from", "edition_to", "value_to"]].itertuples(index=False)
    answered = dict(zip(("2010", "2012", "2014"), asked, strict=True))
    for earlier, before, later, now in of_years:
        assert (pd.notna(before), pd.notna(now)) == (answered[earlier], answered[later])
    assert apart["difference"].isna().all() and (apart["break_fr"] + apart["break_en"] == "").all()


def test_groups_that_one_edition_has_not_come_last_in_their_order() -> None:
    found = changes([BEFORE, *of_sex({"m": 40, "f": 51}, 3)], [figure(52, 4)])
    assert found["group"].tolist() == ["all", "m", "f"]


@pytest.mark.parametrize("differing", [2012, 2014])
def test_what_an_edition_between_is_like_does_not_matter(differing: int) -> None:
    """One of three that counts women with men, and was collected otherwise; the second did not ask."""
    empty = {"status": "empty", "value": NAN, "se": NAN}
    women = {"indicator": "women"}
    asked, silent = ([{**figure(value, 3), **women}, *of_sex({"m": 40}, 3)] for value in (40, 52))
    silent = [{**row, **empty} for row in silent]
    merges = {str(differing): {"sex": {"f": "m"}}}
    given = {differing: {"note": Note(mode=Label("web", "web"))}}
    found = changes(asked, silent, asked, given=given, merges=merges)
    found = found[found["edition_to"] == "2014"].set_index(["indicator", "breakdown"])["status"]
    is_last = differing == 2014
    assert found.loc[("happy", "sex")] == ("break" if is_last else "tested")
    assert found.loc[("women", "all")] == ("break" if is_last else "tested")


def test_editions_without_an_end_go_by_their_start_and_those_without_dates_last() -> None:
    no_end = edition(2011, end=None)
    undated = [replace(edition(year), start=None, end=None) for year in (1990, 1980)]
    given = [*undated, edition(2012), no_end, edition(2010)]
    assert [each.name for each in in_order(given)] == ["2010", "2011", "2012", "1980", "1990"]
