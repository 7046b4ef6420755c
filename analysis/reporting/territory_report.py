"""The sheet of one territory of an edition, beside the rest of the survey."""

from __future__ import annotations

from dataclasses import dataclass, replace

from analysis.reporting.blocks import Contents
from analysis.reporting.chapters import TERRITORY_CHAPTERS, TERRITORY_THEMES
from analysis.reporting.chapters.opening_pages.cover import sheet_cover
from analysis.reporting.chapters.territory_pages.among_others import message_of
from analysis.reporting.page.html import ShownBlock
from analysis.reporting.report_content import TerritoryContent
from analysis.reporting.shown_report import ShownReport


@dataclass(frozen=True)
class TerritoryReport(TerritoryContent, ShownReport):
    """What a territory's report shows, part by part: a sheet of two pages, then its annex.

    Where too few respondents answered, it is a third of a page that says so.
    """

    registry = TERRITORY_CHAPTERS
    of_themes = TERRITORY_THEMES

    def cover(self) -> ShownBlock:
        """What the sheet says, survey, territory, edition, dates, respondents; and whether the data are
        simulated."""
        return ShownBlock(sheet_cover(self.voice, self.edition, self.place, message_of(self), self._facts()))

    def _facts(self) -> list[tuple[str, str]]:
        """Dates, and how many answered here and in all; nothing on the short page, which has its source."""
        if self.is_short:
            return []
        voice, kept = self.voice, self.records.counted("counts").get("kept")
        counted = voice.number(self.respondents or 0)
        if kept:
            counted = voice.say("territory.of_all", n=counted, all=voice.number(kept))
        days = voice.days(self.edition.start, self.edition.end)
        facts = [(voice.say("fieldwork"), days), (voice.say("respondents"), counted)]
        return [fact for fact in facts if fact[1]]

    def contents(self) -> ShownBlock | None:
        """The table of contents of a page; print has none, so that the sheet keeps to two pages, and a short
        page neither."""
        shown = super().contents()
        if self.is_short or shown is None or not isinstance(shown.block, Contents):
            return None
        return ShownBlock(replace(shown.block, is_printed=False))
