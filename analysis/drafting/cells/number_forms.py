"""How the numbers of a column are written: thousands apart, with a unit, or as times; and what rivals say."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import numpy as np

from analysis.drafting.cells.column_profiles import Profile, absence_meant
from analysis.drafting.drafted_question import slug
from analysis.questionnaire.fixed_words import ThousandsMark
from analysis.questionnaire.reading.written_numbers import (
    NumberForm,
    is_duration,
    number_of,
    number_written,
)

NEARLY_ALL = 0.9
"""Share of a column's answers that decides its kind; the others are faults of typing."""
WHOLE_NUMBER = re.compile(r"0|-?[1-9]\d*")
NUMBER = r"[+-]?\d[\d \u00a0\u202f.,']*"
UNITS = (
    (r"%|pct|pour ?cent|percent", "%"),
    (r"(?:€|euros?|eur)(?: ?(?:/|par) ?(?:an|mois|semaine|jour|j|h|heure|personne))?", "€"),
    (r"\$|usd|dollars?", "$"),
    (r"£|gbp", "£"),
    (r"chf", "CHF"),
    (r"f ?cfa|xof|xaf", "FCFA"),
    (r"/ ?\d{1,3}|sur \d{1,3}|out of \d{1,3}", ""),
    (r"ans?|années?|annees?|years?|yrs?|y\.?o\.?", ""),
    (r"mois|months?", ""),
    (r"semaines?|weeks?", ""),
    (r"jours?|days?", ""),
    (r"heures?|hours?|hrs?|h", "h"),
    (r"minutes?|mins?|mn", "min"),
    (r"km|kms|kilom[eè]tres?", "km"),
    (r"kg|kgs|kilos?", "kg"),
    (r"m²|m2", "m²"),
    (r"pts?|points?", ""),
    (r"personnes?|people|persons?|b[ée]n[ée]voles?|volunteers?|membres?|members?|adh[ée]rents?", ""),
    (r"fois|times?", ""),
)
"""What may stand beside a number, and the unit to show for it."""
ABOUT = r"environ|env\.?|approximativement|à peu près|presque|près de|about|around|approx\.?|nearly|~|≈|±"
"""What says that a number is not exact."""
BESIDE = re.compile(
    rf"(?P<before>[€$£]|{ABOUT})? ?{NUMBER}?\d?[ \u00a0\u202f]*(?P<after>{'|'.join(p for p, _ in UNITS)})?",
    re.IGNORECASE,
)
UNIT_OF_HEADING = re.compile(
    r"[(\[] ?(?:en |in )?(?:€|euros?|eur|k€|\$|£|%|h|heures?|hours?|ans|années?|years?|mois|months?|jours?|"
    r"days?|minutes?|mins?|km|kg|m²|m2) ?[)\]]\s*[:?]?\s*$",
    re.I,
)
HOW_MANY = re.compile(
    r"\b(combien (de\b|d['’]|en\b)|how (many|much)\b|nombre (de\b|des\b|d['’])|number of\b|"
    r"(heures?|jours?|minutes?|hours?|days?|euros?) (par|per)\b)",
    re.I,
)
"""What asks for a number, whatever few were given."""
OF_AMOUNT = re.compile(
    r"(nb|nbre|nombre|heures?|jours?|age|montant|effectifs?|anciennete|budget|hours?|days?|amount|number)(_.*)?"
)
SAID_NUMBER = re.compile(
    r"[~≈]?\D{0,12}\d[\d .,\u00a0\u202f]*"
    r"(?:k|k€|m€|mille|ans?|mois|semaines?|jours?|h|heures?|years?|months?|weeks?|days?)"
    r"(?:\W+(?:et |and )?\d+ ?(?:k€?|mois|months?|jours?|days?|min|mn|semaines?|weeks?)?)?(?:\W.{0,12})?",
    re.I,
)
"""A number with a word that says how much it is, such as 12k or 4 ans et 3 mois."""
IN_WORDS = (
    "The cells say numbers in words, such as 12k or 4 ans et 3 mois, which are read as words: write them as "
    "numbers of one unit in a copy of the file."
)
HAS_DIGIT = re.compile(r"\d")
GROUPED = {
    ",": re.compile(r"[+-]?[1-9]\d{0,2}(,\d{3})+(\.\d*)?"),
    ".": re.compile(r"[+-]?[1-9]\d{0,2}(\.\d{3})+(,\d*)?"),
    "'": re.compile(r"[+-]?[1-9]\d{0,2}(['\u2019]\d{3})+([.,]\d*)?"),
}
SURELY_GROUPED = re.compile(
    r"[+-]?\d{1,3}(?:(?:,\d{3}){2,}|,\d{3}\.\d+|(?:\.\d{3}){2,}|\.\d{3},\d+)(?:[.,]\d+)?"
)
SPENT = re.compile(r"duree|duration|temps|time_spent|took|elapsed|delai")
CLOCK = re.compile(r"([01]?\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d+)?)?")
OF_SHARE = re.compile(r"(.*_)?(part|parts|taux|pct|pourcent\w*|percent\w*|share|rate|ratio|proportion)(_.*)?")


