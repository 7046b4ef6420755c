"""Fourteen respondents followed by hand from the answers to quality.csv, audit.csv and sensitivity.csv."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

from analysis.etl.respondent_files import audit_frame
from analysis.steps.results_files import Built

ITEMS = "".join(f'[questions.g{i}]\ntype = "scale"\nscale = "agree"\n' for i in range(1, 6))
SURVEY = f"""
identifier = "id"
missing = {{ refused = ["98"], dont_know = ["99"] }}
[weighting]
calibration = "raking"
variables = ["sex"]
[publication]
confidential_below = 1
reliability = "none"
[cleaning]
keep_if = {{ consent = ["1"] }}
[quality]
duration = "time"
speeder_below = 0.5
contradictions = "remove"
[privacy]
quasi_identifiers = ["sex", "helps"]
k = 3
[scales.agree]
codes = {{ 1 = "a", 2 = "b", 3 = "c", 4 = "d" }}
[questions.consent]
type = "single"
codes = {{ 1 = "oui", 0 = "non" }}
[questions.sex]
type = "single"
codes = {{ f = "F", m = "M" }}
[questions.time]
type = "numeric"
{ITEMS}
[questions.helps]
type = "single"
codes = {{ y = "Oui", n = "Non" }}
[questions.often]
type = "single"
codes = {{ 1 = "souvent", 2 = "rarement" }}
asked_if = {{ helps = ["y"] }}
[questions.age]
type = "numeric"
min = 15
max = 100
[questions.tasks]
type = "multiple"
codes = {{ x = "X", y = "Y" }}
empty = "not_ticked"
[questions.last]
type = "single"
codes = {{ 1 = "un", 2 = "deux" }}
[questions.words]
type = "text"
[grids.g]
items = ["g1", "g2", "g3", "g4", "g5"]
[contradictions.odd]
when = {{ often = ["1"], last = ["2"] }}
[derived.score]
mean_of = ["g1", "g2", "g3", "g4", "g5"]
at_least = 3
[derived.class]
classes_of = "age"
[derived.class.codes]
young = {{ below = 40 }}
old = {{ from = 40, below = 90 }}
[themes.t]
[indicators.helps]
theme = "t"
answers = ["y"]
headline = true
[indicators.age]
theme = "t"
statistic = "mean"
headline = true
"""
EDITION = "invited = 40\n[file]\nname = 'answers.csv'\n[exclude]\nr3 = 'test'\n"
MARGINS = "variable,code,share\nsex,f,50\nsex,m,50\n"
ANSWERS = """id,consent,sex,time,g1,g2,g3,g4,g5,helps,often,age,tasks_x,tasks_y,last,words
r1,1,f,300,1,2,3,4,1,y,2,30,1,0,1,très bien
r2,1,f,310,2,2,2,2,2,y,2,50,0,1,2,
r3,1,m,290,1,2,3,4,4,n,,60,,,1,essai
r4,1,m,320,1,1,2,4,3,n,1,44,1,,1,
r5,1,f,40,1,3,3,4,1,y,98,35,1,1,1,ok
r6,1,m,330,4,2,3,1,1,,,,,,,
r7,0,f,300,1,2,3,4,1,y,2,31,1,0,1,
r8,1,m,,4,4,4,4,,n,,95,,,2,écrire à a@b.fr ou 06 12 34 56 78
r9,1,f,350,3,2,1,2,9,y,1,22,1,,2,
r10,1,m,305,3,2,3,2,3,n,,200,,1,1,
r10,1,m,305,3,2,3,2,3,n,,200,,1,1,
r12,1,f,300,1,2,3,4,1,y,2,30,1,0,1,autre texte
,1,m,400,98,99,,3,2,n,,70,7,,1,
,,,,,,,,,,,,,,,
r14,1,,250,,,,,,,,,,,,
"""
QUALITY = {
    # 14 less r3, r7 and the second r10 are 11 in scope, of whom r9 contradicts himself; r6 and r14 left
    "response": {
        "invited": 40,
        "received": 14,
        "outside": 1,
        "started": 13,
        "in_scope": 11,
        "removed": 4,
        "kept": 10,
        "completed": 8,
        "partial": 2,
        "completion_rate": 800 / 13,
        "start_rate": 1300 / 40,
        "response_rate": 800 / 40,
    },
    # r14 left at sex, r6 at helps: 10 and 9 of 11 were still there
    "break_off sex": {"left": 1, "still_there": 1000 / 11},
    "break_off g5": {"left": 0, "still_there": 1000 / 11},
    "break_off last": {"left": 0, "still_there": 900 / 11},
    "break_off": {"examined": 11, "flagged": 2, "share": 200 / 11},
    # Per question of those who came to the end: 300/12, 310/12, 320/11, 40/12, 350/12, 305/11, 300/12, 400/11
    "speed time": {
        "median_duration": 307.5,
        "median_per_question": (310 / 12 + 305 / 11) / 2,
        "threshold_per_question": (310 / 12 + 305 / 11) / 4,
        "threshold_share": 0.5,
        "examined": 10,
        "flagged": 1,
        "share": 10,
    },
    # All five answered by r1, r2, r4, r5, r6, r10, r12, whose longest runs are 1, 5, 2, 2, 2, 1, 1
    "straight_lining g": {
        "items": 5,
        "examined": 7,
        "flagged": 1,
        "share": 100 / 7,
        "longest": 5,
        "longest_mean": 2,
    },
    "straight_lining every grid": {"examined": 7, "flagged": 1, "share": 100 / 7},
    "duplicates identifier": {"flagged": 1},
    # Ten answers or more gave r1, r2, r4, r5, r8, r9, r10, r12; those of r12 are those of r1
    "duplicates same answers": {"examined": 8, "flagged": 1, "share": 12.5},
    "contradictions odd": {"flagged": 1, "share": 100 / 11},
    "contradictions often answers against routing": {"n": 1},
    # r1 9 characters, r5 2, r8 masked 33, r12 11, of 10 asked
    "open_answers words": {"n": 4, "median_characters": 10, "share_blank": 60},
    "scores score": {"items": 5, "n": 7},
    "privacy words e-mail address": {"masked": 1},
    "privacy words telephone number": {"masked": 1},
    "privacy words": {"respondents_masked": 1},
    # Women who help are 4, men who do not 4, r6 and r14 alone with their blanks
    "privacy sex, helps": {"k": 3, "smallest_group": 1, "respondents_under_k": 2},
}
ABSENT = ("not_asked", "refused", "dont_know", "no_answer", "left", "invalid")
NONRESPONSE = {
    # asked, answered, then each kind of absence, of the ten who are kept
    "consent": (10, 10, 0, 0, 0, 0, 0, 0),
    "sex": (10, 9, 0, 0, 0, 0, 1, 0),
    "time": (10, 9, 0, 0, 0, 1, 0, 0),
    "g1": (10, 8, 0, 1, 0, 0, 1, 0),
    "g2": (10, 8, 0, 0, 1, 0, 1, 0),
    "g3": (10, 8, 0, 0, 0, 1, 1, 0),
    "often": (4, 3, 6, 1, 0, 0, 0, 0),
    "age": (10, 7, 0, 0, 0, 0, 2, 1),
    "tasks": (10, 7, 0, 0, 0, 0, 2, 1),
    "words": (10, 4, 0, 0, 0, 6, 0, 0),
}
AUDIT = {
    # respondents in, looked at, changed, removed, respondents out
    "rows without any cell filled": (15, 15, 0, 1, 14),
    "does not meet keep_if": (14, 14, 0, 1, 13),
    "replaced by the row of the file id": (13, 13, 1, 0, 13),
    "single consent": (13, 13, 0, 0, 13),
    "scale g5": (13, 13, 1, 0, 13),
    "numeric age": (13, 13, 2, 0, 13),
    "multiple tasks": (13, 26, 1, 0, 13),
    "helps = y often": (13, 13, 1, 0, 13),
    "classes_of age class": (13, 13, 1, 0, 13),
    # 12 questions that count; r6 left blank helps, age, tasks and last, r14 ten of them
    "blank to the end": (13, 156, 14, 0, 13),
    "e-mail and telephone masked words": (13, 5, 1, 0, 13),
    "excluded": (13, 13, 0, 1, 12),
    "no answer to keep_if": (12, 12, 0, 0, 12),
    "duplicate of the identifier": (12, 12, 0, 1, 11),
    "contradiction": (11, 11, 0, 1, 10),
    "to the margins of sex": (10, 10, 9, 0, 10),
}
# Of the nine whose sex is known a woman weighs 4.5 / 4 and a man 4.5 / 5
SENSITIVITY = {
    ("helps", "published"): (100 * 4.5 / (4.5 + 4 * 0.9), 8),
    ("helps", "before_weighting"): (50, 8),
    ("helps", "without_speeder"): (100 * 4 / (4 + 4 * 0.8), 7),
    ("helps", "without_left"): (50, 8),
    ("helps", "without_flagged"): (50, 5),
    ("age", "published"): ((145 * 1.125 + 209 * 0.9) / 7.2, 7),
    ("age", "before_weighting"): (354 / 7, 7),
    ("age", "without_speeder"): ((110 * 4 / 3 + 209 * 0.8) / 6.4, 6),
    ("age", "without_straight_liner"): ((95 * 4 / 3 + 209 * 0.8) / 6.4, 6),
    ("age", "without_same_answers"): ((115 * 4 / 3 + 209 * 0.8) / 6.4, 6),
    ("age", "without_left"): (354 / 7, 7),
    ("age", "without_flagged"): ((30 * 2.5 + 209 * 0.625) / 4.375, 4),
}


@pytest.fixture(scope="module")
def built(processed_once: Callable[..., Built]) -> Built:
    return processed_once(SURVEY, ANSWERS, EDITION, margins_csv=MARGINS)


@pytest.mark.parametrize("place", QUALITY)
def test_quality_has_the_numbers_counted_by_hand(place: str, built: Built) -> None:
    rows = built.weighted.cleaned.quality
    is_formula = (rows["section"] == "response") | (rows["measure"] == "alpha")
    named = rows["section"].str.cat([rows["question"], rows["item"].mask(is_formula, "")], " ")
    found = rows[named.str.split().str.join(" ") == place]
    measures = dict(zip(found["measure"], found["value"], strict=True))
    alpha = measures.pop("alpha", None)
    assert measures == pytest.approx(QUALITY[place])
    assert alpha is None or alpha == pytest.approx(
        -5.131578947368421
    )  # 5/4 (1 - sum of variances / variance)


@pytest.mark.parametrize("question", NONRESPONSE)
def test_every_kind_of_absence_is_counted(question: str, built: Built) -> None:
    rows = built.weighted.cleaned.quality.query("section == 'nonresponse' and question == @question")
    found = dict(zip(rows["measure"], rows["value"], strict=True))
    asked, answered, *_ = expected = NONRESPONSE[question]
    assert tuple(found[name] for name in ("asked", "answered", *ABSENT)) == expected
    assert found["rate"] == pytest.approx(100 * (asked - answered) / asked)


@pytest.mark.parametrize("rule", AUDIT)
def test_the_audit_has_the_numbers_counted_by_hand(rule: str, built: Built) -> None:
    rows = audit_frame(built.weighted)
    (row,) = rows[(rows["rule"] + " " + rows["question"]).str.strip() == rule].to_dict("records")
    counts = ("respondents_in", "looked_at", "changed", "removed", "respondents_out")
    assert tuple(row[name] for name in counts) == AUDIT[rule]


def test_removed_names_the_first_rule_that_applies(built: Built) -> None:
    assert built.weighted.cleaned.removed.to_numpy().tolist() == [
        ["r3", 3, "excluded: test"],
        ["r7", 7, "does not meet keep_if"],
        ["r9", 9, "contradiction: odd"],
        ["r10", 11, "duplicate of the identifier"],
    ]


@pytest.mark.parametrize("figure", SENSITIVITY, ids=", ".join)
def test_each_variant_is_the_figure_weighted_by_hand(figure: tuple[str, str], built: Built) -> None:
    rows = built.sensitivity.set_index(["indicator", "variant"])
    value, n = SENSITIVITY[figure]
    assert rows.loc[figure, "value"] == pytest.approx(value)
    assert rows.loc[figure, "n"] == n
    published = SENSITIVITY[figure[0], "published"][0]
    assert rows.loc[figure, "difference"] == pytest.approx(value - published)


def test_a_difference_of_nothing_is_nought_and_no_trace_of_the_computation(built: Built) -> None:
    rows = built.sensitivity.set_index(["indicator", "variant"])["difference"]
    assert rows["helps", "without_speeder"] == 0
    assert pd.isna(rows).sum() == 0
