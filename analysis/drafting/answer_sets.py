"""A multiple-response set of an SPSS file as one question: columns of ticks, or columns of codes."""

from __future__ import annotations

from analysis.drafting.absences import absences_by_kind
from analysis.drafting.described import absent_codes
from analysis.drafting.drafted import Drafted, some
from analysis.drafting.names import distinct
from analysis.drafting.profiles import Profile, natural_order
from analysis.etl import AnswerSet


def of_answer_set(answer_set: AnswerSet, members: list[Profile]) -> Drafted:
    """The question that a multiple-response set is; one column alone of a category set is a column."""
    if answer_set.counted is not None:
        return _of_ticks(answer_set, members)
    return _of_codes(answer_set, members)


def _of_codes(answer_set: AnswerSet, members: list[Profile]) -> Drafted:
    """The multiple question of a category set: every column holds one code of the same list."""
    absent = {code: label for profile in members for code, label in absent_codes(profile).items()}
    met = {value: value for profile in members for value in profile.values}
    labels = {code: label for profile in members for code, label in profile.described.codes.items()}
    codes = {code: label or code for code, label in {**met, **labels}.items() if code not in absent}
    return Drafted(
        answer_set.name,
        "multiple",
        answer_set.label,
        codes={code: codes[code] for code in sorted(codes, key=natural_order)},
        sets=tuple(profile.column for profile in members),
        missing=absences_by_kind(absent),
        remarks=(
            f"Multiple-response set {answer_set.name} of the file: each column holds one code "
            f"({some([profile.text for profile in members])}).",
        ),
    )


def _of_ticks(answer_set: AnswerSet, members: list[Profile]) -> Drafted:
    """The multiple question of a multiple-response set with a counted value."""
    absent: dict[str, str] = {}
    for profile in members:
        absent |= absent_codes(profile)
    met = dict.fromkeys(value for profile in members for value in (*profile.values, *profile.described.codes))
    counted = answer_set.counted or "1"
    not_ticked = tuple(value for value in met if value != counted and value not in absent)
    codes = {distinct(profile.column, ["status"]): profile for profile in members}
    blank = "Blank counts as not ticked, for every respondent: the set knows one value only."
    return Drafted(
        answer_set.name,
        "multiple",
        answer_set.label,
        codes={code: profile.text for code, profile in codes.items()},
        columns={code: profile.column for code, profile in codes.items()},
        missing=absences_by_kind(absent),
        ticked=(counted,),
        not_ticked=not_ticked,
        blank_is_not_ticked=not not_ticked,
        remarks=(f"Multiple-response set {answer_set.name} of the file.", *([] if not_ticked else [blank])),
    )
