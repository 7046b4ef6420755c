"""What the README says can be done is done here, as it is written."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pyreadstat
import pytest

REPOSITORY = Path(__file__).resolve().parents[1]
README = (REPOSITORY / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```bash\n(.*?)```", README, re.DOTALL)
LINKS = re.findall(r"\]\(([^)]+)\)", README)


@pytest.mark.parametrize("target", re.findall(r"^make ([a-z-]+)", BLOCKS[0], re.MULTILINE))
def test_the_first_commands_are_targets_of_make(target: str) -> None:
    done = subprocess.run(["make", "-n", target], cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_ones_own_survey_goes_from_file_to_report_as_written(tmp_path: Path) -> None:
    answers = pd.DataFrame({"sexe": [1.0, 2.0] * 40, "heures": [float(hours % 9) for hours in range(80)]})
    pyreadstat.write_sav(
        answers,
        tmp_path / "answers.sav",
        column_labels={"sexe": "Vous êtes", "heures": "Heures de bénévolat par semaine"},
        variable_value_labels={"sexe": {1.0: "Une femme", 2.0: "Un homme"}},
    )
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-euc", BLOCKS[1]],
        cwd=tmp_path,
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "Une femme" in (tmp_path / "reports/benevoles/2024/report.html").read_text(encoding="utf-8")
    indicators = pd.read_csv(tmp_path / "data/processed/benevoles/2024/indicators.csv")
    assert {"share", "mean"} <= set(indicators["statistic"])


@pytest.mark.parametrize("link", LINKS)
def test_every_link_leads_to_a_file(link: str) -> None:
    assert (REPOSITORY / link.partition("#")[0]).is_file()


def test_every_library_is_named_with_its_reason() -> None:
    decisions = (REPOSITORY / "docs/decisions.md").read_text(encoding="utf-8").lower()
    pyproject = (REPOSITORY / "pyproject.toml").read_text(encoding="utf-8")
    named = re.findall(
        r'"([a-z0-9-]+)(?:>=[0-9.]+)?"',
        pyproject.partition("dependencies = [")[2].split("[project.scripts]")[0],
    )
    assert len(named) > 15
    assert [name for name in named if name.lower() not in decisions] == []


def test_versions_are_pinned_by_name_and_version_alone() -> None:
    lines = (REPOSITORY / "requirements.txt").read_text(encoding="utf-8").split()
    assert len(lines) > 100
    assert [line for line in lines if not re.fullmatch(r"[A-Za-z0-9._-]+==[0-9][A-Za-z0-9.]*", line)] == []
