"""Names of columns from the rows that head them, and what the other heading rows say of each."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from analysis.sources.received import ColumnWording, DataError

MOST_COLUMNS = 50_000
GENERIC = frozenset(
    (
        *(
            "response",
            "open-ended response",
            "answer",
            "réponse",
            "réponse ouverte",
            "réponse libre",
            "reponse",
        ),
        *("antwort", "offene antwort", "respuesta", "respuesta abierta", "risposta", "risposta aperta"),
        *("resposta", "resposta aberta", "antwoord", "open antwoord", "odpowiedź"),
    )
)
"""What stands in a second heading row under a question of one column, in lower case."""
KEY = re.compile(r"[a-z][a-z0-9]*(?:[_.-][a-z0-9]+)*")
"""A name that software gives a column, such as votre_age."""
MOSTLY_WORDED = 0.9
CODE = re.compile(r"[\w#$]+(?:[.\-:/]\w+)*(?:\[\w+\])*")

Alike = Callable[[int, int], bool]
"""Whether two columns hold the same answers, by their positions."""


@dataclass(frozen=True)
class Headed:
    """The name of each column, and what further heading rows say of the columns of some names."""

    names: tuple[str, ...]
    wordings: Mapping[str, ColumnWording]


def unique_names(header: Sequence[str]) -> list[str]:
    """Column names without surrounding blanks; a name met again has a rank added: q, q.2, q.3.

    Raises DataError for more columns than any questionnaire has.
    """
    if len(header) > MOST_COLUMNS:
        raise DataError(
            f"{len(header):,} columns, and at most {MOST_COLUMNS:,} are read; "
            "check the separator, and that respondents are the rows"
        )
    names: dict[str, None] = {}
    ranks: Counter[str] = Counter()
    for position, cell in enumerate(header, start=1):
        name = base = cell.strip() or unnamed(position)
        while name in names:
            ranks[base] += 1
            name = f"{base}.{ranks[base] + 1}"
        names[name] = None
    return list(names)


def unnamed(position: int) -> str:
    """What a column without a heading is called, by its position from 1."""
    return f"column {position}"


def headed(rows: Sequence[Sequence[str]], spans: Mapping[tuple[int, int], int], alike: Alike) -> Headed:
    """Columns named by their heading rows, cells stripped and every row as long as the table is wide.

    `spans` has the cells, by row and column, that the file itself spreads over further columns, and the last
    of those. One row whose cells are all filled names the columns, codes before wordings, and the others
    word them. Where none is filled throughout, as SurveyMonkey writes, a question and its answer below name
    a column together.
    """
    if len(rows) < 2:
        return Headed(tuple(unique_names(rows[0] if rows else [])), {})
    used = [place for place in range(len(rows[0])) if any(row[place] for row in rows)]
    whole = [number for number, row in enumerate(rows) if all(row[place] for place in used)]
    if not whole:
        return _named_together(rows)
    naming = max(whole, key=lambda number: _coded(rows[number]))
    names = unique_names(rows[naming])
    others = [number for number in range(len(rows)) if number != naming]
    full = [rows[number] for number in others if number in whole]
    above = [_spread(rows[n], n, spans, alike) for n in others if n not in whole and n < naming]
    below = [rows[number] for number in others if number not in whole and number > naming]
    are_keys = _are_keys(rows[naming], rows[:naming])
    wordings = {}
    for place, name in enumerate(names):
        said = [[row[place] for row in lines] for lines in (full, above, below)]
        wording = _wording(rows[naming][place], are_keys, *said)
        if wording:
            wordings[name] = wording
    return Headed(tuple(names), wordings)


def _are_keys(names: Sequence[str], above: Sequence[Sequence[str]]) -> bool:
    """Whether the names are keys for machines, under rows that word nearly every column."""
    filled = [place for place, name in enumerate(names) if name]
    if not above or not all(KEY.fullmatch(names[place]) for place in filled):
        return False
    first = sum(bool(above[0][place]) for place in filled)
    worded = sum(any(row[place] for row in above) for place in filled)
    return 2 * first > len(filled) and worded >= MOSTLY_WORDED * len(filled)


def _coded(row: Sequence[str]) -> float:
    """The share of cells that are codes, as Q1[SQ001] is, in tenths: wordings have spaces."""
    filled = [cell for cell in row if cell]
    return round(sum(CODE.fullmatch(cell) is not None for cell in filled) / max(1, len(filled)), 1)


def _wording(
    name: str, is_key: bool, said: list[str], groups: list[str], units: list[str]
) -> ColumnWording | None:
    """What rows of wordings, of groups above the names, and of units below them say of a column.

    Over a key for machines, the last of the groups words the column itself.
    """
    words = " – ".join(dict.fromkeys(text for text in said if text.casefold() not in GENERIC))
    if words and words != name:
        return ColumnWording(words)
    told = [*dict.fromkeys(filter(None, groups))]
    if told and is_key:
        return ColumnWording(" – ".join(told[:-1]) or told[-1], told[-1] if told[1:] else "")
    group = " – ".join(told)
    if group and group != name:
        return ColumnWording(group, name)
    below = " – ".join(filter(None, units))
    return ColumnWording(f"{name} – {below}") if below and below.casefold() not in GENERIC else None


def _spread(row: Sequence[str], number: int, spans: Mapping[tuple[int, int], int], alike: Alike) -> list[str]:
    """A row of groups, each over the columns that the file says, or over those with the same answers."""
    told = any(line == number for line, _ in spans)
    spread, last, end = [""] * len(row), "", -1
    for place, cell in enumerate(row):
        if cell:
            last, end = cell, spans.get((number, place), place)
        elif last and not told and alike(place - 1, place):
            end = place
        else:
            last = last if place <= end else ""
        spread[place] = last if place <= end else ""
    return spread


def _named_together(rows: Sequence[Sequence[str]]) -> Headed:
    """Names of a question above and an answer below it, the question standing over its first answer alone."""
    names: list[str] = []
    wordings: dict[int, ColumnWording] = {}
    above = [""] * (len(rows) - 1)
    for place, lowest in enumerate(rows[-1]):
        for number, row in enumerate(rows[:-1]):
            if row[place]:
                above[number:] = [row[place], *[""] * (len(above) - number - 1)]
            elif not lowest:
                above[number] = ""
        question = " – ".join(filter(None, above))
        if not question or not lowest or lowest.casefold() in GENERIC:
            names.append(question or lowest)
        else:
            names.append(f"{question} [{lowest}]")
            wordings[place] = ColumnWording(question, lowest)
    unique = unique_names(names)
    return Headed(tuple(unique), {unique[place]: wording for place, wording in wordings.items()})
