"""Numbers as people and files write them: thousands apart, with a unit, as a time that something took."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from analysis.questionnaire.fixed_words import DurationUnit, ThousandsMark

WHOLE = r"[+-]?(?:[0-9]{1,3}(?:[ \u00a0\u202f][0-9]{3})+|[0-9]*)"
EXPONENT = r"(?:[eE][+-]?[0-9]+)?"
NUMBERS = {
    ".": re.compile(rf"(?=[+-]?\.?[0-9]){WHOLE}(?:\.[0-9]*)?{EXPONENT}", re.ASCII),
    ",": re.compile(
        rf"(?=[+-]?[.,]?[0-9])(?:{WHOLE}(?:[.,][0-9]*)?{EXPONENT}|[+-]?[0-9]{{1,3}}(?:\.[0-9]{{3}})+,[0-9]*)",
        re.ASCII,
    ),
}
PLAIN_NUMBER = r"^-?[0-9]{1,15}(?:\.[0-9]{1,15})?$"
SPACES = "\u00a0\u202f"
SECONDS_IN: dict[DurationUnit, float] = {"seconds": 1, "minutes": 60, "hours": 3600, "days": 86400}
CLOCK = re.compile(
    r"(?:(?P<days>\d+) (?:days?|jours?),? *)?(?P<hours>\d+):(?P<minutes>[0-5]?\d)"
    r"(?::(?P<seconds>[0-5]?\d(?:[.,]\d+)?))?",
    re.ASCII,
)
IN_WORDS = re.compile(
    r"(?=.*[a-z])(?:(?P<days>\d+) *(?:j|jours?|d|days?)\b,? *)?"
    r"(?:(?P<hours>\d+) *(?:heures?|hours?|hr?s?) *)?"
    r"(?:(?P<minutes>\d+) *(?:minutes?|mins?|mn|m|(?<=h\d)|(?<=h\d\d))\.? *)?"
    r"(?:(?P<seconds>\d+(?:[.,]\d+)?) *(?:secondes?|seconds?|secs?|s)\.?)?",
    re.ASCII,
)
IN_ISO = re.compile(
    r"P(?=.*\d)(?:(?P<days>\d+)D)?(?:T(?:(?P<hours>\d+)H)?(?:(?P<minutes>\d+)M)?"
    r"(?:(?P<seconds>\d+(?:[.,]\d+)?)S)?)?",
    re.ASCII,
)
"""A duration as ISO 8601 writes it: PT1H30M."""
IN_BRACKETS, AFTER = re.compile(r"\((.+)\)"), re.compile(r"(\d.*)-")
"""Numbers below 0 as accountants write them: (52), 52-."""


@dataclass(frozen=True)
class NumberForm:
    """How the cells of a question write numbers, beyond what is understood anywhere.

    `thousands` stands between groups of three digits; `affixes` stand before or after a number (€, %, /10);
    `duration` is the unit in which times such as 1:30:00 or 1h30 are counted.
    """

    thousands: ThousandsMark | None = None
    affixes: tuple[str, ...] = ()
    duration: DurationUnit | None = None


PLAIN = NumberForm()


def numbers_in(texts: list[str], decimals: list[str], form: NumberForm = PLAIN) -> np.ndarray:
    """The number written in each text (texts,), NaN where there is none; plain ones are read all at once."""
    written = pa.array(texts, pa.string())
    is_plain = pc.match_substring_regex(written, PLAIN_NUMBER)
    if form.thousands == ".":
        is_plain = pc.and_(is_plain, pc.invert(pc.match_substring(written, ".")))
    numbers = np.full(len(texts), np.nan)
    where = np.asarray(is_plain)
    numbers[where] = np.asarray(written.filter(is_plain).cast(pa.float64()))
    for place in np.flatnonzero(~where):
        numbers[place] = number_written(texts[place], decimals[place], form)
    return numbers


def number_written(text: str, decimal: str, form: NumberForm) -> float:
    """The number written in `text` in a form of its own, NaN where there is none."""
    bare = without_affixes(text, form.affixes)
    if form.duration:
        seconds = _seconds(bare)
        if seconds is not None:
            return seconds / SECONDS_IN[form.duration]
    if form.thousands == "'":
        bare = bare.replace("\u2019", "'")
    if form.thousands:
        bare, decimal = _without_thousands(bare, decimal, form.thousands)
    return number_of(bare, decimal)


def without_affixes(text: str, affixes: tuple[str, ...]) -> str:
    """The text without what stands before or after its number; capitals make no difference."""
    bare = text.strip()
    for affix in affixes:
        if bare.casefold().endswith(affix.casefold()):
            bare = bare[: len(bare) - len(affix)].rstrip(f" {SPACES}")
        elif bare.casefold().startswith(affix.casefold()):
            bare = bare[len(affix) :].lstrip(f" {SPACES}")
    return bare


def _without_thousands(text: str, decimal: str, mark: str) -> tuple[str, str]:
    """The text without the mark of thousands, and its decimal mark; nothing where groups are not of three."""
    spaced = re.sub(f"[{SPACES}]", " ", text)
    decimal = {",": ".", ".": ","}.get(mark, decimal)
    grouped = rf"[+-]?(?:\d{{1,3}}(?:{re.escape(mark)}\d{{3}})+|\d+)(?:[{'.,'.replace(mark, '')}]\d*)?"
    return (spaced.replace(mark, ""), decimal) if re.fullmatch(grouped, spaced, re.ASCII) else ("", decimal)


def _seconds(text: str) -> float | None:
    """The seconds of a time that something took, None where the text is none."""
    match = CLOCK.fullmatch(text) or IN_WORDS.fullmatch(text.casefold()) or IN_ISO.fullmatch(text)
    if match is None or not any(match.groups()):
        return None
    parts = {unit: float((match[unit] or "0").replace(",", ".")) for unit in SECONDS_IN}
    return sum(SECONDS_IN[unit] * number for unit, number in parts.items())


def is_duration(text: str) -> bool:
    """Whether the text is a time that something took, such as 00:12:30, 1h30 or 45 min."""
    return _seconds(text) is not None


def number_of(text: str, decimal: str) -> float:
    """The number written in `text`, NaN where there is none; infinities are none.

    Thousands may stand apart by a space, or by a point where the decimal mark is a comma and follows.
    """
    text = text.replace("\u2212", "-")
    if below := IN_BRACKETS.fullmatch(text) or AFTER.fullmatch(text):
        return -number_of(below[1], decimal)
    match = NUMBERS[decimal].fullmatch(text)
    if not match:
        return np.nan
    written = re.sub(r"[ \u00a0\u202f]", "", text)
    if decimal == ",":
        written = written.replace(".", "").replace(",", ".") if "," in written else written
    number = float(written)
    return number if np.isfinite(number) else np.nan


def number_by_its_mark(text: str) -> float:
    """The number written in `text`, NaN where there is none; a comma in it is the decimal mark."""
    return number_of(text, "," if "," in text else ".")
