"""Commands speak French where the system does: every sentence has its translation, and none has lost its."""

from __future__ import annotations

import ast
import errno
import os
import re
from collections.abc import Iterator
from importlib import import_module
from inspect import getsource
from pathlib import Path
from string import Formatter

import click
import pytest
from babel.messages.pofile import read_po

import analysis
import analysis.cli
from analysis.cli.main import main
from analysis.cli.terminal.retelling import retold
from analysis.cli.terminal.spoken_help import NAMED, paragraphs
from analysis.cli.terminal.words import CATALOGUES, NO_BREAK, counted, said, series, system_language

CLI = Path(analysis.cli.__file__).parent
SPEAKING = {"said": (0,), "counted": (1, 2), "translated": (0,)}
"""Functions that say a sentence, and which of their arguments are sentences."""
SHOWN = {"echo", "say", "tell", "prompt", "Faulty", "UsageError", "BadParameter", "Misuse", "Fault"}
"""Functions of the commands whose text stands on the terminal."""
WORDS = re.compile(r"[A-Za-z]{3,}")


def named(call: ast.Call) -> str:
    function = call.func
    return function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")


def calls() -> Iterator[tuple[Path, ast.Call]]:
    for path in CLI.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                yield path, node


def sentences() -> set[str]:
    """What the modules of the commands hand to those who say it."""
    given = (call.args[place] for _, call in calls() for place in SPEAKING.get(named(call), ()))
    return {text.value for text in given if isinstance(text, ast.Constant)}


def helps() -> set[str]:
    """The paragraphs of every command's help, and those of its options."""
    commands = [main, *main.commands.values()]
    options = (each for command in commands for each in command.params if isinstance(each, click.Option))
    texts = {text for command in commands for text in paragraphs(command.help or "")}
    return texts | {option.help for option in options if option.help}


def translations(context: str | None = None) -> dict[str, str]:
    with (CATALOGUES / "fr.po").open("rb") as file:
        return {m.id: m.string for m in read_po(file) if m.id and (m.context or "") == (context or "")}


def every_translation() -> list[tuple[str, str]]:
    return [pair for context in ("", "click", "below") for pair in translations(context).items()]


def test_every_sentence_and_every_help_has_its_translation_and_no_other_is_kept() -> None:
    of_click = set(translations("click"))
    assert set(translations()) == (sentences() | helps()) - of_click


def unsaid(node: ast.AST) -> Iterator[str]:
    """The words within an expression that nobody translates."""
    if isinstance(node, ast.Call) and named(node) in {*SPEAKING, "retold", "join", "strftime"}:
        return
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield from WORDS.findall(node.value)
    for child in ast.iter_child_nodes(node):
        yield from unsaid(child)


def test_no_sentence_stands_twice_in_the_catalogue() -> None:
    text = (CATALOGUES / "fr.po").read_text(encoding="utf-8")
    assert text.count("\nmsgid ") == 1 + sum(
        len(translations(context)) for context in (None, "click", "below")
    )


def test_no_text_for_the_terminal_goes_past_the_catalogue() -> None:
    shown = [(path, call) for path, call in calls() if named(call) in SHOWN]
    found = {
        f"{path.name}:{call.lineno}": [*words]
        for path, call in shown
        if (words := [word for text in call.args for word in unsaid(text) if word != "assoscope"])
    }
    assert len(shown) > 40
    assert found == {}


UNSPACED = re.compile(r"[^\s}]?[^ ][;?!»]|[^ ]:(?!//)(?=\s|$)|«(?! )")
CODE = re.compile(r"`[^`]*`|\{\w+!r\}")


def test_every_translation_has_a_space_before_its_signs_and_within_quotes() -> None:
    loose = [there for _, there in every_translation() if UNSPACED.search(CODE.sub("x", there))]
    assert loose == []


def test_the_spaces_of_signs_are_firm_and_those_of_words_are_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    assert series(["a b", "c"]) == f"a b{NO_BREAK}; c"
    assert said("{name}: {message}", name="a", message="b") == f"a{NO_BREAK}: b"


@pytest.mark.parametrize(("sentence", "translation"), every_translation())
def test_a_translation_takes_the_same_values(sentence: str, translation: str) -> None:
    def names(text: str) -> set[str | None]:
        return {name for _, name, _, _ in Formatter().parse(text)} - {None}

    assert names(translation) <= names(sentence)
    assert sentence in translations("click") or names(translation) == names(sentence)


def literals(text: str) -> list[str]:
    """The pieces of a sentence between the names in it: a layer may put it together of several."""
    pieces = (
        piece
        for literal, *_ in Formatter().parse(text)
        for piece in re.split(r"[;:,.()/]\s?|\band\b", literal)
    )
    return [piece.strip() for piece in pieces if WORDS.search(piece)]


