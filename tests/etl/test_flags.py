"""Speeders, straight-liners, same answers, contradictions: who is flagged, who removed."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis.steps.results_files import Built
from tests.etl.quality_survey import DURATIONS, FIVE, TIMED, flagged, questions, value

Process = Callable[..., Built]


def test_a_speeder_took_under_a_third_of_the_median_time_per_question(processed: Process) -> None:
    built = processed(TIMED, DURATIONS)
    # Median pace 60 s, limit 20 s: 99 s for 5 questions is under it, 100 s is not; 30 s for 2 questions is.
    assert flagged(built, "speeder") == [6, 9]
    assert value(built, "speed", "median_duration", "seconds") == 300
    assert value(built, "speed", "threshold_per_question", "seconds") == pytest.approx(20)
    assert value(built, "speed", "flagged", "seconds") == 2


def test_removed_speeders_are_told_with_their_time(processed: Process) -> None:
    built = processed(TIMED + "speeders = 'remove'\n", DURATIONS)
    removed = built.weighted.cleaned.removed
    assert removed["row"].tolist() == [6, 9]
    assert removed["reason"].tolist() == [
        "speeder: 99 s for 5 questions, under a third of the median time per question",
        "speeder: 30 s for 2 questions, under a third of the median time per question",
    ]
    assert not built.weighted.cleaned.flags["speeder"].any()
    assert len(built.weighted.cleaned.keys) == 7


def test_a_policy_of_keep_counts_and_flags_nobody(processed: Process) -> None:
    built = processed(TIMED + "speeders = 'keep'\n", DURATIONS)
    assert value(built, "speed", "flagged", "seconds") == 2
    assert flagged(built, "speeder") == []


def test_who_came_to_no_question_has_no_pace(processed: Process) -> None:
    built = processed(TIMED, "q1,q2,q3,q4,q5,seconds\n,,,,,1\n1,1,1,1,1,300\n1,1,1,1,1,300\n")
    assert flagged(built, "speeder") == []


GRIDS = (
    "[themes.t]\n"
    + questions("a1 a2 a3 a4 a5 b1 b2 b3 b4 b5 c1 c2 c3 c4")
    + "".join(
        f"[grids.{g}]\nlabel = '{g}'\nitems = [{', '.join(repr(f'{g}{i}') for i in range(1, n + 1))}]\n"
        for g, n in (("a", 5), ("b", 5), ("c", 4))
    )
)
GRID_ROWS = [
    ("1,1,1,1,1,2,2,2,2,2,1,2,1,2", True),
    ("1,1,1,1,1,2,2,2,2,1,1,1,1,1", False),
    ("1,1,1,1,1,,2,2,2,2,1,1,1,1", True),
    ("1,1,1,1,,2,2,2,2,,1,1,1,1", False),
    ("1,2,1,2,1,2,1,2,1,2,1,1,1,1", False),
]


def test_a_straight_liner_is_straight_in_every_grid_of_five_that_he_answered(processed: Process) -> None:
    header = ",".join(GRIDS.split("[questions.")[i].split("]")[0] for i in range(1, 15))
    built = processed(GRIDS, header + "\n" + "\n".join(row for row, _ in GRID_ROWS) + "\n")
    assert built.weighted.cleaned.flags["straight_liner"].tolist() == [straight for _, straight in GRID_ROWS]
    assert value(built, "straight_lining", "examined", item="a") == 4
    assert value(built, "straight_lining", "flagged", item="a") == 3
    assert value(built, "straight_lining", "longest", item="b") == 5
    assert set(built.weighted.cleaned.quality.query("section == 'straight_lining'")["item"]) == {
        "a",
        "b",
        "every grid",
    }


def test_a_skipped_item_breaks_no_run(processed: Process) -> None:
    survey = "[themes.t]\n" + questions("q1 q2 q3 q4 q5 q6")
    survey += "[grids.g]\nitems = ['q1', 'q2', 'q3', 'q4', 'q5', 'q6']\n"
    built = processed(survey, "q1,q2,q3,q4,q5,q6\n1,1,,1,1,1\n1,1,,2,2,2\n1,,,1,1,1\n")
    assert flagged(built, "straight_liner") == [1]
    assert value(built, "straight_lining", "longest", item="g") == 5
    assert value(built, "straight_lining", "examined", item="g") == 2


TEN = "identifier = 'id'\n[themes.t]\n" + questions(" ".join(f"q{i}" for i in range(9)))
TICKS = "[questions.m]\ntype = 'multiple'\ncodes = { a = 'A', b = 'B' }\n[questions.text]\ntype = 'text'\n"
HEADER = "id," + ",".join(f"q{i}" for i in range(9)) + ",m_a,m_b,text\n"


def test_same_answers_need_ten_of_them_and_the_first_is_not_flagged(processed: Process) -> None:
    same = "1,2,1,2,1,2,1,2,1,1,0"
    rows = [
        f"a,{same},x",
        f"b,{same},y",
        "c,1,2,1,2,1,2,1,2,1,1,1,x",
        f"d,{same[:-8]},,,,,",
        f"e,{same[:-8]},,,,,",
    ]
    built = processed(TEN + TICKS, HEADER + "\n".join(rows) + "\n")
    assert flagged(built, "same_answers") == [2]
    assert value(built, "duplicates", "flagged", item="same answers") == 1
    assert value(built, "duplicates", "examined", item="same answers") == 3


def test_nine_answers_are_too_few_and_dates_are_not_compared(processed: Process) -> None:
    nine, ten = "1,2,1,2,1,2,1,2,,1,0", "1,2,1,2,1,2,1,2,1,1,0"
    days = [
        f"{who},{same},x,2020-01-0{day}"
        for day, (who, same) in enumerate(zip("abcd", (nine, nine, ten, ten), strict=True), 1)
    ]
    survey = TEN + TICKS + "[questions.day]\ntype = 'date'\n"
    built = processed(survey, HEADER.replace("\n", ",day\n") + "\n".join(days) + "\n")
    assert flagged(built, "same_answers") == [4]
    assert value(built, "duplicates", "examined", item="same answers") == 2


def test_a_duplicate_of_the_identifier_is_not_one_of_answers_too(processed: Process) -> None:
    same = "1,2,1,2,1,2,1,2,1,1,0,"
    survey = TEN + TICKS + "[quality]\nsame_answers = 'remove'\n"
    built = processed(survey, HEADER + f"a,{same}\na,{same}\nb,{same}\nc,2{same[1:]}\n")
    assert built.weighted.cleaned.removed["reason"].tolist() == [
        "duplicate of the identifier",
        "same_answers: all 10 answers are those of an earlier row",
    ]
    assert value(built, "duplicates", "flagged", item="identifier") == 1


def test_contradictions_are_counted_by_rule_and_named(processed: Process) -> None:
    survey = (
        FIVE
        + "[contradictions.first]\nlabel = 'Un'\nwhen = { q1 = ['1'], q2 = ['2'] }\n"
        + "[contradictions.second]\nlabel = 'Deux'\nwhen = { q3 = ['2'] }\n"
        + "[quality]\ncontradictions = 'remove'\n"
    )
    built = processed(survey, "q1,q2,q3,q4,q5\n1,2,2,1,1\n1,2,1,1,1\n1,1,1,1,1\n2,2,1,1,1\n")
    assert built.weighted.cleaned.removed["reason"].tolist() == [
        "contradiction: first, second",
        "contradiction: first",
    ]
    assert value(built, "contradictions", "flagged", item="first") == 2
    assert value(built, "contradictions", "share", item="second") == 25


def test_who_is_out_of_scope_is_looked_at_for_nothing(processed: Process) -> None:
    """The second and third rows are a duplicate of the identifier and an exclusion; both would be flagged."""
    survey = "identifier = 'id'\n" + FIVE + questions("q6 q7 q8") + "[questions.time]\ntype = 'numeric'\n"
    survey += "[grids.g]\nitems = ['q1', 'q2', 'q3', 'q4', 'q5']\n[quality]\nduration = 'time'\n"
    survey += "[contradictions.c]\nwhen = { q1 = ['2'], q2 = ['2'] }\n"
    rows = ["a,1,2,1,2,1,1,1,1,80", "a,2,2,2,2,2,,,,1", "b,2,2,2,2,2,,,,1", "c,1,2,1,2,1,2,1,2,80"]
    edition = "[file]\nname = 'answers.csv'\n[exclude]\nb = 'test'\n"
    header = "id,q1,q2,q3,q4,q5,q6,q7,q8,time\n"
    built = processed(survey, header + "\n".join(rows) + "\n", edition)
    rows_of = built.weighted.cleaned.quality
    assert not rows_of.query("measure == 'flagged' and item != 'identifier'")["value"].any()
    assert value(built, "break_off", "left", "q6") == 0
    assert value(built, "speed", "examined", "time") == value(built, "break_off", "examined") == 2
