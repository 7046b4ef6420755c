"""The rows of quality.csv, found by what they measure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from analysis.reporting import typography as typo
from analysis.reporting.blocks import Heading
from analysis.reporting.estimates import figure_of
from analysis.reporting.names import Names
from analysis.reporting.qualitywords import said


@dataclass(frozen=True)
class Measures:
    """The rows of quality.csv in the report's language."""

    names: Names
    rows: Sequence[Mapping[str, str]]

    @cached_property
    def _values(self) -> dict[tuple[str, str, str, str], float]:
        return {
            (row["section"], row["question"], row["item"], row["measure"]): value
            for row in self.rows
            if (value := figure_of(row["value"])) is not None
        }

    @property
    def language(self) -> str:
        """fr or en."""
        return self.names.language

    def value(self, section: str, measure: str, question: str = "", item: str = "") -> float | None:
        """One number; None where the file has none."""
        return self._values.get((section, question, item, measure))

    def by_question(self, section: str, measure: str) -> dict[str, float]:
        """question -> number, in the order of the file."""
        return {q: v for (s, q, _, m), v in self._values.items() if (s, m) == (section, measure) and q}

    def by_item(self, section: str, measure: str) -> dict[str, float]:
        """item -> number, in the order of the file."""
        return {i: v for (s, _, i, m), v in self._values.items() if (s, m) == (section, measure) and i}

    def total(self, section: str, measure: str) -> float | None:
        """The sum over questions and items; None where the file has none."""
        found = [v for (s, _, _, m), v in self._values.items() if (s, m) == (section, measure)]
        return sum(found) if found else None

    def say(self, key: str, **values: str) -> str:
        """A word or sentence of the chapter."""
        return said(key, self.language, **values)

    def count(self, value: float | None, decimals: int = 0) -> str:
        """A number as it is printed; nothing for None."""
        return "" if value is None else typo.number(value, self.language, decimals)

    def title(self, key: str) -> Heading:
        """The heading of a part of the chapter."""
        return Heading(self.say(key), 3, f"quality-{key}")

    def variable(self, name: str) -> str:
        """What a question is called; the text of "other, please say" by its question."""
        return self.names.variable(name.removesuffix(".other"))
