"""An attack on tables: whose number follows from the numbers shown, by differences and sums."""

from __future__ import annotations

from collections.abc import Callable
from itertools import permutations

import numpy as np
import pandas as pd
import pytest

from analysis.interactive.asking.near_names import AnalystError
from analysis.interactive.library import OpenSurvey, Table
from analysis.questionnaire.kinds import kind_of

LIMIT = 11
Mask = np.ndarray
Shown = dict[str, tuple[Mask, float]]
"""By name, who is in a set of respondents, and the number of them that a table tells."""


def few(number: float) -> bool:
    return 0 < number < LIMIT


def members(survey: OpenSurvey, name: str, code: str) -> Mask:
    answers = survey[name].answers_of()
    return np.asarray(kind_of(answers.question).among(answers, (code,)))


def attacked(survey: OpenSurvey, table: Table, groups: dict[tuple[str, str], Mask], where: Mask) -> list[str]:
    """The sets of fewer than the limit whose number follows from two numbers that are shown, or from a whole
    less the groups that are shown of it."""
    shown: Shown = {}
    parts: dict[str, list[Mask]] = {}
    for row in table.frame.to_dict("records"):
        answers = survey[row["question"]].answers_of()
        base = answers.was_answered & where
        if row["within_code"]:
            base = base & groups[row["within"], row["within_code"]]
        whole = f"{row['line']} {row['item']} {row['within_code']}"
        if row["by"]:
            base = base & groups[row["by"], row["group"]]
        name = f"{whole} {row['by']} {row['group']}"
        if not pd.isna(row["n"]):
            assert row["n"] == base.sum(), name
            shown[name] = base, row["n"]
            if row["by"]:
                parts.setdefault(f"{whole}  all {row['by']}", []).append(base)
        if not pd.isna(row["count"]):
            counted = table.request.indicators[0].answers or (row["item"],)
            gave = base & np.logical_or.reduce([members(survey, row["question"], c) for c in counted])
            assert row["count"] == gave.sum(), name
            shown[f"{name} gave"] = gave, row["count"]
    found = [
        f"{one} less {two}" for one, two in permutations(shown, 2) if told_by_two(*shown[one], *shown[two])
    ]
    found += [name for name, (_, number) in shown.items() if few(number) and not name.endswith(" gave")]
    for name, masks in parts.items():
        whole = name.partition(" all ")[0] + " all"
        if whole in shown and few(shown[whole][1] - sum(mask.sum() for mask in masks)):
            found.append(f"{name}: the others")
    return found


def told_by_two(one: Mask, whole: float, two: Mask, part: float) -> bool:
    return bool((two <= one).all()) and few(whole - part)


Ask = Callable[[OpenSurvey], Table]
TABLES: dict[str, Ask] = {
    "a small group": lambda s: s.table("forme", by="secteur"),
    "side by side": lambda s: s.table("forme", by=["sexe", "secteur"]),
    "counts beside shares": lambda s: s.table("forme", answers="o", by="secteur", counts=True),
    "each counts one": lambda s: s.table("forme", answers="o", by="secteur", counts=True, weights=False),
    "other weights": lambda s: s.table("forme", answers="o", by="secteur", counts=True, weights="heures"),
    "lines": lambda s: s.table("forme", answers="o", by="sexe", within="secteur", counts=True),
    "lines with comparisons": lambda s: s.table(
        "forme", answers="o", by="sexe", within="secteur", against="rest", tests=True
    ),
    "two questions": lambda s: s.table(["forme", "statuts"], by="secteur", tests=True),
    "a mean and a median": lambda s: s.table("heures", statistic=["mean", "median"], by="secteur"),
    "a multiple question": lambda s: s.table("attentes", by="secteur", counts=True),
}


@pytest.mark.parametrize("ask", TABLES.values(), ids=TABLES.keys())
@pytest.mark.parametrize("where", [None, "reguliers"])
def test_no_small_group_follows_from_a_table(club: OpenSurvey, ask: Ask, where: str | None) -> None:
    asked = ask(club) if where is None else None
    inside = np.ones(club.n, dtype=bool) if where is None else club.where(where).masks()[0]
    if asked is None:
        asked = ask(Filtered(club, where))  # type: ignore[arg-type]
    groups = {(n, c): members(club, n, c) for n in ("sexe", "secteur") for c in club[n].question.codes}
    assert asked.frame["n"].notna().any()
    assert attacked(club, asked, groups, inside) == []


