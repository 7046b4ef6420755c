"""The templates of pages that are written without a notebook: texts in them are escaped."""

from __future__ import annotations

from functools import cache
from typing import Any

from analysis.reporting.page.html import TEMPLATES


def page_from(template: str, **shown: Any) -> str:
    """The page that the template of that name makes of what is `shown`."""
    return str(_environment().get_template(template).render(shown))


@cache
def _environment() -> Any:
    from jinja2 import Environment, FileSystemLoader

    return Environment(loader=FileSystemLoader(TEMPLATES / "assoscope"), autoescape=True)
