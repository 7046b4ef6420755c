"""Sets of respondents by the answers that define them: the same set under two names is one set."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations, product

from analysis.indicators.disclosure.sets.boxes import EVERYONE, Box, CasePart, answers_of, holds, sum_of
from analysis.indicators.disclosure.sets.number_stretches import Atoms, NumberStretches, is_asked
from analysis.questionnaire import Condition, Edition, Question, Survey
from analysis.questionnaire.fixed_words import NoneOf, alternatives_of
from analysis.questionnaire.geography import REGION_OF_DEPARTMENT, REGION_OF_FORMER_REGION
from analysis.questionnaire.kinds import kind_of
from analysis.questionnaire.questions import number_range

REGION_OF = {"region_of": REGION_OF_DEPARTMENT, "bridged_region_of": REGION_OF_FORMER_REGION}


@dataclass(frozen=True, eq=False)
class Sources:
    """The answers behind each coded variable: its source, and for each of its codes those of the source.

    Regions are departments, groups are the answers they hold, and two classings of one number are stretches
    of it. A variable that an edition asked directly is its own source. `counted_with`: variable -> code ->
    the code whose group its respondents are counted in; what was derived from the variable, or routed by it,
    was so before, and tells them apart. Who is in one of several boxes is in a set of its own source, whose
    boxes are kept here.
    """

    survey: Survey
    edition: Edition | None = None
    counted_with: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    _known: dict[str, tuple[str, dict[str, Atoms]]] = field(default_factory=dict)
    _given: dict[str, tuple[str, dict[str, Atoms]]] = field(default_factory=dict)
    _cells: dict[str, dict[str, CasePart]] = field(default_factory=dict)
    _routes: dict[str, Box | None] = field(default_factory=dict)
    _unions: dict[str, tuple[Box, ...]] = field(default_factory=dict)
    _parts_of: dict[tuple[Box, str, str], Box | None] = field(default_factory=dict)

    @cached_property
    def stretches(self) -> NumberStretches:
        """The stretches of numbers between the bounds of classes and of conditions."""
        return NumberStretches(self.survey, self.edition)

    def several(self, source: str) -> bool:
        """Whether a respondent may have given several of the answers of a source."""
        return source in self._taking_several

    @cached_property
    def _taking_several(self) -> frozenset[str]:
        """Asked of every part of every set, so that it is found once."""
        questions = self.survey.questions.items()
        return frozenset(name for name, question in questions if kind_of(question).takes_several)

    def every(self, source: str) -> Atoms:
        """All the answers that may be given to a source."""
        question = self.survey.questions.get(source)
        if question is None:
            return 3  # what it says of a respondent, and what it does not
        return (1 << len(question.codes)) - 1 if question.codes else self.stretches.every(source)

    def of(self, variable: str) -> tuple[str, Mapping[str, Atoms]]:
        """The source of a variable, and the answers of it that each code stands for."""
        if variable not in self._known:
            source, given = self._as_given(variable)
            codes = dict(given)
            for code, receiving in self.counted_with.get(variable, {}).items():
                codes[receiving] |= codes[code]
                codes[code] = 0
            self._known[variable] = source, codes
        return self._known[variable]

    def _as_given(self, variable: str) -> tuple[str, Mapping[str, Atoms]]:
        """The same, as the answers were before any group was counted with another."""
        if variable not in self._given:
            self._given[variable] = self._derived(self.survey.questions[variable])
        return self._given[variable]

    def atoms(self, variable: str, codes: Iterable[str], as_given: bool = False) -> tuple[str, Atoms]:
        """The source of a variable, and all the answers that some of its codes, or ranges of numbers, stand
        for; `as_given`, before any group was counted with another.

        What is told by no answers (none of several ticks) is a source of its own: the set is a part of the
        whole, and of nothing else.
        """
        named, question = tuple(codes), self.survey.questions[variable]
        is_other = isinstance(codes, NoneOf)
        ranges = [] if question.codes else [ends for code in named if (ends := number_range(code))]
        if not question.codes and len(ranges) == len(named):
            source, found = self.stretches.of_ranges(variable, ranges)
            return source, self.stretches.every(source) & ~found if is_other else found
        if not all(code in question.codes for code in named) or (is_other and self.several(variable)):
            return f"{variable} {'not ' if is_other else ''}{' '.join(named)}", 1
        source, known = self._as_given(variable) if as_given else self.of(variable)
        codes = [code for code in question.codes if code not in named] if is_other else named
        return source, answers_of(known, codes)

    def _derived(self, question: Question) -> tuple[str, dict[str, Atoms]]:
        derivation = question.derivation
        own = {code: 1 << place for place, code in enumerate(question.codes)}
        if derivation is None or self._is_asked(question.name):
            return question.name, own
        if derivation.kind == "classes_of":
            return self.stretches.of_classes(question)
        if derivation.kind == "groups_of":
            source, known = self._as_given(derivation.source)
            return source, {code: answers_of(known, of) for code, of in derivation.groups.items()}
        if derivation.kind == "cases_of" and (groups := self._one_source(derivation.cases)):
            return groups
        if derivation.kind in REGION_OF:
            source, known = self._as_given(derivation.source)
            region = REGION_OF[derivation.kind]
            inside: dict[str, list[str]] = {code: [] for code in question.codes}
            for code in known:
                inside.get(region.get(code.strip().upper().zfill(2), ""), []).append(code)
            return source, {code: answers_of(known, of) for code, of in inside.items()}
        return question.name, own

    def _one_source(self, cases: Mapping[str, Condition]) -> tuple[str, dict[str, Atoms]] | None:
        """Cases of the answers of one source, each without those before it; None where they are of
        several."""
        found: dict[str, Atoms] = {}
        sources: set[str] = set()
        before = 0
        for code, case in cases.items():
            atoms = 0
            for each in alternatives_of(case):
                if len(each) != 1:
                    return None
                ((variable, codes),) = each.items()
                source, own = self.atoms(variable, codes, as_given=True)
                if self.several(source):
                    return None
                sources.add(source)
                atoms |= own
            found[code], before = atoms & ~before, before | atoms
        return (sources.pop(), found) if len(sources) == 1 else None

    def leaves_out(self, variable: str) -> bool:
        """Whether respondents who answered are in none of the groups of a derived variable."""
        derivation = self.survey.questions[variable].derivation
        if derivation is None or self._is_asked(variable):
            return False
        return bool(derivation.left_out) or derivation.kind == "cases_of"

    def _is_asked(self, variable: str) -> bool:
        return is_asked(variable, self.edition)

    def cells(self, variable: str) -> Mapping[str, tuple[CasePart, ...]]:
        """Of a variable that crosses two or tells cases of several: code -> the answers to those that it
        stands for. A respondent is in the first case whose conditions he meets; a group has its own pieces
        and those of the groups that are counted in it."""
        merged = self.counted_with.get(variable, {})
        together: dict[str, tuple[CasePart, ...]] = {}
        for code, piece in self._parts(variable).items():
            receiving = merged.get(code, code)
            together[receiving] = (*together.get(receiving, ()), piece)
        return together

    @cached_property
    def pieces_of_codes(self) -> Mapping[tuple[str, Atoms], tuple[CasePart, ...]]:
        """The answers that each code of such a variable stands for, by the item that it is in a box."""
        found: dict[tuple[str, Atoms], tuple[CasePart, ...]] = {}
        for name in self.survey.questions:
            source, known = self.of(name)
            if source == name:
                found |= {(source, known[code]): pieces for code, pieces in self.cells(name).items()}
        return found

    def pieces(self, item: tuple[str, Atoms]) -> tuple[CasePart, ...]:
        """The sets that one item of a box stands for, together; none where it is what it says."""
        source, atoms = item
        if source in self._unions:
            return tuple(CasePart(box) for box in self._unions[source])
        if source not in self.survey.questions:
            return ()
        parts = self._parts(source)
        if not parts:  # as of most variables, some of which have a hundred codes
            return ()
        own = {code: 1 << place for place, code in enumerate(self.survey.questions[source].codes)}
        return tuple(piece for code, piece in parts.items() if own[code] & atoms)

    def spelled(self, box: Box) -> Box:
        """A set by the conditions on the answers themselves, as far as each of its items stands for one set:
        a pair of answers as two conditions."""
        pieces_of = [self.pieces(item) for item in box]
        if not any(pieces_of):
            return box
        parts: list[Box] = []
        for item, pieces in zip(box, pieces_of, strict=True):
            is_one = len(pieces) == 1 and not pieces[0].before
            parts.append(self.spelled(pieces[0].box) if is_one else (item,))
        return self.joined(*parts) or box

    def _parts(self, variable: str) -> Mapping[str, CasePart]:
        """The same as `cells`, as the answers were before any group was counted with another."""
        if variable not in self._cells:
            derivation = self.survey.questions[variable].derivation
            found: dict[str, CasePart] = {}
            if derivation is not None and not self._is_asked(variable):
                if derivation.kind == "crossed_of":
                    found = self._pairs(self.survey.questions[variable])
                elif derivation.kind == "cases_of":
                    found = self._cases(derivation.cases)
            self._cells[variable] = found
        return self._cells[variable]

    def _pairs(self, question: Question) -> dict[str, CasePart]:
        assert question.derivation is not None
        one, other = question.derivation.sources
        pairs = product(self.survey.questions[one].codes, self.survey.questions[other].codes)
        boxes = {
            code: self._with(EVERYONE, {one: (first,), other: (second,)}, frozenset(), as_given=True)
            for code, (first, second) in zip(question.codes, pairs, strict=True)
        }
        return {code: CasePart(box) for code, box in boxes.items() if box is not None}

    def _cases(self, cases: Mapping[str, Condition]) -> dict[str, CasePart]:
        before: list[Box] = []
        found = {}
        for code, case in cases.items():
            box = self._with(EVERYONE, case, frozenset(), as_given=True)
            if box is not None:
                overlapping = (other for other in before if self.joined(box, other) is not None)
                found[code] = CasePart(box, tuple(overlapping))
                before.append(box)
        return found

    def box(self, conditions: Condition) -> Box | None:
        """The set of those who meet the conditions, and so were asked; None where nobody can."""
        return self._with(EVERYONE, conditions, frozenset())

    def within(self, box: Box, variable: str, codes: Iterable[str]) -> Box | None:
        """The part of a set that gave one of these answers; None where nobody can have."""
        return self._with(box, {variable: tuple(codes)}, frozenset())

    def group(self, box: Box, variable: str, code: str) -> Box | None:
        """The part of a set that gave one answer, worked out once: each question has the same groups."""
        if (box, variable, code) not in self._parts_of:
            self._parts_of[box, variable, code] = self.within(box, variable, [code])
        return self._parts_of[box, variable, code]

    def asked(self, variable: str, seen: frozenset[str] = frozenset()) -> Box | None:
        """The set of those to whom a variable's questions are put."""
        if variable not in self._routes:
            question = self.survey.questions[variable]
            needs = () if question.derivation is None else question.derivation.needs
            box: Box | None = EVERYONE
            if not needs or self._is_asked(variable):
                box = self._with(EVERYONE, question.asked_if, seen | {variable}, as_given=True)
            elif len(needs) == 1 and needs[0] not in seen:
                box = self._among_groups(variable, self.asked(needs[0], seen | {variable}))
            self._routes[variable] = box
        return self._routes[variable]

    def _among_groups(self, variable: str, box: Box | None) -> Box | None:
        """Those of a set who are in a group of a derived variable that leaves others out."""
        source, known = self._as_given(variable)
        if not self.leaves_out(variable) or source == variable or self.several(source):
            return box
        return self.joined(box, ((source, answers_of(known, known)),))

    def _with(
        self, box: Box, conditions: Condition, seen: frozenset[str], as_given: bool = False
    ) -> Box | None:
        alternatives = alternatives_of(conditions)
        if len(alternatives) > 1:
            found = (self._with(box, each, seen, as_given) for each in alternatives)
            return self._either([each for each in found if each is not None])
        parts = list(box)
        for variable, codes in conditions.items():
            source, atoms = self.atoms(variable, codes, as_given)
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

    def alternatives(self, box: Box) -> list[Box]:
        """The boxes without an "or" of which a set is made: the set itself where it has none."""
        plain = [item for item in box if item[0] not in self._unions]
        named = dict.fromkeys(source for source, _ in box if source in self._unions)
        choices = product(*(self._unions[source] for source in named))
        found = (self._plain([*plain, *(item for part in choice for item in part)]) for choice in choices)
        return [each for each in found if each is not None]

    def holds(self, whole: Box, part: Box) -> bool:
        """Whether all of one set are in the other, by their conditions."""
        if not self.is_union(whole) and not self.is_union(part):
            return holds(whole, part, self.several)
        return all(
            any(holds(one, other, self.several) for one in self.alternatives(whole))
            for other in self.alternatives(part)
        )

    def is_union(self, box: Box) -> bool:
        """Whether a set is made of several boxes."""
        return bool(self._unions) and any(source in self._unions for source, _ in box)

    def either(self, boxes: Iterable[Box]) -> Box | None:
        """The respondents who are in one of the sets at least."""
        return self._either([each for box in boxes for each in self.alternatives(box)])

    def _either(self, boxes: Sequence[Box]) -> Box | None:
        """The same of boxes without an "or": as one box where they make one, and what all of them have in
        common beside the rest."""
        kept = self._merged([each for box in boxes for each in self.alternatives(box)])
        if len(kept) < 2:
            return kept[0] if kept else None
        common = set(kept[0]).intersection(*kept)
        rest = tuple(sorted(tuple(item for item in box if item not in common) for box in kept))
        name = f"any {rest}"
        self._unions[name] = rest
        return tuple(sorted([*common, (name, 1)]))

    def _merged(self, boxes: Sequence[Box]) -> list[Box]:
        """Boxes of which none is within another, and no two differ in the answers of one source alone."""
        kept: list[Box] = []
        for box in boxes:
            if not any(holds(other, box, self.several) for other in kept):
                kept = [other for other in kept if not holds(box, other, self.several)] + [box]
        for (at, one), (also, other) in combinations(enumerate(kept), 2):
            apart = set(one) ^ set(other)
            sources = {source for source, _ in apart}
            if len(apart) == 2 and len(sources) == 1 and not self.several(*sources):
                together = sum_of(atoms for _, atoms in apart)
                box = tuple(sorted([*set(one).intersection(other), (sources.pop(), together)]))
                return self._merged([*(b for n, b in enumerate(kept) if n not in (at, also)), box])
        return kept

    def _joined(self, parts: Sequence[tuple[str, Atoms]]) -> Box | None:
        """The set of all the parts; an "or" among them is worked out."""
        if not self.is_union(tuple(parts)):
            return self._plain(parts)
        return self._either(self.alternatives(tuple(parts)))

    def _plain(self, parts: Sequence[tuple[str, Atoms]]) -> Box | None:
        single: dict[str, Atoms] = {}
        multiple: set[tuple[str, Atoms]] = set()
        for source, atoms in parts:
            if self.several(source):
                multiple.add((source, atoms))
            else:
                single[source] = single.get(source, -1) & atoms
        if 0 in single.values() or any(atoms == 0 for _, atoms in multiple):
            return None
        return tuple(sorted([*single.items(), *multiple]))
