"""Numbers, dates and punctuation as an editor sets them, in French and in English."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

NARROW = "\u202f"
"""Narrow no-break space: before % ; : ! ? and inside « » in French, and between thousands."""
NO_BREAK = "\u00a0"
MINUS = "\u2212"
"""The sign of a negative number: a line may break after a dash, never between this and a digit."""

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_BEFORE_MARK = re.compile(r"(?<=\S)[ \u00a0\u202f]+(?=[;:!?%»])")
_AFTER_QUOTE = re.compile(r"«[ \u00a0\u202f]*(?=\S)")
_BEFORE_UNIT = re.compile(
    r"(?<=\d) (?=(?:€|£|\$|k€|M€|%|h|km|ans?|jours?|mois|semaines?|heures?|minutes?|min"
    r"|years?|days?|weeks?|months?|hours?)(?!\w))"
)
_THOUSANDS = re.compile(r"(?<![\d,.])\d{1,3}(?: \d{3})+(?![\d,.]\d|\d)")
_LETTERS = {
    "fr": ["un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix"],
    "en": ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"],
}
_PREPOSITIONS = frozenset(
    ["par", "sur", "de", "d’", "du", "des", "à", "en", "pour", "out", "of", "a", "per", "in", "on"]
)
_INVARIABLE = frozenset(["mois", "fois", "temps", "cours", "repas", "corps", "pays", "avis", "colis"])
"""Words in -s that are singular as well."""
_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)")


def typeset(text: str, language: str) -> str:
    """`text` with the spaces and apostrophes of `language`, without control characters or line breaks."""
    text = _CONTROL.sub("", " ".join(text.split()))
    text = _APOSTROPHE.sub("’", text)
    text = _BEFORE_UNIT.sub(NO_BREAK, text)
    if language != "fr":
        return text
    text = _THOUSANDS.sub(lambda found: found[0].replace(" ", NARROW), text)
    return _AFTER_QUOTE.sub(f"«{NARROW}", _BEFORE_MARK.sub(NARROW, text))


def colon(language: str) -> str:
    """A colon and the spaces around it."""
    return f"{NARROW}: " if language == "fr" else ": "


def quoted(text: str, language: str) -> str:
    """`text` between the quotation marks of `language`."""
    return f"«{NARROW}{text}{NARROW}»" if language == "fr" else f"“{text}”"


def number(value: float, language: str, decimals: int = 0) -> str:
    """`value` rounded half away from zero, with the separators of `language`."""
    rounded = _rounded(value, decimals)
    return _written(rounded or abs(rounded), decimals, language)


def _rounded(value: float, decimals: int) -> Decimal:
    return Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


@lru_cache(maxsize=10_000)
def _written(value: Decimal, decimals: int, language: str) -> str:
    from babel.numbers import format_decimal

    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return str(format_decimal(value, format=pattern, locale=language)).replace("-", MINUS)


def in_letters(count: int, language: str) -> str:
    """A number from one to ten in letters, as it stands in a sentence; any other in digits."""
    return _LETTERS[language][count - 1] if 1 <= count <= 10 else number(count, language)


def percent(value: float, language: str, decimals: int = 0) -> str:
    """A share between 0 and 100: 68 % (French, with a narrow no-break space) or 68% (English)."""
    return number(value, language, decimals) + (f"{NARROW}%" if language == "fr" else "%")


def signed(value: float, language: str, decimals: int = 0) -> str:
    """`value` with its sign before it: +12, −3; 0 has none."""
    text = number(abs(value), language, decimals)
    if not any(sign in "123456789" for sign in text):
        return text
    return ("+" if value > 0 else MINUS) + text


def points(value: float, language: str, decimals: int = 0) -> str:
    """A difference of shares with its sign and unit: +12 points, −1,5 point (below two, French says one)."""
    size = abs(_rounded(value, decimals))
    is_one = size < 2 if language == "fr" else size == 1
    return f"{signed(value, language, decimals)}{NO_BREAK}{'point' if is_one else 'points'}"


def amount(value: float, unit: str, language: str, decimals: int = 0) -> str:
    """`value` with its unit, which may be empty: 1,5 réponse citée, 2,0 réponses citées."""
    if unit == "%":
        return percent(value, language, decimals)
    counted = unit_of(value, unit, language, decimals)
    return number(value, language, decimals) + (NO_BREAK + counted if counted else "")


def signed_amount(value: float, unit: str, language: str, decimals: int = 0) -> str:
    """A difference with its sign and its unit, which may be empty: −3,1 heures."""
    counted = unit_of(value, unit, language, decimals)
    return signed(value, language, decimals) + (NO_BREAK + counted if counted else "")


def unit_of(value: float, unit: str, language: str, decimals: int = 0) -> str:
    """`unit`, given in the plural, as it agrees with `value`: 1,5 heure par an, 2,0 heures par an.

    Below two, French has the singular; English has it for one alone, written without decimals. What
    follows a preposition stays as it is.
    """
    size = abs(_rounded(value, decimals))
    is_one = size < 2 if language == "fr" else size == 1 and decimals == 0
    if not is_one:
        return unit
    words = unit.split(" ")
    end = next((place for place, word in enumerate(words) if word in _PREPOSITIONS), len(words))
    return " ".join([*(_singular(word) for word in words[:end]), *words[end:]])


def _singular(word: str) -> str:
    is_plural = word.endswith("s") and word.isalpha() and len(word) > 2
    return word[:-1] if is_plural and word not in _INVARIABLE else word


def listing(items: Sequence[str], language: str) -> str:
    """a, b et c."""
    if len(items) < 2:
        return "".join(items)
    last = " et " if language == "fr" else " and "
    return ", ".join(items[:-1]) + last + items[-1]


def mention(label: str, language: str) -> str:
    """`label` inside a sentence: a small first letter, or quoted as it is when it ends as a sentence does."""
    return quoted(label, language) if label.endswith(("?", "!", "…", "...")) else decapitalised(label)


def ended(text: str) -> str:
    """`text` with a full stop, unless it ends as a sentence does."""
    last = text.rstrip(f"»” {NARROW}{NO_BREAK}")
    return text if last.endswith((".", "?", "!", "…")) else f"{text}."


def series(items: Sequence[str], language: str) -> str:
    """a ; b ; c."""
    return (f"{NARROW}; " if language == "fr" else "; ").join(items)


def capitalised(text: str) -> str:
    """`text` with its first letter in upper case and the rest unchanged."""
    return text[:1].upper() + text[1:]


def decapitalised(text: str) -> str:
    """`text` with a small first letter, unless the word looks like an abbreviation or a name."""
    first = text.split(" ", 1)[0]
    return text[:1].lower() + text[1:] if first[1:].islower() or len(first) == 1 else text


def day(value: date, language: str) -> str:
    """1ᵉʳ mars 2009 or 1 March 2009."""
    from babel.dates import format_date

    text = str(format_date(value, "d MMMM y", locale="fr" if language == "fr" else "en_GB"))
    return re.sub(r"^1 ", "1ᵉʳ ", text) if language == "fr" else text


def days(start: date | None, end: date | None, language: str) -> str:
    """du 10 mars au 9 avril 2009, 1 to 31 March 2009; empty when neither day is known."""
    if not start or not end or start == end:
        only = start or end
        return day(only, language) if only else ""
    first, last = day(start, language), day(end, language)
    if start.year == end.year:
        first = first.removesuffix(f" {start.year}")
        if start.month == end.month:
            first = first.split(" ", 1)[0]
    return f"du {first} au {last}" if language == "fr" else f"{first} to {last}"
