"""What every type of question keeps to, those in the registry one by one."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from analysis.etl.clean.problems import ProblemLog
from analysis.questionnaire import Label, Question
from analysis.questionnaire.contradictions.meaningless_keys import KEYS
from analysis.questionnaire.kinds import KINDS, kind_named, kind_of, types_that
from analysis.questionnaire.kinds.answers import ANSWERED, LEFT, NOT_ASKED, Answers
from analysis.questionnaire.kinds.cells import Column

NAME = Label("q", "q")
CODES = {code: Label(code, code) for code in ("1", "2", "3")}
RECEIVED = {
    "single": ["1", "3", ""],
    "scale": ["1", "3", ""],
    "multiple": ["1;2", "3", ""],
    "numeric": ["12", "0.5", ""],
    "text": ["bonjour", "1", ""],
    "date": ["2009-03-10", "2010-01-01", ""],
}
COUNTED = [name for name in KINDS if kind_named(name).is_counted]


def answers_of(kind: str) -> Answers:
    """The answers that the received cells of a type are coded to."""
    codes = CODES if kind_named(kind).has_codes else {}
    delimiter = ";" if kind_named(kind).takes_several else None
    question = Question("q", kind, NAME, NAME, codes=codes, delimiter=delimiter)
    received = pd.Series(RECEIVED[kind])
    problems = ProblemLog(pd.array(["a", "b", "c"]))
    answers = kind_of(question).coded(question, {"": Column(received, {})}, problems)
    assert problems.frame.empty
    return answers


def test_every_type_is_tried() -> None:
    assert RECEIVED.keys() == KINDS.keys()


@pytest.mark.parametrize("kind", KINDS)
def test_a_cell_is_an_answer_and_a_blank_is_none(kind: str) -> None:
    answers = answers_of(kind)
    assert answers.was_answered.tolist() == [True, True, False]
    assert np.array_equal(kind_named(kind).was_given(answers), answers.was_answered)


@pytest.mark.parametrize("kind", KINDS)
def test_an_answer_taken_back_is_nothing(kind: str) -> None:
    answers = answers_of(kind)
    gone = answers.withdrawn(np.ones(3, dtype=bool), LEFT)
    nothing = kind_named(kind).nothing(answers.question, 3)
    assert gone.values.dtype == nothing.dtype
    assert pd.DataFrame(gone.values).equals(pd.DataFrame(nothing))
    assert (gone.status == LEFT).all()


@pytest.mark.parametrize("kind", KINDS)
def test_the_columns_that_keep_answers_have_the_names_that_are_told(kind: str) -> None:
    answers = answers_of(kind)
    assert list(kind_named(kind).columns(answers)) == kind_named(kind).kept_columns(answers.question)


@pytest.mark.parametrize("kind", COUNTED)
def test_answers_are_read_back_as_they_were_kept(kind: str) -> None:
    answers, record = answers_of(kind), kind_named(kind)
    table = pa.Table.from_pandas(pd.DataFrame(record.columns(answers)))
    cells = [column.combine_chunks() for column in table.columns]
    values, status = record.kept(answers.question, cells)
    assert np.array_equal(values, answers.values, equal_nan=values.dtype.kind == "f")
    assert np.array_equal(status, answers.status)
    assert not record.disagrees(Answers(answers.question, values, status), answers.status).any()


@pytest.mark.parametrize("kind", COUNTED)
def test_a_value_of_who_was_not_asked_disagrees(kind: str) -> None:
    answers = answers_of(kind)
    stated = np.where(answers.status == ANSWERED, NOT_ASKED, answers.status).astype(np.int8)
    assert kind_named(kind).disagrees(answers, stated).tolist() == [True, True, False]


@pytest.mark.parametrize("kind", [name for name in KINDS if kind_named(name).has_codes])
def test_codes_are_met_ticked_grouped_and_worth_points_alike(kind: str) -> None:
    answers, record = answers_of(kind), kind_named(kind)
    assert np.array_equal(record.among(answers, ["1", "2"]), record.ticks(answers)[:, :2].any(axis=1))
    assert not record.among(answers, []).any()
    groups = record.grouped(answers, [["1", "2"], ["3"]])
    assert len(groups) == 3
    assert np.array_equal(record.points(answers, np.array([0.0, 0.0, 2.0]))[:2], [0.0, 2.0])


def test_numbers_are_among_those_that_ranges_name() -> None:
    answers = answers_of("numeric")
    for codes, expected in (
        (["12"], [True, False]),
        (["..5"], [False, True]),
        (["0..1", "12.."], [True, True]),
    ):
        assert kind_named("numeric").among(answers, codes).tolist() == [*expected, False]


WITHOUT = [name for name in KINDS if not (kind_named(name).has_codes or kind_named(name).is_quantity)]


@pytest.mark.parametrize("kind", WITHOUT)
def test_a_type_without_codes_says_so_where_it_is_asked_for_one(kind: str) -> None:
    with pytest.raises(TypeError, match=f"q is {kind}: it has no codes"):
        kind_named(kind).among(answers_of(kind), ["1"])


@pytest.mark.parametrize("kind", KINDS)
def test_a_type_knows_keys_that_questions_have(kind: str) -> None:
    assert set(kind_named(kind).keys) <= set(KEYS.values())


@pytest.mark.parametrize("key", KEYS.values())
def test_a_key_is_known_by_a_type(key: str) -> None:
    assert types_that(lambda kind: key in kind.keys)


TYPED = [
    (99_999_999.0, "99999999"),
    (100_000_000.0, "0100000000"),
    (999_999_999.0, "0999999999"),
    (1_000_000_000.0, "1000000000"),
    (33_599_999_999.0, "33599999999"),
    (33_600_000_000.0, "+33600000000"),
    (33_799_999_999.0, "+33799999999"),
    (33_800_000_000.0, "33800000000"),
    (1.5, "1.5"),
]


@pytest.mark.parametrize(("number", "typed"), TYPED)
def test_a_french_telephone_number_that_was_read_as_a_number_has_its_beginning_again(
    number: float, typed: str
) -> None:
    assert kind_named("numeric").as_typed(np.array([number])) == [typed]
