"""What the methodology note has to state, and how a build says that it does not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from analysis.questionnaire import read_edition, read_survey
from analysis.questionnaire.collection.methodology_note import REQUIRED
from analysis.questionnaire.contradictions.note_gaps import note_gaps
from analysis.workspace import Place, places
from tests.cli.one_question import ANSWERS, SURVEY, run

REPOSITORY = Path(__file__).resolve().parents[2]
FULL = "[note]\n" + "".join(f"{field} = 'dit'\n" for field in REQUIRED)
DATES = "[fieldwork]\nstart = 2020-01-01\nend = 2020-02-01\n"
FILE = "[file]\nname = 'answers.csv'\n"
WITH_WEIGHT = "[design]\nweight = 'w'\n"
CASES = [
    (
        "nothing said",
        "",
        FILE,
        [*(f"note.{field}" for field in REQUIRED), "fieldwork.start", "fieldwork.end"],
    ),
    ("all said", FULL, FILE + DATES, []),
    ("all said of the edition", "", FILE + DATES + FULL, []),
    ("a blank is nothing", FULL.replace("sponsor = 'dit'", "sponsor = ' '"), FILE + DATES, ["note.sponsor"]),
    ("simulated", FULL, "simulated = true\n" + FILE + DATES, ["note.simulation"]),
    ("weights of the file", WITH_WEIGHT + FULL, FILE + DATES, ["note.weighting"]),
]


@pytest.mark.parametrize(
    ("survey", "edition", "gaps"), [case[1:] for case in CASES], ids=[c[0] for c in CASES]
)
def test_every_required_field_left_empty_is_named(
    tmp_path: Path, survey: str, edition: str, gaps: list[str]
) -> None:
    place = written(tmp_path, survey, edition)
    definition = read_survey(place.survey_toml)
    assert note_gaps(read_edition(place.edition_toml, definition), definition) == gaps


def written(root: Path, survey: str, edition: str) -> Place:
    place = Place(root, "essai", "2020")
    place.raw.mkdir(parents=True)
    place.survey_toml.write_text(SURVEY + survey, encoding="utf-8")
    place.edition_toml.write_text(edition, encoding="utf-8")
    (place.raw / "answers.csv").write_text(ANSWERS)
    return place


def test_a_strict_build_fails_on_what_the_note_lacks_even_when_up_to_date(tmp_path: Path) -> None:
    place = written(tmp_path, FULL.replace("licence = 'dit'\n", ""), FILE + DATES)
    said = "essai/2020: the methodology note lacks note.licence"
    for words, code in ((["build"], 0), (["build", "--strict"], 1)):
        result = run(tmp_path, *words)
        assert (result.exit_code, said in result.output) == (code, True), result.output
    place.survey_toml.write_text(SURVEY + FULL, encoding="utf-8")
    result = run(tmp_path, "build", "--strict")
    assert (result.exit_code, "lacks" in result.output) == (0, False), result.output


def test_the_shipped_surveys_state_everything() -> None:
    for place in places(REPOSITORY):
        survey = read_survey(place.survey_toml)
        assert note_gaps(read_edition(place.edition_toml, survey), survey) == [], place


def test_what_is_not_stated_stands_with_the_results(tmp_path: Path) -> None:
    place = written(tmp_path, FULL, FILE)
    run(tmp_path, "build")
    facts = json.loads((place.processed / "provenance.json").read_text("utf-8"))
    assert facts["not_stated"] == ["fieldwork.start", "fieldwork.end"]