class Filtered:
    """A survey whose tables are all of one population."""

    def __init__(self, survey: OpenSurvey, where: str | None) -> None:
        self.survey, self.where = survey, where

    def table(self, *given: object, **asked: object) -> Table:
        return self.survey.table(*given, where=self.where, **asked)  # type: ignore[arg-type]


def test_counts_stand_where_no_group_has_few_of_an_answer(club: OpenSurvey) -> None:
    both = club.table("forme", by="sexe", counts=True)
    assert both.frame["count"].notna().all() and "Nombres de réponses non montrés" not in repr(both)
    few_men = club.table("forme", by="sexe", counts=True, where={"secteur": "s", "heures": "9.."})
    counts, is_whole = few_men.frame["count"], few_men.frame["by"] == ""
    assert counts[is_whole].notna().all() and counts[~is_whole].isna().all()
    assert "Nombres de réponses non montrés" in repr(few_men)


def test_two_classings_do_not_tell_what_lies_between_them(club: OpenSurvey) -> None:
    by = [club.cut("heures", [5, 60], "Un"), club.cut("heures", [5, 40], "Deux")]
    classes = club.table("forme", answers="o", by=by)
    assert not [n for n in classes.frame["n"].dropna() if few(n)]
    wide = club.net("secteur", {"Tous": ["s", "c", "e", "a"]})
    most = club.net("secteur", {"Grands": ["s", "c", "e"]})
    frame = club.table("forme", answers="o", by=[wide, most]).frame
    told = frame["n"].dropna()
    assert not any(few(one - two) for one in told for two in told)


def test_nets_of_one_table_do_not_tell_a_small_answer(club: OpenSurvey) -> None:
    nets = {"Tous": ["s", "c", "e", "a"], "Grands": ["s", "c", "e"]}
    counts = club.table("secteur", answers=nets, counts=True).frame["count"].dropna()
    assert not any(few(one - two) for one in counts for two in counts)


FILTERS = [
    "all but three",
    "all but three, of a population",
]


@pytest.mark.parametrize("way", FILTERS)
def test_a_table_of_all_but_three_tells_nothing_beside_that_of_all(club: OpenSurvey, way: str) -> None:
    most = club.q.heures < 60
    where = most if way == "all but three" else club.where("reguliers") & most
    everyone = club.table("forme", by="sexe", where=None if way == "all but three" else "reguliers").frame[
        "n"
    ]
    table = club.table("forme", by="sexe", where=where, counts=True)
    told = table.frame["n"].dropna()
    assert not any(few(one - two) for one in everyone.dropna() for two in told)


def test_no_extreme_of_a_number_is_told(club: OpenSurvey) -> None:
    greatest = float(np.nanmax(club["heures"].answers_of().values))
    for q in (0.9999, 0.998, 0.0001):
        table = club.table("heures", statistic="quantile", q=q, by="sexe")
        assert table.frame["value"].isna().all() and table.frame["se"].isna().all()
        assert f"{greatest:.0f}" not in repr(table).partition("Base")[0].replace("99,99", "")
    assert club.table("heures", statistic="quantile", q=0.9, by="sexe").frame["value"].notna().all()


def test_pairs_and_tests_tell_nothing_of_hidden_groups(club: OpenSurvey) -> None:
    table = club.table("forme", by="secteur", against="pairs", tests=True)
    hidden = set(table.frame.loc[table.frame["confidentiality"] != "", "group"])
    assert hidden
    sides = table.pairs["group"].isin(hidden) | table.pairs["against"].isin(hidden)
    numbers = ["difference", "se", "df", "ci_low", "ci_high", "test_statistic", "p_value", "p_adjusted"]
    assert sides.any() and table.pairs.loc[sides, numbers].isna().all(axis=None)
    assert table.pairs.loc[~sides, "difference"].notna().any()


def test_a_filter_and_an_error_tell_no_few(club: OpenSurvey) -> None:
    assert "< 11" in repr(club.q.heures >= 60) and "897" not in repr(club.q.heures < 60)
    with pytest.raises(AnalystError, match="for fewer than 11 respondents who count"):
        club.table("forme", weights="tours")


def test_what_puts_a_table_into_the_report_has_no_figure(club: OpenSurvey) -> None:
    table = club.table("forme", answers="o", by="secteur", where={"heures": "..59"}, counts=True)
    text = table.to_toml("formes_sans", theme="t")
    assert not [n for n in ("897", "900", "892") if n in text] and 'heures = ["..59"]' in text
