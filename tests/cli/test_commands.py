"""The command line: exit codes, one message per fault, nothing heavy before it is needed."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from shutil import copytree

import pytest

from analysis.workspace import Place

from .one_question import ANSWERS, SURVEY, run

pytestmark = pytest.mark.usefixtures("copied_processes")


def test_build_says_what_came_in_and_what_was_kept(place: Place) -> None:
    result = run(place.root, "build")
    assert result.exit_code == 0
    assert "essai/2020: 60 received = 60 kept + 0 removed" in result.output
    assert (place.processed / "indicators.csv").is_file()


def test_check_writes_nothing(place: Place) -> None:
    before = sorted(place.root.rglob("*"))
    result = run(place.root, "check", "essai/2020")
    assert result.exit_code == 0
    assert sorted(place.root.rglob("*")) == before


FAULTY = [
    (["build", "autre"], "no survey or edition 'autre'; there are: essai/2020"),
    (["build", "esai"], "no survey or edition 'esai' (did you mean 'essai'?); there are: essai/2020"),
    (["check", "data/raw/essai"], "(did you mean 'essai'?)"),
    (["check", "essai/1999"], "no survey or edition 'essai/1999'; there are: essai/2020"),
]


@pytest.mark.parametrize(("words", "message"), FAULTY)
def test_a_survey_that_is_not_there_is_a_fault(words: list[str], message: str, place: Place) -> None:
    result = run(place.root, *words)
    assert result.exit_code == 1
    assert message in result.output


def test_a_survey_in_another_folder_is_looked_for_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run(tmp_path, "build", "essai")
    assert result.exit_code == 1
    assert "no survey or edition 'essai'" in result.output
    assert "`assoscope --root DIR`" in result.output


def test_an_edition_without_its_definition_is_named(place: Place) -> None:
    (place.raw.parent / "2021").mkdir()
    (place.raw.parent / "2021" / "export.csv").write_text(ANSWERS, encoding="utf-8")
    (place.raw.parent / "courrier").mkdir()
    result = run(place.root, "build")
    assert result.exit_code == 0
    assert "essai/2021: left out, no edition.toml; `assoscope new essai/2021 --from FILE`" in result.output
    assert "courrier" not in result.output
    assert "no essai/2021/edition.toml; `assoscope new" in run(place.root, "build", "essai/2021").output


MARGINS = "variable,code,share\nq,1,50\nq,2,50\n"
UNUSED = [
    ("", "", 'write calibration = "raking" under [weighting] of survey.toml to use it'),
    ("raking", "none", "take [weighting] out of edition.toml to use it"),
    ("raking", "", None),
]


@pytest.mark.parametrize(("in_survey", "in_edition", "way_out"), UNUSED)
def test_margins_that_are_not_used_are_named(
    in_survey: str, in_edition: str, way_out: str | None, place: Place
) -> None:
    (place.raw / "margins.csv").write_text(MARGINS, encoding="utf-8")
    for path, calibration in ((place.survey_toml, in_survey), (place.edition_toml, in_edition)):
        text = f'\n[weighting]\ncalibration = "{calibration}"\n' if calibration else ""
        path.write_text(path.read_text("utf-8") + text, encoding="utf-8")
    result = run(place.root, "check")
    assert result.exit_code == 0
    assert way_out in result.output if way_out else "margins.csv" not in result.output


def test_a_further_edition_of_a_calibrated_survey_says_that_it_lacks_margins(place: Place) -> None:
    text = place.survey_toml.read_text("utf-8") + '[weighting]\ncalibration = "raking"\n'
    place.survey_toml.write_text(text, encoding="utf-8")
    result = run(place.root, "new", "essai/2021", "--from", str(place.raw / "answers.csv"))
    assert "not calibrated yet: put margins.csv beside edition.toml" in result.output


def test_a_survey_without_an_edition_says_what_it_lacks(place: Place) -> None:
    place.edition_toml.unlink()
    result = run(place.root, "build", "essai")
    assert result.exit_code == 1
    assert "no essai/EDITION/edition.toml; `assoscope new essai/EDITION --from FILE`" in result.output


def test_a_fault_in_one_edition_does_not_stop_the_others(place: Place) -> None:
    broken = place.raw.parent / "2021"
    broken.mkdir()
    (broken / "edition.toml").write_text('[file]\nname = "rien.csv"\n', encoding="utf-8")
    other = place.raw.parent / "2022"
    other.mkdir()
    (other / "edition.toml").write_text('[file]\nname = "a.csv"\n', encoding="utf-8")
    (other / "a.csv").write_text(ANSWERS, encoding="utf-8")
    result = run(place.root, "build")
    assert result.exit_code == 1
    assert "assoscope: essai/2021: " in result.output
    assert "rien.csv: no such file" in result.output
    assert "Traceback" not in result.output
    assert (place.root / "data/processed/essai/2022/indicators.csv").is_file()


def test_where_every_edition_failed_nothing_is_said_of_their_territories(place: Place) -> None:
    place.survey_toml.write_text(f'territories = ["q"]\n{SURVEY}', encoding="utf-8")
    (place.raw / "published.csv").write_text("indicator,year,value,source\nrien,2020,1,x\n", encoding="utf-8")
    result = run(place.root, "report", "--by", "q")
    assert result.exit_code == 1
    assert "no indicator 'rien'" in result.output
    assert "territories" not in result.output


def test_every_fault_of_a_definition_is_in_one_message(write_survey: Callable[..., Place]) -> None:
    place = write_survey(SURVEY.replace("single", "sngle").replace('theme = "t"', 'theme = "t"\nfoo = 1'))
    result = run(place.root, "check")
    assert result.exit_code == 1
    assert "2 faults" in result.output
    assert "did you mean 'single'?" in result.output


@pytest.mark.parametrize("words", [["fly"], ["build", "--foo"], ["new"], ["report", "--lang", "de"]])
def test_wrong_usage_is_exit_code_2(words: list[str], tmp_path: Path) -> None:
    assert run(tmp_path, *words).exit_code == 2


def test_a_root_that_is_not_there_is_wrong_usage(tmp_path: Path) -> None:
    assert run(tmp_path / "nulle_part", "build").exit_code == 2


def test_an_empty_root_says_how_to_begin(tmp_path: Path) -> None:
    result = run(tmp_path, "build")
    assert result.exit_code == 1
    assert "`assoscope new` drafts them" in result.output


def test_help_imports_nothing_heavy() -> None:
    heavy = "{'pandas', 'numpy', 'matplotlib', 'nbconvert', 'pyarrow', 'pydantic', 'tomlkit', 'lark'}"
    code = (
        "import sys\nfrom analysis.cli.main import main\n"
        "try: main(['--help'])\nexcept SystemExit: pass\n"
        f"assert not {heavy} & set(sys.modules), {heavy} & set(sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "Exit codes: 0 done" in done.stdout


def test_looking_for_what_is_to_be_made_imports_no_definitions() -> None:
    code = (
        "import sys, analysis.steps.reports, analysis.steps.made_of, analysis.workspace\n"
        "assert not {'pydantic', 'analysis.questionnaire'} & set(sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_a_disk_that_cannot_be_written_is_one_message(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device", "indicators.csv")

    monkeypatch.setattr("analysis.runs.whole_files.os.fsync", full)
    result = run(place.root, "build")
    assert result.exit_code == 1
    assert "2020/manifest.json: No space left on device; nothing was written" in result.output


def test_a_bad_edition_does_not_keep_the_index_from_the_others(place: Place) -> None:
    broken = place.raw.parent / "2021"
    broken.mkdir()
    (broken / "edition.toml").write_text('[file]\nname = "rien.csv"\n', encoding="utf-8")
    result = run(place.root, "report")
    assert result.exit_code == 1
    assert "essai/2020/report.html" in (place.root / "reports/index.html").read_text(encoding="utf-8")


def test_a_fault_that_editions_share_is_said_once(place: Place) -> None:
    copytree(place.raw, place.raw.parent / "2021")
    place.survey_toml.write_text("titel = 1", encoding="utf-8")
    result = run(place.root, "report")
    assert result.exit_code == 1
    assert result.output.count("unknown key") == 1
    assert "assoscope: 2 failed: essai/2020, essai/2021" in result.output
    assert "the same as essai/20" in result.output


def test_a_trend_that_was_deleted_is_written_again(place: Place) -> None:
    copytree(place.raw, place.raw.parent / "2021")
    run(place.root, "build")
    trend = place.processed.parent / "trend.csv"
    before = trend.read_bytes()
    trend.unlink()
    assert "essai: trend written" in run(place.root, "build").output
    assert trend.read_bytes() == before
    assert "trend" not in run(place.root, "build").output
