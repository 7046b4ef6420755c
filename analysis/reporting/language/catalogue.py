"""The words of a language and how it is set, from the files of catalogues/: fr.po, fr.toml, fr_places.csv."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from decimal import Decimal
from functools import cache, cached_property
from pathlib import Path
from string import Formatter
from typing import Any

from analysis.faults import Fault
from analysis.workspace import catalogue_files, language_folder

FALLBACK = "en"
"""The language that stands in for what another one lacks."""
LABELS = ("fr", "en")
"""The languages in which the definitions of a survey are written."""
Messages = Mapping[tuple[str, str], Sequence[str]]
"""(id, context) -> the forms of a message: one, or one per plural."""


@dataclass(frozen=True)
class TypographicRules:
    """How a language is set; the fields are the keys of its TOML file, explained there."""

    locale: str
    labels: str
    colon: str
    semicolon: str
    quotation: str
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


UNITED = ("units", "prepositions", "invariable")
"""Rules on the labels of a survey, which stand in French or English in a report of any language."""


@dataclass(frozen=True, eq=False)
class Catalogue:
    """What a language says, before it is set; `fallback` has what it lacks, None for the last of all."""

    language: str
    rules: TypographicRules
    messages: Messages
    plural: Callable[[int], int]
    places: Mapping[str, tuple[str, str]]
    fallback: Catalogue | None = None

    def message(self, key: str, context: str = "") -> str:
        """The message `key`; the one that `context` asks for where the language tells them apart.

        Raises KeyError when no catalogue has it.
        """
        found = self.messages.get((key, context)) or self.messages.get((key, ""))
        if found:
            return found[0]
        return self._fallback(key).message(key, context)

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
        alike = (whole for whole in range(11) if category(Decimal(whole)) == category(number))
        return self.plural(next(alike, 10))

    @cached_property
    def category(self) -> Callable[[Decimal], str]:
        """Which plural of Unicode's a number has, as it is written: "one", "other" …"""
        from babel import Locale

        rule: Callable[[Decimal], str] = Locale.parse(self.rules.locale).plural_form
        return rule


def catalogue_of(language: str) -> Catalogue:
    """The catalogue of `language`, read once and again when it changes.

    Raises Fault where there is none, or where it cannot be read.
    """
    files = catalogue_files(language_folder(language), language)
    found = [(kind, path, path.stat()) for kind, path in files.items()]
    return _read(
        language, tuple((kind, path, state.st_mtime_ns, state.st_size) for kind, path, state in found)
    )


@cache
def _read(language: str, states: Sequence[tuple[str, Path, int, int]]) -> Catalogue:
    fallback = None if language == FALLBACK else catalogue_of(FALLBACK)
    files = {kind: path for kind, path, _, _ in states}
    messages, plural = _read_messages(files["po"])
    rules = _read_rules(language, files.get("toml"), fallback)
    places = read_places(files["places"]) if "places" in files else {}
    if fallback:
        _refuse_unknown(files["po"], messages, fallback.messages)
    return Catalogue(language, rules, messages, plural, places, fallback)


def _read_messages(path: Path) -> tuple[dict[tuple[str, str], Sequence[str]], Callable[[int], int]]:
    """The messages that are translated, and which form goes with a count. Raises Fault for a broken file."""
    from gettext import c2py

    from babel.messages.pofile import PoFileError, read_po

    try:
        with path.open("rb") as file:
            catalogue = read_po(file, abort_invalid=True)
    except (PoFileError, ValueError) as error:
        raise Fault(f"{path}: no catalogue of gettext ({error})") from error
    found: dict[tuple[str, str], Sequence[str]] = {}
    for message in catalogue:
        key = message.id if isinstance(message.id, str) else message.id[0]
        forms = (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
        if key and forms and all(forms) and not message.fuzzy:
            found[key, message.context or ""] = forms
    return found, c2py(catalogue.plural_expr)


def _read_rules(language: str, path: Path | None, fallback: Catalogue | None) -> TypographicRules:
    """The rules of a language over those of its fallback. Raises Fault for a key or a locale unknown."""
    stated = tomllib.loads(path.read_text(encoding="utf-8")) if path else {}
    names = [field.name for field in fields(TypographicRules)]
    unknown = [key for key in stated if key not in names]
    if unknown:
        raise Fault(f"{path}: unknown {', '.join(unknown)}; expected some of {', '.join(names)}")
    if fallback and "locale" not in stated and _is_locale(language):
        stated["locale"] = language
    own = {key: tuple(value) if isinstance(value, list) else value for key, value in stated.items()}
    rules = TypographicRules(**{**_fields(fallback), **own})
    if not _is_locale(rules.locale):
        raise Fault(f"{path}: Babel knows no locale {rules.locale!r}; expected one such as fr_FR")
    return rules


def _fields(catalogue: Catalogue | None) -> dict[str, Any]:
    return dict(vars(catalogue.rules)) if catalogue else {}


def _is_locale(name: str) -> bool:
    from babel import Locale, UnknownLocaleError

    try:
        Locale.parse(name)
    except (UnknownLocaleError, ValueError):
        return False
    return True


@cache
def united_rules(catalogue: Catalogue, name: str) -> Sequence[str]:
    """The words of one of UNITED in the language and in those that labels are written in."""
    of_labels = (catalogue_of(language) for language in LABELS)
    found = (word for each in (catalogue, *of_labels) for word in getattr(each.rules, name))
    return tuple(dict.fromkeys(found))


def read_places(path: Path) -> dict[str, tuple[str, str]]:
    """name,of,within -> plain name: (d'Occitanie, en Occitanie)."""
    with path.open(encoding="utf-8", newline="") as lines:
        return {plain(row["name"]): (row["of"], row["within"]) for row in csv.DictReader(lines)}


def plain(name: str) -> str:
    """The name of a place as it is looked up: whatever its case, apostrophes and hyphens."""
    return " ".join(name.replace("’", "'").replace("-", " ").replace("\u00a0", " ").casefold().split())


def placeholders(forms: Iterable[str]) -> set[str]:
    """What stands between braces in the forms of a message; `one` and `many` are a noun, given together."""
    found = {name for form in forms for _, name, _, _ in Formatter().parse(form) if name is not None}
    return found | {"one", "many"} if found & {"one", "many"} else found


def _refuse_unknown(path: Path, messages: Messages, known: Messages) -> None:
    """Raise Fault for messages that no report says, and for what is between braces that is never put in."""
    ids = {key for key, _ in known}
    unknown = sorted({key for key, _ in messages} - ids)
    wrong = [
        f"{key}: {{{name}}}"
        for (key, _), forms in messages.items()
        if key in ids
        for name in sorted(placeholders(forms) - placeholders(known[key, ""]))
    ]
    if unknown:
        raise Fault(f"{path}: no report says {', '.join(unknown)}; {FALLBACK}.po has the ids there are")
    if wrong:
        raise Fault(f"{path}: unknown {', '.join(wrong)}; {FALLBACK}.po shows what may stand between braces")
