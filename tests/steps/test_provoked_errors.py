"""Commands that fail say no hidden figure: failures of each kind are provoked, what is said is searched."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path
from shutil import copytree

import pytest

from analysis.faults import Fault
from analysis.indicators.disclosure.completion import HiddenSets
from analysis.pipeline import build
from analysis.reporting.page.report_files import NOTEBOOK
from analysis.workspace import Place
from tests.reporting.told_texts import numbers_told, texts_in
from tests.steps.test_hidden_figures import AFTER, BEFORE, EDITION, HIDDEN, SHOWN, SIZE, SURVEY, run

pytestmark = pytest.mark.usefixtures("copied_processes")


@pytest.fixture(scope="module")
def built(
    tmp_path_factory: pytest.TempPathFactory, copying_processes: Callable[[], AbstractContextManager[None]]
) -> Place:
    """Two editions, the later with a report and an archive."""
    root = tmp_path_factory.mktemp("failing")
    for crowd in (BEFORE, AFTER):
        place = Place(root, "essai", crowd.year)
        place.raw.mkdir(parents=True)
        place.survey_toml.write_text(SURVEY, encoding="utf-8")
        place.edition_toml.write_text(EDITION.format(year=crowd.year, exclude=""), encoding="utf-8")
        (place.raw / "answers.csv").write_text(crowd.csv, encoding="utf-8")
    for words in (("report", "--jobs", "1"), ("archive", "essai/1848", "--to", str(root / "packed.zip"))):
        with copying_processes():
            done = run(root, *words)
        assert done.exit_code == 0, done.output
        assert numbers_told(done.output, HIDDEN) == []
    return place


@pytest.fixture
def place(built: Place, tmp_path: Path) -> Place:
    """The same in a folder of the test's own."""
    copytree(built.root, tmp_path, dirs_exist_ok=True, symlinks=True)
    return replace(built, root=tmp_path)


def rewrite(name: str, old: str, new: str) -> Callable[[Place], None]:
    """A change of a text in a file of the survey."""

    def change(place: Place) -> None:
        path = place.raw / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    return change


def lose_places(place: Place) -> None:
    """The two large places have codes that the definitions do not know."""
    path = place.raw / "answers.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(",c,", ",y,").replace(",d,", ",z,"), encoding="utf-8")


def cut(name: str) -> Callable[[Place], None]:
    """A released or processed file of which half is missing."""

    def change(place: Place) -> None:
        path = place.root / name
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])

    return change


def spoil_notebook(place: Place) -> None:
    """A notebook that shows everything it is given, and fails."""
    (place.root / NOTEBOOK).parent.mkdir(parents=True)
    source = "from analysis.reporting.edition_report import open_report\nraise ValueError(open_report())\n"
    cell = {"cell_type": "code", "metadata": {}, "source": source, "outputs": [], "execution_count": None}
    text = json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5})
    (place.root / NOTEBOOK).write_text(text, encoding="utf-8")


def nothing(place: Place) -> None:
    """What is asked for is at fault, not what is there."""


