"""How the results and reports of each edition stand: made, out of date and by what, or not there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from analysis.runs.manifests import MANIFEST, made_of_in
from analysis.steps.made_of import changed_inputs, edition_result, is_refused
from analysis.steps.reports import Order, stale, standing
from analysis.workspace import Place, places


@dataclass(frozen=True)
class EditionState:
    """What stands of an edition.

    `changed` names the files whose content is no longer that of the results, and `software` where the program
    or a library is another. `is_refused`: whether its definitions are refused, so that it cannot be built.
    `reports` are those that stand, `old_reports` those of them out of date.
    """

    place: Place
    is_built: bool
    is_current: bool
    is_refused: bool
    changed: tuple[str, ...]
    reports: tuple[Order, ...]
    old_reports: tuple[Order, ...]

    @property
    def is_reported(self) -> bool:
        """Whether the edition has a report, and all it has are those of its results now."""
        return self.is_current and bool(self.reports) and not self.old_reports


def edition_states(root: Path) -> list[EditionState]:
    """The state of each edition under `root`, in their order. Raises Fault where there is no survey."""
    found = places(root)
    reports = standing(root, found)
    return [_state(place, [order for order in reports if order.place == place]) for place in found]


def _state(place: Place, reports: Sequence[Order]) -> EditionState:
    is_built = (place.processed / MANIFEST).is_file()
    is_current = edition_result(place).is_current()
    return EditionState(
        place=place,
        is_built=is_built,
        is_current=is_current,
        is_refused=not is_current and is_refused(place),
        changed=() if is_current or not is_built else _changed(place),
        reports=tuple(reports),
        old_reports=tuple(stale(reports)),
    )


def _changed(place: Place) -> tuple[str, ...]:
    """The inputs that are other than those which the results of an edition were made of."""
    now, then = edition_result(place).made_of(), made_of_in(place.processed / MANIFEST)
    names = [name.removeprefix(f"{place.edition}/") for name in changed_inputs(place)]
    return (*sorted(names), *(("software",) if then.get("software") != now["software"] else ()))


def latest(states: Sequence[EditionState]) -> EditionState:
    """The edition that a reader would open first: the last of those built, else the last."""
    return max(states, key=lambda state: (state.is_built, state.place.edition))
