"""The codes that the words of answers stand for, where cells hold words (full answers of LimeSurvey)."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable, Mapping

from analysis.etl.received import DataError
from analysis.faults import some
from analysis.questionnaire import Question

TAG = re.compile(r"<[/!]?[a-zA-Z][^<>]*>")
NOT_SHOWN = ("n/a",)
"""What LimeSurvey writes where a question with its own words (yes, no, ticks, gender) was not shown."""
YES, NO = ("oui", "yes"), ("non", "no")


def codes_of_words(question: Question, column: str, texts: Iterable[str]) -> dict[str, str]:
    """Received text -> code, for the texts of `column` that are the words of an answer to `question`.

    Spaces, case, typographic apostrophes and HTML make no difference. What is no label stays as it is.
    Raises DataError where a text is the label of several answers.
    """
    if not question.codes:
        return {}
    codes = _ticks(question) if question.columns else _labels(question)
    found: dict[str, str] = {}
    ambiguous: dict[str, tuple[str, ...]] = {}
    for text in texts:
        for part in _parts(question, text):
            meant = codes.get(plain_words(part), ())
            if len(meant) > 1:
                ambiguous[part] = meant
            elif meant:
                found[part] = meant[0]
            elif plain_words(part) in NOT_SHOWN:
                found[part] = ""
    if ambiguous:
        named = some(f"{text!r} is {' and '.join(meant)}" for text, meant in ambiguous.items())
        raise DataError(
            f"{question.name} (column {column}): several answers have the same label: {named}. "
            'Words cannot tell them apart: export the answers as codes and write answers = "codes" under '
            "[file], or give the answers labels that differ"
        )
    return found


def _parts(question: Question, text: str) -> list[str]:
    return [part.strip() for part in text.split(question.delimiter)] if question.delimiter else [text]


def _labels(question: Question) -> Mapping[str, tuple[str, ...]]:
    """Words -> the codes that have them as their label, in either language."""
    found: dict[str, tuple[str, ...]] = {}
    for code, label in question.codes.items():
        for words in dict.fromkeys((plain_words(label.fr), plain_words(label.en))):
            found[words] = (*found.get(words, ()), code)
    return found


def _ticks(question: Question) -> Mapping[str, tuple[str, ...]]:
    """Yes and no as what ticks and what does not."""
    ticked, not_ticked = question.ticked[:1], question.not_ticked[:1] or ("",)
    return {**dict.fromkeys(YES, ticked), **dict.fromkeys(NO, not_ticked)}


def plain_words(text: str) -> str:
    """The text as words are compared: no markup, one space, straight apostrophes, lower case."""
    plain = unicodedata.normalize("NFKC", html.unescape(TAG.sub(" ", text)))
    plain = re.sub("[\u2018\u2019\u02bc\u00b4`]", "'", plain)
    plain = re.sub("[\u201c\u201d\u00ab\u00bb]\\s*|\\s+(?=\u00bb)", '"', plain)
    return " ".join(plain.casefold().split())
