"""The grids and scales of a theme: which stand on its page, each as one figure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from analysis.questionnaire import Grid, Indicator, Survey
from analysis.questionnaire.editorial_marks import lineage
from analysis.reporting.blocks import Chart
from analysis.reporting.chapters.themes import anchor_of
from analysis.reporting.evidence.scale_charts import grid_chart, is_stackable
from analysis.reporting.report_content import EditionContent
from analysis.results.indicator_rows import IndicatorRow


def grids_of(survey: Survey, theme: str) -> list[Grid]:
    """The grids that the theme speaks of most; a grid that no figure is made of has no page."""
    return [grid for grid in survey.grids.values() if _theme_of(survey, grid) == theme]


def grid_charts(content: EditionContent, theme: str) -> Iterator[tuple[Grid, Chart]]:
    """A figure for each grid of the theme whose answers may be shown."""
    voice = content.voice
    for grid in grids_of(voice.survey, theme):
        items = [item for item in grid.items if is_stackable(voice.survey.questions[item])]
        answers = {item: content.answers[item] for item in items if item in content.answers}
        chart = grid_chart(voice, anchor_of("chart-grid", grid.name), voice.text(grid.label), answers)
        if chart is not None:
            yield grid, chart


def drawn_grids(content: EditionContent, theme: str) -> list[Grid]:
    """The grids of the theme of which a question has a figure that may be shown."""
    of_theme = grids_of(content.voice.survey, theme)
    return [
        grid for grid in of_theme if any(row.is_shown for rows in _answers(content, grid) for row in rows)
    ]


def _answers(content: EditionContent, grid: Grid) -> list[Sequence[IndicatorRow]]:
    questions = content.voice.survey.questions
    return [
        content.answers[item]
        for item in grid.items
        if is_stackable(questions[item]) and item in content.answers
    ]


def outside_grids(content: EditionContent, theme: str, indicators: Sequence[Indicator]) -> list[Indicator]:
    """The indicators that no grid of the theme shows: the figure of a grid has those of its questions."""
    drawn = {item for grid in grids_of(content.voice.survey, theme) for item in grid.items}
    return [each for each in indicators if each.variable not in drawn or each.variable not in content.answers]


def _theme_of(survey: Survey, grid: Grid) -> str:
    """The theme with most indicators made of the grid's questions; of two with as many the first."""
    items = set(grid.items)
    speaking = [i.theme for i in survey.indicators.values() if lineage(survey, i.variable) & items]
    return Counter(speaking).most_common(1)[0][0] if speaking else ""
