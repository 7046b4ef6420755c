"""Where the system speaks French, so do the commands: the whole way of a newcomer, help and wrong usage."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from analysis.cli.main import main

from .one_question import run

ENGLISH = {
    *("the", "of", "and", "is", "are", "was", "were", "not", "no", "to", "with", "from", "in", "it", "its"),
    *("wrote", "written", "found", "read", "left", "out", "empty", "none", "next", "write", "then", "kept"),
    *("removed", "received", "estimates", "problems", "up", "say", "lacks", "files", "file", "bytes"),
    *(
        "built",
        "again",
        "answers",
        "checked",
        "same",
        "show",
        "this",
        "that",
        "for",
        "by",
        "error",
    ),
    *("missing", "invalid", "value", "such", "expected", "private", "stated", "where"),
}
NAMES = re.compile(r"\(none\b|\S*[/._=-]\S*|`[^`]*`|\bassoscope \w+|'[^']*'|“[^”]*”")
"""What is no word of a sentence: files, keys, options, commands, names in quotes."""
LOOSE = re.compile(r"(?<![\u00a0\u202f\n])(?:[;?»]|:(?!//)(?=\s|$)|(?<=\S)!)|(?<=\S) !|«(?![\u00a0\u202f])")
"""A sign without the space before it at which no line breaks; « without the one after it. A line may begin
with !, the mark of advice."""
ANSWERS = "id,sexe,note,avis\n" + "\n".join(
    f"{number},{('femme', 'homme')[number % 2]},{number % 11},{('oui', 'non', 'peut-être')[number % 3]}"
    for number in range(120)
)
WAY = [
    (("new", "club/2024", "--from", "reponses.csv"), "trouvé : 120 répondants, 3 questions"),
    (("check",), "120 reçus = 120 gardés + 0 écartés, 0 problème"),
    (("build",), "il manque à la note méthodologique note.producer"),
    (("report",), "explorateur : reports/explorer.html"),
    (("report",), "1 sur 1 rapport à jour"),
    (("check", "--confidentiality"), "sur 83 chiffres masqués"),
    (("export", "club/2024", "--format", "csvw"), "aucune licence n'est dite"),
    (("archive", "club/2024"), "club/2024 : club-2024.zip, "),
    (("verify", "club-2024.zip"), "fichiers sont tels qu'à l'archivage"),
    (("verify", "club-2024.zip", "--answers", "reponses.csv"), "refait depuis les réponses"),
    (("compare", "club/2024", "club/2024"), "Aucun chiffre n’a changé"),
    (("schema",), "écrit : data/raw/survey.schema.json"),
    ((), "Ensuite : "),
]  # fmt: skip


@pytest.fixture(autouse=True)
def speaks_french(monkeypatch: pytest.MonkeyPatch, copied_processes: None) -> None:  # noqa: ARG001
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")


def english_in(text: str) -> list[str]:
    """The lines with an English word."""
    plain = ((line, NAMES.sub(" ", line)) for line in text.splitlines())
    return [line for line, words in plain if ENGLISH & set(re.findall(r"[^\W\d_]+", words.lower()))]


def loose_in(text: str) -> list[str]:
    """The lines with a sign that is not set as in French."""
    plain = ((line, NAMES.sub("", line)) for line in text.splitlines())
    return [line for line, words in plain if LOOSE.search(words)]


def plain(text: str) -> str:
    """The text with its firm spaces as common ones."""
    return text.replace("\u00a0", " ")


def test_no_line_is_english_on_the_whole_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "reponses.csv").write_text(ANSWERS, encoding="utf-8")
    for words, expected in WAY:
        result = run(tmp_path, *words)
        assert result.exit_code == 0, result.output
        assert expected in plain(result.output)
        assert english_in(result.output) == [], words
        assert loose_in(result.output) == [], words


@pytest.mark.parametrize("name", ["", *main.commands])
def test_no_line_of_a_help_is_english(tmp_path: Path, name: str) -> None:
    result = run(tmp_path, *filter(None, (name,)), "--help")
    assert plain(result.output).startswith("Usage : ")
    assert "Afficher ce message et finir." in result.output
    assert english_in(result.output) == []
    assert loose_in(result.output) == []


WRONG = [
    (("new",), 2, "Erreur : Il manque l'argument"),
    (("buld",), 2, "Il n'y a pas de commande 'buld'"),
    (("report", "--jobs", "0"), 2, "n'est pas dans l'intervalle x>=1"),
    (("report", "--lang", "xx"), 2, "'xx' ; il faut choisir parmi"),
    (("build",), 1, "assoscope : "),
    (("build", "club"), 1, "pas d'enquête ni d'édition 'club'"),
    (("verify", "none.zip"), 2, "n'existe pas"),
]


@pytest.mark.parametrize(("words", "code", "message"), WRONG)
def test_wrong_usage_and_frequent_faults_are_told_in_french(
    tmp_path: Path, words: tuple[str, ...], code: int, message: str
) -> None:
    result = run(tmp_path, *words)
    assert result.exit_code == code
    assert message in plain(result.output)
    assert english_in(result.output) == []
    assert loose_in(result.output) == []


def test_the_doctor_sets_its_lines_as_french_does(tmp_path: Path) -> None:
    result = run(tmp_path, "doctor")
    assert "Python :" in plain(result.output)
    assert loose_in(result.output) == []


def test_a_list_of_commands_says_what_each_does(tmp_path: Path) -> None:
    assert "Vérifier définitions et données" in run(tmp_path, "--help").output


def test_the_doubts_are_asked_in_french(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from click.testing import CliRunner

    monkeypatch.chdir(tmp_path)
    (tmp_path / "reponses.csv").write_text(ANSWERS, encoding="utf-8")
    words = ["--root", str(tmp_path), "new", "club/2024", "--from", "reponses.csv", "--interactive"]
    result = CliRunner().invoke(main, words, input="\n" * 20)
    assert "lequel [1] : " in plain(result.output)
    assert "sampling : Les répondants ont-ils été tirés au hasard ?" in plain(result.output)
    assert "1  non, a répondu qui voulait : sampling" in plain(result.output)
    assert loose_in(result.output) == []
    assert english_in(result.output) == []
