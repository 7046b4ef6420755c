"""Blocks as HTML, with their stylesheets. Every text is escaped here, and only here."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from functools import cache, singledispatch
from hashlib import sha256
from html import escape
from pathlib import Path
from typing import Any

from analysis.reporting.blocks import (
    Block,
    Card,
    Cards,
    Chart,
    Contents,
    Cover,
    Definitions,
    Heading,
    Lines,
    Paragraph,
    Quotation,
    ReportTable,
    RowGroup,
    Section,
    TableCell,
    TableRow,
)
from analysis.reporting.carried_blocks import MIMETYPE

TEMPLATES = Path(__file__).parent / "template"

MOST_COLUMNS = 4
"""Columns of figures above which a table is set smaller, so that it fits a page."""


@cache
def content_style() -> str:
    """The style of the blocks of a report, in a page and in JupyterLab; every rule is under .assoscope."""
    return (TEMPLATES / "content.css").read_text(encoding="utf-8")


@cache
def page_only_style() -> str:
    """The style of what stands around the blocks of a page."""
    return (TEMPLATES / "page.css").read_text(encoding="utf-8")


@cache
def typeface_style() -> str:
    """The typeface of pages and drawings, with its letters."""
    return (TEMPLATES / "typeface.css").read_text(encoding="utf-8")


@cache
def page_style() -> str:
    """The style of a whole page: its typeface, that of its blocks, and of what stands around them."""
    return typeface_style() + content_style() + page_only_style()


@dataclass(frozen=True)
class ShownBlock:
    """A block as JupyterLab and nbconvert show it: as HTML, its data beside for who reads no HTML.

    Each brings its style, so that one part alone in a notebook looks as it does in a report.
    """

    block: Block

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
        style = f"<style>{content_style()}</style>"
        return {
            "text/html": f'<div class="assoscope">{style}{html_of(self.block)}</div>',
            "text/plain": self.block.block,
            MIMETYPE: self.block.data(),
        }


@singledispatch
def html_of(block: Block) -> str:
    """`block` as HTML, without the page around it."""
    raise TypeError(f"no HTML for a {type(block).__name__}")


@html_of.register
def _(heading: Heading) -> str:
    anchor = f' id="{escape(heading.anchor)}"' if heading.anchor else ""
    kind = f"tag {escape(heading.tag_kind)}"
    tag = f' <span class="{kind}">{escape(heading.tag)}</span>' if heading.tag else ""
    return f"<h{heading.level}{anchor}>{escape(heading.text)}{tag}</h{heading.level}>"


@html_of.register
def _(paragraph: Paragraph) -> str:
    kind = f' class="{escape(paragraph.kind)}"' if paragraph.kind else ""
    text = escape(paragraph.text)
    said = f'<a href="#{escape(paragraph.leads_to)}">{text}</a>' if paragraph.leads_to else text
    return f"<p{kind}>{said}</p>"


@html_of.register
def _(block: Lines) -> str:
    lines = (
        f"<li>{f'<strong>{escape(term)}{escape(block.colon)}</strong>' if term else ''}{escape(text)}</li>"
        for term, text in block.lines
    )
    return f'<ul class="lines">{"".join(lines)}</ul>'


@html_of.register
def _(block: Definitions) -> str:
    entries = (f"<div><dt>{escape(term)}</dt><dd>{escape(text)}</dd></div>" for term, text in block.entries)
    return f'<dl class="definitions">{"".join(entries)}</dl>'


@html_of.register
def _(block: Cards) -> str:
    return f'<ul class="cards">{"".join(map(_card, block.cards))}</ul>'


def _card(card: Card) -> str:
    label = escape(card.label)
    link = f'<a href="#{escape(card.anchor)}">{label}</a>' if card.anchor else label
    unit = f" <small>{escape(card.unit)}</small>" if card.unit else ""
    details = "".join(f'<p class="detail">{escape(detail)}</p>' for detail in card.details)
    return (
        f'<li class="card {escape(card.direction)}"><p class="value">{escape(card.value)}{unit}</p>'
        f'<p class="label">{link}</p>{details}</li>'
    )


@html_of.register
def _(table: ReportTable) -> str:
    caption = escape(f"{table.anchor}-caption")
    notes = "".join(f"<p>{escape(note)}</p>" for note in table.notes)
    return (
        f'<div class="table"><div class="scroll" role="region" tabindex="0" aria-labelledby="{caption}">'
        f"{table_element(table, caption)}</div>"
        f'<div class="notes">{notes}</div></div>'
    )


def table_element(table: ReportTable, caption: str = "") -> str:
    """The table with its caption, whose id is `caption` where one is given; its notes stand elsewhere."""
    heads = "".join(f'<th scope="col">{escape(column)}</th>' for column in table.columns)
    body = "".join(_row_group(group, len(table.columns)) for group in table.groups)
    kind = "texts" if table.is_text else "figures wide" if len(table.columns) > MOST_COLUMNS else "figures"
    named = f' id="{caption}"' if caption else ""
    stub = f'<th scope="col">{escape(table.stub)}</th>' if table.stub else "<td></td>"
    return (
        f'<table class="{kind}"><caption{named}>{escape(table.caption)}</caption>'
        f"<thead><tr>{stub}{heads}</tr></thead>{body}</table>"
    )


def _row_group(group: RowGroup, columns: int) -> str:
    head = (
        f'<tr class="group"><th scope="rowgroup" colspan="{columns + 1}">{escape(group.label)}</th></tr>'
        if group.label
        else ""
    )
    return f"<tbody>{head}{''.join(map(_row, group.rows))}</tbody>"


def _row(row: TableRow) -> str:
    return f'<tr><th scope="row">{escape(row.label)}</th>{"".join(map(_cell, row.cells))}</tr>'


def _cell(cell: TableCell) -> str:
    sign = f'<abbr title="{escape(cell.meaning)}">{escape(cell.sign)}</abbr>' if cell.sign else ""
    detail = f"<small>{escape(cell.detail)}</small>" if cell.detail else ""
    joined = f"{escape(cell.text)} {sign}" if cell.text and sign else escape(cell.text) + sign
    shade = f' class="shade-{cell.shade}"' if cell.shade else ""
    return f"<td{shade}>{joined}{detail}</td>"


@html_of.register
def _(chart: Chart) -> str:
    note = f'<p class="note">{escape(chart.note)}</p>' if chart.note else ""
    shown = f"<span>{escape(chart.subtitle)}</span>" if chart.subtitle else ""
    return (
        f'<figure class="chart" id="{escape(chart.anchor)}">'
        f"<figcaption><strong>{escape(chart.title)}</strong>{shown}</figcaption>"
        f'<div class="wide">{chart.svg}</div><div class="narrow">{chart.narrow}</div>{note}</figure>'
    )


@html_of.register
def _(block: Quotation) -> str:
    language = f' lang="{escape(block.language)}"' if block.language else ""
    consent = f'<p class="note">{escape(block.consent)}</p>' if block.consent else ""
    return (
        f'<figure class="quotation"><blockquote{language}><p>{escape(block.text)}</p></blockquote>'
        f"<figcaption>{escape(block.author)}</figcaption>{consent}</figure>"
    )


@html_of.register
def _(contents: Contents) -> str:
    entries = "".join(
        f'<li><a href="#{escape(anchor)}">{escape(text)}</a></li>' for text, anchor in contents.entries
    )
    return (
        '<nav class="contents" aria-labelledby="contents">'
        f'<h2 id="contents">{escape(contents.title)}</h2><ol>{entries}</ol></nav>'
    )


@html_of.register
def _(cover: Cover) -> str:
    facts = html_of(Definitions(cover.facts))
    simulated = f'<p class="simulated">{escape(cover.simulated)}</p>' if cover.simulated else ""
    return (
        f'<div class="cover"><p class="subtitle">{escape(cover.subtitle)}</p>'
        f"<h1>{escape(cover.title)}</h1>{simulated}{facts}</div>"
    )


@html_of.register
def _(section: Section) -> str:
    if section.kind == "folded":
        return _folded(section)
    return f'<div class="{escape(section.kind)}">{"".join(map(html_of, section.blocks))}</div>'


def _folded(section: Section) -> str:
    """What opens on a click, under its heading; a page prints it open."""
    head, *inner = map(html_of, section.blocks)
    return f'<details class="folded"><summary>{head}</summary>{"".join(inner)}</details>'


def hash_source(text: str) -> str:
    """The source of a style or script for a Content-Security-Policy."""
    return f"'sha256-{b64encode(sha256(text.encode('utf-8')).digest()).decode('ascii')}'"
