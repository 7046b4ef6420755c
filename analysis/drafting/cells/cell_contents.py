"""A question from what its column holds, for files that say nothing of their columns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import partial

from analysis.drafting.cells.answer_order import in_order
from analysis.drafting.cells.column_profiles import (
    Profile,
    absence_meant,
    absences_by_kind,
    are_sentences,
    is_personal,
    is_typed,
)
from analysis.drafting.cells.date_forms import dates_among, in_zone
from analysis.drafting.cells.graded_answers import answers_aside
from analysis.drafting.cells.label_words import answers_alone
from analysis.drafting.cells.number_forms import (
    IN_WORDS,
    NEARLY_ALL,
    are_times_of_day,
    names_unit,
    numbers_found,
    say_numbers,
)
from analysis.drafting.cells.rival_readings import TYPED, date_forms, perhaps_list
from analysis.drafting.cells.several_answers import delimited
from analysis.drafting.drafted_question import Drafted, slug
from analysis.etl.personal_data import personal_kind
from analysis.faults import several
from analysis.questionnaire.kinds import kind_of
from analysis.questionnaire.reading.written_dates import NUMBER_OF_MONTH
from analysis.questionnaire.reading.written_numbers import PLAIN
from analysis.sources.bounds.column_looks import kind_of_cell

FEW_NUMBERS = 12
FEW_TEXTS = 30
FEW_SHORT_CODES = 120
LONGEST_ANSWER = 150
CLOSED_PERHAPS = 'Read as typed by respondents. If it is a closed question, write type = "single" and codes.'
TIMES_OF_DAY = (
    'Times of the day. If they say how long something took, write type = "numeric" and duration = "minutes".'
)
NAMES_SOMETHING = "Numbers that name something or say where it is: they have no mean."
UNREAD = (
    "The cells look like dates or numbers in several forms, and are read as texts: write them in one form."
)
NOBODY = "nobody in this file"
RANGE = "The file goes from"
"""How the remark begins that is no doubt: it proposes least and greatest numbers."""
SIGNS = (("✗", "✓"), ("✘", "✔"), ("✖", "✔"), ("❌", "✅"), ("❌", "✔"), ("☐", "☑"), ("☐", "☒"), ("□", "■"))
"""Signs that say not ticked and ticked, whatever the heading."""
WORDS = (
    *(("non", "oui"), ("no", "yes"), ("n", "o"), ("n", "y"), ("false", "true"), ("faux", "vrai")),
    *(("unchecked", "checked"), ("not selected", "selected"), ("non coché", "coché"), ("décoché", "coché")),
    *SIGNS,
)
"""Not ticked and ticked, in lower case."""
RATING, LEAST_OF_RATING = frozenset(map(str, range(11))), 8
OF_RATING = re.compile(r"\b(échelle|scale|notez|note[sz]?|rate|rating|évaluez|jugez|score)\b", re.I)
RANGE_OF_RATING = re.compile(
    r"(?<!\d)(?P<low>[01])\s*(?:\([^)]*\)\s*)?(?:à|a|to|et|and|-|–)\s*(?P<high>[3-9]|10)(?!\d)", re.I
)
"""A range of grades in the wording of a question: on a scale of 1 (bad) to 10."""
FIRST_YEAR, LAST_YEAR = 1900, 2100
OF_ABSENCE = re.compile(r"-(?:[789]|[6-9]{2}|9{3,5}|99[78])")
NOT_BELOW = re.compile(r"\d+([.,]\d+)*,?")
WHOLE_NUMBER = re.compile(r"0|-?[1-9]\d*")
ANY_NUMBER = re.compile(r"-?\d+([.,]\d+)?")
LEADING_ZERO = re.compile(r"0\d+")
OF_CLASSES = re.compile(
    r"\d ?([-–—+]|à|to\b|et\b|and\b|ou\b|or\b) ?|\b(plus|moins|over|under|more|less)\b", re.I
)
SPREADSHEET_DATE = re.compile(r"(?P<day>\d\d?)-(?P<month>[^\W\d_]{3,5})\.?")
STORED_DAY = re.compile(r"\d{4}-(?P<month>\d\d)-(?P<day>\d\d)(?: 00:00:00)?")
TYPED_DAY = re.compile(r"(?P<day>\d\d?)/(?P<month>\d\d?)/(\d\d){1,2}")
REFERENCE = re.compile(
    r"(.*_)?(siret|siren|rna|rnf|insee|cog|postal\w*|cp|zip\w*|postcode|commune|reference|ref|commande|order|"
    r"dossier|ticket|facture|invoice|licence|license|iban|bic|nir|serie|serial|sid|uid|telephone|tel|phone|"
    r"mobile|portable|fax|barcode|code_barre\w*|isbn|ean|latitude|longitude|lat|lon|lng)(_.*)?"
)
"""Names of numbers that name something or say where it is: nobody adds them up."""
DATED = re.compile(r"(^|_)(date|dates|jour|day|le|timestamp|horodat\w*|datetime|created|submitted|time)(_|$)")
"""Headings under which numbers of five or ten digits are days or seconds that a program counts."""
OF_COMMENTS = re.compile(
    r"(^|_)(commentaires?|remarques?|suggestions?|verbatim|precis(ez|ions?)|expliquez|expression_libre|comments?|"
    r"remarks?|feedback|please_(specify|explain)|autre_chose_a|anything_(else|to_add)|quelque_chose_a_ajouter)(_|$)"
)
"""Headings under which respondents write what they like."""
ANY_LETTER = re.compile(r"[a-z]{2}")
MOST_CLOSED = 4
"""Distinct words up to which a heading of comments may still be a question on them."""
FEW_VARIANTS, LEAST_VARIANTS = 5, 3
"""Distinct words from which, and further ways of writing them from which, they were typed."""
LENGTH_OF_NAME = 8
"""Digits from which whole numbers of one length, another in every row, name something."""


def questions_from_content(profile: Profile, decimal: str) -> tuple[Drafted, ...]:
    """The question that the column's values look like: date, multiple, numeric, single or else text.

    A column of rankings is a question for each place.
    """
    absent = _codes_below(profile)
    if absent:
        kept = {value: n for value, n in profile.values.items() if value not in absent}
        without = questions_from_content(replace(profile, values=kept), decimal)
        return tuple(map(partial(_with_absent, absent=absent), without))
    found = _date(profile) or delimited(profile) or _numeric(profile, decimal) or _single(profile)
    return found if isinstance(found, tuple) else (found or text_question(profile),)


def _codes_below(profile: Profile) -> tuple[str, ...]:
    """Codes such as -99 that stand for no answer, where nothing else is below 0; none in other columns."""
    others = [value for value in profile.values if not OF_ABSENCE.fullmatch(value)]
    if len(others) < 2 or not all(map(NOT_BELOW.fullmatch, others)):
        return ()
    return tuple(value for value in profile.values if value not in others)


def _with_absent(question: Drafted, absent: tuple[str, ...]) -> Drafted:
    if kind_of(question).is_open:
        return question
    kept = (*question.missing.get("no_answer", ()), *absent)
    said = f"{', '.join(absent)} is read as no answer, as nothing else is below 0."
    return replace(
        question, missing={**question.missing, "no_answer": kept}, remarks=(*question.remarks, said)
    )


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
    if not found.odd and found.form == PLAIN and are_codes(written) and not names_unit(profile.text):
        return None
    words = [value for value in profile.values if absence_meant(value) and value not in found.numbers]
    question = number_question(profile, list(found.numbers.values()))
    return replace(
        question,
        missing=absences_by_kind({word: word for word in words}),
        form=found.form,
        unit=found.unit,
        is_year=question.is_year and found.form == PLAIN,
        remarks=(*found.doubts, *question.remarks, *_not_fitting("numbers", found.odd)),
    )


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


def are_codes(profile: Profile) -> bool:
    """Whether the values are a few whole numbers, met again and again."""
    whole = all(WHOLE_NUMBER.fullmatch(value) for value in profile.values)
    return whole and len(profile.values) <= FEW_NUMBERS and profile.answered >= 2 * len(profile.values)


def _range_remark(found: list[float]) -> str:
    low, high = min(found), max(found)
    return f"{RANGE} {low:g} to {high:g}; write min and max to have what is outside reported."


def _single(profile: Profile) -> Drafted | None:
    if not is_closed(profile) or (are_times_of_day(profile) and len(profile.values) > FEW_NUMBERS):
        return None
    if say_numbers(profile) and not any(map(OF_CLASSES.search, profile.values)):
        return replace(single_of_values(profile), remarks=(IN_WORDS,))
    asked = _range_of_rating(profile)
    if asked:
        return replace(single_of_values(replace(profile, categories=asked)), type="scale")
    question = single_of_values(profile)
    return replace(question, type="scale") if _is_rating(profile) else question


def _range_of_rating(profile: Profile) -> tuple[str, ...]:
    """Every grade of the range that the wording names, where all answers are of it: few give the lowest."""
    found = RANGE_OF_RATING.search(profile.text) if OF_RATING.search(profile.text) else None
    grades = tuple(map(str, range(int(found["low"]), int(found["high"]) + 1))) if found else ()
    return grades if {*profile.values} <= {*grades} else ()


def _is_rating(profile: Profile) -> bool:
    """Whether nearly all numbers from 0 to 10 are met, both ends among them, and nothing else."""
    return {"0", "10"} < {*profile.values} <= RATING and len(profile.values) >= LEAST_OF_RATING


def is_closed(profile: Profile) -> bool:
    """Whether few distinct values are met again and again, as the answers to a closed question are.

    First names are met again and again too, and are no answers that a definition lists.
    """
    distinct, longest = len(profile.values), max(map(len, profile.values), default=0)
    if longest > LONGEST_ANSWER or is_typed(profile.values) or are_comments(profile):
        return False
    if personal_kind((profile.column, profile.text), list(profile.values)):
        return False
    if distinct <= FEW_NUMBERS:
        return profile.answered >= 2 * distinct
    limit = FEW_SHORT_CODES if longest <= 5 else FEW_TEXTS
    return distinct <= limit and profile.answered >= 5 * distinct


def are_comments(profile: Profile) -> bool:
    """Whether short words were typed, as the heading says or ways of writing them do: merci, Merci !"""
    plain = {slug(value) for value in profile.values}
    if plain <= {slug(word) for pair in WORDS for word in pair} or not any(map(ANY_LETTER.search, plain)):
        return False
    is_asked = any(OF_COMMENTS.search(slug(said)) for said in (profile.column, profile.text))
    are_variants = len(plain) >= FEW_VARIANTS and len(profile.values) - len(plain) >= LEAST_VARIANTS
    return (is_asked and len(plain) > MOST_CLOSED) or are_variants


def single_of_values(profile: Profile) -> Drafted:
    """A single question whose answers are the values met, each with itself as its label.

    Where the file lists few categories, their order and those that nobody has are kept.
    """
    are_answers = set(profile.values) <= set(profile.categories) and len(profile.categories) <= FEW_TEXTS
    answers = [value for value in (profile.categories if are_answers else profile.values) if value]
    turned = _turned(profile.values)
    apart = [value for value in answers if absence_meant(value)]
    worded = answers_alone({value: turned.get(value) or value for value in answers})
    graded = None if are_answers else in_order(worded[each] for each in answers if each not in apart)
    places = {answer: place for place, answer in enumerate(graded or ())}
    listed = sorted(answers, key=lambda value: places.get(worded[value], len(places)))
    return Drafted(
        profile.column,
        "single",
        profile.text,
        profile.column,
        codes={value: worded[value] for value in (listed if graded else answers)},
        asides={value: absence_aside(value) if value in profile.values else NOBODY for value in answers},
        is_ordered=bool(graded),
        aside=answers_aside({value: worded[value] for value in apart}) if graded else {},
        remarks=(*((_of_turned(turned),) if turned else ()), *_of_writings(profile.values)),
    )


def range_meant(value: str) -> str:
    """The range that a spreadsheet turned to a date, day and month as they were typed: 05-Jan is 1-5."""
    if match := STORED_DAY.fullmatch(value) or TYPED_DAY.fullmatch(value):
        return f"{int(match['day'])}-{int(match['month'])}"
    match = SPREADSHEET_DATE.fullmatch(value)
    month = NUMBER_OF_MONTH.get(match["month"].lower()) if match else None
    return f"{int(month)}-{int(match['day'])}" if match and month else ""


def _turned(values: Iterable[str]) -> dict[str, str]:
    """The values that are dates and were ranges; days as people type them, beside other ranges alone."""
    turned = {value: text for value in values if (text := range_meant(value))}
    others = [value for value in values if value not in turned]
    are_typed = any(map(TYPED_DAY.fullmatch, turned))
    return turned if not are_typed or any(map(OF_CLASSES.search, others)) else {}


def _of_writings(values: Mapping[str, int]) -> tuple[str, ...]:
    """What to do about answers that differ by capitals or spaces alone: Oui, OUI."""
    by_words: dict[str, list[str]] = {}
    for value in sorted(values, key=lambda value: -values[value]):
        by_words.setdefault(" ".join(value.casefold().split()), []).append(value)
    again = [(each, words[0]) for words in by_words.values() for each in words[1:]]
    if not again:
        return ()
    recode = ", ".join(f'"{each}" = "{first}"' for each, first in again)
    return (f"One answer in several writings: [recode] in edition.toml puts them together: {{ {recode} }}.",)


def _of_turned(turned: Mapping[str, str]) -> str:
    """What to do about ranges that became dates."""
    meant = ", ".join(f"{value} is {text}" for value, text in turned.items())
    recode = ", ".join(f'"{value}" = "{text}"' for value, text in turned.items())
    return (
        f"Dates among the answers: perhaps ranges that a spreadsheet turned to dates ({meant}, or the other "
        f"way round). Their labels say so; [recode] in edition.toml gives the codes back: {{ {recode} }}."
    )


def absence_aside(label: str) -> str:
    """What to say of an answer whose label sounds like none; nothing of others."""
    kind = absence_meant(label)
    return f"an answer here; under `missing` as {kind} it would leave the base" if kind else ""
