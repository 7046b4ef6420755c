"""The statistic that docs/extending.md adds is added to a copy of the package, which then builds a survey."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from html import unescape
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analysis.workspace import Place
from tests.conftest import written

REPOSITORY = Path(__file__).resolve().parents[2]
EXTENDING = REPOSITORY / "docs" / "extending.md"
HOURS = {"b": (1, 10, 100), "d": (2, 4, 8)}
TIMES = 100
"""Respondents of each role who gave each number."""


def section() -> str:
    text = EXTENDING.read_text(encoding="utf-8")
    (found,) = re.findall(r"(?ms)^## A statistic\n(.*?)(?=^## |\Z)", text)
    return str(found)


def blocks(language: str) -> list[str]:
    return re.findall(rf"(?ms)^```{language}\n(.*?)^```$", section())


def changed(text: str, diff: str) -> str:
    """The text with the lines of a diff put after, or in place of, the lines that they stand under."""
    anchor = ""
    for line in diff.splitlines(keepends=True):
        sign, content = line[0], line[1:]
        if sign in " -":
            assert text.count(f"\n{content}") == 1, content
        if sign == "+":
            replaced = content if anchor.startswith("-") else anchor[1:] + content
            text = text.replace(f"\n{anchor[1:]}", f"\n{replaced}")
        anchor = line
    return text


def extended(folder: Path) -> Path:
    """A copy of the package under `folder`, with the statistic."""
    shutil.copytree(
        REPOSITORY / "analysis", folder / "analysis", ignore=shutil.ignore_patterns("__pycache__")
    )
    shutil.copytree(REPOSITORY / "notebooks", folder / "notebooks")
    (module,) = blocks("python")
    (folder / "analysis/indicators/measures/geometric_means.py").write_text(module, encoding="utf-8")
    diffs = re.findall(r"(?ms)`(analysis/[\w/]+\.\w+)`:\n\n```diff\n(.*?)^```$", section())
    assert len(diffs) == len(blocks("diff"))
    for name, diff in diffs:
        path = folder / name
        path.write_text(changed(path.read_text(encoding="utf-8"), diff), encoding="utf-8")
    return folder


def run(package: Path, *arguments: str) -> str:
    environment = {**os.environ, "PYTHONPATH": str(package)}
    command = [sys.executable, *arguments]
    done = subprocess.run(
        command, cwd=package, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return extended(tmp_path_factory.mktemp("package"))


@pytest.fixture(scope="module")
def place(package: Path, tmp_path_factory: pytest.TempPathFactory) -> Place:
    """The survey of the example, built and reported by the copy."""
    root = tmp_path_factory.mktemp("built")
    (survey,) = blocks("toml")
    rows = [f"{role},{number}" for role, given in HOURS.items() for number in given] * TIMES
    place = written(root, survey, answers_csv="\n".join(["role,heures", *rows]) + "\n")
    run(package, "-c", "from analysis.cli.main import main; main()", "--root", str(root), "report")
    return place


def test_a_new_statistic_is_written_with_its_precision_and_unit(place: Place) -> None:
    indicators = pd.read_csv(place.processed / "indicators.csv").set_index(["breakdown", "group"])
    assert set(indicators["statistic"]) == {"geometric_mean"} and set(indicators["unit"]) == {"h"}
    everyone = [number for given in HOURS.values() for number in given]
    for place, given in {
        ("all", "all"): everyone,
        ("role", "b"): HOURS["b"],
        ("role", "d"): HOURS["d"],
    }.items():
        logarithms = np.log(np.repeat(given, TIMES))
        value, row = np.exp(logarithms.mean()), indicators.loc[place]
        assert row["value"] == pytest.approx(value)
        assert row["se"] == pytest.approx(value * logarithms.std() / np.sqrt(len(logarithms)), rel=0.01)
        assert row["ci_low"] < value < row["ci_high"] and row["status"] == "shown"


def test_a_new_statistic_is_said_and_shown_in_the_report(place: Place) -> None:
    (report,) = place.root.rglob("report.html")
    text = unescape(re.sub(r"<[^>]+>", "", report.read_text(encoding="utf-8")))
    assert re.search(r"Moyenne géométrique\W+6,3\Wh \(intervalle", text)
    assert "moyenne géométrique" in text.lower() and "Bénévole10,08,1\xa0– 12,4" in text


def test_the_schema_of_definitions_knows_a_new_statistic(package: Path) -> None:
    (command,) = blocks("sh")
    code = command.split('"')[1]
    assert '"geometric_mean"' in run(package, "-c", code)
