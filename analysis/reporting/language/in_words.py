"""Shares and places in words: près de sept bénévoles sur dix, dans les Hauts-de-France."""

from __future__ import annotations

from bisect import bisect_right

from analysis.questionnaire import Noun
from analysis.reporting.language.catalogue import plain
from analysis.reporting.language.typography import Typesetter

FRACTIONS = {
    5: "1/20",
    10: "1/10",
    100 / 6: "1/6",
    20: "1/5",
    25: "1/4",
    30: "3/10",
    100 / 3: "1/3",
    40: "4/10",
    50: "1/2",
    60: "6/10",
    200 / 3: "2/3",
    70: "7/10",
    75: "3/4",
    80: "8/10",
    90: "9/10",
}
"""Shares that have a word: the messages `fraction.1/20` and, after what is said of it, `of_fraction.1/20`."""
_KNOWN = sorted(FRACTIONS)
OF_ONE = 20
"""The greatest share that is said of one among several: a volunteer in five."""
EXACTLY = 0.5
"""Points within which a share is called by the fraction itself."""
NEAR = 3.0
"""Points within which a share is near a fraction."""
MOST_WORDS = 3
"""Words that may stand inside a fraction: trois bénévoles non formés sur dix. More follow it: trois sur dix
des bénévoles qui engagent des frais."""
NEARLY_ALL, ALL_BUT_FEW = 97.5, 95.0
"""A share from the first on is nearly everybody, where its interval lies above the second."""


def in_words(words: Typesetter, value: float, low: float, high: float, noun: Noun | None = None) -> str:
    """The share `value` (0–100) in words that its interval [low, high] supports.

    "Nearly all" is said from 97.5 % on. "More than" is said only when the whole interval lies above the
    fraction, "less than" when it lies below; otherwise the share is "about" the nearest fraction. The
    nearest is named when the share is within half a point of it.
    """
    noun = noun or default_noun(words)
    if value <= 0:
        return _of_noun(words, "none_of_them", noun)
    if value >= 100:
        return _of_noun(words, "all_of_them", noun)
    if value >= NEARLY_ALL and low > ALL_BUT_FEW:
        return _of_noun(words, "nearly_all", noun)
    if len(noun.many.split()) > MOST_WORDS:
        alone = fraction_alone(words, value, low, high, noun)
        return words.say("share_of_those", alone=alone, one=noun.one, many=noun.many)
    fraction, relation = _relation(value, low, high)
    name = FRACTIONS[fraction]
    return words.say(
        f"relation.{relation}",
        fraction=_of_noun(words, f"fraction.{name}", noun),
        of_fraction=_of_noun(words, f"of_fraction.{name}", noun),
    )


def fraction_alone(words: Typesetter, value: float, low: float, high: float, noun: Noun) -> str:
    """The share in words without those it counts, as after another of the same: trois sur dix, un tiers.

    Empty where it is no fraction: of nobody, of everybody or nearly.
    """
    if not 0 < value < 100 or (value >= NEARLY_ALL and low > ALL_BUT_FEW):
        return ""
    fraction, relation = _relation(value, low, high)
    article, name = noun.article, FRACTIONS[fraction]
    return words.say(
        f"relation.{relation}",
        fraction=words.say(f"alone.{name}", context=article),
        of_fraction=words.say(f"of_alone.{name}", context=article),
    )


def speaks_of_one(value: float, low: float, high: float) -> bool:
    """Whether the share in words is one of so many, a volunteer in five, and not several."""
    is_some = 0 < value < 100 and not (value >= NEARLY_ALL and low > ALL_BUT_FEW)
    return is_some and _relation(value, low, high)[0] <= OF_ONE


def default_noun(words: Typesetter) -> Noun:
    """What those who are counted are called where the survey has no name of its own for them."""
    return Noun(words.say("respondent.one"), words.say("respondent.many"))


def _of_noun(words: Typesetter, key: str, noun: Noun) -> str:
    """A message about the noun, in the form its article asks for: tous les, toutes les."""
    return words.say(key, context=noun.article, one=noun.one, many=noun.many)


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
    return below, "just_above" if value - below <= NEAR else "above"


def of_place(words: Typesetter, name: str) -> str:
    """`name` after a noun: les bénévoles d'Occitanie; the volunteers of Occitanie.

    In French a place that is not in fr_places.csv, such as a network, is quoted: de « Réseau A ».
    """
    known = words.catalogue.places.get(plain(name))
    return words.typeset(known[0]) if known else words.say("place.of", place=name)


def within_place(words: Typesetter, name: str) -> str:
    """`name` as a place: en Bretagne, dans le Var, à Mayotte; in Bretagne; pour « Réseau A »."""
    known = words.catalogue.places.get(plain(name))
    return words.typeset(known[1]) if known else words.say("place.within", place=name)
