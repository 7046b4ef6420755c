"""findings.toml beside an edition: which findings an analyst pins, drops or words otherwise."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from analysis.faults import Fault, some

FILE = "findings.toml"
KEYS = ("message", "expects", "pin", "drop", "rewrite")
WORDING = ("title", "text", "expects")
DIRECTIONS = ("up", "down")
_PLACE = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True)
class Rewriting:
    """A finding in an analyst's words; `expects` is the direction that the words speak of, "up" or "down"."""

    title: str = ""
    text: str = ""
    expects: str = ""


@dataclass(frozen=True)
class OwnFindings:
    """What findings.toml says; nothing where there is none."""

    message: str = ""
    expected: Mapping[str, str] = field(default_factory=dict)
    """Finding -> the direction that the message speaks of."""
    pinned: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    rewritten: Mapping[str, Rewriting] = field(default_factory=dict)

    def check(self, known: Mapping[str, float]) -> None:
        """Raise Fault for a name that is no finding of the edition, or whose direction is not that expected.

        `known` is finding -> its difference, above 0 where it went up.
        """
        named = [*self.expected, *self.pinned, *self.dropped, *self.rewritten]
        unknown = [name for name in dict.fromkeys(named) if name not in known]
        if unknown:
            near = sorted(known, key=lambda name: -_likeness(name, unknown[0]))
            raise Fault(
                f"{FILE}: {some(unknown)}: no such finding in this edition; it has: {some(near) or 'none'}"
            )
        told = [(f"rewrite.{name}", name, words.expects) for name, words in self.rewritten.items()]
        told += [(f"expects.{name}", name, direction) for name, direction in self.expected.items()]
        for place, name, expected in told:
            found = "up" if known[name] > 0 else "down"
            if expected != found:
                raise Fault(
                    f"{FILE}: {place} expects {expected!r} and the data now say {found!r}: "
                    "write the sentence again, or drop it"
                )


def read_own_findings(path: Path) -> OwnFindings:
    """What `path`, a findings.toml, says. Raises Fault for what it does not know, naming every key."""
    if not path.exists():
        return OwnFindings()
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Fault(f"{FILE}: not TOML: {error}") from None
    _refuse_others("", data, KEYS)
    rewritten = {name: _rewriting(name, given) for name, given in _table("rewrite", data).items()}
    names = {key: _names(key, data.get(key, [])) for key in ("pin", "drop")}
    _refuse_both(names["pin"], names["drop"])
    expected = {name: _direction(f"expects.{name}", given) for name, given in _table("expects", data).items()}
    return OwnFindings(
        _words("message", data.get("message", "")), expected, names["pin"], names["drop"], rewritten
    )


def _likeness(name: str, wanted: str) -> float:
    return SequenceMatcher(None, name, wanted).ratio()


def _table(key: str, data: Mapping[str, Any]) -> Mapping[str, Any]:
    """The table `key`, empty where there is none. Raises Fault where it is none."""
    given = data.get(key, {})
    if not isinstance(given, dict):
        raise Fault(f"{FILE}: {key}: expected a table, [{key}], found {given!r:.100}")
    return given


def _words(place: str, given: Any) -> str:
    """A sentence, every brace of which is one of a {name}. Raises Fault where it is none."""
    if not isinstance(given, str):
        raise Fault(f"{FILE}: {place}: expected a sentence in quotation marks, found {given!r:.100}")
    if {"{", "}"} & {*_PLACE.sub("", given)}:
        raise Fault(f"{FILE}: {place}: a brace stands alone; a figure is named as {{INDICATOR}}")
    return given


def _names(key: str, given: Any) -> tuple[str, ...]:
    if not isinstance(given, list) or not all(isinstance(name, str) for name in given):
        raise Fault(f"{FILE}: {key}: expected a list of findings' names in quotation marks, found {given!r}")
    return tuple(given)


def _refuse_both(pinned: tuple[str, ...], dropped: tuple[str, ...]) -> None:
    both = [name for name in pinned if name in dropped]
    if both:
        raise Fault(f"{FILE}: {some(both)}: pinned and dropped; take it out of one of the lists")


def _direction(place: str, given: Any) -> str:
    if given not in DIRECTIONS:
        raise Fault(f"{FILE}: {place}: {given!r}; expected up or down, what the sentence says")
    return str(given)


def _rewriting(name: str, given: Mapping[str, Any]) -> Rewriting:
    if not isinstance(given, dict):
        raise Fault(f"{FILE}: rewrite.{name}: expected a table, [rewrite.{name}], found {given!r:.100}")
    _refuse_others(f"rewrite.{name}.", given, WORDING)
    words = {key: _words(f"rewrite.{name}.{key}", value) for key, value in given.items()}
    return Rewriting(**{**words, "expects": _direction(f"rewrite.{name}.expects", words.get("expects", ""))})


def _refuse_others(place: str, data: Mapping[str, Any], known: tuple[str, ...]) -> None:
    others = [f"{place}{key}" for key in data if key not in known]
    if others:
        raise Fault(f"{FILE}: unknown: {some(others)}; expected {', '.join(known)}")


def filled(text: str, figure: Callable[[str], str | None]) -> str:
    """`text` with the figure that `figure` finds for each {name}. Raises Fault, naming those it has not."""
    names = _PLACE.findall(text)
    missing = [name for name in names if figure(name) is None]
    if missing:
        raise Fault(f"{FILE}: {some(missing)}: no figure of that name is published in this edition")
    return _PLACE.sub(lambda found: figure(found[1]) or "", text)
