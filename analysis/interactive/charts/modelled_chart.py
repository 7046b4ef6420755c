"""The chart of modelled estimates: each with its interval, and a mark at the direct figure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from analysis.interactive.asking.near_names import AnalystError
from analysis.interactive.charts.table_charts import TableChart, drawn_chart
from analysis.interactive.showing.layout import ShownTable
from analysis.interactive.showing.modelled_display import Beside
from analysis.reporting.charts.compared_figures import ComparedFigure, ComparedFigures
from analysis.reporting.evidence.estimate_charts import point_of, unit_of
from analysis.reporting.language.voice import Voice

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def chart_of_estimates(
    pairs: Sequence[Beside], shown: ShownTable, voice: Voice, axes: Axes | None
) -> TableChart:
    """The chart of the estimates of one indicator. Raises AnalystError where there are several, which have
    axes of their own."""
    indicators = list(dict.fromkeys(modelled.indicator for _, modelled in pairs))
    if len(indicators) > 1:
        raise AnalystError(
            f"chart: these are {len(indicators)} indicators, each with an axis of its own; draw one: "
            f"modelled({indicators[0]!r}).chart()"
        )
    figures = []
    for direct, modelled in pairs:
        own = point_of(voice, voice.answer(modelled.breakdown, modelled.group), modelled)
        rest = point_of(voice, "", direct)
        figures.append(ComparedFigure(replace(own, reference=direct.value), rest.text))
    heads = (voice.say("library.modelled_head"), voice.say("library.direct_head"), "")
    drawing = ComparedFigures(figures, heads, unit_of(pairs[0][1]), "chart_kind.modelled_figures")
    title = f"{voice.indicator(indicators[0])}. {shown.table.caption}"
    return drawn_chart(drawing, voice, title, shown.band, axes)
