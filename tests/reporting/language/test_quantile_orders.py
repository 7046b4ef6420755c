"""The order of a quantile in its sentence: a whole percentage has no decimal, another has one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from analysis.reporting.language.indicator_sentences import statement
from analysis.reporting.language.typography import NARROW
from analysis.reporting.language.voice import Voice
from analysis.results.indicator_rows import IndicatorRow

ORDERS = [(0.9, "90_%"), (0.29, "29_%"), (0.975, "97,5_%"), (0.005, "0,5_%")]


@pytest.mark.parametrize(("order", "said"), ORDERS)
def test_the_order_of_a_quantile_is_said_as_finely_as_it_is_given(
    order: float, said: str, voices: dict[str, Voice], estimate: Callable[..., IndicatorRow]
) -> None:
    survey = voices["fr"].survey
    hours = replace(survey.indicators["heures"], statistic="quantile", quantile=order)
    voice = Voice("fr", replace(survey, indicators={**survey.indicators, "heures": hours}))
    row = estimate(40.0, indicator="heures", statistic="quantile", unit="heures")
    assert f" {said.replace('_', NARROW)} " in statement(voice, row).replace("\u00a0", " ")
