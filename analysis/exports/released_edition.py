"""The release of an edition as exports read it: its definitions, and its released tables by name."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from analysis.questionnaire import Edition, Survey, read_edition, read_survey
from analysis.reporting.language.voice import Voice
from analysis.results.comparison_rows import Comparisons, gathered
from analysis.results.csv_files import cells_in, rows_in
from analysis.results.indicator_rows import (
    IndicatorRow,
    IndicatorRows,
    counted_together,
    indicator_row,
    with_decimals,
)
from analysis.results.released_columns import RELEASED_COMPARISONS, RELEASED_INDICATORS, RELEASED_PROVENANCE
from analysis.results.schema import File
from analysis.workspace import Place

READ = (".csv", ".json")
"""Endings of the released files that are read."""


@dataclass(frozen=True)
class ReleasedEdition:
    """An edition with the bytes of its released files by name; nothing else of its results is at hand."""

    survey: Survey
    edition: Edition
    files: Mapping[str, bytes]

    @classmethod
    def of_folder(cls, place: Place, folder: Path) -> ReleasedEdition:
        """The edition by its definitions of now, with the tables that stand in a folder."""
        survey = read_survey(place.survey_toml)
        files = {path.name: path.read_bytes() for path in folder.iterdir() if path.suffix in READ}
        return cls(survey, read_edition(place.edition_toml, survey), files)

    def rows(self, file: File) -> list[dict[str, str]]:
        """The rows of a released table as text by column; none where the edition has no such table."""
        return list(rows_in(self.files.get(file.name, b"")))

    @cached_property
    def indicator_cells(self) -> list[dict[str, str]]:
        """The rows of indicators.csv as text by column."""
        return self.rows(RELEASED_INDICATORS)

    @cached_property
    def indicators(self) -> IndicatorRows:
        """The figures of indicators.csv, row by row, and how they compare."""
        figures = with_decimals([indicator_row(row) for row in self.indicator_cells])
        return IndicatorRows(tuple(figures), self._comparisons)

    @cached_property
    def answered(self) -> list[str]:
        """The indicators that have respondents in some group, in the order of the survey; not those of
        questions that the edition did not ask."""
        figures = self.indicators
        return [
            name for name in self.survey.indicators if any(row.mark != "empty" for row in figures.of(name))
        ]

    @property
    def _comparisons(self) -> Comparisons:
        rows = cells_in(self.files.get(RELEASED_COMPARISONS.name, b""))
        header = next(rows, None)
        return gathered(header, rows) if header else Comparisons()

    @cached_property
    def provenance(self) -> Mapping[str, Any]:
        """What provenance.json says."""
        found: Mapping[str, Any] = json.loads(self.files.get(RELEASED_PROVENANCE.name, b"{}"))
        return found

    @property
    def respondents(self) -> int | None:
        """How many respondents there are; None where that may not be told."""
        found = self.provenance.get("counts", {}).get("kept")
        return None if found is None else int(found)

    @cached_property
    def named_survey(self) -> Survey:
        """The survey, groups in which others are counted called so."""
        return self.survey.named_together(counted_together(self.indicators.rows))

    def voice(self, language: str) -> Voice:
        """The labels of the edition beside the words of a language."""
        return Voice(language, self.named_survey)


def population_label(voice: Voice, row: IndicatorRow) -> str:
    """Whom a figure speaks of: its population, or everyone."""
    return voice.population(row.population) or voice.say("all")
