"""Damaged definitions and answers end in a result or in one message: exit 1, never a traceback."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner, Result

from analysis.cli import main
from analysis.workspace import Place

SURVEY = """
identifier = "id"
breakdowns = ["sex"]
[themes.t]
[questions.sex]
type = "single"
codes = { f = "F", m = "M" }
[questions.hours]
type = "numeric"
[questions.day]
type = "date"
[questions.agree]
type = "scale"
codes = { 1 = "non", 2 = "oui" }
[indicators.sex]
theme = "t"
[indicators.hours]
theme = "t"
statistic = "mean"
[indicators.agree]
theme = "t"
statistic = "mean"
"""
ANSWERS = "id,sex,hours,day,agree\n" + "".join(
    f"r{i},{'fm'[i % 2]},{i % 7},2009-03-{i % 28 + 1:02d},{i % 2 + 1}\n" for i in range(40)
)
EDITION = '[file]\nname = "answers.csv"\n'


def run(place: Place) -> Result:
    return CliRunner().invoke(main, ["--root", str(place.root), "build"])


DEFINITIONS = [
    ("", "0 estimates"),
    ("[[questions]]", "expected a table"),
    (SURVEY + "[questions.sex]\n", "not valid TOML"),
    (SURVEY.replace("breakdowns = [", "breakdowns = [" * 3000), "not valid TOML"),
    (SURVEY.replace('type = "numeric"', 'type = "numeric"\nmax = nan'), "expected a number"),
    (SURVEY.replace('type = "numeric"', f'type = "numeric"\nmax = {10**400}'), "expected a number"),
    (SURVEY.replace('type = "numeric"', f'type = "numeric"\nmax = {"9" * 5000}'), "not valid TOML"),
    (SURVEY.replace('type = "date"', 'type = "date"\ndate_format = "%Q"'), "expected a format such as"),
    (SURVEY.replace('type = "scale"', 'type = "scale"\nscores = { 1 = inf }'), "expected a number"),
    (SURVEY.replace('codes = { 1 = "non"', 'codes = { nan = "x", 1 = "non"'), "is no number"),
    (SURVEY.replace('"sex"]', '"sex", "sex"]'), "listed 2 times"),
    (SURVEY.replace('type = "numeric"', 'type = "numeric"\nasked_if = { sex = [] }'), "no answer is named"),
    (
        SURVEY.replace('statistic = "mean"', 'statistic = "mean"\ndivide_by = -1', 1),
        "expected a number above 0",
    ),
    (SURVEY + '[derived.n]\ncount_of = "sex"\n[derived.n.codes]\na = { of = ["f"] }\n', "has no codes"),
    (SURVEY + '[derived.n]\nyears_since = "hours"\n', "reference_year: needed by n"),
]
EDITIONS = [
    (EDITION + "[fieldwork]\nstart = 2009-03-10T10:00:00\nend = 2009-04-09\n", 0),
    (EDITION + "[fieldwork]\nstart = 2009-04-10\nend = 2009-03-09\n", 1),
    (EDITION + 'separator = "é"\n', 1),
    (EDITION + 'separator = ";;"\n', 1),
    (EDITION + 'encoding = "undefined"\n', 1),
    (EDITION + 'encoding = "a\\u0000"\n', 1),
    (EDITION + 'encoding = "raw_unicode_escape"\n', 0),
    ('[file]\nname = "../answers.csv"\n', 1),
    ('[file]\nname = "."\n', 1),
    (EDITION + '[columns]\nid = { a = "b" }\n', 1),
    (EDITION + "reference_year = " + "9" * 400, 1),
]
FILES = [
    (b"\n\n" + ANSWERS.encode(), 0),
    (b"\xef\xbb\xbf" + ANSWERS.encode(), 0),
    (ANSWERS.replace("\n", "\r\n").encode(), 0),
    (ANSWERS.replace("\n", "\r").encode(), 0),
    (ANSWERS.replace("r3,", "r3\x00,").encode(), 0),
    (ANSWERS.encode("utf-16"), 0),
    (ANSWERS.encode()[:-7], 1),
    (ANSWERS.replace("id,", "id,id,", 1).encode(), 1),
    (ANSWERS.replace(",hours", "," + "h" * 200_000).encode(), 0),
    ((ANSWERS + "x,f,1e400,now,1\n").encode(), 0),
    ((ANSWERS + "x,f,=1+1,2009-03-10T00:30:00+02:00,1\n").encode(), 0),
    ((ANSWERS + 'x,f,"1,2009-03-10,1\n').encode(), 1),
    ((ANSWERS + "x,f\n").encode(), 1),
    (b"\x00\x01\x02\xff" * 500, 1),
    (b"seule\n1\n", 1),
    ((",".join(f"c{i}" for i in range(20_000)) + "\n" + "," * 19_999 + "\n").encode(), 1),
]


def check(result: Result) -> None:
    assert result.exit_code in (0, 1), result.output
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert "Traceback" not in result.output


@pytest.mark.parametrize(("survey", "message"), DEFINITIONS, ids=range(len(DEFINITIONS)))
def test_a_damaged_definition_is_one_message(
    survey: str, message: str, write_survey: Callable[..., Place]
) -> None:
    result = run(write_survey(survey, EDITION, answers_csv=ANSWERS))
    check(result)
    assert message in result.output


@pytest.mark.parametrize(("edition", "code"), EDITIONS, ids=range(len(EDITIONS)))
def test_a_damaged_edition_is_a_result_or_one_message(
    edition: str, code: int, write_survey: Callable[..., Place]
) -> None:
    result = run(write_survey(SURVEY, edition, answers_csv=ANSWERS))
    check(result)
    assert result.exit_code == code, result.output


@pytest.mark.parametrize(("content", "code"), FILES, ids=range(len(FILES)))
def test_a_damaged_file_is_a_result_or_one_message(
    content: bytes, code: int, write_survey: Callable[..., Place]
) -> None:
    place = write_survey(SURVEY, EDITION, answers_csv=content)
    result = run(place)
    check(result)
    assert result.exit_code == code, result.output
    if code:
        assert not place.processed.exists() or not list(place.processed.iterdir())


def test_a_workbook_cut_anywhere_is_one_message(write_survey: Callable[..., Place], tmp_path: Path) -> None:
    whole = tmp_path / "whole.xlsx"
    pd.DataFrame({"id": ["a", "b"], "sex": ["f", "m"]}).to_excel(whole, index=False)
    content = whole.read_bytes()
    place = write_survey(SURVEY, '[file]\nname = "a.xlsx"\n')
    for kept in range(0, len(content), len(content) // 12):
        (place.raw / "a.xlsx").write_bytes(content[:kept])
        check(run(place))


def test_a_questionnaire_of_thousands_of_routed_questions_is_read(write_survey: Callable[..., Place]) -> None:
    routed = "".join(
        f'[questions.q{i}]\ntype = "single"\ncodes = {{ 1 = "a" }}\nasked_if = {{ q{i - 1} = ["1"] }}\n'
        for i in range(1, 2000)
    )
    survey = f'[themes.t]\n[questions.q0]\ntype = "single"\ncodes = {{ 1 = "a" }}\n{routed}'
    result = run(write_survey(survey, EDITION, answers_csv="q0\n1\n1\n"))
    check(result)
    assert result.exit_code == 0, result.output[-300:]


def test_a_list_of_forty_thousand_codes_keeps_its_last(write_survey: Callable[..., Place]) -> None:
    codes = "\n".join(f'{code} = "c{code}"' for code in range(40_000))
    survey = f'[themes.t]\n[questions.q]\ntype = "single"\n[questions.q.codes]\n{codes}\n'
    result = run(write_survey(survey, EDITION, answers_csv="q,x\n39999,1\n1,1\n"))
    check(result)
    assert "0 problems" in result.output
