"""A note as Markdown: what a viewer shows of it is what was said, whatever the texts hold."""

from __future__ import annotations

import re
from html import unescape

import mistune
import pytest

from analysis.reporting.blocks import (
    Block,
    Cover,
    Definitions,
    Heading,
    Lines,
    Paragraph,
    ReportTable,
    RowGroup,
    Section,
    TableCell,
    TableRow,
)
from analysis.reporting.documents.markdown import markdown_bytes

HOSTILE = [
    "<script>alert(1)</script> <b>gras</b>",
    "[clic](javascript:alert(1)) ![x](https://a.example/p.png)",
    "https://a.example/x www.a.example a@b.example mailto:a@b.example",
    "**fort** _doux_ `code` ~~rayé~~ $x^2$",
    "a | b || c",
    "# titre",
    "1. un",
    "- liste",
    "+ liste",
    "=== souligné",
    "> cité",
    "&lt;i&gt; &#60;i&#62;",
    "\\<i> \\",
    "[^1] [x]: https://a.example",
    "a\n\n# b\r\n| c |\x00\x1b[31m",
    "a\u2028\u202eb",
    "{{ x }} {% y %} @import",
    ": défini",
]


def document(text: str) -> list[Block]:
    table = ReportTable(
        "t", text, text, [text], [RowGroup(text, [TableRow(text, [TableCell(text, text, text)])])], [text]
    )
    texts: list[Block] = [Heading(text, 2), Paragraph(text), Definitions([(text, text)]), table]
    return [Cover(text, text, [(text, text)], "fr", simulated=text), Section("chapter", texts)]


def shown(markdown: str) -> str:
    """The page that a viewer makes, its raw HTML let through and its addresses made links, as GitHub does."""
    made = mistune.create_markdown(escape=False, plugins=["table", "url", "strikethrough", "footnotes"])
    page = made(markdown)
    assert isinstance(page, str)
    return page


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_becomes_markup(text: str) -> None:
    plain, hostile = (shown(markdown_bytes(document(t), "fr").decode("utf-8")) for t in ("mot", text))
    assert re.findall(r"<[^>]*>", hostile) == re.findall(r"<[^>]*>", plain)
    said = " ".join(re.sub(r"[\x00-\x1f\u2028\u202e]+", " ", text).split())
    assert unescape(re.sub(r"<[^>]*>", "\n", hostile)).count(said) >= plain.count("mot")


def test_an_ampersand_that_begins_no_entity_is_read_as_it_is_written() -> None:
    made = markdown_bytes([Paragraph("Recherches & Solidarités, R&D &amp;")], "fr").decode("utf-8")
    assert made.rstrip() == "Recherches & Solidarités, R&amp;D &amp;amp;"


def test_a_block_without_a_form_is_refused() -> None:
    with pytest.raises(ValueError, match="a block 'lines' has no form in Markdown; expected cover, section"):
        markdown_bytes([Lines([("a", "b")])], "fr")
