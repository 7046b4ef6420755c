"""The decision of an edition: which rows of its tables are hidden, so that none can be worked out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from types import MappingProxyType
from typing import Any

import numpy as np
import pandas as pd

from analysis.indicators.disclosure.across_bases import SharedSets, everyone_of
from analysis.indicators.disclosure.answer_counts import AnswerCounts
from analysis.indicators.disclosure.audit import narrow_sets, sets_to_hide
from analysis.indicators.disclosure.completion import (
    HiddenSets,
    Rank,
    complete,
    hide_smallest,
    hide_tables,
    ranks_of,
)
from analysis.indicators.disclosure.freeing import show_unneeded
from analysis.indicators.disclosure.merging import is_counted_elsewhere
from analysis.indicators.disclosure.set_labels import set_labels
from analysis.indicators.disclosure.sets.differences import difference_relations
from analysis.indicators.disclosure.sets.ledger import BaseSets, Ledger, RowSets, ledger_of
from analysis.indicators.disclosure.sets.overlap_bounds import overlap_bounds
from analysis.indicators.disclosure.sets.relations import Relation, relations_of
from analysis.indicators.disclosure.sets.respondent_sets import Sources
from analysis.questionnaire import Edition, Survey
from analysis.questionnaire.fixed_words import Merges
from analysis.results.schema import SECRET
from analysis.sources.received import DataError

CONFIDENTIAL, COMPLEMENTARY = SECRET
ROUNDS = 12
"""Rounds of the audit in which single sets are hidden; as many follow for whole tables, and for bases."""
WIDELY_FROM = 3
SMALLEST_LIMIT = 2
"""Limit under which nobody is hidden: every set has one respondent or more."""


@dataclass(frozen=True)
class Audit:
    """What the audit of a decision found: numbers of few respondents that are hidden, and rounds it took.

    secrets: those of groups, and of what is left of a population beside one within it.
    tables: those hidden as a whole, as no single group hidden besides was enough.
    """

    secrets: int = 0
    rounds: int = 0
    tables: int = 0


@dataclass(frozen=True)
class Decision:
    """Why each row of each frame is hidden: "confidential", "complementary", or "" where it may be shown."""

    reasons: Sequence[np.ndarray]
    audit: Audit

    def facts(self, limit: int, merges: Merges) -> dict[str, Any]:
        """What the analyst's provenance.json and manifest.json say of the decision: the rule, the rows that
        are hidden by it and besides, the groups counted with others, and what the audit found; a decision
        whose audit fails is none."""
        hidden = {name: sum(int((each == name).sum()) for each in self.reasons) for name in SECRET}
        return {
            "confidential_below": limit,
            "rows": sum(len(each) for each in self.reasons),
            **{str(name): count for name, count in hidden.items()},
            "counted_with": {name: dict(merged) for name, merged in merges.items()},
            "audit": {"result": "passed" if is_hiding(limit) else "not needed", **asdict(self.audit)},
        }


def is_hiding(limit: int) -> bool:
    """Whether anybody is hidden under this limit."""
    return limit >= SMALLEST_LIMIT


def decide(
    frames: Sequence[pd.DataFrame],
    survey: Survey,
    edition: Edition | None,
    counts: AnswerCounts,
    merges: Merges = MappingProxyType({}),
) -> Decision:
    """The decision on the tables in some frames of estimates, taken once for all of them.

    merges: the groups that are counted with another, as the estimates have them already.

    Raises DataError, naming the sets, where hidden numbers stay narrow whatever is hidden with them.
    """
    limit = survey.publication.confidential_below
    if not is_hiding(limit):
        return Decision([np.full(len(frame), "", dtype=object) for frame in frames], Audit())
    ledger = ledger_of(frames, survey, edition, counts, merges)
    bases = [_undecided(each, ledger.sources, limit) for each in ledger.bases]
    audit, unsettled = _settle(bases, ledger)
    if unsettled:
        raise DataError(_said_of(set_labels(unsettled, frames, ledger.rows, survey)))
    rows = zip(frames, ledger.rows, strict=True)
    reasons = [
        np.where(
            is_counted_elsewhere(frame, merges, survey), CONFIDENTIAL, _reasons(frame, sets, bases, limit)
        )
        for frame, sets in rows
    ]
    return Decision(reasons, audit)


def _undecided(sets: BaseSets, sources: Sources, limit: int) -> HiddenSets:
    relations = relations_of(sets, sources)  # which adds to the sets
    relations += [Relation(*each, True, True) for each in overlap_bounds(sets, sources, limit)]
    relations += difference_relations(sets, sources, relations)
    return HiddenSets(sets, relations, limit, [sources.spelled(box) for box in sets.boxes])


def _settle(bases: Sequence[HiddenSets], ledger: Ledger) -> tuple[Audit, list[tuple[int, int]]]:
    """Complete, compare bases, audit, and again until nothing more has to be hidden; the sets that are still
    told then, as (base, place), none where it is settled."""
    rank, everyone = ranks_of([base.sets for base in bases]), everyone_of(bases, ledger.respondents)
    shared = SharedSets(bases, everyone)
    secrets = sum(base.is_few(place) for base in bases for place in range(len(base.hidden)))
    todo, narrow, tables = list(range(len(bases))), dict[int, list[int]](), 0
    unproven: dict[int, Sequence[int]] = {
        number: range(len(base.hidden)) for number, base in enumerate(bases)
    }
    for round_ in range(1, 3 * ROUNDS + 1):
        changed = _completed(bases, todo, rank, shared)
        for number in changed:  # hiding only widens: what is proven stays so
            unproven[number] = narrow_sets(bases[number], unproven[number])
        narrow = {number: list(unproven[number]) for number in changed if unproven[number]}
        if not narrow:
            show_unneeded(bases, shared)
            return Audit(secrets, round_, tables), []
        for number, places in narrow.items():
            if round_ > ROUNDS:
                tables += hide_tables(bases[number], places, all_of_them=round_ > 2 * ROUNDS)
                continue
            for place in places:
                widely = round_ >= WIDELY_FROM
                hide_smallest(bases[number], sets_to_hide(bases[number], place, widely), rank)
        todo = list(narrow)
    told = [
        (number, bases[number].sets.differences.get(place, place))
        for number, places in narrow.items()
        for place in places
    ]
    return Audit(secrets, 3 * ROUNDS, tables), told


def _completed(bases: Sequence[HiddenSets], todo: Sequence[int], rank: Rank, shared: SharedSets) -> list[int]:
    """Complete the bases `todo`, and every base in which a group is hidden as another base hides it; those
    completed, in order."""
    found: set[int] = set()
    while todo:
        found.update(todo)
        for number in todo:
            complete(bases[number], rank)
            shared.renew(number)
        todo = shared.hide_telling()
    return sorted(found)


def _said_of(labels: Iterable[str]) -> str:
    """What is said of a decision that is not settled; no number of respondents is in it."""
    return "\n  - ".join(
        [
            "confidentiality: nothing is published, as the number of respondents of these hidden groups "
            "follows from what would be shown, whatever else is hidden; count them with another group "
            "(`with`), group them (groups_of), or take a breakdown or a population out",
            *labels,
        ]
    )


def _reasons(frame: pd.DataFrame, rows: RowSets, bases: Sequence[HiddenSets], limit: int) -> np.ndarray:
    """Why each row is hidden."""
    few = [np.array([*map(base.is_few, range(len(base.hidden))), False]) for base in bases]
    hidden = [np.array([*base.hidden, False]) for base in bases]
    found = np.full(len(frame), "", dtype=object)
    for number in range(len(bases)):
        own = np.flatnonzero(rows.base == number)
        places = rows.place[own]
        found[own] = np.select([few[number][places], hidden[number][places]], list(SECRET), "")
    for row, told in rows.told.items():
        if found[row] == "" and any(bases[base].hidden[place] for base, place in told):
            found[row] = COMPLEMENTARY
    n = frame["n"].to_numpy(dtype=float)
    found[(n > 0) & (n < limit)] = CONFIDENTIAL
    return np.where(n == 0, "", found)
