"""The report of one territory of an edition, beside the rest of the survey."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.reporting.chapters import TERRITORY_CHAPTERS
from analysis.reporting.chapters.opening_pages.cover import cover_of
from analysis.reporting.page.html import ShownBlock
from analysis.reporting.report_content import TerritoryContent
from analysis.reporting.shown_report import ShownReport


@dataclass(frozen=True)
class TerritoryReport(TerritoryContent, ShownReport):
    """What a territory's report shows, part by part.

    Where too few respondents answered, it is a short page that says so.
    """

    registry = TERRITORY_CHAPTERS

    def cover(self) -> ShownBlock:
        """Title, territory, edition, dates, respondents, producer; and whether the data are simulated."""
        subtitle = f"{self.place} – {self.voice.text(self.edition.title)}"
        return ShownBlock(cover_of(self.voice, self.edition, subtitle, self.respondents))
