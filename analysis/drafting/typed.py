"""Words that respondents typed: they stay out of the definitions, as they may name people."""

from __future__ import annotations

import re
from collections.abc import Mapping

from analysis.etl.personal_forms import masked

PERSONAL = re.compile(
    r"[^\s@]+@[^\s@]+\.\w|https?://|\bwww\.\w|(?<![\d.])\d{1,3}(\.\d{1,3}){3}(?![\d.])|"
    r"(?<!\d)(\+\d{1,3}[ .-]?\(?\d|0[1-9]|\(\d{3}\) ?\d)([ .-]?\d){7,11}(?!\d)"
)
"""E-mail addresses, addresses of pages and machines, telephone numbers."""
LONG = 25
MANY_RESPONDENTS = 5
LEAST_REPEATED = 0.9


def is_typed(values: Mapping[str, int]) -> bool:
    """Whether values with their frequency are sentences of respondents, or ways to reach them.

    Sentences have spaces and are long on average; the answers of a closed question may be so too, but
    nearly all respondents then gave one that several others gave.
    """
    return is_personal(values) or (are_sentences(values) and not _are_repeated(values))


def is_personal(values: Mapping[str, int]) -> bool:
    """Whether a value holds an e-mail address, a telephone number or the address of a page or machine."""
    return any(PERSONAL.search(value) or masked(value) != (value, 0, 0) for value in values)


def are_sentences(values: Mapping[str, int]) -> bool:
    """Whether the values have spaces and are long on average."""
    with_spaces = sum(" " in value for value in values)
    return 2 * with_spaces > len(values) and sum(map(len, values)) > LONG * len(values)


def _are_repeated(values: Mapping[str, int]) -> bool:
    repeated = sum(n for n in values.values() if n >= MANY_RESPONDENTS)
    return repeated >= LEAST_REPEATED * sum(values.values())
