"""What `assoscope check --confidentiality` says: what is hidden and why, what it costs, what shows more."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from analysis.cli.terminal.retelling import retold
from analysis.cli.terminal.words import counted, said

if TYPE_CHECKING:
    from analysis.indicators.confidentiality_account import Account

MOST = 10
"""Ways out that are told."""


def account_told(account: Account) -> str:
    """The account in lines; of groups that are hidden, no number of respondents."""
    if account.limit < 2:
        return said("confidential_below is under 2: nothing is hidden for confidentiality")
    parts = (_totals, _tables, _together, _ways, _audit)
    return "\n  ".join(line for part in parts for line in part(account))


def _totals(account: Account) -> Iterator[str]:
    few = sum(table.by_the_rule for table in account.tables)
    besides = sum(table.besides for table in account.tables)
    yield said(
        "{hidden} of {figures} hidden: {few} of fewer than {limit} respondents, {besides} from which those "
        "would follow",
        hidden=few + besides,
        figures=_figures(sum(table.figures for table in account.tables)),
        few=few,
        limit=account.limit,
        besides=besides,
    )


def _tables(account: Account) -> Iterator[str]:
    hidden = [table for table in account.tables if table.by_the_rule + table.besides]
    labels = [retold(table.label) for table in hidden]
    width = max(map(len, labels), default=0)
    for label, table in zip(labels, hidden, strict=True):
        counts = said(
            "{few:>5} by the rule, {besides:>5} besides, of {figures}",
            few=table.by_the_rule,
            besides=table.besides,
            figures=table.figures,
        )
        yield f"  {label:<{width}}  {counts}"


def _together(account: Account) -> Iterator[str]:
    for variable, merged in account.counted_with.items():
        pairs = ", ".join(
            said("{code} with {other}", code=code, other=other) for code, other in merged.items()
        )
        yield said(
            "counted with another group, whose name says so: {variable}: {pairs}",
            variable=variable,
            pairs=pairs,
        )


def _ways(account: Account) -> Iterator[str]:
    if account.ways:
        yield said("to show more:")
    for way in account.ways[:MOST]:
        told = {"change": retold(way.change), "figures": _figures(way.freed)}
        more = (
            said("{change}: {figures} more of others, {lost} of its own fewer", lost=way.lost, **told)
            if way.lost
            else said("{change}: {figures} more", **told)
        )
        yield f"  {more}"


def _audit(account: Account) -> Iterator[str]:
    if account.audit.tables:
        yield said(
            "{tables} hidden as a whole, as no single group hidden besides was enough",
            tables=counted(account.audit.tables, "{count} table", "{count} tables"),
        )
    yield said(
        "audit passed in {rounds}: the number of respondents of each hidden group of few can be any from 1 "
        "to {most}, by all sums and differences of what is shown",
        rounds=counted(account.audit.rounds, "{count} round", "{count} rounds"),
        most=account.limit - 1,
    )


def _figures(count: int) -> str:
    return counted(count, "{count} figure", "{count} figures")
