"""What moved between two builds, and which of data, weights, definitions, rule and code moved it."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from analysis.workspace import Place
from tests.cli.one_question import ANSWERS, SURVEY, run
from tests.plain_spaces import plain

EDITION = "[file]\nname = 'answers.csv'\n"
OTHER_ANSWERS = "q\n" + "1\n" * 42 + "2\n" * 18
RAKED = "[weighting]\ncalibration = 'raking'\nvariables = ['q']\n"
MARGINS = "variable,code,share\nq,1,60\nq,2,40\n"
RULE = "[publication]\nconfidential_below = 100\n"
MORE = "[indicators.autre]\ntheme = 't'\nvariable = 'q'\nanswers = ['1']\n"

CHANGES: dict[str, tuple[dict[str, str], set[str], str]] = {
    "data": ({"answers.csv": OTHER_ANSWERS}, {"data"}, "50% → 70%"),
    "weights": ({"survey.toml": SURVEY + RAKED, "margins.csv": MARGINS}, {"weights"}, "50% → 60%"),
    "rule": ({"survey.toml": SURVEY + RULE}, {"rule"}, "50% → hidden"),
    "definitions": ({"survey.toml": SURVEY + MORE}, {"definitions"}, "autre: absent → 50%"),
}


def changed(place: Place, files: dict[str, str]) -> None:
    for name, text in files.items():
        (place.survey_toml if name == "survey.toml" else place.raw / name).write_text(text)


CALLED = {
    "data": "the answers",
    "weights": "the weighting",
    "definitions": "the definitions",
    "rule": "the publication rule",
    "code": "the programs",
}


@pytest.fixture
def pair(write_survey: Callable[..., Place]) -> Callable[[dict[str, str]], Place]:
    """A survey archived as a.zip, changed, and archived as b.zip; its first answers are kept in former/."""

    def of(files: dict[str, str]) -> Place:
        place = write_survey(SURVEY, EDITION, answers_csv=ANSWERS)
        former = place.root / "former"
        former.mkdir()
        (former / "answers.csv").write_text(ANSWERS)
        archive(place, "a.zip")
        changed(place, files)
        archive(place, "b.zip")
        return place

    return of


def archive(place: Place, name: str) -> None:
    assert run(place.root, "build").exit_code == 0
    result = run(place.root, "archive", "essai/2020", "--to", str(place.root / name))
    assert result.exit_code == 0, result.output


def compared(place: Place, *words: str) -> tuple[int, str]:
    given = [str(place.root / name) for name in ("a.zip", "b.zip")]
    result = run(place.root, "compare", *given, *words)
    return result.exit_code, result.output


@pytest.mark.parametrize(("files", "causes", "said"), CHANGES.values(), ids=CHANGES)
def test_what_changed_is_named_and_its_figures_with_it(
    pair: Callable[[dict[str, str]], Place], files: dict[str, str], causes: set[str], said: str
) -> None:
    code, output = compared(pair(files))
    assert (code, said in output) == (3, True), output
    for cause, called in CALLED.items():
        assert f"{called}: {'changed' if cause in causes else 'same'}" in output, output
    (alone,) = causes
    assert f"The cause: {CALLED[alone]}. Nothing else differs" in output.splitlines()[1], output


def test_two_changes_are_told_apart_by_building_one_after_the_other(
    pair: Callable[[dict[str, str]], Place],
) -> None:
    both = {"answers.csv": OTHER_ANSWERS, "survey.toml": SURVEY + RAKED, "margins.csv": MARGINS}
    place = pair(both)
    target = place.root / "data" / "processed" / "moved.csv"
    folders = [str(place.root / "former"), str(place.raw)]
    code, output = compared(
        place, *(word for f in folders for word in ("--answers", f)), "--csv", str(target)
    )
    assert code == 3, output
    row = next(r for r in csv.DictReader(io.StringIO(target.read_text("utf-8"))) if r["item"] == "1")
    parts = [
        row[name] for name in ("before", "after", "difference", "data", "weights", "unexplained", "private")
    ]
    assert parts == ["50", "60", "10", "20", "-10", "0", "True"]


LEFT_OVER: dict[str, tuple[str, str, str]] = {
    "programs as they are here": ("", "", "the answers +20 points and what nothing explains +10 points"),
    "other programs of the later side": ("", "0", "the answers +20 points and the programs +10 points"),
    "other programs of both sides": (
        "0",
        "1",
        "the answers +20 points; the programs here, to those of the later side +10 points",
    ),
}
"""The programs' checksum that each archive tells, its own where it is blank -> what moved the figure."""


