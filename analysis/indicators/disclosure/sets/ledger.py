"""The ledger of an edition: every set of respondents whose number its tables tell, base by base."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from analysis.indicators.disclosure.answer_counts import AnswerCounts
from analysis.indicators.disclosure.sets.boxes import EVERYONE, Box
from analysis.indicators.disclosure.sets.respondent_sets import Sources
from analysis.indicators.rows_by_table import rows_by_table
from analysis.questionnaire import Edition, Indicator, Survey
from analysis.questionnaire.fixed_words import Merges
from analysis.results.schema import WHOLE

Base = tuple[str, str, str]
"""Whose answers are counted: the variable, its denominator or "", those "answered" or "asked"."""
NOBODY = -1
"""The place of a set that nobody can be in."""


@dataclass(frozen=True, slots=True)
class GroupedSet:
    """The groups of a breakdown in one population: places of the whole and of each group, in the base.

    codes: the group of each place. is_of_answers: the groups are those who gave each answer to the base's own
    question, whose shares tell their number; the last is then of all other answers, where code is "".
    """

    whole: int
    variable: str
    codes: tuple[str, ...]
    groups: tuple[int, ...]
    is_of_answers: bool = False


@dataclass
class BaseSets:
    """The sets of one base, in the order in which its rows are met.

    n: respondents. is_row: whether a row of a table is of the set, which its n tells. is_named: whether the
    set, if small, is one that must not be known; of the answers to a question only those that are a group
    elsewhere. populations: places of the whole of each population. unknown: places of the sets whose number
    nobody knows, whatever is shown. differences: what is left of a set beside those of it who are in a
    population -> that set.
    """

    base: Base
    boxes: list[Box] = field(default_factory=list)
    n: list[int] = field(default_factory=list)
    is_row: list[bool] = field(default_factory=list)
    is_named: list[bool] = field(default_factory=list)
    tables: list[GroupedSet] = field(default_factory=list)
    populations: list[int] = field(default_factory=list)
    place: dict[Box, int] = field(default_factory=dict)
    unknown: set[int] = field(default_factory=set)
    differences: dict[int, int] = field(default_factory=dict)

    def add(self, box: Box | None, n: int, *, is_row: bool, is_named: bool = True) -> int:
        """The place of a set, which is new or known already."""
        if box is None:
            return NOBODY
        if box not in self.place:
            self.place[box] = len(self.boxes)
            self.boxes.append(box)
            self.n.append(n)
            self.is_row.append(is_row)
            self.is_named.append(is_named)
        at = self.place[box]
        self.is_row[at] |= is_row
        self.is_named[at] |= is_named
        return at

    def add_unknown(self, box: Box) -> int:
        """The place of a set whose number nobody knows, unless it is one of the others."""
        if box not in self.place:
            self.unknown.add(self.add(box, 0, is_row=False, is_named=False))
        return self.place[box]


@dataclass(frozen=True)
class RowSets:
    """The sets behind the rows of a frame: of each row its base and place (NOBODY: an empty set that no base
    has), and the answers whose numbers its figure tells, as (base, place)."""

    base: np.ndarray
    place: np.ndarray
    told: Mapping[int, tuple[tuple[int, int], ...]]


@dataclass(frozen=True)
class Ledger:
    """Every set of an edition's tables by base, and which of them each row of each frame is of.

    respondents: those of a weight over 0, whose number is published.
    """

    bases: Sequence[BaseSets]
    rows: Sequence[RowSets]
    sources: Sources
    respondents: int


def ledger_of(
    frames: Sequence[pd.DataFrame],
    survey: Survey,
    edition: Edition | None,
    counts: AnswerCounts,
    merges: Merges,
) -> Ledger:
    """The ledger of the tables in some frames of estimates: indicators, and territories."""
    writer = _Writer(survey, Sources(survey, edition, merges), counts)
    rows = [writer.row_sets(frame) for frame in frames]
    named = {writer.sources.spelled(box) for each in writer.bases for box in each.boxes}
    writer.add_answers(named)
    told = [writer.told(frame) for frame in frames]
    filled = [RowSets(each.base, each.place, tell) for each, tell in zip(rows, told, strict=True)]
    return Ledger(writer.bases, filled, writer.sources, counts.respondents)


@dataclass
class _Writer:
    survey: Survey
    sources: Sources
    counts: AnswerCounts
    bases: list[BaseSets] = field(default_factory=list)
    at: dict[Base, int] = field(default_factory=dict)
    answers: dict[tuple[str, Box], dict[str, int]] = field(default_factory=dict)
    groups: dict[tuple[str | None, str, str], dict[str, Box]] = field(default_factory=dict)
    """(population, variable, breakdown) -> the set of each group."""

    def base_of(self, indicator: Indicator) -> int:
        return self.base((indicator.variable, indicator.denominator or "", indicator.base))

    def base(self, base: Base) -> int:
        if base not in self.at:
            self.at[base] = len(self.bases)
            self.bases.append(BaseSets(base))
        return self.at[base]

    def whole(self, indicator: Indicator) -> Box | None:
        """The set of an indicator's rows of everyone: its population, who was asked what it counts, and who
        counts in its design, where others have weight 0 in that alone."""
        among = self.survey.populations[indicator.population].among if indicator.population else {}
        asked = [indicator.variable, *([indicator.denominator] if indicator.denominator else [])]
        design = self.survey.design_of(indicator.population)
        weighted: Box = ((f"weight {design or ''}", 1),) if design in self.counts.uneven else EVERYONE
        routes = (self.sources.asked(name) for name in asked)
        return self.sources.joined(self.sources.box(among), weighted, *routes)

    def of_groups(self, whole: Box | None, breakdown: str, codes: Sequence[str]) -> list[Box | None]:
        """The part of a set that is in each group of a breakdown."""
        if breakdown == WHOLE or whole is None:
            return [whole] * len(codes)
        return [self.sources.group(whole, breakdown, code) for code in codes]

    def row_sets(self, frame: pd.DataFrame) -> RowSets:
        """The sets of the rows, table by table; the rows of a table are groups by items."""
        base, place = np.zeros(len(frame), dtype=np.intp), np.full(len(frame), NOBODY, dtype=np.intp)
        n = np.nan_to_num(frame["n"].to_numpy(dtype=float)).astype(int)
        group = frame["group"].to_numpy(dtype=object)
        for (name, breakdown), rows in rows_by_table(frame).items():
            indicator = self.survey.indicators[name]
            number = self.base_of(indicator)
            base[rows] = number
            firsts, where = _first_of_groups(group[rows])
            codes = tuple(str(group[rows[first]]) for first in firsts)
            sizes = n[rows[firsts]].tolist()
            place[rows] = np.array(self._places(indicator, breakdown, codes, sizes, number))[where]
        return RowSets(base, place, {})

    def _places(
        self, indicator: Indicator, breakdown: str, codes: tuple[str, ...], n: list[int], number: int
    ) -> tuple[int, ...]:
        sets = self.bases[number]
        whole = self.whole(indicator)
        boxes = self.of_groups(whole, breakdown, codes)
        places = tuple(sets.add(box, size, is_row=True) for box, size in zip(boxes, n, strict=True))
        known = self.groups.setdefault((indicator.population, indicator.variable, breakdown), {})
        known.update((code, box) for code, box in zip(codes, boxes, strict=True) if box is not None)
        if breakdown == WHOLE:
            if places[0] not in (NOBODY, *sets.populations):
                sets.populations.append(places[0])
        elif whole in sets.place:
            table = GroupedSet(sets.place[whole], breakdown, codes, places)
            if table not in sets.tables:
                sets.tables.append(table)
        return places

    def add_answers(self, named: set[Box]) -> None:
        """The sets of those who gave each answer to a question, in every population where that is a group
        elsewhere, or a population: the share of the answer tells their number."""
        wanted: dict[tuple[str, str | None], list[Indicator]] = {}
        for indicator in self.survey.indicators.values():
            if self.survey.questions[indicator.variable].codes:
                wanted.setdefault((indicator.variable, indicator.population), []).append(indicator)
        by_variable = self._groups_of_variables()
        for (variable, population), indicators in wanted.items():
            counted = self.counts.of.get((population, variable))
            whole = self.whole(indicators[0])
            if counted is not None and whole is not None:
                tables = [
                    (breakdown, boxes)
                    for breakdown, boxes in by_variable.get((population, variable), ())
                    if any(self._is_told(variable, box, named) for box in boxes.values())
                ]
                if tables or self._is_told(variable, whole, named):
                    self._add_answers(variable, whole, indicators, counted, named)
                for breakdown, boxes in tables:
                    counts = self._counted_in(variable, population, breakdown)
                    for code, box in boxes.items():
                        self._add_answers(variable, box, indicators, counts[code], named)
                    self._add_by_group(variable, whole, breakdown, boxes)

    def _counted_in(self, variable: str, population: str | None, breakdown: str) -> dict[str, dict[str, int]]:
        """Group -> answer -> who gave it."""
        groups, codes = (self.survey.questions[name].codes for name in (breakdown, variable))
        sizes = self.counts.in_groups[population, variable, breakdown].tolist()
        return {group: dict(zip(codes, own, strict=True)) for group, own in zip(groups, sizes, strict=True)}

    def _groups_of_variables(self) -> dict[tuple[str | None, str], list[tuple[str, Mapping[str, Box]]]]:
        """(population, variable) -> the breakdowns in which its answers are counted, with their groups."""
        found: dict[tuple[str | None, str], list[tuple[str, Mapping[str, Box]]]] = {}
        for (population, variable, breakdown), boxes in self.groups.items():
            if (population, variable, breakdown) in self.counts.in_groups:
                found.setdefault((population, variable), []).append((breakdown, boxes))
        return found

    def _is_told(self, variable: str, whole: Box, named: set[Box]) -> bool:
        """Whether those of a set who gave one of the answers to a question are a group elsewhere."""
        codes = self.survey.questions[variable].codes
        boxes = (self.sources.group(whole, variable, code) for code in codes)
        return any(box is not None and self.sources.spelled(box) in named for box in boxes)

    def _add_by_group(self, variable: str, whole: Box, breakdown: str, boxes: Mapping[str, Box]) -> None:
        """The same sets answer by answer: those of all groups are those of the whole."""
        sets = self.bases[self.base((variable, "", "answered"))]
        for answer, place in self.answers[variable, whole].items():
            own = {code: self.answers[variable, box].get(answer, NOBODY) for code, box in boxes.items()}
            if place != NOBODY:
                table = GroupedSet(place, breakdown, tuple(own), tuple(own.values()), True)
                sets.tables.append(table)

    def _add_answers(
        self,
        variable: str,
        whole: Box,
        indicators: Sequence[Indicator],
        counted: Mapping[str, int],
        named: set[Box],
    ) -> None:
        merged = self.sources.counted_with.get(variable, {})
        codes = [code for code in self.survey.questions[variable].codes if code not in merged]
        boxes = {code: self.sources.group(whole, variable, code) for code in codes}
        is_named = {
            code: box is not None and self.sources.spelled(box) in named for code, box in boxes.items()
        }
        sets = self.bases[self.base((variable, "", "answered"))]
        told = {code for each in indicators for code in codes_told(each, codes)}
        several = self.sources.several(self.sources.of(variable)[0])
        listed = codes if several or len(told) == len(codes) else [code for code in codes if code in told]
        places = {
            code: sets.add(boxes[code], counted[code], is_row=False, is_named=is_named[code])
            for code in listed
        }
        self.answers[variable, whole] = places
        rest = [code for code in codes if code not in listed]
        if rest:
            box = self.sources.within(whole, variable, rest)
            is_one = any(is_named[code] for code in rest)
            places[""] = sets.add(box, sum(counted[code] for code in rest), is_row=False, is_named=is_one)
        if whole in sets.place:
            table = GroupedSet(sets.place[whole], variable, tuple(places), tuple(places.values()), True)
            sets.tables.append(table)

    def told(self, frame: pd.DataFrame) -> dict[int, tuple[tuple[int, int], ...]]:
        """Of the rows that tell the number of those who gave an answer: the sets of those answers."""
        found: dict[int, tuple[tuple[int, int], ...]] = {}
        items, groups = (frame[column].to_numpy(dtype=object) for column in ("item", "group"))
        for (name, breakdown), rows in rows_by_table(frame).items():
            indicator = self.survey.indicators[name]
            variable = indicator.variable
            whole = self.whole(indicator)
            if whole is None or (variable, whole) not in self.answers:
                continue
            number = self.base((variable, "", "answered"))
            own = list(self.survey.questions[variable].codes)
            boxes = self.groups.get((indicator.population, variable, breakdown), {})
            for row in rows.tolist():
                codes = [items[row]] if items[row] else codes_told(indicator, own)
                of_group = self.answers.get((variable, boxes.get(groups[row], whole)), {})
                places = (
                    each.get(code, NOBODY)
                    for each in (self.answers[variable, whole], of_group)
                    for code in codes
                )
                sets = tuple(dict.fromkeys((number, place) for place in places if place != NOBODY))
                if sets:
                    found[row] = sets
        return found


def codes_told(indicator: Indicator, codes: Iterable[str]) -> list[str]:
    """The answers whose numbers the figures of an indicator tell, alone or together with others'."""
    if indicator.answers:
        return list(indicator.answers)
    sides = (*indicator.favourable, *indicator.unfavourable)
    return list(sides or codes)


def _first_of_groups(groups: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The place of the first row of each group, and the group (rows,) of each row, in order."""
    codes, labels = pd.factorize(groups)
    firsts = np.zeros(len(labels), dtype=np.intp)
    firsts[codes[::-1]] = np.arange(len(groups))[::-1]
    return firsts, codes
