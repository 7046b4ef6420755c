"""A table: what was estimated and compared, ready to be shown, written, drawn and reported."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import pandas as pd

from analysis.interactive.asking.derived_record import SaidText
from analysis.interactive.asking.near_names import AnalystError, NearNames, near_arguments
from analysis.interactive.figures.spoken_comparisons import SpokenComparisons
from analysis.interactive.keeping.toml_record import toml_of
from analysis.interactive.showing.displays import as_html, as_text
from analysis.interactive.showing.layout import ShownTable, laid_out
from analysis.interactive.showing.shown_facts import Facts, Request
from analysis.interactive.showing.sorting import sorted_frame
from analysis.interactive.showing.table_sentences import sentence_of
from analysis.reporting.language.voice import Voice

if TYPE_CHECKING:  # charts and workbooks are imported when one is asked for: opening a survey waits for none
    from matplotlib.axes import Axes

    from analysis.interactive.charts.chart_choice import ChartName
    from analysis.interactive.charts.table_charts import TableChart

__all__ = ["Facts", "Request", "Table"]


@dataclass(frozen=True, eq=False, repr=False)
class Table(NearNames):
    """Estimates with their labels, precision, bases and tests, and the marks of what may not be shown.

    frame: one row per estimate. tested: the tests below the table, None where they were not computed. pairs:
    every comparison that was asked for. spoken: those of its sentence, None where it has many figures. No
    answers of respondents are kept.
    """

    _called: ClassVar[str] = "a table"

    frame: pd.DataFrame
    tested: pd.DataFrame | None
    pairs: pd.DataFrame
    request: Request
    facts: Facts
    language: str
    spoken: SpokenComparisons | None = field(default=None, repr=False)
    is_turned: bool = False

    @property
    def voice(self) -> Voice:
        """The language of the display, with the labels of the survey."""
        return Voice(self.language, self.facts.survey)

    @property
    def tests(self) -> pd.DataFrame:
        """The tests of the groups of each variable as a whole, one a row. Raises AnalystError where they were
        not computed: a table of many questions has them on request."""
        if self.is_trend:
            raise AnalystError("tests: open one edition for tests of whole tables")
        if self.tested is None:
            raise AnalystError("tests: a table of several figures has them on request; give it tests=True")
        return self.tested

    @property
    def wide(self) -> pd.DataFrame:
        """The values alone, groups by answers, labelled."""
        index = [
            name for name in ("within_label", "by_label", "group_label") if (self.frame[name] != "").any()
        ]
        lines = [
            "question_label",
            "item_label",
            "statistic_label",
            *(["edition_label"] if self.is_trend else []),
        ]
        used = [name for name in lines if self.frame[name].nunique() > 1] or ["question_label"]
        keyed = self.frame.set_index([*(index or ["group_label"]), *used])["value"]
        return pd.DataFrame(keyed.unstack(list(range(-len(used), 0)), sort=False))

    @property
    def is_trend(self) -> bool:
        """Whether editions stand side by side."""
        return "edition" in self.frame

    @property
    def T(self) -> Table:  # noqa: N802 - as of a frame of pandas
        """The same table with its sides exchanged."""
        return replace(self, is_turned=not self.is_turned)

    @near_arguments
    def sorted(self, by: str | None = None) -> Table:
        """The rows by value, the greatest first: answers by that of all, or of the group `by`; groups within
        their variable, by the one figure there is or the answer `by`."""
        return replace(self, frame=sorted_frame(self.frame, by))

    @near_arguments
    def to_csv(self, path: str | Path) -> Path:
        """The frame as a CSV file, with the rules it was made under in a column."""
        from analysis.interactive.keeping.table_files import as_csv

        return as_csv(self.frame, self.facts, Path(path))

    @near_arguments
    def to_excel(self, path: str | Path) -> Path:
        """A workbook: the table as it is shown with its notes, and a sheet of the frame."""
        from analysis.interactive.keeping.table_files import as_workbook

        return as_workbook(self.shown, self.frame, self.facts, Path(path))

    @near_arguments
    def chart(self, kind: ChartName | None = None, *, ax: Axes | None = None) -> TableChart:
        """The chart of the table, an object with `figure` and `axes`; drawn into the Axes given, if there is
        one.

        kind: "bars", "dots", "stacked", "diverging", "time", "distribution", "matrix" or "map", by default
        that which shows the table best. Raises AnalystError where the table cannot be drawn so.
        """
        from analysis.interactive.charts.table_charts import chart_of_table

        return chart_of_table(self.frame, self.request, self.voice, self.shown, kind, ax)

    def sentence(self) -> str:
        """The table in words, as a report says it: with the verbs of its indicator where it is one, and no
        difference that a test does not establish."""
        voice = Voice(self.language, self.facts.reported)
        spoken = None if self.spoken is None else self.spoken.comparisons
        said = sentence_of(self.frame, self.request, voice, spoken)
        return SaidText(f"{self.shown.band}. {said}" if self.facts.is_explored else said)

    @near_arguments
    def to_toml(self, name: str, theme: str | None = None, write: bool = False) -> str:
        """The definitions that put the table into the report, checked with the survey's own file.

        theme: where it stands, by default the only theme there is. With `write` they are added at the end of
        survey.toml, whose comments stay.
        """
        return toml_of(self.request, self.facts, name, theme, write)

    @property
    def shown(self) -> ShownTable:
        """The table as it is displayed, as texts."""
        return laid_out(self.frame, self.tested, self.request, self.facts, self.voice, self.is_turned)

    def __repr__(self) -> str:
        return as_text(self.shown)

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
        shown = self.shown
        return {"text/html": as_html(shown), "text/plain": as_text(shown)}
