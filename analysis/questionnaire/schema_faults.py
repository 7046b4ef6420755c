"""A TOML table being read: a wrong or unknown key becomes a fault in a list, and reading goes on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from difflib import get_close_matches
from typing import Any

from analysis.questionnaire.fixed_words import Condition, Label

_NO_KEYS: dict[str, Any] = {}


GREATEST = 1e15
"""Numbers of definitions and answers are below this in size."""


class Table:
    """A table with its place in the file; each reading verb takes a key, `close` names those left over."""

    def __init__(self, values: Mapping[str, Any], place: str, faults: list[str]) -> None:
        self._values = values
        self._place = place
        self._faults = faults
        self._known: set[str] = set()

    def fault(self, key: str, message: str) -> None:
        """Record what is wrong with `key` (or with the table, key "")."""
        place = ".".join(part for part in (self._place, key) if part)
        self._faults.append(f"{place}: {message}" if place else message)

    @property
    def names(self) -> tuple[str, ...]:
        """The keys that are written, in the order of the file."""
        return tuple(self._values)

    def has(self, key: str) -> bool:
        """Whether the table gives `key`."""
        return key in self._values

    def _take(self, key: str, kinds: tuple[type, ...], expected: str) -> Any:
        self._known.add(key)
        value = self._values.get(key)
        wrong_flag = isinstance(value, bool) and bool not in kinds
        if value is None or (isinstance(value, kinds) and not wrong_flag):
            return value
        self.fault(key, f"expected {expected}, found {_shown(value)}")
        return None

    def text(self, key: str, default: str | None = None) -> str | None:
        """A text; whole numbers are taken as text."""
        value = self._take(key, (str, int), "a text")
        return default if value is None else str(value)

    def choice(self, key: str, choices: tuple[str, ...], default: str) -> str:
        """One of `choices`."""
        value = self.text(key, default) or default
        if value in choices:
            return value
        self.fault(key, f"expected one of {', '.join(choices)}; found {value!r}{_suggestion(value, choices)}")
        return default

    def flag(self, key: str, default: bool = False) -> bool:
        """true or false."""
        value = self._take(key, (bool,), "true or false")
        return default if value is None else value

    def number(self, key: str) -> float | None:
        """A number that is neither infinite nor nan, or None."""
        value = self._take(key, (int, float), "a number")
        if value is None or abs(value) < GREATEST:
            return None if value is None else float(value)
        self.fault(key, f"expected a number below {GREATEST:g} in size, found {_shown(value)}")
        return None

    def whole(self, key: str) -> int | None:
        """A whole number, or None."""
        value = self._take(key, (int,), "a whole number")
        if value is None or abs(value) < GREATEST:
            return value
        self.fault(key, f"expected a whole number below {GREATEST:g} in size, found {_shown(value)}")
        return None

    def day(self, key: str) -> date | None:
        """A date such as 2009-03-10, or None; of a date with a time, the day."""
        value = self._take(key, (date,), "a date such as 2009-03-10, without quotes")
        return value.date() if isinstance(value, datetime) else value

    def label(self, key: str, default: Label | None = None) -> Label | None:
        """A text, or a text per language: { fr = "…", en = "…" }; one of blanks is as none."""
        value = self._take(key, (str, dict), 'a text or { fr = "…", en = "…" }')
        label = None if value is None else self.as_label(key, value)
        return label if label and label.fr.strip() else default

    def as_label(self, key: str, value: object) -> Label | None:
        """The label written as `value`, a text or a table of languages; a blank one takes the other."""
        if isinstance(value, str):
            return Label(value, value)
        languages = value if isinstance(value, dict) else {}
        texts = {
            lang: text for lang, text in languages.items() if lang in ("fr", "en") and isinstance(text, str)
        }
        if not texts or len(texts) != len(languages):
            self.fault(key, f'expected a text or {{ fr = "…", en = "…" }}, found {_shown(value)}')
            return None
        said = [texts[lang] for lang in ("fr", "en") if texts.get(lang, "").strip()] or [""]
        return Label(said[0], said[-1])

    def texts(self, key: str, default: tuple[str, ...] = ()) -> tuple[str, ...]:
        """A list of texts (codes, names); a single text is a list of one."""
        value = self._take(key, (list, str, int), "a list of texts")
        return default if value is None else self._as_texts(key, value)

    def _as_texts(self, key: str, value: object) -> tuple[str, ...]:
        entries = value if isinstance(value, list) else [value]
        if all(isinstance(entry, (str, int)) and not isinstance(entry, bool) for entry in entries):
            return tuple(str(entry) for entry in entries)
        self.fault(key, f"expected a list of texts, found {_shown(value)}")
        return ()

    def condition(self, key: str) -> Condition:
        """Answered one of: { question = ["code", …] }."""
        value = self._take(key, (dict,), '{ question = ["code", …] }')
        return {name: self._as_texts(f"{key}.{name}", codes) for name, codes in (value or _NO_KEYS).items()}

    def values(self, key: str) -> Mapping[str, Any]:
        """A table as it is written, for keys that are names or codes; empty where not given."""
        return self._take(key, (dict,), "a table") or {}

    def texts_by_name(self, key: str) -> dict[str, str]:
        """A table of texts, for keys that are names or codes; whole numbers are taken as texts."""
        texts = {}
        for name, value in self.values(key).items():
            if isinstance(value, (str, int)) and not isinstance(value, bool):
                texts[name] = str(value)
            else:
                self.fault(f"{key}.{name}", f"expected a text, found {_shown(value)}")
        return texts

    def numbers_by_name(self, key: str) -> dict[str, float]:
        """A table of numbers, for keys that are names or codes."""
        within = self.table(key)
        numbers = {name: within.number(name) for name in within._values}
        return {name: number for name, number in numbers.items() if number is not None}

    def table(self, key: str) -> Table:
        """The table under `key`; empty where not given."""
        place = ".".join(part for part in (self._place, key) if part)
        return Table(self.values(key), place, self._faults)

    def tables(self, key: str) -> Iterator[tuple[str, Table]]:
        """The tables under `key`, by name, in the order of the file."""
        within = self.table(key)
        for name, value in within._values.items():
            if isinstance(value, dict):
                yield name, within.table(name)
            else:
                within.fault(name, f"expected a table, found {_shown(value)}")

    def listed_tables(self, key: str) -> list[Table]:
        """The tables written [[key]], numbered from 1 in their place; none where not given."""
        value = self._take(key, (list,), f"tables written [[{key}]]")
        entries = value or []
        if not all(isinstance(entry, dict) for entry in entries):
            self.fault(key, f"expected tables written [[{key}]], found {_shown(value)}")
            return []
        place = ".".join(part for part in (self._place, key) if part)
        return [Table(entry, f"{place}.{number}", self._faults) for number, entry in enumerate(entries, 1)]

    def close(self) -> None:
        """Name every key that no one read, with the nearest known one."""
        known = tuple(sorted(self._known))
        for key in self._values:
            if key not in self._known:
                self.fault(key, f"unknown key{_suggestion(key, known)}. Known here: {', '.join(known)}")


def _suggestion(word: str, choices: tuple[str, ...]) -> str:
    near = get_close_matches(word, choices, n=1)
    return f" (did you mean {near[0]!r}?)" if near else ""


def _shown(value: object) -> str:
    text = (
        f"a number of {value.bit_length()} bits" if isinstance(value, int) and value > 1e300 else repr(value)
    )
    return text if len(text) <= 60 else f"{text[:57]}…"
