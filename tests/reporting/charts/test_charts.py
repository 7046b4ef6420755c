"""Charts: what is drawn is what was computed, at both widths, and what stands for it says the same."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from analysis.reporting.blocks import Point
from analysis.reporting.charts import CHART_KINDS, chart_of, draw
from analysis.reporting.charts.compared_figures import ComparedFigure, ComparedFigures
from analysis.reporting.charts.distributions import Distribution
from analysis.reporting.charts.dumbbells import DumbbellRow, Dumbbells
from analysis.reporting.charts.group_dots import DotPanel, GroupDots
from analysis.reporting.charts.ranked_bars import RankedBars
from analysis.reporting.charts.stacked_scales import StackedRow, StackedScale
from analysis.reporting.charts.time_lines import TimeBreak, TimeLines, TimePoint, TimeSeries, spread
from analysis.reporting.drawing.chart_kind import ChartKind
from analysis.reporting.drawing.chart_style import ACCENT, CONTEXT_BAR, INK, scale_colours
from analysis.reporting.drawing.lettering import text_width
from analysis.reporting.drawing.sheet import Bar, Dot, Lettering, Sheet, Stroke
from analysis.reporting.drawing.tile_grids import grid_of, tile_grid
from analysis.reporting.drawing.value_axis import ValueAxis, bar_axis, dot_axis
from analysis.reporting.language.typography import Typesetter
from tests.docs.chart_samples import SAMPLES

FR = Typesetter("fr")
POINTS = [
    Point("Bouche à oreille", 47.0, 40.0, 60.0, "47 %", is_key=True),
    Point("Forum <b> $x^2$ & co", 20.0, 15.0, 25.0, "20 %"),
    Point("Autre", None, None, None, "n.p."),
]
WIDTHS = (680.0, 340.0)


def of_kind(sheet: Sheet, kind: type) -> list:  # type: ignore[type-arg]
    return [mark for mark in sheet.marks if isinstance(mark, kind)]


AXES = [
    ("bars start at zero", bar_axis([Point("", 47, 40, 60, "")], "%", 6), (0, 60)),
    ("bars reach the next ten", bar_axis([Point("", 33, 30, 36, "")], "%", 6), (0, 40)),
    ("shares end at a hundred", bar_axis([Point("", 98, 97, 99.5, "")], "%", 6), (0, 100)),
    ("dots are near what they show", dot_axis([Point("", 78, 71, 88, "")], "%", 4), (70, 90)),
    ("dots near zero show it", dot_axis([Point("", 12, 9, 21, "")], "%", 4), (0, 30)),
    ("means need no zero", dot_axis([Point("", 7.6, 7.5, 7.7, "")], "", 4), (7.5, 7.7)),
    ("a balance goes through zero", bar_axis([Point("", -12, -20, 3, "")], "", 4), (-20, 10)),
    ("nothing is known", bar_axis([Point("", None, None, None, "")], "%", 4), (0, 1)),
    ("nobody gave it", bar_axis([Point("", 0.0, 0.0, 0.0, "")], "%", 4), (0, 1)),
]


@pytest.mark.parametrize(("axis", "ends"), [case[1:] for case in AXES], ids=[case[0] for case in AXES])
def test_an_axis_starts_and_ends_on_round_numbers(axis: ValueAxis, ends: tuple[float, float]) -> None:
    assert axis.start <= ends[0] + 1e-9
    assert axis.end >= ends[1] - 1e-9 or axis.end == pytest.approx(ends[1])
    assert all(axis.start - 1e-9 <= tick <= axis.end + 1e-9 for tick in axis.ticks())
    assert 1 <= len(axis.ticks()) <= 8


@pytest.mark.parametrize("width", WIDTHS)
def test_bars_and_their_intervals_are_as_long_as_their_values(width: float) -> None:
    sheet = RankedBars(POINTS).drawn(FR, width)
    scale = sheet.across
    assert scale is not None
    bars = {bar.colour: bar for bar in of_kind(sheet, Bar)}
    assert bars[ACCENT].left == bars[CONTEXT_BAR].left == scale.at(0)
    assert bars[ACCENT].width / bars[CONTEXT_BAR].width == pytest.approx(47 / 20)
    level = [s for s in of_kind(sheet, Stroke) if s.colour == INK and s.places[0][1] == s.places[1][1]]
    assert [(s.places[0][0], s.places[1][0]) for s in level] == [
        (scale.at(40), scale.at(60)),
        (scale.at(15), scale.at(25)),
    ]


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("width", WIDTHS)
def test_every_text_stands_inside_the_drawing_and_can_be_read(name: str, width: float) -> None:
    sheet = SAMPLES[name]().drawn(FR, width)
    assert sheet.width == width
    for text in of_kind(sheet, Lettering):
        length = text_width(text.text, text.size, text.is_bold)
        left = text.x - {"start": 0.0, "middle": length / 2, "end": length}[text.anchor]
        assert left >= -6, text
        assert left + length <= width + 6, text
        assert 0 <= text.y <= sheet.height, text
        assert text.size >= 9 or name == "tile_map_of_departments"


@pytest.mark.parametrize("name", SAMPLES)
def test_every_point_that_is_shown_is_in_the_data_and_no_drawing_has_ids_or_styles(name: str) -> None:
    chart = chart_of(SAMPLES[name](), FR, "chart-x", "Titre", "Ce qui est montré", "Base.")
    for svg in (chart.svg, chart.narrow):
        root = ElementTree.fromstring(svg)
        assert (root.get("role"), root.get("aria-label")) == ("img", chart.alternative)
        assert not any({"id", "style", "class", "href"} & set(node.keys()) for node in root.iter())
        assert len(list(root.iter())) > 3
    assert chart.panels
    assert chart == chart_of(SAMPLES[name](), FR, "chart-x", "Titre", "Ce qui est montré", "Base.")


def test_the_samples_show_every_kind() -> None:
    shown = {type(sample()) for sample in SAMPLES.values()}
    assert shown == set(CHART_KINDS.values())


def test_texts_are_text_and_nothing_in_them_is_markup_or_formula() -> None:
    chart = chart_of(RankedBars(POINTS), FR, "chart-x", "Titre")
    root = ElementTree.fromstring(chart.svg)
    texts = [node.text for node in root.iter("text")]
    assert {"Bouche à oreille", "47 %", "n.p."} <= set(texts)
    assert "Forum <b> $x^2$ & co 20 %" in (root.get("aria-label") or "")


def test_the_text_that_stands_for_a_chart_has_every_figure() -> None:
    said = RankedBars(POINTS).in_words(FR)
    assert all(f"{point.label} {point.text}" in said for point in POINTS)


def test_rows_of_a_scale_meet_at_the_central_line_and_are_as_long_as_their_shares() -> None:
    keys = ["Oui", "Plutôt", "Guère", "Non"]
    rows = [
        StackedRow(name, [Point(k, v, None, None, f"{v:.0f} %") for k, v in zip(keys, shares, strict=True)])
        for name, shares in (("A", [40.0, 30.0, 20.0, 10.0]), ("B", [10.0, 20.0, 30.0, 40.0]))
    ]
    sheet = StackedScale(rows, keys, scale_colours(2, 2, middle=False), 2).drawn(FR, 680)
    parts = [bar for bar in of_kind(sheet, Bar) if bar.height > 12]
    (line,) = [s for s in of_kind(sheet, Stroke) if s.places[0][0] == s.places[1][0]]
    centre = line.places[0][0]
    assert [parts[2].left, parts[6].left] == pytest.approx([centre, centre])
    lengths = [part.width + 1 for part in parts]
    assert lengths[0] / lengths[1] == pytest.approx(4 / 3)
    assert sum(lengths[:4]) == pytest.approx(sum(lengths[4:]))


def test_hidden_parts_are_white_and_together_the_rest_to_a_hundred() -> None:
    hidden = Point("Oui", None, None, None, "")
    shown = Point("Non", 70.0, None, None, "70 %")
    two = StackedRow("A", [hidden, replace(hidden, label="Plutôt"), shown])
    one = StackedRow("B", [hidden, replace(shown, label="Plutôt"), replace(shown, value=10.0)])
    drawing = StackedScale(
        [two, one], ["Oui", "Plutôt", "Non"], ["#33588c", "#7d9cc4", "#0b6e6e"], hidden="m"
    )
    sheet = drawing.drawn(FR, 680)
    white = [bar for bar in of_kind(sheet, Bar) if bar.rim and bar.height > 12]
    full = next(bar for bar in of_kind(sheet, Bar) if bar.colour == "#0b6e6e" and bar.height > 12)
    assert len(white) == 2
    assert [w.width + 1 for w in white] == pytest.approx([(full.width + 1) * 15 / 70] * 2)


def test_panels_side_by_side_share_their_axis() -> None:
    first = DotPanel("Un", [Point("a", 20.0, 15, 25, "20 %"), Point("b", 60.0, 55, 65, "60 %")])
    second = DotPanel("Deux", [Point("a", 60.0, 55, 65, "60 %"), Point("b", 20.0, 15, 25, "20 %")])
    dots = of_kind(GroupDots([first, second]).drawn(FR, 680), Dot)
    assert dots[1].x - dots[0].x == pytest.approx(dots[2].x - dots[3].x)
    assert dots[0].y == dots[2].y


@pytest.mark.parametrize(
    ("fixed", "broken", "lines"), [(False, False, 1), (True, False, 0), (False, True, 0)]
)
def test_no_line_joins_what_cannot_be_compared(fixed: bool, broken: bool, lines: int) -> None:
    points = [TimePoint(2008.0, Point("2008", 40.0, None, None, "40 %"))]
    points += [TimePoint(2024.0, Point("2024", 60.0, None, None, "60 %"))]
    breaks = [TimeBreak(2016.0, "libellé changé")] if broken else []
    drawing = TimeLines([TimeSeries("Oui", points, breaks, fixed)], [(2008.0, "2008"), (2024.0, "2024")])
    strokes = [s for s in of_kind(drawing.drawn(FR, 680), Stroke) if s.width > 2]
    assert len(strokes) == lines


def test_dates_stand_at_their_distance_in_time() -> None:
    points = [
        TimePoint(when, Point(str(when), 50.0, None, None, "50 %")) for when in (2000.0, 2004.0, 2020.0)
    ]
    dots = of_kind(TimeLines([TimeSeries("Oui", points)], []).drawn(FR, 680), Dot)
    assert (dots[1].x - dots[0].x) / (dots[2].x - dots[0].x) == pytest.approx(0.2)


def test_names_at_the_end_of_lines_do_not_touch_and_keep_their_order() -> None:
    placed = spread([50.0, 52.0, 51.0, 90.0], [14.0] * 4)
    assert sorted(placed) == [placed[0], placed[2], placed[1], placed[3]]
    assert all(after - before >= 14 - 1e-9 for before, after in pairwise(sorted(placed)))


@pytest.mark.parametrize("most", [9, 87, 210, 1500])
def test_no_count_above_a_column_touches_the_next(most: int) -> None:
    columns = [Point(str(n), float(most), None, None, str(most)) for n in range(20)]
    sheet = Distribution(columns).drawn(FR, 340)
    counts = [text for text in of_kind(sheet, Lettering) if text.text == str(most) and text.y < 158]
    assert len(counts) == 20
    assert all(after.x - before.x >= text_width(str(most), before.size) for before, after in pairwise(counts))


LONG = "La reconnaissance sociale et la valorisation de mon engagement bénévole"
LONG_POINT = Point(LONG, 47.0, 40.0, 60.0, "47 %", reference=30.0)
OF_LONG_NAMES: list[ChartKind] = [
    RankedBars([LONG_POINT, LONG_POINT]),
    Dumbbells([DumbbellRow(LONG, LONG_POINT, LONG_POINT)] * 2, ("2009", "2024")),
    StackedScale([StackedRow(LONG, [LONG_POINT, LONG_POINT])] * 2, ["a", "b"], ["#111111"] * 2),
    ComparedFigures([ComparedFigure(LONG_POINT, "30 %", "+17")] * 2, ("Ici", "Ailleurs", "Écart")),
]


@pytest.mark.parametrize("kind", OF_LONG_NAMES, ids=lambda kind: type(kind).__name__)
def test_a_long_name_stands_whole_above_its_mark_on_a_telephone(kind: ChartKind) -> None:
    sheet = kind.drawn(FR, 340)
    lines = [text for text in of_kind(sheet, Lettering) if len(text.text) > 1 and text.text in LONG]
    assert " ".join(text.text for text in lines) == f"{LONG} {LONG}"
    places = [text.y for text in lines]
    assert places == sorted(places) and all(after - y > 10 for y, after in pairwise(places))
    figures = [text.y for text in of_kind(sheet, Lettering) if text.text.startswith("47")]
    assert figures and all(abs(y - place) > 10 for y in figures for place in places)
    assert max(figures) < sheet.height


def test_the_names_of_columns_stay_within_the_drawing() -> None:
    columns = [Point(f"−{n},0 à −{n},5", float(n), None, None, str(n)) for n in range(20)]
    for width in WIDTHS:
        for text in of_kind(Distribution(columns).drawn(FR, width), Lettering):
            half = text_width(text.text, text.size) / 2
            assert half - 1e-9 <= text.x <= width - half + 1e-9 or text.anchor != "middle"


def test_every_territory_has_a_tile_of_its_own() -> None:
    for name, count in (("regions", 18), ("departments", 101)):
        grid = tile_grid(name)
        assert len(grid.places) == len(set(grid.places.values())) == count
    assert grid_of({"84": 1, "75": 1, "01": 1}) is not None
    assert grid_of({"lyon": 1}) is None


def test_a_chart_is_drawn_into_an_axes_on_its_values() -> None:
    from matplotlib.figure import Figure

    axes = draw(RankedBars(POINTS), FR)
    zero, fifty = (axes.transData.transform((value, 0))[0] for value in (0, 50))
    sheet = RankedBars(POINTS).drawn(FR, 680)
    assert sheet.across is not None
    assert (zero, fifty) == pytest.approx((sheet.across.at(0), sheet.across.at(50)))
    assert axes.get_label() == RankedBars(POINTS).in_words(FR)
    own = Figure(figsize=(5, 3)).add_subplot()
    assert draw(RankedBars(POINTS), FR, own) is own
    assert {text.get_text() for text in own.texts} >= {"47 %", "n.p."}
    assert not own.figure.axes[1:]


def test_a_kind_of_chart_that_is_not_registered_is_refused_by_name() -> None:
    class Clouds(RankedBars):
        """A kind of nobody."""

    with pytest.raises(TypeError, match="Clouds is none of CHART_KINDS: ranked_bars, stacked_scale"):
        chart_of(Clouds(POINTS), FR, "chart-x", "Titre")


def test_drawings_are_described_in_markup_that_no_other_drawing_could_break() -> None:
    svg = chart_of(RankedBars([replace(POINTS[0], label='Un "texte" <b>')]), FR, "chart-x", "Titre").svg
    assert not re.search(r"\b(id|style|clip-path|href)=", svg)
    assert "<b>" not in svg
