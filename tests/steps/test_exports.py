"""Exports as folders: where they may stand, what they are made of, that they appear whole."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from analysis.faults import Fault, Misuse
from analysis.pipeline import build
from analysis.runs import result_folders
from analysis.runs.manifests import is_whole
from analysis.steps.export_formats import EXPORT_FORMATS
from analysis.steps.exports import NOTES, export
from analysis.workspace import Place
from tests.cli.one_question import run
from tests.runs.killed_runs import killed_at
from tests.small_survey import ANSWERS, SURVEY

PRIVATE_FORMATS = [name for name, each in EXPORT_FORMATS.items() if each.is_private]


@pytest.fixture(scope="module")
def built(write_shared: Callable[..., Place]) -> Place:
    privacy = "[privacy]\nquasi_identifiers = ['sex']\n"
    place = write_shared("breakdowns = ['sex']\n" + privacy + SURVEY, answers_csv=ANSWERS)
    build(place)
    return place


@pytest.fixture
def place(built: Place, copy_of: Callable[[Place], Place]) -> Place:
    return copy_of(built)


def files_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_exports_of_a_release_stand_in_a_folder_of_their_own(place: Place) -> None:
    (folder,) = export(place, ["datapackage"])
    assert folder == place.root / "exports" / "essai" / "2020" / "datapackage"
    assert is_whole(folder / "manifest.json")
    assert "non précisée" in (folder / "LISEZMOI.txt").read_text(encoding="utf-8")
    assert (folder / "indicators.csv").read_bytes() == (place.release / "indicators.csv").read_bytes()


def test_what_is_exported_is_not_what_is_released_later(place: Place) -> None:
    (folder,) = export(place, ["datapackage"])
    (folder / "indicators.csv").write_bytes(b"changed")
    assert (place.release / "indicators.csv").read_bytes() != b"changed"


def test_a_catalogue_needs_the_address_at_which_its_files_will_stand(place: Place) -> None:
    with pytest.raises(Misuse, match=r"dcat: files are named by the address .* give --url"):
        export(place, ["csvw", "dcat"])
    assert not (place.root / "exports").exists()
    (folder,) = export(place, ["dcat"], url="https://example.org/data/")
    assert '"https://example.org/data/indicators.csv"' in (folder / "catalogue.jsonld").read_text("utf-8")


@pytest.mark.parametrize(
    "url",
    ["example.org", "ftp://example.org/", "javascript:alert(1)", "https://a b/", "https://x/<b>", "https://"],
)
def test_an_address_that_is_none_is_refused(place: Place, url: str) -> None:
    with pytest.raises(Misuse, match="expected the address of a folder on the web"):
        export(place, ["dcat"], url=url)


@pytest.mark.parametrize("inside", ["reports/essai", "data/processed/essai/2020", "data", "reports"])
def test_nothing_is_exported_into_folders_that_runs_replace(place: Place, inside: str) -> None:
    with pytest.raises(Misuse, match="it lies in"):
        export(place, ["datapackage"], place.root / inside)


@pytest.mark.parametrize("name", PRIVATE_FORMATS)
def test_files_of_respondents_have_no_place_by_default(place: Place, name: str) -> None:
    with pytest.raises(Misuse, match=r"private .* give --to DIR, outside data/, reports/ and exports/"):
        export(place, [name])
    assert not (place.root / "exports").exists()


@pytest.mark.parametrize("name", PRIVATE_FORMATS)
@pytest.mark.parametrize("inside", ["reports", "exports/essai", "data/raw", "link/x"])
def test_files_of_respondents_are_refused_in_folders_of_the_project(
    place: Place, name: str, inside: str
) -> None:
    (place.root / "link").symlink_to(place.root / "reports")
    with pytest.raises(Misuse, match="files of respondents are private"):
        export(place, [name], place.root / inside)


def test_a_release_of_other_definitions_is_not_exported(place: Place) -> None:
    place.survey_toml.write_text(place.survey_toml.read_text().replace("Femmes", "Dames"))
    with pytest.raises(Fault, match="assoscope build essai/2020"):
        export(place, ["datapackage"])


def test_a_release_that_was_changed_is_not_exported(place: Place) -> None:
    path = place.release / "indicators.csv"
    path.write_bytes(path.read_bytes().replace(b"66", b"67"))
    with pytest.raises(Fault, match="assoscope build essai/2020"):
        export(place, ["datapackage"])


def test_a_full_disk_leaves_the_former_export(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder,) = export(place, ["datapackage"])
    former = files_of(folder)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(result_folders.os, "fsync", full)
    with pytest.raises(Fault, match="No space left"):
        export(place, ["datapackage"], licence="cc0-1.0")
    monkeypatch.undo()
    assert files_of(folder) == former
    assert {path.name for path in folder.parent.iterdir()} <= {"datapackage", ".datapackage.lock"}


def test_an_export_that_is_stopped_leaves_the_former_one(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder,) = export(place, ["datapackage"])
    former = files_of(folder)

    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(result_folders, "_put_in_place", stopped)
    with pytest.raises(KeyboardInterrupt):
        export(place, ["datapackage"], licence="cc0-1.0")
    assert files_of(folder) == former


def test_files_of_others_are_not_replaced(place: Place, tmp_path: Path) -> None:
    folder = tmp_path / "mine" / "datapackage"
    folder.mkdir(parents=True)
    (folder / "indicators.csv").write_text("mine")
    with pytest.raises(Fault, match=r"indicators.csv stand there, and no export wrote them"):
        export(place, ["datapackage"], tmp_path / "mine")
    assert (folder / "indicators.csv").read_text() == "mine"


def test_the_command_says_where_exports_are_and_that_no_licence_is_stated(place: Place) -> None:
    said = run(place.root, "export", "essai/2020", "--format", "datapackage,csvw")
    assert said.exit_code == 0, said.output
    assert "datapackage: exports/essai/2020/datapackage\n" in said.output
    assert "no licence is stated" in said.output
    again = run(place.root, "export", "essai/2020", "--format", "csvw", "--licence", "etalab-2.0")
    assert "no licence" not in again.output


def test_the_help_names_every_format() -> None:
    said = run(Path(), "export", "--help").output
    assert [name for name in EXPORT_FORMATS if name not in said] == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["essai/2020", "--format", "xls"], "'xls'; expected some of datapackage, csvw"),
        (["essai/2020", "--format", ""], "expected some of"),
        (["essai/2021", "--format", "csvw"], "no survey or edition 'essai/2021'"),
        (["essai/2020", "--format", "csvw", "--licence", "mine"], "etalab-2.0"),
    ],
)
def test_what_the_command_cannot_do_is_said(place: Place, words: list[str], said: str) -> None:
    found = run(place.root, "export", *words)
    assert found.exit_code != 0
    assert said in found.output


@pytest.mark.parametrize("name", PRIVATE_FORMATS)
def test_files_of_respondents_say_that_they_are_private(place: Place, name: str, tmp_path: Path) -> None:
    target = tmp_path / "private"
    found = run(place.root, "export", "essai/2020", "--format", name, "--to", str(target))
    assert found.exit_code == 0, found.output
    assert "(private: answers of persons" in found.output
    note, _ = NOTES[EXPORT_FORMATS[name].audience]
    assert "réponses de personnes" in (target / name / note).read_text(encoding="utf-8")
    assert not any(path.is_file() for path in (place.root / "exports").rglob("*"))


def test_a_licence_reaches_every_file_that_says_one(place: Place) -> None:
    names = ["datapackage", "csvw", "ddi", "sdmx", "dcat"]
    folders = export(place, names, licence="cc-by-4.0", url="https://example.org/data/")
    said = {
        "datapackage": ("datapackage.json", '"CC-BY-4.0"', "Creative Commons Attribution 4.0"),
        "csvw": ("csv-metadata.json", "https://creativecommons.org/licenses/by/4.0/"),
        "ddi": ("codebook.xml", "Creative Commons Attribution 4.0"),
        "sdmx": ("structure.xml", "Creative Commons Attribution 4.0"),
        "dcat": ("catalogue.jsonld", "licence/CC_BY_4_0"),
    }
    for folder in folders:
        name, *words = said[folder.name]
        text = (folder / name).read_text("utf-8")
        assert [word for word in words if word.lower() not in text.lower()] == []
        assert "Licence : Creative Commons Attribution 4.0" in (folder / "LISEZMOI.txt").read_text("utf-8")
        assert 'license: "CC-BY-4.0"' in (folder / "CITATION.cff").read_text("utf-8")
        assert "Creative Commons Attribution 4.0" in (folder / "citation.bib").read_text("utf-8")


@pytest.mark.parametrize(
    "every", [11, pytest.param(1, marks=pytest.mark.slow)], ids=["some changes", "each change"]
)
def test_killed_before_a_change_of_a_file_an_export_is_the_former_or_the_next(
    place: Place, every: int
) -> None:
    def made(licence: str) -> dict[str, bytes]:
        (folder,) = export(place, ["datapackage"], licence=licence)
        return files_of(folder)

    later, former = made("etalab-2.0"), made("cc0-1.0")
    folder, met, event = place.root / "exports", [], 0
    while killed_at(event, lambda: export(place, ["datapackage"], licence="etalab-2.0"), folder):
        left = files_of(folder / "essai" / "2020" / "datapackage")
        assert left in (former, later)
        met.append(left == later)
        assert made("cc0-1.0") == former
        event += every
    assert met and not met[0]
