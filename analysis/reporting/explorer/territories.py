"""The territories of an edition in the explorer: released rows, how each differs from the rest, and what a
model estimates."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from analysis.reporting.explorer.packed_tables import Packed, packed_table, packed_words
from analysis.reporting.explorer.shown_figures import CELL, Texts, Voices, shown_rows
from analysis.reporting.language.territory_sentences import difference_with_interval
from analysis.reporting.language.voice import Voice
from analysis.reporting.language.written_values import WrittenValue
from analysis.results.indicator_rows import IndicatorRow
from analysis.results.released_columns import RELEASED_INDICATORS
from analysis.results.territory_rows import TerritoryRow, read_territories

Rows = Sequence[Mapping[str, str]]


def territories_record(
    path: Path,
    rows: Rows,
    figures: Sequence[IndicatorRow],
    known: Collection[str],
    voices: Voices,
    texts: Texts,
) -> Packed | None:
    """The rows of a released territories.csv at `path`, and the difference of each territory from the rest;
    None where there is none.

    A row has the columns of indicators.csv. Territories of the breakdowns `known` have their rows there: they
    are not carried twice.
    """
    if not rows:
        return None
    own = [place for place, row in enumerate(rows) if row["breakdown"] not in known]
    variables = list(dict.fromkeys(row["breakdown"] for row in rows))
    return {
        "variables": variables,
        "rows": _table([rows[place] for place in own], [figures[place] for place in own], voices, texts),
        "gaps": _gaps([*_compared(path, variables)], voices, texts),
    }


def modelled_record(rows: Sequence[IndicatorRow], voices: Voices, texts: Texts) -> Packed | None:
    """The cell of each estimate by a model, and the estimate with its interval, to stand beside the direct
    figure; None where there is none."""
    if not rows:
        return None
    names = ("indicator", "population", "breakdown", "group")
    return {
        "rows": len(rows),
        **{name: packed_words(str(getattr(row, name)) for row in rows) for name in names},
        "said": [texts.place_of(_with_interval(voice, row) for voice in voices) for row in rows],
    }


def _with_interval(voice: Voice, row: IndicatorRow) -> str:
    written = WrittenValue(voice, row)
    value, low, high = (written.number_in_table(each or 0.0) for each in (row.value, row.low, row.high))
    return f"{value} ({voice.say('to', low=low, high=high)})"


def _table(rows: Rows, figures: Sequence[IndicatorRow], voices: Voices, texts: Texts) -> Packed | None:
    if not rows:
        return None
    return {
        "table": packed_table(RELEASED_INDICATORS, rows),
        "shown": shown_rows(figures, voices, texts),
    }


def _compared(path: Path, variables: Iterable[str]) -> Iterator[TerritoryRow]:
    """The rows of territories that were tested against the rest."""
    for variable in variables:
        for rows in read_territories(path, variable).values():
            yield from (row for row in rows if row.is_compared)


def _gaps(rows: Sequence[TerritoryRow], voices: Voices, texts: Texts) -> Packed:
    """The cell of each row, its difference with its interval, and whether the test finds one."""
    return {
        "rows": len(rows),
        **{name: packed_words(str(getattr(row.estimate, name)) for row in rows) for name in CELL},
        "is_apart": packed_words("1" if row.is_apart else "" for row in rows),
        "said": [texts.place_of(difference_with_interval(voice, row) for voice in voices) for row in rows],
    }
