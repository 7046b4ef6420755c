"""A sheet as an inline SVG: attributes only, texts as texts, no id that another drawing could have."""

from __future__ import annotations

from collections.abc import Iterator
from functools import singledispatch
from html import escape

from analysis.reporting.drawing.sheet import Bar, Dot, Lettering, Mark, Sheet, Stroke


def svg_of(sheet: Sheet, alternative: str) -> str:
    """`sheet` as an image that `alternative` describes, as wide as it is drawn or less.

    Styles are attributes, as a strict Content-Security-Policy refuses style attributes.
    """
    size = f"{_short(sheet.width)} {_short(sheet.height)}"
    return (
        f'<svg viewBox="0 0 {size}" role="img" aria-label="{escape(alternative)}">'
        f"{''.join(_runs(sheet.marks))}</svg>"
    )


def _runs(marks: list[Mark]) -> Iterator[str]:
    """The marks in order; neighbours of one look share it in a group."""
    look, inside = "", list[str]()
    for mark in marks:
        own = _look(mark)
        if own != look:
            yield from _group(look, inside)
            look, inside = own, []
        inside.append(_shape(mark))
    yield from _group(look, inside)


def _group(look: str, shapes: list[str]) -> Iterator[str]:
    if shapes:
        yield f"<g{look}>{''.join(shapes)}</g>"


@singledispatch
def _look(mark: Mark) -> str:
    raise TypeError(f"no SVG for a {type(mark).__name__}")


@_look.register
def _(bar: Bar) -> str:
    rim = f' stroke="{bar.rim}" stroke-width="{_short(bar.rim_width)}"' if bar.rim else ""
    return f' fill="{bar.colour or "none"}"{rim}'


@_look.register
def _(stroke: Stroke) -> str:
    dash = f' stroke-dasharray="{" ".join(map(_short, stroke.dash))}"' if stroke.dash else ""
    return (
        f' fill="none" stroke="{stroke.colour}" stroke-width="{_short(stroke.width)}"'
        f' stroke-linejoin="round"{dash}'
    )


@_look.register
def _(dot: Dot) -> str:
    rim = f' stroke="{dot.colour}" stroke-width="1.8"' if dot.is_hollow else ""
    return f' fill="{"#ffffff" if dot.is_hollow else dot.colour}"{rim}'


@_look.register
def _(text: Lettering) -> str:
    weight = ' font-weight="600"' if text.is_bold else ""
    anchor = f' text-anchor="{text.anchor}"' if text.anchor != "start" else ""
    return f' fill="{text.colour}" font-size="{_short(text.size)}"{weight}{anchor}'


@singledispatch
def _shape(mark: Mark) -> str:
    raise TypeError(f"no SVG for a {type(mark).__name__}")


@_shape.register
def _(bar: Bar) -> str:
    place = f'x="{_short(bar.left)}" y="{_short(bar.top)}"'
    return f'<rect {place} width="{_short(bar.width)}" height="{_short(bar.height)}"/>'


@_shape.register
def _(stroke: Stroke) -> str:
    places = " L ".join(f"{_short(x)} {_short(y)}" for x, y in stroke.places)
    return f'<path d="M {places}"/>'


@_shape.register
def _(dot: Dot) -> str:
    return f'<circle cx="{_short(dot.x)}" cy="{_short(dot.y)}" r="{_short(dot.radius)}"/>'


@_shape.register
def _(text: Lettering) -> str:
    place = f'x="{_short(text.x)}" y="{_short(text.base_line)}"'
    return f"<text {place}>{escape(text.text, quote=False)}</text>"


def _short(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
