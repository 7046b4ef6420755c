"""Charts: the interval drawn is the one computed, places follow the values, texts stay texts."""

from __future__ import annotations

import re
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from analysis.reporting.blocks import Panel, Point
from analysis.reporting.charts import CHART_KINDS, chart_of
from analysis.reporting.charts.bars import Bars
from analysis.reporting.charts.chart_axes import axis_limits
from analysis.reporting.charts.chart_kind import ChartKind
from analysis.reporting.charts.dots import Dots
from analysis.reporting.charts.histograms import Histogram
from analysis.reporting.charts.step_curves import Steps

POINTS = [
    Point("Bouche à oreille", 47.0, 40.0, 60.0, "47 %"),
    Point("Forum <b> $x^2$ & co", 20.0, 15.0, 25.0, "20 %"),
    Point("Autre", None, None, None, "n.p."),
]
PANELS = [Panel("", POINTS)]
LIMITS = [
    ([(47.0, 40.0, 60.0)], True, True, (0.0, 100.0)),
    ([(20.0, 15.0, 33.0)], True, True, (0.0, 35.0)),
    ([(98.0, 97.0, 99.0)], False, False, (97.0, 99.0)),
    ([(12.0, 11.0, 13.0)], False, True, (0.0, 15.0)),
    ([(-2.0, -3.0, 1.0)], False, True, (-3.0, 1.0)),
    ([(None, None, None)], True, True, (0.0, 1.0)),
    ([(0.0, 0.0, 0.0)], True, True, (0.0, 1.0)),
]


@pytest.mark.parametrize(("values", "is_share", "from_zero", "expected"), LIMITS)
def test_the_axis_ends_on_round_numbers(
    values: list[tuple[float | None, float | None, float | None]],
    is_share: bool,
    from_zero: bool,
    expected: tuple[float, float],
) -> None:
    points = [Point("a", *figures, "") for figures in values]
    assert axis_limits(points, is_share, from_zero) == expected


def test_bars_and_their_intervals_are_as_long_as_their_values() -> None:
    svg = Bars((0.0, 100.0), "favourable").svg(PANELS, "Texte")
    bars = re.findall(r'<path d="M 0 [\d.]+ L ([\d.]+) [^"]*"[^>]*fill="#0b6e6e"', svg)
    assert [float(end) for end in bars] == pytest.approx([3.18 * 47, 3.18 * 20], abs=0.06)
    lines = re.findall(r'<path d="M ([\d.]+) [\d.]+ L ([\d.]+) [\d.]+"[^>]*stroke="#1b2430"', svg)
    intervals = [(float(low), float(high)) for low, high in lines]
    assert intervals[0] == pytest.approx((3.18 * 40, 3.18 * 60), abs=0.06)
    assert intervals[1] == pytest.approx((3.18 * 15, 3.18 * 25), abs=0.06)


def test_texts_are_text_and_nothing_in_them_is_markup_or_formula() -> None:
    root = ElementTree.fromstring(Bars((0.0, 100.0), "neutral").svg(PANELS, 'Un "texte" <b>'))
    texts = [node.text for node in root.iter("text")]
    assert {"Bouche à oreille", "Forum <b> $x^2$ & co", "47 %", "n.p."} <= set(texts)
    assert root.get("aria-label") == 'Un "texte" <b>'


def test_drawings_have_no_id_no_style_and_no_date() -> None:
    panels = [Panel("Âge", POINTS), Panel("Sexe", POINTS[:2])]
    whole = Point("Ensemble : 40 %", 40.0, None, None, "")
    svg = Dots((0.0, 100.0), ("0 %", "100 %"), "unfavourable", whole).svg(panels, "Texte")
    assert not re.search(r"\b(id|style|clip-path|href)=", svg)
    assert svg == Dots((0.0, 100.0), ("0 %", "100 %"), "unfavourable", whole).svg(panels, "Texte")
    root = ElementTree.fromstring(svg)
    assert [node.text for node in root.iter("text") if node.get("font-weight")][:2] == ["Âge", "Sexe"]


def test_every_dot_stands_at_its_value() -> None:
    svg = Dots((0.0, 100.0), ("0 %", "100 %"), "neutral").svg(PANELS, "Texte")
    places = [
        float(x) for x in re.findall(r'transform="translate\(([\d.]+) [\d.]+\)"[^>]*fill="#33588c"', svg)
    ]
    assert places == pytest.approx([158 + 1.64 * 47, 158 + 1.64 * 20], abs=0.06)


def test_a_line_down_the_chart_crosses_no_heading() -> None:
    panels = [Panel("Secteur de l'association", POINTS[:2]), Panel("Budget de l'association", POINTS[:2])]
    whole = Point("Ensemble : 40 %", 40.0, None, None, "")
    svg = Dots((0.0, 100.0), ("0", "100"), "neutral", whole, has_zero=True).svg(panels, "Texte")
    lines = re.findall(r'<path d="M ([\d.]+) ([\d.]+) L \1 ([\d.]+)"', svg)
    spans = [(float(top), float(end)) for _, top, end in lines]
    headings = [float(y) for y in re.findall(r'translate\(0 ([\d.]+)\)"[^>]*>[^<]*association<', svg)]
    assert len(spans) == 4
    assert len(headings) == 2
    assert not any(top < y < end for top, end in spans for y in headings)


@pytest.mark.parametrize("most", [9, 87, 210, 1500])
def test_no_count_of_a_histogram_touches_the_next(most: int) -> None:
    counts = [most] * 20
    points = [Point("", float(count), None, None, str(count)) for count in counts]
    drawing = Histogram([n / 2 - 5 for n in range(21)], (-1.96, 1.96))
    svg = drawing.svg([Panel("", points)], "Texte")
    written = re.findall(rf'translate\(([\d.]+) [\d.]+\)"[^>]*font-size="([\d.]+)"[^>]*>{most}<', svg)
    places = [float(start) for start, _ in written]
    width = 0.56 * float(written[0][1]) * len(str(most))
    assert len(places) == 20
    assert all(after - before >= width for before, after in pairwise(places))


SAMPLES: dict[str, ChartKind] = {
    "bars": Bars((0.0, 100.0), "neutral"),
    "dots": Dots((0.0, 100.0), ("0 %", "100 %"), "neutral"),
    "histogram": Histogram((0.0, 1.0, 2.0, 3.0), (0.5, 2.5)),
    "steps": Steps([1], 0.0, ("0 %", "100 %"), ("première", "dernière")),
}


@pytest.mark.parametrize("name", CHART_KINDS)
def test_every_kind_of_chart_is_a_described_drawing_without_ids_or_styles(name: str) -> None:
    chart = chart_of(SAMPLES[name], "chart-x", "Titre", PANELS, 'Un "texte" <b>', "Note.")
    root = ElementTree.fromstring(chart.svg)
    assert (chart.kind, chart.panels, chart.note) == (name, PANELS, "Note.")
    assert (root.get("role"), root.get("aria-label")) == ("img", 'Un "texte" <b>')
    assert root.get("viewBox", "").split()[2] == "380"
    assert len(list(root.iter())) > 3
    assert not any({"id", "style", "class"} & set(node.keys()) for node in root.iter())


def test_a_kind_of_chart_that_is_not_registered_is_refused_by_name() -> None:
    class Clouds(Bars):
        """A kind of nobody."""

    with pytest.raises(TypeError, match="Clouds is none of CHART_KINDS: bars, dots, histogram, steps"):
        chart_of(Clouds((0.0, 1.0), "neutral"), "chart-x", "Titre", PANELS, "Texte")
