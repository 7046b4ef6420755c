"""A comparison as lines for the console, a CSV and a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

import pandas as pd

from analysis.results.csv_files import csv_bytes
from analysis.steps.comparing.compared_sides import KEYS, SideFigure
from analysis.steps.comparing.moved_figures import BuildComparison, Move

MOST_LINES, MOST_ROWS = 20, 1000
"""Figures on the console and in the page; the CSV has all."""
PRIVATE = "À ne pas diffuser. / Not to be passed on."
STYLE = (
    "body{font:16px/1.5 sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem;color:#1b1b1b}"
    "table{border-collapse:collapse}th,td{border-bottom:1px solid #bbb;padding:.3rem .6rem;text-align:left}"
    "td.n{text-align:right;font-variant-numeric:tabular-nums}strong{color:#8a1c1c}"
)


def lines(comparison: BuildComparison) -> Iterator[str]:
    """What the console says: how many figures moved, what changed, then those that moved most."""
    yield f"{comparison.before.name} -> {comparison.after.name}"
    yield f"{len(comparison.moves)} of {comparison.compared} figures moved"
    yield "; ".join(f"{cause}: {state}" for cause, state in comparison.changed.items())
    if comparison.unbuilt:
        yield f"nothing was built again: {comparison.unbuilt}"
    yield from (f"  {_line(move)}" for move in comparison.moves[:MOST_LINES])
    if len(comparison.moves) > MOST_LINES:
        yield f"  and {len(comparison.moves) - MOST_LINES} more: --csv writes all"
    if comparison.is_private:
        yield PRIVATE


def _line(move: Move) -> str:
    parts = [part for part in move.key[:-2] if part and part != "all"]
    causes = ", ".join(f"{cause} {_signed(part)}" for cause, part in move.by_cause.items() if part != 0)
    change = f"{_shown(move.before)} -> {_shown(move.after)}"
    difference = "" if move.difference is None else f" ({_signed(move.difference)})"
    return f"{' '.join(parts)}: {change}{difference}{f'; {causes}' if causes else ''}"


def _shown(figure: SideFigure) -> str:
    return figure.status if figure.value is None else f"{figure.value:.12g}"


def _signed(value: float | None) -> str:
    return "not known" if value is None else f"{round(value, 9):+.12g}"


def csv_of(comparison: BuildComparison) -> bytes:
    """A row for each figure that moved, with its difference by cause where that was told apart."""
    causes = _causes(comparison.moves)
    rows = [
        [
            *move.key,
            move.before.value,
            move.after.value,
            move.difference,
            move.before.status,
            move.after.status,
        ]
        + [move.by_cause.get(cause) for cause in causes]
        + [comparison.is_private]
        for move in comparison.moves
    ]
    names = [*KEYS, "before", "after", "difference", "status_before", "status_after", *causes, "private"]
    numbers = ["before", "after", "difference", *causes]
    return csv_bytes(pd.DataFrame(rows, columns=names).astype(dict.fromkeys(numbers, float)))


def _causes(moves: Sequence[Move]) -> list[str]:
    return list(dict.fromkeys(cause for move in moves for cause in move.by_cause))


def page_of(comparison: BuildComparison) -> bytes:
    """The comparison as a page of its own, without a script; every text of it is escaped."""
    title = escape(f"{comparison.before.name} → {comparison.after.name}")
    shown = comparison.moves[:MOST_ROWS]
    causes = _causes(shown)
    changed = "".join(
        f"<li>{escape(cause)}: {escape(state)}</li>" for cause, state in comparison.changed.items()
    )
    heads = ["figure", "before", "after", "difference", *causes]
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in heads)
    rest = (
        f"<p>{len(comparison.moves) - MOST_ROWS} more in the CSV.</p>"
        if len(comparison.moves) > MOST_ROWS
        else ""
    )
    private = f"<p><strong>{escape(PRIVATE)}</strong></p>" if comparison.is_private else ""
    said = f"<p>{escape(comparison.unbuilt)}</p>" if comparison.unbuilt else ""
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    return (
        f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        f"<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n{private}"
        f"<p>{len(comparison.moves)} of {comparison.compared} figures moved.</p>\n{said}<ul>{changed}</ul>\n"
        f"<table><thead><tr>{head}</tr></thead>\n<tbody>\n"
        f"{''.join(_row(move, causes) for move in shown)}</tbody></table>\n"
        f"{rest}</main>\n</body>\n</html>\n"
    ).encode("utf-8", "replace")


def _row(move: Move, causes: Sequence[str]) -> str:
    name = " ".join(part for part in move.key[:-2] if part and part != "all")
    cells = [
        _shown(move.before),
        _shown(move.after),
        "" if move.difference is None else _signed(move.difference),
    ]
    cells += [_signed(move.by_cause.get(cause)) for cause in causes]
    figures = "".join(f'<td class="n">{escape(cell)}</td>' for cell in cells)
    return f'<tr><th scope="row">{escape(name)}</th>{figures}</tr>\n'
