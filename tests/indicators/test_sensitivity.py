"""The main figures before weighting and without flagged respondents, by hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from analysis.etl.cleaning import Cleaned
from analysis.etl.population.margins_file import read_margins
from analysis.etl.weighting import Weighted, weigh
from analysis.indicators.sensitivity import sensitivity
from analysis.pipeline import process
from analysis.results import SENSITIVITY
from analysis.steps.results_files import Built
from analysis.workspace import Place

SURVEY = """
breakdowns = ["sex"]
[weighting]
calibration = "raking"
[themes.t]
[themes.u]
[questions.sex]
type = "single"
codes = { f = "Femmes", m = "Hommes" }
[questions.happy]
type = "single"
codes = { 1 = "oui", 0 = "non" }
[questions.rare]
type = "single"
codes = { 1 = "oui", 0 = "non" }
[indicators.second]
theme = "u"
variable = "happy"
[indicators.happy]
theme = "t"
answers = ["1"]
headline = true
[indicators.rare]
theme = "t"
answers = ["1"]
headline = true
"""
MARGINS = "variable,code,share\nsex,f,50\nsex,m,50\n"
N = 400
IS_WOMAN = np.arange(N) % 4 > 0
IS_HAPPY = np.arange(N) % 3 == 0
ANSWERS = "sex,happy,rare\n" + "".join(
    f"{'f' if IS_WOMAN[i] else 'm'},{int(IS_HAPPY[i])},{int(i % 2) if i < 8 else ''}\n" for i in range(N)
)


def balanced(kept: np.ndarray) -> float:
    """The share of happy where women and men count for half each."""
    women, men = kept & IS_WOMAN, kept & ~IS_WOMAN
    return 50 * IS_HAPPY[women].mean() + 50 * IS_HAPPY[men].mean()


def first(count: int) -> np.ndarray:
    return np.arange(N) < count


def unweighted(cleaned: Cleaned) -> Weighted:
    return weigh(cleaned, None)


Rows = Callable[[Mapping[str, np.ndarray]], pd.DataFrame]


@pytest.fixture
def rows(write_survey: Callable[..., Place]) -> Rows:
    """The sensitivity of the survey above, its respondents flagged as given."""
    place = write_survey(SURVEY, answers_csv=ANSWERS, margins_csv=MARGINS)
    built = process(place)
    margins = read_margins(place.raw / "margins.csv", built.survey, ())

    def flagged(flags: Mapping[str, np.ndarray]) -> pd.DataFrame:
        weighted = replace(built.weighted, cleaned=replace(built.weighted.cleaned, flags=flags))
        return sensitivity(
            weighted, built.indicators, built.survey, built.edition, lambda cleaned: weigh(cleaned, margins)
        )

    return flagged


def test_every_variant_is_the_one_worked_by_hand(rows: Rows) -> None:
    found = rows({"speeder": first(30), "left": N - 1 - np.arange(N) < 15})
    assert tuple(found.columns) == SENSITIVITY.names
    happy = found.query("indicator == 'happy'").set_index("variant")
    everyone = first(N)
    expected = {
        "published": balanced(everyone),
        "before_weighting": 100 * IS_HAPPY.mean(),
        "without_speeder": balanced(~first(30)),
        "without_left": balanced(first(N - 15)),
        "without_flagged": balanced(~first(30) & first(N - 15)),
    }
    assert list(happy.index) == list(expected)
    assert happy["value"].to_dict() == pytest.approx(expected)
    assert happy["n"].tolist() == [400, 400, 370, 385, 355]
    assert happy["difference"].tolist() == pytest.approx(
        [value - expected["published"] for value in expected.values()]
    )
    assert happy[["se", "ci_low", "ci_high"]].notna().all(axis=None)


def test_without_flags_the_weighting_alone_is_shown(rows: Rows) -> None:
    assert set(rows({})["variant"]) == {"published", "before_weighting"}
    assert set(rows({"speeder": np.zeros(N, dtype=bool)})["variant"]) == {"published", "before_weighting"}


def test_a_figure_that_is_hidden_stays_hidden(rows: Rows) -> None:
    rare = rows({"speeder": first(30)}).query("indicator == 'rare'")
    assert rare[["value", "se", "ci_low", "ci_high", "n", "difference"]].isna().all(axis=None)


@pytest.mark.parametrize("few", [1, 10])
def test_few_flagged_respondents_are_not_given_away_by_two_bases(few: int, rows: Rows) -> None:
    """Ten respondents or one are fewer than may be published: 400 less 390, and 370 less 360."""
    found = rows({"speeder": first(30), "left": N - 1 - np.arange(N) < few}).query("indicator == 'happy'")
    bases = found.set_index("variant")["n"].dropna().astype(int)
    assert bases.to_dict() == {"published": 400, "before_weighting": 400, "without_speeder": 370}
    assert found.set_index("variant").loc[["without_left", "without_flagged"], "value"].isna().all()


def test_a_variant_that_cannot_be_weighted_has_no_figures(rows: Rows) -> None:
    found = rows({"speeder": ~IS_WOMAN}).query("indicator == 'happy'").set_index("variant")
    assert np.isnan(found.loc["without_speeder", "value"])
    assert found.loc["published", "value"] == pytest.approx(balanced(first(N)))


def test_without_a_headline_the_first_indicator_of_each_theme_is_shown(
    processed: Callable[..., Built],
) -> None:
    built = processed(SURVEY.replace("headline = true", ""), ANSWERS, margins_csv=MARGINS)
    found = sensitivity(built.weighted, built.indicators, built.survey, built.edition, unweighted)
    assert list(dict.fromkeys(found["indicator"])) == ["second", "happy"]


def test_weights_of_the_file_are_compared_with_equal_ones(processed: Callable[..., Built]) -> None:
    survey = SURVEY.replace('calibration = "raking"', "") + '[design]\nweight = "w"\n'
    lines = ANSWERS.split("\n")
    weighted_lines = [lines[0] + ",w"] + [f"{line},{1 + i % 2}" for i, line in enumerate(lines[1:-1])]
    built = processed(survey, "\n".join(weighted_lines) + "\n")
    found = sensitivity(built.weighted, built.indicators, built.survey, built.edition, unweighted)
    before = found.query("indicator == 'happy' and variant == 'before_weighting'")
    assert before["value"].tolist() == pytest.approx([100 * IS_HAPPY.mean()])
