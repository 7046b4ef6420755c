"""What commands say, in French where the system speaks French: catalogues/fr.po, by the English sentence."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path

CATALOGUES = Path(__file__).parent / "catalogues"
LOCALE = ("LC_ALL", "LC_MESSAGES", "LANG")
"""The variables by which a system says its language, the first that is set holds."""


def said(sentence: str, **values: object) -> str:
    """The sentence in the language of the system, {names} in it replaced by the values."""
    return _catalogue(system_language()).get(sentence, sentence).format(**values)


def system_language() -> str:
    """The language that commands speak: fr or en."""
    named = next((os.environ[name] for name in LOCALE if os.environ.get(name)), "")
    return "fr" if named.lower().partition("_")[0].partition(".")[0] == "fr" else "en"


@cache
def _catalogue(language: str) -> Mapping[str, str]:
    """English sentence -> that of the language; empty for English."""
    path = CATALOGUES / f"{language}.po"
    if not path.is_file():
        return {}
    from babel.messages.pofile import read_po

    with path.open("rb") as file:
        return {str(message.id): str(message.string) for message in read_po(file) if message.id}
