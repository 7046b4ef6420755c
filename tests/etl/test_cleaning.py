"""Routing, removal and derivation: nothing is lost, and received = kept + removed."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis.etl.clean.question_columns import columns_of
from analysis.etl.clean.routed_answers import last_readings
from analysis.etl.cleaning import clean
from analysis.etl.respondent_files import answer_columns
from analysis.pipeline import process
from analysis.sources.answers_files import read_files
from analysis.sources.received import DataError
from analysis.steps.results_files import Built
from analysis.workspace import Place

ROUTED = """
identifier = "id"
[themes.t]
[cleaning]
keep_if = { consent = ["1"] }
[questions.consent]
type = "single"
codes = { 1 = "oui", 0 = "non" }
[questions.trained]
type = "single"
codes = { 1 = "oui", 2 = "non" }
[questions.useful]
type = "single"
codes = { 1 = "oui", 2 = "non" }
asked_if = { trained = ["1"] }
[questions.year]
type = "numeric"
[derived.age]
years_since = "year"
min = 15
max = 110
[derived.age_class]
classes_of = "age"
[derived.age_class.codes]
young = { below = 35 }
old = { from = 35 }
"""
EDITION = 'reference_year = 2009\n[file]\nname = "answers.csv"\n[exclude]\nt1 = "test"\n'
PLAIN_EDITION = EDITION.partition("[exclude]")[0]
ANSWERS = """id,consent,trained,useful,year
a,1,1,1,1990
b,1,1,,1950
c,1,2,1,1880
d,1,9,2,
a,1,1,2,1990
t1,1,1,1,1990
e,0,1,1,1990
,1,1,1,1974
"""


@pytest.fixture(scope="module")
def built(processed_once: Callable[..., Built]) -> Built:
    return processed_once(ROUTED, ANSWERS, EDITION)


def test_received_is_kept_plus_removed_with_a_reason_each(built: Built) -> None:
    cleaned = built.weighted.cleaned
    assert (cleaned.received, list(cleaned.keys)) == (8, ["a", "b", "c", "d", "row 8"])
    assert cleaned.removed.to_numpy().tolist() == [
        ["a", 5, "duplicate of the identifier"],
        ["t1", 6, "excluded: test"],
        ["e", 7, "does not meet keep_if"],
    ]


def test_the_absence_of_an_answer_keeps_its_kind(built: Built) -> None:
    columns = answer_columns(built.weighted.cleaned.answers["useful"])
    assert list(columns["useful.status"]) == ["answered", "no_answer", "not_asked", "not_asked", "answered"]
    assert list(columns["useful"].astype(object).where(columns["useful"].notna(), None)) == [
        "1",
        None,
        None,
        None,
        "1",
    ]


def test_every_changed_value_is_a_problem(built: Built) -> None:
    problems = built.weighted.cleaned.problems
    rows = problems[["respondent", "question", "value", "action"]].to_numpy().tolist()
    assert ["c", "useful", "1", "set to not asked"] in rows
    assert ["d", "useful", "2", "set to not asked"] in rows
    assert ["d", "trained", "9", "set to missing (invalid)"] in rows
    assert ["c", "age", "129.0", "set to missing (invalid)"] in rows
    assert ["row 8", "id", "", "kept under its row number"] in rows
    assert len(rows) == 5


def test_derived_classes_follow_their_source(built: Built) -> None:
    columns = answer_columns(built.weighted.cleaned.answers["age_class"])
    assert list(columns["age_class.status"]) == ["answered", "answered", "invalid", "no_answer", "answered"]
    assert columns["age_class"].tolist()[:2] == ["young", "old"]


LENT = """
identifier = "id"
[design]
weight = "w"
[questions.n]
type = "numeric"
[questions.q]
type = "single"
codes = { 1 = "Yes", 96 = "Other" }
other = { 96 = "w_text" }
"""


def test_columns_as_received_go_once_nothing_more_is_read_from_them(
    write_survey: Callable[..., Place],
) -> None:
    place = write_survey(LENT, PLAIN_EDITION, answers_csv="id,n,q,w,w_text,x\na,1,96,2,Maybe,5\nb,2,1,1,,6\n")
    built = process(place)
    received = read_files(place.raw, built.edition.files)
    last = last_readings(received, built.survey, built.edition, columns_of(built.survey, built.edition))
    assert last == {"": ["id", "x"], "n": ["n"], "q": ["q"]}
    cleaned = clean(received, built.survey, built.edition)
    assert list(received.answers) == [] and received.headers == {"id", "n", "q", "w", "w_text", "x"}
    assert cleaned.sampling.weights.tolist() == [2, 1]
    assert cleaned.others["q.other"].values.tolist() == ["Maybe", None]


def test_a_column_that_two_questions_read_is_there_for_both(processed: Callable[..., Built]) -> None:
    survey = '[questions.n]\ntype = "numeric"\n[questions.m]\ntype = "numeric"\ncolumn = "n"\n'
    answers = processed(survey, "n\n1\n2\n", PLAIN_EDITION).weighted.cleaned.answers
    assert answers["m"].values.tolist() == answers["n"].values.tolist() == [1, 2]


def test_a_column_that_is_not_there_is_a_problem(processed: Callable[..., Built]) -> None:
    built = processed(ROUTED, "id,consent,trained,year\na,1,1,1990\nb,1,1,1980\n", PLAIN_EDITION)
    assert built.weighted.cleaned.problems.to_numpy().tolist() == [
        ["", "useful", "useful", "column not in the file", "not asked"]
    ]


FAULTS = [
    (ROUTED.replace('type = "numeric"', 'type = "numeric"\nrequired = true'), "id,consent\na,1\n", "year"),
    (ROUTED, "code,consent\na,1\n", "no column 'id' in the file.*columns: code, consent"),
    (ROUTED, "id,consent\na,0\n", "every respondent is removed: does not meet keep_if: 1"),
    ('[themes.t]\n[design]\nweight = "w"\n', "x\n1\n", r"design \(column w\)"),
    ('[themes.t]\n[design]\nweight = "w"\n', "w\n0\n0\n", "every weight is 0"),
    ('[themes.t]\n[design]\nstrata = "s"\n', "s\n1\n1\n2\n", "sampling design:"),
]


@pytest.mark.parametrize(("survey", "answers", "message"), FAULTS)
def test_data_that_cannot_be_used_end_in_one_message(
    survey: str, answers: str, message: str, write_survey: Callable
) -> None:
    with pytest.raises(DataError, match=message):
        process(write_survey(survey, PLAIN_EDITION, answers_csv=answers))


def test_someone_excluded_who_is_not_there_is_a_fault(write_survey: Callable) -> None:
    with pytest.raises(DataError, match="names respondents that are not in the file: t1"):
        process(write_survey(ROUTED, EDITION, answers_csv="id,consent\na,1\nb,1\n"))


def test_a_file_without_any_column_of_the_survey_is_a_fault(write_survey: Callable) -> None:
    with pytest.raises(DataError, match="no column of any question is in the file"):
        process(write_survey(ROUTED, PLAIN_EDITION, answers_csv="id;x\na;1\nb;1\n"))


def test_blank_identifiers_are_no_duplicates_of_each_other_nor_of_a_key(
    processed: Callable[..., Built],
) -> None:
    built = processed(ROUTED, "id,consent\nrow 2,1\n,1\n,1\n", PLAIN_EDITION)
    assert len(built.weighted.cleaned.keys) == 3


def test_rows_without_any_cell_filled_are_left_out_and_counted(processed: Callable[..., Built]) -> None:
    built = processed(ROUTED, "id,consent\na,1\n,\nb,1\n , \n", PLAIN_EDITION)
    assert built.weighted.cleaned.received == 2
    assert built.sources[0].remarks == ("2 rows without any cell filled were left out",)


def test_a_removed_respondent_is_found_under_his_row_of_the_file(processed: Callable[..., Built]) -> None:
    built = processed(ROUTED, "id,consent\n,\na,1\nb,1\na,1\n", PLAIN_EDITION)
    assert built.weighted.cleaned.removed["row"].tolist() == [4]


def test_weights_with_a_decimal_comma_are_read_and_bad_ones_removed(processed: Callable[..., Built]) -> None:
    survey = '[themes.t]\n[design]\nweight = "w"\n'
    built = processed(survey, 'x;w\n1;"1,5"\n2;0\n3;-1\n4;rien\n5;"2,5"\n')
    assert built.weighted.design.weights.tolist() == [1.5, 0, 2.5]
    assert built.weighted.cleaned.removed["reason"].tolist() == ["no usable weight, stratum or PSU"] * 2
    assert built.weighted.cleaned.problems["value"].tolist() == ["-1", "rien"]


def test_an_edition_renames_columns_and_codes(processed: Callable[..., Built]) -> None:
    survey = (
        '[themes.t]\n[questions.size]\ntype = "single"\ncodes = { "1-5" = "1 à 5", "6+" = "6 et plus" }\n'
        '[questions.kinds]\ntype = "multiple"\ncodes = { a = "A", b = "B" }\n'
        '[questions.gone]\ntype = "single"\ncodes = { 1 = "un" }\nother = { 1 = "gone_text" }\n'
    )
    edition = (
        'not_asked = ["gone"]\n[file]\nname = "answers.csv"\n[columns]\nsize = "Q1"\n'
        'kinds = { a = "K1", b = "K2" }\n'
        '[recode.size]\n"05-Jan" = "1-5"\n'
    )
    built = processed(survey, "Q1,K1,K2\n05-Jan,1,0\n6+,0,1\n", edition)
    answers = built.weighted.cleaned.answers
    assert answer_columns(answers["size"])["size"].tolist() == ["1-5", "6+"]
    assert answers["kinds"].values.tolist() == [[True, False], [False, True]]
    assert list(answer_columns(answers["gone"])["gone.status"]) == ["not_asked", "not_asked"]
    assert built.weighted.cleaned.problems.empty


def test_texts_beside_a_question_that_was_not_asked_are_not_read(processed: Callable[..., Built]) -> None:
    """Though the file has their column."""
    survey = (
        '[themes.t]\n[questions.q]\ntype = "single"\ncodes = { 1 = "un", 2 = "deux" }\n'
        '[questions.how]\ntype = "single"\ncodes = { 1 = "un", 9 = "autre" }\nother = { 9 = "how_text" }\n'
    )
    edition = 'not_asked = ["how"]\n[file]\nname = "answers.csv"\n'
    cleaned = processed(survey, "q,how_text\n1,by train\n2,\n", edition).weighted.cleaned
    assert "how.other" not in cleaned.answers and cleaned.problems.empty


def test_an_edition_recodes_each_answer_of_a_cell(processed: Callable[..., Built]) -> None:
    survey = '[themes.t]\n[questions.q]\ntype = "multiple"\ndelimiter = ";"\ncodes = { 1 = "a", 3 = "b" }\n'
    edition = '[file]\nname = "answers.csv"\n[recode.q]\n9 = "3"\n'
    built = processed(survey, "q,x\n1;9,1\n9,1\n", edition)
    assert built.weighted.cleaned.answers["q"].values.tolist() == [[True, True], [False, True]]
    assert built.weighted.cleaned.problems.empty


def test_who_answers_again_after_rows_out_of_scope_is_no_duplicate(processed: Callable[..., Built]) -> None:
    """Of the rows of one identifier the first that is in scope is kept."""
    survey = (
        'identifier = "id"\n[themes.t]\n[cleaning]\nkeep_if = { done = ["1"] }\n'
        '[questions.done]\ntype = "single"\ncodes = { 1 = "oui", 0 = "non" }\n'
    )
    cleaned = processed(survey, "id,done\na,0\na,1\nb,1\na,1\n").weighted.cleaned
    assert cleaned.removed.to_numpy().tolist() == [
        ["a", 1, "does not meet keep_if"],
        ["a", 4, "duplicate of the identifier"],
    ]


def test_the_first_rule_that_removes_a_respondent_is_the_only_reason(processed: Callable[..., Built]) -> None:
    """The second and third rows break several rules; the audit counts each of them once."""
    survey = (
        'identifier = "id"\n[themes.t]\n[cleaning]\nkeep_if = { done = ["1"] }\n'
        '[questions.done]\ntype = "single"\ncodes = { 1 = "oui", 0 = "non" }\n'
    )
    edition = "[file]\nname = 'answers.csv'\n[exclude]\nb = 'test'\n"
    cleaned = processed(survey, "id,done\na,1\nb,0\nb,0\nc,0\nd,1\n", edition).weighted.cleaned
    assert cleaned.removed["reason"].tolist() == ["excluded: test"] * 2 + ["does not meet keep_if"]
    removed = cleaned.audit.query("step == 'scope'").set_index("rule")["removed"]
    assert removed[removed > 0].to_dict() == {"excluded": 2, "does not meet keep_if": 1}


def test_codes_that_are_not_counted_in_a_cell_are_in_the_audit(processed: Callable[..., Built]) -> None:
    survey = '[themes.t]\n[questions.q]\ntype = "multiple"\ndelimiter = ";"\ncodes = { 1 = "a", 3 = "b" }\n'
    cleaned = processed(survey, "q,x\n1;9,1\n1;3,1\n").weighted.cleaned
    assert cleaned.problems["action"].tolist() == ["the rest not counted"]
    assert cleaned.audit.query("step == 'coding'")["changed"].tolist() == [1]
