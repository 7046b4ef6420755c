"""CONTRIBUTING.md, the Makefile and the hooks of git say and do the same."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

from analysis.steps.archives.archive_files import OF_EDITION

REPOSITORY = Path(__file__).resolve().parents[2]
TEXT = (REPOSITORY / "CONTRIBUTING.md").read_text(encoding="utf-8")
COMMANDS = "".join(re.findall(r"(?ms)^```bash\n(.*?)^```$", TEXT)).splitlines()
MAKEFILE = (REPOSITORY / "Makefile").read_text(encoding="utf-8")
TARGETS = re.search(r"^\.PHONY: (.*)$", MAKEFILE, re.MULTILINE).group(1).split()
HOOKS = REPOSITORY / ".pre-commit-config.yaml"


def ran(*command: str, where: Path = REPOSITORY, **variables: str) -> subprocess.CompletedProcess[str]:
    """The command, ended, and what it said."""
    environment = {**os.environ, **variables}
    return subprocess.run(command, cwd=where, env=environment, capture_output=True, text=True, check=False)


def test_every_command_is_a_target_of_make_or_a_call_of_pytest() -> None:
    assert len(COMMANDS) > 8
    named = {line.split()[1] for line in COMMANDS if line.startswith("make ")}
    named |= set(re.findall(r"`make ([a-z-]+)", TEXT))
    assert named <= set(TARGETS)
    rest = [line for line in COMMANDS if not line.startswith("make ")]
    assert all(line.startswith(".venv/bin/python -m pytest ") for line in rest)


@pytest.mark.parametrize("target", TARGETS)
def test_make_knows_what_each_target_does_and_help_says_when_to_use_it(target: str) -> None:
    assert ran("make", "--dry-run", target).returncode == 0
    said = ran("make", "help").stdout
    assert re.search(rf"(?m)^{target} +\w.+\n +when: \w.+$", said)


@pytest.mark.parametrize("command", [line for line in COMMANDS if "pytest" in line])
def test_the_calls_of_pytest_find_what_they_name(command: str) -> None:
    _, *words = command.split()
    done = ran(sys.executable, *words, "--collect-only", "-p", "no:cacheprovider")
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_tests_of_a_folder_are_run_by_its_name() -> None:
    assert (
        'pytest -n auto --dist worksteal -m "not slow" tests/etl'
        in ran("make", "-n", "test", "TESTS=tests/etl").stdout
    )


def test_hooks_call_the_tools_that_check_calls_and_fetch_nothing() -> None:
    (source,) = yaml.safe_load(HOOKS.read_text(encoding="utf-8"))["repos"]
    assert source["repo"] == "local"
    assert {hook["language"] for hook in source["hooks"]} == {"system"}
    tools = [" ".join(hook["entry"].split()[:2]).removesuffix(" --force-exclude") for hook in source["hooks"]]
    assert tools == [".venv/bin/ruff format", ".venv/bin/ruff check", ".venv/bin/mypy"]
    called = ran("make", "--dry-run", "--always-make", "check").stdout
    assert all(tool in called for tool in tools)


def test_a_commit_of_a_file_that_is_not_formatted_is_stopped_and_the_file_mended(tmp_path: Path) -> None:
    shutil.copy(HOOKS, tmp_path)
    (tmp_path / ".venv").symlink_to(sys.prefix)
    (tmp_path / "module.py").write_text("x = {  'a':1 }\n", encoding="utf-8")
    for words in (("init", "-q"), ("add", "module.py", HOOKS.name)):
        assert ran("git", *words, where=tmp_path).returncode == 0
    hook = (sys.executable, "-m", "pre_commit", "run", "format")
    done = ran(*hook, where=tmp_path, PRE_COMMIT_HOME=str(tmp_path / "home"))
    assert done.returncode == 1, done.stderr
    assert (tmp_path / "module.py").read_text(encoding="utf-8") == 'x = {"a": 1}\n'


def test_git_keeps_whatever_defines_an_edition_and_leaves_its_answers_out(tmp_path: Path) -> None:
    shutil.copy(REPOSITORY / ".gitignore", tmp_path)
    assert ran("git", "init", "-q", where=tmp_path).returncode == 0
    kept = [f"data/raw/essai/2020/{name}" for name in OF_EDITION]
    left_out = [f"data/raw/essai/2020/answers.{ending}" for ending in ("csv", "sav", "xlsx", "parquet")]
    asked = ("data/raw/essai/survey.toml", *kept, *left_out)
    assert ran("git", "check-ignore", *asked, where=tmp_path).stdout.split() == left_out


def test_type_checkers_of_others_find_our_types() -> None:
    pyproject = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))
    assert (REPOSITORY / "analysis" / "py.typed").is_file()
    assert "py.typed" in pyproject["tool"]["setuptools"]["package-data"]["analysis"]
