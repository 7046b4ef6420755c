"""The audit: least and greatest number that each hidden set of few respondents can have, from all that is
shown of its base, by linear programming."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from math import inf

import numpy as np

from analysis.indicators.disclosure.completion import HiddenSets

TOLERANCE = 1e-6
WITHIN = 2
"""Number of values, from the least to the greatest, by which who is left of two sets would be known."""


def narrow_sets(base: HiddenSets, places: Iterable[int] | None = None) -> list[int]:
    """The hidden sets of few respondents, among `places` or all, that cannot have as few as 1 and as many as
    the limit less 1; of what is left of a set, which no row is of and those who did not say are in too, the
    ones known closely."""
    among = range(len(base.hidden)) if places is None else places
    secrets = [place for place in among if base.hidden[place] and base.is_few(place)]
    programs: dict[int, _Program] = {}
    narrow = []
    for place in secrets:
        if _is_exchangeable(place, base):
            continue
        first = base.of_set[place][0]
        if first not in programs:
            relations = connected(base, place)
            programs |= dict.fromkeys(relations, _Program(base, relations))
        if _is_told(base, place, programs[first]):
            narrow.append(place)
    return narrow


def _is_told(base: HiddenSets, place: int, program: _Program) -> bool:
    """Whether the ends of what a set can have are close; no program is solved for an end where what was
    possible for other sets leaves enough numbers already."""
    ends = []
    for sign in (1.0, -1.0):
        if not _is_narrow(base, place, *program.seen(place)):
            return False
        ends.append(program.end_of(place, sign))
    return _is_narrow(base, place, ends[0], ends[1])


def _is_narrow(base: HiddenSets, place: int, low: float, high: float) -> bool:
    if place in base.sets.differences:
        return high - low <= WITHIN + TOLERANCE
    return low > 1 + TOLERANCE or high < base.limit - 1 - TOLERANCE


def _is_exchangeable(place: int, base: HiddenSets) -> bool:
    """Whether enough respondents can be exchanged with one other hidden set of the same relations, of which
    the rests give way, so that every number is possible."""
    own = base.binding[place]
    if not own:
        return own is not None
    n, hidden, binding = base.sets.n, base.hidden, base.binding
    need = base.limit - 1 - n[place]
    return any(
        hidden[other] and n[other] >= need and other != place and binding[other] == own
        for other in base.relations[own[0]].parts
    )


def connected(base: HiddenSets, place: int) -> list[int]:
    """The relations that hidden sets join with those of a set, in order."""
    waiting, found = list(base.of_set[place]), set[int]()
    while waiting:
        number = waiting.pop()
        if number not in found:
            found.add(number)
            for each in base.relations[number].sets:
                if base.hidden[each]:
                    waiting.extend(other for other in base.of_set[each] if other not in found)
    return sorted(found)


class _Program:
    """The linear program of some relations: unknown are their hidden sets and the rests, 0 or more."""

    def __init__(self, base: HiddenSets, relations: Sequence[int]) -> None:
        self.base = base
        self.columns: dict[tuple[str, int], int] = {}
        rows: list[dict[int, float]] = []
        sides: list[float] = []
        for number in relations:
            row, side = self._row(number)
            if row:
                rows.append(row)
                sides.append(side)
        self.solver = _solver(rows, sides, len(self.columns))
        self.least, self.most = np.full(len(self.columns), inf), np.full(len(self.columns), -inf)

    def _row(self, number: int) -> tuple[dict[int, float], float]:
        """The coefficients of the unknowns of a relation, and what they add up to.

        How many did not say is known as what their own question has less than the whole, so not of a whole
        that is hidden.
        """
        base, relation = self.base, self.base.relations[number]
        n = base.sets.n
        row: dict[int, float] = {}
        known = 0.0
        for place, sign in ((relation.whole, -1.0), *((part, 1.0) for part in relation.parts)):
            if base.hidden[place]:
                row[self._column("set", place)] = sign
            else:
                known += sign * n[place]
        if relation.is_of_pieces:
            return row, -known
        silent = base.silent[number]
        if relation.rest_is_known and not (silent and base.hidden[relation.whole]):
            known += silent
        else:
            row[self._column("rest", number)] = 1.0
        return row, -known

    def _column(self, kind: str, place: int) -> int:
        return self.columns.setdefault((kind, place), len(self.columns))

    def seen(self, place: int) -> tuple[float, float]:
        """The least and the greatest number that a hidden set had where those of others were looked for: what
        was possible once needs no programs of its own."""
        column = self.columns["set", place]
        return float(self.least[column]), float(self.most[column])

    def end_of(self, place: int, sign: float) -> float:
        """The least number that a hidden set can have, or the greatest by the `sign` -1."""
        return _end(self.solver, self.columns["set", place], sign, self._note)

    def _note(self, values: np.ndarray) -> None:
        np.minimum(self.least, values, out=self.least)
        np.maximum(self.most, values, out=self.most)


def _solver(rows: Sequence[dict[int, float]], sides: Sequence[float], columns: int):  # type: ignore[no-untyped-def]
    """The relations as HiGHS has them; one thread and no presolve, so that it goes the same way each time."""
    import highspy  # type: ignore[import-untyped]

    program = highspy.HighsLp()
    program.num_col_, program.num_row_ = columns, len(rows)
    program.col_cost_ = np.zeros(columns)
    program.col_lower_, program.col_upper_ = np.zeros(columns), np.full(columns, inf)
    program.row_lower_ = program.row_upper_ = np.array(sides, dtype=float)
    program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    program.a_matrix_.start_ = np.cumsum([0, *(len(row) for row in rows)])
    program.a_matrix_.index_ = np.array([column for row in rows for column in row], dtype=np.int32)
    program.a_matrix_.value_ = np.array([sign for row in rows for sign in row.values()], dtype=float)
    solver = highspy.Highs()
    for name, value in {"output_flag": False, "threads": 1, "presolve": "off"}.items():
        solver.setOptionValue(name, value)
    solver.passModel(program)
    return solver


def _end(  # type: ignore[no-untyped-def]
    solver, column: int, sign: float, note: Callable[[np.ndarray], None]
) -> float:
    """The least value of an unknown, by the `sign` -1 the greatest; an unbounded one has no greatest. Where
    no values fit, or none are found, as if it were known: what cannot be proven is hidden. note: is given the
    values of all unknowns at this end."""
    import highspy

    solver.changeColCost(column, sign)
    solver.run()
    status = solver.getModelStatus()
    found = -sign * inf if status == highspy.HighsModelStatus.kUnbounded else sign * inf
    if status == highspy.HighsModelStatus.kOptimal:
        found = sign * solver.getInfo().objective_function_value
        note(np.array(solver.getSolution().col_value))
    solver.changeColCost(column, 0.0)
    return found


def sets_to_hide(base: HiddenSets, place: int, widely: bool) -> list[list[int]]:
    """The sets of a set's relations, of which the smallest shown is hidden: parts first, then wholes.

    `widely`: of the relations of its hidden neighbours too, as always where it is made of pieces.
    """
    numbers = list(base.of_set[place])
    if widely or any(base.relations[number].is_of_pieces for number in numbers):
        near = [each for number in numbers for each in base.relations[number].sets if base.hidden[each]]
        numbers = list(dict.fromkeys([*numbers, *(number for each in near for number in base.of_set[each])]))
    found = [base.relations[number] for number in numbers]
    return [[part for relation in found for part in relation.parts], [relation.whole for relation in found]]
