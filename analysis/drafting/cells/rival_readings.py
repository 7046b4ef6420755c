"""Rival readings of a column, the one taken first: typed or a list, a blank that counts or does not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from analysis.drafting.drafted_question import Drafted, Rival

NOT_TICKED = Rival(
    "a blank is not ticked, for everyone", 'empty = "not_ticked"', {"blank_is_not_ticked": True}
)
NO_ANSWER = Rival(
    "a blank is no answer, outside the base", 'empty = "no_answer"', {"blank_is_not_ticked": False}
)
TYPED = Rival("as words that respondents typed", 'type = "text"', {})
NUMBER = Rival("as a number", 'type = "numeric"', {})


def blanks_not_ticked(remarks: Sequence[str]) -> tuple[Rival, ...]:
    """A blank is not ticked, or else no answer; `remarks` stay true of both."""
    return NOT_TICKED, _remarked(NO_ANSWER, remarks)


def blanks_without_answer(remarks: Sequence[str]) -> tuple[Rival, ...]:
    """A blank is no answer, or else not ticked; `remarks` stay true of both."""
    return NO_ANSWER, _remarked(NOT_TICKED, remarks)


def perhaps_list(taken: Rival, listed: Drafted) -> tuple[Rival, ...]:
    """The reading that is taken, or else one answer of a list."""
    changes: Mapping[str, Any] = {
        "type": listed.type,
        "codes": listed.codes,
        "asides": listed.asides,
        "is_ordered": listed.is_ordered,
        "aside": listed.aside,
        "is_year": False,
        "remarks": listed.remarks,
    }
    said = f"as one answer of a list of {len(listed.codes)}"
    return taken, Rival(said, f'type = "{listed.type}" and its codes', changes)


def date_forms(formats: Sequence[str]) -> tuple[Rival, ...]:
    """The forms that all dates of a column fit, where there are several."""
    rivals = [
        Rival(f"dates as {form}", f'date_format = "{form}"', {"date_format": form, "remarks": ()})
        for form in formats
    ]
    return tuple(rivals) if len(rivals) > 1 else ()


def _remarked(rival: Rival, remarks: Sequence[str]) -> Rival:
    return Rival(rival.said, rival.keys, {**rival.changes, "remarks": tuple(remarks)})