DEFINED = "../survey.toml"
EXPORT = ("export", "essai/1848", "--licence", "cc0-1.0", "--format")
BUILD, CHECK = ("build", "essai/1848"), ("check", "essai/1848")
STRICT, REPORT = (*BUILD, "--strict"), ("report", "--jobs", "1", "essai/1848")
FAILING: dict[str, tuple[Callable[[Place], None], tuple[str, ...]]] = {
    "a place that the definitions do not know": (rewrite(DEFINED, 'b = "Bourg", ', ""), STRICT),
    "most answers unknown": (lose_places, BUILD),
    "most answers unknown, checked": (lose_places, CHECK),
    "a place unknown and named elsewhere": (rewrite(DEFINED, 'a = "Abbaye", ', ""), BUILD),
    "a column that is missing": (rewrite("answers.csv", "duree", "autre"), STRICT),
    "numbers that are none": (rewrite("answers.csv", ",30,c,", ",trente,c,"), STRICT),
    "rows that are cut": (rewrite("answers.csv", ",a,f,1", ",a"), STRICT),
    "the same respondent twice": (rewrite("answers.csv", "184810,", "18480,"), STRICT),
    "definitions that cannot be read": (rewrite(DEFINED, "[themes.t]", "[themes.t"), BUILD),
    "a respondent to leave out who is not there": (
        rewrite("edition.toml", 'title = "Édition 1848"', 'exclude = { personne = "x" }'),
        BUILD,
    ),
    "a weight that the file lacks": (
        rewrite(DEFINED, "[quality]", '[design]\nweight = "poids"\n[quality]'),
        BUILD,
    ),
    "a note with gaps": (nothing, STRICT),
    "a notebook that fails": (spoil_notebook, (*REPORT, "--force")),
    "a report without time": (nothing, (*REPORT, "--force", "--timeout", "0.01")),
    "territories of no such variable": (nothing, (*REPORT, "--by", "sexe")),
    "a language that is none": (nothing, (*REPORT, "--lang", "xx")),
    "a format that is none": (nothing, (*REPORT, "--format", "xyz")),
    "a comparison with nothing": (nothing, ("compare", "essai/1848", "essai/1900")),
    "a comparison of a damaged table": (
        cut("data/processed/essai/1789/indicators.csv"),
        ("compare", "essai/1789", "essai/1848"),
    ),
    "a comparison of a damaged archive": (cut("packed.zip"), ("compare", "packed.zip", "essai/1848")),
    "an export that is none": (nothing, (*EXPORT, "xyz")),
    "an export of a damaged release": (cut("reports/essai/1848/indicators.csv"), (*EXPORT, "datapackage")),
    "an export of answers that are damaged": (
        cut("reports/essai/1848/distributions.csv"),
        (*EXPORT, "datapackage,csvw"),
    ),
    "a file of respondents that has no folder": (nothing, (*EXPORT, "public-use")),
    "an archive checked with other answers": (
        rewrite("answers.csv", ",a,f,1", ",b,f,1"),
        ("verify", "packed.zip", "--answers", "data/raw/essai/1848/answers.csv"),
    ),
    "an archive that is damaged": (cut("packed.zip"), ("verify", "packed.zip")),
    "respondents to tabulate that are none": (
        nothing,
        ("tabulate", "essai/1848", "--from", "reports/essai/1848/indicators.csv"),
    ),
    "a survey that is none": (nothing, ("build", "personne")),
}


@pytest.mark.parametrize("kind", FAILING)
def test_a_command_that_fails_tells_no_hidden_figure(
    kind: str, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    change, words = FAILING[kind]
    change(place)
    monkeypatch.chdir(place.root)
    stood = {path: path.read_bytes() for path in (place.root / "reports").rglob("*") if path.is_file()}
    done = run(place.root, *words)
    assert done.exit_code in (1, 2, 3), done.output
    assert numbers_told(done.output, HIDDEN) == []
    written = [path for path in (place.root / "reports").rglob("*") if path.is_file()]
    new = [path for path in written if stood.get(path) != path.read_bytes()]
    texts = {path.name: SIZE.sub("", texts_in(path.name, path.read_bytes())) for path in new}
    assert {name: told for name, text in texts.items() if (told := numbers_told(text, HIDDEN))} == {}


def test_a_build_whose_audit_fails_names_groups_and_no_figure(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every hidden set is said to be told, whatever is hidden with it."""

    def all_told(base: HiddenSets, _: Sequence[int]) -> list[int]:
        return [number for number, is_hidden in enumerate(base.hidden) if is_hidden]

    monkeypatch.setattr("analysis.indicators.disclosure.decision.narrow_sets", all_told)
    with pytest.raises(Fault, match="nothing is published") as raised:
        build(place)
    assert "Abbaye" in str(raised.value) and numbers_told(str(raised.value), HIDDEN) == []


def test_the_search_of_what_is_said_finds_figures_that_are_shown() -> None:
    assert numbers_told(f"essai/1848: {SHOWN[0]} kept", SHOWN) == SHOWN[:1]
