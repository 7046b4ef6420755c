"""Routing on numbers: `${age} > 18` becomes a range in the notation of definitions, whatever tool asks it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from analysis.drafting.drafts import draft
from analysis.drafting.routing.joined_conditions import together
from analysis.drafting.routing.routing_expressions import Variable, routing
from analysis.pipeline import process
from analysis.questionnaire.fixed_words import AnyOf, Condition, NoneOf
from analysis.workspace import Place

from .forms import write_form

VARIABLES = {
    "age": Variable("age", (), is_number=True, is_whole=True),
    "don": Variable("don", (), is_number=True),
    "always": Variable("always", (), is_number=True, is_always_answered=True),
    "sexe": Variable("sexe", ("f", "h")),
}
SAID: dict[str, tuple[str, Condition]] = {
    "at least": ("age >= 18", {"age": ("18..",)}),
    "above, of whole numbers": ("${age} > 18", {"age": ("19..",)}),
    "below, the sides changed": ("65 > age.NAOK", {"age": ("..64",)}),
    "quoted": ('age.NAOK >= "18"', {"age": ("18..",)}),
    "between": ("age >= 18 and age < 65", {"age": ("18..64",)}),
    "one of two ranges": ("age < 18 or age >= 65", {"age": ("..17", "65..")}),
    "a range without one number": ("age > 17 and age != 20", {"age": ("18..19", "21..")}),
    "equal, with decimals of nothing": ("age = 18.0", {"age": ("18",)}),
    "negated, always answered": ("not(always < 18) and sexe = 'f'", {"always": ("18..",), "sexe": ("f",)}),
    "answered": ("!is_empty(age)", {"age": ("..0", "0..")}),
    "not blank": ("age != ''", {"age": ("..0", "0..")}),
    "above, of any number": ("don > 18", {"don": NoneOf(("..18",))}),
    "at least, of any number": ("don >= 0.5", {"don": ("0.5..",)}),
    "strictly between": ("don > 0 and don < 10", {"don": NoneOf(("..0", "10.."))}),
    "other than, always answered": ("always != 0", {"always": NoneOf(("0",))}),
    "one question or another": ("age > 17 or sexe = 'f'", AnyOf([{"age": ("18..",)}, {"sexe": ("f",)}])),
    "below zero": ("don <= -1", {"don": ("..-1",)}),
}
LEFT: dict[str, tuple[str, Condition, str]] = {
    "one end open": ("don >= 1 and don < 10", {"don": ("1..10",)}, "not of 10 itself"),
    "negated, perhaps unanswered": ("not(age < 18)", {}, "without an answer to age"),
    "perhaps unanswered": ("age != 18", {}, "without an answer to age"),
    "a word": ("age > 'x'", {}, "no number"),
    "two numbers": ("age > don", {}, "compares age with don"),
    "nobody": ("age > 20 and age < 10", {}, "no answer to age does"),
}


@pytest.mark.parametrize(("expression", "expected"), SAID.values(), ids=SAID)
def test_a_comparison_with_a_number_is_a_range(expression: str, expected: Condition) -> None:
    found = routing(expression, VARIABLES)
    assert (found.asked_if, found.left) == (expected, ())
    for name, codes in found.asked_if.items():
        assert isinstance(codes, NoneOf) == isinstance(expected[name], NoneOf)


@pytest.mark.parametrize(("expression", "kept", "reason"), LEFT.values(), ids=LEFT)
def test_what_no_range_says_is_left_with_its_reason(expression: str, kept: Condition, reason: str) -> None:
    found = routing(expression, VARIABLES)
    assert found.asked_if == kept
    assert reason in "; ".join(found.left)


GROUPS: dict[str, tuple[Condition, Condition, Condition]] = {
    "ranges": ({"age": ("18..",)}, {"age": ("..64",)}, {"age": ("18..64",)}),
    "a number within a range": ({"age": ("18..",)}, {"age": ("0", "20")}, {"age": ("20",)}),
    "none of either": (
        {"age": NoneOf(("..0",))},
        {"age": NoneOf(("9..",))},
        {"age": NoneOf(("..0", "9.."))},
    ),
}


@pytest.mark.parametrize(("group", "question", "both"), GROUPS.values(), ids=GROUPS)
def test_a_group_and_its_question_on_one_number_are_the_range_of_both(
    group: Condition, question: Condition, both: Condition
) -> None:
    assert together([group, question]).asked_if == both


XLSFORM = """
type|name|label|relevant
integer|age|Âge|
text|metier|Métier|${age} >= 18 and ${age} < 65
begin group|aines|Aînés|${age} > 64
text|aide|Quelle aide ?|
end group|||
"""
REDCAP = (
    '"Variable / Field Name","Form Name","Field Type","Field Label",'
    '"Choices, Calculations, OR Slider Labels","Text Validation Type OR Show Slider Number",'
    '"Branching Logic (Show field only if...)"\n'
    "age,profil,text,Âge,,integer,\n"
    "metier,profil,text,Métier,,,[age] >= 18 and [age] < '65'\n"
    "aide,profil,text,Quelle aide ?,,,[age] > 64\n"
)
LIMESURVEY = (
    "id\trelated_id\tclass\ttype/scale\tname\trelevance\ttext\thelp\tlanguage\tmandatory\tother\tnum_value_int_only\n"
    "1\t\tS\t\tlanguage\t\tfr\t\t\t\t\t\n"
    "1\t\tSL\t\tsurveyls_title\t\tClub\t\tfr\t\t\t\n"
    "1\t\tG\t\tVous\t1\t\t\tfr\t\t\t\n"
    "10\t\tQ\tN\tage\t1\tÂge\t\tfr\tN\t\t1\n"
    '11\t\tQ\tS\tmetier\tage.NAOK >= 18 and age.NAOK < "65"\tMétier\t\tfr\tN\t\t\n'
    "12\t\tQ\tS\taide\tage.NAOK > 64\tQuelle aide ?\t\tfr\tN\t\t\n"
)


def xlsform(path: Path) -> Path:
    return write_form(path.with_suffix(".xlsx"), XLSFORM, "list_name|name|label\nx|1|X")


def written(suffix: str, text: str) -> Callable[[Path], Path]:
    def write(path: Path) -> Path:
        path.with_suffix(suffix).write_text(text, "utf-8")
        return path.with_suffix(suffix)

    return write


FORMS = {"XLSForm": xlsform, "REDCap": written(".csv", REDCAP), "LimeSurvey": written(".txt", LIMESURVEY)}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_who_is_asked_by_a_number_is_read_from_the_form(form: Callable[[Path], Path], tmp_path: Path) -> None:
    rows = ["id,age,metier,aide", "1,17,,", "2,18,a,", "3,64,b,", "4,65,,c", "5,,,"]
    (tmp_path / "r.csv").write_text("\n".join(rows), "utf-8")
    draft(tmp_path, "s/2024", tmp_path / "r.csv", form(tmp_path / "form"))
    found = process(Place(tmp_path, "s", "2024"))
    asked = found.survey.questions
    assert dict(asked["metier"].asked_if) == {"age": ("18..64",)}
    assert dict(asked["aide"].asked_if) == {"age": ("65..",)}
    answers = found.weighted.cleaned.answers
    assert [answers[name].was_asked.tolist() for name in ("metier", "aide")] == [
        [False, True, True, False, False],
        [False, False, False, True, False],
    ]
