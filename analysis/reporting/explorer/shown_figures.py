"""What each row shows, in every language: the texts of its figures as a report has them, and its mark."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from analysis.questionnaire import Label
from analysis.reporting.explorer.packed_tables import Packed, packed_words
from analysis.reporting.language.change_sentences import change_with_interval
from analysis.reporting.language.voice import Voice
from analysis.reporting.language.written_values import WrittenValue
from analysis.results.indicator_rows import IndicatorRow
from analysis.results.schema import significance
from analysis.results.trend_rows import Change, change_of

Voices = Sequence[Voice]
"""The same definitions in every language, in the order of the languages."""
CELL = ("indicator", "item", "population", "breakdown", "group")


@dataclass
class Texts:
    """Texts in every language, each kept once; the first is that of no figure."""

    voices: Voices
    places: dict[tuple[str, ...], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.place_of("" for _ in self.voices)

    def place_of(self, said: Iterator[str]) -> int:
        """The place of a text, given in every language."""
        return self.places.setdefault(tuple(said), len(self.places))

    def by_language(self) -> dict[str, list[str]]:
        """Language -> its texts, in the order of their places."""
        return {
            voice.language: [texts[number] for texts in self.places]
            for number, voice in enumerate(self.voices)
        }


def shown_rows(rows: Sequence[IndicatorRow], voices: Voices, texts: Texts) -> Packed:
    """The places of the texts of value and interval, and what each row is marked with."""
    shown = [[*_figures(row, voices, texts)] for row in rows]
    value, low, high = zip(*shown, strict=True)
    return {
        "value": value,
        "low": low,
        "high": high,
        "mark": packed_words("fixed" if row.is_fixed else row.mark for row in rows),
        "unit": packed_words(_in_all(voices, row) for row in rows),
    }


def _figures(row: IndicatorRow, voices: Voices, texts: Texts) -> Iterator[int]:
    for value in (row.value, row.low, row.high):
        if value is None:
            yield 0
        else:
            yield texts.place_of(WrittenValue(voice, row).number_in_table(value) for voice in voices)


def _in_all(voices: Voices, row: IndicatorRow) -> str:
    """The unit in every language, with a tab between."""
    return "\t".join(WrittenValue(voice, row).unit for voice in voices)


def shown_changes(
    rows: Sequence[Mapping[str, str]],
    figures: Mapping[tuple[str, ...], IndicatorRow],
    voices: Voices,
    texts: Texts,
) -> Packed:
    """What is said of every figure in two editions: their difference where it is tested, and its verdict.

    `figures` are those of all editions, by edition and cell.
    """
    known = [row for row in rows if (row["edition_to"], *_cell(row)) in figures]
    changes = [change_of(row) for row in known]
    later = [figures[row["edition_to"], *_cell(row)] for row in known]
    told = [[*_difference(*both, voices, texts)] for both in zip(changes, later, strict=True)]
    names = (*CELL, "edition_from", "edition_to")
    reasons = (Label(change.break_fr, change.break_en) for change in changes)
    return {
        "rows": len(known),
        **{name: packed_words(row[name] for row in known) for name in names},
        "verdict": packed_words(verdict_of(change, voices[0].level) for change in changes),
        "reason": packed_words("\t".join(voice.text(label) for voice in voices) for label in reasons),
        **dict(zip(("value", "low", "high"), zip(*told, strict=True), strict=False)),
    }


def _cell(row: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(row[name] for name in CELL)


def verdict_of(change: Change, level: float) -> str:
    """What a test says of a change: up, down, slight where rounded figures do not show it, same; else why
    there is none."""
    if change.status != "tested" or change.p is None:
        return "hidden" if change.status == "tested" else change.status
    if change.p >= significance(level):
        return "same"
    if change.difference is None:
        return "slight"
    return "up" if change.difference > 0 else "down"


def _difference(change: Change, later: IndicatorRow, voices: Voices, texts: Texts) -> Iterator[int]:
    is_tested = change.status == "tested" and change.difference is not None
    told = zip(*(change_with_interval(voice, later, change) for voice in voices), strict=True)
    for value, said in zip((change.difference, change.low, change.high), told, strict=True):
        yield texts.place_of(iter(said)) if is_tested and value is not None else 0
