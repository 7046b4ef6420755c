"""Contradictions of [modelled], the figures of territories by a model, with the rest of the survey."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from analysis.faults import listed, unknown
from analysis.questionnaire.fixed_words import NEEDS
from analysis.questionnaire.kinds import kind_of
from analysis.questionnaire.settings import CROSSED, ModelledTerritories
from analysis.questionnaire.surveys import Indicator, Survey


def faults_of_models(survey: Survey) -> Iterator[str]:
    """What [modelled] asks for and cannot have."""
    for variable, asked in survey.modelled.items():
        place = f"modelled.{variable}"
        if variable not in survey.territories:
            known = listed(survey.territories) or "none"
            yield f"{place}: {variable} is not one of the survey's territories: {known}"
        if not asked.indicators:
            yield f"{place}.indicators: expected the names of the indicators that are modelled"
        if not asked.covariates:
            yield (
                f"{place}.covariates: expected what is known of each territory: a covariate of "
                f'covariates.csv, or an answer in a crossed margin, "age{CROSSED}60_plus"'
            )
        for key, names in (("indicators", asked.indicators), ("covariates", asked.covariates)):
            for name, times in Counter(names).items():
                if times > 1:
                    yield f"{place}.{key}: {name} is listed {times} times"
        yield from _indicator_faults(place, variable, asked, survey)
        yield from _covariate_faults(place, variable, asked, survey)


def _indicator_faults(place: str, variable: str, asked: ModelledTerritories, survey: Survey) -> Iterator[str]:
    for name in asked.indicators:
        indicator = survey.indicators.get(name)
        if indicator is None:
            yield f"{place}.indicators: {unknown(name, survey.indicators)}"
        elif not _has_one_figure(indicator):
            yield (
                f"{place}.indicators: {name} is a {indicator.statistic}; a share with `answers`, a mean or a "
                "balance can be modelled"
            )
        elif indicator.variable == variable:
            yield f"{place}.indicators: {name} is of the territory itself"


def _has_one_figure(indicator: Indicator) -> bool:
    needs = NEEDS[indicator.statistic]
    return needs.modelled and not (needs.count_answers and not indicator.answers)


def _covariate_faults(place: str, variable: str, asked: ModelledTerritories, survey: Survey) -> Iterator[str]:
    for covariate in asked.covariates:
        name, crosses, code = covariate.partition(CROSSED)
        question = survey.questions.get(name)
        if not crosses:
            continue
        if question is None or not kind_of(question).is_coded or name == variable:
            yield f"{place}.covariates: {name!r} is not another variable with one code per respondent"
        elif code not in question.codes:
            yield f"{place}.covariates: {code!r} is not an answer to {name}: {listed(question.codes)}"
