"""What the page of a theme says, and where: its finding as a title, each of the others beside its figure."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.reporting.blocks import Block, Paragraph, Section
from analysis.reporting.chapters.theme_pages.standing_titles import Standing
from analysis.reporting.chapters.theme_pages.theme_figures import ThemeFigure
from analysis.reporting.findings.finding_record import Finding
from analysis.reporting.language.typography import ended
from analysis.reporting.report_content import MOST_SAID, EditionContent


def said_with_figures(
    content: EditionContent, theme: str, figures: Sequence[ThemeFigure], standing: Standing
) -> tuple[list[Block], list[Block]]:
    """(the claim of the chapter, its figures, each behind what is said of it).

    The heaviest finding is the claim; without one, the figure that is said by itself. A further finding that
    no figure shows stands above them where it is among the first.
    """
    told = content.titles[theme]
    by_itself, stands = standing
    claim = told[0][1] if told else stands
    beside: list[list[str]] = [[] for _ in figures]
    above: list[str] = []
    for rank, (finding, title) in enumerate(told[1:], 1):
        place = _place_of(finding, figures)
        if place is not None:
            beside[place].append(title)
        elif rank < MOST_SAID:
            above.append(title)
    if stands and told:
        place = next((at for at, figure in enumerate(figures) if by_itself in figure.indicators), 0)
        (beside[place] if figures else above).append(stands)
    shown = [_figure(figure, said) for figure, said in zip(figures, beside, strict=True)]
    first = [Paragraph(claim, "claim")] if claim else []
    return [*first], [*(Paragraph(ended(said), "headline") for said in above), *shown]


def _place_of(finding: Finding, figures: Sequence[ThemeFigure]) -> int | None:
    """The figure that draws the finding; else the first of its indicator."""
    drawing = [place for place, figure in enumerate(figures) if finding.name in figure.findings]
    of_it = [place for place, figure in enumerate(figures) if finding.indicator.name in figure.indicators]
    return next(iter([*drawing, *of_it]), None)


def _figure(figure: ThemeFigure, said: Sequence[str]) -> Block:
    if not said:
        return figure.chart
    return Section("beside", [*(Paragraph(ended(each), "said") for each in said), figure.chart])
