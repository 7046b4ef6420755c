"""Numbers, dates and punctuation as an editor of a language sets them, and the messages of its catalogue."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property, lru_cache, reduce
from unicodedata import normalize

from analysis.reporting.language.catalogue import Catalogue, TypographicRules
from analysis.reporting.language.catalogue_reading import catalogue_of, united_rules

ENGLISH_I = re.compile(r"I(?=[ ’'\u00a0]|$)")
"""The English I is a capital wherever it stands."""
NARROW = "\u202f"
"""Narrow no-break space: before % ; : ! ? and inside « » in French, and between thousands."""
NO_BREAK = "\u00a0"
MINUS = "\u2212"
"""The sign of a negative number: a line may break after a dash, never between this and a digit."""

MILLION, BILLION = 1e6, 1e9
"""From which on a number is said in words."""
LARGE = {MILLION: "million", BILLION: "billion"}
"""Sizes of numbers that are said in words, the messages large.million and large.billion."""
VOWELS = "aeiouyh" + chr(0xE6) + chr(0x153)
"""What a unit begins with, accents apart, before which a French preposition is elided: æ and œ too."""

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_THOUSANDS = re.compile(r"(?<![\d,.])\d{1,3}(?: \d{3})+(?![\d,.]\d|\d)")
_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)")
_OF_SEVERAL, _OPENING = re.compile(r"(?<=s)'(?= \w)"), re.compile(r"(?<!\w)'")
"""That of a plural, volunteers' hours, where none opens a quotation that it could close."""


