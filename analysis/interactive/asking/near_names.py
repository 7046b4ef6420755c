"""What an analyst typed that names nothing, told with what it is near to: in names, and in labels too."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher

from analysis.faults import Misuse

NOT_NAME = re.compile(r"[^a-z0-9_]+")
ALIKE = 0.6
"""From which likeness, of 0 to 1, a name is offered in place of what was typed."""
NEAR_THE_BEST = 0.25
"""By how much less than the nearest name another may be alike, to be offered too."""


class AnalystError(Misuse):
    """What was asked cannot be answered; the message says what was expected, what is near, the way out."""


def plain(text: str) -> str:
    """The text in small letters without accents, as it is searched."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def name_of(heading: str) -> str:
    """A heading as a name of survey.toml: small letters, digits and _."""
    name = NOT_NAME.sub("_", plain(heading)).strip("_")
    return name if name[:1].isalpha() else f"q_{name}"


def nearest(typed: str, labelled: Mapping[str, Iterable[str]], most: int = 3) -> list[str]:
    """The names that what was typed is most like, by their letters or those of their labels."""
    wanted = plain(typed)
    found = {
        name: max((_likeness(wanted, plain(text)) for text in (name, *labels)), default=0.0)
        for name, labels in labelled.items()
    }
    least = max(ALIKE, max(found.values(), default=0.0) - NEAR_THE_BEST)
    ranked = sorted((name for name in found if found[name] >= least), key=lambda name: -found[name])
    return ranked[:most]


def _likeness(wanted: str, text: str) -> float:
    """1 for the same text, less for a part of it, and less again for letters in common."""
    if wanted == text:
        return 1.0
    whole = SequenceMatcher(None, wanted, text).ratio()
    is_part = len(wanted) >= 3 and wanted in text
    return max(whole, 0.8 + 0.1 * whole if is_part else 0.0)


def expected_word(
    argument: str, words: Iterable[str], typed: object, labelled: Mapping[str, Iterable[str]] | None = None
) -> AnalystError:
    """What is said of a word that is none of those an argument knows, which may have labels of their own."""
    known = dict.fromkeys(words, ()) | dict(labelled or {})
    near = did_you_mean(map(repr, nearest(str(typed), known)))
    return AnalystError(f"{argument}: expected {', '.join(known)}; found {typed!r}{near}")


def did_you_mean(offered: Iterable[str]) -> str:
    """; did you mean a, b? or nothing where nothing is near."""
    listed = ", ".join(offered)
    return f"; did you mean {listed}?" if listed else ""
