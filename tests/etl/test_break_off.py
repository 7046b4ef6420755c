"""Who left before the end, and what of the blanks after it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis.steps.results_files import Built
from tests.etl.quality_survey import FIVE, flagged, questions, statuses, value

Process = Callable[..., Built]

BLANKS_AT_THE_END = [
    ("1,1,,,", ["answered", "answered", "left", "left", "left"]),
    ("1,1,1,,", ["answered", "answered", "answered", "no_answer", "no_answer"]),
    ("1,,,,1", ["answered", "no_answer", "no_answer", "no_answer", "answered"]),
    ("1,,1,,", ["answered", "no_answer", "answered", "no_answer", "no_answer"]),
    ("1,9,,,", ["answered", "invalid", "left", "left", "left"]),
    ("1,98,,,", ["answered", "refused", "left", "left", "left"]),
]


@pytest.mark.parametrize(("row", "expected"), BLANKS_AT_THE_END)
def test_three_blanks_to_the_end_are_left_and_nothing_else_is(
    row: str, expected: list[str], processed: Process
) -> None:
    survey = "[missing]\nrefused = ['98']\n" + FIVE
    built = processed(survey, f"q1,q2,q3,q4,q5\n{row}\n1,1,1,1,1\n")
    assert [statuses(built, f"q{i}")[0] for i in range(1, 6)] == expected


def test_places_that_are_not_ranked_are_no_sign_of_leaving(processed: Process) -> None:
    codes = "{ 1 = 'un', 2 = 'deux', 3 = 'trois', 4 = 'quatre' }"
    ranks = "".join(questions(f"r{k}", codes) + f"rank = {k}\n" for k in range(1, 5))
    built = processed(
        "[themes.t]\n" + questions("q1 q2 q3") + ranks,
        "q1,q2,q3,r1,r2,r3,r4\n1,1,1,2,,,\n1,1,,,,,\n1,,,,,,\n",
    )
    assert [statuses(built, "r4")[row] for row in range(3)] == ["no_answer", "no_answer", "left"]


def test_who_completed_never_left(processed: Process) -> None:
    survey = FIVE + questions("end") + "[quality]\ncompleted = { end = ['1'] }\n"
    built = processed(survey, "q1,q2,q3,q4,q5,end\n1,1,,,,1\n1,1,,,,\n1,1,1,1,1,1\n")
    assert statuses(built, "q3") == ["no_answer", "left", "answered"]
    assert (value(built, "response", "completed"), value(built, "response", "partial")) == (2, 1)


def test_what_the_server_records_ends_no_run_of_blanks(processed: Process) -> None:
    survey = FIVE + questions("end") + "[questions.time]\ntype = 'numeric'\n"
    survey += "[quality]\ncompleted = { end = ['1'] }\nduration = 'time'\n"
    built = processed(survey, "q1,q2,q3,q4,q5,end,time\n1,1,,,,2,30\n1,1,1,1,1,1,60\n")
    assert statuses(built, "q3") == ["left", "answered"]
    assert "end" not in set(built.weighted.cleaned.quality.query("section == 'break_off'")["question"])


def test_a_question_skipped_before_leaving_stays_without_an_answer(processed: Process) -> None:
    built = processed(FIVE + questions("q6"), "q1,q2,q3,q4,q5,q6\n1,,1,,,\n1,1,1,1,1,1\n")
    assert statuses(built, "q2") == ["no_answer", "answered"]
    assert statuses(built, "q4") == ["left", "answered"]


def test_questions_not_put_and_open_questions_do_not_count(processed: Process) -> None:
    survey = (
        FIVE
        + "[questions.why]\ntype = 'text'\n"
        + questions("q6").replace("type", "asked_if = { q1 = ['2'] }\ntype")
    )
    built = processed(survey, "q1,q2,q3,q4,q5,why,q6\n1,1,1,,,,\n1,1,,,,bye,\n1,1,1,1,1,,\n")
    assert statuses(built, "q4") == ["no_answer", "left", "answered"]
    assert statuses(built, "why")[0] == "no_answer"
    assert statuses(built, "q6") == ["not_asked"] * 3


def test_blank_ticks_that_mean_none_are_left_after_leaving_only(processed: Process) -> None:
    ticks = "[questions.m{0}]\ntype = 'multiple'\nempty = 'not_ticked'\ncodes = {{ a = 'A', b = 'B' }}\n"
    survey = "[themes.t]\n" + ticks.format(1) + questions("q1 q2 q3") + ticks.format(2)
    header = "m1_a,m1_b,q1,q2,q3,m2_a,m2_b\n"
    built = processed(survey, header + ",,1,1,1,,\n1,,,,,,\n,,,,,1,\n")
    assert statuses(built, "m2") == ["answered", "left", "answered"]
    assert statuses(built, "m1") == ["answered", "answered", "answered"]
    assert statuses(built, "q1") == ["answered", "left", "no_answer"]


def test_what_derives_from_a_question_left_is_left(processed: Process) -> None:
    survey = (
        FIVE
        + "[derived.group]\ngroups_of = 'q4'\n[derived.group.codes]\nany = { of = ['1', '2'] }\n"
        + "[questions.m]\ntype = 'multiple'\nempty = 'not_ticked'\ncodes = { a = 'A' }\n"
        + "[derived.number]\ncount_of = 'm'\n"
    )
    built = processed(survey, "q1,q2,q3,q4,q5,m_a\n1,1,,,,\n1,1,1,1,1,\n")
    assert statuses(built, "group") == ["left", "answered"]
    assert statuses(built, "number") == ["left", "answered"]
    assert built.weighted.cleaned.answers["number"].values[1] == 0


def test_a_score_with_items_enough_before_leaving_is_kept(processed: Process) -> None:
    scales = questions("q1 q2 q3 q4 q5").replace("'single'", "'scale'")
    score = "[derived.{0}]\nmean_of = ['q1', 'q2', 'q5']\nat_least = {1}\n"
    survey = f"[themes.t]\n{scales}{score.format('some', 2)}{score.format('every', 3)}"
    built = processed(survey, "q1,q2,q3,q4,q5\n1,2,,,\n1,1,1,1,1\n")
    assert statuses(built, "some") == ["answered", "answered"]
    assert built.weighted.cleaned.answers["some"].values[0] == 1.5
    assert statuses(built, "every") == ["left", "answered"]


def test_the_break_off_curve_falls_where_respondents_left(processed: Process) -> None:
    built = processed(FIVE, "q1,q2,q3,q4,q5\n1,1,,,\n1,,,,\n1,1,1,1,1\n1,1,1,1,1\n")
    assert [value(built, "break_off", "left", f"q{i}") for i in range(1, 6)] == [0, 1, 1, 0, 0]
    assert [value(built, "break_off", "still_there", f"q{i}") for i in range(1, 6)] == [100, 75, 50, 50, 50]
    assert flagged(built, "left") == [1, 2]
