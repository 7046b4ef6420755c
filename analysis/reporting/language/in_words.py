"""Shares and places in words: près de sept bénévoles sur dix, dans les Hauts-de-France."""

from __future__ import annotations

import csv
from bisect import bisect_right
from functools import cache
from pathlib import Path

from analysis.questionnaire import Noun
from analysis.reporting.language.typography import quoted, typeset

FRACTIONS: dict[float, tuple[str, str]] = {
    5: ("{one} sur vingt", "one in twenty {many}"),
    10: ("{one} sur dix", "one in ten {many}"),
    100 / 6: ("{one} sur six", "one in six {many}"),
    20: ("{one} sur cinq", "one in five {many}"),
    25: ("un quart des {many}", "a quarter of {many}"),
    30: ("trois {many} sur dix", "three in ten {many}"),
    100 / 3: ("un tiers des {many}", "a third of {many}"),
    40: ("quatre {many} sur dix", "four in ten {many}"),
    50: ("la moitié des {many}", "half of {many}"),
    60: ("six {many} sur dix", "six in ten {many}"),
    200 / 3: ("les deux tiers des {many}", "two thirds of {many}"),
    70: ("sept {many} sur dix", "seven in ten {many}"),
    75: ("les trois quarts des {many}", "three quarters of {many}"),
    80: ("huit {many} sur dix", "eight in ten {many}"),
    90: ("neuf {many} sur dix", "nine in ten {many}"),
}
_KNOWN = sorted(FRACTIONS)
EXACTLY = 0.5
"""Points within which a share is called by the fraction itself."""
NEAR = 3.0
"""Points within which a share is near a fraction."""
NEARLY_ALL, ALL_BUT_FEW = 97.5, 95.0
"""A share from the first on is nearly everybody, where its interval lies above the second."""


RESPONDENTS = {"fr": Noun("un répondant", "répondants"), "en": Noun("a respondent", "respondents")}


def in_words(value: float, low: float, high: float, language: str, noun: Noun | None = None) -> str:
    """The share `value` (0–100) in words that its interval [low, high] supports.

    "Nearly all" is said from 97.5 % on. "More than" is said only when the whole interval lies above the
    fraction, "less than" when it lies below; otherwise the share is "about" the nearest fraction. The
    nearest is named when the share is within half a point of it.
    """
    noun = noun or RESPONDENTS[language]
    if value <= 0 or value >= 100:
        return _whole(value, language, noun)
    if value >= NEARLY_ALL and low > ALL_BUT_FEW:
        return f"presque {_all(noun)}" if language == "fr" else f"nearly all {noun.many}"
    fraction, relation = _relation(value, low, high)
    words = FRACTIONS[fraction][0 if language == "fr" else 1].format(one=noun.one, many=noun.many)
    return _french(relation, words) if language == "fr" else _english(relation, words)


def _whole(value: float, language: str, noun: Noun) -> str:
    if language == "fr":
        # The article agrees with the noun, and so does what is made of it: aucune association.
        return f"auc{noun.one}" if value <= 0 else _all(noun)
    return f"no {noun.many}" if value <= 0 else f"all {noun.many}"


def _all(noun: Noun) -> str:
    return f"toutes les {noun.many}" if noun.one.startswith("une ") else f"tous les {noun.many}"


def _relation(value: float, low: float, high: float) -> tuple[float, str]:
    nearest = min(_KNOWN, key=lambda fraction: abs(value - fraction))
    gap = value - nearest
    if abs(gap) <= EXACTLY:
        return nearest, "equal"
    if value < _KNOWN[0]:
        return nearest, "below" if high < nearest else "about"
    if -NEAR <= gap < 0:
        return nearest, "nearly"
    below = _KNOWN[bisect_right(_KNOWN, value) - 1]
    if low <= below:
        return nearest, "about"
    return below, "just above" if value - below <= NEAR else "above"


def _french(relation: str, words: str) -> str:
    if relation == "equal":
        return words
    if relation == "about":
        return f"environ {words}"
    start = {"nearly": "près", "just above": "un peu plus", "above": "plus", "below": "moins"}[relation]
    if words.startswith("les "):
        return f"{start} des {words.removeprefix('les ')}"
    return f"{start} d’{words}" if words.startswith(("un ", "une ")) else f"{start} de {words}"


def _english(relation: str, words: str) -> str:
    starts = {
        "equal": "",
        "about": "about ",
        "nearly": "nearly ",
        "just above": "just over ",
        "above": "more than ",
        "below": "fewer than ",
    }
    return starts[relation] + words


TABLE = Path(__file__).with_name("placenames.csv")
"""name, of (de …), within (en, dans, à …). The articles of departments are those of the Code officiel
géographique (Insee)."""


def of_place(name: str, language: str) -> str:
    """`name` after a noun: les bénévoles d'Occitanie; the volunteers of Occitanie.

    A place that is not in the table, such as a network, is quoted: de « Réseau A ».
    """
    if language != "fr":
        return f"of {name}"
    known = places().get(plain(name))
    return typeset(known[0], "fr") if known else f"de {quoted(name, 'fr')}"


def within_place(name: str, language: str) -> str:
    """`name` as a place: en Bretagne, dans le Var, à Mayotte; in Bretagne; pour « Réseau A »."""
    if language != "fr":
        return f"in {name}"
    known = places().get(plain(name))
    return typeset(known[1], "fr") if known else f"pour {quoted(name, 'fr')}"


def plain(name: str) -> str:
    """`name` as it is looked up: whatever its case, apostrophes and hyphens."""
    return " ".join(name.replace("’", "'").replace("-", " ").replace("\u00a0", " ").casefold().split())


@cache
def places() -> dict[str, tuple[str, str]]:
    """Plain name -> (of, within)."""
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return {plain(row["name"]): (row["of"], row["within"]) for row in csv.DictReader(lines)}
