"""The templates of pages that are written without a notebook: texts in them are escaped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from analysis.reporting.blocks import Block
from analysis.reporting.language.typography import Typesetter
from analysis.reporting.page.html import TEMPLATES, hash_source, html_of


def page_from(template: str, **shown: Any) -> str:
    """The page that the template of that name makes of what is `shown`."""
    return str(_environment().get_template(template).render(shown))


def page_of_blocks(
    blocks: Iterable[Block],
    title: str,
    words: Typesetter,
    style: str,
    banner: str = "",
    ways: Sequence[tuple[str, str]] = (),
) -> bytes:
    """A page that stands alone, without a script: blocks, below a banner and the ways (text, address) on."""
    from markupsafe import Markup

    page = {
        "title": title,
        "language": words.language,
        "banner": banner,
        "skip": words.say("skip"),
        "style": Markup(style),
        "style_hash": Markup(hash_source(style)),
        "ways": ways,
    }
    content = Markup("".join(map(html_of, blocks)))
    return page_from("blocks.html.j2", page=page, content=content).encode("utf-8", "replace")


@cache
def _environment() -> Any:
    from jinja2 import Environment, FileSystemLoader

    return Environment(loader=FileSystemLoader(TEMPLATES / "assoscope"), autoescape=True)
