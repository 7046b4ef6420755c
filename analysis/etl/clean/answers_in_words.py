"""Answers given in words: the codes they stand for, and the words of "other, please say"."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable, Mapping
from difflib import get_close_matches

import numpy as np

from analysis.etl.clean.problems import ProblemLog
from analysis.etl.clean.question_columns import other_columns
from analysis.faults import some
from analysis.questionnaire import Edition, Question, Survey
from analysis.questionnaire.kinds.answers import ANSWERED, NO_ANSWER, Answers
from analysis.questionnaire.kinds.cells import SIGNS, Column, absences, listed_codes, without_decimals
from analysis.questionnaire.kinds.conditions import answered_one_of
from analysis.questionnaire.kinds.multiple import own_others, unlisted
from analysis.questionnaire.reading.cell_parts import parts_of
from analysis.sources.received import DataError, Received

TAG = re.compile(r"<[/!]?[a-zA-Z][^<>]*>")
NOT_SHOWN = ("n/a",)
"""What LimeSurvey writes where a question with its own words (yes, no, ticks, gender) was not shown."""
YES, NO = ("oui", "yes"), ("non", "no")


def codes_of_words(question: Question, column: str, texts: Iterable[str]) -> dict[str, str]:
    """The code of each text of `column` that is the label of an answer to `question`.

    Spaces, case, typographic apostrophes and HTML make no difference. What is no label stays as it is, and so
    does a column of codes. Raises DataError where a text is the label of several answers.
    """
    texts = [text for text in texts if text]
    if question.delimiter == SIGNS:
        return {}
    if not question.codes or all(without_decimals(text) in question.codes for text in texts):
        return {}  # a list of codes beside lists in words: "2" may be the label of another answer
    codes = _ticks(question) if question.columns else _labels(question)
    found: dict[str, str] = {}
    ambiguous: dict[str, tuple[str, ...]] = {}
    for text in texts:
        for part in _parts(question, text, codes):
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


def _parts(question: Question, text: str, labels: Iterable[str]) -> list[str]:
    if not question.delimiter:
        return [text]
    known = set(labels)
    return parts_of(text, question.delimiter, lambda part: plain_words(part) in known)


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
    """The text as it is compared with others: no markup, single spaces, straight apostrophes, lower case."""
    plain = unicodedata.normalize("NFKC", html.unescape(TAG.sub(" ", text)))
    plain = re.sub("[\u2018\u2019\u02bc\u00b4`]", "'", plain)
    plain = re.sub("[\u201c\u201d\u00ab\u00bb]\\s*|\\s+(?=\u00bb)", '"', plain)
    return " ".join(plain.casefold().split())


def other_texts(
    received: Received,
    survey: Survey,
    edition: Edition,
    answers: Mapping[str, Answers],
    problems: ProblemLog,
) -> dict[str, Answers]:
    """The texts that respondents wrote beside an answer of `other`, as open answers named QUESTION.other.

    A text without its answer is a problem and stays; one against routing is a problem and is not kept.
    """
    found = {}
    for question in survey.asked.values():
        if question.other and question.name not in edition.not_asked:
            parts = [
                _texts(received, answers[question.name], code, column, problems)
                for code, column in other_columns(question, edition).items()
                if _is_there(received, question, column, problems)
            ]
            if parts:
                found[f"{question.name}.other"] = _together(question, parts)
    return found


def _is_there(received: Received, question: Question, column: str, problems: ProblemLog) -> bool:
    if column in received.answers.columns:
        return True
    near = get_close_matches(column, received.headers, n=1, cutoff=0.7)
    hint = f"; the file has {near[0]!r}" if near else ""
    problems.note_file(question.name, column, "column not in the file", f"no text of other{hint}")
    return False


def _texts(received: Received, answers: Answers, code: str, column: str, problems: ProblemLog) -> np.ndarray:
    """The text (n,) that goes with one answer, "" where there is none."""
    question, cells = answers.question, Column(received.answers[column], {})
    if code in own_others(question):
        return _words_of_cells(question, cells)
    is_text = cells.spread(absences(question, cells.texts) == ANSWERED)
    has_code = answered_one_of({question.name: (code,)}, {question.name: answers}, len(is_text))
    without = is_text & ~has_code & answers.was_asked
    against = is_text & ~answers.was_asked
    place, values = f"{question.name}.other", cells.values
    problems.note(without, place, values, "other without its answer", f"expected {code}", "kept as received")
    problems.note(against, place, values, "answer against routing", action="set to not asked")
    return np.where(is_text & ~against, values, "")


def _words_of_cells(question: Question, cells: Column) -> np.ndarray:
    """What respondents wrote in the cell itself (n,), beside the answers of the list."""
    written = [" / ".join(unlisted(question, listed_codes(question, cells, text))) for text in cells.texts]
    return np.asarray(np.array(written, dtype=object).take(cells.positions))


def _together(question: Question, parts: list[np.ndarray]) -> Answers:
    """One open answer per respondent: the texts of several answers one after the other."""
    joined = [" / ".join(filter(None, row)) for row in zip(*parts, strict=True)]
    status = np.array([ANSWERED if text else NO_ANSWER for text in joined], dtype=np.int8)
    texts = np.array([text or None for text in joined], dtype=object)
    name = f"{question.name}.other"
    return Answers(Question(name, "text", question.text, question.label), texts, status)
