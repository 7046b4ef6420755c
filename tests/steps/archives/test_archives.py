"""A release in one file: what is in it, what is refused, and whether the answers still give the same."""

from __future__ import annotations

import json
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from analysis.faults import Fault
from analysis.steps.archives import archive_files
from analysis.steps.archives.archive_files import archive_bytes, read_archive
from analysis.workspace import Place
from tests.cli.one_question import ANSWERS, SURVEY, run
from tests.steps.archives.archived import contents_of, signed, written

CHECKED_ONLY = "only that was checked: nothing was built again, without the answers answers.csv"


def test_an_archive_has_definitions_and_the_release_and_no_answer(released: Place, packed: Path) -> None:
    found = contents_of(packed)
    release = {path.name for path in released.release.iterdir()}
    assert {name for name in found if name.startswith("results/2020/")} == {
        f"results/2020/{name}" for name in release
    }
    assert {"archive.json", "definitions/survey.toml", "definitions/2020/edition.toml"} < set(found)
    answers = (released.raw / "answers.csv").read_bytes()
    private = {path.name for path in released.processed.iterdir()} - release - {"manifest.json"}
    assert "respondents.parquet" in private
    assert not any(answers in content for content in found.values())
    assert not any(name in text for name in private for text in (*found, found["archive.json"].decode()))


def test_the_same_release_gives_the_same_bytes(released: Place, packed: Path) -> None:
    assert archive_bytes(released) == packed.read_bytes()


