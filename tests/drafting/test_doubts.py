"""The doubts of a draft are records; they are asked one by one, or taken as their first choice says."""

from __future__ import annotations

import os
import pty
import sys
import tomllib
from pathlib import Path
from subprocess import Popen

import pytest
from click.testing import CliRunner, Result

from analysis.cli.main import main
from analysis.drafting.drafts import draft
from analysis.drafting.telling.doubts import Choice, Doubt
from analysis.pipeline import process
from analysis.workspace import Place

ROWS = range(40)
ANSWERS = {
    "numero": [str(n if n else 1) for n in ROWS],
    "poids": [f"{1 + n % 7}.5" for n in ROWS],
    "poids_menage": [f"{1 + n % 5}.25" for n in ROWS],
    "strate": [str(1 + n % 4) for n in ROWS],
    "psu": [str(1 + n % 10) for n in ROWS],
    "complete": [("oui", "non")[n % 2] for n in ROWS],
    "recu": [f"0{1 + n % 9}/0{1 + n % 8}/2024" for n in ROWS],
    "lieux": [("club;école", "club", "", "école")[n % 4] for n in ROWS],
    "ou_1": [("x", "")[n % 2] for n in ROWS],
    "ou_2": [("", "x")[n % 2] for n in ROWS],
}
DOUBTS = ["identifier", "sampling", "design.weight", "design", "cleaning.keep_if", "recu", "lieux", "ou"]


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    path = tmp_path / "reponses.csv"
    lines = zip(*ANSWERS.values(), strict=True)
    path.write_text("\n".join([",".join(ANSWERS), *map(",".join, lines)]) + "\n", "utf-8")
    return path


def new(root: Path, answers: Path, said: str, *more: str) -> Result:
    return CliRunner().invoke(
        main, ["--root", str(root), "new", "essai/2026", "--from", str(answers), *more], input=said
    )


def definition(root: Path) -> dict[str, object]:
    return tomllib.loads((root / "data/raw/essai/survey.toml").read_text("utf-8"))


def test_every_doubt_is_asked_once_with_two_readings_or_more(tmp_path: Path, answers: Path) -> None:
    asked: list[Doubt] = []

    def first(doubt: Doubt) -> Choice:
        asked.append(doubt)
        return doubt.choices[0]

    draft(tmp_path, "essai/2026", answers, choose=first)
    assert [doubt.about for doubt in asked] == DOUBTS
    assert all(len(doubt.choices) > 1 for doubt in asked)


def test_enter_on_every_doubt_is_the_draft_that_nobody_is_asked_for(tmp_path: Path, answers: Path) -> None:
    for each in "ab":
        (tmp_path / each).mkdir()
    assert new(tmp_path / "a", answers, "\n" * 8, "--interactive").exit_code == 0
    new(tmp_path / "b", answers, "")
    assert definition(tmp_path / "a") == definition(tmp_path / "b")
    for name in ("survey.toml", "2026/edition.toml"):
        texts = [(tmp_path / each / "data/raw/essai" / name).read_text("utf-8") for each in "ab"]
        assert texts[0] == texts[1]


def test_what_is_chosen_is_written_and_builds(tmp_path: Path, answers: Path) -> None:
    found = new(tmp_path, answers, "2\n" * 8, "--interactive")
    assert found.exit_code == 0, found.output
    written = process(Place(tmp_path, "essai", "2026"))
    survey = written.survey
    assert (survey.identifier, survey.sampling) == ("numero", "probability")
    assert (survey.design.weight, survey.design.strata, survey.design.psu) == ("poids", "strate", "psu")
    assert survey.cleaning.keep_if == {"complete": ("oui",)}
    assert survey.questions["recu"].date_format == "%m/%d/%Y"
    assert survey.questions["lieux"].empty == "not_ticked" and survey.questions["ou"].empty == "no_answer"
    assert not {"numero", "poids"} & {*survey.questions}
    assert "poids_menage" in survey.questions and "poids_menage" not in survey.indicators


def test_another_weight_than_the_likeliest_can_be_chosen(tmp_path: Path, answers: Path) -> None:
    new(tmp_path, answers, "1\n1\n3\n" + "1\n" * 5, "--interactive")
    assert definition(tmp_path)["design"] == {"weight": "poids_menage"}


def test_a_number_that_is_no_choice_is_asked_again(tmp_path: Path, answers: Path) -> None:
    found = new(tmp_path, answers, "7\n1\n" + "1\n" * 7, "--interactive")
    assert found.exit_code == 0 and "7 is not in the range 1<=x<=2" in found.output


def test_nothing_is_written_where_the_answers_end_early(tmp_path: Path, answers: Path) -> None:
    found = new(tmp_path, answers, "1\n", "--interactive")
    assert found.exit_code == 1 and not (tmp_path / "data").exists()


def test_the_doubts_stand_in_the_ten_lines_with_what_is_taken(tmp_path: Path, answers: Path) -> None:
    lines = new(tmp_path, answers, "").output.splitlines()[-10:]
    assert lines[8].startswith(
        'doubts to settle: identifier (no identifier), sampling (sampling = "volunteer")'
    )
    assert "design.weight (no weight)" in lines[8] and "2 more" in lines[8]


def test_doubts_that_were_settled_are_told_as_doubts_no_more(tmp_path: Path, answers: Path) -> None:
    lines = new(tmp_path, answers, "1\n1\n2\n" + "1\n" * 5, "--interactive").output.splitlines()[-10:]
    assert definition(tmp_path)["design"] == {"weight": "poids"}
    left = "the weight poids_menage, the strata strate, primary units psu"
    assert lines[6] == f"perhaps of the sampling design, not taken: {left}"
    assert lines[8].split(";")[0] == "doubts to settle: none"


def test_words_that_look_closed_may_be_read_as_a_list(tmp_path: Path) -> None:
    said = [f"Une phrase assez longue pour être tapée {n % 8}" for n in range(24)]
    (tmp_path / "a.csv").write_text("avis\n" + "\n".join(said) + "\n", "utf-8")
    new(tmp_path, tmp_path / "a.csv", "1\n2\n", "--interactive")
    survey = process(Place(tmp_path, "essai", "2026")).survey
    assert (survey.questions["avis"].type, len(survey.questions["avis"].codes)) == ("single", 8)


def test_a_terminal_shows_the_doubt_its_keys_and_the_default(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id,avis\n" + "".join(f"{n},{n % 2}\n" for n in range(30)), "utf-8")
    terminal, of_command = pty.openpty()
    command = [sys.executable, "-c", "from analysis.cli.main import main; main()"]
    arguments = ["--root", str(tmp_path), "new", "essai/2026", "--from", str(tmp_path / "a.csv")]
    run = Popen(
        [*command, *arguments, "--interactive"],
        stdin=of_command,
        stdout=of_command,
        stderr=of_command,
    )
    os.close(of_command)
    shown = ""
    while "which [1]: " not in shown:
        shown += os.read(terminal, 4096).decode()
    os.write(terminal, b"2\n")
    assert run.wait(60) == 0
    os.close(terminal)
    assert 'sampling = "volunteer"' in shown and 'sampling = "probability"' in shown
    assert definition(tmp_path)["sampling"] == "probability"
