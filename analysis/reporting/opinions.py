"""The shares behind a balance of opinions, where the report has them."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.questionnaire import Indicator, Survey
from analysis.reporting.estimates import Estimates
from analysis.reporting.sentences import Sides


def opinion_sides(survey: Survey, estimates: Estimates, indicator: Indicator) -> Sides | None:
    """The shares, in %, of the favourable and of the unfavourable answers of the whole sample.

    They are read from the shares published of the same question, among the same respondents; None where a
    side has none, and for an indicator that is no balance.
    """
    if indicator.statistic != "balance":
        return None
    alike = [
        other
        for other in survey.indicators.values()
        if other.statistic == "share"
        and (other.variable, other.population, other.base)
        == (indicator.variable, indicator.population, indicator.base)
    ]
    several = survey.questions[indicator.variable].type == "multiple"
    favourable, unfavourable = (
        _share(estimates, alike, codes, several) for codes in (indicator.favourable, indicator.unfavourable)
    )
    return None if favourable is None or unfavourable is None else (favourable, unfavourable)


def _share(
    estimates: Estimates, indicators: Sequence[Indicator], codes: Sequence[str], several: bool
) -> float | None:
    """The share who gave one of `codes`: that of an indicator of just these, else the sum of the answers'."""
    for indicator in indicators:
        whole = {row.item: row.value for row in estimates.whole(indicator.name)}
        if set(indicator.answers) == set(codes) and whole.get("") is not None:
            return whole[""]
        found = [value for code in codes if (value := whole.get(code)) is not None]
        can_add = not several or len(codes) == 1
        if not indicator.answers and can_add and len(found) == len(codes):
            return sum(found)
    return None
