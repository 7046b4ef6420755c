"""What a table says in words of groups beside the side they are compared with, a line of groups at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd

from analysis.interactive.showing.cell_texts import indicator_row_of
from analysis.interactive.showing.notes import compared_side
from analysis.interactive.showing.shown_facts import Request
from analysis.reporting.language.typography import ended
from analysis.reporting.language.voice import Voice
from analysis.reporting.language.written_values import written
from analysis.results.schema import FORMS, significance


def side_differences(frame: pd.DataFrame, request: Request, voice: Voice, decimals: int) -> Iterator[str]:
    """A sentence for each line of groups of one figure that is compared, those of one outcome together: which
    groups differ, that no difference is established, or that none could be tested."""
    if len(frame.drop_duplicates(["line", "item"])) > 1 or "difference" not in frame:
        return
    found: dict[tuple[str, str], list[str]] = {}
    for (_, by), rows in frame[frame["by"] != ""].groupby(["within_code", "by"], sort=False):
        way = request.against.get(str(by), "pairs")
        if way != "pairs":
            records: list[dict[Any, Any]] = rows.to_dict("records")
            told = compared_side(str(by), way, voice), _of_line(records, voice, decimals)
            found.setdefault(told, []).append(records[0]["within_label"] or records[0]["by_label"])
    for (side, said), names in found.items():
        yield ended(voice.say("library.told_line", name=voice.listing(names), side=side, said=said))


def _of_line(rows: Sequence[dict[Any, Any]], voice: Voice, decimals: int) -> str:
    tested = [row for row in rows if row["difference_state"] == "tested"]
    if not tested:
        return voice.say("library.told_untested")
    alpha = significance(float(rows[0]["ci_level"]))
    apart = [row for row in tested if row["p_adjusted"] < alpha]
    if not apart:
        return voice.say("library.no_difference")
    return voice.series([_of_group(row, voice, decimals) for row in apart])


def _of_group(row: dict[Any, Any], voice: Voice, decimals: int) -> str:
    """A group with its figure, and how far it is from the other."""
    record = indicator_row_of(row, decimals)
    text = written(voice, record)
    difference = float(row["difference"])
    if FORMS[record.statistic].in_points:
        amount = voice.points(difference, text.decimals_in_table)
    else:
        amount = voice.signed_amount(difference, text.unit, text.decimals_in_table)
    return voice.say(
        "library.told_group", group=voice.quoted(row["group_label"]), figure=text.figure, amount=amount
    )
