"""The ways in which the dates of a column are written, the likeliest first."""

from __future__ import annotations

import re
from itertools import product

import pandas as pd

from analysis.questionnaire.reading.written_dates import ISO_DATE, ZONE, dates_in, has_month

DAYS = (
    *("%d/%m/%Y", "%m/%d/%Y", "%Y/%m/%d", "%d-%m-%Y", "%m-%d-%Y", "%d.%m.%Y"),
    *("%d/%m/%y", "%m/%d/%y", "%d.%m.%y", "%d-%m-%y"),
)
TIMES = (
    "",
    " %H:%M",
    " %H:%M:%S",
    " %I:%M %p",
    " %I:%M:%S %p",
    " %I:%M%p",
    " - %H:%M",
    " à %H:%M",
    ", %H:%M",
    ", %H:%M:%S",
    ", %I:%M %p",
    ", %I:%M:%S %p",
    " %Hh%M",
    " à %Hh%M",
)
MONTHS = ("%d %B %Y", "%d-%b-%Y", "%B %d, %Y", "%B %d %Y", "%d-%b-%y", "%d %b %y")
OF_MONTHS = ("%m/%Y", "%B %Y")
OF_ISO = tuple(f"%Y-%m-%d{time}" for time in (" %I:%M %p", " %I:%M:%S %p", " %I:%M%p"))
NUMBERED = (*(f"{day}{time}" for day, time in product(DAYS, TIMES)), *OF_ISO)
WORDED = tuple(f"{day}{time}" for day, time in product((*MONTHS, OF_MONTHS[1]), TIMES))
TYPED = re.compile(r"(?:le )?\d+[-/.]\d+[-/.]\d")
COMPACT = re.compile(r"(19|20)\d{6}(T\d{4}(\d\d)?)?|\d{4}(19|20)\d\d")
OF_COMPACT = ("%Y%m%d", "%d%m%Y", "%Y%m%dT%H%M%S", "%Y%m%dT%H%M")
COUNTED = {
    "excel": re.compile(r"[2-5]\d{4}([.,]\d+)?"),
    "unix": re.compile(r"1[0-9]\d{8}(\.\d+)?"),
}
"""Days from 1954 to 2064 as spreadsheets store them, seconds from 2001 to 2033."""
MONTH_AND_YEAR = re.compile(r"(0?[1-9]|1[0-2])/(19|20)\d\d")
HAS_DIGIT = re.compile(r"\d")
SAMPLE = 40
"""Values on which every form is tried, before those that fit some of them are tried on all."""


def dates_among(values: list[str], is_dated: bool = False) -> tuple[set[str], list[str]]:
    """The values that are dates, and the formats that most typed ones fit; the first of these is taken.

    Days or seconds that a program counts are dates where the heading says so, `is_dated`.
    """
    stored = _fitting(values, None) if any(map(ISO_DATE.match, values)) else set()
    typed = [value for value in values if value not in stored]
    forms = _forms(typed) or (_counted(typed) if is_dated else ())
    tried = [form for form in forms if _fitting(typed[:SAMPLE], form)]
    fits = {form: _fitting(typed, form) for form in tried}
    most = max(map(len, fits.values()), default=0)
    formats = [form for form, fitting in fits.items() if len(fitting) == most > 0]
    return stored | (fits[formats[0]] if formats else set()), formats


def _forms(typed: list[str]) -> tuple[str, ...]:
    """The formats that the values may have, by what most of them look like."""
    most = max(1, len(typed) // 2)
    if sum(map(bool, map(TYPED.match, typed))) >= most:
        with_words = any(map(has_month, typed[:SAMPLE]))
        return (*NUMBERED, *(WORDED if with_words else ()))
    if sum(map(bool, map(COMPACT.fullmatch, typed))) >= most:
        return OF_COMPACT
    are_worded = any(map(has_month, typed[:SAMPLE])) and all(map(HAS_DIGIT.search, typed))
    if are_worded and sum(map(has_month, typed)) >= most:
        return WORDED
    return OF_MONTHS[:1] if typed and sum(map(bool, map(MONTH_AND_YEAR.fullmatch, typed))) >= most else ()


def _counted(typed: list[str]) -> tuple[str, ...]:
    """The name under which a program counts the days or seconds that all values are; none where they are
    not."""
    return next(
        ((name,) for name, pattern in COUNTED.items() if typed and all(map(pattern.fullmatch, typed))), ()
    )


def _fitting(values: list[str], written: str | None) -> set[str]:
    """The values that are dates written so."""
    dates = dates_in(pd.Series(values, dtype="object"), written)
    return {value for value, is_date in zip(values, dates.notna(), strict=True) if is_date}


def in_zone(values: list[str]) -> bool:
    """Whether times are followed by the name of a zone, or by their distance from universal time."""
    return any(map(ZONE.search, values[:SAMPLE]))
