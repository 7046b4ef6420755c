"""The files of a language read: fr.po, what it says; fr.toml, how it is set; fr_places.csv, its articles."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any

from analysis.faults import Fault
from analysis.reporting.language.catalogue import Catalogue, Messages, TypographicRules, plain
from analysis.workspace import catalogue_files, language_folder

FALLBACK = "en"
"""The language that stands in for what another one lacks."""
LABELS = ("fr", "en")
"""The languages in which the definitions of a survey are written."""
UNITED = ("units", "prepositions", "invariable")
"""Rules on the labels of a survey, which stand in one of LABELS in a report of any language."""
PLACES = ("name", "of", "within")


def catalogue_of(language: str) -> Catalogue:
    """The catalogue of `language`, read once and again when it changes.

    Raises Fault where there is none, or where something is wrong in it.
    """
    files = catalogue_files(language_folder(language), language)
    states = {kind: (path, path.stat()) for kind, path in files.items()}
    return _read(language, tuple((k, path, s.st_mtime_ns, s.st_size) for k, (path, s) in states.items()))


@cache
def _read(language: str, states: Sequence[tuple[str, Path, int, int]]) -> Catalogue:
    fallback = None if language == FALLBACK else catalogue_of(FALLBACK)
    files = {kind: path for kind, path, _, _ in states}
    messages, plural = _read_messages(files["po"])
    rules = _read_rules(language, files.get("toml"), fallback)
    places = _read_places(files["places"]) if "places" in files else {}
    _refuse_unknown(files["po"], messages, fallback.messages if fallback else messages)
    return Catalogue(language, rules, messages, plural, places, fallback)


def _read_messages(path: Path) -> tuple[Messages, Callable[[int], int]]:
    """The messages that are translated, and which form goes with a count. Raises Fault for a broken file."""
    from gettext import c2py

    from babel.messages.pofile import PoFileError, read_po

    try:
        with path.open("rb") as file:
            catalogue = read_po(file, abort_invalid=True)
        plural = c2py(catalogue.plural_expr)
    except (PoFileError, ValueError) as error:
        raise Fault(f"{path}: no catalogue of gettext ({error})") from error
    found: dict[tuple[str, str], Sequence[str]] = {}
    for message in catalogue:
        key = message.id if isinstance(message.id, str) else message.id[0]
        forms = (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
        if key and forms and all(forms) and not message.fuzzy:
            found[key, message.context or ""] = forms
    return found, plural


def _read_rules(language: str, path: Path | None, fallback: Catalogue | None) -> TypographicRules:
    """The rules of a language over those of its fallback. Raises Fault for what is no rule."""
    stated = _stated(path) if path else {}
    if fallback and "locale" not in stated and _is_locale(language):
        stated["locale"] = language
    rules = TypographicRules(**{**(vars(fallback.rules) if fallback else {}), **stated})
    if not _is_locale(rules.locale):
        raise Fault(f"{path}: Babel knows no locale {rules.locale!r}; expected one such as fr_FR")
    if rules.labels not in LABELS:
        raise Fault(f"{path}: labels = {rules.labels!r}; expected one of {', '.join(LABELS)}")
    return rules


def _stated(path: Path) -> dict[str, Any]:
    """The rules that a file states, lists as tuples. Raises Fault for a key or a kind of value unknown."""
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise Fault(f"{path}: no TOML ({error})") from error
    known = {field.name: field.type for field in fields(TypographicRules)}
    unknown = [key for key in found if key not in known]
    if unknown:
        raise Fault(f"{path}: unknown {', '.join(unknown)}; expected some of {', '.join(known)}")
    for key, value in found.items():
        is_text = known[key] == "str"
        if not _is_of_kind(is_text, value):
            raise Fault(f"{path}: {key} = {value!r}; expected a {'text' if is_text else 'list of texts'}")
    return {key: tuple(value) if isinstance(value, list) else value for key, value in found.items()}


def _is_of_kind(is_text: bool, value: object) -> bool:
    """Whether a value of TOML is a text, or else a list of texts."""
    if is_text:
        return isinstance(value, str)
    return isinstance(value, list) and all(isinstance(text, str) for text in value)


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


def _read_places(path: Path) -> Mapping[str, tuple[str, str]]:
    """Plain name -> (d'Occitanie, en Occitanie). Raises Fault where a column is not there."""
    with path.open(encoding="utf-8-sig", newline="") as lines:
        rows = csv.DictReader(lines)
        if not set(PLACES) <= set(rows.fieldnames or ()):
            raise Fault(f"{path}: expected the columns {', '.join(PLACES)}; found {rows.fieldnames}")
        return {plain(row["name"]): (row["of"], row["within"]) for row in rows}


def placeholders(forms: Sequence[str]) -> set[str]:
    """What stands between braces in the forms of a message; `one` and `many` are a noun, given together.

    Raises ValueError for a brace without the other.
    """
    found = {name for form in forms for _, name, _, _ in Formatter().parse(form) if name is not None}
    return found | {"one", "many"} if found & {"one", "many"} else found


def _refuse_unknown(path: Path, messages: Messages, known: Messages) -> None:
    """Raise Fault for messages that no report says, and for what is between braces that is never put in."""
    unknown = sorted({key for key, _ in messages} - {key for key, _ in known})
    if unknown:
        raise Fault(f"{path}: no report says {', '.join(unknown)}; {FALLBACK}.po has the ids there are")
    wrong = []
    for (key, _), forms in messages.items():
        try:
            names = placeholders(forms) - placeholders(known[key, ""])
        except ValueError as error:
            names = {str(error)}
        wrong += [f"{key}: {{{name}}}" for name in sorted(names)]
    if wrong:
        raise Fault(f"{path}: unknown {', '.join(wrong)}; {FALLBACK}.po shows what may stand between braces")