@dataclass(frozen=True, eq=False)
class Typesetter:
    """One language: its messages, and its spaces, signs, numbers and days."""

    language: str

    @cached_property
    def catalogue(self) -> Catalogue:
        """The messages and rules of the language."""
        return catalogue_of(self.language)

    @property
    def rules(self) -> TypographicRules:
        """How the language is set."""
        return self.catalogue.rules

    @property
    def name(self) -> str:
        """What the language calls itself, Français; its code where Babel does not know it."""
        from babel import Locale

        locale = Locale.parse(self.rules.locale)
        return capitalised(locale.language_name) if locale.language == self.language else self.language

    def say(self, key: str, context: str = "", **values: str) -> str:
        """The message `key`, typeset, with `values` put in; `context` chooses among forms of a language."""
        return _spaced(self.catalogue, self.catalogue.message(key, context)).format(**values)

    def say_counted(self, key: str, number: float | Decimal, **values: str) -> str:
        """The message `key` in the plural that goes with `number`, typeset, with `values` put in."""
        form = self.catalogue.counted(key, Decimal(number))
        return _spaced(self.catalogue, form).format(**values)

    def typeset(self, text: str) -> str:
        """`text` with the language's spaces and apostrophes, without control characters or line breaks."""
        return _typeset(self.catalogue, text)

    @property
    def decimal_sign(self) -> str:
        """What parts a number from its decimals: a comma or a point."""
        return "," if "," in self.number(0.5, 1) else "."

    @property
    def colon(self) -> str:
        """A colon and the spaces around it."""
        return self.rules.colon

    def quoted(self, text: str) -> str:
        """`text` between the quotation marks of the language, those that it has itself as inner ones."""
        inner = self._quotations.sub(lambda found: self.rules.inner_quotation.format(text=found[1]), text)
        return self.rules.quotation.format(text=inner)

    def number(self, value: float, decimals: int = 0) -> str:
        """`value` rounded half away from zero, with the separators of the language."""
        exact = rounded(value, decimals)
        return _written(exact or abs(exact), decimals, self.rules.locale)

    def in_letters(self, count: int) -> str:
        """A number from one to ten in letters, as it stands in a sentence; any other in digits."""
        letters = self.rules.letters
        return letters[count - 1] if 1 <= count <= len(letters) else self.number(count)

    def percent(self, value: float, decimals: int = 0) -> str:
        """A share between 0 and 100: 68 % (French, with a narrow no-break space) or 68% (English)."""
        return self.rules.percent.format(number=self.number(value, decimals))

    def signed(self, value: float, decimals: int = 0) -> str:
        """`value` with its sign before it: +12, −3; 0 has none."""
        text = self.number(abs(value), decimals)
        if not any(sign in "123456789" for sign in text):
            return text
        return ("+" if value > 0 else MINUS) + text

    def points(self, value: float, decimals: int = 0) -> str:
        """A difference of shares with its sign and unit: +12 points, −1,5 point."""
        return self.say_counted("points", rounded(abs(value), decimals), n=self.signed(value, decimals))

    def amount(self, value: float, unit: str, decimals: int = 0) -> str:
        """`value` with its unit, which may be empty: 1,5 réponse citée, 2,0 réponses citées."""
        if unit == "%":
            return self.percent(value, decimals)
        counted = self.unit_of(value, unit, decimals)
        return self.number(value, decimals) + (NO_BREAK + counted if counted else "")

    def large(self, value: float, unit: str = "", beside: float | None = None) -> str:
        """A number of a million or more in words, with its unit: 11,1 milliards d'heures, 664 million.

        In millions or billions as the number `beside` is, where one is given.
        """
        size = size_of(value if beside is None else beside)
        figure = rounded_large(value, size)
        digits = self.number(float(figure), max(0, -int(figure.as_tuple().exponent)))
        said = self.say_counted(f"large.{LARGE[size]}", abs(figure), n=digits)
        if not unit:
            return said
        first = normalize("NFD", unit)[0].lower()
        context = "vowel" if first in VOWELS else ""
        return said + self.say("large.of" if unit[0].isalpha() else "large.sign", context=context, unit=unit)

    def signed_amount(self, value: float, unit: str, decimals: int = 0, beside: float | None = None) -> str:
        """A difference with its sign and its unit, which may be empty: −3,1 heures; in words where it, or the
        number `beside`, is a million or more: +0,5 milliard d'heures."""
        if max(abs(value), abs(beside or 0.0)) >= MILLION:
            sign = "" if not rounded_large(value, size_of(beside or value)) else "+" if value > 0 else MINUS
            return sign + self.large(abs(value), unit, beside)
        counted = self.unit_of(value, unit, decimals)
        return self.signed(value, decimals) + (NO_BREAK + counted if counted else "")

    def unit_of(self, value: float, unit: str, decimals: int = 0) -> str:
        """`unit`, given in the plural, as it agrees with `value`: 1,5 heure par an, 2,0 heures par an.

        Below two, French has the singular; English has it for one alone, written without decimals. What
        follows a preposition stays as it is.
        """
        if self.catalogue.category(abs(rounded(value, decimals))) != "one":
            return unit
        prepositions = united_rules(self.catalogue, "prepositions")
        words = unit.split(" ")
        end = next((place for place, word in enumerate(words) if word in prepositions), len(words))
        return " ".join([*(self._singular(word) for word in words[:end]), *words[end:]])

    def _singular(self, word: str) -> str:
        is_plural = word.endswith("s") and word.isalpha() and len(word) > 2
        return word[:-1] if is_plural and word not in united_rules(self.catalogue, "invariable") else word

    def either(self, conditions: Sequence[str]) -> str:
        """Conditions of which one holds: (A) or (B); one alone as it stands."""
        if len(conditions) == 1:
            return conditions[0]
        inside = [f"({each})" for each in conditions]
        return reduce(lambda first, second: self.say("library.or", first=first, second=second), inside)

    def listing(self, items: Sequence[str]) -> str:
        """a, b et c; of what has a comma, an "et" or a colon in itself: a ; b, c ; d."""
        if len(items) < 2:
            return "".join(items)
        marks = (", ", self.rules.last_of_list, self.rules.colon)
        if any(mark in self._unquoted(item) for item in items for mark in marks):
            return self.series(items)
        return ", ".join(items[:-1]) + self.rules.last_of_list + items[-1]

    def _unquoted(self, text: str) -> str:
        """What stands in `text` outside quotation marks and brackets, where its commas part nothing else."""
        return re.sub(r"\(.*?\)", "", self._quotations.sub("", text))

    @cached_property
    def _quotations(self) -> re.Pattern[str]:
        start, _, end = self.rules.quotation.partition("{text}")
        return re.compile(f"{re.escape(start)}(.*?){re.escape(end)}")

    def series(self, items: Sequence[str]) -> str:
        """a ; b ; c."""
        return self.rules.semicolon.join(items)

    def mention(self, label: str) -> str:
        """`label` inside a sentence: a small first letter; quoted as it is when it ends as one does."""
        return self.quoted(label) if label.endswith(("?", "!", "…", "...")) else decapitalised(label)

    def day(self, value: date) -> str:
        """1ᵉʳ mars 2009 or 1 March 2009."""
        return self._day(value, self.rules.day)

    def _day(self, value: date, pattern: str) -> str:
        from babel.dates import format_date

        text = str(format_date(value, pattern, locale=self.rules.locale))
        return re.sub(r"^1(?!\d)", self.rules.first_of_month, text)

    def days(self, start: date | None, end: date | None) -> str:
        """du 10 mars au 9 avril 2009, 1 to 31 March 2009; empty when neither day is known."""
        if not start or not end or start == end:
            only = start or end
            return self.day(only) if only else ""
        rules, pattern = self.rules, self.rules.day
        if start.year == end.year:
            pattern = rules.day_alone if start.month == end.month else rules.day_and_month
        return rules.period.format(first=self._day(start, pattern), last=self.day(end))


