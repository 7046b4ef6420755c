"""Each received value is a code, a number, an absence with its kind, or a problem: a table of cases."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

from analysis.etl.respondent_files import answer_columns, respondents_frame, verbatims_frame
from analysis.questionnaire.reading.written_numbers import number_of
from analysis.steps.results_files import Built

CODED = '[themes.t]\n[missing]\nrefused = ["98"]\ndont_know = ["99"]\nno_answer = ["NA"]\n'
SINGLE = CODED + '[questions.q]\ntype = "single"\ncodes = { 1 = "Oui", 2 = "Non", "01" = "Ain" }\n'
NUMERIC = (
    CODED + '[questions.q]\ntype = "numeric"\nmin = 0\nmax = 120\nmissing = { no_answer = ["-9..-1"] }\n'
)
CELLS = CODED + '[questions.q]\ntype = "multiple"\ndelimiter = ";"\ncodes = { 1 = "a", 3 = "b", 7 = "c" }\n'
DATED = CODED + '[questions.q]\ntype = "date"\ndate_format = "%d/%m/%Y"\n'

REFUSALS = CODED + '[questions.q]\ntype = "numeric"\nmissing = { refused = ["80..90"], dont_know = [".."] }\n'
DAY = CODED + '[questions.q]\ntype = "date"\n'

CASES = [
    (SINGLE, "1", "1", "answered"),
    (SINGLE, "1.0", "1", "answered"),
    (SINGLE, " 2 ", "2", "answered"),
    (SINGLE, "01", "01", "answered"),
    (SINGLE, "", None, "no_answer"),
    (SINGLE, "NA", None, "no_answer"),
    (SINGLE, "98", None, "refused"),
    (SINGLE, "99.0", None, "dont_know"),
    (SINGLE, "3", None, "invalid"),
    (SINGLE, "001", None, "invalid"),
    (NUMERIC, "12", 12.0, "answered"),
    (NUMERIC, "99", None, "dont_know"),
    (NUMERIC, "-5", None, "no_answer"),
    (NUMERIC, "121", None, "invalid"),
    (NUMERIC, "douze", None, "invalid"),
    (NUMERIC, "inf", None, "invalid"),
    (NUMERIC, "1e400", None, "invalid"),
    (REFUSALS, "85", None, "refused"),
    (REFUSALS, "..", None, "dont_know"),
    (REFUSALS, "3", 3.0, "answered"),
    (CELLS, "1;7;", (True, False, True), "answered"),
    (CELLS, "3", (False, True, False), "answered"),
    (CELLS, "3;8", (False, True, False), "answered"),
    (CELLS, "8", None, "invalid"),
    (CELLS, "98;", None, "refused"),
    (CELLS, "1;98", (True, False, False), "answered"),
    (CELLS, "", None, "no_answer"),
    (DATED, "10/03/2009", np.datetime64("2009-03-10"), "answered"),
    (DATED, "2009-03-10", np.datetime64("2009-03-10"), "answered"),
    (DATED, "2009-03-10 00:00:00", np.datetime64("2009-03-10"), "answered"),
    (DATED, "03/31/2009", None, "invalid"),
    (DATED.replace("%d/%m/%Y", "%Y-%d-%m"), "2009-03-31", None, "invalid"),
    (DAY, "2009-03-10", np.datetime64("2009-03-10"), "answered"),
    (DAY, "2009-03-10T00:30:00+02:00", np.datetime64("2009-03-10"), "answered"),
    (DAY, "now", None, "invalid"),
    (DAY, "2009", None, "invalid"),
]

NUMBERS = [
    ("1,5", ",", 1.5),
    ("1.5", ".", 1.5),
    ("1.234,5", ",", 1234.5),
    ("1\u202f234", ",", 1234.0),
    ("1 234", ".", 1234.0),
    ("1,5", ".", np.nan),
    ("1_000", ".", np.nan),
    ("1,234.5", ",", np.nan),
    ("1.2,3", ",", np.nan),
    ("1 2", ".", np.nan),
    ("12 34 5", ".", np.nan),
    ("٣", ".", np.nan),
    ("-.5", ".", -0.5),
    ("1.234.567,8", ",", 1234567.8),
    ("1e3", ".", 1000.0),
    ("", ".", np.nan),
    (".", ".", np.nan),
    ("nan", ".", np.nan),
]


@pytest.mark.parametrize(("survey", "cell", "value", "status"), CASES)
def test_a_received_cell_becomes(
    survey: str, cell: str, value: object, status: str, processed: Callable[..., Built]
) -> None:
    built = processed(survey, f'q,x\n"{cell}",1\n"",2\n')
    columns = answer_columns(built.weighted.cleaned.answers["q"])
    assert columns["q.status"][0] == status
    found = [series[0] for name, series in columns.items() if name != "q.status"]
    if value is None:
        assert pd.isna(pd.Series(found, dtype=object)).all()
    else:
        assert tuple(found) == (value if isinstance(value, tuple) else (value,))


@pytest.mark.parametrize(
    ("survey", "cell", "value", "status"), [case for case in CASES if case[3] == "invalid"]
)
def test_every_invalid_value_is_a_problem(
    survey: str, cell: str, value: object, status: str, processed: Callable[..., Built]
) -> None:
    problems = processed(survey, f"q,x\n{cell},1\n,2\n").weighted.cleaned.problems
    assert len(problems) == 1, (value, status)
    assert list(problems.loc[0, ["respondent", "question", "value"]]) == ["row 1", "q", cell]


@pytest.mark.parametrize(("text", "decimal", "number"), NUMBERS)
def test_a_number_is_read_with_the_decimal_mark_of_the_file(text: str, decimal: str, number: float) -> None:
    assert number_of(text, decimal) == pytest.approx(number, nan_ok=True)


ONE_COLUMN_EACH = (
    '[themes.t]\n[questions.q]\ntype = "multiple"\nexclusive = ["rien"]\n'
    'codes = {{ a = "A", b = "B", rien = "Rien" }}\nempty = "{empty}"\n'
)


@pytest.mark.parametrize(
    ("empty", "answered"), [("no_answer", [True, True, False]), ("not_ticked", [True] * 3)]
)
def test_the_base_of_ticked_columns_follows_what_a_blank_means(
    empty: str, answered: list[bool], processed: Callable[..., Built]
) -> None:
    built = processed(ONE_COLUMN_EACH.format(empty=empty), "q_a,q_b,q_rien,x\n1,,,1\n0,0,0,1\n,,,1\n")
    answers = built.weighted.cleaned.answers["q"]
    assert list(answers.was_answered) == answered
    assert answers.values.tolist() == [[True, False, False], [False] * 3, [False] * 3]


def test_an_exclusive_answer_with_others_is_a_problem_and_stays(processed: Callable[..., Built]) -> None:
    built = processed(ONE_COLUMN_EACH.format(empty="no_answer"), "q_a,q_b,q_rien\n1,0,1\n0,0,1\n")
    problems = built.weighted.cleaned.problems
    assert problems["problem"].tolist() == ["excludes the other answers"]
    assert built.weighted.cleaned.answers["q"].values[0].tolist() == [True, False, True]


SETS = (
    '[themes.t]\n[questions.q]\ntype = "multiple"\nsets = ["q1", "q2", "q3"]\nexclusive = ["9"]\n'
    'codes = { 1 = "A", 2 = "B", 9 = "Rien" }\nmissing = { refused = ["98"] }\nempty = "%s"\n'
)
SET_CASES = [
    ("1,2,", [True, True, False], "answered"),
    ("2,1,", [True, True, False], "answered"),
    (",2,2.0", [False, True, False], "answered"),
    ("98,,", [False] * 3, "refused"),
    ("98,1,", [True, False, False], "answered"),
    (",,", [False] * 3, "no_answer"),
    ("7,,", [False] * 3, "invalid"),
    ("7,2,", [False, True, False], "answered"),
]


@pytest.mark.parametrize(("cells", "ticks", "status"), SET_CASES)
def test_columns_of_a_category_set_each_hold_one_code(
    cells: str, ticks: list[bool], status: str, processed: Callable[..., Built]
) -> None:
    cleaned = processed(SETS % "no_answer", f"q1,q2,q3,x\n{cells},1\n1,,,1\n").weighted.cleaned
    assert cleaned.answers["q"].values[0].tolist() == ticks
    assert answer_columns(cleaned.answers["q"])["q.status"][0] == status
    unknown = cleaned.problems["value"].tolist()
    assert unknown == (["7"] if "7" in cells else [])


def test_a_blank_category_set_is_no_answer_ticked_where_blank_says_so(
    processed: Callable[..., Built],
) -> None:
    cleaned = processed(SETS % "not_ticked", "q1,q2,q3,x\n,,,1\n9,1,,1\n").weighted.cleaned
    assert list(cleaned.answers["q"].was_answered) == [True, True]
    assert cleaned.problems["problem"].tolist() == ["excludes the other answers"]


RANKS = (
    "[themes.t]\n[scales.s]\nmissing = { refused = ['98'] }\ncodes = { a = 'A', b = 'B', c = 'C' }\n"
    + "".join(
        f"[questions.q_{k}]\ntype = 'single'\ncolumn = 'q'\nscale = 's'\ndelimiter = ' '\nrank = {k}\n"
        for k in (1, 2, 3)
    )
)
RANK_CASES = [
    ("b a c", ["b", "a", "c"], []),
    ("  b   c ", ["b", "c", "no_answer"], []),
    ("", ["no_answer"] * 3, []),
    ("98", ["refused"] * 3, []),
    ("c 98", ["c", "refused", "refused"], []),
    (
        "z a",
        ["invalid", "a", "no_answer"],
        ["q_1: unknown code; at rank 1, where the questionnaire knows a, b, c, 98"],
    ),
    ("a b a", ["a", "b", "invalid"], ["q_3: ranked twice; at rank 3, and before"]),
    (
        "a,b,c",
        ["invalid", "no_answer", "no_answer"],
        ["q_1: unknown code; at rank 1, where the questionnaire knows a, b, c, 98"],
    ),
    ("c b a z", ["c", "b", "a"], ["q_1: too many ranks; expected 3 at most"]),
]


@pytest.mark.parametrize(("cell", "places", "problems"), RANK_CASES)
def test_a_cell_that_ranks_gives_the_code_at_each_place(
    cell: str, places: list[str], problems: list[str], processed: Callable[..., Built]
) -> None:
    cleaned = processed(RANKS, f'q,x\n"{cell}",1\na b c,1\n').weighted.cleaned
    columns = [answer_columns(cleaned.answers[f"q_{k}"]) for k in (1, 2, 3)]
    values = [found[f"q_{k}"][0] for k, found in enumerate(columns, 1)]
    statuses = [found[f"q_{k}.status"][0] for k, found in enumerate(columns, 1)]
    assert [s if pd.isna(v) else v for v, s in zip(values, statuses, strict=True)] == places
    found = cleaned.problems
    assert (found["question"] + ": " + found["problem"]).tolist() == problems
    assert set(found["value"]) <= {cell}


def test_a_ranking_in_words_is_read_by_its_words(processed: Callable[..., Built]) -> None:
    survey = RANKS.replace("delimiter = ' '", "delimiter = ', '").replace("'B'", "'Au bord de la mer'")
    edition = '[file]\nname = "answers.csv"\nanswers = "labels"'
    built = processed(survey, 'q,x\n"Au bord de la mer, C, A",1\n"A, C",1\n', edition)
    assert [answer_columns(built.weighted.cleaned.answers[f"q_{k}"])[f"q_{k}"][0] for k in (1, 2, 3)] == list(
        "bca"
    )


OTHER = (
    '[themes.t]\n[questions.g]\ntype = "single"\ncodes = { 1 = "Oui", 2 = "Non" }\n'
    '[questions.q]\ntype = "single"\nother = { 96 = "q_other" }\nasked_if = { g = ["1"] }\n'
    'codes = { 1 = "A", 96 = "Autre" }\n[questions.m]\ntype = "multiple"\nother = { b = "m_texte" }\n'
    'codes = { a = "A", b = "Autre" }\n'
)
OTHER_CELLS = (
    "g,q,q_other,m_a,m_b,m_texte\n1,96,un chat,1,0,\n1,1,un chien,0,1,écrire à a@b.fr\n"
    "2,,un rat,1,1,\n1,96,,1,0,\n"
)


def test_the_words_of_other_are_open_answers(processed: Callable[..., Built]) -> None:
    built = processed(OTHER, OTHER_CELLS)
    verbatims = verbatims_frame(built.weighted).to_dict("list")
    assert verbatims["question"] == ["q.other", "q.other", "m.other"]
    assert verbatims["respondent"] == ["row 1", "row 2", "row 2"]
    assert verbatims["text"][:2] == ["un chat", "un chien"]
    assert "a@b.fr" not in verbatims["text"][2]
    assert not any("other" in name for name in respondents_frame(built.weighted))


def test_words_of_other_without_its_answer_or_against_routing_are_problems(
    processed: Callable[..., Built],
) -> None:
    problems = processed(OTHER, OTHER_CELLS).weighted.cleaned.problems
    assert problems[["respondent", "question", "value", "problem", "action"]].to_numpy().tolist() == [
        ["row 2", "q.other", "un chien", "other without its answer; expected 96", "kept as received"],
        ["row 3", "q.other", "un rat", "answer against routing", "set to not asked"],
    ]


def test_a_column_of_other_that_is_not_there_is_a_problem(processed: Callable[..., Built]) -> None:
    problems = processed(OTHER, OTHER_CELLS.replace("m_texte", "m_text")).weighted.cleaned.problems
    (action,) = problems.loc[problems["problem"] == "column not in the file", "action"]
    assert action == "no text of other; the file has 'm_text'"