def test_every_pattern_is_of_a_sentence_that_a_layer_says() -> None:
    sources = [path for path in Path(analysis.__file__).parent.rglob("*.py") if CLI not in path.parents]
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in sources)
    constants = {
        node.value.strip()
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    told = "\n".join([*constants, *map(os.strerror, errno.errorcode)])
    lost = {
        text: gone for text in translations("below") if (gone := [p for p in literals(text) if p not in told])
    }
    assert lost == {}


def test_every_sentence_of_the_library_of_commands_is_one_of_its_own() -> None:
    modules = ("core", "decorators", "exceptions", "formatting", "parser", "termui", "types")
    source = "".join(getsource(import_module(f"click.{name}")) for name in modules)
    written = source.replace("\\n", "\n").replace("\\t", "\t").replace("\\'", "'")
    values = {text for text in translations("click") if NAMED.fullmatch(text)}
    assert {text for text in set(translations("click")) - values if text not in written} == set()


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


RETOLD = [
    ("not asked", "non posée"),
    ("999, 998 as a number like the others", "999, 998 comme un nombre parmi les autres"),
    ("-1 as no answer, outside the base", "-1 comme sans réponse, hors de la base"),
    ('left out of every output; telephone number. To keep it, say why under [privacy]: keep = { q = "…" }',
     "laissé de côté dans toutes les sorties ; numéro de téléphone. Pour le garder, dire pourquoi sous "
     '[privacy] : keep = { q = "…" }'),
    ("Q1: a text without an answer; no question was drafted",
     "Q1 : un texte sans réponse ; sans question dans le premier jet"),
    ("Q2: of the type map; no question was drafted",
     "Q2 : de type map ; sans question dans le premier jet"),
    ("left out: rows 3..5, sums or means of the rows above",
     "laissées de côté : lignes 3..5, sommes ou moyennes des lignes au-dessus"),
    ("x.toml: 2 faults\n  - a.b: unknown key (did you mean 'c'?). Known here: c, d\n  - mine",
     "x.toml : 2 fautes\n  - a.b : clé inconnue (s'agit-il de 'c' ?). Connues ici : c, d\n  - mine"),
    ("found: 1 respondent, 3 questions (2 of one answer, 1 in words)",
     "trouvé : 1 répondant, 3 questions (2 à une réponse, 1 en toutes lettres)"),
    ("breakdowns: age, sexe and 4 more", "ventilations : age, sexe et 4 de plus"),
    ("identifier: none", "identifiant : aucun"),
    ("Values of id are met in several rows. What is a row?",
     "Des valeurs de id sont dans plusieurs lignes. Qu'est-ce qu'une ligne ?"),
    ("the last row of each counts", "la dernière ligne de chacun compte"),
    ("9 rows of 3 respondents, told apart by id: a column for each q, which holds a",
     "9 lignes de 3 répondants, distingués par id : une colonne par q, qui contient a"),
    ("a column for each q, which holds a; left out, as they are of an answer: t, u",
     "une colonne par q, qui contient a ; écartées, car propres à une réponse : t, u"),
    ("in rows 4..6 answers stand under the heading of a neighbour: "
     "a cell may have been lost or added before them",
     "lignes 4..6, des réponses sont sous l'en-tête d'une colonne voisine : "
     "une cellule a peut-être été perdue ou ajoutée avant elles"),
    ("indicators.age.theme: no [themes.vie]; themes: emploi, dons",
     "indicators.age.theme : pas de [themes.vie] ; thèmes : emploi, dons"),
    ('weight = "poids"', 'weight = "poids"'),
    ("m.csv: unknown column part, no column share; expected code, share; a row gives one of share (in %), "
     "count and total (of a number)",
     "m.csv : colonne part inconnue, pas de colonne share ; il faut code, share ; une ligne donne share "
     "(en %), count ou total (celui d'un nombre)"),
    ("a sentence that nobody knows", "a sentence that nobody knows"),
]  # fmt: skip


@pytest.mark.parametrize(("message", "expected"), RETOLD)
def test_what_other_layers_say_is_told_by_its_pattern(
    monkeypatch: pytest.MonkeyPatch, message: str, expected: str
) -> None:
    assert retold(message) == message
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    assert retold(message).replace(NO_BREAK, " ") == expected


@pytest.mark.parametrize(
    ("count", "english", "french"),
    [(0, "0 reports", "0 rapport"), (1, "1 report", "1 rapport"), (2, "2 reports", "2 rapports")],
)
def test_a_count_has_its_noun(monkeypatch: pytest.MonkeyPatch, count: int, english: str, french: str) -> None:
    assert counted(count, "{count} report", "{count} reports") == english
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    assert counted(count, "{count} report", "{count} reports") == french


def test_a_sentence_is_said_in_french(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    assert said("Next: {command}", command="x") == f"Ensuite{NO_BREAK}: x"
