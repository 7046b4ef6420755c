"""Comparisons of the answers to one question: with each other, and among those who also gave another."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from analysis.indicators.compare.compared_figures import (
    Compared,
    Rows,
    difference_rows,
    factors_of,
    group_codes,
    kept_rows,
    named_rows,
    sides_of,
)
from analysis.indicators.estimation import breakdowns_of, item_labels
from analysis.indicators.measures.measure import as_classes, counted
from analysis.questionnaire import Indicator
from analysis.results.schema import FORMS, SMALLEST_GROUP, WHOLE
from analysis.statistics import answer_differences, differences

MOST_ANSWERS = 20
"""Answers that are compared with each other, where a question has more: those given most."""


def answer_rows(compared: Compared) -> Iterator[Rows]:
    """The rows that compare every two answers of each question, where both have a published figure of their
    own."""
    for indicator in compared.survey.indicators.values():
        if len(item_labels(indicator, compared.survey)) > 1:
            yield _of_question(indicator, compared)


def _of_question(indicator: Indicator, compared: Compared) -> Rows:
    """The two answers of a pair are figures of the whole sample, whose errors are not independent."""
    found = answer_differences(
        compared.weighted.design,
        counted(indicator, compared.answers(indicator.variable)),
        compared.domains[indicator.population],
        compared.survey.publication.level,
        "none",
        SMALLEST_GROUP,
    )
    figures = compared.figures[indicator.name, WHOLE].turned()
    sides = sides_of(figures, found.first, figures, found.second)
    rows = difference_rows(found, sides, factors_of([indicator], compared.survey)[:1])
    items = np.array(list(item_labels(indicator, compared.survey)), dtype=object)
    most = np.argsort(-np.nan_to_num(figures.value[:, 0], nan=-np.inf), kind="stable")[:MOST_ANSWERS]
    named = {
        "indicator": indicator.name,
        "item": items[found.first],
        "against_item": items[found.second],
        "population": indicator.population or WHOLE,
        "breakdown": WHOLE,
        "group": WHOLE,
        "comparison": "answers",
        "family": f"answers/{indicator.name}",
    }
    return kept_rows({**rows, **named}, np.isin(found.first, most) & np.isin(found.second, most))


def whole_rows(compared: Compared) -> Iterator[Rows]:
    """The rows of answers given together: the figure of those who gave one answer, beside that of
    everyone."""
    for indicator in compared.survey.indicators.values():
        is_crossed = indicator.variable in breakdowns_of(indicator, compared.survey)
        if FORMS[indicator.statistic].is_share and is_crossed:
            yield _held_together(indicator, compared)


def _held_together(indicator: Indicator, compared: Compared) -> Rows:
    """Those who gave an answer are among everyone: the error counts them once."""
    variable, survey = indicator.variable, compared.survey
    found = differences(
        compared.weighted.design,
        counted(indicator, compared.answers(variable)),
        as_classes(compared.answers(variable)),
        "whole",
        compared.domains[indicator.population],
        survey.publication.level,
        "none",
        SMALLEST_GROUP,
    )
    own, everyone = compared.figures[indicator.name, variable], compared.figures[indicator.name, WHOLE]
    sides = sides_of(own, found.first, everyone, np.zeros(len(found.first), dtype=np.intp))
    rows = difference_rows(found, sides, factors_of([indicator], survey))
    named = named_rows([indicator], variable, "whole", [""], len(found.first), survey)
    codes = group_codes(variable, survey)
    group = np.tile(codes, len(rows["status"]) // len(codes))
    family = f"whole/{indicator.name}"
    whole = {**rows, **named, "group": group, "against_group": WHOLE, "family": family}
    return kept_rows(whole, group != named["item"])
