"""What a chart becomes in an office program: its form, categories and series, the texts of figures."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from analysis.reporting.blocks import Chart, Point
from analysis.reporting.charts import chart_of
from analysis.reporting.charts.dumbbells import DumbbellRow, Dumbbells
from analysis.reporting.charts.group_dots import DotPanel, GroupDots
from analysis.reporting.charts.ranked_bars import RankedBars
from analysis.reporting.charts.stacked_scales import StackedRow, StackedScale
from analysis.reporting.charts.time_lines import TimeLines, TimePoint, TimeSeries
from analysis.reporting.documents.native.native_charts import along_groups, native_chart, number_format
from analysis.reporting.documents.native.office_charts import chart_files
from analysis.reporting.drawing.chart_kind import ChartKind
from analysis.reporting.language.typography import Typesetter

HIDDEN = Point("Corse", None, None, None, "c", said="confidentiel")


def at(label: str, value: float, text: str = "", reference: float | None = None) -> Point:
    return Point(label, value, value - 2, value + 2, text or f"{value:.0f} %", reference)


def drawn(kind: ChartKind) -> Chart:
    return chart_of(kind, Typesetter("fr"), "chart-x", "Formés", "Part")


DATED = [TimePoint(2008.1, at("2009", 51.0)), TimePoint(2024.2, at("2024", 77.0))]
FORMS = [
    (RankedBars([at("Oui", 60.0), at("Non", 40.0)]), "bars", ["Oui", "Non"], [[60.0, 40.0]]),
    (RankedBars([at("Oui", 60.0), HIDDEN]), "bars", ["Oui", "Corse (confidentiel)"], [[60.0, None]]),
    (
        Dumbbells([DumbbellRow("Reçus", at("2009", 6.0), at("2024", 41.0))], ("2009", "2024")),
        *("bars", ["Reçus"], [[6.0], [41.0]]),
    ),
    (TimeLines([TimeSeries("Formés", DATED)], [(2008.1, "2009")]), "lines", ["2009", "2024"], [[51.0, 77.0]]),
    (
        StackedScale([StackedRow("Temps", [at("Oui", 70.0), at("Non", 30.0)])], ["a", "b"], ["#111111"] * 2),
        *("stacked", ["Temps"], [[70.0], [30.0]]),
    ),
    (
        GroupDots([DotPanel("A", [at("F", 1.0), at("H", 2.0)]), DotPanel("B", [at("F", 3.0), at("H", 4.0)])]),
        *("bars", ["F", "H"], [[1.0, 2.0], [3.0, 4.0]]),
    ),
    (
        GroupDots([DotPanel("", [at("Accueil", 60.0, reference=55.0)])]),
        *("bars", ["Accueil"], [[60.0], [55.0]]),
    ),
]


@pytest.mark.parametrize(("kind", "form", "categories", "values"), FORMS)
def test_a_chart_has_the_form_that_its_evidence_asks_for(
    kind: ChartKind, form: str, categories: list[str], values: list[list[float | None]]
) -> None:
    made = native_chart(drawn(kind), ("Bretagne", "Ailleurs"))
    assert made is not None
    assert (made.form, list(made.categories)) == (form, categories)
    assert [[point.value for point in series.points] for series in made.series] == values


def test_a_line_stands_on_the_dates_of_its_figures() -> None:
    made = native_chart(drawn(TimeLines([TimeSeries("Formés", DATED)], [(2008.1, "2009")])))
    assert made is not None
    assert list(made.dates) == [date(2008, 2, 6), date(2024, 3, 14)]


def test_groups_of_several_breakdowns_stand_under_the_names_of_these() -> None:
    panels = [DotPanel("Sexe", [at("F", 1.0), at("H", 2.0)]), DotPanel("Âge", [at("65+", 3.0)])]
    made = native_chart(drawn(GroupDots(panels)))
    assert made is not None
    assert list(made.groups) == [("Sexe", 2), ("Âge", 1)]


def test_what_has_no_form_or_no_value_is_no_chart() -> None:
    assert native_chart(drawn(RankedBars([HIDDEN, replace(HIDDEN, label="Lozère")]))) is None
    assert native_chart(replace(drawn(RankedBars([at("Oui", 60.0)])), kind="tile_map")) is None


TEXTS = [
    ("whole percents", [at("", 60.0, "60\u202f%"), at("", 6.5, "7\u202f%")], '#,##0"\u202f%"'),
    ("one decimal", [at("", 7.52, "7,5"), at("", 8.0, "8,0")], "#,##0.0"),
    ("thousands", [at("", 1234.0, "1\u202f234")], "#,##0"),
    ("balances", [at("", 23.0, "+23"), at("", -4.0, "\u22124")], "+#,##0;\u2212#,##0;#,##0"),
    ("a text that no rounding gives", [at("", 2_340_000.0, "2,3 millions")], ""),
    ("units that differ", [at("", 1.0, "1 heure"), at("", 2.0, "2 heures")], ""),
]


@pytest.mark.parametrize(("points", "expected"), [t[1:] for t in TEXTS], ids=[t[0] for t in TEXTS])
def test_figures_of_a_chart_are_written_as_in_the_report(points: list[Point], expected: str) -> None:
    assert number_format(points) == expected


SIZES = [at("Moins de 10", 41.0), at("10 à 49", 52.0), at("50 ou plus", 69.0)]
STAYS = {
    "two groups": RankedBars(SIZES[:2]),
    "one that may not be shown": RankedBars([*SIZES, HIDDEN]),
    "two series": GroupDots([DotPanel("", [at(each.label, 60.0, reference=55.0) for each in SIZES])]),
}


def test_groups_in_an_order_are_a_line_whose_figures_stand_above_their_intervals() -> None:
    bars = native_chart(drawn(RankedBars(SIZES)))
    assert bars is not None
    line = along_groups(bars)
    assert (line.form, list(line.categories)) == ("along", [each.label for each in SIZES])
    assert line.with_intervals is line.series[0]
    assert [point.value for point in line.series[1].points] == [43.0, 54.0, 71.0]
    assert [point.text for point in line.series[1].points] == ["41 %", "52 %", "69 %"]


@pytest.mark.parametrize("case", STAYS)
def test_no_line_goes_along_what_is_no_order_or_has_a_gap(case: str) -> None:
    bars = native_chart(drawn(STAYS[case]), ("Bretagne", "Ailleurs"))
    assert bars is not None
    assert along_groups(bars) is bars


def test_a_line_along_groups_has_upright_intervals_and_no_legend() -> None:
    bars = native_chart(drawn(RankedBars(SIZES)))
    assert bars is not None
    xml = chart_files(along_groups(bars), 400)[0].decode()
    assert '<c:errDir val="y"/>' in xml and "<c:lineChart>" in xml and "<c:legend>" not in xml
    assert all(f"<a:t>{text}</a:t>" in xml for text in ("41 %", "52 %", "69 %"))
