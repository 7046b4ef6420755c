"""All questions by all breakdowns in one call."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.statistics.answers import Question
from analysis.statistics.arrays import BoolArray
from analysis.statistics.design import Design
from analysis.statistics.estimates import Estimates, stacked
from analysis.statistics.layers import check_length, items_of, layers_of
from analysis.statistics.shares import layer_shares


def banner(
    design: Design,
    questions: Sequence[Question],
    breakdowns: Sequence[Question | None] = (None,),
    domain: BoolArray | None = None,
    level: float = 0.95,
    method: str = "logit",
) -> list[list[Estimates]]:
    """Shares of every answer of every question by every breakdown: estimates[question][breakdown], (groups,
    answers).

    The same numbers, to the last digit, as `shares` one by one: every share and its variance follow from the
    tables of w and w² that one pass over the respondents gives for each breakdown.
    """
    for question in questions:
        check_length(question, design.n)
    items = items_of(questions)
    by_breakdown = []
    for groups in breakdowns:
        layers = layers_of(groups, domain, design.n)
        found = [layer_shares(design, layer, items, level, method) for layer in layers]
        by_breakdown.append(stacked(found))
    return [[whole.items(start, stop) for whole in by_breakdown] for start, stop in items.spans]
