"""Weights of respondents that also stand for those who did not answer, by classes."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from analysis.statistics.arrays import FloatArray, as_numbers, frozen
from analysis.statistics.coded_answers import Categories, check_length
from analysis.statistics.weighting.given_weights import checked_weights


def adjust_for_nonresponse(weights: ArrayLike, classes: Categories, drawn: ArrayLike) -> FloatArray:
    """Weights (n,) divided by the response rate of the respondent's class.

    classes: known of everyone who was drawn; drawn (classes.k,): how many were drawn in each, respondents
    among them. The rate counts respondents with a weight, not weights (Little & Vartivarian 2003); who is in
    no class has the rate of all. The result is taken as drawn with these weights: calibrate after it.

    ValueError for classes in which more answered than were drawn, or of which nobody answered.
    """
    given = checked_weights(weights)
    check_length(classes, len(given))
    asked = as_numbers(drawn, "drawn")
    if asked.shape != (classes.k,) or not np.isfinite(asked).all() or (asked < 0).any():
        raise ValueError(f"drawn: expected how many were drawn in each of {classes.k} classes, found {asked}")
    counted = (given > 0) & classes.in_base
    answered = np.bincount(classes.codes[counted], minlength=classes.k)
    check_drawn(asked, answered)
    rate = np.divide(answered, asked, out=np.ones(classes.k), where=asked > 0)
    everyone = answered.sum() / asked.sum()
    return frozen(given / np.append(rate, everyone)[classes.codes])


def check_drawn(drawn: FloatArray, answered: np.ndarray) -> None:
    """ValueError naming the classes whose numbers cannot be."""
    for wrong, said in (
        (answered > drawn, "more respondents than were drawn"),
        ((answered == 0) & (drawn > 0), "people drawn and no respondent; merge it with another"),
    ):
        named = ", ".join(
            f"class {place} ({answered[place]} of {drawn[place]:g})" for place in np.flatnonzero(wrong)[:20]
        )
        if named:
            raise ValueError(f"nonresponse: {named}: {said}")
