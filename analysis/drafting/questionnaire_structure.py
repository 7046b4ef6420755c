"""A questionnaire as its software describes it, its texts in French and English."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from analysis.drafting.drafted_question import Drafted
from analysis.drafting.routing.routing_expressions import Variable

BETWEEN = " – "
"""Between a question and its row."""
BLOCK = re.compile(r"<\s*(script|style)\b.*?<\s*/\s*\1\s*>", re.IGNORECASE | re.DOTALL)
BREAK = re.compile(r"<\s*(br|/p|/div|/li|/h\d|/td)\b[^>]*>", re.IGNORECASE)
TAG = re.compile(r"<[/!]?[a-zA-Z][^<>]*>|<!--.*?-->", re.DOTALL)


@dataclass(frozen=True)
class Asked:
    """One question of a structure.

    The columns of `question` are the codes by which the software heads them; `headings` are their full
    texts, in every language, by such a column, and `aliases` other codes of it. `variables` are the names
    that routing expressions have for the question, `relevance` the expressions that must all hold. `grid`
    is the name of the grid of which it is a row.
    """

    question: Drafted
    headings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    variables: Mapping[str, Variable] = field(default_factory=dict)
    relevance: tuple[str, ...] = ()
    grid: str = ""
    is_repeated: bool = False
    """Whether respondents may answer it any number of times, which a row for each does not hold."""


@dataclass(frozen=True)
class QuestionnaireStructure:
    """A whole questionnaire: questions in their order, chapters and grids with their titles by name.

    `remarks` say what of the questionnaire no definition holds. `withheld` are the codes and
    labels of columns that tell where or who someone is, such as the place of a telephone: they are left out.
    """

    asked: tuple[Asked, ...]
    title: str = ""
    themes: Mapping[str, str] = field(default_factory=dict)
    grids: Mapping[str, str] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()
    withheld: tuple[str, ...] = ()


class Bilingual(str):
    """A French text that has its English beside it; wherever one text is enough it is the French."""

    __slots__ = ("en",)
    en: str

    def __new__(cls, fr: str, en: str) -> Bilingual:
        """The text `fr`, with `en` beside it."""
        text = super().__new__(cls, fr)
        text.en = en
        return text


def in_both(texts: Mapping[str, str]) -> str:
    """One text from texts by language (fr, fr-FR, "French (fr)", en-GB …), Bilingual where two differ.

    A language that is neither French nor English stands in where both are missing.
    """
    plain = {language: plain_text(text) for language, text in texts.items()}
    fr, en = (_of_language(plain, wanted) for wanted in ("fr", "en"))
    if fr and en and fr != en:
        return Bilingual(fr, en)
    return fr or en or next((text for text in plain.values() if text), "")


def _of_language(texts: Mapping[str, str], wanted: str) -> str:
    names = {"fr": ("french", "français", "francais"), "en": ("english", "anglais")}[wanted]
    for language, text in texts.items():
        said = language.casefold()
        code = re.search(r"\(([a-z]{2})\b", said)
        if text and ((code[1] if code else said[:2]) == wanted if code or len(said) <= 7 else False):
            return text
        if text and said.startswith(names):
            return text
    return ""


def english(text: str) -> str:
    """The English of a text, the text itself where it is in one language."""
    return text.en if isinstance(text, Bilingual) else text


def joined(first: str, separator: str, second: str) -> str:
    """Two texts as one, in each of their languages; the second alone where the first is empty."""
    if not first or not second:
        return first or second
    fr = f"{first}{separator}{second}"
    en = f"{english(first)}{separator}{english(second)}"
    return Bilingual(fr, en) if fr != en else fr


def with_row(question: str, row: str) -> str:
    """A question and one of its rows as one text: a dash between them, unless a colon is there."""
    return joined(question, " " if without_colon(question) != question else BETWEEN, row)


def without_colon(text: str) -> str:
    """The text without the colon it ends with, in each of its languages."""
    fr, en = (said.rstrip(": \u00a0\u202f") or said for said in (str(text), english(text)))
    return Bilingual(fr, en) if isinstance(text, Bilingual) else fr


def plain_text(written: str) -> str:
    """The text without HTML: no tags, no scripts, entities as characters, one space between words."""
    return " ".join(without_tags(written).split())


def without_tags(written: str) -> str:
    """The text without tags and scripts, entities as characters, its spaces as they were."""
    return html.unescape(TAG.sub("", BREAK.sub(" ", BLOCK.sub(" ", written))))
