"""The stylesheets of reports, from the folder `template`."""

from __future__ import annotations

from functools import cache
from pathlib import Path

TEMPLATES = Path(__file__).parent / "template"


@cache
def content_style() -> str:
    """The style of the blocks of a report, in a page and in JupyterLab; every rule is under .assoscope."""
    return (TEMPLATES / "content.css").read_text(encoding="utf-8")


@cache
def page_style() -> str:
    """The style of a whole page: that of its blocks, and of what stands around them."""
    return content_style() + (TEMPLATES / "page.css").read_text(encoding="utf-8")
