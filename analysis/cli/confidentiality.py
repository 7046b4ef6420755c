"""What `assoscope check --confidentiality` says: what is hidden and why, what it costs, what shows more."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from analysis.faults import several

if TYPE_CHECKING:
    from analysis.indicators.confidentiality_account import Account

MOST = 10
"""Ways out that are told."""


def said_of(account: Account) -> str:
    """The account in lines; of groups that are hidden, no number of respondents."""
    if account.limit < 2:
        return "confidential_below is under 2: nothing is hidden for confidentiality"
    return "\n  ".join(_lines(account))


def _lines(account: Account) -> Iterator[str]:
    figures = sum(table.figures for table in account.tables)
    few = sum(table.by_the_rule for table in account.tables)
    besides = sum(table.besides for table in account.tables)
    yield (
        f"{few + besides} of {several(figures, 'figure')} hidden: {few} of fewer than {account.limit} "
        f"respondents, {besides} from which those would follow"
    )
    hidden = [table for table in account.tables if table.by_the_rule + table.besides]
    width = max((len(table.label) for table in hidden), default=0)
    for table in hidden:
        yield (
            f"  {table.label:<{width}}  {table.by_the_rule:>5} by the rule, {table.besides:>5} besides, "
            f"of {table.figures}"
        )
    for variable, merged in account.counted_with.items():
        yield f"counted with another group, whose name says so: {variable}: " + ", ".join(
            f"{code} with {other}" for code, other in merged.items()
        )
    yield from _ways(account)
    rounds = several(account.audit.rounds, "round")
    yield (
        f"audit passed in {rounds}: the number of respondents of each hidden group of few can be any from 1 "
        f"to {account.limit - 1}, by all sums and differences of what is shown"
    )


def _ways(account: Account) -> Iterator[str]:
    if account.ways:
        yield "to show more:"
    for way in account.ways[:MOST]:
        lost = f" of others, {way.lost} of its own fewer" if way.lost else ""
        yield f"  {way.change}: {several(way.freed, 'figure')} more{lost}"
