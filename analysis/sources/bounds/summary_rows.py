"""Words and numbers by which a row under a table is a total, a mean, a source or a note."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analysis.sources.bounds.column_looks import ColumnLook, kind_of_cell

TOTAL = (
    r"total|totals|totaux|totale|totales|totali|totais|totaal|gesamt|insgesamt|gesamtsumme|somme|sommes|sum|sums|"
    r"summe|suma|soma|razem|moyennes?|moy\.?|means?|averages?|avg\.?|mittelwerte?|durchschnitte?|promedio|médias?|"
    r"gemiddelden?|średnia|médianes?|medianes?|medians?|medianas?|écarts?[ -]types?|ecarts?[ -]types?|"
    r"standard deviation|std\.?(?: dev\.?)?|standardabweichung|desviación(?: \w+)?|"
    r"effectifs?(?: total)?|nombre de réponses|nb de réponses|responses|number of responses|anzahl"
)
ALONE = (
    r"min\.?|max\.?|minimum|maximum|n|nb|nombre|bases?|basis|count|ensemble|media|mediana|sd|variance|quartiles?|q[123]|pourcentages?|"
    r"percent(?:age)?s?|%|en %|all"
)
SUMMARY = (
    rf"(?i)^\s*(?:(?:(?:sub|grand|sous)[ -]?)?(?:{TOTAL})(?:[ :.(=/].{{0,40}})?|(?:{ALONE}))\s*[:=.]?\s*$"
)
"""The first cell of a total or a mean, in any of the languages that people count in."""
IS_SUMMARY = re.compile(SUMMARY)
IS_NOTE = re.compile(
    r"(?:sources?|notes?|nota(?: bene)?|n\.?b\.?|remarques?|remarks?|champ|lecture|base|légendes?|legende?|"
    r"quellen?|fuentes?|fonti?e?|bron|anmerkung(?:en)?|hinweise?|avertissement|attention|données|data|contact|"
    r"auteurs?|traitement|calculs?|m[eé]thodolog\w+)\s*(?:\(.*\)\s*)?[:=–—-].*|"
    r"(?:source|fuente|quelle|fonte)s?\b.*|©.*|\*.*|\(\w{1,3}\)\s.*|"
    r"(?:export|extra|génér|gener|download|télécharg|imprim)\w+ .*|"
    r"(?:fin du (?:fichier|tableau)|end of (?:file|table)).*|"
    r"\(?\d+ (?:rows?|lignes?|enregistrements?|réponses?|records?).*",
    re.IGNORECASE | re.DOTALL,
)
EXACT = 0.006
MANY = 5


def is_called_summary(row: Sequence[str]) -> bool:
    """Whether the first cell that is filled is called a total or a mean, and no words stand beside it."""
    first = next((column for column, cell in enumerate(row) if cell), None)
    return first is not None and IS_SUMMARY.match(row[first]) is not None and not words_beside(row, first)


def words_beside(row: Sequence[str], first: int) -> bool:
    """Whether a cell beyond the first that is filled holds words, as those of respondents do."""
    return any(kind_of_cell(cell) in ("word", "e-mail", "date") for cell in row[first + 1 :])


def is_foreign(cell: str, look: ColumnLook) -> bool:
    """Whether a word stands where a column has numbers, codes or a few answers that it is none of."""
    if cell in look.texts and not look.is_figures:
        return False
    return bool(look.is_figures or look.pattern or look.repeats)


def statistics_of(above: np.ndarray) -> list[float]:
    """What a row under numbers may say of them: sum, mean, median, least, greatest, spread, count."""
    known = above[~np.isnan(above)]
    if not len(known):
        return []
    spread = [known.std(ddof=1), known.std()] if len(known) > 1 else []
    return [
        float(each)
        for each in (
            known.sum(),
            known.mean(),
            np.median(known),
            known.min(),
            known.max(),
            *spread,
            len(known),
        )
    ]


@dataclass(frozen=True)
class Stated:
    """A number under others: its value, how far it may be off by its rounding, and the numbers above it."""

    value: float
    rounding: float
    above: np.ndarray


def agreements(numbers: Sequence[Stated]) -> tuple[int, int]:
    """(how many numbers are statistics of those above them, how many of these are surely no answer).

    No answer is the sum of several that is greater than each, nor a mean with decimals of whole numbers.
    """
    found = sure = 0
    for number in numbers:
        stated = statistics_of(number.above)
        if any(abs(number.value - each) <= number.rounding for each in stated):
            known = number.above[~np.isnan(number.above)]
            is_sum = abs(number.value - stated[0]) <= min(number.rounding, EXACT)
            is_mean = number.value % 1 != 0 and not (known % 1).any()
            found += 1
            is_beyond = is_sum and abs(number.value) > np.abs(known).max()
            sure += int((is_beyond or is_mean) and len(known) >= MANY)
    return found, sure
