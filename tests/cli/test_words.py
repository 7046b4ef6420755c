"""Commands speak French where the system does: every sentence has its translation, and none has lost its."""

from __future__ import annotations

import ast
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.pofile import read_po

import analysis.cli
from analysis.cli.terminal.words import CATALOGUES, said, system_language

CLI = Path(analysis.cli.__file__).parent


def sentences() -> set[str]:
    """What the modules of the commands hand to `said`."""
    calls = (
        node
        for path in CLI.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "said"
    )
    return {call.args[0].value for call in calls if isinstance(call.args[0], ast.Constant)}


def translations() -> dict[str, str]:
    with (CATALOGUES / "fr.po").open("rb") as file:
        return {message.id: message.string for message in read_po(file) if message.id}


def test_every_sentence_has_its_translation_and_no_other_is_kept() -> None:
    assert set(translations()) == sentences()


@pytest.mark.parametrize("sentence", sorted(translations()))
def test_a_translation_takes_the_same_values(sentence: str) -> None:
    def names(text: str) -> set[str | None]:
        return {name for _, name, _, _ in Formatter().parse(text)} - {None}

    assert names(translations()[sentence]) == names(sentence)


@pytest.mark.parametrize(
    ("variables", "language"),
    [
        ({"LANG": "fr_FR.UTF-8"}, "fr"),
        ({"LANG": "fr"}, "fr"),
        ({"LANG": "fr_FR.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "en_GB.UTF-8", "LC_MESSAGES": "fr_BE"}, "fr"),
        ({"LANG": "frp_FR"}, "en"),
        ({}, "en"),
    ],
)
def test_the_language_is_that_of_the_system(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], language: str
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert system_language() == language


def test_a_sentence_is_said_in_french(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    assert said("Next: {command}", command="x") == "Ensuite : x"