@pytest.mark.parametrize(("earlier", "later", "said"), LEFT_OVER.values(), ids=LEFT_OVER)
def test_what_no_build_explains_is_the_programs_where_they_are_others(
    pair: Callable[[dict[str, str]], Place], earlier: str, later: str, said: str
) -> None:
    place = pair({"answers.csv": OTHER_ANSWERS})
    written_by(place.root / "a.zip", earlier, {})
    written_by(place.root / "b.zip", later, {b",70,": b",80,"})
    folders = [str(place.root / "former"), str(place.raw)]
    code, output = compared(place, *(word for f in folders for word in ("--answers", f)))
    assert (code, f"(+30 points); {said}" in plain(output)) == (3, True), output


def written_by(path: Path, code: str, figures: dict[bytes, bytes]) -> None:
    """The archive as another program would have written it, with other figures."""
    with zipfile.ZipFile(path) as packed:
        found = {name: packed.read(name) for name in packed.namelist()}
    name = "results/2020/indicators.csv"
    for was, now in figures.items():
        found[name] = found[name].replace(was, now)
    listing = json.loads(found["archive.json"])
    listing["files"][name] = {"bytes": len(found[name]), "sha256": hashlib.sha256(found[name]).hexdigest()}
    listing["made_of"]["software"]["code"] = code or listing["made_of"]["software"]["code"]
    found["archive.json"] = json.dumps(listing).encode()
    with zipfile.ZipFile(path, "w") as packed:
        for each, content in found.items():
            packed.writestr(each, content)


def test_nothing_moved_is_exit_code_0_and_so_is_what_the_tolerance_allows(
    pair: Callable[[dict[str, str]], Place],
) -> None:
    place = pair({"answers.csv": OTHER_ANSWERS})
    same = run(place.root, "compare", str(place.root / "a.zip"), str(place.root / "a.zip"))
    assert (same.exit_code, "No figure moved" in same.output) == (0, True), same.output
    assert compared(place, "--tolerance", "20")[0] == 0
    assert compared(place, "--tolerance", "19.9")[0] == 3


def test_without_the_answers_nothing_is_built_and_that_is_said(
    pair: Callable[[dict[str, str]], Place],
) -> None:
    place = pair({"answers.csv": OTHER_ANSWERS})
    code, output = compared(place, "--answers", str(place.raw))
    assert code == 3
    assert "Nothing was built again: no file given has the checksum of answers.csv" in output, output


def test_a_comparison_of_two_builds_stays_in_the_folder_of_the_analyst(
    pair: Callable[[dict[str, str]], Place],
) -> None:
    place = pair({"answers.csv": OTHER_ANSWERS})
    for target in (place.root / "moved.html", place.release / "moved.html"):
        code, output = compared(place, "--html", str(target))
        assert (code, "may not be passed on" in output, target.exists()) == (1, True, False), output
    target = place.root / "data" / "processed" / "moved.html"
    assert compared(place, "--html", str(target))[0] == 3
    assert "Not to be passed on" in target.read_text("utf-8")


def test_a_hostile_name_is_inert_in_every_form(
    pair: Callable[[dict[str, str]], Place],
) -> None:
    coded = SURVEY.replace('2 = "non"', '"<script>=" = "non"')
    place = pair({"survey.toml": coded, "answers.csv": ANSWERS.replace("2", "<script>=")})
    folder = place.root / "data" / "processed"
    code, output = compared(place, "--html", str(folder / "m.html"), "--csv", str(folder / "m.csv"))
    assert code == 3, output
    page = (folder / "m.html").read_text("utf-8")
    assert "<script" not in page and "&lt;script&gt;=" in page and "default-src 'none'" in page


def test_what_is_no_build_is_refused_with_what_was_expected(tmp_path: Path) -> None:
    result = run(tmp_path, "compare", "nulle/part", "nulle/part")
    assert (result.exit_code, "nulle/part: no figures there; expected an archive" in result.output) == (
        1,
        True,
    )


def test_a_release_says_what_it_knows_of_what_it_was_made_of(
    pair: Callable[[dict[str, str]], Place],
) -> None:
    place = pair({"answers.csv": OTHER_ANSWERS})
    result = run(place.root, "compare", str(place.root / "a.zip"), "essai/2020")
    assert (result.exit_code, "50% → 70%" in result.output) == (3, True), result.output
    assert "the answers: changed; the weighting: same" in result.output
    same = run(place.root, "compare", str(place.root / "b.zip"), "essai/2020")
    assert (same.exit_code, "the answers: same" in same.output) == (0, True), same.output


