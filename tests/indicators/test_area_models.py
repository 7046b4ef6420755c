"""Figures of territories by a model: what they are made of, when they are shown, what they never tell."""

from __future__ import annotations

from collections.abc import Callable
from typing import get_args

import numpy as np
import pandas as pd
import pytest

from analysis.results import AREA_MODELS, MODELLED
from analysis.results.released_columns import RELEASED_MODELLED
from analysis.results.schema import ModelDoubt
from analysis.statistics import benchmarked, fit_areas, smoothed_variances
from analysis.statistics.small_areas.area_diagnostics import Doubt
from analysis.steps.results_files import Built, contents
from tests.indicators.modelled_survey import FEW, OLDER, PLACES, answers, covariates, crossed_margin, survey

Process = Callable[..., Built]


@pytest.fixture(scope="module")
def built(processed_once: Process) -> Built:
    return processed_once(survey(), answers().to_csv(index=False), covariates_csv=covariates())


def tables(built: Built) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The modelled figures by indicator and territory, the models by indicator."""
    assert built.modelled is not None
    found = built.modelled
    return found.figures.set_index(["indicator", "group"]), found.models.set_index("indicator")


def test_the_figures_are_those_of_the_model_of_the_published_direct_ones(built: Built) -> None:
    figures, models = tables(built)
    assert built.territories is not None
    direct = built.territories.query("indicator == 'yes' and breakdown == 'place' and value.notna()")
    sampling = smoothed_variances(direct["se"].astype(float) ** 2, direct["n"].astype(float))
    model = fit_areas(direct["value"], sampling, [OLDER[place] for place in direct["group"]])
    found = benchmarked(model, direct["base"].astype(float))
    assert models.loc["yes", "doubt"] == "" and models.loc["yes", "areas"] == 14
    np.testing.assert_allclose(figures.loc["yes", "value"], found.value, rtol=1e-9)
    np.testing.assert_allclose(figures.loc["yes", "ci_high"].astype(float), found.high, rtol=1e-9)
    assert models.loc["yes", "model_sd"] == pytest.approx(model.model_variance**0.5)


def test_a_territory_whose_direct_figure_is_secret_has_no_row(built: Built) -> None:
    figures, _ = tables(built)
    assert set(figures.loc["yes"].index) == set(PLACES) - set(FEW)


def test_a_model_that_explains_nothing_beyond_chance_is_not_shown(built: Built) -> None:
    figures, models = tables(built)
    assert models.loc["even", "doubt"] == "no_variation"
    assert models.loc["hours", "doubt"] == "no_gain"
    assert set(figures.index.get_level_values("indicator")) == {"yes"}


def test_what_is_known_may_stand_in_a_crossed_margin(built: Built, processed: Process) -> None:
    by_margin = processed(survey('"age*old"'), answers().to_csv(index=False), margins_csv=crossed_margin())
    (ours, models), (others, _) = tables(by_margin), tables(built)
    np.testing.assert_allclose(ours["value"].astype(float), others["value"].astype(float), rtol=1e-9)
    assert models.loc["yes", "label_fr"] == "Âge : 60 ans ou plus"
    assert models.loc["yes", "sources"] == "Recensement"


def test_an_edition_that_knows_nothing_of_territories_says_so(processed: Process) -> None:
    figures, models = tables(processed(survey(), answers().to_csv(index=False)))
    assert figures.empty and set(models["doubt"]) == {"no_covariates"}


def test_a_survey_that_asks_for_no_model_has_no_file_of_it(processed: Process) -> None:
    found = processed(survey(""), answers().to_csv(index=False))
    assert found.modelled is None
    assert not {name for name in contents(found) if "model" in name}


def test_answers_of_hidden_territories_change_no_byte_of_the_model(built: Built, processed: Process) -> None:
    """Their respondents change sides in all they said."""
    given = answers()
    is_hidden = given["place"].isin(FEW)
    given.loc[is_hidden, "yes"] = 1 - given.loc[is_hidden, "yes"]
    given.loc[is_hidden, "hours"] = 0
    other = processed(survey(), given.to_csv(index=False), covariates_csv=covariates())
    before, after = contents(built), contents(other)
    for name in (MODELLED.name, AREA_MODELS.name):
        assert before[name] == after[name]
        assert before[f"released/{name}"] == after[f"released/{name}"]


def test_released_figures_are_no_finer_than_the_weight_of_a_respondent(built: Built) -> None:
    text = contents(built)[f"released/{MODELLED.name}"].decode()
    rows = pd.DataFrame([line.split(",") for line in text.splitlines()[1:]], columns=RELEASED_MODELLED.names)
    figures = rows[["value", "ci_low", "ci_high", "step", "n"]].astype(float)
    in_steps = figures[["value", "ci_low", "ci_high"]].div(figures["step"], axis=0)
    np.testing.assert_allclose(in_steps, in_steps.round(), atol=1e-6)
    own_part = tables(built)[0]["own_part"].to_numpy(dtype=float)
    is_share = (rows["indicator"] == "yes").to_numpy()
    assert (figures["step"] >= own_part * 100 / figures["n"])[is_share].all()
    assert "own_part" not in rows.columns


def test_the_words_for_doubts_are_those_of_the_statistics() -> None:
    assert set(get_args(ModelDoubt)) == {*get_args(Doubt), "no_covariates"}


def test_every_figure_shown_has_an_interval_around_it(built: Built) -> None:
    rows = tables(built)[0]
    assert len(rows) and ((rows["ci_low"] <= rows["value"]) & (rows["value"] <= rows["ci_high"])).all()
