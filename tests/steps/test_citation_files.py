"""How an edition is cited, whatever its definitions hold."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema
import pytest
import yaml

from analysis.exports.open_data.licences import LICENCES, Licence
from analysis.questionnaire import read_edition, read_survey
from analysis.steps.citation_files import citation_files
from analysis.workspace import Place
from tests.small_survey import SURVEY

FILE = "[file]\nname = 'answers.csv'\n"
CITED = (
    "[citation]\nauthors = ['Fédération des clubs', 'Ana']\npublisher = 'Les éditions'\n"
    "published = 2024-06-30\ndoi = '10.1234/abc'\nurl = 'https://example.org/e'\n"
)
HOSTILE = [
    "a: b\n- c: [d] # e",
    '"} , author = {Mallory',
    "\\input{/etc/passwd} $x^2$ ~ % _ & #",
    "!!python/object/apply:os.system ['true']",
    "\u2028\x00\x85\ufeffx\x7f",
    "*x &y {{z}}",
]


def cited(
    root: Path, survey: str, edition: str = FILE, licence: Licence | None = None
) -> tuple[dict[str, object], str]:
    place = Place(root, "essai", "2020")
    place.raw.mkdir(parents=True)
    place.survey_toml.write_text(survey, encoding="utf-8")
    place.edition_toml.write_text(edition, encoding="utf-8")
    definition = read_survey(place.survey_toml)
    files = citation_files(definition, read_edition(place.edition_toml, definition), licence)
    return yaml.safe_load(files["CITATION.cff"]), files["citation.bib"].decode("utf-8")


def test_a_citation_says_who_what_and_when(tmp_path: Path) -> None:
    cff, bibtex = cited(tmp_path, "title = 'Les clubs'\n" + SURVEY + CITED)
    assert cff == {
        "cff-version": "1.2.0",
        "message": "Pour citer ces chiffres. / To cite these figures.",
        "type": "dataset",
        "title": "Les clubs – 2020",
        "version": "2020",
        "authors": [{"name": "Fédération des clubs"}, {"name": "Ana"}],
        "date-released": "2024-06-30",
        "doi": "10.1234/abc",
        "url": "https://example.org/e",
    }
    assert "author = {{Fédération des clubs} and {Ana}}" in bibtex and "year = {2024}" in bibtex


def test_without_authors_the_producer_is_cited_else_the_survey(tmp_path: Path) -> None:
    cff, _ = cited(tmp_path / "a", SURVEY + "[note]\nproducer = 'Nous'\n")
    assert cff["authors"] == [{"name": "Nous"}]
    cff, _ = cited(tmp_path / "b", "title = 'Les clubs'\n" + SURVEY)
    assert cff["authors"] == [{"name": "Les clubs"}]


SCHEMA = json.loads(
    (Path(__file__).parents[1] / "schemas" / "citation-file-format-1.2.0.json").read_text("utf-8")
)


@pytest.mark.parametrize("survey", [SURVEY, "title = 'Les clubs'\n" + SURVEY + CITED], ids=["bare", "whole"])
@pytest.mark.parametrize(
    "licence", [None, *LICENCES.values()], ids=lambda each: each.name if each else "none"
)
def test_a_citation_is_what_its_format_asks_for(tmp_path: Path, survey: str, licence: Licence | None) -> None:
    cff, bibtex = cited(tmp_path, survey, licence=licence)
    jsonschema.Draft7Validator(SCHEMA).validate(cff)
    assert cff.get("license") == (licence.spdx if licence else None)
    assert licence is None or licence.title in bibtex


SPOILT = [{"title": None}, {"authors": []}, {"license": "mine"}, {"date-released": "hier"}, {"doi": "abc"}]


@pytest.mark.parametrize("change", SPOILT, ids=lambda change: next(iter(change)))
def test_the_schema_of_citations_finds_what_is_wrong(tmp_path: Path, change: dict[str, object]) -> None:
    cff, _ = cited(tmp_path, SURVEY + CITED)
    assert not jsonschema.Draft7Validator(SCHEMA).is_valid({**cff, **change})


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_stays_a_text(tmp_path: Path, text: str) -> None:
    written = "".join(f"\\u{ord(sign):04x}" for sign in text)
    cff, bibtex = cited(tmp_path, f'title = "{written}"\n' + SURVEY)
    assert set(cff) == {"cff-version", "message", "type", "title", "version", "authors"}
    assert cff["authors"] == [{"name": str(cff["title"]).removesuffix(" – 2020").strip()}]
    bare = re.sub(r"\\(textbackslash|textasciitilde|textasciicircum)\{\}|\\[&%$#_{}]", "", bibtex)
    assert "\\" not in bare and "$" not in bare
    assert bare.count("{") == bare.count("}") and len(re.findall(r"(?m)^  \w+ = ", bare)) == 2