@pytest.mark.parametrize("name", ["reports/essai/2020/indicators.csv", "data/raw/essai/survey.toml"])
def test_what_another_run_replaces_meanwhile_is_packed_with_nothing_else(
    name: str, released: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = released.root / name
    former = path.read_bytes()
    monkeypatch.setattr(archive_files, "_refuse_identifiers", lambda *_: path.write_bytes(former + b"\n"))
    try:
        with pytest.raises(Fault, match=f"replaced while they were packed: .*{path.name}"):
            archive_bytes(released)
    finally:
        path.write_bytes(former)


def test_without_answers_only_the_files_are_checked_and_that_is_said(released: Place, packed: Path) -> None:
    result = run(released.root, "verify", str(packed))
    assert (result.exit_code, CHECKED_ONLY in result.output) == (0, True), result.output


def test_the_answers_are_found_by_their_checksum_and_give_the_same(released: Place, packed: Path) -> None:
    result = run(released.root, "verify", str(packed), "--answers", str(released.raw))
    assert result.exit_code == 0, result.output
    assert "files are the same" in result.output and "differ" not in result.output
    assert "checksums alone" not in result.output


def test_other_answers_are_told_and_rebuild_nothing(released: Place, packed: Path, tmp_path: Path) -> None:
    (tmp_path / "answers.csv").write_text(ANSWERS + "1\n")
    result = run(released.root, "verify", str(packed), "--answers", str(tmp_path))
    assert (result.exit_code, CHECKED_ONLY in result.output) == (1, True), result.output


def test_figures_that_were_changed_with_their_checksum_are_found_by_building_again(
    released: Place, packed: Path, tmp_path: Path
) -> None:
    found = contents_of(packed)
    name = "results/2020/indicators.csv"
    assert b",50," in found[name]
    found[name] = found[name].replace(b",50,", b",60,", 1)
    result = run(
        released.root, "verify", str(written(tmp_path, signed(found))), "--answers", str(released.raw)
    )
    assert result.exit_code == 1
    assert "indicators.csv differ" in result.output, result.output


def with_inputs(contents: dict[str, bytes], name: str) -> dict[str, bytes]:
    made_of = json.loads(contents["archive.json"])["made_of"]
    return signed(contents, made_of={**made_of, "inputs": {**made_of["inputs"], name: "0" * 64}})


Change = Callable[[dict[str, bytes]], dict[str, bytes]]
INDICATORS = "results/2020/indicators.csv"
REFUSED: dict[str, tuple[Change, str]] = {
    "a file changed": (
        lambda c: {**c, INDICATORS: c[INDICATORS] + b"\n"},
        f"damaged, not as packed: {INDICATORS}",
    ),
    "a file cut short": (lambda c: {**c, INDICATORS: c[INDICATORS][:-9]}, "damaged, not as packed"),
    "a file missing": (
        lambda c: {n: t for n, t in c.items() if n != INDICATORS},
        "missing, unlisted or there twice",
    ),
    "a file too many": (lambda c: {**c, "results/2020/x.csv": b""}, "missing, unlisted or there twice"),
    "a name that climbs": (lambda c: signed({**c, "results/../../x": b"x"}), "names that lead elsewhere"),
    "a name from the root": (lambda c: signed({**c, "/etc/x": b"x"}), "names that lead elsewhere"),
    "a name of Windows": (lambda c: signed({**c, "results\\..\\..\\x": b"x"}), "names that lead elsewhere"),
    "a drive": (lambda c: signed({**c, "C:/x": b"x"}), "names that lead elsewhere"),
    "commands of a terminal": (lambda c: signed({**c, "results/\x1b[2J": b"x"}), "names that lead elsewhere"),
    "answers that climb": (lambda c: with_inputs(c, "2020/../../../x"), "archive.json cannot be read"),
    "an edition that climbs": (lambda c: signed(c, edition="../.."), "archive.json cannot be read"),
    "a bomb": (lambda c: signed({**c, "results/2020/x": b"0" * 50_000_000}), "refused, "),
    "a bomb that lies": (
        lambda c: signed(
            {**c, "results/2020/x": b"0" * 9_000_000},
            files=json.loads(c["archive.json"])["files"]
            | {"results/2020/x": {"bytes": 3, "sha256": "0" * 64}},
        ),
        "damaged, not as packed: results/2020/x",
    ),
    "no listing": (lambda c: {n: t for n, t in c.items() if n != "archive.json"}, "it has no archive.json"),
    "a listing of another kind": (
        lambda c: {**c, "archive.json": b"[" * 100_000},
        "archive.json cannot be read",
    ),
    "a form to come": (lambda c: signed(c, format=2), "of form 2, expected 1"),
    "another definition": (
        lambda c: signed({**c, "definitions/survey.toml": c["definitions/survey.toml"] + b"\n"}),
        "not the definitions that its results were made of: survey.toml",
    ),
}


@pytest.mark.parametrize(("change", "message"), REFUSED.values(), ids=REFUSED)
def test_an_archive_that_is_not_sound_is_refused_in_one_message(
    released: Place, packed: Path, tmp_path: Path, change: Change, message: str
) -> None:
    path = written(tmp_path, change(contents_of(packed)))
    result = run(released.root, "verify", str(path), "--answers", str(released.raw))
    assert result.exit_code == 1
    assert message in result.output and result.output.count("assoscope: ") == 1, result.output
    assert "Traceback" not in result.output and "\x1b" not in result.output


BROKEN: dict[str, Callable[[bytes], bytes]] = {
    "cut short": lambda content: content[:-100],
    "no archive": lambda _: b"text",
    "empty": lambda _: b"",
    "bytes changed": lambda content: content[:300] + bytes(200) + content[500:],
}


@pytest.mark.parametrize("damage", BROKEN.values(), ids=BROKEN)
def test_a_damaged_file_is_refused(packed: Path, tmp_path: Path, damage: Callable[[bytes], bytes]) -> None:
    path = tmp_path / "broken.zip"
    path.write_bytes(damage(packed.read_bytes()))
    with pytest.raises(Fault, match="damaged"):
        read_archive(path)


def test_a_link_is_refused(packed: Path, tmp_path: Path) -> None:
    contents = signed({**contents_of(packed), "results/2020/lien": b"/etc/passwd"})
    path = written(tmp_path, {n: t for n, t in contents.items() if n != "results/2020/lien"})
    with zipfile.ZipFile(path, "a") as archive:
        link = zipfile.ZipInfo("results/2020/lien")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, b"/etc/passwd")
    with pytest.raises(Fault, match="names that lead elsewhere: results/2020/lien"):
        read_archive(path)


def test_what_changed_since_the_release_is_not_packed(
    released: Place, copy_of: Callable[[Place], Place]
) -> None:
    place = copy_of(released)
    place.edition_toml.write_text(place.edition_toml.read_text() + "\n")
    result = run(place.root, "archive", "essai/2020")
    assert (result.exit_code, "changed since the release was made: 2020/edition.toml" in result.output) == (
        1,
        True,
    )


def test_respondents_named_in_the_definitions_are_packed_only_where_that_is_agreed(
    write_survey: Callable[..., Place],
) -> None:
    survey = "identifier = 'id'\n" + SURVEY
    answers = "id,q\n" + "".join(f"p{i},{1 + i % 2}\n" for i in range(60))
    place = write_survey(
        survey, "[file]\nname = 'answers.csv'\n[exclude]\np3 = 'essai'\n", answers_csv=answers
    )
    assert run(place.root, "build").exit_code == 0
    refused = run(place.root, "archive", "essai/2020")
    assert (refused.exit_code, "names 1 respondent in [exclude]" in refused.output) == (1, True)
    assert not (place.root / "essai-2020.zip").exists()
    assert run(place.root, "archive", "essai/2020", "--with-identifiers").exit_code == 0
