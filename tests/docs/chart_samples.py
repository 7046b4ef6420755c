"""One chart of each kind, of made-up figures: what the gallery shows, with the lines that make it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from analysis.reporting.blocks import Point
from analysis.reporting.charts import ChartKind
from analysis.reporting.charts.answer_matrices import AnswerMatrix
from analysis.reporting.charts.break_off_curves import BreakOffCurve, BreakOffCurves
from analysis.reporting.charts.compared_figures import ComparedFigure, ComparedFigures
from analysis.reporting.charts.distributions import ColumnMark, Distribution
from analysis.reporting.charts.dumbbells import DumbbellRow, Dumbbells
from analysis.reporting.charts.group_dots import DotPanel, GroupDots
from analysis.reporting.charts.margin_shifts import MarginShifts
from analysis.reporting.charts.position_strips import PlacedFigure, PositionMaps, PositionStrip
from analysis.reporting.charts.ranked_bars import RankedBars
from analysis.reporting.charts.stacked_scales import StackedRow, StackedScale
from analysis.reporting.charts.tile_maps import Tile, TileMap
from analysis.reporting.charts.time_lines import TimeBreak, TimeLines, TimePoint, TimeSeries
from analysis.reporting.drawing.chart_style import scale_colours
from analysis.reporting.drawing.tile_grids import tile_grid


def share(label: str, value: float, half: float = 0.0, is_key: bool = False) -> Point:
    """A share as its chart takes it: the number, its interval, and the figure as printed."""
    low, high = (value - half, value + half) if half else (None, None)
    return Point(label, value, low, high, f"{value:.0f}\u202f%", is_key=is_key)


def ranked_bars() -> ChartKind:
    reasons = [
        share("Être utile et agir pour les autres", 85, 1, is_key=True),
        share("La cause défendue", 49, 2),
        share("S’épanouir", 39, 2),
        share("Appartenir à une équipe", 33, 2),
        Point("Avoir du temps libre", None, None, None, "n.p."),
    ]
    return RankedBars(reasons, bases=["3 739"] * 5, bases_title="répondants")


def stacked_scale() -> ChartKind:
    keys = ["Très satisfait", "Plutôt satisfait", "Plutôt déçu", "Très déçu"]

    def row(label: str, shares: list[float], aside: float) -> StackedRow:
        parts = [share(key, value) for key, value in zip(keys, shares, strict=True)]
        return StackedRow(label, parts, share("Non-réponse", aside))

    rows = [
        row("L’utilité", [45, 43, 7, 2], 3),
        row("L’équipe", [40, 46, 9, 2], 3),
        row("La reconnaissance", [24, 47, 18, 6], 5),
        row("Les moyens", [16, 42, 29, 9], 4),
    ]
    return StackedScale(rows, keys, scale_colours(2, 2, middle=False), 2, "Non-réponse", "masqué")


def group_dots() -> ChartKind:
    sizes = ["Moins de 10", "10 à 19", "20 à 49", "50 à 199", "200 ou plus"]

    def panel(title: str, shares: list[float], whole: float) -> DotPanel:
        ends = (min(shares), max(shares))
        points = [share(size, v, 4, v in ends) for size, v in zip(sizes, shares, strict=True)]
        return DotPanel(title, points, share("Ensemble", whole))

    return GroupDots(
        [
            panel("Entretien d’accueil", [34, 41, 44, 49, 57], 44),
            panel("Charte ou convention", [22, 26, 32, 39, 49], 32),
            panel("Appui d’un tuteur", [26, 30, 33, 34, 45], 33),
        ]
    )


def dumbbells() -> ChartKind:
    rows = [
        DumbbellRow("Communauté en ligne animée", share("2008", 51), share("2024", 77)),
        DumbbellRow("Aucune collecte sur internet", share("2008", 78), share("2024", 35)),
        DumbbellRow("Charte ou convention signée", share("2008", 21), share("2024", 32)),
        DumbbellRow("Bien accueillis", share("2008", 92), share("2024", 92), moves=False, is_apart=True),
    ]
    return Dumbbells(rows, ("2008", "2024"))


def time_lines() -> ChartKind:
    published = Point("2011", 80, None, None, "80\u202f% (2011)", is_other=True)
    needed = [TimePoint(2008.0, share("2008", 81)), TimePoint(2011.0, published)]
    return TimeLines(
        [
            TimeSeries(
                "jugent une formation nécessaire",
                [*needed, TimePoint(2024.2, share("2024", 79))],
                moves=False,
            ),
            TimeSeries(
                "s’en sont vu proposer une",
                [TimePoint(2008.0, share("2008", 43)), TimePoint(2024.2, share("2024", 51))],
            ),
            TimeSeries(
                "en ont reçu une",
                [TimePoint(2008.0, share("2008", 41)), TimePoint(2024.2, share("2024", 45))],
            ),
            TimeSeries(
                "avaient du temps libre",
                [TimePoint(2008.0, share("2008", 9)), TimePoint(2024.2, share("2024", 10))],
                breaks=[TimeBreak(2016.0, "libellé changé")],
                moves=False,
            ),
        ],
        [(2008.0, "hiver 2007-2008"), (2012.0, "2012"), (2016.0, "2016"), (2020.0, "2020"), (2024.2, "2024")],
    )


def distribution() -> ChartKind:
    shares = [1, 0, 1, 2, 3, 6, 10, 17, 31, 16, 13]
    columns = [share(str(mark), value, is_key=mark >= 8) for mark, value in enumerate(shares)]
    ends = ("0 : pas du tout satisfait", "10 : tout à fait satisfait")
    return Distribution(columns, [ColumnMark(8.0, "moyenne 7,5")], ends)


def answer_matrix() -> ChartKind:
    names = ["Social", "Santé", "Sport", "Culture", "Loisirs", "Environnement"]
    shares = [
        [0, 19, 17, 19, 18, 13],
        [38, 0, 19, 21, 16, 11],
        [26, 14, 0, 18, 26, 12],
        [27, 14, 17, 0, 25, 12],
        [27, 12, 26, 26, 0, 12],
        [29, 12, 18, 19, 17, 0],
    ]
    cells = [
        [None if row == column else share(names[column], value) for column, value in enumerate(values)]
        for row, values in enumerate(shares)
    ]
    return AnswerMatrix(names, cells)


REGIONS = {
    "11": 14,
    "24": 9,
    "27": 15,
    "28": 10,
    "32": 11,
    "44": 6,
    "53": 18,
    "75": 10,
    "76": 12,
    "84": 16,
    "93": 15,
}


def tile_map() -> ChartKind:
    grid = tile_grid("regions")
    tiles = {code: Tile(share(grid.short[code], value), "alike") for code, value in REGIONS.items()}
    tiles["44"] = Tile(share("GES", 6), "below")
    tiles["84"] = Tile(share("ARA", 16), "alike", is_own=True)
    tiles |= {code: Tile(Point(grid.short[code], None, None, None, ""), "hidden") for code in ("52", "94")}
    legend = [
        ("above", "au-dessus du reste de la France"),
        ("below", "au-dessous"),
        ("alike", "non distinguable"),
        ("uncompared", "30 à 99 réponses, non comparé"),
        ("hidden", "non publié"),
    ]
    return TileMap(grid, tiles, legend)


def tile_map_of_departments() -> ChartKind:
    grid = tile_grid("departments")
    tiles = {
        code: Tile(Point(code, float(rank), None, None, str(rank)), f"class_{rank % 5}")
        for rank, code in enumerate(grid.places)
    }
    return TileMap(grid, tiles, [("class_0", "moins de 30"), ("class_4", "150 et plus")])


def margin_shifts() -> ChartKind:
    moved = [("Hommes", 54, 50), ("35 ans ou moins", 23, 22), ("65 ans ou plus", 22, 34)]
    return MarginShifts(
        [DumbbellRow(name, share("", raw), share("", weighted)) for name, raw, weighted in moved]
    )


def break_off_curves() -> ChartKind:
    def curve(end: str, lost: float) -> BreakOffCurve:
        points = [Point(f"Q{n}", 100 - lost * (n // 6), None, None, "") for n in range(60)]
        return BreakOffCurve(points, end)

    stations = [(12, "accueil"), (20, "formation"), (31, "attentes"), (52, "numérique")]
    below = "questions, dans l’ordre du questionnaire"
    return BreakOffCurves([curve("2008 : 95\u202f%", 0.5), curve("2024 : 92\u202f%", 0.9)], stations, below)


def position_strip() -> ChartKind:
    others = [share(code, value) for code, value in REGIONS.items() if code != "84"]
    return PositionStrip(share("Auvergne-Rhône-Alpes", 16, 4), others, (11, 18))


def position_maps() -> ChartKind:
    grid = tile_grid("regions")

    def placed(title: str, rest: str, change: float, rank: str) -> PlacedFigure:
        shares = {code: share(grid.short[code], value + change) for code, value in REGIONS.items()}
        tiles = {code: Tile(point, "alike", code == "84") for code, point in shares.items()}
        own = share("Auvergne-Rhône-Alpes", REGIONS["84"] + change, 4)
        others = [point for code, point in shares.items() if code != "84"]
        values = [point.value for point in shares.values() if point.value is not None]
        band = (min(values), max(values))
        return PlacedFigure(title, rest, TileMap(grid, tiles), PositionStrip(own, others, band), rank)

    none = "Aucun rang : les 11 autres territoires comparés ne s’en distinguent pas."
    figures = [
        placed("16 % sont formés à leur arrivée", "15 % ailleurs", 0, none),
        placed("41 % ont reçu une formation", "41 % ailleurs", 25, none),
        placed(
            "48 % connaissent bien le projet", "52 % ailleurs", 32, "Rang possible : du 4ᵉ au 12ᵉ sur 12."
        ),
    ]
    return PositionMaps(figures, [("above", "au-dessus du reste"), ("alike", "pas d’écart mesurable")])


def compared_figures() -> ChartKind:
    def figure(label: str, own: float, rest: float, gap: str) -> ComparedFigure:
        point = Point(label, own, own - 4, own + 4, f"{own:.0f}\u202f%", reference=rest)
        return ComparedFigure(point, f"{rest:.0f}\u202f%", gap)

    figures = [
        figure("Bien accueillis", 91, 92, "−1,0 [−3,1 ; +1,2]"),
        figure("Connaissent bien le projet", 48, 52, "−4,8 [−8,9 ; −0,8]"),
        figure("Remboursés de leurs frais, au moins en partie", 37, 37, "−0,4 [−5,1 ; +4,4]"),
    ]
    return ComparedFigures(figures, ("région", "ailleurs", "écart, en points"))


SAMPLES: Mapping[str, Callable[[], ChartKind]] = {
    each.__name__: each
    for each in (
        *(ranked_bars, stacked_scale, group_dots, dumbbells, time_lines, distribution, answer_matrix),
        *(tile_map, tile_map_of_departments, margin_shifts, break_off_curves, position_strip),
        *(position_maps, compared_figures),
    )
}
