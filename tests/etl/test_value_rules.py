"""Which rules the audit has of a question, and the column that is offered for one that is not there."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

from analysis.etl.audit import ValueCount, value_rules
from analysis.etl.clean.problems import MADE_MISSING
from analysis.steps.results_files import Built
from tests.defined_survey import survey_of

SURVEY = """
[themes.t]
[questions.a]
type = "single"
codes = { 1 = "oui", 2 = "non" }
[questions.b]
type = "single"
codes = { 1 = "oui", 2 = "non" }
asked_if = { a = ["1"] }
[derived.g]
groups_of = "a"
codes.x = { fr = "X", of = ["1", "2"] }
"""
CODED = ("a", "unknown code", MADE_MISSING)
ROUTED = ("a", "answer against routing; not put", "set to not asked")
RULES: dict[str, tuple[list[tuple[str, str, str]], list[tuple[str, str, int]]]] = {
    # the problems of a; step, question and changes of each rule
    "none": ([], [("coding", "a", 0), ("coding", "b", 0), ("routing", "b", 0), ("derivation", "g", 0)]),
    "a code": (
        [CODED, CODED],
        [("coding", "a", 2), ("coding", "b", 0), ("routing", "b", 0), ("derivation", "g", 0)],
    ),
    "an answer to what was not put": (
        [CODED, ROUTED],
        [
            ("coding", "a", 1),
            ("coding", "b", 0),
            ("routing", "a", 1),
            ("routing", "b", 0),
            ("derivation", "g", 0),
        ],
    ),
    "one that changes nothing": (
        [("a", "unknown code", "kept as received")],
        [("coding", "a", 0), ("coding", "b", 0), ("routing", "b", 0), ("derivation", "g", 0)],
    ),
}


@pytest.mark.parametrize("case", RULES)
def test_a_question_has_a_rule_of_routing_where_it_has_a_filter_or_was_not_put(case: str) -> None:
    problems, expected = RULES[case]
    frame = pd.DataFrame(problems, columns=["question", "problem", "action"])
    questions = survey_of(SURVEY).questions
    counts = {name: ValueCount(questions[name], int(name != "g"), 0, 0) for name in ("a", "b", "g")}
    rules = list(value_rules(counts, frame, 50))
    assert [(rule.step, rule.question, rule.changed) for rule in rules] == expected
    assert {rule.looked_at for rule in rules} == {50}
    assert all(rule.rule == "not put" for rule in rules if (rule.step, rule.question) == ("routing", "a"))


NEAR = [
    ("aaaa,boite\n1,1\n2,1\n", "not asked"),
    ("BOITES,aaaa\n1,1\n2,1\n", "not asked; the file has 'BOITES'"),
]


@pytest.mark.parametrize(("text", "action"), NEAR)
def test_a_column_that_is_called_alike_is_offered(
    text: str, action: str, processed: Callable[..., Built]
) -> None:
    name = "zzzz" if "boite" in text else "boites"
    codes = "type = 'single'\ncodes = { 1 = 'oui', 2 = 'non' }\n"
    survey = f"[themes.t]\n[questions.{name}]\n{codes}[questions.aaaa]\n{codes}"
    problems = processed(survey, text).weighted.cleaned.problems
    [found] = problems.query("problem == 'column not in the file'")["action"]
    assert found == action
