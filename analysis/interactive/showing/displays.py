"""The displays of a table: HTML in a notebook, with a style of its own, and text in a terminal."""

from __future__ import annotations

from collections.abc import Sequence

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
    """The table as lines of text: labels to the left, figures to the right."""
    table = shown.table
    lines = [(row.label, [_cell(cell) for cell in row.cells]) for group in table.groups for row in group.rows]
    indent = any(group.label for group in table.groups)
    widths = [
        max([len(head), *(len(cells[i]) for _, cells in lines)]) for i, head in enumerate(table.columns)
    ]
    labels = [len(label) + 2 * indent for label, _ in lines] + [len(g.label) for g in table.groups]
    stub = max(labels, default=0)
    text = [*([shown.band] if shown.band else []), table.caption, _line("", table.columns, stub, widths)]
    for group in table.groups:
        if group.label:
            text.append(group.label)
        for row in group.rows:
            label = f"  {row.label}" if group.label else row.label
            text.append(_line(label, [_cell(cell) for cell in row.cells], stub, widths))
    return "\n".join([*text, *table.notes])


def _cell(cell: TableCell) -> str:
    return " ".join(part for part in (cell.text, cell.sign, cell.detail) if part)


def _line(label: str, cells: Sequence[str], stub: int, widths: Sequence[int]) -> str:
    figures = (cell.rjust(width) for cell, width in zip(cells, widths, strict=True))
    return GAP.join([label.ljust(stub), *figures]).rstrip()
