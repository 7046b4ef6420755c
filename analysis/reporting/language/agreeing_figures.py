"""Figures that stand side by side, with as many decimals as let them agree with what is said of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.reporting.language.voice import Voice
from analysis.reporting.language.written_values import WrittenValue, written
from analysis.results.indicator_rows import IndicatorRow


def two_figures(voice: Voice, one: IndicatorRow, other: IndicatorRow) -> tuple[str, str] | None:
    """Both figures, alike in decimals, with one more where they would be the same; None where they still
    are."""
    first, second = written(voice, one), written(voice, other)
    values = one.shown_value, other.shown_value
    for decimals in _tried(second, first):
        if first.as_printed(values[0], decimals) != second.as_printed(values[1], decimals):
            return first.number(values[0], decimals), second.number(values[1], decimals)
    return None


def figures_apart(voice: Voice, rows: Sequence[IndicatorRow], claims: Sequence[tuple[int, int]]) -> list[str]:
    """The figures of rows of one indicator, alike in decimals, with one more where two that are said to
    differ, by their places in `claims`, would be the same."""
    texts = [written(voice, row) for row in rows]
    for decimals in _tried(texts[0], texts[0]):
        printed = [text.as_printed(text.row.shown_value, decimals) for text in texts]
        if all(printed[one] != printed[other] for one, other in claims):
            break
    return [text.number(text.row.shown_value, decimals) for text in texts]


@dataclass(frozen=True)
class ChangedFigures:
    """Two figures and their difference as they are printed; no difference where it would contradict them.

    is_stable: both are printed alike, and nothing can be said of a difference.
    """

    earlier: str
    later: str
    difference: str = ""
    decimals: int = 0
    is_stable: bool = False


def changed_figures(
    voice: Voice, earlier: IndicatorRow, later: IndicatorRow, difference: float | None
) -> ChangedFigures:
    """Both figures and their difference, in whole numbers where they agree, else with one more decimal; the
    figures alone, as they stand in a sentence, where no difference is given.

    The difference is computed before rounding: 41.3, then 44.7, is +3.4, where 41, then 45, would be +4.
    """
    before, after = written(voice, earlier), written(voice, later)
    old, new = earlier.shown_value, later.shown_value
    decimals = after.decimals
    if difference is not None:
        for decimals in _tried(before, after):
            apart = after.as_printed(new, decimals) - before.as_printed(old, decimals)
            if apart and apart == after.as_printed(difference, decimals, new):
                gap = _difference(after, difference, decimals)
                return ChangedFigures(
                    before.number(old, decimals), after.number(new, decimals), gap, decimals
                )
    texts = before.number(old, decimals), after.number(new, decimals)
    return ChangedFigures(*texts, "", decimals, texts[0] == texts[1])


def _tried(one: WrittenValue, other: WrittenValue) -> range:
    """The decimals of a sentence, and those of a table or one more, no finer than either figure may be."""
    return range(other.decimals, max(other.decimals, min(one.finest, other.finest)) + 1)


def _difference(text: WrittenValue, value: float, decimals: int) -> str:
    voice = text.voice
    if text.row.form.in_points or text.row.unit == "%":
        return voice.points(value, decimals)
    return voice.signed_amount(value, text.unit, decimals, text.row.value)
