"""The numbers of a chart as an office file holds them, with the workbook in which they are edited."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.chart.xlsx import CategoryWorkbookWriter
from xlsxwriter import Workbook

from analysis.reporting.blocks import Point
from analysis.reporting.documents.native.native_charts import NativeChart, number_format
from analysis.reporting.documents.office_files import FIXED, clean

AS_THEY_ARE = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
"""How texts are written in the workbook of a chart: never as a formula, never as a link."""


class ChartNumbers(CategoryChartData):
    """The categories and values of a chart as the file holds them, with the lengths of its intervals."""

    def __init__(self, native: NativeChart) -> None:
        super().__init__()
        self.intervals = native.with_intervals
        self._add_categories(native)
        for series in native.series:
            form = number_format(series.points) or "General"
            self.add_series(clean(series.name), [point.value for point in series.points], form)

    def _add_categories(self, native: NativeChart) -> None:
        if native.dates:
            self.categories = native.dates
        elif native.groups:
            labels = iter(native.categories)
            for heading, count in native.groups:
                group = self.add_category(clean(heading))
                for _ in range(count):
                    group.add_sub_category(clean(next(labels)))
        else:
            self.categories = [clean(label) for label in native.categories]

    @property
    def _workbook_writer(self) -> NumbersWorkbook:
        return NumbersWorkbook(self)

    @property
    def ends(self) -> tuple[list[float], list[float]]:
        """How far each interval reaches above and below its value."""
        points = self.intervals.points if self.intervals else ()
        return [_reach(p, p.high) for p in points], [_reach(p, p.low) for p in points]


def _reach(point: Point, end: float | None) -> float:
    is_whole = point.value is not None and point.low is not None and point.high is not None
    return abs(end - point.value) if is_whole and end is not None and point.value is not None else 0.0


class NumbersWorkbook(CategoryWorkbookWriter):
    """The workbook of a chart: categories, series, then what its intervals reach above and below."""

    @contextmanager
    def _open_worksheet(self, xlsx_file: Any) -> Iterator[tuple[Any, Any]]:
        workbook = Workbook(xlsx_file, AS_THEY_ARE)
        workbook.set_properties({"created": FIXED.replace(tzinfo=None)})
        yield workbook, workbook.add_worksheet()
        workbook.close()

    def _populate_worksheet(self, workbook: Any, worksheet: Any) -> None:
        super()._populate_worksheet(workbook, worksheet)
        if self._chart_data.intervals:
            for rank, (sign, lengths) in enumerate(zip("+\u2212", self._chart_data.ends, strict=True)):
                worksheet.write(0, self._first_end + rank, sign)
                worksheet.write_column(1, self._first_end + rank, lengths)

    @property
    def _first_end(self) -> int:
        return int(self._chart_data.categories.depth) + len(self._chart_data)

    def end_ref(self, rank: int) -> str:
        """Where the lengths above (0) or below (1) stand."""
        column = self._column_reference(self._first_end + rank + 1)
        return f"Sheet1!${column}$2:${column}${len(self._chart_data.ends[rank]) + 1}"
