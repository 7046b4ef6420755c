"""What commands say, in French where the system speaks French: catalogues/fr.po, by the English sentence."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

CATALOGUES = Path(__file__).parent / "catalogues"
LOCALE = ("LC_ALL", "LC_MESSAGES", "LANG")
"""The variables by which a system says its language, the first that is set holds."""
FIRM = re.compile(r" (?=[:;!?»])|(?<=«) ")
"""Spaces of the catalogues at which no line may break; of English none."""
NO_BREAK = "\u00a0"


def said(sentence: str, **values: object) -> str:
    """The sentence in the language of the system, {names} in it replaced by the values."""
    return translated(sentence).format(**values)


def counted(count: int, one: str, many: str) -> str:
    """A count with its noun, in the language of the system: of 0 in French, the noun is singular."""
    is_one = count < 2 if system_language() == "fr" else count == 1
    return said(one if is_one else many, count=count)


def series(parts: Iterable[str]) -> str:
    """The parts with semicolons between them, as the language of the system sets them."""
    return translated("; ").join(parts)


def firm(text: str) -> str:
    """A French text whose lines break before no sign and not within quotes."""
    return FIRM.sub(NO_BREAK, text)


def decimal(value: float) -> str:
    """A number with one decimal, as the language of the system writes it."""
    return f"{value:.1f}".replace(".", "," if system_language() == "fr" else ".")


def translated(sentence: str, context: str = "") -> str:
    """The sentence in the language of the system, as it is where the catalogue lacks it.

    `context` is "click" for what the library of the command line says.
    """
    return sentences(context).get(sentence, sentence)


def sentences(context: str = "", language: str = "") -> Mapping[str, str]:
    """English sentence of a context -> that of the language, else of the system's; empty for English."""
    return _catalogue(language or system_language()).get(context, {})


def system_language() -> str:
    """The language that commands speak: fr or en."""
    named = next((os.environ[name] for name in LOCALE if os.environ.get(name)), "")
    return "fr" if named.lower().partition("_")[0].partition(".")[0] == "fr" else "en"


@cache
def _catalogue(language: str) -> Mapping[str, Mapping[str, str]]:
    """Context -> English sentence -> that of the language; empty for English."""
    path = CATALOGUES / f"{language}.po"
    if not path.is_file():
        return {}
    from babel.messages.pofile import read_po

    found: dict[str, dict[str, str]] = {}
    with path.open("rb") as file:
        for message in read_po(file):
            if message.id:
                found.setdefault(message.context or "", {})[str(message.id)] = firm(str(message.string))
    return found
