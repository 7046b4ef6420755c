"""Damaged definitions, margins and published figures end in a result or in one message that names it."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from analysis.workspace import Place

from .conftest import outcome_of
from .definitions import EDITIONS, MARGINS_DAMAGED, PUBLISHED_DAMAGED, SEVERAL, SURVEYS
from .valid import EDITION, SURVEY

IN_FILE = {
    "survey": ("../survey.toml", SURVEYS),
    "edition": ("edition.toml", EDITIONS),
    "margins": ("margins.csv", MARGINS_DAMAGED),
    "published": ("published.csv", PUBLISHED_DAMAGED),
}
CASES = [
    pytest.param(name, content, said, id=f"{kind}, {damage}")
    for kind, (name, damages) in IN_FILE.items()
    for damage, (content, said) in damages.items()
]


@pytest.mark.parametrize(("name", "content", "said"), CASES)
def test_a_damaged_file_is_named_with_its_fault(
    name: str, content: str | bytes, said: str, place: Place
) -> None:
    (place.raw / name).write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    message = outcome_of(place)
    assert said in message and bool(said) == bool(message), message


@pytest.mark.parametrize(("files", "keys", "said"), SEVERAL.values(), ids=SEVERAL)
def test_one_damaged_file_of_several_is_named(
    files: Mapping[str, str | bytes], keys: str, said: str, place: Place
) -> None:
    for name, content in files.items():
        (place.raw / name).write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    first = EDITION.replace("[file]", "[[files]]")
    place.edition_toml.write_text(f'{first}[[files]]\nname = "b.csv"\n{keys}\n', encoding="utf-8")
    message = outcome_of(place)
    assert said in message and bool(said) == bool(message), message


@pytest.mark.slow
def test_a_questionnaire_of_thousands_of_routed_questions_is_read(place: Place) -> None:
    routed = "".join(
        f'[questions.q{i}]\ntype = "single"\ncodes = {{ 1 = "a" }}\nasked_if = {{ q{i - 1} = ["1"] }}\n'
        for i in range(1, 2000)
    )
    first = '[themes.t]\n[questions.q0]\ntype = "single"\ncodes = { 1 = "a" }\n'
    place.survey_toml.write_text(first + routed, encoding="utf-8")
    (place.raw / "answers.csv").write_text("q0\n1\n1\n", encoding="utf-8")
    (place.raw / "published.csv").unlink()
    assert not outcome_of(place)


def test_a_list_of_forty_thousand_codes_keeps_its_last(place: Place) -> None:
    codes = "\n".join(f'{code} = "c{code}"' for code in range(40_000))
    survey = f'[themes.t]\n[questions.q]\ntype = "single"\n[questions.q.codes]\n{codes}\n'
    place.survey_toml.write_text(survey, encoding="utf-8")
    (place.raw / "answers.csv").write_text("q,x\n39999,1\n1,1\n", encoding="utf-8")
    (place.raw / "published.csv").unlink()
    assert not outcome_of(place)
    assert (place.processed / "problems.csv").read_text(encoding="utf-8").count("\n") == 1


OF_SOME = (
    SURVEY.replace(
        "[indicators.sex]", '[populations.p]\ndesign = "d"\namong = { agree = ["2"] }\n[indicators.sex]'
    )
    + '[designs.d]\namong = { agree = ["2"] }\n[designs.d.weighting]\ncalibration = "raking"\n'
)
OF_DESIGNS = {
    "a design without a row": ("sex,f,52,\nsex,m,48,\n", "no row is of the design d, which is calibrated"),
    "everyone without a row": ("sex,f,52,d\nsex,m,48,d\n", "no row is of everyone, which is calibrated"),
    "a sum in a design": (
        "sex,f,52,\nsex,m,48,\nsex,f,52,d\nsex,m,38,d\n",
        "faults in the rows of the design d\n  - sex: shares sum to 90",
    ),
    "a sum of everyone": (
        "sex,f,52,\nsex,m,38,\nsex,f,52,d\nsex,m,48,d\n",
        "faults in the rows of everyone\n  - sex: shares sum to 90",
    ),
}


@pytest.mark.parametrize(("rows", "said"), OF_DESIGNS.values(), ids=OF_DESIGNS)
def test_faults_of_margins_name_the_design_that_they_are_of(rows: str, said: str, place: Place) -> None:
    place.survey_toml.write_text(OF_SOME, encoding="utf-8")
    (place.raw / "margins.csv").write_text(f"variable,code,share,design\n{rows}", encoding="utf-8")
    assert said in outcome_of(place)
