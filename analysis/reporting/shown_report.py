"""A report as a notebook shows it: each chapter of a registry by its name, or all of them in order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any, ClassVar

from analysis.reporting.blocks import Contents, Section
from analysis.reporting.chapter_record import Chapter, EachTheme
from analysis.reporting.chapters import EDITION_CHAPTERS, TERRITORY_CHAPTERS
from analysis.reporting.page.html import ShownBlock
from analysis.reporting.report_content import ReportContent


def chapter_names() -> list[str]:
    """The chapters that a notebook may ask a report for by name, whatever the report is of."""
    known = {**EDITION_CHAPTERS, **TERRITORY_CHAPTERS}
    return [name for name, entry in known.items() if isinstance(entry, Chapter)]


class ShownReport(ReportContent):
    """A report whose chapters are those of its `registry`; `report.quality()` shows the one called quality.

    A chapter that does not apply, or that reports of this kind never have, is None: nothing is shown.
    """

    registry: ClassVar[Mapping[str, Chapter[Any] | EachTheme[Any]]]
    of_themes: ClassVar[EachTheme[Any]]
    """The themes, to be shown one by one."""

    def contents(self) -> ShownBlock | None:
        """The table of contents."""
        entries = [entry for part in self._parts() for entry in part.entries(self)]
        return ShownBlock(Contents(self.voice.say("contents"), entries))

    def parts(self) -> Iterator[ShownBlock]:
        """Every chapter that applies, in the order of the registry."""
        return (ShownBlock(self._section(part)) for part in self._parts())

    def chapters(self) -> Iterator[ShownBlock]:
        """The chapters of the themes, in the questionnaire's order."""
        return (ShownBlock(self._section(part)) for part in self.of_themes.parts(self))

    def chapter(self, theme: str) -> ShownBlock:
        """The chapter of one theme. Raises KeyError, with those there are, where it is none."""
        if theme not in self.voice.survey.themes:
            raise KeyError(f"no theme {theme!r}; expected one of {', '.join(self.voice.survey.themes)}")
        return ShownBlock(self._section(self.of_themes.chapter(theme)))

    def __getattr__(self, name: str) -> Callable[[], ShownBlock | None]:
        """The chapter `name` of the registry, to be shown: report.quality()."""
        known = chapter_names()
        if name not in known:
            raise AttributeError(f"no chapter {name!r} in a report; expected one of {', '.join(known)}")
        return partial(self._shown, name)

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *chapter_names()]

    def _parts(self) -> list[Chapter[Any]]:
        return [part for entry in self.registry.values() for part in entry.parts(self)]

    def _shown(self, name: str) -> ShownBlock | None:
        found = self.registry[name].parts(self) if name in self.registry else []
        return ShownBlock(self._section(found[0])) if found else None

    def _section(self, part: Chapter[Any]) -> Section:
        """The chapter; what fails in it says where."""
        try:
            return part.section(self)
        except Exception as error:
            error.add_note(f"in the chapter “{part.title(self)}”")
            raise
