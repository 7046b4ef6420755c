"""Two small clubs, one French and one English, whose answers the made exports hold, with their figures."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

Cells = list[object]


@dataclass(frozen=True)
class Person:
    """One respondent: an answer, the options ticked, an answer on a scale, a number."""

    number: int
    kind: str
    ticked: tuple[str, ...]
    often: str
    years: int


@dataclass(frozen=True)
class Club:
    """A questionnaire of four questions, and those who answered it."""

    kind: str
    kinds: tuple[str, ...]
    ticks: str
    options: tuple[str, ...]
    often: str
    scale: tuple[str, ...]
    years: str
    size: int

    @cached_property
    def people(self) -> list[Person]:
        return [self._person(n) for n in range(self.size)]

    def _person(self, n: int) -> Person:
        kind = self.kinds[n * 5 % 7 % len(self.kinds)]
        ticked = tuple(option for place, option in enumerate(self.options) if (n * 7 + place * 4) % 11 < 5)
        scale = self.scale[n * 3 % 8 % len(self.scale)]
        return Person(n + 1, kind, ticked or self.options[:1], scale, 3 + n * 11 % 29)

    @property
    def questions(self) -> list[str]:
        return [self.kind, self.ticks, self.often, self.years]

    def marks(self, person: Person, mark: object = "X", blank: object = "") -> Cells:
        """A cell per option: the mark where it is ticked, or its own words where the mark is none."""
        return [(mark or option) if option in person.ticked else blank for option in self.options]

    def kinds_counted(self) -> list[int]:
        return sorted(Counter(person.kind for person in self.people).values())

    def ticks_counted(self) -> list[int]:
        return sorted(Counter(option for person in self.people for option in person.ticked).values())

    def scale_counted(self) -> list[int]:
        return sorted(Counter(person.often for person in self.people).values())

    def mean_years(self) -> float:
        return sum(person.years for person in self.people) / self.size


CHOIR = Club(
    "Êtes-vous adhérent ?",
    ("Oui", "Non", "Je ne sais plus"),
    "Comment êtes-vous informé ?",
    ("Affiche, tract", "Bouche à oreille", "Lettre d'information", "Réseaux sociaux"),
    "À quelle fréquence venez-vous ?",
    ("Jamais", "Rarement", "Souvent", "Toujours"),
    "Depuis combien d'années ?",
    49,
)
PANTRY = Club(
    "Are you a trustee?",
    ("Yes", "No"),
    "What do you help with?",
    ("Cooking", "Driving", "Fundraising, appeals", "Visits", "Website"),
    "How satisfied are you?",
    ("Very dissatisfied", "Dissatisfied", "Satisfied", "Very satisfied"),
    "How many hours last month?",
    64,
)
CLUBS = {"choir": CHOIR, "pantry": PANTRY}
