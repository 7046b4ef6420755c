"""distributions.csv as it is released: whole questions, and nothing that tells what is hidden."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

from analysis.indicators.distributions import distributions
from analysis.indicators.release.released_distributions import released_distributions
from analysis.indicators.release.released_figures import released_indicators
from analysis.results.released_columns import RELEASED_DISTRIBUTIONS
from analysis.steps.results_files import Built

QUESTIONS = """
[publication]
confidential_below = 5
reliability = "none"
[themes.t]
[questions.avis]
type = "scale"
codes = {{ 1 = "Oui", 2 = "Plutôt", 3 = "Peu", 4 = "Non" }}
scores = {{ 1 = 4, 2 = 3, 3 = 2, 4 = 1 }}
[questions.autre]
type = "scale"
codes = {{ 1 = "Oui", 2 = "Plutôt", 3 = "Peu", 4 = "Non" }}
scores = {{ 1 = 4, 2 = 3, 3 = 2, 4 = 1 }}
[questions.heures]
type = "numeric"
[grids.avis]
items = ["avis", "autre"]
[indicators.heures]
theme = "t"
statistic = "mean"
{indicator}
"""
SHARE = '[indicators.avis]\ntheme = "t"\nanswers = {answers}\n'
MEAN = '[indicators.avis]\ntheme = "t"\nstatistic = "mean"\n'
HIDDEN = {"2", "4"}
"""Answers that the build hides: one of few that is a group elsewhere, and one that protects it."""


def released(processed: Callable[..., Built], indicator: str, hidden: set[str]) -> pd.DataFrame:
    """The released answers to `avis` of 100 respondents, 25 each, where the build hides those `hidden`."""
    lines = [f"{1 + place % 4},{1 + place % 2},{place % 7}\n" for place in range(100)]
    built = processed(QUESTIONS.format(indicator=indicator), "avis,autre,heures\n" + "".join(lines))
    published = released_indicators(built.indicators, built.territories, built.survey)
    rows = distributions(built.weighted, built.survey, built.edition)
    is_hidden = (rows["variable"] == "avis") & rows["item"].isin(hidden)
    rows.loc[is_hidden, ["value", "se", "ci_low", "ci_high", "count"]] = pd.NA
    rows.loc[is_hidden, "confidentiality"] = "confidential"
    found = released_distributions(rows, published, built.survey)
    assert set(found["variable"]) == {"avis", "autre"}  # the classes of hours stay with the analyst
    return found[found["variable"] == "avis"]


def test_the_answers_of_everyone_are_released_at_their_step_without_a_count(
    processed: Callable[..., Built],
) -> None:
    rows = released(processed, SHARE.format(answers='["1", "2"]'), set())
    assert tuple(rows.columns) == RELEASED_DISTRIBUTIONS.names
    assert "count" not in rows
    assert list(rows["value"]) == [25.0] * 4 and set(rows["step"]) == {1.0}
    assert set(rows["status"]) == {"shown"}


TELLING = {
    "no figure of the question": ("", HIDDEN),
    "a figure that counts all of the hidden": (SHARE.format(answers='["2", "4"]'), HIDDEN),
    "a figure that counts none of them": (SHARE.format(answers='["1"]'), HIDDEN),
    "a figure that counts one of them": (SHARE.format(answers='["1", "2"]'), {"1", "2", "3", "4"}),
    "a figure for each answer": ('[indicators.avis]\ntheme = "t"\n', {"1", "2", "3", "4"}),
    "a mean, which weighs them": (MEAN, {"1", "2", "3", "4"}),
}


@pytest.mark.parametrize(("indicator", "hidden"), TELLING.values(), ids=TELLING)
def test_a_question_whose_figures_would_tell_a_hidden_answer_shows_none(
    indicator: str, hidden: set[str], processed: Callable[..., Built]
) -> None:
    rows = released(processed, indicator, HIDDEN)
    assert set(rows.loc[rows["status"] == "hidden", "item"]) == hidden
    assert rows.loc[rows["status"] == "hidden", ["value", "n", "step", "se"]].isna().all(axis=None)


def test_a_figure_of_the_question_that_is_hidden_hides_its_answers(processed: Callable[..., Built]) -> None:
    lines = [f"{1 + place % 4},{1 + place % 2},{place % 7}\n" for place in range(100)]
    survey = QUESTIONS.format(indicator=SHARE.format(answers='["1"]'))
    built = processed(survey, "avis,autre,heures\n" + "".join(lines))
    published = released_indicators(built.indicators, built.territories, built.survey)
    published.loc[published["indicator"] == "avis", "status"] = "hidden"
    rows = distributions(built.weighted, built.survey, built.edition)
    found = released_distributions(rows, published, built.survey)
    assert set(found.loc[found["variable"] == "avis", "status"]) == {"hidden"}
    assert set(found.loc[found["variable"] == "autre", "status"]) == {"shown"}


POPULATION = '[populations.p]\namong = { autre = ["1"] }\n'
GROUPING = {
    # how answers that are groups of another figure have their own shares; whether they are shown
    "each has its share": ('[indicators.avis]\ntheme = "t"\n', True),
    "each has its share, of some respondents": (
        f'[indicators.avis]\ntheme = "t"\npopulation = "p"\n{POPULATION}',
        False,
    ),
    "one has its share": (SHARE.format(answers='["1"]'), False),
    "another question has its shares": ('[indicators.autre]\ntheme = "t"\n', False),
    "none": ("", False),
}


@pytest.mark.parametrize(("indicator", "shown"), GROUPING.values(), ids=GROUPING)
def test_answers_that_are_groups_of_a_table_are_released_where_each_is_published(
    indicator: str, shown: bool, processed: Callable[..., Built]
) -> None:
    lines = [f"{1 + place % 4},{1 + place % 2},{place % 7}\n" for place in range(100)]
    survey = 'breakdowns = ["avis"]\n' + QUESTIONS.format(indicator=indicator)
    built = processed(survey, "avis,autre,heures\n" + "".join(lines))
    published = released_indicators(built.indicators, built.territories, built.survey)
    rows = distributions(built.weighted, built.survey, built.edition)
    found = released_distributions(rows, published, built.survey).set_index("variable")
    assert set(found.loc["avis", "status"]) == ({"shown"} if shown else {"hidden"})
    is_condition = POPULATION in indicator  # then the answers to the other question are groups too
    assert set(found.loc["autre", "status"]) == ({"hidden"} if is_condition else {"shown"})
