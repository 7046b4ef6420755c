"""Values that stand for no answer, and the words by which a label says which kind of none."""

from __future__ import annotations

import re
import unicodedata

MARKERS = re.compile(
    r"na|n/a|nan|null|-|--|\.|#n/a|#name\?|#value!|#ref!|#div/0!|#null!|#num!|#nom\?|#valeur!|#nul!|#nombre!"
)
"""Cells of spreadsheets and statistical programs that are no answer, in lower case."""

WORDS = {
    "dont_know": r"\bnsp|ne (le )?sai[ts] pas|sans avis|(don't|dont|do not|doesn't) know|\bdk\b|not sure",
    "refused": r"refus|prefer not|rather not|declined|ne (souhaite|veut|desire) pas|prefere ne pas|\bnvpd?\b",
    "not_asked": r"not asked|non pose|applicable|non concerne|sans objet|hors champ|\binap\b|\bn/a\b|filtre",
}
"""Kind of absence -> words of its labels, in lower case without accents."""


def is_marker(text: str) -> bool:
    """Whether a cell of a file without labels stands for no answer."""
    return MARKERS.fullmatch(text.casefold()) is not None


def kind_of_absence(label: str) -> str:
    """refused, dont_know or not_asked by the words of a label; no_answer where none of them is there."""
    return absence_meant(label) or "no_answer"


def absence_meant(label: str) -> str | None:
    """The kind of absence that the words of a label mean, None where they mean none."""
    plain = _plain(label)
    return next((kind for kind, words in WORDS.items() if re.search(words, plain)), None)


def absences_by_kind(absent: dict[str, str]) -> dict[str, tuple[str, ...]]:
    """Codes of absence by the kind that their labels mean."""
    kinds: dict[str, tuple[str, ...]] = {}
    for code, label in absent.items():
        kind = kind_of_absence(label)
        kinds[kind] = (*kinds.get(kind, ()), code)
    return kinds


def _plain(label: str) -> str:
    letters = unicodedata.normalize("NFKD", label.replace("\u2019", "'"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).casefold()
