"""Texts as TOML: values and keys as tomlkit writes them, lines of comment, all on the lines of a draft."""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Iterable, Mapping

import tomlkit

from analysis.drafting.questionnaire_structure import Bilingual
from analysis.questionnaire.fixed_words import Condition, NoneOf, alternatives_of

COMMENT_WIDTH = 100


def quoted(text: str) -> str:
    """The text as a TOML string on one line."""
    return tomlkit.string(text).as_string()


def worded(text: str) -> str:
    """The text as a TOML string, as a table of both languages where it has them."""
    if isinstance(text, Bilingual):
        return inline({"fr": quoted(text), "en": quoted(text.en)})
    return quoted(text)


def key(text: str) -> str:
    """The text as a key, quoted where it must be."""
    return tomlkit.key(text).as_string()


def listed(texts: Iterable[str]) -> str:
    """The texts as a list of strings."""
    return tomlkit.item([*texts]).as_string()


def table(values: Mapping[str, Iterable[str]]) -> str:
    """Lists by key as an inline table: { refused = ["98"] }."""
    return inline({name: listed(texts) for name, texts in values.items()})


def condition(asked: Condition) -> str:
    """A condition as an inline table, as a list of them where one of several must hold."""
    found = [
        inline({name: _answers(codes) for name, codes in each.items()}) for each in alternatives_of(asked)
    ]
    return found[0] if len(found) == 1 else f"[{', '.join(found)}]"


def _answers(codes: tuple[str, ...]) -> str:
    """What a condition says of one question; a range alone needs no list."""
    if isinstance(codes, NoneOf):
        return table({"not": codes})
    return quoted(codes[0]) if len(codes) == 1 and ".." in codes[0] else listed(codes)


def pairs(values: Mapping[str, str]) -> str:
    """Texts by key as an inline table: { 96 = "Q5_other" }."""
    return inline({name: quoted(text) for name, text in values.items()})


def inline(values: Mapping[str, str]) -> str:
    """Values that are written already as an inline table; tomlkit would leave no blanks at its ends."""
    return "{ " + ", ".join(f"{key(name)} = {value}" for name, value in values.items()) + " }"


def comment(text: str) -> list[str]:
    """The text as comment lines of readable length."""
    return textwrap.wrap(
        _visible(text),
        COMMENT_WIDTH,
        initial_indent="# ",
        subsequent_indent="# ",
        break_long_words=False,
        break_on_hyphens=False,
    )


def aside(text: str) -> str:
    """The text as a comment after a value, or nothing."""
    return f"  # {_visible(text)}" if text else ""


def _visible(text: str) -> str:
    return "".join(" " if unicodedata.category(character) == "Cc" else character for character in text)
