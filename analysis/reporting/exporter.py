"""The nbconvert exporter `assoscope`: an executed notebook as one self-contained page."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from typing import Any

from markupsafe import Markup
from nbconvert.exporters.templateexporter import TemplateExporter
from nbconvert.filters.markdown import markdown2html
from traitlets import default

from analysis.reporting.blocks import MIMETYPE
from analysis.reporting.failures import ReportError, heading_before
from analysis.reporting.sanitizing import as_html, safe_html
from analysis.reporting.stylesheets import TEMPLATES, page_style
from analysis.reporting.typography import decapitalised

_OWN_LINK = re.compile(r'<a class="anchor-link"[^>]*>.*?</a>')
PLAIN_PAGE = {"title": "Rapport", "language": "fr", "banner": "", "skip": "Aller au contenu"}


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
        page = {**PLAIN_PAGE, **page_of(nb), "style": Markup(style), "style_hash": hash_source(style)}
        return nb, {**resources, "page": page}


def page_of(nb: Any) -> dict[str, str]:
    """Title, language and banner, as the notebook's cover states them; empty when it shows no cover."""
    for cell in nb.cells:
        for output in cell.get("outputs", ()):
            block = output.get("data", {}).get(MIMETYPE, {})
            if block.get("block") == "cover":
                title = " – ".join(part for part in (block["title"], block["subtitle"]) if part)
                title += f" ({decapitalised(block['banner'])})" if block["banner"] else ""
                return {"title": title, **{key: block[key] for key in ("language", "banner", "skip")}}
    return {}


def hash_source(text: str) -> str:
    """The source of a style or script for a Content-Security-Policy."""
    return f"'sha256-{b64encode(sha256(text.encode('utf-8')).digest()).decode('ascii')}'"


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
        is_cover = data.get(MIMETYPE, {}).get("block") == "cover"
        return Markup(safe_html(as_html(data["text/html"]), headings_from=1 if is_cover else 2))
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
