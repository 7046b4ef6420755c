"""audit.csv: every rule has its row, nobody is lost, and a count that parts from the others stops the run."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

from analysis.etl import cleaning
from analysis.etl.audit import LostCountError, check_respondents, check_values, value_counts
from analysis.etl.clean.problems import kinds_of
from analysis.etl.respondent_files import audit_frame
from analysis.questionnaire.kinds.answers import INVALID
from analysis.steps.results_files import Built

SURVEY = """
identifier = "id"
[themes.t]
[cleaning]
keep_if = { a = ["1", "2"] }
[quality]
left = "remove"
[questions.a]
type = "single"
codes = { 1 = "un", 2 = "deux", 3 = "trois" }
[questions.b]
type = "single"
codes = { 1 = "un", 2 = "deux" }
asked_if = { a = ["1"] }
[questions.n]
type = "numeric"
max = 100
[derived.class]
classes_of = "n"
[derived.class.codes]
low = { below = 50 }
[questions.m]
type = "multiple"
codes = { x = "X", y = "Y" }
[questions.c]
type = "single"
codes = { 1 = "un" }
[questions.words]
type = "text"
"""
ANSWERS = """id,a,b,n,m_x,m_y,c,words
r1,1,1,10,1,0,1,
r2,2,1,200,1,0,1,ecrire a x@y.fr
r3,1,9,70,2,1,1,
r4,3,,200,0,1,1,
r1,1,1,10,1,0,1,
,,,,,,,
r5,1,,,,,,
,1,1,10,0,1,1,
"""
EDITION = "[file]\nname = 'answers.csv'\n[exclude]\nr3 = 'test'\n"
EXPECTED = {
    ("reading", "rows without any cell filled", ""): (8, 8, 0, 1, 7),
    ("scope", "does not meet keep_if", ""): (7, 7, 0, 1, 6),
    ("keys", "replaced by the row of the file", "id"): (6, 6, 1, 0, 6),
    ("coding", "single", "b"): (6, 6, 1, 0, 6),
    ("coding", "numeric", "n"): (6, 6, 1, 0, 6),
    ("coding", "multiple", "m"): (6, 12, 1, 0, 6),
    ("routing", "a = 1", "b"): (6, 6, 1, 0, 6),
    ("derivation", "classes_of n", "class"): (6, 6, 1, 0, 6),
    ("left", "blank to the end", ""): (6, 30, 4, 0, 6),
    ("privacy", "e-mail and telephone masked", "words"): (6, 1, 1, 0, 6),
    ("scope", "excluded", ""): (6, 6, 0, 1, 5),
    ("scope", "no answer to keep_if", ""): (5, 5, 0, 0, 5),
    ("scope", "duplicate of the identifier", ""): (5, 5, 0, 1, 4),
    ("quality", "left", ""): (4, 4, 0, 1, 3),
}


@pytest.fixture(scope="module")
def built(processed_once: Callable[..., Built]) -> Built:
    return processed_once(SURVEY, ANSWERS, EDITION)


@pytest.mark.parametrize("place", EXPECTED)
def test_each_rule_tells_what_it_changed_and_removed(place: tuple[str, str, str], built: Built) -> None:
    audit = built.weighted.cleaned.audit.set_index(["step", "rule", "question"])
    assert tuple(audit.loc[place]) == EXPECTED[place]


def test_the_audit_agrees_with_the_problems_and_the_removed(built: Built) -> None:
    cleaned = built.weighted.cleaned
    audit = cleaned.audit
    assert audit.loc[audit["step"] != "reading", "removed"].sum() == len(cleaned.removed)
    changed = audit.loc[audit["step"].isin(["coding", "routing", "derivation"]), "changed"].sum()
    assert changed == (kinds_of(cleaned.problems) != "no identifier").sum()
    assert audit["respondents_out"].iloc[-1] == len(cleaned.keys)


def test_steps_stand_in_the_order_in_which_they_are_applied(built: Built) -> None:
    steps = built.weighted.cleaned.audit["step"].drop_duplicates().tolist()
    assert steps == [
        "reading",
        "scope",
        "keys",
        "coding",
        "routing",
        "derivation",
        "left",
        "privacy",
        "quality",
    ]


def test_a_respondent_who_vanishes_stops_the_run(
    processed: Callable[..., Built], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = cleaning.Removal.frame
    monkeypatch.setattr(cleaning.Removal, "frame", lambda *given: whole(*given).iloc[1:])
    with pytest.raises(LostCountError, match=r"excluded: 1 removed, 0 in removed\.csv"):
        processed(SURVEY, ANSWERS, EDITION)


def test_a_value_set_aside_without_a_problem_stops_the_run(
    processed: Callable[..., Built], monkeypatch: pytest.MonkeyPatch
) -> None:
    coded = cleaning.coded_answers

    def forgetful(*given: object) -> dict:
        answers = coded(*given)
        return answers | {"c": answers["c"].withdrawn(np.arange(6) == 0, INVALID)}

    monkeypatch.setattr(cleaning, "coded_answers", forgetful)
    with pytest.raises(LostCountError, match="c: 1 invalid answers, 0 problems"):
        processed(SURVEY, ANSWERS, EDITION)


TAMPERED = [
    ("respondents_out", -1, 2, "quality, left: 4 in, 1 removed, 2 out"),
    ("respondents_in", -1, 5, "quality, left: 5 in, 1 removed, 3 out"),
    ("removed", -1, 0, r"left: 0 removed, 1 in removed\.csv"),
]


@pytest.mark.parametrize(("column", "row", "count", "message"), TAMPERED)
def test_respondents_that_do_not_add_up_are_found(
    column: str, row: int, count: int, message: str, built: Built
) -> None:
    cleaned = built.weighted.cleaned
    audit = cleaned.audit.copy()
    audit.loc[audit.index[row], column] = count
    with pytest.raises(LostCountError, match=message):
        check_respondents(audit, cleaned.removed, cleaned.received, len(cleaned.keys))


def test_a_row_that_takes_up_others_than_the_one_before_left_is_found(built: Built) -> None:
    """Each row adds up by itself; between two of them respondents were lost."""
    audit = built.weighted.cleaned.audit.copy()
    first = audit.index[audit["rule"] == "excluded"]
    audit.loc[first, ["respondents_in", "respondents_out"]] += 1
    cleaned = built.weighted.cleaned
    with pytest.raises(LostCountError, match="scope, excluded: 7 in, 1 removed, 6 out"):
        check_respondents(audit, cleaned.removed, cleaned.received, len(cleaned.keys))


def test_a_last_row_that_leaves_others_than_are_kept_is_found(built: Built) -> None:
    cleaned = built.weighted.cleaned
    audit = cleaned.audit.assign(
        respondents_in=cleaned.audit["respondents_in"] + 1,
        respondents_out=cleaned.audit["respondents_out"] + 1,
    )
    with pytest.raises(LostCountError, match="7 received, 4 removed, 3 kept, 4 after the last rule"):
        check_respondents(audit, cleaned.removed, cleaned.received, len(cleaned.keys))


def test_problems_that_nothing_explains_are_found(built: Built) -> None:
    cleaned = built.weighted.cleaned
    twice = pd.concat([cleaned.problems, cleaned.problems])
    each = "2 problems, 1 invalid answers, 0 by routing"
    message = rf"n: {each}; class: {each}; 5 values changed, 10 in problems\.csv"
    with pytest.raises(LostCountError, match=message):
        check_values(cleaned.audit, twice, value_counts(cleaned.answers, {}))


def test_the_calibration_is_the_last_row(processed: Callable[..., Built]) -> None:
    survey = SURVEY + "[weighting]\ncalibration = 'raking'\nvariables = ['a']\n"
    survey = survey.replace('"1", "2"', '"1", "2", "3"')
    margins = "variable,code,share,source\na,1,50,x\na,2,20,x\na,3,30,x\n"
    built = processed(survey, ANSWERS, EDITION, margins_csv=margins)
    last = audit_frame(built.weighted).iloc[-1]
    # Two of the four kept have a = 1, the 50 % of the margins: their weights stay.
    assert (last["step"], last["rule"], last["changed"]) == ("calibration", "to the margins of a", 2)
