"""Several answers in one cell, in a column of ticks each, or in both."""

from __future__ import annotations

import re
from collections import Counter

from analysis.drafting.cells.column_profiles import Profile, is_typed, natural_order
from analysis.drafting.drafted_question import Drafted

MOST_ANSWERS = 60
LONGEST_ANSWER = 80
CODES_WITH_COMMAS = re.compile(r"\d{1,3}(\s*,\s*\d{1,3})*,?")
ENTITY = re.compile(r"&#?\w+;")
"""A letter as LimeSurvey may export it, F&ecirc;te: its semicolon parts nothing."""
TWO_COMMAS = re.compile(r"\d+\s*,\s*\d+\s*,\s*\d+.*")


def delimited(profile: Profile) -> Drafted | None:
    """A multiple question where cells hold several of few answers, each at most once; else None."""
    for delimiter in (";", "|", ",", ", "):
        answers = _answers(profile, delimiter)
        if answers:
            codes = {answer: answer for answer in sorted(answers, key=natural_order)}
            return Drafted(
                profile.column,
                "multiple",
                profile.text,
                profile.column,
                codes=codes,
                delimiter=delimiter,
                remarks=_of_blanks(profile),
            )
    return None


def _of_blanks(profile: Profile) -> tuple[str, ...]:
    """What a blank cell counts as: every share rests on it."""
    if not profile.blanks:
        return ()
    rows = profile.answered + profile.without_answer
    return (
        f"Blank in {profile.blanks} of {rows} rows, which counts as no answer, outside the base.",
        'Where a blank means none of them, write empty = "not_ticked".',
    )


def _answers(profile: Profile, delimiter: str) -> Counter[str]:
    """How often each answer is ticked; empty where the cells are no lists of answers."""
    if delimiter == "," and not _are_codes_with_commas(profile):
        return Counter()
    if delimiter == ";" and any(map(ENTITY.search, profile.values)):
        return Counter()
    if delimiter == ", " and not _are_words_with_commas(profile):
        return Counter()
    answers: Counter[str] = Counter()
    has_several = False
    for cell, n in profile.values.items():
        parts = [part.strip() for part in cell.split(delimiter) if part.strip()]
        if len(set(parts)) < len(parts) or any(map(_is_no_answer, parts)):
            return Counter()
        has_several |= delimiter in cell
        answers.update(dict.fromkeys(parts, n))
    is_closed = len(answers) <= MOST_ANSWERS and answers.total() >= 2 * len(answers)
    return answers if has_several and is_closed and not is_typed(answers) else Counter()


def _is_no_answer(part: str) -> bool:
    """Whether a part is too long for an answer, or the one word that is no code."""
    return len(part) > LONGEST_ANSWER or part == "status"


def _are_codes_with_commas(profile: Profile) -> bool:
    """Lists such as 1,3,7: two commas in some cell, else they are decimal commas."""
    return all(map(CODES_WITH_COMMAS.fullmatch, profile.values)) and any(
        map(TWO_COMMAS.fullmatch, profile.values)
    )


def _are_words_with_commas(profile: Profile) -> bool:
    """Lists such as "At the club, At school": fewer answers than cells made of them, none cut in brackets.

    A comma within an answer ("Yes, often") makes more parts than cells instead.
    """
    lists = [cell.split(", ") for cell in profile.values]
    parts = {part for cell in lists for part in cell}
    are_whole = all(part.count("(") == part.count(")") and part for part in parts)
    return are_whole and len(parts) < len(lists) and sum(len(cell) > 1 for cell in lists) >= 3
