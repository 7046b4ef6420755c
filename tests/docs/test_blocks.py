"""The commands and code of the documents, run as they are written on the seed surveys."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from functools import partial
from pathlib import Path

import pytest
from jsonschema import Draft7Validator

from analysis.pipeline import build
from analysis.questionnaire.definitions import json_schema
from analysis.runs.supervision import run_tasks
from analysis.runs.task_process import Task
from analysis.workspace import places

REPOSITORY = Path(__file__).resolve().parents[2]
DOCS = REPOSITORY / "docs"


def blocks(document: str, language: str) -> list[str]:
    """The code blocks of a document in one language."""
    text = (DOCS / document).read_text(encoding="utf-8")
    return re.findall(rf"(?ms)^```{language}\n(.*?)^```$", text)


SURVEY = """
title = "Enquête"
territories = ["region"]
[questions.region]
type = "single"
codes = { 11 = "Île-de-France", 53 = "Bretagne", 84 = "Auvergne-Rhône-Alpes" }
[questions.accueil]
type = "single"
codes = { 1 = "Oui", 0 = "Non" }
[themes.accueil]
title = "L'accueil"
[indicators.bien_accueillis]
title = "Bien accueillis"
theme = "accueil"
variable = "accueil"
answers = ["1"]
headline = true
"""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a small survey under the names of the two seed surveys, built, and the notebook."""
    folder = tmp_path_factory.mktemp("documents")
    for name in ("crise", "france_benevole"):
        raw = folder / "data" / "raw" / name / "2009"
        raw.mkdir(parents=True)
        (raw.parent / "survey.toml").write_text(SURVEY, encoding="utf-8")
        (raw / "edition.toml").write_text('[file]\nname = "answers.csv"\n', encoding="utf-8")
        rows = [f"{region},{i % 2}" for region in ("53", "84", "11") for i in range(40)]
        (raw / "answers.csv").write_text("region,accueil\n" + "\n".join(rows), encoding="utf-8")
    shutil.copytree(REPOSITORY / "notebooks", folder / "notebooks")
    for place in places(folder):
        build(place)
    return folder


PYTHON = [(name, block) for name in ("reports.md", "batches.md") for block in blocks(name, "python")]


EXECUTED = """
from analysis.reporting.page.notebook_run import run_notebook
from analysis.reporting.page.report_files import read_notebook, with_parameters

given = {"root": str(root), "survey": "crise", "edition": "2009", "language": "fr"}
executed_notebook = run_notebook(with_parameters(read_notebook(Path("edition.ipynb")), given), root)
"""


def test_the_documents_have_code() -> None:
    assert len(PYTHON) >= 4


@pytest.mark.parametrize(("document", "block"), PYTHON)
def test_python_runs_as_it_is_written(root: Path, document: str, block: str, tmp_path: Path) -> None:
    """In a process of its own, in the folder of the notebooks, with `root` for the survey's folder."""
    before = EXECUTED if "executed_notebook" in block else ""
    task = Task(document, tmp_path / "log", partial(executed, root, before + block))
    (ended,) = run_tasks([task], 1)
    assert ended.is_done, ended.message + (tmp_path / "log").read_text(encoding="utf-8")


def executed(root: Path, code: str) -> str:
    os.chdir(root / "notebooks")
    exec(compile(code, "block", "exec"), {"__name__": "__main__", "Path": Path, "root": root})
    return ""


def test_batches_run_as_they_are_written(root: Path) -> None:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    (block,) = blocks("batches.md", "bash")
    done = subprocess.run(
        ["bash", "-euc", block],
        cwd=root,
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    reports = root / "reports" / "crise" / "2009"
    assert (reports / "region" / "53" / "report.html").is_file()
    assert (reports / "report.en.pdf").read_bytes().startswith(b"%PDF")


TOML = [(name, block) for name in ("data-quality.md", "indicators.md") for block in blocks(name, "toml")]


@pytest.mark.parametrize(("document", "block"), TOML)
def test_definitions_that_are_shown_have_keys_that_are_read(document: str, block: str) -> None:
    faults = Draft7Validator(json_schema("survey")).iter_errors(tomllib.loads(block))
    assert list(faults) == [], document


def test_the_simulator_runs_as_it_is_written(tmp_path: Path) -> None:
    """The command of one edition, under a folder of its own; its bytes are the tracked ones."""
    text = (DOCS / "simulation.md").read_text(encoding="utf-8")
    commands = re.findall(r"(?m)^python (-m analysis\.simulation\b[^#\n]*)", text)
    assert [command.split()[2:] for command in commands] == [[], ["crise/2009"], ["--root", "DIR"]]
    raw = tmp_path / "data" / "raw" / "crise"
    (raw / "2009").mkdir(parents=True)
    shutil.copy(REPOSITORY / "data/raw/crise/survey.toml", raw)
    shutil.copy(REPOSITORY / "data/raw/crise/2009/edition.toml", raw / "2009")
    command = [sys.executable, "-m", "tests.simulation", "--root", str(tmp_path), "crise/2009"]
    subprocess.run(command, check=True, capture_output=True, cwd=REPOSITORY)
    tracked = REPOSITORY / "data/raw/crise/2009/answers.csv"
    assert (raw / "2009" / "answers.csv").read_bytes() == tracked.read_bytes()
