"""A question from what its column holds, for files that say nothing of their columns."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pandas as pd

from analysis.drafting.cells.column_profiles import (
    ISO_DATE,
    Profile,
    absence_meant,
    absences_by_kind,
    are_sentences,
    is_typed,
)
from analysis.drafting.cells.several_answers import delimited
from analysis.drafting.drafted_question import Drafted, some
from analysis.etl.personal_data import personal_kind
from analysis.faults import several
from analysis.questionnaire.reading.written_numbers import number_of

NEARLY_ALL = 0.9
"""Share of a column's answers that decides its kind; the others are faults of typing."""
FEW_NUMBERS = 12
FEW_TEXTS = 30
FEW_SHORT_CODES = 120
LONGEST_ANSWER = 150
CLOSED_PERHAPS = 'Read as typed by respondents. If it is a closed question, write type = "single" and codes.'
NOBODY = "nobody in this file"
FIRST_YEAR, LAST_YEAR = 1900, 2100
DATE_FORMATS = tuple(
    f"{day}{time}"
    for day in ("%d/%m/%Y", "%m/%d/%Y", "%Y/%m/%d", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%y", "%m/%d/%y")
    for time in ("", " %H:%M", " %H:%M:%S")
)
LENGTH_OF_DAY = len("2024-03-31")
TYPED_DATE = re.compile(r"\d+[-/.]\d+[-/.]\d")
WHOLE_NUMBER = re.compile(r"0|-?[1-9]\d*")
LEADING_ZERO = re.compile(r"0\d+")
SPREADSHEET_DATE = re.compile(r"\d\d?-[A-Z][a-z]{2}")


def from_content(profile: Profile, decimal: str) -> Drafted:
    """The question that the column's values look like: date, multiple, numeric, single or else text."""
    return (
        _date(profile)
        or delimited(profile)
        or _numeric(profile, decimal)
        or _single(profile)
        or text_question(profile)
    )


def text_question(profile: Profile) -> Drafted:
    """A text question; a remark where its few words might be the answers to a closed one."""
    distinct = len(profile.values)
    is_doubtful = profile.answered >= 2 * distinct and distinct <= FEW_TEXTS and are_sentences(profile.values)
    remarks = (CLOSED_PERHAPS,) if is_doubtful else ()
    return Drafted(profile.column, "text", profile.text, profile.column, remarks=remarks)


def _date(profile: Profile) -> Drafted | None:
    """A date where nine values in ten are, stored as dates or typed in one way."""
    dates, formats = _dates_among(list(profile.values))
    if not dates or sum(profile.values[value] for value in dates) < NEARLY_ALL * profile.answered:
        return None
    odd = [value for value in profile.values if value not in dates]
    remarks = [f"The dates also fit {other}: choose." for other in formats[1:]]
    remarks += _not_fitting("dates", odd)
    written = formats[0] if formats else ""
    question = Drafted(profile.column, "date", profile.text, profile.column, date_format=written)
    return replace(question, remarks=tuple(remarks))


def _not_fitting(kind: str, odd: list[str]) -> list[str]:
    """How many values are none of the kind; not which, as definitions are shared and may not hold names."""
    if not odd:
        return []
    return [f"Not {kind}, and so listed in problems.csv by build: {several(len(odd), 'value')}"]


def _dates_among(values: list[str]) -> tuple[set[str], list[str]]:
    """The values that are dates, and the formats that most typed ones fit; the first of these is taken."""
    iso = [value for value in values if ISO_DATE.fullmatch(value)]
    days = _fitting([value[:LENGTH_OF_DAY] for value in iso], "%Y-%m-%d")
    stored = {value for value in iso if value[:LENGTH_OF_DAY] in days}
    typed = [value for value in values if TYPED_DATE.match(value) and value not in stored]
    fits = {written: _fitting(typed, written) for written in DATE_FORMATS} if typed else {}
    most = max(map(len, fits.values()), default=0)
    formats = [written for written, fitting in fits.items() if len(fitting) == most > 0]
    return stored | (fits[formats[0]] if formats else set()), formats


def _fitting(values: list[str], written: str) -> set[str]:
    """The values that are dates written so."""
    dates = pd.to_datetime(pd.Series(values, dtype="object"), format=written, errors="coerce")
    return {value for value, is_date in zip(values, dates.notna(), strict=True) if is_date}


def _numeric(profile: Profile, decimal: str) -> Drafted | None:
    """A number where nine values in ten are; codes with leading zeros and few whole numbers are none."""
    found = {value: number_of(value, decimal) for value in profile.values}
    words = [value for value, number in found.items() if np.isnan(number)]
    absent = absences_by_kind({word: word for word in words if absence_meant(word)})
    odd = [word for word in words if not absence_meant(word)]
    written = replace(profile, values={v: n for v, n in profile.values.items() if v not in words})
    few = written.answered < NEARLY_ALL * (written.answered + sum(profile.values[word] for word in odd))
    if not written.values or few or any(map(LEADING_ZERO.fullmatch, profile.values)):
        return None
    if not odd and are_codes(written):
        return None
    numbers = [number for number in found.values() if not np.isnan(number)]
    question = number_question(profile, numbers)
    remarks = (*question.remarks, *_not_fitting("numbers", odd))
    return replace(question, missing=absent, remarks=remarks)


def number_question(profile: Profile, found: list[float]) -> Drafted:
    """A numeric question with the range of the numbers found, and whether they are years."""
    return Drafted(
        profile.column,
        "numeric",
        profile.text,
        profile.column,
        is_year=_are_years(found),
        remarks=(_range_remark(found),) if found else (),
    )


def _are_years(found: list[float]) -> bool:
    """Whether nine whole numbers in ten are of 1900 to 2100: a wrong year or an age may be among them."""
    within = sum(FIRST_YEAR <= number <= LAST_YEAR for number in found)
    return bool(found) and all(number.is_integer() for number in found) and within >= NEARLY_ALL * len(found)


def are_codes(profile: Profile) -> bool:
    """Whether the values are a few whole numbers, met again and again."""
    whole = all(WHOLE_NUMBER.fullmatch(value) for value in profile.values)
    return whole and len(profile.values) <= FEW_NUMBERS and profile.answered >= 2 * len(profile.values)


def _range_remark(found: list[float]) -> str:
    low, high = min(found), max(found)
    return f"The file goes from {low:g} to {high:g}; write min and max to have what is outside reported."


def _single(profile: Profile) -> Drafted | None:
    return single_of_values(profile) if is_closed(profile) else None


def is_closed(profile: Profile) -> bool:
    """Whether few distinct values are met again and again, as the answers to a closed question are.

    First names are met again and again too, and are no answers that a definition lists.
    """
    distinct, longest = len(profile.values), max(map(len, profile.values), default=0)
    if longest > LONGEST_ANSWER or is_typed(profile.values):
        return False
    if personal_kind((profile.column, profile.text), list(profile.values)):
        return False
    if distinct <= FEW_NUMBERS:
        return profile.answered >= 2 * distinct
    limit = FEW_SHORT_CODES if longest <= 5 else FEW_TEXTS
    return distinct <= limit and profile.answered >= 5 * distinct


def single_of_values(profile: Profile) -> Drafted:
    """A single question whose answers are the values met, each with itself as its label.

    Where the file lists few categories, their order and those that nobody has are kept.
    """
    are_answers = set(profile.values) <= set(profile.categories) and len(profile.categories) <= FEW_TEXTS
    answers = profile.categories if are_answers else tuple(profile.values)
    turned = [value for value in profile.values if SPREADSHEET_DATE.fullmatch(value)]
    remark = (
        f"{some(turned)}: perhaps ranges such as 1-5 that a spreadsheet turned to dates; [recode] in "
        "edition.toml gives them back."
    )
    return Drafted(
        profile.column,
        "single",
        profile.text,
        profile.column,
        codes={value: value for value in answers if value},
        asides={value: absence_aside(value) if value in profile.values else NOBODY for value in answers},
        remarks=(remark,) if turned else (),
    )


def absence_aside(label: str) -> str:
    """What to say of an answer whose label sounds like none; nothing of others."""
    kind = absence_meant(label)
    return f"an answer here; under `missing` as {kind} it would leave the base" if kind else ""
