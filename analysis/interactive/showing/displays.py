"""The displays of a table: HTML in a notebook, with a style of its own, and text in a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap

from markupsafe import escape

from analysis.interactive.showing.layout import ShownTable
from analysis.reporting.blocks import TableCell
from analysis.reporting.page.html import table_element

STYLE = (
    ".assoscope-table{color:var(--jp-content-font-color1,#1a1a1a);font-size:13px;line-height:1.35}"
    ".assoscope-table .scroll{overflow-x:auto}"
    ".assoscope-table table{border-collapse:collapse;margin:0}"
    ".assoscope-table caption{text-align:left;font-weight:600;padding:4px 0;caption-side:top}"
    ".assoscope-table th,.assoscope-table td{padding:3px 10px;border:0;vertical-align:top;background:none}"
    ".assoscope-table th[scope=row]{text-align:left;font-weight:400}"
    ".assoscope-table tr.group th{text-align:left;font-weight:600;padding-top:8px}"
    ".assoscope-table thead th{text-align:right;border-bottom:1px solid var(--jp-border-color1,#767676)}"
    ".assoscope-table td{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}"
    ".assoscope-table small{display:block;color:var(--jp-content-font-color2,#595959)}"
    ".assoscope-table .notes p{margin:2px 0;color:var(--jp-content-font-color2,#595959)}"
    ".assoscope-table .band{background:#7a1f00;color:#fff;padding:4px 8px;font-weight:600}"
    ".assoscope-table abbr{text-decoration:none}"
)
GAP = "  "
HEAD, STUB = 20, 50
"""Letters in a line of a head above narrow figures, and of a label."""


def as_html(shown: ShownTable) -> str:
    """The table as HTML that reads without its style: caption, heads with scope, groups of rows, notes."""
    table = shown.table
    band = f'<p class="band">{escape(shown.band)}</p>' if shown.band else ""
    notes = "".join(f"<p>{escape(note)}</p>" for note in table.notes)
    return (
        f'<div class="assoscope-table"><style>{STYLE}</style>{band}'
        f'<div class="scroll" role="region" tabindex="0" aria-label="{escape(table.caption)}">'
        f'{table_element(table)}</div><div class="notes">{notes}</div></div>'
    )


def as_text(shown: ShownTable) -> str:
    """The table as lines of text: labels to the left, figures to the right; long heads and labels on several
    lines."""
    table = shown.table
    rows = [(group, row, [_cell(cell) for cell in row.cells]) for group in table.groups for row in group.rows]
    widest = [max([0, *(len(cells[i]) for _, _, cells in rows)]) for i in range(len(table.columns))]
    heads = [wrap(head, max(HEAD, width)) or [""] for head, width in zip(table.columns, widest, strict=True)]
    widths = [max([width, *map(len, head)]) for head, width in zip(heads, widest, strict=True)]
    stub = min(STUB, max((len(row.label) + 2 * bool(group.label) for group, row, _ in rows), default=0))
    deep = max(map(len, heads), default=1)
    text = [*([shown.band] if shown.band else []), table.caption]
    for place in range(deep):
        parts = [head[place - deep + len(head)] if place >= deep - len(head) else "" for head in heads]
        text.append(_line("", parts, stub, widths))
    for group in table.groups:
        text += [group.label] if group.label else []
        for _, row, cells in (each for each in rows if each[0] is group):
            first, *more = wrap(row.label, stub - 2 * bool(group.label)) or [""]
            indent = "  " if group.label else ""
            text.append(_line(f"{indent}{first}", cells, stub, widths))
            text += [f"{indent}  {each}" for each in more]
    return "\n".join([*text, *table.notes])


def _cell(cell: TableCell) -> str:
    return " ".join(part for part in (cell.text, cell.sign, cell.detail) if part)


def _line(label: str, cells: Sequence[str], stub: int, widths: Sequence[int]) -> str:
    figures = (cell.rjust(width) for cell, width in zip(cells, widths, strict=True))
    return GAP.join([label.ljust(stub), *figures]).rstrip()
