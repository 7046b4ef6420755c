"""Texts as TOML: strings, keys, lists and comments that any content leaves valid."""

from __future__ import annotations

import re
import textwrap
import unicodedata
from collections.abc import Iterable, Mapping

from analysis.drafting.questionnaire_structure import Bilingual

BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
COMMENT_WIDTH = 100


def quoted(text: str) -> str:
    """The text as a TOML string on one line."""
    return '"' + "".join(map(_escaped, text)) + '"'


def worded(text: str) -> str:
    """The text as a TOML string, as a table of both languages where it has them."""
    if isinstance(text, Bilingual):
        return f"{{ fr = {quoted(text)}, en = {quoted(text.en)} }}"
    return quoted(text)


def _escaped(character: str) -> str:
    if character in ESCAPES:
        return ESCAPES[character]
    if unicodedata.category(character) == "Cc":
        return f"\\u{ord(character):04x}"
    return character


def key(text: str) -> str:
    """The text as a key, quoted where it must be."""
    return text if BARE_KEY.fullmatch(text) else quoted(text)


def listed(texts: Iterable[str]) -> str:
    """The texts as a list of strings."""
    return "[" + ", ".join(map(quoted, texts)) + "]"


def table(values: Mapping[str, Iterable[str]]) -> str:
    """Lists by key as an inline table: { refused = ["98"] }."""
    return "{ " + ", ".join(f"{key(name)} = {listed(texts)}" for name, texts in values.items()) + " }"


def pairs(values: Mapping[str, str]) -> str:
    """Texts by key as an inline table: { 96 = "Q5_other" }."""
    return "{ " + ", ".join(f"{key(name)} = {quoted(text)}" for name, text in values.items()) + " }"


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
