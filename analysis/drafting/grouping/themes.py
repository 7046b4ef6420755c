"""Chapters of a survey that no structure describes: questions whose columns share a prefix."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Mapping
from dataclasses import replace

from analysis.drafting.drafted_question import Drafted, question_names, slug
from analysis.drafting.grouping.grids import question_shared

PREFIX = re.compile(r"(?P<prefix>[^\W\d_]{2,}?)(?:[_.\d].*|$)")
LEAST_QUESTIONS = 12
"""Questions from which a survey is parted into chapters."""
LEAST_OF_THEME = 3
MOST_OF_ONE = 0.8
LEAST_COVERED = 0.5
OF_ANY = frozenset(
    {"q", "qu", "quest", "question", "v", "var", "variable", "col", "column", "item", "x", "questions"}
)


def with_themes(
    named: Mapping[str, Drafted], apart: Container[str]
) -> tuple[dict[str, Drafted], dict[str, str]]:
    """(the questions with their chapter, the titles of chapters by name); none where prefixes part nothing.

    Questions `apart` have no indicator, and so no chapter.
    """
    told = {name: question for name, question in named.items() if name not in apart}
    if any(question.theme for question in told.values()):
        return dict(named), {}
    prefixes = {name: _prefix(question) for name, question in told.items()}
    counts = Counter(prefixes.values())
    kept = {prefix for prefix, n in counts.items() if prefix and n >= LEAST_OF_THEME}
    covered = sum(counts[prefix] for prefix in kept)
    is_parted = len(kept) > 1 and max(counts[prefix] for prefix in kept) <= MOST_OF_ONE * len(told)
    if len(told) < LEAST_QUESTIONS or not is_parted or covered < LEAST_COVERED * len(told):
        return dict(named), {}
    wanted = [prefix for prefix in dict.fromkeys(prefixes.values()) if prefix in kept]
    names = dict(zip(wanted, question_names(wanted), strict=True))
    titles = {
        names[prefix]: _title(prefix, [told[name] for name, p in prefixes.items() if p == prefix])
        for prefix in wanted
    }
    placed = {name: replace(told[name], theme=names[p]) for name, p in prefixes.items() if p in kept}
    return {**named, **placed}, titles


def _prefix(question: Drafted) -> str:
    """The letters before the first digit or sign of the column; none of words that head any question."""
    column = question.column or next(iter((*question.columns.values(), *question.sets)), "")
    match = PREFIX.fullmatch(slug(column))
    prefix = match["prefix"] if match else ""
    return "" if prefix in OF_ANY else prefix


def _title(prefix: str, questions: list[Drafted]) -> str:
    """What the texts of a chapter begin with, else its prefix in capitals."""
    shared = question_shared([question.text for question in questions])
    return shared[0] if shared else prefix.upper()
