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

EDITION = "[file]\nname = 'answers.csv'\n"
OTHER_ANSWERS = "q\n" + "1\n" * 42 + "2\n" * 18
RAKED = "[weighting]\ncalibration = 'raking'\nvariables = ['q']\n"
MARGINS = "variable,code,share\nq,1,60\nq,2,40\n"
RULE = "[publication]\nconfidential_below = 100\n"
MORE = "[indicators.autre]\ntheme = 't'\nvariable = 'q'\nanswers = ['1']\n"

CHANGES: dict[str, tuple[dict[str, str], set[str], str]] = {
    "data": ({"answers.csv": OTHER_ANSWERS}, {"data"}, "50 -> 70"),
    "weights": ({"survey.toml": SURVEY + RAKED, "margins.csv": MARGINS}, {"weights"}, "50 -> 60"),
    "rule": ({"survey.toml": SURVEY + RULE}, {"rule"}, "50 -> hidden"),
    "definitions": ({"survey.toml": SURVEY + MORE}, {"definitions"}, "autre: absent -> 50"),
}


def changed(place: Place, files: dict[str, str]) -> None:
    for name, text in files.items():
        (place.survey_toml if name == "survey.toml" else place.raw / name).write_text(text)


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
    for cause in ("data", "weights", "definitions", "rule", "code"):
        assert f"{cause}: {'changed' if cause in causes else 'same'}" in output, output


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
    parts = [row[name] for name in ("before", "after", "difference", "data", "weights", "code", "private")]
    assert parts == ["50", "60", "10", "20", "-10", "0", "True"]


def test_what_no_build_explains_is_left_to_the_code(pair: Callable[[dict[str, str]], Place]) -> None:
    place = pair({"answers.csv": OTHER_ANSWERS})
    spoil(place.root / "b.zip")
    folders = [str(place.root / "former"), str(place.raw)]
    code, output = compared(place, *(word for f in folders for word in ("--answers", f)))
    assert code == 3 and "50 -> 80 (+30); data +20, code +10" in output, output


def spoil(path: Path) -> None:
    """The archive with another figure in it, as another program would have computed it."""
    with zipfile.ZipFile(path) as packed:
        found = {name: packed.read(name) for name in packed.namelist()}
    name = "results/2020/indicators.csv"
    found[name] = found[name].replace(b",70,", b",80,")
    listing = json.loads(found["archive.json"])
    listing["files"][name] = {"bytes": len(found[name]), "sha256": hashlib.sha256(found[name]).hexdigest()}
    found["archive.json"] = json.dumps(listing).encode()
    with zipfile.ZipFile(path, "w") as packed:
        for each, content in found.items():
            packed.writestr(each, content)


def test_nothing_moved_is_exit_code_0_and_so_is_what_the_tolerance_allows(
    pair: Callable[[dict[str, str]], Place],
) -> None:
    place = pair({"answers.csv": OTHER_ANSWERS})
    same = run(place.root, "compare", str(place.root / "a.zip"), str(place.root / "a.zip"))
    assert (same.exit_code, "0 of " in same.output) == (0, True), same.output
    assert compared(place, "--tolerance", "20")[0] == 0
    assert compared(place, "--tolerance", "19.9")[0] == 3


def test_without_the_answers_nothing_is_built_and_that_is_said(
    pair: Callable[[dict[str, str]], Place],
) -> None:
    place = pair({"answers.csv": OTHER_ANSWERS})
    code, output = compared(place, "--answers", str(place.raw))
    assert code == 3
    assert "nothing was built again: no file given has the checksum of answers.csv" in output, output


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
    assert (result.exit_code, "50 -> 70 (+20)" in result.output) == (3, True), result.output
    assert "data: changed; weights: unknown" in result.output
    same = run(place.root, "compare", str(place.root / "b.zip"), "essai/2020")
    assert (same.exit_code, "data: same" in same.output) == (0, True), same.output


def test_folders_of_the_analyst_are_compared_at_full_precision(
    pair: Callable[[dict[str, str]], Place],
) -> None:
    place = pair({"answers.csv": OTHER_ANSWERS})
    before = place.root / "data" / "processed" / "essai" / "former"
    place.processed.rename(before)
    assert run(place.root, "build").exit_code == 0
    result = run(place.root, "compare", str(before), str(place.processed))
    assert result.exit_code == 0 and "data: same" in result.output, result.output
    assert "Not to be passed on" in result.output