def test_folders_of_the_analyst_are_compared_at_full_precision(
    pair: Callable[[dict[str, str]], Place],
) -> None:
    place = pair({"answers.csv": OTHER_ANSWERS})
    before = place.root / "data" / "processed" / "essai" / "former"
    place.processed.rename(before)
    assert run(place.root, "build").exit_code == 0
    result = run(place.root, "compare", str(before), str(place.processed))
    assert result.exit_code == 0 and "the answers: same" in result.output, result.output
    assert "Not to be passed on" in result.output


SAID = {
    "fr": [
        "q ; oui : 50 % → 60 % (+10 points). 2 chiffres sur 2 ont changé ;",
        "La cause, en refaisant le calcul avec un changement à la fois : les réponses +20 points",
        "Ce qui diffère : le contenu du fichier de réponses (answers.csv) ; survey.toml ",
    ],
    "en": [
        "q; oui: 50% → 60% (+10 points). 2 of 2 figures moved;",
        "The cause, by building again with one change at a time: the answers +20 points;",
        "What differs: the content of the file of answers (answers.csv); survey.toml ",
    ],
}


@pytest.mark.parametrize("language", SAID)
def test_the_first_three_lines_answer_why_on_the_console_and_the_page(
    pair: Callable[[dict[str, str]], Place], language: str
) -> None:
    both = {"answers.csv": OTHER_ANSWERS, "survey.toml": SURVEY + RAKED, "margins.csv": MARGINS}
    place = pair(both)
    target = place.root / "data" / "processed" / "moved.html"
    folders = ["--answers", str(place.root / "former"), "--answers", str(place.raw)]
    _, output = compared(place, *folders, "--html", str(target), "--lang", language)
    for said, line in zip(SAID[language], plain(output).splitlines(), strict=False):
        assert line.startswith(said)
    page = plain(target.read_text("utf-8"))
    assert f'<html lang="{language}"' in page and "<script" not in page
    places = [page.index(said.partition(" (")[0]) for said in SAID[language]]
    assert places == sorted(places) and places[-1] < page.index("<table")


OTHER_FILE = {"lisez.txt": "Rien qui compte."}
NOTED = {"survey.toml": 'title = "Un autre titre"\n' + SURVEY + "[note]\npurpose = 'Autre'\n"}


@pytest.mark.parametrize("files", [OTHER_FILE, NOTED], ids=["another file", "texts"])
def test_what_no_figure_follows_from_is_no_cause(
    pair: Callable[[dict[str, str]], Place], files: dict[str, str]
) -> None:
    code, output = compared(pair(files))
    assert (code, "changed" in output) == (0, False), output


def test_how_answers_are_read_is_told_from_the_answers(pair: Callable[[dict[str, str]], Place]) -> None:
    code, output = compared(pair({"edition.toml": EDITION + "[recode.q]\n2 = '1'\n"}))
    assert code == 3 and "The cause: how the answers are read. Nothing else differs" in output, output
    assert "What differs: edition.toml recode.q.2: – → 1." in output


def test_the_cause_of_a_figure_that_is_hidden_is_named(pair: Callable[[dict[str, str]], Place]) -> None:
    place = pair({"answers.csv": OTHER_ANSWERS, "survey.toml": SURVEY + RULE})
    folders = ["--answers", str(place.root / "former"), "--answers", str(place.raw)]
    _, output = compared(place, *folders)
    assert "appear or disappear, by building again with one change at a time: the publication rule." in output


def test_one_indicator_is_asked_about_by_its_name(pair: Callable[[dict[str, str]], Place]) -> None:
    place = pair({"answers.csv": OTHER_ANSWERS, "survey.toml": SURVEY + MORE})
    assert (
        "autre: absent → 70%. It is the only one of 1 figures" in compared(place, "--indicator", "autre")[1]
    )
    code, output = compared(place, "--indicator", "rien")
    assert code == 1 and "no indicator rien on either side; there are autre, q" in output


def test_two_editions_are_compared_anywhere_and_said_to_be_two(
    pair: Callable[[dict[str, str]], Place],
) -> None:
    place = pair({})
    other = place.raw.with_name("2021")
    other.mkdir()
    (other / "edition.toml").write_text(EDITION)
    (other / "answers.csv").write_text(OTHER_ANSWERS)
    assert run(place.root, "build").exit_code == 0
    page = place.root / "moved.html"
    result = run(place.root, "compare", "essai/2020", "essai/2021", "--html", str(page))
    said = result.output.splitlines()
    assert result.exit_code == 3 and said[1].startswith("The cause: the answers."), result.output
    assert said[2].endswith("trend.csv says which of these differences are established.")
    assert "Not to be passed on" not in page.read_text("utf-8")
