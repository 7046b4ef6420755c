"""The rows of a table as the record that a kind of chart is drawn from."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from analysis.interactive.charts.chart_choice import ChartName
from analysis.interactive.charts.territory_map import territory_map
from analysis.interactive.showing.cell_texts import decimals_of, indicator_row_of
from analysis.interactive.showing.line_labels import line_labels
from analysis.reporting.charts.answer_matrices import AnswerMatrix
from analysis.reporting.charts.distributions import Distribution
from analysis.reporting.charts.dumbbells import DumbbellRow, Dumbbells
from analysis.reporting.charts.group_dots import DotPanel, GroupDots
from analysis.reporting.charts.ranked_bars import RankedBars
from analysis.reporting.charts.stacked_scales import StackedScale
from analysis.reporting.charts.time_lines import TimeBreak, TimeLines, TimePoint, TimeSeries
from analysis.reporting.drawing.chart_kind import ChartKind
from analysis.reporting.evidence.estimate_charts import point_of, unit_of
from analysis.reporting.evidence.scale_charts import MOST_PARTS, stacked_row, stacked_scale
from analysis.reporting.language.voice import Voice
from analysis.results.indicator_rows import IndicatorRow
from analysis.results.schema import FORMS, significance

Row = Mapping[str, Any]
MOST_LINES = 5
"""Lines of time whose names stand beside their ends."""


@dataclass(frozen=True, eq=False)
class DrawnRows:
    """The rows of a table, each with the record of its figure, and what its lines are called."""

    voice: Voice
    rows: Sequence[tuple[Row, IndicatorRow]]
    labels: Mapping[tuple[str, str], str]

    @classmethod
    def of(cls, frame: pd.DataFrame, voice: Voice) -> DrawnRows:
        """Those of the frame of a table."""
        records: list[dict[Any, Any]] = frame.to_dict("records")
        decimals = decimals_of(records)
        rows = [(row, indicator_row_of(row, decimals.get(row["line"], 1))) for row in records]
        firsts: dict[tuple[str, str], Row] = {}
        for row in records:
            firsts.setdefault((row["line"], row["item"]), row)
        labels = line_labels(list(firsts.values()), voice.colon)
        return cls(voice, rows, dict(zip(firsts, labels, strict=True)))

    def drawing(self, kind: ChartName) -> ChartKind:
        """The record of this kind."""
        made: Mapping[ChartName, Callable[[], ChartKind]] = {
            "bars": self._bars,
            "dots": self._dots,
            "stacked": lambda: replace(self._stacked(), centre=None),
            "diverging": self._stacked,
            "time": self._time,
            "distribution": self._distribution,
            "matrix": self._matrix,
            "map": lambda: territory_map(self.voice, self.rows),
        }
        return made[kind]()

    def _label(self, row: Row) -> str:
        return self.labels[row["line"], row["item"]]

    @property
    def _unit(self) -> str:
        return unit_of(self.rows[0][1])

    def _bars(self) -> RankedBars:
        points = [point_of(self.voice, self._label(row), record) for row, record in self.rows]
        return RankedBars(points, self._unit)

    def _distribution(self) -> Distribution:
        """A column for each answer; those of a score under their number, with what both ends mean."""
        labels = [self._label(row) for row, _ in self.rows]
        codes = [str(row["item"]) for row, _ in self.rows]
        is_score = all(code.isdecimal() for code in codes) and len(codes) > MOST_PARTS
        points = [
            point_of(self.voice, name, record)
            for name, (_, record) in zip(codes if is_score else labels, self.rows, strict=True)
        ]
        return Distribution(points, ends=(labels[0], labels[-1]) if is_score else ("", ""))

    def _dots(self) -> GroupDots:
        panels = [panel for line in self.labels for panel in self._panels(line)]
        return GroupDots(panels, self._unit, FORMS[self.rows[0][0]["statistic"]].is_balance)

    def _panels(self, line: tuple[str, str]) -> list[DotPanel]:
        """The panels of one line: one for each variable, and for each group that they stand in."""
        own = [(row, record) for row, record in self.rows if (row["line"], row["item"]) == line]
        whole = [record for row, record in own if not row["by"] and record.is_shown]
        is_sum = FORMS[own[0][0]["statistic"]].is_sum
        everyone = point_of(self.voice, self.voice.say("all"), whole[0]) if whole and not is_sum else None
        parts: dict[tuple[str, str], list[tuple[Row, IndicatorRow]]] = {}
        for row, record in own:
            if row["by"]:
                parts.setdefault((row["within_code"], row["by"]), []).append((row, record))
        several = len({by for _, by in parts}) > 1
        panels = []
        for inside in parts.values():
            first = inside[0][0]
            where = [first["within_label"], first["by_label"] if several or not first["within_label"] else ""]
            heads = [self.labels[line] if len(self.labels) > 1 else "", *where]
            if len(self.labels) > 1 and len(parts) == 1:
                heads = heads[:1]
            points = [point_of(self.voice, row["group_label"], record) for row, record in inside]
            panels.append(DotPanel(", ".join(filter(None, heads)), points, everyone))
        return panels

    def _stacked(self) -> StackedScale:
        """A bar for each question and group, of the answers in their order."""
        parts: dict[tuple[str, ...], list[tuple[Row, IndicatorRow]]] = {}
        for row, record in self.rows:
            key = (row["question"], row["within_code"], row["by"], row["group"])
            parts.setdefault(key, []).append((row, record))
        questions = len({key[0] for key in parts}) > 1
        bars = []
        for found in parts.values():
            first = found[0][0]
            question = self.voice.survey.questions[first["question"]]
            said = [first["question_label"] if questions else "", first["within_label"]]
            said.append(
                first["group_label"] if len(parts) > 1 and not (questions and not first["by"]) else ""
            )
            label = ", ".join(filter(None, said)) or str(first["question_label"])
            bars.append(stacked_row(self.voice, label, False, question, [record for _, record in found]))
        return stacked_scale(self.voice, self.voice.survey.questions[self.rows[0][0]["question"]], bars)

    def _time(self) -> TimeLines | Dumbbells:
        """A line for each figure, with a break where a series is broken; many of two editions as dots."""
        dates = sorted({row["edition_year"]: str(row["edition_label"]) for row, _ in self.rows}.items())
        parts: dict[tuple[str, ...], list[tuple[Row, IndicatorRow]]] = {}
        for row, record in self.rows:
            parts.setdefault((row["line"], row["item"], row["by"], row["group"]), []).append((row, record))
        series = [self._series(sorted(found, key=_year)) for found in parts.values()]
        if len(series) > MOST_LINES and len(dates) == 2:
            rows = [
                DumbbellRow(each.label, each.points[0].point, each.points[1].point, each.moves)
                for each in series
                if len(each.points) == 2
            ]
            return Dumbbells(rows, (dates[0][1], dates[1][1]), self._unit)
        shown = [each for each in series if each.points]
        first, *others = shown
        quiet = [replace(each, breaks=[replace(b, label="") for b in each.breaks]) for each in others]
        return TimeLines([first, *(quiet if first.breaks else others)], dates, self._unit)

    def _series(self, rows: Sequence[tuple[Row, IndicatorRow]]) -> TimeSeries:
        """One figure in the order of time; what is hidden has no point."""
        first, last = rows[0][0], rows[-1][0]
        said = [
            self._label(first) if len(self.labels) > 1 else "",
            first["group_label"] if first["by"] else "",
        ]
        label = ", ".join(filter(None, said)) or self._alone(first)
        points = [
            TimePoint(row["edition_year"], point_of(self.voice, str(row["edition_label"]), record))
            for row, record in rows
            if record.is_shown
        ]
        state, p = last.get("difference_state"), last.get("p_adjusted")
        middle = (rows[-2][0]["edition_year"] + last["edition_year"]) / 2 if len(rows) > 1 else 0.0
        breaks = [TimeBreak(middle, self.voice.say("library.change.break"))] if state == "break" else []
        moves = p is not None and p < significance(self.voice.level)
        return TimeSeries(label, points, breaks, state == "fixed", moves)

    def _alone(self, row: Row) -> str:
        """What the figure of all is called: all, beside groups, else what is counted."""
        return str(row["group_label"]) if any(other["by"] for other, _ in self.rows) else self._label(row)

    def _matrix(self) -> AnswerMatrix:
        """A row for each answer, with the share of those who gave it that gave each other one."""
        of = {(row["group"], row["item"]): (row, record) for row, record in self.rows if row["by"]}
        items = [item for _, item in self.labels]
        groups = [item for item in items if any(group == item for group, _ in of)]
        cells = [
            [
                None
                if held == item
                else point_of(self.voice, str(of[held, item][0]["item_label"]), of[held, item][1])
                for item in groups
            ]
            for held in groups
        ]
        return AnswerMatrix([str(of[item, item][0]["item_label"]) for item in groups], cells)


def _year(each: tuple[Row, IndicatorRow]) -> float:
    return float(each[0]["edition_year"])
