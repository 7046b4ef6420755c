"""A filter for HTML that a notebook shows: tables and drawings pass, nothing that runs or loads does."""

from __future__ import annotations

import re
from typing import Any

DRAWING = {
    "svg",
    "g",
    "path",
    "text",
    "tspan",
    "rect",
    "circle",
    "line",
    "polyline",
    "polygon",
    "title",
    "desc",
}
TEXT = {
    *("h2", "h3", "h4", "h5", "h6", "p", "div", "span", "section", "figure", "figcaption", "nav", "header"),
    *("ul", "ol", "li", "dl", "dt", "dd", "a", "strong", "em", "b", "i", "small", "sup", "sub", "abbr", "br"),
    *("hr", "code", "pre", "blockquote", "img", "h1", "details", "summary", "time", "cite", "q"),
}
TABLE = {"table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td", "colgroup", "col"}
EVERYWHERE = {
    *("id", "class", "lang", "dir", "title", "role", "tabindex"),
    *("aria-label", "aria-labelledby", "aria-describedby", "aria-hidden"),
}
SHAPE = {
    *("d", "x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "rx", "ry", "width", "height", "points"),
    *("transform", "fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-linecap"),
    *("stroke-linejoin", "fill-opacity", "opacity", "text-anchor", "font-size", "font-weight"),
}
ATTRIBUTES: dict[str, set[str]] = {
    "*": EVERYWHERE,
    **dict.fromkeys(DRAWING, SHAPE),
    "svg": SHAPE | {"viewBox", "preserveAspectRatio"},
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "th": {"scope", "colspan", "rowspan", "headers"},
    "td": {"colspan", "rowspan", "headers"},
    "ol": {"start"},
    "time": {"datetime"},
}
_OWN_IMAGE = re.compile(r"data:image/(png|jpeg);base64,[A-Za-z0-9+/=\s]*")
_PAINT = re.compile(r"[\w#.,()% -]*")


def safe_html(html: str, headings_from: int = 1) -> str:
    """`html` without scripts, styles, handlers, forms, frames, outside images and javascript: links.

    Headings above `headings_from` are lowered to it, so that a page keeps its one h1.
    """
    import nh3

    clean = nh3.clean(
        html,
        tags=DRAWING | TEXT | TABLE,
        attributes=ATTRIBUTES,
        attribute_filter=_attribute,
        clean_content_tags={"script", "style"},
        url_schemes={"http", "https", "mailto", "data"},
        link_rel="noopener noreferrer",
    )
    return re.sub(r"<(/?)h1\b", r"<\1h2", clean) if headings_from > 1 else clean


def _attribute(tag: str, name: str, value: str) -> str | None:
    """An attribute's value, or None to drop it: no outside image, no link to data, no paint by reference."""
    if name == "src":
        return value if _OWN_IMAGE.fullmatch(value) else None
    if name == "href":
        return None if value.strip().lower().startswith("data:") else value
    if tag in DRAWING and name in ("fill", "stroke"):
        return value if _PAINT.fullmatch(value) and "url" not in value.lower() else None
    return value


def as_html(text: Any) -> str:
    """A notebook's HTML, which may come as a list of lines, as one text."""
    return "".join(text) if isinstance(text, list) else str(text)
