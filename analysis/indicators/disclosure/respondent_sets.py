"""Sets of respondents by the answers that define them: the same set under two names is one set."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import inf

from analysis.questionnaire import Condition, Edition, Question, Survey
from analysis.questionnaire.fixed_words import NoneOf
from analysis.questionnaire.geography import REGION_OF_DEPARTMENT, REGION_OF_FORMER_REGION
from analysis.questionnaire.kinds import kind_of

Atoms = int
"""Answers of one source as a bit mask: codes of a question, or stretches between the bounds of classes."""
Box = tuple[tuple[str, Atoms], ...]
"""What the respondents of a set answered: (source, one of these answers), all of which hold, in order."""
EVERYONE: Box = ()
Cut = tuple[float, int]
"""A bound of classes: a number, and whether it lies before it (0) or after it (1)."""

REGION_OF = {"region_of": REGION_OF_DEPARTMENT, "bridged_region_of": REGION_OF_FORMER_REGION}


@dataclass(frozen=True)
class Sources:
    """The answers behind each coded variable: its source, and for each of its codes those of the source.

    Regions are departments, groups are the answers they hold, and two classings of one number are stretches
    of it. A variable that an edition asked directly is its own source. `counted_with`: variable -> code ->
    the code whose group its respondents are counted in.
    """

    survey: Survey
    edition: Edition | None = None
    counted_with: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    _known: dict[str, tuple[str, dict[str, Atoms]]] = field(default_factory=dict)
    _routes: dict[str, Box | None] = field(default_factory=dict)
    _cuts: dict[str, list[Cut]] = field(default_factory=dict)

    def several(self, source: str) -> bool:
        """Whether a respondent may have given several of the answers of a source."""
        question = self.survey.questions.get(source)
        return question is not None and kind_of(question).takes_several

    def of(self, variable: str) -> tuple[str, Mapping[str, Atoms]]:
        """The source of a variable, and the answers of it that each code stands for."""
        if variable not in self._known:
            source, codes = self._derived(self.survey.questions[variable])
            for code, receiving in self.counted_with.get(variable, {}).items():
                codes[receiving] |= codes[code]
                codes[code] = 0
            self._known[variable] = source, codes
        return self._known[variable]

    def atoms(self, variable: str, codes: Iterable[str]) -> tuple[str, Atoms]:
        """The source of a variable, and all the answers that some of its codes stand for.

        What is told by no codes of one answer (a range of numbers, none of several answers) is a source of
        its own: the set is a part of the whole, and of nothing else.
        """
        named, question = tuple(codes), self.survey.questions[variable]
        is_other = isinstance(codes, NoneOf)
        if not all(code in question.codes for code in named) or (is_other and self.several(variable)):
            return f"{variable} {'not ' if is_other else ''}{' '.join(named)}", 1
        source, known = self.of(variable)
        codes = [code for code in question.codes if code not in named] if is_other else named
        found = 0
        for code in codes:
            found |= known[code]
        return source, found

    def _derived(self, question: Question) -> tuple[str, dict[str, Atoms]]:
        derivation = question.derivation
        own = {code: 1 << place for place, code in enumerate(question.codes)}
        if derivation is None or self._is_asked(question.name):
            return question.name, own
        if derivation.kind == "classes_of":
            return self._classes(question)
        if derivation.kind == "groups_of":
            source, known = self.of(derivation.source)
            return source, {code: _any(known, of) for code, of in derivation.groups.items()}
        if derivation.kind in REGION_OF:
            source, known = self.of(derivation.source)
            region = REGION_OF[derivation.kind]
            inside: dict[str, list[str]] = {code: [] for code in question.codes}
            for code in known:
                inside.get(region.get(code.strip().upper().zfill(2), ""), []).append(code)
            return source, {code: _any(known, of) for code, of in inside.items()}
        return question.name, own

    def _is_asked(self, variable: str) -> bool:
        return self.edition is not None and variable in self.edition.columns

    def _classes(self, question: Question) -> tuple[str, dict[str, Atoms]]:
        """The stretches of a number that each class of it holds."""
        source, bounds = self._stretches(question)
        cuts = self._cuts_of(source)
        place = {cut: at for at, cut in enumerate(cuts)}
        return source, {
            code: (1 << place[high]) - (1 << place[low]) if place[high] > place[low] else 0
            for code, (low, high) in bounds.items()
        }

    def _stretches(self, question: Question) -> tuple[str, dict[str, tuple[Cut, Cut]]]:
        """The number that classes are of, and the bounds of each; ages of a year are counted in years."""
        assert question.derivation is not None
        source, turned = question.derivation.source, None
        bounds = {code: ((low, 0), (high, 0)) for code, (low, high) in question.derivation.bounds.items()}
        number = self.survey.questions[source].derivation
        year = self.edition.reference_year if self.edition else None
        if number is not None and number.kind == "years_since" and year and not self._is_asked(source):
            source = number.source
            turned = {code: ((year - high[0], 1), (year - low[0], 1)) for code, (low, high) in bounds.items()}
        return source, turned or bounds

    def _cuts_of(self, source: str) -> list[Cut]:
        """Every bound of the classes of a number, in order."""
        if source not in self._cuts:
            found = {(-inf, 0), (inf, 0), (-inf, 1), (inf, 1)}
            for question in self.survey.derived.values():
                if question.derivation and question.derivation.kind == "classes_of":
                    other, bounds = self._stretches(question)
                    if other == source and not self._is_asked(question.name):
                        found.update(cut for pair in bounds.values() for cut in pair)
            self._cuts[source] = sorted(found)
        return self._cuts[source]

    def box(self, conditions: Condition) -> Box | None:
        """The set of those who meet the conditions, and so were asked; None where nobody can."""
        return self._with(EVERYONE, conditions, frozenset())

    def within(self, box: Box, variable: str, codes: Iterable[str]) -> Box | None:
        """The part of a set that gave one of these answers; None where nobody can have."""
        return self._with(box, {variable: tuple(codes)}, frozenset())

    def asked(self, variable: str, seen: frozenset[str] = frozenset()) -> Box | None:
        """The set of those to whom a variable's questions are put."""
        if variable not in self._routes:
            question = self.survey.questions[variable]
            needs = () if question.derivation is None else question.derivation.needs
            box: Box | None = EVERYONE
            if not needs or self._is_asked(variable):
                box = self._with(EVERYONE, question.asked_if, seen | {variable})
            elif len(needs) == 1 and needs[0] not in seen:
                box = self.asked(needs[0], seen | {variable})
            self._routes[variable] = box
        return self._routes[variable]

    def _with(self, box: Box, conditions: Condition, seen: frozenset[str]) -> Box | None:
        parts = list(box)
        for variable, codes in conditions.items():
            source, atoms = self.atoms(variable, codes)
            parts.append((source, atoms))
            if variable not in seen:
                route = self.asked(variable, seen)
                if route is None:
                    return None
                parts.extend(route)
        return self._joined(parts)

    def joined(self, *boxes: Box | None) -> Box | None:
        """The respondents who are in every one of the sets."""
        parts: list[tuple[str, Atoms]] = []
        for box in boxes:
            if box is None:
                return None
            parts.extend(box)
        return self._joined(parts)

    def _joined(self, parts: Sequence[tuple[str, Atoms]]) -> Box | None:
        single: dict[str, Atoms] = {}
        multiple: set[tuple[str, Atoms]] = set()
        for source, atoms in parts:
            if self.several(source):
                multiple.add((source, atoms))
            else:
                single[source] = single.get(source, -1) & atoms
        if any(atoms == 0 for atoms in single.values()) or any(atoms == 0 for _, atoms in multiple):
            return None
        return tuple(sorted([*single.items(), *multiple]))


def _any(known: Mapping[str, Atoms], codes: Iterable[str]) -> Atoms:
    found = 0
    for code in codes:
        found |= known.get(code, 0)
    return found


def holds(whole: Box, part: Box, several: Callable[[str], bool]) -> bool:
    """Whether all of one set are in the other, by their conditions."""
    for source, atoms in whole:
        own = [given for name, given in part if name == source]
        if several(source):
            if not any(given & ~atoms == 0 for given in own):
                return False
        elif not own or own[0] & ~atoms:
            return False
    return True
