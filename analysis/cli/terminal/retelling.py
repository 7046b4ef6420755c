"""What the layers under the commands say in English, told in the language of the system by its pattern.

Files keep those texts too (provenance.json, comments in a definition): they must not follow who makes them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from string import Formatter

from analysis.cli.terminal.words import sentences, series, system_language

CONTEXT = "below"
"""Of the patterns in the catalogue: sentences of other layers, a {name} for what is of the case."""
IS_TOLD = "told"
"""How the names begin of what is itself a sentence, or a list of them."""
IS_COUNT = "count"
LEAD = re.compile(r"\s*(?:- )?")


def retold(message: str) -> str:
    """The message, line by line, in the language of the system; lines that no pattern knows as they are."""
    return "\n".join(_line(line) for line in message.split("\n"))


def _line(line: str) -> str:
    lead = LEAD.match(line)
    start = lead.end() if lead else 0
    return line[:start] + (_known(line[start:]) or line[start:])


def _known(text: str) -> str | None:
    """The text as the pattern says it that has most words of its own; None where none fits."""
    for pattern, names, there in _patterns(system_language()):
        if found := pattern.fullmatch(text):
            values = dict(zip(names, found.groups(), strict=True))
            return there.format(**{name: _value(name, value) for name, value in values.items()})
    return None


def _value(name: str, text: str) -> str:
    if not name.startswith(IS_TOLD):
        return text
    if whole := _known(text):
        return whole
    for sign, joined in (("; ", series), (", ", ", ".join)):
        if sign in text:
            return joined(_value(name, part) for part in text.split(sign))
    return text


@cache
def _patterns(language: str) -> Sequence[tuple[re.Pattern[str], tuple[str, ...], str]]:
    """The patterns of a language, those with most words of their own first."""
    by_words = sorted(
        sentences(CONTEXT, language).items(), key=lambda pair: -len(re.sub(r"\{\w+\}", "", pair[0]))
    )
    return [(*_pattern(here), there) for here, there in by_words]


def _pattern(sentence: str) -> tuple[re.Pattern[str], tuple[str, ...]]:
    """The expression that a sentence is, and the names in it in their order."""
    parts = [(literal, name) for literal, name, _, _ in Formatter().parse(sentence)]
    expression = "".join(re.escape(literal) + _expression(name) for literal, name in parts)
    return re.compile(expression, re.DOTALL), tuple(name for _, name in parts if name)


def _expression(name: str | None) -> str:
    """What may stand where a name does."""
    return "" if name is None else r"(\d+)" if name.startswith(IS_COUNT) else "(.*?)"
