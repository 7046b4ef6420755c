"""Classes of a number, made on the fly: between bounds that are given, or of equal shares of the weights."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from math import inf
from numbers import Real

import numpy as np

from analysis.interactive.asking.made_variables import derived_answers, made_of
from analysis.interactive.asking.near_names import AnalystError
from analysis.interactive.asking.variables import SurveyVariable, label_of
from analysis.questionnaire import Derivation, Edition, Label, Question
from analysis.questionnaire.kinds import kind_of
from analysis.reporting.language.typography import Typesetter
from analysis.statistics.arrays import FloatArray
from analysis.statistics.estimates.equal_classes import class_bounds

Bounds = float | Sequence[float] | None
Quantiles = int | Sequence[float] | None


def bounds_of(
    variable: SurveyVariable, bounds: Bounds, quantiles: Quantiles, weights: Callable[[], FloatArray]
) -> list[float]:
    """The bounds given, or those of classes of equal shares of the weights. Raises AnalystError for neither,
    for both, and for one number that may be a bound or how many classes."""
    if not kind_of(variable.question).is_quantity:
        raise AnalystError(
            f"{variable.name} ({variable.label}) has answers, not numbers; group them with survey.net"
        )
    if quantiles is not None and bounds is not None:
        raise AnalystError("cut: expected bounds or quantiles=, found both; leave one out")
    if quantiles is not None:
        return _found_bounds(variable, _orders(quantiles), weights())
    if bounds is None:
        raise AnalystError(
            "cut: expected bounds such as [5, 10, 20], or quantiles=5 for fifths; found neither"
        )
    if isinstance(bounds, int | float):
        raise AnalystError(_one_number(variable.name, bounds))
    edges = [float(bound) for bound in bounds if isinstance(bound, Real)]
    if not edges or len(edges) < len(bounds) or sorted(set(edges)) != edges:
        raise AnalystError(f"cut: expected rising bounds such as [5, 10, 20], found {bounds!r}")
    return edges


def _one_number(name: str, given: float) -> str:
    """That one number is a bound or how many classes, and how each is written."""
    said = plain_number(given)
    two = f"cut({name!r}, [{said}]) makes two classes, below it and from it on"
    equal = f"; cut({name!r}, quantiles={said}), {said} of equal shares" if given in range(2, 101) else ""
    return f"cut: {said} is one number: {two}{equal}"


def _orders(quantiles: int | Sequence[float]) -> list[float]:
    """The shares of the weights that classes end with: of 4 classes 0.25, 0.5 and 0.75."""
    if isinstance(quantiles, int) and not isinstance(quantiles, bool) and quantiles >= 2:
        return [place / quantiles for place in range(1, quantiles)]
    orders = list(quantiles) if isinstance(quantiles, Sequence) and not isinstance(quantiles, str) else []
    known = [float(each) for each in orders if isinstance(each, Real) and 0 < each < 1]
    if not known or len(known) < len(orders) or sorted(set(known)) != known:
        raise AnalystError(
            "cut: quantiles= takes how many classes, such as 5, or rising shares such as [0.1, 0.9]; "
            f"found {quantiles!r}"
        )
    return known


def _found_bounds(variable: SurveyVariable, orders: Sequence[float], weights: FloatArray) -> list[float]:
    """The bounds of classes of the shares that are asked for. Raises AnalystError where values that many gave
    leave fewer classes, and where a class has so few respondents that its bound tells of them."""
    answers = variable.answers_of()
    numbers = np.asarray(kind_of(answers.question).numbers(answers), dtype=float)
    found = class_bounds(numbers, weights, orders)
    if len(found) < len(orders):
        way = f"cut({variable.name!r}, {listed(found)})" if found else "one value is all of them"
        raise AnalystError(
            f"cut: {variable.name} ({variable.label}): many gave the same value, so that {len(found) + 1} "
            f"classes can be made, not {len(orders) + 1}: {way}"
        )
    counted = numbers[(weights > 0) & ~np.isnan(numbers)]
    fewest = np.bincount(np.searchsorted(found, counted, side="right"), minlength=len(found) + 1).min()
    if fewest < variable.confidential_below:
        raise AnalystError(
            f"cut: {len(orders) + 1} classes of {variable.name} ({variable.label}) would have one of fewer "
            f"than {variable.confidential_below} respondents; ask for fewer"
        )
    return found


def listed(bounds: Sequence[float]) -> str:
    """Bounds as they are typed."""
    return f"[{', '.join(map(plain_number, bounds))}]"


def cut(
    variable: SurveyVariable, edges: Sequence[float], label: str | None, edition: Edition
) -> SurveyVariable:
    """The classes of a number: below the first bound, from each bound to below the next, from the last on."""
    classes = list(pairwise([-inf, *edges, inf]))
    codes = {_class_code(low, high): Label(*_class_labels(variable, low, high)) for low, high in classes}
    derivation = Derivation("classes_of", (variable.name,), bounds=dict(zip(codes, classes, strict=True)))
    question = Question(
        f"{variable.name}_{'_'.join(plain_number(edge) for edge in edges)}".replace("-", "m").replace(
            ".", "p"
        ),
        "single",
        label=label_of(label) if label else variable.question.label,
        codes=codes,
        ordered=True,
        derivation=derivation,
    )
    return made_of((variable,), question, lambda: derived_answers(question, (variable,), edition))


def _class_code(low: float, high: float) -> str:
    return (
        f"moins_{plain_number(high)}"
        if low == -inf
        else f"{plain_number(low)}_plus"
        if high == inf
        else f"{plain_number(low)}_{plain_number(high)}"
    )


def plain_number(number: float) -> str:
    """A number as a part of a name: as it is typed, without an exponent."""
    return np.format_float_positional(number, trim="-")


def _in_words(number: float, language: str) -> str:
    """A number as a label has it, with the decimals that it was given."""
    if np.isinf(number):
        return ""
    decimals = len(plain_number(number).partition(".")[2])
    return Typesetter(language).number(number, decimals).replace("\u202f", " ")


def _class_labels(variable: SurveyVariable, low: float, high: float) -> tuple[str, str]:
    """Less than 35, 35 to 64, 65 or more, with the unit; whole numbers end one below the next class."""
    unit = variable.question.unit
    whole = all(float(edge).is_integer() for edge in (low, high) if np.isfinite(edge))
    units = (unit.fr, unit.en) if unit else ("", "")
    last = high - 1 if whole else high
    french, english = ([_in_words(each, language) for each in (low, high, last)] for language in ("fr", "en"))
    if low == -inf:
        said = f"Moins de {french[1]}", f"Under {english[1]}"
    elif high == inf:
        said = f"{french[0]}{{}} ou plus", f"{english[0]}{{}} or more"
    elif whole and last == low:
        said = french[0], english[0]
    elif whole:
        said = f"{french[0]} à {french[2]}", f"{english[0]} to {english[2]}"
    else:
        said = f"{french[0]} à moins de {french[1]}", f"{english[0]} to under {english[1]}"
    fr, en = (
        text.format(f" {name}" if name else "") if "{}" in text else f"{text} {name}".strip()
        for text, name in zip(said, units, strict=True)
    )
    return fr, en
