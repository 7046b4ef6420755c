"""The words of labels without the code before them: Oui of "1 - Oui", Êtes-vous… of "Q12. Êtes-vous…"."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from analysis.drafting.drafted_question import Drafted, slug
from analysis.drafting.questionnaire_structure import Bilingual, english, without_tags

AFTER_CODE = r"(?:[)\]]\s*[-–—.:]?|\s*[.:=)]|\s+[-–—])\s+(?P<words>\S.*)"
"""What parts a code from words: "1 - Oui", "1. Oui", "(1) Oui", "1 : Oui"."""
CODED_ANSWER = re.compile(rf"[(\[]?(?P<code>-?\d{{1,4}}|[A-Za-z]){AFTER_CODE}", re.DOTALL)
CODED_TEXT = re.compile(rf"[(\[]?(?P<code>[\w.]+(?:\[\w+\])?){AFTER_CODE}", re.DOTALL)
HEADING = re.compile(r"(?P<code>\w+(?:\[\w+\])?)\. (?P<words>\S.*)", re.DOTALL)
QUESTION_CODE = re.compile(r"[A-Za-z]{0,3}_?\d{1,3}[a-z]?([._-]\d{1,3})*[a-z]?(\[\w+\])?")


def with_words_alone(question: Drafted) -> Drafted:
    """The question without codes before its text and its answers, neither tags nor entities (&eacute;)."""
    column = question.column or question.wanted_name
    return replace(
        question,
        text=_in_both(question.text, lambda said: _question_words(without_tags(said) or said, column)),
        codes=answers_alone({code: _in_both(label, html.unescape) for code, label in question.codes.items()}),
    )


def with_code_apart(question: Drafted) -> Drafted:
    """The question called by the code that stands before its text: sexe of "sexe. Vous êtes"."""
    match = HEADING.fullmatch(question.text)
    if not match or question.text not in (question.column, question.wanted_name):
        return question
    return replace(question, wanted_name=match["code"], text=match["words"])


def answers_alone(codes: Mapping[str, str]) -> dict[str, str]:
    """Code -> label, without what stands before every label alike: its code, or a rank of its own.

    Labels that are numbers, or would be the same without, stay as they are.
    """
    worded = {code: label for code, label in codes.items() if not re.fullmatch(r"[\d\s.,-]*", label)}
    matches = {code: CODED_ANSWER.fullmatch(label) for code, label in worded.items()}
    found = {code: match for code, match in matches.items() if match}
    are_all = len(found) == len(worded) >= 2
    own = all(_is_code(match["code"], code) for code, match in found.items())
    ranks = [match["code"] for match in found.values()]
    words = [match["words"] for match in found.values()]
    if not are_all or len({*words}) < len(words) or not (own or len({*ranks}) == len(ranks)):
        return dict(codes)
    alone = {code: _in_both(codes[code], _answer_words) for code in found}
    return {code: alone.get(code, label) for code, label in codes.items()}


def _answer_words(label: str) -> str:
    match = CODED_ANSWER.fullmatch(label)
    return match["words"] if match else label


def _is_code(written: str, code: str) -> bool:
    """Whether what stands before a label is its code, with or without zeros before it."""
    return (written.lstrip("0") or "0") == (code.lstrip("0") or "0")


def _question_words(text: str, column: str) -> str:
    """The text without its column's name, or a number such as Q12 or 3.a, before it."""
    match = CODED_TEXT.fullmatch(text)
    if match and (slug(match["code"]) == slug(column) or QUESTION_CODE.fullmatch(match["code"])):
        return str(match["words"])
    return text


def _in_both(text: str, words: Callable[[str], str]) -> str:
    """The text changed in each of its languages."""
    if isinstance(text, Bilingual):
        return Bilingual(words(str(text)), words(english(text)))
    return str(words(text))
