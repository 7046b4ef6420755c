"""Break-off, speeders, straight-lining, same answers, contradictions: who is flagged, and quality.csv."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

from analysis.etl import respondents_frame
from analysis.pipeline import Built

Process = Callable[..., Built]


def questions(names: str, codes: str = "{ 1 = 'un', 2 = 'deux' }") -> str:
    return "".join(f"[questions.{name}]\ntype = 'single'\ncodes = {codes}\n" for name in names.split())


FIVE = "[themes.t]\n" + questions("q1 q2 q3 q4 q5")


def value(built: Built, section: str, measure: str, question: str = "", item: str = "") -> float:
    rows = built.weighted.cleaned.quality
    where = (rows["section"] == section) & (rows["measure"] == measure) & (rows["question"] == question)
    found = rows.loc[where & (rows["item"] == item), "value"]
    assert len(found) == 1, found
    return float(found.iloc[0])


def flagged(built: Built, flag: str) -> list[int]:
    """Rows, 1 first, of the respondents flagged, where nobody is removed."""
    return [int(row) + 1 for row in np.flatnonzero(built.weighted.cleaned.flags[flag])]


def statuses(built: Built, question: str) -> list[str]:
    return list(built.weighted.cleaned.answers[question].columns()[f"{question}.status"])


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
    built = processed(survey, header + ",,,,,,\n,,1,1,1,,\n1,,,,,,\n,,,,,1,\n".replace("\n,,,,,,\n", "\n"))
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


TIMED = FIVE + "[questions.seconds]\ntype = 'numeric'\nunit = 's'\n[quality]\nduration = 'seconds'\n"
DURATIONS = (
    "q1,q2,q3,q4,q5,seconds\n" + "1,1,1,1,1,300\n" * 5 + "1,1,1,1,1,99\n1,1,1,1,1,100\n1,1,,,,50\n1,1,,,,30\n"
)


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


TEN = "identifier = 'id'\n[themes.t]\n" + questions(" ".join(f"q{i}" for i in range(9)))
TICKS = "[questions.m]\ntype = 'multiple'\ncodes = { a = 'A', b = 'B' }\n[questions.text]\ntype = 'text'\n"
HEADER = "id," + ",".join(f"q{i}" for i in range(9)) + ",m_a,m_b,text\n"


def test_a_skipped_item_breaks_no_run(processed: Process) -> None:
    survey = "[themes.t]\n" + questions("q1 q2 q3 q4 q5 q6")
    survey += "[grids.g]\nitems = ['q1', 'q2', 'q3', 'q4', 'q5', 'q6']\n"
    built = processed(survey, "q1,q2,q3,q4,q5,q6\n1,1,,1,1,1\n1,1,,2,2,2\n1,,,1,1,1\n")
    assert flagged(built, "straight_liner") == [1]
    assert value(built, "straight_lining", "longest", item="g") == 5
    assert value(built, "straight_lining", "examined", item="g") == 2


def test_same_answers_need_ten_of_them_and_the_first_is_not_flagged(processed: Process) -> None:
    same = "1,2,1,2,1,2,1,2,1,1,0"
    rows = [
        f"a,{same},x",
        f"b,{same},y",
        "c,1,2,1,2,1,2,1,2,1,0,1,x",
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


def test_response_rates_name_their_formula(processed: Process) -> None:
    edition = "invited = 10\n[file]\nname = 'answers.csv'\n"
    answers = "q1,q2,q3,q4,q5\n1,1,1,1,1\n1,1,1,1,1\n1,1,,,\n1,1,1,1,1\n"
    built = processed(FIVE, answers, edition)
    assert value(built, "response", "response_rate", item="completed / invited") == 30
    assert value(built, "response", "start_rate", item="started / invited") == 40
    assert value(built, "response", "completion_rate", item="completed / started") == 75


def test_item_nonresponse_adds_up_to_those_asked(processed: Process) -> None:
    built = processed(FIVE, "q1,q2,q3,q4,q5\n1,,1,1,1\n1,9,1,1,1\n1,1,1,1,1\n1,,,,\n")
    rows = built.weighted.cleaned.quality.query("section == 'nonresponse' and question == 'q2'")
    counts = rows.set_index("measure")["value"]
    assert counts["asked"] == 4
    assert counts[["answered", "no_answer", "left", "invalid", "refused", "dont_know"]].sum() == 4
    assert counts[["answered", "no_answer", "left", "invalid"]].tolist() == [1, 1, 1, 1]
    assert counts["rate"] == 75


def test_flags_are_columns_of_the_respondents(processed: Process) -> None:
    frame = respondents_frame(processed(TIMED, DURATIONS).weighted)
    flags = [name for name in frame.columns if name.startswith("flag.")]
    assert flags == [
        f"flag.{f}" for f in ("speeder", "straight_liner", "same_answers", "contradiction", "left")
    ]
    assert all(frame[name].dtype == bool for name in flags)
    assert frame["flag.speeder"].sum() == 2


def test_open_answers_are_described_by_their_length(processed: Process) -> None:
    survey = FIVE + "[questions.why]\ntype = 'text'\n"
    built = processed(
        survey, "q1,q2,q3,q4,q5,why\n1,1,1,1,1,abc\n1,1,1,1,1,abcdefg\n1,1,1,1,1,\n1,1,1,1,1,\n"
    )
    measures = [value(built, "open_answers", m, "why") for m in ("n", "median_characters", "share_blank")]
    assert measures == [2, 5, 50]


def test_the_reliability_of_a_score_is_told(processed: Process) -> None:
    scale = "{ 1 = 'un', 2 = 'deux', 3 = 'trois' }"
    survey = "[themes.t]\n" + questions("x y", scale).replace("'single'", "'scale'")
    survey += "[derived.total]\nsum_of = ['x', 'y']\n"
    built = processed(survey, "x,y\n1,1\n2,3\n3,2\n1,2\n")
    # Cronbach (1951), two items: alpha = 2 (1 - (var x + var y) / var(x + y)).
    x, y = np.array([1, 2, 3, 1]), np.array([1, 3, 2, 2])
    alpha = 2 * (1 - (x.var() + y.var()) / (x + y).var())
    assert value(built, "scores", "alpha", "total", "Cronbach, unweighted") == pytest.approx(alpha)
    assert value(built, "scores", "n", "total") == 4


def test_quality_has_its_columns_and_its_numbers(processed: Process) -> None:
    quality = processed(FIVE, "q1,q2,q3,q4,q5\n1,1,1,1,1\n1,1,1,1,2\n").weighted.cleaned.quality
    assert list(quality.columns) == ["section", "question", "item", "measure", "value"]
    assert pd.api.types.is_float_dtype(quality["value"])
    assert not quality.duplicated(["section", "question", "item", "measure"]).any()
