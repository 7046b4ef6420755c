"""What confidentiality hides of an edition, what that costs, and what would show more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from analysis.indicators.disclosure.decision import COMPLEMENTARY, CONFIDENTIAL, Audit, Decision
from analysis.indicators.disclosure.merging import has_other_names, sizes_together
from analysis.indicators.disclosure.set_labels import breakdown_label
from analysis.indicators.published_tables import EstimatedTables, decided
from analysis.questionnaire import Question, Survey
from analysis.questionnaire.fixed_words import Merges
from analysis.questionnaire.kinds import kind_of
from analysis.results.schema import WHOLE
from analysis.sources.received import DataError

KEYS = ["indicator", "item", "breakdown", "group"]


@dataclass(frozen=True)
class TableAccount:
    """The figures of a breakdown, or of the whole sample: all, those hidden by the rule itself, and those
    hidden besides, from which those would follow."""

    breakdown: str
    label: str
    figures: int
    by_the_rule: int
    besides: int


@dataclass(frozen=True)
class WayOut:
    """A change of the definitions, how many figures more would be shown with it, and how many of those shown
    would be gone."""

    change: str
    freed: int
    lost: int = 0


@dataclass(frozen=True)
class Account:
    """What is hidden of an edition. counted_with: variable -> code -> the code it is counted with; ways: the
    changes that show more, the best first."""

    limit: int
    tables: Sequence[TableAccount]
    counted_with: Merges
    ways: Sequence[WayOut]
    audit: Audit


def account_of(tables: EstimatedTables) -> Account:
    """The account of an edition's tables. Raises DataError where the decision cannot be settled."""
    decision = decided(tables)
    found = [
        _table(name, rows, tables.survey)
        for name, rows in _rows(tables, decision).groupby("breakdown", sort=False)
    ]
    ways = sorted(_ways(tables, decision), key=lambda way: -way.freed)
    limit = tables.survey.publication.confidential_below
    return Account(limit, found, tables.merges, [way for way in ways if way.freed > 0], decision.audit)


def _rows(tables: EstimatedTables, decision: Decision) -> pd.DataFrame:
    """Each figure once, with why it is hidden; those of nobody are none."""
    parts = zip(tables.frames, decision.reasons, strict=True)
    rows = pd.concat([frame[[*KEYS, "n"]].assign(reason=reasons) for frame, reasons in parts])
    return rows[rows["n"] > 0].drop_duplicates(KEYS)


def _table(breakdown: object, rows: pd.DataFrame, survey: Survey) -> TableAccount:
    name = str(breakdown)
    label = "whole sample" if name == WHOLE else breakdown_label(name, survey)
    few, besides = (int((rows["reason"] == reason).sum()) for reason in (CONFIDENTIAL, COMPLEMENTARY))
    return TableAccount(name, label, len(rows), few, besides)


def _ways(tables: EstimatedTables, decision: Decision) -> Iterator[WayOut]:
    """What was tried, with what it frees: groups of few counted with a neighbour, then each breakdown taken
    out."""
    rows = _rows(tables, decision)
    shown, hidden = rows[rows["reason"] == ""], rows[rows["reason"] != ""]
    for breakdown in hidden["breakdown"].unique():
        if breakdown == WHOLE:
            continue
        label = breakdown_label(breakdown, tables.survey)
        of_few = (hidden["breakdown"] == breakdown) & (hidden["reason"] == CONFIDENTIAL)
        merged = _with_neighbours(tables, breakdown, hidden.loc[of_few, "group"].unique().tolist())
        if merged:
            freed = _shown(_counted(tables, breakdown, merged)) - len(shown)
            yield WayOut(f"{label}: {_said(merged)}", freed)
        own = int((shown["breakdown"] == breakdown).sum())
        freed = _shown(_without(tables, breakdown)) - (len(shown) - own)
        yield WayOut(f"{label}: without this breakdown", freed, own)


def _said(merged: Mapping[str, str]) -> str:
    return ", ".join(f'codes.{code} with = "{other}"' for code, other in merged.items())


def _shown(tables: EstimatedTables) -> int:
    """How many figures the tables would show; none where that cannot be settled."""
    try:
        return int((_rows(tables, decided(tables))["reason"] == "").sum())
    except DataError:
        return 0


def _with_neighbours(tables: EstimatedTables, breakdown: str, few: Sequence[str]) -> dict[str, str]:
    """Each group of few, and the one that it could be counted with: the smaller of those beside it in an
    order, else the smallest of the others. None where the survey tells them apart elsewhere, or of places.
    """
    survey, question = tables.survey, tables.survey.questions[breakdown]
    sizes = tables.counts.of.get((None, breakdown))
    if sizes is None or breakdown in survey.territories or kind_of(question).takes_several:
        return {}
    found: dict[str, str] = {}
    for code in sorted(few, key=lambda code: sizes[code]):
        near = [other for other in _beside(question, code) if sizes[other] and other not in found]
        if near and code not in found.values():
            found[code] = min(near, key=lambda other: sizes[other])
    told = has_other_names({*found, *found.values()}, question, survey)
    return {} if told else found


def _beside(question: Question, code: str) -> list[str]:
    codes = list(question.codes)
    at = codes.index(code)
    before, after = codes[:at], codes[at + 1 :]
    return before[-1:] + after[:1] if question.is_in_order else before + after


def _without(tables: EstimatedTables, breakdown: str) -> EstimatedTables:
    frames = [
        frame[(frame["breakdown"] != breakdown).to_numpy()].reset_index(drop=True) for frame in tables.frames
    ]
    return replace(tables, frames=frames)


def _counted(tables: EstimatedTables, breakdown: str, merged: Mapping[str, str]) -> EstimatedTables:
    """The tables with some groups of a breakdown counted with others; of each figure n alone is right."""
    before = tables.merges.get(breakdown, {})
    both = {**{code: merged.get(other, other) for code, other in before.items()}, **merged}
    together = sizes_together(tables.counts.of[None, breakdown], merged)
    counts = replace(tables.counts, of={**tables.counts.of, (None, breakdown): together})
    frames = [_of_groups(frame, breakdown, merged) for frame in tables.frames]
    return replace(tables, frames=frames, counts=counts, merges={**tables.merges, breakdown: both})


def _of_groups(frame: pd.DataFrame, breakdown: str, merged: Mapping[str, str]) -> pd.DataFrame:
    of = (frame["breakdown"] == breakdown).to_numpy()
    rows = frame[of]
    into = rows["group"].replace(dict(merged))
    n = rows["n"].groupby([rows["indicator"], rows["item"], into], sort=False, observed=True).transform("sum")
    found = frame["n"].to_numpy(dtype=float).copy()
    found[of] = np.where(rows["group"].isin(list(merged)), 0, n)
    return frame.assign(n=found)
