"""Definitions of a former version are rewritten: names of keys change and nothing else, or no file is."""

from __future__ import annotations

import tomllib
from collections.abc import Callable

import pytest
from click.testing import CliRunner, Result

from analysis.cli.main import main
from analysis.questionnaire import read_survey
from analysis.questionnaire.definitions import RENAMED
from analysis.workspace import Place

SURVEY = """\
\ufeff# What was asked.
heading = { fr = "Essai" }   # of the survey

[lists.oui_non.codes] # shared
1 = "Oui"
2 = "Non"

[ questions . q ]
type = "single"
list   = "oui_non"  # one of the lists
"texts" = 'Dit "oui" ?'
[themes.t]
[indicators.q]
theme = "t"
"""
EXPECTED = (
    SURVEY.replace("heading =", "title =")
    .replace("[lists.", "[scales.")
    .replace("list   =", "scale   =")
    .replace('"texts" =', "text =")
)
EDITION = "# file\n[[files]]\r\ntitle = 'answers.csv'  # as received\r\n"
ANSWERS = "q\n" + "1\n2\n" * 30


@pytest.fixture
def place(write_survey: Callable[..., Place], monkeypatch: pytest.MonkeyPatch) -> Place:
    """A survey written for a version whose keys had other names."""
    for former, key in (("heading", "title"), ("lists", "scales")):
        monkeypatch.setitem(RENAMED["survey"], former, key)
    for former, key in (("list", "scale"), ("texts", "text")):
        monkeypatch.setitem(RENAMED["survey"], f"questions.*.{former}", key)
    monkeypatch.setitem(RENAMED["edition"], "files.*.title", "name")
    place = write_survey("", answers_csv=ANSWERS)
    place.survey_toml.write_bytes(SURVEY.encode("utf-8"))
    place.edition_toml.write_bytes(EDITION.encode("utf-8"))
    return place


def check(place: Place, *words: str) -> Result:
    return CliRunner().invoke(main, ["--root", str(place.root), "check", "--jobs", "1", *words])


def test_only_the_names_of_keys_change(place: Place) -> None:
    result = check(place, "--fix")
    assert result.output.startswith(
        "rewrote data/raw/essai/survey.toml\nrewrote data/raw/essai/2020/edition.toml\n"
    )
    assert place.survey_toml.read_bytes().decode("utf-8") == EXPECTED
    assert place.edition_toml.read_bytes().decode("utf-8") == EDITION.replace("title", "name")
    assert read_survey(place.survey_toml).questions["q"].text.fr == 'Dit "oui" ?'


def test_what_has_its_present_names_is_left_alone(place: Place) -> None:
    check(place, "--fix")
    before = place.survey_toml.stat().st_mtime_ns
    assert check(place, "--fix").output.startswith("nothing to rewrite")
    assert place.survey_toml.stat().st_mtime_ns == before


UNFIT = [
    (
        "a key under both names",
        EDITION + 'name = "answers.csv"\n',
        "rename by hand: files.1.title ('name' now)",
    ),
    ("no valid TOML", EDITION + "x = \n", "not valid TOML"),
]


@pytest.mark.parametrize(("edition", "said"), [case[1:] for case in UNFIT], ids=[case[0] for case in UNFIT])
def test_one_file_that_cannot_be_rewritten_leaves_all_as_they_are(
    edition: str, said: str, place: Place
) -> None:
    place.edition_toml.write_bytes(edition.encode("utf-8"))
    result = check(place, "--fix")
    assert result.exit_code == 1 and said in result.output
    assert place.survey_toml.read_bytes().decode("utf-8") == SURVEY


TABLES = [
    (
        "questions = { q = { list = 's', type = 'single' } }",
        "questions = { q = { scale = 's', type = 'single' } }",
    ),
    ("[questions]\nq.list = 's' # a\nq.type = 'single'", "[questions]\nq.scale = 's' # a\nq.type = 'single'"),
    ("[lists.a]\n[themes.t]\n[lists.b]", "[scales.a]\n[themes.t]\n[scales.b]"),
    ("lists.a.codes.x = 'X'\nlists.b.codes.y = 'Y'", "scales.a.codes.x = 'X'\nscales.b.codes.y = 'Y'"),
    ("[questions.a.b]\nlist = 1", "[questions.a.b]\nlist = 1"),
]


@pytest.mark.parametrize(("former", "present"), TABLES)
def test_a_key_is_renamed_however_its_table_is_written(former: str, present: str, place: Place) -> None:
    place.survey_toml.write_text(former, encoding="utf-8")
    check(place, "--fix")
    assert place.survey_toml.read_text(encoding="utf-8") == present
    assert tomllib.loads(present)
