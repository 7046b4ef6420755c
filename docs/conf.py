"""How Sphinx makes the documentation of the project's Markdown pages: `make docs` writes it to build/docs."""

from __future__ import annotations

from importlib.metadata import version as installed_version

from pygments.lexers.special import TextLexer
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
