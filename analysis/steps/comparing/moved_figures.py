"""Which figures moved between two builds, and which of the things they rest on changed."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from analysis.faults import Fault, some
from analysis.results.schema import WHOLE
from analysis.steps.comparing.compared_sides import CAUSES, Cause, Key, Side, SideFigure

ABSENT = SideFigure(None, "absent")
Changed = Literal["changed", "same", "unknown"]


@dataclass(frozen=True)
class Move:
    """A figure that is another on the later side: shown otherwise, hidden, there or gone.

    `by_cause` has, after rebuilding, how much each cause moved it; None where a build in between hid it.
    `turned` is then the cause that hid it, or had it shown.
    """

    key: Key
    before: SideFigure
    after: SideFigure
    by_cause: Mapping[str, float | None] = field(default_factory=dict)
    turned: str = ""

    @property
    def errors(self) -> float:
        """The difference in standard errors of the earlier figure; in its unit where it has none, 0 where
        there is no difference to tell."""
        return abs(self.difference or 0.0) / (self.before.se or 1.0)

    @property
    def difference(self) -> float | None:
        """After less before; None where one of them is not shown."""
        if self.before.value is None or self.after.value is None:
            return None
        return self.after.value - self.before.value


@dataclass(frozen=True)
class BuildComparison:
    """Two sides, the figures that moved, and what changed between them."""

    before: Side
    after: Side
    moves: Sequence[Move]
    compared: int
    changed: Mapping[str, Changed]
    unbuilt: str = ""
    """Why nothing was rebuilt, where it was asked for."""
    steps: Sequence[str] = ()
    """The causes in the order in which they were changed one after the other, where it was rebuilt."""

    @property
    def differing(self) -> list[str]:
        """The causes that differ, in their order."""
        return [cause for cause, state in self.changed.items() if state == "changed"]

    @property
    def unknown(self) -> list[str]:
        """The causes of which it is not known whether they differ."""
        return [cause for cause, state in self.changed.items() if state == "unknown"]

    @property
    def is_same_edition(self) -> bool:
        """Whether both sides are builds of one edition."""
        return (self.before.survey, self.before.edition) == (self.after.survey, self.after.edition)

    @property
    def is_private(self) -> bool:
        """Whether it may not be passed on: full precision, or two builds of one edition, which together tell
        what neither does."""
        return self.is_same_edition or self.before.is_full or self.after.is_full


def compare(before: Side, after: Side, tolerance: float, indicators: Collection[str] = ()) -> BuildComparison:
    """The figures that differ by more than `tolerance`, in their unit, and what changed; of the `indicators`
    named, where any is. Raises Fault for one that neither side has."""
    every = list(dict.fromkeys([*before.figures, *after.figures]))
    known = {key[0] for key in every}
    if unknown := [name for name in indicators if name not in known]:
        raise Fault(f"no indicator {some(unknown)} on either side; there are {some(sorted(known))}")
    keys = [key for key in every if not indicators or key[0] in indicators]
    moves = [
        Move(key, before.figures.get(key, ABSENT), after.figures.get(key, ABSENT))
        for key in keys
        if has_moved(before.figures.get(key, ABSENT), after.figures.get(key, ABSENT), tolerance)
    ]
    return BuildComparison(before, after, sorted(moves, key=_order), len(keys), changed(before, after))


def has_moved(before: SideFigure, after: SideFigure, tolerance: float) -> bool:
    """Whether a figure is another: by more than the tolerance, or shown on one side alone."""
    if before.value is None or after.value is None:
        return (before.value is None) != (after.value is None) or before.status != after.status
    return abs(after.value - before.value) > tolerance


def _order(move: Move) -> tuple[bool, bool, float]:
    """The whole sample first, then groups; what moved most beside its standard error first, figures of one
    side last."""
    is_group = move.key[3] != WHOLE
    return is_group, move.difference is None, -move.errors


def changed(before: Side, after: Side) -> dict[str, Changed]:
    """Cause -> whether what it rests on differs, as far as that is known; "code" for the programs."""
    found: dict[str, Changed] = {cause: _state(cause, before, after) for cause in CAUSES}
    was, now = before.software, after.software
    both = {name for name in was if name in now}
    unlike = any(was[name] != now[name] for name in both)
    found["code"] = "changed" if unlike else "same" if "code" in both else "unknown"
    return found


def _state(cause: Cause, before: Side, after: Side) -> Changed:
    """Answers are known by their checksums; how they are read, and all else, by the definitions."""
    was, now = before.parts.get(cause), after.parts.get(cause)
    are_known = was is not None and now is not None
    if cause == "data":
        if not before.answers or not after.answers:
            return "unknown"
        if sorted(before.answers.values()) != sorted(after.answers.values()):
            return "changed"
        return "changed" if are_known and was != now else "same"
    if not are_known:
        return "unknown"
    return "same" if was == now else "changed"
