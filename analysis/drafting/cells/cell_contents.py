"""A question from what its column holds, for files that say nothing of their columns."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial

from analysis.drafting.cells.absence_codes import (
    are_codes,
    codes_above,
    codes_below,
    numbers_apart,
    with_codes_above,
    with_codes_below,
)
from analysis.drafting.cells.closed_answers import (
    FEW_TEXTS,
    closed_question,
    single_of_values,
)
from analysis.drafting.cells.column_profiles import (
    Profile,
    absence_meant,
    absences_by_kind,
    are_sentences,
    is_personal,
)
from analysis.drafting.cells.date_forms import dates_among, in_zone
from analysis.drafting.cells.number_forms import (
    IN_WORDS,
    NEARLY_ALL,
    are_times_of_day,
    asks_number,
    names_amount,
    numbers_found,
    say_numbers,
)
from analysis.drafting.cells.rival_readings import NUMBER, TYPED, date_forms, perhaps_list
from analysis.drafting.cells.several_answers import delimited
from analysis.drafting.drafted_question import Drafted, slug
from analysis.etl.personal_data import personal_kind
from analysis.faults import several
from analysis.questionnaire.reading.written_numbers import PLAIN
from analysis.sources.bounds.column_looks import kind_of_cell

CLOSED_PERHAPS = 'Read as typed by respondents. If it is a closed question, write type = "single" and codes.'
TIMES_OF_DAY = (
    'Times of the day. If they say how long something took, write type = "numeric" and duration = "minutes".'
)
NAMES_SOMETHING = "Numbers that name something or say where it is: they have no mean."
UNREAD = (
    "The cells look like dates or numbers in several forms, and are read as texts: write them in one form."
)
RANGE = "The file goes from"
"""How the remark begins that is no doubt: it proposes least and greatest numbers."""
FIRST_YEAR, LAST_YEAR = 1900, 2100
ANY_NUMBER = re.compile(r"-?\d+([.,]\d+)?")
LEADING_ZERO = re.compile(r"0\d+")
REFERENCE = re.compile(
    r"(.*_)?(siret|siren|rna|rnf|insee|cog|postal\w*|cp|zip\w*|postcode|commune|reference|ref|commande|order|"
    r"dossier|ticket|facture|invoice|licence|license|iban|bic|nir|serie|serial|sid|uid|telephone|tel|phone|"
    r"mobile|portable|fax|barcode|code_barre\w*|isbn|ean|latitude|longitude|lat|lon|lng)(_.*)?|"
    r"(.*_)?(id|ident|identifiant|identifier|uuid|guid|token)"
)
"""Names of numbers that name something or say where it is: nobody adds them up."""
DATED = re.compile(r"(^|_)(date|dates|jour|day|le|timestamp|horodat\w*|datetime|created|submitted|time)(_|$)")
"""Headings under which numbers of five or ten digits are days or seconds that a program counts."""
LENGTH_OF_NAME = 8
"""Digits from which whole numbers of one length, another in every row, name something."""


def questions_from_content(profile: Profile, decimal: str) -> tuple[Drafted, ...]:
    """The question that the column's values look like: date, multiple, numeric, single or else text.

    A column of rankings is a question for each place.
    """
    for codes, said_of in ((codes_below, with_codes_below), (codes_above, with_codes_above)):
        if absent := codes(profile):
            kept = {value: n for value, n in profile.values.items() if value not in absent}
            without = questions_from_content(replace(profile, values=kept), decimal)
            return tuple(map(partial(said_of, absent=absent), without))
    found = _date(profile) or delimited(profile) or _numeric(profile, decimal) or closed_question(profile)
    return found if isinstance(found, tuple) else (found or text_question(profile),)


def text_question(profile: Profile) -> Drafted:
    """A text question; a remark where its few words might be the answers to a closed one."""
    distinct = len(profile.values)
    if are_times_of_day(profile):
        return Drafted(profile.column, "text", profile.text, profile.column, remarks=(TIMES_OF_DAY,))
    if names_something(profile) and any(map(ANY_NUMBER.fullmatch, profile.values)):
        return Drafted(profile.column, "text", profile.text, profile.column, remarks=(NAMES_SOMETHING,))
    if say_numbers(profile):
        return Drafted(profile.column, "text", profile.text, profile.column, remarks=(IN_WORDS,))
    if _are_unread(profile):
        return Drafted(profile.column, "text", profile.text, profile.column, remarks=(UNREAD,))
    is_doubtful = profile.answered >= 2 * distinct and distinct <= FEW_TEXTS and are_sentences(profile.values)
    if not is_doubtful:
        return Drafted(profile.column, "text", profile.text, profile.column)
    rivals = () if is_personal(profile.values) else perhaps_list(TYPED, single_of_values(profile))
    return Drafted(
        profile.column, "text", profile.text, profile.column, remarks=(CLOSED_PERHAPS,), rivals=rivals
    )


def _are_unread(profile: Profile) -> bool:
    """Whether nearly all cells look like dates or numbers, which they were not read as: in several forms, or
    in one that is not known."""
    kinds = (n for value, n in profile.values.items() if kind_of_cell(value) in ("date", "number"))
    is_named = bool(personal_kind((profile.column, profile.text), list(profile.values)))
    return bool(profile.values) and not is_named and sum(kinds) >= NEARLY_ALL * profile.answered


def _date(profile: Profile) -> Drafted | None:
    """A date where nine values in ten are, stored as dates or typed in one way."""
    is_dated = DATED.search(slug(f"{profile.column} {profile.text}")) is not None
    dates, formats = dates_among(list(profile.values), is_dated)
    if not dates or sum(profile.values[value] for value in dates) < NEARLY_ALL * profile.answered:
        return None
    odd = [value for value in profile.values if value not in dates]
    remarks = [f"The dates also fit {other}: choose." for other in formats[1:]]
    remarks += _not_fitting("dates", odd)
    if in_zone(list(dates)):
        remarks.append("Times have a zone; the day is that of the clock as it is written.")
    if formats and "%d" not in formats[0]:
        remarks.append("Months are kept as their first day.")
    written = formats[0] if formats else ""
    question = Drafted(profile.column, "date", profile.text, profile.column, date_format=written)
    return replace(question, remarks=tuple(remarks), rivals=date_forms(formats))


def _not_fitting(kind: str, odd: list[str]) -> list[str]:
    """How many values are none of the kind; not which, as definitions are shared and may not hold names."""
    if not odd:
        return []
    return [f"Not {kind}, and so listed in problems.csv by build: {several(len(odd), 'value')}"]


def _numeric(profile: Profile, decimal: str) -> Drafted | None:
    """A number where nine values in ten are; codes with leading zeros, numbers that name and few whole ones
    are none."""
    found = numbers_found(profile, decimal)
    if not found or any(map(LEADING_ZERO.fullmatch, profile.values)) or names_something(profile):
        return None
    written = replace(profile, values={value: profile.values[value] for value in found.numbers})
    are_few = not found.odd and found.form == PLAIN and are_codes(written)
    is_amount = names_amount(profile.column) and not _are_ranks(written)
    if are_few and not is_amount and not asks_number(profile.text):
        return None
    words = [value for value in profile.values if absence_meant(value) and value not in found.numbers]
    missing = absences_by_kind({word: word for word in words})
    rivals = numbers_apart(profile, found.numbers, missing)
    question = number_question(profile, list(found.numbers.values()))
    return replace(
        question,
        missing=missing,
        form=found.form,
        unit=found.unit,
        is_year=question.is_year and found.form == PLAIN,
        rivals=perhaps_list(NUMBER, single_of_values(written)) if are_few and _are_ranks(written) else rivals,
        remarks=(*found.doubts, *question.remarks, *_not_fitting("numbers", found.odd)),
    )


def number_asked(profile: Profile) -> Drafted | None:
    """A numeric question where the texts of a labelled file are the numbers that its label asks for."""
    return _numeric(profile, ".") if asks_number(profile.text) else None


def time_spent(profile: Profile) -> Drafted | None:
    """A numeric question of minutes where the values are times that something took."""
    question = _numeric(profile, ".")
    return question if question and question.form.duration else None


def number_question(profile: Profile, found: list[float]) -> Drafted:
    """A numeric question with the range of the numbers found, and whether they are years."""
    return Drafted(
        profile.column,
        "numeric",
        profile.text,
        profile.column,
        is_year=are_years(found),
        remarks=(_range_remark(found),) if found else (),
    )


def names_something(profile: Profile) -> bool:
    """Whether numbers are names or places: so called, or whole, long, of one length, and all different."""
    if REFERENCE.fullmatch(slug(profile.column)) or REFERENCE.fullmatch(slug(profile.text)):
        return True
    are_long = all(value.isdecimal() and len(value) >= LENGTH_OF_NAME for value in profile.values)
    lengths = {len(value) for value in profile.values}
    return are_long and len(lengths) == 1 and len(profile.values) >= 0.9 * profile.answered


def are_years(found: list[float]) -> bool:
    """Whether nine whole numbers in ten are of 1900 to 2100: a wrong year or an age may be among them."""
    within = sum(FIRST_YEAR <= number <= LAST_YEAR for number in found)
    return bool(found) and all(number.is_integer() for number in found) and within >= NEARLY_ALL * len(found)


def _are_ranks(profile: Profile) -> bool:
    """Whether the whole numbers are those from 1 on without a gap, as codes of a list are."""
    return {*profile.values} == {str(rank) for rank in range(1, len(profile.values) + 1)}


def _range_remark(found: list[float]) -> str:
    low, high = min(found), max(found)
    return f"{RANGE} {low:g} to {high:g}; write min and max to have what is outside reported."
