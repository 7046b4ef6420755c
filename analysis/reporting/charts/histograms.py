"""A histogram."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.reporting.charts.chart_axes import COLOURS, INK, QUIET, WHOLE, WIDE_LETTER, WIDTH, AxisScale
from analysis.reporting.charts.drawing_sheet import svg_of
from analysis.reporting.charts.step_curves import DIGIT, HEIGHT, SMALL, TOP, fitting
from analysis.reporting.language.typography import MINUS


def draw_histogram(
    counts: Sequence[int], limits: Sequence[float], band: tuple[float, float], alternative: str
) -> str:
    """Bars that stand side by side, each with its count above; dashed lines at both ends of `band`.

    counts (n,) between limits (n + 1,), which are written below where they are whole numbers.
    """
    from analysis.reporting.charts.drawing_sheet import Sheet

    sheet = Sheet(WIDTH, HEIGHT + 26)
    across = AxisScale(limits[0], limits[-1], 6, WIDTH - 6)
    upright = AxisScale(0, max([*counts, 1]), HEIGHT, TOP + 18)
    for count, start, end in zip(counts, limits, limits[1:], strict=False):
        height = HEIGHT - upright.at(count)
        if height > 0:
            bar = (across.at(start) + 1, across.at(end) - 1, HEIGHT - height / 2)
            sheet.bars([bar], height, COLOURS["neutral"])
    sheet.lines([((across.left, HEIGHT), (across.right, HEIGHT))], QUIET, 1)
    sheet.lines([((across.at(x), TOP), (across.at(x), HEIGHT)) for x in band], WHOLE, 1.2, dashed=True)
    size = fitting(counts, (across.right - across.left) / max(len(counts), 1))
    texts = [
        (
            (across.at((start + end) / 2) - len(str(count)) * size * DIGIT / 2, upright.at(count) - 5),
            str(count),
        )
        for count, start, end in zip(counts, limits, limits[1:], strict=False)
        if count
    ]
    sheet.write(texts, size, INK)
    whole = [round(value) for value in limits if value == round(value)]
    marks = [str(value).replace("-", MINUS) for value in whole]
    sheet.write(
        [
            ((across.at(value) - len(mark) * WIDE_LETTER / 2, HEIGHT + 18), mark)
            for value, mark in zip(whole, marks, strict=True)
        ],
        SMALL,
        QUIET,
    )
    return svg_of(sheet.figure, alternative)