@dataclass(frozen=True)
class NumbersFound:
    """The numbers of a column by their texts, how they are written, their unit, and doubts as remarks."""

    numbers: dict[str, float]
    form: NumberForm
    unit: str = ""
    doubts: tuple[str, ...] = ()
    odd: list[str] = field(default_factory=list)


def numbers_found(profile: Profile, decimal: str) -> NumbersFound | None:
    """The numbers that nine answers in ten are, written in one form; None where they are not."""
    if not any(map(HAS_DIGIT.search, profile.values)):
        return None
    values = [value for value in profile.values if not absence_meant(value)]
    plain = {value: number_of(value, decimal) for value in values}
    mark, doubts = _thousands(values, decimal)
    form = NumberForm(mark)
    if mark:
        plain = {value: number_written(value, decimal, form) for value in values}
    found, unit = plain, ""
    if _read(profile, plain) < NEARLY_ALL:
        form, unit, doubts = _with_affixes(values, decimal)
        found = {value: number_written(value, decimal, form) for value in values}
        if _read(profile, found) < NEARLY_ALL:
            return _durations(profile, values)
    odd = [value for value, number in found.items() if np.isnan(number)]
    if len(odd) == len(values):
        return None
    doubts = (*doubts, *_of_shares(profile, list(found.values()), unit))
    return NumbersFound(_numbers(found), form, unit, doubts, odd)


def _numbers(found: dict[str, float]) -> dict[str, float]:
    return {value: number for value, number in found.items() if not np.isnan(number)}


def _read(profile: Profile, found: dict[str, float]) -> float:
    """The share of the answers, absences aside, that are numbers."""
    total = sum(profile.values[value] for value in found)
    return sum(profile.values[value] for value in _numbers(found)) / total if total else 0.0


def _with_affixes(values: list[str], decimal: str) -> tuple[NumberForm, str, tuple[str, ...]]:
    """The form in which what stands beside numbers is taken off, and the unit to show."""
    met: dict[str, str] = {}
    for value in values:
        match = BESIDE.fullmatch(value.strip())
        for text in filter(None, match.groups() if match else ()):
            met.setdefault(text.casefold(), text)
    if not met or (any(text.startswith("/") for text in met) and len(met) > 1):
        return NumberForm(), "", ()
    affixes = tuple(sorted(met.values(), key=lambda text: (-len(text), text)))
    units = {unit for text in met for pattern, unit in UNITS if re.fullmatch(pattern, text, re.IGNORECASE)}
    kinds = {p for text in met for p, _ in UNITS if re.fullmatch(p, text, re.IGNORECASE)}
    if len(units) > 1 or len(kinds) > 1:
        return NumberForm(), "", ()
    units = units or {""}
    bare = [re.sub(r"[^\d.,' \u00a0\u202f+-]|/ ?\d+$", "", value).strip() for value in values]
    mark, doubts = _thousands(bare, decimal)
    (unit,) = units
    said = f"The cells have {', '.join(affixes)} beside the numbers, which is taken off."
    return NumberForm(mark, affixes), unit or _of_marks(affixes), (said, *doubts)


