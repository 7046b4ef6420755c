"""The closed question of a column in which a few values are met again and again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from analysis.drafting.cells.answer_order import in_order
from analysis.drafting.cells.column_profiles import (
    Profile,
    absence_meant,
    is_typed,
)
from analysis.drafting.cells.graded_answers import answers_aside
from analysis.drafting.cells.label_words import answers_alone
from analysis.drafting.cells.number_forms import (
    IN_WORDS,
    are_times_of_day,
    say_numbers,
)
from analysis.drafting.drafted_question import Drafted, slug
from analysis.etl.personal_data import personal_kind
from analysis.questionnaire.reading.written_dates import NUMBER_OF_MONTH

FEW_NUMBERS = 12
FEW_TEXTS = 30
FEW_SHORT_CODES = 120
LONGEST_ANSWER = 150
NOBODY = "nobody in this file"
SIGNS = (("✗", "✓"), ("✘", "✔"), ("✖", "✔"), ("❌", "✅"), ("❌", "✔"), ("☐", "☑"), ("☐", "☒"), ("□", "■"))
"""Signs that say not ticked and ticked, whatever the heading."""
WORDS = (
    *(("non", "oui"), ("no", "yes"), ("n", "o"), ("n", "y"), ("false", "true"), ("faux", "vrai")),
    *(("unchecked", "checked"), ("not selected", "selected"), ("non coché", "coché"), ("décoché", "coché")),
    *(("not checked", "checked"), ("not chosen", "chosen"), ("non choisi", "choisi"), ("pas coché", "coché")),
    *(("nicht gewählt", "ausgewählt"), ("nicht ausgewählt", "ausgewählt"), ("nein", "ja")),
    *SIGNS,
)
"""Not ticked and ticked, in lower case."""
RATING, LEAST_OF_RATING = frozenset(map(str, range(11))), 8
OF_RATING = re.compile(r"\b(échelle|scale|notez|note[sz]?|rate|rating|évaluez|jugez|score)\b", re.I)
RANGE_OF_RATING = re.compile(
    r"(?<!\d)(?P<low>[01])\s*(?:\([^)]*\)\s*)?(?:à|a|to|et|and|-|–)\s*(?P<high>[3-9]|10)(?!\d)", re.I
)
"""A range of grades in the wording of a question: on a scale of 1 (bad) to 10."""
RANGE_AT_END = re.compile(
    r"\((?:de |from |note )?(?P<low>[01])\s*(?:à|to|-|–)\s*(?P<high>[3-9]|10)\)\s*[?:.]?\s*$", re.I
)
"""A range of grades alone in brackets behind what is graded: Confidence (1 to 10)."""
OF_CLASSES = re.compile(
    r"\d ?([-–—+]|à|to\b|et\b|and\b|ou\b|or\b) ?|\b(plus|moins|over|under|more|less)\b", re.I
)
SPREADSHEET_DATE = re.compile(r"(?P<day>\d\d?)-(?P<month>[^\W\d_]{3,5})\.?")
STORED_DAY = re.compile(r"\d{4}-(?P<month>\d\d)-(?P<day>\d\d)(?: 00:00:00)?")
TYPED_DAY = re.compile(r"(?P<day>\d\d?)/(?P<month>\d\d?)/(\d\d){1,2}")
OF_COMMENTS = re.compile(
    r"(^|_)(commentaires?|remarques?|suggestions?|verbatim|precis(ez|ions?)|expliquez|expression_libre|comments|"
    r"remarks?|feedback|please_(specify|explain)|autre_chose_a|anything_(else|to_add)|quelque_chose_a_ajouter)(_|$)|"
    r"(^|_)comment(_\d+)?$"
)
"""Headings under which respondents write what they like; "Comment" at the beginning is French for how."""
ANY_LETTER = re.compile(r"[a-z]{2}")
MOST_CLOSED = 4
"""Distinct words up to which a heading of comments may still be a question on them."""
FEW_VARIANTS, LEAST_VARIANTS = 5, 3
"""Distinct words from which, and further ways of writing them from which, they were typed."""


def closed_question(profile: Profile) -> Drafted | None:
    """A question of one answer, or a scale, where the values are answers to one; None elsewhere."""
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
    found = found or RANGE_AT_END.search(profile.text)
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
    """What to do about answers that differ by capitals, spaces or a sign at the end alone: Oui, OUI, Oui."""
    by_words: dict[str, list[str]] = {}
    for value in sorted(values, key=lambda value: -values[value]):
        by_words.setdefault(" ".join(value.casefold().split()).rstrip(" .;,"), []).append(value)
    again = [(each, words[0]) for words in by_words.values() for each in words[1:]]
    if not again:
        return ()
    recode = ", ".join(f'"{each}" = "{first}"' for each, first in again)
    return (
        f"One answer in several writings: [recode] in edition.toml puts them together: {{ {recode} }}. "
        f"Then take {', '.join(each for each, _ in again)} out of codes, where they are answers nobody gave.",
    )


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
