"""The messages of French and English: the same in both, each of them said, none written in Python."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from analysis.reporting.chapters.methodology import PROBLEMS
from analysis.reporting.language.catalogue import Messages
from analysis.reporting.language.catalogue_reading import catalogue_of, placeholders
from analysis.reporting.language.typography import NARROW, NO_BREAK, Typesetter
from analysis.workspace import CATALOGUES, languages

ANALYSIS = Path(__file__).parents[2] / "analysis"
REPORTING = ANALYSIS / "reporting"
SPEAKING = (REPORTING, ANALYSIS / "interactive", ANALYSIS / "exports", ANALYSIS / "steps" / "comparing")
"""The folders whose Python says messages."""
TREES = {
    path: ast.parse(path.read_text(encoding="utf-8"))
    for place in SPEAKING
    for path in sorted(place.rglob("*.py"))
}
OF_REPORTS = [path for path in TREES if path.is_relative_to(REPORTING)]
SAYING = ("say", "say_counted", "_of_noun")
"""Functions whose first text is the id of a message."""


def messages_of(language: str) -> Messages:
    return catalogue_of(language).messages


def ids_of(language: str) -> set[str]:
    return {key for key, _ in messages_of(language)}


def test_french_and_english_are_the_languages_of_the_package() -> None:
    assert list(languages()) == ["fr", "en"]


def test_both_catalogues_have_the_same_ids() -> None:
    assert ids_of("fr") == ids_of("en")


@pytest.mark.parametrize("key", sorted(ids_of("en")))
def test_both_catalogues_have_the_same_placeholders(key: str) -> None:
    of_each = {
        (language, context): placeholders(forms)
        for language in ("fr", "en")
        for (found, context), forms in messages_of(language).items()
        if found == key
    }
    assert len(set(map(frozenset, of_each.values()))) == 1, of_each


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_message_is_translated_in_every_plural(language: str) -> None:
    with (CATALOGUES / f"{language}.po").open("rb") as file:
        catalogue = read_po(file)
    for message in catalogue:
        forms = message.string if isinstance(message.string, tuple) else (message.string,)
        assert all(forms), message.id
        assert not message.pluralizable or len(forms) == catalogue.num_plurals
    assert len(list(catalogue)) == len(messages_of(language)) + 1  # the heading of the file


PLURALS = [
    ("fr", "0", "0 point"),
    ("fr", "1", "1 point"),
    ("fr", "1.5", "1.5 point"),
    ("fr", "2", "2 points"),
    ("fr", "2.5", "2.5 points"),
    ("en", "0", "0 points"),
    ("en", "1", "1 point"),
    ("en", "0.5", "0.5 points"),
    ("en", "1.5", "1.5 points"),
]


@pytest.mark.parametrize(("language", "number", "said"), PLURALS)
def test_the_plural_is_that_of_the_language(language: str, number: str, said: str) -> None:
    found = Typesetter(language).say_counted("points", Decimal(number), n=number)
    assert found == said.replace(" ", NO_BREAK)


def test_a_message_takes_the_form_its_context_asks_for() -> None:
    values = {"one": "une association", "many": "associations"}
    assert Typesetter("fr").say("all_of_them", context="une", **values) == "toutes les associations"
    assert Typesetter("fr").say("all_of_them", context="un", **values) == "tous les associations"
    assert Typesetter("en").say("all_of_them", context="an", **values) == "all associations"


def test_a_message_has_the_spaces_of_its_language() -> None:
    assert Typesetter("fr").say("score_alpha", alpha="0,8") == f"Alpha de Cronbach{NARROW}: 0,8"
    assert Typesetter("en").say("score_alpha", alpha="0.8") == "Cronbach’s alpha: 0.8"


def said_at(tree: ast.AST) -> Iterator[tuple[ast.Call, ast.expr]]:
    """Each place where a message is said, and the expression of its id."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            place = 1 if name == "_of_noun" else 0
            if name in SAYING and len(node.args) > place:
                yield node, node.args[place]


