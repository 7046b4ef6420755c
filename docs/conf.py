"""How Sphinx makes the documentation of the project's Markdown pages: `make docs` writes it to build/docs."""

from __future__ import annotations

import re
from importlib.metadata import version as installed_version

from docutils import nodes
from pygments.lexers.special import TextLexer
from sphinx.application import Sphinx
from sphinx.highlighting import lexers

project = "assoscope"
author = "assoscope"
project_copyright = "assoscope, MIT licence"
release = version = installed_version("assoscope")

extensions = ["myst_parser", "sphinx.ext.autodoc"]
root_doc = "docs/index"
include_patterns = ["docs/**.md", "README*.md", "CONTRIBUTING.md", "CHANGELOG.md", "benchmarks/README.md"]
exclude_patterns = [".venv", "build", "analysis", "data", "notebooks", "reports", "tests"]

myst_heading_anchors = 4
myst_enable_extensions = ["dollarmath", "deflist"]

autodoc_typehints = "signature"
autodoc_member_order = "groupwise"

lexers["csv"] = TextLexer()

html_theme = "furo"
html_title = f"assoscope {release}"
html_show_sourcelink = False

READ_BY_ALL = (
    ('<p class="caption" role="heading">', '<p class="caption" role="heading" aria-level="2">'),
    ('<aside class="sidebar-drawer">', '<aside class="sidebar-drawer" aria-label="Site">'),
    ('<aside class="toc-drawer">', '<aside class="toc-drawer" aria-label="Page">'),
    ("<pre>", '<pre tabindex="0">'),
    ('<div class="table-wrapper', '<div tabindex="0" class="table-wrapper'),
)
"""What Sphinx and its theme write -> the same with what those need who hear a page or have no mouse."""


FRENCH = ("docs/fr/", "README.fr")
"""How the names of pages in French begin."""
BESIDE_SIGN = re.compile(r"(?<=«) | (?=[:;?!»%](\W|$))")
"""The spaces of French that never end a line."""


def keep_signs(app: Sphinx, doctree: nodes.document) -> None:
    """Have signs of pages in French stand on the line of their word: `;` never begins one."""
    if not app.env.docname.startswith(FRENCH):
        return
    for text in list(doctree.findall(nodes.Text)):
        if not isinstance(text.parent, nodes.literal | nodes.literal_block | nodes.raw | nodes.math):
            text.parent.replace(text, nodes.Text(BESIDE_SIGN.sub("\u00a0", text)))


def complete_pages(app: Sphinx, exception: Exception | None) -> None:
    """Give the pages that were written what READ_BY_ALL says: their headings a level, their landmarks a name,
    code and tables that are wider than the screen the focus of the keyboard."""
    for path in () if exception else sorted(app.outdir.rglob("*.html")):
        text = written = path.read_text(encoding="utf-8")
        for plain, complete in READ_BY_ALL:
            text = text.replace(plain, complete)
        if text != written:
            path.write_text(text, encoding="utf-8")


def setup(app: Sphinx) -> None:
    """Have French spaces kept as pages are read, and pages completed once all are written."""
    app.connect("doctree-read", keep_signs)
    app.connect("build-finished", complete_pages)