def leading(head: str, colon: str) -> str:
    """A label before what is said of it: with the colon, or with a space alone where it asks."""
    return head + (" " if asks(head) else colon)


def headed(head: str, said: str, colon: str) -> str:
    """A label and what is said of it, a sentence of its own where that asks: Région : part, Où ? Part."""
    return leading(head, colon) + (capitalised(said) if asks(head) else decapitalised(said))


def asks(label: str) -> bool:
    """Whether a label ends as a question, or a call, does."""
    return label.endswith(("?", "!"))


def capitalised(text: str) -> str:
    """`text` with its first letter in upper case and the rest unchanged."""
    return text[:1].upper() + text[1:]


def unaccented(text: str) -> str:
    """`text` in small letters without accents, to be compared."""
    return "".join(sign for sign in normalize("NFD", text.casefold()) if sign.isascii())


def decapitalised(text: str) -> str:
    """`text` with a small first letter, unless the word looks like an abbreviation or a name."""
    first = text.split(" ", 1)[0]
    is_a_word = first[1:].islower() or len(first) == 1
    return text[:1].lower() + text[1:] if is_a_word and not ENGLISH_I.match(text) else text


def ended(text: str) -> str:
    """`text` with a full stop, unless it ends as a sentence does."""
    last = text.rstrip(f"»” {NARROW}{NO_BREAK}")
    return text if last.endswith((".", "?", "!", "…")) else f"{text}."


def signed_decimals(decimals: int, *ends: float | None) -> int:
    """The decimals of an interval: one more where an end would be printed as 0 and is none."""
    return decimals + any(end and not rounded(end, decimals) for end in ends)


def cut_at_word(text: str, longest: int) -> str:
    """`text`, cut after a word with an ellipsis where it has more than `longest` characters."""
    if len(text) <= longest:
        return text
    kept = text[: longest - 1].rsplit(" ", 1)[0]
    return f"{kept.rstrip(' ,;:(' + NARROW + NO_BREAK)}…"


def size_of(value: float) -> float:
    """What a large number is counted in, millions or billions, once it is rounded."""
    return BILLION if abs(rounded_large(value, MILLION)) >= 1000 else MILLION


def rounded_large(value: float, size: float) -> Decimal:
    """How many millions, or billions, a number is as it is printed: to the tenth, from 100 on to the unit."""
    return rounded(value / size, 0 if abs(value) >= 100 * size else 1)


def rounded(value: float, decimals: int) -> Decimal:
    """`value` rounded half away from zero, as it is printed."""
    return Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


@lru_cache(maxsize=10_000)
def _written(value: Decimal, decimals: int, locale: str) -> str:
    from babel.numbers import format_decimal

    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return str(format_decimal(value, format=pattern, locale=locale)).replace("-", MINUS)


@lru_cache(maxsize=10_000)
def _typeset(catalogue: Catalogue, text: str) -> str:
    """`text`, a label that stands in many rows, on one line and spaced."""
    return _spaced(catalogue, _CONTROL.sub("", " ".join(text.split())))


@lru_cache(maxsize=10_000)
def _spaced(catalogue: Catalogue, text: str) -> str:
    """`text` with the apostrophes, and the spaces that no line breaks at, of the language."""
    return _spacing(catalogue)(text)


@lru_cache
def _spacing(catalogue: Catalogue) -> Callable[[str], str]:
    rules = catalogue.rules
    units = "|".join(map(re.escape, united_rules(catalogue, "units")))
    before_unit = re.compile(rf"(?<=\d) (?=(?:{units})(?!\w))")
    before = (
        re.compile(rf"(?<=\S)[ \u00a0\u202f]+(?=[{re.escape(rules.narrow_before)}])")
        if rules.narrow_before
        else None
    )
    after = (
        re.compile(rf"([{re.escape(rules.narrow_after)}])[ \u00a0\u202f]*(?=\S)")
        if rules.narrow_after
        else None
    )

    def spaced(text: str) -> str:
        text = before_unit.sub(NO_BREAK, _APOSTROPHE.sub("’", text))
        text = text if _OPENING.search(text) else _OF_SEVERAL.sub("’", text)
        text = _THOUSANDS.sub(lambda found: found[0].replace(" ", rules.thousands), text)
        text = before.sub(NARROW, text) if before else text
        return after.sub(rf"\1{NARROW}", text) if after else text

    return spaced
