"""Numbers that stand for no answer in a file that says nothing of them: -99, or 99 beside 1 to 5."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from analysis.drafting.cells.closed_answers import FEW_NUMBERS
from analysis.drafting.cells.column_profiles import Profile
from analysis.drafting.cells.number_forms import WHOLE_NUMBER, names_amount
from analysis.drafting.drafted_question import Drafted, Rival
from analysis.questionnaire.kinds import kind_of

OF_ABSENCE = re.compile(r"-(?:[789]|[6-9]{2}|9{3,5}|99[78])")
BELOW_GRADES, MOST_BELOW_GRADES = re.compile(r"-[1-6]"), 2
NOT_BELOW = re.compile(r"\d+([.,]\d+)*,?")
BELOW_ALL, MOST_BELOW_ALL = re.compile(r"-[1-9]"), 2
ABOVE = re.compile(r"9{1,4}[789]|8{2,4}|7{2,4}")
HIGHEST_GRADE, LEAST_MET = 20, 2
FAR = 2
"""Times the greatest other number that a code of absence is at least."""
Missing = Mapping[str, tuple[str, ...]]
"""Codes of absence by kind."""


def codes_below(profile: Profile) -> tuple[str, ...]:
    """Codes such as -99 that stand for no answer, where nothing else is below 0; none in other columns.

    So do -1 and -2 beside grades from 1 on, without the 0 that answers from -2 to 2 have.
    """
    others = [value for value in profile.values if not OF_ABSENCE.fullmatch(value)]
    grades = [value for value in others if not BELOW_GRADES.fullmatch(value)]
    if len(others) <= len(grades) + MOST_BELOW_GRADES and _are_grades(grades):
        others = grades
    if len(others) < 2 or not all(map(NOT_BELOW.fullmatch, others)):
        return ()
    return tuple(value for value in profile.values if value not in others)


def _are_grades(values: Sequence[str]) -> bool:
    """Whether they are few whole numbers from 1 on, more than those that may be below."""
    if not MOST_BELOW_GRADES < len(values) <= FEW_NUMBERS or not all(map(str.isdecimal, values)):
        return False
    return "1" in values and "0" not in values


def with_codes_below(question: Drafted, absent: tuple[str, ...]) -> Drafted:
    """The question with such codes as no answer, and a remark on them."""
    if kind_of(question).is_open:
        return question
    said = f"{', '.join(absent)} is read as no answer, as nothing else is below 0."
    return replace(
        question, missing=_with_missing(question.missing, absent), remarks=(*question.remarks, said)
    )


def codes_above(profile: Profile) -> tuple[str, ...]:
    """Codes such as 99 beside a few grades that end far below; none beside amounts."""
    absent = _far_above({value: float(value) for value in profile.values if WHOLE_NUMBER.fullmatch(value)})
    grades = [value for value in profile.values if value not in absent]
    if not absent or names_amount(profile.column) or not are_codes(profile):
        return ()
    return absent if len(grades) > 1 and all(0 <= int(grade) <= HIGHEST_GRADE for grade in grades) else ()


def are_codes(profile: Profile) -> bool:
    """Whether the values are a few whole numbers, met again and again."""
    whole = all(WHOLE_NUMBER.fullmatch(value) for value in profile.values)
    return whole and len(profile.values) <= FEW_NUMBERS and profile.answered >= 2 * len(profile.values)


def _far_above(numbers: Mapping[str, float]) -> tuple[str, ...]:
    """The numbers written as codes of absence are, each far above all others."""
    ordered = sorted(numbers, key=lambda value: numbers[value])
    for place in range(1, len(ordered)):
        greatest, above = numbers[ordered[place - 1]], ordered[place:]
        if numbers[above[0]] >= FAR * greatest > 0 and all(map(ABOVE.fullmatch, above)):
            return tuple(above)
    return ()


def _alone_below(numbers: Mapping[str, float]) -> tuple[str, ...]:
    """The one or two whole numbers that are below 0, beside many that are not."""
    below = tuple(value for value, number in numbers.items() if number < 0)
    others = len(numbers) - len(below)
    is_few = 0 < len(below) <= MOST_BELOW_ALL and others > FEW_NUMBERS
    return below if is_few and all(map(BELOW_ALL.fullmatch, below)) else ()


def with_codes_above(question: Drafted, absent: tuple[str, ...]) -> Drafted:
    """The question with such codes as no answer, or else as answers like the others."""
    if kind_of(question).is_open or question.rivals:
        return question
    as_answer = {"missing": question.missing, "codes": {**question.codes, **{code: code for code in absent}}}
    return replace(
        question,
        missing=_with_missing(question.missing, absent),
        rivals=(_no_answer(absent), Rival(f"{', '.join(absent)} as an answer", "codes", as_answer)),
    )


def numbers_apart(profile: Profile, numbers: Mapping[str, float], missing: Missing) -> tuple[Rival, ...]:
    """That a number met twice or more, as 999 beside ages or -1 below all hours, may be a code of absence
    beside those of `missing`; else it is a number."""
    absent = _far_above(numbers) or _alone_below(numbers)
    if sum(profile.values[value] for value in absent) < LEAST_MET:
        return ()
    return (
        Rival(f"{', '.join(absent)} as a number like the others", "no missing", {}),
        replace(_no_answer(absent), changes={"missing": _with_missing(missing, absent)}),
    )


def _no_answer(absent: Sequence[str]) -> Rival:
    listed = ", ".join(f'"{code}"' for code in absent)
    return Rival(
        f"{', '.join(absent)} as no answer, outside the base", f"missing = {{ no_answer = [{listed}] }}", {}
    )


def _with_missing(missing: Missing, absent: Sequence[str]) -> Missing:
    """The codes of absence by kind, with others of no answer."""
    return {**missing, "no_answer": (*missing.get("no_answer", ()), *absent)}
