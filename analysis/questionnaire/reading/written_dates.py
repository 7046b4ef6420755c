"""Dates as people and files write them, with months in French or English and the zone of their clock."""

from __future__ import annotations

import re
import unicodedata

import numpy as np
import pandas as pd

ISO_DATE = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[T ][0-9:.,]*)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?")
ZONE = re.compile(
    r"(?:(?<=[0-9 ])Z|\s+\(?(?:UTC|GMT)(?:\s*[+-]\d{1,2}(?::?\d\d)?)?\)?(?:\s*\([^()]*\))?|"
    r"(?<=:\d\d)\s*[+-]\d\d:?\d\d|(?<=\d|[Mm])\s+(?!AM\b|PM\b)[A-Z]{3,5})$"
)
"""UTC, GMT+1, +02:00 or CET at the end of a time: the day is that of the respondent's clock."""
MONTHS = (
    ("janvier", "janv", "jan", "january"),
    ("fevrier", "fevr", "fev", "feb", "february"),
    ("mars", "mar", "march"),
    ("avril", "avr", "apr", "april"),
    ("mai", "may"),
    ("juin", "jun", "june"),
    ("juillet", "juil", "jul", "july"),
    ("aout", "aug", "august"),
    ("septembre", "sept", "sep", "september"),
    ("octobre", "oct", "october"),
    ("novembre", "nov", "november"),
    ("decembre", "dec", "december"),
)
NUMBER_OF_MONTH = {word: f"{rank:02}" for rank, words in enumerate(MONTHS, start=1) for word in words}
DAY_OF_WEEK = re.compile(
    r"^(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lun|mer|jeu|ven|sam|dim|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tue|wed|thu|fri|sat|sun)[.,]*\s+",
    re.IGNORECASE,
)
FIRST = re.compile(r"(?<=\d)(?:er|st|nd|rd|th)\b", re.IGNORECASE)
WORD = re.compile(r"[^\W\d_]{3,}\.?")
STORED_NUMBERS = {"excel": ("D", "1899-12-30"), "unix": ("s", "1970-01-01")}
"""Dates that a program stores as numbers: the name of the form, the unit that is counted, and since when."""
UNBROKEN = re.compile("[\u00a0\u202f]")
SECONDS_OF_DAY = 86_400
FAR_OFF = 1e10
"""Seconds, some three centuries, beyond which a number counts no day of a survey."""
OF_MONTH = re.compile("%[Bb]")


def dates_in(written: pd.Series, date_format: str | None) -> pd.Series:
    """The day written in each text, NaT where there is none.

    A cell that a spreadsheet stores as a date arrives in ISO, whatever the format of what was typed.
    """
    # The day on the respondent's clock: an offset from universal time must not move it.
    bare = written.str.replace(UNBROKEN, " ", regex=True).str.replace(ZONE, "", regex=True)
    of_iso = bare.str.extract(f"^{ISO_DATE.pattern}$", expand=False)
    stored = pd.to_datetime(of_iso, format="%Y-%m-%d", errors="coerce")
    if date_format is None:
        return stored
    if OF_MONTH.search(date_format):
        bare = bare.map(month_as_number, na_action="ignore")
        date_format = OF_MONTH.sub("%m", date_format)
    if date_format in STORED_NUMBERS:
        return _counted(bare, *STORED_NUMBERS[date_format]).fillna(stored)
    typed = pd.to_datetime(bare.str.removeprefix("le "), format=date_format, errors="coerce")
    return typed if date_format.startswith("%Y-") else typed.fillna(stored)


def _counted(written: pd.Series, unit: str, since: str) -> pd.Series:
    """The days that numbers of `unit` after a day are."""
    numbers = pd.to_numeric(written, errors="coerce").to_numpy(dtype=float)
    seconds = np.floor(numbers * (SECONDS_OF_DAY if unit == "D" else 1))
    is_moment = np.abs(seconds) < FAR_OFF
    days = np.datetime64(since, "s") + np.where(is_moment, seconds, 0).astype("timedelta64[s]")
    dated: pd.Series = pd.Series(days, index=written.index).dt.normalize()
    return dated.where(is_moment)


def month_as_number(text: str) -> str:
    """The text with the number of a month for its name, without the day of the week: 1 03 2024."""
    bare = FIRST.sub("", DAY_OF_WEEK.sub("", text.strip()))
    return WORD.sub(lambda word: NUMBER_OF_MONTH.get(_plain(word[0]), word[0]), bare)


def has_month(text: str) -> bool:
    """Whether a month is written out in the text."""
    return any(_plain(word) in NUMBER_OF_MONTH for word in WORD.findall(text))


def _plain(word: str) -> str:
    letters = unicodedata.normalize("NFKD", word.rstrip(".")).casefold()
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
