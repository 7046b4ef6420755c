"""Shares in words, and figures as sentences, cards, charts and tables write them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from analysis.questionnaire import Noun
from analysis.reporting.language.in_words import fraction_alone, in_words, speaks_of_one
from analysis.reporting.language.indicator_sentences import both_in_words, headline, statement
from analysis.reporting.language.voice import Voice
from analysis.reporting.language.written_values import written
from analysis.results.comparison_rows import Comparisons
from analysis.results.indicator_rows import IndicatorRow
from analysis.results.schema import VERDICTS
from tests.kept.drawn.spoken_survey import (
    FORMS,
    NAMES,
    SURVEY,
    Line,
    line,
    row_of,
)

SHARES = (0.0, 0.04, 0.6, 4.0, 9.9, 24.0, 33.0, 38.0, 45.0, 49.6, 50.4, 55.0, 61.0, 74.5, 90.0, 98.0, 100.0)


LIMITS = (
    *((97.5, 95.5, 99.0), (97.5, 95.0, 99.0), (97.4, 95.5, 99.0), (25.5, 20.0, 30.0), (25.6, 25.1, 30.0)),
    *((47.0, 46.0, 48.0), (46.9, 46.0, 48.0), (53.0, 50.5, 55.0), (53.1, 50.5, 55.0), (56.0, 50.0, 60.0)),
    *((56.0, 50.1, 60.0), (4.0, 2.0, 5.0), (4.0, 2.0, 4.9), (20.0, 19.0, 21.0), (20.6, 20.1, 21.0)),
)
"""Shares and intervals at the limits of what is said in words."""


FEW = 40


NUMBERS = (
    0.0,
    0.004,
    0.6,
    1.0,
    1.96,
    2.0,
    9.95,
    47.5,
    999.6,
    1234.5,
    99950.0,
    999999.4,
    1e6,
    1.2e6,
    99.95e6,
    1e8,
    999.5e6,
    1e9,
    3.4e9,
)


def words() -> Iterator[Line]:
    """Shares in words, with intervals of several widths."""
    for tenth, half in product(range(0, 1001, 7), (0.3, 3.0, 12.0)):
        value = tenth / 10
        low, high = max(value - half, 0.0), min(value + half, 100.0)
        yield line(f"{value} ({half})", _share_in_words, value, low, high)
    for value, low, high in LIMITS:
        yield line(f"{value} [{low}, {high}]", _share_in_words, value, low, high)


def _share_in_words(voice: Voice, value: float, low: float, high: float) -> str:
    noun = voice.noun(None)
    long = [
        Noun("un bénévole formé", many) for many in ("bénévoles non formés", "bénévoles non encore formés")
    ]
    words = [in_words(voice, value, low, high, each) for each in (None, noun, *long)]
    return " | ".join(
        (*words, fraction_alone(voice, value, low, high, noun), str(speaks_of_one(value, low, high)))
    )


def figures() -> Iterator[Line]:
    """Figures as sentences, cards, charts and tables write them."""
    for name in NAMES:
        is_number = FORMS.get(name, {}).get("unit") in ("heures", "euros")
        of_sign = (1, -1) if name == "avis" or is_number else (1,)
        for value, sign, (error, n) in product(
            NUMBERS if is_number else SHARES, of_sign, ((0.0, 900), (0.02, 900), (0.3, FEW))
        ):
            se = error * (abs(value) if is_number else 10)
            step = 0.5 if n == FEW else None
            verdict = VERDICTS[round(value) % len(VERDICTS)] if name == "avis" else ""
            row = row_of(name, sign * value, se, n, step=step, verdict=verdict)
            yield line(f"{name} {sign * value} {se}", _written, row)
    for status, secret in (("suppressed", False), ("empty", False), ("suppressed", True)):
        row = row_of("club", None, status=status, confidential=secret)
        yield line(f"{status} {secret}", statement, row)
    for first, last in product(SHARES[3::3], SHARES[2::3]):
        one, other = row_of("club", first), row_of("club", last)
        yield line(f"{first} {last}", both_in_words, one, other)


def _written(voice: Voice, row: IndicatorRow) -> str:
    text = written(voice, row)
    said = (
        *(text.figure, text.bare, text.brief, text.brief_figure, text.in_table, text.agreeing_unit),
        *(text.interval_in_table, text.figure_with_interval, text.lower_end),
        statement(voice, row, again=row.form.is_balance and row.shown_value > 0),
        headline(voice, SURVEY.indicators[row.indicator], [row], Comparisons()) if row.n == FEW else "",
    )
    return " | ".join(said)
