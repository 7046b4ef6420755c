"""Several answers in numbered columns, one code in each: ACT_1, ACT_2, as Sphinx and SPSS write them."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pandas as pd

from analysis.drafting.cells.column_profiles import Profile, natural_order
from analysis.drafting.drafted_question import Drafted
from analysis.drafting.grouping.grids import question_shared
from analysis.questionnaire.kinds.cells import texts_of

NUMBERED = re.compile(r"(?P<stem>.*[^\W\d])[\s_.(\[-]*(?P<rank>\d{1,2})[\])]?")
MOST_CODES = 60
LEAST_PAIRS = 3
"""Pairs of answers met in one order, from which that order is the questionnaire's and no respondent's."""


def code_columns(profiles: Sequence[Profile], answers: pd.DataFrame) -> dict[tuple[str, ...], Drafted]:
    """The multiple questions whose columns each hold one code of the same list, by these columns.

    The columns are filled one after the other, and the codes stand in one order in every row: a ranking has
    its own in each. Columns of a grid have answers in the later ones without the earlier.
    """
    found = {}
    for stem, columns in _numbered(profiles).items():
        rows = [
            _filled(row) for row in zip(*(texts_of(answers[each.column]) for each in columns), strict=True)
        ]
        if (
            _ask_one_question(columns)
            and _share_codes(columns)
            and None not in rows
            and _in_one_order([row for row in rows if row])
        ):
            names = tuple(each.column for each in columns)
            codes = sorted({value for each in columns for value in each.values}, key=natural_order)
            said = "Each column holds one code of the same list, filled one after the other, in its order."
            found[names] = Drafted(
                stem, "multiple", stem, codes={code: code for code in codes}, sets=names, remarks=(said,)
            )
    return found


def _numbered(profiles: Sequence[Profile]) -> dict[str, list[Profile]]:
    """Neighbours that one stem and 1, 2, 3 … name."""
    found: dict[str, list[Profile]] = {}
    for profile in profiles:
        match = NUMBERED.fullmatch(profile.column)
        if match and int(match["rank"]) == len(found.get(match["stem"], ())) + 1:
            found.setdefault(match["stem"], []).append(profile)
    return {stem: columns for stem, columns in found.items() if len(columns) > 1}


def _ask_one_question(columns: Sequence[Profile]) -> bool:
    """Whether no further heading row words the columns as questions that share no beginning."""
    worded = [each.wording.question for each in columns if each.wording.question]
    return len({*worded}) < 2 or question_shared(worded) is not None


def _share_codes(columns: Sequence[Profile]) -> bool:
    """Whether few codes are met, one at least of each column in another, and fewer rows have each further
    one."""
    met = [{*each.values} for each in columns]
    everything = set[str]().union(*met)
    elsewhere = [set[str]().union(*(met[:place] + met[place + 1 :])) for place in range(len(met))]
    are_alike = all(own & others for own, others in zip(met, elsewhere, strict=True))
    answered = [each.answered for each in columns]
    are_fewer = answered == sorted(answered, reverse=True) and answered[-1] < answered[0]
    return (
        are_alike and are_fewer and 2 < len(everything) <= MOST_CODES and answered[0] >= 2 * len(everything)
    )


def _filled(row: tuple[str, ...]) -> tuple[str, ...] | None:
    """The answers of a row; None where a blank stands before one, or one is met twice."""
    said = tuple(cell for cell in row if cell)
    is_packed = row[: len(said)] == said
    return said if is_packed and len({*said}) == len(said) else None


def _in_one_order(rows: Sequence[tuple[str, ...] | None]) -> bool:
    pairs = {(one, two) for row in rows if row for place, one in enumerate(row) for two in row[place + 1 :]}
    return len(pairs) >= LEAST_PAIRS and not any((two, one) in pairs for one, two in pairs)
