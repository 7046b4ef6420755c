"""A sheet to draw a chart on, in units of its own, and its SVG."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from functools import cache
from html import escape
from typing import Any
from xml.etree import ElementTree

from matplotlib.artist import Artist
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.transforms import Affine2D

Point2D = tuple[float, float]
Segment = tuple[Point2D, Point2D]

SVG = "{http://www.w3.org/2000/svg}"
XLINK = "{http://www.w3.org/1999/xlink}href"
SETTINGS: Any = {"svg.fonttype": "none", "svg.hashsalt": "assoscope", "path.simplify": False}
NO_METADATA = {"Date": None, "Creator": None, "Format": None, "Type": None}
KEPT = ("fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-linecap", "fill-opacity", "opacity")
PLAIN = {"stroke-linecap": "butt", "fill-opacity": "1", "opacity": "1"}
GEOMETRY = ("d", "x", "y", "width", "height", "transform", "points", "cx", "cy", "r", "text-anchor")
_NUMBER = re.compile(r"-?\d+\.\d+")
_UPRIGHT = re.compile(r"\s*rotate\(-?0(\.0)?( [-\d.]+ [-\d.]+)?\)\s*")
_SIZE = re.compile(r"([\d.]+)px")
_BOLD = re.compile(r"font(-weight)?:\s*(bold|[67]00)")


class Sheet:
    """An empty drawing of `width` by `height`; each verb adds one kind of mark."""

    def __init__(self, width: float, height: float) -> None:
        self.figure = Figure(figsize=(width / 72, height / 72), dpi=72, facecolor="none")
        self._place = Affine2D().scale(1, -1).translate(0, height)
        self._height = height

    def lines(self, segments: Sequence[Segment], colour: str, width: float, dashed: bool = False) -> None:
        """Straight lines."""
        style = (0, (3, 3)) if dashed else "solid"
        marks = LineCollection(list(segments), colors=colour, linewidths=width, linestyles=style)
        self._add(marks)

    def bars(self, bars: Sequence[tuple[float, float, float]], thickness: float, colour: str) -> None:
        """Horizontal bars: (start, end, middle) each."""
        half = thickness / 2
        corners = [
            [(start, y - half), (end, y - half), (end, y + half), (start, y + half)] for start, end, y in bars
        ]
        self._add(PolyCollection(corners, facecolors=colour, linewidths=0))

    def dots(self, places: Sequence[Point2D], colour: str, size: float, hollow: bool = False) -> None:
        """Round dots, full or with a rim only."""
        x, y = [place[0] for place in places], [place[1] for place in places]
        marks = Line2D(x, y, linestyle="none", marker="o", color=colour, markersize=size)
        marks.set_markeredgewidth(1.8 if hollow else 0)
        if hollow:
            marks.set_markerfacecolor("white")
        self._add(marks)

    def write(
        self, texts: Sequence[tuple[Point2D, str]], size: float, colour: str, bold: bool = False
    ) -> None:
        """Texts that start at a place, on their base line."""
        self.figure.add_artist(TextStyle(texts, self._height, size, colour, bold))

    def _add(self, marks: Any) -> None:
        marks.set_transform(self._place)
        self.figure.add_artist(marks)


class TextStyle(Artist):
    """Texts handed to the renderer as they are, without measuring them."""

    def __init__(
        self, texts: Sequence[tuple[Point2D, str]], height: float, size: float, colour: str, bold: bool
    ) -> None:
        super().__init__()
        self.set_zorder(3)
        self._texts = texts
        self._sheet_height = height
        self._font = font(size, bold)
        self._colour = colour

    def draw(self, renderer: Any) -> None:
        """Write every text."""
        context = renderer.new_gc()
        context.set_foreground(self._colour)
        for (x, y), text in self._texts:
            renderer.draw_text(context, x, y, text, self._font, 0)
        context.restore()


@cache
def font(size: float, bold: bool) -> FontProperties:
    """The page's own font stands in for this one: only size and weight reach it."""
    return FontProperties(family="sans-serif", size=size, weight="bold" if bold else "normal")


def svg_of(figure: Figure, alternative: str) -> str:
    """`figure` as an inline SVG image that `alternative` describes; it scales with its container.

    Styles become attributes (a strict Content-Security-Policy refuses style attributes), markers are
    written out where they stand, and no id is left, so that two figures of a page never collide.
    """
    import matplotlib

    drawn = io.BytesIO()
    with matplotlib.rc_context(SETTINGS):
        figure.savefig(drawn, format="svg", metadata=NO_METADATA)
    root = ElementTree.fromstring(drawn.getvalue())
    shapes = {node.get("id", ""): node for node in root.iter() if node.get("id")}
    body = "".join(part for child in root for part in _written(child, shapes))
    return (
        f'<svg viewBox="{escape(root.get("viewBox", ""))}" role="img" '
        f'aria-label="{escape(alternative)}" stroke-linejoin="round">{body}</svg>'
    )


def _written(node: ElementTree.Element, shapes: dict[str, ElementTree.Element]) -> Iterator[str]:
    kind = str(node.tag).removeprefix(SVG)
    if kind == "g":
        yield from _group(node, shapes)
    elif kind == "use":
        yield from _placed(node, shapes)
    elif kind == "path":
        yield f"<path{_attributes(node)}/>"
    elif kind == "text":
        yield f"<text{_attributes(node)}{_font(node)}>{escape(''.join(node.itertext()), quote=False)}</text>"


def _group(node: ElementTree.Element, shapes: dict[str, ElementTree.Element]) -> Iterator[str]:
    attributes = _attributes(node)
    inner = "".join(part for child in node for part in _written(child, shapes))
    if inner:
        yield f"<g{attributes}>{inner}</g>" if attributes else inner


def _placed(use: ElementTree.Element, shapes: dict[str, ElementTree.Element]) -> Iterator[str]:
    shape = shapes.get(use.get(XLINK, "").removeprefix("#"))
    if shape is not None:
        place = f"translate({_short(use.get('x', '0'))} {_short(use.get('y', '0'))})"
        outline = _short(" ".join(shape.get("d", "").split()))
        yield f'<path d="{outline}" transform="{place}"{_attributes(use, geometry=())}/>'


def _attributes(node: ElementTree.Element, geometry: tuple[str, ...] = GEOMETRY) -> str:
    """The geometry of `node` and its style as attributes, without those that say nothing."""
    given = {name: " ".join(node.get(name, "").split()) for name in geometry if node.get(name)}
    if _UPRIGHT.fullmatch(given.get("transform", "")):
        del given["transform"]
    style = dict(part.split(":", 1) for part in node.get("style", "").split(";") if ":" in part)
    style = {name.strip(): value.strip() for name, value in style.items()}
    given |= {name: style[name] for name in (*KEPT, "text-anchor") if name in style}
    given = {name: value for name, value in given.items() if PLAIN.get(name) != value}
    return "".join(
        f' {name}="{escape(_short(value) if name in GEOMETRY else value)}"' for name, value in given.items()
    )


def _font(node: ElementTree.Element) -> str:
    style = node.get("style", "")
    size = _SIZE.search(style)
    weight = ' font-weight="bold"' if _BOLD.search(style) else ""
    return (f' font-size="{float(size[1]):g}"' if size else "") + weight


def _short(text: str) -> str:
    return _NUMBER.sub(lambda found: f"{float(found[0]):.1f}".removesuffix(".0"), text)