def _of_marks(affixes: tuple[str, ...]) -> str:
    """The unit that one affix alone is: of "7/10" the /10, of "3 mois" the word."""
    longest = affixes[0]
    return longest.replace(" ", "") if longest.startswith("/") else longest


def _thousands(values: list[str], decimal: str) -> tuple[ThousandsMark | None, tuple[str, ...]]:
    """The mark between groups of three digits, and a remark where it may be a decimal mark instead.

    Decimals have a zero before them somewhere, or not always three digits; numbers whose thousands stand
    apart are below 1,000 where they have no mark.
    """
    for mark, pattern in GROUPED.items():
        marked = [value for value in values if mark in value.replace("\u2019", "'")]
        grouped = [value for value in marked if pattern.fullmatch(value)]
        if not marked or len(grouped) < len(marked):
            continue
        bare = [value for value in values if value not in marked and re.fullmatch(r"[+-]?\d+", value)]
        is_sure = mark == "'" or any(map(SURELY_GROUPED.fullmatch, marked))
        if any(abs(int(value)) >= 1000 for value in bare) and not is_sure:
            continue
        example = marked[-1]
        if is_sure or bare or mark != decimal or mark == ",":
            said = f"Thousands are apart by {mark!r}: {example} is {example.replace(mark, '')}."
            doubt = " If it is a decimal mark, delete `thousands`." if not is_sure else ""
            return _as_mark(mark), (said + doubt,)
        said = (
            f'Perhaps thousands: every {mark!r} has three digits after it. If so, write thousands = "{mark}".'
        )
        return None, (said,)
    return None, ()


def _as_mark(mark: str) -> ThousandsMark:
    marks: dict[str, ThousandsMark] = {",": ",", ".": ".", "'": "'"}
    return marks[mark]


def _of_shares(profile: Profile, found: list[float], unit: str) -> tuple[str, ...]:
    """A remark on a share from 0 to 1, as spreadsheets store percents."""
    numbers = [number for number in found if not np.isnan(number)]
    is_named = OF_SHARE.fullmatch(slug(profile.column)) is not None
    is_fraction = bool(numbers) and min(numbers) >= 0 and max(numbers) <= 1
    if unit or not is_named or not is_fraction or all(number.is_integer() for number in numbers):
        return ()
    return ("From 0 to 1: spreadsheets store a percent so, 0.18 for 18 %. The mean is a share of 1.",)


def _durations(profile: Profile, values: list[str]) -> NumbersFound | None:
    """Minutes, where nine answers in ten are times that something took and not times of the day."""
    timed = [value for value in values if is_duration(value)]
    if _read(profile, {value: 1.0 if value in timed else np.nan for value in values}) < NEARLY_ALL:
        return None
    is_named = SPENT.search(slug(f"{profile.column} {profile.text}")) is not None
    if all(map(CLOCK.fullmatch, timed)) and not is_named:
        return None
    form = NumberForm(duration="minutes")
    found = {value: number_written(value, ".", form) for value in values}
    said = "Times that something took, counted in minutes; duration says in what unit."
    odd = [value for value, number in found.items() if np.isnan(number)]
    return NumbersFound(_numbers(found), form, "min", (said,), odd)


def are_times_of_day(profile: Profile) -> bool:
    """Whether nearly all values are times on a clock, and nothing says that they are durations."""
    timed = sum(n for value, n in profile.values.items() if CLOCK.fullmatch(value))
    return bool(timed) and timed >= NEARLY_ALL * profile.answered


def names_amount(heading: str) -> bool:
    """Whether a heading is what a number is of: few whole numbers under it are codes only where they are
    those from 1 on."""
    return OF_AMOUNT.fullmatch(slug(heading)) is not None


def asks_number(heading: str) -> bool:
    """Whether a heading asks how many, or ends with a unit: few whole numbers under it are no codes."""
    return any(said.search(heading) for said in (HOW_MANY, UNIT_OF_HEADING))


def say_numbers(profile: Profile) -> bool:
    """Whether nearly all values are numbers in words."""
    said = sum(n for value, n in profile.values.items() if SAID_NUMBER.fullmatch(value))
    return bool(profile.values) and said >= NEARLY_ALL * profile.answered
