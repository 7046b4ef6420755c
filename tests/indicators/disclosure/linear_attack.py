"""An attack on published rows by linear programs, apart from the program that decided what is hidden.

It knows the definitions, which place lies in which, and exactly how many of a set whose number is shown did
not say which group is theirs.
Unknown are the respondents of each hidden row; every sum that holds between the rows of one base is used.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
from scipy.optimize import linprog

Cell = tuple[str, str, str]
"""population, breakdown, group"""
SEVERAL = ("champs",)
WHOLE = "all"


@dataclass
class Attack:
    """The rows of one base: what is known of each cell, what they truly are, and the sums between them."""

    shown: dict[Cell, int] = field(default_factory=dict)
    true: dict[Cell, int] = field(default_factory=dict)
    sums: list[tuple[dict[Cell, float], float, bool]] = field(default_factory=list)
    """Coefficients of cells, what they add up to, and whether it is at least that much."""
    silent: dict[tuple[Cell, Cell], int] = field(default_factory=dict)
    """Of a set and one within it: who may be in the first alone as they did not say what tells them apart."""

    def add(self, whole: Cell, parts: list[Cell], rest: float = 0, at_least: bool = False) -> None:
        if whole in self.true and all(part in self.true for part in parts):
            self.sums.append(({whole: 1.0, **dict.fromkeys(parts, -1.0)}, rest, at_least))

    def ranges(self) -> Iterator[tuple[Cell, float, float]]:
        """Of each hidden cell with somebody in it, the least and the greatest number that it can have."""
        for cell in self.hidden:
            yield cell, *self._range({cell: 1.0})

    def rests(self) -> Iterator[tuple[Cell, Cell, int, float, float]]:
        """Who is in one set and not in another within it: the two, how many they are, and the least and the
        greatest number that they can be, from what is shown of either. Those who did not say are no group."""
        for terms, _, at_least in self.sums:
            whole, *parts = terms
            if at_least and len(parts) == 1:
                true = self.true[whole] - self.true[parts[0]]
                if true > self.silent.get((whole, parts[0]), 0):
                    yield whole, parts[0], true, *self._range({whole: 1.0, parts[0]: -1.0})

    @cached_property
    def hidden(self) -> list[Cell]:
        """The cells that are not shown."""
        return [cell for cell in self.true if cell not in self.shown]

    @cached_property
    def _program(self) -> tuple[dict[Cell, int], tuple[Any, Any], tuple[Any, Any]]:
        place = {cell: at for at, cell in enumerate(self.hidden)}
        return place, _matrix(self, place, False), _matrix(self, place, True)

    def _range(self, terms: Mapping[Cell, float]) -> tuple[float, float]:
        """The least and the greatest that a sum of cells can be."""
        place, equal, low = self._program
        known = sum(factor * self.shown[cell] for cell, factor in terms.items() if cell not in place)
        cost = np.zeros(len(place))
        for cell in terms.keys() & place.keys():
            cost[place[cell]] = terms[cell]
        if not cost.any():
            return known, known
        ends = []
        for sign in (1, -1):
            found = linprog(sign * cost, A_eq=equal[0], b_eq=equal[1], A_ub=low[0], b_ub=low[1]).fun
            ends.append(sign * (-np.inf if found is None else found))
        return known + ends[0], known + ends[1]


def _matrix(attack: Attack, place: Mapping[Cell, int], at_least: bool) -> tuple[Any, Any]:
    rows, sides = [], []
    for terms, rest, is_bound in attack.sums:
        if is_bound == at_least:
            row = np.zeros(len(place))
            known = 0.0
            for cell, factor in terms.items():
                if cell in place:
                    row[place[cell]] += factor
                else:
                    known += factor * attack.shown[cell]
            if row.any():
                rows.append(-row if at_least else row)
                sides.append(known - rest if at_least else rest - known)
    return (np.array(rows), np.array(sides)) if rows else (None, None)


def attacks(survey: str, published: pd.DataFrame, true: pd.DataFrame) -> Iterator[tuple[str, Attack]]:
    """One attack for each base. true: the same rows with every number."""
    definition = tomllib.loads(survey)
    bases: dict[str, Attack] = defaultdict(Attack)
    for rows, is_true in ((published, False), (true, True)):
        numbers = rows["n"].astype(float)
        for name, population, breakdown, group, n, other in zip(
            *(rows[c] for c in ("indicator", "population", "breakdown", "group")),
            numbers,
            rows["with"],
            strict=True,
        ):
            variable = definition["indicators"][name].get("variable", name)
            attack = bases[variable]
            if is_true:
                attack.true[population, breakdown, group] = int(n)
            elif not np.isnan(n) and not other:
                attack.shown[population, breakdown, group] = int(n)
            elif other and not np.isnan(n):
                attack.sums.append(_together((population, breakdown, group), other, n))
    for name, attack in bases.items():
        _relate(attack, definition)
        yield name, attack


def _together(cell: Cell, other: str, n: float) -> tuple[dict[Cell, float], float, bool]:
    cells = [cell, *((*cell[:2], code) for code in other.split(";"))]
    return dict.fromkeys(cells, 1.0), n, False


def _relate(attack: Attack, definition: Mapping[str, Any]) -> None:
    populations = {cell[0] for cell in attack.true}
    among = {name: definition["populations"][name]["among"] if name != WHOLE else {} for name in populations}
    for population in sorted(populations):
        tables: dict[str, list[Cell]] = defaultdict(list)
        for cell in attack.true:
            if cell[0] == population and cell[1] != WHOLE:
                tables[cell[1]].append(cell)
        whole = (population, WHOLE, WHOLE)
        for breakdown, cells in tables.items():
            if breakdown in SEVERAL:
                for cell in cells:
                    attack.add(whole, [cell], at_least=True)
            else:
                unsaid = attack.true[whole] - sum(attack.true[cell] for cell in cells)
                if whole in attack.shown or unsaid == 0:
                    attack.add(whole, cells, unsaid)
                else:
                    attack.add(whole, cells, at_least=True)
        for region, inside in (("n", ("d0", "d1")), ("s", ("d2", "d3"))):
            attack.add((population, "region", region), [(population, "departement", code) for code in inside])
        attack.add((population, "age10", "j"), [(population, "age5", "j")], at_least=True)
        attack.add((population, "age5", "j"), [], at_least=True)
        attack.add((population, "age10", "v"), [(population, "age5", "v")], at_least=True)
    for wide in sorted(populations):
        for narrow in sorted(populations - {wide}):
            if all(
                set(among[narrow].get(v, ())) and set(among[narrow][v]) <= set(c)
                for v, c in among[wide].items()
            ):
                more = {v: c for v, c in among[narrow].items() if among[wide].get(v) != c}
                silent = sum(_silent(attack, wide, variable) for variable in more)
                for cell in [cell for cell in attack.true if cell[0] == narrow]:
                    attack.add((wide, *cell[1:]), [cell], at_least=True)
                    attack.silent[(wide, *cell[1:]), cell] = silent
                for variable, codes in more.items() if len(more) == 1 else ():
                    if variable not in SEVERAL:
                        attack.add((narrow, WHOLE, WHOLE), [(wide, variable, code) for code in codes])


def _silent(attack: Attack, population: str, variable: str) -> int:
    """How many of a population did not say in which group of a variable they are."""
    said = [n for cell, n in attack.true.items() if cell[:2] == (population, variable)]
    return attack.true[population, WHOLE, WHOLE] - sum(said) if said and variable not in SEVERAL else 0
