"""The parts of a cell that lists several answers: "1;3;7;", a list of JSON, words in quotation marks."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable


def parts_of(text: str, delimiter: str, is_answer: Callable[[str], bool]) -> list[str]:
    """The parts of a cell in their order, without blanks.

    Neighbours that are an answer together ("Gestion, trésorerie") are one part, the longest first: an answer
    may have the delimiter in it.
    """
    listed = _json_parts(text) or _quoted_parts(text, delimiter)
    if listed:
        return [part.strip() for part in listed if part.strip()]
    pieces = text.split(delimiter)
    if len(pieces) == 1:
        return [text.strip()] if text.strip() else []
    return [part for part in _whole_answers(pieces, delimiter, is_answer) if part]


def _whole_answers(pieces: list[str], delimiter: str, is_answer: Callable[[str], bool]) -> list[str]:
    parts: list[str] = []
    place = 0
    while place < len(pieces):
        ends = range(len(pieces), place + 1, -1)
        longest = next((e for e in ends if is_answer(delimiter.join(pieces[place:e]).strip())), place + 1)
        parts.append(delimiter.join(pieces[place:longest]).strip())
        place = longest
    return parts


def _json_parts(text: str) -> list[str]:
    """The texts of a list of JSON, nothing where the text is none."""
    if not (text.startswith("[") and text.endswith("]")):
        return []
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return []
    are_texts = isinstance(found, list) and all(isinstance(each, (str, int)) for each in found)
    return [str(each) for each in found] if are_texts else []


def _quoted_parts(text: str, delimiter: str) -> list[str]:
    """The parts of a list in which those with the delimiter in them stand in quotation marks."""
    mark = delimiter.strip()
    is_quoted = text.startswith('"') or f'{mark}"' in text or f'{mark} "' in text
    if len(mark) != 1 or not is_quoted or text.count('"') % 2:
        return []
    return next(csv.reader([text], delimiter=mark, skipinitialspace=True), [])
