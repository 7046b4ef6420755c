"""What an analyst typed that names nothing, told with what it is near to: in names, and in labels too."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher

from analysis.faults import Misuse

ALIKE = 0.6
"""From which likeness, of 0 to 1, a name is offered in place of what was typed."""


class AnalystError(Misuse):
    """What was asked cannot be answered; a notebook shows the message alone, without the way it came."""

    def _render_traceback_(self) -> list[str]:
        return [str(self)]


def plain(text: str) -> str:
    """The text in small letters without accents, as it is searched."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def nearest(typed: str, labelled: Mapping[str, Iterable[str]], most: int = 3) -> list[str]:
    """The names that what was typed is most like, by their letters or those of their labels."""
    wanted = plain(typed)
    found = {
        name: max((_likeness(wanted, plain(text)) for text in (name, *labels)), default=0.0)
        for name, labels in labelled.items()
    }
    ranked = sorted(
        (name for name, likeness in found.items() if likeness >= ALIKE), key=lambda name: -found[name]
    )
    return ranked[:most]


def _likeness(wanted: str, text: str) -> float:
    """1 for the same text, less for a part of it, and less again for letters in common."""
    if wanted == text:
        return 1.0
    whole = SequenceMatcher(None, wanted, text).ratio()
    is_part = len(wanted) >= 3 and wanted in text
    return max(whole, 0.8 + 0.1 * whole if is_part else 0.0)


def did_you_mean(offered: Iterable[str]) -> str:
    """; did you mean a, b? or nothing where nothing is near."""
    listed = ", ".join(offered)
    return f"; did you mean {listed}?" if listed else ""
