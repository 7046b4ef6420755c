"""The tutorials and how-to guides: each block is run in the order of the page, in a copy of the surveys."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, MutableMapping
from pathlib import Path
from typing import Any

import pytest
import tomlkit

from ..drafting.kobo_households import write_households
from ..drafting.limesurvey_club import coded_csv, structure

REPOSITORY = Path(__file__).resolve().parents[2]
DOCS = REPOSITORY / "docs"
TRANSLATED = {"tutorial.md": "fr/tutoriel.md", "how-to.md": "fr/comment-faire.md"}
PAGES = [*TRANSLATED, *TRANSLATED.values()]

PATH = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
BLOCK = re.compile(r"(?ms)^```(bash|python|toml|csv)\n(.*?)^```$")
FILE_NAMED = re.compile(r"`([\w./-]+\.(?:toml|csv))`")


def steps(page: str) -> Iterator[tuple[str, str, str]]:
    """Each block of a page: its language, its text, and the file that the page named last before it."""
    text = (DOCS / page).read_text(encoding="utf-8")
    for found in BLOCK.finditer(text):
        named = FILE_NAMED.findall(text[: found.start()])
        yield found[1], found[2], named[-1] if named else ""


def follow(folder: Path, language: str, block: str, file: str) -> None:
    """Do what a reader does with a block: run it, or write it into the file that is named."""
    if language == "toml":
        merge_definition(folder / file, block)
        return
    if language == "csv":
        (folder / file).write_text(block, encoding="utf-8")
        return
    command = ["bash", "-euc", block] if language == "bash" else [sys.executable, "-c", block]
    done = subprocess.run(
        command, cwd=folder, env={**os.environ, "PATH": PATH}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, block + done.stdout[-2000:] + done.stderr[-2000:]


def merge_definition(path: Path, block: str) -> None:
    """Write a block's tables into a definition: new ones beside its own, and over those it has already."""
    definition = tomlkit.parse(path.read_text(encoding="utf-8"))
    put_into(definition, tomlkit.parse(block).unwrap())
    path.write_text(tomlkit.dumps(definition), encoding="utf-8")


def put_into(table: MutableMapping[str, Any], more: Mapping[str, Any]) -> None:
    for key, value in more.items():
        if isinstance(value, Mapping) and key in table:
            put_into(table[key], value)
        else:
            table[key] = value


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """What a page begins with: the surveys of the repository, an export of LimeSurvey with its structure, and
    one of KoboToolbox with repeats."""
    shutil.copytree(REPOSITORY / "data/raw", tmp_path / "data/raw")
    (tmp_path / "questionnaire.lss").write_text(structure(6), encoding="utf-8")
    (tmp_path / "reponses.csv").write_text(coded_csv(), encoding="utf-8")
    write_households(tmp_path / "kobo.xlsx", 40)
    return tmp_path


@pytest.mark.parametrize("page", PAGES)
def test_a_page_can_be_followed_from_its_first_block_to_its_last(page: str, folder: Path) -> None:
    blocks = list(steps(page))
    assert len(blocks) >= 5
    for language, block, file in blocks:
        follow(folder, language, block, file)


@pytest.mark.parametrize(("english", "french"), TRANSLATED.items())
def test_a_french_page_has_the_blocks_of_the_english_one(english: str, french: str) -> None:
    assert [step[:2] for step in steps(english)] == [step[:2] for step in steps(french)]


def test_the_french_readme_has_the_commands_of_the_english_one() -> None:
    english, french = (
        re.findall(r"(?m)^(make \w+|assoscope .*?) +#", (REPOSITORY / name).read_text(encoding="utf-8"))
        for name in ("README.md", "README.fr.md")
    )
    assert english == french
