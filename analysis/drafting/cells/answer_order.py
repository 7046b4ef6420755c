"""The order of answers that have one: classes of a number, degrees of a frequency, of an opinion, stars."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable

NUMBER = re.compile(r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)|\d+(?:[.,]\d+)?")
BELOW = re.compile(
    r"\b(moins|under|below|less|jusqu|up to|au plus|at most|inferieur|avant|before)\b|^[<≤]|jusqu'"
)
ABOVE = re.compile(
    r"\b(plus|et \+|over|above|more|au moins|at least|superieur|older|apres|after)\b|^[>≥]|\d ?\+|\+ de"
)
NONE = re.compile(r"^(aucune?|zero|none|jamais|never|no|pas d|nul|nulle)\b")
RANGE = re.compile(r"\d ?([-–—]|a|to|et|and) ?\d")
RATE = re.compile(r"\b(par|per|fois|times?|once|twice|chaque|tous|toutes|every|each)\b")
UNITS = ((r"jours?|days?", 1.0), (r"semaines?|weeks?", 7.0), (r"mois|months?", 30.0), (r"ans?|years?", 365.0))
FREQUENCIES = (
    r"(jamais|never)\b",
    r"(presque jamais|tres rarement|almost never|hardly ever|very rarely)\b",
    r"(rarement|rarely|seldom)\b",
    r"(parfois|quelquefois|de temps en temps|occasionnellement|ponctuellement|sometimes|occasionally)\b",
    r"(souvent|regulierement|frequemment|often|regularly|frequently)\b",
    r"(tres souvent|la plupart du temps|presque toujours|very often|most of the time|almost always)\b",
    r"(toujours|tout le temps|en permanence|systematiquement|always|all the time)\b",
)
TIMES_A_YEAR = (
    (r"\b(jours?|days?)\b|quotidien|daily", 365.0),
    (r"\b(semaines?|weeks?)\b|hebdomadaire|weekly", 52.0),
    (r"\bmois\b|\bmonths?\b|mensuel|monthly", 12.0),
    (r"\b(trimestres?|quarters?)\b|trimestriel|quarterly", 4.0),
    (r"\bsemestres?\b|semestriel", 2.0),
    (r"\b(ans?|annees?|years?)\b|annuel|yearly", 1.0),
)
IN_ADJECTIVES = re.compile(
    r"quotidien|hebdomadaire|mensuel|trimestriel|semestriel|annuel|daily|weekly|monthly|yearly"
)
HOW_OFTEN = (
    *((r"\b(plusieurs|several)\b", 3.0), (r"\b(quelques|a few)\b", 2.5)),
    *((r"\b(deux|two|twice)\b", 2.0), (r"\b(trois|three)\b", 3.0)),
)
"""How many times in a period, in words; once where none of them is there."""
EACH_SO_MANY = re.compile(r"(tous|toutes) les|every")
"""What parts times rather than multiplies them: tous les deux mois."""
SELDOM = re.compile(r"(rarement|rarely|moins souvent|less often|exceptionnellement)\b")
GOOD = (
    r"satisf|d'accord|accord|content|bon(ne)?s?\b|important|utile|favorable|interess|facile|confian|"
    r"agree|satisfied|happy|good|useful|likely|easy|confident|clear|clair|probable|souvent"
)
BAD = (
    r"insatisf|mecontent|mauvais|defavorable|difficile|dissatisfied|unhappy|bad\b|poor\b|disagree|unlikely|"
    r"difficult"
)
YES_OR_NO = re.compile(r"^(oui|non|yes|no)( *[,:-] *| +)(?=\w)")
"""What stands before a degree in "Oui, tout à fait" and "Non, pas du tout"."""
DEGREES: tuple[tuple[float, str], ...] = (
    (1, r"^(disagree|dissatisfied) (strongly|completely|totally)"),
    (
        5,
        r"^(agree|satisfied) (strongly|completely|totally)|"
        r"^(beaucoup|enormement|a lot|a great deal|very much)\b",
    ),
    (5, rf"^(pas du tout|not at all) ({BAD})"),
    (4, rf"^(pas|not) ({BAD})"),
    (3, rf"^(peu|not very) ({BAD})"),
    (1, r"^(pas du tout|not at all|absolument pas|strongly disagree|totalement en desaccord)"),
    (1, rf"^(tres|very|extremely|extremement|tout a fait) ({BAD})"),
    (5, r"^(tres|very|extremely|tout a fait|totalement|entierement|strongly agree|completely|excellent)"),
    (2, r"^(plutot pas|plutot en desaccord|pas vraiment|peu\b|not really|not very|pas tres|somewhat dis)"),
    (2, rf"^(plutot |assez |rather |fairly |somewhat |quite )?({BAD}|pas d'accord|pas satisf|pas important)"),
    (2, r"^(disagree|slightly|un peu|a little)"),
    (
        3,
        r"^(ni\b|neither|neutre|neutral|moyen|average|fair\b|passable|moyennement|correct)",
    ),
    (4, rf"^(plutot|assez|rather|fairly|somewhat|quite|en accord)|^({GOOD})"),
)
"""Degrees of an opinion by the words it begins with, the first that fits."""
LEAST_DEGREES = 3


def in_order(answers: Iterable[str]) -> list[str] | None:
    """The answers in the order that they have, None where their words have none."""
    listed = list(answers)
    if all(re.fullmatch(r"-?\d+", answer) for answer in listed):
        return None  # numbers without words may be codes in no order
    has_bounds = any(pattern.search(_plain(each)) for each in listed for pattern in (BELOW, ABOVE, RANGE))
    for place in (_stars, *([_class] if has_bounds else []), _frequency, _rate, _degree):
        if found := _sorted_by(listed, place):
            return found
    return None


def are_in_order(answers: Iterable[str]) -> bool:
    """Whether the answers stand in the order that they have, or in the opposite one."""
    listed = list(answers)
    found = in_order(listed)
    return found is not None and listed in (found, found[::-1])


def _sorted_by(answers: list[str], place: Callable[[str], float | None]) -> list[str] | None:
    places = {answer: place(_plain(answer)) for answer in answers}
    known = [each for each in places.values() if each is not None]
    if len(known) < max(LEAST_DEGREES, len(answers)) or len(set(known)) < len(known):
        return None
    return sorted(answers, key=lambda answer: places[answer] or 0.0)


def _plain(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.replace("\u2019", "'"))
    return " ".join("".join(c for c in letters if not unicodedata.combining(c)).casefold().split())


def _stars(text: str) -> float | None:
    is_of_stars = text != "" and set(text) <= set("★⭐☆*\ufe0f")
    return float(len(text.rstrip("☆").replace("\ufe0f", ""))) if is_of_stars else None


def _class(text: str) -> float | None:
    """Where a class of numbers begins: below the first number of "under 25", above that of "60 and over"."""
    if RATE.search(text):
        return None
    numbers = [float(re.sub(r"[ \u00a0\u202f]", "", n).replace(",", ".")) for n in NUMBER.findall(text)]
    if not numbers:
        return -1.0 if NONE.match(text) else None
    size = next((days for unit, days in UNITS if re.search(rf"\d ?({unit})\b", text)), 1.0)
    first = numbers[0] * size
    if len(numbers) == 1 and BELOW.search(text):
        return first - 0.5
    return first + 0.5 if len(numbers) == 1 and ABOVE.search(text) else first


def _frequency(text: str) -> float | None:
    return next((float(rank) for rank, words in enumerate(FREQUENCIES) if re.match(words, text)), None)


def _rate(text: str) -> float | None:
    """How many times a year something is done: every week, 2 fois par mois, quelques fois par an."""
    if NONE.match(text):
        return 0.0
    if SELDOM.match(text):
        return 0.1
    if not RATE.search(text) and not IN_ADJECTIVES.search(text):
        return None
    period = next((times for words, times in TIMES_A_YEAR if re.search(words, text)), None)
    if period is None:
        return None
    number = NUMBER.search(text)
    worded = next((times for words, times in HOW_OFTEN if re.search(words, text)), 1.0)
    times = float(number[0].replace(",", ".")) if number else worded
    times = 1 / times if EACH_SO_MANY.match(text) else times
    return period * times * (0.9 if BELOW.search(text) else 1.1 if ABOVE.search(text) else 1.0)


def _degree(text: str) -> float | None:
    said = YES_OR_NO.sub("", text)
    return next((degree for degree, words in DEGREES if re.match(words, said)), None)
