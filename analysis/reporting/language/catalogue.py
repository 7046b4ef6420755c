"""What a language says and how it is set, as records; catalogue_reading makes them from files."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

Messages = Mapping[tuple[str, str], Sequence[str]]
"""(id, context) -> the forms of a message: one, or one per plural."""

WHOLE = range(101)
"""Whole numbers that have every plural of a language between them: in Arabic 100 is the first of its last."""


@dataclass(frozen=True)
class TypographicRules:
    """How a language is set; the fields are the keys of its TOML file, explained there."""

    locale: str
    labels: str
    colon: str
    semicolon: str
    quotation: str
    inner_quotation: str
    percent: str
    last_of_list: str
    narrow_before: str
    narrow_after: str
    thousands: str
    day: str
    day_and_month: str
    day_alone: str
    first_of_month: str
    period: str
    letters: tuple[str, ...]
    units: tuple[str, ...]
    prepositions: tuple[str, ...]
    invariable: tuple[str, ...]
    before_verb: tuple[str, ...]
    denial: tuple[str, ...]
    clashing: tuple[str, ...]
    persons: tuple[str, ...]
    agreeing: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Catalogue:
    """What a language says, before it is set; `fallback` has what it lacks, None for the last of all."""

    language: str
    rules: TypographicRules
    messages: Messages
    plural: Callable[[int], int]
    places: Mapping[str, tuple[str, str]]
    fallback: Catalogue | None = None

    def __repr__(self) -> str:
        return f"Catalogue({self.language}: {len(self.messages)} messages)"

    def message(self, key: str, context: str = "") -> str:
        """The message `key`; the one that `context` asks for where the language tells them apart.

        Raises KeyError when no catalogue has it.
        """
        found = self.messages.get((key, context)) or self.messages.get((key, ""))
        if found:
            return found[0]
        return self._fallback(key).message(key, context)

    def has(self, key: str) -> bool:
        """Whether this catalogue or one it falls back to has the message `key`."""
        return (key, "") in self.messages or (self.fallback is not None and self.fallback.has(key))

    def counted(self, key: str, number: Decimal) -> str:
        """The form of the message `key` that goes with `number`. Raises KeyError when no catalogue has it."""
        forms = self.messages.get((key, ""))
        if forms is None:
            return self._fallback(key).counted(key, number)
        return forms[min(self._form(abs(number)), len(forms) - 1)]

    def _fallback(self, key: str) -> Catalogue:
        if self.fallback is None:
            raise KeyError(f"no message {key!r} in {self.language}.po")
        return self.fallback

    def _form(self, number: Decimal) -> int:
        """Gettext's rule counts whole numbers: of others, that of a whole number Unicode puts beside it."""
        if number == number.to_integral_value():
            return self.plural(int(number))
        category = self.category
        alike = (whole for whole in WHOLE if category(Decimal(whole)) == category(number))
        return self.plural(next(alike, 10))

    @cached_property
    def category(self) -> Callable[[Decimal], str]:
        """Which plural of Unicode's a number has, as it is written: "one", "other" …"""
        from babel import Locale

        rule: Callable[[Decimal], str] = Locale.parse(self.rules.locale).plural_form
        return rule


def plain(name: str) -> str:
    """The name of a place as it is looked up: whatever its case, apostrophes and hyphens."""
    return " ".join(name.replace("’", "'").replace("-", " ").replace("\u00a0", " ").casefold().split())