def patterns(expression: ast.expr) -> Iterator[str]:
    """What the ids that an expression can give look like; nothing where it is a name."""
    if isinstance(expression, ast.Constant):
        yield re.escape(str(expression.value))
    elif isinstance(expression, ast.IfExp):
        yield from patterns(expression.body)
        yield from patterns(expression.orelse)
    elif isinstance(expression, ast.JoinedStr):
        parts = (
            re.escape(str(part.value)) if isinstance(part, ast.Constant) else "(.+)"
            for part in expression.values
        )
        yield "".join(parts)


def constants(folder: Path) -> set[str]:
    """Every text that stands in the Python of a folder."""
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in folder.rglob("*.py"))
    nodes = (node for tree in trees for node in ast.walk(tree))
    return {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def test_every_id_that_python_says_is_in_the_catalogues() -> None:
    known = ids_of("en")
    missing = [
        (path.name, node.lineno, pattern)
        for path, tree in TREES.items()
        for node, expression in said_at(tree)
        for pattern in patterns(expression)
        if not any(re.fullmatch(pattern, key) for key in known)
    ]
    assert not missing


def test_every_id_of_the_catalogues_is_said() -> None:
    """The id stands in Python or in a template; or its family does, and the rest of it is a text there."""
    everywhere = constants(ANALYSIS)
    written = set().union(*map(constants, SPEAKING))
    for path in REPORTING.rglob("*.j2"):
        written |= set(re.findall(r'\bsa(?:y|id)\("([^"]+)"', path.read_text(encoding="utf-8")))
    families = {
        pattern
        for tree in TREES.values()
        for _, expression in said_at(tree)
        for pattern in patterns(expression)
        if "(.+)" in pattern
    }
    for key in ids_of("en") - written:
        found = [match for pattern in families if (match := re.fullmatch(pattern, key))]
        assert any(set(match.groups()) <= everywhere for match in found), key


def test_what_a_message_asks_for_is_put_in() -> None:
    for path, tree in TREES.items():
        for node, expression in said_at(tree):
            names = {word.arg for word in node.keywords}
            is_open = None in names or not isinstance(node.func, ast.Attribute)
            if is_open or not isinstance(expression, ast.Constant):
                continue
            for language in ("fr", "en"):
                asked = placeholders(messages_of(language)[expression.value, ""])
                assert asked <= names, (path.name, node.lineno, asked - names)


SENTENCE = re.compile(r"[^\W\d_]{2,}[’']?[^\W\d_]* [^\W\d_A-Z]{2,}|[À-ÖØ-öø-ÿœ«“]")
"""Two words, an accent or an opening quotation mark: a text to be read has them, the name of a thing not."""
OF_FILES = {*PROBLEMS, "every grid", "same answers"}
"""What files of results state."""
OF_THE_PAGE = {"figures wide", "noopener noreferrer", "Assoscope report"}
"""Classes and attributes of HTML, the name of the exporter."""
FAULTS = ("Fault", "ReportError", "TypeError", "ValueError", "KeyError", "FileNotFoundError")


def is_for_users(node: ast.AST) -> bool:
    """Whether a part of a module is a docstring or the message of an error, which stay in English."""
    if isinstance(node, ast.Call):
        is_made = isinstance(node.func, ast.Attribute) and node.func.attr in ("__init__", "add_note")
        return is_made or getattr(node.func, "id", "") in FAULTS
    is_alone = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    return is_alone or isinstance(node, ast.Raise)


@pytest.mark.parametrize("path", OF_REPORTS, ids=lambda path: path.relative_to(REPORTING).as_posix())
def test_no_sentence_of_a_report_stands_in_python(path: Path) -> None:
    tree = TREES[path]
    aside = {id(inner) for node in ast.walk(tree) if is_for_users(node) for inner in ast.walk(node)}
    found = [
        (node.lineno, node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in aside
        and "<" not in node.value
        and not node.value.startswith('"')
        and SENTENCE.search(node.value)
        and node.value not in OF_FILES | OF_THE_PAGE
    ]
    assert not found


@pytest.mark.parametrize("path", OF_REPORTS, ids=lambda path: path.relative_to(REPORTING).as_posix())
def test_no_branch_of_a_report_is_on_its_language(path: Path) -> None:
    compared = [
        side
        for node in ast.walk(TREES[path])
        if isinstance(node, ast.Compare)
        for side in (node.left, *node.comparators)
        if isinstance(side, ast.Constant) and side.value in ("fr", "en")
    ]
    assert not compared
