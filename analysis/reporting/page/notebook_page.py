"""The nbconvert exporter `assoscope`: an executed notebook as one self-contained page, safely."""

from __future__ import annotations

import re
from typing import Any

from markupsafe import Markup
from nbconvert.exporters.templateexporter import TemplateExporter
from nbconvert.filters.markdown import markdown2html
from traitlets import default

from analysis.reporting.blocks import Cover
from analysis.reporting.carried_blocks import MIMETYPE, block_from
from analysis.reporting.language.typography import Typesetter, decapitalised
from analysis.reporting.page.html import TEMPLATES, hash_source, page_style
from analysis.reporting.page.notebook_run import WAYS, ReportError, heading_before
from analysis.workspace import LANGUAGE

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

_OWN_LINK = re.compile(r'<a class="anchor-link"[^>]*>.*?</a>')


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


class ReportExporter(TemplateExporter):
    """Executed notebooks as report pages: what cells show, never their code, never an error."""

    export_from_notebook = "Assoscope report"
    output_mimetype = "text/html"

    @default("file_extension")
    def _file_extension(self) -> str:
        return ".html"

    @default("template_name")
    def _template_name(self) -> str:
        return "assoscope"

    @default("extra_template_basedirs")
    def _extra_template_basedirs(self) -> list[str]:
        return [str(TEMPLATES)]

    def default_filters(self) -> Any:
        """The template's filters: HTML and Markdown, both made safe."""
        yield from super().default_filters()
        yield "shown", shown
        yield "told", told

    def _preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """The notebook ready for the template; it may have been executed on the way.

        Raises ReportError when one of its cells failed.
        """
        nb, resources = super()._preprocess(nb, resources)
        refuse_failures(nb)
        style = page_style()
        page: dict[str, Any] = {**plain_page(), **page_of(nb), "style": Markup(style)}
        page |= {"style_hash": hash_source(style), "ways": named_ways(nb, page["language"])}
        return nb, {**resources, "page": page}


def named_ways(nb: Any, language: str) -> list[tuple[str, str]]:
    """(text, address) of what goes with the page: the list of reports, the PDF; none where none is known."""
    words = Typesetter(language)
    said = {"index": words.say("way.index"), "pdf": words.say("way.pdf")}
    ways = nb.metadata.get(WAYS, {})
    return [(text, ways[name]) for name, text in said.items() if name in ways]


def plain_page() -> dict[str, str]:
    """Title, language and banner of a notebook that shows no cover."""
    words = Typesetter(LANGUAGE)
    return {
        "title": words.say("document.report"),
        "language": words.language,
        "banner": "",
        "skip": words.say("skip"),
    }


def page_of(nb: Any) -> dict[str, str]:
    """Title, language and banner, as the notebook's cover states them; empty when it shows no cover."""
    for cell in nb.cells:
        for output in cell.get("outputs", ()):
            data = output.get("data", {}).get(MIMETYPE)
            cover = block_from(data) if _is_cover(data) else None
            if isinstance(cover, Cover):
                title = " – ".join(part for part in (cover.title, cover.subtitle) if part)
                title += f" ({decapitalised(cover.banner)})" if cover.banner else ""
                return {
                    "title": title,
                    "language": cover.language,
                    "banner": cover.banner,
                    "skip": cover.skip,
                }
    return {}


def _is_cover(data: Any) -> bool:
    return isinstance(data, dict) and data.get("block") == Cover.block


def refuse_failures(nb: Any) -> None:
    """Raise ReportError for the first cell whose outputs hold an error."""
    for place, cell in enumerate(nb.cells):
        for output in cell.get("outputs", ()):
            if output.get("output_type") == "error":
                raise ReportError(heading_before(nb, place), f"{output['ename']}: {output['evalue']}")


def told(markdown: Any) -> Markup:
    """A Markdown cell as safe HTML, its headings below the page's h1 and without links to themselves."""
    html = _OWN_LINK.sub("", markdown2html(as_html(markdown)))
    return Markup(safe_html(html, headings_from=2))


def shown(output: Any) -> Markup:
    """What an output shows, as safe HTML: HTML, else a picture, else plain text; nothing of stderr."""
    if output.get("output_type") == "stream":
        is_out = output.get("name") == "stdout"
        return Markup("<pre>{}</pre>").format(as_html(output.get("text", ""))) if is_out else Markup("")
    data = output.get("data", {})
    if "text/html" in data:
        level = 1 if _is_cover(data.get(MIMETYPE)) else 2
        return Markup(safe_html(as_html(data["text/html"]), headings_from=level))
    if "image/svg+xml" in data:
        return Markup('<figure class="own">{}</figure>').format(
            Markup(safe_html(as_html(data["image/svg+xml"])))
        )
    if "image/png" in data:
        return Markup('<figure class="own"><img alt="" src="data:image/png;base64,{}"></figure>').format(
            "".join(as_html(data["image/png"]).split())
        )
    if "text/markdown" in data:
        return told(data["text/markdown"])
    return Markup("<pre>{}</pre>").format(as_html(data["text/plain"])) if "text/plain" in data else Markup("")


def page_bytes(nb: Any, _language: str) -> bytes:
    """The executed notebook as one page, in the language that its cover states."""
    page, _ = ReportExporter().from_notebook_node(nb)
    return str(page).encode("utf-8")
