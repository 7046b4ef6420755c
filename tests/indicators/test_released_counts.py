"""Counts and rates beside the figures as they are released: what tells of few respondents is blank.

Fewer than 11 are few; a rate is blank with the count that it tells, and in steps of ten respondents at least.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
import pytest

from analysis.indicators.release.released_counts import (
    is_few,
    released_audit,
    released_quality,
    released_weighting,
)

Key = tuple[str, str, str, str]
LIMIT = 11


def of(section: str, measure: str, question: str = "", item: str = "") -> Key:
    return section, question, item, measure


def response(measure: str) -> Key:
    return of("response", measure)


FEW = [(None, False), (0, False), (1, True), (10, True), (11, False), (float("nan"), False)]


@pytest.mark.parametrize(("count", "few"), FEW)
def test_1_to_10_are_few(count: float | None, few: bool) -> None:
    assert is_few(count, LIMIT) is few


RATES: dict[str, tuple[Mapping[Key, float], Key, float | None]] = {
    "of no answer, where few gave none": (
        {of("nonresponse", "asked", "q"): 1000, of("nonresponse", "answered", "q"): 990},
        of("nonresponse", "rate", "q"),
        None,
    ),
    "of no answer": (
        {of("nonresponse", "asked", "q"): 1000, of("nonresponse", "answered", "q"): 989},
        of("nonresponse", "rate", "q"),
        13,
    ),
    "flagged, where few are": (
        {of("speed", "examined"): 1000, of("speed", "flagged"): 10},
        of("speed", "share"),
        None,
    ),
    "flagged, of 1,000": (
        {of("speed", "examined"): 1000, of("speed", "flagged"): 124},
        of("speed", "share"),
        13,
    ),
    "flagged, of 200, where ten are 5 %": (
        {of("speed", "examined"): 200, of("speed", "flagged"): 25},
        of("speed", "share"),
        15,
    ),
    "flagged, of all in scope where none were looked at apart": (
        {response("in_scope"): 200, of("contradictions", "flagged", "", "x"): 25},
        of("contradictions", "share", "", "x"),
        15,
    ),
    "flagged by one rule, not by another": (
        {
            response("in_scope"): 1000,
            of("contradictions", "flagged", "", "x"): 4,
            of("contradictions", "flagged", "", "y"): 124,
        },
        of("contradictions", "share", "", "x"),
        None,
    ),
    "blank, where few are": (
        {of("nonresponse", "asked", "q"): 1000, of("open_answers", "n", "q"): 990},
        of("open_answers", "share_blank", "q"),
        None,
    ),
    "blank, where few wrote something": (
        {of("nonresponse", "asked", "q"): 1000, of("open_answers", "n", "q"): 20},
        of("open_answers", "share_blank", "q"),
        13,
    ),
    "still there, where few left": (
        {response("in_scope"): 1000, of("break_off", "left", "q"): 10},
        of("break_off", "still_there", "q"),
        None,
    ),
    "still there": (
        {response("in_scope"): 1000, of("break_off", "left", "q"): 11},
        of("break_off", "still_there", "q"),
        13,
    ),
    "that came to the end, where few did not": (
        {response("started"): 1000, response("partial"): 10, response("completed"): 990},
        response("completion_rate"),
        None,
    ),
    "that came to the end": (
        {response("started"): 1000, response("partial"): 11, response("completed"): 989},
        response("completion_rate"),
        13,
    ),
    "that started, where few did": (
        {response("invited"): 1000, response("started"): 10},
        response("start_rate"),
        None,
    ),
    "that started": (
        {response("invited"): 1000, response("started"): 11},
        response("start_rate"),
        13,
    ),
    "that answered to the end, where few did": (
        {response("invited"): 1000, response("completed"): 10},
        response("response_rate"),
        None,
    ),
    "of a sample, where few answered": (
        {response("completed"): 10, response("eligible"): 1000},
        response("RR1"),
        None,
    ),
    "of a sample": (
        {response("completed"): 125, response("eligible"): 1000},
        response("RR6"),
        13,
    ),
    "of a sample of 250, where ten are 4 %": (
        {response("completed"): 125, response("eligible"): 250},
        response("RR2"),
        15,
    ),
}
"""Counts beside a rate of 13.4 %; what is told of it."""


@pytest.mark.parametrize("case", RATES)
def test_a_rate_is_blank_with_the_count_that_it_tells(case: str) -> None:
    counts, rate, told = RATES[case]
    assert released({**counts, rate: 13.4}, rate) == told


def released(numbers: Mapping[Key, float], key: Key) -> float | None:
    """What is released of one number beside the others."""
    rows = [(*each, value) for each, value in numbers.items()]
    frame = pd.DataFrame(rows, columns=["section", "question", "item", "measure", "value"])
    value = released_quality(frame, LIMIT)["value"].iloc[list(numbers).index(key)]
    return None if np.isnan(value) else float(value)


NUMBERS: dict[str, tuple[Mapping[Key, float], Key, float | None]] = {
    "few": ({response("kept"): 10}, response("kept"), None),
    "none": ({response("partial"): 0}, response("partial"), 0),
    "as many as may be told": ({response("kept"): 11}, response("kept"), 11),
    "all that were received, of whom few were removed": (
        {response("received"): 1010, response("removed"): 10},
        response("received"),
        None,
    ),
    "all that were received, of whom 11 were removed": (
        {response("received"): 1011, response("removed"): 11, response("kept"): 1000},
        response("received"),
        1011,
    ),
    "all that came to the end, where few did not": (
        {response("completed"): 990, response("partial"): 10},
        response("completed"),
        None,
    ),
    "those in scope, of whom few were left out": (
        {response("in_scope"): 1010, response("kept"): 1000},
        response("in_scope"),
        None,
    ),
    "those who started, few more than were kept": (
        {response("started"): 1001, response("kept"): 1000},
        response("started"),
        None,
    ),
    "those who started, all of whom were kept": (
        {response("started"): 1000, response("kept"): 1000},
        response("started"),
        1000,
    ),
    "those invited, few more than were kept": (
        {response("invited"): 1010, response("kept"): 1000},
        response("invited"),
        1010,
    ),
    "all that were received, of whom few were kept": (
        {response("received"): 50, response("removed"): 45, response("kept"): 5},
        response("received"),
        None,
    ),
    "those removed, where few were kept": (
        {response("received"): 50, response("removed"): 45, response("kept"): 5},
        response("removed"),
        None,
    ),
    "those looked at, where few were kept": (
        {response("kept"): 5, of("speed", "examined", "d"): 50},
        of("speed", "examined", "d"),
        None,
    ),
    "items of a grid, where few were kept": (
        {response("kept"): 5, of("straight_lining", "items", "", "g"): 7},
        of("straight_lining", "items", "", "g"),
        7,
    ),
    "those who answered a question": (
        {of("nonresponse", "answered", "q"): 984},
        of("nonresponse", "answered", "q"),
        980,
    ),
    "those who left at a question": ({of("break_off", "left", "q"): 17}, of("break_off", "left", "q"), 17),
    "items of a grid": (
        {of("straight_lining", "items", "", "g"): 7},
        of("straight_lining", "items", "", "g"),
        7,
    ),
    "a duration": ({of("speed", "median_duration", "d"): 547.3}, of("speed", "median_duration", "d"), 550),
    "an alpha": ({of("scores", "alpha", "s"): 0.8349}, of("scores", "alpha", "s"), 0.83),
    "the smallest group": (
        {of("privacy", "smallest_group", "", "a, b"): 3},
        of("privacy", "smallest_group", "", "a, b"),
        None,
    ),
}


@pytest.mark.parametrize("case", NUMBERS)
def test_a_number_is_told_as_far_as_it_tells_of_enough_respondents(case: str) -> None:
    numbers, key, told = NUMBERS[case]
    assert released(numbers, key) == pytest.approx(told)


COLUMNS = ["step", "rule", "question", "respondents_in", "looked_at", "changed", "removed", "respondents_out"]
RULES = [
    # question, in, looked at, changed, removed, out; what is told of the last five
    (("", 1014, 1014, 0, 11, 1003), (1014, 1014, 0, 11, 1003)),
    (("", 1014, 1014, 0, 0, 1014), (1014, 1014, 0, 0, 1014)),
    (("q", 1014, 1014, 10, 0, 1014), (1014, 1010, None, 0, 1014)),
    (("q", 1014, 1014, 16, 0, 1014), (1014, 1010, 20, 0, 1014)),
    (("", 1014, 1014, 16, 0, 1014), (1014, 1014, 16, 0, 1014)),
    (("", 1014, 1014, 0, 10, 1004), (1010, 1010, 0, None, 1000)),
    (("", 10, 10, 0, 0, 10), (None,) * 5),
    (("", 50, 50, 0, 45, 5), (None,) * 5),
    (("", 56, 56, 0, 45, 11), (56, 56, 0, 45, 11)),
]


@pytest.mark.parametrize(("given", "told"), RULES)
def test_the_cells_of_a_question_are_to_the_nearest_ten_and_respondents_where_few_were_removed(
    given: tuple[str | int, ...], told: tuple[int | None, ...]
) -> None:
    frame = pd.DataFrame([("coding", "x", *given)], columns=COLUMNS)
    found = released_audit(frame, LIMIT)[COLUMNS[3:]].iloc[0]
    assert [None if pd.isna(value) else int(value) for value in found] == list(told)


WEIGHTS = [
    ("", "respondents", 1003.0, 1003.0),
    ("", "iterations", 12.0, 12.0),
    ("", "zero_weights", 10.0, None),
    ("", "zero_weights", 0.0, 0.0),
    ("", "trimmed", 11.0, 11.0),
    ("", "trimmed", 1.0, None),
    ("", "kish_deff", 1.2345, 1.2),
    ("", "weight_max", 0.0123, 0.012),
    ("s", "target", 52.31, 52.31),
    ("s", "total_target", 123456.0, 123456.0),
    ("s", "after", 52.31, 52.0),
    ("s", "gap", 1.234e-9, 1.2e-9),
    ("s", "total_after", 123456.0, 120000.0),
]
KEPT_BACK = [("s", "n"), ("s", "before"), ("", "target"), ("s", "weight_max"), ("s", "trimmed"), ("", "sum")]


@pytest.mark.parametrize(("variable", "measure", "value", "told"), WEIGHTS)
def test_what_is_told_of_the_weighting(variable: str, measure: str, value: float, told: float | None) -> None:
    [found] = weighting(variable, measure, value)
    assert (None if np.isnan(found) else found) == pytest.approx(told)


@pytest.mark.parametrize(("variable", "measure"), KEPT_BACK)
def test_what_stays_with_the_analyst_of_the_weighting(variable: str, measure: str) -> None:
    assert weighting(variable, measure, 100.0) == []


def weighting(variable: str, measure: str, value: float) -> list[float]:
    frame = pd.DataFrame([(variable, "1", measure, value)], columns=["variable", "code", "measure", "value"])
    return list(
        released_weighting(frame.assign(survey="s", edition="e", design="", source=""), LIMIT)["value"]
    )
