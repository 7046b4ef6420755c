"""How LimeSurvey calls the parts of a question: its columns, their headings, and its names in expressions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from analysis.drafting.bilingual import Bilingual, english, plain_text
from analysis.drafting.limesurvey_rows import Item, LimeQuestion


def labels_of(items: Iterable[Item]) -> dict[str, str]:
    """Code -> text of answers or rows."""
    return {item.code: item.text for item in items}


def other_text(question: LimeQuestion) -> str:
    """The label of the answer that respondents could add."""
    return question.attribute("other_replace_text") or Bilingual("Autre", "Other")


def cell_of(question: LimeQuestion, row: str) -> str:
    """The code that heads the column of a row."""
    return f"{question.code}[{row}]"


def texts_of(item: Item) -> tuple[str, ...]:
    """The plain text in each language."""
    return tuple(dict.fromkeys(plain_text(text) for text in item.texts.values()))


def headings_of(question: LimeQuestion, row: Item | None = None, scale: str = "") -> tuple[str, ...]:
    """The full texts by which a column is headed, in each language."""
    heads = question.item.texts
    if row is None:
        return texts_of(question.item)
    ends = f" [{scale}]" if scale else ""
    return tuple(
        f"{plain_text(text)} [{plain_text(row.texts.get(language, row.code))}]{ends}"
        for language, text in heads.items()
    )


def other_headings(question: LimeQuestion, other: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """The headings of the columns of added answers."""
    words = (other_text(question), english(other_text(question)), "Autre", "Other")
    texts = tuple(dict.fromkeys(f"{text} [{word}]" for text in texts_of(question.item) for word in words))
    return dict.fromkeys(other.values(), texts)


def names_of(question: LimeQuestion, row: str) -> list[str]:
    """What routing expressions call the question, or one of its rows: Q1, Q1_SQ001, 123X4X5SQ001."""
    row_of = question.item.row
    number = "X".join(row_of.get(key, "") for key in ("sid", "gid", "qid"))
    return [f"{question.code}_{row}" if row else question.code, f"{number}{row}"]
