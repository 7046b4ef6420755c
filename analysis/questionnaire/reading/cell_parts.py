"""The parts of a cell that lists several answers: "1;3;7;", a list of JSON, words in quotation marks."""

from __future__ import annotations

import ast
import csv
import json
from collections.abc import Callable

NOTHING_LISTED = ("[]", "{}")


def parts_of(text: str, delimiter: str, is_answer: Callable[[str], bool]) -> list[str]:
    """The parts of a cell in their order, without blanks.

    Neighbours that are an answer together ("Gestion, trésorerie") are one part, the longest first: an answer
    may have the delimiter in it, and has it within brackets.
    """
    if text in NOTHING_LISTED:
        return []
    listed = _json_parts(text) or _braced_parts(text) or _quoted_parts(text, delimiter)
    if listed:
        return [part.strip() for part in listed if part.strip()]
    pieces = _pieces(text, delimiter)
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


def _pieces(text: str, delimiter: str) -> list[str]:
    """The text cut at the delimiter, but not within brackets that are closed further on."""
    cut = text.split(delimiter)
    if "(" not in text:
        return cut
    pieces: list[str] = []
    for piece in cut:
        if pieces and _is_open(pieces[-1]):
            pieces[-1] += f"{delimiter}{piece}"
        else:
            pieces.append(piece)
    return cut if any(map(_is_open, pieces)) else pieces


def _is_open(text: str) -> bool:
    return text.count("(") > text.count(")")


def _json_parts(text: str) -> list[str]:
    """The texts of a list of JSON or of Python, nothing where the text is none."""
    if not (text.startswith("[") and text.endswith("]")):
        return []
    try:
        found = ast.literal_eval(text) if text[1:].lstrip().startswith("'") else json.loads(text)
    except (ValueError, SyntaxError, RecursionError, MemoryError):
        return []
    are_texts = isinstance(found, list) and all(isinstance(each, (str, int)) for each in found)
    return [str(each) for each in found] if are_texts else []


def _braced_parts(text: str) -> list[str]:
    """The parts of a list as databases write it, {Accueil,"Site web"}; nothing where the text is none."""
    is_braced = text.startswith("{") and text.endswith("}") and text.count('"') % 2 == 0
    return next(csv.reader([text[1:-1]], skipinitialspace=True), []) if is_braced else []


def _quoted_parts(text: str, delimiter: str) -> list[str]:
    """The parts of a list in which those with the delimiter in them stand in quotation marks."""
    mark = delimiter.strip()
    is_quoted = text.startswith('"') or f'{mark}"' in text or f'{mark} "' in text
    if len(mark) != 1 or not is_quoted or text.count('"') % 2:
        return []
    return next(csv.reader([text], delimiter=mark, skipinitialspace=True), [])
