"""From how many on it is the definition that is wrong, not an answer: unknown, unread, shared keys."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from analysis.etl.clean.lost_questions import check_known
from analysis.etl.clean.respondent_keys import refuse_shared_keys
from analysis.questionnaire import Edition, Label
from analysis.questionnaire.kinds.answers import ANSWERED, INVALID, NO_ANSWER, Answers
from analysis.sources.received import DataError
from tests.defined_survey import survey_of

SURVEY = """
identifier = "id"
[themes.t]
[questions.q]
type = "single"
codes = { 1 = "Oui", 2 = { fr = "Non", en = "No" } }
[questions.n]
type = "numeric"
[questions.d]
type = "date"
[derived.g]
groups_of = "q"
codes.a = { fr = "A", of = ["1"] }
codes.b = { fr = "B", of = ["2"] }
[derived.half]
year_of = "d"
"""
COLUMNS = ["question", "problem", "value"]


def refused(question: str, answered: int, invalid: int, *problems: tuple[str, str, str]) -> str:
    """What is said of a question with so many answers and so many that were set aside; "" for nothing."""
    record = survey_of(SURVEY).questions[question]
    status = np.repeat([ANSWERED, INVALID, NO_ANSWER], [answered, invalid, 50]).astype(np.int8)
    given = Answers(record, np.zeros(len(status)), status)
    try:
        check_known({question: given}, pd.DataFrame(list(problems), columns=COLUMNS))
    except DataError as error:
        return str(error)
    return ""


UNKNOWN = [
    # answers known, and unknown; whether the run stops
    (0, 10, True),
    (0, 9, False),
    (10, 11, True),
    (11, 11, False),
]


@pytest.mark.parametrize(("answered", "invalid", "stops"), UNKNOWN)
def test_most_answers_and_ten_at_least_have_to_be_unknown(answered: int, invalid: int, stops: bool) -> None:
    said = refused("q", answered, invalid)
    assert bool(said) is stops
    assert not stops or f"q: {invalid} of {invalid + answered} answers; known 1, 2" in said
    assert refused("g", answered, invalid) == "" == refused("n", answered, invalid)


MET: dict[str, tuple[list[tuple[str, str, str]], str, bool]] = {
    # the problems of a question of ten unknown codes; what was received, whether these are labels
    "three alike are shown, two are not": (
        [("q", "unknown code", "7")] * 3 + [("q", "unknown code", "8")] * 2,
        "; received '7' (3)",
        False,
    ),
    "two alike": ([("q", "unknown code", "7")] * 2, "", False),
    "of a column of the question": ([("q.b", "unknown code", "7")] * 3, "; received '7' (3)", False),
    "of another question": ([("qb", "unknown code", "7")] * 3, "", False),
    "of another kind": ([("q", "out of range", "7")] * 3, "", False),
    "its own words": ([("q", "unknown code", "oui")] * 3, "; received 'oui' (3)", True),
    "its words in English": ([("q", "unknown code", "NO")] * 3, "; received 'NO' (3)", True),
    "words and others": (
        [("q", "unknown code", "oui")] * 4 + [("q", "unknown code", "si")] * 3,
        "; received 'oui' (4), 'si' (3)",
        False,
    ),
}


@pytest.mark.parametrize("case", MET)
def test_what_was_received_is_shown_where_three_gave_it(case: str) -> None:
    problems, received, are_labels = MET[case]
    line = refused("q", 0, 10, *problems).splitlines()[1].strip()
    words = "; these are the words of its answers" if are_labels else ""
    assert line == f"q: 10 of 10 answers; known 1, 2{received}{words}"


UNREAD = [(0, 10, True), (0, 9, False), (9, 10, True), (10, 10, False)]


@pytest.mark.parametrize(("answered", "unread", "stops"), UNREAD)
def test_most_numbers_and_ten_at_least_have_to_be_none(answered: int, unread: int, stops: bool) -> None:
    for kind in ("not a number", "not a date"):
        said = refused("n", answered, 0, *[("n", kind, "2 h")] * unread)
        assert bool(said) is stops
        assert not stops or f"n: {unread} of {unread + answered} answers are {kind}; received '2 h'" in said
        assert refused("half", answered, 0, *[("half", kind, "2 h")] * unread) == ""
        assert refused("n", answered, 0, *[("q", kind, "2 h")] * unread) == ""
    assert refused("n", answered, 0, *[("n", "out of range", "2 h")] * unread) == ""


SHARED = [
    # rows left out as met before, rows there; whether the identifier is refused
    (10, 19, True),
    (10, 20, False),
    (9, 10, False),
    (11, 21, True),
    (0, 0, False),
]


@pytest.mark.parametrize(("repeated", "kept", "refuses"), SHARED)
def test_an_identifier_that_most_share_is_none(repeated: int, kept: int, refuses: bool) -> None:
    given: Any = np.arange(max(kept, 1)) < repeated
    edition = Edition("2024", Label("e", "e"), ())
    if not refuses:
        refuse_shared_keys(given, kept, survey_of(SURVEY), edition)
        return
    with pytest.raises(DataError, match=f"identifier: {repeated} of {kept} rows have in column 'id'"):
        refuse_shared_keys(given, kept, survey_of(SURVEY), edition)
